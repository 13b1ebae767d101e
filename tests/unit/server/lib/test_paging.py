"""Lists come a page at a time, by a cursor that nobody needs to understand."""

from datetime import UTC, datetime

import pytest

from common.domain.errors import Invalid
from server.lib.paging import decode_cursor, encode_cursor, page

AT = datetime(2026, 3, 4, 12, 0, 0, 123_456, tzinfo=UTC)


def read(after: int, limit: int) -> list[int]:
    """Rows 1 to 5, sorted; one more than a page, as a repository reads them."""
    return [row for row in range(1, 6) if row > after][: limit + 1]


def test_walking_the_pages_gives_every_row_once() -> None:
    seen, after = [], 0
    while True:
        found = page(read(after, 2), 2, lambda row: (row,))
        seen.append(found.items)
        if found.next is None:
            break
        [after] = decode_cursor(found.next, tuple[int])
    assert seen == [[1, 2], [3, 4], [5]]


@pytest.mark.parametrize(("rows", "has_next"), [(0, False), (2, False), (3, True)])
def test_there_is_a_next_page_only_when_there_are_more_rows(rows: int, has_next: bool) -> None:
    found = page(list(range(rows)), 2, lambda row: (row,))
    assert (found.next is not None) is has_next
    assert len(found.items) == min(rows, 2)


def test_a_cursor_gives_back_the_key_it_was_made_of() -> None:
    cursor = encode_cursor((AT, "id"))
    assert decode_cursor(cursor, tuple[datetime, str]) == (AT, "id")
    assert cursor.isascii()
    assert "=" not in cursor


@pytest.mark.parametrize("cursor", ["", "%%%", "饺子", "YWJj", encode_cursor(("text",)), "A" * 199])
def test_a_cursor_that_is_not_ours_is_refused(cursor: str) -> None:
    with pytest.raises(Invalid) as caught:
        decode_cursor(cursor, tuple[datetime, str])
    assert (caught.value.code, caught.value.facts["field"]) == ("cursor.invalid", "cursor")
