"""A device without a screen: the live board as text, and every operation by hand.

    python -m common.client pair --server URL --device-file F --code 123456
    python -m common.client watch --device-file F
    python -m common.client order 水饺*2 --room 801 --device-file F
    python -m common.client shell --device-file F

Without `--device-file` a device's `--token` (with `--server`) does, and nothing is kept. Exit code
0: carried out, 1: refused or not understood, 2: kept on this device, the server has not answered.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import shlex
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from common.client import background, cli_messages, cli_money
from common.client import cli_names as names
from common.client.api import ApiError
from common.client.board_text import board_text
from common.client.cli_shell import shell
from common.client.core import DeviceCore
from common.client.facade import Core, Phase
from common.client.store import StoreInUse
from common.domain.commands import (
    AcceptCall,
    AcknowledgeMark,
    ActOnLine,
    ActOnLines,
    CallService,
    CheckIn,
    CleanRoom,
    Command,
    FinishCall,
    LeaveRoom,
    MarkAvailable,
    MarkSoldOut,
    MoveStay,
    PlaceOrder,
    RecallLine,
    RushLine,
)
from common.domain.errors import DomainError
from common.domain.kitchen import CancelReason, LineAction, Outcome, judge
from common.domain.marks import open_marks
from common.domain.roles import Role
from common.domain.speaking import SpeechResult, Spoken, Utterance

DONE, REFUSED, KEPT = 0, 1, 2
TOKEN_VARIABLE: Final = "ZAOTAI_TOKEN"
_REPAINT_S: Final = 5.0
_LOOK_AGAIN_S: Final = 0.2
"""How long at most until a heartbeat is noticed: nobody is told of one that brings nothing new."""
_CLEAR: Final = "\x1b[H\x1b[2J"
_ACTIONS: Final = {
    "start": LineAction.START,
    "finish": LineAction.FINISH,
    "notify": LineAction.NOTIFY,
    "pick-up": LineAction.PICK_UP,
    "deliver": LineAction.DELIVER,
    "cancel": LineAction.CANCEL,
}

_SAID: Final = (ApiError, DomainError, names.NotFoundHere, StoreInUse)
"""What ends a command with a sentence for people."""

Make = Callable[[Core, argparse.Namespace], list[Command]]


class PrintedVoice:
    """Says by writing."""

    async def warm(self) -> None:
        return

    async def say(self, utterance: Utterance) -> Spoken:
        print(f"[播报] {utterance.text}", flush=True)
        return Spoken(SpeechResult.PLAYED)

    async def close(self) -> None:
        return


def _on_lines(core: Core, args: argparse.Namespace) -> list[Command]:
    action = _ACTIONS[args.command]
    given = getattr(args, "reason", None)
    is_kitchen = core.identity is not None and core.identity.kind is Role.KITCHEN
    reason = CancelReason(given or (CancelReason.OTHER if is_kitchen else CancelReason.GUEST))
    commands: list[Command] = []
    for order, lines in names.by_order(core, names.lines(core, args.lines)):
        fit = [x.id for x in lines if judge(x.state, action).outcome is not Outcome.REFUSED]
        if order.number is None or len(fit) < 2:
            fit = []  # an order that was not sent yet can only be spoken of line by line
        else:  # one command, so that the house hears one sentence that names all the dishes
            commands.append(ActOnLines(order.id, tuple(fit), action, reason))
        commands += [ActOnLine(line.id, action, reason) for line in lines if line.id not in fit]
    return commands


def _recall(core: Core, args: argparse.Namespace) -> list[Command]:
    return [RecallLine(line.id, from_state=line.state) for line in names.lines(core, args.lines)]


def _rush(core: Core, args: argparse.Namespace) -> list[Command]:
    return [RushLine(line.id) for line in names.lines(core, args.lines)]


def _acknowledge(core: Core, args: argparse.Namespace) -> list[Command]:
    return [
        AcknowledgeMark(line.id, mark.kind)
        for line in names.lines(core, args.lines)
        for mark in open_marks(line)
    ]


def _order(core: Core, args: argparse.Namespace) -> list[Command]:
    lines = tuple(names.wanted(core, each) for each in args.dishes)
    room_id = names.room_id(core, args.room) if args.room else None
    return [PlaceOrder(lines, room_id=room_id, hand_tag=args.tag, note=args.note)]


def _check_in(core: Core, args: argparse.Namespace) -> list[Command]:
    return [CheckIn(names.room_id(core, args.room), args.tag, args.guests)]


def _clean(core: Core, args: argparse.Namespace) -> list[Command]:
    room_id = names.room_id(core, args.room)
    return [CleanRoom(room_id, force=args.force, reason=args.reason)]


def _move(core: Core, args: argparse.Namespace) -> list[Command]:
    return [MoveStay(names.stay_of_room(core, args.room).id, names.room_id(core, args.to))]


def _leave(core: Core, args: argparse.Namespace) -> list[Command]:
    return [LeaveRoom(names.room_id(core, args.room))]


def _call(core: Core, args: argparse.Namespace) -> list[Command]:
    return [CallService(" ".join(args.what))]


def _accept(core: Core, args: argparse.Namespace) -> list[Command]:
    return [AcceptCall(names.call(core, args.call).id)]


def _done(core: Core, args: argparse.Namespace) -> list[Command]:
    return [FinishCall(names.call(core, args.call).id)]


def _sold_out(core: Core, args: argparse.Namespace) -> list[Command]:
    return [MarkSoldOut(names.goods(core, args.dish).id, args.cancel_waiting)]


def _available(core: Core, args: argparse.Namespace) -> list[Command]:
    return [MarkAvailable(names.goods(core, args.dish).id)]


_LINES: Final = ("lines",)
_OPERATIONS: Final[dict[str, tuple[Make, tuple[str, ...], str]]] = {
    **{name: (_on_lines, _LINES, f"{name}: 订单号(#07)、房间或行尾号") for name in _ACTIONS},
    "recall": (_recall, _LINES, "退回一步"),
    "rush": (_rush, _LINES, "催菜"),
    "acknowledge": (_acknowledge, _LINES, "知道了"),
    "order": (_order, ("dishes",), "点单: 菜名[*份数][:选项,…][=备注]"),
    "check-in": (_check_in, ("room",), "入住"),
    "leave": (_leave, ("room",), "离店"),
    "clean": (_clean, ("room",), "清洁房间"),
    "move": (_move, ("room", "to"), "换房"),
    "call": (_call, ("what",), "呼叫服务 (加水 …); 或发播报: 事件 名称=值 …"),
    "accept": (_accept, ("call",), "接受呼叫"),
    "call-done": (_done, ("call",), "呼叫已办"),
    "sold-out": (_sold_out, ("dish",), "沽清"),
    "available": (_available, ("dish",), "恢复供应"),
}
_SEVERAL: Final = frozenset({"lines", "dishes", "what"})


def parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--server", default="http://127.0.0.1:8000", help="服务器地址")
    common.add_argument("--device-file", type=Path, help="这台设备的文件")
    common.add_argument(
        "--token", default=os.environ.get(TOKEN_VARIABLE, ""), help=argparse.SUPPRESS
    )
    common.add_argument("--wait", type=float, default=10.0, help="等待服务器回答的秒数")
    common.add_argument("--verbose", action="store_true")
    top = argparse.ArgumentParser(prog="python -m common.client", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    pair = commands.add_parser("pair", parents=[common], help="用配对码登记这台设备")
    pair.add_argument("--code", required=True)
    pair.add_argument("--name", default="终端")
    watch = commands.add_parser("watch", parents=[common], help="显示实时看板")
    watch.add_argument("--once", action="store_true", help="同步后显示一次")
    commands.add_parser("sync", parents=[common], help="等到全部送出、全部收到")
    commands.add_parser(
        "shell", parents=[common], help="从标准输入逐行读命令, 每行做完打印 = 退出码"
    )
    for name, (_, positional, described) in _OPERATIONS.items():
        operation = commands.add_parser(name, parents=[common], help=described)
        for each in positional:
            operation.add_argument(each, nargs="+" if each in _SEVERAL else None)
        _add_options(name, operation)
    cli_money.add_parsers(commands, common)
    cli_messages.add_parsers(commands, common)
    return top


def _add_options(name: str, operation: argparse.ArgumentParser) -> None:
    if name == "call":
        cli_messages.add_options(operation)
    if name in ("order", "check-in"):
        operation.add_argument("--tag", help="手牌")
    if name == "order":
        operation.add_argument("--room", default="")
        operation.add_argument("--note", default="")
    if name == "check-in":
        operation.add_argument("--guests", type=int, default=1)
    if name == "cancel":
        choices = [reason.value for reason in CancelReason]
        operation.add_argument("--reason", choices=choices)
    if name == "clean":
        operation.add_argument("--force", action="store_true")
        operation.add_argument("--reason", default="")
    if name == "sold-out":
        operation.add_argument("--cancel-waiting", action="store_true")


def main(arguments: Sequence[str] | None = None) -> int:
    args = parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO if args.verbose else logging.ERROR)
    return asyncio.run(run(args))


async def run(args: argparse.Namespace) -> int:
    """Carry out one parsed command line on the running loop; its exit code."""
    try:
        return await _run(args)
    except _SAID as error:
        return _say(error)


def _say(error: Exception) -> int:
    print(f"没有做到: {error}", file=sys.stderr)
    return REFUSED


async def _run(args: argparse.Namespace) -> int:
    core = DeviceCore(args.device_file, PrintedVoice(), "common.client", "0.1.0")
    await core.start()
    try:
        if args.command == "shell":
            return await shell(lambda line: _line(core, line))
        return await _carry_out(core, args)
    finally:
        await core.aclose()


async def _carry_out(core: DeviceCore, args: argparse.Namespace) -> int:
    if args.command == "pair":
        identity = await core.pair(args.server, args.code, args.name)
        print(f"已配对: {identity.name} ({identity.kind}) {identity.device_id}")
        await _until(core, lambda: core.link.phase is Phase.LIVE, args.wait)
        return DONE
    if core.identity is None and args.token:
        await core.adopt(args.server, args.token)
    if core.identity is None:
        raise DomainError("device.unpaired")
    if args.command == "watch":
        return await _watch(core, board_text, once=args.once)
    if args.command == "sync":
        return await _sync(core, args)
    if args.command == "calls":
        return await _watch(core, cli_messages.calls_text, once=not args.watch)
    online = _online(args)
    if online is not None:
        await _until(core, lambda: core.link.phase is Phase.LIVE, args.wait)
        print(await online(core, args))
        return DONE
    return await _operate(core, args)


def _online(args: argparse.Namespace) -> cli_messages.Said | None:
    """What asks the server and waits, instead of leaving a command with the device."""
    if args.command == "call":
        return cli_messages.send if cli_messages.is_event(args.what[0]) else None
    return {**cli_money.OPERATIONS, **cli_messages.OPERATIONS}.get(args.command)


async def _line(core: DeviceCore, line: str) -> int:
    """One line of the shell, written as on the command line."""
    try:
        args = parser().parse_args(shlex.split(line))
    except (SystemExit, ValueError):  # argparse has said what is wrong
        return REFUSED
    args.once = True
    try:
        return await _carry_out(core, args)
    except _SAID as error:
        return _say(error)


async def _watch(core: DeviceCore, text: Callable[[Core], str], *, once: bool) -> int:
    """Print `text` (the board) whenever it shows something else, and every 5 s its age; until interrupted.

    On a terminal the new one takes the place of the old one.
    """
    if once:
        await _until(core, lambda: core.link.phase in (Phase.LIVE, Phase.NEEDS_PAIRING), 10.0)
        print(text(core), flush=True)
        return DONE if core.link.phase is Phase.LIVE else KEPT
    stop, changed = asyncio.Event(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    stop_wait = asyncio.create_task(stop.wait())
    unsubscribe = core.subscribe(lambda _: changed.set())
    clear = _CLEAR if sys.stdout.isatty() else ""
    shown, shown_at = "", core.monotonic()
    try:
        while not stop.is_set():
            changed.clear()
            board = text(core)
            body = board.partition("\n")[2]
            if body != shown or core.monotonic() - shown_at >= _REPAINT_S:
                print(f"{clear}{board}", flush=True)
                shown, shown_at = body, core.monotonic()
            waiting = asyncio.create_task(changed.wait())
            await asyncio.wait(
                {waiting, stop_wait}, timeout=_REPAINT_S, return_when=asyncio.FIRST_COMPLETED
            )
            waiting.cancel()
        return DONE
    finally:
        unsubscribe()
        stop_wait.cancel()


async def _operate(core: DeviceCore, args: argparse.Namespace) -> int:
    make, _, _ = _OPERATIONS[args.command]
    await _until(core, lambda: core.link.phase is Phase.LIVE, args.wait)
    commands = make(core, args)
    if not commands:
        raise names.NotFoundHere("没有可做的")
    accepted = []
    for command in commands:
        accepted.append((await core.do(command)).key)
        print(f"已记下 {accepted[-1]}", flush=True)  # on the disk: from here on it is not lost
    await _until(core, lambda: core.link.unsent == 0, args.wait)
    refused = [each for each in core.link.rejected if each.key in accepted]
    for each in refused:
        print(f"没有生效: {each.code} {dict(each.facts)}", file=sys.stderr)
        await core.settle(each.key)
    if _is_kept(core):
        return KEPT
    print(f"完成 {len(accepted) - len(refused)} / {len(accepted)}")
    return REFUSED if refused else DONE


async def _sync(core: DeviceCore, args: argparse.Namespace) -> int:
    """Until everything is sent and the server has said, after that, that nothing is left to come."""
    deadline = core.monotonic() + args.wait

    def is_sent() -> bool:
        return core.link.phase is Phase.LIVE and core.link.unsent == 0

    await _until(core, is_sent, args.wait)
    sent_at = core.now()

    def is_done() -> bool:
        as_of = core.link.as_of
        return is_sent() and as_of is not None and as_of > sent_at

    await _until(core, is_done, deadline - core.monotonic())
    return KEPT if _is_kept(core) or not is_done() else DONE


def _is_kept(core: DeviceCore) -> bool:
    if core.link.unsent:
        print(f"未发送 {core.link.unsent} 条: {core.link.problem or '没有连接'}", file=sys.stderr)
    return core.link.unsent > 0


async def _until(core: DeviceCore, condition: Callable[[], bool], timeout_s: float) -> None:
    """Until `condition`, or the time is up: without a network the device works all the same."""
    changed = asyncio.Event()
    unsubscribe = core.subscribe(lambda _: changed.set())
    deadline = core.monotonic() + timeout_s
    try:
        while not condition() and (left := deadline - core.monotonic()) > 0:
            changed.clear()
            await background.within(changed, min(left, _LOOK_AGAIN_S))
    finally:
        unsubscribe()
