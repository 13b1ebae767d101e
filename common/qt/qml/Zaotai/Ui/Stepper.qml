import QtQuick

// − n +: how many. The model changes only when `decreased` or `increased` is answered.
Rectangle {
    id: root

    required property string name
    required property string label
    required property int value
    property int from: 0
    property int to: 99
    property bool tinted: false
    signal decreased
    signal increased

    implicitWidth: Math.max(minus.width + plus.width + Theme.space8, 148)
    implicitHeight: Theme.touch + 2 * Theme.strokeThin
    radius: height / 2
    color: root.tinted ? Theme.primaryTint : Theme.surface2
    border.width: Theme.strokeThin
    border.color: Theme.border

    PushButton {
        id: minus
        objectName: root.name + "Minus"
        x: Theme.strokeThin
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.touch
        height: Theme.touch
        padding: 0
        radius: width / 2
        fill: Theme.surface
        ink: Theme.primary
        line: root.tinted ? Theme.borderStrong : "transparent"
        enabled: root.value > root.from
        icon: "minus"
        label: qsTr("减少 %1").arg(root.label)
        onTapped: root.decreased()
    }
    Txt {
        anchors.centerIn: parent
        role: "title"
        pixelSize: Math.min(Theme.size.title, 26)
        bold: true
        text: root.value
        color: root.tinted ? Theme.primaryTintInk : Theme.text
    }
    PushButton {
        id: plus
        objectName: root.name + "Plus"
        anchors.right: parent.right
        anchors.rightMargin: Theme.strokeThin
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.touch
        height: Theme.touch
        padding: 0
        radius: width / 2
        fill: root.tinted ? Theme.primary : Theme.surface
        ink: root.tinted ? Theme.primaryInk : Theme.primary
        enabled: root.value < root.to
        icon: "plus"
        label: qsTr("增加 %1").arg(root.label)
        onTapped: root.increased()
    }
}
