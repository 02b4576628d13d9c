"""What was read before never shows: after any change a package that is read again is what it is to whoever reads it first."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.dataset.reading.kept import Kept
from generator.project import assembly
from generator.runtime.cache import Cache
from tests.support import TODAY, package

DAY = date.fromisoformat(TODAY[1])
Change = Callable[[Path, random.Random], None]


def _record(data: Path, chance: random.Random) -> Path:
    return chance.choice(sorted(data.glob("*/*/*.yml")))


def _word(data: Path, chance: random.Random) -> None:
    path = _record(data, chance)
    lines = path.read_text("utf-8").splitlines()
    place = chance.randrange(len(lines))
    lines[place] += chance.choice([" تازه", " ي", " 09171234567", " 1420-13-40", ": [", ""])
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _line(data: Path, chance: random.Random) -> None:
    path = chance.choice([_record(data, chance), *data.glob("*.csv")])
    lines = path.read_text("utf-8").splitlines()
    del lines[chance.randrange(len(lines))]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _copy(data: Path, chance: random.Random) -> None:
    path = _record(data, chance)
    path.with_name(f"copy-{chance.randrange(9)}.yml").write_text(path.read_text("utf-8"), "utf-8")


def _rename(data: Path, chance: random.Random) -> None:
    path = _record(data, chance)
    new = f"somebody-{chance.randrange(99)}"
    path.write_text(path.read_text("utf-8").replace(f"id: {path.stem}", f"id: {new}"), "utf-8")
    path.rename(path.with_name(f"{new}.yml"))


def _move(data: Path, chance: random.Random) -> None:
    path = _record(data, chance)
    folder = path.parent.with_name("shiraz" if path.parent.name != "shiraz" else "fasa")
    folder.mkdir(exist_ok=True)
    path.rename(folder / path.name)


def _remove(data: Path, chance: random.Random) -> None:
    _record(data, chance).unlink()


def _exchange(data: Path, chance: random.Random) -> None:
    one, other = _record(data, chance), _record(data, chance)
    texts = one.read_bytes(), other.read_bytes()
    other.write_bytes(texts[0])
    one.write_bytes(texts[1])


def _descriptor(data: Path, chance: random.Random) -> None:
    path = data / "datapackage.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("maxLength: 3", "maxLength: 2", 1) if "maxLength: 3" in text else text, "utf-8")


CHANGES: tuple[Change, ...] = (_word, _line, _copy, _rename, _move, _remove, _exchange, _descriptor)


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(seed, marks=pytest.mark.nightly) for seed in range(2, 12))], ids=str
)
def test_what_was_kept_changes_nothing(seed, tmp_path):
    chance, whole, kept, good = random.Random(seed), package(tmp_path / "whole"), Kept(), 0
    data = shutil.copytree(whole, tmp_path / "data")
    for step in range(24):
        if step % 8 == 7:  # most changes spoil something: begin again with what is right
            shutil.rmtree(data)
            shutil.copytree(whole, data)
        else:
            chance.choice(CHANGES)(data, chance)
        day = DAY + timedelta(days=step // 10)
        again, fresh = assembly.load(data, day, kept=kept), assembly.load(data, day)
        assert again.problems == fresh.problems, step
        assert (again.registry is None) == (fresh.registry is None)
        if again.registry and fresh.registry:
            good += 1
            assert {name: list(table.items()) for name, table in again.registry.tables.items()} == {
                name: list(table.items()) for name, table in fresh.registry.tables.items()
            }
    assert good > 1


def test_a_cell_that_does_not_fit_is_its_files_alone(tmp_path: Path) -> None:
    data, kept = package(tmp_path / "data"), Kept()
    path = sorted(data.glob("women/*/*.yml"))[0]
    text = path.read_text("utf-8")
    path.write_text(text.replace("life: ", "life: no-such-", 1), "utf-8")
    assert assembly.load(data, DAY, kept=kept).registry is None
    unfit = [name for name, one in kept.files.items() if one.found["cells"][1]]
    assert unfit == [path.relative_to(data.parent).as_posix()]
    path.write_text(text, "utf-8")
    assert assembly.load(data, DAY, kept=kept).registry is not None
    assert not [name for name, one in kept.files.items() if one.found["cells"][1]]


def test_after_an_edit_one_group_of_what_was_read_is_written(tmp_path: Path) -> None:
    data = package(tmp_path / "data")

    def written() -> dict[str, int]:
        kept = Cache(tmp_path / "cache")
        assert not [
            problem for problem in assembly.load_to_build(data, DAY, kept).problems if problem.severity == "error"
        ]
        kept.end()
        return {path.name: path.stat().st_ino for path in (tmp_path / "cache").rglob("records-*")}

    first = written()
    assert len(first) > 1
    assert written() == first
    path = sorted(data.glob("women/*/*.yml"))[0]
    path.write_text(path.read_text("utf-8").replace("ability: ", "ability: نو ", 1), "utf-8")
    second = written()
    assert second.keys() == first.keys()
    assert len([name for name in first if first[name] != second[name]]) == 1
