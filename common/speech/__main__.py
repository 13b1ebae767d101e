"""试听 from a shell: `python -m common.speech "801房间下单了水饺2份,请注意"`.

Exit status 0 only if it was really heard (or written): good for a venue's morning check.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from common.domain.announcement_defaults import DEFAULTS
from common.domain.announcing import Channel, Event
from common.domain.chimes import Chime
from common.domain.sentences import Guest, SpokenLine, order_sentence
from common.domain.speaking import NORMAL_RATE, Spoken, Utterance
from common.speech.settings import SpeakerKind, speaker_from_settings


def _sample() -> str:
    told = DEFAULTS[Event.ORDER_PLACED, Channel.KITCHEN]
    return order_sentence(told, Guest(room_name="801"), [SpokenLine("水饺", 2)]).spoken


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m common.speech", description=__doc__)
    parser.add_argument("text", nargs="?", default=_sample(), help="what to say")
    parser.add_argument("--engine", type=SpeakerKind, choices=list(SpeakerKind), default="pyttsx3")
    parser.add_argument("--directory", type=Path, default=Path("build/speech"), help="of wav files")
    parser.add_argument("--chime", type=Chime, choices=list(Chime), default=Chime.NEW)
    parser.add_argument("--volume", type=float, default=1.0, help="0.0–1.0")
    parser.add_argument("--rate", type=int, default=NORMAL_RATE, help="words a minute, 80–320")
    parser.add_argument("--voice", default="", help="id of an installed voice")
    return parser.parse_args(arguments)


async def _say(options: argparse.Namespace) -> Spoken:
    speaker = speaker_from_settings(
        options.engine, directory=options.directory, voice=options.voice
    )
    try:
        await speaker.warm()
        return await speaker.say(
            Utterance(options.text, options.chime, options.volume, options.rate, key="selftest")
        )
    finally:
        await speaker.close()


def main(arguments: Sequence[str] | None = None) -> int:
    options = _arguments(arguments)
    spoken = asyncio.run(_say(options))
    if not spoken.was_heard:
        print(f"没有播报: {spoken.reason} {spoken.detail}", file=sys.stderr)
        return 1
    print(f"已播报 {spoken.duration_ms} ms, 首声 {spoken.first_sample_ms} ms {spoken.file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
