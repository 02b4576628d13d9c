"""What a county expert hands in by workbooks, and is told: rows that are kept apart, and sentences in her own words."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from generator.cli import main
from generator.dataset.problems import rule_kinds, value_kinds
from generator.persian.digits import fa
from generator.submissions.forms.submission import CORRECTION, Submission
from generator.submissions.intake import report
from generator.submissions.intake.importer import Intake
from tests.submissions import banks, issues, workbooks
from tests.support import TODAY, kinds, package

SEAT = {"county": "فسا", "role": "دهیار", "agency": "فرمانداری شهرستان", "place": "همایجان", "since": "1404"}
HEADCOUNT = {
    "county": "فسا",
    "agency": "فرمانداری شهرستان",
    "domain": "ادبی",
    "year": "1404",
    "identified": "42",
    "agreed": "17",
}
LOAN = {
    "cooperative": "تعاونی زنان روستایی شاهپورجان",
    "county": "شیراز",
    "facility": "خط اعتباری نمونه",
    "amount": "2000000000",
    "stage": "تصویب",
    "introduced": "1405/06/12",
    "approved": "1405/08/20",
}
MEETING = {
    "title": "نشست کارگروه شهرستان شیراز",
    "kind": "کارگروه شهرستان",
    "date": "1405/06/12",
    "area": "شیراز",
    "resolutions": "معرفی تعاونی‌های فعال | فرمانداری شهرستان",
    "sources": "صورت‌جلسه",
}
REPORT = {
    "title": "معرفی تعاونی‌های شیراز",
    "area": "شیراز",
    "date": "1405/07/20",
    "meeting": "نشست کارگروه شهرستان شیراز",
    "resolution": "معرفی تعاونی‌های فعال",
    "sources": "گزارش فرمانداری",
}
DOCUMENT = {"title": "سند ارتقای وضعیت زنان شیراز", "area": "شیراز", "stage": "تدوین", "sources": "پیش‌نویس"}
COOPERATIVE = {
    "name": "تعاونی زنان گل‌نرگس",
    "latin": "Gol-e Narges",
    "kind": "تعاونی",
    "county": "شیراز",
    "sector": "زنان روستایی",
    "status": "فعال",
    "sources": "اطلاعیه",
}
PROGRAM = {
    "title": "بازارچهٔ زنان شیراز",
    "kind": "برنامهٔ اجرایی",
    "owned": "بله",
    "area": "شیراز",
    "from": "1404",
    "sources": "اطلاعیه",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the small bank; what its checks cost is most of a test."""
    package(tmp_path / "data")
    return tmp_path


@pytest.fixture
def full(folder: Path) -> Path:
    """The same with every dataset in it, for tests that name a record of county work."""
    shutil.copytree(banks.FULL, folder / "data", dirs_exist_ok=True)
    return folder


def bank(folder: Path) -> Intake:
    return banks.over(folder / "data")


def handed(folder: Path, name: str, resource: str, *rows: dict[str, Any], **more: Any) -> Path:
    path = folder / name
    path.write_bytes(workbooks.filled(bank(folder), rows, resource, **more))
    return path


def take(folder: Path, *files: Path, more: tuple[str, ...] = ()) -> Result:
    return CliRunner().invoke(main, ["intake", *map(str, files), "--data", str(folder / "data"), *TODAY, *more])


def given(folder: Path, resource: str, *rows: dict[str, Any], name: str = "fasa.xlsx") -> Result:
    return take(folder, handed(folder, name, resource, *rows))


def lines(result: Result) -> list[str]:
    return [line for line in result.output.splitlines() if ": خطا: " in line or ": هشدار: " in line]


def table(folder: Path, name: str) -> list[str]:
    return (folder / "data" / name).read_text("utf-8").splitlines()


# --- rows of tables ---------------------------------------------------------------------------------------------------


def test_two_seats_of_one_agency_in_two_villages_stand_side_by_side(folder):
    assert given(folder, "working-groups", SEAT).exit_code == 0
    result = given(folder, "working-groups", {**SEAT, "place": "برغان"})
    assert result.exit_code == 0, result.output
    assert "ردیف تازه" in result.output
    dehyars = [line for line in table(folder, "working-groups.csv") if ",dehyar," in line]
    assert sorted(line.split(",")[0] for line in dehyars) == [
        "fasa-dehyar-farmandari-barghan-1404",
        "fasa-dehyar-farmandari-hamayjan-1404",
    ]


def test_both_seats_may_come_in_one_workbook_and_the_same_one_only_once(folder):
    assert given(folder, "working-groups", SEAT, {**SEAT, "place": "برغان"}).exit_code == 0
    bare = {key: text for key, text in SEAT.items() if key != "place"}
    result = given(folder, "working-groups", bare, bare)
    assert lines(result) == [
        "fasa.xlsx، ردیف ۵: خطا: ردیف ۵ همان ردیف ۴ است: همان شهرستان، نقش، دستگاه و از تاریخ. یکی را پاک کنید؛ اگر یکی نیستند، «محل» را هم بنویسید."
    ]


def test_who_held_a_seat_before_stays_and_an_end_goes_to_its_own_row(folder):
    assert given(folder, "working-groups", SEAT).exit_code == 0
    left = given(folder, "working-groups", {**SEAT, "until": "1405-02"})
    assert "جایگزینی ردیف پیشین" in left.output and "افزودن به پرونده" not in left.output
    assert given(folder, "working-groups", {**SEAT, "since": "1405-03"}).exit_code == 0
    terms = [line.split(",")[5:7] for line in table(folder, "working-groups.csv") if ",dehyar," in line]
    assert terms == [["1404", "1405-02"], ["1405-03", ""]]
    assert "همان ردیف پیشین" in given(folder, "working-groups", {**SEAT, "since": "1405-03"}).output


def test_an_empty_seat_that_is_taken_is_no_second_seat(full):
    taken = {"county": "شیراز", "role": "رئیس", "agency": "فرمانداری شهرستان", "since": "1405"}
    result = given(full, "working-groups", taken)
    assert "جایگزینی ردیف پیشین" in result.output, result.output
    assert [line for line in table(full, "working-groups.csv") if line.startswith("shiraz-")] == [
        "shiraz-chair-farmandari,shiraz,chair,farmandari,,1405,,"
    ]
    empty = given(full, "working-groups", {**taken, "since": ""})
    assert "از «۱۴۰۵» پر است (سایت)" in empty.output


def test_an_empty_seat_is_taken_once_and_who_came_next_has_a_row_too(full):
    seat = {"county": "شیراز", "role": "رئیس", "agency": "فرمانداری شهرستان"}
    terms = {"since": "1404", "until": "1405-02"}, {"since": "1405-03"}
    result = given(full, "working-groups", *({**seat, **term} for term in terms))
    assert result.exit_code == 0, result.output
    assert [line for line in table(full, "working-groups.csv") if line.startswith("shiraz-")] == [
        "shiraz-chair-farmandari,shiraz,chair,farmandari,,1404,1405-02,",
        "shiraz-chair-farmandari-1405-03,shiraz,chair,farmandari,,1405-03,,",
    ]


def test_two_chairs_are_still_one_too_many(folder):
    chair = {"county": "بیضا", "role": "رئیس", "since": "1404"}
    result = given(
        folder,
        "working-groups",
        {**chair, "agency": "فرمانداری شهرستان"},
        {**chair, "agency": "سازمان جهاد کشاورزی"},
    )
    (line,) = lines(result)
    assert line.startswith("fasa.xlsx، ردیف ۵: ") and "و در ردیف ۴ «فرمانداری شهرستان»" in line


def test_the_field_says_what_an_empty_one_means(folder):
    said = "اگر سمت متصدی دارد و روز را نمی‌دانید، سال را بنویسید. خالی یعنی این سمت متصدی ندارد."
    one = bank(folder)
    book = workbooks.opened(workbooks.empty(one, "working-groups"))
    sheet = book.worksheets[0]
    assert said in sheet.cell(2, workbooks.column_of(sheet, "از تاریخ")).comment.text
    (asked,) = [item for item in issues.items(one, "working-groups") if item.key == "since"]
    assert asked.help == said


def test_where_a_value_is_unknown_two_rows_are_not_the_same(folder):
    rows = [{**HEADCOUNT, "domain": text} for text in ("قالیبافی", "هنری، ادبی", "قالیبافی")]
    found = lines(given(folder, "headcounts", *rows))
    assert len(found) == 3 and not any("همان ردیف" in line for line in found)


def test_a_loan_that_stands_twice_is_told_by_rows(folder):
    (line,) = lines(given(folder, "loans", LOAN, LOAN))
    assert line.endswith("ردیف ۵ همان ردیف ۴ است: همان تعاونی، خط اعتباری و تاریخ معرفی. یکی را پاک کنید.")


# --- records ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("resource", "row", "path"),
    [
        ("meetings", MEETING, "meetings/shiraz/shiraz-1405-06-12.yml"),
        (
            "reports",
            {key: REPORT[key] for key in ("title", "area", "date", "sources")},
            "reports/shiraz/shiraz-1405-07-20.yml",
        ),
        ("county-documents", DOCUMENT, "county-documents/shiraz/sanad-shiraz.yml"),
        ("programs", PROGRAM, "programs/bazarche-zanan-shiraz.yml"),
    ],
)
def test_a_record_that_is_handed_in_again_is_no_second_record(resource, row, path, folder):
    first = given(folder, resource, row)
    assert first.exit_code == 0, first.output
    found = sorted((folder / "data" / resource).rglob("*.yml"))
    assert (folder / "data" / path) in found, found
    again = given(folder, resource, {**row, "title": f" {row['title'].replace('ی', 'ي')} "})
    assert again.exit_code == 1
    (line,) = lines(again)
    address = f"/{resource}/{Path(path).stem}/"
    assert address in line and "پیشنهاد اصلاح" in line
    assert again.output.endswith("۱ خطا؛ هیچ چیز نوشته نشد.\n")
    assert sorted((folder / "data" / resource).rglob("*.yml")) == found
    (line,) = lines(given(folder, resource, *[{**row, "area": "بیضا"}] * 2))
    assert "ردیف ۵ همان ردیف ۴ است" in line


def test_the_second_meeting_of_a_day_and_a_report_without_a_day_have_ids_too(folder):
    other = {**MEETING, "title": "نشست دیگر کارگروه شیراز"}
    undated = {key: REPORT[key] for key in ("title", "area", "sources")}
    files = [handed(folder, "m.xlsx", "meetings", MEETING, other), handed(folder, "r.xlsx", "reports", undated)]
    assert take(folder, *files).exit_code == 0
    assert (folder / "data/meetings/shiraz/shiraz-1405-06-12-2.yml").exists()
    assert (folder / "data/reports/shiraz/shiraz-1405-09-03.yml").exists()


def test_a_correction_that_names_the_record_updates_it(full):
    change = Submission("meetings", {"venue": "فرمانداری فسا"}, CORRECTION, "neshast-fasa-1405", "فرم")
    result = bank(full).take([change])
    assert not result.failed, result.all_problems
    assert "venue: فرمانداری فسا" in result.files["data/meetings/fasa/neshast-fasa-1405.yml"]


@pytest.mark.parametrize("order", [("m.xlsx", "r.xlsx"), ("r.xlsx", "m.xlsx")])
def test_a_meeting_and_the_reports_on_it_come_in_one_command(order, folder):
    handed(folder, "m.xlsx", "meetings", MEETING)
    handed(folder, "r.xlsx", "reports", REPORT)
    result = take(folder, *(folder / name for name in order))
    assert result.exit_code == 0, result.output
    record = yaml.safe_load((folder / "data/reports/shiraz/shiraz-1405-07-20.yml").read_text("utf-8"))
    assert (record["meeting"], record["resolution"]) == ("shiraz-1405-06-12", "r1")


def test_of_a_meeting_that_is_refused_its_reports_say_so(folder):
    handed(folder, "m.xlsx", "meetings", {**MEETING, "area": "شیرازز"})
    handed(folder, "r.xlsx", "reports", REPORT)
    result = take(folder, folder / "m.xlsx", folder / "r.xlsx", more=("--partial",))
    assert any(
        "«نشست کارگروه شهرستان شیراز» هنوز در سایت نیست. نخست خود آن را بفرستید" in line for line in lines(result)
    )
    assert not (folder / "data/reports/shiraz").exists()
    assert take(folder, folder / "r.xlsx").exit_code == 1


@pytest.mark.parametrize("text", ["معرفي تعاوني‌هاي فعال به خط اعتباری", "r1", "1", "۱"])
def test_a_resolution_is_known_by_its_words_or_its_number(text, full):
    row = {**REPORT, "area": "فسا", "meeting": "نشست کارگروه شهرستان فسا", "resolution": text}
    assert given(full, "reports", row).exit_code == 0
    assert "resolution: r1" in (full / "data/reports/fasa/fasa-1405-07-20.yml").read_text("utf-8")


# --- numbers and faults -----------------------------------------------------------------------------------------------


def _as_percent(value: float):
    def change(sheet: Any) -> None:
        column = workbooks.column_of(sheet, "کارمزد")
        sheet.cell(4, column).value = value
        sheet.cell(4, column).number_format = "0.0%"

    return change


@pytest.mark.parametrize(("value", "fee"), [(0.04, "4"), (0.07, "7"), (0.045, "4.5")])
def test_a_cell_that_shows_percents_means_what_it_shows(value, fee, folder):
    result = take(folder, handed(folder, "p.xlsx", "loans", LOAN, change=_as_percent(value)))
    assert result.exit_code == 0, result.output
    assert f",2000000000,{fee}," in table(folder, "loans/shiraz.csv")[-1]


def test_a_fee_below_one_percent_is_doubted(folder):
    result = given(folder, "loans", {**LOAN, "fee": 0.04})
    assert result.exit_code == 0
    assert lines(result) == ["fasa.xlsx، ردیف ۴: هشدار: کارمزد: 0.04 درصد بسیار کم است. اگر 4 درصد است، 4 بنویسید."]


@pytest.mark.parametrize("text", ["۸۳٫۵٪", "83.5%", "83.5 درصد"])
def test_the_unit_of_an_indicator_may_stand_beside_its_value(text, full):
    row = {"indicator": "نرخ باسوادی زنان", "area": "شیراز", "group": "همه", "year": "1400", "source": "سرشماری"}
    result = given(full, "indicator-values", {**row, "value": text})
    assert result.exit_code == 0, result.output
    assert ",83.5," in table(full, "indicator-values.csv")[-1]
    document = {**DOCUMENT, "targets": f"باسوادی | نرخ باسوادی زنان | | | {text} | 1410"}
    assert given(full, "county-documents", document).exit_code == 0


def test_a_percent_is_no_unit_of_people(full):
    row = {"indicator": "تعداد زنان بی‌سواد", "area": "شیراز", "group": "همه", "year": "1400", "source": "سرشماری"}
    assert given(full, "indicator-values", {**row, "value": "20٪"}).exit_code == 1


def test_one_fault_hides_no_other(folder):
    row = {**MEETING, "resolutions": "الف | ب | پ | ت | ث | ج | چ | ح | خ", "area": "تمام شهرستان", "sources": ""}
    found = "\n".join(lines(given(folder, "meetings", row)))
    assert "بیش از اندازه بخش دارد" in found and "دست‌کم یک منبع را وارد کنید" in found and "«تمام شهرستان»" in found
    assert "دستگاه مسئول" not in found  # of an answer that was not understood nothing more is said
    formula = "\n".join(lines(given(folder, "loans", {**LOAN, "amount": "=1+1", "stage": "انجام شد"})))
    assert "فرمول" in formula and "مرحله: «انجام شد»" in formula and "مبلغ را بنویسید" not in formula


# --- words ------------------------------------------------------------------------------------------------------------

FAULTS: dict[str, list[tuple[dict[str, Any], str]]] = {
    "headcounts": [
        ({**HEADCOUNT, "domain": "قالیبافی"}, "یکی از گزینه‌های فهرست همان خانه را انتخاب کنید."),
        ({**HEADCOUNT, "agreed": ""}, "پذیرفته را وارد کنید."),
        ({**HEADCOUNT, "year": "404"}, "فقط سال را، با چهار رقم، بنویسید؛ مانند 1404."),
        ({**HEADCOUNT, "year": "2025"}, "این سال میلادی است؛ سال شمسی را بنویسید."),
    ],
    "loans": [
        ({**LOAN, "stage": "انجام شد"}, "یکی از این‌ها را انتخاب کنید: «تصویب شد؛ در نوبت پرداخت»، «پرداخت شد»، «تسویه شد»."),
        ({**LOAN, "county": "فسا"}, "«تعاونی زنان روستایی شاهپورجان» از شهرستان «شیراز» است، نه «فسا». تعاونی یا شهرستان را درست کنید."),
        ({**LOAN, "amount": "۱/۵۰۰/۰۰۰/۰۰۰"}, "آیا منظورتان «1500000000» است؟"),
        ({**LOAN, "amount": "200000"}, "مبلغ به ریال است؛ هر تومان ۱۰ ریال."),
        ({**LOAN, "stage": "رد"}, "نام تعاونی عمومی نمی‌شود. فقط وام‌های تصویب‌شده را بفرستید."),
        ({**LOAN, "introduced": "1405/07/31"}, "مهر ۳۰ روز دارد."),
        ({**LOAN, "introduced": "31 مهر"}, "سال آن نوشته نشده است؛ مهر هم ۳۰ روز دارد."),
        ({**LOAN, "cooperative": "تعاونی گمنام آبادان"}, "هنوز در سایت نیست. نخست خود آن را بفرستید، سپس این را."),
    ],
    "meetings": [
        ({**MEETING, "area": "فارس"}, "نام یک شهرستان، «استان» یا «کشور» را انتخاب کنید."),
    ],
    "reports": [
        ({**REPORT, "meeting": "", "resolution": ""} | {"area": "کشور"}, "نام یک شهرستان یا «استان» را انتخاب کنید."),
        ({**REPORT, "meeting": "نشستی که نیست"}, "هنوز در سایت نیست. نخست خود آن را بفرستید، سپس این را."),
    ],
    "county-documents": [
        ({**DOCUMENT, "targets": "باسوادی | | | | 20 | 1410"}, "شاخص را از فهرست انتخاب کنید"),
        ({**DOCUMENT, "targets": "باسوادی | نرخ باسوادی زنان | | | 20"}, "سال هدف را هم بنویسید، چون «مقدار هدف» (20)"),
        ({**DOCUMENT, "area": "فسا"}, "صفحهٔ /county-documents/sanad-fasa/"),
    ],
    "women": [
        ({**banks.WOMAN, "basis": ""}, "لازم است: «رضایت خود او» یا «سند عمومی»."),
    ],
}  # fmt: skip


@pytest.mark.parametrize("resource", FAULTS)
def test_a_fault_is_said_in_the_words_of_the_workbook(resource, full):
    """Each row of a workbook has a fault of its own, and is told of it."""
    found = lines(given(full, resource, *(row for row, _ in FAULTS[resource])))
    for number, (_, words) in enumerate(FAULTS[resource], 4):
        own = [line for line in found if line.startswith(f"fasa.xlsx، ردیف {fa(number)}: ")]
        assert any(words in line for line in own), (number, found)
    for line in found:
        said = line.split(": ", 2)[2]
        assert not re.search(r"\bid\b|data/|\.csv|\.yml|\((?:[a-z]+_?)+\)|[a-z]+ \(", said), line


def test_no_sentence_of_a_door_names_a_key_a_column_or_a_file():
    doors = [kind for kind in kinds() if kind.door]
    for kind in doors:
        assert "{key}" not in kind.door and "ستون id" not in kind.door and "فایل {" not in kind.door, kind
    assert {value_kinds.REQUIRED, value_kinds.TOO_FEW, value_kinds.UNKNOWN_VALUE, rule_kinds.GOES_WITH} <= set(doors)


# --- what is said at the end ------------------------------------------------------------------------------------------


def test_after_an_error_nothing_is_said_to_be_written(full):
    before = table(full, "loans/shiraz.csv")
    result = given(full, "loans", LOAN, {**LOAN, "amount": "x", "introduced": "1405-07"})
    assert "تازه" not in result.output
    assert result.output.splitlines()[-1] == "۱ خطا؛ هیچ چیز نوشته نشد."
    assert table(full, "loans/shiraz.csv") == before


def test_what_was_put_right_is_short_and_names_its_row(folder):
    rows = [{**LOAN, "introduced": f"۱۴۰۵/۰۵/{day}", "amount": "۲٬۰۰۰٬۰۰۰٬۰۰۰ ریال"} for day in range(13, 17)]
    result = given(folder, "loans", *rows, {**LOAN, "introduced": "مرداد ۱۴۰۵", "purpose": "تجهيز  كارگاه"})
    assert result.exit_code == 0, result.output
    changed = [line for line in result.output.splitlines() if "←" in line]
    assert changed == ["  ردیف ۸: کاربرد: «تجهيز  كارگاه» ← «تجهیز کارگاه»"]
    assert result.output.count("ردیف تازه") == 5
    assert result.output.splitlines()[-1] == "بی‌خطا؛ ۵ مورد نوشته شد."


def test_in_part_the_sum_of_both_is_said(folder):
    path = handed(folder, "f.xlsx", "headcounts", HEADCOUNT, {**HEADCOUNT, "year": "1403", "agreed": "x"})
    result = take(folder, path, more=("--partial",))
    assert result.output.splitlines()[-1] == "۱ خطا؛ ۱ مورد نوشته شد و ۱ مورد نه."


def test_a_workbook_with_a_private_fact_is_not_said_to_have_been_emptied(folder):
    path = handed(folder, "f.xlsx", "loans", {**LOAN, "purpose": "تماس ۰۹۱۷۱۲۳۴۵۶۷"})
    take(folder, path, more=("--report", str(folder / "report")))
    comment = (folder / "report" / "comment.md").read_text("utf-8")
    assert "پاک کنید و دوباره بدهید" in comment and "پاک کردیم" not in comment and "عمومی" not in comment
    assert "| f.xlsx، ردیف ۴ |" in comment and "خط |" not in comment
    result = bank(folder).take([Submission("loans", {**LOAN, "purpose": "تماس ۰۹۱۷۱۲۳۴۵۶۷"}, source="فرم ۱۲")])
    assert "همین حالا فرم را ویرایش کنید و آن را پاک کنید" in report.comment(result)
    result.is_exposed = True  # the whole of the issue was looked at
    assert "عمومی است؛ پس متن آن را پاک کردیم" in report.comment(result)


def test_of_a_file_of_a_form_no_line_is_named(folder):
    path = folder / "loans-1.yml"
    answers = {**LOAN, "amount": "x"}
    path.write_text(yaml.safe_dump({"form": "loans", "version": 1, "values": answers}, allow_unicode=True), "utf-8")
    (line,) = lines(take(folder, path))
    assert line.startswith("loans-1.yml: خطا: ")


def test_a_program_that_is_added_makes_no_issue_form_stale(folder):
    from generator.submissions.issues import issue_form

    def texts() -> dict[str, str]:
        one = bank(folder)
        return issue_form.forms(one.package, one.names(), {})

    before = texts()
    shutil.copy(folder / "data/programs/bank.yml", folder / "data/programs/bazar.yml")
    path = folder / "data/programs/bazar.yml"
    path.write_text(
        path.read_text("utf-8").replace("id: bank", "id: bazar").replace("شناسایی زنان", "بازار زنان"), "utf-8"
    )
    assert texts() == before


def test_a_folder_that_is_handed_in_is_answered_with_the_files_in_it(folder: Path) -> None:
    given = folder / "از فسا"
    given.mkdir()
    (given / "women.xlsx").write_bytes(b"")
    (given / "~$women.xlsx").write_bytes(b"")
    result = take(folder, given)
    assert result.exit_code == 1
    assert "«از فسا» پوشه است" in result.output and "«از فسا/women.xlsx»" in result.output and "~$" not in result.output


@pytest.mark.parametrize("typed", ["071-32345678", "071 3234 5678", "7132345678", "32345678-071", "+98 71 32345678"])
def test_of_a_telephone_number_the_right_one_is_said(typed, folder):
    row = {**COOPERATIVE, "phone": typed}
    (line,) = lines(given(folder, "cooperatives", row))
    assert line.endswith("آیا منظورتان «07132345678» است؟"), line


def test_a_date_is_said_in_words_for_in_figures_it_is_shown_from_its_end(folder):
    (line,) = lines(given(folder, "loans", {**LOAN, "approved": "1405-05-10"}))
    assert "تاریخ معرفی («۱۲ شهریور ۱۴۰۵») پس از تاریخ تصویب («۱۰ مرداد ۱۴۰۵») است" in line
