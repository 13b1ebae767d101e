"""The link as a screen shows it: how old the last frame is, since when it is blind, what waits."""

import math
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Property, QObject, QTimer, Signal

from common.domain.freshness import Freshness, Judgement, LinkTimes, judge

LOOK_EVERY_MS = 250  # a blind screen is named so within a quarter second of its time


class LinkStatus(QObject):
    """Told by the link what happened; judges four times a second on an injected monotonic clock.

    Signals: `changed` when anything a screen paints has changed (ages count whole seconds).
    `freshness` is a Freshness value; `unsent` counts the changes still on this device; while a
    queue is sent after a break, `sent` of `to_send` have arrived. `refused` is set by a wrong or
    revoked token: nothing is retried then. `closed` stands from a close until the next welcome.
    """

    changed = Signal()

    def __init__(self, monotonic: Callable[[], float], parent: QObject) -> None:
        super().__init__(parent)
        self._monotonic = monotonic
        self._times = LinkTimes(began=monotonic())
        self._refused = False
        self._unsent = 0
        self._to_send = 0
        self._shown = self._painted(self._judge())
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    # -- what the link tells ---------------------------------------------------------------
    def on_welcome(self) -> None:
        """The server has accepted the session."""
        self._refused = False
        self._times = replace(self._times, last_frame=self._monotonic(), closed_at=None)
        self._to_send = self._unsent
        self.look()

    def on_frame(self) -> None:
        """A frame came, heartbeats included."""
        self._times = replace(self._times, last_frame=self._monotonic())
        self.look()

    def on_closed(self) -> None:
        """The socket is gone. Later failures to reconnect do not move the moment."""
        if self._times.closed_at is None:
            self._times = replace(self._times, closed_at=self._monotonic())
        self.look()

    def on_refused(self) -> None:
        """The server does not know this device any more; only pairing helps."""
        self._refused = True
        self.on_closed()

    def set_unsent(self, count: int) -> None:
        """So many changes wait on this device (0 or more)."""
        self._unsent = count
        self._to_send = max(self._to_send, count) if count else 0
        self.look()

    def look(self) -> None:
        """Judge now, and tell the screen if it would paint something else."""
        painted = self._painted(self._judge())
        if painted != self._shown:
            self._shown = painted
            self.changed.emit()

    # -- what the screen paints ------------------------------------------------------------
    def _judge(self) -> Judgement:
        return judge(self._times, self._monotonic())

    def _painted(self, now: Judgement) -> tuple[Freshness, int, int, bool, bool, int, int]:
        return (
            now.freshness,
            math.floor(now.age_s),
            math.floor(now.blind_s),
            self._times.closed_at is not None,
            self._refused,
            self._unsent,
            max(0, self._to_send - self._unsent),
        )

    freshness = Property(str, lambda self: self._shown[0].value, notify=changed)
    blind = Property(bool, lambda self: self._shown[0] is Freshness.BLIND, notify=changed)
    ageS = Property(int, lambda self: self._shown[1], notify=changed)  # noqa: N815
    blindS = Property(int, lambda self: self._shown[2], notify=changed)  # noqa: N815
    closed = Property(bool, lambda self: self._shown[3], notify=changed)
    refused = Property(bool, lambda self: self._shown[4], notify=changed)
    unsent = Property(int, lambda self: self._shown[5], notify=changed)
    sent = Property(int, lambda self: self._shown[6], notify=changed)
    toSend = Property(int, lambda self: self._shown[5] + self._shown[6], notify=changed)  # noqa: N815
