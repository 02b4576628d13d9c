"""Files in a zip that are deflated block by block, and what stays of those of before."""

from __future__ import annotations

import zipfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.archive import Archive, Block, block, packed
from tests.chance import tries

CONTENTS = st.lists(st.sampled_from([b"", b"a" * 400, "گلیم\n".encode() * 90]) | st.binary(max_size=40), max_size=6)


@given(before=CONTENTS, now=CONTENTS)
@tries(40)
def test_whatever_is_known_the_bytes_are_the_same_and_can_be_read(before: list[bytes], now: list[bytes]) -> None:
    fresh = packed(map(block, now))
    again = packed(map(block, now), dict(packed(map(block, before)).blocks))
    assert (again, again.content) == (fresh, fresh.content)
    assert list(again.parts()) == now


def test_a_block_that_is_known_is_not_made() -> None:
    made: list[str] = []

    def blocks(*names: str) -> list[Block]:
        return [Block(name.encode(), lambda name=name: made.append(name) or name.encode() * 99) for name in names]

    before = packed(blocks("a", "b", "c"))
    after = packed(blocks("a", "new", "c", "c"), dict(before.blocks))
    assert made == ["a", "b", "c", "new"]
    assert b"".join(after.parts()) == b"a" * 99 + b"new" * 99 + b"c" * 198


def test_it_stands_in_a_zip_beside_others(tmp_path: Path) -> None:
    with Archive(tmp_path / "one.zip") as archive:
        archive.add("rows.csv", packed(map(block, [b"id\r\n", b"1\r\n" * 999])))
    with zipfile.ZipFile(tmp_path / "one.zip") as found:
        assert found.testzip() is None
        assert found.read("rows.csv") == b"id\r\n" + b"1\r\n" * 999
