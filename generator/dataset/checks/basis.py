"""What people are shown with: photos that are there, and achievements with a source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.dataset.checks.context import Context
from generator.dataset.descriptor import Resource
from generator.dataset.problems import file_kinds, person_kinds
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.rows import Row

# Pixels of the square that a photo fills on a profile and on a card.
LARGE_PHOTO, SMALL_PHOTO = 960, 480
_ALIVE = frozenset({"living", "unknown"})


def check(context: Context) -> Iterator[Problem]:
    """Yield photos that are missing or unused, and achievements without a source."""
    resource = context.package.resources.get("women")
    if resource is None:
        return
    for row in context.dataset.rows["women"]:
        yield from _photo(context, resource, row)
    yield from _achievements(context)
    yield from _unused(context)


def is_alive(life: str | None) -> bool:
    """Whether a person counts as living: «unknown» does, and so does nothing at all."""
    return (life or "unknown") in _ALIVE


def _photo(context: Context, resource: Resource, row: Row) -> Iterator[Problem]:
    if "photo" not in row.cells:
        return
    if str(PurePosixPath(row.file).parent / row.cells["photo"]) not in context.dataset.images:
        yield context.problem(resource, row, person_kinds.PHOTO_MISSING, "photo")


def _unused(context: Context) -> Iterator[Problem]:
    used = {
        str(PurePosixPath(row.file).with_name(name))
        for row in context.dataset.rows["women"]
        if "/" not in row.cells.get("photo", "/")
        for name in (row.cells["photo"], small_photo(row.cells["photo"]))
    }
    for image in context.dataset.images:
        if image not in used:
            yield Problem(image, 0, file_kinds.PHOTO_UNUSED, found=PurePosixPath(image).name)


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
            yield context.problem(resource, row, person_kinds.UNCITED, "text", found="")
        if row.cells.get("peak") == "true":
            peaks[row.file] += 1
            if peaks[row.file] == 2:
                yield context.problem(resource, row, person_kinds.TWO_PEAKS, "peak")
