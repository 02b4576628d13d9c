"""A list of loans as a workbook: right to left, numbers as numbers, days as people write them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from generator.inbox.web.loans.loan_rows import Row
from generator.persian.calendar.jalali import from_gregorian
from generator.site.exports.table_files import neutral

_COLUMNS = ("شماره", "تعاونی", "شهرستان", "خط اعتباری", "مبلغ (ریال)", "مرحله", "روز در این مرحله")
_WIDTHS = (8, 36, 16, 30, 20, 14, 16)
_DAYS_WIDTH = 16


def sheet(title: str, rows: Sequence[Row], stages: Mapping[str, str]) -> bytes:
    """Return loans as a workbook, with a column for the day of each stage."""
    # Imported where workbooks are written: nothing else needs it.
    import xlsxwriter

    out = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, settings) as book:
        page = book.add_worksheet(title)
        page.right_to_left()
        page.freeze_panes(1, 2)
        page.write_row(0, 0, [*_COLUMNS, *stages.values()], book.add_format({"bold": True, "bottom": 1}))
        for place, one in enumerate(rows, start=1):
            amount = one.loan.cells.get("amount", "")
            page.write_number(place, 0, one.loan.id)
            for column, text in enumerate((one.borrower, one.county, one.facility), start=1):
                page.write_string(place, column, neutral(text))
            if amount.isdecimal():
                page.write_number(place, 4, int(amount))
            page.write_string(place, 5, one.stage)
            page.write_number(place, 6, one.age)
            for column, name in enumerate(stages, start=len(_COLUMNS)):
                if name in one.loan.days:
                    page.write_string(place, column, from_gregorian(one.loan.days[name]).text.replace("-", "/"))
        for column, width in enumerate((*_WIDTHS, *[_DAYS_WIDTH] * len(stages))):
            page.set_column(column, column, width)
    return out.getvalue()
