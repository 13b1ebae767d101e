"""The corner's editor: the fields of one thing, saved together; unsaved changes are asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, Signal, Slot

from cashier_app.corner.edit import Edit, Fact
from cashier_app.fields_model import FieldsModel
from cashier_app.form import Send, Values
from cashier_app.shown import LIST, MAP
from cashier_app.waiter_address import qr_png
from common.client.facade import Core
from common.qt.keyed_list_model import KeyedListModel
from common.qt.tasks import spawn


@dataclass(frozen=True, slots=True)
class ActRow:
    """A button of the editor."""

    name: str
    icon: str
    word: str
    is_held: bool
    is_danger: bool


class EditorModel(FieldsModel):
    """`saved(word)`: the fields were saved. `done(word)`: an act was carried out."""

    changed = Signal()
    saved = Signal(str)
    done = Signal(str)

    def __init__(self, core: Core, why_not: Callable[[], str], parent: QObject) -> None:
        super().__init__(core, parent)
        self._why_not = why_not
        self._edit: Edit | None = None
        self._then: Callable[[], None] | None = None
        self._unsure_act = ""
        self._facts = KeyedListModel(Fact, lambda row: row.key, self)
        self._acts = KeyedListModel(ActRow, lambda row: row.name, self)

    # ── what is edited ──────────────────────────────────────────────────────────────────────────

    @property
    def key(self) -> str:
        return self._edit.key if self._edit is not None else ""

    @property
    def is_open(self) -> bool:
        return self._edit is not None

    @property
    def focus(self) -> str:
        """The field that has the cursor, or had it last."""
        return self._focus

    def values(self) -> Values:
        """What stands in the fields now."""
        return self._values()

    @property
    def is_dirty(self) -> bool:
        held = {x.key: x.value for x in self._fields.rows}
        return self._edit is not None and any(
            held.get(x.key) != x.value for x in self._edit.form.fields
        )

    def edit(self, edit: Edit) -> None:
        """Show it anew; what was typed before is gone (see `leave`)."""
        self._edit, self._then, self._unsure_act = edit, None, ""
        self._begin(edit.form.fields)
        self._show_beside()
        self.placed.emit()

    def refresh(self, edit: Edit) -> None:
        """The same thing as it stands now. What a person has begun to type stays."""
        if self._is_locked or (self._edit is not None and _looks(self._edit) == _looks(edit)):
            return
        was, is_dirty = self._edit, self.is_dirty
        self._edit = edit
        if not is_dirty or was is None:
            self._fields.replace(edit.form.fields)
        else:
            kept = {x.key: x.value for x in self._fields.rows}
            before = {x.key: x.value for x in was.form.fields}
            self._fields.replace(
                x if kept.get(x.key) == before.get(x.key) else replace(x, value=kept[x.key])
                for x in edit.form.fields
            )
        self._show_beside()

    def clear(self) -> None:
        self._edit = self._then = None
        self._begin(())
        self._show_beside()

    def _show_beside(self) -> None:
        edit = self._edit
        self._facts.replace(edit.facts if edit else ())
        self._acts.replace(
            ActRow(x.name, x.icon, x.word, x.is_held, x.is_danger)
            for x in (edit.acts if edit else ())
        )
        self.changed.emit()

    # ── leaving ─────────────────────────────────────────────────────────────────────────────────

    def leave(self, then: Callable[[], None]) -> None:
        """Do `then`, at once or when the person has said what becomes of unsaved changes."""
        if self._is_busy:
            return
        if self.is_dirty:
            self._then = then
            self.changed.emit()
        else:
            then()

    @property
    def is_asking(self) -> bool:
        return self._then is not None

    @Slot()
    def keepOn(self) -> None:
        """Go on typing."""
        self._then = None
        self.changed.emit()

    @Slot()
    def discard(self) -> None:
        then, self._then = self._then, None
        if self._edit is not None:
            self.edit(self._edit)
        if then is not None:
            then()

    @Slot()
    def saveAndLeave(self) -> None:
        then = self._then
        self._save(then)

    # ── saving ──────────────────────────────────────────────────────────────────────────────────

    @Slot()
    def submit(self) -> None:
        self.save()

    @Slot()
    def save(self) -> None:
        self._save(None)

    def _save(self, then: Callable[[], None] | None) -> None:
        self._then = None
        if self._edit is None or not self._can_save():
            self.changed.emit()
            return

        def done(word: str) -> None:
            self._rebase()
            self.saved.emit(word)
            if then is not None:
                then()

        self._start("save", self._edit.form.send, done)

    @Slot(str)
    def act(self, name: str) -> None:
        act = next((x for x in (self._edit.acts if self._edit else ()) if x.name == name), None)
        if act is None or self._is_busy or (self._is_unsure and self._unsure_act != name):
            return
        if act.opens is not None:
            act.opens()
        elif act.send is not None and not self._why_not():
            self._start(name, act.send, self.done.emit)

    def _start(self, name: str, send: Send, done: Callable[[str], None]) -> None:
        self._is_busy, self._problem, self._unsure_act = True, "", name
        self.changed.emit()
        spawn(self._carry_out(send, done), self, "corner " + name)

    def _rebase(self) -> None:
        """What stands in the fields is what is stored."""
        if self._edit is not None:
            kept = tuple(self._fields.rows)
            self._begin(kept)
            self._edit = replace(self._edit, form=replace(self._edit.form, fields=kept))

    def look(self) -> None:
        """The link may have come or gone."""
        self.changed.emit()

    def _can_save(self) -> bool:
        form = self._edit.form if self._edit else None
        if form is None or self._is_busy or self._why_not() or not self._may_send_again("save"):
            return False
        is_right = form.is_right is None or form.is_right(self._values())
        return (
            (self.is_dirty or not self.key) and is_right and not self._checked() and self._is_full()
        )

    def _may_send_again(self, name: str) -> bool:
        return not self._is_unsure or self._unsure_act == name

    def _checked(self) -> dict[str, str]:
        check = self._edit.form.check if self._edit else None
        return dict(check(self._values())) if check else {}

    def _wrong_now(self) -> dict[str, str]:
        return self._checked() | super()._wrong_now()

    def _part(self, name: str) -> str:
        return str(getattr(self._edit.form, name)) if self._edit is not None else ""

    def _summary(self) -> str:
        form = self._edit.form if self._edit else None
        return form.summary(self._values()) if form is not None and form.summary else ""

    def _shown_problem(self) -> str:
        return self._problem or (self._why_not() if self._edit is not None else "")

    fields = Property(QObject, lambda self: self._fields, constant=True)
    facts = Property(QObject, lambda self: self._facts, constant=True)
    acts = Property(QObject, lambda self: self._acts, constant=True)
    serial = Property(int, lambda self: self._serial, notify=changed)
    isBusy = Property(bool, lambda self: self._is_busy, notify=changed)
    isLocked = Property(bool, lambda self: self._is_locked, notify=changed)
    focusKey = Property(str, lambda self: self._focus, notify=changed)
    wrong = Property(MAP, lambda self: self._wrong_now(), notify=changed)
    isOpen = Property(bool, lambda self: self.is_open, notify=changed)
    isNew = Property(bool, lambda self: self.is_open and not self.key, notify=changed)
    isDirty = Property(bool, lambda self: self.is_dirty, notify=changed)
    isAsking = Property(bool, lambda self: self.is_asking, notify=changed)
    canSave = Property(bool, _can_save, notify=changed)
    canAct = Property(bool, lambda self: not self._why_not() and not self._is_busy, notify=changed)
    title = Property(str, lambda self: self._part("title"), notify=changed)
    note = Property(str, lambda self: self._part("note"), notify=changed)
    saveWord = Property(str, lambda self: self._part("confirm"), notify=changed)
    detail = Property(str, lambda self: self._edit.detail if self._edit else "", notify=changed)
    large = Property(str, lambda self: self._edit.large if self._edit else "", notify=changed)
    address = Property(str, lambda self: self._edit.address if self._edit else "", notify=changed)
    qr = Property(
        str,
        lambda self: qr_png(self._edit.address) if self._edit and self._edit.address else "",
        notify=changed,
    )
    warning = Property(str, lambda self: self._edit.warning if self._edit else "", notify=changed)
    summary = Property(str, _summary, notify=changed)
    problem = Property(str, _shown_problem, notify=changed)
    obstacles = Property(
        LIST, lambda self: list(self._edit.form.obstacles) if self._edit else [], notify=changed
    )


def _looks(edit: Edit) -> tuple[object, ...]:
    """What a person sees of it; functions are made anew at every look."""
    form = edit.form
    acts = [(x.name, x.icon, x.word, x.is_held) for x in edit.acts]
    beside = (edit.detail, edit.facts, edit.large, edit.address, edit.warning, acts)
    return edit.key, form.title, form.fields, form.note, form.obstacles, form.confirm, *beside
