"""A slip as PNG: drawn from the bytes that the printer gets, dot by dot on its grid.

Pillow, because python-escpos brings it and it needs no window system: the desk, the command line and
tests draw alike, and Qt stays out of `common.printing`. The grid is that of an 80 mm printer: 12 × 24
dots a column, so what does not line up here does not line up on paper.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from common.printing.reading import read
from common.printing.slip import Align, Cut, Feed, Line
from common.printing.text import width

COLUMN: Final = 12
HEIGHT: Final = 30  # a line with its gap
MARGIN: Final = 32
_FONTS: Final = (
    ("NotoSansCJK-Regular.ttc", 2),  # SC
    ("NotoSansSC-Regular.otf", 0),
    ("msyh.ttc", 0),
    ("PingFang.ttc", 0),
    ("wqy-zenhei.ttc", 0),
)
_PAPER: Final = 252
_INK: Final = 24
_CUT: Final = 176

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def png(data: bytes, columns: int) -> bytes:
    """The picture of ESC/POS bytes on paper of `columns`. Raises NotOurs."""
    out = read(data)
    height = 2 * MARGIN + sum(_height(each) for each in out)
    image = Image.new("L", (2 * MARGIN + columns * COLUMN, height), _PAPER)
    draw = ImageDraw.Draw(image)
    y = MARGIN
    for each in out:
        if isinstance(each, Line):
            _draw_line(draw, each, columns, y)
        elif isinstance(each, Cut):
            middle = y + HEIGHT // 2
            for x in range(0, image.width, 3 * COLUMN // 2):
                draw.line((x, middle, x + COLUMN - 4, middle), fill=_CUT, width=2)
        y += _height(each)
    held = BytesIO()
    image.save(held, "PNG", optimize=True)
    return held.getvalue()


def _height(each: object) -> int:
    match each:
        case Line(size=size):
            return HEIGHT * size
        case Feed(lines=lines):
            return HEIGHT * lines
        case Cut():
            return HEIGHT
        case _:
            return 0


def _draw_line(draw: ImageDraw.ImageDraw, line: Line, columns: int, y: int) -> None:
    font = _font(22 * line.size)
    cell = COLUMN * line.size
    free = columns * COLUMN - width(line.text) * cell
    x = MARGIN + (free // 2 if line.align is Align.CENTRE else 0)
    for character in line.text:
        wide = cell * width(character)
        if character != " ":
            at = (x + wide / 2, y + HEIGHT * line.size / 2)
            draw.text(at, character, _INK, font, "mm", stroke_width=0.5 * line.size * line.bold)
        x += wide


@lru_cache(maxsize=8)
def _font(size: int) -> Font:
    """The first that this machine has; without any, Pillow's own has no Chinese and shows boxes."""
    for name, index in _FONTS:
        try:
            return ImageFont.truetype(name, size, index)
        except OSError:
            continue
    return ImageFont.load_default(size)
