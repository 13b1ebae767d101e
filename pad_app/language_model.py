"""Which language the guest reads: the shop's, until a guest chooses, and again when they are gone."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from common.qt.i18n import Language

log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Chosen:
    """`stay_id`: whose choice it is; None: of somebody who has not ordered yet."""

    language: Language
    stay_id: str | None = None


class LanguageModel(QObject):
    """Signals: `changed` once the words are those of another language."""

    changed = Signal()

    def __init__(
        self,
        parent: QObject,
        use: Callable[[Language], None] = lambda _: None,
        shops: Language = Language.ZH_CN,
        memory: Path | None = None,
    ) -> None:
        """`use` makes the program speak; `memory` is the file that keeps a choice over a restart."""
        super().__init__(parent)
        self._use = use
        self._shops = shops
        self._memory = memory
        self._chosen = _recall(memory)
        self._speak()

    def follow(self, stay_id: str | None) -> None:
        """`stay_id` is who is there now: a choice goes with its stay."""
        chosen = self._chosen
        if chosen is None or chosen.stay_id == stay_id:
            return
        if chosen.stay_id is None:
            self._keep(Chosen(chosen.language, stay_id))
        else:
            self.forget()

    def forget(self) -> None:
        """Nobody's pad any more: the shop's language."""
        if self._chosen is not None:
            self._keep(None)
            self._speak()

    @Slot(str)
    def choose(self, language: str) -> None:
        """A guest's choice; `language` is a Language."""
        stay_id = self._chosen.stay_id if self._chosen else None
        self._keep(Chosen(Language(language), stay_id))
        self._speak()

    @property
    def spoken(self) -> Language:
        return self._chosen.language if self._chosen else self._shops

    def _speak(self) -> None:
        self._use(self.spoken)
        self.changed.emit()

    def _keep(self, chosen: Chosen | None) -> None:
        self._chosen = chosen
        if self._memory is None:
            return
        try:
            if chosen is None:
                self._memory.unlink(missing_ok=True)
            else:
                self._memory.write_text(json.dumps(asdict(chosen)), encoding="utf-8")
        except OSError as error:
            # The guest reads on all the same; only a restart would not know.
            log.warning("cannot keep the guest's language: %s", error.strerror)

    current = Property(str, lambda self: self.spoken.value, notify=changed)
    other = Property(str, lambda self: _other(self.spoken).value, notify=changed)


def _other(language: Language) -> Language:
    return Language.EN if language is Language.ZH_CN else Language.ZH_CN


def _recall(memory: Path | None) -> Chosen | None:
    """What was chosen before the restart; a file that cannot be read is no choice."""
    if memory is None:
        return None
    try:
        kept = json.loads(memory.read_text(encoding="utf-8"))
        return Chosen(Language(kept["language"]), kept["stay_id"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
