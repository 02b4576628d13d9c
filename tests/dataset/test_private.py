"""Private facts: found as the eye sees them, and nothing else; hidden wherever something is said."""

from __future__ import annotations

import re
import sys
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dataset.private import PERSONAL, by_rules, facts, folded, hide, masked, telltale_words
from generator.dataset.private.first_look import may_hold_facts
from generator.dataset.private.telltale_words import told_of_her
from generator.dataset.problems import person_kinds, value_kinds, yaml_kinds
from generator.dataset.problems.printing import FORMATS, render
from generator.dataset.problems.problem import Place, Problem, say
from generator.dataset.reading.settings import settings_of
from generator.dataset.reading.yaml_records import compose
from tests.chance import tries
from tests.support import private_texts

FACTS, HARMLESS = private_texts("facts"), private_texts("harmless")
OF_HER = private_texts("words")
TOLD = {
    "birth": {"told-birth-day"},
    "family": {"told-family"},
    "health": {"told-health"},
    "religion": {"told-religion"},
    "charity": {"told-charity"},
    "record": {"told-education", "told-office"},
}


def bare(text: str) -> str:
    """Return a text without anything that could hide that it repeats a fact."""
    return re.sub(r"[\W_]", "", folded(text))


def repeats(text: str, secret: str) -> bool:
    return bare(secret) in bare(text)


def refused(text: str) -> set[str]:
    return {fact.code for fact in facts(text)} - {person_kinds.PRIVATE_ADDRESS.code}


def test_there_are_enough_texts_and_they_are_made_up_of_all_kinds():
    assert len(FACTS) >= 250 and len(HARMLESS) >= 400
    assert {one["kind"] for one in FACTS} >= PERSONAL | {"private-phone", "private-email", "private-handle"}
    assert all(any(one["held"] is held for one in texts) for texts in (FACTS, HARMLESS) for held in (True, False))


@pytest.mark.parametrize("held", [False, True])
def test_few_facts_are_missed(held):
    own = [one for one in FACTS if one["held"] is held]
    missed = [one["text"] for one in own if not refused(one["text"])]
    assert len(missed) <= 0.03 * len(own), missed


@pytest.mark.parametrize("held", [False, True])
def test_few_harmless_texts_are_refused(held):
    own = [one for one in HARMLESS if one["held"] is held]
    wrong = [one["text"] for one in own if refused(one["text"])]
    assert len(wrong) <= 0.005 * len(own), wrong


def test_no_harmless_text_is_surely_private():
    """For what is sure a whole issue is emptied."""
    assert [one["text"] for one in HARMLESS if any(fact.is_sure for fact in facts(one["text"]))] == []


def test_what_is_hidden_repeats_nothing_and_is_hidden_once():
    for one in FACTS:
        if refused(one["text"]):
            hidden = hide(one["text"])
            assert not repeats(hidden, one["secret"]), one
            assert hide(hidden) == hidden


@pytest.mark.parametrize("style", FORMATS)
def test_no_face_of_a_problem_repeats_a_fact_whoever_made_it_and_wherever_it_stands(style):
    """A check knows nothing of private facts: whatever it puts into a problem is masked there."""
    for one in FACTS:
        text = one["text"]
        if not refused(text):
            continue
        name = text.replace("\n", " ")
        found = Problem(
            f"data/{name}.yml",
            1,
            yaml_kinds.UNKNOWN_KEY,
            "women",
            name,
            name,
            name,
            text,
            text,
            text,
            text,
            text,
            (Place(name, 1, text),),
            ((text, text),),
        )
        shown = render([found], style)
        shown += say(found) + str(found.place)
        assert not repeats(shown.replace("\\n", " "), one["secret"]), one


LINES = {
    "no colon": "name: x\nno colon {}\n",
    "quote": 'name: "{}\n',
    "colon": "name: x: {}\n",
    "dash": "name: x\nsources:\n  {}\n  - id: a\n",
    "directive": "%TAG {}\n",
    "anchor": "name: &{} x\n",
    "setting": "extra: [{}\n",
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_is_masked_before_it_is_cut(line):
    for room in range(24, 64):
        text = LINES[line].format("a" * room + "-0917-123-4567")
        found: list[Problem] = []
        assert compose(text, "x.yml", found) is None or found or line == "setting"
        found += settings_of(text, "mkdocs.yml")[1]
        assert found
        assert [say(one) for one in found if re.search("0917-?1|91712", render([one], "json"))] == []


def test_an_office_says_its_own_line_but_nobodys_mobile_number():
    assert Problem("f", 1, value_kinds.PATTERN, found="071-32345678", is_office=True).found == "071-32345678"
    assert Problem("f", 1, value_kinds.PATTERN, found="09171234567", is_office=True).found == "۰۹…۶۷"
    assert Problem("f", 1, value_kinds.PATTERN, found="071-32345678").found == "۰۷…۷۸"


DIGITS = ["0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９", "०१२३४५६७८९", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"]
GAPS = [
    "",
    " ",
    "-",
    "–",
    "—",
    "‑",
    "−",
    "ـ",
    ":",
    "،",
    ".",
    "/",
    "_",
    "\u200c",
    "\u00a0",
    "\t",
    "\n",
    " - ",
    ") ",
    "\u200b",
    "\u200f",
    "·",
    "|",
]
WORDS = st.sampled_from(["", " ", "شماره", "تماس: ", "گلیم‌باف، ", "(", "«"])
MOBILES = st.from_regex(r"09(0[1-5]|1[0-9]|2[0-3]|3[035-9]|9[0-4])[0-9]{7}", fullmatch=True)


@given(MOBILES, st.sampled_from(DIGITS), st.lists(st.sampled_from(GAPS), min_size=3, max_size=3), WORDS, WORDS)
@tries(1.5)
def test_a_mobile_number_is_seen_in_any_script_and_with_any_gaps(number, digits, gaps, before, after):
    groups = [number[:4], number[4:7], number[7:9], number[9:]]
    written = groups[0] + "".join(gap + group for gap, group in zip(gaps, groups[1:], strict=True))
    text = before + written.translate(str.maketrans("0123456789", digits)) + after.strip()
    assert [fact.code for fact in facts(text)] == ["private-mobile"]
    assert not repeats(hide(text), number[1:])


@given(st.text(st.sampled_from("0123456789۰۹ -–:.,/()+@آbcid\u200c\n|R"), max_size=40))
@tries(2)
def test_what_is_hidden_holds_no_fact_and_a_text_without_one_stays(text):
    hidden = hide(text)
    assert facts(hidden) == [] or hidden == masked(text)
    assert facts(text) or hidden == text


# Every text of both sorts, in pieces that may fall together anew; the words and signs that the rules know, and others.
PIECES = sorted(
    {piece for one in [*FACTS, *HARMLESS] for piece in re.findall(r"\w+|\W", one["text"])}
    | {name for one in FACTS for name in re.findall("[a-z]+", folded(one["text"]))}
    | set(
        "آی دی id ID ه ات اد ات‌ساین at (at) [a] -at- @ دات dot .me .ir .com / : :// tg skype x.com t.me کوچه پلاک واحد".split()
    )
    | set("9 12 071 0917 1234567 12345678 ۰۹۱۷ ir ﹫ ａ ① İ ſ ك ي \u200b \u200c \u00ad _ - .".split(" "))
)


@st.composite
def spoilt(draw):
    """Return a text that holds a fact, cut and put together with pieces that come between."""
    text = draw(st.sampled_from(FACTS))["text"]
    for _ in range(draw(st.integers(0, 4))):
        start, end = sorted(draw(st.integers(0, len(text))) for _ in range(2))
        end = start if draw(st.booleans()) else min(end, start + 3)
        text = text[:start] + draw(st.sampled_from(PIECES)) + text[end:]
    return text


@given(spoilt() | st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@tries(10)
def test_a_text_that_is_let_by_at_first_look_holds_nothing(text):
    seen = folded(text)
    assert may_hold_facts(seen) or not list(by_rules(seen))


def test_the_first_look_lets_nearly_all_harmless_texts_by():
    """Else it is no use."""
    assert sum(may_hold_facts(folded(one["text"])) for one in OF_HER) <= 0.1 * len(OF_HER)


@pytest.mark.parametrize("text", ["تل\u200bگرام: simin_art", "اينستاگرام simin_art", "İnstagram: simin_art"])
def test_a_fact_is_seen_whatever_is_hidden_in_the_words_before_it(text):
    assert [fact.code for fact in facts(text)] == ["private-handle"]


@given(st.text(max_size=60))
def test_what_is_seen_is_seen_the_same_again(text):
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize("written", ["۱ ", "۹ ۱ ۷ ", "۰ - "])
def test_the_work_grows_with_the_text_and_no_faster(written):
    """Counted in steps of the search and not in seconds, which a busy machine makes of any length."""
    taken = [steps(written * size) for size in (200, 800)]
    assert taken[1] <= 4.4 * taken[0] and taken[0] <= 2000 * 200, taken


def steps(text: str) -> int:
    """Return how many lines and calls of the rules run for a text."""
    count = 0

    def trace(*_):
        nonlocal count
        count += 1

    sys.setprofile(trace)
    try:
        facts(text)
    finally:
        sys.setprofile(None)
    return count


# --- words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("held", [False, True])
def test_what_words_tell_of_her_life_is_seen(held):
    own = [one for one in OF_HER if one["kind"] and one["held"] is held]
    missed = [one["text"] for one in own if not TOLD[one["kind"]] & set(told_of_her(one["text"]))]
    assert len(own) >= 20 and len(missed) <= 0.1 * len(own), missed


@pytest.mark.parametrize("held", [False, True])
def test_what_she_did_is_no_private_fact(held):
    for texts in (OF_HER, HARMLESS):
        own = [one["text"] for one in texts if one["held"] is held and (texts is HARMLESS or not one["kind"])]
        wrong = [text for text in own if told_of_her(text)]
        assert len(own) >= 30 and len(wrong) <= 0.02 * len(own), wrong


def test_the_first_look_misses_nothing_that_the_rules_find():
    """It is there to be quick, and is written beside the rules."""
    for one in [*OF_HER, *HARMLESS, *FACTS]:
        seen = telltale_words._QUOTED.sub("«»", folded(one["text"]))
        assert [
            kind.code
            for kind in telltale_words._KINDS
            if telltale_words._tells(kind, seen) and not telltale_words._may_tell(kind, seen)
        ] == []


@pytest.mark.parametrize("written", ["متولد ", "ازدواج ", "دکترای شیمی ", "۱۲ مهر ", "زنان ", "اکنون "])
def test_a_long_text_of_telling_words_is_read_quickly(written):
    began = process_time()
    told_of_her(written * (8000 // len(written)))
    assert process_time() - began < 2
