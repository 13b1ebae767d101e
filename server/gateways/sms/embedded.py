"""The simulator as our own child: where nobody set a provider, the whole path runs all the same.

It is started when it is first needed, and again when it died. It ends with us, however we end: its
standard input closes. What it accepted stays in its file.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path
from typing import Final

from common.domain.errors import GatewayError, GatewayTimeout
from common.domain.sms_receipts import STATUSES, Receipt, Reply
from server.gateways.sms.chuanglan import Account, Chuanglan
from server.gateways.sms.chuanglan_pushes import ChuanglanCallbacks
from server.gateways.sms.port import (
    ANY_TIME,
    BatchSms,
    Busy,
    Heard,
    Outcome,
    Permit,
    Push,
    PushAnswer,
    SingleSms,
)
from server.gateways.sms.simulator.process import ACCOUNT, PASSWORD

NAME: Final = "simulator"
READY: Final = "The SMS simulator is ready at "
_STARTS_WITHIN_S: Final = 20.0
_ENDS_WITHIN_S: Final = 5.0
_log = logging.getLogger(__name__)


def simulated(url: str, opt_out: str) -> Chuanglan:
    """The client of a simulator that runs at `url`."""
    account = Account(host=url, account=ACCOUNT, password=PASSWORD, opt_out=opt_out)
    return Chuanglan(account, name=NAME, is_simulated=True)


class EmbeddedSimulator:
    """An `SmsProvider` that starts its simulator when somebody first asks something of it."""

    name = NAME
    is_simulated = True

    def __init__(self, folder: Path, opt_out: str, pushes: str = "") -> None:
        """`pushes`: the callbacks' address, without /report; empty: it waits to be asked."""
        self._file = folder / "sms-simulator.db"
        self._pushes = pushes
        self.opt_out = opt_out
        self._callbacks = ChuanglanCallbacks(NAME, STATUSES[NAME], is_simulated=True)
        self._starting = asyncio.Lock()
        self._process: Process | None = None
        self._client: Chuanglan | None = None

    async def send_single(self, sms: SingleSms, permit: Permit = ANY_TIME) -> Outcome:
        try:
            client = await self._started()
        except GatewayError as error:
            return Busy("unreachable", str(error))
        return await client.send_single(sms, permit)

    async def send_batch(self, sms: BatchSms, permit: Permit = ANY_TIME) -> Outcome:
        try:
            client = await self._started()
        except GatewayError as error:
            return Busy("unreachable", str(error))
        return await client.send_batch(sms, permit)

    async def pull_receipts(self, limit: int) -> Heard[Receipt]:
        if not self._file.exists():  # never sent anything: nothing to start it for
            return Heard(())
        return await (await self._started()).pull_receipts(limit)

    async def pull_replies(self, limit: int) -> Heard[Reply]:
        if not self._file.exists():
            return Heard(())
        return await (await self._started()).pull_replies(limit)

    async def balance(self) -> int:
        return await (await self._started()).balance()

    def parse_receipts(self, push: Push) -> Heard[Receipt]:
        return self._callbacks.parse_receipts(push)

    def parse_replies(self, push: Push) -> Heard[Reply]:
        return self._callbacks.parse_replies(push)

    def answer(self, *, is_heard: bool) -> PushAnswer:
        return self._callbacks.answer(is_heard=is_heard)

    async def close(self) -> None:
        async with self._starting:
            await self._end()

    @property
    def has_ended(self) -> bool:
        """It was started, and died."""
        return self._process is not None and self._process.returncode is not None

    async def _started(self) -> Chuanglan:
        """Raises GatewayTimeout when it does not start."""
        async with self._starting:
            if self._process is not None and self.has_ended:
                _log.error("the SMS simulator ended", extra={"code": self._process.returncode})
                await self._end()
            if self._client is None:
                self._client = await self._start()
            return self._client

    async def _start(self) -> Chuanglan:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        arguments = ["--port", "0", "--child", "--file", str(self._file), "--push-again-s", "5"]
        self._process = process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "server", "sms-simulator", *arguments),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            start_new_session=True,  # Ctrl+C at a terminal is for us: we end it
        )
        assert process.stdin is not None, "it was asked for"
        assert process.stdout is not None, "it was asked for"
        # Its address holds a secret: everybody on this machine can read a command line.
        process.stdin.write(f"{self._pushes}\n".encode())
        try:
            async with asyncio.timeout(_STARTS_WITHIN_S):
                said = (await process.stdout.readline()).decode().strip()
        except TimeoutError:
            said = ""
        if not said.startswith(READY):
            await self._end()
            raise GatewayTimeout("the SMS simulator does not start")
        url = said.removeprefix(READY)
        _log.warning("text messages are SIMULATED: nobody's phone rings", extra={"url": url})
        return simulated(url, self.opt_out)

    async def _end(self) -> None:
        client, process = self._client, self._process
        self._client = self._process = None
        if client is not None:
            await client.close()
        if process is None:
            return
        assert process.stdin is not None, "it was asked for"
        process.stdin.close()
        try:
            async with asyncio.timeout(_ENDS_WITHIN_S):
                await process.wait()
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
