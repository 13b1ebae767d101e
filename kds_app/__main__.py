"""`python -m kds_app --server URL --pair CODE --name 主灶屏`: kitchen display or calling screen."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

from common.client.store import StoreInUse
from common.qt.app import create_app
from common.qt.i18n import load_translation
from common.qt.loop import run
from kds_app.arguments import parse
from kds_app.compose import I18N, make_core, run_screens


def main(given: Sequence[str] | None = None) -> int:
    arguments = parse(given)
    app = create_app("zaotai-kds", scale=arguments.scale, version=_version())
    load_translation(app, I18N, arguments.language)
    core, speaker = make_core(arguments, _version())
    try:
        return run(app, lambda stop: run_screens(core, speaker, arguments, stop))
    except StoreInUse:
        print(f"{arguments.device_file.name}: another program is this screen", file=sys.stderr)
        return 1


def _version() -> str:
    try:
        return version("zaotai")
    except PackageNotFoundError:
        return "0"


if __name__ == "__main__":
    sys.exit(main())
