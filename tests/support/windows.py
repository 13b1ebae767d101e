"""What a test has shown is gone after it, whatever still refers to it."""

from collections.abc import Iterable

from PySide6.QtCore import QObject
from shiboken6 import Shiboken

from common.qt.app import QmlWindow


def put_away(windows: Iterable[QmlWindow], models: Iterable[QObject] = ()) -> None:
    """Close and destroy `windows`, then the view-models they read, which must have left no warning.

    Python alone would keep them: a connected slot holds its view-model where the garbage collector
    does not look. Their timers would tick through every later test, each window with its 25 MB.
    """
    closed = list(windows)
    for window in closed:
        window.close()
        Shiboken.delete(window.view)
    for model in models:
        Shiboken.delete(model)
    assert [warning for window in closed for warning in window.warnings] == []
