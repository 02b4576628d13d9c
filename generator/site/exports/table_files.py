"""Tables to take along: CSV that Excel opens as it is, and a workbook that reads from right to left."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime

from generator.dataset.registry import Registry
from generator.runtime.output import File
from generator.site.model.table import Table
from generator.submissions.forms.questions import questions
from generator.submissions.workbooks.workbook_writer import workbook_bytes as form_bytes

# What a spreadsheet would run: such a cell is written as text.
_ACTIVE = ("=", "+", "-", "@", "\t", "\r")


def csv_text(table: Table) -> str:
    """Return a table as CSV with a BOM, without which Excel takes it for another encoding."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([table.title, *table.columns])
    for row in table.rows:
        writer.writerow([neutral(row.label), *("" if number is None else number for number in row.numbers)])
    return "\ufeff" + out.getvalue()


def neutral(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; some of them pass over the blanks before it."""
    return "'" + text if text.startswith(_ACTIVE) or text.lstrip().startswith(_ACTIVE) else text


def workbook_bytes(table: Table) -> bytes:
    """Return a table as a workbook whose bytes depend on the table alone."""
    # Imported where workbooks are written: nothing else needs it.
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": table.title, "created": datetime(2000, 1, 1)})
        sheet = book.add_worksheet("آمار")
        sheet.right_to_left()
        head = book.add_format({"bold": True, "bottom": 1})
        sheet.write_row(0, 0, [table.title, *table.columns], head)
        for place, row in enumerate(table.rows, start=1):
            sheet.write_string(place, 0, row.label)
            for column, number in enumerate(row.numbers, start=1):
                if number is not None:
                    sheet.write_number(place, column, number)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, len(table.columns), 18)
    return out.getvalue()


def export(tables: Iterable[Table]) -> Iterator[File]:
    """Yield every table as CSV and as workbook."""
    for table in tables:
        yield File(f"{table.name}.csv", csv_text(table).encode())
        yield File(f"{table.name}.xlsx", workbook_bytes(table))


def export_forms(registry: Registry) -> Iterator[File]:
    """Yield the workbook of every resource that takes submissions, in ``workbooks/``."""
    package = registry.package
    for resource in package.roots:
        if resource.submit:
            items = questions(package, resource, registry.offered(resource))
            yield File(f"workbooks/{resource.name}.xlsx", form_bytes(package, resource, items))
