"""The outermost ring: a request's id, its clock on the body, its line in log and metrics.

It wraps the whole application, so that a request which reaches no route has them too.
"""

from __future__ import annotations

import asyncio
import logging
import random
import re
import time
from typing import Final

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPReceiveMessage, HTTPScope, Message, Receive, Scope, Send

from server.entry.metrics import Metrics
from server.lib.logs import bound_request
from server.lib.problems import SlowBody

REQUEST_ID: Final = b"x-request-id"
BODY_WITHIN_S: Final = 15.0
_GIVEN_ID: Final = re.compile(rb"[0-9A-Za-z-]{8,64}")
_QUIET: Final = ("/health/", "/metrics")
_SECRET: Final = "/v1/sms/callbacks/"

_log = logging.getLogger(__name__)


class Edge:
    def __init__(self, app: ASGIApp, metrics: Metrics, body_within_s: float) -> None:
        self._app = app
        self._metrics = metrics
        self._body_within_s = body_within_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS":
            # Litestar 2.25 answers it itself and names the methods of one handler only; we serve
            # no other origin, so nobody has to ask: 405 names them all.
            scope["method"] = "TRACE"
        seen = _Seen(scope, self._metrics, send)
        body = _Body(receive, self._body_within_s)
        with bound_request(seen.request_id):
            await self._app(scope, body.receive, seen.send)
            seen.note()


class _Body:
    """All of a body must arrive within its time, however busily a peer drips it.

    What comes after it (the disconnect that a long answer waits for) may take as long as it likes.
    No body at all reads as `{}`: many commands have nothing to say beyond their path.
    """

    def __init__(self, receive: Receive, within_s: float) -> None:
        self._receive = receive
        self._within_s = within_s
        self._until: float | None = None
        self._has_all = False
        self._is_empty = True

    async def receive(self) -> HTTPReceiveMessage:
        if self._has_all:
            return await self._next()
        now = asyncio.get_running_loop().time()
        self._until = self._until if self._until is not None else now + self._within_s
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._next()
        except TimeoutError as error:
            raise SlowBody from error
        if message["type"] != "http.request":
            self._has_all = True
            return message
        self._is_empty = self._is_empty and not message["body"]
        self._has_all = not message.get("more_body", False)
        if self._has_all and self._is_empty:
            message["body"] = b"{}"
        return message

    async def _next(self) -> HTTPReceiveMessage:
        message = await self._receive()
        assert message["type"] in ("http.request", "http.disconnect"), "an HTTP request's messages"
        return message


class _Seen:
    """What became of one request."""

    def __init__(self, scope: HTTPScope, metrics: Metrics, send: Send) -> None:
        given = dict(scope["headers"]).get(REQUEST_ID, b"")
        self.request_id = (
            given.decode() if _GIVEN_ID.fullmatch(given) else f"{random.getrandbits(128):032x}"
        )
        self._scope = scope
        self._metrics = metrics
        self._send = send
        self._began = time.perf_counter()
        self._status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            own = (REQUEST_ID, self.request_id.encode())
            message["headers"] = [*message.get("headers", ()), own]
        await self._send(message)

    def note(self) -> None:
        took_s = time.perf_counter() - self._began
        method, path = self._scope["method"], self._scope["path"]
        self._metrics.request(method, self._route(), self._status, took_s)
        if not path.startswith(_QUIET):
            _log.info(
                "request",
                extra={
                    "method": method,
                    "path": self._shown(path),
                    "status": self._status,
                    "ms": round(took_s * 1000, 1),
                },
            )

    def _shown(self, path: str) -> str:
        """A callback's path holds its secret: only its template is told."""
        return self._route() if path.startswith(_SECRET) else path

    def _route(self) -> str:
        """The route's template: one id a request would be one time series a request."""
        return str(self._scope.get("path_template") or "unknown")
