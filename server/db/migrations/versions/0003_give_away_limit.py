"""What a cashier may give away without a manager is the shop's own setting

What was a constant until now (¥100.00) is what every shop begins with.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "shop",
        sa.Column("give_away_limit_fen", sa.Integer(), nullable=False, server_default="10000"),
    )
