"""Windows are collected at rest, never in the middle of Qt's events."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="module")
def collected_at_rest() -> Iterator[None]:
    """PySide6 6.11: a cycle with QObjects that is collected while events are processed can crash."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()
