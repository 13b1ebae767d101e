"""How far the desk may be believed, and why it may not take money just now."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtCore import Property, QObject, Signal

from cashier_app.shown import MAP, as_map
from cashier_app.words import clock, translate
from common.client.facade import LinkStatus, Phase
from common.domain.freshness import Freshness, judge


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """`age_s`: since the last frame; `as_of`: what the tables are complete up to."""

    freshness: str = Freshness.CONNECTING.value
    word: str = ""
    detail: str = ""
    level: str = "warn"
    icon: str = "wifi"
    is_blind: bool = False
    as_of: str = ""
    unsent: int = 0
    needs_pairing: bool = False
    needs_update: bool = False


class LinkModel(QObject):
    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._facts = LinkFacts()

    @property
    def facts(self) -> LinkFacts:
        return self._facts

    @property
    def why_no_money(self) -> str:
        """The reason for which nothing online can be done now; nothing while it can."""
        if self._is_believed:
            return ""
        since = self._facts.as_of
        return translate("Cashier", "没有连上服务器，账单截至 {0}，暂时不能收款").format(
            since or "--:--"
        )

    @property
    def why_no_change(self) -> str:
        """The reason for which nothing can be set up now; nothing while it can."""
        if self._is_believed:
            return ""
        since = self._facts.as_of or "--:--"
        return translate("Cashier", "没有连上服务器，内容截至 {0}，只能看，不能改").format(since)

    @property
    def _is_believed(self) -> bool:
        return self._facts.freshness in (Freshness.FRESH, Freshness.SLOW)

    def show(self, link: LinkStatus, monotonic: float, zone: tzinfo) -> None:
        now = judge(link.times, monotonic)
        word, level, icon = _look(now.freshness)
        age = math.floor(now.age_s)
        facts = LinkFacts(
            freshness=now.freshness.value,
            word=word,
            detail=translate("Cashier", "{0} 秒前").format(age),
            level=level,
            icon=icon,
            is_blind=now.freshness is Freshness.BLIND,
            as_of=clock(link.as_of, zone),
            unsent=link.unsent,
            needs_pairing=link.phase is Phase.NEEDS_PAIRING,
            needs_update=link.update_needed,
        )
        if facts != self._facts:
            self._facts = facts
            self.changed.emit()

    state = Property(MAP, lambda self: as_map(self._facts), notify=changed)
    isBlind = Property(bool, lambda self: self._facts.is_blind, notify=changed)
    whyNoMoney = Property(str, lambda self: self.why_no_money, notify=changed)


def _look(freshness: Freshness) -> tuple[str, str, str]:
    match freshness:
        case Freshness.FRESH:
            return translate("Cashier", "已连接"), "ok", "wifi"
        case Freshness.SLOW:
            return translate("Cashier", "变慢"), "warn", "hourglass"
        case Freshness.BLIND:
            return translate("Cashier", "已断开"), "bad", "wifi-off"
        case _:
            return translate("Cashier", "正在连接"), "warn", "wifi"
