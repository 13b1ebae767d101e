"""The command line of the desk."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

from common.speech.settings import SpeakerKind

_DEFAULT_SERVER: Final = "http://127.0.0.1:8000"


@dataclass(frozen=True, slots=True)
class Arguments:
    """`pair`: a code to redeem at the start. `device_file`: where this device keeps what it knows.

    `speech_dir`: where the engine `wav` writes. `scale`: 1.25 gives 20 mm targets on a 21.5" screen.
    """

    server: str
    pair: str
    name: str
    device_file: Path
    speech: SpeakerKind
    speech_dir: Path | None
    kiosk: bool
    scale: float
    remote: bool
    reduce_motion: bool
    language: str


def parse(given: Sequence[str] | None = None) -> Arguments:
    parser = argparse.ArgumentParser(
        prog="python -m cashier_app", description="Zaotai 灶台 cashier desk"
    )
    parser.add_argument("--server", default=_DEFAULT_SERVER, help="address of the server")
    parser.add_argument("--pair", default="", metavar="CODE", help="pairing code, the first time")
    parser.add_argument("--name", default="收银台1", help="how staff call this desk")
    parser.add_argument("--device-file", type=Path, default=None, help="this desk's own database")
    parser.add_argument(
        "--speech", default="pyttsx3", type=_speech, help="pyttsx3, wav:DIR or silent"
    )
    parser.add_argument("--kiosk", action="store_true", help="full screen, no frame, no cursor")
    parser.add_argument("--scale", type=float, default=1.0, help="1.25 makes everything bigger")
    parser.add_argument("--remote", action="store_true", help="be driven over stdin (tests, demo)")
    parser.add_argument("--reduce-motion", action="store_true", help="no movement on the screen")
    parser.add_argument("--language", default="zh_CN", help="language of the screen")
    told = parser.parse_args(given)
    kind, directory = told.speech
    return Arguments(
        server=told.server.rstrip("/"),
        pair=told.pair,
        name=told.name,
        device_file=told.device_file or user_data_path("zaotai") / "cashier.sqlite",
        speech=kind,
        speech_dir=directory,
        kiosk=told.kiosk,
        scale=told.scale,
        remote=told.remote,
        reduce_motion=told.reduce_motion,
        language=told.language,
    )


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
