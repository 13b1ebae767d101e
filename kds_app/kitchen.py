"""The kitchen display: reads the core, lets every panel paint, turns keys into taps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, cast

from PySide6.QtCore import Property, QObject, Qt, QTimer, Signal, Slot

from common.client.facade import Core, Topic, Update
from common.domain.board import assemble
from common.domain.freshness import Freshness, judge
from common.domain.ids import StationId
from common.domain.rows import LineRow
from common.qt.tasks import spawn
from kds_app import words
from kds_app.actions import Actions
from kds_app.banners import Banners
from kds_app.board_view import BoardView
from kds_app.bottom_bar import BottomBar
from kds_app.day_tally import DayTally
from kds_app.keys import Keys, Panels
from kds_app.moment import Moment, moment
from kds_app.painted_object import PaintedObject, shown
from kds_app.refused_taps import RefusedTaps
from kds_app.sheets import Sheets
from kds_app.shelf import Shelf
from kds_app.side_panel import SidePanel
from kds_app.state_of_screen import ScreenState, screen_state
from kds_app.ticket_parts import Measure
from kds_app.top_bar import TopBar
from kds_app.words import Kds

LOOK_EVERY_MS: Final = 250
"""A blind screen is named so within a quarter second; times are painted once a second."""


class Kitchen(PaintedObject[ScreenState]):
    """The one object that the window knows. `chosen` panels hang below it.

    Signals: `painted(Moment)` after each refresh, for sounds and sheets; `pairing_asked` when the
    server knows this screen no more and the cook wants to pair it again; `reminded` once a minute while
    something waits to be acknowledged.
    """

    changed = Signal()
    painted = Signal(object)
    pairing_asked = Signal()
    reminded = Signal()
    mode = shown(str, "mode", changed)
    isBlind = shown(bool, "is_blind", changed)
    awaited = shown(str, "awaited", changed)
    emptyTitle = shown(str, "empty_title", changed)
    emptyStatus = shown(str, "empty_status", changed)
    emptyDetail = shown(str, "empty_detail", changed)
    emptyIsFiltered = shown(bool, "empty_is_filtered", changed)

    def __init__(self, core: Core, measure: Measure, parent: QObject | None = None) -> None:
        super().__init__(ScreenState(), parent)
        self._core = core
        self._measure = measure
        self._everything = Shelf(frozenset(), measure)
        self._shelf = self._everything
        self._actions = Actions(core, self)
        self._top = TopBar(self)
        self._board = BoardView(self._shelf, self._actions, self)
        self._side = SidePanel(self._board, self._actions, self)
        self._bottom = BottomBar(self._board, self._actions, self)
        self._banners = Banners(core, self)
        self._sheets = Sheets(core, self._board, self._actions, self)
        self._tally = DayTally()
        self.panels = Panels(
            self._top, self._board, self._side, self._bottom, self._actions, self.replay
        )
        self._keys = Keys(self.panels, core.monotonic)
        self._second, self._trust = -1, Freshness.CONNECTING
        self._refused = RefusedTaps(self)
        self._actions.refused.connect(self._refused.say)
        self._top.filtered.connect(self._filter)
        self._banners.pairing_asked.connect(self.pairing_asked)
        self._side.reminded.connect(self.reminded)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self._look = QTimer(self, interval=LOOK_EVERY_MS)
        self._look.timeout.connect(self._look_again)
        self._unsubscribe: Callable[[], None] | None = None
        self._own: frozenset[StationId] | None = None

    top = Property(QObject, lambda self: self._top, constant=True)
    board = Property(QObject, lambda self: self._board, constant=True)
    side = Property(QObject, lambda self: self._side, constant=True)
    bottom = Property(QObject, lambda self: self._bottom, constant=True)
    banners = Property(QObject, lambda self: self._banners, constant=True)
    sheets = Property(QObject, lambda self: self._sheets, constant=True)
    refused = Property(QObject, lambda self: self._refused, constant=True)
    undo = Property(QObject, lambda self: self._actions, constant=True)

    @property
    def open_sheets(self) -> Sheets:
        return self._sheets

    def open_sheet(self, name: str) -> None:
        self._sheets.ask(name)

    def begin(self) -> None:
        """Follow the core. Call once it is started, and `end` before it is closed."""
        self._unsubscribe = self._core.subscribe(self._told)
        self._begin_anew()
        self._look.start()

    def end(self) -> None:
        self._look.stop()
        self._soon.stop()
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    @Slot()
    def refresh(self) -> None:
        """Read the core and paint everything; what looks the same repaints nothing."""
        now = self._read()
        self._second, self._trust = int(now.now.timestamp()), now.trust.freshness
        self._top.show(now)
        self._board.show(now)
        self._side.show(now)
        self._bottom.show(now)
        self._banners.show(now)
        self._sheets.times.note(cast("Iterable[LineRow]", now.tables["lines"].values()))
        self._sheets.show(now, self._top.stations)
        self._tally.note(now)
        self.paint(screen_state(now, self._top.chosen_name, _done_today(self._tally)))
        self.painted.emit(now)

    @Slot(int, int, bool, result=bool)
    def press(self, key: int, modifiers: int, is_repeat: bool) -> bool:
        """A key of keyboard or bump bar; whether it means something here."""
        if self._sheets.now_shown.name:
            return self._press_in_sheet(key)
        return self._keys.press(key, modifiers, is_repeat)

    @Slot()
    def replay(self) -> None:
        """Say the newest sentence once more."""
        spawn(self._core.replay(), self, "replay")

    def _press_in_sheet(self, key: int) -> bool:
        """Under a sheet the board takes no keys: what one does not see one does not move."""
        if key == Qt.Key.Key_Escape.value:
            self._sheets.close()
        return key != Qt.Key.Key_Tab.value

    def _read(self) -> Moment:
        tables, now = self._core.tables(), self._core.now()
        everywhere = assemble(self._everything.tickets(tables), now)
        board = everywhere
        if self._shelf is not self._everything:
            board = assemble(self._shelf.tickets(tables), now)
        return moment(self._core, tables, board, everywhere.tickets)

    def _begin_anew(self) -> None:
        identity = self._core.identity
        own = frozenset(identity.station_ids if identity else ())
        if own != self._own:
            self._own = own
            self._top.begin(own)
            self._filter()

    def _filter(self) -> None:
        stations = self._top.stations
        self._shelf = Shelf(stations, self._measure) if stations else self._everything
        self._board.use(self._shelf)
        self.refresh()

    def _told(self, update: Update) -> None:
        """Several updates of one turn of the loop are painted once."""
        if Topic.IDENTITY in update.topics:
            self._begin_anew()  # it cooks at other stations from now on
        self._soon.start()

    def _look_again(self) -> None:
        trust = judge(self._core.link.times, self._core.monotonic()).freshness
        if int(self._core.now().timestamp()) != self._second or trust is not self._trust:
            self.refresh()


def _done_today(tally: DayTally) -> str:
    if not tally.count:
        return words.translate("Kds", "今天这块屏幕还没有完成的单")
    text = Kds.tr("今天已完成 %n 单，平均 {0} 分", "", tally.count)
    return text.format(tally.average_minutes)
