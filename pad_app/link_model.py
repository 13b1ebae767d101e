"""How far the pad may be believed: the age of the last word from the server, and what waits here."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtCore import Property, QObject, Signal

from common.client.facade import LinkStatus, Phase
from common.domain.freshness import Freshness, judge
from pad_app.shown import MAP, as_map
from pad_app.wording import clock


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """`age_s`: since the last frame; `blind_s`: since nothing here may be trusted.

    `as_of`: what the tables are complete up to. `late`: orders that wait for the guest's word.
    While a queue goes out, `sent` of `to_send` have arrived.
    """

    freshness: str = Freshness.CONNECTING.value
    is_blind: bool = False
    age_s: int = 0
    blind_s: int = 0
    as_of: str = ""
    unsent: int = 0
    late: int = 0
    sent: int = 0
    to_send: int = 0
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

    def show(self, link: LinkStatus, monotonic: float, zone: tzinfo) -> None:
        now = judge(link.times, monotonic)
        facts = LinkFacts(
            freshness=now.freshness.value,
            is_blind=now.freshness is Freshness.BLIND,
            age_s=math.floor(now.age_s),
            blind_s=math.floor(now.blind_s),
            as_of=clock(link.as_of, zone),
            unsent=link.unsent,
            late=len(link.late_orders),
            sent=link.sending.done if link.sending else 0,
            to_send=link.sending.total if link.sending else 0,
            needs_pairing=link.phase is Phase.NEEDS_PAIRING,
            needs_update=link.update_needed,
        )
        if facts != self._facts:
            self._facts = facts
            self.changed.emit()

    state = Property(MAP, lambda self: as_map(self._facts), notify=changed)
    isBlind = Property(bool, lambda self: self._facts.is_blind, notify=changed)
