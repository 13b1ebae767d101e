pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// The kitchen display.
Rectangle {
    id: root

    required property var kitchen
    readonly property int inset: root.kitchen.isBlind ? Theme.strokeOfflineFrame : 0

    objectName: "kitchen"
    color: root.kitchen.isBlind ? Theme.offlineSurface : Theme.bg
    focus: true
    Keys.onPressed: event => event.accepted = root.kitchen.press(event.key, event.modifiers, event.isAutoRepeat)

    TopBar {
        id: topBar
        y: root.inset
        width: parent.width
        inset: root.inset
        bar: root.kitchen.top
        onAsked: topic => root.kitchen.sheets.ask(topic)
    }
    Banners {
        id: banners
        anchors.top: topBar.bottom
        x: root.inset
        width: parent.width - 2 * root.inset
        rows: root.kitchen.banners.rows
        onActed: key => root.kitchen.banners.act(key)
    }
    Board {
        id: board
        objectName: "board"
        anchors.top: banners.bottom
        anchors.topMargin: root.inset > 0 ? Theme.space4 : 20
        anchors.left: parent.left
        anchors.leftMargin: Theme.space4 + root.inset
        anchors.right: side.left
        anchors.rightMargin: 18
        anchors.bottom: bottomBar.top
        anchors.bottomMargin: Theme.space4
        visible: root.kitchen.mode === "board"
        board: root.kitchen.board
    }
    Loader {
        anchors.fill: board
        active: root.kitchen.mode === "loading"
        sourceComponent: LoadingBoard {
            awaited: root.kitchen.awaited
        }
    }
    Loader {
        anchors.centerIn: board
        active: root.kitchen.mode === "empty"
        sourceComponent: EmptyState {
            objectName: "emptyBoard"
            icon: "cloche"
            title: root.kitchen.emptyTitle
            status: root.kitchen.emptyStatus
            statusInk: root.kitchen.isBlind ? Theme.unsent : Theme.ok
            detail: root.kitchen.emptyDetail
            action: root.kitchen.emptyIsFiltered ? qsTr("看全部") : ""
            actionName: "showAll"
            onActed: root.kitchen.top.choose("all")
        }
    }
    SidePanel {
        id: side
        anchors.top: board.top
        anchors.bottom: board.bottom
        anchors.right: parent.right
        anchors.rightMargin: Theme.space4 + root.inset
        width: Theme.layout.sidePanel
        side: root.kitchen.side
        onAsked: sheet => root.kitchen.sheets.ask(sheet)
    }
    BottomBar {
        id: bottomBar
        anchors.bottom: parent.bottom
        anchors.bottomMargin: root.inset
        width: parent.width
        inset: root.inset
        bar: root.kitchen.bottom
        undo: root.kitchen.undo
        board: root.kitchen.board
        onReplayAsked: root.kitchen.replay()
        onLineAsked: root.kitchen.sheets.ask("line")
    }
    SheetHost {
        sheets: root.kitchen.sheets
        onOpenChanged: if (!open) root.forceActiveFocus()
    }
    Toast {
        objectName: "refusedTap"
        anchors.bottom: bottomBar.top
        anchors.bottomMargin: Theme.space4
        icon: "triangle"
        text: root.kitchen.refused.text
        serial: root.kitchen.refused.serial
    }
    OfflineFrame {
        shown: root.kitchen.isBlind
    }
}
