import QtQuick
import Zaotai.Ui

// 今日售罄 as a stamp: round, a little aslant.
Rectangle {
    width: 84
    height: 84
    radius: 42
    color: "transparent"
    border.width: Theme.strokeThin
    border.color: Theme.soldText
    rotation: -8

    Column {
        anchors.centerIn: parent

        Txt {
            anchors.horizontalCenter: parent.horizontalCenter
            role: "button"
            pixelSize: 20
            bold: true
            text: qsTr("今日")
            color: Theme.soldText
        }
        Txt {
            anchors.horizontalCenter: parent.horizontalCenter
            role: "button"
            pixelSize: 20
            bold: true
            text: qsTr("售罄")
            color: Theme.soldText
        }
    }
}
