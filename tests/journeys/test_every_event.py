"""Every event of the message centre, from the change to the sound: real server, real cores, real WAV files.

One evening in a table: what somebody does, who is heard, and what. Two desks share an account; over
both each sentence is heard once.
"""

from __future__ import annotations

import wave
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from common.domain.speaking import Spoken, Utterance
from common.speech import WavSpeaker
from server.entry.demo.venue import Venue
from tests.support.devices import Device
from tests.support.venues import Cores, Desk, Json
from tests.support.waiting import until

pytestmark = [pytest.mark.xdist_group("venue"), pytest.mark.timeout(150)]

CONFIGS = "/v1/messages/configs"
SPOKEN_HERE = ("line.cancelled/cashier", "stay.moved/kitchen", "sms.low_balance/cashier")
"""Shown only in a house that has set nothing."""


@dataclass
class Aloud:
    """One loudspeaker for the whole venue, into files: says whose device said what."""

    speaker: WavSpeaker
    heard: list[tuple[str, str, Path]] = field(default_factory=list)

    def of(self, name: str) -> Voice:
        return Voice(name, self)

    def said(self, *names: str) -> list[str]:
        return [text for name, text, _ in self.heard if name in names]

    async def says(self, name: str, text: str) -> None:
        """`name` (or `name` and its sisters, by the beginning) is heard to say `text`, in sound."""

        def found() -> list[Path]:
            return [file for who, said, file in self.heard if said == text and who.startswith(name)]

        await until(found, 15.0, f"{name} saying {text}; heard {self.heard}")
        files = found()
        assert len(files) == 1, f"{text} was said {len(files)} times"
        with wave.open(str(files[0])) as sound:
            assert sound.getnframes() / sound.getframerate() > 0.5


@dataclass
class Voice:
    name: str
    aloud: Aloud

    async def warm(self) -> None:
        await self.aloud.speaker.warm()

    async def say(self, utterance: Utterance) -> Spoken:
        spoken = await self.aloud.speaker.say(utterance)
        assert spoken.was_heard, spoken
        self.aloud.heard.append((self.name, utterance.text, Path(spoken.file)))
        return spoken

    async def close(self) -> None:
        """The loudspeaker is everybody's."""


@asynccontextmanager
async def loudspeaker(folder: Path) -> AsyncIterator[Aloud]:
    speaker = WavSpeaker(folder / "said")
    try:
        yield Aloud(speaker)
    finally:
        await speaker.close()


class Evening:
    """What people do; each answer is the server's."""

    def __init__(self, venue: Venue) -> None:
        self.venue = venue
        self.pad = Desk(venue, "pad", "801")
        self.boss = Desk(venue, "cashier")
        pin = venue.command_line("staff-pin", "--shop", "demo", "--login", "brand").strip()
        self.boss.sign_in("brand", pin)

    def set(self, pair: str, **over: Any) -> None:
        """Any: fields of the setting."""
        items = self.boss.get(CONFIGS)["items"]
        [fields] = [x["fields"] for x in items if f"{x['event']}/{x['channel']}" == pair]
        self.boss.put(f"{CONFIGS}/{pair}", {**fields, **over})

    def order(self, dish: str, quantity: int = 1) -> Json:
        wanted = {"goods_id": self.pad.goods(dish), "quantity": quantity}
        return self.pad.post("/v1/orders", {"lines": [wanted]})

    def act(self, line: Json, *actions: str, **body: Any) -> None:
        for action in actions:
            self.boss.post(f"/v1/lines/{line['id']}/{action}", body)

    def close(self) -> None:
        self.pad.close()
        self.boss.close()


def line_of(order: Json) -> Json:
    line: Json = order["batches"][-1]["lines"][0]
    return line


def messages(evening: Evening, **which: str) -> list[Json]:
    query = "&".join(f"{name}={value}" for name, value in which.items())
    return list(evening.boss.get(f"/v1/messages?limit=200&{query}")["items"])


@pytest.fixture
def evening(venue: Venue) -> Iterator[Evening]:
    opened = Evening(venue)
    yield opened
    opened.close()


async def test_every_event_is_heard_where_it_should_be(
    evening: Evening, cores: Cores, tmp_path: Path
) -> None:
    for pair in SPOKEN_HERE:
        evening.set(pair, is_spoken=True)
    async with loudspeaker(tmp_path) as aloud:
        kitchen = await cores.paired("kitchen", name="主灶屏", speaker=aloud.of("kitchen"))
        for name, kind in (
            ("desk 1", "cashier"),
            ("desk 2", "cashier"),
            ("waiter", "waiter"),
            ("board", "call_board"),
        ):
            await cores.paired(kind, name=name, speaker=aloud.of(name))

        await _a_burst(evening, aloud)
        manner = evening.boss.get("/v1/messages/manner")["fields"]
        evening.boss.put("/v1/messages/manner", {**manner, "burst_s": 0})
        dumplings = line_of(evening.order("水饺", 2))
        await aloud.says("kitchen", "八零幺房间下单了水饺两份,请注意")
        cola = line_of(evening.order("可乐", 12))
        await aloud.says("kitchen", "八零幺房间加单了可乐十二瓶,请注意")
        evening.act(dumplings, "rush")
        await aloud.says("kitchen", "八零幺房间催菜,水饺两份,请尽快")
        evening.act(dumplings, "start")
        evening.act(dumplings, "stop", reason="客人走了")
        await aloud.says("kitchen", "八零幺房间的水饺两份停做,请确认")
        evening.act(dumplings, "finish", "notify")
        await aloud.says("waiter", "八零幺房间的水饺两份做好了,请取餐")
        await aloud.says("board", "请零二号取餐")
        evening.act(dumplings, "pick-up", "deliver")
        evening.act(dumplings, "remake", reason="掉地上了")
        await aloud.says("kitchen", "八零幺房间重做水饺一份,请注意")
        evening.pad.post(f"/v1/lines/{cola['id']}/cancel")
        await aloud.says("desk", "八零幺房间取消了可乐十二瓶")
        evening.pad.post("/v1/calls", {"template": "加水"})
        await aloud.says("desk", "八零幺房间需要加水")
        await aloud.says("waiter", "八零幺房间需要加水")
        stays = evening.boss.get("/v1/stays?state=open")["items"]
        [stay] = [each for each in stays if each["room_name"] == "801"]
        evening.boss.post(f"/v1/stays/{stay['id']}/move", {"room_id": evening.boss.room("802")})
        await aloud.says("kitchen", "八零幺房间换到八零二房间")
        _run_low(evening)
        await aloud.says("desk", "短信余额只剩五十条,请充值")

        # Started, so that its repeats are not said; the log says why.
        whys = {x["repeat"]: x["why"] for x in messages(evening, event="order.placed", text="801")}
        assert whys[2] == whys[3] == "line_waiting"

        await _a_silent_kitchen(evening, aloud, kitchen)
        assert len(aloud.said("desk 1", "desk 2")) == len(set(aloud.said("desk 1", "desk 2")))


async def _a_burst(evening: Evening, aloud: Aloud) -> None:
    """Three orders in a moment are two sentences: the first at once, the others at the end."""
    for dish, quantity in (("水饺", 2), ("可乐", 1), ("水饺", 1)):
        evening.boss.order(dish, "803", quantity)
    await aloud.says("kitchen", "八零三房间下单了水饺两份,请注意")
    await aloud.says("kitchen", "八零三房间加单了可乐一瓶、水饺一份,请注意")
    assert len(aloud.said("kitchen")) == 2


async def _a_silent_kitchen(evening: Evening, aloud: Aloud, kitchen: Device) -> None:
    """Its program ends; nobody confirms within five seconds; the desk says whose silence it was."""
    evening.set("order.placed/kitchen", confirm_within_s=5)
    await kitchen.core.aclose()
    room = {"room_id": evening.boss.room("805")}
    line = {"goods_id": evening.boss.goods("水饺"), "quantity": 1}
    evening.boss.post("/v1/orders", {**room, "lines": [line]})
    await aloud.says("desk", "主灶屏没有播报,八零五房间下单了水饺一份,请注意")


def _run_low(evening: Evening) -> None:
    """A package of 500 is paid; 450 of it are set aside for something."""
    packages = evening.boss.get("/v1/sms/packages")["items"]
    [small] = [x for x in packages if x["units"] == 500]
    wanted = {"package_id": small["id"], "paid_fen": 3000, "reference": "transfer-1"}
    evening.boss.post("/v1/sms/purchases", wanted)
    evening.venue.command_line("sms", "paid", "--shop", "demo", "--reference", "transfer-1")
    evening.boss.post("/v1/sms/holds", {"client_ref": "festival", "units": 450})
