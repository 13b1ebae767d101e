"""Tables of the menu."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from server.db.base import Base, Id, Json, UtcDateTime


class Category(Base):
    __tablename__ = "category"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"), index=True)
    name: Mapped[str] = mapped_column(String(20))
    blurb: Mapped[str] = mapped_column(String(60), default="")
    tint: Mapped[int] = mapped_column(SmallInteger, default=1)
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)


class Goods(Base):
    """A dish. `sold_out_at` counts until the business day it fell in ends (judged when read).

    `remaining` counts down with each placement; NULL: not counted. `option_groups` holds what
    `common.domain.rows.OptionGroup` holds, ids included.
    """

    __tablename__ = "goods"
    __table_args__ = (
        CheckConstraint("price_fen >= 0", name="price_not_negative"),
        CheckConstraint("remaining IS NULL OR remaining >= 0", name="remaining_not_negative"),
        Index("ix_goods_shop", "shop_id"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"))
    category_id: Mapped[str] = mapped_column(ForeignKey("category.id"))
    name: Mapped[str] = mapped_column(String(40))
    unit: Mapped[str] = mapped_column(String(8))
    price_fen: Mapped[int] = mapped_column()
    description: Mapped[str] = mapped_column(String(120), default="")
    glyph: Mapped[str] = mapped_column(String(1), default="")
    photo: Mapped[str | None] = mapped_column(String(200))
    is_signature: Mapped[bool] = mapped_column(default=False)
    target_minutes: Mapped[int | None] = mapped_column(SmallInteger)
    allergens: Mapped[list[str]] = mapped_column(Json)
    # Any: plain JSON of OptionGroup, converted in the repository
    option_groups: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    station_ids: Mapped[list[str]] = mapped_column(Json)
    remaining: Mapped[int | None] = mapped_column()
    sold_out_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    on_menu: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)


class Photo(Base):
    """A dish's picture, named by its bytes; in the database, so that a backup holds it and every
    server process has it. `put_at`: when a dish last took it; what no dish shows is removed a day later.
    """

    __tablename__ = "photo"
    __table_args__ = (Index("ix_photo_put_at", "put_at"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    width: Mapped[int] = mapped_column(SmallInteger)
    height: Mapped[int] = mapped_column(SmallInteger)
    put_at: Mapped[datetime] = mapped_column(UtcDateTime)
