"""Papers to print: a guest's receipt and a kitchen's ticket of one evening."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from common.domain.bill_rows import AdjustmentKind, PaymentMethod
from common.domain.ids import Fen, PrinterId, PrintJobId
from common.domain.print_rows import (
    KitchenTicket,
    PrinterRow,
    PrintJobRow,
    Receipt,
    ReceiptDiscount,
    ReceiptItem,
    ReceiptPayment,
    TicketLine,
)
from common.domain.printing import JobState, PaperKind, PrinterKind, PrinterState
from tests.support.rows import an_id

EVENING: Final = datetime(2026, 11, 22, 11, 42, tzinfo=UTC)  # 19:42 in the shop
ZONE: Final = "Asia/Shanghai"

PRE_SETTLEMENT: Final = Receipt(
    is_paid=False,
    shop="云麓汤泉 · 人民路店",
    phone="0571-88886666",
    zone=ZONE,
    room_name="801",
    hand_tags=(),
    guests=2,
    numbers=("#07", "#12"),
    arrived_at=EVENING - timedelta(hours=2, minutes=32),
    at=EVENING,
    by="李静",
    items=(
        ReceiptItem("房费", "标准房 3 小时", 1, Fen(198_00), True),
        ReceiptItem("手工水饺", "猪肉白菜 · 不放葱", 2, Fen(56_00), False),
        ReceiptItem("龙井茶", "", 1, Fen(102_00), False),
    ),
    charges_fen=Fen(198_00),
    lines_fen=Fen(158_00),
    discounts=(ReceiptDiscount(AdjustmentKind.PERCENT, 10, Fen(15_80)),),
    total_fen=Fen(340_20),
    payments=(),
    paid_fen=Fen(0),
    balance_fen=Fen(340_20),
)

RECEIPT: Final = replace(
    PRE_SETTLEMENT,
    is_paid=True,
    payments=(
        ReceiptPayment(PaymentMethod.WECHAT, Fen(200_00), Fen(200_00), Fen(0), Fen(0)),
        ReceiptPayment(PaymentMethod.CASH, Fen(140_20), Fen(150_00), Fen(9_80), Fen(0)),
    ),
    paid_fen=Fen(340_20),
    balance_fen=Fen(0),
)

TICKET: Final = KitchenTicket(
    stations=("热菜",),
    zone=ZONE,
    room_name="801",
    hand_tag=None,
    number="#07",
    addition=1,
    placed_at=EVENING,
    promised_at=EVENING + timedelta(minutes=15),
    lines=(
        TicketLine("手工水饺", "份", 2, ("猪肉白菜", "不放葱"), "多醋", ("花生",), False),
        TicketLine("宫保鸡丁", "份", 1, (), "", (), True),
    ),
    note="快一点",
)


def a_printer(name: str = "前台", **over: Any) -> PrinterRow:  # Any: fields of the row
    row = PrinterRow(
        id=PrinterId(an_id()),
        name=name,
        kind=PrinterKind.NETWORK,
        address="192.168.1.50",
        desk_id=None,
        columns=48,
        has_receipts=True,
        prints_paid=True,
        opens_drawer=False,
        station_ids=(),
        state=PrinterState.READY,
        state_since=EVENING,
        version=1,
    )
    return replace(row, **over)


def a_job(printer: PrinterRow | None, **over: Any) -> PrintJobRow:  # Any: fields of the row
    row = PrintJobRow(
        id=PrintJobId(an_id()),
        kind=PaperKind.RECEIPT,
        room_name="801",
        hand_tag=None,
        numbers="#07",
        total_fen=Fen(340_20),
        printer_id=printer.id if printer else None,
        state=JobState.QUEUED,
        why=None,
        copies=0,
        attempt=0,
        created_at=EVENING - timedelta(minutes=1),
        queued_at=EVENING - timedelta(minutes=1),
        lease_until=None,
        claimed_by=None,
        ended_at=None,
        version=1,
    )
    return replace(row, **over)
