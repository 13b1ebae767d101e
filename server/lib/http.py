"""What controllers share: names of injected things, and their types where no subject owns them."""

from __future__ import annotations

from typing import Annotated, Final

from litestar.params import Parameter

PUBLIC: Final = {"public": True}
"""`opt` of a route that needs no token."""

TAKES_NO_KEY: Final = {"takes_no_key": True}
"""`opt` of a write that stores nothing under an Idempotency-Key (pairing, signing in)."""

Cursor = Annotated[
    str | None,
    Parameter(query="cursor", max_length=200, description="`next` of the page before"),
]
Limit = Annotated[int, Parameter(query="limit", ge=1, le=200, description="rows a page")]
