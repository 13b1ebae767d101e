import QtQuick
import QtQuick.Layouts

// A sentence across the screen that stays until its cause is gone or a person answers it.
Rectangle {
    id: root

    // offline, sending, done, rejected, warn: each with its own icon, words and colours
    required property string kind
    required property string title
    property string detail: ""
    property string action: ""
    property string actionName: "bannerAction"
    property string icon: root.looks[root.kind].icon
    property int actionHeight: Math.max(Theme.touch, Theme.buttonHeight - Theme.space2)
    readonly property color ink: root.looks[root.kind].ink
    readonly property var looks: ({
        "offline": { icon: "wifi-off", fill: Theme.offlineBg, ink: Theme.offline, button: "offline" },
        "sending": { icon: "upload", fill: Theme.cookingBg, ink: Theme.cooking, button: "cooking" },
        "done": { icon: "tick-disc", fill: Theme.doneBg, ink: Theme.done, button: "done" },
        "rejected": { icon: "triangle", fill: Theme.cancelBg, ink: Theme.cancel, button: "cancel" },
        "warn": { icon: "muted", fill: Theme.dueBg, ink: Theme.due, button: "due" }
    })
    signal acted

    implicitHeight: row.implicitHeight + 2 * Theme.space2
    radius: Theme.radiusM
    color: root.looks[root.kind].fill
    Accessible.role: Accessible.AlertMessage
    Accessible.name: root.title + " " + root.detail

    Behavior on color {
        ColorAnimation { duration: Theme.stateMs }
    }
    RowLayout {
        id: row
        anchors.left: parent.left
        anchors.leftMargin: Theme.space4
        anchors.right: parent.right
        anchors.rightMargin: Theme.space2 + 2
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space4

        Icon {
            name: root.icon
            size: Math.round(Theme.buttonIcon * 1.5)
            color: root.ink
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Txt {
                Layout.fillWidth: true
                role: "button"
                bold: true
                text: root.title
                color: root.ink
                wrapMode: Text.Wrap
            }
            Txt {
                Layout.fillWidth: true
                visible: text !== ""
                role: "label"
                text: root.detail
                color: root.ink
                wrapMode: Text.Wrap
            }
        }
        PushButton {
            objectName: root.actionName
            Layout.minimumWidth: Theme.disc * 2 + Theme.space4
            implicitHeight: root.actionHeight
            padding: Theme.space3
            visible: root.action !== ""
            kind: root.looks[root.kind].button
            text: root.action
            onTapped: root.acted()
        }
    }
}
