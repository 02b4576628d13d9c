"""Mutations: what may befall a file that a person writes, by a seed. The same seed gives the same mutation."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

# Values of every kind, among them those that are nearly right.
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 10**30, 1.5, float("inf"), "", " ", "x", "زن", "[", "../x", "/etc/passwd", "a:b", "0",
    "1405-13-40", "\u202e", [], [None], [[]], ["x"], {}, {"x": 1}, {"": None}, {1: 2}, [{}], [{"name": []}],
)  # fmt: skip
_PIECES = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\t", b"  ", b"\n\n", b"- ", b": ", b"#", b"'", b'"', b"|\n", b"&a ",
    b"*a", b"!x ", b"!!int ", b"%YAML 1.1\n", b"---\n", b"...\n", b"<<<<<<< HEAD\n", b"=======\n", b"[", b"]", b"{", b"}", b",",
    b";", b"\xd9\xbe", b"\xd9", "\u202e".encode(), "\u2028".encode(), b"?: ", b"<<: ", b"[" * 40, b"=1+1", b"9" * 400, b"-",
    b"\xc7\xed\xd1\xc7\xe4", b"PK\x03\x04", b"{{ 1/0 }}", b"<script>", b"](javascript:x)", b"```\n", b"~", b"null", b"\\ud83d",
)  # fmt: skip


def of_bytes(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with one thing done to them that an editor, a disk or a merge does."""
    place, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    what = chance.randrange(8)
    if what == 0:
        return data[:place]
    if what == 1:
        return data[:place] + data[end:]
    if what == 2:
        return data[:end] + data[place:]
    if what == 3:
        return data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]
    lines = data.split(b"\n")
    number = chance.randrange(len(lines))
    if what == 4:
        del lines[number]
    elif what == 5:
        lines.insert(number, lines[chance.randrange(len(lines))])
    elif what == 6:
        lines[number] = chance.choice(_PIECES) + lines[number]
    else:
        return data[:place] + chance.choice(_PIECES) + data[place:]
    return b"\n".join(lines)


def of_values(value: Any, chance: random.Random) -> Any:
    """Return a copy of what YAML or JSON holds with one value replaced, taken away, renamed or doubled."""
    value = copy.deepcopy(value)
    holders = list(_holders(value))
    holder, key = chance.choice(holders)
    what = chance.randrange(6)
    if what == 0:
        del holder[key]
    elif what == 1 and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[key]))
    elif what == 1:
        holder[f"{key}s"] = holder.pop(key)
    elif what == 2:
        other, place = chance.choice(holders)
        holder[key] = copy.deepcopy(other[place])
    else:
        holder[key] = copy.deepcopy(chance.choice(VALUES))
    return value


def _holders(value: Any) -> Iterator[tuple[Any, Any]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in list(pairs):
        yield value, key
        yield from _holders(item)
