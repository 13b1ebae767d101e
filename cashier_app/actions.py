"""What the desk can do for the selected room or guests, each by one name: buttons and keys alike."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal

from cashier_app import words
from cashier_app.bill_forms import BillForms
from cashier_app.dish_forms import REMAKABLE, RUSHABLE, DishForms
from cashier_app.form import Form, Option, Values
from cashier_app.refusals import why
from cashier_app.sight import Sight
from cashier_app.stay_forms import StayForms
from cashier_app.words import translate
from common.client.api import ApiError, ProblemAnswered
from common.client.facade import Core
from common.domain.bill_rows import PaymentMethod
from common.domain.commands import CleanRoom, LeaveRoom
from common.domain.kitchen import STOPPABLE, LineState
from common.domain.roles import MAY, Permission
from common.domain.rows import RoomRow, RoomState, StayRow
from common.qt.tasks import spawn
from common.wire.answers import Page

IN_PERSON: Final = frozenset(
    {"discount", "roundOff", "waive", "refund", "void", "unmerge", "reopen"}
)
"""What the server takes from nobody: who is not signed in is asked who they are first."""
_PAYMENTS: Final = {f"pay-{each.value}": each for each in PaymentMethod}


@dataclass(frozen=True, slots=True)
class Selected:
    """What the desk looks at: a room, the guests of it, or guests without a room."""

    room: RoomRow | None = None
    stay: StayRow | None = None


class Asks(Protocol):
    def ask(self, form: Form) -> None: ...


class Actions(QObject):
    """`done(word)`: accepted here. `sign_in` makes the question who is there."""

    done = Signal(str)

    def __init__(
        self, core: Core, form: Asks, sign_in: Callable[[], Form], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._core = core
        self._form = form
        self._sign_in = sign_in
        self._dishes = DishForms(core)
        self._stays = StayForms(core)
        self._bills = BillForms(core)
        self._sight = Sight({}, {}, core.now())
        self._at = Selected()
        self._can: tuple[str, ...] = ()

    def look(self, sight: Sight, selected: Selected) -> None:
        self._sight, self._at = sight, selected
        self._can = self._available()

    def act(self, name: str) -> bool:
        """Whether `name` can be done now."""
        if name == "openTag":
            self._form.ask(self._stays.open_tag())
            return True
        if name in _PAYMENTS:
            return self._pay(_PAYMENTS[name])
        do = self._for_room().get(name) or self._for_stay().get(name)
        if do is None or name not in self._can:
            return False
        if name in IN_PERSON and self._core.staff is None:
            self._form.ask(self._signing_in_for(name))
        else:
            do()
        return True

    def _signing_in_for(self, name: str) -> Form:
        """Who is there? Then what was asked for."""
        form = self._sign_in()

        async def send(values: Values, key: str) -> str:
            word = await form.send(values, key)
            asyncio.get_running_loop().call_soon(self.act, name)
            return word

        note = translate("Cashier", "这一步要有人登录：谁给的优惠、谁退的钱，交班看得到。")
        return replace(form, note=note, send=send)

    def available(self) -> tuple[str, ...]:
        """The names that can be done, the most frequent first."""
        return self._can

    def _available(self) -> tuple[str, ...]:
        room, stay = self._at.room, self._at.stay
        if room is not None and room.state is RoomState.VACANT:
            return ("checkIn", "order", "reopen")
        if stay is None:
            is_dirty = room is not None and room.state is not RoomState.OUT_OF_USE
            return ("clean", "reopen") if is_dirty else ()
        bill = self._sight.bill_of(stay.id)
        is_merged = len(bill.stay_ids) > 1 or stay.bill_stay_id is not None
        has_room = stay.room_id is not None
        is_here = stay.left_at is None
        open_lines = self._sight.open_lines_of(stay.id)
        states = {x.state for x in open_lines}
        held = {
            "checkIn": has_room and stay.is_walk_in and is_here,
            "order": is_here,
            "leave": has_room and is_here,
            "clean": has_room,
            "close": not has_room,
            "charge": True,
            "tags": is_here,
            "texts": is_here,
            "move": has_room and is_here,
            "swap": has_room and is_here,
            "addGuest": has_room and is_here,
            "merge": not is_merged,
            "unmerge": stay.bill_stay_id is not None,
            "transfer": bool(self._sight.orders_of(stay.id)),
            "rush": bool(states & RUSHABLE),
            "remake": any(x.state in REMAKABLE for x in self._sight.lines_of(stay.id)),
            "cancel": LineState.WAITING in states,
            "stop": bool(states & STOPPABLE),
            "discount": True,
            "roundOff": True,
            "waive": True,
            "refund": bool(bill.payments),
            "receipt": bool(bill.payments or self._sight.totals_of(stay.id).total_fen),
            "void": bool(bill.adjustments or bill.charges),
            "onPaper": True,
        }
        return tuple(name for name, can in held.items() if can)

    def _pay(self, method: PaymentMethod) -> bool:
        stay = self._at.stay
        if stay is None or self._sight.totals_of(stay.id).balance_fen <= 0:
            return False
        self._form.ask(self._bills.pay(self._sight, stay, method))
        return True

    def _for_room(self) -> Mapping[str, Callable[[], None]]:
        room = self._at.room
        if room is None:
            return {}
        return {
            "checkIn": lambda: self._form.ask(self._stays.check_in(room)),
            "leave": lambda: self._leave(room),
            "clean": lambda: self._clean(room),
            "addGuest": lambda: self._form.ask(self._stays.add_guest(room)),
            "reopen": lambda: self._ask_to_reopen(room),
        }

    def _for_stay(self) -> Mapping[str, Callable[[], None]]:
        stay, sight = self._at.stay, self._sight
        if stay is None:
            return {}
        forms: dict[str, Callable[[], Form]] = {
            "close": lambda: self._stays.close(stay, self._obstacles([stay])),
            "tags": lambda: self._stays.tags(stay),
            "texts": lambda: self._stays.texts(stay),
            "move": lambda: self._stays.move(sight, stay),
            "swap": lambda: self._stays.swap(sight, stay),
            "merge": lambda: self._stays.merge(sight, stay),
            "unmerge": lambda: self._stays.unmerge(stay),
            "transfer": lambda: self._stays.transfer(sight, stay),
            "charge": lambda: self._bills.charge(stay),
            "discount": lambda: self._bills.discount(stay),
            "roundOff": lambda: self._bills.round_off(stay),
            "waive": lambda: self._bills.waive(sight, stay),
            "refund": lambda: self._bills.refund(sight, stay),
            "void": lambda: self._bills.void(sight, stay),
            "rush": lambda: self._dishes.rush(sight, stay),
            "remake": lambda: self._dishes.remake(sight, stay),
            "cancel": lambda: self._dishes.cancel(sight, stay),
            "stop": lambda: self._dishes.stop(sight, stay),
            "onPaper": lambda: self._bills.on_paper(sight, stay),
        }
        return {name: _asking(self._form, make) for name, make in forms.items()}

    def _leave(self, room: RoomRow) -> None:
        stay_id = self._at.stay.id if self._at.stay else None
        spawn(self._core.do(LeaveRoom(room.id, stay_id)), self, "leave")
        self.done.emit(translate("Cashier", "{0} 已离店，待清洁").format(room.name))

    def _clean(self, room: RoomRow) -> None:
        """At once where nothing is in the way; else what is, by name, and a button to hold."""
        stays = self._sight.stays_in(room.id)
        obstacles = self._obstacles(stays)
        if obstacles:
            self._form.ask(self._stays.clean(self._sight, room, obstacles))
            return
        spawn(self._core.do(CleanRoom(room.id, stays[0].id if stays else None)), self, "clean")
        self.done.emit(translate("Cashier", "{0} 已清洁，待确认").format(room.name))

    def _ask_to_reopen(self, room: RoomRow) -> None:
        spawn(self._reopen(room), self, "reopen")

    async def _reopen(self, room: RoomRow) -> None:
        """The server knows who was here last; the desk's tables hold only open stays."""
        path = f"/v1/stays?state=ended&room_id={room.id}&limit=3"
        try:
            found = await self._core.call("GET", path, Page[StayRow])
        except ProblemAnswered as error:
            self.done.emit(why(error.code, error.problem.facts))
        except ApiError:
            self.done.emit(translate("Cashier", "没有连上服务器"))
        else:
            staff = self._core.staff
            is_manager = staff is not None and staff.role in MAY[Permission.MANAGE]
            ended = self._ended(found.items)
            self._form.ask(
                self._stays.reopen(self._sight, room.id, ended, asks_manager=not is_manager)
            )

    def _ended(self, stays: list[StayRow]) -> tuple[Option, ...]:
        zone = self._sight.zone
        return tuple(
            Option(
                x.id,
                words.place(x),
                f"{words.clock(x.opened_at, zone)}–{words.clock(x.ended_at, zone)}",
            )
            for x in stays
        )

    def _obstacles(self, stays: list[StayRow]) -> tuple[str, ...]:
        """What keeps these guests' stay from ending: dishes not delivered, money not settled."""
        found: list[str] = []
        for stay in stays:
            for line in self._sight.open_lines_of(stay.id):
                found.append(f"{line.name} ×{line.quantity} · {words.line_state(line)}")
        for stay in stays:
            balance = self._sight.totals_of(stay.id).balance_fen
            text = (
                translate("Cashier", "未收 ¥{0}")
                if balance > 0
                else translate("Cashier", "未退 ¥{0}")
            )
            named = text.format(words.amount(abs(balance)))
            if balance and named not in found and stay.bill_stay_id is None:
                found.append(named)
        return tuple(found)


def _asking(form: Asks, make: Callable[[], Form]) -> Callable[[], None]:
    return lambda: form.ask(make())
