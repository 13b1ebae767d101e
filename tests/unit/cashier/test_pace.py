"""Scanners type like no hand does."""

from cashier_app.pace import FASTEST_HAND_S, Pace, Scan

FAST, SLOW = FASTEST_HAND_S / 4, FASTEST_HAND_S * 3


def typed(pace: Pace, text: str, gap: float, before: str = "", at: float = 10.0) -> float:
    """`text` into a field that held `before`, all of it marked; when the last key fell."""
    held = before
    for number, character in enumerate(text):
        after = character if number == 0 and before else held + character
        pace.typed("amount", held, after, at)
        held, at = after, at + gap
    return at


def test_a_burst_with_enter_is_a_scan() -> None:
    pace = Pace()
    at = typed(pace, "131", FAST)
    assert pace.entered(at) == Scan("amount", "", "131")


def test_what_stood_marked_in_the_field_is_remembered() -> None:
    pace = Pace()
    at = typed(pace, "6901234", FAST, before="320.40")
    assert pace.entered(at) == Scan("amount", "320.40", "6901234")


def test_a_hand_is_no_scanner() -> None:
    pace = Pace()
    assert pace.entered(typed(pace, "320", SLOW)) is None
    assert pace.entered(typed(pace, "320", FAST) + SLOW) is None


def test_two_fingers_at_once_are_no_scan() -> None:
    pace = Pace()
    assert pace.entered(typed(pace, "32", FAST)) is None


def test_only_what_came_fast_is_the_code() -> None:
    pace = Pace()
    at = typed(pace, "12", SLOW) + SLOW
    for held, after in (("12", "127"), ("127", "1278"), ("1278", "12789")):
        pace.typed("amount", held, after, at)
        at += FAST
    assert pace.entered(at) == Scan("amount", "12", "789")


def test_a_pasted_number_is_no_scan() -> None:
    pace = Pace()
    pace.typed("amount", "", "6901234", 10.0)
    assert pace.entered(10.0) is None
