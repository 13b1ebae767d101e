"""The words on paper. Guests and cooks of the shop read Chinese, whatever language the desk shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from common.domain.bill_rows import AdjustmentKind, PaymentMethod
from common.domain.print_rows import ReceiptDiscount

PRE_SETTLEMENT: Final = "预结单"
NO_PROOF: Final = "仅供核对,不作付款凭证"
RECEIPT: Final = "结账小票"
UNSEEN: Final = "屏幕未确认"
COOK_BY_THIS: Final = "厨房屏幕没有显示这些菜,请照单制作"
TEST: Final = "打印测试"
TEST_TEXT: Final = "汉字对齐 生僻字䶮㙦 ￥1,234.56"

METHODS: Final = {
    PaymentMethod.CASH: "现金",
    PaymentMethod.WECHAT: "微信",
    PaymentMethod.ALIPAY: "支付宝",
    PaymentMethod.CARD: "银行卡",
}


def yuan(fen: int) -> str:
    """1234 fen → 12.34."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02}"


def place(room_name: str | None, hand_tags: Iterable[str]) -> str:
    """房间 801, 手牌 163, or both."""
    room = f"房间 {room_name}" if room_name else ""
    tags = "、".join(hand_tags)
    return " ".join(part for part in (room, f"手牌 {tags}" if tags else "") if part)


def copy(copies: int) -> str:
    return f"补打 第 {copies} 次"


def addition(count: int) -> str:
    return f"加单 第 {count} 次"


def discount(each: ReceiptDiscount) -> str:
    match each.kind:
        case AdjustmentKind.WAIVE:
            return "免单"
        case AdjustmentKind.DISCOUNT:
            return "优惠"
        case AdjustmentKind.PERCENT:
            left = 100 - each.amount
            return f"{left // 10 if left % 10 == 0 else left / 10} 折" if left else "免单"
        case AdjustmentKind.ROUND_OFF:
            return "抹零"
        case AdjustmentKind.REFUND:
            return "退菜"
