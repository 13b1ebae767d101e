"""The calling screen: what is being made, and which numbers are to be collected. No dish names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from PySide6.QtCore import Property, QObject, QTimer, Signal

from common.client.facade import Core, Update
from common.domain.business_day import business_day
from common.domain.freshness import Freshness, judge
from common.domain.rows import CallTicketRow
from common.qt.keyed_list_model import KeyedListModel
from common.qt.phrases import opening_hours, order_number
from kds_app import words
from kds_app.hero_queue import HeroQueue
from kds_app.moment import shop_in, zone_of
from kds_app.painted_object import PaintedObject, shown
from kds_app.words import Kds

LOOK_EVERY_MS: Final = 250
MAKING: Final = 6
CARDS: Final = 5


@dataclass(frozen=True, slots=True)
class NumberRow:
    """An order by its number and where its guest is: `801`, or the tag `208`."""

    key: str
    number: str
    place: str
    is_tag: bool


@dataclass(frozen=True, slots=True)
class Screenful:
    """`hero_*` is empty while nothing is called."""

    venue: str = ""
    clock: str = ""
    making: int = 0
    more_making: str = ""
    hero_number: str = ""
    hero_place: str = ""
    hero_is_tag: bool = False
    hero_calls: str = ""
    help_title: str = ""
    freshness: str = ""
    is_stale: bool = False
    is_empty: bool = True
    hours: str = ""


class Calling(PaintedObject[Screenful]):
    changed = Signal()
    venue = shown(str, "venue", changed)
    clock = shown(str, "clock", changed)
    makingCount = shown(int, "making", changed)
    moreMaking = shown(str, "more_making", changed)
    heroNumber = shown(str, "hero_number", changed)
    heroPlace = shown(str, "hero_place", changed)
    heroIsTag = shown(bool, "hero_is_tag", changed)
    heroCalls = shown(str, "hero_calls", changed)
    helpTitle = shown(str, "help_title", changed)
    freshness = shown(str, "freshness", changed)
    isStale = shown(bool, "is_stale", changed)
    isEmpty = shown(bool, "is_empty", changed)
    hours = shown(str, "hours", changed)

    def __init__(self, core: Core, parent: QObject | None = None) -> None:
        super().__init__(Screenful(), parent)
        self._core = core
        self._heroes = HeroQueue()
        self._making = KeyedListModel(NumberRow, lambda row: row.key, self)
        self._cards = KeyedListModel(NumberRow, lambda row: row.key, self)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self._look = QTimer(self, interval=LOOK_EVERY_MS)
        self._look.timeout.connect(self.refresh)
        self._unsubscribe: Callable[[], None] | None = None

    making = Property(QObject, lambda self: self._making, constant=True)
    cards = Property(QObject, lambda self: self._cards, constant=True)

    @property
    def making_rows(self) -> Sequence[NumberRow]:
        return self._making.rows

    @property
    def card_rows(self) -> Sequence[NumberRow]:
        return self._cards.rows

    def begin(self) -> None:
        """Follow the core. Call once it is started, and `end` before it is closed."""
        self._unsubscribe = self._core.subscribe(self._told)
        self.refresh()
        self._look.start()

    def end(self) -> None:
        self._look.stop()
        self._soon.stop()
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    def refresh(self) -> None:
        tables, now = self._core.tables(), self._core.now()
        rows = list(cast("dict[str, CallTicketRow]", tables["call_tickets"]).values())
        trust = judge(self._core.link.times, self._core.monotonic())
        is_stale = trust.freshness is Freshness.BLIND
        called = sorted((row for row in rows if row.collect), key=_called_at, reverse=True)
        making = sorted((row for row in rows if not row.collect), key=lambda row: row.since)
        hero = self._heroes.look(called, now, is_stale=is_stale)
        shop = shop_in(tables)
        zone = zone_of(shop)
        today = business_day(now, zone)
        cards = [row for row in called if hero is None or row.id != hero.id]

        def numbered(of: Iterable[CallTicketRow]) -> list[NumberRow]:
            return [_numbered(row, order_number(row.number, row.business_day, today)) for row in of]

        self._making.replace(numbered(making[:MAKING]))
        self._cards.replace(numbered(cards[:CARDS]))
        more = len(making) - MAKING
        self.paint(
            Screenful(
                venue=_venue(shop.name) if shop else "",
                clock=now.astimezone(zone).strftime("%H:%M"),
                making=len(making),
                more_making=Kds.tr("另有 %n 单", "", more) if more > 0 else "",
                hero_number=order_number(hero.number, hero.business_day, today) if hero else "",
                hero_place=(hero.hand_tag or hero.room_name or "") if hero else "",
                hero_is_tag=hero is not None and hero.hand_tag is not None,
                hero_calls=_calls(hero),
                help_title=_help(shop.collect_hint if shop else "", len(cards) - CARDS),
                freshness=_freshness(int(trust.age_s), is_stale=is_stale),
                is_stale=is_stale,
                is_empty=not called,
                hours=opening_hours(shop) if shop else "",
            )
        )

    def _told(self, update: Update) -> None:
        self._soon.start()


def _called_at(row: CallTicketRow) -> datetime:
    return row.called_at or row.since


def _numbered(row: CallTicketRow, number: str) -> NumberRow:
    return NumberRow(row.id, number, row.hand_tag or row.room_name or "", row.hand_tag is not None)


def _venue(shop: str) -> str:
    """云麓汤泉 of 云麓汤泉 · 人民路店: guests know where they are."""
    return words.translate("Kds", "{0} · 餐饮取餐").format(shop.split(" · ", maxsplit=1)[0])


def _calls(hero: CallTicketRow | None) -> str:
    if hero is None:
        return ""
    return words.translate("Kds", "正在叫号 · 第 {0} 次").format(max(1, hero.calls))


def _help(hint: str, more: int) -> str:
    return Kds.tr("另有 %n 单可以取", "", more) if more > 0 else hint


def _freshness(age_s: int, *, is_stale: bool) -> str:
    if is_stale:
        return words.translate("Kds", "信息可能延迟，请听广播")
    return words.translate("Kds", "实时更新 · {0}前").format(words.exactly(age_s))
