"""The subject of a package: whose checks go with it, and what a package of none can do."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator.dataset.checks.context import Context
from generator.dataset.describing import descriptor_reader
from generator.dataset.descriptor import DescriptorError
from generator.dataset.reading import reader
from generator.project.assembly import SUBJECTS, load, open_intake, subject_of
from generator.site.model.subject import SampleError
from generator.subjects.women.capable_women import WOMEN
from generator.subjects.women.sample.package import MAKERS
from tests.submissions import banks, issues, workbooks
from tests.support import ROOT, TODAY, files, package, run


def named(folder: Path, subject: str, *overlays: Path) -> Path:
    """Return the small package of the tests with another subject, or with none named."""
    data = package(folder, *overlays)
    path = data / "datapackage.yaml"
    path.write_text(path.read_text("utf-8").replace("subject: women\n", subject and f"subject: {subject}\n"), "utf-8")
    return data


@pytest.mark.parametrize(("name", "found"), [("", "women"), ("women", "women"), ("none", "none")])
def test_a_descriptor_names_its_subject_or_is_of_the_bank_of_women(tmp_path: Path, name: str, found: str) -> None:
    data = named(tmp_path / "data", name)
    assert subject_of(descriptor_reader.load(data / "datapackage.yaml")) is SUBJECTS[found]


def test_an_unknown_subject_is_refused_with_the_nearest_one(tmp_path: Path) -> None:
    data = named(tmp_path / "data", "woman")
    with pytest.raises(DescriptorError) as error:
        subject_of(descriptor_reader.load(data / "datapackage.yaml"))
    (problem,) = error.value.problems
    line = (data / "datapackage.yaml").read_text("utf-8").split("\n").index("subject: woman") + 1
    assert (problem.line, problem.found, problem.suggestion) == (line, "woman", "women")
    for verb in (["validate"], ["forms"], ["sample", tmp_path / "sample"]):
        result = run(*verb, "--data", data)
        assert (result.exit_code, "موضوع «woman» شناخته نیست" in result.output) == (1, True), result.output


def test_only_the_subject_judges_its_own_datasets(tmp_path: Path) -> None:
    case = Path(__file__).parent / "dataset" / "cases" / "documents-of-one-county"
    for subject, found in (("women", True), ("none", False)):
        data = named(tmp_path / subject, subject, banks.FULL, case)
        problems = load(data, banks.TODAY).problems
        assert ("document-twice" in {problem.code for problem in problems}) is found


# ---------- a bank of no subject ----------

LIBRARY = {
    "name": "كتابخانهٔ  سروستان",
    "town": "سروستان",
    "founded": "۱۳۷۱",
    "seats": "۲۵",
    "rooms": "تالار عمومی | ۱۲۰۰\nتالار کودکان | ۸۰۰",
}
WOMAN = {**banks.WOMAN, "domains": ["handicraft", "literature"]}
VISITS = {"library": "kavar-library", "month": "خرداد ۱۴۰۵", "visitors": "۴۱۲"}


@pytest.fixture
def libraries(tmp_path: Path) -> Path:
    """A bank of libraries, which nothing but its descriptor says anything of."""
    return Path(shutil.copytree(ROOT / "tests" / "fixtures" / "libraries", tmp_path / "data"))


def test_a_bank_of_no_subject_is_valid_canonical_and_has_its_forms(libraries: Path, tmp_path: Path) -> None:
    assert run("validate", "--data", libraries, *TODAY).exit_code == 0
    assert run("format", "--check", "--data", libraries).exit_code == 0
    result = run("forms", "--data", libraries, "--output", tmp_path / "forms")
    assert result.exit_code == 0, result.output
    assert {"libraries.yml", "visits.yml"} <= {path.name for path in (tmp_path / "forms").iterdir()}
    (libraries / "visits.csv").write_text("id,library,month,visitors\nx,kavar,1405-13,-1\n", "utf-8")
    wrong = run("validate", "--data", libraries, *TODAY, "--format", "json")
    assert {"unknown-reference-listed", "date-missing", "minimum"} <= set(
        re.findall(r'"code": "([a-z-]+)"', wrong.output)
    )
    (libraries / "libraries" / "kavar").rename(libraries / "libraries" / "sarvestan")
    moved = run("validate", "--data", libraries, *TODAY)
    assert "«data/libraries/sarvestan» است، ولی شهر آن «کاوار»" in moved.output, moved.output


@pytest.mark.parametrize(("resource", "answers"), [("libraries", LIBRARY), ("visits", VISITS)])
def test_a_bank_of_no_subject_takes_submissions_by_every_door(
    libraries: Path, tmp_path: Path, resource: str, answers: dict[str, str]
) -> None:
    bank = open_intake(descriptor_reader.load(libraries / "datapackage.yaml"), banks.TODAY)
    event = json.dumps(issues.event(resource, issues.render(issues.items(bank, resource), answers)))
    (tmp_path / "event.json").write_text(event, "utf-8")
    (tmp_path / "form.json").write_text(json.dumps({"form": resource, "version": 1, "values": answers}), "utf-8")
    (tmp_path / "book.xlsx").write_bytes(workbooks.filled(bank, [answers], resource))
    before, after = files(libraries), []
    for door in (["--event", tmp_path / "event.json"], [tmp_path / "form.json"], [tmp_path / "book.xlsx"]):
        result = run("intake", *door, "--data", libraries, *TODAY)
        assert result.exit_code == 0, result.output
        after.append({name: text for name, text in files(libraries).items() if before.get(name) != text})
        for name in after[-1]:
            (libraries / name).unlink()
            if name in before:
                (libraries / name).write_bytes(before[name])
    assert after[0] == after[1] == after[2]
    ((name, text),) = after[0].items()
    if resource == "libraries":
        assert (
            name == "libraries/sarvestan/katabkhaneh-saroustan.yml"
        )  # spelt letter by letter: the bank knows no Latin names
        assert yaml.safe_load(text)["rooms"][1] == {"name": "تالار کودکان", "books": 800}
    else:
        assert text.decode().splitlines()[-1] == "kavar-library-1405-03,kavar-library,1405-03,412"


def test_verbs_of_a_subject_say_that_a_bank_has_no_such_thing(libraries: Path, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("county,facility,stage\n", "utf-8")
    before = files(libraries)
    for words, said in (
        (["sample", tmp_path / "sample"], "نمونه‌ساز ندارد"),
        (["count-loans", listed], "تعداد وام‌ها نگه داشته نمی‌شود"),
        (["release", "1.0.0", "--note", "نخستین نسخه"], "مجموعه‌های «releases» و «release-counts» را ندارد"),
    ):
        result = run(*words, "--data", libraries)
        assert (result.exit_code, said in result.output) == (1, True), result.output
    assert files(libraries) == before


# ---------- a bank that has left out some of its subject's datasets ----------


def left_out(folder: Path, *names: str) -> Path:
    """Return the full package of the tests without some datasets, and without what refers to them."""
    data = package(folder, banks.FULL)
    raw = yaml.load((data / "datapackage.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    gone = set(names)
    for item in raw["resources"]:  # a list stands below what holds it
        if item.get("parent") in gone:
            gone.add(item["name"])
    for item in raw["resources"]:
        place = item.get("path") or item.get("folder")
        if item["name"] in gone and place:
            (data / place).unlink() if item.get("path") else shutil.rmtree(data / place, ignore_errors=True)
    raw["resources"] = [item for item in raw["resources"] if item["name"] not in gone]
    for item in raw["resources"]:
        schema, keys = item["schema"], item["schema"].get("foreignKeys", [])
        schema["foreignKeys"] = [key for key in keys if key["reference"]["resource"] not in gone]
        lost = {str(key["fields"]) for key in keys if key["reference"]["resource"] in gone}
        of_lost = [rule for rule in item.get("rules", ()) if str(rule.get("before", [""])[0]).split(".")[0] in lost]
        item["rules"] = [rule for rule in item.get("rules", ()) if rule not in of_lost]
        for field in schema["fields"]:
            if field["name"] in lost:
                field.pop("among", None)
    text = yaml.dump(raw, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    (data / "datapackage.yaml").write_text(text, "utf-8")
    return data


OWN = sorted(set(MAKERS) | {"loan-counts", "indicators", "agencies", "domains", "sectors"})


# By day those that most others are of, and some of which none is.
BY_DAY = {"agencies", "loans", "meetings", "reports", "women"}
assert set(OWN) > BY_DAY


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in BY_DAY else [pytest.mark.nightly]) for name in OWN]
)
def test_any_dataset_of_a_subject_may_be_left_out(tmp_path: Path, name: str) -> None:
    bank = descriptor_reader.load(left_out(tmp_path / "data", name) / "datapackage.yaml")
    context = Context(reader.read(bank), banks.TODAY)
    assert [problem for check in WOMEN.checks for problem in check(context)] == []
    made = tmp_path / "sample"
    try:
        written = WOMEN.sample(bank, made, {"women": 1, "meetings": 1} if name not in ("women", "meetings") else {}, 1)
    except SampleError as error:  # the lists that everything is drawn from
        assert f"«{name}»" in str(error)
        return
    assert written == len(files(made))


def test_a_bank_without_loans_is_checked_drawn_by_lot_and_handed_in_to(tmp_path: Path) -> None:
    data = left_out(tmp_path / "data", "loans", "loan-counts", "facilities")
    assert run("validate", "--data", data, *TODAY).exit_code == 0
    assert run("forms", "--data", data, "--output", tmp_path / "forms").exit_code == 0
    assert not (tmp_path / "forms" / "loans.yml").exists()
    asked = ["--women", "2", "--cooperatives", "2", "--programs", "1", "--meetings", "1"]
    result = run("sample", tmp_path / "sample", "--data", data, *asked)
    assert result.exit_code == 0, result.output
    refused = run("sample", tmp_path / "more", "--data", data, "--loans", "3")
    assert (refused.exit_code, "«loans»" in refused.output) == (1, True)
    (tmp_path / "form.json").write_text(json.dumps({"form": "women", "version": 1, "values": WOMAN}), "utf-8")
    result = run("intake", tmp_path / "form.json", "--data", data, *TODAY)
    assert result.exit_code == 0, result.output


def test_who_checks_data_imports_nothing_of_a_site_or_a_sample() -> None:
    said = "import sys, generator.project.assembly; print(*sys.modules)"
    loaded = set(
        subprocess.run([sys.executable, "-c", said], capture_output=True, check=True, text=True).stdout.split()
    )
    assert "generator.subjects.women.checks.loan_checks" in loaded
    late = (
        "generator.site.drawing",
        "generator.site.model.site",
        "generator.subjects.women.sample",
        "jinja2",
        "mkdocs",
    )
    assert loaded.isdisjoint({*late, "generator.submissions.intake.importer", "generator.subjects.women.sections"})
