"""HTTP of bills and money: translates, decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from litestar import Controller, Response, get, post

from common.domain.presence import Approver
from common.domain.roles import Actor
from common.wire.cashier import (
    BillBody,
    CloseShift,
    NewAdjustment,
    NewCharge,
    NewPayment,
    NewRefund,
    OpenShift,
    ShiftBody,
    VoidAdjustment,
    VoidCharge,
)
from server.cashier.service import BooksFactory, Cashier, CashierFactory
from server.db.unit import Unit
from server.db.units import Units
from server.gateways.clock import Clock
from server.lib.approvals import Approvals
from server.lib.commands import Answer, AnyRequest, Commands, command_key

A = TypeVar("A", bound=Answer)


def at_desk(
    request: AnyRequest,
    cashier: CashierFactory,
    actor: Actor,
    command: Callable[[Cashier], A],
    approver: Approver | None = None,
) -> Callable[[Unit], A]:
    """`command` as work for `Commands.run`: done by the actor under the request's key."""
    key = command_key(request)
    return lambda unit: command(cashier(unit, actor, key, approver))


class BillController(Controller):
    path = "/v1/stays/{stay_id:str}"
    tags = ("bills",)

    @get("/bill", summary="The bill that a stay is on")
    async def read(
        self, units: Units, books: BooksFactory, clock: Clock, actor: Actor, stay_id: str
    ) -> BillBody:
        """Of merged stays: the one bill that they share."""
        now = clock.now()
        return await units.read(lambda session: books(session, actor, now).bills.bill(stay_id))

    @post("/charges", summary="Charge something beside dishes")
    async def charge(
        self,
        request: AnyRequest,
        commands: Commands,
        cashier: CashierFactory,
        actor: Actor,
        stay_id: str,
        data: NewCharge,
    ) -> Response[BillBody]:
        work = at_desk(request, cashier, actor, lambda desk: desk.adjusting.charge(stay_id, data))
        return await commands.run(request, actor, work, 201)

    @post("/adjustments", summary="Waive dishes, discount, round off")
    async def adjust(
        self,
        request: AnyRequest,
        commands: Commands,
        cashier: CashierFactory,
        approvals: Approvals,
        actor: Actor,
        stay_id: str,
        data: NewAdjustment,
    ) -> Response[BillBody]:
        """Above the role's limit 403 `adjustment.needs_manager`: ask again with `approval`."""
        approver = await approvals.approver(actor, data.approval)
        work = at_desk(
            request, cashier, actor, lambda desk: desk.adjusting.adjust(stay_id, data), approver
        )
        return await commands.run(request, actor, work, 201)

    @post("/payments", summary="Record a payment, in whole or in part")
    async def pay(
        self,
        request: AnyRequest,
        commands: Commands,
        cashier: CashierFactory,
        actor: Actor,
        stay_id: str,
        data: NewPayment,
    ) -> Response[BillBody]:
        """`change_fen` is what the guest gets back of the cash."""
        work = at_desk(request, cashier, actor, lambda desk: desk.payments.pay(stay_id, data))
        return await commands.run(request, actor, work, 201)


class MoneyController(Controller):
    path = "/v1"
    tags = ("bills",)

    @post("/charges/{charge_id:str}/void", status_code=200, summary="Take a charge off its bill")
    async def void_charge(
        self,
        request: AnyRequest,
        commands: Commands,
        cashier: CashierFactory,
        approvals: Approvals,
        actor: Actor,
        charge_id: str,
        data: VoidCharge,
    ) -> Response[BillBody]:
        approver = await approvals.approver(actor, data.approval)
        work = at_desk(
            request,
            cashier,
            actor,
            lambda desk: desk.adjusting.void_charge(charge_id, data.reason),
            approver,
        )
        return await commands.run(request, actor, work, 200)

    @post(
        "/adjustments/{adjustment_id:str}/void",
        status_code=200,
        summary="Let an adjustment count no more",
    )
    async def void_adjustment(
        self,
        request: AnyRequest,
        commands: Commands,
        cashier: CashierFactory,
        actor: Actor,
        adjustment_id: str,
        data: VoidAdjustment,
    ) -> Response[BillBody]:
        work = at_desk(
            request,
            cashier,
            actor,
            lambda desk: desk.adjusting.void_adjustment(adjustment_id, data.reason),
        )
        return await commands.run(request, actor, work, 200)

    @post("/payments/{payment_id:str}/refunds", summary="Give money back")
    async def refund(
        self,
        request: AnyRequest,
        commands: Commands,
        cashier: CashierFactory,
        approvals: Approvals,
        actor: Actor,
        payment_id: str,
        data: NewRefund,
    ) -> Response[BillBody]:
        """With `line_ids` the bill falls by as much; without, it is owed again unless it was too much."""
        approver = await approvals.approver(actor, data.approval)
        work = at_desk(
            request, cashier, actor, lambda desk: desk.payments.refund(payment_id, data), approver
        )
        return await commands.run(request, actor, work, 201)


class ShiftController(Controller):
    path = "/v1/shifts"
    tags = ("shifts",)

    @get("/{shift_id:str}", summary="A shift: expected against counted")
    async def read(
        self, units: Units, books: BooksFactory, clock: Clock, actor: Actor, shift_id: str
    ) -> ShiftBody:
        """`current` names the open one, as it stands; 404 `shift.not_open` while none is."""
        now = clock.now()
        return await units.read(lambda session: books(session, actor, now).shifts.read(shift_id))

    @post(summary="Open a shift with a float")
    async def open(
        self,
        request: AnyRequest,
        commands: Commands,
        cashier: CashierFactory,
        actor: Actor,
        data: OpenShift,
    ) -> Response[ShiftBody]:
        work = at_desk(request, cashier, actor, lambda desk: desk.shifts.open(data))
        return await commands.run(request, actor, work, 201)

    @post("/{shift_id:str}/close", status_code=200, summary="Count, and close the shift")
    async def close(
        self,
        request: AnyRequest,
        commands: Commands,
        cashier: CashierFactory,
        actor: Actor,
        shift_id: str,
        data: CloseShift,
    ) -> Response[ShiftBody]:
        work = at_desk(request, cashier, actor, lambda desk: desk.shifts.close(shift_id, data))
        return await commands.run(request, actor, work, 200)
