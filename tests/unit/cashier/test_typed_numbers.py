"""Amounts and counts as fingers, number pads and Chinese input methods type them."""

from __future__ import annotations

import pytest

from cashier_app.form import fen_of, number_of


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("0.01", 1),
        ("12.5", 1250),
        ("12.", 1200),
        (".5", 50),
        ("99999.99", 9_999_999),
        ("99,999.99", 9_999_999),
        (" ¥88 ", 8800),
        ("￥８８", 8800),
        ("１２．５", 1250),
        ("12。5", 1250),
        ("9，999", 999_900),
        ("0", 0),
    ],
)
def test_an_amount_is_read_as_it_was_meant(typed: str, fen: int) -> None:
    assert fen_of(typed) == fen


@pytest.mark.parametrize(
    "typed", ["", "-1", "1,2", "12,34.5", "1e3", "0.001", "1.2.3", "十二", "NaN", "1_000", "9" * 20]
)
def test_what_is_no_amount_is_not_guessed(typed: str) -> None:
    assert fen_of(typed) is None


def test_a_count_may_be_typed_wide() -> None:
    assert number_of("１２") == 12
    assert number_of("1.5") is None
