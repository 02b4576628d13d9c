"""The rooms of the house are easy to find one's way in: no two modules of one name, and no long flat lists."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from generator.dataset.describing import descriptor_reader
from generator.dataset.descriptor import PLACES
from tests.support import ROOT

MODULES = [path for path in (ROOT / "generator").rglob("*.py") if path.stem not in ("__init__", "__main__")]
LONGEST = 16


def test_no_two_modules_have_one_name() -> None:
    named = Counter(path.stem for path in MODULES)
    assert [name for name, times in named.items() if times > 1] == []


def test_no_room_is_a_long_flat_list() -> None:
    rooms: Counter[Path] = Counter(path.parent.relative_to(ROOT) for path in MODULES)
    assert {str(room): modules for room, modules in rooms.items() if modules > LONGEST} == {}


# ---------- no room below the subjects knows a subject's datasets by name ----------

BELOW = ("persian", "runtime", "dataset", "submissions", "site")
# What is of every bank: the places, who was withdrawn, and the releases of the data.
OF_EVERY_BANK = {PLACES, "withdrawn", "releases", "release-counts"}
# How often a module still names one. It only ever gets shorter.
LEFT: dict[str, int] = {}


def literals(path: Path) -> Iterator[str]:
    """Yield every text that a module holds, without its docstrings; of an f-string its parts."""
    tree = ast.parse(path.read_text("utf-8"))
    words = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in words:
            yield node.value


def test_no_dataset_of_a_subject_is_named_below_the_subjects() -> None:
    package = descriptor_reader.load(ROOT / "data" / "datapackage.yaml")
    names = "|".join(sorted(package.resources.keys() - OF_EVERY_BANK, key=len, reverse=True))
    # A name alone, or at the beginning of an address; a Persian sentence may hold any word.
    named = re.compile(rf"(?:{names})(?:/.*)?")
    found: Counter[str] = Counter()
    for path in MODULES:
        name = path.relative_to(ROOT / "generator")
        if name.parts[0] in BELOW:
            found[name.as_posix()] += sum(bool(named.fullmatch(text)) for text in literals(path))
    assert dict(+found) == LEFT
