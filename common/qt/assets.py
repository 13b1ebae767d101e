"""Where the pictures, tokens and fonts lie, in a checkout and in an installed wheel alike."""

from functools import cache
from pathlib import Path

import common


class AssetsMissing(Exception):
    """Neither place holds the assets: the installation is incomplete."""


@cache
def assets_dir() -> Path:
    """The `assets` folder: inside the `common` package (wheel) or beside it (checkout)."""
    package = Path(common.__file__).resolve().parent
    for candidate in (package / "assets", package.parent / "assets"):
        if (candidate / "tokens.json").is_file():
            return candidate
    raise AssetsMissing(f"no assets/tokens.json in {package} or beside it")


def asset(*parts: str) -> Path:
    """The path of one asset, `asset("icons", "clock.svg")`."""
    return assets_dir().joinpath(*parts)


def kit_import_path() -> Path:
    """The QML import path that holds the module `Zaotai.Ui`."""
    return Path(__file__).resolve().parent / "qml"
