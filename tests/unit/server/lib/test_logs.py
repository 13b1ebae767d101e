"""Logs are JSON, name their request and hold nobody's phone number."""

import io
import json
import logging

import pytest

from server.lib.logs import JsonLines, bound_request, mask_phones


class Log:
    """A logger and what it has written."""

    def __init__(self) -> None:
        self._written = io.StringIO()
        handler = logging.StreamHandler(self._written)
        handler.setFormatter(JsonLines())
        self.logger = logging.Logger("server.test")
        self.logger.addHandler(handler)

    @property
    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self._written.getvalue().splitlines()]


@pytest.fixture
def log() -> Log:
    return Log()


def test_a_line_is_one_object_with_its_fields(log: Log) -> None:
    with bound_request("r-7"):
        log.logger.warning("order %s late", "#07", extra={"shop": "s1", "minutes": 16})
    log.logger.info("nobody's\nrequest")

    late, nobodys = log.lines
    assert late["message"] == "order #07 late"
    assert (late["level"], late["logger"], late["request_id"]) == ("warning", "server.test", "r-7")
    assert (late["shop"], late["minutes"]) == ("s1", 16)
    assert str(late["ts"]).endswith("Z")
    assert "request_id" not in nobodys


def test_an_error_comes_with_its_traceback(log: Log) -> None:
    try:
        raise LookupError("guest 13812345678")
    except LookupError:
        log.logger.exception("not found")
    [line] = log.lines
    assert "LookupError: guest 138******78" in str(line["error"])


def test_phones_are_masked_wherever_they_stand(log: Log) -> None:
    phones = {
        "to": ["13812345678"],
        "nested": {"from": "+447911123456"},
        "object": ValueError("13912345678"),
    }
    log.logger.info("sent to %s", "13812345678", extra=phones)
    [line] = log.lines
    assert line["message"] == "sent to 138******78"
    assert line["to"] == ["138******78"]
    assert line["nested"] == {"from": "+44********56"}
    assert line["object"] == "139******78"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("call 13812345678 now", "call 138******78 now"),
        ("电话13812345678。", "电话138******78。"),
        ("138 1234 5678", "138********78"),
        ("+86 138 1234 5678", "+86************78"),
        ("+447911123456", "+44********56"),
        ("8613812345678", "861********78"),
    ],
)
def test_a_phone_number_is_masked(text: str, masked: str) -> None:
    assert mask_phones(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "01a205c6-2b93-7677-b92f-138123456789",
        "1700000000000",
        "2026-03-04T12:00:00.123456Z",
        "#100 801 水饺 2份",
        "in 13812345678901 ns",
    ],
)
def test_other_numbers_stay_readable(text: str) -> None:
    assert mask_phones(text) == text
