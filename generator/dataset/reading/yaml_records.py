"""Read a YAML record into rows: scalars stay text, as CSV cells are, and every value knows its line.

A bare ``no`` or ``1399-02-31`` so reaches the checks as it was written.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from generator.dataset.descriptor import Resource
from generator.dataset.problems import file_kinds, yaml_kinds
from generator.dataset.problems.kind import Kind
from generator.dataset.problems.nearest import nearest
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.rows import Dataset, Row
from generator.dataset.reading.yaml_diagnosis import MAY_BE_COMMENT, comment_line, diagnose
from generator.dataset.reading.yaml_signs import foreign_signs, nested_line
from generator.persian.digits import fa

_TAG_OF = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}


class _TextLoader(yaml.CBaseLoader):
    """PyYAML's C loader for text scalars, with its search for a node's type, always the same here, cut short."""

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        """Keep no path: nothing depends on it."""

    def ascend_resolver(self) -> None:
        """Keep no path: nothing depends on it."""

    def resolve(self, kind: type[yaml.Node], value: object, implicit: object) -> str:
        """Return the default tag of a kind of node."""
        return _TAG_OF[kind]


def add_record(text: str, name: str, resource: Resource, dataset: Dataset) -> None:
    """Parse the text of a record and add its rows; a file that cannot be parsed adds a problem and no row."""
    node = compose(text, name, dataset.problems)
    if node is None:
        return
    if "#" in text and MAY_BE_COMMENT.search(text):
        line = comment_line(text, node)
        if line:
            dataset.problems.append(Problem(name, line, yaml_kinds.COMMENT, resource.name, Path(name).stem))
    if not isinstance(node, yaml.MappingNode):
        dataset.problems.append(
            Problem(name, node.start_mark.line + 1, yaml_kinds.NOT_A_MAPPING, resource=resource.name)
        )
        return
    _Walk(name, dataset).record(node, resource)


def compose(text: str, name: str, problems: list[Problem]) -> yaml.Node | None:
    """Return the root node of a YAML text, or None where it cannot be parsed."""
    deep = nested_line(text)
    if deep:
        problems.append(Problem(name, deep, yaml_kinds.NESTED))
        return None
    signs = list(foreign_signs(text, name))
    if signs:
        problems.extend(signs)
        return None
    try:
        node = yaml.compose(text, Loader=_TextLoader)
    except yaml.MarkedYAMLError as error:
        problems.append(diagnose(error, text, name))
        return None
    except (yaml.YAMLError, RecursionError, ValueError):
        problems.append(Problem(name, 0, yaml_kinds.NESTED))
        return None
    if node is None:
        problems.append(Problem(name, 0, file_kinds.EMPTY_FILE))
    return node


class _Walk:
    """Walk one file's nodes into rows."""

    def __init__(self, name: str, dataset: Dataset) -> None:
        self.name = name
        self.package = dataset.package
        self.plans = dataset.plans
        self.rows = dataset.rows
        self.problems = dataset.problems
        self.shared = dataset.shared
        self.resource = ""
        self.record_id = ""

    def record(self, node: yaml.MappingNode, resource: Resource) -> None:
        self.resource = resource.name
        self.record_id = Path(self.name).stem
        self._mapping(node, resource, ())

    def _problem(self, node: yaml.Node, kind: Kind, **more: Any) -> None:
        place: dict[str, Any] = {"resource": self.resource, "record": self.record_id}
        self.problems.append(Problem(self.name, node.start_mark.line + 1, kind, **place, **more))

    def _mapping(self, node: yaml.MappingNode, resource: Resource, identity: tuple[str, ...]) -> None:
        """Read a mapping as a row of the resource whose leading key fields hold ``identity``."""
        names, known, children = self.plans[resource.name]
        cells = dict(zip(names, identity, strict=False))
        lines: dict[str, int] = {}
        lists: list[tuple[yaml.Node, Resource]] = []
        prefix = f"{resource.property}." if resource.parent else ""
        for key_node, value_node in node.value:
            key = self.shared.text(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "؟"
            line = key_node.start_mark.line + 1
            if key in lines:
                self._problem(
                    key_node, yaml_kinds.DUPLICATE_KEY, found=key, expected=fa(lines[key]), field=prefix + key
                )
                continue
            lines[key] = line
            if key in known:
                if not isinstance(value_node, yaml.ScalarNode):
                    self._problem(key_node, yaml_kinds.NOT_A_TEXT, field=prefix + key, title=known[key])
                elif value_node.value != "":
                    cells[key] = self.shared.text(value_node.value)
            elif key in children:
                lists.append((value_node, children[key]))
            else:
                self._unknown(key_node, key, prefix, self._titles(resource))
        start = node.start_mark.line + 1
        row = Row(self.name, start, cells, self.shared.layout(start, lines))
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
            self._problem(node, yaml_kinds.UNKNOWN_KEY, **more)
        else:
            self._problem(node, yaml_kinds.UNKNOWN_KEY_LISTED, expected="، ".join(titles), **more)

    def _list(self, node: yaml.Node, child: Resource, identity: tuple[str, ...]) -> None:
        if isinstance(node, yaml.ScalarNode) and node.value == "":
            return
        parent = self.package.resources[str(child.parent)]
        place = f"{parent.property}.{child.property}" if parent.parent else str(child.property)
        if not isinstance(node, yaml.SequenceNode):
            found = node.value if isinstance(node, yaml.ScalarNode) else ""
            alone = child.is_scalar and found and not re.search("[،,؛;]", found)
            better = "- " + found.lstrip("-–—•* ") if alone else ""
            kind = yaml_kinds.NOT_A_LIST if child.is_scalar else yaml_kinds.NOT_A_LIST_OF_ITEMS
            more = {"field": place, "title": child.title, "found": found, "suggestion": better}
            self._problem(node, kind, expected=self._keys_of(child), **more)
            return
        for position, item in enumerate(node.value, start=1):
            key = (*identity, self.shared.text(str(position)))
            if child.is_scalar:
                if not isinstance(item, yaml.ScalarNode):
                    self._problem(item, yaml_kinds.NOT_A_TEXT, field=place, title=f"{child.title}، مورد {fa(position)}")
                    continue
                name = child.own_fields[0].name
                cells = dict(zip(self.plans[child.name][0], key, strict=False))
                if item.value != "":
                    cells[name] = self.shared.text(item.value)
                line = item.start_mark.line + 1
                self.rows[child.name].append(Row(self.name, line, cells))
            elif isinstance(item, yaml.MappingNode):
                self._mapping(item, child, key)
            else:
                found = item.value if isinstance(item, yaml.ScalarNode) else ""
                more = {"field": place, "title": child.title, "found": found}
                self._problem(item, yaml_kinds.NOT_AN_ITEM, expected=self._keys_of(child), **more)
