import QtQuick

// A short word on a rounded plate: 新单, 仅剩 3 份, 制作中.
Rectangle {
    id: root

    required property string text
    property string icon: ""
    property string role: "label"
    property bool bold: true
    property color fill: Theme.primary
    property color ink: Theme.primaryInk
    property color line: "transparent"
    property int padding: Theme.space3

    implicitWidth: Math.max(implicitHeight, face.implicitWidth + 2 * root.padding)
    implicitHeight: face.implicitHeight + Theme.strokeThin
    radius: height / 2
    color: root.fill
    border.width: root.line.a > 0 ? Theme.strokeThin : 0
    border.color: root.line

    Row {
        id: face
        anchors.centerIn: parent
        spacing: Theme.space2

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: root.icon
            size: Theme.size[root.role] + 2
            color: root.ink
        }
        Txt {
            role: root.role
            bold: root.bold
            text: root.text
            color: root.ink
        }
    }
}
