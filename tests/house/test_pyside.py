"""The pinned PySide6 keeps count of references: 6.12.0 on Python 3.11 lost None and took the app with it."""

import sys

from PySide6.QtGui import QFont


def test_none_keeps_its_references() -> None:
    font = QFont()
    before = sys.getrefcount(None)
    for size in range(200):
        font.setPixelSize(10 + size % 40)
    assert abs(sys.getrefcount(None) - before) < 20
