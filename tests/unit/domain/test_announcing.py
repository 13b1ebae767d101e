"""Who is told what by default, how often, and what a config may hold."""

from datetime import UTC, datetime, time, timedelta
from itertools import product

import pytest

from common.domain.announcement_defaults import DEFAULTS, PAD_CALLS, defaults_for
from common.domain.announcing import (
    ENDINGS,
    MOVES,
    SCHEMAS,
    Announcement,
    Channel,
    Event,
    MessageStatus,
    MessageType,
    QuietHours,
    can_move,
)
from common.domain.errors import Invalid
from common.domain.rows import OrderSource
from common.domain.sentences import parse_for

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
KITCHEN_NEW = DEFAULTS[Event.ORDER_PLACED, Channel.KITCHEN]


def told_by_default(event: Event, source: OrderSource | None = None) -> dict[Channel, MessageType]:
    return {told.channel: told.msg_type for told in defaults_for(event) if told.concerns(source)}


@pytest.mark.parametrize(
    ("source", "channels"),
    [
        (OrderSource.PAD, {Channel.KITCHEN, Channel.CALL_BOARD}),
        (OrderSource.HAND_TAG, {Channel.KITCHEN, Channel.CASHIER}),
        (OrderSource.CASHIER, {Channel.KITCHEN}),
    ],
)
@pytest.mark.parametrize("event", [Event.ORDER_PLACED, Event.ORDER_ADDED])
def test_where_an_order_comes_from_decides_who_is_told(
    event: Event, source: OrderSource, channels: set[Channel]
) -> None:
    assert set(told_by_default(event, source)) == channels


def test_a_cancel_refreshes_the_kitchen_and_is_never_spoken() -> None:
    told = told_by_default(Event.LINE_CANCELLED)
    assert told[Channel.KITCHEN] is MessageType.REFRESH
    assert not any(each.is_spoken for each in defaults_for(Event.LINE_CANCELLED))


def test_a_ready_dish_is_told_to_waiter_desk_and_call_board() -> None:
    assert set(told_by_default(Event.LINE_NOTIFIED)) == {
        Channel.WAITER,
        Channel.CASHIER,
        Channel.CALL_BOARD,
    }


def test_a_pad_call_reaches_desk_and_waiters_to_be_accepted() -> None:
    assert told_by_default(Event.PAD_CALLED) == {
        Channel.CASHIER: MessageType.PAD_CALL,
        Channel.WAITER: MessageType.PAD_CALL,
    }


def test_new_orders_repeat_and_calls_until_they_are_answered() -> None:
    repeated = {told.event: told.repeats for told in DEFAULTS.values() if told.repeats > 1}
    assert repeated == {Event.ORDER_PLACED: 3, Event.PAD_CALLED: 20}
    assert (KITCHEN_NEW.repeats, KITCHEN_NEW.interval_s) == (3, 30)


def test_repeats_come_at_their_interval() -> None:
    due = KITCHEN_NEW.due_times(NOON)
    assert [(at - NOON).total_seconds() for at in due] == [0, 30, 60]
    assert KITCHEN_NEW.expires_at(due[0]) == NOON + timedelta(seconds=120)


@pytest.mark.parametrize("event", list(Event))
def test_every_event_has_a_schema_and_somebody_who_hears_of_it(event: Event) -> None:
    assert SCHEMAS[event]
    assert defaults_for(event)


@pytest.mark.parametrize(
    "told", list(DEFAULTS.values()), ids=lambda told: f"{told.event}-{told.channel}"
)
def test_every_default_template_may_be_saved(told: Announcement) -> None:
    for by_tag in (False, True):
        parse_for(told.event, told.template_for(by_tag=by_tag))


def test_a_disabled_announcement_concerns_nobody() -> None:
    told = Announcement(Event.LINE_RUSHED, Channel.KITCHEN, "催菜", is_enabled=False)
    assert not told.concerns(None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("repeats", 0),
        ("repeats", 21),
        ("delay_s", -1),
        ("interval_s", 4),
        ("priority", 10),
        ("voice_rate", 79),
        ("expires_after_s", 9),
        ("confirm_within_s", 601),
    ],
)
def test_a_config_out_of_range_is_refused_naming_the_field(field: str, value: int) -> None:
    with pytest.raises(Invalid) as refusal:
        Announcement(Event.LINE_RUSHED, Channel.KITCHEN, "催菜", **{field: value})  # type: ignore[arg-type]
    assert refusal.value.code == "announcement.out_of_range"
    assert refusal.value.facts["field"] == field


@pytest.mark.parametrize(
    ("local", "quiet"),
    [("22:59", False), ("23:00", True), ("02:00", True), ("07:59", True), ("08:00", False)],
)
def test_quiet_hours_may_span_midnight(local: str, quiet: bool) -> None:
    assert QuietHours(time(23), time(8)).covers(time.fromisoformat(local)) is quiet


def test_quiet_hours_within_a_day() -> None:
    siesta = QuietHours(time(13), time(14))
    assert siesta.covers(time(13, 30))
    assert not siesta.covers(time(12, 59))


@pytest.mark.parametrize(("now", "to"), list(product(MessageStatus, MessageStatus)))
def test_a_message_only_moves_forward(now: MessageStatus, to: MessageStatus) -> None:
    order = [MessageStatus.PENDING, MessageStatus.SENT, MessageStatus.DELIVERED]
    if now in ENDINGS or now is to:
        assert not can_move(now, to)
    elif to in ENDINGS:
        # Nobody can have spoken, or failed to speak, what was never sent.
        never_sent = now is MessageStatus.PENDING
        by_device = to in {MessageStatus.SPOKEN, MessageStatus.FAILED}
        assert can_move(now, to) is not (never_sent and by_device)
    else:
        assert can_move(now, to) is (order.index(to) == order.index(now) + 1)
    assert set(MOVES) == set(MessageStatus)


def test_the_first_button_of_the_pad_calls_the_waiter() -> None:
    assert PAD_CALLS[1].label == "呼叫服务员"
    assert all(PAD_CALLS[key].template_id == key for key in PAD_CALLS)
