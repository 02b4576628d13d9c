"""The rooms of the house are easy to find one's way in: no two modules of one name, and no long flat lists."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.support import ROOT

MODULES = [path for path in (ROOT / "generator").rglob("*.py") if path.stem not in ("__init__", "__main__")]
LONGEST = 16


def test_no_two_modules_have_one_name() -> None:
    named = Counter(path.stem for path in MODULES)
    assert [name for name, times in named.items() if times > 1] == []


def test_no_room_is_a_long_flat_list() -> None:
    rooms: Counter[Path] = Counter(path.parent.relative_to(ROOT) for path in MODULES)
    assert {str(room): modules for room, modules in rooms.items() if modules > LONGEST} == {}
