"""The language that pictures are drawn in: ZAOTAI_LANG, as for the programs themselves."""

from __future__ import annotations

import os

from PySide6.QtGui import QGuiApplication

from common.qt.i18n import KIT_I18N, Language, Languages
from common.qt.program import LANGUAGE_SETTING, Program


def speak_as_told(app: QGuiApplication, program: Program) -> Languages:
    """The words of `program`, already in the language that the environment names."""
    languages = Languages(app, (KIT_I18N, program.i18n))
    languages.use(Language(os.environ.get(LANGUAGE_SETTING, Language.ZH_CN)))
    return languages
