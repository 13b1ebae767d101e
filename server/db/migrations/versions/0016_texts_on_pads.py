"""Whether guests may leave a phone number at their pad: a shop's own choice, yes until it says no"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "shop",
        sa.Column("offers_texts", sa.Boolean(), server_default=sa.true(), nullable=False),
    )
