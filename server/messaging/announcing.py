"""`announce`: the business change tells the house, in its own transaction (spec 30).

One `im_message` row per target account and per repeat. What is due now is sent with the same
commit; the rest waits for the worker (`delivery`).

Two sentences of one row: `shown` names the lines of that account's stations. `spoken` names the
lines of the whole speech zone, since one screen of the zone speaks for all of them: every dish of
the zone is said once, whoever speaks.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from common.domain import streams
from common.domain.announcing import (
    Again,
    Announcement,
    Channel,
    Check,
    Event,
    MessageStatus,
    MessageType,
)
from common.domain.business_day import business_day, number_text
from common.domain.ids import MessageId, RoomId, StayId, TherapistId
from common.domain.rows import LineRow, OrderRow, OrderSource, ServiceCallRow
from common.domain.sentences import Burst, Guest, in_burst, sentence, spoken_line
from common.domain.templates import ParamRefused, Rendered
from server.messaging import repository
from server.messaging.centre import Centre
from server.messaging.checks import Case, first_failed
from server.messaging.ports import Terminal
from server.messaging.repository import Message, Placement

PLACEMENTS: Final = frozenset({Event.ORDER_PLACED, Event.ORDER_ADDED})

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class About:
    """What an event is about; `params` are those of events without an order or a call."""

    order: OrderRow | None = None
    lines: tuple[LineRow, ...] = ()
    call: ServiceCallRow | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    room_id: RoomId | None = None
    therapist_id: TherapistId | None = None

    @property
    def source(self) -> OrderSource | None:
        return None if self.order is None else self.order.source

    @property
    def stay_id(self) -> StayId | None:
        if self.order is not None:
            return self.order.stay_id
        return None if self.call is None else self.call.stay_id


@dataclass(frozen=True, slots=True)
class Hearer:
    """An account that is told; accounts of one `zone` hear each other's loudspeaker."""

    account: str
    zone: str
    lines: tuple[LineRow, ...]


class Announcer:
    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._earlier: list[Placement] | None = None
        self._rows: list[Message] = []

    def announce(self, event: Event, about: About) -> None:
        """Tell every channel that the config names; a channel that cannot be told is logged.

        The business change stands whatever becomes of its sentence.
        """
        self._earlier = None
        self._rows.clear()
        for told in self._centre.settings.channels_of(event):
            if not told.concerns(about.source):
                continue
            try:
                self._tell(told, about)
            except ParamRefused as refusal:
                _log.warning("announcement refused", extra={"event": event, "reason": str(refusal)})
        self._centre.add(self._rows)

    # ── one channel ─────────────────────────────────────────────────────────────────────────────

    def _tell(self, told: Announcement, about: About) -> None:
        hearers = hearers_of(self._centre, told.channel, about.lines)
        if not hearers:
            return
        burst = self._burst(told, about)
        for zone in dict.fromkeys(hearer.zone for hearer in hearers):
            in_zone = [hearer for hearer in hearers if hearer.zone == zone]
            if burst.due_at > self._centre.unit.now and self._join(told, about, in_zone, burst):
                continue
            self._add(told, about, in_zone, burst.due_at, self._centre.unit.new_id())

    def _add(
        self,
        told: Announcement,
        about: About,
        in_zone: Sequence[Hearer],
        decided_at: datetime,
        announcement_id: str,
    ) -> None:
        said = self._rendered(told, about, zone_lines(in_zone))
        texts = {tuple(zone_lines(in_zone)): said}
        for hearer in in_zone:
            own = texts.get(hearer.lines) or self._rendered(told, about, hearer.lines)
            texts[hearer.lines] = own
            text = Rendered(own.shown, said.spoken if told.is_spoken else "")
            first = self._first(told, about, hearer, announcement_id, text)
            for index, due_at in enumerate(told.due_times(decided_at)):
                row = replace(
                    first,
                    id=MessageId(self._centre.unit.new_id()),
                    repeat=index + 1,
                    due_at=due_at,
                    expires_at=told.expires_at(due_at),
                    reason=Again.REPEAT if index else "",
                )
                self._rows.append(self._as_begun(told, row))

    def _as_begun(self, told: Announcement, row: Message) -> Message:
        """The row as it is stored: sent when it is due now and wanted, else as it waits or ends."""
        now = self._centre.unit.now
        if told.msg_type is MessageType.REFRESH:
            # The event of the business change itself refreshes the screen; nothing is said.
            return replace(row, status=MessageStatus.SUPPRESSED, why="refresh_only", ended_at=now)
        if row.due_at > now:
            return row
        failed = first_failed(Case(self._centre, row), [c for c in told.checks if c in _AT_ONCE])
        if failed is not None:
            return replace(row, status=MessageStatus.SUPPRESSED, why=failed.value, ended_at=now)
        return begun(row, told, self._centre)

    def _first(
        self,
        told: Announcement,
        about: About,
        hearer: Hearer,
        announcement_id: str,
        text: Rendered,
    ) -> Message:
        now = self._centre.unit.now
        return Message(
            id=MessageId(""),
            shop_id=self._centre.shop_id,
            announcement_id=announcement_id,
            repeat=1,
            account=hearer.account,
            channel=told.channel,
            speech_zone=hearer.zone,
            event=told.event,
            msg_type=told.msg_type,
            shown=text.shown,
            spoken=text.spoken,
            template=told.template_for(by_tag=self._guest(about).by_tag),
            chime=told.chime or "",
            priority=told.priority,
            voice_rate=told.voice_rate,
            order_id=None if about.order is None else about.order.id,
            stay_id=about.stay_id,
            call_id=None if about.call is None else about.call.id,
            line_ids=tuple(line.id for line in hearer.lines),
            room_id=about.room_id,
            therapist_id=about.therapist_id,
            status=MessageStatus.PENDING,
            why="",
            reason="",
            created_at=now,
            due_at=now,
            expires_at=now,
            sent_at=None,
            delivered_at=None,
            ended_at=None,
        )

    # ── placements of one stay within a few seconds ─────────────────────────────────────────────

    def _burst(self, told: Announcement, about: About) -> Burst:
        centre, now = self._centre, self._centre.unit.now
        window = timedelta(seconds=centre.settings.burst_s)
        if told.event not in PLACEMENTS or about.stay_id is None:
            return Burst(now, now)
        if self._earlier is None:
            self._earlier = repository.placements_since(
                centre.session, centre.shop_id, about.stay_id, now - window
            )
        ends = [
            _burst_ends(each, told, window)
            for each in self._earlier
            if each.channel == told.channel
        ]
        return in_burst(now, max(ends, default=None), centre.settings.burst_s)

    def _join(
        self, told: Announcement, about: About, in_zone: Sequence[Hearer], burst: Burst
    ) -> bool:
        """Add the lines to the sentence that already waits for the burst's end, if one does.

        Its text is made when it is sent.
        """
        if about.order is None:
            return False
        pending = [
            row
            for row in repository.unfinished_of_order(self._centre.session, about.order.id)
            if row.is_pending
            and (row.event, row.channel) == (told.event, told.channel)
            and row.speech_zone == in_zone[0].zone
        ]
        due_at = told.due_times(burst.due_at)[0]
        ids = {row.announcement_id for row in pending if row.repeat == 1 and row.due_at == due_at}
        if not ids:
            return False
        announcement_id = min(ids)
        waiting = [row for row in pending if row.announcement_id == announcement_id]
        added = {hearer.account: tuple(x.id for x in hearer.lines) for hearer in in_zone}
        self._centre.save(
            [
                replace(row, line_ids=(*row.line_ids, *added[row.account]))
                for row in waiting
                if row.account in added
            ]
        )
        others = added.keys() - {row.account for row in waiting}
        if others:
            fresh = [hearer for hearer in in_zone if hearer.account in others]
            self._add(told, about, fresh, burst.due_at, announcement_id)
        return True

    # ── sentences ───────────────────────────────────────────────────────────────────────────────

    def _rendered(self, told: Announcement, about: About, lines: Sequence[LineRow]) -> Rendered:
        guest = self._guest(about)
        params = {**guest.params, **about.params}
        template = told.template_for(by_tag=guest.by_tag)
        said = [spoken_line(line) for line in lines]
        return sentence(told.event, template, params, said, self._centre.manner.one)

    def _guest(self, about: About) -> Guest:
        if about.order is not None:
            return guest_of(self._centre, about.order)
        if about.call is not None:
            return Guest(about.call.room_name or "", about.call.hand_tag or "")
        return Guest()


_AT_ONCE: Final = frozenset({Check.WANTED})
"""The rest holds by itself at the moment of the change."""


def _burst_ends(placed: Placement, told: Announcement, window: timedelta) -> datetime:
    """When the burst ends that a placement belongs to."""
    told_at = (placed.sent_at or placed.due_at) - timedelta(seconds=told.delay_s)
    return placed.created_at + window if told_at <= placed.created_at else told_at


def begun(row: Message, told: Announcement, centre: Centre) -> Message:
    """`row` once it is sent: due again when somebody should have confirmed it, or when it expires."""
    now = centre.unit.now
    if not told.is_spoken_at(now.astimezone(centre.manner.zone).time()):
        return replace(
            row, status=MessageStatus.SENT, sent_at=now, due_at=row.expires_at, spoken=""
        )
    confirm_by = now + timedelta(seconds=told.confirm_within_s)
    return replace(
        row, status=MessageStatus.SENT, sent_at=now, due_at=min(confirm_by, row.expires_at)
    )


def guest_of(centre: Centre, order: OrderRow) -> Guest:
    today = business_day(centre.unit.now, centre.manner.zone)
    number = (
        "" if order.business_day is None else number_text(order.number, order.business_day, today)
    )
    return Guest(
        room_name=order.room_name or "",
        hand_tag=order.hand_tag or "",
        number=number,
        ordered_by_tag=order.source is OrderSource.HAND_TAG,
    )


def hearers_of(centre: Centre, channel: Channel, lines: Sequence[LineRow]) -> list[Hearer]:
    """Who is told on `channel`: kitchens that cook one of the lines, or the account of the channel.

    A channel without a terminal is told nothing: nobody could ever hear it.
    """
    terminals = centre.terminals_of(channel)
    if not terminals:
        return []
    match channel:
        case Channel.CASHIER:
            return [Hearer(streams.cashier(centre.shop_id), channel, tuple(lines))]
        case Channel.WAITER:
            return [Hearer(streams.waiter(centre.shop_id), channel, tuple(lines))]
        case Channel.KITCHEN:
            nobodys = {x.id for x in lines if not any(_cooks(each, x) for each in terminals)}
            told = [
                # Whose station has no screen any more is told to all: it stands on no board.
                (each, tuple(x for x in lines if x.id in nobodys or _cooks(each, x)))
                for each in terminals
            ]
            return [
                Hearer(streams.device(each.id), each.speech_zone or channel, own)
                for each, own in told
                if own or not lines
            ]
        case Channel.CALL_BOARD | Channel.PAD:
            return [
                Hearer(streams.device(each.id), each.speech_zone or channel, tuple(lines))
                for each in terminals
            ]


def zone_lines(in_zone: Sequence[Hearer]) -> list[LineRow]:
    """What the loudspeaker of a zone has to name, in the order of the batch."""
    lines = {line.id: line for hearer in in_zone for line in hearer.lines}
    return sorted(lines.values(), key=lambda line: (line.sequence, line.id))


def _cooks(terminal: Terminal, line: LineRow) -> bool:
    stations = terminal.station_ids
    return not stations or not line.station_ids or bool(stations & set(line.station_ids))
