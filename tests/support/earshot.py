"""A venue in which things go wrong at any moment, and what was heard in it.

Loudspeakers claim as the devices do: a grant first, then the sound, then the report; each may fall
silent, fail, or die between two of these. Workers die with rows in their hands, units in the middle.
"""

import contextlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import partial
from random import Random

from sqlalchemy import update
from sqlalchemy.orm import Session

from common.domain.announcing import Channel, Check, Event, MessageStatus
from common.domain.calls import CallAction
from common.domain.errors import DomainError
from common.domain.ids import DeviceId, LineId, MessageId
from common.domain.kitchen import LineAction, LineState
from common.domain.roles import Actor
from common.domain.rows import AnnouncementRow, CallState, LineRow, ServiceCallRow
from common.wire.codec import decode
from common.wire.events import EventBody
from common.wire.frames import SpokenResult
from common.wire.requests import LineCommand, PlaceOrder
from server.db import due, journal
from server.db.journal import JournalEvent
from server.db.unit import Unit
from server.kitchen.service import Kitchen
from server.messaging.repository import DUE_MESSAGES, Message
from server.shop.models import Device
from tests.support.house import CASHIER, COOK, NOODLE_COOK, PAD, SHOP, WAITER, dumplings, fish
from tests.support.talk import SECOND, SECOND_DESK, Talk, account_of

LOUDSPEAKERS = (COOK, NOODLE_COOK, CASHIER, SECOND_DESK, WAITER)
ENDINGS = {MessageStatus.SPOKEN, MessageStatus.FAILED, MessageStatus.EXPIRED}
OVER_BY_A_CHECK = {check.value for check in Check} | {"picked_up"}
SETTLED_AFTER = timedelta(minutes=16)
"""Longer than a pad call is said, and its last sentence lives."""

Key = tuple[str, int]


class Conduct(StrEnum):
    """What a terminal makes of a sentence that it may say."""

    SPEAKS = "speaks"
    FAILS = "fails"
    DIES_BEFORE = "dies before a word"
    DIES_AFTER = "dies after the last word"


@dataclass
class Loudspeaker:
    """One terminal. `said` is what people heard of it; `tried`: keys that its disk remembers."""

    actor: Actor
    said: Counter[Key] = field(default_factory=Counter)
    tried: set[Key] = field(default_factory=set)
    interrupted: list[AnnouncementRow] = field(default_factory=list)

    def look(self, talk: Talk, conduct: Conduct) -> None:
        """Say what is on the screen, as far as it is this one's to say."""
        self.say(talk, self.granted(talk), conduct)

    def granted(self, talk: Talk) -> list[AnnouncementRow]:
        """Claim all that is on the screen and was not tried here yet."""
        for row in self.interrupted:  # found as `started` when the program comes back
            talk.report(self.actor, row, SpokenResult.FAILED, "interrupted")
        self.interrupted.clear()
        mine = []
        for row in talk.told(self.actor):
            key = (row.announcement_id, row.repeat)
            if row.spoken and key not in self.tried and row.expires_at > talk.clock.now():
                self.tried.add(key)
                if talk.claim(self.actor, row) is not None:
                    mine.append(row)
        return mine

    def say(self, talk: Talk, rows: list[AnnouncementRow], conduct: Conduct) -> None:
        for row in rows:
            self._say(talk, row, (row.announcement_id, row.repeat), conduct)

    def _say(self, talk: Talk, row: AnnouncementRow, key: Key, conduct: Conduct) -> None:
        match conduct:
            case Conduct.SPEAKS:
                self.said[key] += 1
                talk.report(self.actor, row)
            case Conduct.FAILS:
                talk.report(self.actor, row, SpokenResult.FAILED, "no_device")
            case Conduct.DIES_BEFORE:
                self.interrupted.append(row)
            case Conduct.DIES_AFTER:
                self.said[key] += 1
                self.interrupted.append(row)


class Aborted(Exception):
    """A unit that ends in the middle of its work."""


class Earshot:
    def __init__(self, talk: Talk, chance: Random) -> None:
        self.talk = talk
        self.chance = chance
        self.loud = [Loudspeaker(actor) for actor in LOUDSPEAKERS]
        for actor in (NOODLE_COOK, SECOND_DESK):
            talk.equip(actor)
        self.lines: list[LineId] = []
        self.calls: list[ServiceCallRow] = []

    # ── what happens ────────────────────────────────────────────────────────────────────────────

    async def step(self) -> None:
        deeds = (
            self._order,
            self._order,
            self._touch_line,
            self._touch_line,
            self._call,
            self._answer,
            self._abort,
            self._worker_dies,
            self._look,
            self._look,
            self._all_look_at_once,
            self._ack,
        )
        with contextlib.suppress(DomainError):  # people tap what is not possible any more
            self.chance.choice(deeds)()
        await self.talk.pass_time(self.chance.choice((0, 0, 1, 2, 4, 9, 31, 65)) * SECOND)

    async def settle(self) -> None:
        """Everybody is well again and looks every few seconds, until nothing can be due any more."""
        end = self.talk.clock.now() + SETTLED_AFTER
        while self.talk.clock.now() < end:
            self._are_here()
            for each in self.loud:
                each.look(self.talk, Conduct.SPEAKS)
            await self.talk.pass_time(20 * SECOND)

    def _order(self) -> None:
        dishes = [dumplings(2), fish(1)][: self.chance.randint(1, 2)]
        order = self.talk.place(*dishes)
        self.lines += [line.id for line in order.batches[-1].lines]

    def _touch_line(self) -> None:
        if self.lines:
            line_id = self.chance.choice(self.lines)
            actions = (LineAction.START, LineAction.FINISH, LineAction.NOTIFY, LineAction.CANCEL)
            action = self.chance.choice((*actions, None))
            if action is not None:
                self.talk.act(action, line_id)
            else:
                self.talk.do(WAITER, lambda kitchen: _rush(kitchen, line_id))

    def _call(self) -> None:
        self.calls.append(self.talk.call(self.chance.choice(("加水", "结账"))))

    def _answer(self) -> None:
        if self.calls:
            self.talk.answer(self.chance.choice(self.calls), CallAction.ACCEPT)

    def _abort(self) -> None:
        """The server dies before a commit: the order, its rows and its events are not there."""

        def place(kitchen: Kitchen) -> None:
            kitchen.placing.place(_order_of())
            raise Aborted

        with contextlib.suppress(Aborted):
            self.talk.do(PAD, place)

    def _worker_dies(self) -> None:
        """With what it has just claimed: nobody does these rows before the lease is over."""

        def claim(unit: Unit) -> None:
            due.claim(unit, DUE_MESSAGES, self.chance.randint(1, 4))

        self.talk.units.run_write(claim)

    def _look(self) -> None:
        self._are_here()
        conduct = self.chance.choice((*Conduct, Conduct.SPEAKS, Conduct.SPEAKS))
        self.chance.choice(self.loud).look(self.talk, conduct)

    def _all_look_at_once(self) -> None:
        """Everybody has asked before anybody speaks."""
        self._are_here()
        claimed = [(each, each.granted(self.talk)) for each in self.loud]
        for each, rows in claimed:
            each.say(self.talk, rows, self.chance.choice(list(Conduct)))

    def _ack(self) -> None:
        actor = self.chance.choice(self.loud).actor
        ids: list[MessageId] = [row.id for row in self.talk.told(actor)]
        if ids:
            self.talk.centre(actor, lambda centre: centre.delivered(ids))

    def _are_here(self) -> None:
        ids = [DeviceId(actor.device_id or "") for actor in LOUDSPEAKERS]
        self.talk.units.run_write(
            lambda unit: unit.session.execute(
                update(Device).where(Device.id.in_(ids)).values(live_at=unit.now)
            )
        )

    # ── what must hold ──────────────────────────────────────────────────────────────────────────

    def check(self) -> None:
        rows = self.talk.messages()
        self._each_was_said_once_at_most()
        self._each_went_out_once(rows)
        assert {row.status for row in rows if row.ended_at is None} == set(), rows
        for announcement_id in {row.announcement_id for row in rows}:
            of_it = [row for row in rows if row.announcement_id == announcement_id]
            assert not self._is_lost(of_it), of_it
        self.talk.in_step()

    def _each_was_said_once_at_most(self) -> None:
        said: Counter[Key] = Counter()
        for each in self.loud:
            said += each.said
        assert max(said.values(), default=0) <= 1, said

    def _each_went_out_once(self, rows: list[Message]) -> None:
        sent = Counter(row.id for row in rows if row.sent_at is not None)
        put: Counter[str] = Counter()
        for account in {row.account for row in rows}:
            for event in self.talk.units.run_read(partial(_journal_of, account)):
                put.update(x.id for x in decode(event.body, EventBody).put.announcements)
        assert put == sent

    def _is_lost(self, rows: list[Message]) -> bool:
        """Still true, meant to be spoken, and neither said, nor raised, nor honestly out of time."""
        if not any(row.spoken for row in rows):
            return False
        if any(row.status is MessageStatus.SPOKEN or row.why in OVER_BY_A_CHECK for row in rows):
            return False
        if not self._still_matters(rows[0]):
            return False
        is_kitchens = any(row.channel == Channel.KITCHEN for row in rows)
        was_raised = any(row.event == Event.DEVICE_SILENT for row in rows)
        if is_kitchens:
            return not was_raised
        return not any(row.status in ENDINGS for row in rows)

    def _still_matters(self, row: Message) -> bool:
        if row.call_id is not None:
            return any(
                x.id == row.call_id and x.state is CallState.OPEN for x in self._open_calls()
            )
        if row.order_id is None:
            return True
        lines = self._lines_of(row.order_id)
        waiting = {line.id for line in lines if line.state is LineState.WAITING}
        return bool(waiting & set(row.line_ids))

    def _lines_of(self, order_id: str) -> list[LineRow]:
        tables = self.talk.screen(f"shop:{SHOP}:kitchen")
        return [
            line
            for line in tables["lines"].values()
            if isinstance(line, LineRow) and line.order_id == order_id
        ]

    def _open_calls(self) -> list[ServiceCallRow]:
        rows = self.talk.screen(account_of(CASHIER))["service_calls"].values()
        return [row for row in rows if isinstance(row, ServiceCallRow)]


def _journal_of(account: str, session: Session) -> list[JournalEvent]:
    return journal.read(session, account, 0, 9999)


def _rush(kitchen: Kitchen, line_id: LineId) -> None:
    kitchen.lines.rush(line_id, LineCommand())


def _order_of() -> PlaceOrder:
    return PlaceOrder(lines=[dumplings(1)])
