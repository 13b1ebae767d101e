"""Where screens were translated, every word of theirs was."""

import re
import xml.etree.ElementTree as ET
from pathlib import PurePosixPath

from tests.house.sources import files, text_of

SAID = re.compile(r'\bqsTr\(\s*"((?:[^"\\]|\\.)*)"')


def translated(catalogue: str) -> set[str]:
    """The Chinese sources that have a finished translation."""
    messages = ET.fromstring(text_of(catalogue) or "").iter("message")
    return {
        message.findtext("source") or ""
        for message in messages
        if (found := message.find("translation")) is not None
        and "type" not in found.attrib
        and "".join(found.itertext()).strip()
    }


def said_beside(catalogue: str) -> set[str]:
    """Every word of the screens that the catalogue belongs to."""
    screens = str(PurePosixPath(catalogue).parent.parent) + "/"
    names = [name for name in files(".qml") if name.startswith(screens)]
    return {word for name in names for word in SAID.findall(text_of(name) or "")}


def test_every_word_of_a_translated_screen_is_translated() -> None:
    missing = {
        catalogue: said_beside(catalogue) - translated(catalogue) for catalogue in files(".ts")
    }
    assert {catalogue: words for catalogue, words in missing.items() if words} == {}
