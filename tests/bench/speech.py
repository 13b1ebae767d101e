"""From a granted announcement to the first sample of its sentence that is not silence."""

from __future__ import annotations

import asyncio
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from common.domain.speaking import Utterance
from common.speech.engine import WavSpeaker
from tests.bench.figures import Figure, at_most, beside, median, percentile
from tests.bench.world import new_world

SENTENCES: Final = (
    "八零幺房间下单了水饺两份,请注意",
    "八零幺房间加单了可乐一瓶,请注意",
    "手牌六六八下单了宫保鸡丁一份,扬州炒饭两份,请注意",
    "八幺二房间催菜,清炒时蔬一份,请尽快制作",
    "请八零五房间取餐,红烧牛肉面一份",
    "八零三房间换到八零九房间,请注意",
)


def run(*, full: bool) -> list[Figure]:
    with new_world() as world:
        warm, cold = asyncio.run(_measure(world.folder, *((400, 20) if full else (48, 5))))
    return [
        at_most(
            "granted → first sample of the sentence, warm, p95",
            percentile(warm, 0.95),
            300,
            "ms",
            f"{len(warm)} sentences into WAV files, chime excluded; p50 {median(warm):.0f} ms",
        ),
        beside(
            "the same when the child has to be started first",
            f"p50 {median(cold):.0f} ms",
            f"{len(cold)} cold starts; screens warm their voice at their start",
        ),
    ]


async def _measure(folder: Path, warm: int, cold: int) -> tuple[list[float], list[float]]:
    speaker = WavSpeaker(folder / "warm")
    await speaker.warm()
    spoken = [await _first_sample_ms(speaker, said) for said in islice(cycle(SENTENCES), warm)]
    await speaker.close()
    started = []
    for number in range(cold):
        speaker = WavSpeaker(folder / f"cold-{number}")
        started.append(await _first_sample_ms(speaker, SENTENCES[0]))
        await speaker.close()
    return spoken, started


async def _first_sample_ms(speaker: WavSpeaker, sentence: str) -> float:
    heard = (await speaker.say(Utterance(sentence))).first_sample_ms
    assert heard is not None, sentence
    return heard
