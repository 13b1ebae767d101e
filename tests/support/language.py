"""The screens in another language: as the environment says for pictures, from the .ts in tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from common.qt.i18n import KIT_I18N, Language, Languages, build_translations
from common.qt.program import LANGUAGE_SETTING, Program


def speak_as_told(app: QGuiApplication, program: Program) -> Languages:
    """The words of `program`, already in the language that the environment names."""
    languages = Languages(app, (KIT_I18N, program.i18n))
    languages.use(Language(os.environ.get(LANGUAGE_SETTING, Language.ZH_CN)))
    return languages


@contextmanager
def languages_of(app: QGuiApplication, program: Program, folder: Path) -> Iterator[Languages]:
    """The words of `program` compiled from the .ts as it is now, under `folder`; Chinese again after."""
    built = []
    for number, source in enumerate((KIT_I18N, program.i18n)):
        target = folder / str(number)
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.qm"))
        build_translations(target)
        built.append(target)
    languages = Languages(app, built)
    try:
        yield languages
    finally:
        languages.use(Language.ZH_CN)
