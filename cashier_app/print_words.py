"""What the desk says of printers and papers."""

from __future__ import annotations

from cashier_app.words import translate
from common.domain.print_rows import PrinterRow, PrintJobRow
from common.domain.printing import Attention, JobState, PaperKind, PrinterState
from common.qt import phrases


def kind(which: PaperKind) -> str:
    match which:
        case PaperKind.PRE_SETTLEMENT:
            return translate("Cashier", "预结单")
        case PaperKind.RECEIPT:
            return translate("Cashier", "结账小票")
        case PaperKind.TICKET:
            return translate("Cashier", "厨房单")
        case PaperKind.TEST:
            return translate("Cashier", "打印测试")


def title(job: PrintJobRow) -> str:
    """`801 · 结账小票`."""
    tag = translate("Cashier", "手牌 {0}").format(job.hand_tag) if job.hand_tag else ""
    return " · ".join(part for part in (job.room_name or "", tag, kind(job.kind)) if part)


def printer(state: PrinterState) -> str:
    match state:
        case PrinterState.UNKNOWN:
            return translate("Cashier", "检查中")
        case PrinterState.READY:
            return translate("Cashier", "正常")
        case PrinterState.PAPER_OUT:
            return translate("Cashier", "缺纸")
        case PrinterState.COVER_OPEN:
            return translate("Cashier", "盖子没盖好")
        case PrinterState.UNREACHABLE:
            return translate("Cashier", "连不上")
        case PrinterState.BROKEN:
            return translate("Cashier", "故障")


def job(row: PrintJobRow) -> str:
    match row.state:
        case JobState.QUEUED:
            return translate("Cashier", "待打")
        case JobState.CLAIMED | JobState.PRINTING:
            return translate("Cashier", "正在打印")
        case JobState.PRINTED:
            return translate("Cashier", "已打印")
        case JobState.UNSURE:
            return translate("Cashier", "可能已打印")
        case JobState.SKIPPED | JobState.FAILED:
            return translate("Cashier", "没有打印")
        case JobState.CANCELLED:
            return translate("Cashier", "已取消")


def why(row: PrintJobRow) -> str:
    """What a person has to know of a job that waits for one, or that ended by itself."""
    match row.why:
        case Attention.NO_PRINTER:
            return translate("Cashier", "没有给它的打印机")
        case Attention.PRINTER_REMOVED:
            return translate("Cashier", "打印机已撤掉")
        case Attention.TOO_OLD:
            return translate("Cashier", "等了超过 10 分钟，没有自动打")
        case Attention.MAYBE_PRINTED:
            return translate("Cashier", "打到一半断了，请看纸出来没有")
        case Attention.SEEN_MEANWHILE:
            return translate("Cashier", "厨房屏幕已显示")
        case None:
            return ""


def purposes(row: PrinterRow, stations: dict[str, str]) -> str:
    """`小票 · 热菜、面点`."""
    named = phrases.listed(stations[x] for x in row.station_ids if x in stations)
    receipts = translate("Cashier", "小票") if row.has_receipts else ""
    kitchen = translate("Cashier", "厨房单 {0}").format(named) if named else ""
    found = " · ".join(part for part in (receipts, kitchen) if part)
    return found or translate("Cashier", "没有用途")
