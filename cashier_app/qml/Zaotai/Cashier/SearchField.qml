pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// F1: a room, a hand tag, an order number or a scanned code; Enter takes the first.
Rectangle {
    id: root

    required property var search

    implicitHeight: Theme.touch
    radius: Theme.radiusM
    color: Theme.surface2
    border.width: input.activeFocus ? Theme.strokeThin : Theme.strokeHair
    border.color: input.activeFocus ? Theme.primary : Theme.borderStrong

    Icon {
        x: 14
        anchors.verticalCenter: parent.verticalCenter
        name: "search"
        size: 22
        color: Theme.text2
    }
    TextInput {
        id: input
        objectName: "search"
        x: 48
        width: parent.width - 120
        anchors.verticalCenter: parent.verticalCenter
        font.family: Theme.family
        font.pixelSize: Theme.size.body
        color: Theme.text
        selectByMouse: true
        clip: true
        activeFocusOnTab: true
        Accessible.role: Accessible.EditableText
        Accessible.name: qsTr("搜索")
        onTextEdited: root.search.type(text)
        onAccepted: root.search.chooseFirst()

        Txt {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            visible: input.text === ""
            elide: Text.ElideRight
            text: qsTr("房号、手牌、单号，或扫描手牌")
            color: Theme.text3
        }
    }
    KeyBadge {
        anchors.right: parent.right
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        key: "F1"
        ink: Theme.text2
    }
    Connections {
        target: root.search

        function onAsked(): void {
            input.forceActiveFocus();
            input.selectAll();
        }
        function onBegun(): void {
            input.forceActiveFocus();
            input.cursorPosition = input.length;
        }
        function onChanged(): void {
            if (input.text !== root.search.text)
                input.text = root.search.text;
        }
    }
    Rectangle {
        anchors.top: parent.bottom
        anchors.topMargin: Theme.space1
        width: parent.width
        height: results.implicitHeight
        visible: root.search.text !== ""
        radius: Theme.radiusM
        color: Theme.surface
        border.width: Theme.strokeHair
        border.color: Theme.borderStrong

        Column {
            id: results
            width: parent.width

            Txt {
                objectName: "searchNothing"
                visible: root.search.rows.count === 0
                x: Theme.space4
                height: Theme.touch
                verticalAlignment: Text.AlignVCenter
                text: qsTr("没有找到")
                color: Theme.text2
            }
            Repeater {
                model: root.search.rows

                Pressable {
                    id: row

                    required property string key
                    required property string title
                    required property string detail
                    objectName: "found-" + row.key
                    label: row.title
                    width: results.width
                    height: Theme.touch
                    onTapped: root.search.choose(row.key)

                    Tone {
                        down: row.down
                    }
                    Txt {
                        x: Theme.space4
                        anchors.verticalCenter: parent.verticalCenter
                        bold: true
                        text: row.title
                    }
                    Txt {
                        anchors.right: parent.right
                        anchors.rightMargin: Theme.space4
                        anchors.verticalCenter: parent.verticalCenter
                        role: "label"
                        text: row.detail
                        color: Theme.text2
                    }
                }
            }
        }
    }
}
