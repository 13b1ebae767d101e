"""The table that `make bench` prints and leaves in `build/bench.md` and `build/bench.json`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from tests.bench.figures import Figure, Machine, Outcome

BUILD: Final = Path(__file__).resolve().parents[2] / "build"
_VERDICT: Final = {True: "met", False: "**short**", None: ""}


def write(outcomes: Sequence[Outcome]) -> str:
    """Write both files; gives the text."""
    machine = Machine.here()
    text = "\n".join(_lines(machine, outcomes)) + "\n"
    BUILD.mkdir(exist_ok=True)
    (BUILD / "bench.md").write_text(text, encoding="utf-8")
    held = {"machine": machine, "outcomes": outcomes}
    (BUILD / "bench.json").write_bytes(msgspec.json.format(msgspec.json.encode(held)))
    return text


def _lines(machine: Machine, outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield (
        f"{machine.cpu}, {machine.cores} cores, Linux {machine.kernel}, "
        f"Python {machine.python}, {machine.at}"
    )
    yield ""
    yield "| benchmark | figure | measured | budget | | load | how |"
    yield "|---|---|---|---|---|---|---|"
    for outcome in outcomes:
        for figure in outcome.figures:
            yield _row(outcome, figure)


def _row(outcome: Outcome, figure: Figure) -> str:
    cells = (
        outcome.name,
        figure.what,
        figure.value,
        figure.budget,
        _VERDICT[figure.is_met],
        f"{outcome.load:.1f}",
        figure.detail,
    )
    return f"| {' | '.join(cells)} |"
