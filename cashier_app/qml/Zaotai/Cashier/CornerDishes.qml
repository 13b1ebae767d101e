pragma ComponentBehavior: Bound

import QtQuick

// Dishes with their editor, and the sheet in which a photo is chosen.
Item {
    id: root

    required property var page

    CornerListPage {
        page: root.page
        anchors.fill: parent
    }
    CornerPictures {
        objectName: "pictures"
        pictures: root.page.pictures
    }
}
