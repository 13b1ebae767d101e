"""The server behind 店长页 in memory: people, terminals, hours, the shop's data, the trail."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import msgspec

from common.client.api import ProblemAnswered
from common.domain.audit import AuditAction, Subject
from common.domain.roles import Role
from common.domain.rows import RoomRow, RoomState
from common.wire.answers import Page, ShopBody
from common.wire.audit import AuditBody
from common.wire.problems import Problem
from common.wire.requests import CloseShop, NewPairingCode
from common.wire.shop import (
    ByHandBody,
    ClosingBody,
    DeviceBody,
    DeviceInfo,
    HoursBody,
    HoursSpan,
    NewClosing,
    NewPin,
    NewStaff,
    PairingCodeBody,
    RoomAnswer,
    RoomInfo,
    ShopInfo,
    ShopInfoBody,
    SignInCodesBody,
    SignInCodesWanted,
    StaffBody,
    StaffInfo,
    StaffPhone,
    StationAnswer,
    StationInfo,
    TherapistBody,
    TherapistInfo,
    WeeklyHours,
)
from tests.support.menu_rows import a_shop, a_station
from tests.support.rows import a_room, an_id
from tests.ui.cashier.conftest import Desk
from tests.ui.cashier.evening import NOW, ago

CODE = "48213075"


class Office(dict[str, Any]):
    """Routes by path; `office.refuse(code, **facts)` refuses the next write."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.core.routes)
        self._desk = desk
        desk.core.routes = self
        house = desk.evening.house
        main, flour = a_station("热菜", position=1), a_station("面点", position=2)
        desk.core.server_says("shop.changed", stations=[main, flour])
        self.stations = [main, flour]
        self.staff = [
            StaffBody(an_id(), "wangmin", "王敏", "manager", True, True, None),
            StaffBody(an_id(), "lijing", "李静", "cashier", True, True, NOW + timedelta(minutes=4)),
            StaffBody(an_id(), "xiaohe", "小何", "waiter", True, False, None),
            StaffBody(an_id(), "laochen", "陈师傅", "kitchen", False, True, None),
        ]
        self.devices = [
            self._device("pad", "801 平板", room_id=house.rooms["801"].id),
            self._device("pad", "802 平板", room_id=house.rooms["802"].id, away=42),
            self._device("kitchen", "热菜屏", station_ids=[main.id], speech_zone="kitchen"),
            self._device("call_board", "大堂叫号屏", speech_zone="lobby"),
            self._device("cashier", "收银台1", speech_zone="desk"),
            self._device("pad", "旧平板", room_id=house.rooms["1114"].id, revoked=True),
        ]
        self.therapists = [
            TherapistBody(an_id(), "梅师傅", house.rooms["806"].id, ago(35)),
            TherapistBody(an_id(), "兰师傅", None, None),
        ]
        spans = [HoursSpan(day, "10:00", "02:00") for day in range(7)]
        closing = ClosingBody(an_id(), NOW + timedelta(days=9), NOW + timedelta(days=10), "盘点")
        self.hours = HoursBody(spans, [closing], None)
        self.info = ShopInfoBody(
            "demo", "云麓汤泉 · 人民路店", "Asia/Shanghai", "021-5555 0199", "人民路 88 号", 15, 5,
            "请到二楼吧台取餐", ["加水", "加一副餐具", "要热水和毛巾"], 10000,
        )  # fmt: skip
        self.asks_codes = False
        self.trail = list(self._trail())

    def __contains__(self, path: object) -> bool:
        return super().__contains__(path) or str(path).split("/")[2] in self._groups

    def __missing__(self, path: str) -> Any:  # Any: a route
        _, _, group, *rest = path.split("/")
        return partial(self._groups[group], rest)

    @property
    def _groups(self) -> dict[str, Any]:  # Any: one function a group, below
        return {
            "rooms": self._rooms, "stations": self._stations, "devices": self._devices,
            "staff": self._staff, "therapists": self._therapists, "shop": self._shop,
            "audit": self._audit,
        }  # fmt: skip

    # ── one function a group ────────────────────────────────────────────────────────────────────

    def _rooms(self, rest: list[str], body: object) -> RoomAnswer:
        core = self._desk.core
        rooms = [x for x in core.tables()["rooms"].values() if isinstance(x, RoomRow)]
        held = next((x for x in rooms if rest and x.id == rest[0]), None)
        if rest[1:]:
            assert held is not None
            state = RoomState.OUT_OF_USE if rest[1] == "out-of-use" else RoomState.VACANT
            row = replace(held, state=state, version=held.version + 1)
        else:
            assert isinstance(body, RoomInfo)
            base = held or a_room(name=body.name)
            row = replace(base, name=body.name, floor=body.floor, kind=body.kind,
                          position=body.position, version=base.version + 1)  # fmt: skip
        core.server_says("room.changed", rooms=[row])
        return RoomAnswer(row)

    def _stations(self, rest: list[str], body: object) -> StationAnswer:
        held = next((x for x in self.stations if rest and x.id == rest[0]), None)
        if self._desk.core.asking[0] == "DELETE":
            assert held is not None
            self._desk.core.server_drops(stations=[held.id])
            return StationAnswer(held)
        assert isinstance(body, StationInfo)
        row = replace(held or a_station(body.name), name=body.name, position=body.position)
        row = replace(row, version=row.version + 1)
        self.stations = [x for x in self.stations if x.id != row.id] + [row]
        self._desk.core.server_says("shop.changed", stations=[row])
        return StationAnswer(row)

    def _devices(self, rest: list[str], body: object) -> object:
        if not rest:
            return Page(list(self.devices))
        if rest[-1] in ("code", "codes"):
            assert body is None or isinstance(body, NewPairingCode)
            return PairingCodeBody(CODE, self._now + timedelta(minutes=15))
        held = next(x for x in self.devices if x.id == rest[0])
        if rest[-1] == "revoke":
            changed = msgspec.structs.replace(held, revoked_at=self._now)
        else:
            assert isinstance(body, DeviceInfo)
            changed = msgspec.structs.replace(
                held, name=body.name, kind=body.kind, room_id=body.room_id,
                station_ids=body.station_ids, speech_zone=body.speech_zone,
            )  # fmt: skip
        self.devices = [changed if x.id == held.id else x for x in self.devices]
        return changed

    def pair(self, name: str, room_id: str) -> None:
        """Somebody types the code at a new pad."""
        self.devices.append(self._device("pad", name, room_id=room_id, paired=self._now))

    def _staff(self, rest: list[str], body: object) -> object:
        if not rest and body is None:
            return Page(list(self.staff))
        if isinstance(body, NewStaff):
            person = StaffBody(an_id(), body.login, body.name, body.role, True, False, None)
            self.staff.append(person)
            return person
        if rest == ["sign-in-codes"]:
            self.asks_codes = body.is_on if isinstance(body, SignInCodesWanted) else self.asks_codes
            return SignInCodesBody(self.asks_codes)
        held = next(x for x in self.staff if x.id == rest[0])
        if isinstance(body, StaffPhone):
            changed = msgspec.structs.replace(held, phone="139****0001" if body.phone else "")
        elif isinstance(body, NewPin):
            changed = msgspec.structs.replace(held, has_pin=True, locked_until=None)
        else:
            assert isinstance(body, StaffInfo)
            changed = msgspec.structs.replace(
                held, name=body.name, role=body.role, is_active=body.is_active
            )
        if not changed.is_active and held.role == "manager":
            raise _problem("staff.last_manager")
        self.staff = [changed if x.id == held.id else x for x in self.staff]
        return changed

    def _therapists(self, rest: list[str], body: object) -> object:
        if not rest and body is None:
            return Page(list(self.therapists))
        held = next((x for x in self.therapists if rest and x.id == rest[0]), None)
        if rest[1:]:
            assert held is not None
            changed = msgspec.structs.replace(held, room_id=None, clocked_on_at=None)
        else:
            assert isinstance(body, TherapistInfo)
            base = held or TherapistBody(an_id(), body.name, None, None)
            changed = msgspec.structs.replace(base, name=body.name)
        self.therapists = [x for x in self.therapists if x.id != changed.id] + [changed]
        return changed

    def _shop(self, rest: list[str], body: object) -> object:
        match rest, body:
            case ["info"], None:
                return self.info
            case ["info"], ShopInfo():
                self.info = ShopInfoBody(self.info.code, **msgspec.structs.asdict(body))
            case ["hours"], None:
                return self.hours
            case ["hours"], WeeklyHours():
                self.hours = msgspec.structs.replace(self.hours, spans=body.spans)
            case ["closings"], NewClosing():
                made = ClosingBody(an_id(), body.starts_at, body.ends_at, body.reason)
                closings = [*self.hours.closings, made]
                self.hours = msgspec.structs.replace(self.hours, closings=closings)
                return made
            case ["closings", gone], None:
                left = [x for x in self.hours.closings if x.id != gone]
                self.hours = msgspec.structs.replace(self.hours, closings=left)
            case ["state"], CloseShop():
                by_hand = ByHandBody(body.is_open, body.reason, body.until)
                self.hours = msgspec.structs.replace(self.hours, by_hand=by_hand)
            case _:
                assert (rest, body) == (["state"], None)
                self.hours = msgspec.structs.replace(self.hours, by_hand=None)
        return ShopBody(a_shop(name=self.info.name))

    def _audit(self, rest: list[str], body: object) -> Page[AuditBody]:
        query = self._desk.core.asking[1].partition("?")[2]
        asked = dict(part.split("=") for part in query.split("&"))
        found = [
            x
            for x in self.trail
            if asked.get("subject", x.subject) == x.subject
            and asked.get("by", x.staff_id) == x.staff_id
        ]
        at, limit = int(asked.get("cursor", 0)), int(asked["limit"])
        rest_of = str(at + limit) if len(found) > at + limit else None
        return Page(found[at : at + limit], rest_of)

    # ── inside ──────────────────────────────────────────────────────────────────────────────────

    @property
    def _now(self) -> datetime:
        return self._desk.core.now()

    def _device(
        self, kind: str, name: str, *, room_id: str | None = None, station_ids: list[str] | None = None,
        speech_zone: str = "", away: float = 0.2, revoked: bool = False, paired: datetime | None = None,
    ) -> DeviceBody:  # fmt: skip
        return DeviceBody(
            an_id(), kind, name, room_id, station_ids or [], speech_zone, paired or ago(60 * 24 * 40),
            ago(60 * 24) if revoked else None, self._now - timedelta(minutes=away), app_version="1.4.0",
        )  # fmt: skip

    def _trail(self) -> Any:  # Any: an iterator of rows
        manager, desk = self.staff[0], self.devices[4]
        room = self._desk.evening.house.rooms["801"]
        told: list[tuple[Subject, str, AuditAction, dict[str, Any], dict[str, Any]]] = [
            (Subject.ROOM, "801", AuditAction.CHANGED, {"name": "801"}, {"name": "801A"}),
            (Subject.GOODS, "手工水饺", AuditAction.CHANGED, {"price_fen": 2600}, {"price_fen": 2800}),
            (Subject.STAFF, "小何", AuditAction.ADDED, {}, {"name": "小何", "role": "waiter"}),
            (Subject.DEVICE, "旧平板", AuditAction.REVOKED, {}, {}),
            (Subject.SHOP, "云麓汤泉", AuditAction.CHANGED, {"give_away_limit_fen": 10000},
             {"give_away_limit_fen": 5000}),
            (Subject.HOURS, "云麓汤泉", AuditAction.CLOSED, {}, {"reason": "停电检修"}),
            (Subject.STAFF, "李静", AuditAction.PIN_SET, {}, {}),
            (Subject.DEVICE, "", AuditAction.CODE_MADE, {}, {"kind": "pad", "room": "802"}),
            (Subject.HOURS, "云麓汤泉", AuditAction.CHANGED, {"weekly": "每天 10:00–22:00"},
             {"weekly": "每天 10:00–次日 02:00"}),
            (Subject.STATION, "面点", AuditAction.CHANGED, {"name": "面点", "position": 1},
             {"name": "面点水饺", "position": 2}),
        ]  # fmt: skip
        for number in range(60):
            subject, name, action, before, after = told[number % len(told)]
            yield AuditBody(
                an_id(), ago(11 * number + 3), subject, room.id, name, action, before, after,
                Role.MANAGER, manager.id, manager.name, desk.id, desk.name,
            )  # fmt: skip


def _problem(code: str) -> ProblemAnswered:
    return ProblemAnswered(Problem(code=code, title=code, status=409))
