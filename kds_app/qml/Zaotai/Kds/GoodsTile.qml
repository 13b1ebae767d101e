pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// One dish of the menu: held to be sold out, tapped to be back.
Item {
    id: root

    required property string key
    required property string name
    required property bool isSoldOut
    required property bool isUnsent
    required property string detail
    signal marked
    signal restored

    Loader {
        anchors.fill: parent
        sourceComponent: root.isSoldOut ? back : out
    }
    Component {
        id: out

        HoldButton {
            objectName: "soldOut-" + root.key
            text: root.name
            activeFocusOnTab: false
            track: Theme.line
            line: root.isUnsent ? Theme.unsent : Theme.border
            ink: Theme.text
            onConfirmed: root.marked()

            Txt {
                anchors.right: parent.right
                anchors.rightMargin: Theme.space3
                anchors.bottom: parent.bottom
                anchors.bottomMargin: Theme.space1
                role: "caption"
                text: root.detail
                color: Theme.text2
            }
        }
    }
    Component {
        id: back

        Rectangle {
            radius: Theme.radiusM
            color: Theme.ticket
            border.width: Theme.strokeThin
            border.color: root.isUnsent ? Theme.unsent : Theme.cancelLine

            Column {
                x: Theme.space4
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - restore.width - 40

                Txt {
                    width: parent.width
                    role: "button"
                    bold: true
                    text: root.name
                    color: Theme.text3
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.size.caption
                }
                Txt {
                    role: "caption"
                    text: root.detail
                    color: Theme.cancel
                }
            }
            PushButton {
                id: restore
                objectName: "available-" + root.key
                anchors.right: parent.right
                anchors.rightMargin: Theme.space3
                anchors.verticalCenter: parent.verticalCenter
                padding: Theme.space4
                kind: "primary"
                text: qsTr("恢复")
                activeFocusOnTab: false
                onTapped: root.restored()
            }
        }
    }
}
