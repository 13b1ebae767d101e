"""The text messages of the actor's brand in one unit of work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from common.domain.audit import Subject
from common.domain.errors import NotFound
from common.domain.ids import BrandId
from common.domain.roles import Actor, Permission
from common.wire.sms_messages import BlockPhone, NewMessage, PutTemplate
from server.db import audit, lanes
from server.db.unit import Unit
from server.sms import accepting, blacklist, lane_table, templates
from server.sms.accepting import Wanted
from server.sms.blacklist import Blocked
from server.sms.message_repository import Message
from server.sms.ports import Brands
from server.sms.templates import Template


class SmsMessages:
    """Each method raises Forbidden when the actor's role may not."""

    def __init__(self, unit: Unit, actor: Actor, brands: Brands, opt_out: str) -> None:
        self._unit = unit
        self._actor = actor
        self._brands = brands
        self._opt_out = opt_out

    def send(self, data: NewMessage) -> tuple[Message, bool]:
        """See `accepting.accept`."""
        brand_id = self._brand(Permission.SMS_CREDITS)
        if data.brand_id not in {None, brand_id}:
            raise NotFound("brand.unknown", {"brand_id": data.brand_id})
        wanted = Wanted(
            data.kind, data.phones, data.client_ref, data.text, data.template, data.params
        )
        return accepting.accept(self._unit, brand_id, wanted, self._opt_out)

    # ── who is not written to ───────────────────────────────────────────────────────────────────

    def block(self, data: BlockPhone) -> Blocked:
        brand_id = self._brand(Permission.MANAGE)
        blocked = blacklist.block(self._unit, brand_id, data.phone, data.note)
        self._note(blocked.phone, "blacklist", after=blocked.note)
        return blocked

    def unblock(self, typed: str) -> None:
        brand_id = self._brand(Permission.MANAGE)
        blacklist.unblock(self._unit, brand_id, typed)
        self._note(typed, "blacklist", before="")

    # ── lanes ───────────────────────────────────────────────────────────────────────────────────

    def pause(self, name: str, why: str) -> str:
        """Gives the lane's key. What is on its way ends; holds stay as they are."""
        key = self._lane(name)
        lanes.pause(self._unit, key, why)
        self._note(name, "lane", before="", after=why)
        return key

    def resume(self, name: str) -> str:
        """Gives the lane's key; one that goes on already goes on."""
        key = self._lane(name)
        if lanes.resume(self._unit, lane_table.LANES, key):
            self._note(name, "lane", before="paused", after="")
        return key

    # ── templates ───────────────────────────────────────────────────────────────────────────────

    def put_template(self, name: str, data: PutTemplate) -> Template:
        brand_id = self._brand(Permission.MANAGE)
        kept = templates.put(self._unit, brand_id, name, data.kind, data.text, data.params)
        self._note(name, "template", before="", after=data.text)
        return kept

    def forget_template(self, name: str) -> None:
        brand_id = self._brand(Permission.MANAGE)
        templates.forget(self._unit, brand_id, name)
        self._note(name, "template", before="")

    # ── inside ──────────────────────────────────────────────────────────────────────────────────

    def _brand(self, permission: Permission) -> BrandId:
        self._actor.require(permission)
        return self._brands.brand_of(self._actor.shop_id)

    def _lane(self, name: str) -> str:
        key = lane_table.key_named(self._brand(Permission.MANAGE), name)
        if key is None:
            raise NotFound("sms.lane_unknown", {"lane": name})
        return key

    def _note(
        self, name: str, what: str, before: str | None = None, after: str | None = None
    ) -> None:
        audit.note(
            self._unit,
            self._actor,
            Subject.SMS,
            name,
            name,
            before=None if before is None else {what: before},
            after=None if after is None else {what: after},
        )


MessagesFactory: TypeAlias = Callable[[Unit, Actor], SmsMessages]
