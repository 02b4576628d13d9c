"""The form of the site comes from the descriptor alone, and a record goes through it unchanged."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from generator.dataset.problems.problem import Audience, say
from generator.project.assembly import load
from generator.site.drawing.render import draw
from generator.site.model.site import Site
from generator.site.pages import submission_forms
from generator.subjects.women.sections import SECTIONS
from generator.submissions.forms import questions as q
from generator.submissions.forms.submission import CORRECTION, Submission
from generator.submissions.forms.web_form import REFS, ROWS, form_data, form_parts, form_values
from tests.submissions import banks
from tests.support import ROOT, package

NEW = {
    "name": "shoe_size",
    "title": "اندازهٔ گیوه",
    "description": "گیوه‌ای که می‌بافد.",
    "type": "integer",
    "unit": "نمره",
    "group": "پوشاک",
    "example": "42",
    "constraints": {"required": True, "minimum": 20, "maximum": 50},
}


def forms(folder: Path) -> dict[str, list[dict]]:
    one = banks.over(folder)
    return {
        resource.name: form_data(form_parts(one.package, resource, one.names()))
        for resource in one.package.roots
        if resource.submit
    }


def html(folder: Path, name: str, today: date = banks.TODAY, **extra: object) -> str:
    loaded = load(folder, today)
    assert loaded.registry is not None
    site = Site(loaded.registry, "بانک", "", "https://example.org/", {"office": {}, **extra}, today, changes=SECTIONS)
    return draw(submission_forms.page(site, f"submit/{name}/", name), site)[1]


def test_every_resource_that_may_be_proposed_has_a_form_that_asks_all_its_questions(tmp_path):
    folder = package(tmp_path / "data")
    one = banks.over(folder)
    found = forms(folder)
    assert set(found) >= {"women", "cooperatives", "programs", "loans", "headcounts"}
    for name, items in found.items():
        asked = [item.key for item in one.questions(name)]
        assert sorted(item["key"] for item in items) == sorted(asked)
        page = html(folder, name)
        for item in items:
            assert f'data-key="{item["key"]}"' in page
        assert "پس از تأیید برای همه دیده می‌شود" in page
        assert 'type="checkbox" checked' not in page and "<script>" not in page


def test_whoever_has_no_script_is_told_what_is_asked_and_a_way_that_there_is(tmp_path):
    folder = package(tmp_path / "data")

    def without_script(name: str, **extra: object) -> str:
        found = re.search(r'<(section|p) class="[^"]*without-script".*?</\1>', html(folder, name, **extra), re.DOTALL)
        assert found is not None
        return found[0]

    nobody = without_script("women")
    assert "راه تماس دفتر هنوز در این سایت ثبت نشده است" in nobody and "tel:" not in nobody
    assert nobody.count("<li><b>") == 6 and 'href="../../workbooks/women.xlsx" download' in nobody
    office = without_script("loans", office={"phone": "071-00000000"})
    assert 'href="tel:07100000000"' in office and "ثبت نشده است" not in office
    # Of the loans what is needed.
    assert "<b>مرحله</b>" in office and "کارمزد" not in office
    inbox = without_script("women", inbox="/inbox/")
    assert 'href="/inbox/form/women"' in inbox and "فایل اکسل" not in inbox


@pytest.mark.parametrize("name", ["women", "cooperatives", "programs", "loans", "headcounts"])
def test_a_field_that_is_added_to_the_descriptor_is_asked_with_all_that_it_says(name, tmp_path):
    folder = package(tmp_path / "data")
    path = folder / "datapackage.yaml"
    raw = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    resource = next(item for item in raw["resources"] if item["name"] == name)
    resource["schema"]["fields"].append(NEW)
    if "data" in resource:
        resource["data"][0].append(NEW["name"])
    path.write_text(yaml.dump(raw, Dumper=yaml.CSafeDumper, allow_unicode=True), "utf-8")
    one = banks.over(path.parent)
    (item,) = [item for item in forms(folder)[name] if item["key"] == NEW["name"]]
    assert item == {
        "key": "shoe_size",
        "title": "اندازهٔ گیوه",
        "kind": "number",
        "control": "number",
        "required": True,
        "minimum": 20,
        "maximum": 50,
        "unit": "نمره",
        "number": "integer",
    }
    parts = form_parts(one.package, one.package.resources[name], one.names())
    (part,) = [part for part in parts if part.title == "پوشاک"]
    assert part.fields[0].question.help == NEW["description"]


def test_a_field_that_is_added_stands_on_the_page_with_its_help_and_example(tmp_path):
    folder = package(tmp_path / "data")
    path = folder / "datapackage.yaml"
    raw = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    resource = next(item for item in raw["resources"] if item["name"] == "women")
    resource["schema"]["fields"].append({**NEW, "constraints": {"minimum": 20}})
    resource["data"][0].append(NEW["name"])
    path.write_text(yaml.dump(raw, Dumper=yaml.CSafeDumper, allow_unicode=True), "utf-8")
    page = html(folder, "women")
    for words in ("اندازهٔ گیوه", "گیوه‌ای که می‌بافد.", "مانند: ۴۲", "نمره", "پوشاک"):
        assert words in page, words


def test_the_questions_of_the_descriptor_come_first_and_all_else_is_folded(tmp_path):
    folder = package(tmp_path / "data")
    one = banks.over(folder)
    parts = form_parts(one.package, one.package.resources["women"], one.names())
    leading = [part for part in parts if not part.folded]
    assert [part.title for part in leading] == [question.ask for question in one.package.resources["women"].questions]
    achievements = next(field for part in leading for field in part.fields if field.question.key == "achievements")
    assert [field.question.key for field in achievements.fields if not field.folded] == ["date", "text"]
    page = html(folder, "women")
    first, rest = page.split('id="form-more"')
    for title, key in (("نام و نام خانوادگی او", "name"), ("از کجا می‌دانید؟", "sources")):
        assert title in first and f'data-key="{key}"' in first
    assert 'data-key="biography"' in rest and 'data-key="biography"' not in first
    # Without an inbox nobody is asked who sends, and nothing private has a place.
    assert "من خود او هستم" not in page and "یادداشت خصوصی" not in page
    assert "از این راه کد یا پاسخی فرستاده نمی‌شود" in page
    # A resource that names no questions shows everything, in numbered sections.
    assert 'id="form-more"' not in html(folder, "loans")


def test_a_list_names_the_items_of_another_list_of_the_same_form(tmp_path):
    items = {item["key"]: item for item in forms(package(tmp_path / "data"))["women"]}
    achievements = items["achievements"]
    assert achievements["control"] == ROWS
    assert {part["key"]: part["control"] for part in achievements["parts"]}["sources"] == REFS
    assert items["other_names"]["plain"] and items["other_names"]["itemTitle"] == "نام"


def test_no_form_asks_for_what_is_private_and_a_contact_may_hold_an_office_line(tmp_path):
    for items in forms(package(tmp_path / "data")).values():
        for item in items:
            assert not any(word in item["title"] for word in ("ملی", "همراه", "کارت", "شبا", "همسر", "تأهل"))
            if item["kind"] in (q.TEXT, q.LINES) and item["control"] in ("line", "area"):
                assert item["guard"] in ("person", "office"), item


def test_a_loan_is_offered_to_cooperatives_alone(tmp_path):
    """Whom the checks would refuse cannot be chosen; the descriptor says it once."""
    loaded = load(ROOT / "data", banks.AFTER_ALL)
    assert loaded.registry is not None
    kinds = {record.id: record["kind"] for record in loaded.registry["cooperatives"]}
    assert len(set(kinds.values())) > 2
    loans = loaded.registry.package.resources["loans"]
    parts = form_data(form_parts(loaded.registry.package, loans, loaded.registry.offered(loans)))
    offered = next(item for item in parts if item["key"] == "cooperative")["options"]
    assert set(offered) == {record for record, kind in kinds.items() if kind == "cooperative"}
    page = html(ROOT / "data", "loans", banks.AFTER_ALL)
    assert all(f'value="{record}"' in page for record in offered)
    assert not [record for record in kinds.keys() - offered.keys() if f'value="{record}"' in page]


def test_the_data_of_a_form_cannot_end_its_script(tmp_path):
    folder = package(tmp_path / "data")
    counties = (folder / "counties.csv").read_text("utf-8")
    assert ",فسا," in counties
    (folder / "counties.csv").write_text(counties.replace(",فسا,", ",</script><b>,"), "utf-8")
    page = html(folder, "women")
    start = page.index('id="form-data">') + len('id="form-data">')
    text = page[start : page.index("</script>", start)]
    data = json.loads(text)
    assert "</script><b>" in next(item for item in data["questions"] if item["key"] == "county")["options"].values()
    assert text.isprintable() or "\u200c" in text
    assert "<" not in text


def records() -> list[tuple[str, str]]:
    loaded = load(ROOT / "data", banks.AFTER_ALL)
    assert loaded.registry is not None
    folders = [item.name for item in loaded.registry.package.roots if item.submit and not item.is_table]
    assert {"women", "cooperatives", "programs"} <= set(folders)
    return [(name, record.id) for name in folders for record in loaded.registry[name]]


def test_the_answers_of_every_real_record_make_no_change_when_they_come_back():
    """A correction that sends a whole record as its form holds it gives the very same file."""
    one = banks.over(ROOT / "data", banks.AFTER_ALL)
    submissions = []
    for name, record_id in records():
        record = one.registry.get(name, record_id)
        values = form_values(one.package, one.package.resources[name], record)
        submissions.append(Submission(name, values, CORRECTION, record_id, "فرم"))
    result = one.take(submissions, partial=True)
    assert not result.failed, [say(problem, Audience.DOOR) for problem in result.all_problems][:5]
    changed = [
        name
        for name, text in result.files.items()
        if (ROOT / name).read_text("utf-8") != text and name.endswith(".yml")
    ]
    assert changed == []


def test_a_correction_shows_dates_as_people_write_them():
    one = banks.over(ROOT / "data", banks.AFTER_ALL)
    record = one.registry.get("women", "simin-daneshvar")
    values = form_values(one.package, one.package.resources["women"], record)
    assert values["birth"] == "۸ اردیبهشت ۱۳۰۰"
    assert "دههٔ ۱۳۴۰" in [row["date"] for row in values["achievements"]]
    # A day that is asked in three boxes is parted by the form.
    assert re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", values["sources"][0]["seen"])
