"""The ready record: what a form wrote is read; what anybody else wrote is refused with a sentence, and never half."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dataset.problems.problem import Audience, say
from generator.submissions.forms.answers_file import MOST_BYTES, MOST_ITEMS, read_ready, read_ready_file
from generator.submissions.forms.submission import CORRECTION, RECORD

TEXT = """\
form: women
version: 1
values:
  name: "مریم کشاورز"
  domains:
    - "handicraft"
    - "literature"
  achievements:
    - date: "1399"
      text: "برگزیدهٔ «نمایشگاه»: نشان"
      sources:
        - "1"
    - text: "yes"
  owned: "true"
"""
VALUES = {
    "name": "مریم کشاورز",
    "domains": ["handicraft", "literature"],
    "achievements": [{"date": "1399", "text": "برگزیدهٔ «نمایشگاه»: نشان", "sources": ["1"]}, {"text": "yes"}],
    "owned": "true",
}


def codes(text: str) -> list[str]:
    submissions, problems = read_ready(text, "پرونده")
    assert bool(submissions) is not bool(problems)
    assert all(say(problem, Audience.DOOR) and problem.file == "پرونده" for problem in problems)
    return [problem.code for problem in problems]


def test_a_record_as_the_form_writes_it():
    ((submission,), problems) = read_ready(TEXT, "women-maryam.yml")
    assert problems == []
    assert (submission.resource, submission.kind, submission.target) == ("women", RECORD, "")
    assert submission.values == VALUES and submission.source == "women-maryam.yml"
    assert submission.places == {"name": "4", "domains": "6", "achievements": "9", "owned": "14"}


def test_the_same_as_json_and_a_correction_with_a_target():
    text = json.dumps({"form": "women", "version": 1, "target": "zahra-rasti", "values": VALUES}, ensure_ascii=False)
    ((submission,), _) = read_ready(text, "x.json")
    assert (submission.kind, submission.target, submission.values) == (CORRECTION, "zahra-rasti", VALUES)


def test_what_an_editor_adds_to_a_file_changes_nothing():
    raw = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    ((submission,), problems) = read_ready_file(raw, "x.yml")
    assert problems == [] and submission.values == VALUES


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty-file"),
        ("سلام", "ready-shape"),
        ("- a\n- b\n", "ready-shape"),
        ("form: women\nversion: 1\n", "ready-shape"),
        ("version: 1\nvalues: {name: x}\n", "ready-shape"),
        ("form: women\nversion: 1\nvalues: x\n", "ready-shape"),
        ("form: [women]\nversion: 1\nvalues: {name: x}\n", "ready-shape"),
        ("form: women\nversion: 2\nvalues: {name: x}\n", "ready-version"),
        ("form: women\nvalues: {name: x}\n", "ready-version"),
        ("form: women\nversion: 1\nid: x\nvalues: {name: x}\n", "ready-key"),
        ("form: women\nversion: 1\nvalues: {name: x, name: y}\n", "ready-twice"),
        ("form: women\nform: loans\nversion: 1\nvalues: {name: x}\n", "ready-twice"),
        ("form: women\nversion: 1\nvalues: {name: &a x, latin: *a}\n", "ready-shape"),
        ("form: women\nversion: 1\nvalues: &a {name: *a}\n", "ready-shape"),
        ("form: women\nversion: 1\nvalues: {name: !!python/object/apply:os.system [ls]}\n", "ready-shape"),
        ("form: women\nversion: 1\nvalues: {name: !x y}\n", "ready-shape"),
        ("form: women\nversion: 1\nvalues: {name: {a: b}}\n", "ready-shape"),
        ("form: women\nversion: 1\nvalues: {name: [[b]]}\n", "ready-shape"),
        ("form: women\nversion: 1\nvalues: {name: [{a: {b: c}}]}\n", "ready-shape"),
        ("form: women\nversion: 1\nvalues: {name: [{a: [{b: c}]}]}\n", "ready-shape"),
        ("form: women\nversion: 1\nvalues: {? [a] : b}\n", "ready-shape"),
        ("form: women\nversion: 1\nvalues: {name: x}\n---\nform: women\n", "ready-shape"),
        ("form: women\nversion: 1\nvalues: {name: 'x\n", "ready-shape"),
        ("form: women\nversion: 1\nvalues: {name: " + "[" * 40 + "]" * 40 + "}\n", "ready-shape"),
        ("form: women\nversion: 1\nvalues: {name: 'سیمین\u202e'}\n", "ready-hidden"),
        ("form: women\nversion: 1\nvalues: {name: 'سیمین\x07'}\n", "control-character"),
        ("form: women\nversion: 1\nvalues: {name: [" + "x," * (MOST_ITEMS + 1) + "]}\n", "too-many-items"),
        ("form: women\nversion: 1\nvalues: {name: '" + "آ" * MOST_BYTES + "'}\n", "ready-large"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(text, code):
    assert code in codes(text)


def test_a_file_that_is_no_text_is_refused():
    for raw in (b"PK\x03\x04rest", b"\xff\xfe\x00", b"\x00" * 70_000):
        submissions, problems = read_ready_file(raw, "x.yml")
        assert submissions == [] and problems and say(problems[0], Audience.DOOR)


@given(st.text(max_size=300))
def test_no_text_crashes_the_reader(text):
    codes(text)


@given(st.text(alphabet="form:womenversl 1\n-&*!{}[]\"'|>?,#\u202eآ", max_size=200))
def test_no_piece_of_yaml_crashes_the_reader(text):
    codes("form: women\nversion: 1\nvalues:\n  " + text)


_scalars = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn", "Co")), min_size=1, max_size=40
).filter(str.strip)
_keys = st.from_regex("[a-z_]{1,12}", fullmatch=True)
_rows = st.dictionaries(_keys, _scalars | st.lists(_scalars, min_size=1, max_size=3), min_size=1, max_size=4)


@given(st.dictionaries(_keys, _scalars | st.lists(_scalars, max_size=4) | st.lists(_rows, max_size=3), max_size=6))
def test_every_record_of_the_shape_is_read_whole(values):
    text = json.dumps({"form": "women", "version": 1, "values": values}, ensure_ascii=False)
    submissions, problems = read_ready(text, "x")
    hidden = {problem.code for problem in problems}
    assert hidden <= {"ready-hidden"}
    if not problems:
        assert submissions[0].values == values
