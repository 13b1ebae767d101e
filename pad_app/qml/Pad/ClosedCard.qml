import QtQuick
import Zaotai.Ui

// The kitchen is closed: since when it matters, until when.
Rectangle {
    id: root

    required property var pad

    objectName: "closedCard"
    height: words.implicitHeight + 2 * Theme.space4
    radius: Theme.radiusL
    color: Theme.warnBg
    Accessible.role: Accessible.AlertMessage
    Accessible.name: title.text + " " + hint.text

    Column {
        id: words
        x: Theme.space4
        width: parent.width - 2 * x
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space1

        Txt {
            id: title
            width: parent.width
            role: "list"
            bold: true
            text: root.pad.closedReason !== "" ? root.pad.closedReason : qsTr("厨房休息中")
            color: Theme.warn
            wrapMode: Text.Wrap
        }
        Txt {
            id: hint
            objectName: "closedHint"
            width: parent.width
            role: "body"
            text: root.pad.opensAt === "" ? qsTr("暂时不能点餐，可以呼叫服务员")
                : root.pad.opensTomorrow ? qsTr("明日 %1 开始点餐").arg(root.pad.opensAt)
                : qsTr("%1 开始点餐").arg(root.pad.opensAt)
            color: Theme.warn
            wrapMode: Text.Wrap
        }
    }
}
