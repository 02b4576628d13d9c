"""Test that hidden characters are found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.persian.spelling.invisible import Hidden, bidi_controls, has_hidden
from generator.persian.spelling.normaliser import canonical


def test_each_hidden_character_is_named_with_its_place() -> None:
    assert bidi_controls("زه\u202eرا\u200b\x07\ud800") == [
        Hidden(2, "\u202e", "bidi", "RIGHT-TO-LEFT OVERRIDE"),
        Hidden(5, "\u200b", "zero-width", "ZERO WIDTH SPACE"),
        Hidden(6, "\x07", "control", "U+0007"),
        Hidden(7, "\ud800", "broken", "U+D800"),
    ]


@pytest.mark.parametrize("text", ["", "می‌شود", "یک\n\tدو", "👩\u200d🔬 ❤\ufe0f", "Café", "ه\u200d.ش"])
def test_what_readers_need_is_not_reported(text: str) -> None:
    assert bidi_controls(text) == []
    assert not has_hidden(text)


@given(st.text(st.characters(exclude_categories=())))
def test_canonical_text_hides_nothing(text: str) -> None:
    assert not has_hidden(canonical(text))
