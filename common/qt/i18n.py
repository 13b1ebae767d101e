"""The language of the screens: zh_CN is the source, others are .qm files beside the program."""

import logging
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

log = logging.getLogger(__name__)
SOURCE_LANGUAGE = "zh_CN"


def load_translation(app: QCoreApplication, folder: Path, language: str) -> QTranslator | None:
    """Install `<folder>/<language>.qm` and give it back; None for zh_CN or when there is none."""
    QLocale.setDefault(QLocale(language))
    if language == SOURCE_LANGUAGE:
        return None
    translator = QTranslator(app)
    if not translator.load(str(folder / f"{language}.qm")):
        log.warning("no translation for %s in %s", language, folder.name)
        return None
    app.installTranslator(translator)
    return translator


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
