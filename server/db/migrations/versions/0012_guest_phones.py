"""Where a guest wants to be told by text that an order is ready

The number has a table of its own, so that no reader of stays comes upon it; the stay knows it masked.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from server.db.base import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stay_phone",
        sa.Column("stay_id", sa.String(length=36), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["stay_id"], ["stay.id"], name=op.f("fk_stay_phone_stay_id_stay")),
        sa.PrimaryKeyConstraint("stay_id", name=op.f("pk_stay_phone")),
    )
    op.add_column(
        "stay", sa.Column("texts_to", sa.String(length=20), server_default="", nullable=False)
    )
