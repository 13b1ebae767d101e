import QtQuick

// When a dish that is sold out can be had again, in words.
QtObject {
    id: root

    required property var back
    readonly property string time: root.back && root.back.hour >= 0
        ? root.back.minute > 0 ? qsTr("%1:%2").arg(root.back.hour).arg(String(root.back.minute).padStart(2, "0"))
        : qsTr("%1 点").arg(root.back.hour) : ""
    readonly property string text: !root.back ? qsTr("稍后供应")
        : root.back.day !== "" ? qsTr("%1 供应").arg(root.back.day)
        : root.back.isTomorrow ? root.time !== "" ? qsTr("明日 %1供应").arg(root.time) : qsTr("明日供应")
        : root.time !== "" ? qsTr("%1供应").arg(root.time) : qsTr("稍后供应")
}
