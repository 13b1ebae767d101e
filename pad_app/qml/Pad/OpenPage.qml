pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// A guest is here: header, the chosen tab, sheets over it.
Item {
    id: root

    required property var pad
    property bool serviceOpen: false
    property bool noteOpen: false
    property bool phoneOpen: false

    TopBar {
        id: bar
        width: parent.width
        height: Theme.layout.header
        pad: root.pad
        onServiceAsked: root.serviceOpen = true
    }
    LinkStrip {
        id: strip
        y: bar.height
        width: parent.width
        link: root.pad.link.state
    }
    Item {
        id: page
        anchors.fill: parent
        anchors.topMargin: bar.height + strip.height + notices.height

        MenuPage {
            anchors.fill: parent
            visible: root.pad.tab === 0
            pad: root.pad
            onNoteAsked: root.noteOpen = true
        }
        OrderPage {
            anchors.fill: parent
            visible: root.pad.tab === 1
            pad: root.pad
            onServiceAsked: root.serviceOpen = true
            onPhoneAsked: root.phoneOpen = true
        }
        BillPage {
            anchors.fill: parent
            visible: root.pad.tab === 2
            pad: root.pad
        }
    }
    NoticeStack {
        id: notices
        y: bar.height + strip.height
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width - 2 * Theme.space12, 880)
        notices: root.pad.notices
        phone: root.pad.phone
    }
    DishSheet {
        dish: root.pad.dish
        offered: root.pad.basket.offered
    }
    NoteSheet {
        open: root.noteOpen
        basket: root.pad.basket
        onCloseAsked: root.noteOpen = false
    }
    ServiceSheet {
        open: root.serviceOpen
        service: root.pad.service
        phone: root.pad.phone
        onCloseAsked: root.serviceOpen = false
    }
    PhoneSheet {
        open: root.phoneOpen
        texts: root.pad.texts
        onCloseAsked: root.phoneOpen = false
        onOpenChanged: if (!open) root.pad.texts.forgetTyped()
    }
    TagSheet {
        basket: root.pad.basket
    }
    Toast {
        id: toast
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space8
    }
    Connections {
        target: root.pad

        function onTold(word: string) {
            toast.text = word === "placed_for_tag" ? qsTr("已下单，记在您的手牌上") : qsTr("没有成功，请呼叫服务员");
            toast.serial += 1;
        }
        function onRested() {
            root.noteOpen = false;
            root.serviceOpen = false;
            root.phoneOpen = false;
        }
    }
    Connections {
        target: root.pad.texts

        function onSaved() {
            root.phoneOpen = false;
        }
    }
}
