"""The whole pad: which page stands, for whom, and when it goes back to being nobody's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Final

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from common.client.facade import Accepted, Core, LinkStatus, Phase, Update
from common.client.ids import new_id
from common.domain.commands import PlaceOrder
from common.qt.i18n import Language, Languages
from pad_app.basket import MOST
from pad_app.basket_model import BasketModel
from pad_app.bill_model import BillModel
from pad_app.dish_model import DishModel
from pad_app.language_model import LanguageModel
from pad_app.link_model import LinkModel
from pad_app.menu_model import MenuModel, PhotoOf
from pad_app.notices_model import NoticesModel
from pad_app.order_model import OrderModel
from pad_app.pairing_model import PairingModel
from pad_app.service_model import ServiceModel
from pad_app.sight import Guests, Sight
from pad_app.texts_model import TextsModel
from pad_app.wording import clock

LOOK_EVERY_MS: Final = 500
IDLE: Final = timedelta(minutes=3)
"""Untouched for this long the pad goes back to the menu, sheets closed."""
NOBODYS: Final = timedelta(minutes=10)
"""Untouched for this long: blind, it shows only the menu (spec 20); free, it says welcome again."""
_PATIENCE: Final = timedelta(seconds=5)


class Page(StrEnum):
    PAIRING = "pairing"
    LOADING = "loading"
    WELCOME = "welcome"
    CLEANING = "cleaning"
    OPEN = "open"


class Tab(IntEnum):
    MENU = 0
    ORDER = 1
    BILL = 2


@dataclass(frozen=True, slots=True)
class PadFacts:
    """What the pad's frame shows. `waits_long`: the first load has taken more than 5 s."""

    page: Page = Page.LOADING
    tab: Tab = Tab.MENU
    clock: str = ""
    room_name: str = ""
    shop_name: str = ""
    phone: str = ""
    is_shop_open: bool = True
    closed_reason: str = ""
    opens_at: str = ""
    opens_tomorrow: bool = False
    is_hidden: bool = False
    waits_long: bool = False


class PadModel(QObject):
    """Follows the core and tells its parts what to show.

    Signals: `told(word)`, a short word for a toast; `rested` when every sheet should close.
    """

    changed = Signal()
    rested = Signal()
    told = Signal(str)

    def __init__(
        self,
        core: Core,
        *,
        server_url: str = "",
        name: str = "",
        make_key: Callable[[], str] | None = None,
        photo_of: PhotoOf = lambda _: None,
        languages: Languages | None = None,
        shops_language: Language = Language.ZH_CN,
        memory: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`photo_of`: asked at every look; `look` again when another photo has arrived.
        `languages`, `shops_language`, `memory`: as LanguageModel takes them."""
        super().__init__(parent)
        self._core = core
        key = make_key or (lambda: new_id(core.now()))
        speak = languages.use if languages is not None else _say_nothing
        self._language = LanguageModel(self, speak, shops_language, memory)
        self._menu = MenuModel(photo_of, self)
        self._dish = DishModel(key, self)
        self._basket = BasketModel(core, key, self)
        self._order = OrderModel(core, self)
        self._bill = BillModel(self)
        self._service = ServiceModel(core, self)
        self._texts = TextsModel(core, self)
        self._link = LinkModel(self)
        self._notices = NoticesModel(core, self)
        self._pairing = PairingModel(core, server_url, name, self)
        self._sight = Sight(core.tables(), None, core.now())
        self._tab = Tab.MENU
        self._has_begun = False
        self._is_hidden = False
        self._is_at_rest = False
        self._stay_id: str | None = None
        self._touched_at = self._began_at = core.monotonic()
        self._facts = PadFacts()
        self._wire()
        self.look()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def _wire(self) -> None:
        self._unsubscribe = self._core.subscribe(self._on_update)
        self._basket.changed.connect(self._show_menu)
        self._basket.placed.connect(self._on_placed)
        self._basket.refused.connect(self.told)
        self._language.changed.connect(self.look)
        self._dish.confirmed.connect(self._basket.put)
        self._notices.restored.connect(self._on_restored)
        self._notices.tag_asked.connect(self._on_tag_asked)

    # ── following ───────────────────────────────────────────────────────────────────────────────

    async def pair(self, code: str) -> None:
        """Redeem a code given on the command line."""
        await self._pairing.redeem(code)

    def _on_update(self, update: Update) -> None:
        self.look()

    def look(self) -> None:
        """Look at everything anew; lists change only by what differs, so this is cheap."""
        link = self._core.link
        self._sight = self._see(link)
        self._link.show(link, self._core.monotonic(), self._sight.zone)
        self._follow_guests()
        self._rest()
        shown = Sight({}, None, self._sight.now) if self._is_hidden else self._sight
        self._basket.show(self._sight)
        self._show_menu()
        self._dish.follow(self._sight.goods)
        self._order.show(shown)
        self._bill.show(shown)
        self._service.show(self._sight)
        self._texts.show(shown)
        self._notices.show(self._sight, link.rejected, link.late_orders)
        self._tell()

    def _see(self, link: LinkStatus) -> Sight:
        identity, core = self._core.identity, self._core
        commands = (late.command for late in link.late_orders)
        batches = (each.batch_id for each in commands if isinstance(each, PlaceOrder))
        return Sight(
            core.tables(),
            identity.room_id if identity else None,
            core.now(),
            core.unsent(),
            frozenset(each for each in batches if each is not None),
            link.phase is Phase.LIVE,
        )

    def _follow_guests(self) -> None:
        """Another guest, or none any more: nothing of the last one stays."""
        stay_id = self._sight.stay.id if self._sight.stay else None
        is_other = self._stay_id is not None and stay_id != self._stay_id
        has_left = self._sight.guests is Guests.LEFT and self._has_begun
        self._stay_id = stay_id
        self._language.follow(stay_id)
        if is_other or has_left:
            self._forget_guest()

    def _forget_guest(self) -> None:
        self._has_begun = False
        self._basket.clear()
        self._menu.to_first()
        self._to_menu()

    def _to_menu(self) -> None:
        self._tab = Tab.MENU
        self._dish.close()
        self._basket.forget_tag()
        self.rested.emit()

    def _rest(self) -> None:
        """What time without a finger does."""
        idle = timedelta(seconds=self._core.monotonic() - self._touched_at)
        is_blind = self._link.facts.is_blind
        if idle >= IDLE and not self._is_at_rest:
            self._is_at_rest = True
            self._to_menu()
        if not is_blind:
            self._is_hidden = False
        elif idle >= NOBODYS and not self._is_hidden:
            self._is_hidden = True
            self._forget_guest()
        if idle >= NOBODYS and self._sight.guests is Guests.NOBODY:
            self._language.forget()
            if self._has_begun:
                self._forget_guest()

    def _show_menu(self) -> None:
        self._menu.show(self._sight, self._basket.picks)

    def _on_placed(self, accepted: Accepted) -> None:
        self._has_begun = True
        command = accepted.command
        if isinstance(command, PlaceOrder) and command.hand_tag is not None:
            self.told.emit("placed_for_tag")
            return
        self.show_tab(Tab.ORDER)

    def _on_restored(self, command: PlaceOrder, without: frozenset[str]) -> None:
        self._basket.put_back(command, without)
        self.show_tab(Tab.MENU)

    def _on_tag_asked(self, command: PlaceOrder, tags: object) -> None:
        self._basket.put_back(command)
        self._basket.ask_tag([str(tag) for tag in tags] if isinstance(tags, list | tuple) else [])

    # ── what the guest does ─────────────────────────────────────────────────────────────────────

    @Slot()
    def touched(self) -> None:
        """A finger anywhere: somebody is here."""
        self._touched_at = self._core.monotonic()
        self._is_at_rest = False

    @Slot()
    def begin(self) -> None:
        """开始点餐, from the welcome page."""
        self._has_begun = True
        self.look()

    @Slot(int, name="showTab")
    def show_tab(self, tab: int) -> None:
        self._tab = Tab(tab)
        self._tell()

    showTab = show_tab

    @Slot(str, name="openDish")
    def open_dish(self, goods_id: str) -> None:
        dish = self._sight.goods.get(goods_id)
        left = self._basket.left_of(dish) if dish else 0
        if dish is not None and left > 0:
            self._dish.open_new(dish, left)

    openDish = open_dish

    @Slot(str, name="openLine")
    def open_line(self, key: str) -> None:
        """A line of the basket in its dish's sheet."""
        pick = self._basket.pick_of(key)
        dish = self._sight.goods.get(pick.goods_id) if pick else None
        if pick is not None and dish is not None:
            left = MOST if dish.remaining is None else self._basket.left_of(dish)
            self._dish.open_edit(dish, pick, left + pick.quantity)

    openLine = open_line

    # ── what QML reads ──────────────────────────────────────────────────────────────────────────

    def _tell(self) -> None:
        facts = self._judge()
        if facts != self._facts:
            self._facts = facts
            self.changed.emit()

    def _judge(self) -> PadFacts:
        sight, shop, room = self._sight, self._sight.shop, self._sight.room
        waited = timedelta(seconds=self._core.monotonic() - self._began_at)
        opens = _opening(sight)
        return PadFacts(
            page=self._page(),
            tab=self._tab,
            clock=clock(sight.now, sight.zone),
            room_name=room.name if room else "",
            shop_name=shop.name if shop else "",
            phone=shop.phone if shop else "",
            is_shop_open=sight.is_open,
            closed_reason=shop.closed_reason if shop else "",
            opens_at=clock(opens, sight.zone),
            opens_tomorrow=opens is not None and _is_later_day(sight, opens),
            is_hidden=self._is_hidden,
            waits_long=waited >= _PATIENCE,
        )

    def _page(self) -> Page:
        if self._core.identity is None or self._link.facts.needs_pairing:
            return Page.PAIRING
        if self._sight.shop is None and not self._sight.goods:
            return Page.LOADING
        if self._sight.guests is Guests.LEFT:
            return Page.CLEANING
        is_free = self._sight.guests is Guests.NOBODY and not self._sight.orders
        if is_free and not self._has_begun:
            return Page.WELCOME
        return Page.OPEN

    language = Property(QObject, lambda self: self._language, constant=True)
    menu = Property(QObject, lambda self: self._menu, constant=True)
    dish = Property(QObject, lambda self: self._dish, constant=True)
    basket = Property(QObject, lambda self: self._basket, constant=True)
    order = Property(QObject, lambda self: self._order, constant=True)
    bill = Property(QObject, lambda self: self._bill, constant=True)
    service = Property(QObject, lambda self: self._service, constant=True)
    texts = Property(QObject, lambda self: self._texts, constant=True)
    link = Property(QObject, lambda self: self._link, constant=True)
    notices = Property(QObject, lambda self: self._notices, constant=True)
    pairing = Property(QObject, lambda self: self._pairing, constant=True)
    page = Property(str, lambda self: self._facts.page.value, notify=changed)
    tab = Property(int, lambda self: int(self._facts.tab), notify=changed)
    clock = Property(str, lambda self: self._facts.clock, notify=changed)
    roomName = Property(str, lambda self: self._facts.room_name, notify=changed)
    shopName = Property(str, lambda self: self._facts.shop_name, notify=changed)
    phone = Property(str, lambda self: self._facts.phone, notify=changed)
    isShopOpen = Property(bool, lambda self: self._facts.is_shop_open, notify=changed)
    closedReason = Property(str, lambda self: self._facts.closed_reason, notify=changed)
    opensAt = Property(str, lambda self: self._facts.opens_at, notify=changed)
    opensTomorrow = Property(bool, lambda self: self._facts.opens_tomorrow, notify=changed)
    isHidden = Property(bool, lambda self: self._facts.is_hidden, notify=changed)
    waitsLong = Property(bool, lambda self: self._facts.waits_long, notify=changed)


def _say_nothing(language: Language) -> None:
    """Where no program speaks: a model of its own in a test."""


def _opening(sight: Sight) -> datetime | None:
    """When a closed shop opens, if that is known and still ahead."""
    if sight.shop is None or sight.is_open or sight.shop.next_change_at is None:
        return None
    return sight.shop.next_change_at if sight.shop.next_change_at > sight.now else None


def _is_later_day(sight: Sight, at: datetime) -> bool:
    return at.astimezone(sight.zone).date() > sight.now.astimezone(sight.zone).date()
