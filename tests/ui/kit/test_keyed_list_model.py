"""The list model changes by the smallest true difference and tells each step of it."""

from dataclasses import dataclass
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from common.qt.keyed_list_model import KeyedListModel


class Step(StrEnum):
    WAITING = "waiting"
    COOKING = "cooking"


@dataclass(frozen=True, slots=True)
class Row:
    row_id: int
    dish_name: str = "水饺"
    step: Step = Step.WAITING
    notes: tuple[str, ...] = ()


class Mirror:
    """A view that knows only what the signals told it."""

    def __init__(self, model: KeyedListModel[Row]) -> None:
        self.rows: list[Row] = []
        self.steps: list[str] = []
        self._model = model
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        model.rowsMoved.connect(self._moved)
        model.dataChanged.connect(self._changed)
        model.modelReset.connect(lambda: self.steps.append("reset"))

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.steps.append("insert")
        self.rows[first:first] = self._model.rows[first : last + 1]

    def _removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.steps.append("remove")
        del self.rows[first : last + 1]

    def _moved(self, _p: QModelIndex, first: int, last: int, _q: QModelIndex, to: int) -> None:
        self.steps.append("move")
        block = self.rows[first : last + 1]
        del self.rows[first : last + 1]
        at = to if to < first else to - len(block)
        self.rows[at:at] = block

    def _changed(self, first: QModelIndex, last: QModelIndex, _roles: list[int]) -> None:
        self.steps.append("change")
        for at in range(first.row(), last.row() + 1):
            self.rows[at] = self._model.rows[at]


@pytest.fixture
def model(qapp: QGuiApplication) -> KeyedListModel[Row]:
    return made(qapp)


def made(owner: QObject) -> KeyedListModel[Row]:
    return KeyedListModel(Row, lambda row: row.row_id, owner)


def rows(*ids: int) -> list[Row]:
    return [Row(row_id) for row_id in ids]


some_rows = st.lists(
    st.builds(Row, st.integers(0, 12), st.sampled_from(["水饺", "米饭"]), st.sampled_from(Step)),
    max_size=13,
    unique_by=lambda row: row.row_id,
)


@given(steps=st.lists(some_rows, min_size=1, max_size=5))
def test_a_view_that_follows_the_signals_shows_the_target(
    qapp: QGuiApplication, steps: list[list[Row]]
) -> None:
    owner = QObject()
    model = made(owner)
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, owner
    )
    mirror = Mirror(model)
    for target in steps:
        model.replace(target)
        assert mirror.rows == target
        assert list(model.rows) == target
        assert model.rowCount() == model.property("count") == len(target)
    assert "reset" not in mirror.steps
    assert tester.model() is model


def test_one_ticket_to_the_end_is_one_move(model: KeyedListModel[Row]) -> None:
    model.replace(rows(1, 2, 3, 4, 5))
    mirror = Mirror(model)
    mirror.rows = list(model.rows)
    model.replace(rows(2, 3, 4, 5, 1))
    assert mirror.steps == ["move"]


def test_neighbours_come_and_go_together(model: KeyedListModel[Row]) -> None:
    model.replace(rows(1, 2, 3, 4))
    mirror = Mirror(model)
    mirror.rows = list(model.rows)
    model.replace(rows(1, 4, 5, 6))
    assert mirror.steps == ["remove", "insert"]


def test_the_same_rows_again_tell_nothing(model: KeyedListModel[Row]) -> None:
    model.replace(rows(1, 2))
    mirror = Mirror(model)
    model.replace(rows(1, 2))
    assert mirror.steps == []


def test_only_the_changed_field_is_named(model: KeyedListModel[Row]) -> None:
    model.replace(rows(1, 2))
    told: list[list[int]] = []
    model.dataChanged.connect(lambda _first, _last, roles: told.append(list(roles)))
    model.replace([Row(1), Row(2, step=Step.COOKING)])
    names = [bytes(model.roleNames()[role].data()).decode() for role in told[0]]
    assert names == ["step"]


def test_fields_reach_qml_by_camel_case_and_as_plain_values(model: KeyedListModel[Row]) -> None:
    model.replace([Row(1, "水饺", Step.COOKING, ("少盐", "不辣"))])
    by_name = {bytes(name.data()).decode(): role for role, name in model.roleNames().items()}
    read = {name: model.data(model.index(0), role) for name, role in by_name.items()}
    assert read == {"rowId": 1, "dishName": "水饺", "step": "cooking", "notes": ["少盐", "不辣"]}
    assert type(read["step"]) is str


def test_two_rows_with_one_key_are_refused_and_nothing_changes(model: KeyedListModel[Row]) -> None:
    model.replace(rows(1))
    with pytest.raises(ValueError, match="one key"):
        model.replace(rows(2, 2))
    assert list(model.rows) == rows(1)


def test_an_unknown_role_reads_as_nothing(model: KeyedListModel[Row]) -> None:
    model.replace(rows(1))
    assert model.data(model.index(0), Qt.ItemDataRole.DisplayRole) is None
    assert model.data(model.index(7)) is None


def test_a_row_is_found_by_its_key(model: KeyedListModel[Row]) -> None:
    model.replace(rows(4, 9))
    assert (model.row_of(9), model.row_of(5)) == (1, -1)
