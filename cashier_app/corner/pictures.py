"""Pictures and lists on this machine: where they lie, and a picture made small enough to be sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QStandardPaths, QUrl
from PySide6.QtGui import QImageReader, QImageWriter

from common.domain.errors import Refused

LONGEST_SIDE: Final = 960
MOST: Final = 60
MOST_LISTS: Final = 12
_PICTURES: Final = frozenset({".jpg", ".jpeg", ".png", ".webp"})
_LISTS: Final = frozenset({".csv", ".txt"})
_QUALITY: Final = 88
_STICKS: Final = ("/media", "/run/media", "/mnt", "/Volumes")
_DEEPEST: Final = 3
_MOST_FOLDERS: Final = 400


def folders() -> list[Path]:
    """The person's pictures and downloads, and whatever is plugged in."""
    places = QStandardPaths.StandardLocation
    own = [
        QStandardPaths.writableLocation(place)
        for place in (
            places.PicturesLocation,
            places.DownloadLocation,
            places.DesktopLocation,
            places.DocumentsLocation,
        )
    ]
    return [
        Path(place) for place in dict.fromkeys([*own, *_STICKS]) if place and Path(place).is_dir()
    ]


def found(places: Iterable[Path]) -> list[Path]:
    """The newest `MOST` pictures in and beneath these folders. What cannot be read is passed over."""
    return list(islice(filter(is_picture, _newest(places, _PICTURES)), MOST))


def lists_in(places: Iterable[Path]) -> list[Path]:
    """The newest tables and texts there, in which phone numbers may stand."""
    return _newest(places, _LISTS)[:MOST_LISTS]


def _newest(places: Iterable[Path], endings: frozenset[str]) -> list[Path]:
    seen: dict[Path, float] = {}
    for place in places:
        for folder in _folders_in(place):
            seen.update(_files_in(folder, endings))
    return sorted(seen, key=lambda path: (-seen[path], path))


def is_picture(path: Path) -> bool:
    """Whether its first bytes say so, whatever it is called."""
    return QImageReader(str(path)).canRead()


def shrunk(url: str) -> bytes:
    """The picture as a JPEG of at most `LONGEST_SIDE`, upright. Not on the event loop: it may be large.

    Raises Refused `photo.unreadable`.
    """
    reader = QImageReader(QUrl(url).toLocalFile())
    reader.setAutoTransform(True)
    size = reader.size()
    if max(size.width(), size.height()) > LONGEST_SIDE:
        ratio = LONGEST_SIDE / max(size.width(), size.height())
        reader.setScaledSize(size * ratio)  # decoders that can skip what is not needed
    image = reader.read()
    if image.isNull():
        raise Refused("photo.unreadable", {"field": "$.image"})
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(held, QByteArray(b"jpeg"))
    writer.setQuality(_QUALITY)
    writer.write(image)
    return bytes(held.data().data())


def _folders_in(place: Path) -> Iterator[Path]:
    """`place` and the folders beneath it, near ones first; a stick may hold thousands."""
    level = [place]
    count = 0
    for _ in range(_DEEPEST + 1):
        for folder in level:
            count += 1
            if count > _MOST_FOLDERS:
                return
            yield folder
        level = [below for folder in level for below in _below(folder)]


def _below(folder: Path) -> list[Path]:
    try:
        return [x for x in folder.iterdir() if x.is_dir() and not x.name.startswith(".")]
    except OSError:
        return []


def _files_in(folder: Path, endings: frozenset[str]) -> Iterator[tuple[Path, float]]:
    try:
        held = [x for x in folder.iterdir() if x.suffix.lower() in endings]
    except OSError:
        return
    for path in held:
        try:
            yield path, path.stat().st_mtime
        except OSError:
            continue  # gone between two looks: a stick that was pulled out
