"""`GET /v1/audit`: who changed what of the set-up, with the names of people and terminals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Annotated

from litestar import Controller, get
from litestar.params import QueryParameter
from sqlalchemy.orm import Session

from common.domain.audit import AuditRow, Subject
from common.domain.business_day import day_ends_at
from common.domain.errors import Invalid
from common.domain.roles import Actor, Permission
from common.wire.answers import Page
from common.wire.audit import AuditBody
from server.db import audit
from server.db.units import Units
from server.lib import paging
from server.lib.http import Cursor, Limit
from server.shop.opening import zone_of
from server.shop.repository import ShopRepository

About = Annotated[Subject | None, QueryParameter(name="subject", description="a kind of thing")]
Thing = Annotated[
    str | None, QueryParameter(name="subject_id", max_length=64, description="one thing's id")
]
By = Annotated[
    str | None, QueryParameter(name="by", max_length=64, description="a person's or terminal's id")
]
Day = Annotated[date | None, QueryParameter(name="day", description="a business day")]


def entries_of(
    session: Session,
    actor: Actor,
    wanted: audit.Wanted,
    day: date | None,
    after: tuple[datetime, str] | None,
    limit: int,
) -> Page[AuditBody]:
    """The newest first. Raises NotFound `shop.unknown`, Invalid `day.invalid`."""
    shop = ShopRepository(session)
    if day is not None:
        record = shop.shop(actor.shop_id)
        zone = zone_of(record.zone if record else "UTC")
        try:
            since, until = day_ends_at(day - timedelta(days=1), zone), day_ends_at(day, zone)
        except OverflowError as error:
            raise Invalid("day.invalid", "day") from error
        wanted = audit.Wanted(wanted.subject, wanted.subject_id, wanted.by, since, until)
    found = audit.entries(session, actor.shop_id, wanted, after, limit + 1)
    listed = paging.page(found, limit, lambda row: (row.at, row.id))
    names: dict[str | None, str] = {each.id: each.name for each in shop.staff_of(actor.shop_id)}
    names |= {each.id: each.name for each in shop.devices(actor.shop_id)}
    return Page([_body(row, names) for row in listed.items], listed.next)


def _body(row: AuditRow, names: Mapping[str | None, str]) -> AuditBody:
    return AuditBody(
        id=row.id,
        at=row.at,
        subject=row.subject,
        subject_id=row.subject_id,
        name=row.name,
        action=row.action,
        before=row.before,
        after=row.after,
        role=row.role,
        staff_id=row.staff_id,
        by_name=names.get(row.staff_id, ""),
        device_id=row.device_id,
        device_name=names.get(row.device_id, ""),
    )


class AuditController(Controller):
    path = "/v1/audit"
    tags = ("shop",)

    @get(summary="Who changed what of the set-up, the newest first")
    async def read(
        self,
        units: Units,
        actor: Actor,
        subject: About = None,
        subject_id: Thing = None,
        by: By = None,
        day: Day = None,
        cursor: Cursor = None,
        limit: Limit = paging.LIMIT,
    ) -> Page[AuditBody]:
        actor.require(Permission.MANAGE)
        after = paging.decode_cursor(cursor, tuple[datetime, str]) if cursor else None
        wanted = audit.Wanted(subject, subject_id, by)
        return await units.read(
            lambda session: entries_of(session, actor, wanted, day, after, limit)
        )
