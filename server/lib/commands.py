"""The one door for HTTP writes: same tap once, one unit of work, the answer after its commit.

    return await commands.run(request, actor, lambda unit: kitchen(unit, actor).start(line_id, data))

`work` runs inside a savepoint. What its rules refuse is taken back to there, and the problem is
stored as the answer to this key; what the edge refuses (400, 401, 403, 413, 429, 5xx) never is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

from litestar import Request, Response

from common.domain.errors import DomainError, Forbidden, TooOften
from common.domain.roles import Actor
from common.wire import codec
from common.wire.problems import MEDIA_TYPE as PROBLEM
from server.db import idempotency
from server.db.idempotency import StoredAnswer
from server.db.unit import Unit
from server.db.units import Units
from server.lib.problems import BadRequest, problem_for

KEY_HEADER: Final = "Idempotency-Key"
_KEY: Final = re.compile(r"[\x21-\x7e]{1,64}")
_JSON: Final = "application/json"

AnyRequest = Request[Any, Any, Any]  # Any: Litestar's user, auth and state, which we type as Actor


class Answer(Protocol):
    """A body of `common.wire.answers` that a write gives."""

    positions: dict[str, int]


A = TypeVar("A", bound=Answer)
Status = int | Callable[[A], int]


@dataclass(frozen=True, slots=True)
class Commands:
    units: Units

    async def run(
        self,
        request: AnyRequest,
        actor: Actor,
        work: Callable[[Unit], A],
        status: Status[A] = 200,
    ) -> Response[Any]:
        """Run `work` once per Idempotency-Key and give its answer, also to every repetition.

        Any: the body is encoded already; a handler says `Response[OrderBody]` for the OpenAPI.

        The shop's row is locked when `work` begins. `work` may run again from the start (spec 90).
        """
        key = command_key(request)
        fingerprint = _fingerprint(request.method, request.scope["path"], await request.body())
        scope = actor.device_id or actor.staff_id or actor.shop_id

        def once(unit: Unit) -> StoredAnswer:
            stored = idempotency.begin(unit, scope, key, fingerprint)
            if stored is None:
                stored = _decide(unit, actor, work, status)
                idempotency.store(unit, scope, key, stored)
            return stored

        return _response(await self.units.write(once))


def command_key(request: AnyRequest) -> str:
    """The request's Idempotency-Key. Raises BadRequest `idempotency.key_missing` or `…key_invalid`."""
    key = request.headers.get(KEY_HEADER)
    if not key:
        raise BadRequest("idempotency.key_missing", {"field": KEY_HEADER})
    if not _KEY.fullmatch(key):
        raise BadRequest(
            "idempotency.key_invalid",
            {"field": KEY_HEADER},
            detail="1 to 64 visible ASCII characters",
        )
    return key


def _decide(unit: Unit, actor: Actor, work: Callable[[Unit], A], status: Status[A]) -> StoredAnswer:
    try:
        with unit.savepoint():
            unit.lock_shop(actor.shop_id)
            answer = work(unit)
            answer.positions = unit.seal()
    except (Forbidden, TooOften):
        raise  # a role may be given later, a minute passes: the key stays free
    except DomainError as error:
        problem = problem_for(error).problem
        return StoredAnswer(problem.status, codec.encode(problem), {"Content-Type": PROBLEM})
    code = status(answer) if callable(status) else status
    return StoredAnswer(code, codec.encode(answer), {"Content-Type": _JSON})


def _fingerprint(method: str, path: str, body: bytes) -> str:
    digest = hashlib.sha256(f"{method} {path}\n".encode())
    digest.update(body)
    return digest.hexdigest()


def _response(stored: StoredAnswer) -> Response[bytes]:
    headers = dict(stored.headers)
    media_type = headers.pop("Content-Type")
    return Response(stored.body, status_code=stored.status, media_type=media_type, headers=headers)
