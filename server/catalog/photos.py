"""What a dish's photo has to be, and what is kept of it."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from dataclasses import dataclass
from typing import Final, TypeVar

from PIL import Image, ImageOps
from sqlalchemy import ColumnElement

from common.domain.errors import Invalid

LONGEST_SIDE: Final = 960
"""Of what is kept, in pixels: twice the widest place on a pad."""
MOST_PIXELS: Final = 40_000_000
SMALLEST_SIDE: Final = 64
MEDIA_TYPE: Final = "image/jpeg"
_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_QUALITY: Final = 85
# What Pillow's decoders raise on files that are cut, altered or forged.
_BROKEN: Final = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    OverflowError,
    TypeError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)


@dataclass(frozen=True, slots=True)
class Photo:
    """A JPEG without anything but its picture (no place, no camera). `id` is made of its bytes."""

    id: str
    body: bytes
    width: int
    height: int


T = TypeVar("T", str, ColumnElement[str])


def path_of(photo_id: T) -> T:
    """What `GoodsRow.photo` holds: the same path is the same picture for ever."""
    return "/v1/photos/" + photo_id + ".jpg"


def normalised(data: bytes) -> Photo:
    """Upright, at most `LONGEST_SIDE`, as JPEG; the same file gives the same photo.

    Takes some 50 ms: not on the event loop, not inside a unit of work. Raises Invalid
    `photo.unreadable` (no JPEG, PNG or WebP, or a broken one), `photo.too_large`, `photo.too_small`.
    """
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            # Asked before a single pixel is unpacked: a small file may claim gigabytes.
            _check_size(*opened.size)
            picture = _on_white(ImageOps.exif_transpose(opened))
    except _BROKEN as error:
        raise Invalid("photo.unreadable", "$.image") from error
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=_QUALITY, optimize=True)
    body = kept.getvalue()
    return Photo(hashlib.sha256(body).hexdigest()[:32], body, picture.width, picture.height)


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise Invalid("photo.too_large", "$.image", {"pixels": width * height, "most": MOST_PIXELS})
    if min(width, height) < SMALLEST_SIDE:
        raise Invalid(
            "photo.too_small", "$.image", {"side": min(width, height), "least": SMALLEST_SIDE}
        )


def _on_white(picture: Image.Image) -> Image.Image:
    """JPEG knows nothing transparent."""
    if picture.mode == "RGB":
        return picture.copy()
    whole = picture.convert("RGBA")
    sheet = Image.new("RGBA", whole.size, "white")
    return Image.alpha_composite(sheet, whole).convert("RGB")
