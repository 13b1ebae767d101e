import QtQuick
import Zaotai.Ui

// An address for a phone's camera, and the same in letters for whoever types it.
Rectangle {
    id: root

    required property string source
    required property string address

    implicitHeight: Theme.space4 * 2 + code.height + words.height + Theme.space3
    radius: Theme.radiusL
    color: Theme.surface
    border.width: Theme.strokeHair
    border.color: Theme.border

    Image {
        id: code
        objectName: "qr"
        y: Theme.space4
        anchors.horizontalCenter: parent.horizontalCenter
        width: 296
        height: 296
        smooth: false // one pixel a module: sharp edges are what cameras read
        fillMode: Image.PreserveAspectFit
        source: root.source
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("二维码：%1").arg(root.address)
    }
    Txt {
        id: words
        objectName: "qrAddress"
        anchors.top: code.bottom
        anchors.topMargin: Theme.space3
        x: Theme.space4
        width: parent.width - 2 * x
        horizontalAlignment: Text.AlignHCenter
        text: root.address
        color: Theme.text2
        wrapMode: Text.WrapAnywhere
    }
}
