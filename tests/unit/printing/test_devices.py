"""What may have come of a print, on real sockets and files."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from common.domain.errors import Invalid
from common.domain.printing import PrinterKind, PrinterState, network_address
from common.printing import (
    Device,
    MaybePrinted,
    NotBegun,
    NotPrinted,
    Patience,
    Printed,
    device_at,
    encoded,
    slip,
)
from tests.support.fake_printer import FakePrinter, Mood
from tests.support.papers import RECEIPT, TICKET

# A printer that takes longer than `status_s` is taken for one that answers nothing.
QUICK = Patience(connect_s=1.0, status_s=0.5, send_s=0.5, finish_s=0.5)
DATA = encoded(slip(RECEIPT, 48))


@pytest.fixture
def printer() -> Iterator[FakePrinter]:
    with FakePrinter.running() as printer:
        yield printer


def at(printer: FakePrinter) -> Device:
    return device_at(PrinterKind.NETWORK, printer.address, QUICK)


def yes() -> bool:
    return True


def test_a_printer_that_answers_confirms_the_print(printer: FakePrinter) -> None:
    assert at(printer).look() is PrinterState.READY
    assert at(printer).print(DATA, yes) == Printed(is_confirmed=True)
    assert printer.paper == DATA
    assert printer.headings == ["云麓汤泉 · 人民路店"]


def test_a_printer_that_answers_nothing_is_believed_when_it_took_the_bytes(
    printer: FakePrinter,
) -> None:
    printer.mood = Mood.SILENT
    assert at(printer).print(DATA, yes) == Printed(is_confirmed=False)
    assert printer.paper == DATA


@pytest.mark.parametrize(
    ("mood", "state"),
    [
        (Mood.OUT_OF_PAPER, PrinterState.PAPER_OUT),
        (Mood.COVER_OPEN, PrinterState.COVER_OPEN),
        (Mood.REFUSES, PrinterState.UNREACHABLE),
    ],
)
def test_a_printer_that_cannot_print_gets_no_byte(
    printer: FakePrinter, mood: Mood, state: PrinterState
) -> None:
    printer.mood = mood
    asked: list[bool] = []
    outcome = at(printer).print(DATA, lambda: not asked.append(True))  # type: ignore[func-returns-value]
    assert isinstance(outcome, NotPrinted)
    assert outcome.state is state
    assert asked == []
    assert printer.paper == b""
    assert at(printer).look() is state


def test_nobody_at_the_address() -> None:
    with FakePrinter.running() as printer:
        address = printer.address
    device = device_at(PrinterKind.NETWORK, address, QUICK)
    assert device.look() is PrinterState.UNREACHABLE
    assert isinstance(device.print(DATA, yes), NotPrinted)


def test_a_line_that_is_cut_in_the_middle_leaves_it_open(printer: FakePrinter) -> None:
    printer.mood = Mood.CUT
    outcome = at(printer).print(DATA, yes)
    assert isinstance(outcome, MaybePrinted)
    assert printer.paper == DATA[: printer.cut_after]


def test_paper_that_ends_in_the_middle_leaves_it_open_and_says_why(printer: FakePrinter) -> None:
    printer.mood = Mood.RUNS_OUT
    outcome = at(printer).print(DATA, yes)
    assert isinstance(outcome, MaybePrinted)
    assert outcome.state is PrinterState.PAPER_OUT


def test_a_printer_that_hangs_is_not_waited_for_longer_than_agreed(printer: FakePrinter) -> None:
    printer.mood = Mood.HANGS
    huge = DATA * 20_000  # more than any socket buffer takes
    assert isinstance(at(printer).print(huge, yes), MaybePrinted)


def test_who_may_not_begin_sends_nothing(printer: FakePrinter) -> None:
    assert at(printer).print(DATA, lambda: False) == NotBegun()
    assert printer.paper == b""


# ── a path ───────────────────────────────────────────────────────────────────────────────────────


def test_a_file_collects_what_is_printed(tmp_path: Path) -> None:
    path = tmp_path / "receipts.bin"
    device = device_at(PrinterKind.FILE, str(path), QUICK)
    assert device.look() is PrinterState.READY
    for paper in (RECEIPT, TICKET):
        assert device.print(encoded(slip(paper, 48)), yes) == Printed(is_confirmed=False)
    assert path.read_bytes() == DATA + encoded(slip(TICKET, 48))


def test_a_device_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    gone = device_at(PrinterKind.FILE, "/dev/no-such-printer", QUICK)
    assert gone.look() is PrinterState.UNREACHABLE
    assert isinstance(gone.print(DATA, yes), NotPrinted)
    assert not os.path.exists("/dev/no-such-printer")
    lost = device_at(PrinterKind.FILE, str(tmp_path / "no" / "folder"), QUICK)
    assert lost.look() is PrinterState.UNREACHABLE


def test_a_full_device_is_out_of_paper() -> None:
    outcome = device_at(PrinterKind.FILE, "/dev/full", QUICK).print(DATA, yes)
    assert isinstance(outcome, NotPrinted)
    assert outcome.state is PrinterState.PAPER_OUT


def test_a_device_that_stops_taking_bytes_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "lp0"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        outcome = device_at(PrinterKind.FILE, str(path), QUICK).print(DATA * 2_000, yes)
    finally:
        os.close(reader)
    assert isinstance(outcome, MaybePrinted)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("192.168.1.50", ("192.168.1.50", 9100)),
        (" printer.lan:9101 ", ("printer.lan", 9101)),
        ("[fe80::1]:9100", ("fe80::1", 9100)),
        ("fe80::1", ("fe80::1", 9100)),
    ],
)
def test_an_address_as_people_write_it(text: str, where: tuple[str, int]) -> None:
    assert network_address(text) == where


@pytest.mark.parametrize(
    "text", ["", ":9100", "host:", "host:port", "host:0", "host:70000", "a b", "http://x", "h:１"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        network_address(text)
    assert refused.value.code == "printer.address"


def test_printing_waits_in_no_lock_of_its_own(printer: FakePrinter) -> None:
    """Two threads print to two connections: the printer has both, one after the other."""
    threads = [threading.Thread(target=at(printer).print, args=(DATA, yes)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(printer.paper) == 2 * len(DATA)
