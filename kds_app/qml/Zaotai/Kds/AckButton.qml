import QtQuick
import Zaotai.Ui

// 知道了 on a line.
PushButton {
    width: 92
    height: 64
    implicitWidth: 92
    implicitHeight: 64
    padding: 0
    kind: "cancel"
    role: "option"
    text: qsTr("知道了")
}
