"""Read the datasets: files into rows that know their file and line. Nothing is believed before it is checked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.dataset.descriptor import Package, Resource
from generator.dataset.gathering.gathered_rows import gather
from generator.dataset.problems import file_kinds
from generator.dataset.problems.kind import Role
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.csv_tables import add_table
from generator.dataset.reading.files import IMAGE, limit_of, resource_files, shown, strays
from generator.dataset.reading.kept import Kept
from generator.dataset.reading.rows import Dataset
from generator.dataset.reading.yaml_records import add_record
from generator.dataset.texts import read_text
from generator.runtime import stages


def read(
    package: Package,
    overlay: Mapping[str, str | None] | None = None,
    kept: Kept | None = None,
) -> Dataset:
    """Read every resource of the package; each file is a step of the stage.

    ``kept`` holds what was read before: a file whose text is still the same is not read again.

    ``overlay`` holds texts that stand in for files, or beside them, by the name that messages show: the package as it
    would be with them. Where there is None instead of a text, the file is read as if it were not there.
    """
    dataset = Dataset(package, {name: [] for name in package.resources}, kept=kept.reading(package) if kept else None)
    dataset.problems.extend(strays(package))
    waiting = dict(overlay or {})
    hidden = {name for name, text in waiting.items() if text is None}
    dataset.images.extend(name for name in waiting if name.endswith(IMAGE) and name not in hidden)
    for resource in package.roots:
        found = len(dataset.problems)
        for path in resource_files(resource, package, dataset.problems, dataset.images):
            name = shown(path, package)
            if name not in hidden:
                read_file(path, resource, dataset, waiting.pop(name, None))
            elif not resource.folder:
                dataset.problems.append(Problem(name, 0, file_kinds.MISSING_FILE, found=path.name))
            stages.did()
        if any(problem.kind.role is Role.UNSEEN for problem in dataset.problems[found:]):
            dataset.broken.add(resource.name)
        if resource.folder and waiting:
            folder = shown(package.folder / resource.folder, package) + "/"
            for name in [name for name in waiting if name.startswith(folder) and not name.endswith(IMAGE)]:
                text = waiting.pop(name)
                if text is not None:
                    add_text(text, name, resource, dataset)
    gather(dataset)
    dataset.images = [name for name in dataset.images if name not in hidden]
    return dataset


def read_file(path: Path, resource: Resource, dataset: Dataset, text: str | None = None) -> None:
    """Read one file, or the text that stands in for it, into rows of its resource."""
    name = shown(path, dataset.package)
    found = len(dataset.problems)
    if text is None:
        text = read_text(path, limit_of(resource), name, dataset.problems)
    if text is not None:
        add_text(text, name, resource, dataset)
    if resource.is_table and any(problem.kind.role is not Role.MENDED for problem in dataset.problems[found:]):
        dataset.broken.add(resource.name)


def add_text(text: str, name: str, resource: Resource, dataset: Dataset) -> None:
    """Add the rows of a file's text."""
    add = add_table if resource.is_table else add_record
    if dataset.kept:
        dataset.kept.add(text, name, resource, dataset, add)
    else:
        add(text, name, resource, dataset)
