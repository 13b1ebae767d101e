"""What a benchmark gives: figures beside their budgets, and the machine that they were taken on."""

from __future__ import annotations

import os
import platform
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value. `is_met` None: there is no budget, it stands beside one that has."""

    what: str
    value: str
    budget: str = ""
    is_met: bool | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The figures of one benchmark, with the load average of the minute in which it ran."""

    name: str
    took_s: float
    load: float
    figures: list[Figure] = field(default_factory=list)
    not_measured: str = ""


@dataclass(frozen=True, slots=True)
class Machine:
    cpu: str
    cores: int
    kernel: str
    python: str
    at: str

    @classmethod
    def here(cls) -> Machine:
        return cls(
            cpu=_cpu(),
            cores=os.cpu_count() or 1,
            kernel=platform.release(),
            python=sys.version.split()[0],
            at=f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        )


def _cpu() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def percentile(samples: Sequence[float], share: float) -> float:
    """The smallest sample that `share` (0–1) of all do not exceed."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(samples: Sequence[float]) -> float:
    return statistics.median(samples)


def at_most(what: str, value: float, budget: float, unit: str, detail: str = "") -> Figure:
    return Figure(what, f"{value:,.1f} {unit}", f"≤ {budget:g} {unit}", value <= budget, detail)


def ratio_at_least(what: str, ratio: float, budget: float, detail: str = "") -> Figure:
    return Figure(what, f"{ratio:.0%}", f"≥ {budget:.0%}", ratio >= budget, detail)


def ratio_at_most(what: str, ratio: float, budget: float, detail: str = "") -> Figure:
    return Figure(what, f"× {ratio:.2f}", f"≤ × {budget:g}", ratio <= budget, detail)


def beside(what: str, value: str, detail: str = "") -> Figure:
    """A figure without a budget."""
    return Figure(what, value, detail=detail)
