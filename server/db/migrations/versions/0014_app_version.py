"""Which version of its program a terminal runs

The way back is a restored backup.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "device", sa.Column("app_version", sa.String(length=32), server_default="", nullable=False)
    )
