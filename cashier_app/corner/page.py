"""What every page of the corner is: loaded when it is turned to, looked at while it is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, SignalInstance, Slot

from cashier_app.corner.around import Around
from cashier_app.corner.editor_model import EditorModel
from cashier_app.refusals import why
from cashier_app.words import translate
from common.client.api import ApiError, ProblemAnswered
from common.domain.errors import DomainError
from common.qt.tasks import spawn


class CornerPage(QObject):
    """A page has an editor; `problem` says why what it shows may not be all.

    Its own class has the signal `changed` and the properties that QML reads.
    """

    changed: SignalInstance

    def __init__(self, around: Around, parent: QObject) -> None:
        super().__init__(parent)
        self._around = around
        self._editor = EditorModel(around.core, around.why_not, self)
        self._problem = ""
        self._is_loading = self._is_loaded = False
        self._editor.saved.connect(self._on_done)
        self._editor.done.connect(self._on_done)

    # ── for a page to fill in ───────────────────────────────────────────────────────────────────

    async def load(self) -> None:
        """Ask the server for what the tables do not hold. Raises ApiError, DomainError."""

    def show(self) -> None:
        """Bring what is painted up to what is known; called often, changes only what differs."""

    # ── for the corner ──────────────────────────────────────────────────────────────────────────

    def open(self) -> None:
        """Turned to."""
        self.refresh()

    def look(self) -> None:
        """Something may have changed, or half a second has passed."""
        self.show()
        self._editor.look()

    def leave(self, then: Callable[[], None]) -> None:
        self._editor.leave(then)

    def back(self) -> bool:
        """Esc: whether there was something to step back from."""
        if self._editor.is_asking:
            self._editor.keepOn()
            return True
        return False

    def press(self, action: str) -> None:
        """A shortcut of `corner.keys`."""
        if action == "save":
            self._editor.save()

    @Slot()
    def refresh(self) -> None:
        if not self._is_loading:
            self._is_loading = True
            spawn(self._load(), self, "corner page")

    async def _load(self) -> None:
        try:
            await self.load()
        except ProblemAnswered as error:
            self._problem = why(error.code, error.problem.facts)
        except DomainError as error:
            self._problem = why(error.code, error.facts)
        except ApiError:
            self._problem = translate("Cashier", "没有连上服务器，这里可能不是最新的")
        else:
            self._problem, self._is_loaded = "", True
        finally:
            self._is_loading = False
        self.look()
        self.changed.emit()

    def _on_done(self, word: str) -> None:
        self._around.told(word)
        self.refresh()
