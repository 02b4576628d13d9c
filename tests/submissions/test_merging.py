"""When two items of a list are the same item: told by the descriptor, whatever the list is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.dataset import descriptor
from generator.submissions.matching.merging import lists_of, merge
from tests.support import ROOT

BANK, LIBRARIES = ROOT / "data", ROOT / "tests" / "fixtures" / "libraries"
NAMED = {"agency": "farmandari"}
AWARD = {"date": "1400", "text": "برگزیده"}
CITED = {"id": "s1", "title": "گزارش", "url": "https://example.org/a"}


@pytest.mark.parametrize(
    ("data", "resource", "key", "old", "new", "is_same"),
    [
        (BANK, "women", "nominations", NAMED, {**NAMED, "date": "1402"}, True),
        (BANK, "women", "nominations", NAMED, {"agency": "jahad"}, False),
        (BANK, "women", "achievements", AWARD, {**AWARD, "peak": True}, True),
        (BANK, "women", "achievements", AWARD, {**AWARD, "date": "1401"}, False),
        (BANK, "women", "sources", CITED, {**CITED, "id": "s2", "title": "دیگر"}, True),
        (BANK, "women", "sources", CITED, {**CITED, "url": "https://example.org/b"}, False),
        (BANK, "women", "sources", {"id": "s1", "title": "نامه"}, {"id": "s2", "title": "نامه"}, True),
        (BANK, "programs", "actions", {"id": "a1", "title": "آموزش"}, {"id": "a2", "title": "آموزش"}, True),
        (BANK, "programs", "actions", {"id": "a1", "title": "آموزش"}, {"id": "a1", "title": "وام"}, False),
        (BANK, "facilities", "plans", {"kind": "x", "count": 1}, {"kind": "x", "count": 2}, False),
        (LIBRARIES, "libraries", "rooms", {"name": "تالار", "books": 3}, {"name": "تالار", "books": 4}, True),
        (LIBRARIES, "libraries", "rooms", {"name": "تالار"}, {"name": "تالار کودکان"}, False),
    ],
)
def test_an_item_that_is_there_is_not_added_again(
    data: Path, resource: str, key: str, old: dict[str, object], new: dict[str, object], is_same: bool
) -> None:
    package = descriptor.load(data / "datapackage.yaml")
    own = package.resources[resource]
    merged, differences = merge(own, lists_of(package, own), {key: [old]}, {key: [new]})
    assert merged[key] == ([old] if is_same else [old, new])
    assert [item.applied for item in differences] in ([[], [False]] if is_same else [[True]])
