import QtQuick
import Zaotai.Ui

// The sheet of states (design/kitchen_states), drawn with the kit.
Rectangle {
    color: Theme.bg

    LinesColumn {
        x: 24
        y: 22
        width: 440
    }
    HeadsColumn {
        x: 484
        y: 22
        width: 440
    }
    LinkColumn {
        x: 944
        y: 22
        width: 452
    }
    ButtonsColumn {
        x: 1416
        y: 22
        width: 440
    }
}
