pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// All services of the shop; each shows whether it was heard.
Sheet {
    id: root

    required property var service
    required property string phone

    objectName: "serviceSheet"
    title: qsTr("呼叫服务")
    extent: 600

    Grid {
        id: grid
        width: parent.width
        columns: 2
        spacing: Theme.space3

        Repeater {
            model: root.service.buttons

            Column {
                id: cell

                required property string text
                required property string stage
                required property int minutes
                spacing: Theme.space1
                width: (grid.width - Theme.space3) / 2

                ServiceTile {
                    width: parent.width
                    height: 104
                    prefix: "service-"
                    text: cell.text
                    stage: cell.stage
                    minutes: cell.minutes
                    onCalled: root.service.call(cell.text)
                }
                PushButton {
                    objectName: "withdraw-" + cell.text
                    width: parent.width
                    visible: cell.stage === "open" || cell.stage === "unsent"
                    kind: "quiet"
                    role: "body"
                    text: cell.minutes > 0 ? qsTr("%1 分钟前呼叫 · 不用了").arg(cell.minutes) : qsTr("不用了")
                    label: qsTr("不用%1了").arg(qsTranslate("ShopWords", cell.text))
                    onTapped: root.service.withdraw(cell.text)
                }
            }
        }
    }
    Txt {
        anchors.bottom: parent.bottom
        width: parent.width
        visible: root.phone !== ""
        role: "body"
        text: qsTr("前台电话 %1").arg(root.phone)
        color: Theme.text2
        horizontalAlignment: Text.AlignHCenter
    }
}
