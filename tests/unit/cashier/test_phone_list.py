"""What somebody pastes as a list of numbers, and what is read of it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier_app.corner.phone_list import LARGEST_FILE, NoList, in_requests, phones_in, read_list

NUMBERS = ["13800138000", "13900139000"]


@pytest.mark.parametrize(
    "text",
    [
        "13800138000\n13900139000",
        "13800138000, 13900139000；",
        "13800138000 13900139000",
        "姓名,手机,备注\n王女士,13800138000,常客\n李先生,13900139000,",
        '"王女士"\t"13800138000"\n"李先生"\t="13900139000"',
        "手机号：13800138000\r\n手机号：13900139000\r\n",
    ],
)
def test_numbers_are_found_in_whatever_is_pasted(text: str) -> None:
    assert phones_in(text) == NUMBERS


def test_a_number_keeps_the_form_in_which_it_was_typed() -> None:
    assert phones_in("138 0013 8000\n+86 139-0013-9000") == ["138 0013 8000", "+86 139-0013-9000"]


def test_what_is_no_number_is_kept_to_be_refused_by_name() -> None:
    assert phones_in("1380013800\n021-55550188\n王女士\n3 号房") == ["1380013800", "021-55550188"]


@given(st.lists(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)), st.sampled_from("\n,;\t、"))
def test_no_number_of_a_list_is_lost(numbers: list[str], between: str) -> None:
    assert phones_in(between.join(numbers)) == numbers


@given(st.lists(st.integers()), st.integers(1, 7))
def test_requests_hold_all_numbers_once_and_in_order(numbers: list[int], most: int) -> None:
    phones = [str(x) for x in numbers]
    lists = in_requests(phones, most)
    assert [x for each in lists for x in each] == phones
    assert all(0 < len(each) <= most for each in lists)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_of_excel_is_read_in_either_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "客人.csv"
    path.write_text("姓名,手机\n王女士,13800138000\n李先生,13900139000\n", encoding=encoding)
    assert read_list(path) == NUMBERS


def test_a_file_that_is_no_list_is_refused(tmp_path: Path) -> None:
    large, odd = tmp_path / "large.csv", tmp_path / "odd.csv"
    large.write_bytes(b"1" * (LARGEST_FILE + 1))
    odd.write_bytes(b"\xff\xff\xff\xff")
    for path in (large, odd):
        with pytest.raises(NoList):
            read_list(path)
