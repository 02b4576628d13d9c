"""Submissions through the intake: what is written, what is refused, and that nothing else is touched."""

from __future__ import annotations

import pytest

from generator.project.assembly import load
from generator.submissions.forms.submission import REMOVAL, Submission
from generator.submissions.intake import report, report_data
from tests.submissions import banks
from tests.submissions.banks import FILE, WANTED, codes, snapshot, woman, write


def test_what_people_type_becomes_a_canonical_record(data):
    result = banks.over(data).take([woman()])
    assert not result.failed, result.all_problems
    assert result.files == {FILE: WANTED}
    (outcome,) = result.outcomes
    # A label that is chosen, and a date in the words that it is said in, are no correction.
    assert {item.title for item in outcome.changed} == {"نام و نام خانوادگی"}
    write(banks.over(data).package, result.files)
    loaded = load(data, banks.TODAY)
    assert loaded.registry is not None and loaded.registry.get("women", "maryam-keshavarz") is not None


def test_a_problem_is_at_its_place_in_the_hand_in_and_nothing_is_written(data):
    before = snapshot(data)
    submission = woman(county="فساا")
    submission.places = {"county": "7"}
    result = banks.over(data).take([submission])
    assert result.failed and result.files == {}
    (problem,) = result.all_problems
    assert (problem.file, problem.line, problem.suggestion) == ("فرم", 7, "فسا")
    assert snapshot(data) == before


def test_a_label_of_an_older_form_is_still_understood(data):
    """Whoever filled in a workbook before a word was changed chose what its list offered then."""
    domains = data / "domains.csv"
    domains.write_text(domains.read_text("utf-8").replace("literature,ادبی,", "literature,ادبیات,"), "utf-8")
    result = banks.over(data).take([woman(relation="کارش  آنجاست", domains="ادبی، صنایع دستی")])
    assert not result.failed, result.all_problems
    assert "relation: works\n" in result.files[FILE] and "  - literature\n" in result.files[FILE]


def test_a_word_for_nothing_is_one_sentence_and_no_answer(data):
    (outcome,) = banks.over(data).take([woman(latin="ندارد", birth="ندارد", death="-", achievements="ندارد")]).outcomes
    errors = [(problem.code, problem.field) for problem in outcome.problems if problem.severity == "error"]
    optional = [("placeholder", key) for key in ("birth", "death", "latin")]
    assert sorted(errors) == [*optional, ("placeholder-needed", "achievements")]
    assert outcome.record == "maryam-keshavarz"


def test_a_missing_latin_name_is_transliterated_with_a_warning(data):
    result = banks.over(data).take([woman(latin="")])
    assert not result.failed and codes(result) == {"transliterated"}
    assert codes(banks.over(data).take([woman(latin="", county="")])) == {"required"}
    assert result.outcomes[0].record == "maryam-keshavarz"


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("تعاونی زنان روستایی گل‌نرگس", "taavoni-zanan-rustayi-golnarges"),
        ("صندوق خرد بانوان راستی", "sandogh-khord-banuvan-raasti"),
        ("اتحادیهٔ شرکت‌های خانم راستی", "ettehadiye-sherkatha-khanom-raasti"),
    ],
)
def test_an_id_is_spelt_as_the_bank_spells_its_words(name, made, data):
    path = data / "women/fasa/zahra-rasti.yml"
    path.write_text(path.read_text("utf-8").replace("latin: Zahra Rasti", "latin: Zahra Raasti"), "utf-8")
    values = {
        "name": name,
        "kind": "تعاونی",
        "county": "فسا",
        "sector": "زنان روستایی",
        "status": "فعال",
        "sources": "گزارش",
    }
    (outcome,) = banks.over(data).take([Submission("cooperatives", values, source="فرم")]).outcomes
    assert outcome.record == made


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("maryam-gabbeh", ""),
        ("zahra-rasti", "id-not-free"),
        ("Maryam K", "id-not-free"),
        ("page", "id-not-free"),
        ("x" * 90, "id-not-free"),
    ],
)
def test_a_reviewer_names_the_id(wanted, code, data):
    submission = woman(latin="")
    submission.wanted = wanted
    result = banks.over(data).take([submission])
    assert result.failed is bool(code) and (code in codes(result) or not code)
    assert bool(result.files) is not bool(code)
    assert code or list(result.files) == [f"data/women/fasa/{wanted}.yml"]


def test_an_id_is_named_for_one_new_record_alone(data):
    known = woman(nominations="سازمان جهاد کشاورزی | 1402")
    one = banks.over(data)
    write(one.package, one.take([woman()]).files)
    known.wanted = "maryam-2"
    assert "id-known" in codes(banks.over(data).take([known]))


def test_a_removal_leaves_a_fingerprint_that_stops_the_next_nomination(data):
    one = banks.over(data)
    write(one.package, one.take([woman()]).files)
    result = banks.over(data).take([Submission("women", {}, REMOVAL, "maryam-keshavarz", "فرم")])
    assert not result.failed and result.files[FILE] is None
    write(one.package, result.files)
    assert not (data.parent / FILE).exists()
    everything = b"".join(snapshot(data).values()).decode()
    assert "مریم کشاورز" not in everything and "maryam-keshavarz" not in everything
    again = banks.over(data).take([woman(nominations="سازمان جهاد کشاورزی")])
    assert "withdrawn" in codes(again) and again.files == {}


def test_a_row_of_a_table_is_added_and_a_second_one_replaces_it(data):
    answers = {"county": "فسا", "agency": "فرمانداری شهرستان", "domain": "ادبی", "year": "۱۴۰۴", "identified": "۴۲"}
    result = banks.over(data).take([Submission("headcounts", {**answers, "agreed": "17"}, source="فرم")])
    assert not result.failed, result.all_problems
    write(banks.over(data).package, result.files)
    result = banks.over(data).take([Submission("headcounts", {**answers, "agreed": "۱۸ نفر"}, source="فرم")])
    row = "fasa-farmandari-literature-1404,fasa,farmandari,literature,1404,42,18,"
    assert result.files["data/headcounts.csv"].splitlines()[1:] == [row]


def test_loans_go_into_the_table_of_their_county(data):
    answers = {
        "cooperative": "تعاونی زنان روستایی شاهپورجان",
        "county": "شیراز",
        "facility": "خط اعتباری نمونه",
        "amount": "۲٬۰۰۰٬۰۰۰٬۰۰۰ ریال",
        "stage": "تصویب",
        "approved": "1405-08-01",
        "introduced": "۱۲ مرداد ۱۴۰۵",
    }
    result = banks.over(data).take([Submission("loans", answers, source="فرم")])
    assert not result.failed, result.all_problems
    assert "shahpurjan-credit-1405-05-12,shahpurjan,shiraz,credit,2000000000," in result.files["data/loans/shiraz.csv"]


def test_all_or_nothing_unless_partial(data):
    good, bad = woman(), woman(name="نرگس بهرامی", latin="Narges Bahrami", county="شیرااز")
    assert banks.over(data).take([good, bad]).files == {}
    assert set(banks.over(data).take([good, bad], partial=True).files) == {FILE}


def test_the_same_record_twice_in_one_hand_in_is_said(data):
    answers = {"county": "فسا", "agency": "فرمانداری شهرستان", "domain": "ادبی", "year": "1404", "identified": "2"}
    rows = [Submission("headcounts", {**answers, "agreed": "1"}, source="فرم") for _ in range(2)]
    assert codes(banks.over(data).take(rows)) == {"twice-row"}


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"ability": "بافنده، تماس ۰۹۱۷۱۲۳۴۵۶۷"}, "private-mobile"),
        ({"summary": "کد ملی 0084575948"}, "private-national-id"),
        ({"basis": ""}, "no-basis"),
        ({"education": "کارشناسی"}, "needs-consent"),
        ({"consented": "1405-07-01"}, "consent-without-basis"),
        ({"name": "م" * 10_000}, "max-length"),
        ({"name": "مریم کشاورز\nمینا دلاوری"}, "name-lines"),
        ({"name": "مریم\u202e کشاورز"}, None),
        ({"ability": "$(rm -rf /) `id` گبه‌باف"}, None),
        ({"ability": "<script>alert(1)</script> گبه"}, None),
        ({"latin": "../../../etc/passwd"}, "pattern"),
        ({"sources": "عنوان | ناشر | javascript:alert(1)"}, "link-scheme"),
        ({"achievements": "1399 | الف ب پ ت | بله | 1 | بخش اضافه"}, "too-many-parts"),
        ({"achievements": "برگزیدهٔ نمایشگاه استان"}, "undivided"),
        ({"achievements": "31 مهر 1399 | برگزیدهٔ نمایشگاه"}, "date-missing"),
        ({"nosuch": "x"}, "unknown-answer"),
        ({"sources": [{"title": "عنوان منبع", "nosuch": "x"}]}, "unknown-answer"),
        ({"county": "../shiraz"}, "unknown-reference"),
        ({"domains": "خیاطی"}, "unknown-value"),
        ({"life": "مرده"}, "unknown-value"),
    ],
)
def test_hostile_and_broken_answers(answers, code, data):
    before = snapshot(data.parent)
    result = banks.over(data).take([woman(**answers)])
    if code:
        assert code in codes(result)
        assert result.files == {}
    for name, text in result.files.items():
        assert name.startswith("data/women/fasa/") and ".." not in name and "\u202e" not in str(text)
    write(banks.over(data).package, {})
    assert snapshot(data.parent) == before


def test_an_unknown_form_is_refused(data):
    assert codes(banks.over(data).take([Submission("counties", {"name": "x"}, source="فرم")])) == {"unknown-form"}


def test_the_title_of_a_pull_request_names_nobody(data):
    bank = banks.over(data)
    result = bank.take([woman()])
    assert report.title(bank, result) == "پروندهٔ تازه: زنان توانمند"
    result = bank.take([woman(), woman(name="نرگس بهرامی", latin="Narges Bahrami")])
    assert report.title(bank, result) == "۲ پروندهٔ تازه: زنان توانمند"
    result = bank.take([Submission("women", {}, REMOVAL, "zahra-rasti", "فرم"), woman()])
    assert report.title(bank, result) == "حذف پرونده: زنان توانمند و ۱ مورد دیگر"


def test_a_pull_request_holds_nothing_of_refused_rows(data):
    bank = banks.over(data)
    refused = woman(name="نرگس بهرامی", latin="Narges Bahrami", ability="گبه‌باف 09171234567", county="شیرااز")
    result = bank.take([woman(), refused], partial=True)
    body = report.pull_request(bank, result)
    assert "مریم کشاورز" in body
    assert not {word for word in ("نرگس", "Narges", "narges", "0917", "۰۹…۶۷", "شیرااز") if word in body}
    assert "خطا" not in body.replace("بی‌خطا", "")


def test_a_private_fact_is_masked_in_the_answer(data):
    result = banks.over(data).take([woman(ability="گبه‌باف 09171234567")])
    answer = report.comment(result)
    assert report_data.has_private_fact(result)
    assert "09171234567" not in answer and "۰۹۱۷۱۲۳۴۵۶۷" not in answer and "۰۹…۶۷" in answer
