"""The sounds that this screen makes of itself; new orders and rushes come from the server to be said.

Late: once a ticket. Cut off: once, and again every two minutes. Back: once. While muted, nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QObject

from common.domain.chimes import Chime
from common.domain.promise import Ageing
from common.domain.speaking import Speaker, Utterance
from common.qt.tasks import spawn
from kds_app.moment import Moment

OFFLINE_AGAIN: Final = timedelta(minutes=2)


class Sounds(QObject):
    """`hear` each moment of a kitchen screen."""

    def __init__(self, speaker: Speaker, parent: QObject) -> None:
        super().__init__(parent)
        self._speaker = speaker
        self._late: set[str] | None = None  # None: nothing was heard yet
        self._blind_told_at: datetime | None = None
        self._moment: Moment | None = None

    def hear(self, moment: Moment) -> None:
        self._moment = moment
        self._tell_link(moment)
        self._tell_late(moment)

    def remind(self) -> None:
        """Something waits to be acknowledged."""
        self._play(Chime.RUSH)

    def _tell_link(self, moment: Moment) -> None:
        if moment.is_blind:
            told = self._blind_told_at
            if told is None or moment.now - told >= OFFLINE_AGAIN:
                self._blind_told_at = moment.now
                self._play(Chime.OFFLINE)
        elif self._blind_told_at is not None:
            self._blind_told_at = None
            self._play(Chime.BACK)

    def _tell_late(self, moment: Moment) -> None:
        tickets = moment.board.tickets
        late: set[str] = {t.order.id for t in tickets if t.ageing(moment.now) is Ageing.LATE}
        # What was late when the screen began is no news, nor is the board of other stations.
        if self._late is not None and late - self._late and not moment.is_first_load:
            self._play(Chime.LATE)
        self._late = late | (self._late or set()) & {t.order.id for t in moment.everywhere}

    def _play(self, chime: Chime) -> None:
        moment = self._moment
        if moment is None:
            return
        until = moment.said.muted_until
        if until is None or until <= moment.now:
            sound = Utterance("", chime, moment.said.volume, key=chime)
            spawn(self._speaker.say(sound), self, f"chime {chime}")
