"""The server's command line: `python -m server <command>`."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import insert

from common.domain.errors import ZaotaiError
from common.domain.ids import DeviceId
from common.domain.roles import DEVICE_KINDS, Actor, Role
from common.domain.sms_text import MessageKind
from server.db.schema_version import newest, version
from server.db.units import Units, open_units
from server.entry import checkup, cli_sms_simulator, sms_commands
from server.entry.pairing_codes import new_pairing_code, shop_of
from server.entry.seeding import read_plan, seed
from server.entry.sms_trace import trace
from server.gateways.clock import SystemClock
from server.lib import logs
from server.lib.settings import Settings, describe, load
from server.shop import tokens
from server.shop.models import Device
from server.shop.repository import ShopRepository
from server.shop.staff import StaffService
from server.sms.accepting import Wanted

FAILED: Final = 1
UNUSABLE: Final = 2
_LONG_RUNNING: Final = frozenset({"serve", "worker", "sms-simulator"})

Command = Callable[[argparse.Namespace, Settings], int]


class CommandFailed(ZaotaiError):
    """What was asked cannot be done; the text says why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code (0 done, 1 failed, 2 wrong usage or settings)."""
    parsed = _parser().parse_args(arguments)
    try:
        settings = load()
        logs.configure(settings.log_level if parsed.command in _LONG_RUNNING else "warning")
        run: Command = parsed.run
        return run(parsed, settings)
    except ZaotaiError as error:
        print(f"server {parsed.command}: {logs.mask_phones(str(error))}", file=sys.stderr)
        return UNUSABLE


# ── commands ────────────────────────────────────────────────────────────────────────────────────


def _migrate(_: argparse.Namespace, settings: Settings) -> int:
    from server.db import migrate

    _make_folder(settings)
    migrate.migrate(settings.database_url)
    print(f"schema {newest()}")
    return 0


def _seed_demo(_: argparse.Namespace, settings: Settings) -> int:
    plan = read_plan()
    with _units(settings) as units:
        units.run_write(lambda unit: seed(unit, plan))
    dishes = sum(len(category.dishes) for category in plan.categories)
    print(
        f"shop {plan.shop.code}: {plan.shop.name}, rooms {plan.rooms.first}-{plan.rooms.last}, "
        f"{dishes} dishes"
    )
    return 0


def _serve(parsed: argparse.Namespace, settings: Settings) -> int:
    from server.entry.app import create_app
    from server.entry.serving import callback_base, serve

    _require_newest(settings)
    host, port = parsed.host or settings.host, parsed.port or settings.port
    app = create_app(settings, callback_base=callback_base(host, port))

    def tell() -> None:
        print(f"Zaotai is ready at http://{host}:{port}", flush=True)

    return 0 if serve(app, host, port, tell) else FAILED


def _worker(_: argparse.Namespace, settings: Settings) -> int:
    from server.entry.between import processes_poked
    from server.entry.workers import working
    from server.gateways.sms.setup import links_of

    _require_newest(settings)
    sms = links_of(settings)

    async def work() -> None:
        units = open_units(settings.database_url)
        asked_to_stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, asked_to_stop.set)
        try:
            async with processes_poked(settings, units), working(units, SystemClock(), sms):
                print("Zaotai worker is ready", flush=True)
                await asked_to_stop.wait()
        finally:
            await sms.provider.close()
            await units.close()

    asyncio.run(work())
    return 0


def _openapi(_: argparse.Namespace, settings: Settings) -> int:
    from server.entry.app import create_app
    from server.entry.openapi import document

    found = document(create_app(settings)).to_schema()
    print(msgspec.json.format(msgspec.json.encode(found)).decode())
    return 0


def _pairing_code(parsed: argparse.Namespace, settings: Settings) -> int:
    """Prints the code and nothing else, for scripts; how long it lasts goes to stderr."""
    if (parsed.kind == Role.PAD) is not bool(parsed.room):
        raise CommandFailed("a pad needs --room, no other kind takes one")
    with _units(settings) as units:
        code, record = new_pairing_code(
            units,
            parsed.shop,
            Role(parsed.kind),
            parsed.room or "",
            parsed.station or (),
            parsed.speech_zone,
        )
    print(code)
    print(f"good until {record.expires_at:%H:%M} UTC, for one terminal", file=sys.stderr)
    return 0


def _staff_pin(parsed: argparse.Namespace, settings: Settings) -> int:
    """Sets a new PIN and prints it."""
    pin = tokens.new_pin()
    pin_hash = tokens.hash_pin(pin)
    with _units(settings) as units:
        shop_id = shop_of(units, parsed.shop)
        staff = units.run_read(lambda s: ShopRepository(s).staff_by_login(shop_id, parsed.login))
        if staff is None:
            raise CommandFailed(f"nobody signs in as {parsed.login!r} in this shop")
        actor = Actor(shop_id, Role.BRAND_ADMIN)
        units.run_write(lambda unit: StaffService(unit, actor).set_pin(staff.id, pin_hash))
    print(pin)
    return 0


def _integration_token(parsed: argparse.Namespace, settings: Settings) -> int:
    """Prints a token for another program; like a terminal's, it is revoked as a device."""
    token = tokens.new_device_token()
    with _units(settings) as units:
        shop_id = shop_of(units, parsed.shop)
        units.run_write(
            lambda unit: unit.session.execute(
                insert(Device).values(
                    id=DeviceId(unit.new_id()),
                    shop_id=shop_id,
                    kind=Role.INTEGRATION,
                    name=parsed.name,
                    station_ids=[],
                    speech_zone="",
                    wants=[],
                    token_hash=tokens.digest(token),
                    paired_at=unit.now,
                )
            )
        )
    print(token)
    return 0


def _sms_balance(parsed: argparse.Namespace, settings: Settings) -> int:
    with _units(settings) as units:
        shop_id = shop_of(units, parsed.shop)
        for line in units.run_read(lambda session: list(sms_commands.balance(session, shop_id))):
            print(line)
    return 0


def _sms_send(parsed: argparse.Namespace, settings: Settings) -> int:
    """The servers and workers that run send it; `sms trace` tells how it went."""
    from server.gateways.sms.setup import links_of

    reference = parsed.reference or f"cli:{uuid.uuid4()}"
    wanted = Wanted(MessageKind(parsed.kind), parsed.phone, reference, text=parsed.text)
    provider = links_of(settings).provider
    with _units(settings) as units:
        shop_id = shop_of(units, parsed.shop)
        said = units.run_write(
            lambda unit: list(sms_commands.send(unit, shop_id, wanted, provider.opt_out))
        )
    for line in said:
        print(line)
    return 0


def _sms_trace(parsed: argparse.Namespace, settings: Settings) -> int:
    with _units(settings) as units:
        for line in units.run_read(lambda session: list(trace(session, parsed.message))):
            print(line)
    return 0


def _sms_paid(parsed: argparse.Namespace, settings: Settings) -> int:
    """Prints what the purchase has become."""
    with _units(settings) as units:
        shop_id = shop_of(units, parsed.shop)
        bought = units.run_write(lambda unit: sms_commands.paid(unit, shop_id, parsed.reference))
    print(f"{bought.reference}: {bought.units} messages, {bought.state}")
    return 0


def _backup(parsed: argparse.Namespace, settings: Settings) -> int:
    from server.db import backup

    backup.backup(settings.database_url, parsed.file)
    print(f"the shop is in {parsed.file}")
    return 0


def _restore(parsed: argparse.Namespace, settings: Settings) -> int:
    from server.db import backup

    _make_folder(settings)
    backup.restore(settings.database_url, parsed.file, replace=parsed.replace)
    print(f"the shop is as {parsed.file} has it; every screen will fetch it anew")
    return 0


def _check(_: argparse.Namespace, settings: Settings) -> int:
    from server.db import inspection

    found = inspection.check(settings.database_url)
    if not found:
        with _units(settings) as units:
            found = units.run_read(checkup.findings)
    for finding in found:
        print(finding)
    print("the database is sound" if not found else f"{len(found)} findings")
    return FAILED if found else 0


def _demo(parsed: argparse.Namespace, _: Settings) -> int:
    from server.entry.demo import command

    shows_windows = command.has_display() and not parsed.offscreen
    return command.run(parsed.folder, shows_windows=shows_windows)


def _settings(_: argparse.Namespace, __: Settings) -> int:
    for variable, default, meaning in describe():
        print(f"{variable:27} {meaning}" + (f" [{default}]" if default else ""))
    return 0


# ── shared ──────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _units(settings: Settings) -> Iterator[Units]:
    """Units on a database of this version. Raises CommandFailed."""
    _require_newest(settings)
    units = open_units(settings.database_url)
    try:
        yield units
    finally:
        asyncio.run(units.close())


def _make_folder(settings: Settings) -> None:
    prefix = "sqlite:///"
    if settings.database_url.startswith(prefix):
        Path(settings.database_url.removeprefix(prefix)).parent.mkdir(parents=True, exist_ok=True)


def _require_newest(settings: Settings) -> None:
    _make_folder(settings)
    if version(settings.database_url) != newest():
        raise CommandFailed("the database is of another version; run: python -m server migrate")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m server", description="The Zaotai server.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, run: Command, what: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=what, description=what)
        command.set_defaults(run=run)
        return command

    add("migrate", _migrate, "bring the database to the newest schema")
    add("seed-demo", _seed_demo, "load the demo brand (repeatable)")
    serving = add("serve", _serve, "HTTP and push; without Redis the workers too")
    serving.add_argument("--host", help="address to listen on")
    serving.add_argument("--port", type=int, help="port to listen on")
    add("worker", _worker, "jobs and messages only")
    add("openapi", _openapi, "print the OpenAPI document")
    pairing = add("pairing-code", _pairing_code, "print a code that pairs one terminal")
    pairing.add_argument("--shop", required=True, help="the shop's code")
    pairing.add_argument("--kind", required=True, choices=sorted(DEVICE_KINDS))
    pairing.add_argument("--room", help="a pad's room")
    pairing.add_argument("--station", action="append", help="a kitchen screen's station; none: all")
    pairing.add_argument("--speech-zone", default="", help="who is heard together")
    pin = add("staff-pin", _staff_pin, "set and print somebody's PIN")
    pin.add_argument("--shop", required=True, help="the shop's code")
    pin.add_argument("--login", required=True)
    token = add("integration-token", _integration_token, "print a token for another program")
    token.add_argument("--shop", required=True, help="the shop's code")
    token.add_argument("--name", required=True, help="what the program is called in the shop")
    _add_sms(commands)
    cli_sms_simulator.add_arguments(
        add("sms-simulator", cli_sms_simulator.run_simulator, "a provider that reaches no phone")
    )
    copying = add("backup", _backup, "write everything to FILE, also while the server runs")
    copying.add_argument("file", type=Path, metavar="FILE")
    restoring = add("restore", _restore, "fill the database from FILE; the server must be stopped")
    restoring.add_argument("file", type=Path, metavar="FILE")
    restoring.add_argument("--replace", action="store_true", help="even if it holds a shop")
    add("check", _check, "look for anything in the database that must not be")
    demo = add("demo", _demo, "an evening on the real screens; with a display, to try by hand")
    demo.add_argument("--folder", type=Path, default=Path("build/demo"), help="emptied first")
    demo.add_argument("--offscreen", action="store_true", help="play also where there is a display")
    add("settings", _settings, "list the settings")
    return parser


def _add_sms(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    what = "a brand's prepaid messages"
    parser = commands.add_parser("sms", help=what, description=what)
    topics = parser.add_subparsers(dest="topic", required=True, metavar="TOPIC")
    balance = topics.add_parser("balance", help="what is left, lot by lot")
    balance.set_defaults(run=_sms_balance)
    paid = topics.add_parser("paid", help="record a payment that no provider reports")
    paid.set_defaults(run=_sms_paid)
    paid.add_argument("--reference", required=True, help="the purchase's payment reference")
    send = topics.add_parser("send", help="send a text now")
    send.set_defaults(run=_sms_send)
    send.add_argument("--kind", choices=list(MessageKind), default=MessageKind.NOTICE)
    send.add_argument("--phone", required=True, action="append", help="again for each phone")
    send.add_argument("--text", required=True, help="whole, with its signature 【…】 first")
    send.add_argument("--reference", help="the same one again sends nothing more")
    tracing = topics.add_parser("trace", help="what happened to a message, from freeze to receipt")
    tracing.set_defaults(run=_sms_trace)
    tracing.add_argument("message", help="its id")
    for topic in (balance, paid, send):
        topic.add_argument("--shop", required=True, help="the code of a shop of the brand")
