"""Events of issues: which form, whose answers; hostile files give a sentence and no crash."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dataset.problems.problem import Audience, say
from generator.submissions.forms.submission import CORRECTION, REMOVAL, Submission
from generator.submissions.intake.exposure import exposed
from generator.submissions.issues import event as events
from generator.submissions.issues.event import Event, submissions
from tests.chance import tries
from tests.submissions import banks, issues
from tests.submissions.banks import WOMAN, bank
from tests.submissions.issues import items, read, render, woman
from tests.support import files


def handed(event: Event) -> tuple[list[Submission], list[str]]:
    found, problems = submissions(event, bank().package, bank().names())
    problems += [one.problem for one in exposed(event)]
    assert all(say(problem, Audience.DOOR) and problem.file for problem in problems)
    return found, [problem.code for problem in problems]


def test_an_event_says_who_wrote_what_in_which_form():
    event = read(issues.event("women", woman(), title="فرم زن توانمند"))
    assert (event.number, event.title, event.author, event.action) == (12, "فرم زن توانمند", "somebody", "opened")
    assert (event.form, event.is_submission, event.source) == ("women", True, "فرم ۱۲")
    ((found,), problems) = handed(event)
    assert problems == []
    assert (found.resource, found.source, found.values["county"]) == ("women", "فرم ۱۲", "فسا")


def test_an_event_is_read_from_its_file(tmp_path):
    path = tmp_path / "event.json"
    path.write_text(json.dumps(issues.event("women", woman())), "utf-8")
    assert read(path) == read(issues.event("women", woman()))


def test_every_form_of_the_bank_is_known():
    for form in ("women", "cooperatives", "programs", "loans", "headcounts"):
        ((found,), problems) = handed(read(issues.event(form, render(items(bank(), form), {}))))
        assert (found.resource, problems) == (form, [])


def test_the_same_answers_become_the_same_record_as_through_the_intake(tmp_path):
    data = banks.small(tmp_path)
    found, problems = submissions(read(issues.event("women", woman()), data), data.package, data.names())
    assert problems == []
    result = data.take(found)
    assert not result.failed, [say(problem, Audience.DOOR) for problem in result.all_problems]
    (text,) = result.files.values()
    assert text.startswith("id: maryam-keshavarz\nname: مریم کشاورز\nlatin: Maryam Keshavarz\ncounty: fasa\n")
    assert "domains:\n  - handicraft\n  - literature\n" in text
    assert "  - date: 1399-07\n" in text or "  - date: '1399-07'\n" in text


def test_a_correction_and_a_removal_name_their_page():
    body = render(items(bank(), "correction"), {"address": "/women/simin-daneshvar/", "field": "تولد", "value": "۱۳۰۰"})
    ((found,), problems) = handed(read(issues.event("correction", body)))
    assert problems == []
    assert (found.kind, found.resource, found.target) == (CORRECTION, "women", "simin-daneshvar")
    assert found.values == {"birth": "۱۳۰۰"}
    body = render(items(bank(), "removal"), {"address": "https://example.ir/cooperatives/shahpurjan/"})
    ((found,), problems) = handed(read(issues.event("removal", body)))
    assert (found.kind, found.resource, found.target, found.values) == (REMOVAL, "cooperatives", "shahpurjan", {})


@pytest.mark.parametrize(
    "address",
    [
        "/women/zahra-rasti/",
        "women/zahra-rasti",
        "https://example.ir/women/zahra-rasti/",
        "http://example.ir/bank/women/zahra-rasti/index.html",
        "https://example.ir/women/zahra-rasti/?x=1#main",
        "<https://example.ir/women/zahra-rasti/>",
        "example.ir/Women/Zahra-Rasti/",
        "zahra-rasti",
    ],
)
def test_addresses_as_people_copy_them(address):
    ((found,), problems) = handed(read(issues.event("removal", render(items(bank(), "removal"), {"address": address}))))
    assert (problems, found.resource, found.target) == ([], "women", "zahra-rasti")


@pytest.mark.parametrize(
    "address",
    [
        "/counties/fasa/",
        "/loans/x/",
        "/women/",
        "/women/زهرا/",
        "/women/a/b/",
        "../women/../../x",
        "women/x\n/women/y/",
    ],
)
def test_addresses_of_no_record(address):
    found, problems = handed(read(issues.event("removal", render(items(bank(), "removal"), {"address": address}))))
    assert (found, problems) == ([], ["issue-address"])


# --- what is no submission ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("labels", "code"),
    [
        ([], "issue-no-form"),
        (["bug"], "issue-no-form"),
        (["submission"], "issue-no-form"),
        (["form:women"], "issue-no-form"),
        (["submission", "form:women", "form:removal"], "issue-two-forms"),
        (["submission", "form:counties"], "unknown-form"),
        (["submission", "form:../../etc"], "unknown-form"),
        (["submission", "form:"], "unknown-form"),
    ],
)
def test_the_form_is_known_from_the_labels_and_nothing_else(labels, code):
    told = issues.event("women", woman(), title="form:women", labels=[{"name": label} for label in labels])
    assert handed(read(told)) == ([], [code])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe{}",
        b'{"issue": []}',
        b'{"issue": {"number": "12"}}',
        b'{"issue": {"number": true}}',
        b'{"issue": {"number": -1}}',
        b'{"issue": {"number": 1e400}}',
        b'{"issue": {"number": ' + b"9" * 5000 + b"}}",
        b"[" * 200_000,
        b" " * (events.MOST_BYTES + 1),
    ],
    ids=lambda content: content[:24].decode("ascii", "replace"),
)
def test_a_file_that_is_no_event(tmp_path, content):
    path = tmp_path / "event.json"
    path.write_bytes(content)
    event = read(path)
    assert not event.is_submission
    assert handed(event) == ([], ["issue-event"])


def test_a_folder_or_nothing_is_no_event(tmp_path):
    assert handed(read(tmp_path))[1] == ["issue-event"]
    assert handed(read(tmp_path / "none.json"))[1] == ["issue-event"]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(
    st.fixed_dictionaries(
        {"issue": st.fixed_dictionaries(dict.fromkeys(("number", "title", "body", "user", "labels"), ANYTHING))}
    )
    | st.dictionaries(st.text(), ANYTHING)
)
@tries(0.8)
def test_no_event_breaks_the_reader(content: Any):
    handed(read(content))


def test_halves_of_letters_reach_no_file():
    text = "مریم \ud800 کشاورز"
    ((found,), _) = handed(read(json.loads(json.dumps(issues.event("women", woman(ability=text))))))
    assert found.values["ability"].encode()


@pytest.mark.parametrize("body", [None, 5, ["x"]])
def test_an_issue_without_a_text(body):
    assert handed(read(issues.event("women", body))) == ([], ["issue-empty"])


# --- private facts --------------------------------------------------------------------------------------------------


def test_a_private_fact_in_the_title_is_found_and_masked():
    event = read(issues.event("women", woman(), title="مریم کشاورز ۰۹۱۷۱۲۳۴۵۶۷"))
    (found,) = exposed(event)
    assert (found.problem.code, found.is_sure) == ("private-mobile", True)
    assert "1234" not in say(found.problem, Audience.DOOR)


def test_the_telephone_of_an_office_is_no_private_fact_even_where_the_form_is_wrong():
    body = "سلام\n\n" + render(items(bank(), "cooperatives"), {"name": "تعاونی", "phone": "07132345678"})
    assert handed(read(issues.event("cooperatives", body)))[1] == ["issue-outside"]


def test_a_mobile_number_is_found_even_where_the_form_is_wrong():
    body = "سلام\n\n" + woman(biography="09171234567")
    assert handed(read(issues.event("women", body)))[1] == ["issue-outside", "private-mobile"]


def test_hostile_answers_leave_the_tree_as_it_was(tmp_path):
    data = banks.small(tmp_path)
    before = files(tmp_path)
    for form, answers in (
        ("women", {**WOMAN, "county": "../../etc", "latin": "../../x"}),
        ("women", {**WOMAN, "name": "الف" * 10_000}),
        ("women", {**WOMAN, "biography": "شمارهٔ او 0917 123 4567 است"}),
        ("women", {**WOMAN, "basis": ""}),
        ("women", {**WOMAN, "ability": "متن \u202e برگشته"}),
        ("removal", {"address": "/women/nobody/"}),
    ):
        body = render(items(data, form), answers)
        found, problems = submissions(read(issues.event(form, body), data), data.package, data.names())
        result = data.take([] if problems else found)
        result.problems.extend(problems)
        assert result.failed, answers
        assert result.files == {}
    assert files(tmp_path) == before
