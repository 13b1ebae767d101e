"""Words that a shop is delivered with and may change: sent as they are, shown in the guest's language.

Guests send them to a kitchen that reads Chinese, so a language changes only what is painted. What a
shop wrote itself has no translation and is shown as it was written.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

SEPARATOR: Final = "、"
"""Between the words of a note, as the kitchen reads it."""

SERVICES: Final = (
    QT_TRANSLATE_NOOP("ShopWords", "呼叫服务员"),
    QT_TRANSLATE_NOOP("ShopWords", "加水"),
    QT_TRANSLATE_NOOP("ShopWords", "加热水壶"),
    QT_TRANSLATE_NOOP("ShopWords", "送热水"),
    QT_TRANSLATE_NOOP("ShopWords", "加餐具"),
    QT_TRANSLATE_NOOP("ShopWords", "收餐具"),
    QT_TRANSLATE_NOOP("ShopWords", "打扫房间"),
    QT_TRANSLATE_NOOP("ShopWords", "加钟"),
    QT_TRANSLATE_NOOP("ShopWords", "催菜"),
    QT_TRANSLATE_NOOP("ShopWords", "收台"),
    QT_TRANSLATE_NOOP("ShopWords", "结账"),
    QT_TRANSLATE_NOOP("ShopWords", "要发票"),
)
ALLERGENS: Final = (
    QT_TRANSLATE_NOOP("ShopWords", "麸质"),
    QT_TRANSLATE_NOOP("ShopWords", "甲壳类"),
    QT_TRANSLATE_NOOP("ShopWords", "鱼"),
    QT_TRANSLATE_NOOP("ShopWords", "鸡蛋"),
    QT_TRANSLATE_NOOP("ShopWords", "花生"),
    QT_TRANSLATE_NOOP("ShopWords", "大豆"),
    QT_TRANSLATE_NOOP("ShopWords", "奶"),
    QT_TRANSLATE_NOOP("ShopWords", "坚果"),
    QT_TRANSLATE_NOOP("ShopWords", "虾"),
    QT_TRANSLATE_NOOP("ShopWords", "蟹"),
    QT_TRANSLATE_NOOP("ShopWords", "芝麻"),
    QT_TRANSLATE_NOOP("ShopWords", "酒精"),
)
UNITS: Final = (
    QT_TRANSLATE_NOOP("ShopWords", "份"),
    QT_TRANSLATE_NOOP("ShopWords", "碗"),
    QT_TRANSLATE_NOOP("ShopWords", "笼"),
    QT_TRANSLATE_NOOP("ShopWords", "盘"),
    QT_TRANSLATE_NOOP("ShopWords", "例"),
    QT_TRANSLATE_NOOP("ShopWords", "只"),
    QT_TRANSLATE_NOOP("ShopWords", "杯"),
    QT_TRANSLATE_NOOP("ShopWords", "瓶"),
    QT_TRANSLATE_NOOP("ShopWords", "壶"),
    QT_TRANSLATE_NOOP("ShopWords", "锅"),
    QT_TRANSLATE_NOOP("ShopWords", "串"),
)


def shown(word: str) -> str:
    return QCoreApplication.translate("ShopWords", word)


def shown_note(note: str) -> str:
    """A note of several words, as the guest reads it."""
    words = note.split(SEPARATOR)
    return QCoreApplication.translate("Phrases", SEPARATOR).join(shown(word) for word in words)
