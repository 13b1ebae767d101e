import QtQuick
import Zaotai.Ui

// A dish line drawn with the kit alone, to look at its parts side by side.
Rectangle {
    id: root

    property int qty: 1
    property string dish: ""
    property string options: ""
    property string note: ""
    property string allergy: ""
    property string lineState: "waiting"
    property bool cursor: false
    property bool unsent: false
    readonly property bool cooking: root.lineState === "cooking"
    readonly property bool notified: root.lineState === "notified"
    readonly property bool loud: root.qty > 1 && !root.notified

    width: 440
    height: Math.max(80, words.height + 16)
    radius: Theme.radiusM
    color: StateTone.fill[root.lineState]
    border.width: root.cursor ? 3 : root.unsent || root.notified ? 2 : 0
    border.color: root.cursor ? Theme.select : root.unsent ? Theme.unsent : Theme.line

    Rectangle {
        visible: root.cooking
        y: 10
        width: Theme.strokeStateBar
        height: parent.height - 20
        radius: 3
        color: Theme.cooking
    }
    Rectangle {
        x: 14
        y: words.height < 56 ? (root.height - height) / 2 : 12
        width: 56
        height: 56
        radius: Theme.radiusM
        color: !root.loud ? "transparent" : root.lineState === "waiting" ? Theme.text : StateTone.ink[root.lineState]

        Txt {
            anchors.centerIn: parent
            role: "qty"
            bold: true
            text: root.qty
            color: root.loud ? Theme.bg : root.notified ? Theme.notified : Theme.text
        }
    }
    Column {
        id: words
        x: 82
        anchors.verticalCenter: parent.verticalCenter

        Txt {
            role: "dish"
            bold: true
            text: root.dish
            color: root.notified ? Theme.notified : Theme.text
        }
        Txt {
            visible: text !== ""
            role: "option"
            text: root.options
            color: Theme.text2
        }
        Row {
            visible: root.note !== ""
            spacing: Theme.space2
            topPadding: Theme.space1
            bottomPadding: Theme.space1

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "bubble"
                size: 22
                color: Theme.note
            }
            Txt {
                role: "option"
                bold: true
                text: root.note
                color: Theme.note
            }
        }
        Pill {
            visible: root.allergy !== ""
            radius: Theme.radiusS
            role: "option"
            icon: "triangle-solid"
            text: root.allergy
            fill: Theme.allergyBg
            ink: Theme.allergy
        }
    }
    Column {
        x: root.width - width - 7
        width: 92
        y: root.unsent ? root.height - height - 8 : (root.height - height) / 2
        spacing: Theme.space1

        StateIcon {
            visible: !root.unsent
            anchors.horizontalCenter: parent.horizontalCenter
            lineState: root.lineState
            size: 32
        }
        Txt {
            anchors.horizontalCenter: parent.horizontalCenter
            role: "state"
            bold: !root.notified && root.lineState !== "waiting"
            text: StateTone.word[root.lineState]
            color: StateTone.ink[root.lineState]
        }
    }
    Pill {
        visible: root.unsent
        anchors.right: parent.right
        anchors.top: parent.top
        radius: Theme.radiusS
        padding: 10
        role: "caption"
        icon: "arrow-up"
        text: qsTr("未发送")
        fill: Theme.unsent
        ink: Theme.offline
    }
}
