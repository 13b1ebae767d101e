"""Every refusal is said in words that name what to do."""

from __future__ import annotations

import pytest

from cashier_app.refusals import why


@pytest.mark.parametrize(
    ("seconds", "words"), [(299, "5 分钟后再试"), (60, "1 分钟后再试"), (1, "1 分钟后再试")]
)
def test_who_is_locked_out_reads_how_long_and_who_helps(seconds: int, words: str) -> None:
    said = why("auth.locked", {"retry_after_s": seconds})
    assert words in said
    assert "重设 PIN" in said


@pytest.mark.parametrize("code", ["payment.unknown", "never.heard_of"])
def test_a_code_without_words_of_its_own_still_says_what_to_do(code: str) -> None:
    said = why(code, {})
    assert "请" in said
    assert code in said
