"""Printers of a demo venue, set as its manager sets them, and what came out of one."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from common.domain.ids import DeviceId, ShopId, StationId
from common.domain.print_rows import PrinterRow
from common.domain.printing import PrinterKind
from common.domain.roles import Actor, Role
from common.wire.printing import PrinterInfo
from server.db.unit import Unit
from server.entry.demo.venue import SHOP, Venue, VenueFailed
from server.entry.seeding import stable_id
from server.entry.wiring import Wiring
from server.shop.models import Device, Shop


def add_printer(venue: Venue, wanted: PrinterInfo, desk: str) -> PrinterRow:
    """`desk`: the name of the terminal that the manager stands at; a path is on its machine."""

    def work(unit: Unit) -> PrinterRow:
        session = unit.session
        shop_id = session.scalar(select(Shop.id).where(Shop.code == SHOP))
        device_id = session.scalar(select(Device.id).where(Device.name == desk))
        if shop_id is None or device_id is None:
            raise VenueFailed(f"there is no desk {desk}")
        manager = Actor(ShopId(shop_id), Role.MANAGER, DeviceId(device_id))
        unit.lock_shop(shop_id)
        return Wiring().printing(unit, manager).printers.add(wanted)

    return venue.units.run_write(work)


def add_file_printer(venue: Venue, path: Path, desk: str) -> PrinterRow:
    """A printer that collects its bytes in `path`; paid bills come out of it by themselves."""
    wanted = PrinterInfo(
        name="前台小票机",
        kind=PrinterKind.FILE,
        address=str(path),
        has_receipts=True,
        prints_paid=True,
    )
    return add_printer(venue, wanted, desk)


def add_kitchen_printer(venue: Venue, address: str, desk: str, *stations: str) -> PrinterRow:
    """A network printer for what the screens of `stations` (by name) do not show."""
    ids = [StationId(stable_id(SHOP, "station", name)) for name in stations]
    wanted = PrinterInfo(
        name="厨房打印机", kind=PrinterKind.NETWORK, address=address, station_ids=list(ids)
    )
    return add_printer(venue, wanted, desk)


def draw_receipts(venue: Venue, path: Path, folder: Path) -> list[Path]:
    """What a file printer collected, one picture a slip, as `receipt-1.png` … in `folder`."""
    return [Path(line) for line in venue.run("common.printing", str(path), str(folder)).split()]
