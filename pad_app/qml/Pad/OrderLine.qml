import QtQuick
import Zaotai.Ui

// One dish of the awaited batch: how many, what, how, and how far.
Item {
    id: root

    required property string lineId
    required property string name
    required property string unit
    required property int quantity
    required property string options
    required property string note
    required property var allergies
    required property bool areAllergiesTold
    required property string stage
    required property string reason
    required property bool canCancel
    required property bool isCancelling
    required property bool isRemake
    property bool hasRule: false
    property bool showsPill: true
    readonly property bool isOff: root.stage === "cancelled"
    readonly property var reasons: ({
        "sold_out": qsTr("今日售罄，已取消"), "mistake": qsTr("店里取消了"), "other": qsTr("店里取消了"), "room_cleaned": qsTr("房间已清")
    })
    readonly property string avoided: root.allergies.length === 0 ? ""
        : (root.areAllergiesTold ? qsTr("%1过敏已告知厨房") : qsTr("%1过敏")).arg(root.allergies.join(qsTr("、")))
    readonly property string details: root.isOff && root.reason !== "" ? (root.reasons[root.reason] ?? "")
        : [root.isRemake ? qsTr("重做，不另收费") : "", root.options, root.note, root.avoided].filter(each => each !== "").join(" · ")
    signal cancelled

    implicitHeight: Math.max(64, words.implicitHeight + Theme.space3)

    Rectangle {
        visible: root.hasRule
        width: parent.width
        height: Theme.strokeHair
        color: Theme.border
    }
    Txt {
        id: times
        x: 2
        anchors.verticalCenter: parent.verticalCenter
        role: "dish"
        bold: true
        text: "×" + root.quantity
        color: root.isOff ? Theme.text3 : Theme.price
    }
    Item {
        id: words
        x: 52
        width: side.x - x - Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        implicitHeight: isWide ? name.implicitHeight : name.implicitHeight + details.implicitHeight
        height: implicitHeight
        readonly property bool isWide: name.implicitWidth + details.implicitWidth + 14 <= width

        Txt {
            id: name
            width: words.isWide ? implicitWidth : words.width
            role: "list"
            bold: true
            text: root.name
            font.strikeout: root.isOff
            color: root.isOff ? Theme.text3 : Theme.text
            elide: Text.ElideRight
        }
        Txt {
            id: details
            x: words.isWide ? name.implicitWidth + 14 : 0
            y: words.isWide ? (name.height - height) / 2 + 2 : name.height
            width: words.isWide ? implicitWidth : words.width
            role: "detail"
            text: root.details
            color: root.isOff && root.reason !== "" ? Theme.cancel : Theme.text2
            wrapMode: words.isWide ? Text.NoWrap : Text.Wrap
        }
    }
    Row {
        id: side
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space3

        LinePill {
            objectName: "pill-" + root.name
            anchors.verticalCenter: parent.verticalCenter
            visible: root.showsPill || root.isOff
            lineState: root.stage
        }
        PushButton {
            objectName: "cancel-" + root.name
            visible: root.canCancel
            height: Theme.touch
            kind: "outline"
            fill: Theme.surface
            ink: Theme.danger
            text: qsTr("取消这道")
            label: qsTr("取消 %1").arg(root.name)
            onTapped: root.cancelled()
        }
    }
}
