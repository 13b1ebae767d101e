"""The message centre as the rest of the house sees it: one object per unit of work."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from common.domain.announcing import Event
from common.domain.calls import CallAction
from common.domain.happenings import Happening
from common.domain.ids import MessageId
from common.domain.roles import Actor
from common.domain.rows import ServiceCallRow
from common.wire.frames import SpokenReport
from common.wire.messages import SendCall
from common.wire.requests import CallService
from server.db.unit import Unit
from server.messaging.announcing import About, Announcer
from server.messaging.calls import Calls
from server.messaging.centre import Centre
from server.messaging.configuring import Configuring
from server.messaging.delivery import Delivery
from server.messaging.hearing import Hearing
from server.messaging.pad_calls import PadCallEditor
from server.messaging.ports import Ports
from server.messaging.raising import Raising
from server.messaging.sending import Sending, Sent
from server.messaging.settings import HOUSE, Told
from server.messaging.speaking import Speaking
from server.messaging.watch import Watch


class Messaging:
    """Announces, delivers, decides who speaks, and holds the guests' calls of the actor's shop.

    Every method tells the accounts what it changed before it returns.
    """

    def __init__(self, unit: Unit, actor: Actor, ports: Ports, told: Told = HOUSE) -> None:
        self._actor = actor
        self._centre = Centre(unit, actor.shop_id, ports, told)
        self._announcer = Announcer(self._centre)
        raising = Raising(self._centre)
        self._delivery = Delivery(self._centre, raising)
        self._speaking = Speaking(self._centre, raising)
        self._calls = Calls(self._centre, self._announcer, self._delivery)
        self._watch = Watch(self._centre, self._announcer)
        self._sending = Sending(self._centre, self._announcer, self._calls)
        self.configuring = Configuring(self._centre, actor)
        self.pad_calls = PadCallEditor(self._centre, actor)
        self._hearing = Hearing(self._centre, self._announcer, self._delivery, self._calls)

    def hear(self, happening: Happening) -> None:
        """Make of a change elsewhere what is to be said, or to be said no more."""
        self._hearing.hear(happening)
        self._centre.flush()

    def announce(self, event: Event, about: About) -> None:
        """Tell whom the config names; what is due now leaves with this unit's commit."""
        self._announcer.announce(event, about)
        self._centre.flush()

    def watch(self) -> None:
        """The worker: look whether a terminal has gone, or is back."""
        self._watch.look()
        self._centre.flush()

    def due(self, message_id: str) -> None:
        """The worker: the row's time has come."""
        self._delivery.due(message_id)
        self._centre.flush()

    def delivered(self, ids: Collection[MessageId]) -> None:
        """An account acknowledged these."""
        self._speaking.delivered(ids)

    def claim(self, announcement_id: str, repeat: int) -> datetime | None:
        """Until when the actor's device may speak, or None."""
        until = self._speaking.claim(self._actor, announcement_id, repeat)
        self._centre.flush()
        return until

    def spoken(self, report: SpokenReport) -> None:
        """What the actor's device made of a sentence."""
        self._speaking.spoken(self._actor, report)
        self._centre.flush()

    def place_call(self, wanted: CallService) -> tuple[ServiceCallRow, bool]:
        """The guest's call, and whether it is new."""
        placed = self._calls.place(self._actor, wanted)
        self._centre.flush()
        return placed

    def send(self, wanted: SendCall) -> Sent:
        """A call sent by hand or by another program."""
        sent = self._sending.send(self._actor, wanted)
        self._centre.flush()
        return sent

    def act_on_call(self, call_id: str, action: CallAction) -> ServiceCallRow:
        changed = self._calls.act(self._actor, call_id, action)
        self._centre.flush()
        return changed
