"""HTTP of who is told what, and how: settings with preview, the manner of speaking, the pads' calls."""

from __future__ import annotations

from typing import Annotated, Final

from litestar import Controller, Response, delete, get, post, put
from litestar.params import QueryParameter
from sqlalchemy.orm import Session

from common.domain.announcement_settings import check_templates, sample
from common.domain.announcing import Channel, Event
from common.domain.roles import Actor, Permission
from common.domain.templates import Rendered
from common.wire.answers import Page
from common.wire.messages import (
    AnnouncementBody,
    AnnouncementFields,
    MannerBody,
    MannerFields,
    PadCallBody,
    PadCallFields,
    Preview,
    PreviewBody,
    Scope,
    SentenceBody,
)
from server.db.unit import Unit
from server.db.units import Units
from server.lib.commands import AnyRequest, Commands
from server.lib.http import TAKES_NO_KEY
from server.messaging import pad_calls
from server.messaging.configuring import body_of, configured, from_fields, manner_body
from server.messaging.controllers import MessagingFactory
from server.messaging.ports import MannerOf

_Scope = Annotated[
    Scope,
    QueryParameter(
        name="scope", description="the caller's shop, or its whole brand (brand admins)"
    ),
]
_PAIR: Final = "/{event:str}/{channel:str}"


class AnnouncementController(Controller):
    path = "/v1/messages/configs"
    tags = ("messages",)

    @get(summary="Who is told what, and how; whose setting each is")
    async def read(self, units: Units, actor: Actor, manner_of: MannerOf) -> Page[AnnouncementBody]:
        actor.require(Permission.MANAGE)

        def look(session: Session) -> list[AnnouncementBody]:
            manner = manner_of(session, actor.shop_id)
            return [body_of(x) for x in configured(session, actor.shop_id, manner).values()]

        return Page(await units.read(look))

    @put(_PAIR, summary="Set how one event is told on one channel")
    async def write(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        messaging: MessagingFactory,
        event: Event,
        channel: Channel,
        data: AnnouncementFields,
        whose: _Scope = "shop",
    ) -> Response[AnnouncementBody]:
        def work(unit: Unit) -> AnnouncementBody:
            told = from_fields(event, channel, data)
            return body_of(messaging(unit, actor).configuring.set(told, whose))

        return await commands.run(request, actor, work)

    @delete(_PAIR, summary="Back to what holds above it", status_code=200)
    async def reset(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        messaging: MessagingFactory,
        event: Event,
        channel: Channel,
        whose: _Scope = "shop",
    ) -> Response[AnnouncementBody]:
        def work(unit: Unit) -> AnnouncementBody:
            return body_of(messaging(unit, actor).configuring.reset(event, channel, whose))

        return await commands.run(request, actor, work)

    @post(
        f"{_PAIR}/preview",
        summary="How it would be shown and said; nothing is stored",
        opt=TAKES_NO_KEY,
        status_code=200,
    )
    async def preview(
        self,
        units: Units,
        actor: Actor,
        manner_of: MannerOf,
        event: Event,
        channel: Channel,
        data: Preview,
    ) -> PreviewBody:
        actor.require(Permission.MANAGE)
        told = from_fields(event, channel, data)
        check_templates(told)
        manner = await units.read(lambda session: manner_of(session, actor.shop_id))
        by_room, by_tag = sample(told, data.params, manner.one)
        tag = None if by_tag is None else _sentence(by_tag)
        return PreviewBody(_sentence(by_room), tag, told.chime, told.voice_rate)


class MannerController(Controller):
    path = "/v1/messages/manner"
    tags = ("messages",)

    @get(summary="How the shop speaks in general")
    async def read(self, units: Units, actor: Actor, manner_of: MannerOf) -> MannerBody:
        actor.require(Permission.MANAGE)

        def look(session: Session) -> MannerBody:
            return manner_body(session, actor.shop_id, manner_of(session, actor.shop_id))

        return await units.read(look)

    @put(summary="Set how the shop speaks in general")
    async def write(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        messaging: MessagingFactory,
        data: MannerFields,
        whose: _Scope = "shop",
    ) -> Response[MannerBody]:
        return await commands.run(
            request,
            actor,
            lambda unit: messaging(unit, actor).configuring.set_manner(data, whose),
        )

    @delete(summary="Back to what holds above it", status_code=200)
    async def reset(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        messaging: MessagingFactory,
        whose: _Scope = "shop",
    ) -> Response[MannerBody]:
        return await commands.run(
            request, actor, lambda unit: messaging(unit, actor).configuring.reset_manner(whose)
        )


class PadCallController(Controller):
    path = "/v1/messages/pad-calls"
    tags = ("messages",)

    @get(summary="What the room pads may call for, with the ids of `template_id`")
    async def read(self, units: Units, actor: Actor, manner_of: MannerOf) -> Page[PadCallBody]:
        actor.require(Permission.READ_DESK)

        def look(session: Session) -> list[PadCallBody]:
            shown = manner_of(session, actor.shop_id).pad_calls
            return pad_calls.bodies(session, actor.shop_id, shown)

        return Page(await units.read(look))

    @post(summary="Word a call of the shop's own")
    async def add(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        messaging: MessagingFactory,
        data: PadCallFields,
    ) -> Response[PadCallBody]:
        return await commands.run(
            request, actor, lambda unit: messaging(unit, actor).pad_calls.add(data), 201
        )

    @put("/{template_id:int}", summary="Word a call anew, show its button or not")
    async def change(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        messaging: MessagingFactory,
        template_id: int,
        data: PadCallFields,
    ) -> Response[PadCallBody]:
        return await commands.run(
            request,
            actor,
            lambda unit: messaging(unit, actor).pad_calls.change(template_id, data),
        )

    @delete("/{template_id:int}", summary="Take a call away", status_code=200)
    async def remove(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        messaging: MessagingFactory,
        template_id: int,
    ) -> Response[PadCallBody]:
        return await commands.run(
            request, actor, lambda unit: messaging(unit, actor).pad_calls.remove(template_id)
        )


def _sentence(text: Rendered) -> SentenceBody:
    return SentenceBody(text.shown, text.spoken)
