"""Request bodies: JSON, strictly of the declared Struct, and every refusal names the field.

Litestar's own decoding is lax (it takes "2" for 2), so the `data` of all routes goes through here.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from datetime import datetime
from typing import Any, ClassVar, Final

import msgspec
from litestar import Request
from litestar.dto import AbstractDTO
from litestar.dto.data_structures import DTOFieldDefinition
from litestar.openapi.spec import Reference, Schema
from litestar.typing import FieldDefinition

from server.lib.problems import BadRequest, BodyInvalid, WrongMediaType

MAX_BYTES: Final = 1024 * 1024
MAX_DEPTH: Final = 16

# A string with what is in it, or one bracket: brackets inside strings do not nest.
_YEARS: Final = range(2000, 2200)
"""Times outside can only be mistakes, and those at the ends of the calendar overflow in arithmetic."""

_TOKENS: Final = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_AT: Final = re.compile(r"^(?P<what>.*?)(?: - at `(?P<field>[^`]*)`)?$", re.DOTALL)
_NAMED: Final = re.compile(r"field `(?P<name>[^`]*)`")


def decode(raw: bytes, decoder: msgspec.json.Decoder[Any]) -> Any:  # Any: the decoder's Struct
    """Read a body; an empty one counts as `{}`.

    Raises BadRequest `body.malformed` (not JSON) or `body.too_deep`, BodyInvalid `body.invalid`
    (not the Struct) or `body.impossible` (its types, but no usable value).
    """
    if is_too_deep(raw):
        raise BadRequest("body.too_deep", {"limit": MAX_DEPTH})
    try:
        body = decoder.decode(raw or b"{}")
    except msgspec.ValidationError as error:
        _require_json(raw)  # what is no JSON behind the first wrong field is no JSON
        what, field = _explain(str(error))
        raise BodyInvalid("body.invalid", {"field": field}, detail=what) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadRequest("body.malformed", detail=str(error)) from error
    for field, what in _unstorable(body, "$"):
        raise BodyInvalid("body.impossible", {"field": field}, detail=what)
    return body


def _require_json(raw: bytes) -> None:
    try:
        msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadRequest("body.malformed", detail=str(error)) from error


def _unstorable(value: Any, field: str) -> Iterator[tuple[str, str]]:
    """Values of the right type that no database bears, each with its JSON path. Any: a body's part."""
    match value:
        case str() if "\0" in value:
            yield field, "Expected a text without NUL"
        case datetime() if value.year not in _YEARS:
            yield field, f"Expected a year from {_YEARS.start} to {_YEARS.stop - 1}"
        case list():
            for index, each in enumerate(value):
                yield from _unstorable(each, f"{field}[{index}]")
        case msgspec.Struct():
            for name in value.__struct_fields__:
                yield from _unstorable(getattr(value, name), f"{field}.{name}")
        case _:
            return


def is_too_deep(raw: bytes) -> bool:
    if raw.count(b"[") + raw.count(b"{") <= MAX_DEPTH:
        return False
    depth = 0
    for token in _TOKENS.finditer(raw):
        match token.group()[:1]:
            case b"[" | b"{":
                depth += 1
                if depth > MAX_DEPTH:
                    return True
            case b"]" | b"}":
                depth -= 1
            case _:
                continue
    return False


def _explain(message: str) -> tuple[str, str]:
    """msgspec's sentence, and the JSON path of the field that it speaks of."""
    found = _AT.match(message)
    what, field = (found["what"], found["field"] or "$") if found else (message, "$")
    # "missing required field `x`" and "unknown field `x`" name the field but point at its object.
    named = _NAMED.search(what)
    return what, f"{field}.{named['name']}" if named else field


class StrictJson(AbstractDTO[msgspec.Struct]):
    """Litestar's seam for decoding, without its transfer models: msgspec reads the Struct itself."""

    model_type = msgspec.Struct
    _decoders: ClassVar[dict[str, msgspec.json.Decoder[Any]]] = {}

    def decode_bytes(self, value: bytes) -> Any:
        connection = self.asgi_connection
        assert isinstance(connection, Request), "only requests have bodies"
        media_type = connection.content_type[0]
        if value and media_type not in ("", "application/json"):
            raise WrongMediaType
        return decode(value, self._decoders[connection.route_handler.handler_id])

    @classmethod
    def is_supported_model_type_field(cls, field_definition: FieldDefinition) -> bool:
        return field_definition.is_subclass_of(msgspec.Struct)

    @classmethod
    def create_for_field_definition(
        cls, field_definition: FieldDefinition, handler_id: str, backend_cls: Any = None
    ) -> None:
        cls._decoders[handler_id] = msgspec.json.Decoder(field_definition.annotation)

    @classmethod
    def create_openapi_schema(
        cls, field_definition: FieldDefinition, handler_id: str, schema_creator: Any
    ) -> Reference | Schema:
        schema: Reference | Schema = schema_creator.for_field_definition(field_definition)
        return schema

    @classmethod
    def generate_field_definitions(
        cls, model_type: type[Any]
    ) -> Generator[DTOFieldDefinition, None, None]:
        yield from ()

    @classmethod
    def detect_nested_field(cls, field_definition: FieldDefinition) -> bool:
        return False
