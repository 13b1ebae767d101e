import QtQuick
import Zaotai.Ui

// How a thing stands, in shape, word and colour.
Pill {
    id: root

    required property string tone   // ok, warn, bad, off, info or nothing
    readonly property var looks: ({
        "ok": [Theme.inUseBg, Theme.inUse, Theme.inUseLine],
        "warn": [Theme.cleanBg, Theme.clean, Theme.cleanLine],
        "bad": [Theme.dangerBg, Theme.danger, Theme.dangerLine],
        "info": [Theme.foodBg, Theme.food, Theme.foodLine],
        "off": [Theme.surface2, Theme.text2, Theme.border],
        "": [Theme.freeBg, Theme.free, Theme.border]
    })
    readonly property var look: root.looks[root.tone] ?? root.looks[""]

    height: 34
    fill: root.look[0]
    ink: root.look[1]
    line: root.look[2]
}
