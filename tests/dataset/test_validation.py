"""Broken data, a folder each: the files that replace or join those of ``base`` and ``full``, and the sentences that must come."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.dataset.checks.text import wanted
from generator.dataset.describing import descriptor_reader
from generator.dataset.descriptor import Field
from generator.dataset.reading import reader
from tests.support import ARTISTS, ROOT, TODAY, golden, package

HERE = Path(__file__).parent
# One record of every dataset that is empty in the small package.
FULL = HERE / "full"
# A case that holds one of these is of the directory of artists.
ARTISTS_OWN = {"artists", "masters"}
CASES = sorted(path.name for path in (HERE / "cases").iterdir() if path.is_dir())


def validate(data: Path, *more: str):
    return CliRunner().invoke(main, ["validate", "--data", str(data), *TODAY, *more])


def test_the_base_is_valid(tmp_path):
    result = validate(package(tmp_path / "data"))
    assert result.exit_code == 0, result.output
    assert "بی‌خطا" in result.output


def test_the_full_base_is_valid_and_has_every_dataset(tmp_path):
    data = package(tmp_path / "data", FULL)
    result = validate(data)
    assert result.exit_code == 0, result.output
    assert "بی‌خطا" in result.output
    dataset = reader.read(descriptor_reader.load(data / "datapackage.yaml"))
    assert [resource.name for resource in dataset.package.roots if not dataset.rows[resource.name]] == ["withdrawn"]


def test_what_a_desktop_leaves_behind_stops_nobody(tmp_path):
    data = package(tmp_path / "data")
    left = ["Thumbs.db", "desktop.ini", ".DS_Store", "._zahra-rasti.yml", "~$zahra.yml", ".~lock.zahra-rasti.yml#"]
    for folder in (data, data / "women", data / "women" / "fasa"):
        for name in left:
            (folder / name).write_bytes(b"\0")
        (folder / "__MACOSX").mkdir()
        (folder / "__MACOSX" / "x.yml").write_bytes(b"\0")
    result = validate(data)
    assert result.exit_code == 0 and "بی‌خطا" in result.output, result.output


@pytest.mark.parametrize("name", CASES)
def test_case(name, tmp_path):
    case = HERE / "cases" / name
    # Datasets that a case does not touch cost each case a third of its time.
    spoilt = {path.name for path in case.iterdir()} & {path.name for path in FULL.iterdir()}
    if {path.name for path in case.iterdir()} & ARTISTS_OWN:
        data = shutil.copytree(ARTISTS, tmp_path / "data")
        shutil.copytree(case, data, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    else:
        data = package(tmp_path / "data", *([FULL] if spoilt else []), case)
    result = validate(data)
    assert result.stdout == golden(case / "expected.txt", result.stdout)
    expected_exit = 1 if ": خطا: " in result.stdout else 0
    assert result.exit_code == expected_exit


def test_there_are_enough_cases():
    assert len(CASES) >= 40


def test_all_problems_of_all_files_come_in_one_run(tmp_path):
    names = ["county-misspelt", "number-with-unit", "duplicate-id-in-table"]
    data = package(tmp_path / "data", *(HERE / "cases" / name for name in names))
    files = {item["file"] for item in json.loads(validate(data, "--format", "json").stdout)}
    assert {"data/women/fasa/zahra-rasti.yml", "data/cooperatives/shiraz/shahpurjan.yml", "data/domains.csv"} <= files


def test_a_fault_is_told_of_each_row_in_which_it_stands(tmp_path):
    """A value is looked at once, what is wrong with it is said of every row, and what is asked of the row is asked of each."""
    data = package(tmp_path / "data")
    both = [data / "women/fasa/zahra-rasti.yml", data / "women/shiraz/simin-daneshvar.yml"]
    for file in both:
        text = file.read_text("utf-8")
        for line in ("ability: متاهل و مادر دو فرزند، 09171234567", "added: 1499-01-01", "text: گلیم ، قالی"):
            text = re.sub(f"{line.partition(' ')[0]} .*", line, text)
        file.write_text(text, "utf-8")
    found = [(one["file"], one["code"]) for one in json.loads(validate(data, "--format", "json").stdout)]
    living, late = ({code for file, code in found if file.endswith(place.name)} for place in both)
    assert living == {"not-canonical", "private-mobile", "date-future", "told-family"}
    assert late == living - {"told-family"}


def test_json_carries_the_data_behind_the_sentence(tmp_path):
    data = package(tmp_path / "data", HERE / "cases" / "county-misspelt")
    (problem,) = [
        item for item in json.loads(validate(data, "--format", "json").stdout) if item["code"] == "unknown-reference"
    ]
    assert (problem["line"], problem["field"], problem["found"]) == (4, "county", "فساا")
    assert (problem["suggestion"], problem["meaning"]) == ("fasa", "فسا")


def test_github_annotations_point_at_the_line(tmp_path):
    data = package(tmp_path / "data", HERE / "cases" / "county-misspelt")
    lines = validate(data, "--format", "github").stdout.splitlines()
    assert any(line.startswith("::error file=data/women/fasa/zahra-rasti.yml,line=4,title=شهرستان::") for line in lines)


def test_markdown_escapes_what_was_found(tmp_path):
    data = package(tmp_path / "data")
    path = data / "women/fasa/zahra-rasti.yml"
    path.write_text(path.read_text("utf-8").replace("county: fasa", "county: '<b>|@x [a](b)'"), "utf-8")
    report = validate(data, "--format", "markdown").stdout
    assert "<b>" not in report and "[a]" not in report and "@x" not in report
    assert "| خطا |" in report


@pytest.mark.parametrize("style", ["text", "github", "markdown", "json"])
@pytest.mark.parametrize(
    ("fact", "name"),
    [
        ("09171234567", "mobile"),
        ("+98 917 123 4567", "mobile with code"),
        ("۰۹۱۷-۱۲۳-۴۵۶۷", "Persian digits"),
        ("0084575948", "national id"),
        ("6037991234567893", "card"),
        ("IR820540102680020817909002", "Sheba"),
        ("07132345678", "landline"),
        ("zahra.rasti@example.org", "e-mail"),
        ("@zahra_rasti", "handle"),
    ],
)
def test_a_private_fact_is_found_and_never_repeated(fact, name, style, tmp_path):
    data = package(tmp_path / "data")
    path = data / "women/fasa/zahra-rasti.yml"
    path.write_text(path.read_text("utf-8").replace("ability: بافندهٔ گلیم", f"ability: 'بافنده {fact}'"), "utf-8")
    result = validate(data, "--format", style)
    assert result.exit_code == 1
    assert "خصوصی" in result.stdout
    assert fact not in result.stdout


@pytest.mark.parametrize(
    "harmless",
    [
        "1413 غزل و 357 رباعی",
        "1384 1386 1390",
        "12345678 ریال",
        "5100000000 ریال",
        "سال‌های 13001310",
        "ISBN ندارد 1399",
    ],
)
def test_a_plain_number_is_not_called_private(harmless, tmp_path):
    data = package(tmp_path / "data")
    path = data / "women/fasa/zahra-rasti.yml"
    path.write_text(path.read_text("utf-8").replace("ability: بافندهٔ گلیم", f"ability: {harmless}"), "utf-8")
    result = validate(data)
    assert result.exit_code == 0, result.output


def test_an_office_contact_is_no_private_fact(tmp_path):
    data = package(tmp_path / "data")
    path = data / "cooperatives/shiraz/shahpurjan.yml"
    text = path.read_text("utf-8").replace("added:", "phone: 07132345678\nemail: office@example.org\nadded:")
    path.write_text(text, "utf-8")
    assert validate(data).exit_code == 0


def test_a_number_that_is_too_large_is_not_grouped_past_being_known(tmp_path):
    data = package(tmp_path / "data")
    path = data / "cooperatives/shiraz/shahpurjan.yml"
    path.write_text(re.sub(r"(?m)^members: .*", "members: 9171234567", path.read_text("utf-8")), "utf-8")
    output = validate(data).output
    assert "بیشترین مقدار پذیرفته" in output and "۹۱…۶۷" in output and "۱۷۱" not in output


BROKEN = {
    "ten-thousand-brackets": b"id: " + b"[" * 10_000 + b"]" * 10_000,
    "ten-thousand-braces": b"{a: " * 10_000 + b"}" * 10_000,
    "deep-dashes": b"- " * 10_000,
    "deep-indentation": b"".join(b" " * i + b"a:\n" for i in range(1200)),
    "nul-bytes": b"id: a\x00b\n",
    "line-separator": "id: a\u2028b\n".encode(),
    "utf-16": "id: a\n".encode("utf-16"),
    "lone-alias": b"id: *nowhere\n",
    "binary": bytes(range(256)) * 50,
    "merge-key": b"<<: {id: x}\nid: y\n",
    "complex-key": b"? [a, b]\n: c\n",
    "only-a-comment": b"# nothing\n",
    "only-a-list": b"- a\n- b\n",
    "only-a-scalar": b"text\n",
    "long-line": b"name: " + b"x" * 900_000 + b"\n",
}


@pytest.mark.parametrize("path", ["women/fasa/zahra-rasti.yml", "domains.csv"])
@pytest.mark.parametrize("name", BROKEN)
def test_hostile_bytes_end_in_a_sentence(name, path, tmp_path):
    data = package(tmp_path / "data")
    (data / path).write_bytes(BROKEN[name])
    result = validate(data)
    assert result.exit_code == 1
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert f"data/{path}" in result.stdout


@pytest.mark.parametrize("path", ["women/fasa/zahra-rasti.yml", "domains.csv"])
def test_a_file_of_100_megabytes_is_refused_before_it_is_read(path, tmp_path):
    data = package(tmp_path / "data")
    with (data / path).open("wb") as file:
        file.truncate(100_000_000)
    result = validate(data)
    assert result.exit_code == 1
    assert "۱۰۰ مگابایت" in result.stdout


@pytest.mark.parametrize("path", ["women/fasa/zahra-rasti.yml", "domains.csv"])
def test_a_folder_where_a_file_should_be(path, tmp_path):
    data = package(tmp_path / "data")
    (data / path).unlink()
    (data / path).mkdir()
    result = validate(data)
    assert result.exit_code == 1
    assert "اینجا باید یک فایل باشد" in result.stdout


def test_a_missing_table_is_named(tmp_path):
    data = package(tmp_path / "data")
    (data / "domains.csv").unlink()
    assert "data/domains.csv: خطا: فایل «domains.csv» پیدا نشد" in validate(data).stdout


def test_a_floor_catches_a_change_that_empties_a_resource(tmp_path):
    data = package(tmp_path / "data")
    path = data / "datapackage.yaml"
    path.write_text(
        path.read_text("utf-8").replace("    submit: true\n", "    submit: true\n    floor: 20\n", 1), "utf-8"
    )
    result = validate(data)
    assert result.exit_code == 1
    assert "«زنان توانمند» ۲ ردیف دارد، ولی دست‌کم ۲۰ ردیف باید داشته باشد" in result.stdout


def test_unique_keys_hold_in_a_table_too(tmp_path):
    data = package(tmp_path / "data")
    path = data / "datapackage.yaml"
    head, mark, rest = path.read_text("utf-8").partition("    path: domains.csv\n")
    keyed = rest.replace("      primaryKey: id\n", "      primaryKey: id\n      uniqueKeys: [[axis, tone]]\n", 1)
    path.write_text(head + mark + keyed, "utf-8")
    with (data / "domains.csv").open("a", encoding="utf-8") as file:
        file.write("copy,رونوشت,,فرهنگ و هنر,turquoise\n")
    twice = "data/domains.csv:4: خطا: این ردیف پیش از این هم هست (data/domains.csv:2)، با همین محور ملی و رنگ."
    assert twice in validate(data).stdout
    path.write_text(head + mark + keyed.replace("[[axis, tone]]", "[[axis, tone], []]"), "utf-8")
    assert "resource «domains»، uniqueKeys «2»: «[]» پذیرفته نیست." in validate(data).output


def test_a_withdrawn_name_is_stopped_and_not_repeated(tmp_path):
    from generator.dataset.people.fingerprints import fingerprint

    data = package(tmp_path / "data")
    row = f"{fingerprint('زهرا راستی', 'fasa', '')},1405-01-01,women,\n"
    (data / "withdrawn.csv").write_text("fingerprint,date,kind,key\n" + row, "utf-8")
    result = validate(data)
    assert result.exit_code == 1
    assert "به خواست خود او حذف شده" in result.stdout


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("resources: [", "YAML"),
        ("titel: x\n", "titel"),
        ("resources: []\n", "resource"),
    ],
)
def test_a_broken_descriptor_is_a_sentence(change, words, tmp_path):
    data = package(tmp_path / "data")
    (data / "datapackage.yaml").write_text(change, "utf-8")
    result = validate(data)
    assert result.exit_code == 1
    assert words in result.output
    assert "Traceback" not in result.output


def test_a_remote_path_in_the_descriptor_is_refused(tmp_path):
    data = package(tmp_path / "data")
    path = data / "datapackage.yaml"
    path.write_text(path.read_text("utf-8").replace("path: domains.csv", "path: http://example.org/x.csv"), "utf-8")
    result = validate(data)
    assert result.exit_code == 1
    assert "باید نسبی" in result.output


def test_wrong_usage_exits_with_2(tmp_path):
    assert validate(tmp_path, "--format", "xml").exit_code == 2
    assert CliRunner().invoke(main, ["validate", "--nothing"]).exit_code == 2


@given(
    st.text("\n\n\t  aی،.ه‌كها«»-#1۲/", max_size=40),
    st.builds(Field, st.just("a"), st.just("a"), link=st.booleans(), multiline=st.booleans(), markdown=st.booleans()),
)
def test_what_is_wanted_of_a_value_is_wanted_of_it_again(value, field):
    better = wanted(value, field)
    assert wanted(better, field) == better
    assert field.multiline or field.link or "\n" not in better
    assert better == better.strip("\n")


@pytest.mark.parametrize(
    ("value", "multiline", "better"),
    [
        ("بافنده\n", False, "بافنده"),
        ("\nبافنده\n\nگلیم ", False, "بافنده گلیم"),
        ("\n\nبند نخست\n\nبند دوم\n\n", True, "بند نخست\n\nبند دوم"),
    ],
)
def test_line_breaks_around_a_value(value, multiline, better):
    assert wanted(value, Field("a", "a", multiline=multiline)) == better


def test_a_photo_of_a_record_is_no_stray_image(tmp_path):
    data = package(tmp_path / "data")
    path = data / "women/fasa/zahra-rasti.yml"
    photo = "photo: zahra-rasti.webp\nphoto_credit: خود او\nphoto_permission: رضایت خود او\n"
    text = path.read_text("utf-8").replace("basis: public-record\n", f"basis: consent\nconsented: 1405-01-01\n{photo}")
    path.write_text(text, "utf-8")
    path.with_suffix(".webp").write_bytes(b"RIFF")
    result = validate(data)
    assert result.exit_code == 0, result.output


def test_the_real_data_is_valid():
    result = CliRunner().invoke(main, ["validate", "--data", str(ROOT / "data")])
    assert result.exit_code == 0, result.output
