"""The watch over a shop's terminals: who is not connected any more is told to the desk, once (spec 30)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, cast

from sqlalchemy import Table, delete, insert, select, update

from common.domain.announcing import Event, Priority
from common.domain.chimes import Chime
from common.domain.ids import DeviceId
from common.domain.watching import Look, Seen, look, named
from server.db.base import add_new
from server.messaging.announcing import About, Announcer
from server.messaging.centre import Centre
from server.messaging.models import MissedTerminal, TerminalWatch

EVERY: Final = timedelta(seconds=30)
PAUSE: Final = 3 * EVERY
"""After a longer pause the server was away, and so was everybody else: it watches from now on."""
_BACK: Final = "{deviceName}恢复连接"

WATCHES: Final = cast(Table, TerminalWatch.__table__)
MISSED: Final = cast(Table, MissedTerminal.__table__)


class Watch:
    def __init__(self, centre: Centre, announcer: Announcer) -> None:
        self._centre = centre
        self._announcer = announcer

    def look(self) -> None:
        """Compare who is here with who should be; late, early or twice is harmless."""
        since = self._since()
        if since is None:
            return
        centre = self._centre
        missed = self._missed()
        terminals = [Seen(x.id, x.name, x.kind, x.live_at) for x in centre.terminals]
        found = look(terminals, missed, centre.settings.offline_after_s, since, centre.unit.now)
        self._note(found, missed - {each.id for each in terminals})
        self._tell(found)

    def _since(self) -> datetime | None:
        """From when on it has been watched without a pause; None while the shop is closed."""
        centre, now = self._centre, self._centre.unit.now
        held = centre.session.execute(
            select(WATCHES.c.since, WATCHES.c.looked_at).where(WATCHES.c.shop_id == centre.shop_id)
        ).one_or_none()
        if not centre.ports.venue.is_open(now):
            if held is not None:
                centre.session.execute(delete(WATCHES).where(WATCHES.c.shop_id == centre.shop_id))
                centre.session.execute(delete(MISSED).where(MISSED.c.shop_id == centre.shop_id))
            return None
        if held is None:
            row = {"shop_id": centre.shop_id, "since": now, "looked_at": now}
            add_new(centre.session, WATCHES, row)
            return now
        since: datetime = now if now - held.looked_at > PAUSE else held.since
        centre.session.execute(
            update(WATCHES)
            .where(WATCHES.c.shop_id == centre.shop_id)
            .values(since=since, looked_at=now)
        )
        return since

    def _missed(self) -> set[DeviceId]:
        rows = self._centre.session.scalars(
            select(MISSED.c.device_id).where(MISSED.c.shop_id == self._centre.shop_id)
        )
        return {DeviceId(id_) for id_ in rows}

    def _note(self, found: Look, left: set[DeviceId]) -> None:
        """`left`: terminals that were missed and are the shop's no more."""
        centre = self._centre
        over = sorted(left | {each.id for each in found.back})
        if over:
            centre.session.execute(delete(MISSED).where(MISSED.c.device_id.in_(over)))
        if found.gone:
            centre.session.execute(
                insert(MISSED),
                [
                    {"device_id": x.id, "shop_id": centre.shop_id, "missed_at": centre.unit.now}
                    for x in found.gone
                ],
            )

    def _tell(self, found: Look) -> None:
        for told in self._centre.settings.channels_of(Event.DEVICE_SILENT):
            if not told.is_enabled:
                continue
            if found.gone:
                about = About(params={"deviceName": named(found.gone)})
                self._announcer.announce_as(told, about)
            if found.back:
                calm = replace(
                    told, room_template=_BACK, chime=Chime.BACK, priority=Priority.NOTICE
                )
                about = About(params={"deviceName": named(found.back)})
                self._announcer.announce_as(calm, about)
