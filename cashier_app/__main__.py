"""`python -m cashier_app --server URL --pair CODE --name 收银台1`: the cashier's desk."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

from cashier_app.arguments import parse
from cashier_app.compose import I18N, make_core, run_desk
from common.qt.app import create_app
from common.qt.i18n import load_translation
from common.qt.loop import run


def main(given: Sequence[str] | None = None) -> int:
    arguments = parse(given)
    app = create_app("zaotai-cashier", scale=arguments.scale, version=_version())
    load_translation(app, I18N, arguments.language)
    core, speaker = make_core(arguments, _version())
    return run(app, lambda stop: run_desk(core, speaker, arguments, stop))


def _version() -> str:
    try:
        return version("zaotai")
    except PackageNotFoundError:
        return "0"


if __name__ == "__main__":
    sys.exit(main())
