"""Which schema a database has and which one this program needs: asked at every start, so without
alembic, whose import takes longer than the answer."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import inspect, text

from server.db.engines import open_engines

MIGRATIONS: Final = Path(__file__).parent / "migrations"


def version(database_url: str) -> str | None:
    """The revision that the database stands at, None when it is empty. Raises DatabaseUrlInvalid."""
    engines = open_engines(database_url)
    try:
        with engines.read.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
            return found
    finally:
        engines.dispose()


def newest() -> str:
    """The revision that this program needs: files are named by it, in one line without branches."""
    return max(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))
