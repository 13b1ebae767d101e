pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// The newest pictures of this machine and of what is plugged in; one is tapped, or dropped here.
Sheet {
    id: root

    required property var pictures

    title: qsTr("选一张照片")
    open: root.pictures.isOpen
    extent: 820
    onCloseAsked: root.pictures.close()

    Row {
        id: head
        width: parent.width
        spacing: Theme.space3

        PushButton {
            id: again
            objectName: "picturesLook"
            icon: "refresh"
            kind: "outline"
            enabled: !root.pictures.isLooking
            text: root.pictures.isLooking ? qsTr("正在找…") : qsTr("重新找")
            onTapped: root.pictures.look()
        }
        Txt {
            anchors.verticalCenter: again.verticalCenter
            width: head.width - again.width - head.spacing
            role: "label"
            text: qsTr("图片、下载、桌面和 U 盘里最新的；也可以把文件拖到这里")
            color: Theme.text2
            wrapMode: Text.Wrap
        }
    }
    Strip {
        id: wrong
        objectName: "pictureWrong"
        anchors.top: head.bottom
        anchors.topMargin: visible ? Theme.space3 : 0
        width: parent.width
        height: visible ? implicitHeight : 0
        visible: root.pictures.isWrong
        icon: "triangle"
        text: qsTr("这个文件不是照片")
        fill: Theme.dangerBg
        ink: Theme.danger
        line: Theme.dangerLine
    }
    GridView {
        id: grid
        objectName: "pictureGrid"
        anchors.top: wrong.bottom
        anchors.topMargin: Theme.space4
        anchors.bottom: parent.bottom
        width: parent.width
        clip: true
        cellWidth: Math.floor(width / 3)
        cellHeight: 192
        boundsBehavior: Flickable.StopAtBounds
        model: root.pictures.rows

        delegate: PictureTile {
            width: grid.cellWidth - Theme.space3
            height: grid.cellHeight - Theme.space3
            onTapped: root.pictures.choose(url)
        }
    }
    EmptyState {
        anchors.centerIn: grid
        width: grid.width
        visible: grid.count === 0 && !root.pictures.isLooking
        icon: "upload"
        title: qsTr("没有找到照片")
        detail: qsTr("插上 U 盘，再按“重新找”")
    }
    DropArea {
        objectName: "pictureDrop"
        anchors.fill: parent
        onDropped: drop => {
            if (drop.hasUrls)
                root.pictures.choose(drop.urls[0].toString());
        }
    }
}
