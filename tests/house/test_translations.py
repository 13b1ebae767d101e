"""Every word that a person reads is said in English too, with the same values in it."""

import ast
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import REPOSITORY, files, lines_of, text_of

SCREENS = ("common/qt", "kds_app", "pad_app", "cashier_app")
HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
PLACE = re.compile(r"%n|%\d|\{\d\}")
SAID = re.compile(r'(qsTr\(|qsTranslate\("\w+", |QT_TRANSLATE_NOOP\("\w+", )"(?:[^"\\]|\\.)*"')
QML_DATA = {"pad_app/qml/Pad/ServiceTile.qml", "pad_app/qml/Pad/LanguageButton.qml"}
"""Shops' own words as keys of pictures; the name of a language in itself."""

NOTATION = re.compile("选1|幺|【[^】]*】")
"""What is typed or read in Chinese whatever the language: options, a digit, a signature."""

OTHER_VALUES = {"{0} 折": "{1}% off", "{0} {1}": "{0}"}
"""Where English counts otherwise: what is left against what is off; no counting words."""


def messages(catalogue: Path) -> Iterator[tuple[str, str, ET.Element]]:
    for context in ET.parse(catalogue).getroot().iter("context"):
        for message in context.iter("message"):
            name = context.findtext("name") or ""
            yield name, message.findtext("source") or "", message


def translations(message: ET.Element) -> list[str]:
    """One, or a form for each number; none while it is unfinished."""
    found = message.find("translation")
    if found is None or "type" in found.attrib:
        return []
    forms = found.findall("numerusform")
    return [each.text or "" for each in forms] if forms else [found.text or ""]


def said(catalogue: Path) -> set[tuple[str, str, str]]:
    return {(name, text, m.findtext("comment") or "") for name, text, m in messages(catalogue)}


@pytest.mark.parametrize("folder", SCREENS)
def test_english_has_every_word_of_the_screens_and_no_other(folder: str, tmp_path: Path) -> None:
    """As `make translations` would find them; run it, and write the English in the .ts."""
    fresh = tmp_path / "en.ts"
    sources = sorted(name for name in files(".qml", ".py") if name.startswith(folder + "/"))
    lupdate = Path(sys.executable).with_name("pyside6-lupdate")
    languages = ["-source-language", "zh_CN", "-target-language", "en"]
    subprocess.run(
        [lupdate, "-silent", "-locations", "none", *languages, *sources, "-ts", fresh],
        cwd=REPOSITORY,
        check=True,
    )
    kept = REPOSITORY / folder / "i18n" / "en.ts"
    assert said(fresh) - said(kept) == set()
    assert said(kept) - said(fresh) == set()
    # A context with a dot is lupdate's misreading of a plural after another call: no screen asks it.
    assert [name for name, _, _ in messages(fresh) if "." in name] == []


def agree(source: str, form: str, *, is_for_one: bool) -> bool:
    """Whether `form` holds the values of `source`; one of something may be said without its number."""
    if OTHER_VALUES.get(source) == form:
        return True
    values, told = (sorted(PLACE.findall(text)) for text in (source, form))
    return told == values or (is_for_one and told == [each for each in values if each != "%n"])


@pytest.mark.parametrize("folder", SCREENS)
def test_every_word_is_translated_with_the_same_values(folder: str) -> None:
    wrong: list[str] = []
    for _, source, message in messages(REPOSITORY / folder / "i18n" / "en.ts"):
        forms = translations(message)
        is_whole = bool(forms) and all(forms)
        agreed = all(
            agree(source, form, is_for_one=len(forms) > 1 and each == 0)
            for each, form in enumerate(forms)
        )
        if not is_whole or not agreed or HAN.search(NOTATION.sub("", " ".join(forms))):
            wrong.append(source)
    assert wrong == []


def test_no_han_stands_in_qml_outside_qstr() -> None:
    left = [
        f"{name}:{number}"
        for name in files(".qml")
        if name not in QML_DATA and "/Gallery/" not in name
        for number, line in lines_of(name)
        if HAN.search(re.sub(r"//.*", "", SAID.sub("", line)))
    ]
    assert left == []


def test_no_list_is_joined_with_a_han_mark_in_a_view_model() -> None:
    """Signs between words are words: `common.qt.phrases.listed`, or a sentence of their own."""
    typed = {"cashier_app/corner/options_text.py"}  # a notation that people type and read back
    left = [
        f"{name}:{node.lineno}"
        for name in files(".py")
        if name.startswith(tuple(f"{each}/" for each in SCREENS)) and name not in typed
        for node in ast.walk(ast.parse(text_of(name) or ""))
        if isinstance(node, ast.Attribute)
        and node.attr == "join"
        and isinstance(node.value, ast.Constant)
        and HAN.search(str(node.value.value))
    ]
    assert left == []
