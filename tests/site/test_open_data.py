"""Open data: one truth in every form, nothing that is withdrawn, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.dataset import descriptor
from generator.dataset.descriptor import Field, Package, Resource
from generator.dataset.people.consent import is_alive
from generator.dataset.registry import Registry
from generator.persian.digits import fa
from generator.project.assembly import load
from generator.runtime.compact_json import compact
from generator.runtime.transaction import Transaction
from generator.site.exports.open_data import api, export, sheets, sqlite, tabular
from generator.site.exports.open_data.public import Public, Table, publish
from generator.site.exports.open_data.releases import changes, releases, sizes
from generator.site.exports.open_data.releasing import ReleaseError, release
from generator.site.exports.table_files import neutral
from generator.site.model.site import Site
from generator.site.pages.open_data_page import size_words
from generator.subjects.women import example_queries
from generator.subjects.women.sample.package import write_sample
from generator.subjects.women.sections import SECTIONS
from tests.support import BANK, BASE, HOST, ROOT, TODAY, files, package, record, run, text_of, write

QUESTIONS = (
    *example_queries.WOMEN,
    *example_queries.COOPERATIVES,
    *example_queries.MEETINGS,
    *example_queries.INDICATORS,
)
DAY = date(2026, 11, 24)
FULL = BASE.with_name("full")
PROFILE = "simin-daneshvar"
RUN = ("=1+1", '=HYPERLINK("https://example.org/";"x")', "+1", "-1+1", "@SUM(A1)", "\tx", "\rx", "  =1", "\u00a0=1")


def site_of(data: Path) -> Site:
    loaded = load(data, DAY)
    assert loaded.registry is not None, loaded.problems[:5]
    return Site(loaded.registry, "بانک نمونه", "", HOST, {"province": "نمونه"}, DAY, changes=SECTIONS)


def written(data: Path, target: Path) -> Site:
    site = site_of(data)
    write(export.export(site), target)
    return site


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> tuple[Site, Path]:
    """The small package with a record of every dataset, written once."""
    folder = tmp_path_factory.mktemp("open-data")
    return written(package(folder / "data", FULL), folder / "site"), folder / "site"


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> tuple[Site, Path]:
    """A made-up package with more than one page of women, with loans of every stage."""
    folder = tmp_path_factory.mktemp("sample")
    real = descriptor.load(ROOT / "data" / "datapackage.yaml")
    asked = {"women": 130, "cooperatives": 20, "programs": 6, "loans": 40, "meetings": 12, "reports": 12}
    lists = {"indicator-values": 40, "county-documents": 3, "working-groups": 5, "headcounts": 5}
    write_sample(real, folder / "data", asked | lists, 3)
    return written(folder / "data", folder / "site"), folder / "site"


def unpacked(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file, and of every member of a zip or a workbook."""
    found = files(folder)
    for name in [name for name in found if name.endswith((".zip", ".xlsx"))]:
        with zipfile.ZipFile(io.BytesIO(found[name])) as archive:
            found |= {f"{name}/{member}": archive.read(member) for member in archive.namelist()}
    return found


def mentions(folder: Path, text: str) -> list[str]:
    """Return the files that hold a text, as it is or as JSON and XML would write it."""
    return sorted(name for name, data in unpacked(folder).items() if text.encode() in data or text in name)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def ask(folder: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    base = sqlite3.connect(folder / "data" / sqlite.FILE)
    try:
        return base.execute(sql, values).fetchall()
    finally:
        base.close()


def sheet_rows(path: Path, title: str) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(path)[title].iter_rows(values_only=True))


# ---------- the package ----------


@pytest.mark.parametrize("name", ["small", pytest.param("sample", marks=pytest.mark.nightly)])
def test_the_package_is_valid_for_stock_frictionless(name, request, tmp_path):
    _, folder = request.getfixturevalue(name)
    with zipfile.ZipFile(folder / "data" / export.ZIP) as archive:
        archive.extractall(tmp_path)
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert json.loads(done.stdout)["valid"] is True


def test_a_broken_package_is_not_valid(small, tmp_path):
    """The descriptor holds what it says: a reference that leads nowhere is found."""
    shutil.copytree(small[1] / "data", tmp_path / "data")
    path = tmp_path / "data/tables/women-domains.csv"
    path.write_text(path.read_text("utf-8").replace("literature", "nothing"), "utf-8", newline="")
    described = json.loads((tmp_path / "data/datapackage.json").read_text("utf-8"))
    own = next(item for item in described["resources"] if item["name"] == "women-domains")
    own |= {"hash": f"sha256:{sha256(path.read_bytes()).hexdigest()}", "bytes": path.stat().st_size}
    (tmp_path / "data/datapackage.json").write_text(json.dumps(described), "utf-8")
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=tmp_path / "data", capture_output=True, text=True)
    assert done.returncode == 1
    assert {error["type"] for task in json.loads(done.stdout)["tasks"] for error in task["errors"]} == {"foreign-key"}


def test_the_zip_holds_what_stands_beside_it(small):
    folder = small[1] / "data"
    with zipfile.ZipFile(folder / export.ZIP) as archive:
        names = archive.namelist()
        assert {name: (folder / name).read_bytes() for name in names} == {name: archive.read(name) for name in names}
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert set(names) == {"datapackage.json", "README.md", *(item["path"] for item in described["resources"])}


def test_every_public_table_is_there_in_every_form_and_no_private_one(small):
    site, folder = small
    resources = site.registry.package.resources
    public = [name for name, resource in resources.items() if not resource.private]
    described = json.loads((folder / "data/datapackage.json").read_text("utf-8"))
    assert [item["name"] for item in described["resources"]] == public
    for name in public:
        # Beside the precision of a number stands the column that earlier releases had.
        columns = [part for item in resources[name].fields for part in (item.name, item.former) if part]
        assert (folder / f"data/tables/{name}.csv").read_text("utf-8").splitlines()[0].split(",") == columns
        for ending in ("excel.csv", "json"):
            assert (folder / f"data/tables/{name}.{ending}").is_file()
    tables = {name for (name,) in ask(folder, "select name from sqlite_master where type = 'table'")}
    assert {name.replace("-", "_") for name in public} <= tables
    assert [name for name in files(folder) if "withdrawn" in name] == []
    assert described["version"] and described["licenses"][0]["name"] == "CC-BY-4.0"


def test_a_key_that_may_be_partly_empty_is_named_beside_the_others(small):
    described = json.loads((small[1] / "data/datapackage.json").read_text("utf-8"))
    reports = next(item["schema"] for item in described["resources"] if item["name"] == "reports")
    assert ["meeting", "resolution"] in [key["fields"] for key in reports["optionalForeignKeys"]]
    assert all(len(key["fields"]) == 1 for key in reports["foreignKeys"])


# ---------- one truth ----------


def test_every_form_holds_the_same_rows(sample):
    site, folder = sample
    public = publish(site.registry)
    for table in public.tables.values():
        names = [item.name for item in table.fields]
        plain = rows(folder / f"data/tables/{table.name}.csv")
        own = json.loads((folder / f"data/tables/{table.name}.json").read_text("utf-8"))
        stored = ask(folder, f'select * from "{table.sql_name}" order by rowid')
        assert len(plain) == len(own) == len(stored) == len(table.rows), table.name
        for row, line, item, cells in zip(table.rows, plain, own, stored, strict=True):
            assert list(item.values()) == list(row) and list(item) == names
            assert cells == row
            words = [
                "" if value is None else str(value).lower() if isinstance(value, bool) else str(value) for value in row
            ]
            assert list(line.values()) == words
    base = sqlite3.connect(folder / "data" / sqlite.FILE)
    assert base.execute("pragma foreign_key_check").fetchall() == []
    assert base.execute("pragma integrity_check").fetchall() == [("ok",)]
    base.close()


def test_positions_and_keys_of_nested_lists_are_those_that_were_read(small):
    found = rows(small[1] / "data/tables/women-citations.csv")
    assert {tuple(row.values()) for row in found} == {
        ("zahra-rasti", "1", "1", "s1"),
        (PROFILE, "1", "1", "s1"),
        (PROFILE, "2", "1", "s1"),
    }


def test_a_profile_is_the_same_in_its_file_its_json_its_row_sqlite_and_its_page(bank_site, bank_pages):
    (path,) = (BANK / "data/women").rglob(f"{PROFILE}.yml")
    source = record(path)
    entry = json.loads((bank_site / f"women/{PROFILE}/index.json").read_text("utf-8"))
    (line,) = [row for row in rows(bank_site / "data/tables/women.csv") if row["id"] == PROFILE]
    names = list(line)
    (stored,) = ask(bank_site, "select * from women where id = ?", PROFILE)
    head, *lines = sheet_rows(bank_site / "data/tables/women.xlsx", "زنان توانمند")
    (whole,) = [row for row in lines if row[0] == PROFILE]
    sheet = [value for title, value in zip(head, whole, strict=True) if "(به واژه)" not in title]
    page = text_of(bank_pages[f"women/{PROFILE}/"].body)
    assert entry["page"] == f"{HOST}women/{PROFILE}/" and entry["json"] == entry["page"] + "index.json"
    for name in names:
        said = source.get(name)
        assert entry["data"].get(name) == said
        assert line[name] == (said or "")
        assert stored[names.index(name)] == said
        assert sheet[names.index(name)] == said
    for name in ("name", "ability"):
        assert fa(source[name]) in page
    achievements = [item["text"] for item in source["achievements"]]
    assert [item["text"] for item in entry["data"]["achievements"]] == achievements
    assert [text for text in achievements if fa(text) not in page] == []
    sql = "select text from women_achievements where woman = ? order by position"
    assert [text for (text,) in ask(bank_site, sql, PROFILE)] == achievements
    assert [
        row["text"] for row in rows(bank_site / "data/tables/women-achievements.csv") if row["woman"] == PROFILE
    ] == (achievements)


def test_a_new_field_appears_by_itself(tmp_path):
    data = package(tmp_path / "data")
    path = data / "datapackage.yaml"
    place = "        - name: honorific\n"
    field = "        - {name: nickname, title: نام خودمانی, type: string, constraints: {maxLength: 30}}\n"
    path.write_text(path.read_text("utf-8").replace(place, field + place, 1), "utf-8")
    assert run("format", "--data", data).exit_code == 0
    woman = data / f"women/shiraz/{PROFILE}.yml"
    woman.write_text(woman.read_text("utf-8") + "nickname: سیمین‌خانم\n", "utf-8")
    assert run("format", "--data", data).exit_code == 0
    written(data, tmp_path / "site")
    found = mentions(tmp_path / "site", "سیمین‌خانم")
    for name in ("women.csv", "women.excel.csv", "women.json"):
        assert f"data/tables/{name}" in found
    assert {f"data/{sqlite.FILE}", f"women/{PROFILE}/index.json", "api/v1/women/index.json"} <= set(found)


# ---------- people first ----------


def test_nothing_that_is_withdrawn_or_private_is_in_any_file(small, tmp_path):
    data = package(tmp_path / "data", FULL)
    fingerprint = "0123456789abcdef" * 2
    (data / "withdrawn.csv").write_text(f"fingerprint,date,kind,key\n{fingerprint},1405-09-01,women,\n", "utf-8")
    (data / "women/fasa/zahra-rasti.yml").unlink()
    written(data, tmp_path / "site")
    gone = (fingerprint, "zahra-rasti", "زهرا راستی", "Zahra Rasti", "برگزیدهٔ نمایشگاه گلیم استان")
    assert {text: mentions(tmp_path / "site", text) for text in gone} == {text: [] for text in gone}
    # The search itself finds what is there.
    assert len(mentions(small[1], "زهرا راستی")) > 5
    assert len(mentions(small[1], "zahra-rasti")) > 5


def test_the_words_of_a_record_and_of_its_lists_are_found(sample):
    """The full-text index holds what the tables hold: each woman in whose rows a word stands, and no other."""
    _, folder = sample
    tables = {path.stem: rows(path) for path in (folder / "data/tables").glob("women*.csv") if "." not in path.stem}
    for word in ("کتاب", "کارگاه"):
        whole = re.compile(rf"(?<!\w){word}(?!\w)")
        expected = {
            row["id" if name == "women" else "woman"]
            for name, found in tables.items()
            for row in found
            if any(whole.search(text or "") for text in row.values())
        }
        sql = "SELECT id FROM women_search JOIN women ON women.rowid = women_search.rowid WHERE women_search MATCH ?"
        found = [woman for (woman,) in ask(folder, sql, word)]
        assert len(found) == len(set(found)) and set(found) == expected
        own = {row["id"] for row in tables["women"] if any(whole.search(text or "") for text in row.values())}
        assert own < expected


def test_loans_that_are_not_approved_are_counts_without_a_small_number(sample):
    folder = sample[1]
    assert {row["stage"] for row in rows(folder / "data/tables/loans.csv")} == {"approved", "paid", "settled"}
    counts = rows(folder / "data/tables/loan-counts.csv")
    assert {row["stage"] for row in counts} == {"introduced", "review", "rejected"}
    assert not [row for row in counts if row["loans"].isdecimal() and int(row["loans"]) < 3]
    assert [row["loans"] for row in counts if not row["loans"].isdecimal()]


def test_made_up_data_says_so(sample):
    folder = sample[1]
    assert json.loads((folder / "data/datapackage.json").read_text("utf-8"))["synthetic"] is True
    assert json.loads((folder / "api/v1/index.json").read_text("utf-8"))["synthetic"] is True
    assert "ساختگی" in (folder / "data/README.md").read_text("utf-8")


# ---------- spreadsheets ----------


@pytest.mark.parametrize("text", RUN)
def test_what_a_spreadsheet_would_run_is_told_from_text(text):
    assert neutral(text) == "'" + text


@pytest.mark.parametrize("text", ["", "متن", "1=1", "a@b.ir", "۱ + ۱", "'=1", "«=»"])
def test_a_harmless_text_stays(text):
    assert neutral(text) == text


def test_formulas_are_text_in_sheets_and_exact_elsewhere(small, tmp_path):
    public = publish(small[0].registry)
    resource = public.tables["facilities-parties"].resource
    table = Table(resource, "طرف‌ها", [("credit", place, text) for place, text in enumerate(RUN, start=1)])
    (tmp_path / "book.xlsx").write_bytes(sheets.workbook_bytes(public, [table], [("=x", "")]))
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    shown = [row[-1] for row in book[resource.title].iter_rows(min_row=2, values_only=True)]
    # XML knows no carriage return of its own.
    assert [text.replace("_x000D_", "\r") for text in shown] == ["'" + text for text in RUN]
    text = tabular.excel_csv_bytes(public, table).decode("utf-8-sig")
    assert [row[-1] for row in csv.reader(io.StringIO(text, newline=""))][1:] == ["'" + text for text in RUN]
    plain = tabular.csv_bytes(table).decode()
    assert [row[2] for row in csv.reader(io.StringIO(plain, newline=""))][1:] == list(RUN)
    assert [item["name"] for item in json.loads(tabular.json_bytes(table))] == list(RUN)


CELLS = (
    st.text(max_size=9)
    | st.sampled_from([*RUN, "007", "12345", "%s", "ا,ب", 'ا"ب', " ب", "آ=1", "\u200cا"])
    | st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.sampled_from([0, 1, 1.5])
)


@given(rows=st.lists(st.tuples(*[CELLS] * 3), max_size=3))
@settings(max_examples=100, deadline=None)
def test_a_table_as_text_is_what_each_of_its_cells_is(rows):
    fields = tuple(
        Field(name, name, type=kind) for name, kind in (("a", "string"), ("b%s", "boolean"), ("c", "integer"))
    )
    table = Table(Resource("things", "چیزها", fields, ("a",), ()), "", rows)
    whole = Public(Package("", "", "", {}, {}, Path("data")), {"things": table}, {})
    lines = [compact(dict(zip(("a", "b%s", "c"), row, strict=True))) for row in rows]
    assert tabular.json_bytes(table).decode() == ("[\n" + ",\n".join(lines) + "\n]\n" if rows else "[]\n")
    for made, cell in (
        (tabular.csv_bytes(table), lambda value: value),
        (tabular.excel_csv_bytes(whole, table), tabular._harmless),
    ):
        words = {None: "", True: "true", False: "false"}
        shown = [
            [words[one] if one is None or one is True or one is False else str(cell(one)) for one in row]
            for row in rows
        ]
        assert list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))[1:] == shown


def test_codes_have_words_and_telephones_their_zeros_where_people_read_them(small):
    public = publish(small[0].registry)
    table = public.tables["cooperatives"]
    text = tabular.excel_csv_bytes(public, Table(table.resource, table.title, [_cooperative(table)]))
    head, line = csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""))
    found = dict(zip(head, line, strict=True))
    assert (found["شهرستان"], found["شهرستان (به واژه)"]) == ("shiraz", "شیراز")
    assert '="07132345678"' in line and '="0123"' in line
    plain = tabular.csv_bytes(Table(table.resource, table.title, [_cooperative(table)])).decode()
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


def test_workbooks_read_from_right_to_left_with_persian_headers(small):
    site, folder = small
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


def test_a_text_too_long_for_a_cell_says_that_it_goes_on(small, tmp_path):
    public = publish(small[0].registry)
    resource = public.tables["facilities-parties"].resource
    (tmp_path / "book.xlsx").write_bytes(
        sheets.workbook_bytes(public, [Table(resource, "", [("credit", 1, "آ" * 40_000)])], [])
    )
    text = sheet_rows(tmp_path / "book.xlsx", resource.title)[1][-1]
    assert len(text) == 32_767 and text.endswith("… (ادامه در CSV)")


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(small, tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "_ROWS", 2)
    public = publish(small[0].registry)
    resource = public.tables["facilities-parties"].resource
    rows = [("credit", number, f"طرف {number}") for number in range(1, 6)]
    (tmp_path / "book.xlsx").write_bytes(sheets.workbook_bytes(public, [Table(resource, "", rows)], []))
    parts = [sheet_rows(tmp_path / "book.xlsx", f"{resource.title}{end}") for end in ("", " 2", " 3")]
    assert [len(part) for part in parts] == [3, 3, 2] and len({part[0] for part in parts}) == 1
    assert [row[-1] for part in parts for row in part[1:]] == [row[-1] for row in rows]


def test_a_large_number_is_as_exact_as_its_form(small, tmp_path):
    public = publish(small[0].registry)
    resource = public.tables["release-counts"].resource
    numbers = (2**53, 10**17 + 1, 10**30 + 1)
    table = Table(resource, "", [(f"1.0.0/{number}", "1.0.0", "women", number) for number in numbers])
    (tmp_path / "book.xlsx").write_bytes(sheets.workbook_bytes(public, [table], []))
    assert [str(row[3]) for row in sheet_rows(tmp_path / "book.xlsx", resource.title)[1:]] == list(map(str, numbers))
    sqlite.write(replace(public, tables={**public.tables, table.name: table}), tmp_path / "bank.sqlite")
    base = sqlite3.connect(tmp_path / "bank.sqlite")
    assert [row[0] for row in base.execute("select rows from release_counts")] == [2**53, 10**17 + 1, 1e30]
    base.close()
    assert [item["rows"] for item in json.loads(tabular.json_bytes(table))] == list(numbers)


def test_names_of_sheets_are_such_as_excel_takes():
    names: set[str] = set()
    made = [sheets._name(title, names) for title in ("منابع", "منابع", "a/b:c[d]", "'", "ب" * 50, "ب" * 50)]
    assert len(set(made)) == len(made) and all(0 < len(name) <= 31 for name in made)
    assert made[:3] == ["منابع", "منابع 2", "a b c d"]


# ---------- SQLite ----------


def test_the_questions_of_the_page_are_answered_from_the_file(bank_site, bank_pages):
    page = bank_pages["data/"]
    for question in QUESTIONS:
        (shown,) = [item for item in page.body.iter("details") if item.get("id") == f"question-{question.id}"]
        assert [text_of(item) for item in shown.iter("code")] == [" ".join(question.sql.split())]
        answer = ask(bank_site, question.sql)
        assert answer, question.id
        assert len(question.columns) == len(answer[0])
        lines = [row for row in shown.iter("tr") if row.find("td") is not None]
        assert len(lines) == min(6, len(answer))
        for line, row in zip(lines, answer, strict=False):
            assert fa(str(row[0])) in text_of(line)


def test_no_answer_on_the_page_names_a_living_woman(sample):
    site, folder = sample
    living = {woman["name"] for woman in site.registry["women"] if is_alive(woman["life"])}
    assert living
    for question in QUESTIONS:
        assert not living & {cell for row in ask(folder, question.sql) for cell in row}, question.id


def answer(folder: Path, name: str) -> list[tuple[Any, ...]]:
    return ask(folder, next(question.sql for question in QUESTIONS if question.id == name))


def test_the_answers_are_those_of_the_records(sample):
    site, folder = sample
    registry: Registry = site.registry
    domains = Counter(registry.label("domains", woman["domains"][0]) for woman in registry["women"])
    assert dict(answer(folder, "women-by-domain")) == dict(domains)
    labels = registry.package.resources["cooperatives"].by_name["kind"].categories
    kinds = Counter(labels[item["kind"]] for item in registry["cooperatives"])
    assert {row[0]: row[1] for row in answer(folder, "cooperatives-by-kind")} == dict(kinds)
    texts = {item["text"] for meeting in registry["meetings"] for item in meeting.get("resolutions", ())}
    found = answer(folder, "newest-resolutions")
    assert found and {row[0] for row in found} <= texts
    years = {}
    for value in registry["indicator-values"]:
        if value["area"] == "province" and value["group"] == "all":
            title = registry.label("indicators", value["indicator"])
            years[title] = max(years.get(title, ""), value["year"])
    assert {row[0]: row[3] for row in answer(folder, "newest-values")} == years


def test_codes_have_labels_and_datasette_has_descriptions(small):
    folder = small[1]
    assert ask(
        folder, "select label from code_labels where table_name='women' and column_name='life' and value='living'"
    )
    found = json.loads((folder / "data/metadata.json").read_text("utf-8"))
    base = found["databases"][sqlite.NAME]
    tables = {name for (name,) in ask(folder, "select name from sqlite_master where type = 'table'")}
    assert set(base["tables"]) <= tables
    assert {name: item["sql"] for name, item in base["queries"].items()} == {item.id: item.sql for item in QUESTIONS}
    assert base["tables"]["loans"]["columns"]["amount"].endswith("واحد: ریال")
    assert found["license_url"].startswith("https://creativecommons.org/")


# ---------- the API ----------


def api_files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*.json")) if path.name in ("index.json", "openapi.json")]


def test_every_address_in_the_api_resolves(bank_site):
    seen = 0
    for path in [*(bank_site / "api").rglob("*.json"), *(bank_site / "women").rglob("index.json")]:
        for found in set(re.findall(rf'"({re.escape(HOST)}[^"]*)"', path.read_text("utf-8"))):
            place = urlsplit(found).path.lstrip("/")
            target = bank_site / (place + "index.html" if place.endswith("/") or not place else place)
            if path.name == "openapi.json" and not place:
                continue
            seen += 1
            assert target.is_file(), f"{path}: {found}"
    assert seen > 300


def test_the_listing_leads_from_page_to_page_to_every_record(sample):
    _, folder = sample
    for entry in json.loads((folder / "api/v1/index.json").read_text("utf-8"))["resources"]:
        url, found, number = entry["url"], [], 0
        before = None
        while url:
            page = json.loads((folder / url.removeprefix(HOST)).read_text("utf-8"))
            number += 1
            assert (page["page"], page["previous"], page["count"]) == (number, before, entry["count"])
            assert len(page["records"]) <= api.PER_PAGE
            found += page["records"]
            before, url = url, page["next"]
        assert number == page["pages"]
        assert len({item["id"] for item in found}) == len(found) == entry["count"]
        for item in found:
            if item["json"]:
                assert json.loads((folder / item["json"].removeprefix(HOST)).read_text("utf-8")) == item
    assert (folder / "api/v1/women/page/2/index.json").is_file()


def test_openapi_describes_every_file_of_the_api(sample):
    _, folder = sample
    described = json.loads((folder / api.OPENAPI).read_text("utf-8"))
    assert described["openapi"] == "3.1.0" and described["info"]["title"] and described["info"]["version"]
    operations = [item["get"] for item in described["paths"].values()]
    assert len({item["operationId"] for item in operations}) == len(operations)
    patterns = {}
    for path, item in described["paths"].items():
        named = re.findall(r"\{(\w+)\}", path)
        assert [parameter["name"] for parameter in item["get"].get("parameters", [])] == named
        schema = item["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert schema["$ref"].removeprefix("#/components/schemas/") in described["components"]["schemas"]
        patterns[re.compile(re.sub(r"\\\{\w+\\\}", "[a-z0-9-]+", re.escape(path)))] = schema
    for schema in described["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    checked = 0
    for path in api_files(folder):
        name = "/" + path.relative_to(folder).as_posix()
        if name == f"/{api.OPENAPI}":
            continue
        matching = [schema for pattern, schema in patterns.items() if pattern.fullmatch(name)]
        assert len(matching) == 1, name
        # A tenth of the records is enough: the pages hold them all.
        if "/api/" in name or checked % 10 == 0:
            validator = jsonschema.Draft202012Validator({**matching[0], "components": described["components"]})
            problem = next(validator.iter_errors(json.loads(path.read_text("utf-8"))), None)
            assert problem is None, f"{name}: {problem}"
        checked += 1
    assert checked > 150


def test_records_have_json_beside_their_page_and_only_there(bank_site, bank_pages):
    for resource in ("women", "cooperatives", "meetings", "reports", "counties", "indicators"):
        with_page = {
            url for url, page in bank_pages.items() if re.fullmatch(rf"{resource}/[^/]+/", url) and not page.leads_on
        } - {"women/domain/", "cooperatives/sector/"}
        with_json = {f"{resource}/{path.parent.name}/" for path in (bank_site / resource).glob("*/index.json")}
        assert with_json and with_json == with_page - {f"{resource}/page/"}


# ---------- releases ----------


def test_a_release_records_the_rows_of_every_table(tmp_path):
    data = package(tmp_path / "data", FULL)
    for name in ("releases", "release-counts"):
        shutil.copyfile(BASE / f"{name}.csv", data / f"{name}.csv")
    done = run("release", "1.0.0", "--note", "نخستین انتشار", "--data", data, *TODAY)
    assert done.exit_code == 0, done.output
    site = written(data, tmp_path / "site")
    (found,) = releases(site.registry)
    assert (found.version, found.date, found.note) == ("1.0.0", "1405-09-03", "نخستین انتشار")
    now = sizes(publish(site.registry))
    assert dict(found.rows) == now and changes(found.rows, now) == {}
    assert run("format", "--data", data, "--check").exit_code == 0
    described = json.loads((tmp_path / "site/data/datapackage.json").read_text("utf-8"))
    assert described["version"] == "1.0.0"
    assert described["releases"][0]["rows"]["women"] == 2
    (data / "women/fasa/zahra-rasti.yml").unlink()
    later = sizes(publish(site_of(data).registry))
    assert changes(found.rows, later)["women"] == (2, 1)
    done = run("release", "1.10.0", "--note", "یک پرونده کمتر", "--data", data, *TODAY)
    assert done.exit_code == 0, done.output
    assert [item.version for item in releases(site_of(data).registry)] == ["1.10.0", "1.0.0"]


def test_a_release_that_is_no_step_forward_is_refused(tmp_path):
    data = package(tmp_path / "data")
    assert run("release", "1.0.0", "--note", "نخستین انتشار", "--data", data, *TODAY).exit_code == 0
    before = files(data)
    registry = site_of(data).registry
    with Transaction(data / "datapackage.yaml") as transaction:
        for version in ("1.0.0", "0.9.9", "1.0", "v2", "1.0.0-rc.1", "01.2.3"):
            with pytest.raises(ReleaseError, match=r"نسخه|شمارهٔ"):
                release(registry, version, "باز هم انتشار", DAY, transaction)
        for note in ("", "   ", "آ" * 601):
            with pytest.raises(ReleaseError, match="یادداشت"):
                release(registry, "1.0.1", note, DAY, transaction)
    assert run("release", "1.0.0", "--note", "باز هم انتشار", "--data", data, *TODAY).exit_code == 1
    assert files(data) == before


def test_a_release_of_wrong_data_is_refused(tmp_path):
    data = package(tmp_path / "data")
    woman = data / "women/fasa/zahra-rasti.yml"
    woman.write_text(woman.read_text("utf-8").replace("county: fasa", "county: nowhere"), "utf-8")
    before = files(data)
    assert run("release", "1.0.0", "--note", "نخستین انتشار", "--data", data, *TODAY).exit_code == 1
    assert files(data) == before


def test_the_real_data_has_a_release():
    registry = load(ROOT / "data", date(2099, 1, 1)).registry  # a day after all that is recorded there
    assert registry is not None
    assert releases(registry)[-1].version == "1.0.0"


# ---------- the whole ----------


def test_two_runs_give_the_same_bytes(small, tmp_path):
    site, folder = small
    again = Site(site.registry, site.name, "", HOST, site.extra, DAY, changes=SECTIONS)
    write(export.export(again), tmp_path)
    assert files(tmp_path) == files(folder)


def test_an_empty_bank_has_open_data_too(tmp_path):
    data = package(tmp_path / "data")
    for name in ("women", "cooperatives", "programs"):
        shutil.rmtree(data / name)
        (data / name).mkdir()
    site = written(data, tmp_path / "site")
    assert [len(rows) for _, rows in export.offered(site).answers][:1] == [0]
    assert (tmp_path / "site/data/tables/women.json").read_bytes() == b"[]\n"
    assert json.loads((tmp_path / "site/api/v1/women/index.json").read_text("utf-8"))["records"] == []


def test_the_page_names_every_table_with_its_rows_and_sizes(bank_site, bank_pages):
    page = bank_pages["data/"]
    described = json.loads((bank_site / "data/datapackage.json").read_text("utf-8"))
    tables = [item for item in page.body.iter("table") if "files" in (item.get("class") or "").split()]
    lines = {row.find("th/code").text: row for table in tables for row in table.find("tbody").iter("tr")}
    assert sorted(lines) == sorted(item["name"] for item in described["resources"])
    for item in described["resources"]:
        cells = lines[item["name"]].findall("td")
        assert text_of(cells[0]) == fa(item["rows"])
        assert size_words(item["bytes"]) in text_of(cells[1])
        assert all(cell.get("data-label") for cell in cells)


@pytest.mark.parametrize(
    ("size", "words"), [(0, "۰ بایت"), (999, "۹۹۹ بایت"), (1500, "۲ کیلوبایت"), (1_440_000, "۱٫۴ مگابایت")]
)
def test_sizes_are_in_words(size, words):
    assert size_words(size) == words
