"""When two items of a list are the same item: told by the descriptor, whatever the list is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.dataset.describing import descriptor_reader
from generator.submissions.matching.merging import lists_of, merge
from tests.support import ROOT, package

LIBRARIES = ROOT / "tests" / "fixtures" / "libraries"
NAMED = {"agency": "farmandari"}
AWARD = {"date": "1400", "text": "برگزیده"}
CITED = {"id": "s1", "title": "گزارش", "url": "https://example.org/a"}


@pytest.mark.parametrize(
    ("data", "resource", "key", "old", "new", "is_same"),
    [
        (None, "women", "nominations", NAMED, {**NAMED, "date": "1402"}, True),
        (None, "women", "nominations", NAMED, {"agency": "jahad"}, False),
        (None, "women", "achievements", AWARD, {**AWARD, "peak": True}, True),
        (None, "women", "achievements", AWARD, {**AWARD, "date": "1401"}, False),
        (None, "women", "sources", CITED, {**CITED, "id": "s2", "title": "دیگر"}, True),
        (None, "women", "sources", CITED, {**CITED, "url": "https://example.org/b"}, False),
        (None, "women", "sources", {"id": "s1", "title": "نامه"}, {"id": "s2", "title": "نامه"}, True),
        (None, "programs", "actions", {"id": "a1", "title": "آموزش"}, {"id": "a2", "title": "آموزش"}, True),
        (None, "programs", "actions", {"id": "a1", "title": "آموزش"}, {"id": "a1", "title": "وام"}, False),
        (None, "facilities", "plans", {"kind": "x", "count": 1}, {"kind": "x", "count": 2}, False),
        (LIBRARIES, "libraries", "rooms", {"name": "تالار", "books": 3}, {"name": "تالار", "books": 4}, True),
        (LIBRARIES, "libraries", "rooms", {"name": "تالار"}, {"name": "تالار کودکان"}, False),
    ],
)
def test_an_item_that_is_there_is_not_added_again(
    tmp_path: Path,
    data: Path | None,
    resource: str,
    key: str,
    old: dict[str, object],
    new: dict[str, object],
    is_same: bool,
) -> None:
    described = descriptor_reader.load((data or package(tmp_path / "data")) / "datapackage.yaml")
    own = described.resources[resource]
    merged, differences = merge(own, lists_of(described, own), {key: [old]}, {key: [new]})
    assert merged[key] == ([old] if is_same else [old, new])
    assert [item.applied for item in differences] in ([[], [False]] if is_same else [[True]])
