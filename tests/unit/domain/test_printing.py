"""What may become of a paper."""

from datetime import UTC, datetime, timedelta

import pytest

from common.domain.errors import Refused
from common.domain.printing import (
    MOVES,
    SAME,
    STALE_AFTER,
    JobAction,
    JobState,
    PaperKind,
    decide,
    is_stale,
    prints_itself_again,
)

# claim, begin, finish, give_back, lose, skip, fail, cancel, again, confirm
TABLE = """
queued     claimed  no       no      no     no     skipped failed cancelled same   no
claimed    no       printing no      queued no     no      no     no        same   no
printing   no       same     printed queued unsure no      no     no        no     no
printed    no       no       same    no     no     no      no     no        queued same
unsure     no       no       printed no     no     no      no     cancelled queued printed
skipped    no       no       no      no     no     no      no     cancelled queued no
failed     no       no       no      no     no     no      no     cancelled queued no
cancelled  no       no       no      no     no     no      no     same      queued no
"""
CELLS = [
    (JobState(row[0]), action, cell)
    for row in (line.split() for line in TABLE.strip().splitlines())
    for action, cell in zip(JobAction, row[1:], strict=True)
]


def test_the_table_is_whole() -> None:
    assert len(CELLS) == len(JobState) * len(JobAction)
    assert not MOVES.keys() & SAME


@pytest.mark.parametrize(("state", "action", "cell"), CELLS)
def test_every_cell(state: JobState, action: JobAction, cell: str) -> None:
    if cell == "no":
        with pytest.raises(Refused) as refused:
            decide(state, action)
        assert refused.value.facts == {"state": state, "action": action}
    else:
        assert decide(state, action) == (state if cell == "same" else JobState(cell))


NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "age", "stale"),
    [
        (PaperKind.TICKET, STALE_AFTER, False),
        (PaperKind.TICKET, STALE_AFTER + timedelta(seconds=1), True),
        (PaperKind.RECEIPT, timedelta(days=1), False),
    ],
)
def test_only_the_kitchens_paper_grows_stale(kind: PaperKind, age: timedelta, stale: bool) -> None:
    assert is_stale(kind, NOW - age, NOW) is stale


def test_a_lost_ticket_is_printed_again_a_few_times_and_a_receipt_never() -> None:
    assert [prints_itself_again(PaperKind.TICKET, copies) for copies in range(4)] == [
        True,
        True,
        True,
        False,
    ]
    assert not prints_itself_again(PaperKind.RECEIPT, 0)
