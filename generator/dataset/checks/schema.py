"""Types, constraints, keys and references, checked by frictionless over in-memory rows that our own proof does not accept.

Frictionless never opens a file: it gets every resource as ``[header, *rows]``, and its row numbers are turned back
into our files and lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from generator.dataset.checks import references
from generator.dataset.checks.acceptance import NUMBERS, accepts
from generator.dataset.checks.context import Context
from generator.dataset.descriptor import Field, Resource
from generator.dataset.private import hide
from generator.dataset.problems import record_kinds, value_kinds
from generator.dataset.problems.nearest import nearest
from generator.dataset.problems.phrases import (
    PATTERN_EXAMPLE,
    PATTERN_UNKNOWN,
    PATTERN_YEAR,
    PATTERNS,
    TELEPHONE,
    TELEPHONE_FAULTS,
    YEAR_PATTERN,
)
from generator.dataset.problems.problem import Place, Problem
from generator.dataset.reading.files import EXTENSION
from generator.dataset.reading.rows import Row
from generator.persian.digits import ascii_digits, fa
from generator.persian.spelling.normaliser import canonical

_CONSTRAINTS = {
    "minLength": value_kinds.MIN_LENGTH,
    "maxLength": value_kinds.MAX_LENGTH,
    "pattern": value_kinds.PATTERN,
    "minimum": value_kinds.MINIMUM,
    "maximum": value_kinds.MAXIMUM,
}
_TYPES = {"integer": value_kinds.TYPE_INTEGER, "number": value_kinds.TYPE_NUMBER}
_SAID = re.compile(r"(\d+(?:\.\d+)?)((?: (?:هزار|میلیون|میلیارد))+)?(?!\d)")
_THOUSANDS = {"هزار": 1_000, "میلیون": 1_000_000, "میلیارد": 1_000_000_000}
# What people reckon with, where the data holds rials.
_TOMAN, RIAL, _RIALS = re.compile("توما?ن"), "ریال", 10
# Thousands that are parted by points or slashes; one group after a point may be a decimal. A slash is a decimal point too.
PARTED = {
    kind: re.compile(rf"([1-9][0-9]{{0,2}})((?:[./][0-9]{{3}}){{{least},}})")
    for kind, least in (("integer", 1), ("number", 2))
}
_SLASH = re.compile(r"([0-9]+)/([0-9]{1,2})")
_TRUTH = {
    **dict.fromkeys(
        ["بله", "بلی", "آری", "هست", "است", "دارد", "yes", "y", "on", "1", "true", "درست", "✓", "✔"], "true"
    ),
    **dict.fromkeys(["خیر", "نه", "نیست", "ندارد", "no", "n", "off", "0", "false", "نادرست"], "false"),
}
# More digits than anything that is counted here has; decimals of 28 would no longer be exact.
_LONGEST = 18


def check_resource(name: str, context: Context) -> Iterator[Problem]:
    """Yield what frictionless finds in one resource of the package."""
    resource, rows = context.package.resources[name], context.dataset.rows[name]
    if not rows or accepts(resource, context):
        return
    for error in _errors(context, name):
        yield from _translate(error, resource, rows, context)
    yield from _numbers(resource, rows, context)


def _numbers(resource: Resource, rows: list[Row], context: Context) -> Iterator[Problem]:
    """Yield numbers that Python reads and the data does not hold; equal problems fall together in the end."""
    fields = [(field, NUMBERS[field.type]) for field in resource.fields if field.type in NUMBERS and not field.derived]
    for field, pattern in fields:
        name = field.name
        for row in rows:
            value = row.cells.get(name)
            if value is not None and pattern.fullmatch(value) is None:
                yield _wrong_type(resource, row, field, context)


def _errors(context: Context, name: str) -> list[Any]:
    # Imported here: 0.2 s that `--help` and a format run need not pay.
    import frictionless

    from generator.dataset.checks.frictionless_schema import columns, table_of

    own = context.package.resources[name]
    # Each resource comes with the columns that its keys refer to, and nothing else of theirs.
    keys: dict[str, set[str]] = {}
    for reference in own.references:
        if reference.resource not in context.dataset.broken and reference.resource not in (name, own.parent):
            keys.setdefault(reference.resource, set()).update(reference.targets)
    tables: list[frictionless.Resource] = []
    for other, targets in keys.items():
        names = [field.name for field in context.package.resources[other].fields if field.name in targets]
        tables.append(columns(other, names, partial(_cells, context, other, names)))
    tables.append(table_of(own, partial(_cells, context, name, list(own.by_name)), context.dataset.broken))
    package = frictionless.Package(resources=tables)
    # The rows alone: what else a validation looks at, the descriptor and the header, is ours and right.
    with package.get_resource(name) as table:
        return [error for row in table.row_stream for error in row.errors]


def _cells(context: Context, name: str, names: list[str]) -> Iterator[list[str]]:
    yield names
    for row in context.dataset.rows[name]:
        yield [row.cells.get(field, "") for field in names]


def _translate(error: Any, resource: Resource, rows: list[Row], context: Context) -> Iterator[Problem]:
    number = getattr(error, "row_number", None)
    row = rows[number - 2] if number and number - 2 < len(rows) else Row(resource.name, 0, {})
    if error.type == "primary-key":
        names = [name for name in resource.primary_key if not resource.by_name[name].derived or name == "id"]
        field = resource.by_name[names[-1] if names else resource.primary_key[-1]]
        if not any(name in row.cells for name in resource.primary_key) or field.constraints.get("unique"):
            return
        if resource.parent and context.record_of(resource, row) in context.repeated_ids:
            return  # the record itself stands twice: that is said once
        place = _first_place(row, field, resource.primary_key, rows, resource)
        yield context.problem(resource, row, record_kinds.DUPLICATE_VALUE, field, others=[place])
    elif error.type == "unique-error":
        field = resource.by_name[error.field_name]
        if resource.folder and not resource.is_table and field.name == "id":
            same = [other for other in rows if other.cells.get("id") == row.cells.get("id")]
            if sum(map(_is_named, same)) < 2:
                return  # a copy whose id was not changed: that its name says otherwise is said already
        place = _first_place(row, field, (field.name,), rows, resource)
        yield context.problem(resource, row, record_kinds.DUPLICATE_VALUE, field, others=[place])
    elif error.type == "foreign-key":
        field = resource.by_name[error.field_names[-1]]
        target = context.package.resources[error.reference_name]
        owner = resource.by_name[error.field_names[0]]
        yield from references.unknown(resource, row, field, owner, target, context)
    elif error.type == "blank-row":
        for field in resource.fields:
            if field.required:
                yield context.problem(resource, row, value_kinds.REQUIRED, field)
    elif hasattr(error, "field_name") and error.field_name in resource.by_name:
        field = resource.by_name[error.field_name]
        if error.type == "type-error":
            yield _wrong_type(resource, row, field, context)
        elif not _is_only_untidy(error, row, field):
            yield _constraint(error, resource, row, field, context)
    else:
        yield context.problem(resource, row, value_kinds.SCHEMA, found=error.note)


def _wrong_type(resource: Resource, row: Row, field: Field, context: Context) -> Problem:
    value = row.cells.get(field.name, "")
    if field.type == "boolean":
        return context.problem(
            resource,
            row,
            value_kinds.TYPE_BOOLEAN,
            field,
            suggestion=_TRUTH.get(canonical(value).strip().casefold(), ""),
        )
    if field.type in NUMBERS:
        close = _regrouped(value, field.type) or _number_in(value, field.unit)
        if not NUMBERS[field.type].fullmatch(close):
            close = ""
        return context.problem(resource, row, _TYPES[field.type], field, suggestion=close)
    return context.problem(resource, row, value_kinds.TYPE_OTHER, field)


def _regrouped(text: str, kind: str) -> str:
    """Return a number without the points or slashes between its thousands, or with a decimal point for its slash."""
    plain = canonical(text).strip()
    if match := PARTED[kind].fullmatch(plain):
        return re.sub("[./]", "", plain) if len(plain) <= 2 * _LONGEST else ""
    if match := _SLASH.fullmatch(plain):
        return f"{int(match[1])}.{match[2]}" if len(match[1]) <= _LONGEST else ""
    return ""


def _number_in(text: str, unit: str = "") -> str:
    """Return the one number that a text holds beside other signs, «5 میلیارد» in full, tomans as rials; or nothing."""
    plain = re.sub(r"(?<=\d)[,٬_،](?=\d{3})", "", canonical(text)).replace("٫", ".")
    found = _SAID.findall(plain)
    if len(found) != 1 or len(found[0][0]) > _LONGEST:
        return ""
    if re.search(r"هزار|میلی|صد", plain.replace(found[0][1], "") if found[0][1] else plain):
        return ""
    number = Decimal(found[0][0])
    for word in found[0][1].split():
        number *= _THOUSANDS[word]
    if _TOMAN.search(plain):
        if unit != RIAL:
            return ""
        number *= _RIALS
    return f"{number:f}" if number % 1 else f"{number:.0f}"


def _is_only_untidy(error: Any, row: Row, field: Field) -> bool:
    """Whether a text misses its pattern by spaces, foreign letters or hidden signs alone: that is said as such."""
    if not (field.is_text and error.note.startswith('constraint "pattern"')):
        return False
    tidy = canonical(row.cells.get(field.name, ""))
    return re.fullmatch(str(field.constraints["pattern"]), tidy) is not None


def _constraint(error: Any, resource: Resource, row: Row, field: Field, context: Context) -> Problem:
    name = error.note.split('"')[1] if '"' in error.note else ""
    if name == "required":
        return context.problem(resource, row, value_kinds.REQUIRED, field)
    if name == "enum":
        found = canonical(row.cells.get(field.name, ""))
        # What a label of once stood for is surely meant.
        meant = next((value for label, value in field.formerly.items() if canonical(label) == found), found)
        close = nearest(meant, field.categories)
        return context.problem(
            resource, row, value_kinds.UNKNOWN_VALUE, field, suggestion=close, choices=field.categories.items()
        )
    limit = field.constraints.get(name, "")
    value = row.cells.get(field.name, "")
    if name in ("minimum", "maximum"):
        kind = value_kinds.MINIMUM_RIALS if (name, field.unit) == ("minimum", RIAL) else _CONSTRAINTS[name]
        # Grouped by its thousands a telephone number would no longer be known, and so not be hidden.
        is_plain = NUMBERS["number"].fullmatch(value) and hide(value) == value
        shown = fa(Decimal(value)) if is_plain else value
        return context.problem(resource, row, kind, field, shown, fa(limit))
    if name == "pattern" and field.calendar:
        year = re.match(r"[0-9]{4}(?=-)", value)
        words = pattern_words(str(limit), field.example)
        return context.problem(
            resource, row, value_kinds.PATTERN, field, expected=words, suggestion=year[0] if year else ""
        )
    if name == "pattern":
        words = pattern_words(str(limit), field.example, value)
        number = _telephone(value) if limit == TELEPHONE else ""
        return context.problem(resource, row, value_kinds.PATTERN, field, expected=words, suggestion=number)
    length = fa(len(value)) if name == "maxLength" else ""
    kind = _CONSTRAINTS.get(name, value_kinds.SCHEMA)
    return context.problem(resource, row, kind, field, expected=fa(limit), where=length)


def pattern_words(pattern: str, example: str, value: str = "") -> str:
    """Return in words what a pattern asks for; of a value that is nearly right, what is wrong with it."""
    if pattern == TELEPHONE:
        plain = ascii_digits(value).strip()
        fault = next((words for shape, words in TELEPHONE_FAULTS.items() if re.fullmatch(shape, plain)), "")
        if fault:
            return fault
    # Four digits are a code that may begin with zero, or a year.
    words = PATTERN_YEAR if (pattern, example[:1]) == (YEAR_PATTERN, "1") else PATTERNS.get(pattern)
    if words:
        return words.format(example=PATTERN_EXAMPLE.format(example=example) if example else "")
    return PATTERN_UNKNOWN.format(example=example or pattern)


def _telephone(value: str) -> str:
    """Return the number of a telephone that was written in parts, without its zero or from its end; or nothing."""
    plain = ascii_digits(value).strip()
    digits = re.sub("[^0-9]", "", plain)
    if not any(re.fullmatch(shape, plain) for shape in TELEPHONE_FAULTS):
        return ""
    for attempt in (re.sub("^(00)?98", "0", digits), f"0{digits}", f"0{digits[8:].lstrip('0')}{digits[:8]}"):
        if re.fullmatch(TELEPHONE, attempt):
            return attempt
    return ""


def _is_named(row: Row) -> bool:
    """Whether a record's file is named after its id."""
    return row.file.rsplit("/", 1)[-1] == f"{row.cells.get('id', '')}{EXTENSION}"


def _first_place(row: Row, field: Field, key: Iterable[str], rows: list[Row], resource: Resource) -> Place:
    """Return the place of the field in another row that has the same key."""
    values = {name: row.cells.get(name) for name in key}
    for other in rows:
        if other is not row and all(other.cells.get(name) == value for name, value in values.items()):
            return Place(other.file, other.line_of(field.name))
    return Place(row.file, name=resource.title)
