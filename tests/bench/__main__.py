"""`make bench`: measures the budgets of docs/performance.md on this machine.

python -m tests.bench [--full] [names…]
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import time
from collections.abc import Callable
from typing import Final

from tests.bench import report
from tests.bench.figures import Figure, Outcome

NAMES: Final = (
    "orders", "due", "fanout", "tap", "kitchen_app", "desk", "speech", "growth", "sms",
)  # fmt: skip
Run = Callable[..., list[Figure]]


class NotMeasurable(Exception):
    """What a benchmark needs is not on this machine; the text says what."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"some of: {', '.join(NAMES)}")
    parser.add_argument("--full", action="store_true", help="as many samples as spec 90 asks for")
    parsed = parser.parse_args()
    unknown = set(parsed.names) - set(NAMES)
    if unknown:
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    outcomes = [_measure(name, full=parsed.full) for name in parsed.names or NAMES]
    print(report.write(outcomes))
    return 0


def _measure(name: str, *, full: bool) -> Outcome:
    run: Run = importlib.import_module(f"tests.bench.{name}").run
    print(f"{name} …", file=sys.stderr, flush=True)
    began = time.perf_counter()
    figures = run(full=full)
    return Outcome(name, time.perf_counter() - began, os.getloadavg()[0], figures)


if __name__ == "__main__":
    sys.exit(main())
