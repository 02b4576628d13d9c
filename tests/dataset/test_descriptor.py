"""A descriptor that does not hold together is said at its line: what was found, and what may stand there."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pytest
import yaml

from generator.dataset import descriptor
from generator.dataset.describing import descriptor_reader
from generator.dataset.descriptor import DescriptorError
from generator.dataset.problems.problem import say
from tests import mutating, support
from tests.support import ARTISTS

GOOD = """\
title: بانک
resources:
  - name: people
    title: زنان
    folder: people
    submit: true
    schema:
      fields:
        - name: id
          title: شناسه
          constraints: {required: true, maxLength: 60}
        - name: kind
          title: نوع
          categories:
            - {value: a, label: الف}
        - name: place
          title: جا
      primaryKey: id
      foreignKeys:
        - {fields: place, reference: {resource: places, fields: id}}
  - name: people-works
    title: کارها
    parent: people
    property: works
    schema:
      fields:
        - {name: person, title: زن, derived: true}
        - {name: position, title: جایگاه, type: integer, derived: true}
        - {name: text, title: متن}
      primaryKey: [person, position]
  - name: places
    title: جاها
    path: places.csv
    schema:
      fields:
        - {name: id, title: شناسه}
      primaryKey: id
"""


def load(text: str | bytes, folder: Path) -> list[tuple[int, str, str]]:
    """Return the line, the code and what was found of every problem of a descriptor."""
    path = folder / "datapackage.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    try:
        descriptor_reader.load(path)
    except DescriptorError as error:
        assert error.problems and all(say(problem) for problem in error.problems)
        assert all(problem.file == f"{folder.name}/datapackage.yaml" for problem in error.problems)
        return [(problem.line, problem.code, problem.found) for problem in error.problems]
    return []


def test_a_descriptor_that_holds_together(tmp_path):
    assert load(GOOD, tmp_path) == []
    unasked = GOOD.replace("property: works", "property: works\n    private: true\n    derived: true")
    assert load(unasked, tmp_path) == []


@pytest.mark.parametrize(
    ("before", "after", "line", "code", "found"),
    [
        ("title: بانک", "titel: بانک", 1, "shape-key", "titel"),
        ("title: بانک", "title: 5", 1, "shape-kind", "5"),
        ("title: بانک", "title: [", 3, "yaml-broken", "- name: people"),
        ("title: بانک", "title: &a بانک", 1, "yaml-alias", "&a"),
        ("title: بانک", "title: 2001-99-99", 1, "yaml-broken", "title: 2001-99-99"),
        ("title: بانک", "title: بانک\ntitle: بانک", 2, "duplicate-key", "title"),
        ("title: بانک", "<<<<<<< HEAD", 1, "conflict", ""),
        ("name: people\n", "name: ../people\n", 3, "shape-kind", "../people"),
        ("name: places\n", "name: people\n", 3, "shape-twice", "people"),
        ("folder: people", "folder: ../people", 5, "shape-kind", "../people"),
        ("path: places.csv", "path: http://example.org/x.csv", 33, "shape-kind", "http://example.org/x.csv"),
        ("path: places.csv", "description: x", 31, "shape-place", ""),
        ("submit: true", "submit: 1", 6, "shape-kind", "1"),
        ("submit: true", "submit: 'yes'", 6, "shape-kind", "yes"),
        ("submit: true", "floor: -1", 6, "shape-kind", "-1"),
        ("submit: true", "floor: true", 6, "shape-kind", "true"),
        ("submit: true", "layout: nowhere", 6, "shape-field", "nowhere"),
        ("submit: true", "rules: [{before: [id, nowhere]}]", 6, "shape-rule", ""),
        ("submit: true", "rules: [{before: [id]}]", 6, "shape-rule", ""),
        ("submit: true", "rules: [{required: [id], empty: [id]}]", 6, "shape-rule", ""),
        ("submit: true", "rules: [{required: [id], when: [id]}]", 6, "shape-rule", ""),
        ("submit: true", "rules: [{required: [id], problem: nosuch}]", 6, "shape-rule", ""),
        ("submit: true", "rules: [5]", 6, "shape-rule", ""),
        ("submit: true", "rules: [{after: [id]}]", 6, "shape-rule", ""),
        ("submit: true", "rules: [{only: [id]}]", 6, "shape-rule", ""),
        ("submit: true", "rules: [{only: {id: a, place: b}}]", 6, "shape-rule", ""),
        ("submit: true", "rules: [{only: {nowhere: a}}]", 6, "shape-rule", ""),
        ("submit: true", "rules: [{before: [id, place.id]}]", 6, "shape-rule", ""),
        ("submit: true", "rules: [{before: [place.nowhere, id]}]", 6, "shape-field", "place.nowhere"),
        ("submit: true", "rules: [{before: [id.id, place]}]", 6, "shape-field", "id.id"),
        ("submit: true", "submit: true\n    questions: []", 7, "shape-kind", "[]"),
        ("submit: true", "submit: true\n    questions: [{ask: که؟, fields: [nowhere]}]", 7, "shape-field", "nowhere"),
        ("submit: true", "submit: true\n    questions: [{ask: که؟, fields: [id, works, id]}]", 7, "shape-twice", "id"),
        (
            "submit: true",
            "submit: true\n    questions: [{ask: چه؟, fields: [works], parts: [id]}]",
            7,
            "shape-field",
            "id",
        ),
        (
            "submit: true",
            "submit: true\n    questions: [{ask: چه؟, fields: [kind], choices: [{label: ب, answers: {kind: b}}, {label: ا, answers: {kind: a}}]}]",
            7,
            "shape-field",
            "b",
        ),
        ("required: true", "required: [true]", 11, "shape-kind", "[…]"),
        ("maxLength: 60", "maxLength: sixty", 11, "shape-kind", "sixty"),
        ("maxLength: 60", "pattern: '['", 11, "shape-kind", "["),
        ("maxLength: 60", "minimum: 60", 11, "shape-constraint", "minimum"),
        (
            "title: جایگاه, type: integer",
            "title: ج, type: integer, constraints: {pattern: a}",
            28,
            "shape-constraint",
            "pattern",
        ),
        ("maxLength: 60", "minLenght: 60", 11, "shape-key", "minLenght"),
        ("label: الف", "lable: الف", 15, "shape-key", "lable"),
        ("{value: a, label: الف}", "a", 15, "shape-kind", "a"),
        ("          title: جا\n", "", 16, "shape-missing", "title"),
        ("name: place\n", "name: id\n", 16, "shape-twice", "id"),
        ("resource: places", "resource: cities", 20, "shape-resource", "cities"),
        ("{fields: place,", "{fields: city,", 20, "shape-field", "city"),
        ("{fields: place, reference: {resource: places, fields: id}}", "5", 20, "shape-kind", "5"),
        ("parent: people", "parent: people-works", 23, "shape-parent", "people-works"),
        ("property: works", "property: kind", 24, "shape-twice", "kind"),
        ("submit: true", "submit: true\n    private: true", 7, "shape-asked", "people"),
        ("property: works", "property: works\n    private: true", 25, "shape-asked", "people"),
        ("title: جایگاه, type: integer, derived: true", "title: جایگاه", 26, "shape-list-keys", ""),
        ("type: integer", "type: date", 28, "shape-kind", "date"),
    ],
)
def test_what_does_not_hold_is_said_at_its_line(before, after, line, code, found, tmp_path):
    assert before in GOOD
    assert (line, code, found) in load(GOOD.replace(before, after, 1), tmp_path)


def test_everything_is_said_at_once(tmp_path):
    text = GOOD.replace("title: بانک", "titel: بانک").replace("submit: true", "submit: 1")
    assert [code for _, code, _ in load(text, tmp_path)] == ["shape-key", "shape-kind"]


@pytest.mark.parametrize(
    "text", ["5", "[]", "x", "{}", "resources: []", "[" * 3000, "? [a]: b", "!!python/name:os.system", "a: .nan"]
)
def test_what_is_no_descriptor_is_said(text, tmp_path):
    assert load(text, tmp_path)


def test_no_mutation_of_a_descriptor_is_a_crash(tmp_path):
    raw = yaml.safe_load(GOOD)
    for seed in range(150):
        chance = random.Random(seed)
        text = yaml.dump(mutating.of_values(raw, chance), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        load(text, tmp_path)
        load(mutating.of_bytes(GOOD.encode(), chance), tmp_path)


def doubts(text: str, folder: Path) -> list[tuple[int, str, str]]:
    """Return the line, the code and what was found of every doubt that validation tells of a descriptor."""
    (folder / "datapackage.yaml").write_text(text, "utf-8")
    found = descriptor.doubts(descriptor_reader.load(folder / "datapackage.yaml"))
    return [(problem.line, problem.kind.code, problem.found) for problem in found]


NAMED = GOOD.replace("    folder: people\n", "    record: زن\n    folder: people\n")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("    record: زن\n", "", [(4, "shape-no-record", "زنان")]),
        ("          title: جا\n", "          title: جا\n          facet: true\n", []),
        ("          categories:\n", "          facet: true\n          categories:\n", []),
        ("          constraints:", "          facet: true\n          constraints:", [(12, "shape-facet", "شناسه")]),
        ("    property: works\n", "    property: works\n    facet: true\n", [(26, "shape-facet", "کارها")]),
        ("title: متن}", "title: متن, facet: true}", [(30, "shape-facet", "متن")]),
        ("title: متن}", "title: متن, facet: true, calendar: jalali}", []),
    ],
)
def test_what_has_no_effect_or_reads_badly_is_a_warning(before, after, expected, tmp_path):
    assert doubts(NAMED, tmp_path) == []
    assert before in NAMED
    assert doubts(NAMED.replace(before, after, 1), tmp_path) == expected


def test_validate_tells_the_doubts_of_a_descriptor(tmp_path):
    data = shutil.copytree(ARTISTS, tmp_path / "data")
    path = data / "datapackage.yaml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"(?m)^    record: .*\n", "", text), "utf-8")
    result = support.run("validate", "--data", data, *support.TODAY)
    assert result.exit_code == 0 and "هشدار: resource «artists»، title: " in result.output


def test_a_key_that_is_missing_is_said_with_its_place(tmp_path):
    (tmp_path / "datapackage.yaml").write_text(GOOD.replace("      primaryKey: id\n", "", 1), "utf-8")
    with pytest.raises(DescriptorError, match="زیر schema و هم‌تراز fields، مانند primaryKey: id"):
        descriptor_reader.load(tmp_path / "datapackage.yaml")
