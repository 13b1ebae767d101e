"""From a guest's tap on 下单 until the slowest of three kitchens has painted it, seen from outside."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import httpx

from common.domain.roles import Role
from common.qt.bench_patch import VARIABLE
from server.entry.demo.screens import Screen
from tests.bench.devices import pairing_code
from tests.bench.figures import Figure, at_most, beside, median, percentile
from tests.bench.world import World, new_world
from tests.bench.x11 import Eye, Finger, display
from tests.support.processes import Processes, RunningServer

KITCHENS: Final = 3
ROOM: Final = "801"
DISH: Final = "水饺"
CATEGORY: Final = "水饺面点"
VISIT: Final = 10  # orders until the room is cleaned
LOOK_EVERY_S: Final = 0.001
_PAUSE: Final = threading.Event()  # never set: the beat at which patches are sampled
STILL_S: Final = 0.3
PAINTED_WITHIN_S: Final = 5.0
OTHER_ROOMS: Final = tuple(str(number) for number in range(802, 813))


@dataclass(frozen=True, slots=True)
class Sample:
    """Times in ms after the press: as seen in the slowest framebuffer, and as that app knew it."""

    seen: float
    in_app: float


def run(*, full: bool) -> list[Figure]:
    runs, samples = (5, 2000) if full else (2, 30)
    taken = [_one_run(samples) for _ in range(runs)]
    tails = [percentile([each.seen for each in one], 0.99) for one in taken]
    seen = [each.seen for one in taken for each in one]
    in_app = [each.in_app for one in taken for each in one]
    how = f"{len(seen)} taps in {runs} runs; 1 pad, {KITCHENS} kitchens on Xvfb, 46 headless"
    return [
        at_most("pad tap → painted on the slowest kitchen, p99", max(tails), 100, "ms", how),
        beside(
            "pad tap → painted, all samples",
            f"p50 {median(seen):.0f} ms, p95 {percentile(seen, 0.95):.0f} ms",
            f"p99 of each run: {', '.join(f'{tail:.0f}' for tail in tails)} ms",
        ),
        beside(
            "the same by the apps' own clocks",
            f"p50 {median(in_app):.0f} ms, p95 {percentile(in_app, 0.95):.0f} ms",
            "press → frame swapped",
        ),
    ]


def _one_run(samples: int) -> list[Sample]:
    with new_world() as world, ExitStack() as stack:
        processes = Processes(world.folder)
        stack.callback(processes.kill_all)
        tokens = _headless_tokens(world)
        server = processes.serve(world.url)
        crowd = processes.start("tests.bench.headless", str(server.port), *tokens)
        crowd.wait_for_output("following")
        house = House(world, server, tokens)
        kitchens = [
            stack.enter_context(_kitchen(world, processes, server, number))
            for number in range(KITCHENS)
        ]
        pad, finger = stack.enter_context(_pad(world, processes, server))
        bench = Bench(house, pad, finger, kitchens)
        for kitchen in kitchens:
            kitchen.screen.see("kitchen", timeout=30.0)
        taken = [bench.sample(number) for number in range(samples + 3)][3:]  # warm
        assert crowd.is_running, crowd.output
        return taken


@dataclass(frozen=True, slots=True)
class Kitchen:
    screen: Screen
    eye: Eye
    log: Path

    def painted_after(self, moment: float) -> float:
        """When, by its own clock, the first frame with another number after `moment` was swapped."""
        until = time.monotonic() + 1.0
        while time.monotonic() < until:  # the picture may be out before the app has noted it
            lines = self.log.read_text(encoding="ascii").rpartition("\n")[0].splitlines()
            frames = [line.split() for line in lines]
            for (_, before), (at, number) in pairwise(frames):
                if number != before and float(at) > moment:
                    return float(at)
            _PAUSE.wait(LOOK_EVERY_S)
        raise AssertionError(f"{self.screen.name} noted no frame")


class House:
    """The people of the house, over HTTP: they receive guests and cook what is ordered."""

    def __init__(self, world: World, server: RunningServer, tokens: list[str]) -> None:
        self._world = world
        self._client = httpx.Client(base_url=server.url, timeout=10)
        self._desk = next(each for each in tokens if f"-{Role.CASHIER}-" in each)
        self._cook = next(each for each in tokens if f"-{Role.KITCHEN}-" in each)
        self._keys = 0

    def receive(self) -> None:
        self._post(self._desk, f"/v1/rooms/{self._world.room(ROOM)}/check-in", {})

    def clean(self) -> None:
        room = f"/v1/rooms/{self._world.room(ROOM)}"
        self._post(self._desk, f"{room}/leave", {})
        self._post(self._desk, f"{room}/clean", {"force": True, "reason": "bench"})

    def serve_all(self) -> None:
        """Cook and deliver what waits, so that the boards stay as full as they were."""
        answer = self._client.get("/v1/orders?state=open", headers=self._as(self._desk))
        for order in answer.json()["items"]:
            lines = [line for batch in order["batches"] for line in batch["lines"]]
            waiting = [line["id"] for line in lines if line["state"] == "waiting"]
            for who, action in (
                (self._cook, "start"),
                (self._cook, "finish"),
                (self._desk, "pick-up"),
                (self._desk, "deliver"),
            ):
                if waiting:
                    path = f"/v1/orders/{order['id']}/lines/{action}"
                    self._post(who, path, {"line_ids": waiting})

    def _post(self, token: str, path: str, body: dict[str, object]) -> None:
        self._keys += 1
        headers = self._as(token) | {"Idempotency-Key": f"house-{self._keys}"}
        answer = self._client.post(path, json=body, headers=headers)
        assert answer.is_success, answer.text

    def _as(self, token: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {token}"}


class Bench:
    def __init__(self, house: House, pad: Screen, finger: Finger, kitchens: list[Kitchen]) -> None:
        self._house = house
        self._pad = pad
        self._finger = finger
        self._kitchens = kitchens

    def sample(self, number: int) -> Sample:
        """One order by a tap; before it everything is prepared and still."""
        if number % VISIT == 0:
            if number:
                self._house.clean()
                self._pad.see_no("orderNumber")
            self._house.receive()
            self._pad.see(f"favourite-{DISH}", timeout=30.0)
        else:
            self._pad.tap("orderMore")
        self._pad.tap(f"category-{CATEGORY}")
        self._pad.tap(f"add-{DISH}")
        self._finger.point(*self._pad.where("placeOrder"))
        before = self._still()
        pressed_at = self._finger.press()
        seen_at = self._watch(before)
        self._pad.see("orderNumber")
        in_app = max(each.painted_after(pressed_at) for each in self._kitchens)
        self._house.serve_all()
        return Sample((seen_at - pressed_at) * 1000, (in_app - pressed_at) * 1000)

    def _numbers(self) -> list[int]:
        return [kitchen.eye.number() for kitchen in self._kitchens]

    def _still(self) -> list[int]:
        """The patches once none has moved for a while."""
        held, since = self._numbers(), time.monotonic()
        while time.monotonic() - since < STILL_S:
            _PAUSE.wait(LOOK_EVERY_S)
            if (now := self._numbers()) != held:
                held, since = now, time.monotonic()
        return held

    def _watch(self, before: list[int]) -> float:
        """When the last kitchen's patch had moved (monotonic)."""
        until = time.monotonic() + PAINTED_WITHIN_S
        waiting = dict(enumerate(before))
        while True:
            numbers, now = self._numbers(), time.monotonic()
            waiting = {which: old for which, old in waiting.items() if numbers[which] == old}
            if not waiting:
                return now
            assert now < until, f"kitchens {sorted(waiting)} painted nothing"
            _PAUSE.wait(LOOK_EVERY_S)


def _headless_tokens(world: World) -> list[str]:
    """46 terminals of every kind."""
    rooms = [world.room(name) for name in OTHER_ROOMS]
    return [
        *world.terminals(Role.WAITER, 20),
        *world.terminals(Role.CASHIER, 5),
        *world.terminals(Role.KITCHEN, 5),
        *world.terminals(Role.CALL_BOARD, 1),
        *world.terminals(Role.PAD, 15, rooms),
    ]


@contextmanager
def _kitchen(
    world: World, processes: Processes, server: RunningServer, number: int
) -> Iterator[Kitchen]:
    name = f"kitchen-{number}"
    log = world.folder / f"{name}.frames"
    code = pairing_code(world, processes, "kitchen")
    with (
        display(world.folder / name, 1920, 1080) as (shown_on, framebuffer),
        _app(world, server, "kds_app", name, code, shown_on, {VARIABLE: str(log)}) as screen,
    ):
        yield Kitchen(screen, Eye(framebuffer), log)


@contextmanager
def _pad(
    world: World, processes: Processes, server: RunningServer
) -> Iterator[tuple[Screen, Finger]]:
    code = pairing_code(world, processes, "pad", "--room", ROOM)
    with (
        display(world.folder / "pad", 1280, 800) as (shown_on, _),
        _app(world, server, "pad_app", "pad", code, shown_on, {}) as screen,
    ):
        yield screen, Finger(shown_on)


@contextmanager
def _app(
    world: World,
    server: RunningServer,
    module: str,
    name: str,
    code: str,
    shown_on: str,
    more: dict[str, str],
) -> Iterator[Screen]:
    arguments = [
        *("--server", server.url, "--pair", code, "--name", name),
        *("--device-file", str(world.folder / f"{name}.db"), "--kiosk"),
        *(("--speech", "silent") if module == "kds_app" else ()),
    ]
    shown = {"DISPLAY": shown_on, "QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software"}
    with Screen(module, arguments, world.folder / f"{name}.log", shown | more) as screen:
        yield screen
