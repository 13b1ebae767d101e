"""`python -m common.printing BYTES FOLDER`: what a printer got, as one picture a slip.

What a file printer collected is looked at this way: the demo does, and whoever hunts a bad print.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from common.domain.printing import COLUMNS
from common.printing.picture import png

_KNIFE = b"\x1dV"


def main(given: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m common.printing", description=__doc__)
    parser.add_argument("bytes", type=Path, help="ESC/POS as a printer got it")
    parser.add_argument("folder", type=Path, help="where receipt-1.png … go")
    parser.add_argument("--columns", type=int, default=COLUMNS[0], choices=COLUMNS)
    arguments = parser.parse_args(given)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for number, slip in enumerate(_cut(arguments.bytes.read_bytes()), start=1):
        path = arguments.folder / f"receipt-{number}.png"
        path.write_bytes(png(slip, arguments.columns))
        print(path)
    return 0


def _cut(data: bytes) -> list[bytes]:
    """One piece a slip, each with its cut."""
    slips = []
    while data:
        knife = data.find(_KNIFE)
        end = len(data) if knife < 0 else knife + len(_KNIFE) + 2
        slips.append(data[:end])
        data = data[end:]
    return slips


if __name__ == "__main__":
    sys.exit(main())
