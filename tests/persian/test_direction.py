"""The order in which the eye meets the runs of a line, from its left edge."""

from __future__ import annotations

import pytest

from generator.persian.direction import Run, runs


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", []),
        ("سیمین دانشور", ["سیمین دانشور←"]),
        ("می‌نویسد", ["می‌نویسد←"]),
        ("سال ۱۳۰۰", ["۱۳۰۰→", "سال ←"]),
        ("از ۱۳۰۰ تا ۱۳۹۰ بود", [" بود←", "۱۳۹۰→", " تا ←", "۱۳۰۰→", "از ←"]),
        # A span is read from the right: its first year stands at the right.
        ("۱۳۰۰–۱۳۹۰", ["۱۳۹۰→", "–←", "۱۳۰۰→"]),
        ("۱٬۲۵۰٫۵ ریال", [" ریال←", "۱٬۲۵۰٫۵→"]),
        ("نسخهٔ 1.5 است", [" است←", "1.5→", "نسخهٔ ←"]),
        ("گواهی ISO 9001 دارد", [" دارد←", "ISO 9001→", "گواهی ←"]),
        ("کتاب Daughter of Persia، چاپ دوم", ["، چاپ دوم←", "Daughter of Persia→", "کتاب ←"]),
        ("(UNESCO)", [")←", "UNESCO→", "(←"]),
        ("ABC", ["ABC→"]),
        # Both brackets of a pair stand on one side, at the end of a line too.
        ("کتاب Persia (1992)", ["Persia (1992)→", "کتاب ←"]),
        ("کتاب Persia (چاپ ۲)", [")←", "۲→", " (چاپ ←", "Persia→", "کتاب ←"]),
        ("سازمان (UN [Rome])", [")←", "UN [Rome]→", "سازمان (←"]),
        ("باز (ABC", ["ABC→", "باز (←"]),
        # A mark above a letter stays with it.
        ("قرآنِ", ["قرآنِ←"]),
    ],
)
def test_runs_stand_in_the_order_of_the_eye(line, expected):
    assert [f"{run.text}{'←' if run.from_right else '→'}" for run in runs(line)] == expected


@pytest.mark.parametrize("line", ["", "الف", "a", "۱", " ", "الف a ۱ b.", "«a» ۱/۲", "\u200c"])
def test_no_letter_is_lost_or_doubled(line):
    assert sorted("".join(run.text for run in runs(line))) == sorted(line)
    assert all(isinstance(run, Run) and run.text for run in runs(line))
