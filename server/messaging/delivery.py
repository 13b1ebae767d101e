"""What happens to a row when its time has come: sent, found unheard, or over (spec 30)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from msgspec.structs import replace

from common.domain.announcing import Again, Announcement, Check, MessageStatus, MessageType
from common.domain.ids import MessageId, OrderId
from common.domain.kitchen import LineState
from common.domain.rows import LineRow
from common.domain.templates import ParamRefused
from server.messaging import repository
from server.messaging.announcing import begun
from server.messaging.centre import Centre
from server.messaging.checks import Case, first_failed
from server.messaging.raising import Raising
from server.messaging.repository import Message
from server.messaging.wording import text_of

OVERTAKEN: Final = "overtaken"  # a later repeat is said in its place
SHOWN_ONLY: Final = "shown"  # it was never meant to be spoken
NOBODY_SPOKE: Final = "nobody_spoke"


class Delivery:
    def __init__(self, centre: Centre, raising: Raising) -> None:
        self._centre = centre
        self._raising = raising

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
            text = text_of(case, told, self._rows_of_repeat(message))
        except ParamRefused as refusal:
            # The template was changed, or the guest has neither room nor tag any more.
            self._centre.end([message], MessageStatus.FAILED, refusal.code)
            return
        told_before = repository.of_announcement(self._centre.session, message.announcement_id)
        own = [row for row in told_before if row.account == message.account]
        self._end_earlier(message, own)
        row = replace(message, shown=text.shown, spoken=text.spoken if told.is_spoken else "")
        self._centre.send(begun(row, told, self._centre, _unheard_since(told_before, own)))
        if told.msg_type is MessageType.PAD_CALL:
            self._write_next(row, told, own, told_before)

    def _is_overtaken(self, message: Message) -> bool:
        """After a stop of the server several repeats are due at once: only the last is said."""
        now = self._centre.unit.now
        return any(
            row.is_pending and row.repeat > message.repeat and row.due_at <= now
            for row in self._unfinished(message)
            if row.account == message.account
        )

    def _write_next(
        self, row: Message, told: Announcement, own: Sequence[Message], all_rows: Sequence[Message]
    ) -> None:
        """The next repeat of a call that nobody has answered, until there were enough.

        All accounts of a zone have the same number for the same repeat: one of them speaks it.
        """
        said = [each for each in own if each.reason != Again.UNHEARD]
        if len(said) >= told.repeats or any(x.is_pending and x.id != row.id for x in own):
            return
        after = max(each.repeat for each in own)
        others = [x.repeat for x in all_rows if x.is_pending and x.repeat > after]
        due_at = self._centre.unit.now + timedelta(seconds=told.interval_s)
        fresh = replace(
            row,
            id=MessageId(self._centre.unit.new_id()),
            repeat=min(others, default=after + 1),
            reason=Again.REPEAT,
            created_at=self._centre.unit.now,
            due_at=due_at,
            expires_at=told.expires_at(due_at),
        )
        self._centre.add([fresh])

    def _end_earlier(self, message: Message, own: Sequence[Message]) -> None:
        """A repeat takes the place of what is still on the screen, unless it is being spoken."""
        earlier = [row for row in own if row.is_on_screen and row.repeat < message.repeat]
        silent = not_being_spoken(self._centre, earlier)
        self._centre.end(silent, MessageStatus.SUPPRESSED, OVERTAKEN)

    def _unfinished(self, message: Message) -> list[Message]:
        return repository.unfinished_of_announcement(self._centre.session, message.announcement_id)

    def _rows_of_repeat(self, message: Message) -> list[Message]:
        """The sentence at all accounts of the speech zone."""
        return repository.of_repeat(self._centre.session, message.announcement_id, message.repeat)

    # ── a row that was sent ─────────────────────────────────────────────────────────────────────

    def _lapse(self, message: Message) -> None:
        """Somebody claimed it and kept silent, nobody confirmed it in time, or its time is over."""
        now = self._centre.unit.now
        turn = repository.turn(self._centre.session, message.announcement_id, message.repeat)
        if turn is not None and not turn.result:
            if turn.is_open(now):
                self._centre.save([replace(message, due_at=turn.until)])
            else:
                self._raising.raise_again(message, turn)
            return
        if turn is None and self._raising.unconfirmed(message):
            return
        if now >= message.expires_at:
            why = NOBODY_SPOKE if message.spoken else SHOWN_ONLY
            self._centre.end([message], MessageStatus.EXPIRED, why)
        else:
            self._centre.save([replace(message, due_at=message.expires_at)])

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


def _unheard_since(rows: Sequence[Message], own: Sequence[Message]) -> datetime | None:
    """When the account was first told what nobody has spoken yet; None: it was spoken, or is new."""
    if any(row.status is MessageStatus.SPOKEN for row in rows):
        return None
    return min((row.sent_at for row in own if row.sent_at and row.spoken), default=None)


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
