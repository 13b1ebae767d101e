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
from enum import StrEnum
from typing import Final

from msgspec import structs

from common.domain.announcing import (
    Again,
    Announcement,
    Channel,
    Check,
    Event,
    MessageStatus,
    MessageType,
)
from common.domain.ids import MessageId, RoomId, StayId, TherapistId
from common.domain.rows import LineRow, OrderRow, OrderSource, ServiceCallRow
from common.domain.sentences import Burst, Guest, in_burst, sentence, spoken_line
from common.domain.templates import ParamRefused, Rendered
from common.wire.events import EventBody, EventKind
from server.messaging import repository
from server.messaging.centre import Centre
from server.messaging.checks import Case, first_failed
from server.messaging.hearers import Addressed, Hearer, as_heard, guest_of, hearers_of, zone_lines
from server.messaging.repository import Message, Placement

COALESCED: Final = frozenset({Event.ORDER_PLACED, Event.ORDER_ADDED, Event.LINE_RUSHED})
"""What comes in bursts: several placements of one stay, several late dishes rushed one by one."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class About:
    """What an event is about; `params` are those of events without an order or a call.

    `room_id`: whose pads are meant, where no order says it; `placed_as`: in place of its source.
    """

    order: OrderRow | None = None
    lines: tuple[LineRow, ...] = ()
    call: ServiceCallRow | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    room_id: RoomId | None = None
    therapist_id: TherapistId | None = None
    placed_as: OrderSource | None = None

    @property
    def source(self) -> OrderSource | None:
        return self.placed_as if self.order is None else self.order.source

    @property
    def stay_id(self) -> StayId | None:
        if self.order is not None:
            return self.order.stay_id
        return None if self.call is None else self.call.stay_id

    @property
    def pads_room_id(self) -> RoomId | None:
        if self.room_id is not None or self.order is None:
            return self.room_id
        return self.order.room_id


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a call sent by hand asks for beyond the settings; none of it: as the settings say.

    `msg_type`: NOTIFY is shown and not spoken, REFRESH makes the screens fetch all anew. `judged`:
    all checks are asked at once too, since the call need not come from the change itself.
    """

    channels: frozenset[Channel] = frozenset()
    accounts: frozenset[str] = frozenset()
    msg_type: MessageType | None = None
    judged: bool = False


class Outcome(StrEnum):
    """What became of a call on one channel."""

    TOLD = "told"
    NOT_ENABLED = "not_enabled"  # the settings tell nobody of it here
    NO_TERMINAL = "no_terminal"  # nobody could ever hear it


AS_SET: Final = Narrowed()


class Announcer:
    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._earlier: list[Placement] | None = None
        self._rows: list[Message] = []
        self._narrowed = AS_SET

    def announce(self, event: Event, about: About) -> None:
        """Tell every channel that the settings name; a channel that cannot be told is logged.

        The business change stands whatever becomes of its sentence.
        """
        self._begin(AS_SET)
        for told in self._centre.settings.channels_of(event):
            if not told.concerns(about.source):
                continue
            try:
                self._tell(told, about)
            except ParamRefused as refusal:
                _log.warning("announcement refused", extra={"event": event, "reason": str(refusal)})
        self._centre.add(self._rows)

    def announce_as(self, told: Announcement, about: About) -> None:
        """Tell one channel, by a setting made of the shop's own. Raises ParamRefused."""
        self._begin(AS_SET)
        self._tell(told, about)
        self._centre.add(self._rows)

    def send(
        self, event: Event, about: About, narrowed: Narrowed
    ) -> tuple[dict[Channel, Outcome], list[Message]]:
        """The same, asked for by hand: what became of it per channel, and the rows written.

        Raises ParamRefused, and nothing is written then.
        """
        self._begin(narrowed)
        outcomes: dict[Channel, Outcome] = {}
        for channel in Channel:
            if narrowed.channels and channel not in narrowed.channels:
                continue
            told = self._centre.settings.of(event, channel)
            if told is None or not told.concerns(about.source):
                outcomes[channel] = Outcome.NOT_ENABLED
                continue
            before = len(self._rows)
            self._tell(told, about)
            is_told = len(self._rows) > before
            outcomes[channel] = Outcome.TOLD if is_told else Outcome.NO_TERMINAL
        self._centre.add(self._rows)
        return outcomes, list(self._rows)

    def _begin(self, narrowed: Narrowed) -> None:
        self._earlier = None
        self._rows.clear()
        self._narrowed = narrowed

    # ── one channel ─────────────────────────────────────────────────────────────────────────────

    def _tell(self, told: Announcement, about: About) -> None:
        told = _as_asked(told, self._narrowed.msg_type)
        accounts = self._narrowed.accounts
        to = Addressed(about.lines, about.source, about.pads_room_id, accounts)
        hearers = hearers_of(self._centre, told, to)
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
            text = as_heard(hearer.account, told.channel, text) if told.is_spoken else text
            first = self._first(told, about, hearer, announcement_id, text)
            for index, due_at in enumerate(_due_times(told, decided_at)):
                row = structs.replace(
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
            return structs.replace(
                row, status=MessageStatus.SUPPRESSED, why=self._refresh(row), ended_at=now
            )
        if row.due_at > now:
            return row
        checks = [x for x in told.checks if self._narrowed.judged or x in _AT_ONCE]
        failed = first_failed(Case(self._centre, row), checks)
        if failed is not None:
            return structs.replace(
                row, status=MessageStatus.SUPPRESSED, why=failed.value, ended_at=now
            )
        return begun(row, told, self._centre)

    def _refresh(self, row: Message) -> str:
        """Why a refresh is over at once: the business change's own event refreshes the screen, or,
        asked for by hand, the account has been told to fetch everything anew."""
        if self._narrowed.msg_type is not MessageType.REFRESH:
            return "refresh_only"
        self._centre.unit.emit(
            row.account, EventKind.RESYNC, EventBody(), collapse_key=EventKind.RESYNC
        )
        return "refreshed"

    def _first(
        self,
        told: Announcement,
        about: About,
        hearer: Hearer,
        announcement_id: str,
        text: Rendered,
    ) -> Message:
        now = self._centre.unit.now
        is_bound = told.channel is Channel.PAD or about.therapist_id is not None
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
            room_id=about.pads_room_id if is_bound else None,
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
        if told.event not in COALESCED or about.stay_id is None or self._narrowed.judged:
            return Burst(now, now)
        if self._earlier is None:
            find = (
                repository.rushes_since
                if told.event is Event.LINE_RUSHED
                else repository.placements_since
            )
            self._earlier = find(centre.session, centre.shop_id, about.stay_id, now - window)
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
                structs.replace(row, line_ids=(*row.line_ids, *added[row.account]))
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
        return Guest(about.params.get("roomName", ""), about.params.get("handTag", ""))


_WRITTEN_AT_ONCE: Final = {MessageType.PAD_CALL: 2, MessageType.REFRESH: 1}
_SOONEST: Final = timedelta(seconds=1)
_AT_ONCE: Final = frozenset({Check.WANTED})
"""The rest holds by itself at the moment of the change."""


def _as_asked(told: Announcement, msg_type: MessageType | None) -> Announcement:
    """A call may ask for less than the settings give: to be shown only, to refresh."""
    is_less = msg_type in (MessageType.NOTIFY, MessageType.REFRESH)
    return replace(told, msg_type=msg_type) if msg_type is not None and is_less else told


def _due_times(told: Announcement, decided_at: datetime) -> tuple[datetime, ...]:
    """When the rows written now are due. A pad call may repeat many times, and is mostly answered
    before the second: each repeat writes the next (`delivery`). A refresh is one."""
    due = told.due_times(decided_at)
    return due[: _WRITTEN_AT_ONCE.get(told.msg_type, len(due))]


def _burst_ends(placed: Placement, told: Announcement, window: timedelta) -> datetime:
    """When the burst ends that a placement belongs to."""
    told_at = (placed.sent_at or placed.due_at) - timedelta(seconds=told.delay_s)
    return placed.created_at + window if told_at <= placed.created_at else told_at


def begun(
    row: Message, told: Announcement, centre: Centre, unheard_since: datetime | None = None
) -> Message:
    """`row` once it is sent: due again when somebody should have confirmed it, or when it expires.

    `unheard_since`: when it was first said to nobody's ear; repeats do not put off who is told.
    """
    now = centre.unit.now
    if not told.is_spoken_at(now.astimezone(centre.manner.zone).time()):
        return structs.replace(
            row, status=MessageStatus.SENT, sent_at=now, due_at=row.expires_at, spoken=""
        )
    confirm_by = (unheard_since or now) + timedelta(seconds=told.confirm_within_s)
    confirm_by = max(confirm_by, now + _SOONEST)
    return structs.replace(
        row, status=MessageStatus.SENT, sent_at=now, due_at=min(confirm_by, row.expires_at)
    )
