"""Who is asking: bearer tokens of terminals, integrations and signed-in people.

`Authorization: Bearer` carries the token of a terminal (`zd_…`) or of a signed-in person (`zs_…`).
A terminal names the person at it with `X-Staff-Session`; while that session lasts, the person's
role counts. `X-Staff-Id` names who did it for a command that waited in an outbox: it gives no
right, and a session that has ended meanwhile strands nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from litestar.connection import ASGIConnection
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult
from sqlalchemy.orm import Session

from common.domain.ids import DeviceId
from common.domain.roles import Actor
from server.db.units import Units
from server.lib.problems import Unauthorized
from server.shop import tokens
from server.shop.records import DeviceRecord
from server.shop.repository import ShopRepository

STAFF_SESSION: Final = "X-Staff-Session"
STAFF_ID: Final = "X-Staff-Id"
KNOWN_FOR_S: Final = 2.0
"""How long another process may honour a token after it was revoked; here it ends at the commit."""
_KNOWN_AT_MOST: Final = 4096

AnyConnection = ASGIConnection[Any, Any, Any, Any]  # Any: Litestar's handler, user, auth, state


@dataclass(frozen=True, slots=True)
class Credentials:
    token: str
    staff_session: str = ""
    staff_id: str = ""


def credentials_of(connection: AnyConnection) -> Credentials:
    """Raises Unauthorized `auth.missing`."""
    scheme, _, token = connection.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthorized("auth.missing")
    return Credentials(
        token.strip(),
        connection.headers.get(STAFF_SESSION, ""),
        connection.headers.get(STAFF_ID, ""),
    )


class Authenticator:
    """Finds the actor behind credentials; remembers the answer for a moment."""

    def __init__(self, units: Units, read_clock: Callable[[], datetime]) -> None:
        self._units = units
        self._read_clock = read_clock
        self._known: dict[Credentials, tuple[float, Actor]] = {}
        self._changes = 0
        units.on_commit(self._forget)

    async def actor(self, credentials: Credentials) -> Actor:
        """Raises Unauthorized `auth.invalid` or `auth.revoked`."""
        held = self._known.get(credentials)
        if held is not None and time.monotonic() < held[0]:
            return held[1]
        changes = self._changes
        actor = await self._units.read(lambda session: self._look_up(session, credentials))
        if len(self._known) >= _KNOWN_AT_MOST:
            self._known.clear()
        if changes == self._changes:  # else what was read may be from before the change
            self._known[credentials] = (time.monotonic() + KNOWN_FOR_S, actor)
        return actor

    def _look_up(self, session: Session, credentials: Credentials) -> Actor:
        shop, at = ShopRepository(session), self._read_clock()
        if credentials.token.startswith(tokens.STAFF_PREFIX):
            return _person(shop, credentials.token, at)
        device = shop.device_by_token(tokens.digest(credentials.token))
        if device is None:
            raise Unauthorized("auth.invalid")
        if device.revoked_at is not None:
            raise Unauthorized("auth.revoked")
        return _at_device(shop, device, credentials, at)

    def _forget(self, touched: frozenset[str]) -> None:
        # Not by the terminals' own streams: these carry announcements too, at every order.
        if tokens.ACCESS_CHANGED in touched:
            self._changes += 1
            self._known.clear()


def _person(shop: ShopRepository, token: str, at: datetime) -> Actor:
    session = shop.session(tokens.digest(token))
    if session is None:
        raise Unauthorized("auth.invalid")
    if session.is_over(at):
        raise Unauthorized("auth.revoked")
    staff = session.staff
    return Actor(staff.shop_id, staff.role, session.device_id, staff.id, is_signed_in=True)


def _at_device(
    shop: ShopRepository, device: DeviceRecord, credentials: Credentials, at: datetime
) -> Actor:
    actor = Actor(
        device.shop_id,
        device.kind,
        DeviceId(device.id),
        None,
        device.room_id,
        frozenset(device.station_ids),
    )
    if credentials.staff_session:
        session = shop.session(tokens.digest(credentials.staff_session))
        if session is not None and session.staff.shop_id == device.shop_id:
            if session.is_over(at):
                return replace(actor, staff_id=session.staff.id)
            return replace(
                actor, staff_id=session.staff.id, role=session.staff.role, is_signed_in=True
            )
    if credentials.staff_id:
        staff = shop.staff(device.shop_id, credentials.staff_id)
        return replace(actor, staff_id=None if staff is None else staff.id)
    return actor


class AuthMiddleware(AbstractAuthenticationMiddleware):
    """Puts the `Actor` into `request.user`, before the body is read."""

    async def authenticate_request(self, connection: AnyConnection) -> AuthenticationResult:
        authenticator: Authenticator = connection.app.state.authenticator
        credentials = credentials_of(connection)
        return AuthenticationResult(await authenticator.actor(credentials), credentials)
