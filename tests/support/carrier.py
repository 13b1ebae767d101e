"""The SMS simulator as a real process, and whoever tells it how to behave."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from server.gateways.sms.chuanglan import Account, Chuanglan
from server.gateways.sms.embedded import READY, simulated
from server.gateways.sms.simulator.process import ACCOUNT
from tests.support.processes import Processes, Running

Json = dict[str, Any]  # Any: bodies of the simulator


class SimulatedCarrier:
    """`python -m server sms-simulator`, told what to do over its control routes."""

    def __init__(self, running: Running, url: str) -> None:
        self.process = running
        self.url = url
        self._http = httpx.Client(base_url=url, trust_env=False)

    @classmethod
    def start(cls, processes: Processes, file: Path, *arguments: str) -> SimulatedCarrier:
        running = processes.start(
            "server", "sms-simulator", "--port", "0", "--file", str(file), *arguments
        )
        running.wait_for_output(READY)
        said = next(line for line in running.output.splitlines() if line.startswith(READY))
        return cls(running, said.removeprefix(READY))

    def client(self, opt_out: str = "拒收请回复R") -> Chuanglan:
        return simulated(self.url, opt_out)

    def client_with(self, password: str, account: str = ACCOUNT) -> Chuanglan:
        return Chuanglan(Account(self.url, account, password))

    def fault(self, kind: str, **more: object) -> None:
        """`kind` and the rest as in `simulator.conduct.Fault`."""
        answer = self._http.post("/control/faults", json=[{"kind": kind, **more}])
        assert answer.is_success, answer.text

    def behave(self, **conduct: object) -> None:
        answer = self._http.patch("/control/conduct", json=conduct)
        assert answer.is_success, answer.text

    def reply(self, phone: str, text: str) -> None:
        assert self._http.post("/control/replies", json={"phone": phone, "text": text}).is_success

    def counts(self) -> dict[str, int]:
        return dict(self._http.get("/control/counts").json())

    def accepted(self, uid: str = "", after: int = 0) -> list[Json]:
        """What it has of one request, or all; one row a phone, at most 10,000 from `after` on."""
        return list(self._http.get("/control/accepted", params={"uid": uid, "after": after}).json())

    def as_new(self, report_s: float = 0.0) -> None:
        """Without faults, and as it behaves at first but that receipts come at once."""
        self._http.delete("/control/faults")
        self.behave(
            accept_s=0,
            report_s=report_s,
            per_second=None,
            balance=1_000_000_000,
            allowed_ips=[],
            signatures=[],
            hours=[0, 24],
            marketing=[],
            report_url="",
            reply_url="",
            push_again_s=60,
        )

    def close(self) -> None:
        self._http.close()


@pytest.fixture
def own_carrier(processes: Processes, tmp_path: Path) -> Iterator[SimulatedCarrier]:
    """A simulator whose ledger is this test's alone."""
    carrier = SimulatedCarrier.start(processes, tmp_path / "carrier.db")
    yield carrier
    carrier.close()


@pytest.fixture(scope="session")
def carrier_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatedCarrier]:
    """One simulator for all tests of a worker: each uses refs of its own."""
    folder = tmp_path_factory.mktemp("carrier")
    processes = Processes(folder)
    carrier = SimulatedCarrier.start(processes, folder / "sms.db")
    yield carrier
    carrier.close()
    processes.kill_all()


@pytest.fixture
def carrier(carrier_process: SimulatedCarrier) -> SimulatedCarrier:
    carrier_process.as_new()
    return carrier_process
