"""Puts a screen together: core, voice, view-model, window. `run_screens` is its whole life."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject

from common.client.core import DeviceCore
from common.client.facade import Core, Topic, Update
from common.domain.roles import Role
from common.domain.speaking import Speaker
from common.qt import bench_patch
from common.qt.app import QmlWindow, Screen
from common.qt.program import Arguments, Program
from common.qt.tasks import spawn
from common.speech.settings import speaker_from_settings
from kds_app.calling import Calling
from kds_app.kitchen import Kitchen
from kds_app.pairing import Pairing
from kds_app.sounds import Sounds
from kds_app.windows import Look, calling_screen, font_measure, kitchen_screen, pairing_screen

Model = Pairing | Kitchen | Calling
PROGRAM: Final = Program(
    "kds_app",
    "kitchen display and calling screen",
    "主灶屏",
    "kitchen.sqlite",
    Path(__file__).resolve().parent / "i18n",
)
TRY_AGAIN_S: Final = 2.0


def make_core(arguments: Arguments, version: str) -> tuple[DeviceCore, Speaker]:
    arguments.device_file.parent.mkdir(parents=True, exist_ok=True)
    speaker = speaker_from_settings(arguments.speech, directory=arguments.speech_dir)
    return DeviceCore(arguments.device_file, speaker, "kds", version), speaker


class Screens(QObject):
    """Shows what this device is: unpaired, a kitchen, a calling screen; changes when that changes."""

    def __init__(self, core: Core, speaker: Speaker, arguments: Arguments) -> None:
        super().__init__()
        self._core = core
        self._speaker = speaker
        self._arguments = arguments
        self._look = Look(arguments.kiosk, arguments.reduce_motion)
        self._window: QmlWindow | None = None
        self._model: Model | None = None
        self._kind: Role | None = None
        self._unsubscribe = core.subscribe(self._told)

    def show(self) -> None:
        """Open the window of what this device is now, and only then close the one before."""
        identity = self._core.identity
        self._kind = identity.kind if identity else None
        before, model_before = self._window, self._model
        screen = self._screen_of(self._kind)
        self._window = QmlWindow(screen, self)
        if isinstance(self._model, Kitchen) and bench_patch.is_wanted():
            _patch(self._window, self._model)
        self._window.show()
        _put_away(before, model_before)

    async def pair(self, code: str) -> None:
        """Redeem the code of the command line; where the server is not there yet, try again."""
        while isinstance(self._model, Pairing):
            if await self._model.redeem(code):
                return
            await asyncio.sleep(TRY_AGAIN_S)

    def close(self) -> None:
        self._unsubscribe()
        _put_away(self._window, self._model)
        self._window = self._model = None

    def _screen_of(self, kind: Role | None) -> Screen:
        if kind is None:
            return self._pairing()
        if kind is Role.CALL_BOARD:
            calling = Calling(self._core, self)
            calling.begin()
            self._model = calling
            return calling_screen(calling, self._look)
        kitchen = Kitchen(self._core, font_measure(), self)
        kitchen.pairing_asked.connect(self._pair_again)
        sounds = Sounds(self._speaker, kitchen)
        kitchen.painted.connect(sounds.hear)
        kitchen.reminded.connect(sounds.remind)
        kitchen.begin()
        self._model = kitchen
        return kitchen_screen(kitchen, self._look)

    def _pairing(self) -> Screen:
        pairing = Pairing(self._core, self._arguments.server, self._arguments.name, self)
        pairing.paired.connect(self.show)
        self._model = pairing
        return pairing_screen(pairing, self._look)

    def _pair_again(self) -> None:
        before, model_before = self._window, self._model
        self._window = QmlWindow(self._pairing(), self)
        self._window.show()
        _put_away(before, model_before)

    def _told(self, update: Update) -> None:
        identity = self._core.identity
        if Topic.IDENTITY in update.topics and identity and identity.kind is not self._kind:
            spawn(self._show_soon(), self, "show")

    async def _show_soon(self) -> None:
        """Not from within the core's telling."""
        identity = self._core.identity
        if identity is not None and identity.kind is not self._kind:
            self.show()


def _patch(window: QmlWindow, kitchen: Kitchen) -> None:
    """The sum of all lines' versions: it moves whenever a line changes."""
    patch = bench_patch.BenchPatch(window.view)
    kitchen.painted.connect(
        lambda moment: patch.show(sum(row.version for row in moment.tables["lines"].values()))
    )


def _put_away(window: QmlWindow | None, model: Model | None) -> None:
    """The window first: it must not look at a model that is gone."""
    if window is not None:
        window.close()
        window.deleteLater()
    if isinstance(model, Kitchen | Calling):
        model.end()
    if model is not None:
        model.deleteLater()


async def run_screens(
    core: Core, speaker: Speaker, arguments: Arguments, stop: asyncio.Event
) -> None:
    """Until `stop` is set: start on what this device knows, pair if asked, show, and put away."""
    await core.start()
    screens = Screens(core, speaker, arguments)
    screens.show()
    tasks = [asyncio.create_task(speaker.warm(), name="warm")]
    if arguments.remote:
        from common.qt.remote import Remote  # and Qt's test library: not into a kitchen's memory

        tasks.append(asyncio.create_task(Remote(stop.set).serve(), name="remote"))
    if arguments.pair and core.identity is None:
        tasks.append(asyncio.create_task(screens.pair(arguments.pair), name="pair"))
    try:
        await stop.wait()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        screens.close()
        await core.aclose()
        await speaker.close()
