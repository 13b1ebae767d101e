"""HTTP of the message centre: guests' calls, and what became of every sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated

from litestar import Controller, Response, get, post
from litestar.params import QueryParameter
from sqlalchemy.orm import Session

from common.domain.announcing import Channel, Event, MessageStatus
from common.domain.calls import CallAction
from common.domain.roles import Actor, Permission
from common.domain.rows import ServiceCallRow
from common.wire.answers import CallBody, MessageBody, Page
from common.wire.messages import CallSentBody, ChannelOutcome, SendCall
from common.wire.requests import CallService
from server.db.unit import Unit
from server.db.units import Units
from server.lib import paging
from server.lib.commands import AnyRequest, Commands, command_key
from server.lib.http import Cursor, Limit
from server.lib.spreadsheets import CSV
from server.messaging import call_repository, log
from server.messaging.log import MessageFilter
from server.messaging.ports import InBrand, MannerOf, NamesOf
from server.messaging.service import Messaging

MessagingFactory = Callable[[Unit, Actor], Messaging]
_Text = Annotated[str | None, QueryParameter(max_length=36)]
_Account = Annotated[str | None, QueryParameter(max_length=60)]
_Part = Annotated[str | None, QueryParameter(max_length=60, description="a part of what was shown")]
_Day = Annotated[date | None, QueryParameter(description="a business day of the shop")]


class CallController(Controller):
    path = "/v1/calls"
    tags = ("calls",)

    @get(summary="Guests' calls that wait or were accepted")
    async def live(self, units: Units, actor: Actor) -> Page[ServiceCallRow]:
        actor.require(Permission.READ_DESK)
        return Page(
            await units.read(lambda session: call_repository.live_calls(session, actor.shop_id))
        )

    @post(summary="A guest calls from the pad; the same open call again is 200")
    async def place(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        messaging: MessagingFactory,
        data: CallService,
    ) -> Response[CallBody]:
        is_new = False

        def work(unit: Unit) -> CallBody:
            nonlocal is_new
            call, is_new = messaging(unit, actor).place_call(data)
            return CallBody(call)

        return await commands.run(request, actor, work, lambda _: 201 if is_new else 200)

    @post("/{call_id:str}/accept", summary="Somebody goes; the pad sees it", status_code=200)
    async def accept(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        messaging: MessagingFactory,
        call_id: str,
    ) -> Response[CallBody]:
        act = _act(messaging, actor, call_id, CallAction.ACCEPT)
        return await commands.run(request, actor, act)

    @post("/{call_id:str}/done", summary="The wish was met", status_code=200)
    async def done(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        messaging: MessagingFactory,
        call_id: str,
    ) -> Response[CallBody]:
        act = _act(messaging, actor, call_id, CallAction.DONE)
        return await commands.run(request, actor, act)

    @post("/{call_id:str}/withdraw", summary="The guest needs nobody any more", status_code=200)
    async def withdraw(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        messaging: MessagingFactory,
        call_id: str,
    ) -> Response[CallBody]:
        act = _act(messaging, actor, call_id, CallAction.WITHDRAW)
        return await commands.run(request, actor, act)


class MessageController(Controller):
    path = "/v1/messages"
    tags = ("messages",)

    @get(summary="Every sentence with what became of it and why, newest first")
    async def read(
        self,
        units: Units,
        actor: Actor,
        manner_of: MannerOf,
        names_of: NamesOf,
        status: MessageStatus | None = None,
        event: Event | None = None,
        channel: Channel | None = None,
        order_id: _Text = None,
        call_id: _Text = None,
        announcement_id: _Text = None,
        account: _Account = None,
        day: _Day = None,
        text: _Part = None,
        cursor: Cursor = None,
        limit: Limit = paging.LIMIT,
    ) -> Page[MessageBody]:
        actor.require(Permission.READ_DESK)
        after = paging.decode_cursor(cursor, tuple[datetime, str]) if cursor else None
        which = MessageFilter(
            status, event, channel, order_id, call_id, announcement_id, account, day, text, after
        )

        def look(session: Session) -> Page[MessageBody]:
            zone = manner_of(session, actor.shop_id).zone
            found = log.page(session, actor.shop_id, which, limit + 1, zone)
            listed = paging.page(found, limit, lambda message: (message.created_at, message.id))
            names = names_of(session, actor.shop_id)
            return Page(log.bodies(session, listed.items, names), listed.next)

        return await units.read(look)

    @get("/export.csv", media_type=CSV, summary="The same for a spreadsheet, at most 10,000 rows")
    async def export(
        self,
        units: Units,
        actor: Actor,
        manner_of: MannerOf,
        names_of: NamesOf,
        status: MessageStatus | None = None,
        event: Event | None = None,
        channel: Channel | None = None,
        order_id: _Text = None,
        account: _Account = None,
        day: _Day = None,
        text: _Part = None,
    ) -> Response[bytes]:
        actor.require(Permission.MANAGE)
        which = MessageFilter(status, event, channel, order_id, account=account, day=day, text=text)

        def look(session: Session) -> bytes:
            zone = manner_of(session, actor.shop_id).zone
            found = log.page(session, actor.shop_id, which, log.LONGEST_EXPORT, zone)
            names = names_of(session, actor.shop_id)
            return log.as_csv(log.bodies(session, found, names), zone)

        headers = {"Content-Disposition": 'attachment; filename="messages.csv"'}
        return Response(await units.read(look), media_type=CSV, headers=headers)

    @post(
        "/calls",
        summary="Announce, refresh, notify or call by hand (the seed's SendImCall)",
    )
    async def send(
        self,
        request: AnyRequest,
        units: Units,
        commands: Commands,
        actor: Actor,
        messaging: MessagingFactory,
        in_brand: InBrand,
        data: SendCall,
    ) -> Response[CallSentBody]:
        actor.require(Permission.SEND_CALL)
        command_key(request)  # a request without one is refused before anything is looked up
        there = await units.read(
            lambda session: in_brand(session, actor, data.brand_id, data.shop_id)
        )

        def work(unit: Unit) -> CallSentBody:
            sent = messaging(unit, there).send(data)
            return CallSentBody(
                event=data.event,
                channels=[ChannelOutcome(x, y.value) for x, y in sent.outcomes.items()],
                messages=[log.body_of(message) for message in sent.messages],
                call=sent.call,
            )

        return await commands.run(request, there, work, lambda body: 201 if body.messages else 200)


def _act(
    messaging: MessagingFactory, actor: Actor, call_id: str, action: CallAction
) -> Callable[[Unit], CallBody]:
    return lambda unit: CallBody(messaging(unit, actor).act_on_call(call_id, action))
