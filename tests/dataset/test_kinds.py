"""The kinds of problems: each is used, each has one code, and its sentences are good Persian."""

from __future__ import annotations

import re
from collections import Counter
from string import Formatter

from generator.dataset.problems.kind import ERROR, WARNING
from generator.persian.digits import ascii_digits
from generator.persian.spelling.normaliser import canonical
from tests.support import ROOT, kinds

KINDS = kinds()
SOURCE = {path: path.read_text("utf-8") for path in (ROOT / "generator").rglob("*.py")}
FIELDS = {"title", "key", "found", "expected", "record", "suggestion", "where", "others", "choices"}


def test_a_code_is_one_kind_and_a_kind_has_one_name() -> None:
    assert [code for code, times in Counter(kind.code for kind in KINDS).items() if times > 1] == []
    assert all(re.fullmatch("[a-z]+(-[a-z0-9]+)*", kind.code) for kind in KINDS)
    assert {kind.severity for kind in KINDS} == {ERROR, WARNING}


def test_every_kind_is_named_by_what_finds_it() -> None:
    written = "\n".join(text for path, text in SOURCE.items() if not path.stem.endswith("_kinds"))
    # Those that a rule of the descriptor or of private facts names by its code stand in a list of their own module.
    listed = "\n".join(
        found[0]
        for path, text in SOURCE.items()
        if path.stem.endswith("_kinds")
        for found in re.finditer(r"for kind in \(.*?\)", text, re.S)
    )
    unused = [
        kind.code
        for kind, (module, name) in KINDS.items()
        if not re.search(rf"\b{module.rpartition('.')[2]}\.{name}\b", written)
        and not re.search(rf"\b{module} import [^\n]*\b{name}\b", written)
        and not re.search(rf"\b{name}\b", listed)
    ]
    assert unused == []


def test_sentences_are_good_persian_and_ask_for_what_problems_hold() -> None:
    for kind in KINDS:
        for text in filter(None, (kind.text, kind.door)):
            parts = list(Formatter().parse(text))
            assert {name for _, name, _, _ in parts if name is not None} <= FIELDS, kind
            # What is put in stands for any word; only data writes its digits in another way than people do.
            plain = "".join(words + ("نام" if name is not None else "") for words, name, _, _ in parts)
            # Signs as they are to be typed are no part of the sentence.
            plain = re.sub(r"«[^«»\w]+»|(?<=نشانهٔ )[^\w\s](?: یا [^\w\s])?", "نام", plain)
            assert canonical(plain) == ascii_digits(plain), kind
            assert re.search("[.؟]$", plain) or text.endswith("}"), kind
