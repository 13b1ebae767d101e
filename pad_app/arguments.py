"""The command line of the pad."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

_DEFAULT_SERVER: Final = "http://127.0.0.1:8000"


@dataclass(frozen=True, slots=True)
class Arguments:
    """`pair`: a code to redeem at the start. `device_file`: where this device keeps what it knows."""

    server: str
    pair: str
    name: str
    device_file: Path
    kiosk: bool
    remote: bool
    reduce_motion: bool
    language: str


def parse(given: Sequence[str] | None = None) -> Arguments:
    parser = argparse.ArgumentParser(prog="python -m pad_app", description="Zaotai 灶台 room pad")
    parser.add_argument("--server", default=_DEFAULT_SERVER, help="address of the server")
    parser.add_argument("--pair", default="", metavar="CODE", help="pairing code, the first time")
    parser.add_argument("--name", default="平板", help="how staff call this pad, 801平板")
    parser.add_argument("--device-file", type=Path, default=None, help="this pad's own database")
    parser.add_argument("--kiosk", action="store_true", help="full screen, no frame, no cursor")
    parser.add_argument("--remote", action="store_true", help="be driven over stdin (tests, demo)")
    parser.add_argument("--reduce-motion", action="store_true", help="no movement on the screen")
    parser.add_argument("--language", default="zh_CN", help="language of the screen")
    told = parser.parse_args(given)
    return Arguments(
        server=told.server.rstrip("/"),
        pair=told.pair,
        name=told.name,
        device_file=told.device_file or user_data_path("zaotai") / "pad.sqlite",
        kiosk=told.kiosk,
        remote=told.remote,
        reduce_motion=told.reduce_motion,
        language=told.language,
    )
