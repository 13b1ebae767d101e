"""Announcements and calls by hand: sending one (SendImCall), watching guests' calls, asking the log."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import urlencode

from common.client import cli_names as names
from common.client.facade import Core
from common.domain.announcing import Channel, Event, MessageStatus, MessageType
from common.domain.rows import ServiceCallRow
from common.wire.answers import MessageBody, Page, ShopBody
from common.wire.messages import CallSentBody, SendCall

Parsers = Any  # Any: what argparse's add_subparsers gives has no public name
Said = Callable[[Core, argparse.Namespace], Awaitable[str]]

_TYPES: Final = {
    "announce": MessageType.ANNOUNCE,
    "refresh": MessageType.REFRESH,
    "notify": MessageType.NOTIFY,
    "call": MessageType.PAD_CALL,
}
_OUTCOMES: Final = {"told": "已发出", "not_enabled": "未启用", "no_terminal": "没有终端"}
_STATUSES: Final = {
    MessageStatus.PENDING: "待发",
    MessageStatus.SENT: "已发",
    MessageStatus.DELIVERED: "已送达",
    MessageStatus.SPOKEN: "已播报",
    MessageStatus.FAILED: "没播成",
    MessageStatus.SUPPRESSED: "不再需要",
    MessageStatus.EXPIRED: "已过期",
}


def add_options(call: argparse.ArgumentParser) -> None:
    """Of `call`, whose first word may be an event."""
    call.add_argument(
        "--type", choices=list(_TYPES), default="announce", help="播报/刷新/通知/呼叫"
    )
    call.add_argument("--channel", action="append", default=[], choices=[x.value for x in Channel])
    call.add_argument("--to", action="append", default=[], help="只发给这个账号或终端")
    call.add_argument("--template", type=int, help="呼叫模板号 (--type call)")
    call.add_argument("--order", help="订单 (代替参数)")
    call.add_argument("--login", help="店长")
    call.add_argument("--pin")


def add_parsers(commands: Parsers, common: argparse.ArgumentParser) -> None:
    calls = commands.add_parser("calls", parents=[common], help="客人的呼叫")
    calls.add_argument("--watch", action="store_true", help="一直显示, 直到 Ctrl-C")
    log = commands.add_parser("messages", parents=[common], help="播报记录")
    log.add_argument("--status", choices=[x.value for x in MessageStatus])
    log.add_argument("--event", choices=[x.value for x in Event])
    log.add_argument("--channel", choices=[x.value for x in Channel])
    log.add_argument("--day", help="营业日, 2026-03-04")
    log.add_argument("--text", help="显示内容的一部分")
    log.add_argument("--limit", type=int, default=20)


def is_event(word: str) -> bool:
    return word in {event.value for event in Event}


async def send(core: Core, args: argparse.Namespace) -> str:
    """`call order.placed roomName=801 goodsName=水饺 num=2`."""
    event, *pairs = args.what
    shop = (await core.call("GET", "/v1/shop", ShopBody)).shop
    if args.login and args.pin:
        await core.sign_in(args.login, args.pin)
    wanted = SendCall(
        brand_id=shop.brand_id,
        shop_id=shop.id,
        event=Event(event),
        msg_type=_number(_TYPES[args.type]),
        params=dict(_param(each) for each in pairs),
        channels=[Channel(each) for each in args.channel],
        designated=args.to,
        template_id=args.template,
        order_id=names.order(core, args.order).id if args.order else None,
    )
    body = await core.call("POST", "/v1/messages/calls", CallSentBody, wanted)
    lines = [f"{each.channel.value}: {_OUTCOMES[each.outcome]}" for each in body.channels]
    return "\n".join([*lines, *(_line(message) for message in body.messages)])


async def log(core: Core, args: argparse.Namespace) -> str:
    """Oldest of the newest first, so that the last line is the latest."""
    asked = {name: getattr(args, name) for name in ("status", "event", "channel", "day", "text")}
    query = {name: value for name, value in asked.items() if value} | {"limit": args.limit}
    page = await core.call("GET", f"/v1/messages?{urlencode(query)}", Page[MessageBody])
    return "\n".join(_line(message) for message in reversed(page.items)) or "没有记录"


def calls_text(core: Core) -> str:
    """Guests' calls that wait or were accepted, oldest first; over them how fresh that is."""
    head = f"{core.now().astimezone():%H:%M:%S} {core.link.phase.value}"
    rows = names.rows(core, "service_calls", ServiceCallRow)
    lines = [
        f"{call.called_at.astimezone():%H:%M:%S} {call.room_name or call.hand_tag or ''} {call.text}"
        f" {call.state.value}{f' {call.accepted_name}' if call.accepted_name else ''}  [{call.id[-6:]}]"
        for call in sorted(rows, key=lambda each: each.called_at)
    ]
    return "\n".join([head, *(lines or ["没有呼叫"])])


OPERATIONS: Final[dict[str, Said]] = {"messages": log}


def _line(message: MessageBody) -> str:
    why = f" ({message.why})" if message.why else ""
    who = f" {message.speaker}" if message.speaker else ""
    return (
        f"{message.created_at.astimezone():%m-%d %H:%M:%S} {message.channel:10} "
        f"{_STATUSES[message.status]}{why}{who} 第{message.repeat}次 {message.shown}"
    )


def _param(pair: str) -> tuple[str, str]:
    name, mark, value = pair.partition("=")
    if not mark:
        raise names.NotFoundHere(f"参数写作 名称=值: {pair}")
    return name, value


def _number(msg_type: MessageType) -> Any:  # Any: one of the wire's literals
    return int(msg_type)
