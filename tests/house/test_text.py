"""What must not stand in any file, and what must not stand in code."""

import re
from collections.abc import Iterable

import pytest

from tests.house.sources import files, lines_of, text_of, tracked

# Written with brackets so that this file does not find itself.
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:[w]ork|[r]oot|[f]arm|[h]ome|[t]mp|[U]sers)/")
INDEX_HOST = re.compile(
    r"--(?:extra-)?[i]ndex-url|--[f]ind-links|[t]rusted-host|/[s]imple/?[\"'\s]"
)
ADDRESS = re.compile(r"\bhttps?://")
UNFINISHED = re.compile(r"\b(?:[T]ODO|[F]IXME|[X]XX)\b|raise [N]otImplementedError")
SWALLOWED = re.compile(r"except[^:\n]*:\s*(?:#[^\n]*)?\n?\s*(?:[p]ass|\.\.\.)\b")
SLEEPING = re.compile(r"\b(?:time\.[s]leep|qtbot\.[w]ait|QTest\.[q]Wait)\(")
PASSED_OVER = re.compile(r"pytest\.(?:mark\.)?(?:[s]kip|[x]fail|[i]mportorskip)")
CONTEXT_PROPERTY = re.compile(r"set[C]ontextProperty")
VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common_utils"}

TEXTS = [name for name in tracked() if text_of(name) is not None]
CODE = files(".py")


def found(pattern: re.Pattern[str], names: Iterable[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()}"
        for name in names
        for number, line in lines_of(name)
        if pattern.search(line)
    ]


def test_no_file_knows_a_folder_of_some_machine() -> None:
    assert found(MACHINE_PATH, TEXTS) == []


def test_no_file_names_a_place_to_fetch_packages_from() -> None:
    assert found(INDEX_HOST, TEXTS) == []
    assert (
        found(ADDRESS, [name for name in TEXTS if name.endswith((".lock", "pyproject.toml"))]) == []
    )


def test_every_requirement_is_pinned_with_hashes() -> None:
    pins = re.findall(r"(?m)^[a-z0-9][^\n]*(?:\n    [^\n]*)*", text_of("requirements.lock") or "")
    assert len(pins) > 50
    assert [
        pin.splitlines()[0] for pin in pins if "==" not in pin or "--hash=sha256:" not in pin
    ] == []


def test_nothing_is_left_for_later() -> None:
    assert found(UNFINISHED, files(".py", ".qml")) == []


def test_no_error_is_swallowed() -> None:
    assert [name for name in CODE if SWALLOWED.search(text_of(name) or "")] == []


def test_no_test_sleeps_or_is_passed_over() -> None:
    tests = [name for name in CODE if name.startswith("tests/")]
    assert found(SLEEPING, tests) == []
    assert found(PASSED_OVER, tests) == []


def test_qml_gets_its_data_by_required_properties() -> None:
    assert found(CONTEXT_PROPERTY, CODE) == []


def test_every_module_has_a_name_that_says_something() -> None:
    vague = [name for name in CODE if VAGUE & set(name.removesuffix(".py").split("/"))]
    assert vague == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (MACHINE_PATH, "open('/ro" + "ot/notes')"),
        (INDEX_HOST, "--index" + "-url=mirror"),
        (UNFINISHED, "# TO" + "DO later"),
        (SWALLOWED, "except ValueError:\n    pa" + "ss"),
        (SLEEPING, "time.sl" + "eep(1)"),
        (PASSED_OVER, "@pytest.mark.sk" + "ip"),
    ],
)
def test_each_rule_finds_what_it_forbids(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)
