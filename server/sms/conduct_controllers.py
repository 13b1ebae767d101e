"""HTTP of who is not written to, of lanes and of templates: translates, decides nothing."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, Response, delete, get, post, put
from litestar.params import PathParameter
from sqlalchemy.orm import Session

from common.domain.roles import Actor, Permission
from common.wire.answers import Page
from common.wire.sms_messages import (
    BlockedBody,
    BlockPhone,
    Done,
    LaneBody,
    PauseLane,
    PutTemplate,
    ResumeLane,
    TemplateBody,
)
from server.db.unit import Unit
from server.db.units import Units
from server.lib import paging
from server.lib.commands import AnyRequest, Commands
from server.lib.http import Cursor, Limit
from server.sms import blacklist, lane_table, message_bodies, message_listing, templates
from server.sms.message_service import MessagesFactory
from server.sms.ports import BrandsOf

_Lane = Annotated[str, PathParameter(max_length=20, description="such as `marketing-batch`")]
_Name = Annotated[str, PathParameter(max_length=40)]


class BlacklistController(Controller):
    path = "/v1/sms/blacklist"
    tags = ("sms messages",)

    @get(summary="Who is not written to: by hand, or because they answered R")
    async def page(
        self,
        units: Units,
        actor: Actor,
        brands_of: BrandsOf,
        cursor: Cursor = None,
        limit: Limit = paging.LIMIT,
    ) -> Page[BlockedBody]:
        actor.require(Permission.SMS_CREDITS)
        after = paging.decode_cursor(cursor, tuple[str])[0] if cursor else None

        def read(session: Session) -> Page[BlockedBody]:
            brand_id = brands_of(session).brand_of(actor.shop_id)
            found = blacklist.listed(session, brand_id, after, limit + 1)
            listed = paging.page(found, limit, lambda each: (each.phone,))
            return Page([message_bodies.blocked_body(each) for each in listed.items], listed.next)

        return await units.read(read)

    @post(summary="Send nothing more to a phone; again is the same", status_code=200)
    async def block(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        messages_of: MessagesFactory,
        data: BlockPhone,
    ) -> Response[BlockedBody]:
        def work(unit: Unit) -> BlockedBody:
            return message_bodies.blocked_body(messages_of(unit, actor).block(data))

        return await commands.run(request, actor, work)

    @delete("/{phone:str}", summary="Write to a phone again", status_code=200)
    async def unblock(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        messages_of: MessagesFactory,
        phone: _Name,
    ) -> Response[Done]:
        def work(unit: Unit) -> Done:
            messages_of(unit, actor).unblock(phone)
            return Done()

        return await commands.run(request, actor, work)


class SmsLaneController(Controller):
    path = "/v1/sms/lanes"
    tags = ("sms messages",)

    @get(summary="The brand's lanes: what waits, and why one stands still")
    async def page(self, units: Units, actor: Actor, brands_of: BrandsOf) -> Page[LaneBody]:
        actor.require(Permission.SMS_CREDITS)

        def read(session: Session) -> Page[LaneBody]:
            brand_id = brands_of(session).brand_of(actor.shop_id)
            found = message_listing.lanes(session, brand_id)
            return Page([message_bodies.lane_body(each) for each in found])

        return await units.read(read)

    @post("/{lane:str}/pause", summary="Begin nothing more; holds stay", status_code=200)
    async def pause(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        messages_of: MessagesFactory,
        lane: _Lane,
        data: PauseLane,
    ) -> Response[LaneBody]:
        def work(unit: Unit) -> LaneBody:
            return _lane(unit, messages_of(unit, actor).pause(lane, data.why))

        return await commands.run(request, actor, work)

    @post("/{lane:str}/resume", summary="Go on with what waits", status_code=200)
    async def resume(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        messages_of: MessagesFactory,
        lane: _Lane,
        data: ResumeLane,
    ) -> Response[LaneBody]:
        def work(unit: Unit) -> LaneBody:
            return _lane(unit, messages_of(unit, actor).resume(lane))

        return await commands.run(request, actor, work)


class SmsTemplateController(Controller):
    path = "/v1/sms/templates"
    tags = ("sms messages",)

    @get(summary="Texts with placeholders")
    async def page(self, units: Units, actor: Actor, brands_of: BrandsOf) -> Page[TemplateBody]:
        actor.require(Permission.SMS_CREDITS)

        def read(session: Session) -> Page[TemplateBody]:
            brand_id = brands_of(session).brand_of(actor.shop_id)
            found = templates.listed(session, brand_id)
            return Page([message_bodies.template_body(each) for each in found])

        return await units.read(read)

    @put("/{name:str}", summary="Keep a template by its name", status_code=200)
    async def keep(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        messages_of: MessagesFactory,
        name: _Name,
        data: PutTemplate,
    ) -> Response[TemplateBody]:
        def work(unit: Unit) -> TemplateBody:
            return message_bodies.template_body(messages_of(unit, actor).put_template(name, data))

        return await commands.run(request, actor, work)

    @delete("/{name:str}", summary="Forget a template; messages keep their texts", status_code=200)
    async def forget(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        messages_of: MessagesFactory,
        name: _Name,
    ) -> Response[Done]:
        def work(unit: Unit) -> Done:
            messages_of(unit, actor).forget_template(name)
            return Done()

        return await commands.run(request, actor, work)


def _lane(unit: Unit, key: str) -> LaneBody:
    brand_id = lane_table.brand_of(key)
    found = message_listing.lanes(unit.session, brand_id)
    return next(message_bodies.lane_body(each) for each in found if each.key == key)
