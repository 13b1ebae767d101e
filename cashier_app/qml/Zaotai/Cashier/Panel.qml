import QtQuick
import Zaotai.Ui

// A white sheet of the desk.
Rectangle {
    radius: Theme.radiusL
    color: Theme.panel
    border.width: Theme.strokeHair
    border.color: Theme.border
    clip: true
}
