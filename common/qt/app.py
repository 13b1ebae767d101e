"""Programs and windows: one QGuiApplication, and a QML window with its own engine and theme."""

import logging
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QSize, QSizeF, Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtQml import QQmlError
from PySide6.QtQuick import QQuickItem, QQuickView

from common.qt.assets import kit_import_path
from common.qt.icons import IconProvider
from common.qt.theme import ThemeName, Tokens, give_theme, register_tokens, use_fonts

log = logging.getLogger(__name__)


class WindowFailed(Exception):
    """The QML of a window did not load; the text holds Qt's own lines."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What a window shows.

    `component` of the QML `module`, found under `import_paths` (the kit's own path is added).
    `properties` go in as initial properties: view-models, parented elsewhere, outliving the window.
    `size`: width and height in px before scaling. `kiosk`: full screen, no frame, no cursor.
    `least`: what it is laid out for at least; a smaller window shows it shrunk, whole.
    """

    module: str
    component: str
    theme: ThemeName
    title: str
    size: tuple[int, int]
    import_paths: Sequence[Path] = ()
    properties: Mapping[str, object] | None = None
    kiosk: bool = False
    reduce_motion: bool = False
    least: tuple[int, int] = (0, 0)


def create_app(name: str, *, scale: float = 1.0, version: str = "") -> QGuiApplication:
    """Make the application; `scale` 1.25 gives 20 mm targets on a 21.5" screen.

    Without a display it draws off screen. Call once, before any window.
    """
    if scale != 1.0:
        os.environ.setdefault("QT_SCALE_FACTOR", str(scale))
    if sys.platform == "linux" and not _has_display():
        draw_offscreen()
    QCoreApplication.setApplicationName(name)
    QCoreApplication.setApplicationVersion(version)
    app = QGuiApplication(sys.argv[:1])
    use_fonts(app)
    return app


def draw_offscreen() -> None:
    """Draw into memory with the software renderer, as on a machine without display or GPU."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")


def _has_display() -> bool:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)


class _View(QQuickView):
    """Lays its root out for `least` px; in a smaller window the root is shrunk until all is seen."""

    def __init__(self, least: tuple[int, int]) -> None:
        super().__init__()
        self._least = least

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)  # gives the root this window's size
        self.fit()

    def fit(self) -> None:
        width, height = self._least
        if self.status() != QQuickView.Status.Ready or not width or not height:
            return
        root = self.rootObject()
        scale = min(1.0, self.width() / width, self.height() / height)
        root.setTransformOrigin(QQuickItem.TransformOrigin.TopLeft)
        root.setScale(scale)
        root.setSize(QSizeF(self.width() / scale, self.height() / scale))


class QmlWindow(QObject):
    """One window on one `Screen`. Keep a reference while it is to live.

    Raises WindowFailed when the QML does not load. `warnings` holds every QML warning since
    then: empty in a healthy program, and tests assert it.
    """

    closed = Signal()

    def __init__(self, screen: Screen, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.warnings: list[str] = []
        self._kiosk = screen.kiosk
        self._size = QSize(*screen.size)
        register_tokens()
        self.view = _View(screen.least)
        self.tokens = self._prepare_engine(screen)
        self._load(screen)

    def _prepare_engine(self, screen: Screen) -> Tokens:
        engine = self.view.engine()
        engine.warnings.connect(self._keep_warnings)
        engine.addImageProvider("icon", IconProvider())
        for path in (kit_import_path(), *screen.import_paths):
            engine.addImportPath(str(path))
        return give_theme(engine, screen.theme, reduce_motion=screen.reduce_motion)

    def _load(self, screen: Screen) -> None:
        view = self.view
        view.setTitle(screen.title)
        view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        view.setColor(self.tokens.colour("bg"))
        view.setInitialProperties(dict(screen.properties or {}))
        view.loadFromModule(screen.module, screen.component)
        view.resize(self._size)
        view.fit()
        if view.status() != QQuickView.Status.Ready or view.rootObject() is None:
            raise WindowFailed("\n".join(error.toString() for error in view.errors()))
        view.visibleChanged.connect(self._tell_closed)

    def show(self) -> None:
        """Show the window, full screen and without cursor in a kiosk."""
        if not self._kiosk:
            self.view.show()
            return
        self.view.setFlag(Qt.WindowType.FramelessWindowHint)
        self.view.setCursor(Qt.CursorShape.BlankCursor)
        self.view.showFullScreen()

    def close(self) -> None:
        """Close the window; `closed` follows. Its items go now, before the view-models they read."""
        self.view.close()
        self.view.setSource(QUrl())

    @property
    def root(self) -> QQuickItem:
        """The root item of the QML."""
        return self.view.rootObject()

    def find(self, object_name: str) -> QQuickItem:
        """The item named `object_name`; LookupError when there is none."""
        item = self.root if self.root.objectName() == object_name else self._find(object_name)
        if not isinstance(item, QQuickItem):
            raise LookupError(f"no item named {object_name}")
        return item

    def _find(self, object_name: str) -> QObject | None:
        """Search the tree of items: delegates have a parent item but no parent object."""
        waiting = list(self.root.childItems())
        while waiting:
            item = waiting.pop()
            if item.objectName() == object_name:
                return item
            waiting.extend(item.childItems())
        return None

    def grab_to(self, path: Path) -> Path:
        """Save what the window shows now as a PNG; OSError when it cannot be written."""
        image = self.view.grabWindow()
        if image.isNull() or not image.save(str(path)):
            raise OSError(f"cannot write a picture to {path.name}")
        return path

    def _keep_warnings(self, warnings: Sequence[QQmlError]) -> None:
        self.warnings.extend(warning.toString() for warning in warnings)

    def _tell_closed(self, visible: bool) -> None:
        if not visible:
            self.closed.emit()
