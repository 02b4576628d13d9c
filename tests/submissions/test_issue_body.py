"""Bodies of issues: what is a heading, what is an answer, and that nobody's text becomes the form's."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.dataset.problems.printing import render as report
from generator.dataset.problems.problem import Audience, say
from generator.submissions.forms import questions as q
from generator.submissions.forms.questions import NO, YES, Question
from generator.submissions.intake.exposure import exposed
from generator.submissions.issues import issue_body
from generator.submissions.issues import issue_questions as issue
from generator.submissions.issues.event import submissions
from tests.chance import tries
from tests.submissions import issues
from tests.submissions.banks import WOMAN, bank
from tests.submissions.issues import items, read, render, woman
from tests.support import golden

CASES = Path(__file__).parent / "cases" / "issue"


def parsed(body: str, form: str = "women") -> tuple[dict[str, Any], list[str]]:
    values, problems = issue_body.parse(issue_body.part(body, items(bank(), form)), items(bank(), form), form, "فرم")
    assert all(say(problem, Audience.DOOR) for problem in problems)
    return values, [problem.code for problem in problems]


# --- golden cases: a folder holds the body, and what came of it ------------------------------------------------------


@pytest.mark.parametrize("case", sorted(path for path in CASES.iterdir() if path.is_dir()), ids=lambda path: path.name)
def test_case(case):
    """``name.form.md`` is the body of an issue that came from that form."""
    (body,) = case.glob("*.md")
    form = body.stem
    event = read(issues.event(form, body.read_bytes().decode("utf-8")))
    found, problems = submissions(event, bank().package, bank().names())
    problems += [one.problem for one in exposed(event)]
    handed = [
        {
            key: value
            for key, value in (
                ("resource", one.resource),
                ("kind", one.kind),
                ("target", one.target),
                ("values", dict(one.values)),
            )
            if value
        }
        for one in found
    ]
    shown = yaml.safe_dump(handed, allow_unicode=True, sort_keys=False, width=10**9) + "---\n" + report(problems) + "\n"
    assert shown == golden(case / "expected.txt", shown)


# --- headings -------------------------------------------------------------------------------------------------------


def test_answers_are_handed_over_as_they_were_typed():
    values, problems = parsed(woman())
    assert problems == []
    assert values == {
        **WOMAN,
        "name": "مريم  كشاورز",
        "domains": ["صنایع دستی", "ادبی"],
        "achievements": [WOMAN["achievements"]],
        "sources": [WOMAN["sources"]],
        "nominations": [WOMAN["nominations"]],
    }


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_other_systems_change_nothing(ends):
    assert parsed(woman(summary="یک\n\nدو").replace("\n", ends)) == parsed(woman(summary="یک\n\nدو"))


def test_a_foreign_heading_in_an_answer_stays_text():
    text = "بند یک\n\n### شهرستان دیگر\n\nبند دو\n\n## منابع\n\n####  تولد"
    values, problems = parsed(woman(biography=text))
    assert problems == []
    assert values["biography"] == text


@pytest.mark.parametrize(
    "text",
    [
        "آغاز\n\n### شهرستان\n\nشیراز",
        "```\n\n### شهرستان\n\nشیراز\n\n```",
        "<!--\n\n### شهرستان\n\nشیراز\n\n-->",
        "### شهرستان\n\nشیراز",
    ],
)
def test_a_heading_of_the_form_in_an_answer_is_a_problem_and_not_the_last_one_wins(text):
    values, problems = parsed(woman(biography=text))
    assert problems == ["issue-heading-twice"]
    assert values["county"] == "فسا"


def test_a_heading_of_the_form_inside_a_line_or_a_paragraph_is_text():
    text = "سطر\n### شهرستان\nشیراز، و در میان: ### تولد"
    values, problems = parsed(woman(biography=text))
    assert problems == []
    assert values["biography"] == text


def test_a_heading_that_lost_its_empty_line_counts():
    values, problems = parsed(woman().replace("\n\n### نام به خط لاتین", "\n### نام به خط لاتین"))
    assert problems == []
    assert (values["name"], values["latin"]) == ("مريم  كشاورز", "Maryam Keshavarz")


@pytest.mark.parametrize("gaps", ["\n", "\r\n"])
def test_a_body_that_lost_all_its_empty_lines_gets_one_sentence(gaps):
    told = issues.event("women", woman(summary="یک\n\nدو").replace("\n\n", gaps))
    found, problems = submissions(read(told), bank().package, bank().names())
    assert found == []
    assert [problem.code for problem in problems] == ["issue-blank-lines"]


@pytest.mark.parametrize(
    "line", ["## نام به خط لاتین", "###نام به خط لاتين", "### نام به خط لاتین:", "# نام به  خط لاتین"]
)
def test_a_heading_of_another_shape_is_one_sentence_and_no_part_of_a_name(line):
    told = issues.event("women", woman().replace("### نام به خط لاتین", line))
    found, problems = submissions(read(told), bank().package, bank().names())
    assert [problem.code for problem in problems] == ["issue-heading-shape"]
    assert "### نام به خط لاتین" in say(problems[0], Audience.DOOR)
    assert found[0].values["name"] == "مريم  كشاورز"
    outcome = bank().take(found).outcomes[0]
    assert outcome.failed and outcome.problems == []


@pytest.mark.parametrize("text", ["مریم\n# کشاورز", "مریم\n\n_No response_\n\nزری", "### مریم"])
def test_a_heading_inside_an_answer_of_one_line_is_a_problem(text):
    values, problems = parsed(woman(name=text))
    assert problems == ["issue-heading-inside"]
    assert "name" not in values


@pytest.mark.parametrize(
    "text", ["_No response_\n\nبافندهٔ گبه", "بافندهٔ گبه\n\n_No response_", "بافندهٔ گبه\n_No response_"]
)
def test_what_is_written_beside_no_response_is_the_answer(text):
    values, problems = parsed(woman(summary=text))
    assert problems == []
    assert values["summary"] == "بافندهٔ گبه"


def test_two_women_in_one_issue_get_one_sentence():
    told = issues.event("women", woman() + "\n\n" + woman(name="زری رازی"))
    found, problems = submissions(read(told), bank().package, bank().names())
    assert found == []
    assert [problem.code for problem in problems] == ["issue-two-people"]


@pytest.mark.parametrize("form", ["cooperatives", "loans", "correction"])
def test_a_form_under_the_label_of_another_gets_one_sentence(form):
    assert parsed(woman(), form) == ({}, ["issue-other-form"])


def test_a_heading_that_was_moved_is_a_problem():
    body = woman(birth="1300")
    moved = body.replace("### تولد\n\n1300\n\n", "") + "\n\n### تولد\n\n1300"
    assert parsed(moved)[1] == ["issue-heading-order"]


def test_a_heading_that_was_removed_is_a_question_without_an_answer():
    values, problems = parsed(woman().replace("### تحصیل\n\n_No response_\n\n", ""))
    assert problems == []
    assert "education" not in values


@pytest.mark.parametrize(
    ("body", "code"), [("", "issue-empty"), ("  \r\n", "issue-empty"), ("سلام، لطفا بیفزایید", "issue-no-headings")]
)
def test_a_body_without_the_form_is_a_problem(body, code):
    assert parsed(body) == ({}, [code])


def test_what_stands_before_the_first_question_is_not_lost_in_silence():
    assert parsed("سلام\n\n" + woman())[1] == ["issue-outside"]
    assert parsed("<!-- ساختهٔ فرم -->\n\n" + woman())[1] == []


# --- answers --------------------------------------------------------------------------------------------------------


def question(kind: str, **more: Any) -> Question:
    return Question("key", "پرسش", kind=kind, **more)


OPTIONS = {"a": "آموزشی", "b": "ادارهٔ کل تعاون، کار و رفاه", "c": "ادبی"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("آموزشی, ادبی", ["آموزشی", "ادبی"]),
        ("آموزشی، ادبی", ["آموزشی", "ادبی"]),
        ("آموزشی؛ ادبی", ["آموزشی", "ادبی"]),
        ("ادارهٔ کل تعاون، کار و رفاه, ادبی", ["ادارهٔ کل تعاون، کار و رفاه", "ادبی"]),
        ("ادبی، ادارهٔ کل تعاون، کار و رفاه", ["ادبی", "ادارهٔ کل تعاون، کار و رفاه"]),
        ("- [x] آموزشی\n- [ ] ادبی\n- [X] ادارهٔ کل تعاون، کار و رفاه", ["آموزشی", "ادارهٔ کل تعاون، کار و رفاه"]),
        ("- [ ] آموزشی", []),
        ("- آموزشی\n- ادبی", ["- آموزشی", "- ادبی"]),
        ("None", []),
        ("_No response_", []),
    ],
)
def test_several_choices_in_any_notation(text, wanted):
    assert issue_body.answer(question(q.CHOICES, options=OPTIONS), text) == wanted


@pytest.mark.parametrize(
    ("kind", "text", "wanted"),
    [
        (q.BOOLEAN, YES, YES),
        (q.BOOLEAN, f"- [x] {YES}\n- [ ] {NO}", YES),
        (q.BOOLEAN, "None", ""),
        (q.CHOICE, "None", ""),
        (q.CHOICE, f"- [x] {YES}\n- [x] {NO}", f"{YES}، {NO}"),
        (q.TEXT, "None", "None"),
        (q.TEXT, "\n  مریم \n", "مریم"),
        (q.LINES, "یک\n\n  دو", "یک\n\n  دو"),
        (q.LINES, "_No response_", ""),
        (q.DATE, "مهر ۱۳۹۹", "مهر ۱۳۹۹"),
    ],
)
def test_single_answers(kind, text, wanted):
    assert issue_body.answer(question(kind), text) == wanted


def test_a_plain_list_is_divided_by_lines_and_where_its_texts_are_short_by_commas():
    short = question(q.ITEMS, parts=(question(q.TEXT, limits={"maxLength": 80}),))
    long = question(q.ITEMS, parts=(question(q.TEXT, limits={"maxLength": 250}),))
    assert issue_body.answer(short, "نان، ترشی\nشیرینی (تر، خشک)") == ["نان", "ترشی", "شیرینی (تر، خشک)"]
    assert issue_body.answer(long, "ده نفر، از سه روستا\n۲. پنج دوره") == ["ده نفر، از سه روستا", "۲. پنج دوره"]


def test_items_are_lines_and_their_marks_are_left_to_the_cleaning():
    item = question(q.ITEMS, parts=(question(q.DATE), question(q.TEXT)))
    assert issue_body.answer(item, "۱۳۹۹ | نخست\n\n- ۱۴۰۰ | دوم") == ["۱۳۹۹ | نخست", "- ۱۴۰۰ | دوم"]


def test_a_comment_is_no_part_of_an_answer_but_it_is_shown():
    values, problems = parsed(woman(summary="پیش <!-- پنهان --> پس <!-- باز"))
    assert problems == ["issue-comment"]
    assert values["summary"] == "پیش  پس <!-- باز"
    body = woman(summary="<!-- پنهان -->")
    assert "<!-- پنهان -->" in dict(issue_body.part(body, items(bank())).sections())["summary"]
    found = issue_body.parse(issue_body.part(body, items(bank())), items(bank()), "women", "فرم")[1]
    assert {problem.code for problem in found} == {"issue-comment"}


@pytest.mark.parametrize("sign", ["\u202e", "\u202a", "\u2066"])
def test_a_sign_that_turns_the_order_of_reading_is_refused(sign):
    assert parsed(woman(ability=f"متن {sign}برگشته"))[1] == ["issue-hidden"]
    assert parsed(woman(ability="متن \u200fساده\u200e"))[1] == []


@pytest.mark.parametrize("fence", ["```", "````", "~~~"])
def test_the_fence_around_a_whole_text_is_no_part_of_it(fence):
    assert issue_body.unfenced(f"{fence}yaml\nform: women\nvalues: {{}}\n{fence}") == "form: women\nvalues: {}"
    assert issue_body.unfenced("form: women") == "form: women"
    assert issue_body.unfenced(f"{fence}\n{fence}") == ""


# --- anything at all ------------------------------------------------------------------------------------------------

PIECES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "### ",
            "### شهرستان",
            "### تولد",
            "\n\n",
            "\r\n",
            "```",
            "<!--",
            "-->",
            "_No response_",
            "- [x] ",
            "|",
            "،",
            ",",
        ]
    ),
    st.sampled_from(["\ud800", "\x00", "\u202e", "\u2028", "۰۹۱۷", "09171234567"]),
)


@given(
    st.lists(PIECES, max_size=30).map("".join), st.sampled_from(["women", "correction", "removal", "record", "loans"])
)
@tries(1.2)
def test_no_text_breaks_the_reader(text, form):
    values, problems = issue_body.parse(issue_body.part(text, items(bank(), form)), items(bank(), form), form, "فرم")
    assert all(say(problem, Audience.DOOR).encode() for problem in problems)
    assert set(values) <= {item.key for item in items(bank(), form)}
    assert str(values).encode()


WORDS = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"], blacklist_characters="#<>"), min_size=1)
TYPED = WORDS.map(str.strip).filter(lambda text: text and text not in (issue.NO_RESPONSE, issue.NONE))


@given(st.dictionaries(st.sampled_from(["name", "ability", "summary", "biography", "birth", "period"]), TYPED))
@tries(0.8)
def test_what_github_writes_is_read_back(answers):
    values, problems = parsed(render(items(bank()), answers))
    assert problems == []
    assert values == answers


@given(st.lists(st.sampled_from(["صنایع دستی", "ادبی"]), unique=True, min_size=1), st.sampled_from([", ", "، ", ","]))
@tries(0.2)
def test_choices_are_read_back(chosen, comma):
    assert parsed(render(items(bank()), {"domains": comma.join(chosen)}))[0] == {"domains": chosen}


@pytest.mark.parametrize(
    "filler", ["<!-- ", "### شهرستان\n\n", "```\n", "\n", "- [x] ا\n", "ا، ", "` ", "#", "@a.b ", "0 9 1 7 "]
)
def test_a_body_of_64_kilobytes_is_read_in_a_moment(filler):
    body = woman(biography=filler * (65_536 // len(filler.encode())))
    started = time.perf_counter()
    issue_body.parse(issue_body.part(body, items(bank())), items(bank()), "women", "فرم")
    issue_body.unfenced(body)
    assert time.perf_counter() - started < 2
