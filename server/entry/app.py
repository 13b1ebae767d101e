"""The application: every route stands in `ROUTES`, every dependency in `_dependencies`."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any, Final

from litestar import Litestar, Response
from litestar.datastructures import State
from litestar.di import Provide
from litestar.middleware import DefineMiddleware
from litestar.types import ControllerRouterHandler, Dependencies

from common.domain.ids import DeviceId
from common.domain.roles import Actor
from common.wire.frames import HEARTBEAT_S
from common.wire.problems import MEDIA_TYPE as PROBLEM
from server.cashier.controllers import BillController, MoneyController, ShiftController
from server.cashier.report_controllers import ReportController
from server.catalog.controllers import CategoryController, GoodsController, PhotoController
from server.db.units import Units, open_units
from server.entry import health
from server.entry.approvals import PinApprovals
from server.entry.auth import Authenticator, AuthMiddleware, credentials_of
from server.entry.between import processes_poked
from server.entry.bodies import MAX_BYTES, StrictJson
from server.entry.edge import BODY_WITHIN_S, Edge
from server.entry.health import Readiness
from server.entry.house_texts import HouseTexts, read_phone
from server.entry.message_ports import in_brand, manner_of, names_of
from server.entry.metrics import Metrics
from server.entry.openapi import CONFIG
from server.entry.push.endpoint import push_route
from server.entry.push.setup import push_hub
from server.entry.sync import read_snapshot
from server.entry.waiter_page.routes import waiter_page
from server.entry.wiring import Wiring, streams_of
from server.entry.workers import working
from server.gateways.clock import Clock, SystemClock
from server.gateways.payments import parse_secrets
from server.gateways.sms.setup import SmsLinks, links_of
from server.kitchen.controllers import (
    BatchController,
    LineController,
    OrderController,
    SoldOutController,
)
from server.kitchen.stay_controllers import GuestRoomController, StayController
from server.lib.commands import AnyRequest, Commands
from server.lib.logs import request_id
from server.lib.problems import BadRequest, Unauthorized, problem_for
from server.lib.settings import Settings
from server.messaging.config_controllers import (
    AnnouncementController,
    MannerController,
    PadCallController,
)
from server.messaging.controllers import CallController, MessageController
from server.printing.controllers import (
    PrinterController,
    PrintJobController,
    ReceiptController,
)
from server.shop.access_controllers import Caller, DeviceController, MeController, StaffController
from server.shop.attempts import Attempts
from server.shop.controllers import ShopController, TherapistController
from server.shop.for_sms import ShopBrands
from server.shop.premises_controllers import RoomController, StationController
from server.sms.callback_controllers import SmsCallbackController, SmsProviderController
from server.sms.conduct_controllers import (
    BlacklistController,
    SmsLaneController,
    SmsTemplateController,
)
from server.sms.controllers import (
    CreditController,
    HoldController,
    PaymentCallbackController,
)
from server.sms.message_controllers import SmsMessageController, SmsReportController
from server.views.audit import AuditController
from server.views.board import BoardController
from server.views.call_board import CallBoardController
from server.views.menu import MenuController

ROUTES: Final[tuple[ControllerRouterHandler, ...]] = (
    health.live,
    health.ready,
    health.metrics,
    AnnouncementController,
    AuditController,
    BatchController,
    BillController,
    BlacklistController,
    BoardController,
    CallBoardController,
    CallController,
    CategoryController,
    CreditController,
    DeviceController,
    GoodsController,
    GuestRoomController,
    HoldController,
    LineController,
    MannerController,
    MeController,
    MenuController,
    MessageController,
    MoneyController,
    OrderController,
    PadCallController,
    PaymentCallbackController,
    PhotoController,
    PrinterController,
    PrintJobController,
    ReceiptController,
    ReportController,
    RoomController,
    ShiftController,
    ShopController,
    SmsCallbackController,
    SmsLaneController,
    SmsMessageController,
    SmsProviderController,
    SmsReportController,
    SmsTemplateController,
    SoldOutController,
    StaffController,
    StationController,
    StayController,
    TherapistController,
    read_snapshot,
)

_log = logging.getLogger(__name__)


def create_app(
    settings: Settings,
    clock: Clock | None = None,
    *,
    units: Units | None = None,
    body_within_s: float = BODY_WITHIN_S,
    heartbeat_s: float = HEARTBEAT_S,
    callback_base: str = "",
) -> Litestar:
    """The server as one ASGI application, on a database that is migrated.

    Nothing is connected before its lifespan begins; its end closes the units. `units`: other than
    those of `settings.database_url`. `callback_base`: the address at which it listens, for the
    simulator of text messages. Raises SettingInvalid.
    """
    time_of = clock or SystemClock()
    held = units or open_units(settings.database_url, time_of.now)
    metrics, readiness = Metrics(), Readiness()
    authenticator = Authenticator(held, time_of.now)
    wiring = Wiring()
    sms = links_of(settings, callback_base)
    hub = push_hub(held, wiring, time_of, heartbeat_s)
    metrics.sockets.set_function(lambda: hub.session_count)

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        try:
            async with (
                hub.running(),
                processes_poked(settings, held) as pokes,
                _workers(settings, held, time_of, sms),
            ):
                if pokes is not None:
                    metrics.redis_heard.set_function(lambda: pokes.is_listening)
                readiness.is_ready = True
                yield
                readiness.is_ready = False
        finally:
            readiness.is_ready = False
            await sms.provider.close()
            await held.close()

    app = Litestar(
        route_handlers=[*ROUTES, *waiter_page(), push_route(hub)],
        dependencies={
            **_dependencies(held, wiring, time_of, metrics, readiness, authenticator),
            **_sms_dependencies(settings, wiring, sms),
        },
        before_request=_refuse_nul,
        dto=StrictJson,
        return_dto=None,
        exception_handlers={Exception: _refuse},
        lifespan=[lifespan],
        middleware=[DefineMiddleware(AuthMiddleware)],
        openapi_config=CONFIG,
        request_max_body_size=MAX_BYTES,
        state=State({"authenticator": authenticator, "readiness": readiness}),
        # Litestar's own: ours is `server.lib.logs`, configured by the command line.
        logging_config=None,
    )
    app.asgi_handler = Edge(app.asgi_handler, metrics, body_within_s)
    return app


def _workers(
    settings: Settings, units: Units, clock: Clock, sms: SmsLinks
) -> AbstractAsyncContextManager[None]:
    """In the embedded form the work of later is done here; with Redis, workers do it alone."""
    return working(units, clock, sms) if settings.redis_url is None else nullcontext()


def _dependencies(
    units: Units,
    wiring: Wiring,
    clock: Clock,
    metrics: Metrics,
    readiness: Readiness,
    authenticator: Authenticator,
) -> Dependencies:
    commands = Commands(units)
    attempts = Attempts(time.monotonic)

    async def at_device(request: AnyRequest) -> DeviceId | None:
        """The terminal behind a request that needs none (signing in)."""
        try:
            return (await authenticator.actor(credentials_of(request))).device_id
        except Unauthorized:
            return None

    def caller(request: AnyRequest) -> Caller:
        return Caller(request.client.host if request.client else "", attempts)

    def approvals(request: AnyRequest) -> PinApprovals:
        return PinApprovals(units, caller(request))

    return {
        "approvals": Provide(approvals, sync_to_thread=False),
        "actor": Provide(_actor, sync_to_thread=False),
        "at_device": Provide(at_device),
        "books": _given(wiring.cash_books),
        "caller": Provide(caller, sync_to_thread=False),
        "cashier": _given(wiring.cashier),
        "catalog": _given(wiring.catalog),
        "clock": _given(clock),
        "commands": _given(commands),
        "devices": _given(wiring.devices),
        "figures": _given(metrics),
        "in_brand": _given(in_brand),
        "kitchen": _given(wiring.kitchen),
        "manner_of": _given(manner_of),
        "messaging": _given(wiring.messaging),
        "names_of": _given(names_of),
        "papers": _given(wiring.papers),
        "printing": _given(wiring.printing),
        "phone_of": _given(read_phone),
        "premises": _given(wiring.premises),
        "readiness": _given(readiness),
        "shop": _given(wiring.shop),
        "sign_in_codes": _given(wiring.sign_in_codes),
        "staff": _given(wiring.staff),
        "texts_of": _given(HouseTexts),
        "streams_of": _given(streams_of),
        "units": _given(units),
    }


def _sms_dependencies(settings: Settings, wiring: Wiring, sms: SmsLinks) -> Dependencies:
    return {
        "brands_of": _given(ShopBrands),
        "credits_of": _given(wiring.sms_credits),
        "hear_payment": _given(wiring.hear_sms_payment),
        "messages_of": _given(wiring.sms_messages(sms.provider.opt_out)),
        "payment_secrets": _given(parse_secrets(settings.payment_secrets)),
        "sms_listening": _given(sms.listening),
        "sms_provider": _given(sms.provider),
    }


def _given(value: Any) -> Provide:  # Any: each dependency has its own type
    return Provide(lambda: value, sync_to_thread=False, use_cache=True)


def _actor(request: AnyRequest) -> Actor:
    actor: Actor = request.user
    return actor


async def _refuse_nul(request: AnyRequest) -> None:
    """No name or id has a NUL, and PostgreSQL cannot even be asked for one.

    Async, because Litestar hands a plain function to a thread, at every request.
    """
    if "\0" in request.scope["path"] or b"%00" in request.scope["query_string"]:
        raise BadRequest("request.nul")


def _refuse(_: AnyRequest, error: Exception) -> Response[Any]:
    """Every refusal and every fault leaves as a problem; only a fault is logged as one."""
    answer = problem_for(error)
    answer.problem.request_id = request_id.get()
    if answer.problem.status >= 500:
        _log.error("request failed", exc_info=error, extra={"code": answer.problem.code})
    return Response(
        answer.problem,
        status_code=answer.problem.status,
        media_type=PROBLEM,
        headers=dict(answer.headers),
    )
