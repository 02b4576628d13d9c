"""The workbook that people fill in: what stands in it, and that it follows the descriptor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.dataset.describing import descriptor_reader
from generator.dataset.problems.problem import Audience, say
from generator.persian.digits import fa
from generator.project.assembly import open_intake
from generator.submissions.forms.choosing import choice
from generator.submissions.intake.importer import Intake
from generator.submissions.workbooks import workbook_help as words
from generator.submissions.workbooks.workbook_reader import read_workbook, row_of
from generator.submissions.workbooks.workbook_writer import (
    HEADING_ROW,
    sheet_name,
    version,
    workbook_bytes,
)
from tests.submissions import banks, workbooks
from tests.support import ROOT
from tests.support import package as small_package

REAL = descriptor_reader.load(ROOT / "data" / "datapackage.yaml")
SUBMITTED = [name for name, resource in REAL.resources.items() if resource.submit]


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Intake:
    return banks.small(tmp_path_factory.mktemp("bank"))


@pytest.fixture(scope="module")
def sheet(bank: Intake) -> Any:
    return workbooks.opened(workbooks.empty(bank)).worksheets[0]


@pytest.mark.parametrize("resource", SUBMITTED)
def test_every_resource_has_a_workbook_that_reads_as_empty(bank: Intake, resource: str) -> None:
    submissions, problems = read_workbook(workbooks.empty(bank, resource), "a.xlsx", bank.package, bank.names())
    assert submissions == []
    assert [problem.code for problem in problems] == ["workbook-empty"]


@pytest.mark.parametrize("resource", SUBMITTED)
def test_every_question_has_its_column_and_line_in_the_guide(bank: Intake, resource: str) -> None:
    book = workbooks.opened(workbooks.empty(bank, resource))
    asked = bank.questions(resource)
    row = book.worksheets[0][HEADING_ROW + 1]
    guide = {line[0].value for line in book[words.GUIDE]}
    for cell, question in zip(row, asked, strict=True):
        assert cell.value == question.title + (" *" if question.required else "")
        assert question.title in guide
        for sentence in words.limits(question):
            assert sentence in cell.comment.text
        if question.help:
            assert fa(question.help) in cell.comment.text


def test_the_sheets_run_from_right_to_left_and_machines_are_out_of_sight(bank: Intake) -> None:
    book = workbooks.opened(workbooks.empty(bank))
    assert book.sheetnames == ["زنان توانمند", "راهنما", "_options", "_form"]
    assert [sheet.sheet_state for sheet in book] == ["visible", "visible", "hidden", "veryHidden"]
    assert all(sheet.sheet_view.rightToLeft for sheet in book.worksheets[:2])
    assert book.worksheets[0].freeze_panes == "B3"


def test_it_says_first_that_all_is_public(sheet: Any, bank: Intake) -> None:
    assert sheet["A1"].value == words.NOTICE
    assert "برای همه منتشر می‌شود" in words.NOTICE
    guide = workbooks.opened(workbooks.empty(bank))[words.GUIDE]
    assert any(line[1].value == words.NOTICE for line in guide)


def test_dates_and_numbers_are_left_alone_by_excel(bank: Intake) -> None:
    for resource in SUBMITTED:
        sheet = workbooks.opened(workbooks.empty(bank, resource)).worksheets[0]
        for cell, question in zip(sheet[HEADING_ROW + 1], bank.questions(resource), strict=True):
            if question.kind in ("date", "number", "choice", "text"):
                # openpyxl knows the style of a column by the first of a run of like columns.
                runs = [run for run in sheet.column_dimensions.values() if run.min <= cell.column <= run.max]
                assert [run.number_format for run in runs] == ["@"], question.key


def test_choices_are_lists_of_labels_from_the_data(bank: Intake, sheet: Any) -> None:
    options = workbooks.opened(workbooks.empty(bank))["_options"]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    county = next(rules[at] for at in rules if at.startswith("E4:"))
    assert county.formula1 == "_options!$A$1:$A$3"
    assert county.showErrorMessage
    assert {cell.value for cell in options["A"] if cell.value} == {"شیراز", "فسا", "بیضا"}
    letter = sheet.cell(1, workbooks.column_of(sheet, "حوزه‌ها")).column_letter
    several = next(rules[at] for at in rules if at.startswith(f"{letter}4:"))
    assert several.type == "list"
    assert not several.showErrorMessage  # «الف، ب» is right too
    assert f"{letter}503" in str(several.sqref)


def test_a_label_means_its_value_again() -> None:
    bank = open_intake(REAL, banks.TODAY)
    for resource in SUBMITTED:
        for question in bank.questions(resource):
            for item in (question, *question.parts):
                for value, label in zip(item.options, words.labels(item), strict=True):
                    assert choice(label, item.options) == value


def test_the_example_row_says_that_it_is_one_and_claims_nothing(sheet: Any) -> None:
    row = [cell.value for cell in sheet[HEADING_ROW + 2]]
    assert row[0] == "نمونه: سیمین دانشور"
    assert row[4] == "از فهرست انتخاب کنید"
    assert sheet["A3"].font.italic


def test_there_is_no_macro_and_no_link_outside(bank: Intake) -> None:
    for resource in SUBMITTED:
        parts = workbooks.parts(workbooks.empty(bank, resource))
        assert not [name for name in parts if "vba" in name.lower() or "externalLink" in name or "media" in name]
        assert not [name for name, part in parts.items() if b'TargetMode="External"' in part]
        assert not [name for name, part in parts.items() if name.startswith("xl/worksheets/") and b"<f>" in part]


def test_the_same_questions_give_the_same_bytes(bank: Intake) -> None:
    resource = bank.package.resources["loans"]
    one, two = (workbook_bytes(bank.package, resource, bank.questions("loans")) for _ in range(2))
    assert one == two


def test_a_field_added_to_the_descriptor_is_a_column_by_itself(tmp_path: Path) -> None:
    path = small_package(tmp_path / "data") / "datapackage.yaml"
    raw = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    women = next(item for item in raw["resources"] if item["name"] == "women")
    before = version(descriptor_reader.load(path), workbooks_questions(path))
    women["schema"]["fields"].append(
        {
            "name": "looms",
            "title": "تعداد دارها",
            "description": "دارهای قالی که در کارگاه برپاست.",
            "type": "integer",
            "unit": "دار",
            "example": "3",
            "constraints": {"minimum": 1, "maximum": 40},
        }
    )
    women["schema"]["fields"].append(
        {
            "name": "craft",
            "title": "بافت",
            "type": "string",
            "description": "چه می‌بافد.",
            "categories": [{"value": "gabbeh", "label": "گبه"}, {"value": "kilim", "label": "گلیم"}],
        }
    )
    women["data"][0] += ["looms", "craft"]
    path.write_text(yaml.dump(raw, Dumper=yaml.CSafeDumper, allow_unicode=True), "utf-8")
    bank = banks.over(path.parent)
    book = workbooks.opened(workbooks.empty(bank))
    sheet = book.worksheets[0]
    number, craft = (workbooks.column_of(sheet, title) for title in ("تعداد دارها", "بافت"))
    assert sheet.cell(HEADING_ROW + 1, number).comment.text == (
        "دارهای قالی که در کارگاه برپاست.\nعدد، از ۱ تا ۴۰ دار.\nنمونه: 3"
    )
    assert sheet.cell(HEADING_ROW + 2, number).value == "3"
    letter = sheet.cell(1, craft).column_letter
    rule = next(rule for rule in sheet.data_validations.dataValidation if str(rule.sqref) == f"{letter}4:{letter}503")
    listed = rule.formula1.split("!")[1].replace("$", "")
    assert [cell[0].value for cell in book["_options"][listed]] == ["گبه", "گلیم"]
    assert version(bank.package, bank.questions("women")) != before
    row = {**banks.WOMAN, "looms": 3.0, "craft": "گبه"}
    submissions, problems = read_workbook(workbooks.filled(bank, [row]), "a.xlsx", bank.package, bank.names())
    assert not problems
    assert (submissions[0].values["looms"], submissions[0].values["craft"]) == ("3", "گبه")


def workbooks_questions(path: Path) -> Any:
    return banks.over(path.parent).questions("women")


def test_what_excel_forbids_in_the_name_of_a_sheet_is_left_out() -> None:
    assert sheet_name("وام/قسط [۱۴۰۴]") == "وام قسط  ۱۴۰۴"
    assert len(sheet_name("نامی بسیار بلند که در یک فرم نمی‌گنجد")) <= 31
    assert sheet_name(words.GUIDE) != words.GUIDE


def test_a_filled_workbook_becomes_a_record(tmp_path: Path) -> None:
    bank = banks.small(tmp_path)
    content = workbooks.filled(bank, [banks.WOMAN])
    submissions, problems = read_workbook(content, "fasa.xlsx", bank.package, bank.names())
    assert not problems
    assert row_of(submissions[0]) == 4
    result = bank.take(submissions)
    assert not result.failed, [say(problem, Audience.DOOR) for problem in result.all_problems]
    assert list(result.files) == ["data/women/fasa/maryam-keshavarz.yml"]
    assert result.files["data/women/fasa/maryam-keshavarz.yml"] == (
        Path(__file__).parent / "cases" / "workbook" / "maryam-keshavarz.yml"
    ).read_text("utf-8")


def test_rows_of_a_table_go_into_the_file_of_their_county(tmp_path: Path) -> None:
    bank = banks.small(tmp_path)
    row = {
        "county": "فسا",
        "agency": "فرمانداری شهرستان",
        "domain": "ادبی",
        "year": 1404,
        "identified": 42.0,
        "agreed": "۱۷",
    }
    content = workbooks.filled(bank, [row, {**row, "domain": "صنایع دستی"}], "headcounts")
    submissions, problems = read_workbook(content, "fasa.xlsx", bank.package, bank.names())
    result = bank.take(submissions)
    assert not problems
    assert not result.failed, [say(problem, Audience.DOOR) for problem in result.all_problems]
    (text,) = result.files.values()
    assert text.splitlines()[1:] == [line for line in text.splitlines() if ",1404,42,17," in line]
    assert len(text.splitlines()) == 3
