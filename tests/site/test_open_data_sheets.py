"""Tables and workbooks of the open data: as people read them, and with nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dataset.descriptor import Field, Package, Resource
from generator.runtime.compact_json import compact
from generator.site.exports.open_data import sheets, sqlite, tabular
from generator.site.exports.open_data.public import Public, Table, publish
from generator.site.exports.table_files import neutral
from tests.site.open_data import PROFILE, RUN, ask, rows, sheet_rows, written
from tests.support import package, run


@pytest.mark.parametrize("text", RUN)
def test_what_a_spreadsheet_would_run_is_told_from_text(text):
    assert neutral(text) == "'" + text


@pytest.mark.parametrize("text", ["", "متن", "1=1", "a@b.ir", "۱ + ۱", "'=1", "«=»"])
def test_a_harmless_text_stays(text):
    assert neutral(text) == text


def joined(make, *arguments) -> bytes:
    return b"".join(make(*arguments))


def test_formulas_are_text_in_sheets_and_exact_elsewhere(small_data, tmp_path):
    public = publish(small_data[0].registry)
    resource = public.tables["facilities-parties"].resource
    table = Table(resource, "طرف‌ها", [("credit", place, text) for place, text in enumerate(RUN, start=1)])
    sheets.write(public, [table], [("=x", "")], tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    shown = [row[-1] for row in book[resource.title].iter_rows(min_row=2, values_only=True)]
    # XML knows no carriage return of its own.
    assert [text.replace("_x000D_", "\r") for text in shown] == ["'" + text for text in RUN]
    text = joined(tabular.excel_csv, public, table).decode("utf-8-sig")
    assert [row[-1] for row in csv.reader(io.StringIO(text, newline=""))][1:] == ["'" + text for text in RUN]
    plain = joined(tabular.exact_csv, table).decode()
    assert [row[2] for row in csv.reader(io.StringIO(plain, newline=""))][1:] == list(RUN)
    assert [item["name"] for item in json.loads(joined(tabular.json_array, table))] == list(RUN)


CELLS = (
    st.text(max_size=9)
    | st.sampled_from([*RUN, "007", "12345", "%s", "ا,ب", 'ا"ب', " ب", "آ=1", "\u200cا"])
    | st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.sampled_from([0, 1, 1.5])
)


@given(rows=st.lists(st.tuples(*[CELLS] * 3), max_size=3))
@mock.patch.object(tabular, "_BATCH", 2)  # as a longer table has it, which goes on in the next part
def test_a_table_as_text_is_what_each_of_its_cells_is(rows):
    fields = tuple(
        Field(name, name, type=kind) for name, kind in (("a", "string"), ("b%s", "boolean"), ("c", "integer"))
    )
    table = Table(Resource("things", "چیزها", fields, ("a",), ()), "", rows)
    whole = Public(Package("", "", "", {}, {}, Path("data")), {"things": table}, {})
    lines = [compact(dict(zip(("a", "b%s", "c"), row, strict=True))) for row in rows]
    assert joined(tabular.json_array, table).decode() == ("[\n" + ",\n".join(lines) + "\n]\n" if rows else "[]\n")
    for made, cell in (
        (joined(tabular.exact_csv, table), lambda value: value),
        (joined(tabular.excel_csv, whole, table), tabular._harmless),
    ):
        words = {None: "", True: "true", False: "false"}
        shown = [
            [words[one] if one is None or one is True or one is False else str(cell(one)) for one in row]
            for row in rows
        ]
        assert list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))[1:] == shown


def test_codes_have_words_and_telephones_their_zeros_where_people_read_them(small_data):
    public = publish(small_data[0].registry)
    table = public.tables["cooperatives"]
    text = joined(tabular.excel_csv, public, Table(table.resource, table.title, [_cooperative(table)]))
    head, line = csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""))
    found = dict(zip(head, line, strict=True))
    assert (found["شهرستان"], found["شهرستان (به واژه)"]) == ("shiraz", "شیراز")
    assert '="07132345678"' in line and '="0123"' in line
    plain = joined(tabular.exact_csv, Table(table.resource, table.title, [_cooperative(table)])).decode()
    assert plain.splitlines()[0] == ",".join(item.name for item in table.fields)
    assert ",07132345678," in plain and ",0123," in plain


def _cooperative(table: Table) -> tuple[Any, ...]:
    own = {"id": "x", "name": "تعاونی", "county": "shiraz", "phone": "07132345678", "registration": "0123"}
    return tuple(own.get(item.name) for item in table.fields)


def test_a_formula_in_a_record_reaches_no_sheet(tmp_path):
    data = package(tmp_path / "data")
    woman = data / f"women/shiraz/{PROFILE}.yml"
    woman.write_text(woman.read_text("utf-8") + "remark: '=1+1'\n", "utf-8")
    assert run("format", "--data", data).exit_code == 0
    folder = tmp_path / "site"
    written(data, folder)
    assert json.loads((folder / f"women/{PROFILE}/index.json").read_text("utf-8"))["data"]["remark"] == "=1+1"
    assert ask(folder, "select remark from women where id = ?", PROFILE) == [("=1+1",)]
    assert [row["remark"] for row in rows(folder / "data/tables/women.csv") if row["id"] == PROFILE] == ["=1+1"]
    text = (folder / "data/tables/women.excel.csv").read_text("utf-8-sig")
    assert ",'=1+1" in text and ",=1+1" not in text
    _, *lines = sheet_rows(folder / "data/tables/women.xlsx", "زنان توانمند")
    assert "'=1+1" in next(row for row in lines if row[0] == PROFILE)


def test_workbooks_read_from_right_to_left_with_persian_headers(small_data):
    site, folder = small_data
    public = publish(site.registry)
    for resource in public.roots:
        book = openpyxl.load_workbook(folder / f"data/tables/{resource.name}.xlsx")
        tables = list(public.family(resource))
        assert len(book.sheetnames) == len(tables) + 1
        for sheet, table in zip(book, tables, strict=False):
            assert sheet.sheet_view.rightToLeft
            titles = [cell.value for cell in sheet[1]]
            assert [title for title in titles if "(به واژه)" not in title] == [item.title for item in table.fields]
            assert sheet.max_row == len(table.rows) + 1
    text = (folder / "data/tables/women.excel.csv").read_bytes()
    assert text.startswith("\ufeffشناسه,".encode())
    assert not (folder / "data/tables/women.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_text_too_long_for_a_cell_says_that_it_goes_on(small_data, tmp_path):
    public = publish(small_data[0].registry)
    resource = public.tables["facilities-parties"].resource
    sheets.write(public, [Table(resource, "", [("credit", 1, "آ" * 40_000)])], [], tmp_path / "book.xlsx")
    text = sheet_rows(tmp_path / "book.xlsx", resource.title)[1][-1]
    assert len(text) == 32_767 and text.endswith("… (ادامه در CSV)")


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(small_data, tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "_ROWS", 2)
    public = publish(small_data[0].registry)
    resource = public.tables["facilities-parties"].resource
    rows = [("credit", number, f"طرف {number}") for number in range(1, 6)]
    sheets.write(public, [Table(resource, "", rows)], [], tmp_path / "book.xlsx")
    parts = [sheet_rows(tmp_path / "book.xlsx", f"{resource.title}{end}") for end in ("", " 2", " 3")]
    assert [len(part) for part in parts] == [3, 3, 2] and len({part[0] for part in parts}) == 1
    assert [row[-1] for part in parts for row in part[1:]] == [row[-1] for row in rows]


def test_a_large_number_is_as_exact_as_its_form(small_data, tmp_path):
    public = publish(small_data[0].registry)
    resource = public.tables["release-counts"].resource
    numbers = (2**53, 10**17 + 1, 10**30 + 1)
    table = Table(resource, "", [(f"1.0.0/{number}", "1.0.0", "women", number) for number in numbers])
    sheets.write(public, [table], [], tmp_path / "book.xlsx")
    assert [str(row[3]) for row in sheet_rows(tmp_path / "book.xlsx", resource.title)[1:]] == list(map(str, numbers))
    sqlite.write(replace(public, tables={**public.tables, table.name: table}), tmp_path / "bank.sqlite")
    base = sqlite3.connect(tmp_path / "bank.sqlite")
    assert [row[0] for row in base.execute("select rows from release_counts")] == [2**53, 10**17 + 1, 1e30]
    base.close()
    assert [item["rows"] for item in json.loads(joined(tabular.json_array, table))] == list(numbers)


def test_names_of_sheets_are_such_as_excel_takes():
    names: set[str] = set()
    made = [sheets._name(title, names) for title in ("منابع", "منابع", "a/b:c[d]", "'", "ب" * 50, "ب" * 50)]
    assert len(set(made)) == len(made) and all(0 < len(name) <= 31 for name in made)
    assert made[:3] == ["منابع", "منابع 2", "a b c d"]
