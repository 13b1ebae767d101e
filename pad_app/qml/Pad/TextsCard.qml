import QtQuick
import Zaotai.Ui

// Food that is ready can be told of by text: leave a number, or see (masked) where it goes and take it back.
Rectangle {
    id: root

    required property var texts
    readonly property var facts: root.texts.state
    readonly property bool isAsked: root.facts.textsTo !== ""
    signal phoneAsked

    implicitHeight: 68
    radius: Theme.radiusXl + 4
    color: Theme.surface
    border.width: Theme.strokeHair
    border.color: Theme.border

    Icon {
        id: mark
        x: Theme.space5
        anchors.verticalCenter: parent.verticalCenter
        name: "bubble"
        size: 28
        color: Theme.primary
    }
    Column {
        anchors.left: mark.right
        anchors.leftMargin: Theme.space3
        anchors.right: act.left
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter

        Txt {
            objectName: "textsTitle"
            width: parent.width
            role: "body"
            bold: true
            text: qsTr("餐好发短信")
            elide: Text.ElideRight
        }
        Txt {
            objectName: "textsTo"
            width: parent.width
            role: "detail"
            text: root.facts.problem !== "" && root.isAsked ? qsTr("没取消成，请再点一次")
                : root.isAsked ? root.facts.textsTo : qsTr("备好了告诉您")
            color: root.facts.problem !== "" && root.isAsked ? Theme.danger : Theme.text2
            elide: Text.ElideRight
        }
    }
    PushButton {
        id: act
        objectName: root.isAsked ? "stopTexts" : "leavePhone"
        anchors.right: parent.right
        anchors.rightMargin: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        kind: root.isAsked ? "quiet" : "outline"
        role: "body"
        enabled: !root.facts.isBusy
        text: root.isAsked ? qsTr("不用了") : qsTr("留手机号")
        label: root.isAsked ? qsTr("不用发短信了") : qsTr("留手机号，餐好发短信")
        onTapped: root.isAsked ? root.texts.stop() : root.phoneAsked()
    }
}
