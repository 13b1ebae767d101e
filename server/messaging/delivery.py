"""What happens to a row when its time has come: sent, found unheard, or over (spec 30)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from common.domain import streams
from common.domain.announcing import (
    Again,
    Announcement,
    Channel,
    Check,
    Event,
    MessageStatus,
)
from common.domain.ids import MessageId, OrderId
from common.domain.kitchen import LineState
from common.domain.rows import LineRow
from common.domain.sentences import once_more, raised_elsewhere, sentence, spoken_line
from common.domain.templates import ParamRefused, Rendered
from server.messaging import repository
from server.messaging.announcing import begun, guest_of
from server.messaging.centre import Centre
from server.messaging.checks import Case, first_failed
from server.messaging.ports import Terminal
from server.messaging.repository import Message, SpeechTurn

OVERTAKEN: Final = "overtaken"  # a later repeat is said in its place
RAISED_AGAIN: Final = "raised_again"  # by another row, with reason `unheard`
UNHEARD: Final = "unheard"
SHOWN_ONLY: Final = "shown"  # it was never meant to be spoken
NOBODY_SPOKE: Final = "nobody_spoke"


class Delivery:
    def __init__(self, centre: Centre) -> None:
        self._centre = centre

    def due(self, message_id: str) -> None:
        """Do what the row is due for; the worker calls it, once per row and time."""
        message = repository.message(self._centre.session, message_id)
        if message is None or message.ended_at is not None:
            return
        if message.is_pending:
            self._send(message)
        else:
            self._lapse(message)

    # ── a pending row ───────────────────────────────────────────────────────────────────────────

    def _send(self, message: Message) -> None:
        told = self._centre.config(message)
        if told is None or not told.is_enabled:
            self._centre.end([message], MessageStatus.SUPPRESSED, "not_enabled")
            return
        case = Case(self._centre, message)
        failed = first_failed(case, told.checks)
        if failed is not None:
            is_late = failed is Check.NOT_EXPIRED
            status = MessageStatus.EXPIRED if is_late else MessageStatus.SUPPRESSED
            self._centre.end([message], status, failed.value)
            return
        if self._is_overtaken(message):
            self._centre.end([message], MessageStatus.SUPPRESSED, OVERTAKEN)
            return
        try:
            text = self._text(case, told, self._rows_of_repeat(message))
        except ParamRefused as refusal:
            # The template was changed, or the guest has neither room nor tag any more.
            self._centre.end([message], MessageStatus.FAILED, refusal.code)
            return
        self._end_earlier(message)
        row = replace(message, shown=text.shown, spoken=text.spoken if told.is_spoken else "")
        self._centre.send(begun(row, told, self._centre))

    def _is_overtaken(self, message: Message) -> bool:
        """After a stop of the server several repeats are due at once: only the last is said."""
        now = self._centre.unit.now
        return any(
            row.is_pending and row.repeat > message.repeat and row.due_at <= now
            for row in self._unfinished(message)
            if row.account == message.account
        )

    def _end_earlier(self, message: Message) -> None:
        """A repeat takes the place of what is still on the screen, unless it is being spoken."""
        earlier = [
            row
            for row in self._unfinished(message)
            if row.account == message.account and row.is_on_screen and row.repeat < message.repeat
        ]
        silent = not_being_spoken(self._centre, earlier)
        self._centre.end(silent, MessageStatus.SUPPRESSED, OVERTAKEN)

    def _unfinished(self, message: Message) -> list[Message]:
        return repository.unfinished_of_announcement(self._centre.session, message.announcement_id)

    def _rows_of_repeat(self, message: Message) -> list[Message]:
        """The sentence at all accounts of the speech zone."""
        return repository.of_repeat(self._centre.session, message.announcement_id, message.repeat)

    def _text(self, case: Case, told: Announcement, in_zone: Sequence[Message]) -> Rendered:
        """The sentence as it is true now: a repeat names only the lines still waiting."""
        message, order = case.message, case.order
        if order is None or not message.line_ids:
            stored = Rendered(message.shown, message.spoken)
            return once_more(stored) if message.reason == Again.UNHEARD else stored
        only_waiting = Check.LINE_WAITING in told.checks
        own = case.waiting if only_waiting else case.lines
        of_zone = {line_id for row in in_zone for line_id in row.line_ids}
        zone = [
            line
            for line in case.order_lines
            if line.id in of_zone and (not only_waiting or line.state is LineState.WAITING)
        ]
        text = Rendered(
            self._said(message, case, told, own).shown, self._said(message, case, told, zone).spoken
        )
        return once_more(text) if message.reason == Again.UNHEARD else text

    def _said(
        self, message: Message, case: Case, told: Announcement, lines: Sequence[LineRow]
    ) -> Rendered:
        assert case.order is not None, "asked only of rows with an order"
        guest = guest_of(self._centre, case.order)
        template = told.template_for(by_tag=guest.by_tag)
        said = [spoken_line(line) for line in lines]
        return sentence(Event(message.event), template, guest.params, said, self._centre.manner.one)

    # ── a row that was sent ─────────────────────────────────────────────────────────────────────

    def _lapse(self, message: Message) -> None:
        """Somebody claimed it and kept silent, nobody confirmed it in time, or its time is over."""
        now = self._centre.unit.now
        turn = repository.turn(self._centre.session, message.announcement_id, message.repeat)
        if turn is not None and not turn.result:
            if turn.is_open(now):
                self._centre.save([replace(message, due_at=turn.until)])
            else:
                self.raise_again(message, turn)
            return
        if turn is None:
            self._unconfirmed(message)
        if now >= message.expires_at:
            why = NOBODY_SPOKE if message.spoken else SHOWN_ONLY
            self._centre.end([message], MessageStatus.EXPIRED, why)
        else:
            self._centre.save([replace(message, due_at=message.expires_at)])

    def raise_again(self, message: Message, turn: SpeechTurn) -> None:
        """The one that was granted did not speak: a new repeat for the others, reason `unheard`.

        With no others it is raised at the same account. What was unheard twice goes to the desk.
        """
        centre = self._centre
        now = centre.unit.now
        repository.end_turn(centre.session, turn.announcement_id, turn.repeat, UNHEARD, now)
        rows = self._rows_of_repeat(message)
        silent = [row for row in rows if row.account == self._account_of(turn, message)]
        others = [row for row in rows if row not in silent]
        centre.end([r for r in silent if r.ended_at is None], MessageStatus.FAILED, UNHEARD)
        centre.end(
            [r for r in others if r.ended_at is None], MessageStatus.SUPPRESSED, RAISED_AGAIN
        )
        if message.reason == Again.UNHEARD:
            self._tell_desk(message, self._name_of(turn))
            return
        repeat = repository.last_repeat(centre.session, message.announcement_id) + 1
        again = [self._once_more(row, repeat, rows) for row in others or silent]
        centre.add([row for row in again if row is not None])

    def _once_more(self, row: Message, repeat: int, in_zone: Sequence[Message]) -> Message | None:
        """A fresh row of `row`, sent now; None when there is nothing left to say."""
        told = self._centre.config(row)
        if told is None:
            return None
        now = self._centre.unit.now
        fresh = replace(
            row,
            id=MessageId(self._centre.unit.new_id()),
            repeat=repeat,
            reason=Again.UNHEARD,
            status=MessageStatus.PENDING,
            why="",
            created_at=now,
            due_at=now,
            expires_at=told.expires_at(now),
            sent_at=None,
            delivered_at=None,
            ended_at=None,
        )
        case = Case(self._centre, fresh)
        if first_failed(case, told.checks) is not None:
            return None
        text = self._text(case, told, in_zone)
        return begun(replace(fresh, shown=text.shown, spoken=text.spoken), told, self._centre)

    def _unconfirmed(self, message: Message) -> None:
        """Nobody even claimed it in time: the shop's other kitchens hear of it, then the desk.

        Once for an announcement, however many repeats of it go on, and whoever is silent next.
        """
        if not message.spoken or not self._goes_to_desk(message):
            return
        told = repository.of_announcement(self._centre.session, message.announcement_id)
        in_zone = [row for row in told if row.repeat == message.repeat and row.ended_at is None]
        if message.id != min(row.id for row in in_zone):
            return  # one row of the speech zone speaks for all
        is_raised = message.reason == Again.UNHEARD
        if not is_raised and any(row.reason == Again.UNHEARD for row in told):
            return
        silent = Case(self._centre, message).hearers
        name = silent[0].name if silent else ""
        heard = {row.account for row in told}
        others = [] if is_raised else self._other_kitchens(message, heard)
        if others:
            self._raise_at(others, message, in_zone, name)
        else:
            self._tell_desk(message, name)

    def _goes_to_desk(self, message: Message) -> bool:
        """What the desk does not hear by itself: the kitchen's, and a dish that no waiter fetches."""
        at_desk = self._centre.settings.of(Event(message.event), Channel.CASHIER)
        is_said_there = at_desk is not None and at_desk.is_enabled and at_desk.is_spoken
        is_theirs = message.channel == Channel.WAITER and not is_said_there
        return message.channel == Channel.KITCHEN or is_theirs

    def _other_kitchens(self, message: Message, told: Collection[str]) -> list[Terminal]:
        """For a kitchen's: those that cook none of it and so were not told."""
        if message.channel != Channel.KITCHEN:
            return []
        kitchens = self._centre.terminals_of(Channel.KITCHEN)
        return [each for each in kitchens if streams.device(each.id) not in told]

    def _raise_at(
        self, others: Sequence[Terminal], message: Message, in_zone: Sequence[Message], silent: str
    ) -> None:
        """Say it at `others`, beginning with who kept silent."""
        line_ids = tuple(dict.fromkeys(id_ for row in in_zone for id_ in row.line_ids))
        repeat = repository.last_repeat(self._centre.session, message.announcement_id) + 1
        rows = []
        for each in others:
            theirs = replace(
                message,
                account=streams.device(each.id),
                speech_zone=each.speech_zone or Channel.KITCHEN,
                line_ids=line_ids,
            )
            row = self._once_more(theirs, repeat, [theirs])
            if row is not None:
                text = raised_elsewhere(Rendered(row.shown, row.spoken), silent)
                rows.append(replace(row, shown=text.shown, spoken=text.spoken))
        self._centre.add(rows)

    def _tell_desk(self, message: Message, silent_device: str) -> None:
        centre = self._centre
        told = centre.settings.of(Event.DEVICE_SILENT, Channel.CASHIER)
        has_desk = bool(centre.terminals_of(Channel.CASHIER))
        if told is None or not told.is_enabled or not has_desk or not silent_device:
            return
        text = raised_elsewhere(Rendered(message.shown, message.spoken), silent_device)
        now = centre.unit.now
        row = replace(
            message,
            id=MessageId(centre.unit.new_id()),
            # Of the same announcement, so that its other repeats find that the desk was told.
            repeat=repository.last_repeat(centre.session, message.announcement_id) + 1,
            account=streams.cashier(centre.shop_id),
            channel=Channel.CASHIER,
            speech_zone=Channel.CASHIER,
            event=Event.DEVICE_SILENT,
            msg_type=told.msg_type,
            shown=text.shown,
            spoken=text.spoken,
            template=told.room_template,
            chime=told.chime or "",
            priority=told.priority,
            voice_rate=told.voice_rate,
            line_ids=(),
            status=MessageStatus.PENDING,
            why="",
            reason=Again.UNHEARD,
            created_at=now,
            expires_at=told.expires_at(now),
            delivered_at=None,
            ended_at=None,
        )
        centre.add([begun(row, told, centre)])

    def _account_of(self, turn: SpeechTurn, message: Message) -> str:
        own = streams.device(turn.device_id)
        return own if message.account.startswith("device:") else message.account

    def _name_of(self, turn: SpeechTurn) -> str:
        return next((x.name for x in self._centre.terminals if x.id == turn.device_id), "")

    # ── rows that have become pointless ─────────────────────────────────────────────────────────

    def retire_started(self, order_id: OrderId, changed: Iterable[LineRow]) -> None:
        """Once no line of a row waits any more, neither the row nor its repeats are said."""
        centre = self._centre
        rows = [
            row
            for row in repository.unfinished_of_order(centre.session, order_id)
            if (told := centre.config(row)) and Check.LINE_WAITING in told.checks
        ]
        if not rows:
            return
        found = centre.ports.orders.order(order_id)
        lines = {line.id: line for line in (() if found is None else found[1])}
        lines |= {line.id: line for line in changed}
        waiting = {str(id_) for id_, x in lines.items() if x.state is LineState.WAITING}
        over = [row for row in rows if not waiting & set(row.line_ids)]
        self.retire(over, Check.LINE_WAITING.value)

    def retire(self, rows: Collection[Message], why: str) -> None:
        """End rows before their time, but leave the one that is being spoken to its speaker."""
        self._centre.end(not_being_spoken(self._centre, rows), MessageStatus.SUPPRESSED, why)


def not_being_spoken(centre: Centre, rows: Collection[Message]) -> list[Message]:
    """Those of `rows` that no screen has been granted just now."""
    on_screen = {row.announcement_id for row in rows if row.is_on_screen}
    open_turns = {
        (turn.announcement_id, turn.repeat)
        for turn in repository.turns(centre.session, on_screen)
        if turn.is_open(centre.unit.now)
    }
    return [
        row for row in rows if row.is_pending or (row.announcement_id, row.repeat) not in open_turns
    ]
