"""The photos that records name are there, and no other lies beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.dataset.checks.context import Context
from generator.dataset.photo_sizes import small_photo
from generator.dataset.problems import file_kinds, person_kinds
from generator.dataset.problems.problem import Problem


def check(context: Context) -> Iterator[Problem]:
    """Yield photos that are missing or unused."""
    images, used = set(context.dataset.images), set[str]()
    for resource, rows in context.rows():
        for name in (field.name for field in resource.fields if field.image):
            for row in rows:
                photo = row.cells.get(name, "")
                if not photo:
                    continue
                beside = PurePosixPath(row.file).parent
                if str(beside / photo) not in images:
                    yield context.problem(resource, row, person_kinds.PHOTO_MISSING, name)
                if "/" not in photo:
                    used.update((str(beside / photo), str(beside / small_photo(photo))))
    for image in context.dataset.images:
        if image not in used:
            yield Problem(image, 0, file_kinds.PHOTO_UNUSED, found=PurePosixPath(image).name)
