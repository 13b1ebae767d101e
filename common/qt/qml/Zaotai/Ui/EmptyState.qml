import QtQuick

// Nothing to show, said so that nobody takes it for a fault: what, how the link is, what was done.
Column {
    id: root

    property string icon: ""
    required property string title
    property string status: ""
    property color statusInk: Theme.ok
    property string detail: ""
    property string action: ""
    property string actionName: "emptyAction"
    signal acted

    spacing: Theme.space2

    Icon {
        anchors.horizontalCenter: parent.horizontalCenter
        name: root.icon
        size: 2 * Theme.size.title
        color: Theme.text3
    }
    Txt {
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(implicitWidth, root.width > 0 ? root.width : implicitWidth)
        role: "title"
        bold: true
        text: root.title
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
    }
    Txt {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: text !== ""
        role: "body"
        text: root.status
        color: root.statusInk
    }
    Txt {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: text !== ""
        role: "label"
        text: root.detail
        color: Theme.text2
    }
    PushButton {
        objectName: root.actionName
        anchors.horizontalCenter: parent.horizontalCenter
        visible: root.action !== ""
        text: root.action
        onTapped: root.acted()
    }
}
