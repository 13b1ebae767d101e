import QtQuick
import Zaotai.Ui

// The box in which a field is typed: one line or several, with ¥ before it or a unit behind it.
Rectangle {
    id: root

    required property var form
    required property string key
    required property string kind
    required property string label
    required property string value
    required property string hint
    required property string unit
    required property int longest
    required property bool isWrong
    readonly property bool isLarge: root.kind === "amount"
    readonly property bool isLong: root.kind === "long"
    readonly property bool isStepped: root.kind === "time" || root.kind === "date"
    readonly property bool hasCursor: root.form.focusKey === root.key

    implicitHeight: root.isLong ? 132 : root.isLarge ? 64 : 56
    radius: Theme.radiusM
    color: root.form.isLocked ? Theme.surface2 : Theme.surface
    border.width: input.activeFocus || lines.activeFocus || root.isWrong ? Theme.strokeThin : Theme.strokeHair
    border.color: root.isWrong ? Theme.danger : input.activeFocus || lines.activeFocus ? Theme.primary : Theme.borderStrong

    Txt {
        x: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        visible: root.isLarge
        role: "title"
        text: "¥"
        color: Theme.text2
    }
    Txt {
        x: root.isLarge ? 44 : Theme.space4
        y: root.isLong ? Theme.space3 : (parent.height - height) / 2
        width: parent.width - x - Theme.space4
        visible: input.text === "" && lines.text === ""
        text: root.hint
        color: Theme.text3
        elide: Text.ElideRight
    }
    TextInput {
        id: input
        objectName: root.isLong ? "" : "field-" + root.key
        x: root.isLarge ? 44 : Theme.space4
        width: parent.width - x - Theme.space4 - behind.width
        anchors.verticalCenter: parent.verticalCenter
        visible: !root.isLong
        font.family: Theme.family
        font.pixelSize: root.isLarge ? 30 : Theme.size.title
        font.weight: root.isLarge ? Font.Bold : Font.Normal
        color: Theme.text
        clip: true
        selectByMouse: true
        selectionColor: Theme.primary
        selectedTextColor: Theme.primaryInk
        readOnly: root.form.isLocked
        activeFocusOnTab: !root.isLong
        echoMode: root.kind === "secret" ? TextInput.Password : TextInput.Normal
        maximumLength: root.longest
        Accessible.role: Accessible.EditableText
        Accessible.name: root.label
        onTextEdited: root.form.fill(root.key, text)
        onAccepted: root.form.submit()
        onActiveFocusChanged: if (input.activeFocus) root.begin()
    }
    Flickable {
        id: scroll
        x: Theme.space4
        y: Theme.space3
        width: parent.width - 2 * x
        height: parent.height - 2 * y
        visible: root.isLong
        clip: true
        contentHeight: lines.height

        TextEdit {
            id: lines
            objectName: root.isLong ? "field-" + root.key : ""
            width: scroll.width
            font.family: Theme.family
            font.pixelSize: Theme.size.body
            color: Theme.text
            wrapMode: TextEdit.Wrap
            selectByMouse: true
            readOnly: root.form.isLocked
            activeFocusOnTab: root.isLong
            Accessible.role: Accessible.EditableText
            Accessible.name: root.label
            onTextChanged: if (root.isLong && activeFocus) root.form.fill(root.key, text)
            onActiveFocusChanged: if (activeFocus) root.form.focusOn(root.key)
            // A tab between two options means nothing; it goes on to the next field.
            Keys.onTabPressed: lines.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
            Keys.onBacktabPressed: lines.nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
        }
    }
    Row {
        id: behind
        anchors.right: parent.right
        anchors.rightMargin: Theme.space1
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space1

        Txt {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.unit !== ""
            rightPadding: Theme.space3
            text: root.unit
            color: Theme.text2
        }
        PushButton {
            objectName: "field-" + root.key + "Minus"
            visible: root.isStepped
            width: Theme.touch
            padding: 0
            kind: "quiet"
            icon: "minus"
            label: qsTr("%1 早一点").arg(root.label)
            enabled: !root.form.isLocked
            onTapped: root.form.step(root.key, -1)
        }
        PushButton {
            objectName: "field-" + root.key + "Plus"
            visible: root.isStepped
            width: Theme.touch
            padding: 0
            kind: "quiet"
            icon: "plus"
            label: qsTr("%1 晚一点").arg(root.label)
            enabled: !root.form.isLocked
            onTapped: root.form.step(root.key, 1)
        }
    }

    // What is typed replaces what stood there; a press sets the cursor afterwards, but not in a time.
    function begin() {
        root.form.focusOn(root.key);
        input.selectAll();
        if (root.isStepped)
            Qt.callLater(input.selectAll);
    }
    function take() {
        root.isLong ? lines.forceActiveFocus() : input.forceActiveFocus();
    }
    function show() {
        if (!root.isLong && input.text !== root.value)
            input.text = root.value;
        if (root.isLong && lines.text !== root.value)
            lines.text = root.value;
    }

    Connections {
        target: root.form

        function onPlaced(): void {
            if (root.hasCursor)
                root.take();
        }
    }
    Component.onCompleted: {
        root.show();
        if (!root.hasCursor)
            return;
        root.take();
        input.selectAll();
    }
    onValueChanged: root.show()
}
