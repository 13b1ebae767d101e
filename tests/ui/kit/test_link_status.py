"""The link light follows the clock, and never looks healthier than it is."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from common.qt.link_status import LinkStatus


class Seconds:
    """A monotonic clock moved by hand."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def owner(qapp: QGuiApplication) -> QObject:
    return QObject()


@pytest.fixture
def status(owner: QObject, seconds: Seconds) -> LinkStatus:
    return LinkStatus(seconds, owner)


def after(status: LinkStatus, seconds: Seconds, passed: float) -> tuple[str, int]:
    seconds.now += passed
    status.look()
    return str(status.property("freshness")), int(status.property("ageS"))


def test_the_age_is_painted_in_every_state(status: LinkStatus, seconds: Seconds) -> None:
    status.on_welcome()
    assert after(status, seconds, 3) == ("fresh", 3)
    assert after(status, seconds, 4) == ("slow", 7)
    assert after(status, seconds, 4) == ("blind", 11)


def test_a_closed_socket_blinds_after_five_seconds_and_counts_since_when(
    status: LinkStatus, seconds: Seconds
) -> None:
    status.on_welcome()
    status.on_closed()
    assert after(status, seconds, 5) == ("fresh", 5)
    assert after(status, seconds, 3) == ("blind", 8)
    assert status.property("blindS") == 3


def test_failed_attempts_do_not_move_the_moment_of_the_close(
    status: LinkStatus, seconds: Seconds
) -> None:
    status.on_welcome()
    status.on_closed()
    after(status, seconds, 4)
    status.on_closed()
    assert after(status, seconds, 2)[0] == "blind"


def test_a_welcome_heals_and_counts_what_is_sent(status: LinkStatus, seconds: Seconds) -> None:
    status.on_welcome()
    status.on_closed()
    status.set_unsent(6)
    after(status, seconds, 60)
    status.on_welcome()
    status.set_unsent(2)
    assert status.property("freshness") == "fresh"
    assert (status.property("sent"), status.property("toSend")) == (4, 6)
    status.set_unsent(0)
    assert (status.property("sent"), status.property("toSend")) == (0, 0)


def test_a_revoked_device_says_so(status: LinkStatus) -> None:
    status.on_refused()
    assert status.property("refused") is True
    status.on_welcome()
    assert status.property("refused") is False


def test_the_screen_is_told_once_per_second_of_age(status: LinkStatus, seconds: Seconds) -> None:
    told: list[str] = []
    tell: Callable[[], None] = lambda: told.append("changed")  # noqa: E731 a slot needs a name here
    status.on_welcome()
    status.changed.connect(tell)
    for _ in range(4):
        after(status, seconds, 0.25)
    assert told == ["changed"]


def test_time_alone_blinds_without_any_call(
    status: LinkStatus, seconds: Seconds, qtbot: QtBot
) -> None:
    status.on_welcome()
    seconds.now += 11
    qtbot.waitUntil(lambda: status.property("blind") is True, timeout=2_000)
