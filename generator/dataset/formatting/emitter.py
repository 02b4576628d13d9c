"""The canonical text of a record and of a value.

Not PyYAML's emitter: this one knows which texts a reader of YAML would take for something else, indents lists under
their key, keeps emoji as they are, and writes the keys in the order of the descriptor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.dataset.checks.text import wanted
from generator.dataset.descriptor import Field, Package, Resource

_INTEGER = re.compile(r"[+-]?[0-9]+")
_THOUSANDS = re.compile("(?<=[0-9])٬(?=[0-9]{3})")
_NUMBER = re.compile(r"([+-]?)([0-9]+)(\.[0-9]+)?")
_BOOLEAN = {"true": "true", "false": "false"}
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

# A plain scalar that begins or goes on like this is not that text for a reader of YAML …
_NOT_PLAIN = re.compile(r"""^[\s?:,\[\]{}#&*!|>'"%@`=-]|^<<$|:(?:\s|$)|\s#|\t|\s$|^$""")
# … nor are these, that YAML 1.1 or 1.2 reads as numbers, dates, truth values or nothing.
_NOT_TEXT = re.compile(
    r"[-+]?[0-9.][-+0-9_.,:/~ ]*"
    r"|[-+]?0[xob][0-9a-f_]+"
    r"|[-+]?[0-9_.]+e[-+]?[0-9]+"
    r"|[-+]?\.(?:inf|nan)"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:t|[ \t]+)[0-9].*"
    r"|~|null|true|false|yes|no|on|off|y|n",
    re.I,
)
# What no scalar may hold as it is: control characters, foreign line breaks, halves of pairs, the mark of byte order.
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")

_HALF = re.compile("[\ud800-\udfff]")


def record_text(package: Package, resource: Resource, values: Mapping[str, Any]) -> str:
    """Return the canonical text of one record's file.

    ``values`` maps field names to texts (numbers and booleans are accepted too) and list properties to lists of
    texts or of such mappings; None and what is empty is left out. A key that the descriptor does not know is an error.
    """
    lines = list(_mapping(package, resource, values))
    return "\n".join(lines) + "\n" if lines else ""


def table_text(resource: Resource, rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the canonical text of a table: the header, and the rows as mappings of field names to values."""
    lines = [[item.name for item in resource.fields]]
    lines.extend([value(row.get(item.name), item) for item in resource.fields] for row in rows)
    # A row of nothing but blanks would read as none.
    return "".join(",".join(map(_cell, line)) + "\n" for line in lines if any(line))


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if re.search('[,"\r\n]', text) else text


def value(found: Any, item: Field) -> str:
    """Return a value as its canonical text; the empty string where there is nothing to say."""
    if found is None:
        return ""
    if isinstance(found, bool):
        return "true" if found else "false"
    # The registry reads «4» as 4.0: a correction of another field must not change it.
    text = str(int(found) if isinstance(found, float) and found.is_integer() else found)
    if item.link:
        # Addresses are kept to the letter; but half of a pair stands for no letter and cannot be written in UTF-8.
        text = _HALF.sub("\ufffd", text)
    return _typed(wanted(text, item), item.type)


def _typed(text: str, kind: str) -> str:
    if kind == "boolean":
        return _BOOLEAN.get(text.lower(), text)
    if kind in ("integer", "number"):
        text = _THOUSANDS.sub("", text)
    if kind == "integer" and _INTEGER.fullmatch(text):
        return str(int(text)) if len(text) < 100 else text
    if kind == "number":
        match = _NUMBER.fullmatch(text)
        if match:
            return match[1].strip("+") + (match[2].lstrip("0") or "0") + (match[3] or "")
    return text


def _mapping(package: Package, resource: Resource, values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of a record or of a list's item, not indented."""
    children = package.children[resource.name]
    unknown = set(values) - {item.name for item in resource.own_fields} - {child.property for child in children}
    if unknown:
        raise ValueError(f"{resource.name}: unknown keys {sorted(unknown)}")
    for item in resource.own_fields:
        text = value(values.get(item.name), item)
        if text:
            yield from _scalar(f"{quoted(item.name)}: ", text, item)
    for child in children:
        lines = [line for entry in values.get(str(child.property)) or () for line in _entry(package, child, entry)]
        if lines:
            yield f"{quoted(str(child.property))}:"
            yield from lines


def _entry(package: Package, child: Resource, entry: Any) -> Iterator[str]:
    """Yield the lines of one list item, indented below its list's key; none where the item is empty."""
    if child.is_scalar:
        item = child.own_fields[0]
        text = value(entry, item)
        lines = _scalar("", text, item) if text else iter(())
    else:
        lines = _mapping(package, child, entry)
    sign = "  - "
    for line in lines:
        yield sign + line if line else ""
        sign = "    "


def _scalar(lead: str, text: str, item: Field) -> Iterator[str]:
    """Yield a scalar after its key: one line, or a block where the text has lines."""
    if "\n" not in text or _ESCAPED.search(text):
        yield lead + _inline(text, item)
        return
    # A first line that begins with a blank would be taken for the block's own indentation.
    yield lead + ("|2" if text[0] in " \t" else "|")
    for line in text.split("\n"):
        yield f"  {line}" if line else ""


def _inline(text: str, item: Field) -> str:
    if _stays_plain(text, item):
        return text
    if _ESCAPED.search(text) or "\n" in text:
        return _double_quoted(text)
    return quoted(text)


def _stays_plain(text: str, item: Field) -> bool:
    """Whether the text stands plain because every reader takes it for what the field is."""
    if item.type == "boolean":
        return text in _BOOLEAN
    if item.type in ("integer", "number"):
        return _NUMBER.fullmatch(text) is not None
    return item.calendar is not None and _DATE.fullmatch(text) is not None


def quoted(text: str) -> str:
    """Return a text as a scalar on one line, between quotes where it would be taken for something else."""
    if _NOT_PLAIN.search(text) or _NOT_TEXT.fullmatch(text):
        return "'" + text.replace("'", "''") + "'"
    return text


def _double_quoted(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + _ESCAPED.sub(lambda match: _escape(match[0]), text) + '"'


def _escape(char: str) -> str:
    return f"\\u{ord(char):04X}"
