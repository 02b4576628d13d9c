"""No door repeats a private fact, and an issue is emptied for what is surely somebody's, wherever in it that stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.dataset.private import facts
from generator.dataset.problems import person_kinds
from generator.runtime.transaction import Transaction
from generator.submissions.forms.submission import Submission
from generator.submissions.intake import batch, report
from generator.submissions.intake.exposure import exposed
from tests.dataset.test_private import FACTS, HARMLESS, repeats
from tests.submissions import issues, workbooks
from tests.submissions.banks import WOMAN, bank
from tests.submissions.issues import items, read, render, woman

SECRET = "۰۹۱۷–۱۲۳–۴۵۶۷"
# Where in a hand-in somebody may write what does not belong there.
PLACES: dict[str, Callable[[str], dict[str, object]]] = {
    "name": lambda fact: {"name": f"مریم {fact}", "latin": ""},
    "latin": lambda fact: {"latin": f"Maryam {fact}"},
    "text": lambda fact: {"ability": fact},
    "untidy text": lambda fact: {"ability": f"بافندهٔ  گليم ،{fact}"},
    "choice": lambda fact: {"county": fact},
    "choices": lambda fact: {"domains": [fact]},
    "date": lambda fact: {"birth": fact},
    "date of an item": lambda fact: {"achievements": f"{fact} | برگزیدهٔ نمایشگاه"},
    "surplus part": lambda fact: {"achievements": f"۱۳۹۹ | الف ب پ | بله | ۱ | {fact}"},
    "link": lambda fact: {"sources": f"گزارش | ایسنا | {fact}"},
    "unknown answer": lambda fact: {fact: "x"},
}


def take(files: list[Path], event: Path | None, folder: Path) -> batch.Taken:
    with Transaction(bank().package.folder / "datapackage.yaml") as transaction:
        return batch.take(bank(), transaction, files, event, False, folder)


@pytest.mark.parametrize("place", PLACES)
def test_no_report_repeats_a_fact_wherever_it_was_written(place):
    own = [
        one
        for one in FACTS[:: len(FACTS) // 12]
        if {fact.code for fact in facts(one["text"])} - {person_kinds.PRIVATE_ADDRESS.code}
    ]
    given = [
        Submission("women", {**WOMAN, **PLACES[place](one["text"].replace("\n", " "))}, source=f"{one['text']}.xlsx")
        for one in own
    ]
    intake = bank()
    result = intake.take(given, partial=True)
    said = report.text(result) + report.comment(result)
    if any(not one.failed for one in result.outcomes):
        said += report.pull_request(intake, result) + report.title(intake, result)
    said += "".join([*result.files, *(one.record for one in result.outcomes)])
    assert said
    assert [
        one["secret"] for one in own if repeats(said.replace("&#95;", "_").replace("&#64;", "@"), one["secret"])
    ] == []


def test_a_report_and_its_files_repeat_nothing_of_a_workbook_s_name(tmp_path):
    path = tmp_path / "09171234567.xlsx"
    path.write_bytes(b"no workbook")
    taken = take([path], None, tmp_path / "report")
    assert taken.failed and not repeats(taken.text, "9171234567")
    for file in (tmp_path / "report").iterdir():
        assert not repeats(file.name + file.read_text("utf-8"), "9171234567")


def test_a_marked_workbook_and_its_name_repeat_nobodys_number(tmp_path):
    path = tmp_path / "zanan_09171234567.xlsx"
    path.write_bytes(workbooks.filled(bank(), [{**WOMAN, "ability": f"بافنده؛ تماس {SECRET}"}]))
    taken = take([path], None, tmp_path / "report")
    (copy,) = (tmp_path / "report").glob("*.xlsx")
    sheets = "".join(part.decode() for name, part in workbooks.parts(copy.read_bytes()).items() if "xl/" in name)
    assert taken.failed and "بافنده" in sheets
    assert not repeats(taken.text + copy.name + sheets, "9171234567")


BODIES = {
    "answer": lambda: woman(ability=f"بافنده؛ تماس {SECRET}"),
    "glued": lambda: woman(ability="شماره۰۹۱۷۱۲۳۴۵۶۷است"),
    "colon": lambda: woman(ability="تماس: 0917:1234567"),
    "comment": lambda: woman(summary=f"<!-- {SECRET} -->"),
    "date": lambda: woman(birth=SECRET),
    "choice": lambda: woman(life=SECRET),
    "entities": lambda: woman(ability="تماس &#48;917&nbsp;123&#45;4567"),
    "tags": lambda: woman(ability="تماس 0917<b>123</b><!-- -->4567"),
    "before the form": lambda: f"{SECRET}\n\n" + woman(),
    "doubled heading": lambda: woman() + f"\n\n### توانمندی ویژه\n\n{SECRET}",
    "no form": lambda: SECRET,
}


@pytest.mark.parametrize("place", BODIES)
def test_an_issue_is_emptied_for_a_mobile_number_wherever_it_stands(place, tmp_path):
    event = tmp_path / "event.json"
    event.write_text(json.dumps(issues.event("women", BODIES[place]())), "utf-8")
    taken = take([], event, tmp_path / "report")
    assert taken.failed and (tmp_path / "report" / "private").exists()
    comment = (tmp_path / "report" / "comment.md").read_text("utf-8")
    assert "متن آن را پاک کردیم" in comment and "همراه" in comment
    assert not repeats(taken.text + comment, "9171234567")


def test_an_issue_is_emptied_for_its_title():
    event = read(issues.event("women", woman(), title=f"مریم {SECRET}"))
    assert [one.is_sure for one in exposed(event)] == [True]


def test_an_honest_issue_is_never_emptied():
    texts = [one["text"] for one in HARMLESS]
    for form, key in (("women", "biography"), ("loans", "purpose"), ("reports", "activity")):
        body = render(items(bank(), form), {key: "\n".join(texts)})
        assert exposed(read(issues.event(form, body))) == []


def test_what_is_not_surely_somebodys_is_refused_and_the_issue_left_to_its_author(tmp_path):
    event = tmp_path / "event.json"
    event.write_text(json.dumps(issues.event("women", woman(ability="بافنده؛ تلفن ۰۷۱-۳۲۳۴۵۶۷۸"))), "utf-8")
    taken = take([], event, tmp_path / "report")
    assert taken.failed and not (tmp_path / "report" / "private").exists()
    assert "فرم را ویرایش کنید و آن را پاک" in (tmp_path / "report" / "comment.md").read_text("utf-8")


def test_an_amount_is_no_mobile_number():
    body = render(items(bank(), "loans"), {"amount": "9171234567", "purpose": "خرید"})
    assert exposed(read(issues.event("loans", body))) == []


def test_the_name_of_a_photo_is_looked_at_and_not_repeated_though_it_stands_in_an_address(tmp_path):
    answers = {"photo": f"![او](https://github.com/user-attachments/files/1/{SECRET}.jpg)", "photo_credit": "عکاس"}
    event = tmp_path / "event.json"
    event.write_text(json.dumps(issues.event("women", woman(**answers))), "utf-8")
    take([], event, tmp_path / "said")
    comment = (tmp_path / "said" / "comment.md").read_text("utf-8")
    assert (tmp_path / "said" / "private").exists() and SECRET not in comment
    # The text is gone: nobody is asked to edit it.
    assert "فرم تازه‌ای بدون آن بفرستید" in comment and "ویرایش کنید" not in comment


def test_what_is_doubtful_in_an_issue_that_was_taken_in_is_said_to_its_sender(tmp_path):
    event = tmp_path / "event.json"
    event.write_text(json.dumps(issues.event("women", woman(ability="فسا، خیابان زند، کوچهٔ ۵، پلاک ۱۲"))), "utf-8")
    assert not take([], event, tmp_path / "said").failed
    comment = (tmp_path / "said" / "comment.md").read_text("utf-8")
    assert "فرم پذیرفته شد" in comment and "متن به نشانی خانه می‌ماند" in comment and "پلاک" not in comment
