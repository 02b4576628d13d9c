"""The issue forms are what GitHub accepts, and hold what the descriptor and the data say."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
import yaml

from generator.dataset.describing import descriptor_reader
from generator.submissions.forms import address
from generator.submissions.forms.choosing import choice
from generator.submissions.intake.importer import Intake
from generator.submissions.issues import issue_body, issue_form, issue_words
from generator.submissions.issues import issue_questions as issue
from tests import support
from tests.submissions import banks, issues
from tests.support import ROOT, package

OFFICE = {"name": "دفتر امور بانوان", "phone": "07132345678", "email": "office@example.ir"}
SUBMIT = [
    resource.name for resource in descriptor_reader.load(ROOT / "data" / "datapackage.yaml").roots if resource.submit
]


@cache
def real() -> Intake:
    return banks.over(ROOT / "data", banks.AFTER_ALL)


@cache
def texts(bank: Intake) -> dict[str, str]:
    return issue_form.forms(bank.package, bank.names(), OFFICE)


@cache
def form(name: str, bank: Intake | None = None) -> dict[str, Any]:
    return yaml.load(texts(bank or real())[f"{name}.yml"], yaml.CSafeLoader)


def element(name: str, key: str, bank: Intake | None = None) -> dict[str, Any]:
    (found,) = [item for item in form(name, bank)["body"] if item.get("id") == key]
    return found


def notice(name: str) -> str:
    return form(name)["body"][0]["attributes"]["value"]


# --- GitHub's rules, from its documentation and from its refusals ---------------------------------------------------

KEYS = {"name", "description", "title", "labels", "body"}
ATTRIBUTES = {
    "markdown": ({"value"}, set()),
    "input": ({"label"}, {"description", "placeholder", "value"}),
    "textarea": ({"label"}, {"description", "placeholder", "value", "render"}),
    "dropdown": ({"label", "options"}, {"description", "multiple", "default"}),
}


def faults(content: dict[str, Any]) -> list[str]:
    """Return what GitHub would refuse in a form, most of it silently."""
    found = []
    if set(content) != KEYS:
        found.append(f"keys: {set(content) ^ KEYS}")
    found += [key for key in ("name", "description", "title") if not _is_text(content[key])]
    if len(content["description"]) > 200:
        found.append("description is too long: the form would not be offered")
    if not all(_is_text(label) and len(label) <= 50 for label in content["labels"]):
        found.append("labels")
    body = content["body"]
    asked = [item for item in body if item["type"] != "markdown"]
    if not asked or len(body) > 100:
        found.append("number of elements")
    ids = [item["id"] for item in asked]
    labels = [item["attributes"]["label"] for item in asked]
    if len(set(ids)) < len(ids) or not all(re.fullmatch(r"[A-Za-z0-9_-]+", name) for name in ids):
        found.append("ids")
    if len(set(labels)) < len(labels):
        found.append("labels are not unique")
    for place, item in enumerate(body):
        found += [f"body[{place}]: {fault}" for fault in _element_faults(item)]
    return found


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _element_faults(item: dict[str, Any]) -> list[str]:
    found = []
    attributes, kind = item["attributes"], item["type"]
    needed, allowed = ATTRIBUTES[kind]
    if not needed <= set(attributes) <= needed | allowed:
        found.append(f"attributes {set(attributes)}")
    own = {"type", "attributes"} | (set() if kind == "markdown" else {"id", "validations"})
    if not set(item) <= own or item.get("validations", {"required": True}) != {"required": True}:
        found.append(f"keys {set(item)}")
    found += [key for key, value in attributes.items() if key not in ("options", "multiple") and not _is_text(value)]
    if "\n" in attributes.get("label", "") or "password" in attributes.get("label", "").casefold():
        found.append("label")
    options = attributes.get("options", ["-"])
    if not options or len(set(options)) < len(options) or not all(map(_is_text, options)):
        found.append("options")
    if any(option.casefold() == "none" for option in options):
        found.append("the option none is kept by GitHub")
    return found


@pytest.mark.parametrize("bank", [real, banks.bank])
def test_github_accepts_every_form(bank):
    written = texts(bank())
    assert set(written) == {*(f"{name}.yml" for name in [*SUBMIT, "correction", "removal", "record"]), "config.yml"}
    names = []
    for name, text in written.items():
        content = yaml.load(text, yaml.CSafeLoader)
        if name == "config.yml":
            assert content == {"blank_issues_enabled": False}
            continue
        assert faults(content) == [], name
        names.append(content["name"])
    assert len(set(names)) == len(names)


def test_the_committed_forms_are_those_that_the_data_gives():
    """The golden files of the forms are the forms themselves."""
    from generator.cli import submission_verbs

    office = submission_verbs.office_of(ROOT / "mkdocs.yml")
    folder = ROOT / ".github" / "ISSUE_TEMPLATE"
    stale = issue_form.write(real().package, real().names(), office, folder, check=True)
    assert stale == [], "generator forms"


# --- what the forms say ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*SUBMIT, "correction", "removal", "record"])
def test_a_form_says_which_it_is_and_that_it_is_public(name):
    assert form(name)["labels"] == ["submission", f"form:{name}"]
    first = notice(name)
    assert first.split("\n")[0] == f"**{form(name)['name']}** (`{name}`)"
    assert "برای همیشه عمومی است" in first
    assert not any(item["type"] == "checkboxes" for item in form(name)["body"])


@pytest.mark.parametrize("name", SUBMIT)
def test_a_form_asks_every_question_of_its_resource_once(name):
    asked = [item["id"] for item in form(name)["body"] if item["type"] != "markdown"]
    assert sorted(asked) == sorted(item.key for item in real().questions(name))
    for item in real().questions(name):
        found = element(name, item.key)
        assert ("validations" in found) == item.required
        assert found["attributes"]["label"] == item.title


@pytest.mark.parametrize("name", [*SUBMIT, "correction", "removal"])
def test_what_github_writes_from_the_form_is_read_back(name):
    """GitHub writes the answers in the order of the written form, whatever order the questions have elsewhere."""
    asked = [item for item in form(name)["body"] if item["type"] != "markdown"]
    answers = {item["id"]: (item["attributes"].get("options") or ["پاسخ"])[0] for item in asked}
    body = "\n\n".join(f"### {item['attributes']['label']}\n\n{answers[item['id']]}" for item in asked)
    values, problems = issue_body.parse(
        issue_body.part(body, issues.items(real(), name)), issues.items(real(), name), name
    )
    assert problems == []
    assert {key: value if isinstance(value, str) else "".join(value) for key, value in values.items()} == answers


@pytest.mark.parametrize("name", ["meetings", "reports", "county-documents", "programs", "cooperatives"])
def test_the_sources_close_a_form(name):
    assert [item["id"] for item in form(name)["body"] if "id" in item][-1] == "sources"


def test_the_sources_stand_before_the_list_that_names_them():
    asked = [item["id"] for item in form("women")["body"] if "id" in item]
    assert asked.index("sources") < asked.index("achievements")


@pytest.mark.parametrize("name", SUBMIT)
def test_every_option_chooses_the_value_that_it_stands_for(name):
    for item in issues.items(real(), name):
        options = element(name, item.key)["attributes"].get("options", [])
        if item.options:
            assert [choice(option, item.options) for option in options] == list(item.options)


def test_the_menus_come_from_the_data():
    counties = real().names()["counties"]
    assert element("women", "county")["attributes"]["options"] == list(counties.values())
    domains = element("women", "domains")["attributes"]
    assert domains["multiple"] is True
    assert domains["options"] == list(real().names()["domains"].values())
    agencies = element("women", "nominations")["attributes"]["description"]
    assert all(name in agencies for name in real().names()["agencies"].values())


def test_a_list_that_grows_with_every_submission_is_no_menu():
    found = element("loans", "cooperative")
    assert found["type"] == "input"
    assert "همان‌گونه که در سایت است" in found["attributes"]["description"]


def test_a_repeating_group_shows_its_notation_and_an_example():
    shown = element("women", "sources")["attributes"]["placeholder"].split("\n")
    assert shown[0] == f"{issue_words.NOTATION}: عنوان یا رسانه | ناشر | نشانی | تاریخ انتشار منبع | تاریخ دیدن"
    assert shown[1].startswith("سیمین دانشور | ویکی‌پدیای انگلیسی | https://")
    help_ = element("women", "achievements")["attributes"]["description"]
    assert "سال | شرح | برجسته | منابع دستاورد" in help_
    assert "شمارهٔ آن در «منابع»" in help_


def test_a_photo_is_dropped_into_a_text_area():
    found = element("women", "photo")
    assert found["type"] == "textarea"
    assert "تصویر را اینجا بکشید" in found["attributes"]["description"]


def test_a_removal_asks_for_the_address_alone_and_names_the_better_way():
    assert [item["id"] for item in form("removal")["body"] if "id" in item] == ["address"]
    assert "07132345678" not in notice("removal")
    assert "۰۷۱۳۲۳۴۵۶۷۸" in notice("removal")
    assert OFFICE["email"] in notice("removal")
    nobody = {"name": "دفتر", "phone": "", "email": ""}
    without = yaml.load(issue_form.forms(real().package, real().names(), nobody)["removal.yml"], yaml.CSafeLoader)
    assert "حریم خصوصی" in without["body"][0]["attributes"]["value"]


def test_a_correction_offers_the_parts_of_every_page_once():
    options = element("correction", "field")["attributes"]["options"]
    for name in ("women", "cooperatives", "programs"):
        assert {item.title for item in real().questions(name)} <= set(options)
    assert len(set(options)) == len(options)


def test_a_field_added_to_the_descriptor_is_in_the_form(tmp_path):
    data = package(tmp_path / "data")
    path = data / "datapackage.yaml"
    field = """\
        - name: guild
          title: پیشهٔ آزمایشی
          description: کمکی برای آزمایش.
          type: string
          constraints: {required: true, maxLength: 70}
          example: گیوه‌چینی
        - name: shift
          title: نوبت آزمایشی
          type: string
          categories:
            - {value: day, label: روزانه}
            - {value: night, label: شبانه}
"""
    text = path.read_text("utf-8")
    place = text.index("        - name: ability\n")
    path.write_text(text[:place] + field + text[place:], "utf-8")
    bank = banks.over(path.parent)
    guild, shift = (element("women", key, bank) for key in ("guild", "shift"))
    assert guild["attributes"] == {
        "label": "پیشهٔ آزمایشی",
        "description": "کمکی برای آزمایش. حداکثر ۷۰ حرف. نمونه: گیوه‌چینی",
        "placeholder": "گیوه‌چینی",
    }
    assert guild["validations"] == {"required": True}
    assert shift["attributes"]["options"] == ["روزانه", "شبانه"]
    assert {"پیشهٔ آزمایشی", "نوبت آزمایشی"} <= set(element("correction", "field", bank)["attributes"]["options"])


def test_labels_that_are_alike_are_told_apart():
    options = {"a": "آزاد", "b": "آزاد", "c": "None", "d": "دیگر"}
    labels = issue.option_labels(options)
    assert labels == ["آزاد (a)", "آزاد (b)", "None (c)", "دیگر"]
    assert [choice(label, options) for label in labels] == list(options)


# --- writing --------------------------------------------------------------------------------------------------------


def test_writing_says_what_was_stale_and_leaves_what_is_not_ours(tmp_path):
    def write(check: bool) -> list[str]:
        return issue_form.write(banks.bank().package, banks.bank().names(), OFFICE, tmp_path, check)

    assert len(write(check=True)) == len(SUBMIT) + 4
    assert list(tmp_path.iterdir()) == []
    write(check=False)
    assert write(check=True) == write(check=False) == []
    (tmp_path / "women.yml").write_text("name: دیگر\n", "utf-8")
    (tmp_path / "bug.yml").write_text("name: ایراد برنامه\n", "utf-8")
    (tmp_path / "counties.yml").write_text(issue_form.HEADER + "name: شهرستان\n", "utf-8")
    assert write(check=True) == ["counties.yml", "women.yml"]
    write(check=False)
    assert write(check=True) == []
    assert (tmp_path / "bug.yml").exists()
    assert not (tmp_path / "counties.yml").exists()


def test_a_removal_knows_only_pages_that_there_are(tmp_path):
    raw = yaml.load((ROOT / "data" / "datapackage.yaml").read_text("utf-8"), yaml.CSafeLoader)
    nameless = next(item for item in raw["resources"] if item["name"] == "reports")
    nameless["schema"].pop("uniqueKeys")
    for field in nameless["schema"]["fields"]:
        field["name"] = {"title": "heading"}.get(field["name"], field["name"])
    (tmp_path / "datapackage.yaml").write_text(yaml.dump(raw, Dumper=yaml.CSafeDumper, allow_unicode=True), "utf-8")
    package = descriptor_reader.load(tmp_path / "datapackage.yaml")
    assert package.resources["reports"].submit and not package.resources["reports"].has_pages
    known = address.no_page(package, {}, "x", "issue").expected
    assert "/women/…/" in known and "/reports/…/" not in known


def test_the_command_says_which_form_it_wrote_and_which_it_removed(tmp_path):
    data, forms = support.package(tmp_path / "data"), tmp_path / "forms"
    arguments = ("forms", "--data", data, "--config", ROOT / "mkdocs.yml", "--output", forms)
    assert "loans.yml: نوشته شد" in support.run(*arguments).output
    path = data / "datapackage.yaml"
    head, loans, rest = re.split(r"(?m)^(?=  - name: (?:loans|loan-counts)$)", path.read_text("utf-8"))
    path.write_text(head + loans.replace("    submit: true\n", "") + rest, "utf-8")
    assert support.run(*arguments).output.splitlines() == ["loans.yml: حذف شد"]
    assert not (forms / "loans.yml").exists()
