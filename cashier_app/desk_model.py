"""The whole desk: what is selected, which panel shows what, what each key does."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from cashier_app import words
from cashier_app.actions import Actions, Selected
from cashier_app.bill_model import BillModel
from cashier_app.calls_model import CallsModel
from cashier_app.collect_model import CollectModel
from cashier_app.corner.corner_model import CornerModel
from cashier_app.corner.keys import KEYS as CORNER_KEYS
from cashier_app.form import Form
from cashier_app.form_model import FormModel
from cashier_app.keys import KEYS, Meaning, Sheet
from cashier_app.link_model import LinkModel
from cashier_app.notices_model import NoticesModel
from cashier_app.order_model import OrderModel
from cashier_app.pairing_model import PairingModel
from cashier_app.print_model import PrintModel
from cashier_app.receipt_model import ReceiptModel
from cashier_app.report_model import ReportModel
from cashier_app.rooms_model import RoomsModel
from cashier_app.search_model import SearchModel
from cashier_app.shown import LIST
from cashier_app.sight import Sight
from cashier_app.sms_model import SmsModel
from cashier_app.staff_model import StaffModel
from cashier_app.tags_model import TagsModel
from cashier_app.tenders_model import TendersModel
from cashier_app.voice_model import VoiceModel
from cashier_app.words import translate
from common.client.facade import Core, Update
from common.domain.ids import StayId
from common.domain.rows import RoomState

LOOK_EVERY_MS: Final = 500


class DeskModel(QObject):
    """Follows the core and tells its parts what to show. `told(word)`: for a toast."""

    changed = Signal()
    told = Signal(str)

    def __init__(
        self,
        core: Core,
        *,
        server_url: str = "",
        name: str = "",
        files: Path = Path(),
        parent: QObject | None = None,
    ) -> None:
        """`files`: the folder for what people save."""
        super().__init__(parent)
        self._core = core
        self._rooms = RoomsModel(self)
        self._tags = TagsModel(self)
        self._calls = CallsModel(core, self)
        self._collect = CollectModel(core, self)
        self._bill = BillModel(self)
        self._link = LinkModel(self)
        self._search = SearchModel(self)
        self._notices = NoticesModel(core, self)
        self._tenders = TendersModel(core, self)
        self._sms = SmsModel(core, self)
        self._voice = VoiceModel(core, self)
        self._pairing = PairingModel(core, server_url, name, self)
        self._form = FormModel(core, lambda: self._link.why_no_money, self)
        self._staff = StaffModel(core, files, self)
        self._order = OrderModel(core, self)
        self._report = ReportModel(core, files, self)
        self._printing = PrintModel(core, self)
        self._receipt = ReceiptModel(core, self)
        self._actions = Actions(core, self._form, self._staff.sign_in_form, self)
        self._corner = CornerModel(
            core,
            lambda: self._link.why_no_change,
            self._ask,
            self.told.emit,
            self._staff.sign_in_form,
            self._staff.signOut,
            files,
            self,
        )
        self._room_id = self._stay_id = ""
        self._sheet = Sheet.NONE
        self._tab = 0
        self._clock = ""
        self._sight = Sight(core.tables(), core.unsent(), core.now())
        self._wire()
        self.look()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def _wire(self) -> None:
        self._unsubscribe = self._core.subscribe(self._on_update)
        self._rooms.chosen.connect(self.chooseRoom)
        self._tags.chosen.connect(self.chooseStay)
        self._calls.chosen.connect(self.chooseStay)
        self._collect.chosen.connect(self.chooseStay)
        self._search.chosen.connect(self._on_found)
        for anew in (self._rooms.refiltered, self._tags.refiltered, self._search.changed):
            anew.connect(self._paint)
        self._form.done.connect(self.told)
        self._form.done.connect(self._staff.refresh)
        self._staff.asked.connect(self._ask)
        self._search.missed.connect(self._on_missed)
        self._notices.accepted.connect(self._tenders.settle)
        self._notices.repeated.connect(self._tenders.again)
        for speaker in (self._actions.done, self._tenders.told, self._collect.told):
            speaker.connect(self.told)
        self._order.placed.connect(self._on_placed)
        self._printing.told.connect(self.told)
        self._receipt.printed.connect(self._on_printed)
        self._notices.dismissed.connect(self._printing.cancel)

    async def pair(self, code: str) -> None:
        """Redeem a code given on the command line."""
        await self._pairing.redeem(code)

    # ── following ───────────────────────────────────────────────────────────────────────────────

    def _on_update(self, update: Update) -> None:
        self._sms.hear(update.kinds)
        self.look()

    def look(self) -> None:
        """Look at everything anew; lists change only by what differs, so this is cheap."""
        tables, unsent, now = self._core.tables(), self._core.unsent(), self._core.now()
        held = self._sight
        is_same = held.is_of(tables)
        self._sight = held.later(unsent, now) if is_same else Sight(tables, unsent, now)
        self._paint()

    def _paint(self) -> None:
        sight, link = self._sight, self._core.link
        self._keep_selection()
        self._link.show(link, self._core.monotonic(), sight.zone)
        self._rooms.show(sight, self._room_id)
        self._tags.show(sight, self._stay_id)
        self._calls.show(sight)
        self._collect.show(sight)
        self._bill.show(sight, self._room_id, self._stay_id)
        self._search.show(sight)
        is_live = not self._link.why_no_money
        self._staff.show(is_live, sight.zone)
        self._sms.show(is_live)
        self._voice.show(sight)
        self._printing.show(sight, is_blind=not is_live)
        unprinted = self._printing.unprinted_tickets
        about_money = self._tenders.notices(sight, is_live, self._form.asking)
        self._notices.show(sight, link.rejected, link.late_orders, unprinted, about_money)
        self._actions.look(sight, self._selected())
        self._order.show(sight)
        self._form.look()
        self._corner.look(sight)
        self._clock = words.clock(sight.now, sight.zone)
        self.changed.emit()

    def _look_at(self, room_id: str, stay_id: str) -> None:
        """Somebody chose: only what depends on it is painted, within the frame of that key."""
        self._room_id, self._stay_id = room_id, stay_id
        self._keep_selection()
        self._rooms.select(self._room_id)
        self._tags.select(self._stay_id)
        self._bill.show(self._sight, self._room_id, self._stay_id)
        self._actions.look(self._sight, self._selected())
        self.changed.emit()

    def _keep_selection(self) -> None:
        """Guests who moved are followed; of a room whose guests changed, the new ones are shown."""
        stay = self._sight.stays.get(StayId(self._stay_id))
        if stay is not None:
            self._room_id = stay.room_id or ""
            return
        room = self._sight.room(self._room_id)
        here = self._sight.stays_in(room.id) if room else []
        self._stay_id = here[0].id if here else ""

    def _selected(self) -> Selected:
        return Selected(
            self._sight.room(self._room_id), self._sight.stays.get(StayId(self._stay_id))
        )

    # ── what a person does ──────────────────────────────────────────────────────────────────────

    @Slot(str)
    def chooseRoom(self, room_id: str) -> None:
        self._look_at(room_id, "")

    @Slot(str)
    def chooseStay(self, stay_id: str) -> None:
        if stay_id:
            self._look_at("", stay_id)

    def _on_found(self, room_id: str, stay_id: str) -> None:
        self._look_at(room_id, stay_id)

    @Slot(str)
    def typeAhead(self, character: str) -> None:
        """A key that no field took: the desk searches; under a sheet it means nothing."""
        is_covered = self._form.is_open or self._sheet is not Sheet.NONE or self._corner.is_open
        if not is_covered and self._page() == "desk":
            self._search.begin(character)

    def _on_missed(self, text: str) -> None:
        self.told.emit(translate("Cashier", "没有找到 {0}").format(text))

    @Slot(int)
    def showTab(self, tab: int) -> None:
        self._tab = tab
        self.changed.emit()

    @Slot(str)
    def act(self, name: str) -> None:
        """One thing by its name: see `actions.Actions`."""
        if name == "order":
            self._begin_order()
            return
        if name in ("receipt", "printReceipt"):
            self._receipt_of_selected(is_looked_at=name == "receipt")
            return
        self._sheet = Sheet.NONE
        if not self._actions.act(name):
            self.told.emit(self._why_not(name))
        self.changed.emit()

    @Slot(str)
    def show(self, sheet: str) -> None:
        if self._sheet is Sheet.VOICE:
            self._voice.leave()
        self._sheet = Sheet(sheet)
        self.changed.emit()

    @Slot(str)
    def press(self, key: str) -> None:
        """A shortcut: see `keys.KEYS`."""
        meaning = KEYS.get(key, Meaning())
        if key == "Esc":
            self._back()
        elif self._form.is_open:
            return
        elif self._corner.is_open and meaning.sheet is not Sheet.KEYS:
            self._corner.press(key)
        elif meaning.action == "corner":
            self._corner.open()
        elif meaning.moves:
            self.chooseRoom(self._rooms.beside(self._room_id, *meaning.moves))
        elif meaning.sheet is not None:
            self.show(Sheet.NONE if self._sheet is meaning.sheet else meaning.sheet)
        elif meaning.action == "search":
            self._search.focus()
        elif meaning.action == "answerCall":
            self._calls.answer_oldest()
        else:
            self.act(self._meant(meaning.action))

    def _ask(self, form: Form) -> None:
        self._sheet = Sheet.NONE
        self._form.ask(form)
        self.changed.emit()

    def _begin_order(self) -> None:
        """F2 opens the menu for these guests; pressed there it sends the order."""
        at = self._selected()
        if self._sheet is Sheet.ORDER:
            self._order.place()
        elif "order" in self._actions.available():
            self._order.begin(self._sight, at.room, at.stay)
            self.show(Sheet.ORDER)
        else:
            self.told.emit(self._why_not("order"))

    def _receipt_of_selected(self, *, is_looked_at: bool) -> None:
        """预结 before the bill is paid, the receipt after; `is_looked_at`: shown first."""
        stay = self._selected().stay
        if stay is None or "receipt" not in self._actions.available():
            self.told.emit(self._why_not("receipt"))
            return
        totals = self._sight.totals_of(stay.id)
        is_paid = totals.balance_fen <= 0 and bool(self._sight.bill_of(stay.id).payments)
        if is_looked_at:
            self._receipt.show_bill(stay.id, is_paid=is_paid)
            self.show(Sheet.RECEIPT)
        else:
            self._receipt.print_bill(stay.id, is_paid=is_paid)

    @Slot(str)
    def showPaper(self, job_id: str) -> None:
        """What stands on a paper of the list."""
        self._receipt.showJob(job_id)
        self.show(Sheet.RECEIPT)

    def _on_printed(self, word: str) -> None:
        if self._sheet is Sheet.RECEIPT and not self._receipt.has_problem:
            self.show(Sheet.NONE)
        self.told.emit(word)

    def _on_placed(self, word: str) -> None:
        self.show(Sheet.NONE)
        self.told.emit(word)

    def _meant(self, action: str) -> str:
        """F3 and F4 do what comes next for that room."""
        room, stay = self._sight.room(self._room_id), self._sight.stays.get(StayId(self._stay_id))
        if action == "leave" and room is not None and room.state is RoomState.VACANT:
            return "checkIn"
        if action in ("leave", "clean") and stay is not None and stay.room_id is None:
            return "close"
        return action

    def _back(self) -> None:
        """Esc: close what is open, else forget the selection."""
        if self._form.is_open:
            self._form.close()
        elif self._sheet is not Sheet.NONE:
            self.show(Sheet.NONE)
        elif self._search.is_asking:
            self._search.clear()
        elif self._corner.is_open:
            self._corner.back()
        else:
            self.chooseRoom("")

    def _why_not(self, name: str) -> str:
        if self._selected().stay is None and name != "clean":
            return translate("Cashier", "先选一间有客人的房或一个手牌")
        if name.startswith("pay-"):
            return translate("Cashier", "没有要收的钱")
        return translate("Cashier", "现在不能这样做")

    # ── what QML reads ──────────────────────────────────────────────────────────────────────────

    def _page(self) -> str:
        is_unknown = self._link.facts.needs_pairing
        return "pairing" if self._core.identity is None or is_unknown else "desk"

    rooms = Property(QObject, lambda self: self._rooms, constant=True)
    tags = Property(QObject, lambda self: self._tags, constant=True)
    calls = Property(QObject, lambda self: self._calls, constant=True)
    collect = Property(QObject, lambda self: self._collect, constant=True)
    bill = Property(QObject, lambda self: self._bill, constant=True)
    link = Property(QObject, lambda self: self._link, constant=True)
    search = Property(QObject, lambda self: self._search, constant=True)
    notices = Property(QObject, lambda self: self._notices, constant=True)
    pairing = Property(QObject, lambda self: self._pairing, constant=True)
    sms = Property(QObject, lambda self: self._sms, constant=True)
    voice = Property(QObject, lambda self: self._voice, constant=True)
    staff = Property(QObject, lambda self: self._staff, constant=True)
    order = Property(QObject, lambda self: self._order, constant=True)
    report = Property(QObject, lambda self: self._report, constant=True)
    printing = Property(QObject, lambda self: self._printing, constant=True)
    receipt = Property(QObject, lambda self: self._receipt, constant=True)
    form = Property(QObject, lambda self: self._form, constant=True)
    corner = Property(QObject, lambda self: self._corner, constant=True)
    keys = Property(LIST, lambda self: list({**KEYS, **CORNER_KEYS}), constant=True)
    page = Property(str, _page, notify=changed)
    sheet = Property(str, lambda self: self._sheet.value, notify=changed)
    tab = Property(int, lambda self: self._tab, notify=changed)
    clock = Property(str, lambda self: self._clock, notify=changed)
    can = Property(LIST, lambda self: list(self._actions.available()), notify=changed)
    shopName = Property(
        str, lambda self: self._sight.shop.name if self._sight.shop else "", notify=changed
    )
    deskName = Property(
        str, lambda self: self._core.identity.name if self._core.identity else "", notify=changed
    )
