"""The message centre on a furnished venue: terminals that hear, a worker that is told when to work."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, timedelta
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import insert, select, update

from common.domain import streams
from common.domain.announcing import MessageStatus
from common.domain.calls import CallAction
from common.domain.ids import DeviceId, LineId, ShopId
from common.domain.kitchen import LineAction
from common.domain.projection import Tables, apply, empty_tables
from common.domain.roles import Actor, Role
from common.domain.rows import AnnouncementRow, LineRow, ServiceCallRow
from common.wire.answers import OrderBody
from common.wire.codec import decode
from common.wire.events import EventBody
from common.wire.frames import SpokenReport, SpokenResult
from common.wire.requests import CallService, LineCommand, NewLine
from server.db import journal
from server.db.due import next_due
from server.db.unit import Unit
from server.db.units import Units
from server.entry.message_ports import KitchenOrders, ShopVenue
from server.entry.wiring import Wiring
from server.kitchen.service import Kitchen
from server.messaging import log, repository
from server.messaging.centre import Centre
from server.messaging.jobs import message_worker
from server.messaging.log import MessageFilter
from server.messaging.ports import Ports
from server.messaging.repository import DUE_MESSAGES, MESSAGES, Message
from server.messaging.service import Messaging
from server.shop.models import Device
from server.shop.service import ShopService
from tests.support.clock import FakeClock
from tests.support.house import (
    CALL_BOARD,
    CASHIER,
    COOK,
    HOT,
    MANAGER,
    NOODLE_COOK,
    PAD,
    SHOP,
    WAITER,
    an_order_of,
    fixed_id,
    furnish,
)

T = TypeVar("T")

HOT_COOK = replace(COOK, device_id=DeviceId(fixed_id(41)), station_ids=frozenset({HOT}))
SECOND_DESK = replace(CASHIER, device_id=DeviceId(fixed_id(42)))
NAMES = {
    COOK.device_id: "全单屏",
    HOT_COOK.device_id: "热菜屏",
    NOODLE_COOK.device_id: "面点屏",
}
SECOND = timedelta(seconds=1)


def equip(unit: Unit, actor: Actor, zone: str = "kitchen", wants: Sequence[str] = ()) -> None:
    """Pair `actor`'s terminal."""
    unit.session.execute(
        insert(Device).values(
            id=actor.device_id,
            shop_id=actor.shop_id,
            kind=actor.role,
            name=NAMES.get(actor.device_id, str(actor.role)),
            room_id=actor.room_id,
            station_ids=sorted(actor.station_ids),
            speech_zone=zone,
            wants=list(wants),
            token_hash=f"token of {actor.device_id}",
            paired_at=unit.now,
        )
    )


@dataclass
class Talk:
    units: Units
    clock: FakeClock
    wiring: Wiring = field(default_factory=Wiring)

    # ── what people do ──────────────────────────────────────────────────────────────────────────

    def equip(self, actor: Actor, zone: str = "kitchen", wants: Sequence[str] = ()) -> None:
        self.units.run_write(lambda unit: equip(unit, actor, zone, wants))

    def revoke(self, actor: Actor) -> None:
        """`actor`'s terminal is taken away."""
        self.units.run_write(
            lambda unit: unit.session.execute(
                update(Device).where(Device.id == actor.device_id).values(revoked_at=unit.now)
            )
        )

    def place(self, *lines: NewLine, actor: Actor = PAD, **over: Any) -> OrderBody:
        # Any: fields of the body
        return self.do(actor, lambda kitchen: kitchen.placing.place(an_order_of(*lines, **over)))

    def act(self, action: LineAction, *lines: LineRow | LineId, actor: Actor = COOK) -> None:
        for line in lines:
            id_ = line if isinstance(line, str) else line.id
            self.do(actor, partial(_act, id_, action))

    def do(self, actor: Actor, command: Callable[[Kitchen], T]) -> T:
        def work(unit: Unit) -> T:
            with unit.savepoint():
                unit.lock_shop(actor.shop_id)
                done = command(self.wiring.kitchen(unit, actor))
                unit.seal()
                return done

        return self.units.run_write(work)

    def centre(self, actor: Actor, command: Callable[[Messaging], T]) -> T:
        def work(unit: Unit) -> T:
            with unit.savepoint():
                unit.lock_shop(actor.shop_id)
                done = command(self.wiring.messaging(unit, actor))
                unit.seal()
                return done

        return self.units.run_write(work)

    def at(self, unit: Unit) -> Centre:
        """The message centre's own view of a unit."""
        actor = CASHIER
        orders = KitchenOrders(
            unit.session, SHOP, self.wiring.kitchen(unit, actor).placing.stay_for_call
        )
        venue = ShopVenue(unit.session, SHOP, lambda _: None)
        return Centre(unit, SHOP, Ports(venue, orders), self.wiring.told)

    def shop(self, command: Callable[[ShopService], T], actor: Actor = MANAGER) -> T:
        return self.units.run_write(lambda unit: command(self.wiring.shop(unit, actor)))

    def claim(self, actor: Actor, row: AnnouncementRow) -> timedelta | None:
        """How long the grant holds from now on; None: denied."""
        until = self.centre(actor, lambda centre: centre.claim(row.announcement_id, row.repeat))
        return None if until is None else until - self.clock.now()

    def report(
        self,
        actor: Actor,
        row: AnnouncementRow,
        result: SpokenResult = SpokenResult.PLAYED,
        reason: str = "",
    ) -> None:
        report = SpokenReport(row.announcement_id, row.repeat, result, self.clock.now(), reason)
        self.centre(actor, lambda centre: centre.spoken(report))

    def call(self, template: str = "呼叫服务员", actor: Actor = PAD, **over: Any) -> ServiceCallRow:
        # Any: fields of the body
        wanted = CallService(template=template, **over)
        return self.centre(actor, lambda centre: centre.place_call(wanted))[0]

    def answer(
        self, call: ServiceCallRow, action: CallAction, actor: Actor = WAITER
    ) -> ServiceCallRow:
        return self.centre(actor, lambda centre: centre.act_on_call(call.id, action))

    async def pass_time(self, span: timedelta) -> None:
        """Let the clock run and the worker do what comes due, when it comes due."""
        end = self.clock.now() + span
        while self.clock.now() < end:
            due_at = self.units.run_read(lambda s: next_due(s, DUE_MESSAGES, self.clock.now()))
            self.clock.set(end if due_at is None else min(max(due_at, self.clock.now()), end))
            await self.wake_up()

    async def wake_up(self) -> None:
        """A worker that starts now does what is due."""
        worker = message_worker(self.units, self.wiring.house_messaging, self.clock.now)
        while await worker.drain():
            pass

    # ── what became of it ───────────────────────────────────────────────────────────────────────

    def messages(self, **which: Any) -> list[Message]:
        """Stored rows, oldest first; `which` are columns and their values."""
        rows = self.units.run_read(
            lambda session: log.page(session, SHOP, MessageFilter(), 10_000, UTC)
        )
        return [
            row
            for row in reversed(rows)
            if all(getattr(row, name) == value for name, value in which.items())
        ]

    def statuses(self, **which: Any) -> list[tuple[int, MessageStatus, str]]:
        return [(row.repeat, row.status, row.why) for row in self.messages(**which)]

    def screen(self, account: str) -> Tables:
        """What a terminal that heard every event of `account` holds."""
        tables = empty_tables()
        found = self.units.run_read(lambda s: journal.read(s, account, 0, 5000))
        for event in found:
            apply(tables, decode(event.body, EventBody).change())
        return tables

    def told(self, actor: Actor) -> list[AnnouncementRow]:
        """Announcements on the actor's screen, in the order they came."""
        rows = self.screen(account_of(actor))["announcements"].values()
        return sorted((x for x in rows if isinstance(x, AnnouncementRow)), key=lambda x: x.id)

    def shown(self, actor: Actor) -> list[str]:
        return [row.shown for row in self.told(actor)]

    def snapshot_of(self, account: str) -> set[str]:
        """Ids of the announcements that a fresh snapshot holds of `account`."""
        rows = self.units.run_read(lambda s: repository.on_screen(s, [account]))
        return {row.id for row in rows}

    def in_step(self) -> None:
        """Events add up to the snapshot, for every account that was ever told."""
        accounts = self.units.run_read(
            lambda s: list(s.scalars(select(MESSAGES.c.account).distinct()))
        )
        for account in accounts:
            assert set(self.screen(account)["announcements"]) == self.snapshot_of(account), account


def _act(line_id: str, action: LineAction, kitchen: Kitchen) -> None:
    kitchen.lines.act(line_id, action, LineCommand())


_SHARED = {Role.CASHIER: streams.cashier, Role.WAITER: streams.waiter}


def account_of(actor: Actor) -> str:
    if actor.role in _SHARED:
        return _SHARED[actor.role](ShopId(actor.shop_id))
    assert actor.device_id is not None
    return streams.device(actor.device_id)


async def open_talk(units: Units, clock: FakeClock) -> Talk:
    """A venue with an expo screen, a calling screen, a desk, a waiter and the pad of 801."""
    await units.write(furnish)
    talk = Talk(units, clock)
    for actor in (COOK, CALL_BOARD, CASHIER, WAITER, PAD):
        talk.equip(actor)
    return talk
