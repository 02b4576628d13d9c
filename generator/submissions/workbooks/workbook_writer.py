"""Write the workbook of a resource: headings with help, drop-downs from the data, an example row and a guide.

The same questions give the same bytes. Shapes: questions in, the bytes of an ``.xlsx`` out. Errors: none of its own.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from generator.dataset.descriptor import Package, Resource
from generator.persian.digits import fa
from generator.submissions.forms import questions as q
from generator.submissions.forms.questions import NO, YES, Question
from generator.submissions.workbooks import workbook_help as words

# The machine's own sheets.
FORM_SHEET, OPTIONS_SHEET = "_form", "_options"
MARK = "capable-women-form"
# Rows from 0: the notice, the headings, the example, and then what people write.
NOTICE_ROW, HEADING_ROW, EXAMPLE_ROW, FIRST_ROW = 0, 1, 2, 3
READY_ROWS = 500
LONGEST_CELL = 32_767

# A fixed moment: the same form gives the same bytes.
_MADE = datetime(2026, 1, 1)
_FONT = {"font_name": "Tahoma", "font_size": 10, "reading_order": 2}
_TOP = {"valign": "top", "text_wrap": True}
_WIDE = {q.LINES: 44, q.ITEMS: 48, q.CHOICES: 28, q.LINK: 30, q.DATE: 15, q.NUMBER: 14, q.BOOLEAN: 12, q.CHOICE: 22}
_A4 = 9
_GUIDE_WIDTH = 100
_MOST_LINES = 12
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


@dataclass
class Filling:
    """What stands in a copy that is handed back: texts and sentences by row (from 0) and heading.

    A sentence at HEADING_ROW is about the column, or about the workbook as a whole.
    """

    rows: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    marks: Mapping[tuple[int, str], Sequence[str]] = field(default_factory=dict)
    # As the person who filled it in knows them: (row or "", column or "", sentence).
    faults: Sequence[tuple[str, str, str]] = ()


def workbook_bytes(
    package: Package, resource: Resource, items: Sequence[Question], filling: Filling | None = None
) -> bytes:
    """Return the workbook of a resource, empty or with what was filled in and what is to be mended in it."""
    target = io.BytesIO()
    settings = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(target, settings) as book:
        book.set_properties({"title": resource.title, "author": package.title, "created": _MADE})
        _Writer(book, resource, items, filling or Filling()).write(version(package, items))
    return target.getvalue()


def version(package: Package, items: Sequence[Question]) -> str:
    """Return the version of a form: that of the data, and a fingerprint of its keys and headings."""
    text = "\n".join(f"{key}\t{heading}" for key, heading in words.headings(items).items())
    return f"{package.version}+{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def sheet_name(title: str) -> str:
    """Return a title as the name of a sheet, within what Excel allows."""
    name = _FORBIDDEN.sub(" ", title).strip()[:31].strip() or "برگه"
    return f"{name[:28]} ۱" if name in (words.GUIDE, words.FAULTS) else name


class _Writer:
    """Lay one workbook out."""

    def __init__(self, book: Workbook, resource: Resource, items: Sequence[Question], filling: Filling) -> None:
        self.book, self.resource, self.items, self.filling = book, resource, items, filling
        self.headings = words.headings(items)
        self.columns = {heading: column for column, heading in enumerate(self.headings.values())}
        self.title = sheet_name(resource.title)
        style = self._style
        self.notice = style(bold=True, font_color="#8A1C1C")
        self.heading = style(**_TOP, bold=True, bg_color="#DCEBEA", bottom=1)
        self.required = style(**_TOP, bold=True, bg_color="#F6E3C5", bottom=1)
        self.example = style(**_TOP, italic=True, font_color="#767676", bg_color="#F5F5F5", num_format="@")
        self.text, self.plain = style(**_TOP, num_format="@"), style(**_TOP)
        self.wrong = style(**_TOP, num_format="@", bg_color="#F8C9C4", border=1, border_color="#B3261E")

    def _style(self, **more: Any) -> Any:
        return self.book.add_format({**_FONT, **more})

    def write(self, form_version: str) -> None:
        """Write all sheets; the one to fill in stands first and is shown."""
        sheet = self.book.add_worksheet(self.title)
        if self.filling.faults:
            self._faults()
        self._guide()
        lists = self._options()
        self._form(form_version)
        sheet.right_to_left()
        sheet.freeze_panes(FIRST_ROW - 1, 1)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.repeat_rows(HEADING_ROW)
        sheet.write_string(NOTICE_ROW, 0, words.NOTICE, self.notice)
        sheet.set_row(HEADING_ROW, 32)
        for column, item in enumerate(self.items):
            self._column(sheet, column, item, lists)
        example = words.example_row(self.items)
        sheet.set_row(EXAMPLE_ROW, max(_height(text, 30) for text in example))
        for column, text in enumerate(example):
            sheet.write_string(EXAMPLE_ROW, column, text, self.example)
        self._rows(sheet)

    def _column(self, sheet: Any, column: int, item: Question, lists: Mapping[tuple[str, ...], str]) -> None:
        """Write a heading with its comment, and make the column ready for what is typed."""
        heading = self.headings[item.key]
        # As plain numbers Excel would round, and as dates it would count in another calendar.
        style = self.plain if item.kind in (q.LINES, q.ITEMS) else self.text
        width = _WIDE.get(item.kind, 40 if item.longest > 100 else 24)
        sheet.set_column(column, column, max(width, min(len(heading) + 3, 30)), style)
        mark = f" {words.REQUIRED}" if item.required else ""
        sheet.write_string(HEADING_ROW, column, heading + mark, self.required if item.required else self.heading)
        if (HEADING_ROW, heading) not in self.filling.marks:
            self._comment(sheet, HEADING_ROW, column, words.comment(item))
        rule = self._rule(item, lists)
        if rule:
            sheet.data_validation(FIRST_ROW, column, FIRST_ROW + READY_ROWS - 1, column, rule)

    def _rule(self, item: Question, lists: Mapping[tuple[str, ...], str]) -> dict[str, Any] | None:
        """Return what Excel itself says of an answer: the list to choose from, or that a text is too long."""
        name = item.title[:32]
        options = tuple(_options(item))
        if options:
            return {
                "validate": "list",
                "source": lists[options],
                "show_error": item.kind == q.CHOICE,
                "error_title": name,
                "error_message": "یکی از گزینه‌های فهرست را انتخاب کنید.",
            }
        if not item.longest or item.kind not in (q.TEXT, q.LINES, q.LINK):
            return None
        return {
            "validate": "length",
            "criteria": "<=",
            "value": item.longest,
            "error_type": "warning",
            "error_title": name,
            "error_message": f"نوشته بلندتر از {fa(item.longest)} حرف است. آن را کوتاه کنید.",
        }

    def _comment(self, sheet: Any, row: int, column: int, text: str) -> None:
        lines = sum(1 + len(line) // 44 for line in text.split("\n"))
        size = {"width": 300, "height": min(24 + 19 * lines, 600)}
        sheet.write_comment(row, column, text, {"author": words.AUTHOR, "font_name": "Tahoma", "font_size": 9, **size})

    def _rows(self, sheet: Any) -> None:
        """Write what was filled in, and mark what is to be mended."""
        for row, texts in self.filling.rows.items():
            sheet.set_row(row, max((_height(text[:400], 30) for text in texts.values()), default=15))
            for heading, text in texts.items():
                column = self.columns[heading]
                style = self.wrong if (row, heading) in self.filling.marks else self.text
                sheet.write_string(row, column, text[:LONGEST_CELL], style)
        for (row, heading), sentences in self.filling.marks.items():
            column = self.columns[heading]
            if row != HEADING_ROW and not self.filling.rows.get(row, {}).get(heading):
                sheet.write_blank(row, column, None, self.wrong)
            elif row == HEADING_ROW:
                sheet.write_string(row, column, heading[:LONGEST_CELL], self.wrong)
            self._comment(sheet, row, column, "\n".join(sentences)[:LONGEST_CELL])

    def _faults(self) -> None:
        """Write what is to be mended as a list: comments are hard to read on a phone."""
        sheet = self.book.add_worksheet(words.FAULTS)
        sheet.right_to_left()
        _print_on_width(sheet)
        sheet.set_column(0, 0, 8, self.plain)
        sheet.set_column(1, 1, 24, self.plain)
        sheet.set_column(2, 2, _GUIDE_WIDTH, self.plain)
        sheet.freeze_panes(1, 0)
        for number, line in enumerate([("ردیف", "ستون", "چه باید کرد"), *self.filling.faults]):
            for column, text in enumerate(line):
                sheet.write_string(number, column, text[:LONGEST_CELL], self.plain if number else self.heading)
            sheet.set_row(number, _height(line[2], _GUIDE_WIDTH))

    def _guide(self) -> None:
        sheet = self.book.add_worksheet(words.GUIDE)
        sheet.right_to_left()
        sheet.hide_gridlines(2)
        _print_on_width(sheet)
        sheet.set_column(0, 0, 26, self._style(**_TOP, bold=True))
        sheet.set_column(1, 1, _GUIDE_WIDTH, self.plain)
        sheet.write_string(
            0, 0, f"راهنمای پر کردن فایل اکسل «{self.resource.title}»", self._style(bold=True, font_size=14)
        )
        at = 2
        for heading, text in words.guide(self.title, self.items):
            sheet.write_string(at, 0, heading, self._style(**_TOP, bold=True))
            sheet.write_string(at, 1, text, self.plain)
            sheet.set_row(at, _height(text, _GUIDE_WIDTH))
            at += 1
        at += 1
        for column, text in enumerate(("ستون", "چه بنویسید")):
            sheet.write_string(at, column, text, self.heading)
        for item in self.items:
            at += 1
            text = words.comment(item)
            sheet.write_string(at, 0, self.headings[item.key], self.required if item.required else self.heading)
            sheet.write_string(at, 1, text.replace("\n", " "), self.plain)
            sheet.set_row(at, _height(text.replace("\n", " "), _GUIDE_WIDTH))

    def _options(self) -> dict[tuple[str, ...], str]:
        """Write each list of options once, hidden, and return where it stands."""
        sheet = self.book.add_worksheet(OPTIONS_SHEET)
        sheet.hide()
        found: dict[tuple[str, ...], str] = {}
        for item in self.items:
            options = tuple(_options(item))
            if not options or options in found:
                continue
            column = len(found)
            for row, label in enumerate(options):
                sheet.write_string(row, column, label)
            letter = xl_col_to_name(column)
            found[options] = f"={OPTIONS_SHEET}!${letter}$1:${letter}${len(options)}"
        return found

    def _form(self, form_version: str) -> None:
        """Write which form this is, and what each heading and example was when it was made."""
        sheet = self.book.add_worksheet(FORM_SHEET)
        sheet.very_hidden()
        example = words.example_row(self.items)
        titles = ((*pair, text) for pair, text in zip(self.headings.items(), example, strict=True))
        for row, line in enumerate([(MARK, self.resource.name), ("version", form_version), *titles]):
            for column, text in enumerate(line):
                sheet.write_string(row, column, text)


def _height(text: str, width: int) -> float:
    """Return how high a row must be for a text: not every program finds that out by itself."""
    lines = sum(1 + len(line) // (width + 10) for line in text.split("\n"))
    return 3 + 14 * min(lines, _MOST_LINES)


def _print_on_width(sheet: Any) -> None:
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _options(item: Question) -> list[str]:
    return [YES, NO] if item.kind == q.BOOLEAN else words.labels(item)
