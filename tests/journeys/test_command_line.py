"""`python -m server …` as an operator uses it: real processes, a real file."""

import json
import os
import signal
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from common.wire.frames import CloseCode
from server.entry.seeding import stable_id
from tests.support.processes import Processes, server_environment
from tests.support.waiting import wait_until

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def shop_url(sqlite_two_shops_url: str) -> str:
    return sqlite_two_shops_url


def test_from_nothing_to_a_paired_terminal(processes: Processes, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'zaotai.db'}"  # the folder does not exist yet
    environment = server_environment(url, tmp_path)
    processes.run("server", "migrate", environment=environment)
    first = processes.run("server", "seed-demo", environment=environment)
    again = processes.run("server", "seed-demo", environment=environment)
    assert first == again
    said = processes.run(
        "server", "pairing-code", "--shop", "demo", "--kind", "pad", "--room", "801",
        environment=environment,
    )  # fmt: skip
    code = said.split()[0]
    server = processes.serve(url)
    body = {"code": code, "name": "801 的平板", "client_nonce": "n" * 16}
    paired = httpx.post(f"{server.url}/v1/devices/pair", json=body)
    assert paired.status_code == 201
    token = {"Authorization": f"Bearer {paired.json()['token']}"}
    menu = httpx.get(f"{server.url}/v1/menu", headers=token).json()
    names = [dish["name"] for dish in menu["goods"]]
    assert len(names) == 40
    assert "水饺" in names
    assert {dish["remaining"] for dish in menu["goods"]} == {None, 3}
    assert sum(dish["sold_out"] for dish in menu["goods"]) == 1


def test_a_pin_set_from_the_command_line_signs_in(
    processes: Processes, shop_url: str, tmp_path: Path
) -> None:
    environment = server_environment(shop_url, tmp_path)
    pin = processes.run(
        "server", "staff-pin", "--shop", "demo", "--login", "manager", environment=environment
    ).strip()
    server = processes.serve(shop_url)
    body = {"shop_id": stable_id("demo", "shop"), "login": "manager", "pin": pin}
    assert httpx.post(f"{server.url}/v1/staff/sign-in", json=body).json()["role"] == "manager"


def test_prepaid_messages_are_bought_at_the_desk_and_paid_at_the_counter(
    processes: Processes, shop_url: str, tmp_path: Path
) -> None:
    environment = server_environment(shop_url, tmp_path)

    def sms(*words: str) -> str:
        return processes.run("server", "sms", *words, "--shop", "demo", environment=environment)

    assert sms("balance") == "no message was ever bought\n"
    pin = processes.run(
        "server", "staff-pin", "--shop", "demo", "--login", "manager", environment=environment
    ).strip()
    server = processes.serve(shop_url)
    body = {"shop_id": stable_id("demo", "shop"), "login": "manager", "pin": pin}
    token = httpx.post(f"{server.url}/v1/staff/sign-in", json=body).json()["token"]
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "buy-1"}
    package_id = stable_id("sms_package", "短信 500 条")
    wanted = {"package_id": package_id, "paid_fen": 3000, "reference": "transfer-7"}
    bought = httpx.post(f"{server.url}/v1/sms/purchases", json=wanted, headers=headers)
    assert bought.status_code == 201
    assert sms("paid", "--reference", "transfer-7") == "transfer-7: 500 messages, paid\n"
    assert sms("balance").startswith("available 500, held 0,")

    # A text goes out at once, by the server that runs, and its story can be read.
    text = ("--phone", "13812345678", "--phone", "010-8888", "--text", "【云麓汤泉】水饺好了")
    said = sms("send", *text, "--reference", "first")
    assert "queued, 1 phones, 1 units" in said
    assert "不是有效的手机号" in said
    message_id = said.split()[1].rstrip(":")
    assert "(taken on before)" in sms("send", *text, "--reference", "first")

    def story() -> str:
        return processes.run("server", "sms", "trace", message_id, environment=environment)

    wait_until(lambda: "now settled 已完成" in story(), 30.0, "the receipt")
    told = story()
    steps = ["accepted as first", "freeze: 1 units", "capture: 1 units", "asked simulator, try 1",
             "receipt 138****5678: DELIVRD", "ended: settled"]  # fmt: skip
    places = [told.index(step) for step in steps]
    assert places == sorted(places)
    assert "times are of Asia/Shanghai" in told
    assert "12345678" not in told
    assert sms("balance").startswith("available 499, held 0, consumed 1,")


def test_an_integration_token_may_place_orders_and_nothing_more(
    processes: Processes, shop_url: str, tmp_path: Path
) -> None:
    environment = server_environment(shop_url, tmp_path)
    token = processes.run(
        "server",
        "integration-token",
        "--shop",
        "demo",
        "--name",
        "酒店系统",
        environment=environment,
    ).strip()
    server = processes.serve(shop_url)
    headers = {"Authorization": f"Bearer {token}"}
    assert httpx.get(f"{server.url}/v1/me", headers=headers).json()["role"] == "integration"
    assert httpx.get(f"{server.url}/v1/staff", headers=headers).status_code == 403


def test_a_server_asked_to_stop_ends_in_order(processes: Processes, shop_url: str) -> None:
    server = processes.serve(shop_url)
    assert f"Zaotai is ready at {server.url}" in server.process.output
    assert server.process.stop() == 0
    assert "Traceback" not in server.process.output


def test_a_stopping_server_tells_its_sockets_that_it_comes_back(
    processes: Processes, shop_url: str
) -> None:
    server = processes.serve(shop_url)
    with connect(server.url.replace("http", "ws") + "/v1/push") as socket:
        assert '"t":"hello"' in str(socket.recv(timeout=10))
        assert server.process.stop() == 0
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv(timeout=10)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == CloseCode.RESTART


def test_a_worker_runs_and_stops(processes: Processes, shop_url: str, tmp_path: Path) -> None:
    worker = processes.start("server", "worker", environment=server_environment(shop_url, tmp_path))
    worker.wait_for_output("Zaotai worker is ready")
    assert worker.stop() == 0


def test_a_taken_port_is_said_and_is_no_success(
    processes: Processes, shop_url: str, tmp_path: Path
) -> None:
    server = processes.serve(shop_url)
    second = processes.start(
        "server", "serve", "--port", str(server.port),
        environment=server_environment(shop_url, tmp_path),
    )  # fmt: skip
    assert second.wait() != 0
    assert "address already in use" in second.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("serve",), "run: python -m server migrate"),
        (
            ("pairing-code", "--shop", "nowhere", "--kind", "kitchen"),
            "run: python -m server migrate",
        ),
    ],
)
def test_an_empty_database_is_no_traceback(
    processes: Processes, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    environment = server_environment(f"sqlite:///{tmp_path / 'empty.db'}", tmp_path)
    run = processes.start("server", *arguments, environment=environment)
    assert run.wait() == 2
    assert said in run.output
    assert "Traceback" not in run.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("pairing-code", "--shop", "nowhere", "--kind", "kitchen"), "'nowhere'"),
        (("pairing-code", "--shop", "demo", "--kind", "pad"), "--room"),
        (("pairing-code", "--shop", "demo", "--kind", "pad", "--room", "999"), "'999'"),
        (("pairing-code", "--shop", "demo", "--kind", "kitchen", "--station", "x"), "热菜"),
        (("staff-pin", "--shop", "demo", "--login", "x"), "'x'"),
    ],
)
def test_what_does_not_exist_is_named(
    processes: Processes, shop_url: str, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    environment = server_environment(shop_url, tmp_path)
    run = processes.start("server", *arguments, environment=environment)
    assert run.wait() == 2
    assert said in run.output
    assert "Traceback" not in run.output


def test_a_wrong_setting_is_named(processes: Processes) -> None:
    run = processes.start("server", "check", environment={"ZAOTAI_PORT": "many"})
    assert run.wait() == 2
    assert "ZAOTAI_PORT" in run.output


def test_the_document_is_printed(processes: Processes, tmp_path: Path) -> None:
    environment = server_environment(f"sqlite:///{tmp_path / 'none.db'}", tmp_path)
    document = json.loads(processes.run("server", "openapi", environment=environment))
    assert "/v1/orders" in document["paths"]
    assert document["components"]["schemas"]["PlaceOrder"]["additionalProperties"] is False


def test_a_backup_taken_from_a_running_server_is_sound(
    processes: Processes, shop_url: str, tmp_path: Path
) -> None:
    environment = server_environment(shop_url, tmp_path)
    processes.serve(shop_url)
    file = tmp_path / "backup.db"
    processes.run("server", "backup", str(file), environment=environment)
    elsewhere = server_environment(f"sqlite:///{tmp_path / 'restored.db'}", tmp_path)
    processes.run("server", "restore", str(file), environment=elsewhere)
    assert "the database is sound" in processes.run("server", "check", environment=elsewhere)
    twice = processes.start("server", "restore", str(file), environment=elsewhere)
    assert twice.wait() == 2
    processes.run("server", "restore", str(file), "--replace", environment=elsewhere)


def test_ctrl_c_is_a_stop_too(processes: Processes, shop_url: str) -> None:
    server = processes.serve(shop_url)
    os.kill(server.process.pid, signal.SIGINT)
    wait_until(lambda: not server.process.is_running, 20.0, "the server ending")
    assert server.process.wait() == 0
