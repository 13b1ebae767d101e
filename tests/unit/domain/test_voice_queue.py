"""Whose turn it is at one loudspeaker."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from common.domain.announcing import Event, Priority
from common.domain.ids import CallId, MessageId, OrderId
from common.domain.rows import AnnouncementRow
from common.domain.voice_queue import expired, next_turn

NOW = datetime(2026, 11, 22, 11, 40, tzinfo=UTC)


def an_announcement(name: str, after_s: float = 0, **over: object) -> AnnouncementRow:
    """A new order of `name`, due `after_s` seconds after NOW, alive for two minutes."""
    due_at = NOW + timedelta(seconds=after_s)
    row = AnnouncementRow(
        id=MessageId(f"message-{name}"),
        announcement_id=name,
        repeat=1,
        event=Event.ORDER_PLACED,
        shown=f"{name}房间下单了水饺2份,请注意",
        spoken=f"〈{name}〉房间下单了水饺两份,请注意",
        chime="new",
        priority=Priority.ORDER,
        voice_rate=170,
        due_at=due_at,
        expires_at=due_at + timedelta(minutes=2),
        order_id=OrderId(f"order-{name}"),
        call_id=None,
        reason="",
        version=1,
    )
    return replace(row, **over)  # type: ignore[arg-type]


def test_nothing_waits_nothing_is_said() -> None:
    assert next_turn([], NOW) is None


def test_the_oldest_goes_first() -> None:
    turn = next_turn([an_announcement("802", 1), an_announcement("801", 0)], NOW)
    assert turn is not None
    assert turn.spoken == "〈801〉房间下单了水饺两份,请注意"
    assert len(turn.rows) == 1


def test_a_rush_goes_before_older_orders() -> None:
    rush = an_announcement("803", 5, event=Event.LINE_RUSHED, priority=Priority.RUSH)
    turn = next_turn([an_announcement("801"), rush], NOW)
    assert turn is not None
    assert turn.head is rush


def test_three_waiting_are_said_one_by_one() -> None:
    turn = next_turn([an_announcement(name) for name in ("801", "802", "803")], NOW)
    assert turn is not None
    assert [row.announcement_id for row in turn.rows] == ["801"]


def test_four_waiting_become_one_sentence_that_settles_them_all() -> None:
    turn = next_turn([an_announcement(name) for name in ("801", "802", "803", "804")], NOW)
    assert turn is not None
    assert [row.announcement_id for row in turn.rows] == ["801", "802", "803", "804"]
    assert turn.shown == "801房间下单了水饺2份,请注意,另有3张新单"
    assert turn.spoken == "〈801〉房间下单了水饺两份,请注意,另有三张新单"


def test_a_merged_sentence_counts_each_kind_by_itself() -> None:
    call = an_announcement(
        "805",
        event=Event.PAD_CALLED,
        order_id=None,
        call_id=CallId("call-1"),
        priority=Priority.NOTICE,
    )
    unknown = an_announcement("806", event="from.tomorrow", order_id=None, priority=9)
    orders = [an_announcement("801"), an_announcement("802"), an_announcement("803")]
    turn = next_turn([*orders, call, unknown], NOW)
    assert turn is not None
    assert turn.spoken.endswith(",另有两张新单、一个呼叫、一条提醒")


def test_repeats_of_one_order_count_once() -> None:
    again = [
        an_announcement("802", 30 * repeat, repeat=repeat + 1, id=MessageId(f"802-{repeat}"))
        for repeat in range(3)
    ]
    turn = next_turn([an_announcement("801"), *again], NOW)
    assert turn is not None
    assert turn.spoken.endswith(",另有一张新单")
    assert len(turn.rows) == 4


def test_repeats_of_the_one_that_is_named_are_not_counted() -> None:
    rows = [an_announcement("801", repeat=repeat) for repeat in (1, 2, 3, 4)]
    turn = next_turn(rows, NOW)
    assert turn is not None
    assert turn.shown == "801房间下单了水饺2份,请注意"
    assert len(turn.rows) == 4


def test_what_expired_is_not_said_any_more() -> None:
    late = an_announcement("801", -120)
    fresh = an_announcement("802")
    turn = next_turn([late, fresh], NOW)
    assert turn is not None
    assert turn.head is fresh
    assert expired([late, fresh], NOW) == (late,)
    assert next_turn([late], NOW) is None
