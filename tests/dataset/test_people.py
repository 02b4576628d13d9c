"""People of any resource with `people: true`: an invented directory of artists, through the public commands."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.dataset.describing import descriptor_reader
from generator.dataset.descriptor import DescriptorError
from generator.dataset.people.fingerprints import key_mark
from generator.dataset.problems.problem import say
from tests import support
from tests.support import ARTISTS, TODAY

ON_RECORD, AGREED = "artists/fasa/golnar-nemuneh.yml", "artists/shiraz/mahbanu-azmun.yml"
MASTER = "masters/setareh-farzi.yml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return shutil.copytree(ARTISTS, tmp_path / "data")


def edit(path: Path, before: str, after: str) -> None:
    """Replace a text that stands in a file, once."""
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def told(data: Path) -> list[str]:
    """Return what validation says of files."""
    return [line for line in support.run("validate", "--data", data, *TODAY).stdout.splitlines() if ".yml:" in line]


def test_a_directory_of_artists_is_valid(data):
    assert told(data) == []


# ---------- consent ----------


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("basis: public-record\n", "", "خطا: مبنای انتشار (basis)"),
        ("life: living\nbasis: public-record\n", "", "خطا: مبنای انتشار (basis)"),
        ("basis: public-record", "basis: consent", "تاریخ رضایت (consented) نوشته نشده"),
        ("about: نگارگر", "born: '1360'", "خطا: زادروز بدون رضایت خود او"),
        ("about: نگارگر", "craft: نگارگری", "خطا: هنر بدون رضایت خود او"),
        ("about: نگارگر", "consented: 1405-01-01", "خطا:"),
        ("about: نگارگر", "died: '1400'", "خطا:"),
        ("about: نگارگر", "about: مادر دو فرزند", "هشدار:"),
        ("text: نگارهٔ بهار", "text: پس از ازدواج نگارهٔ بهار را کشید", "هشدار:"),
        ("    sources:\n      - s1\n", "", "خطا: اثرها، مورد ۱، شرح"),
        ("گلنار نمونه‌پور", "دکتر گلنار نمونه‌پور", "هشدار:"),
    ],
)
def test_the_rules_of_a_living_person_hold_under_any_name(data, before, after, said):
    edit(data / ON_RECORD, before, after)
    (line,) = told(data)
    assert line.startswith(f"data/{ON_RECORD}:") and said in line


@pytest.mark.parametrize(("before", "after"), [("'1350'", "1350-02-03"), ("'1350'", "'1395'")])
def test_a_day_of_birth_and_a_child_are_refused(data, before, after):
    edit(data / AGREED, before, after)
    (line,) = told(data)
    assert ": خطا: " in line and after.strip("'") not in line


def test_nothing_is_asked_of_the_dead(data):
    edit(data / ON_RECORD, "life: living\nbasis: public-record\n", "life: deceased\nborn: 1300-02-03\ncraft: نگارگری\n")
    assert told(data) == []


# ---------- one person, one record ----------


def test_two_records_of_nearly_one_name_are_shown(data):
    edit(data / AGREED, "home: shiraz", "home: fasa")
    edit(data / AGREED, "ماه‌بانو آزمونی", "گلنار نمونه پور")
    lines = told(data)
    assert any("golnar-nemuneh.yml" in line and ": هشدار: " in line for line in lines)


def test_a_person_in_two_resources_is_shown(data):
    edit(data / MASTER, "ستاره فرضی", "گلنار نمونه‌پور")
    (line,) = told(data)
    assert line.startswith(f"data/{MASTER}:") and ": هشدار: " in line and ON_RECORD in line


def test_one_name_in_two_places_needs_one_more_fact(data):
    edit(data / AGREED, "ماه‌بانو آزمونی", "گلنار نمونه‌پور")
    assert told(data) == []
    edit(data / AGREED, "home: shiraz", "latin: Golnar Nemunehpur\nhome: shiraz")
    assert any("golnar-nemuneh.yml" in line and ": هشدار: " in line for line in told(data))


# ---------- withdrawal ----------


@pytest.mark.parametrize(
    ("address", "file", "kind"),
    [
        ("/artists/golnar-nemuneh/", ON_RECORD, "artists"),
        ("https://example.org/masters/setareh-farzi/", MASTER, "masters"),
    ],
)
def test_whoever_asks_is_withdrawn_and_does_not_come_back(data, address, file, kind):
    text = (data / file).read_text("utf-8")
    result = support.run("withdraw", address, "--data", data, *TODAY, key="key")
    assert result.exit_code == 0, result.output
    assert not (data / file).exists()
    (row,) = (data / "withdrawn.csv").read_text("utf-8").splitlines()[1:]
    assert row.split(",")[1:] == ["1405-09-03", kind, key_mark("key")]
    name, record = text.splitlines()[1].removeprefix("name: "), Path(file).stem
    left = [path for path in data.rglob("*") if path.is_file() and path.name != "datapackage.yaml"]
    assert left and not any(name in path.read_text("utf-8") or record in path.read_text("utf-8") for path in left)
    assert told(data) == []
    # Nor under another id, or among the others.
    back = data / "masters" / "somebody-else.yml"
    back.write_text(
        f"id: somebody-else\nname: {name}\ncounty: fasa\nlife: living\nbasis: consent\nconsented: 1405-09-01\n", "utf-8"
    )
    result = support.run("validate", "--data", data, *TODAY, key="key")
    assert result.exit_code == 1 and f"data/masters/{back.name}" in result.stdout and name not in result.stdout


def test_a_photo_of_any_name_goes_too_and_nothing_else_does(data):
    edit(data / AGREED, "added:", "likeness: mahbanu.webp\nadded:")
    photos = [data / "artists/shiraz" / name for name in ("mahbanu.webp", "mahbanu-480.webp")]
    for photo in photos:
        photo.write_bytes(b"RIFF")
    assert told(data) == []
    assert support.run("withdraw", "/artists/mahbanu-azmun/", "--data", data, *TODAY, key="key").exit_code == 0
    assert not any(photo.exists() for photo in photos)
    edit(data / ON_RECORD, "about:", "likeness: ../../masters/setareh-farzi.yml\nabout:")
    assert support.run("withdraw", "/artists/golnar-nemuneh/", "--data", data, *TODAY, key="key").exit_code == 0
    assert not (data / ON_RECORD).exists() and (data / MASTER).exists()


def test_a_second_nomination_names_the_first_of_them(data, tmp_path):
    ready = tmp_path / "artist.yml"
    ready.write_text(
        "form: artists\nversion: 1\nvalues:\n  name: گلنار نمونه‌پور\n  home: فسا\n  life: زنده\n  basis: سند عمومی\n",
        "utf-8",
    )
    result = support.run("intake", ready, "--data", data, *TODAY)
    assert result.exit_code == 0, result.output
    assert "گلنار نمونه‌پور" in result.stdout and "هشدار" in result.stdout
    assert (data / ON_RECORD).exists() and len(list(data.glob("artists/fasa/*.yml"))) == 2


# ---------- the descriptor ----------


def refused(data: Path) -> list[tuple[str, str]]:
    """Return code and title of what is wrong with the descriptor."""
    try:
        descriptor_reader.load(data / "datapackage.yaml")
    except DescriptorError as error:
        assert all(problem.line and say(problem) for problem in error.problems)
        return [(problem.kind.code, problem.found) for problem in error.problems]
    return []


MASTERS_FIELDS = "        - {name: county, title: شهرستان, type: string, area: true}\n"


@pytest.mark.parametrize(
    ("before", "after", "code", "found"),
    [
        ("{name: name, title: نام استاد", "{name: title, title: نام استاد", "shape-people-field", "name"),
        ("{name: life, title: زندگی", "{name: alive, title: زندگی", "shape-people-field", "life"),
        ("{name: basis, title: مبنای انتشار, type", "{name: ground, title: پایه, type", "shape-people-field", "basis"),
        ("{name: consented, title: تاریخ رضایت, type: string, cal", "{name: day, title: روز, type: string, cal", "shape-people-field", "consented"),
        ("{value: living, label: زنده}, {value: deceased", "{value: alive, label: زنده}, {value: deceased", "shape-people-values", "alive"),
        (", categories: [{value: consent, label: رضایت خود او}]}", "}", "shape-people-values", ""),
        ("type: string, calendar: jalali}\n      primaryKey: id\n  - name: withdrawn", "type: string}\n      primaryKey: id\n  - name: withdrawn", "shape-named", "consented"),
        ("calendar: historical, consent: true, constraints", "calendar: historical, constraints", "shape-people-private", ""),
        ("image: true, consent: true", "image: true", "shape-people-private", ""),
        (", {value: masters, label: استاد}", "", "shape-people-kind", "masters"),
        ("{name: kind, title: نوع", "{name: sorts, title: نوع", "shape-people-withdrawn", "withdrawn"),
        ("    folder: masters\n    people: true", "    path: masters.csv\n    people: true", "shape-people-place", ""),
        ("    folder: masters\n    people: true\n", "    folder: masters\n", None, None),
        (MASTERS_FIELDS, MASTERS_FIELDS + "        - {name: born, title: زادروز, calendar: historical}\n", "shape-people-private", ""),
        ("{name: date, title: سال", "{name: birth, title: سال", "shape-people-unsaid", ""),
        ("{name: text, title: شرح, type: string", "{name: text, title: شرح, type: string, consent: true", "shape-people-consent", ""),
    ],
)  # fmt: skip
def test_what_a_resource_of_people_lacks_is_said_when_the_descriptor_is_read(data, before, after, code, found):
    edit(data / "datapackage.yaml", before, after)
    problems = refused(data)
    assert (problems[:1] == [(code, found)]) if code else not problems


def test_nobody_is_the_heading_of_a_list(data):
    """Of a field that holds people no list for each of them, and no row in the statistics: a name would stand there unasked."""
    home = "{name: home, title: شهرستان, type: string, "
    edit(data / "datapackage.yaml", home, home + "facet: true, ")
    assert ("shape-people-facet", "") not in refused(data)
    edit(
        data / "datapackage.yaml",
        "{fields: home, reference: {resource: counties",
        "{fields: home, reference: {resource: masters",
    )
    assert ("shape-people-facet", "") in refused(data)


def test_a_birth_without_the_flag_is_refused(data):
    edit(data / "datapackage.yaml", "    people: true\n    submit", "    submit")
    assert ("shape-people-unsaid", "") in refused(data)
    output = support.run("validate", "--data", data, *TODAY).output
    assert "people: true" in output and "«born»" in output
