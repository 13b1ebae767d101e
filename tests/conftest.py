"""Fixtures that every test may ask for; each is explained where it is defined."""

import os

# Before anything imports Qt: no test needs a display or a graphics card.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

import pytest
from hypothesis import HealthCheck, settings

from tests.support.clock import FakeClock

pytest_plugins = [
    "tests.support.databases",
    "tests.support.api_fixtures",
    "tests.support.processes",
    "tests.support.redis",
    "tests.support.carrier",
    "tests.support.units",
]

# `ci` finds the same examples on every machine; `make soak` looks for new ones.
settings.register_profile(
    "ci",
    derandomize=True,
    max_examples=60,
    deadline=None,  # two busy cores make any time limit a coin toss
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("soak", max_examples=5_000, deadline=None, print_blob=True)
settings.load_profile("ci")


@pytest.fixture
def clock() -> FakeClock:
    """Stands at 20:00 in Shanghai on an ordinary evening until the test moves it."""
    return FakeClock()
