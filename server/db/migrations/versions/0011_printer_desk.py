"""A printer that is a path hangs on one desk's machine

The way back is a restored backup: undoing a change of a table would lose what it holds.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("printer") as table:
        table.add_column(sa.Column("desk_id", sa.String(length=36), nullable=True))
        table.create_foreign_key(op.f("fk_printer_desk_id_device"), "device", ["desk_id"], ["id"])
