"""JSON logs, one object a line: with the request's id, without anybody's phone number."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final, TextIO

import msgspec

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""Id of the request that the current task or unit of work belongs to."""

# What `logging` itself puts on a record; everything else was given as `extra`.
_OWN: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

# Chinese mobile numbers and international ones; not a run of digits inside an id or an amount.
_PHONE: Final = re.compile(
    r"(?<![0-9A-Za-z.-])(?:(?:\+|00)\d{1,3}[ -]?\d{2,11}(?:[ -]?\d{2,4}){1,2}"
    r"|(?:86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?![0-9A-Za-z-])"
)
_SHOWN: Final = 3, 2  # digits left readable at the start and at the end


@contextmanager
def bound_request(id_: str) -> Iterator[None]:
    """Name `id_` in every log line of this block."""
    token = request_id.set(id_)
    try:
        yield
    finally:
        request_id.reset(token)


def mask_phones(text: str) -> str:
    """`text` with each phone number reduced to its first 3 and last 2 characters."""
    return _PHONE.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    number = found.group()
    start, end = _SHOWN
    return number[:start] + "*" * (len(number) - start - end) + number[-end:]


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {  # Any: `extra` may hold any JSON value
            "ts": datetime.fromtimestamp(record.created, UTC),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": mask_phones(record.getMessage()),
        }
        if id_ := request_id.get():
            line["request_id"] = id_
        line |= {name: _clean(value) for name, value in vars(record).items() if name not in _OWN}
        if record.exc_info:
            line["error"] = mask_phones(self.formatException(record.exc_info))
        return msgspec.json.encode(line, enc_hook=str).decode()


def _clean(value: Any) -> Any:
    """A field of `extra` without phone numbers, also inside lists and maps. Any: JSON values."""
    match value:
        case str():
            return mask_phones(value)
        case dict():
            return {str(name): _clean(held) for name, held in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_clean(held) for held in value]
        case None | bool() | int() | float() | datetime():
            return value
        case _:
            return mask_phones(str(value))


def configure(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send every logger of this process to `stream` (None: stderr) as JSON lines."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # a line a request, with its whole URL
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):  # they bring handlers of their own
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
