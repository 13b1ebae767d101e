"""Receipts and tickets as their readers see them, byte for byte where a printer depends on it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.domain.ids import Fen
from common.domain.print_rows import Paper, PrinterCheck, ReceiptItem
from common.domain.printing import COLUMNS
from common.printing import encoded, png, slip
from common.printing.reading import NotOurs, read, texts
from common.printing.slip import Cut, Drawer, Line
from common.printing.text import width
from tests.support.papers import EVENING, PRE_SETTLEMENT, RECEIPT, TICKET, ZONE

PAGE = PrinterCheck("云麓汤泉", "前台", ZONE, EVENING, 48)


def words(paper: Paper, copies: int = 0, columns: int = 48) -> list[str]:
    return texts(read(encoded(slip(paper, columns, copies))))


def test_a_receipt_says_what_was_had_what_it_cost_and_how_it_was_paid() -> None:
    rule = "-" * 48
    assert words(RECEIPT) == [
        "云麓汤泉 · 人民路店",
        "结账小票",
        rule,
        "房间 801",
        "单号 #07 #12",
        "入住 11-22 17:10                            2 人",
        "打印 2026-11-22 19:42                  收银 李静",
        rule,
        "品名                              数量      金额",
        "房费                                 1    198.00",
        "标准房 3 小时",
        "手工水饺                             2     56.00",
        "猪肉白菜 · 不放葱",
        "龙井茶                               1    102.00",
        rule,
        "收费                                      198.00",
        "餐饮                                      158.00",
        "9 折                                      -15.80",
        "合计            ￥340.20",
        "微信                                      200.00",
        "现金                                      140.20",
        "实收 150.00  找零 9.80",
        "已结清",
        rule,
        "谢谢惠顾,欢迎再来",
        "电话 0571-88886666",
    ]


def test_a_pre_settlement_says_that_it_proves_nothing() -> None:
    said = words(PRE_SETTLEMENT)
    assert said[1:3] == ["预结单", "仅供核对,不作付款凭证"]
    assert "已结清" not in said
    assert "微信" not in "".join(said)


def test_what_is_left_to_pay_or_to_give_back_stands_large() -> None:
    part = replace(RECEIPT, payments=RECEIPT.payments[:1], paid_fen=Fen(200_00))
    owes = words(replace(part, balance_fen=Fen(140_20)))
    assert "应收            ￥140.20" in owes
    gets = words(replace(RECEIPT, balance_fen=Fen(-56_00)))
    assert "应退             ￥56.00" in gets


def test_a_copy_says_that_it_is_one() -> None:
    assert "补打 第 2 次" in words(RECEIPT, copies=2)
    assert "补打" not in "".join(words(RECEIPT))
    assert "可能已打印过,先看有没有在做" in words(TICKET, copies=1)


def test_the_kitchens_ticket_says_first_that_no_screen_confirmed_it() -> None:
    assert words(TICKET) == [
        "屏幕未确认",
        "厨房屏幕没有显示这些菜,请照单制作",
        "-" * 48,
        "房间 801             #07",
        "加单 第 1 次",
        "下单 19:42  最晚 19:57                      热菜",
        "-" * 48,
        "手工水饺             2份",
        "猪肉白菜 · 不放葱",
        "备注: 多醋",
        "过敏: 花生",
        "重做 宫保鸡丁        1份",
        "-" * 48,
        "整单备注: 快一点",
    ]


# ── bytes ────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_bytes_select_what_the_printer_sets_chinese_with() -> None:
    data = encoded(slip(RECEIPT, 48))
    # reset · code page 0 · USA · Chinese characters
    assert data.startswith(b"\x1b@\x1bt\x00\x1bR\x00\x1c&")


def test_the_golden_bytes_of_a_ticket() -> None:
    short = replace(TICKET, addition=0, lines=TICKET.lines[1:], note="", stations=())
    small, large = b"\x1d!\x00", b"\x1d!\x11"
    plain, bold, left, centre = b"\x1bE\x00", b"\x1bE\x01", b"\x1ba\x00", b"\x1ba\x01"
    han, large_han = b"\x1c!\x00", b"\x1c!\x0c"

    def line(mode: bytes, text: str) -> bytes:
        return mode + text.encode("gb18030") + b"\n"

    wide, usual = large + bold, small + plain
    assert encoded(slip(short, 32)) == b"".join(
        [
            b"\x1b@\x1bt\x00\x1bR\x00\x1c&",
            line(wide + centre + large_han, "屏幕未确认"),
            line(usual + centre + han, "厨房屏幕没有显示这些菜,请照单制"),
            line(usual + centre + han, "作"),
            line(usual + left + han, "-" * 32),
            line(wide + left + large_han, "房间 801     #07"),
            line(usual + left + han, "下单 19:42  最晚 19:57          "),
            line(usual + left + han, "-" * 32),
            line(wide + left + large_han, "重做 宫保鸡  1份"),
            line(wide + left + large_han, "丁"),
            b"\x1bd\x01\x1dVB\x00",
        ]
    )


def test_the_drawer_opens_for_cash_and_not_for_a_copy() -> None:
    def kicks(copies: int, paper: Paper = RECEIPT) -> bool:
        out = read(encoded(slip(paper, 48, copies, opens_drawer=True)))
        return any(isinstance(each, Drawer) for each in out)

    assert kicks(0)
    assert not kicks(1)
    assert not kicks(0, PRE_SETTLEMENT)
    assert encoded(slip(RECEIPT, 48, opens_drawer=True))[10:15] == b"\x1bp\x00\x19\xfa"


@pytest.mark.parametrize("columns", COLUMNS)
@pytest.mark.parametrize("paper", [RECEIPT, PRE_SETTLEMENT, TICKET, replace(PAGE, columns=32)])
@pytest.mark.parametrize("copies", [0, 1])
def test_every_line_fits_and_every_slip_is_cut(paper: Paper, columns: int, copies: int) -> None:
    out = read(encoded(slip(paper, columns, copies)))
    assert isinstance(out[-1], Cut)
    for line in out:
        if isinstance(line, Line):
            assert width(line.text) * line.size <= columns, line


@settings(max_examples=30)
@given(
    name=st.text(max_size=80),
    detail=st.text(max_size=120),
    fen=st.integers(min_value=0, max_value=10**9),
    quantity=st.integers(min_value=1, max_value=99),
)
def test_whatever_a_dish_is_called_its_price_is_readable(
    name: str, detail: str, fen: int, quantity: int
) -> None:
    item = ReceiptItem(name, detail, quantity, Fen(fen), False)
    out = read(encoded(slip(replace(RECEIPT, items=(item,)), 48)))
    lines = [line.text for line in out if isinstance(line, Line)]
    assert all(width(line) <= 48 for line in lines)
    assert any(line.endswith(f"{fen // 100}.{fen % 100:02}") for line in lines)


def test_a_command_that_is_not_ours_is_refused_by_the_reader() -> None:
    with pytest.raises(NotOurs):
        read(b"\x1b@\x1bZ\x00")
    with pytest.raises(NotOurs, match="before they were selected"):
        read("\x1b@水饺\n".encode("gb18030"))


def test_the_picture_is_as_wide_as_the_paper_and_shows_ink() -> None:
    from io import BytesIO

    from PIL import Image

    picture = Image.open(BytesIO(png(encoded(slip(RECEIPT, 48)), 48)))
    assert picture.size[0] == 2 * 32 + 48 * 12
    dark = sum(picture.histogram()[:128])
    assert dark > 5_000
