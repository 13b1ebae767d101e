"""Speakers that end with their test, and the loudspeaker they play to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from common.speech.engine import ChildSpeaker, WavSpeaker
from tests.unit.speech.loudspeaker import Loudspeaker


@pytest.fixture
def loudspeaker(tmp_path: Path) -> Loudspeaker:
    folder = tmp_path / "loudspeaker"
    folder.mkdir()
    return Loudspeaker(folder)


@pytest.fixture
async def speaker(loudspeaker: Loudspeaker) -> AsyncIterator[ChildSpeaker]:
    """Speaks to `loudspeaker`; gives up after twice a sentence's length and half a second."""
    speaker = ChildSpeaker(player=loudspeaker.command, grace_s=0.5)
    yield speaker
    await speaker.close()


@pytest.fixture
async def wav(tmp_path: Path) -> AsyncIterator[WavSpeaker]:
    speaker = WavSpeaker(tmp_path / "spoken")
    yield speaker
    await speaker.close()
