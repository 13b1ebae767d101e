"""From any error to the RFC 9457 problem that answers it: one function, `problem_for`.

HttpRefusal                what the edge itself refuses; carries status, code and headers
├── Unauthorized           401: no token, an unknown one, a revoked one
├── BadRequest             400: not a request that can be read
├── BodyInvalid            422: JSON, but not the body of this route; names the field
├── SlowBody               408: the body did not arrive in time
├── WrongMediaType         415: the body is not JSON
└── TooManyAttempts        429: wait `Retry-After` seconds

The refusals of the rules are `common.domain.errors.DomainError`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import ClassVar, Final

from litestar.exceptions import (
    HTTPException,
    MethodNotAllowedException,
    NotFoundException,
    ValidationException,
)

from common.domain.errors import (
    NO_FACTS,
    DomainError,
    Forbidden,
    Invalid,
    NotEnoughCredit,
    NotFound,
    TooOften,
    ZaotaiError,
)
from common.wire.problems import Problem
from server.db.errors import IdempotencyInProgress, IdempotencyKeyReused, UnitsUnavailable

RETRY_AFTER_S: Final = 1


class HttpRefusal(ZaotaiError):
    """`final`: to send the same request again cannot help."""

    status: ClassVar[HTTPStatus]
    final: ClassVar[bool] = False

    def __init__(
        self,
        code: str,
        facts: Mapping[str, object] = NO_FACTS,
        headers: Mapping[str, str] | None = None,
        detail: str = "",
    ) -> None:
        super().__init__(code)
        self.code = code
        self.facts = dict(facts)
        self.headers = dict(headers or {})
        self.detail = detail


class Unauthorized(HttpRefusal):
    status = HTTPStatus.UNAUTHORIZED

    def __init__(self, code: str) -> None:
        super().__init__(code, headers={"WWW-Authenticate": "Bearer"})


class BadRequest(HttpRefusal):
    status = HTTPStatus.BAD_REQUEST
    final = True


class BodyInvalid(HttpRefusal):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    final = True


class SlowBody(HttpRefusal):
    status = HTTPStatus.REQUEST_TIMEOUT

    def __init__(self) -> None:
        super().__init__("body.slow", headers={"Connection": "close"})


class WrongMediaType(HttpRefusal):
    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    final = True

    def __init__(self) -> None:
        super().__init__("body.media_type", detail="send application/json")


class TooManyAttempts(HttpRefusal):
    status = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, code: str, retry_after_s: int) -> None:
        super().__init__(
            code, {"retry_after_s": retry_after_s}, {"Retry-After": str(retry_after_s)}
        )


@dataclass(frozen=True, slots=True)
class ProblemAnswer:
    """A problem and the headers that go with it."""

    problem: Problem
    headers: Mapping[str, str] = field(default_factory=dict)


def problem_for(error: Exception) -> ProblemAnswer:
    """The answer to `error`. What nobody foresaw is a 500 that tells nothing of the inside."""
    match error:
        case DomainError():
            status = _domain_status(error)
            if isinstance(error, TooOften):
                wait = {"Retry-After": str(error.retry_after_s)}
                return _answer(status, error.code, error.facts, headers=wait)
            return _answer(status, error.code, error.facts, final=True)
        case HttpRefusal():
            return _answer(
                error.status,
                error.code,
                error.facts,
                final=error.final,
                detail=error.detail,
                headers=error.headers,
            )
        case UnitsUnavailable():
            return _try_again(HTTPStatus.SERVICE_UNAVAILABLE, error.code)
        case IdempotencyInProgress():
            return _try_again(HTTPStatus.CONFLICT, error.code)
        case IdempotencyKeyReused():
            return _answer(HTTPStatus.UNPROCESSABLE_ENTITY, error.code, final=True)
        case HTTPException():
            return _of_framework(error)
        case _:
            return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, "server.error")


def _domain_status(error: DomainError) -> HTTPStatus:
    match error:
        case Invalid():
            return HTTPStatus.UNPROCESSABLE_ENTITY
        case NotFound():
            return HTTPStatus.NOT_FOUND
        case Forbidden():
            return HTTPStatus.FORBIDDEN
        case NotEnoughCredit():
            return HTTPStatus.PAYMENT_REQUIRED
        case TooOften():
            return HTTPStatus.TOO_MANY_REQUESTS
        case _:
            return HTTPStatus.CONFLICT


def _of_framework(error: HTTPException) -> ProblemAnswer:
    """What Litestar refuses before any of our code runs."""
    status = HTTPStatus(error.status_code)
    headers = dict(error.headers or {})
    match error:
        case ValidationException():
            return _answer(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                "parameter.invalid",
                {"field": _first_key(error)},
                final=True,
                detail=_first_message(error),
            )
        case NotFoundException():
            return _answer(status, "route.unknown")
        case MethodNotAllowedException():
            return _answer(status, "route.method", headers={"Allow": _allowed(headers)})
        case _ if status is HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return _answer(status, "body.too_large", final=True, headers={"Connection": "close"})
        case _ if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return _answer(status, "server.error")
        case _:
            return _answer(status, "request.bad", headers=headers)


def _allowed(headers: Mapping[str, str]) -> str:
    """The route's own methods; OPTIONS is Litestar's."""
    methods = headers.get("allow", "").split(", ")
    return ", ".join(sorted(method for method in methods if method != "OPTIONS"))


def _first_key(error: ValidationException) -> str:
    return str(_first(error).get("key", ""))


def _first_message(error: ValidationException) -> str:
    return str(_first(error).get("message", ""))


def _first(error: ValidationException) -> Mapping[str, object]:
    extra = error.extra
    first = extra[0] if isinstance(extra, list) and extra else {}
    return first if isinstance(first, dict) else {}


def _try_again(status: HTTPStatus, code: str) -> ProblemAnswer:
    return _answer(status, code, headers={"Retry-After": str(RETRY_AFTER_S)})


def _answer(
    status: HTTPStatus,
    code: str,
    facts: Mapping[str, object] = NO_FACTS,
    *,
    final: bool = False,
    detail: str = "",
    headers: Mapping[str, str] | None = None,
) -> ProblemAnswer:
    problem = Problem(
        code=code,
        status=status.value,
        title=status.phrase,
        detail=detail,
        facts=dict(facts),
        final=final,
    )
    return ProblemAnswer(problem, headers or {})
