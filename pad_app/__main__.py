"""`python -m pad_app --server URL --pair CODE --name 801平板`: the room pad."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

from common.qt.app import create_app
from common.qt.i18n import load_translation
from common.qt.loop import run
from pad_app.arguments import parse
from pad_app.compose import I18N, make_core, run_pad


def main(given: Sequence[str] | None = None) -> int:
    arguments = parse(given)
    app = create_app("zaotai-pad", version=_version())
    load_translation(app, I18N, arguments.language)
    core = make_core(arguments, _version())
    return run(app, lambda stop: run_pad(core, arguments, stop))


def _version() -> str:
    try:
        return version("zaotai")
    except PackageNotFoundError:
        return "0"


if __name__ == "__main__":
    sys.exit(main())
