"""Every table of the suite in one metadata: what migrations compare against."""

from server.cashier import models as cashier
from server.catalog import models as catalog
from server.db import audit, idempotency, jobs, journal, lanes
from server.db.base import Base
from server.kitchen import models as kitchen
from server.messaging import models as messaging
from server.printing import models as printing
from server.shop import models as shop
from server.sms import inbox_models as sms_inbox
from server.sms import models as sms

__all__ = [
    "audit",
    "cashier",
    "catalog",
    "idempotency",
    "jobs",
    "journal",
    "kitchen",
    "lanes",
    "messaging",
    "metadata",
    "printing",
    "shop",
    "sms",
    "sms_inbox",
]

metadata = Base.metadata
