"""A dish that no screen shows for half a minute comes out on paper, once."""

from datetime import timedelta

from common.domain.ids import LineId
from common.domain.kitchen import LineAction, LineState, MarkKind
from common.domain.marks import open_marks
from common.domain.print_rows import KitchenTicket
from common.domain.printing import LEASE, STALE_AFTER, Attention, JobState
from common.domain.roles import Actor
from common.domain.rows import LineRow
from common.wire.answers import OrderBody
from common.wire.printing import Reported
from common.wire.requests import Acknowledge, CancelLine
from server.kitchen import repository
from tests.support.clock import FakeClock
from tests.support.house import (
    COOK,
    HOT,
    NOODLE_COOK,
    NOODLES,
    PAD,
    SHOP,
    cola,
    dumplings,
    fish,
)
from tests.support.press import SECOND_DESK, Press


def tickets(press: Press) -> list[KitchenTicket]:
    papers = [press.job(row.id).paper for row in press.jobs()]
    return [paper for paper in papers if isinstance(paper, KitchenTicket)]


def names(press: Press) -> list[list[str]]:
    return [[line.name for line in paper.lines] for paper in tickets(press)]


def line_of(press: Press, order: OrderBody, name: str) -> LineRow:
    """As it is stored now."""
    (docket,) = press.units.run_read(lambda s: repository.dockets(s, SHOP, [order.id]))
    return next(line for line in docket.lines.values() if line.name == name)


def seen(press: Press, order: OrderBody, actor: Actor = COOK) -> None:
    """A kitchen screen acknowledges what it shows of the order."""
    ids = [LineId(line.id) for batch in order.batches for line in batch.lines]
    press.do(actor, lambda kitchen: kitchen.orders.lines_seen(ids))


async def test_what_nobody_saw_is_printed_once_on_its_stations_printers(press: Press) -> None:
    hot = press.printer("热菜", station_ids=[HOT])
    press.printer("面点", station_ids=[NOODLES])
    watch = press.watch()
    press.place(PAD, dumplings(note="多醋"), fish(), note="快一点")
    await watch.look()
    assert press.jobs() == []  # half a minute has not passed
    await press.nobody_sees(watch)
    await press.nobody_sees(watch)
    await press.watch().look()  # another process, or this one after a restart
    assert sorted(names(press)) == [["水饺"], ["蒸鱼"]]
    paper = next(paper for paper in tickets(press) if paper.stations == ("热菜",))
    assert (paper.room_name, paper.number, paper.addition, paper.note) == (
        "801",
        "#01",
        0,
        "快一点",
    )
    assert press.take(hot).numbers == "#01"


async def test_a_station_whose_screen_lives_gets_no_paper(press: Press) -> None:
    press.printer("热菜", station_ids=[HOT])
    press.printer("面点", station_ids=[NOODLES])
    watch = press.watch()
    order = press.place(PAD, dumplings(), fish())
    seen(press, order, actor=NOODLE_COOK)
    await press.nobody_sees(watch)
    assert names(press) == [["蒸鱼"]]


async def test_what_was_cooked_or_cancelled_meanwhile_needs_no_paper(press: Press) -> None:
    press.printer("厨房", station_ids=[HOT, NOODLES])
    watch = press.watch()
    order = press.place(PAD, dumplings(), fish(), cola())
    (batch,) = order.batches
    press.act(COOK, batch.lines[0].id, LineAction.START)
    press.do(PAD, lambda kitchen: kitchen.lines.cancel(batch.lines[1].id, CancelLine()))
    await press.nobody_sees(watch)
    assert names(press) == [["可乐"]]  # routed nowhere: the kitchen's first printer has it


async def test_only_the_new_dishes_of_an_addition_are_printed(press: Press) -> None:
    press.printer("厨房", station_ids=[HOT, NOODLES])
    watch = press.watch()
    seen(press, press.place(PAD, dumplings()))
    press.place(PAD, fish())
    await press.nobody_sees(watch)
    assert [(paper.addition, len(paper.lines)) for paper in tickets(press)] == [(1, 1)]


async def test_without_a_printer_the_desk_holds_the_paper(press: Press) -> None:
    press.printer()  # receipts only
    watch = press.watch()
    press.place(PAD, dumplings())
    await press.nobody_sees(watch)
    (row,) = press.jobs()
    assert (row.state, row.why, row.room_name) == (JobState.FAILED, Attention.NO_PRINTER, "801")
    # the cashier carries it to the kitchen: on the desk's printer, as a first print
    again = press.print(lambda house: house.queue.again(row.id))
    assert (again.state, again.copies) == (JobState.QUEUED, 0)


async def test_the_printed_dishes_say_so_until_a_cook_who_sees_them_acknowledges(
    press: Press,
) -> None:
    kitchen_printer = press.printer("厨房", station_ids=[HOT, NOODLES])
    watch = press.watch()
    order = press.place(PAD, dumplings(), fish())
    await press.nobody_sees(watch)
    assert open_marks(line_of(press, order, "水饺")) == ()  # not on paper yet
    press.comes_out(kitchen_printer)
    marked = [open_marks(line_of(press, order, name)) for name in ("水饺", "蒸鱼")]
    assert [mark[0].kind for mark in marked] == [MarkKind.PRINTED] * 2
    seen(press, order)  # the screen is back
    line = line_of(press, order, "水饺")
    press.do(
        COOK, lambda kitchen: kitchen.lines.acknowledge(line.id, Acknowledge(mark=MarkKind.PRINTED))
    )
    after = line_of(press, order, "水饺")
    assert (after.state, open_marks(after)) == (LineState.WAITING, ())


async def test_a_paper_that_a_screen_overtook_is_not_printed(press: Press) -> None:
    printer = press.printer("厨房", station_ids=[HOT, NOODLES])
    watch = press.watch()
    order = press.place(PAD, dumplings())
    await press.nobody_sees(watch)
    seen(press, order)
    assert press.claim(printer) is None
    (row,) = press.jobs()
    assert (row.state, row.why) == (JobState.CANCELLED, Attention.SEEN_MEANWHILE)


async def test_a_kitchens_paper_of_ten_minutes_is_not_printed_by_itself(
    press: Press, clock: FakeClock
) -> None:
    printer = press.printer("厨房", station_ids=[HOT, NOODLES])
    watch = press.watch()
    press.place(PAD, dumplings())
    await press.nobody_sees(watch)
    clock.advance(STALE_AFTER + timedelta(seconds=1))
    assert press.claim(printer) is None
    (row,) = press.jobs()
    assert (row.state, row.why) == (JobState.SKIPPED, Attention.TOO_OLD)
    press.print(lambda house: house.queue.again(row.id))
    clock.advance(STALE_AFTER * 2)  # asked for by a person: it waits as long as it has to
    assert press.comes_out(printer).state is JobState.PRINTED


async def test_a_ticket_whose_desk_died_in_the_middle_comes_out_again_as_a_copy(
    press: Press, clock: FakeClock
) -> None:
    printer = press.printer("厨房", station_ids=[HOT, NOODLES])
    watch = press.watch()
    press.place(PAD, dumplings())
    await press.nobody_sees(watch)
    for copies in range(3):
        job = press.take(printer)
        assert job.copies == copies
        press.report(job, Reported.BEGUN)
        clock.advance(LEASE)
    job = press.take(printer, SECOND_DESK)
    press.report(job, Reported.BEGUN, SECOND_DESK)
    press.report(job, Reported.MAYBE_PRINTED, SECOND_DESK)
    (row,) = press.jobs()  # a printer that always breaks off is not fed for ever
    assert (row.state, row.copies) == (JobState.UNSURE, 3)


async def test_what_a_standstill_left_is_not_printed_in_heaps(
    press: Press, clock: FakeClock
) -> None:
    press.printer("厨房", station_ids=[HOT, NOODLES])
    press.place(PAD, dumplings())
    clock.advance(STALE_AFTER + timedelta(minutes=1))
    press.place(PAD, fish())
    await press.nobody_sees(press.watch())  # the server was away for eleven minutes
    assert names(press) == [["蒸鱼"]]
