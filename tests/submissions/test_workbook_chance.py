"""Workbooks that chance has made or changed: read or refused, and nothing is written."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from generator.dataset.problems.problem import Audience, say
from tests.chance import tries
from tests.submissions.reading import read, typed
from tests.submissions.workbooks import opened, packed, parts, saved
from tests.support import BASE


@tries(0.3)
@given(st.binary(max_size=600))
def test_random_bytes_are_a_problem_and_no_error(raw: bytes) -> None:
    for content in (raw, b"PK\x03\x04" + raw, b"\xd0\xcf\x11\xe0" + raw):
        submissions, problems = read(content)
        assert not submissions
        assert all(say(problem, Audience.DOOR) for problem in problems)
        assert problems


@cache
def _whole() -> bytes:
    return typed()


@tries(0.4)
@given(st.integers(0, 2**32), st.integers(1, 12))
def test_a_workbook_with_bytes_changed_is_read_or_refused(seed: int, count: int) -> None:
    chance = random.Random(seed)
    raw = bytearray(_whole())
    for _ in range(count):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    _submissions, problems = read(bytes(raw))
    assert all(say(problem, Audience.DOOR) for problem in problems)


@tries(0.4)
@given(st.integers(0, 2**32))
def test_a_workbook_with_changed_xml_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    found = parts(_whole())
    name = chance.choice([name for name in found if name.endswith((".xml", ".rels")) and "docProps" not in name])
    raw = bytearray(found[name])
    for _ in range(chance.randrange(1, 4)):
        start = chance.randrange(len(raw))
        piece = bytes(raw[chance.randrange(len(raw)) :][: chance.randrange(1, 60)])
        raw[start : start + chance.randrange(0, 40)] = chance.choice([piece, b"", b'"', b"<c/>", b"9" * 30, b"&#0;"])
    found[name] = bytes(raw)
    _submissions, problems = read(packed(found))
    assert all(say(problem, Audience.DOOR) for problem in problems)


@tries(0.3)
@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.text(max_size=30), st.floats(), st.booleans(), st.datetimes()), max_size=6),
        max_size=6,
    )
)
def test_any_cells_are_read_or_refused(rows: list[list[Any]]) -> None:
    book = opened(_whole())
    for row in rows:
        clean = [
            openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            for value in row
        ]
        book.worksheets[0].append(clean)
    try:
        content = saved(book)
    except (ValueError, OverflowError):
        return  # openpyxl itself cannot write it
    _submissions, problems = read(content)
    assert all(say(problem, Audience.DOOR) for problem in problems)


def test_nothing_is_written_while_reading(tmp_path: Path) -> None:
    before = sorted(path for path in BASE.rglob("*"))
    read(typed())
    assert sorted(path for path in BASE.rglob("*")) == before
