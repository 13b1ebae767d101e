"""Why something did not take effect, in the kitchen's words: `126 拍黄瓜：客人已取消`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from common.client.facade import Rejected
from common.domain.commands import (
    ActOnLines,
    Command,
    LineCommand,
    MarkAvailable,
    MarkSoldOut,
    RecallLines,
)
from common.domain.kitchen import LineState
from common.domain.projection import Tables
from common.domain.rows import GoodsRow, LineRow, OrderRow
from kds_app import words
from kds_app.words import Kds


def refusal_text(rejected: Rejected, tables: Tables) -> str:
    subject = _subject(rejected.command, tables)
    why = why_text(rejected.code, rejected.facts)
    text = words.translate("Kds", "{0}：{1}").format(subject, why) if subject else why
    if not rejected.closed_with:
        return text
    return text + Kds.tr("（随后 %n 条也没有生效）", "", rejected.closed_with)


def why_text(code: str, facts: Mapping[str, object]) -> str:
    """The sentence for a problem's `code`; an unknown code is shown as it is."""
    match code:
        case "line.refused":
            return _line_is(facts)
        case "order.closed":
            return words.translate("Kds", "这单已经结束")
        case "line.not_found" | "order.not_found":
            return words.translate("Kds", "找不到这道菜了")
        case "role.forbidden":
            return words.translate("Kds", "这块屏幕没有这个权限")
        case "device.unpaired":
            return words.translate("Kds", "这块屏幕还没有配对")
        case "device.changed":
            return words.translate("Kds", "这块屏幕换过位置，之前的操作没有发送")
        case "outbox.too_old":
            return words.translate("Kds", "存了超过 7 天，没有发送")
        case "stay.changed":
            return words.translate("Kds", "客人已经换了")
        case _:
            return code


def _line_is(facts: Mapping[str, object]) -> str:
    lines = facts.get("lines")
    state = facts.get("state")
    if isinstance(lines, list) and lines and isinstance(lines[0], dict):
        state = lines[0].get("state")
    if state == LineState.CANCELLED:
        return words.translate("Kds", "客人已取消")
    known = next((each for each in LineState if each == state), None)
    if known is None:
        return words.translate("Kds", "这道菜的状态已经变了")
    return words.translate("Kds", "这道菜现在是“{0}”").format(words.state(known))


def _subject(command: Command, tables: Tables) -> str:
    match command:
        case MarkSoldOut() | MarkAvailable():
            goods = cast("GoodsRow | None", tables["goods"].get(command.goods_id))
            return goods.name if goods else ""
        case ActOnLines() | RecallLines():
            order = cast("OrderRow | None", tables["orders"].get(command.order_id))
            return _place(order)
        case _:
            return _line(command.line_id, tables) if isinstance(command, LineCommand) else ""


def _line(line_id: str, tables: Tables) -> str:
    line = cast("LineRow | None", tables["lines"].get(line_id))
    if line is None:
        return ""
    order = cast("OrderRow | None", tables["orders"].get(line.order_id))
    return f"{_place(order)} {line.name}".strip()


def _place(order: OrderRow | None) -> str:
    return (order.hand_tag or order.room_name or "") if order else ""
