"""HTTP of stays and of what guests do with rooms: translates, decides nothing."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, Response, delete, get, post, put
from litestar.params import QueryParameter

from common.domain.roles import Actor
from common.domain.rows import StayRow, StayState
from common.wire.answers import Page, RoomBody, StayBody, TextsOffer
from common.wire.requests import (
    AskForTexts,
    ChangeTags,
    CheckIn,
    Clean,
    Leave,
    MergeStays,
    MoveStay,
    OpenStay,
    SwapStays,
    UndoStay,
)
from server.db.units import Units
from server.gateways.clock import Clock
from server.kitchen import listing
from server.kitchen.controllers import IdFilter, at_door
from server.kitchen.listing import StayFilter
from server.kitchen.ports import TextsOf
from server.kitchen.service import KitchenFactory
from server.lib.approvals import Approvals
from server.lib.commands import AnyRequest, Commands
from server.lib.http import Cursor, Limit
from server.lib.paging import LIMIT


def _checked_in(body: StayBody) -> int:
    """A walk-in that was adopted is no new stay."""
    return 200 if body.adopted else 201


class GuestRoomController(Controller):
    path = "/v1/rooms/{room_id:str}"
    tags = ("stays",)

    @post("/check-in", summary="Guests arrive")
    async def check_in(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        room_id: str,
        data: CheckIn,
    ) -> Response[StayBody]:
        """201: a new stay; 200: the room's walk-in stay was adopted, with its order."""
        work = at_door(request, kitchen, actor, lambda k: k.stays.check_in(room_id, data))
        return await commands.run(request, actor, work, _checked_in)

    @post("/leave", status_code=200, summary="Guests are gone: the room waits for cleaning")
    async def leave(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        room_id: str,
        data: Leave,
    ) -> Response[RoomBody]:
        work = at_door(request, kitchen, actor, lambda k: k.cleaning.leave_room(room_id, data))
        return await commands.run(request, actor, work)

    @post("/clean", status_code=200, summary="Clean: the orders complete, the stays end")
    async def clean(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        room_id: str,
        data: Clean,
    ) -> Response[RoomBody]:
        """409 `room.unfinished` lists what is open; `force` with a `reason` cleans all the same."""
        work = at_door(request, kitchen, actor, lambda k: k.cleaning.clean(room_id, data))
        return await commands.run(request, actor, work)


class StayController(Controller):
    path = "/v1/stays"
    tags = ("stays",)

    @get(summary="Stays, newest first")
    async def find(
        self,
        units: Units,
        actor: Actor,
        which: Annotated[StayState | None, QueryParameter(name="state")] = None,
        room_id: IdFilter = None,
        hand_tag: Annotated[str | None, QueryParameter(max_length=12)] = None,
        cursor: Cursor = None,
        limit: Limit = LIMIT,
    ) -> Page[StayRow]:
        """A pad sees its own alone."""
        wanted = StayFilter(which, room_id, hand_tag, cursor, limit)
        return await units.read(lambda session: listing.find_stays(session, actor, wanted))

    @post(summary="Open a stay for a room, for hand tags, or both")
    async def open(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        data: OpenStay,
    ) -> Response[StayBody]:
        work = at_door(request, kitchen, actor, lambda k: k.stays.open(data))
        return await commands.run(request, actor, work, _checked_in)

    @post("/{stay_id:str}/tags", status_code=200, summary="Add, take off or block hand tags")
    async def change_tags(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        stay_id: str,
        data: ChangeTags,
    ) -> Response[StayBody]:
        work = at_door(request, kitchen, actor, lambda k: k.stays.change_tags(stay_id, data))
        return await commands.run(request, actor, work)

    @get("/{stay_id:str}/phone", summary="Whether the guest may ask for a text, and where it goes")
    async def texts_offer(
        self, units: Units, clock: Clock, actor: Actor, texts_of: TextsOf, stay_id: str
    ) -> TextsOffer:
        """What a pad asks before it shows the field: the shop lets guests ask, and there is credit."""
        at = clock.now()
        return await units.read(
            lambda session: listing.texts_offer(
                session, actor, stay_id, texts_of(session, actor.shop_id), at
            )
        )

    @put("/{stay_id:str}/phone", summary="The guest wants a text when an order is ready")
    async def ask_for_texts(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        stay_id: str,
        data: AskForTexts,
    ) -> Response[StayBody]:
        """A pad: for its own guests alone. The number is shown masked and goes with the stay's end."""
        work = at_door(request, kitchen, actor, lambda k: k.texting.ask(stay_id, data.phone))
        return await commands.run(request, actor, work)

    @delete("/{stay_id:str}/phone", status_code=200, summary="No text any more")
    async def stop_texts(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        stay_id: str,
    ) -> Response[StayBody]:
        work = at_door(request, kitchen, actor, lambda k: k.texting.stop(stay_id))
        return await commands.run(request, actor, work)

    @post("/{stay_id:str}/move", status_code=200, summary="The guests change rooms")
    async def move(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        stay_id: str,
        data: MoveStay,
    ) -> Response[StayBody]:
        """Their orders follow; open tickets say `801→805` until a cook acknowledges."""
        work = at_door(request, kitchen, actor, lambda k: k.moves.move(stay_id, data))
        return await commands.run(request, actor, work)

    @post("/{stay_id:str}/swap", status_code=200, summary="Two stays swap their rooms")
    async def swap(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        stay_id: str,
        data: SwapStays,
    ) -> Response[StayBody]:
        work = at_door(request, kitchen, actor, lambda k: k.moves.swap(stay_id, data))
        return await commands.run(request, actor, work)

    @post("/{stay_id:str}/merge", status_code=200, summary="Put the bill on another stay's")
    async def merge(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        stay_id: str,
        data: MergeStays,
    ) -> Response[StayBody]:
        work = at_door(request, kitchen, actor, lambda k: k.moves.merge(stay_id, data))
        return await commands.run(request, actor, work)

    @post("/{stay_id:str}/unmerge", status_code=200, summary="Give the stay its own bill again")
    async def unmerge(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        approvals: Approvals,
        actor: Actor,
        stay_id: str,
        data: UndoStay,
    ) -> Response[StayBody]:
        approver = await approvals.approver(actor, data.approval)
        work = at_door(
            request, kitchen, actor, lambda k: k.moves.unmerge(stay_id, data.reason), approver
        )
        return await commands.run(request, actor, work)

    @post("/{stay_id:str}/leave", status_code=200, summary="The guests of this stay are gone")
    async def leave(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        stay_id: str,
    ) -> Response[StayBody]:
        work = at_door(request, kitchen, actor, lambda k: k.cleaning.leave(stay_id))
        return await commands.run(request, actor, work)

    @post("/{stay_id:str}/close", status_code=200, summary="End a stay that has no room")
    async def close(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        actor: Actor,
        stay_id: str,
        data: Clean,
    ) -> Response[StayBody]:
        """The rules of cleaning a room."""
        work = at_door(request, kitchen, actor, lambda k: k.cleaning.close(stay_id, data))
        return await commands.run(request, actor, work)

    @post("/{stay_id:str}/reopen", status_code=200, summary="Undo the clean that ended the stay")
    async def reopen(
        self,
        request: AnyRequest,
        commands: Commands,
        kitchen: KitchenFactory,
        approvals: Approvals,
        actor: Actor,
        stay_id: str,
        data: UndoStay,
    ) -> Response[StayBody]:
        """Until the room's next stay opens. Nobody of the managers here: 403 `manager.required`; ask
        again with `approval`."""
        approver = await approvals.approver(actor, data.approval)
        work = at_door(
            request, kitchen, actor, lambda k: k.cleaning.reopen(stay_id, data.reason), approver
        )
        return await commands.run(request, actor, work)
