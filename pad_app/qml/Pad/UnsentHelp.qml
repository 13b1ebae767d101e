import QtQuick
import Zaotai.Ui

// The order waits on this pad. After a minute the guest may take it back or call the desk.
Item {
    id: root

    required property var head
    required property string phone
    signal cancelled

    implicitHeight: words.implicitHeight + Theme.space6

    Column {
        id: words
        width: parent.width
        spacing: Theme.space3

        Txt {
            objectName: "unsentWords"
            width: parent.width
            role: "body"
            text: root.head.isLateToSend === true ? qsTr("超过 10 分钟没有送到，要不要送由您决定")
                : root.head.offersHelp === true
                ? root.phone !== "" ? qsTr("还在联系厨房。可以先取消，或打前台电话 %1").arg(root.phone) : qsTr("还在联系厨房。可以先取消，或到前台下单")
                : qsTr("正在联系厨房，连上后自动送出；10 分钟没送到会先问您")
            color: Theme.text2
            wrapMode: Text.Wrap
        }
        PushButton {
            objectName: "cancelUnsent"
            visible: root.head.offersHelp === true && root.head.isLateToSend !== true
            kind: "danger"
            text: qsTr("取消这单")
            onTapped: root.cancelled()
        }
    }
}
