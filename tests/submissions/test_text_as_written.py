"""What people wrote stays as they wrote it, at every door; and what the cleaning changed is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dataset.problems.problem import Audience, say
from generator.submissions.forms import questions as q
from generator.submissions.forms.dividing import split_list
from generator.submissions.forms.submission import Submission
from generator.submissions.intake import report
from generator.submissions.intake.importer import Intake
from generator.submissions.issues import issue_body
from generator.submissions.matching.outcomes import Outcome, Result
from generator.submissions.workbooks.workbook_reader import read_workbook
from tests.submissions import banks, issues, workbooks
from tests.submissions.banks import WOMAN

DEAD = {key: text for key, text in WOMAN.items() if key not in ("basis", "nominations")} | {"life": "درگذشته"}


def by_issue(bank: Intake, answers: dict[str, str]) -> Submission:
    asked = issues.items(bank)
    values, problems = issue_body.parse(issue_body.part(issues.render(asked, answers), asked), asked, "women", "فرم")
    assert problems == []
    return Submission("women", values, source="فرم")


def by_workbook(bank: Intake, answers: dict[str, str]) -> Submission:
    found, problems = read_workbook(workbooks.filled(bank, [answers]), "فایل اکسل.xlsx", bank.package, bank.names())
    assert problems == []
    return found[0]


def by_form(bank: Intake, answers: dict[str, str]) -> Submission:
    asked = {item.key: item for item in bank.questions("women")}
    values = {key: text.split("\n") if asked[key].kind == q.ITEMS else text for key, text in answers.items()}
    return Submission("women", values, source="پرونده")


DOORS = (by_issue, by_workbook, by_form)


def taken(folder: Path, door: object, **answers: str) -> tuple[Outcome, Result]:
    bank = banks.small(folder)
    result = bank.take([door(bank, {**DEAD, **answers})])
    return result.outcomes[0], result


@pytest.mark.parametrize("door", DOORS)
def test_marks_of_lists_go_and_are_told(door, tmp_path):
    found, result = taken(
        tmp_path,
        door,
        other_names="۱- مریم بانو\n۲- مریم خانم",
        domains="• صنایع دستی\n• ادبی",
        achievements="۱- مهر ۱۳۹۹ | برگزیدهٔ نمایشگاه استان\n۲- ۱۴۰۰ | تأسیس کارگاه",
    )
    assert not found.failed, result.all_problems
    assert found.values["other_names"] == ["مریم بانو", "مریم خانم"]
    assert found.values["domains"] == ["handicraft", "literature"]
    assert [row["date"] for row in found.values["achievements"]] == ["1399-07", "1400"]
    told = [change.before for change in found.changed if change.kinds == ("نشانهٔ فهرست",)]
    assert "۱- مریم بانو\n۲- مریم خانم" in told and len(told) == 3
    assert "نشانهٔ فهرست" in report.text(result) or "مریم بانو" in report.text(result)


@pytest.mark.parametrize("door", DOORS)
def test_signs_inside_an_answer_stay_letter_for_letter(door, tmp_path):
    texts = (
        "برگزیدهٔ جشنوارهٔ گبه (1395) در شیراز",
        "دبیر انجمن - شاخهٔ فسا",
        "مدال طلا (رتبهٔ 1) در کشور",
        "آموزش C++ به زنان",
    )
    found, result = taken(
        tmp_path,
        door,
        other_names="م. ک. - شاعر",
        achievements="\n".join(f"139{place} | {text}" for place, text in enumerate(texts)),
    )
    assert not found.failed, result.all_problems
    assert found.values["other_names"] == ["م. ک. - شاعر"]
    assert tuple(row["text"] for row in found.values["achievements"]) == texts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("گلیم، گبه (طرح شکار، پرندگان)، «نان، نمک»", ["گلیم", "گبه (طرح شکار، پرندگان)", "«نان، نمک»"]),
        ("۳,۰۰۰ متر پارچه, نخ", ["۳,۰۰۰ متر پارچه", "نخ"]),
        ("نخ (باز، بسته", ["نخ (باز", "بسته"]),
        ("\ue0005\ue001، نخ", ["\ue0005\ue001", "نخ"]),
    ],
)
def test_a_list_is_divided_between_its_values_and_not_inside_them(text, parts):
    assert split_list(text, {}) == parts


@given(st.text(alphabet="ab،,؛;\n()«»[]1 ", max_size=30))
def test_dividing_loses_no_letter(text):
    kept = "".join(split_list(text, {"a": "a، b"}))
    assert [char for char in kept if char.isalnum()] == [char for char in text if char.isalnum()]


def test_a_divider_between_quotation_marks_is_no_divider_in_silence(tmp_path):
    found, _ = taken(tmp_path, by_workbook, achievements="۱۳۹۹ | کتاب «الف | ب»")
    assert [problem.code for problem in found.problems] == ["part-enclosed"]


@pytest.mark.parametrize(
    ("day", "doubt"),
    [
        (date(1999, 5, 12), "1399-05-12"),
        (date(1930, 1, 1), "1330-01-01"),
        (date(2005, 5, 12), "1405-05-12"),
        (date(2006, 5, 12), None),
        (date(1929, 5, 12), None),
        (date(1999, 11, 31 - 1), "1399-11-30"),
    ],
)
def test_a_gregorian_day_of_a_sheet_is_told_and_doubted(day, doubt, tmp_path):
    found, _ = taken(tmp_path, by_workbook, death=day)
    assert f"{day.isoformat()} CE" in [change.before for change in found.changed]
    doubts = [problem.suggestion for problem in found.problems if problem.code == "workbook-day"]
    assert doubts == ([doubt] if doubt else [])


def test_a_message_about_a_day_quotes_the_sheet(tmp_path):
    found, _ = taken(tmp_path, by_workbook, birth=date(2020, 8, 2), death="1390")
    said = next(say(problem, Audience.DOOR) for problem in found.problems if problem.code == "date-order")
    assert "«۲ اوت ۲۰۲۰ میلادی»، یعنی «۱۲ مرداد ۱۳۹۹»" in said


@pytest.mark.parametrize(
    "name", ["مریم ۲", "مریم 😀", "<b>مریم</b>", "../مریم", "مریم ### نام", "مریم();", "Maryam", "م"]
)
def test_what_is_no_name_is_refused(name, tmp_path):
    found, _ = taken(tmp_path, by_form, name=name)
    assert found.failed
    assert {"pattern", "min-length", "markdown-html"} & {problem.code for problem in found.problems}


@pytest.mark.parametrize("name", ["زهرا ملک‌زاده", "بی‌بی مریم", "مریم السادات-کشاورز", "دینگ، دختر بابک", "هانیهٔ رستم"])
def test_a_name_is_taken_as_it_is(name, tmp_path):
    found, result = taken(tmp_path, by_form, name=name)
    assert not found.failed, result.all_problems
    assert found.values["name"] == name


@pytest.mark.parametrize("text", ["~", "---", "-", "ندارد", "نمی‌دانم", "نمی دانم", "😀"])
def test_what_says_nothing_is_refused(text, tmp_path):
    found, _ = taken(tmp_path, by_form, ability=text)
    assert [problem.code for problem in found.problems] == ["placeholder"]
