"""Puts the pad together: core, view-model, window. `run_pad` is its whole life."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication

from common.client.core import DeviceCore
from common.client.facade import Core
from common.client.photos import PhotoShelf
from common.domain.speaking import Speaker
from common.qt.app import QmlWindow, Screen
from common.qt.i18n import Languages
from common.qt.program import Arguments, Program
from common.qt.remote import Remote
from common.qt.theme import ThemeName
from common.speech.silent import SilentSpeaker
from pad_app.pad_model import PadModel

SIZE: Final = (1280, 800)
QML: Final = Path(__file__).resolve().parent / "qml"
PROGRAM: Final = Program(
    "pad_app",
    "room pad",
    "平板",
    "pad.sqlite",
    Path(__file__).resolve().parent / "i18n",
    speaks=False,
)


def make_core(arguments: Arguments, version: str) -> DeviceCore:
    """A pad says nothing: guests are not talked to from the wall."""
    arguments.device_file.parent.mkdir(parents=True, exist_ok=True)
    speaker: Speaker = SilentSpeaker()
    return DeviceCore(arguments.device_file, speaker, "pad", version)


def pad_screen(model: PadModel, *, kiosk: bool = False, reduce_motion: bool = False) -> Screen:
    return Screen(
        module="Pad",
        component="Main",
        theme=ThemeName.PAD,
        title=QCoreApplication.translate("Pad", "Zaotai 灶台"),
        size=SIZE,
        import_paths=[QML],
        properties={"pad": model},
        kiosk=kiosk,
        reduce_motion=reduce_motion,
    )


async def run_pad(
    core: Core, arguments: Arguments, languages: Languages, stop: asyncio.Event
) -> None:
    """Until `stop` is set: start on what this device knows, pair if asked, show, and put away."""
    await core.start()
    photos = PhotoShelf(
        arguments.device_file.parent / "photos",
        lambda: core.identity.server_url if core.identity is not None else "",
    )
    model = PadModel(
        core,
        server_url=arguments.server,
        name=arguments.name,
        photo_of=photos.path_of,
        languages=languages,
        shops_language=arguments.language,
        memory=arguments.device_file.with_suffix(".language"),
    )
    photos.arrived = model.look
    window = QmlWindow(
        pad_screen(model, kiosk=arguments.kiosk, reduce_motion=arguments.reduce_motion)
    )
    languages.changed.connect(window.view.engine().retranslate)
    window.show()
    driver = asyncio.create_task(Remote(stop.set).serve()) if arguments.remote else None
    try:
        if arguments.pair and core.identity is None:
            await model.pair(arguments.pair)
        await stop.wait()
    finally:
        if driver is not None:
            driver.cancel()
        window.close()
        await photos.aclose()
        await core.aclose()
