"""The smallest business change there is: a brand with a code of its own."""

from collections.abc import Callable

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from server.db.unit import Unit
from server.shop.models import Brand


def add_brand(code: str) -> Callable[[Unit], str]:
    def work(unit: Unit) -> str:
        unit.session.execute(insert(Brand).values(id=unit.new_id(), code=code, name=code))
        return code

    return work


def brand_codes(session: Session) -> list[str]:
    return list(session.scalars(select(Brand.code).order_by(Brand.code)))
