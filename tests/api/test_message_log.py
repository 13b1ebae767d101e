"""The log answers what people ask of it: what was said where, by whom, and if not, why."""

import csv
from io import StringIO
from typing import Any

from common.wire.frames import SpokenReport, SpokenResult
from tests.support.api import Api, Terminal, problem

LOG = "/v1/messages"


async def read(who: Terminal, query: str = "") -> list[dict[str, Any]]:
    answer = await who.get(f"{LOG}{query}")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def an_evening(api: Api) -> tuple[Terminal, dict[str, Any]]:
    """Dumplings in 801 (spoken by the kitchen), a call from 802; the desk looks."""
    desk, kitchen = api.as_cashier(), api.as_kitchen()
    pad = api.as_pad("801")
    lines = [{"goods_id": api.goods("水饺"), "quantity": 2}]
    order = (await pad.post("/v1/orders", {"lines": lines})).json()
    await api.as_pad("802").post("/v1/calls", {"template": "加水"})
    [row] = await read(desk, "?channel=kitchen&status=sent")
    report = SpokenReport(row["announcement_id"], 1, SpokenResult.PLAYED, api.clock.now(), "")
    api.spoken(kitchen, report)
    return desk, order


async def test_each_question_has_its_filter(api: Api) -> None:
    desk, order = await an_evening(api)
    everything = await read(desk, "?limit=200")

    assert [x["created_at"] for x in everything] == sorted(
        (x["created_at"] for x in everything), reverse=True
    )
    for query, count in (
        (f"?order_id={order['id']}", 3),
        ("?event=pad.called", 2),
        ("?channel=kitchen&status=spoken", 1),
        (f"?account=shop:{api.shop_id()}:cashier", 2),
        ("?day=2026-03-04&limit=200", len(everything)),
        ("?day=2026-03-03", 0),
        ("?text=水饺", 3),
        ("?text=100%25", 0),
    ):
        assert len(await read(desk, query)) == count, query
    field = problem(await desk.get(f"{LOG}?event=order.eaten"), 422, "parameter.invalid")["field"]
    assert field == "event"


async def test_who_spoke_and_why_another_did_not_stand_in_it(api: Api) -> None:
    desk, order = await an_evening(api)

    rows = {x["repeat"]: x for x in await read(desk, f"?order_id={order['id']}")}

    assert (rows[1]["status"], rows[1]["speaker"]) == ("spoken", rows[1]["account_name"])
    assert rows[1]["account_name"].startswith("kitchen")
    assert (rows[2]["status"], rows[2]["reason"], rows[2]["speaker"]) == ("pending", "repeat", "")


async def test_pages_neither_repeat_nor_hide(api: Api) -> None:
    desk, _ = await an_evening(api)
    seen: list[str] = []
    query = "?limit=2"
    while query:
        answer = (await desk.get(f"{LOG}{query}")).json()
        seen += [x["id"] for x in answer["items"]]
        query = f"?limit=2&cursor={answer['next']}" if answer["next"] else ""

    assert seen == [x["id"] for x in await read(desk, "?limit=200")]
    assert len(seen) == len(set(seen)) > 4


async def test_a_spreadsheet_gets_the_same_rows_and_no_formula(sqlite_api: Api) -> None:
    desk, _ = await an_evening(sqlite_api)
    manager = sqlite_api.as_manager()
    added = {"label": "=1+1", "call_name": "=HYPERLINK(1)"}
    await manager.post("/v1/messages/pad-calls", added)
    await sqlite_api.as_pad("803").post("/v1/calls", {"template": "=1+1"})
    template = "{callName}"
    path = "/v1/messages/configs/pad.called/cashier"
    configs = (await manager.get("/v1/messages/configs")).json()["items"]
    [fields] = [
        x["fields"] for x in configs if (x["event"], x["channel"]) == ("pad.called", "cashier")
    ]
    await manager.put(path, {**fields, "room_template": template, "tag_template": ""})
    await sqlite_api.as_pad("804").post("/v1/calls", {"template": "=1+1"})

    answer = await manager.get(f"{LOG}/export.csv")

    assert answer.headers["content-type"].startswith("text/csv")
    title, table = answer.content.decode("utf-8-sig").split("\r\n", 1)
    rows = list(csv.DictReader(StringIO(table)))
    assert title == "播报记录"
    assert len(rows) == len(await read(desk, "?limit=200"))
    assert "'=HYPERLINK(1)" in {row["显示"] for row in rows}
    assert rows[-1]["时间"].startswith("2026-03-04 20:00")
    problem(await desk.get(f"{LOG}/export.csv"), 403, "role.forbidden")
