"""The board in a terminal window says what a screen would, the trouble included."""

from datetime import timedelta

from common.client.board_text import board_text, order_name
from common.domain.commands import ActOnLine
from common.domain.kitchen import LineAction, LineState, MarkKind
from common.domain.roles import Role
from tests.support.fake_core import FakeCore
from tests.support.rows import a_batch, a_line, a_mark, a_room, an_order

ORDER = an_order(number=7)
BATCH = a_batch(ORDER)
SOUP = a_line(BATCH, quantity=2, options=("三鲜",), note="少盐", allergies=("花生",))


def a_kitchen(*lines: object) -> FakeCore:
    rows = {"orders": (ORDER,), "batches": (BATCH,), "lines": lines or (SOUP,)}
    return FakeCore(Role.KITCHEN, rows)  # type: ignore[arg-type]  # rows of several tables


def test_a_ticket_says_all_that_the_cook_must_know() -> None:
    text = board_text(a_kitchen())
    assert "#07 801 · 余 15 分" in text
    assert "○ 待制作  2份 水饺 · 三鲜 · “少盐” · 过敏 花生" in text
    assert "合计 水饺 ×2 (制作中 0)" in text


def test_a_late_ticket_and_an_open_mark_are_said_in_words() -> None:
    core = a_kitchen(a_line(BATCH, state=LineState.COOKING, marks=(a_mark(MarkKind.RUSH),)))
    core.pass_time(timedelta(minutes=17))
    text = board_text(core)
    assert "超 2 分 ▲ 超时" in text
    assert "!rush" in text


async def test_without_a_line_it_says_so_and_what_waits() -> None:
    core = a_kitchen()
    core.go_offline()
    core.pass_time(timedelta(seconds=30))
    await core.do(ActOnLine(SOUP.id, LineAction.START))
    text = board_text(core)
    assert "已断开" in text
    assert "未发送 1 条" in text
    assert "↑未发送" in text


async def test_a_refusal_stands_until_somebody_has_read_it() -> None:
    core = a_kitchen()
    core.go_offline()
    accepted = await core.do(ActOnLine(SOUP.id, LineAction.START))
    core.reject(accepted.key, "line.refused", state="cancelled")
    assert "没有生效 ActOnLine line.refused" in board_text(core)


def test_a_desk_sees_its_rooms() -> None:
    core = FakeCore(Role.CASHIER, {"rooms": (a_room(name="802", state="occupied"),)})
    assert "房间 802 使用中" in board_text(core)


def test_an_order_without_a_number_has_none() -> None:
    assert order_name(an_order(number=None)) == "#-- 801"
