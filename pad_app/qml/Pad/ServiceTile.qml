import QtQuick
import Zaotai.Ui

// One service: call it, then see whether somebody is on the way.
Pressable {
    id: root

    required property string text
    required property string stage
    required property int minutes
    required property string prefix
    readonly property string shown: qsTranslate("ShopWords", root.text)
    readonly property bool isLow: root.height < 90  // no room for a picture and three lines
    readonly property bool isIdle: root.stage === "idle"
    readonly property var icons: ({
        "呼叫服务员": "bell", "加水": "hot-water", "加热水壶": "hot-water", "送热水": "bowl", "收餐具": "cutlery",
        "加餐具": "basket", "打扫房间": "broom", "结账": "receipt", "要发票": "receipt", "加钟": "clock", "催菜": "chevrons"
    })
    readonly property var answers: ({
        "unsent": qsTr("等待送出"), "open": qsTr("已呼叫"), "accepted": qsTr("已响应，马上来")
    })
    signal called
    signal asked

    objectName: root.prefix + root.text
    label: root.isIdle ? root.shown : root.shown + " " + root.answers[root.stage]
    onTapped: root.isIdle ? root.called() : root.asked()

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusL
        color: root.stage === "accepted" ? Theme.primaryTint : root.isIdle ? Theme.surface : Theme.callTint
        border.width: root.stage === "accepted" ? Theme.strokeThin : Theme.strokeHair
        border.color: root.stage === "accepted" ? Theme.primary : Theme.borderStrong
    }
    Tone {
        down: root.down
        radius: Theme.radiusL
    }
    Column {
        anchors.centerIn: parent
        width: parent.width - Theme.space2
        spacing: Theme.space1

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: root.isIdle || !root.isLow
            name: root.stage === "accepted" ? "check" : root.icons[root.text] ?? "bell"
            size: 24
            color: root.stage === "accepted" ? Theme.primary : Theme.call
        }
        Txt {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            role: "body"
            text: root.shown
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 14
            elide: Text.ElideRight
        }
        Txt {
            objectName: root.prefix + "state-" + root.text
            width: parent.width
            visible: !root.isIdle
            horizontalAlignment: Text.AlignHCenter
            role: "label"
            bold: true
            pixelSize: 14
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 12
            text: root.answers[root.stage] ?? ""
            color: root.stage === "accepted" ? Theme.primaryTintInk : Theme.call
        }
    }
    FocusRing {
        shown: root.activeFocus
        radius: Theme.radiusL
    }
}
