"""The workbook that is handed back: what is to be mended is marked, and what was good stays as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.dataset.descriptor import Package
from generator.dataset.problems.problem import Audience, say
from generator.submissions.forms.questions import Names
from generator.submissions.intake.importer import Intake
from generator.submissions.intake.workbook_marks import Mark, marked, marks_of
from generator.submissions.intake.workbook_marks import marked_copy as copied
from generator.submissions.matching.outcomes import Result
from generator.submissions.workbooks import workbook_help as words
from generator.submissions.workbooks.workbook_reader import read, read_workbook
from generator.submissions.workbooks.workbook_writer import FIRST_ROW
from tests.submissions import banks, workbooks
from tests.submissions.banks import WOMAN
from tests.submissions.workbooks import filled, opened, plain

NAME = "fasa.xlsx"
GOOD = {**WOMAN, "name": "زری سرفراز", "latin": "Zari Sarfaraz"}
BAD = {**WOMAN, "name": "پری نیک", "latin": "Pari Nik", "county": "شيرازز", "death": "1399-13"}
FORMULA = {**WOMAN, "name": "گلی نیک", "latin": "Goli Nik", "ability": "=1+1"}


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Intake:
    return banks.small(tmp_path_factory.mktemp("bank"))


def _taken(bank: Intake, content: bytes, partial: bool = False) -> Result:
    submissions, problems = read_workbook(content, NAME, bank.package, bank.names())
    result = bank.take(submissions, partial)
    result.problems.extend(problems)
    return result


def _marks(sheet: Any) -> dict[str, str]:
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows(min_row=4) for cell in row if cell.comment}


def test_faulty_cells_are_filled_and_their_comment_is_the_sentence(bank: Intake) -> None:
    content = filled(bank, [GOOD, BAD, FORMULA])
    result = _taken(bank, content)
    assert result.failed
    assert not result.files
    book = opened(marked(content, NAME, bank, result))
    sheet = book.worksheets[0]
    county, death, ability = (
        sheet.cell(row, workbooks.column_of(sheet, title))
        for row, title in ((5, "شهرستان"), (5, "درگذشت"), (6, "توانمندی ویژه"))
    )
    said = _marks(sheet)
    for cell in (county, death, ability):
        assert cell.fill.fgColor.rgb == "FFF8C9C4"
        assert cell.coordinate in said
    assert "شيرازز" in county.value
    assert "«شیراز»" in said[county.coordinate]
    assert said[ability.coordinate].startswith("توانمندی ویژه: در این خانه فرمول هست")
    assert sheet["A4"].value == "زری سرفراز"
    assert not any(at.endswith("4") and at[-2].isalpha() for at in said)
    faults = [[cell.value for cell in row] for row in book[words.FAULTS].iter_rows(min_row=2)]
    assert {line[0] for line in faults} == {"۵", "۶"}
    assert any(line[1] == "شهرستان" for line in faults)


def marked_copy(content: bytes, marks: list[Mark], package: Package, names: Names) -> bytes:
    return copied(read(content, "", package, names), marks, package)


def test_the_copy_keeps_every_text_of_the_rows(bank: Intake) -> None:
    content = filled(bank, [GOOD, BAD])
    again = marked_copy(content, [Mark(5, "شهرستان", "نادرست است.")], bank.package, bank.names())
    before, after = (read_workbook(found, NAME, bank.package, bank.names())[0] for found in (content, again))
    assert [one.values for one in after] == [one.values for one in before]
    assert [one.places for one in after] == [one.places for one in before]


def test_a_mended_copy_is_taken(bank: Intake) -> None:
    content = filled(bank, [GOOD, BAD])
    book = opened(marked(content, NAME, bank, _taken(bank, content)))
    sheet = book.worksheets[0]
    sheet.cell(5, workbooks.column_of(sheet, "شهرستان")).value = "شیراز"
    sheet.cell(5, workbooks.column_of(sheet, "درگذشت")).value = None
    result = _taken(bank, workbooks.saved(book))
    assert not result.failed, [say(problem, Audience.DOOR) for problem in result.all_problems]
    assert sorted(result.files) == ["data/women/fasa/zari-sarfaraz.yml", "data/women/shiraz/pari-nik.yml"]


def test_of_a_workbook_taken_in_part_the_bad_rows_come_back(bank: Intake) -> None:
    content = filled(bank, [GOOD, BAD, {**GOOD, "name": "زهره ناب", "latin": "Zohre Nab"}, FORMULA])
    result = _taken(bank, content, partial=True)
    assert sorted(result.files) == ["data/women/fasa/zari-sarfaraz.yml", "data/women/fasa/zohre-nab.yml"]
    sheet = opened(marked(content, NAME, bank, result, only_bad=True)).worksheets[0]
    assert [sheet.cell(row, 1).value for row in (4, 5, 6)] == ["پری نیک", "گلی نیک", None]
    assert {int("".join(filter(str.isdecimal, at))) for at in _marks(sheet)} == {4, 5}


def test_a_formula_does_not_come_back_as_one(bank: Intake) -> None:
    def change(sheet: Any) -> None:
        cell = sheet.cell(4, 1)
        cell.value, cell.data_type = "=cmd|' /C calc'!A0", "s"

    content = filled(bank, [WOMAN], change=change)
    again = marked_copy(content, [Mark(4, None, "=1+1")], bank.package, bank.names())
    cell = opened(again).worksheets[0]["A4"]
    assert (cell.value, cell.data_type) == ("=cmd|' /C calc'!A0", "s") or cell.data_type == "s"
    assert b"<f>" not in workbooks.parts(again)[workbooks.SHEET]


def test_a_required_answer_that_is_missing_is_marked_at_its_empty_cell(bank: Intake) -> None:
    row = {key: value for key, value in GOOD.items() if key != "life"}
    content = filled(bank, [row])
    result = _taken(bank, content)
    sheet = opened(marked(content, NAME, bank, result)).worksheets[0]
    cell = sheet.cell(4, workbooks.column_of(sheet, "وضعیت زندگی"))
    assert cell.comment.text == "وضعیت زندگی را وارد کنید."
    assert cell.fill.fgColor.rgb == "FFF8C9C4"


def test_a_row_without_a_column_is_marked_at_its_beginning(bank: Intake) -> None:
    content = filled(bank, [GOOD])
    again = marked_copy(content, [Mark(4, None, "یک."), Mark(4, "ستون ناشناس", "دو.")], bank.package, bank.names())
    assert _marks(opened(again).worksheets[0])["A4"] == "یک.\nدو."


def test_what_is_wrong_with_the_whole_is_marked_at_the_first_heading(bank: Intake) -> None:
    again = marked_copy(filled(bank, [GOOD]), [Mark(0, None, "همه نادرست.")], bank.package, bank.names())
    assert opened(again).worksheets[0]["A2"].comment.text == "همه نادرست."


def test_rows_of_another_layout_move_below_the_example(bank: Intake) -> None:
    titles = ["نام و نام خانوادگی", "شهرستان", "وضعیت زندگی", "حوزه‌ها", "دستاوردها", "منابع"]
    content = plain([titles, ["زری", "فسا", "زنده", "ادبی"]])
    again = marked_copy(content, [Mark(2, "شهرستان", "نادرست.")], bank.package, bank.names())
    sheet = opened(again).worksheets[0]
    assert (sheet["A4"].value, _marks(sheet)["E4"]) == ("زری", "نادرست.")


@pytest.mark.parametrize("content", [b"", b"text", plain([["a", "b"]])])
def test_what_was_not_understood_cannot_be_marked(bank: Intake, content: bytes) -> None:
    assert marked_copy(content, [], bank.package, bank.names()) == b""


def test_the_same_marks_give_the_same_bytes(bank: Intake) -> None:
    content = filled(bank, [GOOD, BAD])
    marks = marks_of(_taken(bank, content).all_problems, bank.questions("women"))
    assert marked_copy(content, marks, bank.package, bank.names()) == marked_copy(
        content, reversed(marks), bank.package, bank.names()
    )


def test_a_workbook_that_reads_well_is_left_on_disk_as_it_was(bank: Intake, tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(filled(bank, [BAD]))
    before = path.read_bytes()
    marked(path.read_bytes(), NAME, bank, _taken(bank, before))
    assert path.read_bytes() == before


def test_a_row_that_is_another_one_is_told_so_in_a_copy_without_that_one(bank: Intake) -> None:
    content = filled(bank, [GOOD, {**WOMAN, "name": "جمع"}, GOOD])
    submissions, _ = read_workbook(content, NAME, bank.package, bank.names())
    result = bank.take([submissions[0], submissions[2]], partial=True)
    sheet = opened(marked(content, NAME, bank, result, only_bad=True)).worksheets[0]
    (comment,) = [cell.comment.text for cell in sheet[FIRST_ROW + 1] if cell.comment]
    assert comment == "این ردیف همان ردیف ۴ فایل پیشین است: همهٔ پاسخ‌ها یکی است. یکی را پاک کنید."
