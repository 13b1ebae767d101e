"""Anything may happen to two brands' messages, at exactly a boundary of time, with a death anywhere.

Every deed is one unit of work. It is played on paper and on a database; the process may die right
before its commit (nothing of it is there, on either) or right after it (all of it is, and whoever
did it does not know). Then both are laid side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select
from sqlalchemy.orm import Session

from common.domain.errors import DomainError
from common.domain.ids import BrandId
from common.domain.sms_audit import findings
from common.domain.sms_limits import BlockReason
from common.domain.sms_messages import TERMINAL, MessageAction, SmsState
from common.domain.sms_receipts import Applied, Reply
from common.domain.sms_text import MessageKind
from server.db.unit import Unit
from server.db.units import Units
from server.entry import checkup
from server.gateways.sms.port import Accepted, Outcome
from server.sms import accepting, blacklist, by_time, lane_table, submitting
from server.sms import receipts as receiving
from server.sms.accepting import Wanted
from server.sms.message_repository import MESSAGES, PHONES
from server.sms.submitting import Manner
from tests.support.clock import FakeClock
from tests.support.rows import EVENING
from tests.support.sms_machine import expiry
from tests.support.sms_paper import PaperPost
from tests.support.sms_post import phone
from tests.support.sms_provider import (
    BUSY,
    HALTED,
    LOST_AFTER,
    LOST_BEFORE,
    NAME,
    OPT_OUT,
    REFUSED,
    msg_id,
    receipt,
)
from tests.support.sms_till import Counter, read_book

T = TypeVar("T")
BRANDS = (BrandId("one"), BrandId("two"))
EDGES = (timedelta(microseconds=-1), timedelta(), timedelta(microseconds=1))
PHONES_OF_ALL = [phone(number) for number in range(4)]
brands = st.sampled_from(BRANDS)
kinds = st.sampled_from(MessageKind)
picks = st.integers(0, 10_000)
some_phones = st.lists(st.sampled_from(PHONES_OF_ALL), min_size=1, max_size=4, unique=True)


class Death(StrEnum):
    NONE = "none"
    BEFORE = "before the commit"
    AFTER = "after the commit"


deaths = st.sampled_from([Death.NONE, Death.NONE, Death.NONE, Death.BEFORE, Death.AFTER])


class _Died(Exception):
    """The process ended right there."""


class _Answer(StrEnum):
    TAKEN = "taken"
    REFUSED = "refused"
    BUSY = "busy"
    HALTED = "halted"
    LOST_BEFORE = "lost before"
    LOST_AFTER = "lost after"


_OUTCOMES: dict[_Answer, tuple[Outcome | None, MessageAction]] = {
    _Answer.TAKEN: (None, MessageAction.ACCEPT),
    _Answer.REFUSED: (REFUSED, MessageAction.REFUSE),
    _Answer.BUSY: (BUSY, MessageAction.PUT_BACK),
    _Answer.HALTED: (HALTED, MessageAction.PUT_BACK),
    _Answer.LOST_BEFORE: (LOST_BEFORE, MessageAction.LOSE),
    _Answer.LOST_AFTER: (LOST_AFTER, MessageAction.LOSE),
}
answers = st.lists(st.sampled_from(_Answer), min_size=6, max_size=6)


class MessageMachine(RuleBasedStateMachine):
    """`units` and `clock` are given by whoever plays it on a database."""

    units: Units
    clock: FakeClock

    @initialize()
    def open(self) -> None:
        self.at = EVENING - timedelta(hours=5)  # 15:00: marketing may go
        self.clock.set(self.at)
        self.counter = Counter(self.units, self.clock, *BRANDS)
        self.paper = {brand: PaperPost(brand) for brand in BRANDS}
        self.ids: dict[str, str] = {}
        self.taken_on: dict[tuple[str, str], int] = {}
        self.ended: dict[tuple[BrandId, str], SmsState] = {}
        for brand in BRANDS:
            self._buy(brand, 6, 0)
            self._buy(brand, 20, 30)

    # ── what happens ────────────────────────────────────────────────────────────────────────────

    @rule(brand=brands, amount=st.integers(1, 12), days=st.integers(0, 2))
    def buy(self, brand: BrandId, amount: int, days: int) -> None:
        self._buy(brand, amount, days)

    @rule(brand=brands, kind=kinds, phones=some_phones, is_long=st.booleans(), death=deaths)
    def send(
        self, brand: BrandId, kind: MessageKind, phones: list[str], is_long: bool, death: Death
    ) -> None:
        ref = f"{brand}-m{len(self.paper[brand].messages)}"
        text = "【云麓】" + ("饺" * 70 if is_long else "水饺好了")
        wanted = Wanted(kind, phones, ref, text)

        def work(unit: Unit) -> str | None:
            try:
                with unit.savepoint():
                    return accepting.accept(unit, brand, wanted, OPT_OUT)[0].id
            except DomainError:
                return None

        def on_paper(post: PaperPost) -> bool:
            return post.send(ref, kind, phones, 2 if is_long else 1, self.at)

        self._both(brand, death, on_paper, work)
        if ref in self.paper[brand].messages:
            self.ids[ref] = self._id_of(brand, ref)

    @precondition(lambda self: self._lanes())
    @rule(pick=picks, said=answers, death=deaths, dies_at=st.integers(0, 6), record=deaths)
    def drain(
        self, pick: int, said: list[_Answer], death: Death, dies_at: int, record: Death
    ) -> None:
        """A turn of a lane; the sender may die in it before, between and after its calls."""
        brand, lane = self._one(self._lanes(), pick)
        refs = self._due(lane)

        def work(unit: Unit) -> list[str]:
            ids = [self.ids[ref] for ref in refs]
            taken = submitting.take_up(unit, brand, lambda _: ids, Manner(NAME))
            return [outgoing.id for outgoing in taken]

        going = self._both(brand, death, lambda post: post.take_up(refs, self.at), work)
        if going is None:
            return  # it died: what is SUBMITTING will be found so
        on_paper, for_real = going
        assert [self.ids[ref] for ref in on_paper] == for_real
        for at, ref in enumerate(on_paper):
            if at == dies_at:
                return
            self._ask(brand, ref, said[at % len(said)], record if at + 1 == dies_at else Death.NONE)

    @precondition(lambda self: self._phones())
    @rule(
        pick=picks,
        status=st.sampled_from(["DELIVRD", "UNDELIV", "ACCEPTD"]),
        death=deaths,
        again=st.booleans(),
    )
    def hear(self, pick: int, status: str, death: Death, again: bool) -> None:
        brand, ref, number = self._one(self._phones(), pick)
        told = receipt(self.ids[ref], number, status)
        for _ in range(1 + again):
            self._both(
                brand,
                death,
                lambda post: post.hear(ref, number, told.verdict, self.at),
                lambda unit: receiving.apply_receipt(unit, told),
                same=lambda paper, real: (
                    (real.effect if isinstance(real, Applied) else None) == paper
                ),
            )

    @rule(brand=brands, number=st.sampled_from(PHONES_OF_ALL), by_hand=st.booleans())
    def block(self, brand: BrandId, number: str, by_hand: bool) -> None:
        if by_hand:
            self.units.run_write(lambda unit: blacklist.block(unit, brand, number, ""))
            self.paper[brand].blocked[number] = BlockReason.BY_HAND
            return
        reply = Reply(NAME, number, "R")
        self.units.run_write(lambda unit: blacklist.opt_out(unit, reply))
        for post in self.paper.values():
            if any(number in each.phones for each in post.messages.values()):
                post.blocked.setdefault(number, BlockReason.OPT_OUT)

    @rule(brand=brands, number=st.sampled_from(PHONES_OF_ALL))
    def unblock(self, brand: BrandId, number: str) -> None:
        if self.paper[brand].blocked.pop(number, None) is not None:
            self.units.run_write(lambda unit: blacklist.unblock(unit, brand, number))

    @rule(brand=brands, death=deaths)
    def look(self, brand: BrandId, death: Death) -> None:
        self._both(
            brand, death, lambda post: post.look(self.at), lambda unit: by_time.look(unit, brand)
        )

    @rule(minutes=st.sampled_from([1, 7, 60, 300, 1440]))
    def wait(self, minutes: int) -> None:
        self._at(self.at + timedelta(minutes=minutes))

    @precondition(lambda self: self._boundaries())
    @rule(pick=picks, edge=st.sampled_from(EDGES))
    def wait_for_a_boundary(self, pick: int, edge: timedelta) -> None:
        self._at(max(self.at, self._one(self._boundaries(), pick) + edge))

    # ── what holds after every step ─────────────────────────────────────────────────────────────

    @invariant()
    def paper_and_database_say_the_same(self) -> None:
        for brand, post in self.paper.items():
            stored = self.units.run_read(partial(_shown, brand=brand))
            assert stored == {ref: _on_paper(each) for ref, each in post.messages.items()}

    @invariant()
    def every_unit_is_somewhere(self) -> None:
        assert self.units.run_read(checkup.findings) == []
        for brand, post in self.paper.items():
            book = self.units.run_read(partial(read_book, brand=brand))
            assert findings(book) == []
            assert book.account == post.book.book().account

    @invariant()
    def nobody_is_written_to_twice_or_for_nothing(self) -> None:
        assert max(self.taken_on.values(), default=0) <= 1
        for post in self.paper.values():
            for message in post.messages.values():
                for number, each in message.phones.items():
                    if (message.ref, number) in self.taken_on:
                        assert each.parts, "sent, yet never paid"

    @invariant()
    def what_has_ended_stays_ended(self) -> None:
        for brand, post in self.paper.items():
            for ref, message in post.messages.items():
                if message.state in TERMINAL:
                    assert self.ended.setdefault((brand, ref), message.state) is message.state

    # ── how it is played ────────────────────────────────────────────────────────────────────────

    def _buy(self, brand: BrandId, amount: int, days: int) -> None:
        reference = f"{brand}-p{len(self.paper[brand].book.bought)}"
        self.counter.buy(brand, reference, amount, self.at, days)
        self.paper[brand].book.buy(reference, amount, self.at, expiry(self.at, days))

    def _ask(self, brand: BrandId, ref: str, said: _Answer, death: Death) -> None:
        outcome, action = _OUTCOMES[said]
        if said in {_Answer.TAKEN, _Answer.LOST_AFTER}:
            message = self.paper[brand].messages[ref]
            for number, each in message.phones.items():
                if each.state is SmsState.SUBMITTING:
                    key = (ref, number)
                    self.taken_on[key] = self.taken_on.get(key, 0) + 1
        answer = outcome or Accepted(msg_id(self.ids[ref]))
        self._both(
            brand,
            death,
            lambda post: post.record(ref, action, self.at),
            lambda unit: submitting.record(unit, brand, {self.ids[ref]: answer}),
        )

    def _both(
        self,
        brand: BrandId,
        death: Death,
        on_paper: Callable[[PaperPost], Any],
        for_real: Callable[[Unit], T],
        same: Callable[[Any, Any], bool] = lambda paper, real: True,
    ) -> tuple[Any, T] | None:
        """Do it on both; None when the process died of it. Any: each deed has its own answer."""
        kept = deepcopy(self.paper[brand])
        told = on_paper(self.paper[brand])
        if told is False:
            self.paper[brand] = kept = deepcopy(kept)  # a refusal writes nothing

        def work(unit: Unit) -> T:
            result = for_real(unit)
            if death is Death.BEFORE:
                raise _Died
            return result

        try:
            result = self.units.run_write(work)
        except _Died:
            self.paper[brand] = kept
            return None
        assert same(told, result)
        return None if death is Death.AFTER else (told, result)

    def _at(self, at: datetime) -> None:
        self.at = at
        self.clock.set(at)

    def _id_of(self, brand: BrandId, ref: str) -> str:
        query = select(MESSAGES.c.id).where(
            MESSAGES.c.brand_id == brand, MESSAGES.c.client_ref == ref
        )
        return str(self.units.run_read(lambda session: session.scalar(query)))

    def _lanes(self) -> list[tuple[BrandId, str]]:
        found = {
            (brand, lane_table.key_of(brand, each.kind, is_single=len(each.phones) == 1))
            for brand, post in self.paper.items()
            for each in post.messages.values()
            if each.state in {SmsState.QUEUED, SmsState.PAID, SmsState.SUBMITTING}
        }
        return sorted(found)

    def _due(self, lane: str) -> list[str]:
        query = (
            select(MESSAGES.c.client_ref)
            .where(MESSAGES.c.lane == lane, lane_table.LANES.waiting, MESSAGES.c.due_at <= self.at)
            .order_by(MESSAGES.c.due_at, MESSAGES.c.id)
        )
        return list(self.units.run_read(lambda session: session.scalars(query).all()))

    def _phones(self) -> list[tuple[BrandId, str, str]]:
        return [
            (brand, ref, number)
            for brand, post in self.paper.items()
            for ref, message in post.messages.items()
            if message.state is not SmsState.SCHEDULED
            for number in message.phones
        ]

    def _boundaries(self) -> list[datetime]:
        ends = [
            end
            for post in self.paper.values()
            for each in post.messages.values()
            for end in (each.look_at, each.expires_at)
            if end is not None
        ]
        ends += [lot.expires_at for post in self.paper.values() for lot in post.book.lots.values()]
        return sorted({end for end in ends if end > self.at})

    def _one(self, there: list[Any], pick: int) -> Any:  # Any: an item of `there`
        return there[pick % len(there)]


def _shown(session: Session, brand: BrandId) -> dict[str, Any]:
    """Any: what `_on_paper` gives of each message, as it is stored."""
    query = (
        select(
            MESSAGES.c.client_ref,
            MESSAGES.c.state,
            PHONES.c.phone,
            PHONES.c.state.label("of_phone"),
            PHONES.c.charged,
            PHONES.c.remark,
        )
        .join(PHONES, PHONES.c.message_id == MESSAGES.c.id)
        .where(MESSAGES.c.brand_id == brand)
    )
    found: dict[str, Any] = {}
    for row in session.execute(query):
        _, phones = found.setdefault(row.client_ref, (row.state, {}))
        phones[row.phone] = (row.of_phone, row.charged, row.remark)
    return found


def _on_paper(message: Any) -> Any:  # Any: as in `_shown`
    phones = {
        number: (each.state, each.charged, each.remark) for number, each in message.phones.items()
    }
    return message.state, phones
