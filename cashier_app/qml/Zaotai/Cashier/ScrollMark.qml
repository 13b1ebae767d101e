import QtQuick
import Zaotai.Ui

// At the right edge of what scrolls: that there is more, and where one stands in it. Gone when all fits.
Rectangle {
    id: root

    required property Flickable of
    readonly property real ratio: root.of.visibleArea.heightRatio

    objectName: root.of.objectName + "Mark"
    x: root.of.x + root.of.width - width - 2
    y: root.of.y + Math.round(root.of.visibleArea.yPosition * root.of.height)
    width: Theme.space1
    height: Math.round(root.ratio * root.of.height)
    visible: root.of.visible && root.ratio < 1
    radius: width / 2
    color: Theme.borderStrong
}
