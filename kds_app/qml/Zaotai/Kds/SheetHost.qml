pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// The one sheet of the kitchen display; what it holds is made when it opens.
Sheet {
    id: root

    required property var sheets
    readonly property string asked: root.sheets.open
    property string last: ""
    readonly property bool isStatus: ["last", "server", "voice", "unsent"].includes(root.last)
    readonly property var titles: ({
        "dishes": qsTr("合计待做"), "soldOut": qsTr("沽清"), "recall": qsTr("找回"), "line": qsTr("这道菜"),
        "last": qsTr("最后消息"), "server": qsTr("服务器"), "voice": qsTr("语音"), "unsent": qsTr("未发送")
    })
    readonly property var pages: ({
        "dishes": dishes, "soldOut": soldOut, "recall": recall, "line": line
    })

    objectName: "sheet"
    open: root.asked !== ""
    title: root.titles[root.last] ?? ""
    extent: root.last === "soldOut" || root.last === "recall" ? 1180 : 760
    onAskedChanged: if (root.asked !== "") root.last = root.asked
    onCloseAsked: root.sheets.close()

    Loader {
        anchors.fill: parent
        active: root.visible && root.last !== ""
        sourceComponent: root.isStatus ? status : root.pages[root.last]
    }
    Component {
        id: dishes
        DishesPage { rows: root.sheets.dishes.rows }
    }
    Component {
        id: soldOut
        SoldOutPage { page: root.sheets.soldOut }
    }
    Component {
        id: recall
        RecallPage { page: root.sheets.recall }
    }
    Component {
        id: line
        LinePage { page: root.sheets.line }
    }
    Component {
        id: status
        StatusPage {
            page: root.sheets.status
            topic: root.last
        }
    }
}
