"""Files of the server, kept in a folder of this computer, where the shop's people find them."""

from __future__ import annotations

import asyncio
import os
from itertools import count
from pathlib import Path

from cashier_app.refusals import why
from cashier_app.words import translate
from common.client.api import ApiError, ProblemAnswered
from common.client.facade import Core
from common.domain.errors import DomainError


async def saved(core: Core, folder: Path, path: str) -> tuple[str, str]:
    """Fetch `path` and keep it in `folder`: where it is, or why it is not, in words."""
    try:
        file = await core.download(path)
        at = await asyncio.to_thread(keep, folder, file.name, file.content)
    except ProblemAnswered as error:
        return "", why(error.code, error.problem.facts)
    except (ApiError, DomainError):
        return "", translate("Cashier", "没有连上服务器")
    except OSError:
        return "", translate("Cashier", "存不到 {0}").format(shown(folder))
    return translate("Cashier", "已存到 {0}").format(shown(at)), ""


def keep(folder: Path, name: str, content: bytes) -> Path:
    """Never over an older file: `2026-11-22.csv`, `2026-11-22 (2).csv` …"""
    folder.mkdir(parents=True, exist_ok=True)
    stem, suffix = Path(name).stem, Path(name).suffix
    for number in count(1):
        at = folder / (name if number == 1 else f"{stem} ({number}){suffix}")
        try:
            handle = os.open(at, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
        except FileExistsError:
            continue
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        return at
    raise AssertionError("numbers do not end")


def shown(path: Path) -> str:
    """As people read it: from the home folder on, `~/Documents/Zaotai/2026-11-22.csv`."""
    try:
        return f"~/{path.relative_to(Path.home()).as_posix()}"
    except ValueError:
        return str(path)
