"""Submissions through the intake: what is written, what is merged, what is refused, and that nothing else is touched."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
import yaml
from PIL import Image

from generator.dataset.problems.problem import Audience, say
from generator.project.assembly import load
from generator.submissions.forms import answer_kinds, photo
from generator.submissions.forms.photo import PhotoError
from generator.submissions.forms.submission import CORRECTION, REMOVAL, Submission
from generator.submissions.intake import report, report_data
from generator.submissions.matching.outcomes import problem_of
from tests.submissions import banks
from tests.submissions.banks import WOMAN, write
from tests.support import TODAY as DAY
from tests.support import package, run

FILE = "data/women/fasa/maryam-keshavarz.yml"
WANTED = """\
id: maryam-keshavarz
name: مریم کشاورز
latin: Maryam Keshavarz
county: fasa
ability: بافندهٔ گبه
life: living
basis: public-record
added: 1405-09-03
domains:
  - handicraft
  - literature
achievements:
  - date: '1399-07'
    text: برگزیدهٔ نمایشگاه استان
    peak: true
    sources:
      - s1
nominations:
  - agency: farmandari
    date: '1401'
sources:
  - id: s1
    title: گزارش نمایشگاه
    publisher: ایسنا
    url: https://www.isna.ir/news/1
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return package(tmp_path / "data")


def woman(**answers: object) -> Submission:
    return Submission("women", {**WOMAN, **answers}, source="فرم")


def codes(result) -> set[str]:
    return {problem.code for problem in result.all_problems}


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_people_type_becomes_a_canonical_record(data):
    result = banks.over(data).take([woman()])
    assert not result.failed, result.all_problems
    assert result.files == {FILE: WANTED}
    (outcome,) = result.outcomes
    assert {item.title for item in outcome.changed} >= {"نام و نام خانوادگی", "دستاوردها، ردیف ۱، سال"}
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
    assert sorted(errors) == [("placeholder", key) for key in ("achievements", "birth", "death", "latin")]
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
        assert ("1402", day or "") in [(item.old, item.new) for item in outcome.differences]


def test_a_photo_that_is_not_taken_over_leaves_the_old_one_and_its_rights(data):
    one = banks.over(data)
    first = one.take([woman(photo="x.jpg", **CONSENT)], fetch=lambda name: image())
    write(one.package, first.files)
    again = woman(photo="y.jpg", **{**CONSENT, "photo_credit": "دیگری"})
    result = banks.over(data).take([again], fetch=lambda name: image(size=(900, 900)))
    assert not any(name.endswith(".webp") for name in result.files)
    held = {item.field for item in result.outcomes[0].differences if not item.applied}
    assert held == {"photo", "photo_credit"}


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
        ({"domains": "خیاطی"}, "unknown-reference-listed"),
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


def image(form: str = "JPEG", size: tuple[int, int] = (800, 600), mode: str = "RGB", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, (200, 120, 40) if mode == "RGB" else 0).save(out, form, **more)
    return out.getvalue()


CONSENT = {
    "basis": "رضایت خود او",
    "consented": "1405-07-01",
    "photo_credit": "عکاس",
    "photo_permission": "به اجازهٔ خود او",
}


def test_a_photo_is_re_encoded_in_two_sizes_without_metadata(data):
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    result = banks.over(data).take([woman(photo="x.jpg", **CONSENT)], fetch=lambda name: image(exif=exif))
    assert not result.failed, result.all_problems
    large = result.files["data/women/fasa/maryam-keshavarz.webp"]
    small = result.files["data/women/fasa/maryam-keshavarz-480.webp"]
    for raw, side in ((large, 800), (small, 480)):
        opened = Image.open(io.BytesIO(raw))
        assert opened.format == "WEBP" and max(opened.size) == side and not opened.getexif()
        assert b"secret" not in raw
    assert "photo: maryam-keshavarz.webp" in result.files[FILE]


def test_a_photo_needs_consent_a_credit_and_a_permission(data):
    result = banks.over(data).take([woman(photo="x.jpg")], fetch=lambda name: image())
    assert codes(result) == {"photo-consent"}
    bare = {key: text for key, text in CONSENT.items() if not key.startswith("photo_")}
    assert "photo-rights" in codes(banks.over(data).take([woman(photo="x.jpg", **bare)], fetch=lambda name: image()))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"GIF89a" + bytes(500), "photo-kind"),
        (image("GIF"), "photo-kind"),
        (b"%PDF-1.7 not a picture", "photo-kind"),
        (image("JPEG")[:400], "photo-broken"),
        (image(size=(299, 900)), "photo-small"),
        (bytes(10_000_001), "photo-heavy"),
        (image("PNG", (8000, 6500), "1"), "photo-pixels"),
    ],
)
def test_what_is_no_usable_photo_is_refused(raw, code):
    with pytest.raises(PhotoError) as caught:
        photo.prepare(raw)
    assert caught.value.kind.code == code


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


def test_a_corrected_list_keeps_the_ids_that_others_name(data):
    shutil.copytree(banks.FULL, data, dirs_exist_ok=True)
    lines = "برپایی نمایشگاه گليم | سازمان جهاد کشاورزی\nمعرفی تعاونی‌های فعال به خط اعتباری\nبازدید از کارگاه‌ها"
    change = Submission("meetings", {"resolutions": lines}, CORRECTION, "neshast-fasa-1405", "فرم")
    result = banks.over(data).take([change])
    assert not result.failed, result.all_problems
    found = yaml.safe_load(result.files["data/meetings/fasa/neshast-fasa-1405.yml"])["resolutions"]
    assert [(item["id"], item["text"][:6]) for item in found] == [("r2", "برپایی"), ("r1", "معرفی "), ("r3", "بازدید")]


@pytest.mark.parametrize(
    ("whole", "broken"),
    [
        ("  - id: a1\n    title: شناسایی از راه دستگاه‌ها\n", "  - title: شناسایی از راه دستگاه‌ها\n"),
        ("    title: شناسایی از راه دستگاه‌ها\n", ""),
        ("  - id: s1\n    title: اطلاعیه", "  - title: اطلاعیه"),
    ],
)
def test_a_fault_in_a_list_of_the_bank_is_no_crash(data, whole, broken):
    """What an item must have may be missing in a bank that nobody has checked."""
    path = data / "programs/bank.yml"
    text = path.read_text("utf-8")
    assert whole in text
    path.write_text(text.replace(whole, broken), "utf-8")
    values = {"actions": "شناسایی دیگر", "sources": "گزارش کار"}
    result = banks.over(data).take([Submission("programs", values, CORRECTION, "bank", "فرم")])
    assert len(result.outcomes) == 1


def test_an_id_that_was_given_up_is_not_given_again(data):
    shutil.copytree(banks.FULL, data, dirs_exist_ok=True)
    items = [{"id": "r1", "text": "معرفی تعاونی‌ها"}, {"text": "بازدید از کارگاه‌ها"}]
    result = banks.over(data).take([Submission("meetings", {"resolutions": items}, CORRECTION, "neshast-fasa-1405")])
    (text,) = result.files.values()
    assert [item["id"] for item in yaml.safe_load(text)["resolutions"]] == ["r1", "r3"]


MEETING = {
    "title": "نشست كارگروه شهرستان فسا",
    "kind": "کارگروه شهرستان",
    "date": "1405-06-12",
    "area": "فسا",
    "sources": "صورت‌جلسه",
}
LOAN = {
    "cooperative": "تعاونی زنان روستایی شاهپورجان",
    "county": "شیراز",
    "facility": "خط اعتباری نمونه",
    "amount": "50000000000",
    "stage": "تصویب",
    "introduced": "1405-04-12",
    "approved": "1405-05-01",
}


@pytest.mark.parametrize(
    ("submission", "words"),
    [
        (
            Submission("meetings", {"resolutions": "برپایی نمایشگاه گلیم"}, CORRECTION, "neshast-fasa-1405", "فرم"),
            ["با این پاسخ، صفحهٔ /reports/namayeshgah-fasa-1405/ نادرست می‌شود", "«r1» در «مصوبه‌ها»ی «نشست"],
        ),
        (
            Submission("programs", {"actions": "شناسایی دیگر"}, CORRECTION, "bank", "فرم"),
            ["صفحهٔ /meetings/neshast-fasa-1405/", "صفحهٔ /reports/namayeshgah-fasa-1405/", "a2 (شناسایی دیگر)"],
        ),
        (
            Submission("loans", LOAN, source="فرم"),
            [
                "با این پاسخ، ردیف «تعاونی زنان روستایی شاهپورجان، خط اعتباری نمونه، ۱۲ مرداد ۱۴۰۵» در جدول «وام‌های قرض‌الحسنه» نادرست می‌شود",
                "۵۲٬۰۰۰٬۰۰۰٬۰۰۰ ریال",
            ],
        ),
        # The new one comes before the other in the order of the files.
        (
            Submission("meetings", MEETING, source="فرم"),
            ["عنوان: «نشست کارگروه شهرستان فسا» پیش از این هم هست (صفحهٔ /meetings/neshast-fasa-1405/)"],
        ),
    ],
)
def test_what_would_spoil_another_record_is_refused(submission, words, data):
    shutil.copytree(banks.FULL, data, dirs_exist_ok=True)
    result = banks.over(data).take([submission])
    assert result.files == {}
    told = " ".join(say(problem, Audience.DOOR) for problem in result.all_problems)
    assert [word for word in words if word not in told] == []


def test_of_many_only_what_spoils_another_record_is_refused(data):
    shutil.copytree(banks.FULL, data, dirs_exist_ok=True)
    change = Submission("meetings", {"resolutions": "برپایی نمایشگاه گلیم"}, CORRECTION, "neshast-fasa-1405", "فرم")
    other = Submission("meetings", {**MEETING, "title": "نشست دیگر فسا"}, source="فرم")
    result = banks.over(data).take([change, other, woman()], partial=True)
    assert [one.failed for one in result.outcomes] == [True, False, False]


def test_an_error_that_the_bank_has_already_is_not_the_submissions(data):
    shutil.copytree(banks.FULL, data, dirs_exist_ok=True)
    report_file = data / "reports/fasa/namayeshgah-fasa-1405.yml"
    report_file.write_text(report_file.read_text("utf-8").replace("resolution: r1", "resolution: r7"), "utf-8")
    result = banks.over(data).take(
        [Submission("meetings", {"venue": "فرمانداری"}, CORRECTION, "neshast-fasa-1405", "فرم")]
    )
    assert not result.failed, result.all_problems


def test_a_correction_that_makes_two_rows_the_same_is_refused(data):
    shutil.copytree(banks.FULL, data, dirs_exist_ok=True)
    change = Submission("loans", {"introduced": "1405-04-12"}, CORRECTION, "shahpurjan-credit-1405-05-12", "یک.yml")
    new = Submission("loans", {**LOAN, "amount": "2000000000"}, source="دو.yml")
    result = banks.over(data).take([change, new])
    assert result.files == {}
    (problem,) = [problem for problem in result.outcomes[1].problems if problem.severity == "error"]
    assert say(problem, Audience.DOOR).startswith(
        "این ردیف پیش از این هم هست («یک.yml»)، با همین تعاونی، خط اعتباری و تاریخ"
    )


def test_of_two_corrections_of_one_row_none_is_lost(data):
    shutil.copytree(banks.FULL, data, dirs_exist_ok=True)
    answers = ({"purpose": "خرید تنور"}, {"jobs": "5"})
    changes = [Submission("loans", one, CORRECTION, "shahpurjan-credit-1405-05-12", "فرم") for one in answers]
    result = banks.over(data).take(changes)
    assert codes(result) == {"twice"} and result.files == {}


def test_rows_of_the_bank_that_share_an_id_both_stay(data):
    shutil.copytree(banks.FULL, data, dirs_exist_ok=True)
    table = data / "indicator-values.csv"
    double = "literacy-f-fasa-all-1395,literacy-f,shiraz,all,1395,,88,,سرشماری 1395,"
    table.write_text(table.read_text("utf-8") + double + "\n", "utf-8")
    before = table.read_text("utf-8").splitlines()
    answers = {"indicator": "نرخ باسوادی زنان", "area": "شیراز", "group": "همه", "year": "1400", "source": "سرشماری"}
    result = banks.over(data).take([Submission("indicator-values", {**answers, "value": "83.5"}, source="فرم")])
    assert not result.failed, result.all_problems
    assert result.files["data/indicator-values.csv"].splitlines()[:-1] == before
    # Which of the two is meant where one of them changes, the bank must say first.
    again = banks.over(data).take(
        [Submission("indicator-values", {**answers, "year": "1395", "value": "89"}, source="فرم")]
    )
    assert again.failed and again.files == {}


@pytest.mark.parametrize("command", ["intake", "forms"])
def test_a_bank_that_cannot_be_read_is_told_of_with_its_file(command, data):
    shutil.copytree(banks.FULL, data, dirs_exist_ok=True)
    table = data / "headcounts.csv"
    table.write_text(table.read_text("utf-8").replace(",42,", ",چهل,"), "utf-8")
    handed = data.parent / "handin.yml"
    handed.write_text("form: women\nversion: 1\nvalues:\n  name: مریم کشاورز\n", "utf-8")
    arguments = {"intake": [handed, *DAY], "forms": ["--check"]}[command]
    result = run(command, *arguments, "--data", data)
    assert result.exit_code == 1 and isinstance(result.exception, SystemExit)
    assert "data/headcounts.csv:2: خطا: شناسایی‌شده: «چهل» عدد درست نیست" in result.output
    assert "خود داده‌ها خطا دارند و چیزی نوشته نشد" in result.output


def test_each_of_two_removals_leaves_its_fingerprint(data):
    removals = [Submission("women", {}, REMOVAL, name, "فرم") for name in ("zahra-rasti", "simin-daneshvar")]
    result = banks.over(data).take(removals)
    assert len(result.files["data/withdrawn.csv"].splitlines()) == 1 + 2
    assert [name for name, text in result.files.items() if text is None] == [
        "data/women/fasa/zahra-rasti.yml",
        "data/women/shiraz/simin-daneshvar.yml",
    ]
