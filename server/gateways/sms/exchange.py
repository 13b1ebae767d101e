"""One HTTP exchange with a provider, and whether its first byte had gone out when it failed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import httpx
import msgspec

from server.gateways.sms.port import Busy, Permit, Unknown

CONNECT_WITHIN_S: Final = 5.0
MOST_CONNECTIONS: Final = 128
_KEPT: Final = 16
_KEPT_FOR_S: Final = 20.0
"""Less than any server keeps an idle connection: one that it closes under us leaves us in doubt."""


class Connections:
    """Bounded connections to one host, in pools: codes never wait for the answers to marketing."""

    def __init__(self, host: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        """`host`: `https://name`."""
        self._host = host
        self._transport = transport
        self._pools: dict[str, httpx.AsyncClient] = {}

    def of(self, pool: str) -> httpx.AsyncClient:
        if pool not in self._pools:
            self._pools[pool] = httpx.AsyncClient(
                base_url=self._host,
                # How long an answer may take is the permit's to say.
                timeout=httpx.Timeout(None, connect=CONNECT_WITHIN_S, pool=CONNECT_WITHIN_S),
                limits=httpx.Limits(
                    max_connections=MOST_CONNECTIONS,
                    max_keepalive_connections=_KEPT,
                    keepalive_expiry=_KEPT_FOR_S,
                ),
                follow_redirects=False,
                trust_env=False,
                transport=self._transport,
            )
        return self._pools[pool]

    async def close(self) -> None:
        for each in self._pools.values():
            await each.aclose()
        self._pools.clear()


class _NotPermitted(Exception):
    """The permit said no, right before the first byte."""


@dataclass(slots=True)
class _FirstByte:
    """httpcore's trace: it tells of the moment between the connection and the first byte."""

    permit: Permit
    is_out: bool = field(default=False)

    async def __call__(self, event: str, info: Mapping[str, Any]) -> None:  # Any: httpcore's own
        if event.endswith(".send_request_headers.started") and not self.is_out:
            if not self.permit.may_begin():
                raise _NotPermitted
            self.is_out = True


async def post(
    connections: Connections, path: str, body: Mapping[str, str], permit: Permit
) -> httpx.Response | Busy | Unknown:
    """Post `body` as JSON once; Busy when nothing was sent, Unknown when something was.

    No exception's own text goes into the outcome: it might quote the request.
    """
    first = _FirstByte(permit)
    try:
        async with asyncio.timeout(permit.within_s):
            return await connections.of(permit.pool).post(
                path,
                content=msgspec.json.encode(body),
                headers={"Content-Type": "application/json; charset=utf-8"},
                extensions={"trace": first},
            )
    except _NotPermitted:
        return Busy("not_begun", "the lane is another's by now")
    except TimeoutError:
        return _failed(first, "no answer in time")
    except httpx.HTTPError as error:
        return _failed(first, type(error).__name__)


def _failed(first: _FirstByte, why: str) -> Busy | Unknown:
    return Unknown(why) if first.is_out else Busy("unreachable", why)
