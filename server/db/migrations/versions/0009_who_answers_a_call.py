"""Who goes to a guest that called, by name

The desk and the other waiters see it; names of old calls stay empty.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "service_call",
        sa.Column("accepted_name", sa.String(length=60), server_default="", nullable=False),
    )
