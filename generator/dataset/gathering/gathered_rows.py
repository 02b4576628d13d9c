"""Make rows of what other banks have published: those of a dataset that says ``gathered`` come from nowhere else.

Each record gets the id ``<bank>-<id>``, the bank that it comes from and the address of its page there. From then on its
rows are checked as any others are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from generator.dataset.descriptor import AREAS, Field, Package, Resource
from generator.dataset.gathering.published_package import Line, Published, opened
from generator.dataset.problems import package_kinds
from generator.dataset.problems.problem import Place, Problem
from generator.dataset.reading.rows import Dataset, Row
from generator.persian.names.personal_names import SLUG
from generator.runtime import stages

# The field of a bank that holds the address of its package, and that of a record with the address of its page.
PACKAGE, PAGE = "package", "page"
_ID = re.compile(SLUG)
# A name and password before the host, or a key among what is asked for.
_SECRET = re.compile(
    r"://[^/?#]*@|[?&;](?:[^=&;]*(?:token|key(?!word)|secret|signature|password|credential)[^=&;]*|sign?)=", re.I
)
_Rows = dict[str, list[Row]]


def gather(dataset: Dataset) -> None:
    """Add the rows of all gathered resources: of every bank that the dataset names, in their order."""
    package = dataset.package
    resources = [item for item in package.roots if item.gathered]
    for name in dict.fromkeys(str(item.gathered) for item in resources):
        for bank in dataset.rows[name]:
            with stages.stage("gather"):
                _add(dataset, [item for item in resources if item.gathered == name], bank)


def in_tables(problem: Problem, dataset: Dataset) -> Problem:
    """Return a problem of a gathered row at the place where it stands: a line of a table of its bank."""
    tables = dataset.tables.get(problem.file.partition("#")[0])
    if not tables or problem.resource not in tables:
        return problem
    others = tuple(Place(one.file.partition("#")[0], one.line, one.name) for one in problem.others)
    return replace(problem, file=tables[problem.resource], others=others)


def _add(dataset: Dataset, resources: list[Resource], bank: Row) -> None:
    """Add what one bank has published of some resources."""
    home, problems = dataset.package.folder.parent, dataset.problems
    own, of = bank.cells.get("id", ""), bank.cells.get("name", "")
    address = bank.cells.get(PACKAGE)
    if not address:
        return  # the field is required, and the checks say so
    found = len(problems)
    if _SECRET.search(address):
        problems.append(Problem(bank.file, bank.line, package_kinds.PACKAGE_SECRET, record=of, field=PACKAGE))
        dataset.broken.update(resource.name for resource in resources)
        return
    published = opened(address, home, of, problems)
    if published and published.synthetic and not dataset.package.raw.get("synthetic"):
        problems.append(Problem(str(published.store), 0, package_kinds.PACKAGE_MADE_UP, record=of))
        published = None
    for resource in resources:
        if published and resource.name in published.resources:
            make = _Gathering(dataset.package, published, own, problems)
            dataset.tables[str(published.store)] = {
                name: published.place(name) for name in published.resources if name in dataset.package.resources
            }
            for file, rows in make.records(resource):
                _keep(dataset, resource, file, rows)
        if len(problems) > found:
            dataset.broken.add(resource.name)


def _keep(dataset: Dataset, resource: Resource, file: str, rows: _Rows) -> None:
    """Add the rows of one record, as those of a file of its own."""

    def add(_text: str, _name: str, _resource: Resource, part: Dataset) -> None:
        for name, own in rows.items():
            part.rows[name].extend(own)

    if dataset.kept:
        dataset.kept.add(repr(rows), file, resource, dataset, add)
    else:
        add("", file, resource, dataset)


class _Gathering:
    """The rows that one published package gives."""

    def __init__(self, package: Package, published: Published, bank: str, problems: list[Problem]) -> None:
        self.package, self.published, self.bank, self.problems = package, published, bank, problems

    def records(self, resource: Resource) -> Iterator[tuple[str, _Rows]]:
        """Yield the rows of each record and of its lists, with the name that stands for its file."""
        name = resource.name
        if not self.published.has_pages(name):
            place = self.published.place(name)
            problem = Problem(place, 0, package_kinds.PACKAGE_NO_PAGES, record=self.published.of, title=resource.title)
            self.problems.append(problem)
            return
        lines = self.published.rows(name, self.problems)
        lists = self._lists(resource) if lines else {}  # of a table that could not be read the lists are nobody's
        for line in lines:
            record = line.cells.get("id", "")
            if not _ID.fullmatch(record):
                place = self.published.place(name)
                self.problems.append(
                    Problem(place, line.line, package_kinds.PACKAGE_ID, name, field="id", found=record)
                )
                continue
            file = self._file(record)
            cells = self._cells(resource, line)
            cells |= {"id": self._own(record), PAGE: self.published.page(name, record)}
            cells |= {item.name: self.bank for item in resource.fields if item.reference == resource.gathered}
            yield file, {name: [Row(file, line.line, cells)], **lists.pop(record, {})}
        for record, rows in lists.items():
            child, (row, *_) = next(iter(rows.items()))
            place, title = self.published.place(child), resource.title
            self.problems.append(
                Problem(place, row.line, package_kinds.PACKAGE_ORPHAN, child, title=title, found=record)
            )

    def _lists(self, parent: Resource) -> dict[str, _Rows]:
        """Return the rows of all lists below a resource, by the id of the record that they are of."""
        found: dict[str, _Rows] = defaultdict(lambda: defaultdict(list))
        for child in self.package.children[parent.name]:
            if child.name in self.published.resources:
                keys = [item.name for item in child.fields[: child.key_length]]
                for line in self.published.rows(child.name, self.problems):
                    record, *places = (line.cells.get(name, "") for name in keys)
                    cells = {keys[0]: self._own(record)} if record else {}
                    cells |= {key: place for key, place in zip(keys[1:], places, strict=True) if place}
                    row = Row(self._file(record), line.line, cells | self._cells(child, line))
                    found[record][child.name].append(row)
            for record, rows in self._lists(child).items():
                for name, own in rows.items():
                    found[record][name].extend(own)
        return found

    def _cells(self, resource: Resource, line: Line) -> dict[str, str]:
        """Return what this package asks of a row; what names a record of the bank becomes its name here."""
        return {
            item.name: self._value(resource, item, line.cells[item.name])
            for item in resource.own_fields
            if item.name in line.cells
        }

    def _value(self, resource: Resource, item: Field, value: str) -> str:
        other = self.package.resources.get(item.reference or "")
        if other:
            return self._own(value) if other.gathered else value
        target = "" if item.area or item.categories else self.published.reference(resource.name, item.name)
        if not target:
            return value
        return AREAS.get(value) or self.published.labels(target, self.problems).get(value, value)

    def _own(self, record: str) -> str:
        return f"{self.bank}-{record}"

    def _file(self, record: str) -> str:
        return f"{self.published.store}#/{self._own(record)}.yml"
