import QtQuick

// Text in a role of the theme ("room", "dish", "title", "body", "label", …): size, weight, colour, 1.3 lines.
Text {
    id: root

    property string role: "body"
    property bool bold: false
    property bool serif: false
    property int pixelSize: Theme.size[root.role]
    // The CJK family's own line is 1.45 em with the glyphs low in it; a 1.3 em line needs them lifted.
    readonly property int lift: Math.round(root.pixelSize * 0.075)

    color: Theme.text
    font.family: root.serif ? Theme.serif : Theme.family
    font.pixelSize: root.pixelSize
    font.weight: root.bold || root.serif ? Font.Bold : Font.Normal
    font.features: ({ "tnum": 1 })
    lineHeightMode: Text.FixedHeight
    lineHeight: Math.round(root.pixelSize * Theme.lineHeight)
    topPadding: -root.lift
    bottomPadding: root.lift
    textFormat: Text.PlainText
    renderType: Text.QtRendering
}
