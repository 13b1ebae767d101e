"""One reader a stream: who is there, who is ahead, who has to begin again."""

from datetime import UTC, datetime

from server.db.journal import JournalEvent, StreamPosition
from server.entry.push.outgoing import Chunk
from server.entry.push.streams import StreamReader

AT = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


class Terminal:
    def __init__(self, cursor: int) -> None:
        self.cursors = {"menu": cursor}
        self.got: list[tuple[int, int]] = []
        self.frames: list[bytes] = []
        self.sent_away = ""

    def deliver(self, stream: str, chunk: Chunk) -> None:
        self.got += [(event.prev, event.seq) for event in chunk.events]
        self.frames.append(chunk.framed)
        self.cursors[stream] = chunk.last

    def must_resync(self, reason: str) -> None:
        self.sent_away = reason


def at(top: int, floor: int = 0, epoch: str = "0") -> StreamPosition:
    return StreamPosition(epoch, top, floor)


def events(first: int, last: int) -> list[JournalEvent]:
    return [
        JournalEvent("menu", seq, seq - 1, f"id{seq}", "menu.changed", AT, None, b"{}")
        for seq in range(first, last + 1)
    ]


def reader(*followers: Terminal, top: int = 5) -> StreamReader:
    made = StreamReader("menu")
    made.start_at(at(top))
    for follower in followers:
        made.followers.add(follower)
        made.join(follower)
    return made


def test_all_who_are_there_are_handed_the_very_same_bytes() -> None:
    terminals = [Terminal(5) for _ in range(3)]

    reader(*terminals).advance(at(7), events(6, 7))

    assert [t.got for t in terminals] == [[(5, 6), (6, 7)]] * 3
    assert len({id(t.frames[0]) for t in terminals}) == 1


def test_who_is_behind_is_not_served_until_it_has_caught_up() -> None:
    late = Terminal(3)
    stream = reader(late)

    stream.advance(at(6), events(6, 6))
    assert late.got == []
    assert not stream.join(late)

    late.cursors["menu"] = 6
    assert stream.join(late)
    stream.advance(at(7), events(7, 7))
    assert late.got == [(6, 7)]


def test_who_is_ahead_is_told_only_what_it_does_not_have() -> None:
    """Welcomed between the commit and the reader's look: its snapshot holds 6 and 7."""
    ahead, exact = Terminal(7), Terminal(5)
    stream = reader(ahead, exact)

    stream.advance(at(8), events(6, 8))

    assert ahead.got == [(7, 8)]
    assert exact.got == [(5, 6), (6, 7), (7, 8)]


def test_a_reader_begins_where_the_first_comer_stands() -> None:
    stream = StreamReader("menu")
    assert not stream.join(Terminal(5))

    assert stream.start_at(at(5))
    assert not stream.start_at(at(9))
    assert stream.cursor == 5


def test_another_epoch_sends_everybody_for_a_snapshot() -> None:
    terminal = Terminal(5)
    stream = reader(terminal)

    stream.advance(at(1, epoch="1"), events(1, 1))

    assert terminal.sent_away == "epoch"
    assert terminal.got == []
    assert (stream.cursor, stream.epoch) == (1, "1")


def test_rows_that_were_forgotten_before_they_were_read_are_never_skipped_over() -> None:
    terminal = Terminal(5)

    reader(terminal).advance(at(9, floor=7), events(8, 9))

    assert terminal.sent_away == "too_far"
    assert terminal.got == []


def test_who_has_left_is_told_nothing() -> None:
    terminal = Terminal(5)
    stream = reader(terminal)

    stream.leave(terminal)
    stream.advance(at(6), events(6, 6))

    assert terminal.got == []
