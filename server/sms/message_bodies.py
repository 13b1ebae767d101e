"""From messages to what HTTP answers, and to rows of a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import Row

from common.domain.sms_messages import AT_PROVIDER, PHONE_ENDS, SmsState, shown
from common.domain.sms_text import for_reading
from common.domain.sms_words import KINDS, STATES, why_in_words
from common.wire.sms_messages import (
    BlockedBody,
    LaneBody,
    MessageBody,
    MessageStory,
    PhoneBody,
    PreviewBody,
    RefusedPhone,
    TemplateBody,
)
from server.lib.spreadsheets import Cell, Table
from server.sms import bodies, lane_table
from server.sms.accepting import Judged
from server.sms.blacklist import Blocked
from server.sms.listing import Booked
from server.sms.message_listing import Lane
from server.sms.message_repository import Message
from server.sms.templates import Template

_REPORTED = AT_PROVIDER | {SmsState.DELIVERED, SmsState.UNDELIVERED, SmsState.CLOSED_UNKNOWN}


def preview_body(judged: Judged, available: int, now: datetime) -> PreviewBody:
    return PreviewBody(
        text=judged.text,
        units_each=judged.units_each,
        phones=len(judged.phones),
        units=judged.units,
        refused=refused(judged.refused),
        goes_at=judged.goes_at,
        is_scheduled=judged.goes_at > now,
        available=available,
        is_enough=available >= judged.units,
    )


def message_body(message: Message, units: int, lane_why: str = "") -> MessageBody:
    """`lane_why`: why its lane stands still."""
    tally = message.tally
    waits = message.state in {SmsState.QUEUED, SmsState.PAID}
    code = lane_why if waits and lane_why else message.why
    return MessageBody(
        id=message.id,
        client_ref=message.client_ref,
        kind=message.kind,
        state=shown(message.state, tally),
        why_code=code,
        why=why_in_words(code),
        text=for_reading(message.text, message.kind),
        units_each=message.units_each,
        units=units,
        phones=message.phones,
        left_out=message.left_out,
        delivered=message.delivered,
        undelivered=message.undelivered,
        open=0 if message.ended_at is not None else tally.open,
        refused=refused(message.refused),
        accepted_at=message.accepted_at,
        due_at=message.due_at,
        expires_at=message.expires_at,
        submitted_at=message.submitted_at,
        ended_at=message.ended_at,
    )


def story(
    body: MessageBody, message: Message, phones: Iterable[Row[Any]], booked: Sequence[Booked]
) -> MessageStory:
    # Any: rows of `sms_phone`.
    return MessageStory(
        message=body,
        phones=[_phone(row, message) for row in phones],
        movements=[bodies.movement_body(each) for each in booked],
        provider=message.provider,
        provider_msg_id=message.provider_msg_id,
        hold_id=message.hold_id,
        tries=message.tries,
    )


def refused(pairs: Iterable[tuple[str, str]]) -> list[RefusedPhone]:
    return [RefusedPhone(phone, code, why_in_words(code)) for phone, code in pairs]


def blocked_body(found: Blocked) -> BlockedBody:
    return BlockedBody(found.phone, found.reason, found.note, found.at)


def template_body(found: Template) -> TemplateBody:
    return TemplateBody(found.name, found.kind, found.text, dict(found.params), found.at)


def lane_body(lane: Lane) -> LaneBody:
    kind, is_single = lane_table.parts_of(lane.key)
    return LaneBody(
        lane=lane_table.name_of(kind, is_single=is_single),
        kind=kind,
        is_batch=not is_single,
        waiting=lane.waiting,
        oldest_at=lane.oldest_at,
        paused_at=lane.paused_at,
        paused_why=lane.paused_why,
        rests_until=lane.rests_until,
        rests_why=lane.rests_why,
    )


def table(found: Iterable[Row[Any]], zone: tzinfo) -> Table:
    """A row a phone; times as the shop's clock on the wall said. Any: `accepted_between`."""
    rows: list[list[Cell]] = [
        [
            "时间",
            "类型",
            "编号",
            "手机号",
            "状态",
            "原因",
            "条数",
            "实扣",
            "回执条数",
            "提交",
            "回执",
            "内容",
        ]
    ]
    for row in found:
        is_over = row.state in PHONE_ENDS and row.why
        why = why_in_words(row.why if is_over else row.message_why)
        rows.append(
            [
                _local(row.accepted_at, zone),
                KINDS[row.kind],
                row.client_ref,
                row.phone.removeprefix("+86"),
                STATES[row.state],
                "" if row.state is SmsState.DELIVERED else why,
                row.units,
                row.charged,
                "" if row.reported_units is None else row.reported_units,
                _local(row.submitted_at, zone),
                _local(row.reported_at, zone),
                for_reading(row.text, row.kind),
            ]
        )
    return "短信", rows


def _phone(row: Row[Any], message: Message) -> PhoneBody:
    reported = row.state in _REPORTED and row.reported_at is not None
    why = row.why if not reported and row.why else message.why
    spoken = row.state not in {SmsState.DELIVERED, SmsState.SUBMITTED}
    return PhoneBody(
        place=row.place,
        phone=row.phone,
        state=row.state,
        why=why_in_words(row.why if reported else why) if spoken else "",
        status=row.why if reported else "",
        units=row.units,
        charged=row.charged,
        reported_units=row.reported_units,
        reported_at=row.reported_at,
        remark=row.remark,
    )


def _local(at: datetime | None, zone: tzinfo) -> str:
    return "" if at is None else at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")


def summary(
    messages: Sequence[Message], units: Mapping[str, int], lanes: Mapping[str, str]
) -> list[MessageBody]:
    return [
        message_body(each, units.get(each.hold_id or "", 0), lanes.get(each.lane, ""))
        for each in messages
    ]
