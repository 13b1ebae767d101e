"""The top bar: shop and station, the station filter with its counts, four lights, the clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from common.client.facade import Phase
from common.domain.board import Ticket
from common.domain.freshness import Freshness
from common.domain.ids import StationId
from common.domain.marks import is_settled
from common.qt.keyed_list_model import KeyedListModel
from kds_app import words
from kds_app.moment import Moment
from kds_app.painted_object import PaintedObject, shown
from kds_app.words import Kds

ALL: Final = "all"
MINE: Final = "mine"
"""Keys of the filter beside the stations' ids: the expo view, and the stations of this screen."""


@dataclass(frozen=True, slots=True)
class StationTab:
    key: str
    name: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """One light: `level` is ok, warn or bad."""

    icon: str
    value: str
    level: str = "ok"
    tint: str = "ok"


@dataclass(frozen=True, slots=True)
class Top:
    shop: str = ""
    screen: str = ""
    clock: str = ""
    last: Chip = Chip("pulse", "")
    server: Chip = Chip("wifi", "")
    voice: Chip = Chip("speaker", "")
    unsent: Chip = Chip("upload", "")


def _chip(name: str, part: str, changed: Signal) -> Property:
    return Property(str, lambda self: getattr(getattr(self.now_shown, name), part), notify=changed)


class TopBar(PaintedObject[Top]):
    """Signals: `filtered` when another tab of the filter is chosen."""

    changed = Signal()
    filtered = Signal()
    shop = shown(str, "shop", changed)
    screen = shown(str, "screen", changed)
    clock = shown(str, "clock", changed)
    lastIcon = _chip("last", "icon", changed)
    lastValue = _chip("last", "value", changed)
    lastLevel = _chip("last", "level", changed)
    serverIcon = _chip("server", "icon", changed)
    serverValue = _chip("server", "value", changed)
    serverLevel = _chip("server", "level", changed)
    voiceIcon = _chip("voice", "icon", changed)
    voiceValue = _chip("voice", "value", changed)
    voiceLevel = _chip("voice", "level", changed)
    unsentIcon = _chip("unsent", "icon", changed)
    unsentValue = _chip("unsent", "value", changed)
    unsentLevel = _chip("unsent", "level", changed)

    def __init__(self, parent: QObject) -> None:
        super().__init__(Top(), parent)
        self._tabs = KeyedListModel(StationTab, lambda tab: tab.key, self)
        self._chosen = ""
        self._own: frozenset[StationId] = frozenset()
        self._all: tuple[StationId, ...] = ()

    tabs = Property(QObject, lambda self: self._tabs, constant=True)

    def begin(self, own: Iterable[StationId]) -> None:
        """The stations that this screen was paired for (none: the expo view) decide where it starts."""
        self._own = frozenset(own)
        match len(self._own):
            case 0:
                self._chosen = ALL
            case 1:
                self._chosen = next(iter(self._own))
            case _:
                self._chosen = MINE

    @property
    def stations(self) -> frozenset[StationId]:
        """What is shown; empty: everything."""
        if self._chosen == ALL:
            return frozenset()
        return self._own if self._chosen == MINE else frozenset({StationId(self._chosen)})

    @property
    def chosen_name(self) -> str:
        return next((tab.name for tab in self._tabs.rows if tab.is_chosen), "")

    @Slot(str)
    def choose(self, key: str) -> None:
        if key != self._chosen:
            self._chosen = key
            self.filtered.emit()

    @Slot()
    def chooseNext(self) -> None:
        keys = [tab.key for tab in self._tabs.rows]
        if self._chosen in keys:
            self.choose(keys[(keys.index(self._chosen) + 1) % len(keys)])

    def show(self, moment: Moment) -> None:
        self._tabs.replace(self._tabs_of(moment))
        self.paint(
            Top(
                shop=moment.shop.name if moment.shop else "",
                screen=_screen(moment),
                clock=moment.local_time(moment.now),
                last=_last(moment),
                server=server_chip(moment),
                voice=voice_chip(moment),
                unsent=_unsent(moment),
            )
        )

    def _tabs_of(self, moment: Moment) -> list[StationTab]:
        tickets = moment.everywhere
        tabs = [self._tab(ALL, words.translate("Kds", "全部"), tickets, ())]
        if len(self._own) > 1:
            name = words.translate("Kds", "本屏")
            tabs.append(self._tab(MINE, name, tickets, tuple(self._own)))
        tabs += [self._tab(each.id, each.name, tickets, (each.id,)) for each in moment.stations]
        return tabs

    def _tab(
        self, key: str, name: str, tickets: Sequence[Ticket], stations: Sequence[StationId]
    ) -> StationTab:
        return StationTab(key, name, _owed(tickets, stations), key == self._chosen)


def _owed(tickets: Sequence[Ticket], stations: Sequence[StationId]) -> int:
    """Tickets with something left to do at `stations` (none: at any)."""
    wanted = frozenset(stations)
    return sum(
        any(
            not is_settled(line)
            and (not wanted or not line.station_ids or not wanted.isdisjoint(line.station_ids))
            for line in ticket.lines
        )
        for ticket in tickets
    )


def _screen(moment: Moment) -> str:
    name = moment.identity.name if moment.identity else ""
    return words.translate("Kds", "厨房 · {0}").format(name)


def _last(moment: Moment) -> Chip:
    age = int(moment.trust.age_s)
    if moment.link.times.last_frame is None:
        return Chip("pulse", words.translate("Kds", "还没有"), "warn")
    text = words.translate("Kds", "{0}前").format(words.exactly(age))
    match moment.trust.freshness:
        case Freshness.SLOW:
            return Chip("hourglass", words.translate("Kds", "{0} · 变慢").format(text), "warn")
        case Freshness.BLIND:
            return Chip("pulse", text, "bad")
        case _:
            return Chip("pulse", text)


def server_chip(moment: Moment) -> Chip:
    if moment.link.phase is Phase.NEEDS_PAIRING:
        return Chip("wifi-off", words.translate("Kds", "需要重新配对"), "bad")
    if moment.is_blind:
        return Chip("wifi-off", words.translate("Kds", "已断开"), "bad")
    if moment.link.phase is Phase.LIVE:
        return Chip("wifi", words.translate("Kds", "已连接"))
    if moment.link.phase is Phase.FETCHING:
        return Chip("wifi", words.translate("Kds", "正在取单"), "warn")
    return Chip("wifi", words.translate("Kds", "正在连接"), "warn")


def voice_chip(moment: Moment) -> Chip:
    said = moment.said
    if said.muted_until is not None and said.muted_until > moment.now:
        left = words.lasting(_up_to_minutes(said.muted_until - moment.now))
        return Chip("muted", words.translate("Kds", "已静音 · 还剩 {0}").format(left), "bad")
    if said.failure is not None:
        return Chip("muted", words.translate("Kds", "没有声音"), "bad")
    if said.speaking is not None:
        return Chip("speaker", words.translate("Kds", "正在播报"))
    if moment.is_blind:
        return Chip("speaker", words.translate("Kds", "仅本机"))
    volume = words.translate("Kds", "开 · {0}%").format(round(said.volume * 100))
    return Chip("speaker", volume)


def _up_to_minutes(span: timedelta) -> timedelta:
    """Above a minute, rounded up to whole ones: 还剩 8 分 until the eighth has begun."""
    minutes = -(-int(span.total_seconds()) // 60)
    return span if span < timedelta(minutes=1) else timedelta(minutes=minutes)


def _unsent(moment: Moment) -> Chip:
    link = moment.link
    if link.sending is not None:
        text = words.translate("Kds", "发送中 {0} / {1}")
        return Chip("upload", text.format(link.sending.done, link.sending.total), "bad")
    count = link.unsent if moment.unsent or moment.is_blind else 0
    return Chip("upload", Kds.tr("%n 条", "", count), "bad" if count else "ok")
