"""Terminals: pairing by code, where they stand, what they show, revoking.

Whatever changes which streams a terminal follows writes `resync` to its own stream in the same unit.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy import insert, update

from common.domain import streams
from common.domain.announcing import Event
from common.domain.audit import AuditAction, Subject
from common.domain.errors import Invalid, NotFound, Refused
from common.domain.ids import DeviceId, RoomId, ShopId, StationId
from common.domain.premises import require_same_program
from common.domain.roles import DEVICE_KINDS, Actor, Permission, Role
from common.domain.rows import RoomState
from common.wire.events import EventBody, EventKind
from server.db import audit
from server.db.unit import Unit
from server.shop import audited, tokens
from server.shop.models import Device, PairingCode
from server.shop.records import DeviceRecord, PairingRecord
from server.shop.repository import ShopRepository

CODE_LIVES: Final = timedelta(minutes=15)
REPEATABLE_FOR: Final = timedelta(minutes=10)
"""An answer to `pair` may be lost: the same client may redeem its code again for so long."""

RESYNC_KEY: Final = "resync"
_DEFAULT_ZONES: Final = {
    Role.KITCHEN: "kitchen",
    Role.CALL_BOARD: "lobby",
    Role.WAITER: "floor",
    Role.CASHIER: "desk",
}


class DeviceService:
    def __init__(self, unit: Unit, actor: Actor) -> None:
        self._unit = unit
        self._actor = actor
        self._shop = ShopRepository(unit.session)

    def new_code(
        self,
        kind: Role,
        room_id: RoomId | None = None,
        station_ids: tuple[StationId, ...] = (),
        speech_zone: str = "",
    ) -> tuple[str, PairingRecord]:
        """A code for a new terminal, good for 15 minutes; the code itself is not kept."""
        self._actor.require(Permission.MANAGE)
        if kind not in DEVICE_KINDS:
            raise Invalid("device.kind", "$.kind")
        if (kind is Role.PAD) is (room_id is None):
            # A pad without a room has nobody to order for; no other terminal is bound to one.
            raise Invalid("device.room_of_pad_only", "$.room_id")
        self._check_place(room_id, station_ids)
        zone = speech_zone or _DEFAULT_ZONES.get(kind, "")
        return self._issue(kind, room_id, station_ids, zone, None)

    def new_code_for(self, device_id: DeviceId) -> tuple[str, PairingRecord]:
        """A code that gives an existing terminal a new token: it keeps its account and outbox."""
        self._actor.require(Permission.MANAGE)
        device = self._own(device_id)
        return self._issue(
            device.kind, device.room_id, device.station_ids, device.speech_zone, device.id
        )

    def move(self, device_id: DeviceId, room_id: RoomId | None) -> DeviceRecord:
        """Put a pad into another room. The same place again changes nothing."""
        self._actor.require(Permission.MANAGE)
        device = self._own(device_id)
        if (device.kind is Role.PAD) is (room_id is None):
            raise Invalid("device.room_of_pad_only", "$.room_id")
        self._check_place(room_id, ())
        if device.room_id == room_id:
            return device
        return self._change(device, room_id=room_id)

    def set_stations(
        self, device_id: DeviceId, station_ids: tuple[StationId, ...], speech_zone: str
    ) -> DeviceRecord:
        """What a kitchen screen shows and where it is heard."""
        self._actor.require(Permission.MANAGE)
        device = self._own(device_id)
        self._check_place(None, station_ids)
        if device.station_ids == station_ids and device.speech_zone == speech_zone:
            return device
        return self._change(device, station_ids=list(station_ids), speech_zone=speech_zone)

    def set_wants(self, device_id: DeviceId, wants: tuple[Event, ...]) -> DeviceRecord:
        """Which announcements it is told; none: all. It holds from the next one on."""
        self._actor.require(Permission.MANAGE)
        device = self._own(device_id)
        wanted = tuple(event.value for event in Event if event in wants)
        if device.wants == wanted:
            return device
        return self._change(device, wants=list(wanted))

    def change(
        self,
        device_id: DeviceId,
        *,
        name: str,
        kind: Role,
        room_id: RoomId | None,
        station_ids: tuple[StationId, ...],
        speech_zone: str,
    ) -> DeviceRecord:
        """Everything about it at once. Raises Invalid `device.room_of_pad_only`, Refused
        `device.other_program`, `device.revoked`, `room.out_of_use`."""
        self._actor.require(Permission.MANAGE)
        device = self._own(device_id)
        if device.revoked_at is not None:
            raise Refused("device.revoked", {"device_id": device_id})
        require_same_program(device.kind, kind)
        if (kind is Role.PAD) is (room_id is None):
            raise Invalid("device.room_of_pad_only", "$.room_id")
        self._check_place(room_id if room_id != device.room_id else None, station_ids)
        wanted = replace(
            device,
            name=name,
            kind=kind,
            room_id=room_id,
            station_ids=station_ids,
            speech_zone=speech_zone,
        )
        if wanted == device:
            return device
        return self._change(
            device,
            name=name,
            kind=kind,
            room_id=room_id,
            station_ids=list(station_ids),
            speech_zone=speech_zone,
        )

    def revoke(self, device_id: DeviceId) -> DeviceRecord:
        """Its token is worth nothing from now on, open sockets close. Twice is once."""
        self._actor.require(Permission.MANAGE)
        device = self._own(device_id)
        if device.revoked_at is not None:
            return device
        return self._change(device, AuditAction.REVOKED, revoked_at=self._unit.now)

    def resync_pads(self, shop_id: ShopId, room_id: RoomId) -> None:
        """Tell the pads of a room that the stay they show may be another one now."""
        for pad in self._shop.devices_in_room(shop_id, room_id, Role.PAD):
            self._resync(pad.id)

    def _issue(
        self,
        kind: Role,
        room_id: RoomId | None,
        station_ids: tuple[StationId, ...],
        speech_zone: str,
        for_device_id: DeviceId | None,
    ) -> tuple[str, PairingRecord]:
        code = tokens.new_code()
        record = PairingRecord(
            code_hash=tokens.digest(code),
            shop_id=self._actor.shop_id,
            kind=kind,
            room_id=room_id,
            station_ids=station_ids,
            speech_zone=speech_zone,
            for_device_id=for_device_id,
            expires_at=self._unit.now + CODE_LIVES,
            redeemed_at=None,
            client_nonce=None,
            device_id=None,
        )
        known = None if for_device_id is None else self._shop.device(record.shop_id, for_device_id)
        audit.note(
            self._unit, self._actor, Subject.DEVICE, for_device_id or "", known.name if known else "",
            after=audited.pairing(record, self._shop), action=AuditAction.CODE_MADE,
        )  # fmt: skip
        self._unit.session.execute(
            insert(PairingCode).values(
                code_hash=record.code_hash,
                shop_id=record.shop_id,
                kind=kind,
                room_id=room_id,
                station_ids=list(station_ids),
                speech_zone=speech_zone,
                for_device_id=for_device_id,
                expires_at=record.expires_at,
            )
        )
        return code, record

    def _check_place(self, room_id: RoomId | None, station_ids: tuple[StationId, ...]) -> None:
        shop_id = self._actor.shop_id
        if room_id is not None:
            room = self._shop.room(shop_id, room_id)
            if room is None:
                raise NotFound("room.unknown", {"field": "$.room_id", "room_id": room_id})
            if room.state is RoomState.OUT_OF_USE:
                raise Refused("room.out_of_use", {"field": "$.room_id", "room_id": room_id})
        known = {station.id for station in self._shop.stations(shop_id)} if station_ids else set()
        for station_id in station_ids:
            if station_id not in known:
                raise NotFound(
                    "station.unknown", {"field": "$.station_ids", "station_id": station_id}
                )

    def _own(self, device_id: DeviceId) -> DeviceRecord:
        device = self._shop.device(self._actor.shop_id, device_id)
        if device is None:
            raise NotFound("device.unknown", {"device_id": device_id})
        return device

    def _change(
        self, device: DeviceRecord, action: AuditAction | None = None, **values: object
    ) -> DeviceRecord:
        before = audited.device(device, self._shop)
        self._unit.session.execute(update(Device).where(Device.id == device.id).values(**values))
        self._resync(device.id)
        changed = self._own(device.id)
        audit.note(
            self._unit, self._actor, Subject.DEVICE, device.id, device.name,
            before=before, after=audited.device(changed, self._shop), action=action,
        )  # fmt: skip
        return changed

    def _resync(self, device_id: DeviceId) -> None:
        resync(self._unit, device_id, self._actor.staff_id or self._actor.device_id or "")


class Pairing:
    """Redeeming a code: the one thing a terminal may do before it has a token."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._shop = ShopRepository(unit.session)

    def pair(
        self, code: str, name: str, client_nonce: str, kind: str | None = None
    ) -> tuple[DeviceRecord, str]:
        """The terminal and its token, which is shown this once.

        Safe to repeat for 10 minutes with the same `client_nonce`: the token given first is then
        worth nothing. Raises NotFound `pairing.code_unknown`, Refused `pairing.code_expired`,
        `pairing.code_used`, `room.out_of_use`, and `pairing.other_kind` for a code of another
        than the meant kind.
        """
        pairing = self._shop.pairing(tokens.digest(code))
        if pairing is None:
            raise NotFound("pairing.code_unknown")
        if kind is not None and pairing.kind != kind:
            raise Refused("pairing.other_kind", {"kind": pairing.kind})
        self._unit.lock_shop(pairing.shop_id)
        pairing = self._shop.pairing(pairing.code_hash) or pairing  # as it is under the lock
        self._require_redeemable(pairing, client_nonce)
        token = tokens.new_device_token()
        known = pairing.device_id or pairing.for_device_id
        device_id = known or DeviceId(self._unit.new_id())
        if known is None:
            self._add(pairing, device_id, name, token)
        else:
            self._renew(device_id, name, token)
        self._unit.session.execute(
            update(PairingCode)
            .where(PairingCode.code_hash == pairing.code_hash)
            .values(
                redeemed_at=pairing.redeemed_at or self._unit.now,
                client_nonce=client_nonce,
                device_id=device_id,
            )
        )
        device = self._shop.device(pairing.shop_id, device_id)
        assert device is not None, "written above"
        if pairing.redeemed_at is None:
            audit.note(
                self._unit, Actor(device.shop_id, device.kind, device.id), Subject.DEVICE, device.id,
                name, after=audited.device(device, self._shop), action=AuditAction.PAIRED,
            )  # fmt: skip
        return device, token

    def _require_redeemable(self, pairing: PairingRecord, client_nonce: str) -> None:
        now = self._unit.now
        if pairing.redeemed_at is None:
            if now >= pairing.expires_at:
                raise Refused("pairing.code_expired")
            room = self._shop.room(pairing.shop_id, pairing.room_id or "")
            if room is not None and room.state is RoomState.OUT_OF_USE:
                raise Refused("room.out_of_use", {"room_id": room.id})
        elif pairing.client_nonce != client_nonce or now >= pairing.redeemed_at + REPEATABLE_FOR:
            raise Refused("pairing.code_used")

    def _add(self, pairing: PairingRecord, device_id: DeviceId, name: str, token: str) -> None:
        self._unit.session.execute(
            insert(Device).values(
                id=device_id,
                shop_id=pairing.shop_id,
                kind=pairing.kind,
                name=name,
                room_id=pairing.room_id,
                station_ids=list(pairing.station_ids),
                speech_zone=pairing.speech_zone,
                wants=[],
                token_hash=tokens.digest(token),
                paired_at=self._unit.now,
            )
        )

    def _renew(self, device_id: DeviceId, name: str, token: str) -> None:
        self._unit.session.execute(
            update(Device)
            .where(Device.id == device_id)
            .values(
                token_hash=tokens.digest(token),
                name=name,
                paired_at=self._unit.now,
                revoked_at=None,
            )
        )
        resync(self._unit, device_id, device_id)


def resync(unit: Unit, device_id: DeviceId, by: str) -> None:
    """Tell one terminal to drop what it holds and fetch a snapshot; its token is looked up anew."""
    unit.wake(tokens.ACCESS_CHANGED)
    unit.emit(
        streams.device(device_id), EventKind.RESYNC, EventBody(by=by), collapse_key=RESYNC_KEY
    )
