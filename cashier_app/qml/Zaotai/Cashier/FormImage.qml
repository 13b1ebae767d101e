import QtQuick
import Zaotai.Ui

// A slot for a picture: what is there, or that nothing is; a tap asks for another one.
Pressable {
    id: root

    required property string source
    property bool isLocked: false

    enabled: !root.isLocked
    implicitWidth: 223
    implicitHeight: 132

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusM
        color: Theme.surface2
        border.width: Theme.strokeHair
        border.color: Theme.borderStrong
    }
    Image {
        anchors.fill: parent
        anchors.margins: Theme.strokeHair
        visible: root.source !== ""
        source: root.source
        fillMode: Image.PreserveAspectCrop
        asynchronous: true
    }
    Column {
        anchors.centerIn: parent
        visible: root.source === ""
        spacing: Theme.space2

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "upload"
            size: 28
            color: Theme.text3
        }
        Txt {
            role: "label"
            text: qsTr("选一张照片")
            color: Theme.text2
        }
    }
    Tone {
        down: root.down
        radius: Theme.radiusM
    }
    FocusRing {
        shown: root.activeFocus
        radius: Theme.radiusM
    }
}
