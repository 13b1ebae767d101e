pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Rooms on the left, who calls and who waits in the middle, the bill on the right.
Item {
    id: root

    required property var desk
    readonly property int gap: Theme.space4

    Item {
        id: under
        anchors.fill: parent
        enabled: !root.desk.corner.isOpen

        DeskTopBar {
            id: bar
            desk: root.desk
            width: parent.width
            height: Theme.layout.topBar
            z: 10
        }
        RoomGrid {
            objectName: "roomGrid"
            rooms: root.desk.rooms
            x: root.gap
            y: bar.height + root.gap
            width: Theme.layout.rooms
            height: parent.height - y - root.gap
        }
        CallList {
            id: calls
            calls: root.desk.calls
            x: root.gap * 2 + Theme.layout.rooms
            y: bar.height + root.gap
            width: Theme.layout.middle
            height: Math.min(356, Math.max(196, 76 + 92 * root.desk.calls.rows.count))
        }
        WaitingPanel {
            desk: root.desk
            x: calls.x
            y: calls.y + calls.height + root.gap
            width: calls.width
            height: parent.height - y - root.gap
        }
        BillPanel {
            desk: root.desk
            x: calls.x + calls.width + root.gap
            y: bar.height + root.gap
            width: parent.width - x - root.gap
            height: parent.height - y - root.gap
        }
    }
    Corner {
        desk: root.desk
        anchors.fill: parent
        z: 40
    }
    NoticeList {
        notices: root.desk.notices
        z: 60
        x: Math.round((root.gap + calls.x + calls.width - width) / 2) // beside the bill, not over its name
        y: bar.height + root.gap
        width: 900
    }
    LateSheet {
        id: moreSheet
        isWanted: root.desk.sheet === "more"
        sourceComponent: MoreSheet {
            desk: root.desk
            open: moreSheet.isOpen
        }
    }
    LateSheet {
        id: orderSheet
        isWanted: root.desk.sheet === "order"
        sourceComponent: OrderSheet {
            desk: root.desk
            open: orderSheet.isOpen
        }
    }
    LateSheet {
        id: reportSheet
        isWanted: root.desk.sheet === "report"
        sourceComponent: ReportSheet {
            desk: root.desk
            open: reportSheet.isOpen
        }
    }
    LateSheet {
        id: shiftSheet
        isWanted: root.desk.sheet === "shift"
        sourceComponent: ShiftSheet {
            desk: root.desk
            open: shiftSheet.isOpen
        }
    }
    LateSheet {
        id: printSheet
        isWanted: root.desk.sheet === "print"
        sourceComponent: PrintSheet {
            desk: root.desk
            open: printSheet.isOpen
        }
    }
    LateSheet {
        id: receiptSheet
        isWanted: root.desk.sheet === "receipt"
        sourceComponent: ReceiptSheet {
            desk: root.desk
            open: receiptSheet.isOpen
        }
    }
    LateSheet {
        id: voiceSheet
        isWanted: root.desk.sheet === "voice"
        sourceComponent: VoiceSheet {
            desk: root.desk
            open: voiceSheet.isOpen
        }
    }
    LateSheet {
        id: keysSheet
        isWanted: root.desk.sheet === "keys"
        sourceComponent: KeysSheet {
            desk: root.desk
            open: keysSheet.isOpen
        }
    }
    FormSheet {
        form: root.desk.form
    }
}
