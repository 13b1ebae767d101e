"""The waiter's page as files: guarded, cheap to ask for again, and nothing in it written twice."""

import json
import re

import pytest

from common.domain.calls import CallAction
from common.domain.kitchen import LineAction, LineState, judge
from server.entry.waiter_page.made import theme_css
from server.entry.waiter_page.routes import STATIC, served_files
from tests.house.sources import files
from tests.support.api import Api, problem

SAID = re.compile(r'\bt\(\s*"((?:[^"\\]|\\.)*)"')
SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in STATIC.glob("*.js")}


async def test_the_page_is_open_to_everybody_and_lets_nothing_foreign_in(sqlite_api: Api) -> None:
    page = await sqlite_api.as_nobody().get("/waiter")

    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["referrer-policy"] == "no-referrer"
    for inline in (r"<script(?![^>]*\bsrc=)", r"\sstyle=", r"\son[a-z]+=", "javascript:"):
        assert re.search(inline, page.text) is None


async def test_what_did_not_change_is_not_sent_again(sqlite_api: Api) -> None:
    asker = sqlite_api.as_nobody()
    for name in served_files():
        path = "/waiter" if name == "index.html" else f"/waiter/{name}"
        first = await asker.get(path)
        assert first.status_code == 200, path
        again = await asker.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b""), path
        other = await asker.get(path, headers={"If-None-Match": '"another"'})
        assert other.content == first.content, path


@pytest.mark.parametrize("name", ["nothing.js", "..%2Froutes.py", "%2e%2e%2froutes.py", "sw.js%00"])
async def test_no_other_file_can_be_had(sqlite_api: Api, name: str) -> None:
    answer = await sqlite_api.as_nobody().get(f"/waiter/{name}")

    assert answer.status_code in (400, 404), answer.text


async def test_an_unknown_part_is_a_problem_like_any_other(sqlite_api: Api) -> None:
    problem(await sqlite_api.as_nobody().get("/waiter/nothing.js"), 404, "page.unknown")


async def test_the_worker_may_serve_the_page_and_keeps_only_the_shell(sqlite_api: Api) -> None:
    asker = sqlite_api.as_nobody()
    assert (await asker.get("/waiter/sw.js")).headers["service-worker-allowed"] == "/waiter"
    told = (await asker.get("/waiter/shell.js")).text
    shell = json.loads(told.removeprefix("self.SHELL = ").rstrip(";\n"))
    assert "/waiter" in shell["files"]
    for path in shell["files"]:
        assert (await asker.get(path)).status_code == 200, path


async def test_a_phone_can_put_it_on_its_home_screen(sqlite_api: Api) -> None:
    asker = sqlite_api.as_nobody()
    told = (await asker.get("/waiter/manifest.webmanifest")).json()
    assert (told["start_url"], told["scope"], told["display"]) == (
        "/waiter", "/waiter", "standalone",
    )  # fmt: skip
    for icon in told["icons"]:
        answer = await asker.get(icon["src"])
        assert answer.headers["content-type"] == "image/png"


def test_every_word_of_the_page_is_translated() -> None:
    english = SCRIPTS["words_en.js"]
    said = {word for text in SCRIPTS.values() for word in SAID.findall(text)}
    assert len(said) > 80
    assert [word for word in said if f'"{word}":' not in english] == []


def test_every_colour_and_size_of_its_style_is_a_token_in_both_themes() -> None:
    style = (STATIC / "waiter.css").read_text(encoding="utf-8")
    used = set(re.findall(r"var\(--([\w-]+)\)", style))
    light, dark = theme_css().split("@media")
    sizes = ("space-", "radius-", "type-", "stroke-", "duration-", "touch", "family")
    assert {name for name in used if f"--{name}:" not in light} == set()
    colours = {name for name in used if not name.startswith(sizes)}
    assert {name for name in colours if f"--{name}:" not in dark} == set()
    for name in [*files(".css"), *files(".js"), *files(".html")]:
        text = (STATIC.parents[3] / name).read_text(encoding="utf-8")
        assert re.search(r"#[0-9a-fA-F]{3,8}\b(?![0-9]*`)", text.replace("#page", "")) is None, name


def test_every_icon_that_it_names_is_in_its_sheet() -> None:
    sheet = served_files()["icons.svg"].body.decode()
    named = {name for text in SCRIPTS.values() for name in re.findall(r'icon\("([\w-]+)"\)', text)}
    assert named
    assert [name for name in named if f'id="{name}"' not in sheet] == []


def test_its_tables_are_those_of_the_rules() -> None:
    rules = served_files()["rules.js"].body.decode()
    moves = json.loads(re.findall(r"LINE_MOVES = (.*);", rules)[0])
    for state in LineState:
        for action in (LineAction.PICK_UP, LineAction.DELIVER):
            verdict = judge(state, action)
            assert moves.get(state, {}).get(action, state) == verdict.state
    calls = json.loads(re.findall(r"CALL_MOVES = (.*);", rules)[0])
    assert calls["open"][CallAction.ACCEPT] == "accepted"


def test_its_scripts_can_be_read_at_a_sitting() -> None:
    assert {
        n: len(text.splitlines()) for n, text in SCRIPTS.items() if text.count("\n") > 400
    } == {}
