"""`image://icon/<name>/<rrggbb or aarrggbb>`: the SVG icons of assets/icons in the colour asked for."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, qWarning
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

from common.qt.assets import asset

_GRID = 24


@cache
def icon_names() -> frozenset[str]:
    """The names that `Icon.name` takes."""
    return frozenset(path.stem for path in asset("icons").glob("*.svg"))


class IconProvider(QQuickImageProvider):
    """Draws an icon at the size asked for. An unknown name is drawn empty, with a Qt warning."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Pixmap)

    def requestPixmap(  # noqa: N802 Qt's name
        self, icon_id: str, size: QSize, requested: QSize
    ) -> QPixmap:
        side = max(requested.width(), requested.height(), 1) if requested.isValid() else _GRID
        name, _, colour = icon_id.partition("/")
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        if name not in icon_names():
            qWarning(f"no icon named {name}")  # as loud as any other fault of a screen
            return pixmap
        _paint(_svg(name), colour, pixmap)
        size.setWidth(side)
        size.setHeight(side)
        return pixmap


@cache
def _svg(name: str) -> str:
    return asset("icons", f"{name}.svg").read_text(encoding="utf-8")


def _paint(svg: str, colour: str, pixmap: QPixmap) -> None:
    """Paint `svg` over the whole of `pixmap`; `colour` is rrggbb or aarrggbb, as QML writes it."""
    opacity = int(colour[:2], 16) / 255 if len(colour) == 8 else 1.0
    text = svg.replace("currentColor", f"#{colour[-6:]}")
    painter = QPainter(pixmap)
    painter.setOpacity(opacity)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(pixmap.rect()))
    painter.end()
