"""The voice itself: a real engine in a real child, and every way in which it can fail."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import psutil
import pytest

from common.domain.chimes import Chime
from common.domain.speaking import SpeechFailure, SpeechResult, Utterance
from common.speech.engine import ChildSpeaker, WavSpeaker
from common.speech.pcm import read_wav
from common.speech.tones import tone
from tests.support.waiting import until, wait_until
from tests.unit.speech.loudspeaker import Loudspeaker

SEED = "八零幺房间下单了水饺两份,请注意"


async def test_a_sentence_is_played_to_its_end(
    speaker: ChildSpeaker, loudspeaker: Loudspeaker
) -> None:
    spoken = await speaker.say(Utterance(SEED))

    assert spoken.result is SpeechResult.PLAYED
    [sound] = loudspeaker.heard
    assert not sound.is_silent
    assert sound.duration_ms == spoken.duration_ms > 2000


async def test_what_was_heard_says_how_long_its_first_sample_took(speaker: ChildSpeaker) -> None:
    """`make bench` holds it against the budget, chime and cold start apart."""
    await speaker.warm()
    bare = await speaker.say(Utterance("加单"))
    chimed = await speaker.say(Utterance("加单", chime=Chime.ADDED))
    assert bare.first_sample_ms is not None
    assert chimed.first_sample_ms is not None


async def test_the_chime_comes_before_the_sentence_in_the_same_sound(
    speaker: ChildSpeaker, loudspeaker: Loudspeaker
) -> None:
    await speaker.say(Utterance("加单"))
    await speaker.say(Utterance("加单", chime=Chime.ADDED))

    bare, chimed = loudspeaker.heard
    chime = tone(Chime.ADDED, chimed.rate)
    assert chimed.samples.startswith(chime.samples)
    assert chimed.duration_ms - chime.duration_ms == pytest.approx(bare.duration_ms, abs=100)


async def test_a_chime_needs_no_sentence(speaker: ChildSpeaker, loudspeaker: Loudspeaker) -> None:
    spoken = await speaker.say(Utterance("", chime=Chime.LATE))
    assert spoken.was_heard
    assert spoken.first_sample_ms is None
    assert loudspeaker.heard == [tone(Chime.LATE, 22050)]


async def test_half_the_volume_is_half_as_loud(
    speaker: ChildSpeaker, loudspeaker: Loudspeaker
) -> None:
    await speaker.say(Utterance("", chime=Chime.NEW, volume=0.5))
    assert loudspeaker.heard == [tone(Chime.NEW, 22050).scaled(0.5)]


async def test_each_sentence_has_the_rate_it_was_asked_for(speaker: ChildSpeaker) -> None:
    """pyttsx3 loses a rate that is set while espeak-ng's thread still works, and not every time."""
    rates = [170, 300] * 6
    lengths = [(await speaker.say(Utterance("加单", rate=rate))).duration_ms for rate in rates]
    assert max(lengths[1::2]) < min(lengths[0::2]) * 0.8


async def test_sentences_asked_at_once_do_not_overlap(
    speaker: ChildSpeaker, loudspeaker: Loudspeaker
) -> None:
    said = await asyncio.gather(
        *(speaker.say(Utterance(text)) for text in ("加单", "催菜", "重做"))
    )
    assert [spoken.was_heard for spoken in said] == [True] * 3
    assert loudspeaker.log == ["begin", "end"] * 3


async def test_the_loop_goes_on_while_a_sentence_is_stuck(
    speaker: ChildSpeaker, loudspeaker: Loudspeaker
) -> None:
    loudspeaker.be("stuck")
    saying = asyncio.create_task(speaker.say(Utterance("加单")))
    await until(lambda: loudspeaker.log == ["begin"])
    assert not saying.done()
    assert (await saying).reason is SpeechFailure.TIMEOUT


async def test_without_a_sound_device_it_is_a_failure_not_silence(
    speaker: ChildSpeaker, loudspeaker: Loudspeaker
) -> None:
    loudspeaker.be("broken")
    spoken = await speaker.say(Utterance(SEED))
    assert (spoken.result, spoken.reason) == (SpeechResult.FAILED, SpeechFailure.NO_DEVICE)
    assert "audio open error" in spoken.detail

    loudspeaker.be_well()  # plugged in again: no restart needed
    assert (await speaker.say(Utterance("加单"))).was_heard


async def test_without_a_player_program_it_is_a_failure() -> None:
    speaker = ChildSpeaker(player=("no-such-player",))
    try:
        spoken = await speaker.say(Utterance(SEED))
    finally:
        await speaker.close()
    assert spoken.reason is SpeechFailure.NO_DEVICE
    assert "no-such-player" in spoken.detail


async def test_a_player_that_never_ends_is_given_up_and_the_next_sentence_is_heard(
    speaker: ChildSpeaker, loudspeaker: Loudspeaker
) -> None:
    loudspeaker.be("stuck")
    spoken = await speaker.say(Utterance("加单"))
    assert spoken.reason is SpeechFailure.TIMEOUT
    [stuck] = loudspeaker.pids
    await until(lambda: not psutil.pid_exists(stuck), what="the stuck player ends")

    loudspeaker.be_well()
    assert (await speaker.say(Utterance("催菜"))).was_heard


async def test_a_child_killed_in_the_middle_is_reported_and_replaced(
    speaker: ChildSpeaker, loudspeaker: Loudspeaker
) -> None:
    loudspeaker.be("stuck")
    saying = asyncio.create_task(speaker.say(Utterance(SEED)))
    await until(lambda: loudspeaker.pids)
    first = speaker.child_pid
    assert first is not None
    os.kill(first, signal.SIGKILL)

    spoken = await saying
    assert (spoken.result, spoken.reason) == (SpeechResult.FAILED, SpeechFailure.CHILD_DIED)
    [player] = loudspeaker.pids
    await until(lambda: not psutil.pid_exists(player), what="the orphaned player ends")

    loudspeaker.be_well()
    assert (await speaker.say(Utterance("加单"))).was_heard
    assert speaker.child_pid != first


async def test_a_child_killed_while_idle_costs_no_sentence(speaker: ChildSpeaker) -> None:
    await speaker.warm()
    first = speaker.child_pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert (await speaker.say(Utterance("加单"))).was_heard


async def test_closing_cuts_the_sentence_off_and_says_so(
    speaker: ChildSpeaker, loudspeaker: Loudspeaker
) -> None:
    loudspeaker.be("stuck")
    saying = asyncio.create_task(speaker.say(Utterance(SEED)))
    await until(lambda: loudspeaker.pids)
    await speaker.close()
    assert (await saying).reason is SpeechFailure.CLOSED
    assert (await speaker.say(Utterance("加单"))).reason is SpeechFailure.CLOSED
    await speaker.close()


async def test_a_caller_who_gives_up_does_not_cut_the_sentence_off(
    speaker: ChildSpeaker, loudspeaker: Loudspeaker
) -> None:
    await speaker.warm()
    saying = asyncio.create_task(speaker.say(Utterance("加单")))
    await until(lambda: loudspeaker.log)
    saying.cancel()
    assert (await speaker.say(Utterance("催菜"))).was_heard
    assert loudspeaker.log == ["begin", "end"] * 2


async def test_a_voice_that_is_not_installed_is_named() -> None:
    speaker = ChildSpeaker(voice="nobody")
    try:
        spoken = await speaker.say(Utterance(SEED))
    finally:
        await speaker.close()
    assert (spoken.reason, spoken.detail) == (SpeechFailure.VOICE_MISSING, "nobody")


ENGINES = {
    "missing": (
        "def init():\n    raise RuntimeError('you probably do not have eSpeak installed')\n",
        SpeechFailure.ENGINE_MISSING,
    ),
    "crashing": ("import os\nos.abort()\n", SpeechFailure.ENGINE_MISSING),
    "mute": (
        """
import types, wave
class Engine:
    driver_name, path = "zh", ""
    def connect(self, topic, cb): setattr(self, topic.split('-')[0], cb)
    def getProperty(self, name): return [types.SimpleNamespace(id="zh", name="zh", languages=["zh"])]
    def setProperty(self, name, value): self.last = value
    def save_to_file(self, text, path): self.path = path
    def runAndWait(self):
        if not self.path: return
        with wave.open(self.path, "wb") as file:
            file.setparams((1, 2, 22050, 0, "NONE", ""))
            file.writeframes(bytes(2000))
        self.finished(name=None, completed=True)
def init(): return Engine()
""",
        SpeechFailure.EMPTY_SOUND,
    ),
}


@pytest.mark.parametrize("engine", ENGINES)
async def test_an_engine_that_cannot_speak_never_looks_healthy(
    engine: str, tmp_path: Path, wav: WavSpeaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, reason = ENGINES[engine]
    (tmp_path / "pyttsx3.py").write_text(source)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    spoken = await wav.say(Utterance(SEED))
    assert (spoken.result, spoken.reason) == (SpeechResult.FAILED, reason)


async def test_wav_keeps_every_sentence_in_a_file_of_its_own(wav: WavSpeaker) -> None:
    said = [await wav.say(Utterance(text, key=text)) for text in (SEED, "加单", "好")]

    paths = [Path(spoken.file) for spoken in said]
    assert [path.name for path in paths] == [
        "0001-八零幺房间下单了水饺两份-请注意.wav",
        "0002-加单.wav",
        "0003-好.wav",
    ]
    lengths = [read_wav(path).duration_ms for path in paths]
    assert lengths == [spoken.duration_ms for spoken in said]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[-1] > 0


async def test_wav_goes_on_counting_behind_the_files_of_the_last_run(tmp_path: Path) -> None:
    (tmp_path / "0041-old.wav").touch()
    speaker = WavSpeaker(tmp_path)
    try:
        spoken = await speaker.say(Utterance("好", key="a/b c"))
    finally:
        await speaker.close()
    assert spoken.file == str(tmp_path / "0042-a-b-c.wav")


async def test_wav_reports_a_folder_that_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    speaker = WavSpeaker(tmp_path / "taken")
    try:
        spoken = await speaker.say(Utterance("好"))
    finally:
        await speaker.close()
    assert spoken.reason is SpeechFailure.FILE_NOT_WRITTEN


KILLED_APP = """
import asyncio, sys
from common.speech import ChildSpeaker, Utterance
async def main():
    speaker = ChildSpeaker(player=sys.argv[1:])
    await speaker.warm()
    print(speaker.child_pid, flush=True)
    await speaker.say(Utterance("八零幺房间下单了水饺两份"))
asyncio.run(main())
"""


def test_nothing_keeps_talking_without_its_screen(loudspeaker: Loudspeaker) -> None:
    loudspeaker.be("stuck")
    app = psutil.Popen([sys.executable, "-c", KILLED_APP, *loudspeaker.command], stdout=-1)
    with app:
        child = int(app.stdout.readline())
        wait_until(lambda: loudspeaker.pids)
        app.kill()
    [player] = loudspeaker.pids
    wait_until(lambda: not psutil.pid_exists(child), what="the speech child ends")
    wait_until(lambda: not psutil.pid_exists(player), what="its player ends")
