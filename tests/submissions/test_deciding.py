"""What is handed in decided entry by entry: read and judged without a file written, taken in part, over a bank laid over."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.dataset.describing import descriptor_reader
from generator.dataset.problems.problem import Problem
from generator.dataset.reading import reader
from generator.project.assembly import open_intake
from generator.submissions.forms.answer_kinds import UNKNOWN_FORM
from generator.submissions.forms.submission import CORRECTION, REMOVAL, Submission
from generator.submissions.intake import batch, report_data
from generator.submissions.matching.merging import Difference
from generator.submissions.matching.outcomes import digest, problem_of
from tests.submissions import banks
from tests.submissions.banks import FILE, LOAN, WANTED, snapshot, woman
from tests.support import package

RASTI = "data/women/fasa/zahra-rasti.yml"
OTHER = woman(name="گلاب کریمی", latin="Golab Karimi", sources="دیگر")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return package(tmp_path / "data")


def over(data: Path, overlay: dict[str, str | None]):
    return open_intake(descriptor_reader.load(data / "datapackage.yaml"), banks.TODAY, overlay=overlay)


def test_a_hand_in_is_read_from_bytes_and_judged_without_a_file_written(data):
    before, bank = snapshot(data), banks.over(data)
    raw = 'form: women\nversion: 1\nvalues: {name: "مریم کشاورز"}\n'.encode()
    submissions, problems = batch.read(bank, "WOMAN.YML", raw)
    assert problems == [] and submissions[0].values == {"name": "مریم کشاورز"}
    assert batch.judge(bank, submissions, problems).failed
    assert batch.judge(bank, [woman()], []).files == {FILE: WANTED}
    assert batch.read(bank, "women.xlsx", raw)[1][0].code == "workbook-not"
    assert snapshot(data) == before


def test_of_entries_that_are_judged_together_some_are_taken(data):
    bank = banks.over(data)
    gone = Submission("women", {}, REMOVAL, "zahra-rasti", "فرم")
    given = [woman(name="ریحان کریمی", latin="", county="؟"), OTHER, woman(), gone]
    whole = batch.judge(bank, given, [], partial=True)
    part = batch.judge(bank, given, [], partial=True, only={0, 2})
    assert list(part.files) == [FILE] and {FILE, RASTI} < set(whole.files)
    assert [digest(one) for one in part.outcomes] == [digest(one) for one in whole.outcomes]
    assert RASTI in batch.judge(bank, given, [], partial=True, only={3}).files


def test_an_entry_that_names_another_one_is_not_taken_without_it(data):
    new = {"name": "تعاونی گل‌نرگس", "kind": "تعاونی", "county": "شیراز", "sector": "زنان روستایی", "status": "فعال"}
    given = [
        Submission("cooperatives", {**new, "sources": "گزارش"}, source="فرم"),
        Submission("loans", {**LOAN, "cooperative": new["name"]}, source="فرم"),
    ]
    bank = banks.over(data)
    assert len(batch.judge(bank, given, [], only={0, 1}).files) == 2
    alone = batch.judge(bank, given, [], partial=True, only={1})
    assert alone.files == {} and alone.outcomes[1].failed
    assert len(batch.judge(bank, given, [], partial=True, only={0}).files) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.values.update(ability="دیگر"),
        lambda one: one.images.update({"x.webp": b"y"}),
        lambda one: one.problems.append(problem_of(one.submission, UNKNOWN_FORM, found="x")),
        lambda one: one.differences.append(Difference("ability", "", "x", True)),
        lambda one: setattr(one, "record", "x"),
    ],
)
def test_the_digest_tells_what_a_reviewer_would_see_otherwise(change, data):
    bank = banks.over(data)
    (one,) = bank.take([woman()]).outcomes
    first = digest(one)
    one.values["added"] = "1405-10-10"
    assert digest(one) == first == digest(bank.take([woman()]).outcomes[0])
    change(one)
    assert digest(one) != first


def test_a_card_says_what_a_submission_comes_to_without_markup(data):
    bank = banks.over(data)
    given = woman(ability="بافندهٔ *گبه*", summary="تماس ۰۹۱۷۱۲۳۴۵۶۷", achievements="مهر ۱۳۹۹ | برگزیدهٔ استان | بله")
    given.places = {"": "5"}
    faults = [Problem("فرم", line, UNKNOWN_FORM, found="x") for line in (0, 4, 5)]
    card = report_data.card(bank.package, bank.questions, bank.take([given]).outcomes[0], faults)
    assert (card.did, card.label, card.address) == ("پروندهٔ تازه", "مریم کشاورز", "/women/maryam-keshavarz/")
    assert (card.row, card.has_photo, card.revised) == ("۵", False, None)
    keys = {item.title: item.key for item in bank.questions("women")}
    facts = {keys[fact.title]: fact.value for fact in card.facts}
    assert facts["county"] == "فسا" and facts["domains"] == ["صنایع دستی", "ادبی"]
    (award,) = facts["achievements"]
    assert [fact.value for fact in award.facts][:3] == ["مهر ۱۳۹۹", "برگزیدهٔ استان", "بله"]
    assert facts["ability"] == "بافندهٔ *گبه*" and "تماس" in facts["summary"]
    assert "۰۹۱۷" not in str(card) and "0917" not in str(card)
    assert len([item for item in card.problems if "«x»" in item.sentence]) == 1


def test_a_card_names_the_page_of_a_record_that_may_be_the_same(data):
    bank = banks.over(data)
    given = woman(name="زهرا راستی", latin="Zahra Raasti", sources="دیگر")
    card = report_data.card(bank.package, bank.questions, bank.take([given]).outcomes[0])
    assert card.similar == (("زهرا راستی", "/women/zahra-rasti/"),)


def test_what_is_laid_over_the_bank_is_judged_as_if_it_stood_there(data):
    folder = data.parent
    kept = "data/loans/shiraz.csv"
    row = "shahpurjan-credit-1405-06-12,shahpurjan,shiraz,credit,50000000000,,,,,approved,1405-06-12,,1405-06-20,,,نامهٔ بانک\n"
    text = (banks.FULL / "loans/shiraz.csv").read_text("utf-8").splitlines()[0] + "\n" + row
    bank = over(data, {kept: text, RASTI: None})
    assert bank.registry.get("women", "zahra-rasti") is None and not bank.faults
    assert batch.judge(bank, [Submission("loans", LOAN, source="فرم")], []).failed  # more than the facility has left
    (table,) = batch.judge(bank, [Submission("loans", {**LOAN, "amount": "1000000"}, source="فرم")], []).files.values()
    assert row in str(table)
    again = batch.judge(bank, [Submission("women", {"ability": "قالی‌باف"}, CORRECTION, "zahra-rasti", "فرم")], [])
    assert [problem.code for problem in again.all_problems] == ["unknown-target"]
    assert not (folder / kept).exists() and (folder / RASTI).exists()


def test_a_table_that_is_laid_away_is_missing(data):
    dataset = reader.read(descriptor_reader.load(data / "datapackage.yaml"), overlay={"data/domains.csv": None})
    assert [problem.code for problem in dataset.problems] == ["missing-file"] and dataset.rows["domains"] == []
