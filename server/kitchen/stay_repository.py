"""Stays and their hand tags: statements in Core, `StayRow` out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, and_, bindparam, insert, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from common.domain.ids import RoomId, ShopId, StayId
from common.domain.rows import BatchRow, LineRow, OrderRow, StayRow, StayState
from server.kitchen.models import Stay, StayTag
from server.kitchen.repository import as_tables, dockets, orders_of_stays, table_of

STAYS: Final = table_of(Stay)
TAGS: Final = table_of(StayTag)

_FIELDS: Final = (
    "room_id",
    "room_name",
    "guests",
    "is_walk_in",
    "state",
    "opened_at",
    "left_at",
    "ended_at",
    "bill_stay_id",
    "texts_to",
    "version",
)
_SHOP: Final = STAYS.c.shop_id == bindparam("shop_id")
_IS_OPEN: Final = text("stay.state = 'open'")
_COLUMNS: Final = [STAYS.c.id, STAYS.c.has_tags, *(STAYS.c[name] for name in _FIELDS)]
_BY_IDS: Final = select(*_COLUMNS).where(_SHOP, STAYS.c.id.in_(bindparam("ids", expanding=True)))
_OPEN_IN_ROOM: Final = (
    select(*_COLUMNS)
    # `ended_at` too: its index leads past all former guests of the room at once.
    .where(_SHOP, STAYS.c.room_id == bindparam("room_id"), STAYS.c.ended_at.is_(None), _IS_OPEN)
    .order_by(STAYS.c.id)
)
_OPEN: Final = select(*_COLUMNS).where(_SHOP, _IS_OPEN).order_by(STAYS.c.id)
_ENDED_WITH: Final = (
    select(*_COLUMNS)
    .where(
        _SHOP, STAYS.c.room_id == bindparam("room_id"), STAYS.c.ended_at == bindparam("ended_at")
    )
    .order_by(STAYS.c.id)
)
_LATER_IN_ROOM: Final = (
    select(STAYS.c.id)
    .where(
        _SHOP,
        STAYS.c.room_id == bindparam("room_id"),
        STAYS.c.id != bindparam("stay_id"),
        or_(STAYS.c.opened_at >= bindparam("at"), _IS_OPEN),
    )
    .limit(1)
)
_STAY_OF_TAG: Final = select(TAGS.c.stay_id).where(
    TAGS.c.shop_id == bindparam("shop_id"),
    TAGS.c.tag == bindparam("tag"),
    text("stay_tag.ended_at IS NULL"),
)
_WORN: Final = select(TAGS.c.tag, TAGS.c.stay_id).where(
    TAGS.c.shop_id == bindparam("shop_id"),
    TAGS.c.tag.in_(bindparam("tags", expanding=True)),
    text("stay_tag.ended_at IS NULL"),
)
# The tags of an ended stay are those that it still had when it ended.
_TAGS_OF: Final = (
    select(TAGS.c.stay_id, TAGS.c.tag)
    .join(STAYS, STAYS.c.id == TAGS.c.stay_id)
    .where(
        TAGS.c.stay_id.in_(bindparam("ids", expanding=True)),
        or_(
            TAGS.c.ended_at.is_(None),
            and_(STAYS.c.state == StayState.ENDED, TAGS.c.ended_at == STAYS.c.ended_at),
        ),
    )
    .order_by(TAGS.c.position, TAGS.c.tag)
)
_ARE_OPEN: Final = select(STAYS.c.id).where(
    STAYS.c.id.in_(bindparam("ids", expanding=True)), _IS_OPEN
)


def _stays(session: Session, statement: Select[Any], **params: object) -> list[StayRow]:
    # Any: the row type of the columns above
    found = session.execute(statement, params).mappings().all()
    tagged = [row["id"] for row in found if row["has_tags"]]
    tags: defaultdict[str, list[str]] = defaultdict(list)
    if tagged:
        for stay_id, tag in session.execute(_TAGS_OF, {"ids": tagged}):
            tags[stay_id].append(tag)
    return [
        StayRow(
            id=row["id"],
            hand_tags=tuple(tags[row["id"]]),
            **{name: row[name] for name in _FIELDS},
        )
        for row in found
    ]


def stays(session: Session, shop_id: ShopId, ids: Collection[StayId]) -> list[StayRow]:
    return _stays(session, _BY_IDS, shop_id=shop_id, ids=list(ids)) if ids else []


def stay(session: Session, shop_id: ShopId, stay_id: str) -> StayRow | None:
    return next(iter(stays(session, shop_id, [StayId(stay_id)])), None)


def open_stays_in(session: Session, shop_id: ShopId, room_id: RoomId) -> list[StayRow]:
    return _stays(session, _OPEN_IN_ROOM, shop_id=shop_id, room_id=room_id)


def open_stays(session: Session, shop_id: ShopId) -> list[StayRow]:
    """What the desk's and the waiters' tables hold of stays."""
    return _stays(session, _OPEN, shop_id=shop_id)


def open_stay_with_tag(session: Session, shop_id: ShopId, tag: str) -> StayRow | None:
    stay_id = session.scalar(_STAY_OF_TAG, {"shop_id": shop_id, "tag": tag})
    return None if stay_id is None else stay(session, shop_id, stay_id)


def worn_tags(session: Session, shop_id: ShopId, tags: Collection[str]) -> dict[str, StayId]:
    """Which of `tags` are in an open stay, and in which."""
    if not tags:
        return {}
    found = session.execute(_WORN, {"shop_id": shop_id, "tags": list(tags)})
    return {tag: StayId(stay_id) for tag, stay_id in found}


def ended_with(
    session: Session, shop_id: ShopId, room_id: RoomId, ended_at: datetime
) -> list[StayRow]:
    """The stays that one clean ended together."""
    return _stays(session, _ENDED_WITH, shop_id=shop_id, room_id=room_id, ended_at=ended_at)


def has_later_stay(session: Session, shop_id: ShopId, ended: StayRow) -> bool:
    """Whether another stay is open in the room of `ended`, or was opened there since."""
    params = {
        "shop_id": shop_id,
        "room_id": ended.room_id,
        "at": ended.ended_at,
        "stay_id": ended.id,
    }
    return session.scalar(_LATER_IN_ROOM, params) is not None


def which_are_open(session: Session, ids: Collection[StayId]) -> frozenset[StayId]:
    return frozenset(session.scalars(_ARE_OPEN, {"ids": list(ids)})) if ids else frozenset()


def pad_stay(session: Session, shop_id: ShopId, room_id: RoomId) -> StayRow | None:
    """The stay that the room's pads show: the room stay, else the only tag stay; None: welcome."""
    present = [x for x in open_stays_in(session, shop_id, room_id) if x.left_at is None]
    room_stays = [x for x in present if not x.hand_tags]
    if room_stays:
        return room_stays[0]
    return present[0] if len(present) == 1 else None


def load_stay_tables(
    session: Session, shop_id: ShopId, stay_id: StayId
) -> tuple[list[StayRow], list[OrderRow], list[BatchRow], list[LineRow]]:
    """Everything of an open stay, as its pad's snapshot holds it; of an ended one nothing."""
    found = stay(session, shop_id, stay_id)
    if found is None or found.state is not StayState.OPEN:
        return [], [], [], []
    of_stay = dockets(session, shop_id, orders_of_stays(session, [stay_id]))
    return [found], *as_tables(of_stay)


# ── writing ──────────────────────────────────────────────────────────────────────────────────────

_CHANGING: Final = ("has_tags", *_FIELDS)
_INSERT: Final = insert(STAYS)
_UPDATE: Final = (
    update(STAYS)
    .where(STAYS.c.id == bindparam("id_"))
    .values({name: bindparam(name) for name in _CHANGING})
)
_OUT_OF_ROOM: Final = (
    update(STAYS).where(STAYS.c.id.in_(bindparam("ids", expanding=True))).values(room_id=None)
)
_END_TAG: Final = (
    update(TAGS)
    .where(
        TAGS.c.stay_id == bindparam("stay"),
        TAGS.c.tag == bindparam("worn"),
        TAGS.c.ended_at.is_(None),
    )
    .values(ended_at=bindparam("at"))
)


def _values(shop_id: ShopId, stay: StayRow) -> dict[str, object]:
    return {
        "id": stay.id,
        "shop_id": shop_id,
        "has_tags": bool(stay.hand_tags),
        **{name: getattr(stay, name) for name in _FIELDS},
    }


def write_stays(
    session: Session,
    shop_id: ShopId,
    changed: Iterable[tuple[StayRow | None, StayRow]],
    at: datetime,
) -> None:
    """Store stays as (before, after); None before: a new one. Tags that left end at `at`."""
    new: list[dict[str, object]] = []
    updated: list[dict[str, object]] = []
    moving: list[str] = []
    put_on: list[dict[str, object]] = []
    taken_off: list[dict[str, object]] = []
    for before, after in changed:
        values = _values(shop_id, after)
        if before is None:
            new.append(values)
        else:
            updated.append({name: values[name] for name in _CHANGING} | {"id_": after.id})
            if before.room_id != after.room_id:
                moving.append(after.id)
        had = () if before is None or before.state is StayState.ENDED else before.hand_tags
        has = () if after.state is StayState.ENDED else after.hand_tags
        taken_off += [{"stay": after.id, "worn": tag, "at": at} for tag in had if tag not in has]
        put_on += [
            {"stay_id": after.id, "tag": tag, "shop_id": shop_id, "position": position}
            for position, tag in enumerate(has)
            if tag not in had
        ]
    # Out before in: two stays may swap their rooms or a tag, and each is held by one at a time.
    if len(moving) > 1:
        session.execute(_OUT_OF_ROOM, {"ids": moving})
    if taken_off:
        session.execute(_END_TAG, taken_off)
    if updated:
        session.execute(_UPDATE, updated)
    if new:
        session.execute(_INSERT, new)
    if put_on:
        session.execute(_put_on(session), put_on)


def _put_on(session: Session) -> Any:  # Any: two dialects' inserts have no common type
    dialect = session.get_bind().dialect.name
    inserting = (postgresql if dialect == "postgresql" else sqlite).insert(TAGS)
    return inserting.on_conflict_do_update(
        index_elements=["stay_id", "tag"],
        set_={"ended_at": None, "position": inserting.excluded.position},
    )
