"""Signing in at a device that a person has not signed in at before: with a code by text besides.

Off unless a shop asks for it, and only for people whose phone is known: nobody is locked out by a
number that was never written down.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

TEMPLATE: Final = "sign_in_code"
"""A brand that keeps a template of this name has its own words; it may ask for `code` and `shop`."""
DIGITS: Final = 6
LASTS: Final = timedelta(minutes=5)
TRIES: Final = 5
SENT_AGAIN_AFTER: Final = timedelta(minutes=1)
"""Until then a second tap is told of the code that is on its way; the phone's own cap is the same."""


def said(signature: str, code: str) -> str:
    """What a brand without words of its own says."""
    minutes = int(LASTS.total_seconds() // 60)
    return f"【{signature}】登录验证码{code},{minutes}分钟内有效,请勿告诉他人。"
