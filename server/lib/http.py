"""What controllers share: marks on routes, and parameters that several have."""

from __future__ import annotations

from typing import Annotated, Any, Final

from litestar.params import QueryParameter

Marks = dict[str, Any]  # Any: Litestar's `opt`

PUBLIC: Final[Marks] = {"exclude_from_auth": True}
"""`opt` of a route that needs no token."""

MAY_BE_SHORT: Final[Marks] = {"may_be_short": True}
"""`opt` of a write that prepaid credit may not suffice for (402)."""

TAKES_NO_KEY: Final[Marks] = {"takes_no_key": True}
"""`opt` of a write that takes no Idempotency-Key (pairing, signing in and out)."""

Cursor = Annotated[
    str | None,
    QueryParameter(name="cursor", max_length=200, description="`next` of the page before"),
]
Limit = Annotated[int, QueryParameter(name="limit", ge=1, le=200, description="rows a page")]
