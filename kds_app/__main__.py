"""`python -m kds_app --server URL --pair CODE --name 主灶屏`: kitchen display or calling screen."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from common.qt.i18n import Languages
from common.qt.loop import Main
from common.qt.program import parse, start
from kds_app.compose import PROGRAM, make_core, run_screens


def main(given: Sequence[str] | None = None) -> int:
    arguments = parse(PROGRAM, given)

    def opened(version: str, _: Languages) -> Main:
        core, speaker = make_core(arguments, version)
        return lambda stop: run_screens(core, speaker, arguments, stop)

    return start(PROGRAM, arguments, opened)


if __name__ == "__main__":
    sys.exit(main())
