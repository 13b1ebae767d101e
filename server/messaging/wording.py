"""The sentence of a row as it is true now, which need not be what was true when it was written."""

from __future__ import annotations

from collections.abc import Sequence

from common.domain.announcing import Again, Announcement, Check, Event
from common.domain.kitchen import LineState
from common.domain.rows import LineRow
from common.domain.sentences import once_more, sentence, spoken_line
from common.domain.templates import Rendered
from server.messaging.checks import Case
from server.messaging.hearers import as_heard, guest_of
from server.messaging.repository import Message


def text_of(case: Case, told: Announcement, in_zone: Sequence[Message]) -> Rendered:
    """What `case`'s row shows and says; `in_zone`: the same repeat at all accounts of its zone.

    A repeat names only the lines still waiting. Raises ParamRefused when the template was changed,
    or the guest has neither room nor tag any more.
    """
    message = case.message
    if case.order is None or not message.line_ids:
        text = Rendered(message.shown, message.spoken)
    else:
        only_waiting = Check.LINE_WAITING in told.checks
        own = case.waiting if only_waiting else case.lines
        of_zone = {line_id for row in in_zone for line_id in row.line_ids}
        zone = [
            line
            for line in case.order_lines
            if line.id in of_zone and (not only_waiting or line.state is LineState.WAITING)
        ]
        text = Rendered(_said(case, told, own).shown, _said(case, told, zone).spoken)
        text = as_heard(message.account, message.channel, text) if told.is_spoken else text
    return once_more(text) if message.reason == Again.UNHEARD else text


def _said(case: Case, told: Announcement, lines: Sequence[LineRow]) -> Rendered:
    assert case.order is not None, "asked only of rows with an order"
    guest = guest_of(case.centre, case.order)
    template = told.template_for(by_tag=guest.by_tag)
    said = [spoken_line(line) for line in lines]
    one = case.centre.manner.one
    return sentence(Event(case.message.event), template, guest.params, said, one)
