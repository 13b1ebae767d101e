"""HTTP to the server: method names parallel to its routes.

ApiError
├── Unreachable       no answer, or one that is not our server's
└── ProblemAnswered   our server said no; carries the problem
"""

from __future__ import annotations

import asyncio
import re
from types import TracebackType
from typing import Final, Self, TypeVar

import httpx
import msgspec

from common.client.facade import Download
from common.client.verdicts import NOT_OURS, UNREACHABLE, Answer, problem_in
from common.wire import codec, requests
from common.wire.answers import Me, Paired, SignedIn
from common.wire.events import Snapshot
from common.wire.problems import Problem

T = TypeVar("T")

# The server may hold a doubled command for 5 s before it answers.
TIMEOUT: Final = httpx.Timeout(connect=4.0, read=12.0, write=8.0, pool=4.0)
_WHOLE_ANSWER_S: Final = 60.0
"""Those limits are between two bytes: an answer that drips has to end as well."""
_FILE_NAME: Final = re.compile(r'filename="(?P<name>[\w.()-]+)"')
KEY_HEADER: Final = "Idempotency-Key"
STAFF_HEADER: Final = "X-Staff-Session"
STAFF_ID_HEADER: Final = "X-Staff-Id"


class ApiError(Exception):
    """`code` as a screen words it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Unreachable(ApiError):
    pass


class ProblemAnswered(ApiError):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class Api:
    """One server, one device."""

    def __init__(
        self,
        server_url: str,
        token: str = "",
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.server_url = server_url.rstrip("/")
        self._token = token
        self._client = httpx.AsyncClient(
            base_url=self.server_url, timeout=TIMEOUT, transport=transport, trust_env=False
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        await self._client.aclose()

    async def pair(self, code: str, name: str, client_nonce: str) -> Paired:
        body = requests.Pair(code, name, client_nonce)
        return await self._ask("POST", "/v1/devices/pair", Paired, codec.encode(body))

    async def sign_in(
        self, shop_id: str, login: str, pin: str, code: str | None = None
    ) -> SignedIn:
        body = requests.SignIn(shop_id, login, pin, code)
        return await self._ask("POST", "/v1/staff/sign-in", SignedIn, codec.encode(body))

    async def me(self) -> Me:
        return await self._ask("GET", "/v1/me", Me)

    async def snapshot(self) -> Snapshot:
        return await self._ask("GET", "/v1/sync/snapshot", Snapshot)

    async def send(
        self,
        method: str,
        path: str,
        body: bytes,
        key: str,
        staff_id: str = "",
        staff_token: str = "",
    ) -> Answer:
        """A write, with its key. `staff_id` says who did it; only a session gives that person's rights.

        Raises Unreachable when there was no answer.
        """
        headers = {KEY_HEADER: key}
        if staff_id:
            headers[STAFF_ID_HEADER] = staff_id
        if staff_token:
            headers[STAFF_HEADER] = staff_token
        return await self._send(method, path, body, headers)

    async def call(
        self,
        method: str,
        path: str,
        kind: type[T],
        body: msgspec.Struct | None = None,
        key: str = "",
        staff_token: str = "",
    ) -> T:
        """Ask and wait, for what nothing may wait in an outbox (money, reports). A write has a `key`.

        Raises ProblemAnswered, or Unreachable: a write may have been carried out all the same, and
        asking again with the same key and body gives the first answer.
        """
        headers = {name: x for name, x in ((KEY_HEADER, key), (STAFF_HEADER, staff_token)) if x}
        encoded = codec.encode(body) if body is not None else None
        return await self._ask(method, path, kind, encoded, headers)

    async def download(self, path: str, staff_token: str = "") -> Download:
        """A file, under the name that the server gave it. Raises as `call`."""
        headers = {STAFF_HEADER: staff_token} if staff_token else {}
        answer = await self._send("GET", path, None, headers)
        problem = problem_in(answer)
        if problem is not None:
            raise ProblemAnswered(problem)
        if answer.status != 200 or not answer.file_name:
            raise Unreachable(NOT_OURS)
        return Download(answer.file_name, answer.body)

    async def _ask(
        self,
        method: str,
        path: str,
        kind: type[T],
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> T:
        answer = await self._send(method, path, body, headers or {})
        problem = problem_in(answer)
        if problem is not None:
            raise ProblemAnswered(problem)
        if not 200 <= answer.status < 300:
            raise Unreachable(NOT_OURS)
        try:
            return codec.decode(answer.body, kind)
        except msgspec.MsgspecError as error:
            raise Unreachable(NOT_OURS) from error

    async def _send(
        self,
        method: str,
        path: str,
        body: bytes | None,
        headers: dict[str, str],
    ) -> Answer:
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            async with asyncio.timeout(_WHOLE_ANSWER_S):
                response = await self._client.request(method, path, content=body, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            raise Unreachable(UNREACHABLE) from error
        media_type = response.headers.get("Content-Type", "").split(";")[0].strip()
        return Answer(
            response.status_code,
            media_type,
            response.content,
            _seconds(response.headers.get("Retry-After")),
            _file_name(response.headers.get("Content-Disposition", "")),
        )


def _file_name(header: str) -> str:
    found = _FILE_NAME.search(header)
    return found["name"] if found else ""


def _seconds(header: str | None) -> float | None:
    """Retry-After in seconds; the date form is not ours and counts as none."""
    return float(header) if header is not None and header.isdecimal() else None
