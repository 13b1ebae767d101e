import QtQuick
import Zaotai.Ui

// One picture of this machine, with its name.
Pressable {
    id: root

    required property string url
    required property string name
    required property string folder

    objectName: "picture-" + root.name
    label: root.name + " " + root.folder

    Rectangle {
        id: frame
        width: parent.width
        height: parent.height - caption.height - Theme.space1
        radius: Theme.radiusM
        color: Theme.surface2
        border.width: Theme.strokeHair
        border.color: Theme.border
        clip: true

        Image {
            anchors.fill: parent
            anchors.margins: Theme.strokeHair
            source: root.url
            sourceSize.width: 360
            fillMode: Image.PreserveAspectCrop
            asynchronous: true
            autoTransform: true
        }
    }
    Txt {
        id: caption
        anchors.bottom: parent.bottom
        width: parent.width
        role: "caption"
        text: root.folder + " · " + root.name
        color: Theme.text2
        elide: Text.ElideMiddle
    }
    Tone {
        down: root.down
        radius: Theme.radiusM
    }
    FocusRing {
        shown: root.activeFocus
        radius: Theme.radiusM
    }
}
