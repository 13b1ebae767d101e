"""Same tap, once: the first answer to an Idempotency-Key, kept with the change it answers for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, cast

from sqlalchemy import (
    LargeBinary,
    SmallInteger,
    String,
    Table,
    and_,
    bindparam,
    delete,
    select,
    update,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, Session, mapped_column

from server.db.base import Base, Json, UtcDateTime, add_new
from server.db.errors import IdempotencyInProgress, IdempotencyKeyReused
from server.db.faults import LOCK_NOT_AVAILABLE, sqlstate
from server.db.unit import Unit

KEPT_FOR: Final = timedelta(days=14)
_PRUNED_ROWS: Final = 500


class IdempotencyRow(Base):
    """`status` is NULL only inside the unit that works on the answer."""

    __tablename__ = "idempotency"

    scope: Mapped[str] = mapped_column(String(80), primary_key=True)
    key: Mapped[str] = mapped_column(String(128), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[int | None] = mapped_column(SmallInteger)
    headers: Mapped[dict[str, str] | None] = mapped_column(Json)
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


_TABLE: Final = cast(Table, IdempotencyRow.__table__)

# Built once: a statement that is built per request costs five times its execution.
_IS_KEY: Final = and_(_TABLE.c.scope == bindparam("of_scope"), _TABLE.c.key == bindparam("of_key"))
_FIND: Final = select(_TABLE.c.fingerprint, _TABLE.c.status, _TABLE.c.headers, _TABLE.c.body).where(
    _IS_KEY
)
_KEEP: Final = (
    update(_TABLE)
    .where(_IS_KEY)
    .values(status=bindparam("status"), headers=bindparam("headers"), body=bindparam("body"))
)


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An HTTP answer to be given again byte for byte."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def begin(unit: Unit, scope: str, key: str, fingerprint: str) -> StoredAnswer | None:
    """Take `key` for this unit, or give the answer that it already has.

    First statement of a unit, outside its savepoint; `store` must follow in the same unit, or
    the unit must fail. `scope` is the device or integration; `fingerprint` covers method, path
    and raw body. Raises IdempotencyKeyReused when the key stands for another request, and
    IdempotencyInProgress when another unit has held it for 5 s.
    """
    values = {
        "scope": scope,
        "key": key,
        "fingerprint": fingerprint,
        "created_at": unit.now,
    }
    try:
        # Of two at once the second finds no room; on PostgreSQL it waits here for the first.
        is_ours = add_new(unit.session, _TABLE, values)
    except OperationalError as error:
        if sqlstate(error) == LOCK_NOT_AVAILABLE:
            raise IdempotencyInProgress(key) from error
        raise
    return None if is_ours else _stored(unit.session, scope, key, fingerprint)


def _stored(session: Session, scope: str, key: str, fingerprint: str) -> StoredAnswer:
    row = session.execute(_FIND, {"of_scope": scope, "of_key": key}).one_or_none()
    if row is None:  # pruned between the two statements: as good as held
        raise IdempotencyInProgress(key)
    if row.fingerprint != fingerprint:
        raise IdempotencyKeyReused(key)
    if row.status is None:  # taken twice in one unit
        raise IdempotencyInProgress(key)
    return StoredAnswer(row.status, row.body or b"", row.headers or {})


def store(unit: Unit, scope: str, key: str, answer: StoredAnswer) -> None:
    """Keep `answer` for the key that this unit has taken with `begin`."""
    unit.session.execute(
        _KEEP,
        {
            "of_scope": scope,
            "of_key": key,
            "status": answer.status,
            "headers": dict(answer.headers),
            "body": answer.body,
        },
    )


def prune(session: Session, now: datetime, limit: int = _PRUNED_ROWS) -> int:
    """Forget answers older than 14 days, at most `limit`; gives how many."""
    old = session.execute(
        select(IdempotencyRow.scope, IdempotencyRow.key)
        .where(IdempotencyRow.created_at < now - KEPT_FOR)
        .order_by(IdempotencyRow.created_at)
        .limit(limit)
    ).all()
    for scope, key in old:
        session.execute(
            delete(IdempotencyRow).where(IdempotencyRow.scope == scope, IdempotencyRow.key == key)
        )
    return len(old)
