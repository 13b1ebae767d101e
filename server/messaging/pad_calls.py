"""What the room pads may call for: the house's calls, and those that a shop words itself.

`template_id` is the seed's msgTemplateId. Which of them are buttons, and in which order, is the
shop's `pad_calls`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from sqlalchemy import Table, delete, select
from sqlalchemy.orm import Session

from common.domain.announcement_defaults import PAD_CALLS, PadCall
from common.domain.audit import Subject, Values
from common.domain.errors import Invalid, NotFound, Refused
from common.domain.ids import ShopId
from common.domain.roles import Actor, Permission
from common.wire.messages import PadCallBody, PadCallFields
from server.db import audit
from server.db.base import add_new
from server.messaging.centre import Centre
from server.messaging.models import PadCallTemplate

TEMPLATES: Final = cast(Table, PadCallTemplate.__table__)
FIRST_OWN: Final = 101
"""Ids below belong to the house, also those it has not given yet."""
MOST_BUTTONS: Final = 12
MOST_OWN: Final = 50


def pad_calls(session: Session, shop_id: ShopId) -> Mapping[int, PadCall]:
    """By template id, the house's first."""
    return {**PAD_CALLS, **_own(session, shop_id)}


def pad_call_named(session: Session, shop_id: ShopId, label: str) -> PadCall | None:
    calls = pad_calls(session, shop_id).values()
    return next((call for call in calls if call.label == label), None)


def bodies(session: Session, shop_id: ShopId, shown: tuple[str, ...]) -> list[PadCallBody]:
    """The buttons in their order, then what is not shown."""
    own = _own(session, shop_id)
    calls = sorted(
        {**PAD_CALLS, **own}.values(),
        key=lambda x: (shown.index(x.label) if x.label in shown else len(shown), x.template_id),
    )
    return [_body(call, shown, is_own=call.template_id in own) for call in calls]


@dataclass(frozen=True, slots=True)
class PadCallEditor:
    """A manager words calls and chooses the buttons; every pad of the shop shows it at once."""

    centre: Centre
    actor: Actor

    def add(self, fields: PadCallFields) -> PadCallBody:
        """Raises Invalid `call.label_taken`, Refused `call.too_many`."""
        self.actor.require(Permission.MANAGE)
        own = _own(self.centre.session, self.centre.shop_id)
        if len(own) >= MOST_OWN:
            raise Refused("call.too_many", {"limit": MOST_OWN})
        return self._put(max([FIRST_OWN - 1, *own]) + 1, "", fields)

    def change(self, template_id: int, fields: PadCallFields) -> PadCallBody:
        """Raises NotFound `call.unknown_template`, and as `add`."""
        self.actor.require(Permission.MANAGE)
        return self._put(template_id, self._known(template_id).label, fields)

    def remove(self, template_id: int) -> PadCallBody:
        """Take the button away; a call of the house is worded as before. Gives what it was."""
        self.actor.require(Permission.MANAGE)
        call = self._known(template_id)
        self._forget(template_id)
        shown = tuple(each for each in self.centre.manner.pad_calls if each != call.label)
        self.centre.ports.venue.show_pad_calls(shown)
        self._note(call, before=_for_trail(call, self.centre.manner.pad_calls), after=None)
        return _body(call, shown, is_own=template_id >= FIRST_OWN)

    def _put(self, template_id: int, was: str, fields: PadCallFields) -> PadCallBody:
        session, shop_id = self.centre.session, self.centre.shop_id
        label, name = fields.label.strip(), fields.call_name.strip()
        for field, text in (("label", label), ("call_name", name)):
            if not text:
                raise Invalid("call.empty", f"$.{field}")
        same = pad_call_named(session, shop_id, label)
        if same is not None and same.template_id != template_id:
            raise Invalid("call.label_taken", "$.label", {"template_id": same.template_id})
        call = PadCall(template_id, label, name)
        held = pad_calls(session, shop_id).get(template_id)
        self._forget(template_id)
        if PAD_CALLS.get(template_id) != call:
            values = {"template_id": template_id, "label": label, "call_name": name}
            add_new(session, TEMPLATES, {"shop_id": shop_id, **values})
        shown = _shown(self.centre.manner.pad_calls, was, label, is_shown=fields.is_shown)
        if len(shown) > MOST_BUTTONS:
            raise Refused("call.too_many", {"limit": MOST_BUTTONS})
        self.centre.ports.venue.show_pad_calls(shown)
        before = None if held is None else _for_trail(held, self.centre.manner.pad_calls)
        self._note(call, before=before, after=_for_trail(call, shown))
        return _body(call, shown, is_own=PAD_CALLS.get(template_id) != call)

    def _note(self, call: PadCall, *, before: Values | None, after: Values | None) -> None:
        audit.note(
            self.centre.unit, self.actor, Subject.MESSAGE_TEMPLATE, str(call.template_id),
            call.label, before=before, after=after,
        )  # fmt: skip

    def _known(self, template_id: int) -> PadCall:
        call = pad_calls(self.centre.session, self.centre.shop_id).get(template_id)
        if call is None:
            raise NotFound("call.unknown_template", {"template_id": template_id})
        return call

    def _forget(self, template_id: int) -> None:
        self.centre.session.execute(
            delete(TEMPLATES).where(
                TEMPLATES.c.shop_id == self.centre.shop_id, TEMPLATES.c.template_id == template_id
            )
        )


def _shown(shown: tuple[str, ...], was: str, label: str, *, is_shown: bool) -> tuple[str, ...]:
    """The buttons once the call `was` (empty: a new one) is called `label`; it keeps its place."""
    if not is_shown:
        return tuple(each for each in shown if each not in (was, label))
    if was in shown:
        return tuple(label if each == was else each for each in shown)
    return shown if label in shown else (*shown, label)


def _for_trail(call: PadCall, shown: tuple[str, ...]) -> Values:
    is_shown = call.label in shown
    return {"label": call.label, "call_name": call.call_name, "is_shown": is_shown}


def _own(session: Session, shop_id: ShopId) -> dict[int, PadCall]:
    columns = TEMPLATES.c
    rows = session.execute(
        select(columns.template_id, columns.label, columns.call_name)
        .where(columns.shop_id == shop_id)
        .order_by(columns.template_id)
    )
    return {row.template_id: PadCall(row.template_id, row.label, row.call_name) for row in rows}


def _body(call: PadCall, shown: tuple[str, ...], *, is_own: bool) -> PadCallBody:
    return PadCallBody(call.template_id, call.label, call.call_name, call.label in shown, is_own)
