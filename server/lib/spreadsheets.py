"""Tables as files for a spreadsheet. No cell of ours is ever taken for a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from io import BytesIO, StringIO
from typing import Final

from xlsxwriter import Workbook

CSV: Final = "text/csv"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Cell = str | int
Table = tuple[str, list[list[Cell]]]
"""A title, and rows of which the first is the heading."""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_AMOUNT: Final = re.compile(r"-?[0-9]+\.[0-9]{2}")


def as_csv(tables: Iterable[Table]) -> bytes:
    """UTF-8 with a mark at its beginning: without, a spreadsheet reads Chinese as something else."""
    out = StringIO()
    writer = csv.writer(out)
    for title, rows in tables:
        writer.writerow([title])
        writer.writerows([_harmless(cell) for cell in row] for row in rows)
        writer.writerow([])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(tables: Iterable[Table]) -> bytes:
    """One sheet a table."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        bold = book.add_format({"bold": True})
        for title, rows in tables:
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    value = _harmless(cell)
                    if isinstance(value, str):
                        sheet.write_string(at, column, value, bold if at == 0 else None)
                    else:
                        sheet.write_number(at, column, value)
            sheet.set_column(0, 0, 24)
            sheet.freeze_panes(1, 0)
    return out.getvalue()


def _harmless(cell: Cell) -> Cell:
    """A text that a spreadsheet would work out gets an apostrophe; amounts are ours and stay."""
    if isinstance(cell, str) and cell.startswith(_FORMULA) and not _is_amount(cell):
        return f"'{cell}"
    return cell


def _is_amount(cell: str) -> bool:
    return _AMOUNT.fullmatch(cell) is not None
