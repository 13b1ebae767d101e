"""Puts the desk together: core, voice, view-model, window. `run_desk` is its whole life."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

from cashier_app.desk_model import DeskModel
from cashier_app.print_agent import PrintAgent
from cashier_app.type_ahead import TypeAhead
from cashier_app.words import translate
from common.client.core import DeviceCore
from common.client.facade import Core
from common.domain.speaking import Speaker
from common.qt.app import QmlWindow, Screen
from common.qt.program import Arguments, Program
from common.qt.theme import ThemeName
from common.speech.settings import speaker_from_settings

SIZE: Final = (1920, 1080)
QML: Final = Path(__file__).resolve().parent / "qml"
PROGRAM: Final = Program(
    "cashier_app",
    "cashier desk",
    "收银台1",
    "cashier.sqlite",
    Path(__file__).resolve().parent / "i18n",
    saves=True,
)


def make_core(arguments: Arguments, version: str) -> tuple[DeviceCore, Speaker]:
    arguments.device_file.parent.mkdir(parents=True, exist_ok=True)
    speaker = speaker_from_settings(arguments.speech, directory=arguments.speech_dir)
    return DeviceCore(arguments.device_file, speaker, "cashier", version), speaker


def desk_screen(desk: DeskModel, *, kiosk: bool = False, reduce_motion: bool = False) -> Screen:
    return Screen(
        module="Zaotai.Cashier",
        component="Desk",
        theme=ThemeName.CASHIER,
        title=translate("Cashier", "Zaotai 灶台"),
        size=SIZE,
        least=SIZE,
        import_paths=[QML],
        properties={"desk": desk},
        kiosk=kiosk,
        reduce_motion=reduce_motion,
    )


async def run_desk(core: Core, speaker: Speaker, arguments: Arguments, stop: asyncio.Event) -> None:
    """Until `stop` is set: start on what this device knows, pair if asked, show, and put away."""
    await core.start()
    desk = DeskModel(core, server_url=arguments.server, name=arguments.name, files=arguments.files)
    window = QmlWindow(
        desk_screen(desk, kiosk=arguments.kiosk, reduce_motion=arguments.reduce_motion)
    )
    TypeAhead(window.view, desk).typed.connect(desk.typeAhead)
    window.show()
    agent = PrintAgent(core)
    agent.start()
    tasks = [asyncio.create_task(speaker.warm(), name="warm")]
    if arguments.remote:
        from common.qt.remote import Remote  # QtTest: nothing for a shop's memory

        tasks.append(asyncio.create_task(Remote(stop.set).serve(), name="remote"))
    try:
        if arguments.pair and core.identity is None:
            await desk.pair(arguments.pair)
        await stop.wait()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await agent.aclose()
        window.close()
        await core.aclose()
        await speaker.close()
