"""HTTP of who may come in: terminals and people."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from litestar import Controller, Response, get, post, put
from sqlalchemy.orm import Session

from common.domain.errors import DomainError, Forbidden, NotFound
from common.domain.ids import DeviceId, RoomId, ShopId, StaffId, StationId
from common.domain.ready_texts import masked
from common.domain.roles import Actor, Permission, Role
from common.wire.answers import Me, Page, Paired, SignedIn
from common.wire.requests import MoveDevice, NewPairingCode, Pair, SignIn
from common.wire.shop import (
    DeviceBody,
    DeviceInfo,
    DeviceStations,
    DeviceWants,
    NewPin,
    NewStaff,
    PairingCodeBody,
    SignedOut,
    SignInCodesBody,
    SignInCodesWanted,
    StaffBody,
    StaffInfo,
    StaffPhone,
)
from server.db.unit import Unit
from server.db.units import Units
from server.gateways.clock import Clock
from server.lib import paging
from server.lib.commands import AnyRequest, Commands
from server.lib.http import PUBLIC, TAKES_NO_KEY, Cursor, Limit
from server.lib.problems import TooManyAttempts, Unauthorized
from server.shop import tokens
from server.shop.attempts import Attempts
from server.shop.devices import DeviceService, Pairing
from server.shop.records import DeviceRecord, PairingRecord, StaffRecord
from server.shop.repository import ShopRepository
from server.shop.sign_in_codes import Asked, CodeNeeded, CodeWrong, SignInCodes
from server.shop.staff import Locked, StaffService
from server.shop.staff import SignIn as SigningIn

DeviceFactory = Callable[[Unit, Actor], DeviceService]
StaffFactory = Callable[[Unit, Actor], StaffService]


SignInCodesFactory = Callable[[Unit], SignInCodes]
PhoneOf = Callable[[str], str]
"""E.164 of a number as it is typed. Raises Invalid `sms.phone_invalid`."""
StreamsOf = Callable[[Session, Actor], tuple[str, ...]]
"""Which streams a terminal follows now."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a request without a token comes from, and how often it may be wrong."""

    address: str
    attempts: Attempts

    def require_patience(self) -> None:
        """Raises TooManyAttempts `auth.too_many`."""
        wait_s = self.attempts.wait_s(self.address)
        if wait_s:
            raise TooManyAttempts("auth.too_many", wait_s)

    def was_wrong(self) -> None:
        self.attempts.note(self.address)


class DeviceController(Controller):
    path = "/v1/devices"
    tags = ("devices",)

    @post("/pair", opt={**PUBLIC, **TAKES_NO_KEY}, summary="Redeem a pairing code for a token")
    async def pair(self, units: Units, caller: Caller, data: Pair) -> Paired:
        caller.require_patience()
        code = data.code.replace(" ", "").replace("-", "")
        try:
            device, token = await units.write(
                lambda unit: Pairing(unit).pair(code, data.name, data.client_nonce, data.kind)
            )
        except NotFound:
            caller.was_wrong()
            raise
        return Paired(
            device_id=device.id,
            token=token,
            kind=device.kind,
            shop_id=device.shop_id,
            room_id=device.room_id,
            station_ids=list(device.station_ids),
        )

    @get(summary="The shop's terminals")
    async def read(
        self, units: Units, actor: Actor, cursor: Cursor = None, limit: Limit = paging.LIMIT
    ) -> Page[DeviceBody]:
        actor.require(Permission.MANAGE)
        after = paging.decode_cursor(cursor, tuple[str])[0] if cursor else None
        found = await units.read(
            lambda session: ShopRepository(session).devices(actor.shop_id, after, limit + 1)
        )
        listed = paging.page(found, limit, lambda device: (device.id,))
        return Page([_device(each) for each in listed.items], listed.next)

    @post("/codes", summary="A pairing code for a new terminal, good for 15 minutes")
    async def new_code(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        devices: DeviceFactory,
        data: NewPairingCode,
    ) -> Response[PairingCodeBody]:
        room_id = None if data.room_id is None else RoomId(data.room_id)
        station_ids = _station_ids(data.station_ids)
        return await commands.run(
            request,
            actor,
            lambda unit: _code(
                devices(unit, actor).new_code(
                    Role(data.kind), room_id, station_ids, data.speech_zone
                )
            ),
            201,
        )

    @post("/{device_id:str}/code", summary="A pairing code that renews a terminal's token")
    async def new_code_for(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        devices: DeviceFactory,
        device_id: str,
    ) -> Response[PairingCodeBody]:
        return await commands.run(
            request,
            actor,
            lambda unit: _code(devices(unit, actor).new_code_for(DeviceId(device_id))),
            201,
        )

    @post("/{device_id:str}/location", summary="Put a pad into another room", status_code=200)
    async def move(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        devices: DeviceFactory,
        device_id: str,
        data: MoveDevice,
    ) -> Response[DeviceBody]:
        room_id = None if data.room_id is None else RoomId(data.room_id)
        return await commands.run(
            request,
            actor,
            lambda unit: _device(devices(unit, actor).move(DeviceId(device_id), room_id)),
        )

    @put("/{device_id:str}/stations", summary="What a kitchen screen shows")
    async def set_stations(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        devices: DeviceFactory,
        device_id: str,
        data: DeviceStations,
    ) -> Response[DeviceBody]:
        return await commands.run(
            request,
            actor,
            lambda unit: _device(
                devices(unit, actor).set_stations(
                    DeviceId(device_id), _station_ids(data.station_ids), data.speech_zone
                )
            ),
        )

    @put("/{device_id:str}", summary="What a terminal is called, is and shows")
    async def change(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        devices: DeviceFactory,
        device_id: str,
        data: DeviceInfo,
    ) -> Response[DeviceBody]:
        room_id = None if data.room_id is None else RoomId(data.room_id)
        return await commands.run(
            request,
            actor,
            lambda unit: _device(
                devices(unit, actor).change(
                    DeviceId(device_id),
                    name=data.name,
                    kind=Role(data.kind),
                    room_id=room_id,
                    station_ids=_station_ids(data.station_ids),
                    speech_zone=data.speech_zone,
                )
            ),
        )

    @put("/{device_id:str}/wants", summary="Which announcements a terminal is told")
    async def set_wants(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        devices: DeviceFactory,
        device_id: str,
        data: DeviceWants,
    ) -> Response[DeviceBody]:
        return await commands.run(
            request,
            actor,
            lambda unit: _device(
                devices(unit, actor).set_wants(DeviceId(device_id), tuple(data.events))
            ),
        )

    @post("/{device_id:str}/revoke", summary="Shut a terminal out", status_code=200)
    async def revoke(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        devices: DeviceFactory,
        device_id: str,
    ) -> Response[DeviceBody]:
        return await commands.run(
            request,
            actor,
            lambda unit: _device(devices(unit, actor).revoke(DeviceId(device_id))),
        )


class StaffController(Controller):
    path = "/v1/staff"
    tags = ("staff",)

    @post(
        "/sign-in",
        opt={**PUBLIC, **TAKES_NO_KEY},
        status_code=200,
        summary="Exchange login and PIN for a session of 12 hours",
    )
    async def sign_in(
        self,
        request: AnyRequest,
        units: Units,
        caller: Caller,
        at_device: str | None,
        sign_in_codes: SignInCodesFactory,
        clock: Clock,
        data: SignIn,
    ) -> SignedIn:
        """403 `staff.code_needed`: a code went to the phone in its facts; come again with it."""
        caller.require_patience()
        shop_id = ShopId(data.shop_id)
        staff = await units.write(lambda unit: SigningIn(unit).attempt(shop_id, data.login))
        if isinstance(staff, Locked):
            raise TooManyAttempts("auth.locked", staff.retry_after_s)
        pin_hash = None if staff is None else staff.pin_hash
        # Outside any transaction, and never on the loop: comparing takes its time on purpose.
        if not await asyncio.to_thread(tokens.fits, data.pin, pin_hash) or staff is None:
            caller.was_wrong()
            raise Unauthorized("auth.pin")
        device_id = None if at_device is None else DeviceId(at_device)
        asked = await units.write(lambda unit: sign_in_codes(unit).ask(staff, device_id, data.code))
        _let_in(asked, caller, clock.now())

        def open_session(unit: Unit) -> tuple[str, datetime]:
            sign_in_codes(unit).remember(staff, device_id)
            return SigningIn(unit).succeed(staff, device_id)

        token, expires_at = await units.write(open_session)
        return SignedIn(token, staff.id, staff.name, staff.role, expires_at)

    @post(
        "/sign-out", opt=TAKES_NO_KEY, status_code=200, summary="End the session at this terminal"
    )
    async def sign_out(self, request: AnyRequest, units: Units, clock: Clock) -> SignedOut:
        session = request.auth.staff_session or request.auth.token
        await units.write(lambda unit: SigningIn(unit).sign_out(session))
        return SignedOut(clock.now())

    @get(summary="The shop's people")
    async def read(self, units: Units, actor: Actor) -> Page[StaffBody]:
        actor.require(Permission.MANAGE)
        found = await units.read(lambda session: ShopRepository(session).staff_of(actor.shop_id))
        return Page([_person(each) for each in found])

    @post(summary="Add a person; a PIN is set afterwards")
    async def add(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        staff: StaffFactory,
        data: NewStaff,
    ) -> Response[StaffBody]:
        return await commands.run(
            request,
            actor,
            lambda unit: _person(staff(unit, actor).add(data.login, data.name, Role(data.role))),
            201,
        )

    @put("/{staff_id:str}", summary="Change a person's name, role or standing")
    async def change(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        staff: StaffFactory,
        staff_id: str,
        data: StaffInfo,
    ) -> Response[StaffBody]:
        return await commands.run(
            request,
            actor,
            lambda unit: _person(
                staff(unit, actor).change(
                    StaffId(staff_id), data.name, Role(data.role), data.is_active
                )
            ),
        )

    @get("/sign-in-codes", summary="Whether a new device asks for a code by text")
    async def codes(self, units: Units, actor: Actor) -> SignInCodesBody:
        actor.require(Permission.MANAGE)
        asks = await units.read(lambda session: ShopRepository(session).asks_codes(actor.shop_id))
        return SignInCodesBody(asks)

    @put("/sign-in-codes", summary="Ask for a code by text at new devices, or no more")
    async def ask_for_codes(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        staff: StaffFactory,
        data: SignInCodesWanted,
    ) -> Response[SignInCodesBody]:
        """Off to begin with. It concerns people whose phone is known; the others sign in as before."""
        return await commands.run(
            request,
            actor,
            lambda unit: SignInCodesBody(staff(unit, actor).ask_for_codes(is_on=data.is_on)),
        )

    @put("/{staff_id:str}/phone", summary="Set where a person's codes go")
    async def set_phone(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        staff: StaffFactory,
        phone_of: PhoneOf,
        staff_id: str,
        data: StaffPhone,
    ) -> Response[StaffBody]:
        return await commands.run(
            request,
            actor,
            lambda unit: _person(
                staff(unit, actor).set_phone(
                    StaffId(staff_id), "" if data.phone is None else phone_of(data.phone)
                )
            ),
        )

    @put("/{staff_id:str}/pin", summary="Set a person's PIN")
    async def set_pin(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        staff: StaffFactory,
        staff_id: str,
        data: NewPin,
    ) -> Response[StaffBody]:
        actor.require(Permission.MANAGE)
        pin_hash = await asyncio.to_thread(tokens.hash_pin, data.pin)
        return await commands.run(
            request,
            actor,
            lambda unit: _person(staff(unit, actor).set_pin(StaffId(staff_id), pin_hash)),
        )


def _let_in(asked: Asked, caller: Caller, now: datetime) -> None:
    """Raises what stands between a fitting PIN and a session."""
    match asked:
        case CodeNeeded(phone, expires_at):
            lasts_s = math.ceil((expires_at - now).total_seconds())
            raise Forbidden("staff.code_needed", {"phone": phone, "expires_in_s": lasts_s})
        case CodeWrong(tries_left):
            caller.was_wrong()
            raise Forbidden("staff.code_wrong", {"tries_left": tries_left})
        case DomainError():
            raise asked
        case None:
            return


class MeController(Controller):
    path = "/v1/me"
    tags = ("devices",)

    @get(summary="Who the server takes the caller for")
    async def read(
        self,
        units: Units,
        actor: Actor,
        streams_of: StreamsOf,
    ) -> Me:
        def look(session: Session) -> Me:
            return Me(
                shop_id=actor.shop_id,
                role=actor.role,
                name=_name_of(ShopRepository(session), actor),
                device_id=actor.device_id,
                staff_id=actor.staff_id,
                room_id=actor.room_id,
                station_ids=sorted(actor.station_ids),
                streams=list(streams_of(session, actor)),
            )

        return await units.read(look)


def _name_of(shop: ShopRepository, actor: Actor) -> str:
    """The person's name, else the terminal's."""
    if actor.staff_id is not None:
        staff = shop.staff(actor.shop_id, actor.staff_id)
        return "" if staff is None else staff.name
    device = None if actor.device_id is None else shop.device(actor.shop_id, actor.device_id)
    return "" if device is None else device.name


def _station_ids(given: list[str]) -> tuple[StationId, ...]:
    return tuple(StationId(each) for each in given)


def _code(made: tuple[str, PairingRecord]) -> PairingCodeBody:
    code, record = made
    return PairingCodeBody(code, record.expires_at)


def _device(record: DeviceRecord) -> DeviceBody:
    return DeviceBody(
        id=record.id,
        kind=record.kind,
        name=record.name,
        room_id=record.room_id,
        station_ids=list(record.station_ids),
        speech_zone=record.speech_zone,
        paired_at=record.paired_at,
        revoked_at=record.revoked_at,
        live_at=record.live_at,
        wants=list(record.wants),
        app_version=record.app_version,
    )


def _person(record: StaffRecord) -> StaffBody:
    return StaffBody(
        id=record.id,
        login=record.login,
        name=record.name,
        role=record.role,
        is_active=record.is_active,
        has_pin=record.pin_hash is not None,
        locked_until=record.locked_until,
        phone=masked(record.phone) if record.phone else "",
    )
