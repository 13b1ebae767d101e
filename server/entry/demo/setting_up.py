"""The shop's manager, who sets the demo's shop up before it opens: over HTTP, with login and PIN."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Final, Self

import httpx

from server.entry.demo.venue import SHOP, Venue, VenueFailed
from server.entry.seeding import stable_id

_LOGIN: Final = "manager"


class Manager:
    """Use as a context manager."""

    def __init__(self, venue: Venue) -> None:
        pin = venue.staff_pin(_LOGIN)
        self._client = httpx.Client(base_url=venue.url, trust_env=False)
        body = {"shop_id": stable_id(SHOP, "shop"), "login": _LOGIN, "pin": pin}
        token = self._said(self._client.post("/v1/staff/sign-in", json=body))["token"]
        self._client.headers["Authorization"] = f"Bearer {token}"

    def add_receipt_printer(self, path: str, desk: str) -> None:
        """A printer of the desk of that name; it prints each bill that is paid, into the file `path`."""
        devices = self._said(self._client.get("/v1/devices"))["items"]
        printer = {
            "name": "前台小票机",
            "kind": "file",
            "address": path,
            "desk_id": next(x["id"] for x in devices if x["name"] == desk),
            "has_receipts": True,
            "prints_paid": True,
        }
        key = {"Idempotency-Key": "receipt-printer"}
        self._said(self._client.post("/v1/printers", json=printer, headers=key))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def _said(self, answer: httpx.Response) -> dict[str, Any]:  # Any: the server's JSON
        if not answer.is_success:
            raise VenueFailed(f"{answer.request.url.path} answered {answer.text}")
        return dict(answer.json())
