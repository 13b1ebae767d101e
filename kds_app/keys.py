"""Keyboard and bump bar: the design sheet's table of keys, as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt

from kds_app.actions import Actions
from kds_app.board_view import BoardView
from kds_app.bottom_bar import BottomBar
from kds_app.side_panel import SidePanel
from kds_app.top_bar import TopBar

REPEAT_GUARD_S: Final = 0.25
"""A bouncing contact of a bump bar presses twice."""
_K = Qt.Key
_MOVES: Final = frozenset({_K.Key_Left, _K.Key_Right, _K.Key_Up, _K.Key_Down})
"""These may be held down and may be pressed fast."""


@dataclass(frozen=True, slots=True)
class Panels:
    """What keys reach."""

    top: TopBar
    board: BoardView
    side: SidePanel
    bottom: BottomBar
    actions: Actions
    replay: Callable[[], None]


class Keys:
    """Fulfils the table for one kitchen screen."""

    def __init__(self, panels: Panels, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._pressed: dict[int, float] = {}
        self._means: Mapping[int, Callable[[], None]] = _table(panels)

    def press(self, key: int, modifiers: int, is_repeat: bool) -> bool:
        """Whether `key` means something here; an echo of it does nothing and is still ours."""
        meaning = self._means.get(key)
        plain = Qt.KeyboardModifier.KeypadModifier.value | Qt.KeyboardModifier.NoModifier.value
        if meaning is None or modifiers & ~plain:
            return False
        if key in _MOVES or not self._is_echo(key, is_repeat):
            meaning()
        return True

    def _is_echo(self, key: int, is_repeat: bool) -> bool:
        at = self._monotonic()
        is_echo = is_repeat or at - self._pressed.get(key, -REPEAT_GUARD_S) < REPEAT_GUARD_S
        if not is_echo:
            self._pressed[key] = at
        return is_echo


def _table(panels: Panels) -> dict[int, Callable[[], None]]:
    board, bottom, undo = panels.board, panels.bottom, panels.actions.undo
    slots = {_K.Key_1.value + n - 1: partial(board.choose_slot, n) for n in range(1, 9)}
    return {
        **slots,
        _K.Key_Left.value: partial(board.step_ticket, -1),
        _K.Key_Right.value: partial(board.step_ticket, 1),
        _K.Key_Up.value: partial(board.step_line, -1),
        _K.Key_Down.value: partial(board.step_line, 1),
        _K.Key_Return.value: bottom.nextStep,
        _K.Key_Enter.value: bottom.nextStep,
        _K.Key_F2.value: bottom.wholeOrder,
        _K.Key_F3.value: bottom.notify,
        _K.Key_F4.value: panels.replay,
        _K.Key_F6.value: panels.side.acknowledge_oldest,
        _K.Key_F7.value: bottom.pickUp,
        _K.Key_F9.value: undo,
        _K.Key_Backspace.value: undo,
        _K.Key_PageUp.value: partial(board.turn, -1),
        _K.Key_PageDown.value: partial(board.turn, 1),
        _K.Key_Tab.value: panels.top.chooseNext,
    }
