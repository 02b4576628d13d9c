"""Canonical files: nothing is lost, twice is once, and what cannot be read is left alone."""

import csv
import io
import shutil
from collections import defaultdict
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from generator.cli import main
from generator.dataset.checks.text import wanted
from generator.dataset.describing import descriptor_reader
from generator.dataset.formatting import emitter, formatter
from generator.dataset.problems.problem import say
from generator.dataset.reading.rows import Dataset
from generator.dataset.reading.yaml_records import add_record
from generator.runtime.transaction import Transaction
from tests.chance import tries

DATA = Path(__file__).resolve().parents[2] / "data"
PACKAGE = descriptor_reader.load(DATA / "datapackage.yaml")
WOMEN = PACKAGE.resources["women"]

RECORD = """\
id: simin
name: سیمین
county: shiraz
biography: |
  بند نخست.

  - مورد
    - زیر مورد
life: deceased
added: 1405-09-03
domains:
  - literature
achievements:
  - date: '1348'
    text: 'رمان: «سووشون»'
    peak: true
    sources:
      - s1
sources:
  - id: s1
    title: سیمین
    url: https://example.org/a#b
    date: '1399-05'
    seen: 1405-09-03
"""


@pytest.fixture(scope="module")
def laid(tmp_path_factory):
    """Return a data folder with the real descriptor, one real table, the heads of all others, and one record."""
    target = tmp_path_factory.mktemp("package") / "data"
    target.mkdir()
    for path in DATA.glob("*.csv"):
        put(target, path.read_bytes().split(b"\n")[0] + b"\n", path.name)
    for name in ("datapackage.yaml", "agencies.csv"):
        shutil.copy(DATA / name, target)
    put(target, RECORD)
    run(target)
    return target


@pytest.fixture
def folder(laid, tmp_path):
    return shutil.copytree(laid, tmp_path / "data")


def put(folder, text, name="women/shiraz/simin.yml"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def run(folder, write=True):
    with Transaction(folder / "datapackage.yaml") as transaction:
        return formatter.format_package(
            descriptor_reader.load(folder / "datapackage.yaml"), transaction if write else None
        )


def formatted(folder, text):
    """Return what a record becomes."""
    path = put(folder, text)
    result = run(folder)
    assert result.problems == []
    return path.read_text()


def cells(text, resource=WOMEN):
    """Return the cells of every row that a record's text gives, by resource."""
    dataset = Dataset(PACKAGE, defaultdict(list))
    add_record(text, "data/women/shiraz/x.yml", resource, dataset)
    assert dataset.problems == []
    return {name: [row.cells for row in rows] for name, rows in dataset.rows.items()}


# ---------- what canonical is ----------


def test_a_canonical_record_stays_as_it_is(folder):
    result = run(folder)
    assert (result.changes, result.problems) == ([], [])
    assert result.files == 2 + len(list(DATA.glob("*.csv")))
    assert (folder / "women/shiraz/simin.yml").read_text() == RECORD


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ('remark: "سال ۱۳۴۸"', "remark: سال 1348"),
        ("remark:   كتاب  ها ", "remark: کتاب‌ها"),
        ("remark: بند\n  دیگر", "remark: بند دیگر"),
        ("remark: |\n  یک خط  \n", "remark: یک خط"),
        ("remark: |+\n\n  یک  \n  دو\n\n\n", "remark: |\n  یک\n  دو"),
        ("birth: '1320'", "birth: '1320'"),
        ("birth: 1320-02", "birth: '1320-02'"),
        ("birth: '1320-02-01'", "birth: 1320-02-01"),
        ("birth: 1320/1325", "birth: '1320/1325'"),
        ("birth: -0500~ CE", "birth: '-0500~ CE'"),
        ("birth: 134X", "birth: 134X"),
        ("birth: 1264 CE", "birth: 1264 CE"),
        ("ability: yes", "ability: 'yes'"),
        ("ability: 1399-05-12", "ability: '1399-05-12'"),
        ("ability: 0o17", "ability: '0o17'"),
        ("ability: 1e3", "ability: '1e3'"),
        ("ability: ~", "ability: '~'"),
        ("ability: 'it''s'", "ability: it's"),
        ("ability: '- x'", "ability: '- x'"),
        ("ability: 'a #b'", "ability: 'a #b'"),
        ("ability: 'a#b'", "ability: a#b"),
        ("ability: 😀", "ability: 😀"),
        ("ability: ''", None),
        ("ability:", None),
        ("ability: '  '", None),
    ],
)
def test_a_value(folder, written, line):
    head = "id: x\nname: سیمین\n"
    key = written.split(":")[0]
    text = formatted(folder, f"{head}{written}\n")
    assert text == (head if line is None else f"{head}{line}\n")
    if line:
        assert key in cells(text)["women"][0]


def test_keys_and_lists_stand_in_the_order_of_the_descriptor(folder):
    text = """\
sources: [{seen: 1405-09-03, title: منبع, id: s1}]
achievements:
- {sources: [s1], peak: True, text: کاری کرد, date: 1399}
- {}
other_names: []
domains: [science, '', art]
life: living
id: x
"""
    assert (
        formatted(folder, text)
        == """\
id: x
life: living
domains:
  - science
  - art
achievements:
  - date: '1399'
    text: کاری کرد
    peak: true
    sources:
      - s1
sources:
  - id: s1
    title: منبع
    seen: 1405-09-03
"""
    )


def test_numbers_and_truth_values_are_plain(folder):
    text = "id: x\nmembers: ' ۰۱۲ '\nfounded: 1392\n"
    path = put(folder, text, "cooperatives/shiraz/x.yml")
    assert run(folder).problems == []
    assert path.read_text() == "id: x\nfounded: '1392'\nmembers: 12\n"
    path = put(folder, "id: x\nowned: 'TRUE'\n", "programs/x.yml")
    assert run(folder).problems == []
    assert path.read_text() == "id: x\nowned: true\n"
    path = put(folder, "id: x\nplans:\n- {kind: وام, rate: '4.50', total: 'ده هزار'}\n", "facilities/x.yml")
    assert run(folder).problems == []
    assert path.read_text() == "id: x\nplans:\n  - kind: وام\n    total: ده هزار\n    rate: 4.50\n"


def test_windows_line_ends_and_the_byte_order_mark_go(folder):
    path = put(folder, b"\xef\xbb\xbf" + RECORD.replace("\n", "\r\n").encode())
    windows = (folder / "agencies.csv").read_bytes().replace(b"\n", b"\r\n")
    table = put(folder, b"\xef\xbb\xbf" + windows, "agencies.csv")
    result = run(folder)
    assert [change.name for change in result.changes] == ["data/agencies.csv", "data/women/shiraz/simin.yml"]
    assert result.problems == []
    assert path.read_bytes() == RECORD.encode()
    assert table.read_bytes() == (DATA / "agencies.csv").read_bytes()


def test_tables(folder):
    path = put(folder, 'kind,name,id\n"اقتصادی", سازمانِ ۱ ,a\n\n"x,""y""",ب,b\n,,\n', "agencies.csv")
    assert run(folder).problems == []
    assert path.read_text() == 'id,name,kind\na,سازمانِ 1,اقتصادی\nb,ب,"x,""y"""\n'
    assert run(folder).changes == []


# ---------- what is refused ----------


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("id: x\nنام: y\n", "unknown-key-listed", 2),
        ("id: x\nid: y\n", "duplicate-key", 2),
        ("id: x\nname: a: b\n", "yaml-colon", 2),
        ("id: &a x\nname: y\n", "yaml-alias", 1),
        ("- x\n", "not-a-mapping", 1),
        ("", "empty-file", 0),
        (b"\xff\xfe", "not-utf8", 1),
        ("# سربرگ\nid: x\n", "comment", 1),
        ("id: x # یادداشت\n", "comment", 1),
        ("id: '#x'\nname: ' #y' #z\n", "comment", 2),
        ("id: x\nbiography: | # شرح\n  متن # متن\n", "comment", 2),
        ("id: x\nbiography: |\n  متن # متن\n# پایان\n", "comment", 4),
        ("id: x\ndomains:\n  # همه\n  - art\n", "comment", 3),
    ],
)
def test_what_cannot_be_kept_is_left_alone(folder, text, code, line):
    path = put(folder, text)
    before = path.read_bytes()
    result = run(folder)
    assert [(problem.code, problem.line, problem.file) for problem in result.problems] == [
        (code, line, "data/women/shiraz/simin.yml")
    ]
    assert say(result.problems[0])
    assert path.read_bytes() == before


def test_a_hash_in_a_text_is_no_comment(folder):
    text = "id: x\nbiography: |\n  # سرعنوان\n\n  متن # متن\nremark: 'یک #دو'\n"
    assert formatted(folder, text) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [("id,name\n", "missing-column"), ("id,name,kind\na,b\n", "row-length"), ('id,name,kind\n"a,b,c\n', "csv-quote")],
)
def test_a_wrong_table_is_left_alone(folder, text, code):
    path = put(folder, text, "agencies.csv")
    result = run(folder)
    assert [problem.code for problem in result.problems] == [code]
    assert path.read_text() == text


def test_one_wrong_file_does_not_stop_the_others(folder):
    put(folder, "id: x\nx: y\n", "women/shiraz/a.yml")
    path = put(folder, "id:   z\n", "women/shiraz/z.yml")
    assert [change.name for change in run(folder).changes] == ["data/women/shiraz/z.yml"]
    assert path.read_text() == "id: z\n"


# ---------- writing ----------


def test_only_changed_files_are_written_and_keep_their_mode(folder):
    same = folder / "women/shiraz/simin.yml"
    other = put(folder, "id:   x\n", "women/shiraz/x.yml")
    other.chmod(0o640)
    before = same.stat()
    run(folder)
    assert (same.stat().st_mtime_ns, same.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert other.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in same.parent.iterdir()) == ["simin.yml", "x.yml"]


def test_a_failed_write_leaves_the_file_and_says_so(folder, monkeypatch):
    path = put(folder, "id:   x\n", "women/shiraz/x.yml")

    def refuse(self, target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    result = run(folder)
    assert [problem.code for problem in result.problems] == ["unwritable"]
    assert path.read_text() == "id:   x\n"
    assert sorted(item.name for item in path.parent.iterdir()) == ["simin.yml", "x.yml"]


def test_the_descriptor_gets_its_headers_and_keeps_all_else(folder):
    path = folder / "datapackage.yaml"
    good = path.read_text()
    header = next(line for line in good.split("\n") if line.strip().startswith("data: [[id, name, latin, sort"))
    wrong = good.replace(header, "    data: # کهنه\n      - [id, name]\n    # یادداشت")
    assert wrong.count("# یادداشت") == 1
    path.write_text(wrong)
    run(folder)
    lines = path.read_text().split("\n")
    assert lines[lines.index("    # یادداشت") - 1].strip() == header.strip().removeprefix("data: ")
    assert lines[lines.index("    # یادداشت") - 2] == "    data: # کهنه"
    assert descriptor_reader.load(path).raw == yaml.load(good, yaml.CSafeLoader)
    path.write_text(good.replace(header + "\n", ""))
    assert [change.name for change in run(folder).changes] == ["data/datapackage.yaml"]
    assert descriptor_reader.load(path).raw == yaml.load(good, yaml.CSafeLoader)
    assert run(folder).changes == []


def test_the_command(folder):
    path = put(folder, "id:   x\n", "women/shiraz/x.yml")
    runner = CliRunner()
    check = runner.invoke(main, ["format", "--data", str(folder), "--check"])
    assert (check.exit_code, check.stdout) == (1, "data/women/shiraz/x.yml: یکدست نیست\n")
    diff = runner.invoke(main, ["format", "--data", str(folder), "--diff"])
    assert diff.exit_code == 0
    assert (
        diff.stdout
        == """\
--- a/data/women/shiraz/x.yml
+++ b/data/women/shiraz/x.yml
@@ -1 +1 @@
-id:   x
+id: x
"""
    )
    assert path.read_text() == "id:   x\n"
    assert runner.invoke(main, ["format", "--data", str(folder)]).exit_code == 0
    assert path.read_text() == "id: x\n"
    again = runner.invoke(main, ["format", "--data", str(folder), "--check"])
    assert (again.exit_code, again.stdout) == (0, "")


def test_a_difference_at_the_end_of_a_file(folder):
    put(folder, "id: x", "women/shiraz/x.yml")
    assert formatter.differences(run(folder, write=False)).endswith("-id: x\n\\ No newline at end of file\n+id: x\n")


# ---------- any text ----------

TRICKY = [
    "null", "~", "yes", "No", "on", "y", "0o17", "0x1F", "0b1", "1e3", "1_000", "012", "12:30:00", ".inf",
    "-.NaN", ".5", "1399-05-12", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43", "<<", "=", "-", "- ",
    "- a", "? a", "?a", ": a", ":", "a:", "a: b", "a :b", "a #b", "#a", "a#", "'", "''", '"', "'a'", '"a" b',
    "a'b", "\\", "\\n", "&a", "*a", "!a", "!!str a", "%a", "@a", "`a", "|", "|-", ">", "{a}", "[a]", "a, b",
    ", a", "]", "---", "...", "--- a", " a", "a ", "\ta", "a\tb", "a\n", "\na", "a\nb", "  a\nb", "\ta\nb",
    "a\n\n\nb", "a \nb", "a\n b", "a\r\nb", "- a\n- b", "#\n#", "## سر\n\n1. یک\n   - دو\n\n> نقل\n",
    "    کد\n    کد", "می\u200cشود", "\u200cزن\u200cها\u200c", "😀", "👩\u200d🌾 زن", "é", "e\u0301", "\ufeff",
    "a\ufeffb", "a\u2028b", "a\u0085b", "a\x00b", "\ud800", "a\x07", "۱۳۹۹", "كتاب ي", "x" * 5000,
    "دراز " * 1000, "\u00a0", "a\u00a0#b", "true", "false",
]  # fmt: skip
texts = st.one_of(
    st.sampled_from(TRICKY),
    st.text(),
    st.text(alphabet=" \n\t-?:#'\"|>&*!%@`{}[],.~=<0123456789eExoTZیزن\u200c\u0654😀ab\\"),
    st.lists(st.sampled_from(TRICKY), max_size=3).map("".join),
)


def canonical(text, field):
    """Return the canonical text by the checks' own rule, without what is empty around it."""
    while True:
        after = wanted(text, field)
        if "\n" in after:
            after = "\n".join(line.rstrip(" \t") for line in after.split("\n")).strip("\n")
        if after == text:
            return text.encode("utf-8", "replace").decode().replace("?", "\ufffd") if has_half(text) else text
        text = after


def has_half(text):
    return any("\ud800" <= char <= "\udfff" for char in text)


@st.composite
def records(draw):
    def some(names):
        return draw(st.dictionaries(st.sampled_from(names), texts, max_size=4))

    record = some([field.name for field in WOMEN.fields])
    record["domains"] = draw(st.lists(texts, max_size=3))
    record["achievements"] = [
        {**some(["date", "text", "peak"]), "sources": draw(st.lists(texts, max_size=2))}
        for _ in range(draw(st.integers(0, 3)))
    ]
    record["sources"] = [some(["id", "title", "url", "seen"]) for _ in range(draw(st.integers(0, 2)))]
    return record


@tries(1.5)
@given(texts)
@example("a\u2028b")
def test_every_text_reads_as_itself(text):
    for name in ("remark", "ability", "birth"):
        field = WOMEN.by_name[name]
        meant = canonical(text, field)
        written = emitter.record_text(PACKAGE, WOMEN, {"id": "x", name: text})
        found = cells(written)["women"][0].get(name, "")
        assert (found[:-1] if "\n" in meant and found.endswith("\n") else found) == meant
        # A reader of YAML 1.1 takes it for text too, or for the date that it is.
        value = yaml.load(written, Loader=yaml.BaseLoader if name == "birth" else yaml.SafeLoader).get(name, "")
        assert isinstance(value, str)


@tries(0.8)
@given(texts)
def test_an_address_is_kept_to_the_letter(text):
    record = {"id": "x", "sources": [{"id": "s1", "url": text}]}
    written = emitter.record_text(PACKAGE, WOMEN, record)
    found = cells(written)["women-sources"][0].get("url", "")
    meant = canonical(text, PACKAGE.resources["women-sources"].by_name["url"])
    assert found.removesuffix("\n") == meant


@pytest.fixture(scope="module")
def shared(laid, tmp_path_factory):
    """Return a data folder that the tests of any text write into anew, time and again."""
    return shutil.copytree(laid, tmp_path_factory.mktemp("shared") / "data")


@tries(0.2)
@given(record=records())
def test_a_written_record_needs_no_formatting(record, shared):
    written = emitter.record_text(PACKAGE, WOMEN, {"id": "x", **record})
    if not cells(written or "id: x")["women"][0]:
        return
    path = put(shared, written or "id: x\n", "women/shiraz/x.yml")
    result = run(shared)
    assert (result.changes, result.problems) == ([], [])
    assert path.read_text() == (written or "id: x\n")


@tries(0.2)
@given(record=records())
def test_formatting_twice_changes_nothing(record, shared):
    """What a stranger wrote in his own style reads as ours after the first run."""
    text = yaml.dump({"id": "x", **record}, allow_unicode=True, width=40)
    path = put(shared, text.encode("utf-8", "replace"), "women/shiraz/x.yml")
    if run(shared).problems:  # a control character, say
        path.unlink()
        return
    once = path.read_text()
    assert run(shared).changes == []
    path.unlink()
    assert once


@tries(0.2)
@given(rows=st.lists(st.lists(texts, min_size=3, max_size=3), max_size=4))
def test_tables_twice(rows, shared):
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    raw = "\n".join(["id,name,kind", *quoted]).encode("utf-8", "replace")
    path = put(shared, raw, "agencies.csv")
    result = run(shared)
    if not result.problems:
        with path.open(newline="") as stream:
            found = list(csv.reader(stream))[1:]
        fields = PACKAGE.resources["agencies"].fields
        text = raw.decode().replace("\r\n", "\n").replace("\r", "\n")
        given_rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
        meant = [[canonical(cell, field) for cell, field in zip(row, fields, strict=True)] for row in given_rows]
        assert [row for row in found if any(row)] == [row for row in meant if any(row)]
        assert run(shared).changes == []
    shutil.copy(DATA / "agencies.csv", path)


def test_unknown_keys_are_an_error():
    with pytest.raises(ValueError, match="colour"):
        emitter.record_text(PACKAGE, WOMEN, {"id": "x", "colour": "red"})


def test_numbers_truth_values_and_nothing_are_accepted():
    values = {"id": "x", "members": 12, "phone": None}
    assert emitter.record_text(PACKAGE, PACKAGE.resources["cooperatives"], values) == "id: x\nmembers: 12\n"
    assert (
        emitter.record_text(PACKAGE, PACKAGE.resources["programs"], {"id": "x", "owned": False})
        == "id: x\nowned: false\n"
    )


@pytest.mark.parametrize(("found", "text"), [(4.0, "4"), (0.5, "0.5"), (-2.0, "-2"), (12, "12")])
def test_a_number_that_the_registry_read_is_written_as_it_was(found, text):
    fee = PACKAGE.resources["loans"].by_name["fee"]
    assert emitter.value(found, fee) == text
