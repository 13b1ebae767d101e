"""HTTP of text messages: translates, decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Annotated, Final, Literal, TypeVar
from zoneinfo import ZoneInfo

from litestar import Controller, Response, get, post
from litestar.params import PathParameter, QueryParameter
from sqlalchemy.orm import Session

from common.domain.errors import Invalid, NotFound
from common.domain.ids import BrandId
from common.domain.roles import Actor, Permission
from common.domain.sms_messages import SmsState
from common.domain.sms_text import MessageKind
from common.wire.answers import Page
from common.wire.sms_messages import (
    DailyReport,
    MessageBody,
    MessageStory,
    NewMessage,
    PreviewBody,
    PreviewMessage,
)
from server.db.unit import Unit
from server.db.units import Units
from server.gateways.clock import Clock
from server.gateways.sms.port import SmsProvider
from server.lib import paging, spreadsheets
from server.lib.commands import AnyRequest, Commands
from server.lib.http import MAY_BE_SHORT, TAKES_NO_KEY, Cursor, Limit
from server.sms import (
    accepting,
    daily,
    listing,
    message_bodies,
    message_listing,
    numbers,
    repository,
)
from server.sms.accepting import Wanted
from server.sms.listing import Trail
from server.sms.message_listing import MOST_ROWS, Which
from server.sms.message_service import MessagesFactory
from server.sms.ports import BrandsOf

T = TypeVar("T")
LONGEST_SPAN: Final = timedelta(days=92)
_MOVEMENTS: Final = 200
# Litestar has its own `state`.
_State = Annotated[SmsState | None, QueryParameter(name="state")]
_Phone = Annotated[str | None, QueryParameter(name="phone", max_length=40)]
_Day = Annotated[date | None, QueryParameter(description="by the shop's clock; none: today")]


class SmsMessageController(Controller):
    path = "/v1/sms/messages"
    tags = ("sms messages",)

    @post(summary="Send; the same client_ref again is 200", opt=MAY_BE_SHORT)
    async def send(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        messages_of: MessagesFactory,
        data: NewMessage,
    ) -> Response[MessageBody]:
        """Freezes the units of every phone that is not refused, or nothing at all."""
        is_new = False

        def work(unit: Unit) -> MessageBody:
            nonlocal is_new
            message, is_new = messages_of(unit, actor).send(data)
            units = message_listing.units_of(unit.session, [message])
            return message_bodies.message_body(message, units.get(message.hold_id or "", 0))

        return await commands.run(request, actor, work, lambda _: 201 if is_new else 200)

    @post(
        "/preview",
        summary="What would go, to whom, and what it would cost; nothing is frozen",
        status_code=200,
        opt=TAKES_NO_KEY,
    )
    async def preview(
        self,
        units: Units,
        clock: Clock,
        actor: Actor,
        brands_of: BrandsOf,
        sms_provider: SmsProvider,
        data: PreviewMessage,
    ) -> PreviewBody:
        now = clock.now()
        wanted = Wanted(data.kind, data.phones, "", data.text, data.template, data.params)

        def read(session: Session, brand_id: BrandId) -> PreviewBody:
            if data.brand_id not in {None, brand_id}:
                raise NotFound("brand.unknown", {"brand_id": data.brand_id})
            judged = accepting.judge(session, brand_id, wanted, sms_provider.opt_out, now)
            available = repository.usable_units(session, brand_id, now)
            return message_bodies.preview_body(judged, available, now)

        return await units.read(_of_brand(actor, brands_of, read))

    @get(summary="Messages with their states, newest first")
    async def page(
        self,
        units: Units,
        actor: Actor,
        brands_of: BrandsOf,
        kind: MessageKind | None = None,
        message_state: _State = None,
        phone: _Phone = None,
        cursor: Cursor = None,
        limit: Limit = paging.LIMIT,
    ) -> Page[MessageBody]:
        which = Which(kind, message_state, _read_phone(phone), _after(cursor))

        def read(session: Session, brand_id: BrandId) -> Page[MessageBody]:
            found = message_listing.page(session, brand_id, which, limit + 1)
            listed = paging.page(found, limit, lambda message: (message.id,))
            held = message_listing.units_of(session, listed.items)
            lanes = message_listing.paused_why(session, listed.items)
            return Page(message_bodies.summary(listed.items, held, lanes), listed.next)

        return await units.read(_of_brand(actor, brands_of, read))

    @get(
        "/export",
        summary="Every phone of the messages of some days, for a spreadsheet",
        media_type=spreadsheets.CSV,
    )
    async def export(
        self,
        units: Units,
        clock: Clock,
        actor: Actor,
        brands_of: BrandsOf,
        first_day: _Day = None,
        last_day: _Day = None,
        form: Annotated[Literal["csv", "xlsx"], QueryParameter(name="format")] = "csv",
    ) -> Response[bytes]:
        now = clock.now()

        def read(session: Session, brand_id: BrandId) -> tuple[spreadsheets.Table, str]:
            zone = ZoneInfo(brands_of(session).zone_of(actor.shop_id))
            start, end, name = _span(first_day, last_day, zone, now)
            found = message_listing.accepted_between(session, brand_id, start, end, MOST_ROWS + 1)
            table = message_bodies.table(found, zone)
            if len(table[1]) > MOST_ROWS + 1:
                raise Invalid("sms.export_too_long", "last_day", {"at_most": MOST_ROWS})
            return table, name

        table, name = await units.read(_of_brand(actor, brands_of, read))
        is_csv = form == "csv"
        write = spreadsheets.as_csv if is_csv else spreadsheets.as_xlsx
        return Response(
            write([table]),
            media_type=spreadsheets.CSV if is_csv else spreadsheets.XLSX,
            headers={"Content-Disposition": f'attachment; filename="sms-{name}.{form}"'},
        )

    @get("/{message_id:str}", summary="One message: every phone, and the trail of its credits")
    async def one(
        self,
        units: Units,
        actor: Actor,
        brands_of: BrandsOf,
        message_id: Annotated[str, PathParameter(max_length=36)],
    ) -> MessageStory:
        return await units.read(
            _of_brand(actor, brands_of, lambda s, brand: story_of(s, brand, message_id))
        )


class SmsReportController(Controller):
    path = "/v1/sms/reports"
    tags = ("sms messages",)

    @get("/daily", summary="A day in figures")
    async def daily(
        self, units: Units, clock: Clock, actor: Actor, brands_of: BrandsOf, day: _Day = None
    ) -> DailyReport:
        now = clock.now()

        def read(session: Session, brand_id: BrandId) -> DailyReport:
            zone = ZoneInfo(brands_of(session).zone_of(actor.shop_id))
            start, end, _ = _span(day, day, zone, now)
            return daily.report(session, brand_id, start.astimezone(zone).date(), start, end)

        return await units.read(_of_brand(actor, brands_of, read))


def story_of(session: Session, brand_id: BrandId, message_id: str) -> MessageStory:
    """Raises NotFound `sms.message_not_found`."""
    message = message_listing.one(session, brand_id, message_id)
    if message is None:
        raise NotFound("sms.message_not_found", {"message_id": message_id})
    held = message_listing.units_of(session, [message])
    lanes = message_listing.paused_why(session, [message])
    [body] = message_bodies.summary([message], held, lanes)
    trail = Trail(hold_id=message.hold_id)
    booked = (
        listing.movements(session, brand_id, trail, _MOVEMENTS)
        if message.hold_id is not None
        else []
    )
    return message_bodies.story(body, message, message_listing.phones(session, message.id), booked)


def _span(
    first: date | None, last: date | None, zone: ZoneInfo, now: datetime
) -> tuple[datetime, datetime, str]:
    """From the beginning of `first` to the end of `last`, in UTC; and a name for it."""
    today = now.astimezone(zone).date()
    begin = first or last or today
    until = last or first or today
    if not begin <= until <= begin + LONGEST_SPAN:
        raise Invalid("sms.days_invalid", "last_day", {"at_most_days": LONGEST_SPAN.days})
    if not _FIRST_DAY <= begin <= until <= _LAST_DAY:
        raise Invalid("sms.days_invalid", "first_day")
    start = datetime.combine(begin, time(), zone).astimezone(now.tzinfo)
    end = datetime.combine(until + timedelta(days=1), time(), zone).astimezone(now.tzinfo)
    return start, end, f"{begin}" if begin == until else f"{begin}-{until}"


_FIRST_DAY: Final = date(2020, 1, 1)
_LAST_DAY: Final = date(2200, 1, 1)


def _read_phone(typed: str | None) -> str | None:
    if typed is None:
        return None
    phone = numbers.e164(typed)
    if phone is None:
        raise Invalid("sms.phone_invalid", "phone")
    return phone


def _of_brand(
    actor: Actor, brands_of: BrandsOf, read: Callable[[Session, BrandId], T]
) -> Callable[[Session], T]:
    actor.require(Permission.SMS_CREDITS)
    return lambda session: read(session, brands_of(session).brand_of(actor.shop_id))


def _after(cursor: str | None) -> str | None:
    return paging.decode_cursor(cursor, tuple[str])[0] if cursor else None
