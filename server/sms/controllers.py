"""HTTP of the message credits: translates, decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeVar

from litestar import Controller, Response, get, post
from litestar.params import PathParameter, QueryParameter
from sqlalchemy.orm import Session

from common.domain.errors import NotFound
from common.domain.ids import BrandId
from common.domain.roles import Actor, Permission
from common.domain.sms_rows import HoldState
from common.wire.answers import Page
from common.wire.sms import (
    AccountBody,
    BuyPackage,
    HoldBody,
    LotBody,
    MovementBody,
    NewHold,
    PackageBody,
    PayHold,
    PaymentCallback,
    PaymentHeard,
    PurchaseBody,
    ReleaseHold,
)
from server.db.unit import Unit
from server.db.units import Units
from server.gateways import payments
from server.gateways.clock import Clock
from server.lib import paging
from server.lib.commands import AnyRequest, Commands
from server.lib.http import MAY_BE_SHORT, PUBLIC, TAKES_NO_KEY, Cursor, Limit
from server.lib.problems import Unauthorized
from server.sms import bodies, listing, repository
from server.sms.listing import Trail
from server.sms.ports import BrandsOf
from server.sms.purchases import PaymentNotice, PaymentStatus
from server.sms.service import CreditsFactory, HearPayment

T = TypeVar("T")
PaymentSecrets = dict[str, str]
_State = Annotated[HoldState | None, QueryParameter(name="state")]  # Litestar has its own `state`
_Text = Annotated[str | None, QueryParameter(max_length=36)]


class CreditController(Controller):
    path = "/v1/sms"
    tags = ("sms credits",)

    @get("/packages", summary="Packages on offer")
    async def packages(self, units: Units, actor: Actor) -> Page[PackageBody]:
        actor.require(Permission.SMS_CREDITS)
        found = await units.read(repository.packages)
        return Page([bodies.package_body(each) for each in found])

    @get("/account", summary="The brand's balance")
    async def account(self, units: Units, actor: Actor, brands_of: BrandsOf) -> AccountBody:
        def read(session: Session, brand_id: BrandId) -> AccountBody:
            return bodies.account_body(brand_id, repository.account(session, brand_id))

        return await units.read(_of_brand(actor, brands_of, read, Permission.SMS_BALANCE))

    @get("/lots", summary="What was bought and what is left of it, newest first")
    async def lots(
        self,
        units: Units,
        actor: Actor,
        brands_of: BrandsOf,
        cursor: Cursor = None,
        limit: Limit = paging.LIMIT,
    ) -> Page[LotBody]:
        found = await units.read(
            _of_brand(
                actor, brands_of, lambda s, brand: listing.lots(s, brand, _after(cursor), limit + 1)
            )
        )
        listed = paging.page(found, limit, lambda lot: (lot.id,))
        return Page([bodies.lot_body(each) for each in listed.items], listed.next)

    @get("/movements", summary="The trail of the credits, newest first")
    async def movements(
        self,
        units: Units,
        actor: Actor,
        brands_of: BrandsOf,
        lot_id: _Text = None,
        hold_id: _Text = None,
        cursor: Cursor = None,
        limit: Limit = paging.LIMIT,
    ) -> Page[MovementBody]:
        which = Trail(lot_id, hold_id, _after(cursor))
        found = await units.read(
            _of_brand(
                actor, brands_of, lambda s, brand: listing.movements(s, brand, which, limit + 1)
            )
        )
        listed = paging.page(found, limit, lambda booked: (booked.id,))
        return Page([bodies.movement_body(each) for each in listed.items], listed.next)

    @post("/purchases", summary="Note which package is being paid; the same again is 200")
    async def buy(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        credits_of: CreditsFactory,
        data: BuyPackage,
    ) -> Response[PurchaseBody]:
        is_new = False

        def work(unit: Unit) -> PurchaseBody:
            nonlocal is_new
            bought, is_new = credits_of(unit, actor).buy(data)
            return bodies.purchase_body(bought)

        return await commands.run(request, actor, work, lambda _: 201 if is_new else 200)


class HoldController(Controller):
    path = "/v1/sms/holds"
    tags = ("sms credits",)

    @get(summary="Holds, newest first")
    async def page(
        self,
        units: Units,
        actor: Actor,
        brands_of: BrandsOf,
        hold_state: _State = None,
        cursor: Cursor = None,
        limit: Limit = paging.LIMIT,
    ) -> Page[HoldBody]:
        found = await units.read(
            _of_brand(
                actor,
                brands_of,
                lambda s, brand: listing.holds(s, brand, hold_state, _after(cursor), limit + 1),
            )
        )
        listed = paging.page(found, limit, lambda hold: (hold.id,))
        return Page([bodies.hold_body(each) for each in listed.items], listed.next)

    @get("/{hold_id:str}", summary="One hold with its units, lot by lot")
    async def one(self, units: Units, actor: Actor, brands_of: BrandsOf, hold_id: str) -> HoldBody:
        def read(session: Session, brand_id: BrandId) -> HoldBody:
            found = repository.hold(session, brand_id, hold_id)
            if found is None:
                raise NotFound("sms.hold_not_found", {"hold_id": hold_id})
            return bodies.hold_body(found)

        return await units.read(_of_brand(actor, brands_of, read))

    @post(summary="Freeze units for 24 hours; the same client_ref again is 200", opt=MAY_BE_SHORT)
    async def freeze(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        credits_of: CreditsFactory,
        data: NewHold,
    ) -> Response[HoldBody]:
        is_new = False

        def work(unit: Unit) -> HoldBody:
            nonlocal is_new
            hold, is_new = credits_of(unit, actor).freeze(data)
            return bodies.hold_body(hold)

        return await commands.run(request, actor, work, lambda _: 201 if is_new else 200)

    @post("/{hold_id:str}/pay", summary="Consume what was frozen", status_code=200)
    async def pay(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        credits_of: CreditsFactory,
        hold_id: str,
        data: PayHold,
    ) -> Response[HoldBody]:
        """After a 409 the sender must not send."""

        def work(unit: Unit) -> HoldBody:
            return bodies.hold_body(credits_of(unit, actor).pay(hold_id, data))

        return await commands.run(request, actor, work)

    @post("/{hold_id:str}/release", summary="Give back what was frozen", status_code=200)
    async def release(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        credits_of: CreditsFactory,
        hold_id: str,
        data: ReleaseHold,
    ) -> Response[HoldBody]:
        def work(unit: Unit) -> HoldBody:
            return bodies.hold_body(credits_of(unit, actor).release(hold_id))

        return await commands.run(request, actor, work)


class PaymentCallbackController(Controller):
    path = "/v1/sms/payment-callbacks"
    tags = ("sms credits",)
    opt = PUBLIC | TAKES_NO_KEY

    @post("/{provider:str}", summary="A payment came or was taken back (signed)", status_code=200)
    async def hear(
        self,
        request: AnyRequest,
        units: Units,
        clock: Clock,
        payment_secrets: PaymentSecrets,
        hear_payment: HearPayment,
        provider: Annotated[str, PathParameter(max_length=32)],
        data: PaymentCallback,
    ) -> PaymentHeard:
        """Any number of times; the answer is sent after the commit that holds it."""
        secret = payment_secrets.get(provider)
        if secret is None:
            raise NotFound("sms.provider_unknown", {"provider": provider})
        stamp = request.headers.get(payments.TIMESTAMP, "")
        signature = request.headers.get(payments.SIGNATURE, "")
        if not payments.is_genuine(secret, stamp, signature, await request.body(), clock.now()):
            raise Unauthorized("sms.signature_invalid")
        status = PaymentStatus(data.status)
        notice = PaymentNotice(provider, data.reference, data.amount_fen, status)
        bought = await units.write(lambda unit: hear_payment(unit, notice))
        return PaymentHeard(bought.reference, bought.state)


def _of_brand(
    actor: Actor,
    brands_of: BrandsOf,
    read: Callable[[Session, BrandId], T],
    permission: Permission = Permission.SMS_CREDITS,
) -> Callable[[Session], T]:
    actor.require(permission)
    return lambda session: read(session, brands_of(session).brand_of(actor.shop_id))


def _after(cursor: str | None) -> str | None:
    return paging.decode_cursor(cursor, tuple[str])[0] if cursor else None
