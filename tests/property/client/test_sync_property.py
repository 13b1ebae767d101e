"""Whatever the line loses, doubles or swaps: in the end the tables are those of a fresh snapshot."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from common.client.session import Action, Apply, FetchSnapshot, PushSession, Send
from common.domain.ids import RoomId
from common.domain.projection import Tables, apply, empty_tables, tables_of
from common.domain.rows import RoomRow, RoomState
from common.wire import codec
from common.wire.events import EventBody, Rows, Snapshot, StreamPosition
from common.wire.frames import (
    Ack,
    Event,
    Heartbeat,
    Hello,
    ServerFrame,
    StreamMode,
    Welcome,
    WelcomeStream,
)
from tests.support.rows import EVENING, a_room

STREAMS = ("kitchen", "menu")
ROOMS = tuple(RoomId(f"room-{n}") for n in range(4))


@dataclass
class FakeServer:
    """Streams whose rows belong to them alone, a journal each, and what a snapshot would say."""

    rooms: dict[str, dict[str, RoomRow]] = field(default_factory=lambda: {s: {} for s in STREAMS})
    journal: dict[str, list[Event]] = field(default_factory=lambda: {s: [] for s in STREAMS})
    version: int = 0

    def top(self, stream: str) -> int:
        return self.journal[stream][-1].seq if self.journal[stream] else 0

    def change(self, stream: str, number: int, *, gone: bool, skip: int) -> Event:
        """One room of `stream` changes or goes; `skip` seqs before it were collapsed away."""
        self.version += 1
        room_id = RoomId(f"{stream}-{ROOMS[number]}")
        if gone:
            self.rooms[stream].pop(room_id, None)
            body = EventBody(drop={"rooms": (room_id,)})
        else:
            room = a_room(id=room_id, state=RoomState.OCCUPIED, version=self.version)
            self.rooms[stream][room_id] = room
            body = EventBody(put=Rows(rooms=(room,)))
        prev = self.top(stream)
        seq = prev + 1 + skip
        event = Event(stream, seq, prev, f"{stream}{seq}", "room.changed", EVENING, body)
        self.journal[stream].append(event)
        return event

    def snapshot(self) -> Snapshot:
        rows = tuple(room for table in self.rooms.values() for room in table.values())
        positions = {s: StreamPosition("e", self.top(s)) for s in STREAMS}
        return Snapshot(positions, EVENING, Rows(rooms=rows))

    def tables(self) -> Tables:
        return tables_of(self.snapshot().tables.by_table())


class Device:
    """A session with a disk. A snapshot that was asked for arrives when `snapshot_comes`."""

    def __init__(self) -> None:
        self.tables: Tables = empty_tables()
        self.cursors: dict[str, StreamPosition] = {}
        self.wants_snapshot = False
        self.acked: dict[str, int] = {}
        self.session = PushSession("t", "a", "1", {})

    def connect(self, server: FakeServer) -> None:
        self.session = PushSession("t", "a", "1", self.cursors)
        self.wants_snapshot = False
        self.hears(Hello(EVENING))
        self.hears(
            Welcome(
                "x",
                EVENING,
                3.0,
                {
                    s: WelcomeStream(
                        "e",
                        server.top(s),
                        StreamMode.RESUME if s in self.cursors else StreamMode.SNAPSHOT,
                    )
                    for s in STREAMS
                },
            )
        )
        for stream in STREAMS:
            held = self.cursors.get(stream)
            for event in server.journal[stream]:
                if held is not None and event.seq > held.seq:
                    self.hears(event)

    def hears(self, frame: ServerFrame) -> None:
        self.do(self.session.received(codec.encode(frame)))

    def snapshot_comes(self, server: FakeServer) -> None:
        if self.wants_snapshot:
            self.wants_snapshot = False
            snapshot = server.snapshot()
            self.tables = tables_of(snapshot.tables.by_table())
            self.cursors = dict(snapshot.streams)
            self.do(self.session.snapshot_loaded(snapshot.streams))

    def do(self, actions: list[Action]) -> None:
        for action in actions:
            match action:
                case Apply():
                    for event in action.events:
                        apply(self.tables, event.change)
                    self.cursors[action.stream] = StreamPosition(action.epoch, action.seq)
                    self.do(self.session.committed(action.stream, action.seq))
                case FetchSnapshot():
                    self.wants_snapshot = True
                case Send(frame=Ack(s=stream, seq=seq)):
                    assert seq <= self.cursors[stream].seq, "acked what is not on the disk"
                    self.acked[stream] = seq
                case _:
                    continue


class Step(msgspec.Struct, frozen=True):
    kind: str
    stream: str = STREAMS[0]
    number: int = 0
    gone: bool = False
    skip: int = 0
    fate: str = "arrives"


STEPS = st.one_of(
    st.builds(
        Step,
        st.just("change"),
        st.sampled_from(STREAMS),
        st.integers(0, len(ROOMS) - 1),
        st.booleans(),
        st.integers(0, 2),
        st.sampled_from(("arrives", "arrives", "is lost", "is doubled", "is late")),
    ),
    st.builds(Step, st.sampled_from(("cut", "beat", "snapshot", "late ones arrive"))),
)


@given(st.lists(STEPS, max_size=40))
def test_any_interleaving_ends_in_the_tables_of_a_fresh_snapshot(steps: list[Step]) -> None:
    server, device = FakeServer(), Device()
    device.connect(server)
    late: list[Event] = []
    for step in steps:
        match step.kind:
            case "change":
                event = server.change(step.stream, step.number, gone=step.gone, skip=step.skip)
                _deliver(device, event, step.fate, late)
            case "cut":
                device.connect(server)
                late.clear()
            case "beat":
                _beat(server, device)
            case "snapshot":
                device.snapshot_comes(server)
            case _:
                while late:
                    device.hears(late.pop())
    _come_to_rest(server, device)
    assert device.tables == server.tables()
    assert device.acked == {stream: server.top(stream) for stream in STREAMS}


def _deliver(device: Device, event: Event, fate: str, late: list[Event]) -> None:
    match fate:
        case "arrives":
            device.hears(event)
        case "is doubled":
            device.hears(event)
            device.hears(event)
        case "is late":
            late.append(event)
        case _:
            return


def _beat(server: FakeServer, device: Device) -> None:
    device.hears(Heartbeat(EVENING, {stream: server.top(stream) for stream in STREAMS}))


def _come_to_rest(server: FakeServer, device: Device) -> None:
    """A quiet line: heartbeats go on, a snapshot that is asked for comes."""
    for _ in range(4):
        device.snapshot_comes(server)
        _beat(server, device)
