"""The OpenAPI 3.1 document, with the problems that each route may answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final

import msgspec
from litestar import Litestar, Router
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import (
    Components,
    OpenAPI,
    OpenAPIFormat,
    OpenAPIMediaType,
    OpenAPIResponse,
    OpenAPIType,
    Operation,
    Parameter,
    PathItem,
    Reference,
    Schema,
    SecurityScheme,
)

from common.wire.problems import MEDIA_TYPE
from server.lib.commands import KEY_HEADER, AnyRequest
from server.lib.http import PUBLIC

VERSION: Final = "0.1.0"
_PROBLEM: Final = "Problem"
_BEARER: Final = "bearer"
_WRITES: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Served(JsonRenderPlugin):
    """`/schema/openapi.json`: completed when somebody first asks, which is seldom."""

    def render(self, request: AnyRequest, openapi_schema: dict[str, Any]) -> bytes:
        return self.render_json(request, document(request.app).to_schema())


_REFERENCE: Final = "#/components/schemas/{name}"

CONFIG: Final = OpenAPIConfig(
    title="Zaotai 灶台",
    version=VERSION,
    description=(
        "Kitchen and ordering for venues with rooms. Money is integer fen, times are RFC 3339 UTC, "
        "ids are UUIDv7. Refusals are RFC 9457 problems with a stable `code`; `final` says that "
        "the same request can never succeed."
    ),
    openapi_router=Router("/schema", route_handlers=(), opt=PUBLIC, include_in_schema=False),
    render_plugins=[Served()],
    components=Components(
        schemas={
            _PROBLEM: Schema(
                type=OpenAPIType.OBJECT,
                title="Problem",
                required=["code", "status"],
                properties={
                    "code": Schema(type=OpenAPIType.STRING),
                    "status": Schema(type=OpenAPIType.INTEGER),
                    "title": Schema(type=OpenAPIType.STRING),
                    "detail": Schema(type=OpenAPIType.STRING),
                    "type": Schema(type=OpenAPIType.STRING),
                    "facts": Schema(type=OpenAPIType.OBJECT),
                    "final": Schema(type=OpenAPIType.BOOLEAN),
                    "request_id": Schema(type=OpenAPIType.STRING),
                },
            )
        },
        security_schemes={_BEARER: SecurityScheme(type="http", scheme="bearer")},
    ),
)


def document(app: Litestar) -> OpenAPI:
    """The document of `app`, completed by what its routes have in common; safe to repeat."""
    found = app.openapi_schema
    handlers = _handlers(app)
    _describe_bodies(found, handlers.values())
    _describe_wall_times(found)
    for path, item in (found.paths or {}).items():
        for method, operation in _operations(item):
            _complete(operation, path, method, handlers.get((path, method)))
    return found


def _describe_bodies(found: OpenAPI, handlers: Iterable[HTTPRouteHandler]) -> None:
    """Put msgspec's own account of the request bodies in the place of Litestar's.

    Litestar leaves out that unknown fields are refused, and what holds for the items of a list.
    """
    bodies = {
        data.annotation
        for handler in handlers
        if (data := handler.parsed_fn_signature.parameters.get("data")) is not None
    }
    _, exact = msgspec.json.schema_components(bodies, ref_template=_REFERENCE)
    for name, raw in exact.items():
        schema = _schema(raw)
        assert isinstance(schema, Schema), "a component is no reference"
        found.components.schemas[name] = schema


def _describe_wall_times(found: OpenAPI) -> None:
    """Litestar 2.25 documents a `time` of day as a duration. No body holds a real one."""
    for schema in found.components.schemas.values():
        for name, each in (schema.properties or {}).items():
            if isinstance(each, Schema) and each.format == OpenAPIFormat.DURATION:
                wall_time = Schema(type=OpenAPIType.STRING, pattern=_WALL_TIME)
                schema.properties = {**(schema.properties or {}), name: wall_time}


_WALL_TIME: Final = "^[0-9]{2}:[0-9]{2}:[0-9]{2}$"
_SNAKE: Final = re.compile("(?<=[a-z])(?=[A-Z])")
_NAMES: Final = {"format": "format"}
_BASE64: Final = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"


def _schema(raw: Mapping[str, Any]) -> Schema | Reference:
    """A JSON schema as Litestar's objects. Any: JSON."""
    if "$ref" in raw:
        return Reference(ref=raw["$ref"])
    values: dict[str, Any] = {}
    for keyword, value in raw.items():
        name = _NAMES.get(keyword, _SNAKE.sub("_", keyword).lower())
        match keyword:
            case "properties":
                values[name] = {field: _schema(each) for field, each in value.items()}
            case "anyOf":
                values[name] = [_schema(each) for each in value]
            case "items" if isinstance(value, dict):
                values[name] = _schema(value)
            case "type":
                values[name] = OpenAPIType(value)
            case "contentEncoding":
                values |= {name: value, "pattern": _BASE64}  # few readers know the keyword alone
            case _:
                values[name] = value
    return Schema(**values)


def _handlers(app: Litestar) -> dict[tuple[str, str], HTTPRouteHandler]:
    return {
        (route.path_format, method): handler
        for route in app.routes
        for handler in getattr(route, "route_handlers", ())
        if isinstance(handler, HTTPRouteHandler)
        for method in handler.http_methods
    }


def _operations(item: PathItem) -> Iterator[tuple[str, Operation]]:
    for method in ("get", "post", "put", "patch", "delete"):
        operation = getattr(item, method)
        if operation is not None:
            yield method.upper(), operation


def _complete(
    operation: Operation, path: str, method: str, handler: HTTPRouteHandler | None
) -> None:
    marks = {} if handler is None else handler.opt
    is_public = bool(marks.get("exclude_from_auth"))
    takes_key = method in _WRITES and not marks.get("takes_no_key")
    if not is_public:
        operation.security = [{_BEARER: []}]
    if takes_key:
        _add_key(operation)
    if operation.request_body is not None and _may_be_left_out(handler):
        operation.request_body.required = False  # type: ignore[union-attr]  # never a Reference
    responses = operation.responses = dict(operation.responses or {})
    for status in _refusals(operation, path, method, is_public=is_public):
        responses[str(status.value)] = _problem(status)
    if marks.get("may_be_short"):
        short = HTTPStatus.PAYMENT_REQUIRED
        responses[str(short.value)] = _problem(short)


def _refusals(
    operation: Operation, path: str, method: str, *, is_public: bool
) -> Iterator[HTTPStatus]:
    yield HTTPStatus.BAD_REQUEST
    yield HTTPStatus.SERVICE_UNAVAILABLE
    if not is_public:
        yield HTTPStatus.UNAUTHORIZED
        yield HTTPStatus.FORBIDDEN
    if operation.parameters or "{" in path or method in _WRITES:
        yield HTTPStatus.NOT_FOUND
        yield HTTPStatus.UNPROCESSABLE_ENTITY
    if method in _WRITES:
        yield HTTPStatus.UNAUTHORIZED
        yield HTTPStatus.REQUEST_TIMEOUT
        yield HTTPStatus.CONFLICT
        yield HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        yield HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        yield HTTPStatus.TOO_MANY_REQUESTS


def _problem(status: HTTPStatus) -> OpenAPIResponse:
    reference = Reference(ref=f"#/components/schemas/{_PROBLEM}")
    return OpenAPIResponse(
        description=status.phrase, content={MEDIA_TYPE: OpenAPIMediaType(schema=reference)}
    )


def _add_key(operation: Operation) -> None:
    parameters = list(operation.parameters or ())
    names = {each.name for each in parameters if isinstance(each, Parameter)}
    if KEY_HEADER in names:
        return
    parameters.append(
        Parameter(
            name=KEY_HEADER,
            param_in="header",
            required=True,
            description="one per tap; the same key and body give the first answer again, 14 days",
            schema=Schema(
                type=OpenAPIType.STRING, min_length=1, max_length=64, pattern="^[!-~]{1,64}$"
            ),
        )
    )
    operation.parameters = parameters


def _may_be_left_out(handler: HTTPRouteHandler | None) -> bool:
    """Whether every field of the body has a default: nothing then means all of them."""
    if handler is None:
        return False
    data = handler.parsed_fn_signature.parameters.get("data")
    if data is None:
        return False
    try:
        data.annotation()
    except TypeError:
        return False
    return True
