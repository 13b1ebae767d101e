import QtQuick
import Zaotai.Ui

// F1: sift the list; Enter takes the first.
Rectangle {
    id: root

    required property var page

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
        objectName: "find"
        x: 48
        width: parent.width - 120
        anchors.verticalCenter: parent.verticalCenter
        font.family: Theme.family
        font.pixelSize: Theme.size.body
        color: Theme.text
        selectByMouse: true
        clip: true
        activeFocusOnTab: true
        maximumLength: 60
        Accessible.role: Accessible.EditableText
        Accessible.name: qsTr("搜索")
        onTextEdited: root.page.type(text)
        onAccepted: root.page.chooseFirst()

        Txt {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            visible: input.text === ""
            elide: Text.ElideRight
            text: qsTr("搜索")
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
        target: root.page

        function onSought(): void {
            input.forceActiveFocus();
            input.selectAll();
        }
    }
    Component.onCompleted: input.text = root.page.text
}
