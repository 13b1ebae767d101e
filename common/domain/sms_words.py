"""What the states of text messages, and the reasons behind them, are called for people (zh-CN)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from common.domain.sms_messages import SmsState
from common.domain.sms_text import MessageKind

_S = SmsState

STATES: Final[Mapping[SmsState, str]] = MappingProxyType(
    {
        _S.SCHEDULED: "定时待发",
        _S.QUEUED: "排队中",
        _S.PAID: "已扣费,等待重试",
        _S.SUBMITTING: "提交中",
        _S.SUBMITTED: "已提交,待回执",
        _S.SUBMIT_UNKNOWN: "提交结果未知",
        _S.DELIVERED: "已送达",
        _S.UNDELIVERED: "未送达,已退",
        _S.CLOSED_UNKNOWN: "无回执,已结束",
        _S.SETTLED: "已完成",
        _S.FAILED: "提交失败,已退",
        _S.EXPIRED: "已过期",
        _S.NOT_SENT: "未发送",
    }
)
KINDS: Final[Mapping[MessageKind, str]] = MappingProxyType(
    {MessageKind.CODE: "验证码", MessageKind.NOTICE: "通知", MessageKind.MARKETING: "营销"}
)
_WHY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sms.insufficient": "短信余额不足",
        "sms.phone_invalid": "不是有效的手机号",
        "sms.phone_twice": "号码重复",
        "sms.blocked": "在黑名单中",
        "sms.opted_out": "客人已退订",
        "sms.capped": "验证码发送过于频繁",
        "too_old": "超过可发送时间",
        "sender_died": "发送中断,不知是否已发出",
        "no_receipt": "一直没有收到回执",
        "not_begun": "还没有开始发送",
    }
)


def why_in_words(why: str) -> str:
    """A code of ours in words; the words of a provider or carrier as they are."""
    return _WHY.get(why.strip(), why)
