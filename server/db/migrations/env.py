"""Alembic's environment: runs on the connection that `server.db.migrate` hands over."""

from __future__ import annotations

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from server.db import base
from server.db.all_models import metadata


def render_type(kind: str, item: object, draft: AutogenContext) -> str | Literal[False]:
    """How our column types stand in a migration: only what a table keeps, no enum of today."""
    if kind != "type":
        return False
    match item:
        case base.UtcDateTime():
            draft.imports.add("from server.db.base import UtcDateTime")
            return "UtcDateTime()"
        case base.Id():
            return "sa.String(length=36)"
        case base.Choice():
            return "sa.String(length=32)"
        case base.Json() | base.JsonBytes():
            return "sa.Text()"
        case _:
            return False


def run(connection: Connection) -> None:
    is_first = context.script.get_current_head() is None
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_item=render_type,
        render_as_batch=not is_first,  # SQLite alters a table by copying it
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
