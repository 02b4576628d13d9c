"""Records of people: each is of one person alone, and none is back that was withdrawn."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.dataset.checks.context import Context
from generator.dataset.people.consent import is_alive
from generator.dataset.people.fingerprints import fingerprint_of, marks_by_key, of_other_keys
from generator.dataset.people.people_shape import WITHDRAWN
from generator.dataset.problems import person_kinds
from generator.dataset.problems.problem import Problem
from generator.persian.digits import fa

_TITLE = re.compile("(?:سرکار |خانم )*(?:دکتر|مهندس|پروفسور|سرکار خانم|حاجیه(?: خانم)?)(?= )")
# A title of today; that of a woman of the past is part of her name.
_OF_TODAY = re.compile(r"خانم(?= \S+ \S)")
# What joins two names in one cell; that signs and digits stand in no name is a matter of its pattern.
AND = " و "
# Two names, or one from its end; what tells whose daughter a woman was is part of hers.
_PARTED = re.compile("([^،]+)، (?!(?:دختر|نوه|خواهر|مادر|بنت|همسر|ملقب|معروف|مشهور) )([^،]+)")


def check(context: Context) -> Iterator[Problem]:
    """Yield names that are not those of one person alone, and the withdrawn."""
    yield from _names(context)
    yield from _withdrawn(context)


def _names(context: Context) -> Iterator[Problem]:
    for resource in context.package.people:
        # Where a title has a place of its own, that is said too.
        titled = person_kinds.NAME_TITLE if "honorific" in resource.by_name else person_kinds.NAME_TITLE_ALONE
        for row in context.dataset.rows[resource.name]:
            name = row.cells.get("name", "")
            parted = _PARTED.fullmatch(name)
            if parted and " " not in parted[1]:
                better = f"{parted[2]} {parted[1]}"
                yield context.problem(resource, row, person_kinds.NAME_TURNED, "name", suggestion=better)
            elif parted or AND in name:
                yield context.problem(resource, row, person_kinds.NAME_SEVERAL, "name")
            title = _TITLE.match(name) or (is_alive(row.cells.get("life")) and _OF_TODAY.match(name))
            if title:
                better = name[title.end() :].strip()
                yield context.problem(resource, row, titled, "name", found=title[0], suggestion=better)


def _withdrawn(context: Context) -> Iterator[Problem]:
    rows = context.dataset.rows.get(WITHDRAWN, ())
    strange = of_other_keys(rows, context.key)
    if strange:
        resource = context.package.resources[WITHDRAWN]
        count = fa(len(strange))
        yield context.problem(resource, strange[0], person_kinds.WITHDRAWN_KEY, "key", found=count)
    prints = marks_by_key(rows, context.key)
    for name in context.package.withdrawable:
        resource = context.package.resources[name]
        for row in context.dataset.rows[name]:
            if any(made and fingerprint_of(resource, row.cells, key) in made for key, made in prints.items()):
                yield context.problem(resource, row, person_kinds.WITHDRAWN, "id")
