"""Every route of the OpenAPI document, asked with sense and with nonsense: no 500, nothing undocumented."""

import asyncio
import re
import uuid
from collections.abc import Iterator, MutableMapping
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode, HookContext
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import positive_data_acceptance

from common.domain.roles import Role
from server.db.units import open_units
from server.entry.app import create_app
from server.entry.openapi import document
from server.entry.seeding import stable_id
from server.lib.settings import Settings
from tests.support.api import DEMO, open_session, prepare, put_terminal
from tests.support.processes import Processes

UNREADABLE = {"body.invalid", "body.malformed", "parameter.invalid"}
EXAMPLES = 5
USABLE_KEY = re.compile("[!-~]{1,64}")
PAD, KITCHEN = 1, 2


def known(kind: str, *names: str) -> list[str]:
    return [stable_id(DEMO, kind, name) for name in names]


# What is there to be asked for; any other id is somebody else's or nobody's.
KNOWN = {
    "room_id": known("room", "801", "802"),
    "goods_id": known("goods", "水饺", "拍黄瓜", "云麓烤鸭"),
    "staff_id": known("staff", "waiter"),
    "therapist_id": known("therapist", "梅师傅"),
    "station_id": known("station", "面点"),
    "device_id": [stable_id("device", str(KITCHEN))],
}
CONFIG = SchemathesisConfig.from_dict(
    {
        "generation": {
            "max-examples": EXAMPLES,
            "deterministic": True,
            "database": "none",
            "allow-extra-parameters": False,
        }
    }
)


# As `python -m server openapi` prints it; the database is never opened.
DOCUMENT = document(create_app(Settings(database_url="sqlite:///nowhere.db"))).to_schema()
schema = schemathesis.openapi.from_dict(DOCUMENT, config=CONFIG)


@schema.hook
def before_generate_path_parameters(
    context: HookContext, strategy: st.SearchStrategy[Any]
) -> st.SearchStrategy[Any]:
    """Every other time, ids that exist."""

    def name_some(generated: Any) -> Any:
        held = generated.value if hasattr(generated, "value") else generated
        if isinstance(held, dict):
            for name in held:
                if name in KNOWN:
                    held[name] = KNOWN[name][0]
        return generated

    return strategy | strategy.map(name_some)


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)]
)
def server_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A real server with the demo shop, and terminals whose tokens `token_for` knows."""
    folder = tmp_path_factory.mktemp("schemathesis")
    database_url = (
        f"sqlite:///{folder / 'shop.db'}"
        if request.param == "sqlite"
        else request.getfixturevalue("postgres").create()
    )
    prepare(database_url)
    units = open_units(database_url)
    put_terminal(units, Role.PAD, DEMO, PAD, room="801")
    put_terminal(units, Role.KITCHEN, DEMO, KITCHEN)
    for number in (1, 2):
        open_session(units, "manager", DEMO, number)
    asyncio.run(units.close())
    started = Processes(folder)
    yield started.serve(database_url).url
    started.kill_all()


def token_for(case: Case[Any]) -> str:
    """Who may do most there: a guest calls from a pad, everything else is the manager's."""
    if case.path == "/v1/staff/sign-out":
        return "zs_manager-2"
    return f"zd_pad-{PAD}" if case.path == "/v1/calls" else "zs_manager-1"


def refresh_key(case: Case[Any]) -> None:
    """Give a usable key a fresh value: the same one with another body is refused, as it should be."""
    headers: MutableMapping[str, Any] = case.headers or {}
    if USABLE_KEY.fullmatch(headers.get("Idempotency-Key") or ""):
        headers["Idempotency-Key"] = str(uuid.uuid4())


@schema.hook
def map_body(context: HookContext, body: Any) -> Any:
    """Whole numbers as integers: JSON Schema takes 9.0 for one, we do not."""
    match body:
        case float() if body.is_integer():
            return int(body)
        case list():
            return [map_body(context, each) for each in body]
        case dict():
            return {name: map_body(context, each) for name, each in body.items()}
        case _:
            return body


def was_meant_well(case: Case[Any]) -> bool:
    return case.meta is not None and case.meta.generation.mode is GenerationMode.POSITIVE


@schema.parametrize()
@pytest.mark.timeout(60)
def test_a_route_keeps_to_its_document(case: Case[Any], server_url: str) -> None:
    refresh_key(case)
    answer = case.call(base_url=server_url, headers={"Authorization": f"Bearer {token_for(case)}"})
    # A 422 of the rules is no lie of the document (a closing that ends before it starts) …
    case.validate_response(answer, excluded_checks=[positive_data_acceptance])
    # … but what the document allows can be read.
    if was_meant_well(case) and answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY:
        assert answer.json()["code"] not in UNREADABLE, answer.text
