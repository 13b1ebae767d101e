"""Who this device is, on its disk: identity and token, and the nonces of unfinished pairings."""

from __future__ import annotations

import secrets

import msgspec

from common.client.facade import Identity
from common.client.store import Tx, read_meta, write_meta
from common.domain.errors import Refused
from common.domain.ids import DeviceId, RoomId, ShopId, StationId
from common.domain.roles import Role
from common.wire.answers import Me, Paired

_NAME = "identity"


class Stored(msgspec.Struct, frozen=True):
    """The token never leaves this module's callers: it is in no log and no URL."""

    identity: Identity
    token: str

    def __repr__(self) -> str:
        return f"Stored({self.identity.device_id})"


async def load(tx: Tx) -> Stored | None:
    return await read_meta(tx, _NAME, Stored)


async def save(tx: Tx, stored: Stored) -> None:
    await write_meta(tx, _NAME, stored)


async def pairing_nonce(tx: Tx, server_url: str, code: str) -> str:
    """The same for the same code until it is paired: an answer that was lost can be asked for again."""
    name = f"nonce {server_url} {code}"
    held = await read_meta(tx, name, str)
    if held is None:
        held = secrets.token_urlsafe(24)
        await write_meta(tx, name, held)
    return held


async def forget_nonce(tx: Tx, server_url: str, code: str) -> None:
    await write_meta(tx, f"nonce {server_url} {code}", None)


def of_pairing(server_url: str, name: str, paired: Paired) -> Stored:
    identity = Identity(
        server_url=server_url.rstrip("/"),
        device_id=DeviceId(paired.device_id),
        name=name,
        kind=Role(paired.kind),
        shop_id=ShopId(paired.shop_id),
        room_id=RoomId(paired.room_id) if paired.room_id else None,
        station_ids=tuple(StationId(each) for each in paired.station_ids),
    )
    return Stored(identity, paired.token)


def of_token(server_url: str, token: str, me: Me) -> Stored:
    """Raises Refused `device.required` for the token of a person."""
    if me.device_id is None:
        raise Refused("device.required")
    identity = Identity(
        server_url=server_url.rstrip("/"),
        device_id=DeviceId(me.device_id),
        name=me.name,
        kind=Role(me.role),
        shop_id=ShopId(me.shop_id),
        room_id=RoomId(me.room_id) if me.room_id else None,
        station_ids=tuple(StationId(each) for each in me.station_ids),
    )
    return Stored(identity, token)


def moved(stored: Stored, me: Me) -> Stored:
    """What the server says about this device now: it may stand in another room."""
    held = stored.identity
    identity = Identity(
        server_url=held.server_url,
        device_id=held.device_id,
        name=me.name or held.name,
        kind=held.kind,
        shop_id=held.shop_id,
        room_id=RoomId(me.room_id) if me.room_id else None,
        station_ids=tuple(StationId(each) for each in me.station_ids),
    )
    return Stored(identity, stored.token)
