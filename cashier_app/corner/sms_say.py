"""What the pages of text messages say: states, buckets, days."""

from __future__ import annotations

from datetime import datetime, tzinfo

from PySide6.QtCore import QT_TRANSLATE_NOOP

from cashier_app.words import translate
from common.domain.sms_messages import SmsState
from common.domain.sms_rows import MovementKind
from common.domain.sms_text import MessageKind
from common.domain.sms_words import KINDS, STATES
from common.wire.sms_messages import MessageBody

_S = SmsState
_SOURCES = (
    QT_TRANSLATE_NOOP("SmsWords", "定时待发"),
    QT_TRANSLATE_NOOP("SmsWords", "排队中"),
    QT_TRANSLATE_NOOP("SmsWords", "已扣费,等待重试"),
    QT_TRANSLATE_NOOP("SmsWords", "提交中"),
    QT_TRANSLATE_NOOP("SmsWords", "已提交,待回执"),
    QT_TRANSLATE_NOOP("SmsWords", "提交结果未知"),
    QT_TRANSLATE_NOOP("SmsWords", "已送达"),
    QT_TRANSLATE_NOOP("SmsWords", "未送达,已退"),
    QT_TRANSLATE_NOOP("SmsWords", "无回执,已结束"),
    QT_TRANSLATE_NOOP("SmsWords", "已完成"),
    QT_TRANSLATE_NOOP("SmsWords", "提交失败,已退"),
    QT_TRANSLATE_NOOP("SmsWords", "已过期"),
    QT_TRANSLATE_NOOP("SmsWords", "未发送"),
    QT_TRANSLATE_NOOP("SmsWords", "验证码"),
    QT_TRANSLATE_NOOP("SmsWords", "通知"),
    QT_TRANSLATE_NOOP("SmsWords", "营销"),
    QT_TRANSLATE_NOOP("SmsWords", "短信余额不足"),
    QT_TRANSLATE_NOOP("SmsWords", "不是有效的手机号"),
    QT_TRANSLATE_NOOP("SmsWords", "号码重复"),
    QT_TRANSLATE_NOOP("SmsWords", "在黑名单中"),
    QT_TRANSLATE_NOOP("SmsWords", "客人已退订"),
    QT_TRANSLATE_NOOP("SmsWords", "验证码发送过于频繁"),
    QT_TRANSLATE_NOOP("SmsWords", "超过可发送时间"),
    QT_TRANSLATE_NOOP("SmsWords", "发送中断,不知是否已发出"),
    QT_TRANSLATE_NOOP("SmsWords", "一直没有收到回执"),
    QT_TRANSLATE_NOOP("SmsWords", "还没有开始发送"),
)
"""The words of common.domain.sms_words, which knows no Qt, for whoever translates them."""


def kind(which: MessageKind) -> str:
    return translate("SmsWords", KINDS[which])


def state(held: SmsState) -> tuple[str, str, str]:
    """Its word, icon and tone."""
    match held:
        case _S.DELIVERED | _S.SETTLED:
            look = ("check", "ok")
        case _S.SUBMITTED | _S.SUBMITTING | _S.QUEUED:
            look = ("half", "info")
        case _S.SCHEDULED | _S.PAID:
            look = ("clock", "warn")
        case _S.SUBMIT_UNKNOWN | _S.CLOSED_UNKNOWN:
            look = ("hourglass", "warn")
        case _S.EXPIRED | _S.NOT_SENT:
            look = ("forbid", "off")
        case _S.UNDELIVERED | _S.FAILED:
            look = ("triangle", "bad")
    return (translate("SmsWords", STATES[held]).replace(",", translate("Cashier", "，")), *look)


def reason(why: str) -> str:
    """Why a number gets no text, as the server puts it; a carrier's own words stay."""
    return translate("SmsWords", why)


def progress(message: MessageBody) -> str:
    """`送达 96 / 100，未送达 1，等回执 3`; of one phone nothing, its state says it."""
    if message.phones < 2:
        return ""
    parts = [translate("Cashier", "送达 {0} / {1}").format(message.delivered, message.phones)]
    for count, word in (
        (message.undelivered, translate("Cashier", "未送达 {0}")),
        (message.left_out, translate("Cashier", "没发 {0}")),
        (message.open, translate("Cashier", "未完 {0}")),
    ):
        if count:
            parts.append(word.format(count))
    return translate("Cashier", "，").join(parts)


def movement(which: MovementKind) -> str:
    return {
        MovementKind.GRANT: translate("Cashier", "购入"),
        MovementKind.FREEZE: translate("Cashier", "冻结"),
        MovementKind.CAPTURE: translate("Cashier", "扣费"),
        MovementKind.RELEASE: translate("Cashier", "取消冻结"),
        MovementKind.TIMEOUT: translate("Cashier", "冻结超时退回"),
        MovementKind.REFUND: translate("Cashier", "退回"),
        MovementKind.EXPIRY: translate("Cashier", "过期"),
        MovementKind.CLAW_BACK: translate("Cashier", "付款撤销收回"),
        MovementKind.SETTLE: translate("Cashier", "抵欠账"),
    }[which]


def units(count: int) -> str:
    return translate("Cashier", "{0} 条").format(f"{count:,}")


def moment(at: datetime | None, now: datetime, zone: tzinfo) -> str:
    """`19:42:05` today, `11-22 19:42` else."""
    if at is None:
        return ""
    local = at.astimezone(zone)
    is_today = local.date() == now.astimezone(zone).date()
    return local.strftime("%H:%M:%S" if is_today else "%Y-%m-%d %H:%M")
