import QtQuick
import QtQuick.Shapes
import Zaotai.Ui

// Where a new ticket may be missing while the server cannot be reached.
Item {
    id: root

    Shape {
        anchors.fill: parent
        anchors.margins: 1
        preferredRendererType: Shape.GeometryRenderer

        ShapePath {
            strokeWidth: Theme.strokeThin
            strokeColor: Theme.offlineBg
            strokeStyle: ShapePath.DashLine
            dashPattern: [5, 4]
            fillColor: "transparent"

            PathRectangle {
                width: root.width - 2
                height: root.height - 2
                radius: Theme.radiusL
            }
        }
    }
    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.space3
        spacing: Theme.space2

        Txt {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            role: "heading"
            bold: true
            text: qsTr("这里可能缺新单")
            color: Theme.unsent
        }
        Txt {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            role: "option"
            text: qsTr("请接对讲机和前台纸单")
            color: Theme.text2
        }
    }
}
