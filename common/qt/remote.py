"""Drive a running app from another process, through its real screen: one JSON command a line on
stdin, one JSON answer a line on stdout.

Only with `--remote` on the command line: the demo plays an evening with it and the journeys of the
tests tap with it. It reaches what a finger reaches and nothing else: visible, enabled items by
`objectName` (or `objectName` within another item's), their properties for reading, keys, pictures.

    {"do": "tap", "name": "placeOrder"}            press and release in the middle of the item
    {"do": "hold", "name": "soldOut", "ms": 700}   keep a finger down
    {"do": "key", "key": "F3"}
    {"do": "wait", "name": "x", "property": "text", "equals": "…", "timeout": 5}
    {"do": "wait", "name": "x", "gone": true}
    {"do": "read", "name": "x", "property": "text"}
    {"do": "names", "prefix": "line-"}             visible object names, top to bottom
    {"do": "where", "name": "x"}                   its middle in the window, [x, y] in px
    {"do": "type", "text": "…"}                    into the focused item
    {"do": "shot", "path": "a.png"}
    {"do": "quit"}
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

T = TypeVar("T")

LOOK_EVERY_S: Final = 0.02
MAX_TIMEOUT_S: Final = 120.0


class RemoteRefused(Exception):
    """The command cannot be done; the text says why and goes back to the driver."""


class Command(msgspec.Struct, forbid_unknown_fields=True):
    do: str
    name: str = ""
    within: str = ""
    property: str = ""
    equals: Any = None  # compared with the property's JSON value
    contains: str = ""
    gone: bool = False
    key: str = ""
    text: str = ""
    prefix: str = ""
    path: str = ""
    ms: int = 700
    timeout: float = 10.0


class Remote:
    """Answers commands one after the other on the Qt loop. `stop` ends the app."""

    def __init__(self, stop: Callable[[], None]) -> None:
        self._stop = stop

    async def serve(self) -> None:
        """Until stdin ends. Reads on a thread: a pipe cannot be awaited on every Qt platform."""
        lines: asyncio.Queue[bytes | None] = asyncio.Queue()
        loop = asyncio.get_running_loop()
        reader = threading.Thread(target=_read_lines, args=(loop, lines), daemon=True)
        reader.start()
        while (line := await lines.get()) is not None:
            answer = await self._answer(line)
            sys.stdout.write(msgspec.json.encode(answer).decode() + "\n")
            sys.stdout.flush()
        self._stop()

    async def _answer(self, line: bytes) -> dict[str, object]:
        try:
            command = msgspec.json.decode(line, type=Command)
            return {"ok": True, "value": await self._do(command)}
        except (RemoteRefused, msgspec.MsgspecError) as error:
            return {"ok": False, "error": str(error)}

    async def _do(self, command: Command) -> object:
        match command.do:
            case "tap" | "hold":
                await _touch(command)
            case "key" | "type":
                await _outside_tasks(lambda: _press_keys(command))
            case "wait":
                return await _within_time(command, lambda: _awaited(command))
            case "read":
                return _value(_found(command), command.property)
            case "names":
                return [name for name in _names() if name.startswith(command.prefix)]
            case "where":
                at, _ = await _within_time(command, _at_rest(command))
                return [at.x(), at.y()]
            case "shot":
                return _shot(Path(command.path))
            case "quit":
                self._stop()
            case unknown:
                raise RemoteRefused(f"no command {unknown!r}")
        return None


async def _touch(command: Command) -> None:
    """Press in the middle of the item and release, after `ms` when it is a hold."""
    at, window = await _within_time(command, _at_rest(command))
    await _outside_tasks(lambda: QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=at))
    if command.do == "hold":
        await asyncio.sleep(command.ms / 1000)
    await _outside_tasks(lambda: QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=at))


async def _outside_tasks(act: Callable[[], None]) -> None:
    """Run `act` from a bare callback of the loop.

    QTest lets the loop go on inside: a task that a tap starts would take its first step within
    this one ("Cannot enter into task while another task is being executed") and never run.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def run() -> None:
        try:
            act()
        finally:
            done.set_result(None)

    loop.call_soon(run)
    await done


def _press_keys(command: Command) -> None:
    """A key by its Qt name, or words committed as an input method would."""
    if command.do == "type":
        event = QInputMethodEvent()
        event.setCommitString(command.text)
        QCoreApplication.sendEvent(QGuiApplication.focusObject(), event)
        return
    sequence = QKeySequence(command.key)
    if sequence.isEmpty():
        raise RemoteRefused(f"no key {command.key!r}")
    QTest.keySequence(_window(), sequence)


def _read_lines(loop: asyncio.AbstractEventLoop, lines: asyncio.Queue[bytes | None]) -> None:
    # Unbuffered and our own: the interpreter locks sys.stdin.buffer when it ends, and aborts when
    # this thread still waits in it.
    with open(os.dup(sys.stdin.fileno()), "rb", buffering=0) as stdin:
        for line in stdin:
            loop.call_soon_threadsafe(lines.put_nowait, line)
    loop.call_soon_threadsafe(lines.put_nowait, None)


async def _within_time(command: Command, look: Callable[[], T | None]) -> T:
    """Look again until something is found; RemoteRefused after the command's timeout."""
    loop = asyncio.get_running_loop()
    until = loop.time() + min(command.timeout, MAX_TIMEOUT_S)
    while True:
        found = look()
        if found is not None:
            return found
        if loop.time() >= until:
            raise RemoteRefused(f"{command.do} {command.name}: not within {command.timeout} s")
        await asyncio.sleep(LOOK_EVERY_S)


def _windows() -> list[QQuickWindow]:
    shown = QGuiApplication.topLevelWindows()
    return [window for window in shown if isinstance(window, QQuickWindow) and window.isVisible()]


def _window() -> QQuickWindow:
    windows = _windows()
    if not windows:
        raise RemoteRefused("no window is shown")
    return windows[0]


def _items(root: QQuickItem) -> Iterator[QQuickItem]:
    """The visible items below `root`, in paint order."""
    for child in root.childItems():
        if child.isVisible():
            yield child
            yield from _items(child)


def _look(command: Command) -> QQuickItem | None:
    for window in _windows():
        root: QQuickItem | None = window.contentItem()
        if command.within and root is not None:
            root = next((i for i in _items(root) if i.objectName() == command.within), None)
        if root is None:
            continue
        found = next((i for i in _items(root) if i.objectName() == command.name), None)
        if found is not None:
            return found
    return None


def _found(command: Command) -> QQuickItem:
    item = _look(command)
    if item is None:
        raise RemoteRefused(f"nothing named {command.name!r} is shown")
    return item


def _pressable(command: Command) -> QQuickItem | None:
    item = _look(command)
    return item if item is not None and item.isEnabled() else None


def _at_rest(command: Command) -> Callable[[], tuple[QPoint, QQuickWindow] | None]:
    """Finds where to press: inside the window, where the item was a look ago (a sheet slides in)."""
    was: list[QPoint] = []

    def look() -> tuple[QPoint, QQuickWindow] | None:
        item = _pressable(command)
        if item is None:
            return None
        at, window = _middle(item), item.window()
        is_still, was[:] = was == [at], [at]
        inside = window.contentItem().boundingRect().contains(QPointF(at))
        return (at, window) if is_still and inside else None

    return look


def _awaited(command: Command) -> object | None:
    item = _look(command)
    if command.gone:
        return True if item is None else None
    if item is None:
        return None
    if not command.property:
        return True
    value = _value(item, command.property)
    if command.contains:
        return value if command.contains in str(value) else None
    return value if value == command.equals else None


def _value(item: QQuickItem, name: str) -> object:
    value = item.property(name)
    return value if isinstance(value, str | int | float | bool) else str(value)


def _middle(item: QQuickItem) -> QPoint:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


def _names() -> list[str]:
    placed = [
        (item.mapToScene(QPointF(0, 0)).y(), item.objectName())
        for window in _windows()
        for item in _items(window.contentItem())
        if item.objectName()
    ]
    return [name for _, name in sorted(placed, key=lambda pair: pair[0])]


def _shot(path: Path) -> str:
    """Save the first window, or `path` with -2, -3 … for the others."""
    for number, window in enumerate(_windows(), start=1):
        at = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
        if not window.grabWindow().save(str(at)):
            raise RemoteRefused(f"cannot write {at.name}")
    return str(path)
