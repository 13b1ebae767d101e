"""`python -m pad_app --server URL --pair CODE --name 801平板`: the room pad."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from common.qt.i18n import Languages
from common.qt.loop import Main
from common.qt.program import parse, start
from pad_app.compose import PROGRAM, make_core, run_pad


def main(given: Sequence[str] | None = None) -> int:
    arguments = parse(PROGRAM, given)

    def opened(version: str, languages: Languages) -> Main:
        core = make_core(arguments, version)
        return lambda stop: run_pad(core, arguments, languages, stop)

    return start(PROGRAM, arguments, opened)


if __name__ == "__main__":
    sys.exit(main())
