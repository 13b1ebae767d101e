"""What the screens of all programs put into words from the same values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from PySide6.QtCore import QCoreApplication

from common.domain.business_day import is_of_an_earlier_day, number_text
from common.domain.opening_hours import HoursWords, Span, hours_text
from common.domain.rows import ShopRow

translate: Final = QCoreApplication.translate


def listed(names: Iterable[str]) -> str:
    """`水饺、可乐`."""
    return translate("Phrases", "、").join(names)


def counted(count: int, unit: str) -> str:
    """`3 碗`; a language without counting words says the number alone."""
    return translate("Phrases", "{0} {1}").format(count, unit)


def order_number(number: int | None, day: date | None, today: date) -> str:
    """`#07`; an order of an earlier business day: `昨#07`; not yet numbered: `#--`."""
    text = number_text(number, None, today)
    if number is None or not is_of_an_earlier_day(day, today):
        return text
    return translate("Phrases", "昨{0}").format(text)


def weekdays() -> tuple[str, ...]:
    """周一 … 周日: Monday first, as in `Span.weekday`."""
    return (
        translate("Phrases", "周一"),
        translate("Phrases", "周二"),
        translate("Phrases", "周三"),
        translate("Phrases", "周四"),
        translate("Phrases", "周五"),
        translate("Phrases", "周六"),
        translate("Phrases", "周日"),
    )


def weekly_hours(weekly: Iterable[Span]) -> str:
    """`每天 10:00–次日 02:00`: as the domain puts it, in the language of the screen."""
    spoken = HoursWords(
        always=translate("Phrases", "全天营业"),
        all_day=translate("Phrases", "全天"),
        next_day=translate("Phrases", "次日 {0}"),
        every_day=translate("Phrases", "每天"),
        several=translate("Phrases", "{0}至{1}"),
        days=weekdays(),
    )
    return hours_text(weekly, spoken)


def opening_hours(shop: ShopRow) -> str:
    """When `shop` is open; in the server's own words where it did not send its hours."""
    return weekly_hours(shop.weekly) if shop.weekly else shop.hours_text
