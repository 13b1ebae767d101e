"""A terminal that is gone is missed once, and greeted when it is back."""

from datetime import UTC, datetime, timedelta

import pytest

from common.domain.announcement_settings import OFFLINE_AFTER_S
from common.domain.ids import DeviceId
from common.domain.roles import Role
from common.domain.watching import Look, Seen, look, named

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(hours=9)


def seen(kind: Role, ago_s: int | None, name: str = "") -> Seen:
    at = None if ago_s is None else NOW - timedelta(seconds=ago_s)
    return Seen(DeviceId(f"{kind} {name}"), name or str(kind), kind, at)


def judged(*terminals: Seen, missed: bool = False, since: datetime = LONG_AGO) -> Look:
    known = {each.id for each in terminals} if missed else set()
    return look(terminals, known, OFFLINE_AFTER_S, since, NOW)


@pytest.mark.parametrize(
    ("kind", "ago_s", "is_gone"),
    [
        (Role.KITCHEN, 90, False),
        (Role.KITCHEN, 91, True),
        (Role.CALL_BOARD, 180, False),
        (Role.CALL_BOARD, 181, True),
        (Role.PAD, 601, True),
        (Role.CASHIER, 99_999, False),  # would have to tell itself
        (Role.WAITER, 99_999, False),  # a phone in a pocket
        (Role.KITCHEN, None, False),  # was never here
    ],
)
def test_each_kind_is_missed_after_its_own_time(
    kind: Role, ago_s: int | None, is_gone: bool
) -> None:
    terminal = seen(kind, ago_s)
    assert judged(terminal).gone == ((terminal,) if is_gone else ())


def test_what_was_told_is_not_told_again() -> None:
    assert judged(seen(Role.KITCHEN, 500), missed=True) == Look((), ())


def test_who_is_back_is_told_once() -> None:
    kitchen = seen(Role.KITCHEN, 10)
    assert judged(kitchen, missed=True).back == (kitchen,)
    assert judged(kitchen).back == ()


def test_nobody_is_missed_while_nobody_could_have_been_here() -> None:
    """The server was away, or the shop has just opened."""
    opened = NOW - timedelta(seconds=60)
    assert judged(seen(Role.KITCHEN, 40_000), since=opened) == Look((), ())


def test_kitchens_come_first_and_of_many_only_some_are_named() -> None:
    pads = [seen(Role.PAD, 900, f"{room}平板") for room in range(801, 807)]
    gone = judged(*pads, seen(Role.KITCHEN, 900, "面点屏")).gone

    assert [each.name for each in gone[:2]] == ["面点屏", "801平板"]
    assert named(gone) == "面点屏、801平板、802平板、803平板等7台"
    assert named(gone[:2]) == "面点屏、801平板"
