"""The first start: the code of the room is typed once, and the pad is the room's."""

from __future__ import annotations

import json
import os
from pathlib import Path
from subprocess import PIPE, Popen
from sys import executable

from common.client.api import Unreachable
from tests.ui.pad.conftest import OpenPad, Pad
from tests.ui.pad.evening import Evening, an_evening


def unpaired() -> Evening:
    evening = an_evening()
    evening.core.forget_pairing()
    return evening


async def type_code(pad: Pad, code: str) -> None:
    for digit in code:
        await pad.tap(f"key-{digit}")


async def test_eight_digits_make_it_the_rooms_pad(open_pad: OpenPad) -> None:
    pad = open_pad(unpaired())
    await type_code(pad, "1469660")
    assert not pad.items("pair")[0].isEnabled()
    await type_code(pad, "7<6")
    assert pad.text("pairingCode") == "14696606"
    await pad.tap("pair")
    await pad.reads("roomName", "801")
    assert pad.core.codes == ["14696606"]


async def test_a_server_that_does_not_answer_is_named_and_nothing_is_lost(
    open_pad: OpenPad,
) -> None:
    pad = open_pad(unpaired())
    pad.core.pairing_fails = Unreachable("server.unreachable")
    await type_code(pad, "14696606")
    await pad.tap("pair")
    await pad.reads("pairingProblem", "连不上服务器")
    pad.core.pairing_fails = None
    await pad.tap("pair")
    await pad.reads("roomName", "801")


def test_the_program_starts_without_a_server_and_ends_when_told(tmp_path: Path) -> None:
    command = [executable, "-m", "pad_app", "--remote", "--device-file", str(tmp_path / "pad.db")]
    with Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True, env=os.environ) as pad:
        wishes = [{"do": "wait", "name": "key-1"}, {"do": "quit"}]
        said, complained = pad.communicate("\n".join(map(json.dumps, wishes)) + "\n", timeout=40)
    answers = [json.loads(line)["ok"] for line in said.splitlines()]
    assert (answers, pad.returncode, complained) == ([True, True], 0, "")
