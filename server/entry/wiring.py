"""Which service gets what: every port of a subject is fulfilled here, on the caller's own unit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from common.domain.announcing import Event
from common.domain.happenings import Happening, RoomStaysChanged
from common.domain.ids import ShopId, StationId, StayId
from common.domain.presence import Approver
from common.domain.roles import DEVICE_KINDS, Actor, Role
from common.domain.rows import RoomRow, StayRow
from common.domain.sms_rows import Purchase
from common.domain.streams import followed_by
from server.cashier.ports import Ports as CashierPorts
from server.cashier.service import CashBooks, Cashier
from server.catalog.service import Catalog
from server.db.unit import Unit
from server.entry import house_texts
from server.entry.bill_ports import KitchenGuests, ShopHouse
from server.entry.message_ports import KitchenOrders, ShopVenue
from server.entry.print_ports import PrintedBills, PrintedOrders, PrintedVenue
from server.kitchen import stay_repository as stays
from server.kitchen.ports import Ports as KitchenPorts
from server.kitchen.ports import Report
from server.kitchen.service import Kitchen
from server.messaging.announcing import About
from server.messaging.ports import Ports as MessagingPorts
from server.messaging.service import Messaging
from server.messaging.settings import StoredSettings, Told
from server.printing.ports import Ports as PrintingPorts
from server.printing.receipts import Papers
from server.printing.service import Printing
from server.shop.devices import DeviceService
from server.shop.for_kitchen import ShopDesk
from server.shop.for_sms import ShopBrands
from server.shop.ports import Ports as PremisesPorts
from server.shop.premises import Premises
from server.shop.repository import ShopRepository
from server.shop.service import ShopService
from server.shop.sign_in_codes import SignInCodes
from server.shop.staff import StaffService
from server.sms import jobs as sms_jobs
from server.sms import purchases
from server.sms.message_service import MessagesFactory, SmsMessages
from server.sms.purchases import PaymentNotice
from server.sms.service import SmsCredits


@dataclass(frozen=True, slots=True)
class Wiring:
    """Services of one unit of work and one actor. `told`: who is told of what (spec 30, Config)."""

    told: Told = field(default_factory=StoredSettings)

    def shop(self, unit: Unit, actor: Actor) -> ShopService:
        return ShopService(unit, actor)

    def premises(self, unit: Unit, actor: Actor) -> Premises:
        def renamed(room: RoomRow) -> None:
            self.kitchen(unit, actor).stays.rename_room(room)

        def dishes_at(station_id: StationId) -> list[str]:
            return self.catalog(unit, actor).cooked_at(station_id)

        return Premises(unit, actor, PremisesPorts(renamed, dishes_at))

    def kitchen(
        self,
        unit: Unit,
        actor: Actor,
        key: str | None = None,
        approver: Approver | None = None,
    ) -> Kitchen:
        desk = ShopDesk(unit.session, actor.shop_id)
        menu = Catalog(unit, actor, desk)
        bills = self.cashier(unit, actor, key).settling
        texts = house_texts.HouseTexts(unit.session, actor.shop_id)
        ports = KitchenPorts(desk, desk, menu, bills, self._after_effects(unit, actor), texts)
        return Kitchen(unit, actor, ports, key, approver)

    def cashier(
        self,
        unit: Unit,
        actor: Actor,
        key: str | None = None,
        approver: Approver | None = None,
    ) -> Cashier:
        def paid(stay_id: StayId) -> None:
            self.printing(unit, actor, key).receipts.paid(stay_id)

        ports = replace(_cashier_ports(unit.session, actor), paid=paid)
        return Cashier(unit, actor, ports, key, approver)

    def printing(self, unit: Unit, actor: Actor, key: str | None = None) -> Printing:
        def mark_printed(line_ids: Collection[str]) -> None:
            self.kitchen(unit, actor, key).orders.lines_printed(line_ids)

        ports = self._print_ports(unit.session, actor, unit.now, mark_printed)
        return Printing(unit, actor, ports, key)

    def papers(self, session: Session, actor: Actor, now: datetime) -> Papers:
        return Papers(actor, self._print_ports(session, actor, now, lambda line_ids: None), now)

    def _print_ports(
        self,
        session: Session,
        actor: Actor,
        now: datetime,
        mark_printed: Callable[[Collection[str]], None],
    ) -> PrintingPorts:
        books = self.cash_books(session, actor, now)
        return PrintingPorts(
            PrintedVenue(session, actor.shop_id),
            PrintedBills(session, actor.shop_id, books.bills.draft),
            PrintedOrders(session, actor.shop_id, mark_printed),
        )

    def house_printing(self, unit: Unit, shop_id: ShopId) -> Printing:
        """Printing with no person behind it: for the worker."""
        return self.printing(unit, Actor(shop_id, Role.INTEGRATION))

    def cash_books(self, session: Session, actor: Actor, now: datetime) -> CashBooks:
        return CashBooks(session, actor, _cashier_ports(session, actor), now)

    def catalog(self, unit: Unit, actor: Actor) -> Catalog:
        return Catalog(unit, actor, ShopDesk(unit.session, actor.shop_id))

    def house_catalog(self, unit: Unit, shop_id: ShopId) -> Catalog:
        """The menu with no person before it: for the worker."""
        return self.catalog(unit, Actor(shop_id, Role.INTEGRATION))

    def messaging(self, unit: Unit, actor: Actor) -> Messaging:
        def stay_for_call(meant_id: str | None) -> StayRow:
            return self.kitchen(unit, actor).placing.stay_for_call(meant_id)

        def show_pad_calls(labels: Sequence[str]) -> None:
            self.shop(unit, actor).show_pad_calls(tuple(labels))

        orders = KitchenOrders(unit.session, actor.shop_id, stay_for_call)
        venue = ShopVenue(unit.session, actor.shop_id, show_pad_calls)
        ports = MessagingPorts(venue, orders)
        return Messaging(unit, actor, ports, self.told)

    def house_messaging(self, unit: Unit, shop_id: ShopId) -> Messaging:
        """The message centre with no person behind it: for the worker."""
        return self.messaging(unit, Actor(shop_id, Role.INTEGRATION))

    def announce_low_sms(self, unit: Unit, shop_id: ShopId, balance: int) -> None:
        about = About(params={"balance": str(balance)})
        self.house_messaging(unit, shop_id).announce(Event.SMS_LOW_BALANCE, about)

    def _after_effects(self, unit: Unit, actor: Actor) -> Report:
        """What the kitchen reports, told to whoever has to act, inside the same unit."""
        centre = self.messaging(unit, actor)
        devices = self.devices(unit, actor)

        def report(happening: Happening) -> None:
            if isinstance(happening, RoomStaysChanged):
                devices.resync_pads(happening.shop_id, happening.room_id)
            centre.hear(happening)
            house_texts.hear(unit, happening)

        return report

    def sms_credits(self, unit: Unit, actor: Actor) -> SmsCredits:
        return SmsCredits(unit, actor, ShopBrands(unit.session))

    def sms_messages(self, opt_out: str) -> MessagesFactory:
        """`opt_out`: the words with which the provider wants marketing to end."""
        return lambda unit, actor: SmsMessages(unit, actor, ShopBrands(unit.session), opt_out)

    def hear_sms_payment(self, unit: Unit, notice: PaymentNotice) -> Purchase:
        return purchases.hear(unit, notice, sms_jobs.warn(unit, ShopBrands(unit.session)))

    def devices(self, unit: Unit, actor: Actor) -> DeviceService:
        return DeviceService(unit, actor)

    def sign_in_codes(self, unit: Unit) -> SignInCodes:
        return SignInCodes(unit, house_texts.HouseCodeTexts(unit))

    def staff(self, unit: Unit, actor: Actor) -> StaffService:
        return StaffService(unit, actor)


def _cashier_ports(session: Session, actor: Actor) -> CashierPorts:
    return CashierPorts(KitchenGuests(session, actor.shop_id), ShopHouse(session, actor.shop_id))


def streams_of(session: Session, actor: Actor) -> tuple[str, ...]:
    """What the actor's terminal follows now; nobody without a terminal follows anything."""
    device = (
        None
        if actor.device_id is None
        else ShopRepository(session).device(actor.shop_id, actor.device_id)
    )
    if device is None or device.kind not in DEVICE_KINDS:
        return ()
    shown = (
        stays.pad_stay(session, actor.shop_id, device.room_id)
        if device.kind is Role.PAD and device.room_id is not None
        else None
    )
    return followed_by(device.kind, device.shop_id, device.id, shown.id if shown else None)
