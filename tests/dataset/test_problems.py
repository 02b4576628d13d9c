"""The faces of problems: each sign escaped once, and errors before doubts."""

from __future__ import annotations

import json
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dataset.problems import file_kinds, person_kinds
from generator.dataset.problems.kind import ERROR, WARNING
from generator.dataset.problems.printing import FORMATS, markdown_cell, render
from generator.dataset.problems.problem import Problem

_DOUBT = Problem("data/a.csv", 1, person_kinds.NAME_SEVERAL, found="a")
_FAULT = Problem("data/z.csv", 9, file_kinds.PHOTO_UNUSED, found="z")


@given(st.text())
def test_a_cell_shows_what_was_written_and_means_nothing_more(text: str):
    cell = markdown_cell(text)
    assert unescape(cell) == unescape(text.replace("&", "&amp;").replace("\n", " ").replace("\r", " "))
    assert not set("\\`|<>[]@*_~\n\r") & set(cell)
    assert "://" not in cell.lower() and "www." not in cell.lower()


def test_a_name_with_a_line_below_it_is_shown_as_such():
    assert markdown_cell("Simin_Daneshvar & #1") == "Simin&#95;Daneshvar &#38; &#35;1"


@pytest.mark.parametrize("style", FORMATS)
def test_errors_come_before_doubts_whatever_file_they_are_in(style: str):
    report = render([_DOUBT, _FAULT], style)
    assert report.index("data/z.csv") < report.index("data/a.csv")
    if style == "json":
        assert [item["severity"] for item in json.loads(report)] == [ERROR, WARNING]
