"""`python -m common.qt.gallery --out DIR`: a picture of every part of the kit, in every theme."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtTest import QTest

from common.qt.app import QmlWindow, Screen, create_app, draw_offscreen
from common.qt.icons import icon_names
from common.qt.theme import ThemeName

_SETTLE_MS = 400  # longer than every movement of the kit


def screens() -> dict[str, Screen]:
    """The gallery's pages by the name of their picture."""
    icons = sorted(icon_names() - {"stripe"})
    pages = {
        f"parts-{theme.value}": Screen(
            module="Zaotai.Gallery",
            component="Parts",
            theme=theme,
            title=f"Zaotai.Ui {theme.value}",
            size=(1600, 1200),
            properties={"icons": icons},
        )
        for theme in ThemeName
    }
    pages["states"] = Screen(
        module="Zaotai.Gallery",
        component="States",
        theme=ThemeName.KITCHEN,
        title="Zaotai.Ui",
        size=(1920, 1080),
    )
    return pages


def render(folder: Path) -> list[Path]:
    """Draw every page into `folder`; needs an application."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for name, screen in screens().items():
        window = QmlWindow(screen)
        window.show()
        QTest.qWait(_SETTLE_MS)
        written.append(window.grab_to(folder / f"{name}.png"))
        window.close()
    return written


def main(arguments: Sequence[str] | None = None) -> int:
    """Render the gallery without a display."""
    parser = argparse.ArgumentParser(prog="python -m common.qt.gallery", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    options = parser.parse_args(arguments)
    draw_offscreen()
    app = create_app("zaotai-gallery")
    for path in render(options.out):
        sys.stdout.write(f"{path}\n")
    del app
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
