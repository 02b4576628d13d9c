"""The bank around a submission: nothing in it is spoilt, and its own faults are not the submission's."""

from __future__ import annotations

import shutil

import pytest
import yaml

from generator.dataset.problems.problem import Audience, say
from generator.submissions.forms.submission import CORRECTION, REMOVAL, Submission
from tests.submissions import banks
from tests.submissions.banks import LOAN, MEETING, codes, woman
from tests.support import TODAY as DAY
from tests.support import run


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
