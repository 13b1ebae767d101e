"""`GET /v1/sync/snapshot`: everything a terminal's tables hold, from one consistent read (spec 20).

On both engines a read stands where its first statement stood, so the tables are those of the
positions, whatever is committed meanwhile. Each table here is what the
events of the followed streams add up to: *snapshot before + events = snapshot after*.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from common.domain.errors import Forbidden
from common.domain.ids import ShopId, StayId
from common.domain.roles import DEVICE_KINDS, Actor, Role
from common.domain.streams import followed_by
from common.wire.events import Rows, Snapshot, StreamPosition
from server.cashier import repository as cashier
from server.catalog import repository as catalog
from server.db import journal
from server.kitchen import repository as orders
from server.kitchen import stay_repository as stays
from server.messaging import call_repository as calls
from server.messaging import repository as messages
from server.printing import repository as printing
from server.shop.opening import shop_row, zone_of
from server.shop.records import DeviceRecord
from server.shop.repository import ShopRepository
from server.shop.service import hours_now


def snapshot(session: Session, actor: Actor, now: datetime) -> Snapshot:
    """What the actor's terminal shows as of `now`. Raises Forbidden `device.required`."""
    shop = ShopRepository(session)
    device = None if actor.device_id is None else shop.device(actor.shop_id, actor.device_id)
    if device is None or device.kind not in DEVICE_KINDS:
        raise Forbidden("device.required")
    stay_id = _stay_shown(session, device)
    streams = followed_by(device.kind, device.shop_id, device.id, stay_id)
    positions = journal.positions(session, streams)
    tables = {
        **_menu(session, shop, device.shop_id, now),
        **_of_kind(session, shop, device, stay_id),
        "announcements": [
            message.announcement() for message in messages.on_screen(session, streams)
        ],
    }
    return Snapshot(
        {name: StreamPosition(at.epoch, at.top) for name, at in positions.items()},
        now,
        Rows(**{name: tuple(rows) for name, rows in tables.items()}),
    )


# Any: rows of several tables; `Rows` names their types.
Tables = dict[str, Sequence[Any]]


def _of_kind(
    session: Session, shop: ShopRepository, device: DeviceRecord, stay_id: StayId | None
) -> Tables:
    match device.kind:
        case Role.KITCHEN:
            return _on_board(session, device.shop_id)
        case Role.CALL_BOARD:
            return {"call_tickets": orders.load_call_tickets(session, device.shop_id)}
        case Role.PAD:
            return _at_pad(session, shop, device, stay_id)
        case Role.CASHIER:
            return {
                **_at_desk(session, shop, device),
                "bills": cashier.open_bills(session, device.shop_id),
                "printers": printing.printers(session, device.shop_id),
                "print_jobs": printing.unsettled(session, device.shop_id),
            }
        case _:
            return _at_desk(session, shop, device)


def _at_desk(session: Session, shop: ShopRepository, device: DeviceRecord) -> Tables:
    return {
        **_on_board(session, device.shop_id),
        "rooms": shop.rooms(device.shop_id),
        "stays": stays.open_stays(session, device.shop_id),
        "service_calls": calls.live_calls(session, device.shop_id),
    }


def _on_board(session: Session, shop_id: ShopId) -> Tables:
    held = orders.load_kitchen_tables(session, shop_id)
    return dict(zip(("orders", "batches", "lines"), held, strict=True))


def _at_pad(
    session: Session, shop: ShopRepository, device: DeviceRecord, stay_id: StayId | None
) -> Tables:
    """The room, and of its guests only those who are there now: never what another guest ordered."""
    room = None if device.room_id is None else shop.room(device.shop_id, device.room_id)
    tables: Tables = {"rooms": [] if room is None else [room]}
    if stay_id is None:
        return tables
    held = stays.load_stay_tables(session, device.shop_id, stay_id)
    tables |= dict(zip(("stays", "orders", "batches", "lines"), held, strict=True))
    tables["service_calls"] = calls.live_calls_of_stay(session, stay_id)
    return tables


def _menu(session: Session, shop: ShopRepository, shop_id: ShopId, now: datetime) -> Tables:
    record, hours = hours_now(shop, shop_id, now)
    categories, goods = catalog.load_menu(session, shop_id, now, lambda: zone_of(record.zone))
    return {
        "shops": [shop_row(record, hours, now)],
        "stations": shop.stations(shop_id),
        "categories": categories,
        "goods": goods,
    }


def _stay_shown(session: Session, device: DeviceRecord) -> StayId | None:
    if device.kind is not Role.PAD or device.room_id is None:
        return None
    stay = stays.pad_stay(session, device.shop_id, device.room_id)
    return None if stay is None else stay.id
