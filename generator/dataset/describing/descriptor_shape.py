"""What may stand in the descriptor: the shape of every property."""

from __future__ import annotations

import re
from typing import Any

from generator.dataset.leading_questions import SHAPE as QUESTIONS
from generator.dataset.shapes import (
    ANY,
    COUNT,
    FLAG,
    NAME,
    NAMES,
    NUMBER,
    PLAIN,
    TEXT,
    TEXT_OR_NUMBER,
    WORD,
    Keys,
    Leaf,
    ListOf,
    MapOf,
    one_of,
)
from generator.persian.names.personal_names import SLUG

TYPES = ("string", "integer", "number", "boolean")
CALENDARS = ("jalali", "historical")
LOCAL = "local"
_RESOURCE_NAME = re.compile(SLUG)
_FIELD_NAME = re.compile("[A-Za-z_][A-Za-z0-9_-]*")


def _is_pattern(value: Any) -> bool:
    try:
        return isinstance(value, str) and re.compile(value) is not None
    except (re.error, RecursionError, OverflowError):
        return False


def _is_place(value: Any) -> bool:
    return (
        WORD.fits(value)
        and not re.search(r"[:\\\x00-\x1f]", value)
        and not value.startswith("/")
        and not {"", ".", ".."} & set(value.split("/"))
    )


PLACE = Leaf("مسیری که باید نسبی و درون همین پوشه باشد", _is_place)
_CONSTRAINTS = Keys(
    {
        **dict.fromkeys(("required", "unique"), FLAG),
        **dict.fromkeys(("minLength", "maxLength"), COUNT),
        **dict.fromkeys(("minimum", "maximum"), NUMBER),
        "pattern": Leaf("الگویی درست (regular expression)", _is_pattern),
    }
)
FIELD = Keys(
    {
        "name": Leaf(
            "نامی از حرف‌های لاتین، رقم و _", lambda value: WORD.fits(value) and bool(_FIELD_NAME.fullmatch(value))
        ),
        "title": WORD,
        **dict.fromkeys(("description", "format", "unit", "group", "of", "former"), TEXT),
        "type": one_of(*TYPES),
        "example": PLAIN,
        "constraints": _CONSTRAINTS,
        "categories": ListOf(Keys({"value": PLAIN, "label": WORD}, ("value", "label")), 1),
        "calendar": one_of(*CALENDARS),
        "formerly": MapOf(TEXT),
        "among": MapOf(ListOf(NAME, 1)),
        "area": one_of(True, False, LOCAL),
        **dict.fromkeys(
            "future derived consent contact link multiline markdown image facet".split(), FLAG
        ),
    },
    ("name", "title"),
    examples={"name": "، مانند name: founded", "title": "، به فارسی، مانند title: سال تأسیس"},
)  # fmt: skip
_REFERENCE = Keys({"resource": NAME, "fields": NAMES}, ("resource", "fields"))
_SCHEMA = Keys(
    {
        "fields": ListOf(FIELD, 1),
        "primaryKey": NAMES,
        "uniqueKeys": ListOf(NAMES),
        "foreignKeys": ListOf(Keys({"fields": NAMES, "reference": _REFERENCE}, ("fields", "reference"))),
        "missingValues": ListOf(TEXT),
    },
    ("fields", "primaryKey"),
    examples={
        "fields": " زیر schema، مانند fields: [{name: id, title: شناسه}]",
        "primaryKey": " زیر schema و هم‌تراز fields، مانند primaryKey: id",
    },
)
_SOURCES = ListOf(Keys({}, open=True))
_LICENCES = ListOf(Keys(dict.fromkeys(("name", "title", "path"), WORD), ("name",)))
RESOURCE = Keys(
    {
        "name": Leaf(
            "نامی از حرف‌های کوچک لاتین، رقم و خط تیره",
            lambda value: WORD.fits(value) and bool(_RESOURCE_NAME.fullmatch(value)),
        ),
        "title": WORD,
        **dict.fromkeys(("path", "folder"), PLACE),
        **dict.fromkeys(("description", "record", "group", "prefix"), TEXT),
        **dict.fromkeys(("layout", "parent", "property", "gathered"), NAME),
        "format": one_of("csv"),
        "identity": NAMES,
        **dict.fromkeys(("floor", "minimum"), COUNT),
        **dict.fromkeys(("submit", "derived", "private", "people", "selective", "facet"), FLAG),
        "data": ListOf(ANY),
        "rules": ListOf(ANY),
        "questions": QUESTIONS,
        "schema": _SCHEMA,
        "sources": _SOURCES,
        "licenses": _LICENCES,
    },
    ("name", "title", "schema"),
    examples={
        "name": "، مانند name: workshops",
        "title": "، به فارسی، مانند title: کارگاه‌ها",
        "schema": " و زیر آن fields و primaryKey را",
    },
)
PACKAGE = Keys(
    {
        **dict.fromkeys(("name", "title", "description", "homepage"), TEXT),
        "subject": WORD,
        "version": TEXT_OR_NUMBER,
        "created": PLAIN,
        "licenses": _LICENCES,
        "contributors": ListOf(Keys({}, open=True)),
        "sources": _SOURCES,
        "keywords": ListOf(WORD),
        "resources": ListOf(RESOURCE, 1),
        "synthetic": FLAG,
    },
    ("resources",),
)


def names_of(value: Any) -> tuple[str, ...]:
    """Return the names that a property holds: one alone, or several."""
    return (value,) if isinstance(value, str) else tuple(value or ())
