"""What nobody heard is raised again: at the others, at the shop's other kitchens, at the desk (spec 30).

Each step is a row of its own, of the same announcement, with the reason `unheard`; who was silent is
said. The desk is the last: of its own silence nobody is told, it is raised there a few times.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from msgspec.structs import replace

from common.domain import streams
from common.domain.announcing import Again, Channel, Event, MessageStatus, MessageType
from common.domain.ids import MessageId
from common.domain.sentences import raised_elsewhere
from common.domain.templates import Rendered
from server.messaging import repository
from server.messaging.announcing import begun
from server.messaging.centre import Centre
from server.messaging.checks import Case, first_failed
from server.messaging.hearers import behind
from server.messaging.ports import Terminal
from server.messaging.repository import Message, SpeechTurn
from server.messaging.wording import text_of

RAISED_AGAIN: Final = "raised_again"  # by another row, with reason `unheard`
UNHEARD: Final = "unheard"
MOST_AT_DESK: Final = 3


class Raising:
    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._desk = streams.cashier(centre.shop_id)

    def raise_again(self, message: Message, turn: SpeechTurn) -> None:
        """The one that was granted did not speak: a new repeat for the others, reason `unheard`.

        With no others it is raised at the same account. What was unheard twice goes to the desk.
        """
        centre = self._centre
        now = centre.unit.now
        repository.end_turn(centre.session, turn.announcement_id, turn.repeat, UNHEARD, now)
        rows = repository.of_repeat(centre.session, message.announcement_id, message.repeat)
        silent = [row for row in rows if row.account == self._account_of(turn, message)]
        others = [row for row in rows if row not in silent]
        centre.end([r for r in silent if r.ended_at is None], MessageStatus.FAILED, UNHEARD)
        centre.end(
            [r for r in others if r.ended_at is None], MessageStatus.SUPPRESSED, RAISED_AGAIN
        )
        if message.reason != Again.UNHEARD:
            repeat = repository.last_repeat(centre.session, message.announcement_id) + 1
            again = [self._once_more(row, repeat, rows) for row in others or silent]
            centre.add([row for row in again if row is not None])
        elif message.account == self._desk:
            self._say_on_at_desk(message)
        else:
            self._tell_desk(message, self._name_of(turn))

    def unconfirmed(self, message: Message) -> bool:
        """Nobody even claimed it in time: the shop's other kitchens hear of it, then the desk.

        Once for an announcement, however many repeats of it go on, and whoever is silent next.
        True when the row is over with that.
        """
        if not message.spoken:
            return False
        if message.account == self._desk:
            return self._unconfirmed_at_desk(message)
        told = repository.of_announcement(self._centre.session, message.announcement_id)
        in_zone = [row for row in told if row.repeat == message.repeat and row.ended_at is None]
        if not self._goes_to_desk(message) or message.id != min(row.id for row in in_zone):
            return False  # one row of the speech zone speaks for all
        if self._was_raised(message, told):
            return False
        silent = behind(self._centre, message)
        name = silent[0].name if silent else ""
        heard = {row.account for row in told}
        is_raised = message.reason == Again.UNHEARD
        others = [] if is_raised else self._other_kitchens(message, heard)
        if others:
            self._raise_at(others, message, in_zone, name)
        else:
            self._tell_desk(message, name)
        return False

    def _was_raised(self, message: Message, told: Sequence[Message]) -> bool:
        """Whether somebody was told already that this row is not heard."""
        if message.reason == Again.UNHEARD:
            return any(
                row.event == Event.DEVICE_SILENT and row.created_at >= message.created_at
                for row in told
            )
        return any(row.reason == Again.UNHEARD for row in told)

    def _unconfirmed_at_desk(self, message: Message) -> bool:
        """What no desk has tried waits on the screens for one that comes back; what one has failed
        at was left to the others, and none of them took it."""
        rows = repository.of_announcement(self._centre.session, message.announcement_id)
        if not any(r.account == self._desk and r.status is MessageStatus.FAILED for r in rows):
            return False
        self._centre.end([message], MessageStatus.FAILED, UNHEARD)
        self._say_on_at_desk(message)
        return True

    # ── one step further ────────────────────────────────────────────────────────────────────────

    def _once_more(self, row: Message, repeat: int, in_zone: Sequence[Message]) -> Message | None:
        """A fresh row of `row`, sent now; None when there is nothing left to say."""
        told = self._centre.config(row)
        if told is None:
            return None
        fresh = replace(self._fresh(row, repeat), expires_at=told.expires_at(self._centre.unit.now))
        case = Case(self._centre, fresh)
        if first_failed(case, told.checks) is not None:
            return None
        text = text_of(case, told, in_zone)
        return begun(replace(fresh, shown=text.shown, spoken=text.spoken), told, self._centre)

    def _fresh(self, row: Message, repeat: int) -> Message:
        now = self._centre.unit.now
        return replace(
            row,
            id=MessageId(self._centre.unit.new_id()),
            repeat=repeat,
            reason=Again.UNHEARD,
            status=MessageStatus.PENDING,
            why="",
            created_at=now,
            due_at=now,
            sent_at=None,
            delivered_at=None,
            ended_at=None,
        )

    def _say_on_at_desk(self, message: Message) -> None:
        """Raised at the desk anew, for its other terminals; after a few times it stays on their
        screens and is said no more."""
        centre, now = self._centre, self._centre.unit.now
        told = centre.config(message)
        if told is None:
            return
        rows = repository.of_announcement(centre.session, message.announcement_id)
        repeat = max(row.repeat for row in rows) + 1
        raised = [r for r in rows if r.account == self._desk and r.reason == Again.UNHEARD]
        if len(raised) < MOST_AT_DESK:
            again = self._once_more(message, repeat, [message])
            centre.add([] if again is None else [again])
            return
        ends_at = told.expires_at(now)
        shown = replace(
            self._fresh(message, repeat),
            msg_type=MessageType.NOTIFY,
            spoken="",
            status=MessageStatus.SENT,
            sent_at=now,
            due_at=ends_at,
            expires_at=ends_at,
        )
        centre.add([shown])

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
        # Of the same announcement, so that its other repeats find that the desk was told.
        repeat = repository.last_repeat(centre.session, message.announcement_id) + 1
        row = replace(
            self._fresh(message, repeat),
            account=self._desk,
            channel=Channel.CASHIER,
            speech_zone=Channel.CASHIER,
            event=Event.DEVICE_SILENT,
            msg_type=told.msg_type,
            shown=text.shown,
            spoken=text.spoken if told.is_spoken else "",
            template=told.room_template,
            chime=told.chime or "",
            priority=told.priority,
            voice_rate=told.voice_rate,
            line_ids=(),
            expires_at=told.expires_at(centre.unit.now),
        )
        centre.add([begun(row, told, centre)])

    def _account_of(self, turn: SpeechTurn, message: Message) -> str:
        own = streams.device(turn.device_id)
        return own if streams.is_of_device(message.account) else message.account

    def _name_of(self, turn: SpeechTurn) -> str:
        return next((x.name for x in self._centre.terminals if x.id == turn.device_id), "")
