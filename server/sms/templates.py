"""A brand's templates of text messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.orm import Session

from common.domain import sms_templates as rules
from common.domain.errors import Invalid, NotFound
from common.domain.ids import BrandId
from common.domain.sms_templates import SmsParam
from common.domain.sms_text import LONGEST, MessageKind, length, signature_of
from server.db.unit import Unit
from server.sms.models import SmsTemplate

_TEMPLATES: Final = cast(Table, SmsTemplate.__table__)


@dataclass(frozen=True, slots=True)
class Template:
    name: str
    kind: MessageKind
    text: str
    params: Mapping[str, SmsParam]
    at: datetime


_COLUMNS: Final = select(
    _TEMPLATES.c.name, _TEMPLATES.c.kind, _TEMPLATES.c.text, _TEMPLATES.c.params, _TEMPLATES.c.at
)


def listed(session: Session, brand_id: BrandId) -> list[Template]:
    query = _COLUMNS.where(_TEMPLATES.c.brand_id == brand_id).order_by(_TEMPLATES.c.name)
    return [_template(*row) for row in session.execute(query)]


def one(session: Session, brand_id: BrandId, name: str) -> Template:
    """Raises NotFound `sms.template_unknown`."""
    query = _COLUMNS.where(_TEMPLATES.c.brand_id == brand_id, _TEMPLATES.c.name == name)
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound("sms.template_unknown", {"template": name})
    return _template(*row)


def put(
    unit: Unit,
    brand_id: BrandId,
    name: str,
    kind: MessageKind,
    text: str,
    params: Mapping[str, SmsParam],
) -> Template:
    """Keep a template by its name. Raises Invalid `sms.template_invalid`, `sms.signature_missing`."""
    rules.check(text, params)
    if signature_of(text) is None:
        raise Invalid("sms.signature_missing", "$.text")
    if length(text) > LONGEST:
        raise Invalid("sms.text_invalid", "$.text", {"length": length(text), "at_most": LONGEST})
    mine = (_TEMPLATES.c.brand_id == brand_id, _TEMPLATES.c.name == name)
    values = {"kind": kind, "text": text, "params": dict(params), "at": unit.now}
    known = unit.session.scalar(select(_TEMPLATES.c.id).where(*mine).with_for_update())
    if known is None:
        unit.session.execute(
            insert(_TEMPLATES).values(id=unit.new_id(), brand_id=brand_id, name=name, **values)
        )
    else:
        unit.session.execute(update(_TEMPLATES).where(*mine).values(**values))
    return Template(name, kind, text, params, unit.now)


def forget(unit: Unit, brand_id: BrandId, name: str) -> None:
    """Raises NotFound `sms.template_unknown`."""
    one(unit.session, brand_id, name)
    unit.session.execute(
        delete(_TEMPLATES).where(_TEMPLATES.c.brand_id == brand_id, _TEMPLATES.c.name == name)
    )


def text_of(
    session: Session, brand_id: BrandId, name: str, kind: MessageKind, values: Mapping[str, str]
) -> str:
    """The text with `values` in it. Raises NotFound, Invalid `sms.params_invalid`.

    A template is of one kind: the text of a code must not go out as an offer.
    """
    template = one(session, brand_id, name)
    if template.kind is not kind:
        raise Invalid("sms.params_invalid", "$.kind", {"why": "kind", "kind": template.kind})
    return rules.filled(template.text, template.params, values)


def _template(
    name: str, kind: MessageKind, text: str, params: Mapping[str, str], at: datetime
) -> Template:
    return Template(name, kind, text, {key: SmsParam(value) for key, value in params.items()}, at)
