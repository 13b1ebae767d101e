"""The language of the screens: zh_CN is the source, others are .qm files beside the program."""

import logging
import subprocess
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator, Signal

log = logging.getLogger(__name__)
KIT_I18N: Final = Path(__file__).resolve().parent / "i18n"
"""The words of the parts that all screens share."""


class Language(StrEnum):
    """Named as the .ts of its words; zh_CN is what stands in the sources."""

    ZH_CN = "zh_CN"
    EN = "en"


class Languages(QObject):
    """What the program speaks: the words of each of `folders` in one language at a time.

    Signals: `changed` once another language is installed; a window shows it after its engine's
    `retranslate`.
    """

    changed = Signal()

    def __init__(self, app: QCoreApplication, folders: Sequence[Path]) -> None:
        super().__init__(app)
        self._app = app
        self._folders = tuple(folders)
        self._installed: list[QTranslator] = []
        self._current = Language.ZH_CN

    @property
    def current(self) -> Language:
        return self._current

    def use(self, language: Language) -> None:
        """Speak `language`. Where a folder has no words of it, the source is shown and it is logged."""
        if language is self._current:
            return
        self._current = language
        QLocale.setDefault(QLocale(language))
        for translator in self._installed:
            self._app.removeTranslator(translator)
            translator.deleteLater()
        self._installed = [] if language is Language.ZH_CN else self._install(language)
        self.changed.emit()

    def _install(self, language: Language) -> list[QTranslator]:
        installed: list[QTranslator] = []
        for folder in self._folders:
            translator = QTranslator(self)
            if translator.load(str(folder / f"{language}.qm")):
                self._app.installTranslator(translator)
                installed.append(translator)
            else:
                log.warning("no translation for %s in %s", language, folder.parent.name)
        return installed


class Plurals:
    """Sentences whose form depends on a count, of one `context`.

    pyside6-lupdate sees a plural in `Name.tr(source, "", n)` only, never in `translate`, and takes
    `Name` for the context: a module calls its instance as its context.
    """

    def __init__(self, context: str) -> None:
        self._context = context

    def tr(self, source: str, note: str, count: int) -> str:
        """`source` in the form for `count` (0 or more), which stands where it says `%n`."""
        return QCoreApplication.translate(self._context, source, note, count)


def build_translations(folder: Path) -> list[Path]:
    """Compile each .ts of `folder` to a .qm beside it, with the lrelease of this Python's PySide6.

    Raises CalledProcessError when a .ts is not well formed.
    """
    lrelease = Path(sys.executable).with_name("pyside6-lrelease")
    built: list[Path] = []
    for source in sorted(folder.glob("*.ts")):
        target = source.with_suffix(".qm")
        subprocess.run([lrelease, "-silent", source, "-qm", target], check=True)
        built.append(target)
    return built
