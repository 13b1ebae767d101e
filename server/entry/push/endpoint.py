"""The route of the push socket."""

from __future__ import annotations

from typing import Any

from litestar import WebSocket
from litestar.handlers import WebsocketRouteHandler, websocket

from server.entry.push.hub import Hub
from server.entry.push.wire import UvicornWire
from server.lib.http import PUBLIC


def push_route(hub: Hub) -> WebsocketRouteHandler:
    """`GET /v1/push`. The token comes in the first frame, never in the URL or a header."""

    @websocket("/v1/push", opt=PUBLIC)
    # Any: Litestar's user, auth and state.
    async def push(socket: WebSocket[Any, Any, Any]) -> None:
        wire = UvicornWire(socket)
        await wire.accept()
        await hub.serve(wire)

    return push
