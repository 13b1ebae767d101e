"""HTTP of the message centre: guests' calls, and what became of every sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from litestar import Controller, Response, get, post
from litestar.params import QueryParameter

from common.domain.announcing import MessageStatus
from common.domain.calls import CallAction
from common.domain.roles import Actor, Permission
from common.domain.rows import ServiceCallRow
from common.wire.answers import CallBody, MessageBody, Page
from common.wire.messages import CallSentBody, ChannelOutcome, SendCall
from common.wire.requests import CallService
from server.db.unit import Unit
from server.db.units import Units
from server.lib import paging
from server.lib.commands import AnyRequest, Commands
from server.lib.http import Cursor, Limit
from server.messaging import call_repository, repository
from server.messaging.ports import InBrand
from server.messaging.repository import Message, MessageFilter
from server.messaging.service import Messaging

MessagingFactory = Callable[[Unit, Actor], Messaging]
_Text = Annotated[str | None, QueryParameter(max_length=36)]


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
        status: MessageStatus | None = None,
        order_id: _Text = None,
        announcement_id: _Text = None,
        cursor: Cursor = None,
        limit: Limit = paging.LIMIT,
    ) -> Page[MessageBody]:
        actor.require(Permission.READ_DESK)
        after = paging.decode_cursor(cursor, tuple[str])[0] if cursor else None
        which = MessageFilter(status, order_id, announcement_id, after)
        found = await units.read(
            lambda session: repository.page(session, actor.shop_id, which, limit + 1)
        )
        listed = paging.page(found, limit, lambda message: (message.id,))
        return Page([_body(message) for message in listed.items], listed.next)

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
        there = await units.read(
            lambda session: in_brand(session, actor, data.brand_id, data.shop_id)
        )

        def work(unit: Unit) -> CallSentBody:
            sent = messaging(unit, there).send(data)
            return CallSentBody(
                event=data.event,
                channels=[ChannelOutcome(x, y.value) for x, y in sent.outcomes.items()],
                messages=[_body(message) for message in sent.messages],
                call=sent.call,
            )

        return await commands.run(request, there, work, lambda body: 201 if body.messages else 200)


def _act(
    messaging: MessagingFactory, actor: Actor, call_id: str, action: CallAction
) -> Callable[[Unit], CallBody]:
    return lambda unit: CallBody(messaging(unit, actor).act_on_call(call_id, action))


def _body(message: Message) -> MessageBody:
    return MessageBody(
        id=message.id,
        announcement_id=message.announcement_id,
        repeat=message.repeat,
        event=message.event,
        channel=message.channel,
        account=message.account,
        msg_type=message.msg_type,
        shown=message.shown,
        spoken=message.spoken,
        status=message.status,
        why=message.why,
        reason=message.reason,
        order_id=message.order_id,
        call_id=message.call_id,
        line_ids=list(message.line_ids),
        created_at=message.created_at,
        due_at=message.due_at,
        expires_at=message.expires_at,
        sent_at=message.sent_at,
        delivered_at=message.delivered_at,
        ended_at=message.ended_at,
    )
