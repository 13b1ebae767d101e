"""What the database layer refuses; none of these left anything stored.

DatabaseError
├── UnitsUnavailable        the unit could not be committed now; 503, safe to repeat
├── IdempotencyInProgress   another unit holds this key right now; 409 with Retry-After
├── IdempotencyKeyReused    this key was used for another request; 422
├── DatabaseUrlInvalid      the setting names no database that we can open
├── LaneLost                another drain of the lane has begun: this one may write nothing more
├── SchemaBroken            a migration would leave rows that refer to nothing
└── BackupRefused           a backup cannot be written or read
"""

from __future__ import annotations

from typing import ClassVar

from common.domain.errors import ZaotaiError


class DatabaseError(ZaotaiError):
    """Base; `code` is stable and goes out in problems."""

    code: ClassVar[str] = "server.error"


class UnitsUnavailable(DatabaseError):
    """The work was not committed: disk full, lock held, server gone, queue full or closing."""

    code = "server.unavailable"


class IdempotencyInProgress(DatabaseError):
    code = "idempotency.in_progress"


class IdempotencyKeyReused(DatabaseError):
    code = "idempotency.key_reused"


class DatabaseUrlInvalid(DatabaseError):
    code = "settings.database_url"


class LaneLost(DatabaseError):
    code = "lane.lost"


class SchemaBroken(DatabaseError):
    code = "database.schema"


class BackupRefused(DatabaseError):
    code = "database.backup"
