"""What an upgrade asks of a province: what is told, what is brought up to date, and what is left as it is."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from generator.project.doctor import advise
from generator.project.new import LAID_OUT, Province, lay_out
from generator.project.upgrading import Patient, bring_up_to_date
from generator.site.engine.build import Built
from tests import support
from tests.support import ASSETS

KERMAN = Province("کرمان", "Kerman", "women", "بانک زنان توانمند استان کرمان", "دفتر امور بانوان و خانواده")
PUBLISH = ".github/workflows/publish.yml"
DESCRIPTION = "data/datapackage.yaml"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("fresh") / "province"
    lay_out(folder, KERMAN)
    return folder


@pytest.fixture
def province(fresh, tmp_path) -> Path:
    """A new province of its own, without a site."""
    return shutil.copytree(fresh, tmp_path / "province")


def told(folder: Path) -> list[tuple[str, bool]]:
    """Return where something is to be done, and whether it must be; that no site stands there is no matter here."""
    return [(item.place, item.must) for item in advise(patient(folder)) if item.place != "site"]


def patient(folder: Path) -> Patient:
    return Patient(folder / "mkdocs.yml", folder / "data")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def laid_out_before(folder: Path, name: str, text: str) -> None:
    """Let a file of the template be what an older generator had laid out."""
    (folder / name).write_text(text, "utf-8")
    notes = json.loads((folder / LAID_OUT).read_text("utf-8"))
    notes["files"][name] = sha256(text.encode()).hexdigest()
    (folder / LAID_OUT).write_text(json.dumps(notes), "utf-8")


def unknown_before(folder: Path, resource: str, *elements: str) -> None:
    """Let the older generator's descriptor have lacked some properties of a dataset, or all of it."""
    notes = json.loads((folder / LAID_OUT).read_text("utf-8"))
    kept = [one for one in notes["known"].pop(resource).split() if one not in elements]
    if elements:
        notes["known"][resource] = " ".join(kept)
    (folder / LAID_OUT).write_text(json.dumps(notes), "utf-8")


def test_a_fresh_province_has_nothing_to_do(province):
    assert told(province) == []
    result = support.run("doctor", "--config", province / "mkdocs.yml", "--data", province / "data")
    assert (result.exit_code, "کاری نمانده است" in result.output) == (0, True)


def test_a_bank_of_no_subject_is_not_asked_for_the_datasets_of_one(tmp_path):
    lay_out(tmp_path / "p", replace(KERMAN, subject="none"))
    assert told(tmp_path / "p") == []


def test_what_the_province_edits_removes_and_adds_is_its_own(province):
    edit(province / "content" / "about.md", "دربارهٔ بانک", "دربارهٔ ما")
    edit(province / DESCRIPTION, "    path: counties.csv\n", "    path: counties.csv\n    floor: 2\n")
    (province / ".editorconfig").unlink()
    (province / "data" / "domains.csv").write_text("id,name,description,axis,tone\n", "utf-8")
    assert told(province) == []


def test_an_upgrade_keeps_the_provinces_own_and_brings_the_rest_up_to_date(province):
    new_workflow = (province / PUBLISH).read_text("utf-8")
    laid_out_before(province, PUBLISH, "name: Old\n")
    # Its own floor; and a property of later, which it lacks.
    edit(province / DESCRIPTION, "    path: counties.csv\n", "    path: counties.csv\n    floor: 2\n")
    edit(province / DESCRIPTION, "    record: زن توانمند\n", "")
    unknown_before(province, "women", ".record")
    own = (province / DESCRIPTION).read_bytes()

    assert told(province) == [(DESCRIPTION, False), (PUBLISH, True)]
    assert bring_up_to_date(patient(province)) == [PUBLISH]
    assert (province / PUBLISH).read_text("utf-8") == new_workflow
    assert (province / DESCRIPTION).read_bytes() == own
    # What was seen is not told again.
    assert told(province) == []
    assert sorted(path.name for path in province.iterdir() if path.name.endswith(".unfinished")) == []


def test_a_file_that_both_have_changed_is_told_of_and_left(province):
    laid_out_before(province, PUBLISH, "name: Old\n")
    (province / PUBLISH).write_text("name: Ours\n", "utf-8")
    assert told(province) == [(PUBLISH, False)]
    assert bring_up_to_date(patient(province)) == []
    assert (province / PUBLISH).read_text("utf-8") == "name: Ours\n"


def test_a_file_that_the_template_has_got_is_written(province):
    (province / ".editorconfig").unlink()
    notes = json.loads((province / LAID_OUT).read_text("utf-8"))
    del notes["files"][".editorconfig"]
    (province / LAID_OUT).write_text(json.dumps(notes), "utf-8")
    assert told(province) == [(".editorconfig", False)]
    assert bring_up_to_date(patient(province)) == [".editorconfig"] and told(province) == []


def test_what_the_descriptor_lacks_or_has_too_many_of_is_told(province):
    edit(province / DESCRIPTION, "    people: true\n", "")
    unknown_before(province, "women", ".people")
    unknown_before(province, "loans")
    text = (province / DESCRIPTION).read_text("utf-8")
    parts = re.split(r"(?m)^(?=  - name: )", text)
    (province / DESCRIPTION).write_text(
        "".join(part for part in parts if not part.startswith("  - name: loans\n")), "utf-8"
    )
    said = [item for item in advise(patient(province)) if item.place == DESCRIPTION]
    assert [(item.must, word in item.text) for item, word in zip(said[-2:], ("people", "loans"), strict=True)] == [
        (True, True),
        (False, True),
    ]
    edit(province / DESCRIPTION, "    record: زن توانمند\n", "    recrod: زن توانمند\n")
    said = [item for item in advise(patient(province)) if item.must]
    assert said[0].place == DESCRIPTION and "recrod" in said[0].text


def test_settings_that_are_none_are_told(province):
    edit(province / "mkdocs.yml", "  short_name:", "  shortname:")
    (one, *_) = [item for item in advise(patient(province)) if item.must]
    assert one.place == "mkdocs.yml" and "short_name" in one.text
    edit(province / "mkdocs.yml", "site_name: ", "site_name: [")
    result = support.run("doctor", "--config", province / "mkdocs.yml", "--data", province / "data")
    assert result.exit_code == 1 and "mkdocs.yml" in result.output and "Traceback" not in result.output


def test_copies_of_the_programs_assets_and_old_colours_are_told(province):
    assets = province / "content" / "assets"
    (assets / "css").mkdir(parents=True)
    shutil.copy(ASSETS / "css" / "site.css", assets / "css" / "site.css")
    (assets / "mark.svg").write_text("<svg/>", "utf-8")
    (assets / "photo.svg").write_text("<svg/>", "utf-8")
    tokens = province / "content" / "overrides" / "assets" / "css" / "tokens.css"
    tokens.parent.mkdir(parents=True)
    tokens.write_text(":root { --paper: #fff; }", "utf-8")
    edit(province / "mkdocs.yml", "# custom_dir:", "custom_dir:")
    places = [place for place, must in told(province) if must]
    assert places == [
        "content/assets/css/site.css",
        "content/assets/mark.svg",
        "content/overrides/assets/css/tokens.css",
    ]


def test_addresses_that_would_move_are_told(province, monkeypatch):
    def build(loaded, config, output):
        for name in ("", "women/", "women/new-id/"):
            (output / name).mkdir(parents=True)
            (output / name / "index.html").touch()
        return Built(output, 3, [])

    for name in ("", "women/", "women/old-id/"):
        (province / "site" / name).mkdir(parents=True)
        (province / "site" / name / "index.html").touch()
    (province / "site" / "sitemap.xml").touch()
    monkeypatch.setattr("generator.site.engine.build.build", build)
    (one,) = advise(patient(province))
    assert one.must and "women/old-id/" in one.text and "new-id" not in one.text


def test_a_rule_across_fields_that_is_new_is_told_as_it_can_be_copied(province):
    edit(province / DESCRIPTION, "      - {before: [meeting.date, date]}\n", "")
    assert told(province) == []  # its own decision
    unknown_before(province, "reports", '.rules:{"before":["meeting.date","date"]}')
    (advice,) = [item for item in advise(patient(province)) if item.place == DESCRIPTION]
    assert not advice.must and 'rules:{"before":["meeting.date","date"]}' in advice.text and "reports" in advice.text


def test_a_province_of_before_it_took_notes_is_told_what_its_descriptor_lacks(province):
    (province / LAID_OUT).unlink()
    assert told(province) == [] and bring_up_to_date(patient(province)) == []
    edit(province / DESCRIPTION, "    record: زن توانمند\n", "")
    assert told(province) == [(DESCRIPTION, False)]
    (province / LAID_OUT).write_text('{"answers": {"province": "../x"}}', "utf-8")
    assert told(province) == [(DESCRIPTION, False)]
