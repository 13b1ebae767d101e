"""HTTP of rooms and stations."""

from __future__ import annotations

from collections.abc import Callable

from litestar import Controller, Response, delete, get, post, put

from common.domain.ids import RoomId, StationId
from common.domain.roles import Actor, Role
from common.domain.rows import RoomRow, StationRow
from common.wire.answers import Page
from common.wire.requests import Arrangement
from common.wire.shop import (
    RoomAnswer,
    RoomInfo,
    RoomsAnswer,
    StationAnswer,
    StationInfo,
    StationsAnswer,
)
from server.db.unit import Unit
from server.db.units import Units
from server.lib.commands import AnyRequest, Commands
from server.shop.premises import Premises
from server.shop.repository import ShopRepository

PremisesFactory = Callable[[Unit, Actor], Premises]


class RoomController(Controller):
    path = "/v1/rooms"
    tags = ("shop",)

    @get(summary="The rooms; a pad sees its own")
    async def read(self, units: Units, actor: Actor) -> Page[RoomRow]:
        rooms = await units.read(lambda session: ShopRepository(session).rooms(actor.shop_id))
        if actor.role is Role.PAD:
            rooms = [room for room in rooms if room.id == actor.room_id]
        return Page(rooms)

    @post(summary="Add a room")
    async def add(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        premises: PremisesFactory,
        data: RoomInfo,
    ) -> Response[RoomAnswer]:
        return await commands.run(
            request,
            actor,
            lambda unit: RoomAnswer(
                premises(unit, actor).add_room(data.name, data.floor, data.kind, data.position)
            ),
            201,
        )

    @put("/{room_id:str}", summary="Rename or reorder a room")
    async def change(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        premises: PremisesFactory,
        room_id: str,
        data: RoomInfo,
    ) -> Response[RoomAnswer]:
        return await commands.run(
            request,
            actor,
            lambda unit: RoomAnswer(
                premises(unit, actor).change_room(
                    RoomId(room_id), data.name, data.floor, data.kind, data.position
                )
            ),
        )

    @post("/order", status_code=200, summary="Let rooms stand in this order")
    async def reorder(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        premises: PremisesFactory,
        data: Arrangement,
    ) -> Response[RoomsAnswer]:
        return await commands.run(
            request,
            actor,
            lambda unit: RoomsAnswer(premises(unit, actor).order_rooms(data.ids)),
        )

    @post("/{room_id:str}/out-of-use", summary="Take a room out of use", status_code=200)
    async def take_out_of_use(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        premises: PremisesFactory,
        room_id: str,
    ) -> Response[RoomAnswer]:
        return await commands.run(
            request,
            actor,
            lambda unit: RoomAnswer(premises(unit, actor).take_out_of_use(RoomId(room_id))),
        )

    @post("/{room_id:str}/in-use", summary="Use a room again", status_code=200)
    async def put_back_to_use(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        premises: PremisesFactory,
        room_id: str,
    ) -> Response[RoomAnswer]:
        return await commands.run(
            request,
            actor,
            lambda unit: RoomAnswer(premises(unit, actor).put_back_to_use(RoomId(room_id))),
        )


class StationController(Controller):
    path = "/v1/stations"
    tags = ("shop",)

    @get(summary="The kitchen's stations")
    async def read(self, units: Units, actor: Actor) -> Page[StationRow]:
        return Page(
            await units.read(lambda session: ShopRepository(session).stations(actor.shop_id))
        )

    @post(summary="Add a station")
    async def add(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        premises: PremisesFactory,
        data: StationInfo,
    ) -> Response[StationAnswer]:
        return await commands.run(
            request,
            actor,
            lambda unit: StationAnswer(premises(unit, actor).add_station(data.name, data.position)),
            201,
        )

    @put("/{station_id:str}", summary="Rename or reorder a station")
    async def change(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        premises: PremisesFactory,
        station_id: str,
        data: StationInfo,
    ) -> Response[StationAnswer]:
        return await commands.run(
            request,
            actor,
            lambda unit: StationAnswer(
                premises(unit, actor).change_station(
                    StationId(station_id), data.name, data.position
                )
            ),
        )

    @post("/order", status_code=200, summary="Let stations stand in this order")
    async def reorder(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        premises: PremisesFactory,
        data: Arrangement,
    ) -> Response[StationsAnswer]:
        return await commands.run(
            request,
            actor,
            lambda unit: StationsAnswer(premises(unit, actor).order_stations(data.ids)),
        )

    @delete("/{station_id:str}", summary="Remove a station", status_code=200)
    async def remove(
        self,
        request: AnyRequest,
        commands: Commands,
        actor: Actor,
        premises: PremisesFactory,
        station_id: str,
    ) -> Response[StationAnswer]:
        return await commands.run(
            request,
            actor,
            lambda unit: StationAnswer(premises(unit, actor).remove_station(StationId(station_id))),
        )
