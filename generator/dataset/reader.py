"""Read the datasets: CSV and YAML into rows that know their file and line. Nothing is believed before it is checked.

Sizes are limited and bytes decoded strictly before any parser sees them; YAML scalars stay text, as CSV cells are,
so that a bare ``no`` or ``1399-02-31`` reaches the checks as it was written.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

from generator.dataset.descriptor import Package, Resource
from generator.dataset.diagnosis import MAY_BE_COMMENT, comment_line, diagnose
from generator.dataset.nearest import nearest
from generator.dataset.problems import WARNING, Problem
from generator.persian.digits import fa

YAML_LIMIT = 1_000_000
CSV_LIMIT = 20_000_000
EXTENSION = ".yml"
IMAGE = ".webp"
# What people's programs make of the two: the same file under another name.
_OTHER_NAMES = re.compile(r"(?:\.yml|\.yaml)?(?:\.yml|\.yaml|\.txt)", re.I)
_OTHER_IMAGES = (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".webp", ".avif", ".svg")
# How Word, Excel, archives, PDF and images begin.
_NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"{\\rtf")

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\x85\u2028\u2029\ufffe\uffff]")
_NESTED = re.compile(r"[\[{](?:[\s,]*[\[{]){15}|(?:[-?:] +){15}")
_HARMLESS = frozenset({"bom", "crlf", "blank-row"})
_TAG_OF = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}
_DEFAULT_TAGS = frozenset(_TAG_OF.values())
# Signs without which nothing can be nested deeply on one line: looked for first, since they cost next to nothing.
_MAY_NEST = ("[[", "[ [", "[{", "{[", "{{", "{ {", "[,", ": [", ": {", "- -", "- ?", "? -", "? ?", "[\n", "{\n")


class _TextLoader(yaml.CBaseLoader):
    """PyYAML's C loader for text scalars, with its search for a node's type, always the same here, cut short."""

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        """Keep no path: nothing depends on it."""

    def ascend_resolver(self) -> None:
        """Keep no path: nothing depends on it."""

    def resolve(self, kind: type[yaml.Node], value: object, implicit: object) -> str:
        """Return the default tag of a kind of node."""
        return _TAG_OF[kind]


@dataclass(slots=True)
class Row:
    """One row of a resource: ``cells`` by field name, empty ones left out, and the line of each."""

    file: str
    line: int
    cells: dict[str, str]
    lines: dict[str, int]

    def line_of(self, name: str) -> int:
        """The line of a field, or of the row where the field is absent."""
        return self.lines.get(name, self.line)


@dataclass
class Dataset:
    """All rows as they were read, and what was wrong while reading them."""

    package: Package
    rows: dict[str, list[Row]]
    problems: list[Problem] = field(default_factory=list)
    # Tables that could not be read whole: nothing is said of what refers to them.
    broken: set[str] = field(default_factory=set)
    # Images beside the records, as messages show them.
    images: list[str] = field(default_factory=list)

    @cached_property
    def plans(self) -> dict[str, tuple[list[str], dict[str, str], dict[str, Resource]]]:
        """What a mapping of each resource may hold: all field names, own names with titles, lists with resources."""
        return {
            name: (
                list(resource.by_name),
                {item.name: item.title for item in resource.own_fields},
                {str(child.property): child for child in self.package.children[name]},
            )
            for name, resource in self.package.resources.items()
        }


def read(package: Package, progress: Callable[[int], None] | None = None) -> Dataset:
    """Read every resource of the package; ``progress`` is told how many files were read since its last call."""
    dataset = Dataset(package, {name: [] for name in package.resources})
    dataset.problems.extend(_strays(package))
    for resource in package.roots:
        if resource.folder:
            for path in record_files(package.folder / resource.folder, dataset.problems, package, dataset.images):
                read_record(path, resource, dataset)
                if progress:
                    progress(1)
        else:
            found = len(dataset.problems)
            read_table(package.folder / str(resource.path), resource, dataset)
            if any(problem.code not in _HARMLESS for problem in dataset.problems[found:]):
                dataset.broken.add(resource.name)
            if progress:
                progress(1)
    return dataset


def _strays(package: Package) -> Iterator[Problem]:
    """Yield what lies beside the datasets and belongs to none: nobody would ever read it."""
    known = {package.path.name, *(str(item.path or item.folder).split("/")[0] for item in package.roots)}
    try:
        entries = sorted(os.scandir(package.folder), key=lambda entry: entry.name)
    except OSError:
        return  # what is missing is said file by file
    for entry in entries:
        if entry.name not in known and not entry.name.startswith(".") and not entry.name.lower().startswith("readme"):
            code = "stray-folder" if entry.is_dir() else "stray-file"
            yield Problem(shown(package.folder / entry.name, package), 0, code, found=entry.name)


def record_files(
    folder: Path, problems: list[Problem], package: Package, images: list[str] | None = None
) -> Iterator[Path]:
    """Yield the record files below a folder in a stable order; say which files do not belong there."""
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(root, name)
            if name.endswith(EXTENSION):
                yield path
            elif name.endswith(IMAGE):
                if images is not None:
                    images.append(shown(path, package))
            elif name != ".gitkeep":
                problems.append(_unexpected(name, shown(path, package)))
        for name in [name for name in folders if name.endswith(EXTENSION)]:
            folders.remove(name)
            problems.append(Problem(shown(Path(root, name), package), 0, "not-a-file"))


def _unexpected(name: str, place: str) -> Problem:
    stem = re.sub(rf"{_OTHER_NAMES.pattern}$", "", name, flags=re.I)
    if stem and stem != name:
        return Problem(place, 0, "file-extension", found=name, expected=EXTENSION, suggestion=stem + EXTENSION)
    if name.lower().endswith(_OTHER_IMAGES):
        return Problem(place, 0, "image-kind", found=name, expected=IMAGE)
    return Problem(place, 0, "unexpected-file", found=name, expected=EXTENSION)


def shown(path: Path, package: Package) -> str:
    """Return the path as messages show it: from the data folder's parent, with forward slashes."""
    try:
        return path.relative_to(package.folder.parent).as_posix()
    except ValueError:
        return path.as_posix()


def read_text(path: Path, limit: int, name: str, problems: list[Problem]) -> str | None:
    """Return the text of a file, or None where it cannot be used; BOM and CRLF are reported and removed."""
    try:
        if not path.is_file():
            code = "not-a-file" if path.exists() else "missing-file"
            problems.append(Problem(name, 0, code, found=path.name))
            return None
        size = path.stat().st_size
        if size > limit:
            shown_size, shown_limit = (f"{fa(round(n / 1e6, 1))} مگابایت" for n in (size, limit))
            problems.append(Problem(name, 0, "too-large", found=shown_size, expected=shown_limit))
            return None
        raw = path.read_bytes()
    except OSError as error:
        problems.append(Problem(name, 0, "unreadable", found=error.strerror or error.__class__.__name__))
        return None
    return decode(raw, name, problems)


def decode(raw: bytes, name: str, problems: list[Problem]) -> str | None:
    """Return the bytes as text, or None where they are not clean UTF-8."""
    if raw.startswith(_NOT_TEXT):
        problems.append(Problem(name, 0, "not-text"))
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        problems.append(Problem(name, raw.count(b"\n", 0, error.start) + 1, "not-utf8"))
        return None
    if text.startswith("\ufeff"):
        problems.append(Problem(name, 1, "bom", severity=WARNING))
        text = text[1:]
    if "\r" in text:
        problems.append(Problem(name, text.count("\n", 0, text.index("\r")) + 1, "crlf", severity=WARNING))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    bad = _FORBIDDEN.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        problems.append(Problem(name, line, "control-character", found=f"U+{ord(bad[0]):04X}"))
        return None
    if not text.strip():
        problems.append(Problem(name, 0, "empty-file"))
        return None
    return text


# ---------- YAML ----------


def read_record(path: Path, resource: Resource, dataset: Dataset) -> None:
    """Read one YAML file into a row of its resource and the rows of its child resources."""
    name = shown(path, dataset.package)
    text = read_text(path, YAML_LIMIT, name, dataset.problems)
    if text is not None:
        add_record(text, name, resource, dataset)


def add_record(text: str, name: str, resource: Resource, dataset: Dataset) -> None:
    """Parse the text of a record and add its rows; a file that cannot be parsed adds a problem and no row."""
    node = compose(text, name, dataset.problems)
    if node is None:
        return
    if "#" in text and MAY_BE_COMMENT.search(text):
        line = comment_line(text, node)
        if line:
            dataset.problems.append(Problem(name, line, "comment", resource.name, Path(name).stem))
    if not isinstance(node, yaml.MappingNode):
        dataset.problems.append(Problem(name, node.start_mark.line + 1, "not-a-mapping", resource=resource.name))
        return
    _Walk(name, dataset).record(node, resource)


def compose(text: str, name: str, problems: list[Problem]) -> yaml.Node | None:
    """Return the root node of a YAML text, or None where it cannot be parsed."""
    nested = any(sign in text for sign in _MAY_NEST) and _NESTED.search(text)
    if nested:
        problems.append(Problem(name, text.count("\n", 0, nested.start()) + 1, "yaml-nested"))
        return None
    try:
        node = yaml.compose(text, Loader=_TextLoader)
    except yaml.MarkedYAMLError as error:
        problems.append(diagnose(error, text, name))
        return None
    except (yaml.YAMLError, RecursionError, ValueError):
        problems.append(Problem(name, 0, "yaml-nested"))
        return None
    if node is None:
        problems.append(Problem(name, 0, "empty-file"))
    return node


class _Walk:
    """Walk one file's nodes into rows; each node may be met once, for an alias is the same node again."""

    def __init__(self, name: str, dataset: Dataset) -> None:
        self.name = name
        self.package = dataset.package
        self.plans = dataset.plans
        self.rows = dataset.rows
        self.problems = dataset.problems
        self.seen: set[int] = set()
        self.resource = ""
        self.record_id = ""

    def record(self, node: yaml.MappingNode, resource: Resource) -> None:
        self.resource = resource.name
        self.record_id = Path(self.name).stem
        if self._fresh(node):
            self._mapping(node, resource, ())

    def _problem(self, node: yaml.Node, code: str, **more: str) -> None:
        place = {"resource": self.resource, "record": self.record_id}
        self.problems.append(Problem(self.name, node.start_mark.line + 1, code, **place, **more))

    def _fresh(self, node: yaml.Node, field: str = "") -> bool:
        """Whether the node is met for the first time and carries no tag of its own."""
        if id(node) in self.seen:
            self._problem(node, "yaml-alias", field=field)
            return False
        self.seen.add(id(node))
        # The loader resolves plain and quoted scalars alike to the default tags; anything else was written by hand.
        if node.tag not in _DEFAULT_TAGS:
            self._problem(node, "yaml-tag", found=str(node.tag)[:40], field=field)
            return False
        return True

    def _mapping(self, node: yaml.MappingNode, resource: Resource, identity: tuple[str, ...]) -> None:
        """Read a mapping as a row of the resource whose leading key fields hold ``identity``."""
        names, known, children = self.plans[resource.name]
        cells = dict(zip(names, identity, strict=False))
        lines: dict[str, int] = {}
        lists: list[tuple[yaml.Node, Resource]] = []
        prefix = f"{resource.property}." if resource.parent else ""
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "؟"
            line = key_node.start_mark.line + 1
            if key in lines:
                self._problem(key_node, "duplicate-key", found=key, expected=fa(lines[key]), field=prefix + key)
                continue
            lines[key] = line
            if key in known:
                if not self._fresh(value_node, prefix + key):
                    continue
                if not isinstance(value_node, yaml.ScalarNode):
                    self._problem(key_node, "not-a-text", field=prefix + key, title=known[key])
                elif value_node.value != "":
                    cells[key] = value_node.value
            elif key in children:
                lists.append((value_node, children[key]))
            else:
                self._unknown(key_node, key, prefix, self._titles(resource))
        row = Row(self.name, node.start_mark.line + 1, cells, lines)
        self.rows[resource.name].append(row)
        own = identity if identity else (cells.get("id", self.record_id),)
        for value_node, child in lists:
            self._list(value_node, child, own)

    def _titles(self, resource: Resource) -> dict[str, str]:
        """Return the keys that a mapping of the resource may hold, with their titles."""
        _, known, children = self.plans[resource.name]
        return {**known, **{name: child.title for name, child in children.items()}}

    def _keys_of(self, resource: Resource) -> str:
        return "، ".join(f"{key} ({title})" for key, title in self._titles(resource).items())

    def _unknown(self, node: yaml.Node, key: str, prefix: str, titles: dict[str, str]) -> None:
        close = nearest(key, titles)
        more = {"found": key, "suggestion": close.value, "meaning": close.meaning, "field": prefix + key}
        if close.value:
            self._problem(node, "unknown-key", **more)
        else:
            self._problem(node, "unknown-key-listed", expected="، ".join(titles), **more)

    def _list(self, node: yaml.Node, child: Resource, identity: tuple[str, ...]) -> None:
        if isinstance(node, yaml.ScalarNode) and node.value == "":
            return
        parent = self.package.resources[str(child.parent)]
        place = f"{parent.property}.{child.property}" if parent.parent else str(child.property)
        if not isinstance(node, yaml.SequenceNode):
            found = node.value if isinstance(node, yaml.ScalarNode) else ""
            alone = child.is_scalar and found and not re.search("[،,؛;]", found)
            better = "- " + found.lstrip("-–—•* ") if alone else ""
            code = "not-a-list" if child.is_scalar else "not-a-list-of-items"
            more = {"field": place, "title": child.title, "found": found, "suggestion": better}
            self._problem(node, code, expected=self._keys_of(child), **more)
            return
        if not self._fresh(node):
            return
        for position, item in enumerate(node.value, start=1):
            key = (*identity, str(position))
            if not self._fresh(item):
                continue
            if child.is_scalar:
                if not isinstance(item, yaml.ScalarNode):
                    self._problem(item, "not-a-text", field=place, title=f"{child.title}، ردیف {fa(position)}")
                    continue
                name = child.own_fields[0].name
                cells = dict(zip(self.plans[child.name][0], key, strict=False))
                if item.value != "":
                    cells[name] = item.value
                line = item.start_mark.line + 1
                self.rows[child.name].append(Row(self.name, line, cells, {name: line}))
            elif isinstance(item, yaml.MappingNode):
                self._mapping(item, child, key)
            else:
                found = item.value if isinstance(item, yaml.ScalarNode) else ""
                more = {"field": place, "title": child.title, "found": found}
                self._problem(item, "not-an-item", expected=self._keys_of(child), **more)


# ---------- CSV ----------


def read_table(path: Path, resource: Resource, dataset: Dataset) -> None:
    """Read one CSV file into the rows of its resource."""
    name = shown(path, dataset.package)
    text = read_text(path, CSV_LIMIT, name, dataset.problems)
    if text is not None:
        add_table(text, name, resource, dataset)


def add_table(text: str, name: str, resource: Resource, dataset: Dataset) -> None:
    """Parse the text of a table and add its rows; one whose header is wrong adds problems and no row."""
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(rows)
        if not _check_header(header, name, resource, dataset.problems):
            return
        previous = rows.line_num
        blank: list[int] = []
        for values in rows:
            line, previous = previous + 1, rows.line_num
            if not any(values):
                blank.append(line)
                continue
            if len(values) != len(header):
                found, expected = fa(len(values)), fa(len(header))
                problem = Problem(name, line, "row-length", resource=resource.name, found=found, expected=expected)
                dataset.problems.append(problem)
                continue
            cells = {key: value for key, value in zip(header, values, strict=True) if value != ""}
            dataset.rows[resource.name].append(Row(name, line, cells, {}))
        dataset.problems.extend(_blank_rows(blank, name, resource))
    except csv.Error:
        dataset.problems.append(Problem(name, rows.line_num, "csv-quote", resource=resource.name))


def _blank_rows(lines: list[int], name: str, resource: Resource) -> Iterator[Problem]:
    """Yield one problem for each run of empty rows, which a workbook leaves behind by the hundred."""
    start = 0
    for index, line in enumerate(lines, start=1):
        if index == len(lines) or lines[index] != line + 1:
            yield Problem(name, lines[start], "blank-row", resource=resource.name, found=fa(index - start))
            start = index


def _check_header(header: list[str], name: str, resource: Resource, problems: list[Problem]) -> bool:
    expected = list(resource.by_name)
    if len(header) == 1 and len(expected) > 1:
        for sign in ";\t|":
            if sign in header[0]:
                problems.append(Problem(name, 1, "delimiter", resource=resource.name, found=sign.replace("\t", "تب")))
                return False
    shown_names = "، ".join(expected)
    found = len(problems)
    if "" in header:
        problems.append(Problem(name, 1, "unnamed-column", resource=resource.name, found=fa(header.count(""))))
    # A column that is there under another name is not also missing.
    missing = {item.name: item.title for item in resource.fields if item.name not in header}
    for column in dict.fromkeys(filter(None, header)):
        more = {"resource": resource.name, "found": column, "field": column}
        if header.count(column) > 1:
            problems.append(Problem(name, 1, "duplicate-column", **more))
        if column not in resource.by_name:
            close = nearest(column, missing)
            missing.pop(close.value, None)
            more |= {"suggestion": close.value, "meaning": close.meaning}
            problems.append(Problem(name, 1, "extra-column", expected=shown_names, **more))
    for column in missing:
        more = {"resource": resource.name, "found": column, "field": column}
        problems.append(Problem(name, 1, "missing-column", expected=shown_names, **more))
    return len(problems) == found
