"""Who of several screens speaks, and what became of it (spec 30, "Who of several screens speaks")."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from msgspec.structs import replace

from common.domain import streams
from common.domain.announcing import Again, MessageStatus
from common.domain.ids import DeviceId, MessageId
from common.domain.roles import Actor, Role
from common.wire.frames import SpokenReport, SpokenResult
from server.messaging import repository
from server.messaging.centre import Centre
from server.messaging.hearers import behind
from server.messaging.raising import Raising
from server.messaging.repository import Message, SpeechTurn

HERE_WITHIN: Final = timedelta(seconds=90)
"""A terminal that is connected is noted every 30 s."""
GRANT: Final = timedelta(seconds=8)
SHORT: Final = 24
"""Characters that are said within a grant, chime included; each further one takes 0.3 s."""
SPOKEN_ELSEWHERE: Final = "spoken_elsewhere"
_LONGEST_WHY: Final = 60
_SHARED: Final = {Role.CASHIER: streams.cashier, Role.WAITER: streams.waiter}

_STATUS: Final = {
    SpokenResult.PLAYED: MessageStatus.SPOKEN,
    SpokenResult.FAILED: MessageStatus.FAILED,
    SpokenResult.EXPIRED: MessageStatus.EXPIRED,
    SpokenResult.SUPPRESSED: MessageStatus.SUPPRESSED,
}

_TRIED: Final = frozenset({SpokenResult.PLAYED, SpokenResult.FAILED})


class Speaking:
    def __init__(self, centre: Centre, raising: Raising) -> None:
        self._centre = centre
        self._raising = raising

    def delivered(self, ids: Collection[MessageId]) -> None:
        repository.mark_delivered(self._centre.session, ids, self._centre.unit.now)

    def claim(self, actor: Actor, announcement_id: str, repeat: int) -> datetime | None:
        """Until when this device may speak; None: somebody else does, or there is nothing to say.

        Granted once per (announcement, repeat); the same device that asks again gets the same.
        """
        session, now = self._centre.session, self._centre.unit.now
        rows = repository.of_repeat(session, announcement_id, repeat)
        own = self._own(actor, rows)
        if own is None or not own.spoken or now >= own.expires_at or actor.device_id is None:
            return None
        if self._leaves_it_to_others(own, actor.device_id):
            return None
        until = now + GRANT + timedelta(seconds=0.3 * max(0, len(own.spoken) - SHORT))
        if repository.take_turn(session, announcement_id, repeat, actor.device_id, now, until):
            self._centre.save([replace(own, due_at=until)])
            return until
        turn = repository.turn(session, announcement_id, repeat)
        is_ours = turn is not None and turn.device_id == actor.device_id and turn.is_open(now)
        return turn.until if turn is not None and is_ours else None

    def _leaves_it_to_others(self, row: Message, device_id: DeviceId) -> bool:
        """Whether it was this desk that kept silent just before, and another is here to speak."""
        if row.reason != Again.UNHEARD or streams.is_of_device(row.account):
            return False
        turns = repository.turns(self._centre.session, [row.announcement_id])
        earlier = [turn for turn in turns if turn.repeat < row.repeat]
        latest = max(earlier, key=lambda turn: turn.repeat, default=None)
        if latest is None or latest.device_id != device_id:
            return False
        rows = repository.of_announcement(self._centre.session, row.announcement_id)
        offered = (x for x in rows if x.account == row.account and x.reason == Again.UNHEARD)
        if any(latest.repeat < x.repeat < row.repeat for x in offered):
            return False  # it has left one to them already, and nobody took it
        here_since = self._centre.unit.now - HERE_WITHIN
        others = behind(self._centre, row)
        return any(x.id != device_id and x.live_at and x.live_at >= here_since for x in others)

    def spoken(self, actor: Actor, report: SpokenReport) -> None:
        """What a device made of a sentence. A late or doubled report changes nothing."""
        session, now = self._centre.session, self._centre.unit.now
        if actor.device_id is None:
            return
        rows = repository.of_repeat(session, report.id, report.repeat)
        own = self._own(actor, rows)
        if own is None:
            return
        if report.result in _TRIED:
            # A kitchen that got no grant in time speaks anyway; from then on the turn is its own.
            repository.take_turn(session, report.id, report.repeat, actor.device_id, now, now)
        turn = repository.turn(session, report.id, report.repeat)
        is_ours = turn is not None and turn.device_id == actor.device_id
        if report.result is SpokenResult.FAILED and turn is not None and is_ours:
            self._failed(own, turn, report)
            return
        if is_ours:
            repository.end_turn(session, report.id, report.repeat, report.result, now)
        self._centre.end([own], _STATUS[report.result], _why(report))
        if report.result is SpokenResult.PLAYED:
            self._end_others(own, rows)

    def _failed(self, own: Message, turn: SpeechTurn, report: SpokenReport) -> None:
        self._centre.end([own], MessageStatus.FAILED, _why(report))
        self._raising.raise_again(own, turn)

    def _end_others(self, own: Message, rows: Collection[Message]) -> None:
        others = [row for row in rows if row.id != own.id and row.is_on_screen]
        self._centre.end(others, MessageStatus.SUPPRESSED, SPOKEN_ELSEWHERE)

    def _own(self, actor: Actor, rows: Collection[Message]) -> Message | None:
        """The device's own row or its shared account's, while it is on its screen."""
        if actor.device_id is None:
            return None
        accounts = {streams.device(DeviceId(actor.device_id))}
        if actor.role in _SHARED:
            accounts.add(_SHARED[actor.role](actor.shop_id))
        return next((x for x in rows if x.account in accounts and x.is_on_screen), None)


def _why(report: SpokenReport) -> str:
    return report.reason[:_LONGEST_WHY]
