"""Messages that the house itself sends: in the brand's own words where it keeps a template for them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from common.domain.errors import NotFound
from common.domain.ids import BrandId
from common.domain.sms_text import MessageKind
from server.sms import templates
from server.sms.accepting import Wanted


def wanted(
    session: Session,
    brand_id: BrandId,
    kind: MessageKind,
    phone: str,
    ref: str,
    template: str,
    values: Mapping[str, str],
    otherwise: str,
) -> Wanted:
    """By the template of that name and kind if it asks for nothing beyond `values`; else `otherwise`."""
    try:
        own = templates.one(session, brand_id, template)
    except NotFound:
        own = None
    if own is not None and own.kind is kind and own.params.keys() <= values.keys():
        asked = {name: values[name] for name in own.params}
        return Wanted(kind, [phone], ref, template=own.name, params=asked)
    return Wanted(kind, [phone], ref, text=otherwise)
