"""Whom the bank knows already, through the intake: what is added to her record, and what is never written onto it."""

from __future__ import annotations

import pytest

from generator.dataset.problems.problem import Audience, say
from generator.persian.digits import fa
from generator.submissions.forms import answer_kinds
from generator.submissions.forms.submission import CORRECTION, Submission
from generator.submissions.intake import report
from generator.submissions.matching.outcomes import problem_of
from tests.submissions import banks
from tests.submissions.banks import FILE, codes, woman, write


def test_a_person_who_is_certainly_known_is_updated(data):
    one = banks.over(data)
    write(one.package, one.take([woman()]).files)
    again = woman(nominations="سازمان جهاد کشاورزی | 1402", summary="گبه‌باف و آموزگار", ability="گبه‌باف")
    result = banks.over(data).take([again])
    (outcome,) = result.outcomes
    assert not outcome.is_new and not result.failed, result.all_problems
    text = result.files[FILE]
    assert "agency: farmandari" in text and "agency: jahad-keshavarzi" in text
    assert "summary: گبه‌باف و آموزگار" in text and "ability: بافندهٔ گبه" in text
    applied = {item.field: item.applied for item in outcome.differences}
    assert applied == {"nominations": True, "summary": True, "ability": False}
    body = report.pull_request(banks.over(data), result)
    assert "به کار نرفت" in body and "گبه‌باف" in body
    first = "«فرم» صفحهٔ «مریم کشاورز» (/women/maryam-keshavarz/) را تغییر می‌دهد (شناسه‌ای نوشته نشده است"
    assert body.startswith(f"### {first}") and report.text(result).startswith(first)
    assert "  توانمندی ویژه: «بافندهٔ گبه» ← «گبه‌باف» (به کار نرفت" in report.text(result)
    outcome.problems.append(problem_of(again, answer_kinds.UNKNOWN_FORM, found="x"))
    assert first in report.comment(result).replace("&#95;", "_")


@pytest.mark.parametrize(
    ("known", "handed", "is_same"),
    [
        ({}, {}, True),  # the source's address
        ({}, {"latin": "Mariam Keshavarz"}, False),
        ({}, {"sources": "دیگر"}, False),
        ({"birth": "1350"}, {"birth": "1350-02", "sources": "دیگر"}, True),
        ({"birth": "1350"}, {"birth": "1351"}, False),
        ({"birth": "135X"}, {"birth": "1351", "sources": "دیگر"}, False),
        ({"birth": "135X"}, {"birth": "1351"}, True),
        ({"birth": "1350"}, {"sources": "دیگر"}, False),
        ({}, {"county": "شیراز"}, False),
    ],
)
def test_a_latin_name_is_no_fact_and_a_year_or_a_source_is_one(known, handed, is_same, data):
    dead = {"life": "درگذشته", "death": "1400"}
    one = banks.over(data)
    write(one.package, one.take([woman(**dead, **known)]).files)
    (outcome,) = banks.over(data).take([woman(**dead, **handed)]).outcomes
    assert outcome.is_new is not is_same
    told = [str(*problem.others) for problem in outcome.problems if problem.code == "likely-duplicate"]
    contradicts = "birth" in known and "birth" in handed
    assert told == ([] if is_same or contradicts else ["صفحهٔ /women/maryam-keshavarz/"])


@pytest.mark.parametrize(
    ("known", "handed", "left"),
    [
        # Half a basis: her consent and its day come together, with what needs it, or not at all.
        (
            {},
            {"basis": "رضایت خود او", "consented": "1405-07-01", "education": "کارشناسی"},
            {"basis": "public-record", "consented": None, "education": None},
        ),
        ({}, {"life": "درگذشته", "death": "1404"}, {"life": "living", "death": None}),
        ({"life": "درگذشته"}, {"life": "درگذشته", "death": "1404"}, {"life": "deceased", "death": "1404"}),
    ],
)
def test_values_that_belong_together_are_taken_together_or_not_at_all(known, handed, left, data):
    one = banks.over(data)
    write(one.package, one.take([woman(**known)]).files)
    result = banks.over(data).take([woman(**handed)])
    (outcome,) = result.outcomes
    assert not outcome.is_new and not result.failed, result.all_problems
    assert {name: outcome.values.get(name) for name in left} == left
    held = {item.field for item in outcome.differences if not item.applied}
    assert held == (handed.keys() if outcome.values.get("death") is None else set())


def test_a_correction_of_a_value_takes_away_what_was_said_of_the_old_one(data):
    path = next((data / "cooperatives").rglob("*.yml"))
    text = path.read_text("utf-8")
    assert "status: active" in text
    lines = [line for line in text.splitlines(True) if not line.startswith("status_date:")]
    path.write_text("".join(lines).replace("status: active\n", "status: active\nstatus_date: '1402'\n"), "utf-8")
    for answers, day in (({"status": "غیرفعال"}, None), ({"status": "غیرفعال", "status_date": "1404"}, "1404")):
        result = banks.over(data).take([Submission("cooperatives", answers, CORRECTION, path.stem, "فرم")])
        (outcome,) = result.outcomes
        assert outcome.values.get("status_date") == day
        assert ("۱۴۰۲", fa(day or "")) in [(item.old, item.new) for item in outcome.differences]


def test_an_item_that_says_otherwise_of_the_same_thing_is_told(data):
    one = banks.over(data)
    write(one.package, one.take([woman()]).files)
    again = woman(achievements="مهر ۱۳۹۹ | برگزیدهٔ نمایشگاه استان | خیر")
    (outcome,) = banks.over(data).take([again]).outcomes
    assert [(item.field, item.applied) for item in outcome.differences] == [("achievements", False)]


def test_a_namesake_is_a_new_record_with_a_warning_that_names_the_other(data):
    one = banks.over(data)
    write(one.package, one.take([woman()]).files)
    other = woman(latin="Mariam Keshavarz", sources="مصاحبه | ایرنا | https://irna.ir/2")
    result = banks.over(data).take([other])
    (outcome,) = result.outcomes
    assert outcome.is_new and outcome.record == "mariam-keshavarz" and not result.failed
    (warning,) = result.all_problems
    assert warning.code == "likely-duplicate" and "/women/maryam-keshavarz/" in say(warning, Audience.DOOR)


def test_the_same_name_without_one_more_agreeing_fact_is_never_written_onto_her(data):
    one = banks.over(data)
    write(one.package, one.take([woman()]).files)
    other = woman(latin="", sources="مصاحبه | ایرنا | https://irna.ir/2")
    (outcome,) = banks.over(data).take([other]).outcomes
    assert outcome.is_new and outcome.record == "maryam-keshavarz-2"
    # Her file comes after the new one: the doubt is told all the same, of the one that was handed in.
    doubts = [say(problem, Audience.DOOR) for problem in outcome.problems if problem.code == "likely-duplicate"]
    assert len(doubts) == 1 and "صفحهٔ /women/maryam-keshavarz/" in doubts[0]


def test_a_correction_replaces_the_named_fields_only(data):
    change = Submission("women", {"ability": "آموزگار گلیم"}, CORRECTION, "zahra-rasti", "فرم")
    result = banks.over(data).take([change])
    assert not result.failed, result.all_problems
    (name,) = result.files
    before = (data.parent / name).read_text("utf-8")
    assert result.files[name] == before.replace("ability: بافندهٔ گلیم", "ability: آموزگار گلیم")


def test_an_unknown_target_is_refused(data):
    result = banks.over(data).take([Submission("women", {"ability": "x y z"}, CORRECTION, "../../etc/passwd", "فرم")])
    assert codes(result) == {"unknown-target"} and result.files == {}


def test_what_is_handed_in_twice_answer_for_answer_is_one_sentence(data):
    rows = [woman(), woman(), woman(ability="گبه‌باف")]
    for number, row in enumerate(rows, 4):
        row.places = {"": str(number)}
    first, same, other = banks.over(data).take(rows, partial=True).outcomes
    assert not first.failed and not other.failed
    (problem,) = same.problems
    assert say(problem, Audience.DOOR) == "ردیف ۵ همان ردیف ۴ است: همهٔ پاسخ‌ها یکی است. یکی را پاک کنید."
