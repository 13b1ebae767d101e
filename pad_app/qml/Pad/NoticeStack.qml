pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// What the guest has to be told, until it is answered.
Column {
    id: root

    required property var notices
    required property string phone

    spacing: Theme.space2
    topPadding: count > 0 ? Theme.space2 : 0
    bottomPadding: topPadding
    readonly property alias count: cards.count

    Repeater {
        id: cards
        model: root.notices.notices

        NoticeCard {
            width: root.width
            phone: root.phone
            onAccepted: root.notices.accept(key)
            onRestored: root.notices.restore(key)
            onSentAgain: root.notices.sendAgain(key)
            onDropped: root.notices.drop(key)
        }
    }
}
