"""HTTP of the venue itself: what it is, when it is open, its therapists."""

from __future__ import annotations

from collections.abc import Callable

from litestar import Controller, Response, delete, get, post, put
from sqlalchemy.orm import Session

from common.domain.ids import RoomId, TherapistId
from common.domain.roles import Actor, Permission
from common.domain.rows import ShopRow
from common.wire.answers import Page, ShopBody
from common.wire.requests import CloseShop
from common.wire.shop import (
    ByHandBody,
    ClockOn,
    ClosingBody,
    HoursBody,
    HoursSpan,
    NewClosing,
    ShopInfo,
    ShopInfoBody,
    TherapistBody,
    TherapistInfo,
    WeeklyHours,
)
from server.db.unit import Unit
from server.db.units import Units
from server.gateways.clock import Clock
from server.lib.commands import AnyRequest, Commands
from server.shop.opening import shop_row
from server.shop.records import ShopRecord, TherapistRecord
from server.shop.repository import ShopRepository, spans_of
from server.shop.service import ShopService, hours_now

ShopFactory = Callable[[Unit, Actor], ShopService]


class ShopController(Controller):
    path = "/v1/shop"
    tags = ("shop",)

    @get(summary="The shop as its screens see it")
    async def read(self, units: Units, actor: Actor, clock: Clock) -> ShopBody:
        return ShopBody(await units.read(lambda session: judged(session, actor, clock)))

    @get("/info", summary="Base information, as it is edited")
    async def read_info(self, units: Units, actor: Actor, clock: Clock) -> ShopInfoBody:
        actor.require(Permission.MANAGE)
        shop, _ = await units.read(
            lambda session: hours_now(ShopRepository(session), actor.shop_id, clock.now())
        )
        return _info(shop)

    @put("/info", summary="Change the base information")
    async def write_info(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        shop: ShopFactory,
        data: ShopInfo,
    ) -> Response[ShopBody]:
        return await commands.run(
            request,
            actor,
            lambda unit: ShopBody(
                shop(unit, actor).set_info(
                    name=data.name,
                    zone=data.zone,
                    phone=data.phone,
                    address=data.address,
                    default_target_minutes=data.default_target_minutes,
                    delivery_minutes=data.delivery_minutes,
                    collect_hint=data.collect_hint,
                    pad_calls=tuple(data.pad_calls),
                    give_away_limit_fen=data.give_away_limit_fen,
                    offers_texts=data.offers_texts,
                )
            ),
        )

    @get("/hours", summary="How open and closed come about")
    async def read_hours(self, units: Units, actor: Actor, clock: Clock) -> HoursBody:
        actor.require(Permission.READ_DESK)
        return await units.read(lambda session: _hours(session, actor, clock))

    @put("/hours", summary="Set the weekly hours")
    async def write_hours(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        shop: ShopFactory,
        data: WeeklyHours,
    ) -> Response[ShopBody]:
        weekly = spans_of((each.weekday, each.opens, each.closes) for each in data.spans)
        return await commands.run(
            request, actor, lambda unit: ShopBody(shop(unit, actor).set_hours(weekly))
        )

    @post("/closings", summary="Close for a while")
    async def add_closing(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        shop: ShopFactory,
        data: NewClosing,
    ) -> Response[ClosingBody]:
        def work(unit: Unit) -> ClosingBody:
            closing_id = shop(unit, actor).add_closing(data.starts_at, data.ends_at, data.reason)
            return ClosingBody(closing_id, data.starts_at, data.ends_at, data.reason)

        return await commands.run(request, actor, work, 201)

    @delete("/closings/{closing_id:str}", summary="Do not close after all", status_code=200)
    async def drop_closing(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        shop: ShopFactory,
        closing_id: str,
    ) -> Response[ShopBody]:
        return await commands.run(
            request, actor, lambda unit: ShopBody(shop(unit, actor).drop_closing(closing_id))
        )

    @put("/state", summary="Open or close by hand")
    async def set_by_hand(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        shop: ShopFactory,
        data: CloseShop,
    ) -> Response[ShopBody]:
        return await commands.run(
            request,
            actor,
            lambda unit: ShopBody(
                shop(unit, actor).set_by_hand(data.is_open, data.reason, data.until)
            ),
        )

    @delete("/state", summary="Back to the hours", status_code=200)
    async def clear_by_hand(
        self, request: AnyRequest, commands: Commands, actor: Actor, shop: ShopFactory
    ) -> Response[ShopBody]:
        return await commands.run(
            request, actor, lambda unit: ShopBody(shop(unit, actor).clear_by_hand())
        )


class TherapistController(Controller):
    path = "/v1/therapists"
    tags = ("shop",)

    @get(summary="The therapists, and in which room each works")
    async def read(self, units: Units, actor: Actor) -> Page[TherapistBody]:
        actor.require(Permission.READ_DESK)
        found = await units.read(lambda session: ShopRepository(session).therapists(actor.shop_id))
        return Page([_therapist(each) for each in found])

    @post(summary="Add a therapist")
    async def add(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        shop: ShopFactory,
        data: TherapistInfo,
    ) -> Response[TherapistBody]:
        return await commands.run(
            request,
            actor,
            lambda unit: _therapist(shop(unit, actor).add_therapist(data.name)),
            201,
        )

    @put("/{therapist_id:str}", summary="Rename a therapist")
    async def change(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        shop: ShopFactory,
        therapist_id: str,
        data: TherapistInfo,
    ) -> Response[TherapistBody]:
        return await commands.run(
            request,
            actor,
            lambda unit: _therapist(
                shop(unit, actor).change_therapist(TherapistId(therapist_id), data.name)
            ),
        )

    @post("/{therapist_id:str}/clock-on", summary="上钟", status_code=200)
    async def clock_on(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        shop: ShopFactory,
        therapist_id: str,
        data: ClockOn,
    ) -> Response[TherapistBody]:
        return await commands.run(
            request,
            actor,
            lambda unit: _therapist(
                shop(unit, actor).clock_on(TherapistId(therapist_id), RoomId(data.room_id))
            ),
        )

    @post("/{therapist_id:str}/clock-off", summary="下钟", status_code=200)
    async def clock_off(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        shop: ShopFactory,
        therapist_id: str,
    ) -> Response[TherapistBody]:
        return await commands.run(
            request,
            actor,
            lambda unit: _therapist(shop(unit, actor).clock_off(TherapistId(therapist_id))),
        )


def judged(session: Session, actor: Actor, clock: Clock) -> ShopRow:
    at = clock.now()
    shop, hours = hours_now(ShopRepository(session), actor.shop_id, at)
    return shop_row(shop, hours, at)


def _info(shop: ShopRecord) -> ShopInfoBody:
    return ShopInfoBody(
        code=shop.code,
        name=shop.name,
        zone=shop.zone,
        phone=shop.phone,
        address=shop.address,
        default_target_minutes=shop.default_target_minutes,
        delivery_minutes=shop.delivery_minutes,
        collect_hint=shop.collect_hint,
        pad_calls=list(shop.pad_calls),
        give_away_limit_fen=shop.give_away_limit_fen,
        offers_texts=shop.offers_texts,
    )


def _hours(session: Session, actor: Actor, clock: Clock) -> HoursBody:
    repository = ShopRepository(session)
    shop, _ = hours_now(repository, actor.shop_id, clock.now())
    by_hand = shop.by_hand
    return HoursBody(
        spans=[
            HoursSpan(
                weekday=each.weekday, opens=f"{each.opens:%H:%M}", closes=f"{each.closes:%H:%M}"
            )
            for each in shop.weekly
        ],
        closings=[
            ClosingBody(each.id, each.starts_at, each.ends_at, each.reason)
            for each in repository.closings(actor.shop_id, clock.now())
        ],
        by_hand=None
        if by_hand is None
        else ByHandBody(by_hand.is_open, by_hand.reason, by_hand.until),
    )


def _therapist(record: TherapistRecord) -> TherapistBody:
    return TherapistBody(record.id, record.name, record.room_id, record.clocked_on_at)
