"""Open data: one truth in every form, and nothing that is withdrawn or private."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from hashlib import sha256

import pytest

from generator.persian.digits import fa
from generator.site.exports.open_data import export, sqlite
from generator.site.exports.open_data.public import publish
from generator.site.model.site import Site
from generator.site.pages.open_data_page import size_words
from generator.subjects.women.sections import SECTIONS
from tests.site.open_data import DAY, FULL, PROFILE, ask, mentions, rows, sheet_rows, written
from tests.support import BANK, HOST, files, package, record, run, text_of, write


@pytest.mark.parametrize("name", ["small_data", pytest.param("sample_data", marks=pytest.mark.nightly)])
def test_the_package_is_valid_for_stock_frictionless(name, request, tmp_path):
    _, folder = request.getfixturevalue(name)
    with zipfile.ZipFile(folder / "data" / export.ZIP) as archive:
        archive.extractall(tmp_path)
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert json.loads(done.stdout)["valid"] is True


def test_a_broken_package_is_not_valid(small_data, tmp_path):
    """The descriptor holds what it says: a reference that leads nowhere is found."""
    shutil.copytree(small_data[1] / "data", tmp_path / "data")
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


def test_the_zip_holds_what_stands_beside_it(small_data):
    folder = small_data[1] / "data"
    with zipfile.ZipFile(folder / export.ZIP) as archive:
        names = archive.namelist()
        assert {name: (folder / name).read_bytes() for name in names} == {name: archive.read(name) for name in names}
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert set(names) == {"datapackage.json", "README.md", *(item["path"] for item in described["resources"])}


def test_every_public_table_is_there_in_every_form_and_no_private_one(small_data):
    site, folder = small_data
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


def test_a_key_that_may_be_partly_empty_is_named_beside_the_others(small_data):
    described = json.loads((small_data[1] / "data/datapackage.json").read_text("utf-8"))
    reports = next(item["schema"] for item in described["resources"] if item["name"] == "reports")
    assert ["meeting", "resolution"] in [key["fields"] for key in reports["optionalForeignKeys"]]
    assert all(len(key["fields"]) == 1 for key in reports["foreignKeys"])


def test_every_form_holds_the_same_rows(sample_data):
    site, folder = sample_data
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


def test_positions_and_keys_of_nested_lists_are_those_that_were_read(small_data):
    found = rows(small_data[1] / "data/tables/women-citations.csv")
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


def test_nothing_that_is_withdrawn_or_private_is_in_any_file(small_data, tmp_path):
    data = package(tmp_path / "data", FULL)
    fingerprint = "0123456789abcdef" * 2
    (data / "withdrawn.csv").write_text(f"fingerprint,date,kind,key\n{fingerprint},1405-09-01,women,\n", "utf-8")
    (data / "women/fasa/zahra-rasti.yml").unlink()
    written(data, tmp_path / "site")
    gone = (fingerprint, "zahra-rasti", "زهرا راستی", "Zahra Rasti", "برگزیدهٔ نمایشگاه گلیم استان")
    assert {text: mentions(tmp_path / "site", text) for text in gone} == {text: [] for text in gone}
    # The search itself finds what is there.
    assert len(mentions(small_data[1], "زهرا راستی")) > 5
    assert len(mentions(small_data[1], "zahra-rasti")) > 5


def test_the_words_of_a_record_and_of_its_lists_are_found(sample_data):
    """The full-text index holds what the tables hold: each woman in whose rows a word stands, and no other."""
    _, folder = sample_data
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


def test_loans_that_are_not_approved_are_counts_without_a_small_number(sample_data):
    folder = sample_data[1]
    assert {row["stage"] for row in rows(folder / "data/tables/loans.csv")} == {"approved", "paid", "settled"}
    counts = rows(folder / "data/tables/loan-counts.csv")
    assert {row["stage"] for row in counts} == {"introduced", "review", "rejected"}
    assert not [row for row in counts if row["loans"].isdecimal() and int(row["loans"]) < 3]
    assert [row["loans"] for row in counts if not row["loans"].isdecimal()]


def test_made_up_data_says_so(sample_data):
    folder = sample_data[1]
    assert json.loads((folder / "data/datapackage.json").read_text("utf-8"))["synthetic"] is True
    assert json.loads((folder / "api/v1/index.json").read_text("utf-8"))["synthetic"] is True
    assert "ساختگی" in (folder / "data/README.md").read_text("utf-8")


def test_two_runs_give_the_same_bytes(small_data, tmp_path):
    site, folder = small_data
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
