"""What every program with a screen does first: read its command line, open Qt, say when it cannot."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from platformdirs import user_data_path, user_documents_path

from common.client.store import StoreInUse
from common.qt.app import create_app
from common.qt.i18n import KIT_I18N, Language, Languages
from common.qt.loop import Main, run
from common.speech.settings import SpeakerKind

_DEFAULT_SERVER: Final = "http://127.0.0.1:8000"
LANGUAGE_SETTING: Final = "ZAOTAI_LANG"


@dataclass(frozen=True, slots=True)
class Program:
    """`module`: what `python -m` starts; `about`: what it is. `name`: what staff call a screen that
    was given no name. `file`: its own database, where `--device-file` names none. `speaks`: whether
    it has a voice to choose; `saves`: whether it keeps files that people look for."""

    module: str
    about: str
    name: str
    file: str
    i18n: Path
    speaks: bool = True
    saves: bool = False


@dataclass(frozen=True, slots=True)
class Arguments:
    """`pair`: a code to redeem at the start. `device_file`: where this device keeps what it knows;
    `files`: what people save.

    `speech_dir`: where the engine `wav` writes. `scale`: 1.25 gives 20 mm targets on a 21.5" screen.
    """

    server: str
    pair: str
    name: str
    device_file: Path
    files: Path
    speech: SpeakerKind
    speech_dir: Path | None
    kiosk: bool
    scale: float
    remote: bool
    reduce_motion: bool
    language: Language


def parse(program: Program, given: Sequence[str] | None = None) -> Arguments:
    """The command line, or what was `given` in its place."""
    told = _parser(program).parse_args(given)
    kind, directory = told.speech if program.speaks else (SpeakerKind.SILENT, None)
    return Arguments(
        server=told.server.rstrip("/"),
        pair=told.pair,
        name=told.name,
        device_file=told.device_file or user_data_path("zaotai") / program.file,
        files=(told.files if program.saves else None) or user_documents_path() / "Zaotai",
        speech=kind,
        speech_dir=directory,
        kiosk=told.kiosk,
        scale=told.scale,
        remote=told.remote,
        reduce_motion=told.reduce_motion,
        language=told.language,
    )


def start(program: Program, arguments: Arguments, main: Callable[[str, Languages], Main]) -> int:
    """Run `main(version, languages)` until its window is closed; the exit code.

    1 and a line when another program is this device already: two would answer for one tap.
    """
    number = _version()
    app = create_app(f"zaotai-{Path(program.file).stem}", scale=arguments.scale, version=number)
    languages = Languages(app, (KIT_I18N, program.i18n))
    languages.use(arguments.language)
    try:
        return run(app, main(number, languages))
    except StoreInUse:
        sys.stderr.write(f"{arguments.device_file.name}: another program is this screen\n")
        return 1


def _parser(program: Program) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"python -m {program.module}", description=f"Zaotai 灶台 {program.about}"
    )
    add = parser.add_argument
    add("--server", default=_DEFAULT_SERVER, help="address of the server")
    add("--pair", default="", metavar="CODE", help="pairing code, the first time")
    add("--name", default=program.name, help="how staff call this screen")
    add("--device-file", type=Path, default=None, help="this screen's own database")
    if program.saves:
        add("--files", type=Path, default=None, metavar="DIR", help="where reports are saved")
    if program.speaks:
        add("--speech", default="pyttsx3", type=_speech, help="pyttsx3, wav:DIR or silent")
    add("--kiosk", action="store_true", help="full screen, no frame, no cursor")
    add("--scale", type=float, default=1.0, help="1.25 makes everything bigger")
    add("--remote", action="store_true", help="be driven over stdin (tests, demo)")
    add("--reduce-motion", action="store_true", help="no movement on the screen")
    add(
        "--lang",
        "--language",
        dest="language",
        type=_language,
        default=os.environ.get(LANGUAGE_SETTING, Language.ZH_CN),
        help=f"language of the screen: zh_CN or en (or {LANGUAGE_SETTING} in the environment)",
    )
    return parser


def _language(text: str) -> Language:
    """`en`, `en_GB`, `zh`, `zh-CN`: what comes before the country decides."""
    spoken = text.replace("-", "_").partition("_")[0].lower()
    found = next((each for each in Language if each.partition("_")[0] == spoken), None)
    if found is None:
        raise argparse.ArgumentTypeError(" or ".join(Language))
    return found


def _speech(text: str) -> tuple[SpeakerKind, Path | None]:
    """`pyttsx3`, `silent`, or `wav:DIR`."""
    name, _, directory = text.partition(":")
    try:
        kind = SpeakerKind(name)
    except ValueError:
        raise argparse.ArgumentTypeError("pyttsx3, wav:DIR or silent") from None
    if (kind is SpeakerKind.WAV) != bool(directory):
        raise argparse.ArgumentTypeError("wav needs a folder: wav:DIR")
    return kind, Path(directory) if directory else None


def _version() -> str:
    try:
        return version("zaotai")
    except PackageNotFoundError:
        return "0"
