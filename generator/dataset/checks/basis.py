"""What may be said of a person: her basis of publication, and what it allows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.dataset.checks.context import Context
from generator.dataset.checks.dates import bounds
from generator.dataset.descriptor import Resource
from generator.dataset.problems import Problem
from generator.dataset.rows import Row
from generator.persian.digits import fa

ADULT = 18
# Pixels of the square that a photo fills on a profile and on a card.
LARGE_PHOTO, SMALL_PHOTO = 960, 480
_ALIVE = frozenset({"living", "unknown"})
# A month or a day after the year.
_DAY = re.compile(r"\d{4}-\d\d")


def check(context: Context) -> Iterator[Problem]:
    """Yield what the basis of publication does not allow, and achievements without a source."""
    resource = context.package.resources.get("women")
    if resource is None:
        return
    for row in context.dataset.rows["women"]:
        yield from _person(context, resource, row)
        yield from _photo(context, resource, row)
    yield from _achievements(context)
    yield from _unused(context)


def is_alive(life: str | None) -> bool:
    """Whether a person counts as living: «unknown» does, and so does nothing at all."""
    return (life or "unknown") in _ALIVE


def _person(context: Context, resource: Resource, row: Row) -> Iterator[Problem]:
    cells = row.cells
    alive = is_alive(cells.get("life"))
    if not alive:
        return
    if "death" in cells:
        label = resource.by_name["life"].categories.get(cells.get("life", "unknown"), "")
        yield context.problem(resource, row, "life-death", "death", expected=label)
    basis = cells.get("basis")
    if basis is None:
        yield context.problem(resource, row, "no-basis", "basis")
    elif basis == "consent" and "consented" not in cells:
        yield context.problem(resource, row, "no-consent-date", "consented")
    elif basis == "public-record":
        if "consented" in cells:
            yield context.problem(resource, row, "consent-without-basis", "consented")
        for field in resource.fields:
            if field.consent and field.name in cells:
                yield context.problem(resource, row, "needs-consent", field, found="")
    birth = cells.get("birth", "")
    if birth:
        yield from _birth(context, resource, row, birth)


def _birth(context: Context, resource: Resource, row: Row, birth: str) -> Iterator[Problem]:
    span = bounds(birth)
    if span is None:
        return
    if _DAY.search(birth):
        yield context.problem(resource, row, "private-birth-day", "birth", found="…")
    adult_since = context.today.year - ADULT + context.today.timetuple().tm_yday / 366
    # Of a year alone the first day counts, so that nobody is turned away who may be of age.
    if span[0] > adult_since:
        yield context.problem(resource, row, "under-age", "birth", found="", expected=fa(ADULT))


def _photo(context: Context, resource: Resource, row: Row) -> Iterator[Problem]:
    if "photo" not in row.cells:
        return
    for name in ("photo_credit", "photo_permission"):
        if name not in row.cells:
            yield context.problem(resource, row, "photo-rights", "photo", expected=resource.by_name[name].title)
    if str(PurePosixPath(row.file).parent / row.cells["photo"]) not in context.dataset.images:
        yield context.problem(resource, row, "photo-missing", "photo")


def _unused(context: Context) -> Iterator[Problem]:
    used = {
        str(PurePosixPath(row.file).with_name(name))
        for row in context.dataset.rows["women"]
        if "/" not in row.cells.get("photo", "/")
        for name in (row.cells["photo"], small_photo(row.cells["photo"]))
    }
    for image in context.dataset.images:
        if image not in used:
            yield Problem(image, 0, "photo-unused", found=PurePosixPath(image).name)


def small_photo(name: str) -> str:
    """Return the name of a photo's small size, which may stand beside it: ``x.webp`` → ``x-480.webp``."""
    return f"{name.removesuffix('.webp')}-{SMALL_PHOTO}.webp"


def _achievements(context: Context) -> Iterator[Problem]:
    resource = context.package.resources["women-achievements"]
    cited = {
        (row.file, row.cells.get("woman"), row.cells.get("achievement"))
        for row in context.dataset.rows["women-citations"]
    }
    peaks: Counter[str] = Counter()
    for row in context.dataset.rows["women-achievements"]:
        if (row.file, row.cells.get("woman"), row.cells.get("position")) not in cited:
            yield context.problem(resource, row, "uncited", "text", found="")
        if row.cells.get("peak") == "true":
            peaks[row.file] += 1
            if peaks[row.file] == 2:
                yield context.problem(resource, row, "two-peaks", "peak")
