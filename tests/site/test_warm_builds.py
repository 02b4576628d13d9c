"""A build that takes over what stays of the one before has the bytes of one that makes everything anew."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.runtime import cache
from generator.runtime.cache import Cache
from generator.site.engine import draw_pages
from generator.subjects.women.sections import TEMPLATES
from tests.support import KEY, build, files, project, run, small_content

WOMEN = {"women": 16, "cooperatives": 0, "programs": 0, "loans": 0, "meetings": 0}
ALL = {"women": 16, "cooperatives": 2, "programs": 2, "loans": 9, "meetings": 2}


@pytest.fixture(scope="module", params=[WOMEN, pytest.param(ALL, marks=pytest.mark.nightly)], ids=["women", "all"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of made-up women, built once; at night one with all sorts of records too."""
    folder = tmp_path_factory.mktemp("warm")
    sample = folder / "sample"
    many = [word for name, number in request.param.items() for word in (f"--{name}", str(number))]
    assert run("sample", "--seed", "4", *many, sample).exit_code == 0
    config = project(folder / "project", content=small_content(folder / "content"), base=sample, official=True)
    assert built(config).exit_code == 0
    return config


def built(config: Path, *more: str | Path):
    return build(config, *more, key=KEY)


def same(config: Path, fresh: Path) -> None:
    """Build over the site that is there, and anew into another folder; hold the one to the other."""
    assert (result := built(config)).exit_code == 0, result.output
    assert (result := built(config, "--fresh", "--output", fresh)).exit_code == 0, result.output
    one, other = files(config.parent / "site"), files(fresh)
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []


def women(config: Path) -> list[Path]:
    return sorted((config.parent / "data" / "women").glob("*/*.yml"))


def edit(config: Path, chance: random.Random) -> None:
    path = chance.choice(women(config))
    lines = path.read_text("utf-8").splitlines(keepends=True)
    places = [place for place, line in enumerate(lines) if line.startswith(("ability: ", "summary: "))]
    for place in places:
        lines[place] = lines[place].rstrip("\n") + " نو\n"
    path.write_text("".join(lines), "utf-8")


def add(config: Path, chance: random.Random) -> None:
    path = chance.choice(women(config))
    text = path.read_text("utf-8").replace(f"id: {path.stem}", "id: sample-somebody-new")
    name = next(line for line in text.splitlines() if line.startswith("name: "))
    path.with_name("sample-somebody-new.yml").write_text(text.replace(name, "name: تازهٔ آزمایشی"), "utf-8")


def remove(config: Path, chance: random.Random) -> None:
    chance.choice(women(config)).unlink()


def rename(config: Path, chance: random.Random) -> None:
    path = chance.choice(women(config))
    new = f"{path.stem}-renamed"
    text = path.read_text("utf-8").replace(f"id: {path.stem}\n", f"id: {new}\n")
    path.with_name(f"{new}.yml").write_text(text, "utf-8")
    path.unlink()


def move(config: Path, chance: random.Random) -> None:
    path = chance.choice(women(config))
    here, there = (
        path.parent.name,
        chance.choice(sorted({one.parent.name for one in women(config)} - {path.parent.name})),
    )
    text = path.read_text("utf-8").replace(f"county: {here}\n", f"county: {there}\n", 1)
    path.unlink()
    (config.parent / "data" / "women" / there / path.name).write_text(text, "utf-8")


def retitle(config: Path, chance: random.Random) -> None:
    path = config.parent / "data" / "agencies.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    place = chance.randrange(1, len(lines))
    cells = lines[place].split(",")
    path.write_text(
        "".join([*lines[:place], ",".join([cells[0], f"{cells[1]} نو", *cells[2:]]), *lines[place + 1 :]]), "utf-8"
    )


def withdraw(config: Path, chance: random.Random) -> None:
    path = chance.choice(women(config))
    result = run("withdraw", f"/women/{path.stem}/", "--data", config.parent / "data", "--today", "2026-11-24", key=KEY)
    assert result.exit_code == 0, result.output


CHANGES: tuple[Callable[[Path, random.Random], None], ...] = (edit, add, remove, rename, move, retitle, withdraw)


def test_an_edited_a_moved_and_a_new_record(made: Path, tmp_path: Path) -> None:
    chance = random.Random(1)
    before = {path: path.stat().st_ino for path in (made.parent / "site").rglob("*.html")}
    edit(made, chance)
    assert built(made).exit_code == 0
    kept = [path for path, inode in before.items() if path.is_file() and path.stat().st_ino == inode]
    assert len([path for path in kept if "women" in path.parts]) > 9  # they are the same files, not equal ones
    for change in (move, add):
        change(made, chance)
    same(made, tmp_path / "fresh")


def test_what_is_withdrawn_is_in_nothing_that_is_kept(made: Path) -> None:
    folder = cache.beside(made.parent / "data")
    assert any(folder.rglob("records-*"))
    withdraw(made, random.Random(2))
    assert not folder.exists()


def test_a_template_of_the_province_a_text_and_a_page_that_somebody_changed(made: Path) -> None:
    """The first of the two builds finds nothing kept: somebody was withdrawn."""
    site, overrides = made.parent / "site", made.parent / "overrides"
    overrides.mkdir()
    made.write_text(made.read_text("utf-8").replace("\ntheme:\n", f"\ntheme:\n  custom_dir: {overrides}\n"), "utf-8")
    template = (TEMPLATES / "woman.html").read_text("utf-8")
    text = made.parent.parent / "content" / "about.md"
    page = next((site / "agencies").glob("*/index.html"))
    for words in ("یک", "دو"):
        (overrides / "woman.html").write_text(f"{template}<p>{words}</p>", "utf-8")
        text.write_text(text.read_text("utf-8") + f"\nسخن {words}.\n", "utf-8")
        page.write_text("mine", "utf-8")
        assert built(made).exit_code == 0
        assert f"<p>{words}</p>" in next((site / "women").glob("sample-*/index.html")).read_text("utf-8")
        assert f"سخن {words}" in (site / "about" / "index.html").read_text("utf-8")
        assert page.read_text("utf-8") != "mine"


def test_the_settings_and_a_cache_that_cannot_be_read(made: Path) -> None:
    said = "بانکی برای آزمون‌ها."
    assert said in (made.parent / "site" / "index.html").read_text("utf-8")
    made.write_text(made.read_text("utf-8").replace(said, "بانکی دیگر."), "utf-8")
    assert built(made).exit_code == 0
    before = files(made.parent / "site")
    assert [path for path, content in before.items() if said.encode() in content] == []
    for number, path in enumerate(sorted(cache.beside(made.parent / "data").rglob("*/*"))):
        content = path.read_bytes()
        path.write_bytes([content[:-9], b"", content[:40] + b"\0" + content[41:]][number % 3])
    assert built(made).exit_code == 0
    assert files(made.parent / "site") == before


def test_on_another_day_pages_are_put_into_other_frames(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are those of a new build: of what the tests before have changed, nothing of before is left."""
    later = ["--today", "2026-12-25"]
    fresh = tmp_path / "fresh"
    assert built(made, "--fresh", "--output", fresh, *later).exit_code == 0
    drawn: list[str] = []
    whole = draw_pages.draw_page

    def told(site, frame, page):
        drawn.append(page.url)
        return whole(site, frame, page)

    monkeypatch.setattr(draw_pages, "draw_page", told)
    assert built(made, *later).exit_code == 0
    assert files(made.parent / "site") == files(fresh)
    assert "statistics/" in drawn
    assert not [url for url in drawn if url.startswith("women/sample-")]


def test_another_program_keeps_nothing_of_this_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Cache(tmp_path).put("one", ["یک", 2, (3.5, None)])
    assert Cache(tmp_path).get("one") == ["یک", 2, (3.5, None)]
    monkeypatch.setattr(cache, "program", lambda: b"another")
    assert Cache(tmp_path).get("one") is None
    assert not list(tmp_path.rglob("one"))


def test_what_is_forgotten_while_a_build_runs_is_not_kept_at_its_end(tmp_path: Path) -> None:
    kept = Cache(cache.beside(tmp_path / "data"))
    kept.later("records", ["کسی"])
    kept.put("before", 1)
    assert kept.get("before") == 1
    cache.forget(tmp_path / "data")
    kept.end()
    kept.put("after", 2)
    assert not cache.beside(tmp_path / "data").exists()


def test_what_waits_for_the_end_of_a_run_is_kept_then_and_never_of_one_that_fails(tmp_path: Path) -> None:
    failed, killed, kept = Cache(tmp_path), Cache(tmp_path), Cache(tmp_path)
    for number, one in enumerate((failed, killed, kept)):
        one.later("records", number)
    assert kept.get("records") is None
    kept.end()
    failed.close()
    assert Cache(tmp_path).get("records") == 2
    (left,) = (path for path in tmp_path.rglob(".*") if path.is_file())
    os.utime(left, (0, 0))
    assert Cache(tmp_path).get("records") == 2
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["records"]


def test_templates_behind_a_link_count_and_a_link_to_nothing_stops_nobody(tmp_path: Path) -> None:
    own, shared = tmp_path / "overrides", tmp_path / "shared"
    shared.mkdir()
    own.mkdir()
    (own / "partials").symlink_to(shared, target_is_directory=True)
    (own / ".#home.html").symlink_to("somebody@computer.1")
    digests = set()
    for text in ("one", "two"):
        (shared / "home.html").write_text(text)
        digests.add(cache.files(own))
    assert len(digests) == 2


@pytest.mark.nightly
@pytest.mark.parametrize("made", [pytest.param(ALL, id="all")], indirect=True, scope="module")
@pytest.mark.parametrize("seed", range(4))
def test_changes_at_random(made: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    config = tmp_path / "project" / made.name
    shutil.copytree(made.parent, config.parent)
    compared = 0
    for number in range(8):
        for change in chance.sample(CHANGES, chance.randint(0, 2)):
            change(config, chance)
        if (
            built(config).exit_code == 0
        ):  # else a change made the data wrong, and the next one is built over the site before
            same(config, tmp_path / f"fresh-{number}")
            compared += 1
    assert compared
