"""Private facts in the data: what is found is refused, and what looks like a home address is a warning.

Fields declared as an office's contact may hold its own line and address, but no more than any other field what is a
person's own.

What words tell of a living person's own life is a warning, which never repeats them: a person has to read the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.dataset.checks.context import Context
from generator.dataset.descriptor import Field, Package, Resource
from generator.dataset.people.consent import PUBLIC_RECORD, is_alive
from generator.dataset.private import PERSONAL, facts, masked
from generator.dataset.private.seen_text import folded
from generator.dataset.private.telltale_words import ON_RECORD_ONLY, told_of_her
from generator.dataset.problems import person_kinds
from generator.dataset.problems.problem import Problem

PERSON, OFFICE = "person", "office"
# Of a number of eleven digits that is put in two places one half has so many.
_LONG = 6
_YEAR = re.compile("(?<![0-9])(?:1[2-4]|19|20)[0-9]{2}(?![0-9])")
# What people and their sources are called is not ours to mend.
_NAMES, _SOURCES = frozenset({"name", "latin", "sort"}), "sources"


def check(context: Context) -> Iterator[Problem]:
    """Yield private facts in the text of any field, numbers alone, and words about the life of a living person."""
    yield from _facts(context)
    yield from _bare(context)
    yield from _told(context)


def _facts(context: Context) -> Iterator[Problem]:
    """Yield private facts in the text of any field; of an office's contact, those that are a person's own."""
    for resource in context.package.resources.values():
        for field in resource.fields:
            if kind := guard(field):
                for row, fact in context.noted(resource, field, facts):
                    if kind == PERSON or fact.code in PERSONAL:
                        yield context.problem(
                            resource, row, person_kinds.PRIVATE[fact.code], field, found=masked(fact.text)
                        )


def _bare(context: Context) -> Iterator[Problem]:
    """Yield texts of one line that are a long number and nothing else: half of one that somebody put in two answers."""
    for resource in context.package.resources.values():
        for field in resource.fields:
            if field.is_text and guard(field) == PERSON and not field.multiline and "pattern" not in field.constraints:
                for row, _ in context.noted(resource, field, _number_alone):
                    yield context.problem(resource, row, person_kinds.PRIVATE_NUMBER, field, found="…")


def _number_alone(text: str) -> list[str]:
    if sum(map(str.isdecimal, text)) < _LONG:
        return []
    seen = _YEAR.sub("", folded(text))
    is_alone = sum(map(str.isdecimal, seen)) >= _LONG and not any(map(str.isalpha, seen))
    return [seen] if is_alone and not facts(text) else []


def _told(context: Context) -> Iterator[Problem]:
    for resource in context.package.resources.values():
        root = context.package.root_of(resource)
        for field in _prose(resource) if root.people else ():
            for row, told in context.noted(resource, field, told_of_her):
                # A list stands in the file of its person, so that of a file nothing else needs to be known.
                person = context.by_file.get(row.file, row.cells) if resource.parent else row.cells
                # A field that asks for consent is refused on public record, whatever it says.
                on_record = person.get("basis") == PUBLIC_RECORD and not field.consent
                if is_alive(person.get("life")) and (told not in ON_RECORD_ONLY or on_record):
                    yield context.problem(resource, row, person_kinds.TOLD[told], field, found="")


def told_fields(package: Package, resource: Resource) -> frozenset[str]:
    """Return the names of the fields whose words are read for what they tell of a person's own life."""
    return frozenset(field.name for field in _prose(resource)) if package.root_of(resource).people else frozenset()


def _prose(resource: Resource) -> list[Field]:
    """Return the fields in which somebody writes about a person in sentences of their own."""
    if resource.property == _SOURCES:
        return []
    return [
        field
        for field in resource.fields
        if field.is_text and not (field.of or field.contact or field.name in _NAMES or "pattern" in field.constraints)
    ]


def guard(field: Field) -> str:
    """Return whose facts a field must not hold: anybody's (PERSON), a person's own (OFFICE); empty where it is no text."""
    if field.type != "string" or field.calendar or field.categories or field.derived:
        return ""
    return OFFICE if field.is_office else PERSON
