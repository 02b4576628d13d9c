"""Releases: whole or not there, one of them shown at every moment, and nobody in them who is hidden or was removed."""

from __future__ import annotations

import gzip
import os
import random
import shutil
import threading
import time
from datetime import date
from pathlib import Path

import pytest

from generator.inbox.work import releasing_site
from generator.inbox.work.building import build_site
from generator.inbox.work.hiding import all_hidden, without
from generator.inbox.work.releasing_site import Release, Releases, shown
from generator.project import assembly
from generator.runtime import manifest
from generator.site.engine.build_error import BuildError
from tests.crashes import killed_after, killed_at, moments_of
from tests.support import BANK, EPOCH, KEY, package

DAY = date(2026, 11, 24)
COMMITS = [f"{number:040x}" for number in range(1, 9)]


def laid(site: Path, *pages: str, text: str = "سلام") -> None:
    """Lay a small site out with its manifest, as a build does."""
    for page in ("", *pages):
        (site / page).mkdir(parents=True, exist_ok=True)
        (site / page / "index.html").write_text(text, "utf-8")
    found = {entry.path: entry.sha256 for entry in manifest.entries(site)}
    manifest.beside(site).write_text(manifest.text(found), "utf-8")


def release(releases: Releases, number: int, *pages: str) -> Release:
    made = releases.make(COMMITS[number], DAY, (), lambda site: laid(site, *pages, text=str(number)))
    releases.point(made)
    return made


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    found = Releases(tmp_path / "releases")
    found.mend()
    return found


def test_the_pointer_leads_to_a_whole_site_and_never_elsewhere(releases: Releases, tmp_path: Path) -> None:
    assert shown(releases.folder) is None
    made = release(releases, 0, "women/a")
    assert shown(releases.folder) == made.site.resolve()
    assert releases.current() == Release(made.folder, COMMITS[0], DAY)
    assert made.shows("women/a/") and not made.shows("women/b/")
    (releases.folder / "current").unlink()
    (releases.folder / "current").symlink_to(tmp_path)
    assert shown(releases.folder) is None


def test_a_system_without_links_has_a_pointer_file(releases: Releases, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releasing_site, "_LINKS", False)
    first, second = release(releases, 0), release(releases, 1)
    assert (releases.folder / "current.txt").read_text() == second.name
    assert shown(releases.folder) == second.site.resolve() != first.site.resolve()
    (releases.folder / "current.txt").write_text("../../etc")
    assert shown(releases.folder) is None


def test_the_same_commit_day_and_hidden_pages_are_built_once(releases: Releases) -> None:
    built = []
    for day, hidden in ((DAY, ()), (DAY, ()), (date(2026, 11, 25), ()), (DAY, [("women", "a")]), (DAY, ())):
        releases.make(COMMITS[0], day, hidden, lambda site: built.append(laid(site)))
    assert len(built) == 3
    assert "women" not in "".join(path.name for path in releases.folder.iterdir())


def test_two_old_releases_are_kept_and_none_that_shows_a_removed_page(releases: Releases) -> None:
    for number in range(5):
        release(releases, number, "women/a", *(["women/b"] if number == 3 else []))
        releases.sweep()
    assert [one.commit for one in releases.all()] == COMMITS[2:5]
    releases.sweep(["women/b/"])
    assert [one.commit for one in releases.all()] == [COMMITS[2], COMMITS[4]]


def test_a_failed_build_leaves_the_site_that_is_shown(releases: Releases) -> None:
    made = release(releases, 0)

    def fail(site: Path) -> None:
        laid(site)
        raise BuildError("نشد")

    with pytest.raises(BuildError):
        releases.make(COMMITS[1], DAY, (), fail)
    assert releases.current() == made and made.is_whole()
    releases.mend()
    assert sorted(path.name for path in releases.folder.iterdir()) == sorted(["current", made.name])


def test_a_release_that_a_power_cut_has_harmed_is_built_again(releases: Releases) -> None:
    made = release(releases, 0)
    (made.site / "index.html").write_text("")
    releases.mend()
    assert releases.current() is None
    assert release(releases, 0).is_whole()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("kills", [pytest.param(12, id="few"), pytest.param(200, id="many", marks=pytest.mark.nightly)])
def test_at_every_moment_of_killed_builds_a_site_is_shown(releases: Releases, kills: int) -> None:
    release(releases, 0)
    probes, missing, stop = 0, 0, threading.Event()

    def probe() -> None:
        nonlocal probes, missing
        while not stop.wait(0.01):
            probes += 1
            try:
                missing += not (releases.folder / "current" / "index.html").read_text()
            except OSError:
                missing += 1

    def work(number: int) -> None:
        releases.mend()
        release(releases, number, *(f"women/{one}" for one in range(5)))
        releases.sweep()

    total = moments_of(lambda: work(1))
    watcher = threading.Thread(target=probe)
    watcher.start()
    lot = random.Random(kills)
    done = 0
    while done < kills:
        number = 1 + done % 7
        way = killed_at if done % 2 else killed_after
        moment = lot.randrange(total) if done % 2 else lot.uniform(0, 0.01)
        done += way(moment, lambda number=number: work(number)) or 1
        time.sleep(0.001)
    stop.set()
    watcher.join()
    assert probes > 3 and missing == 0
    releases.mend()
    assert not [path for path in releases.folder.iterdir() if path.name.endswith(".part")]
    assert all(one.is_whole() for one in releases.all())


# ---------- hidden pages ----------

HIDDEN = ("women", "sample-akram-zakeri")


def test_a_hidden_page_leaves_no_trace_in_the_built_site(small_project: Path, tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    shutil.copytree(small_project, checkout, ignore=shutil.ignore_patterns("site", "site.*", ".site*"))
    for path in (BANK / "data/women/shiraz").glob(f"{HIDDEN[1]}*"):
        shutil.copy(path, checkout / "data/women/shiraz")
    own = checkout / f"data/women/shiraz/{HIDDEN[1]}.yml"
    known = own.read_text("utf-8").replace("cultural", "literature").replace("behzisti", "farmandari")
    own.write_text(known, "utf-8")
    linked = """
[این صفحه](../women/sample-akram-zakeri/) و <a class='x' href='/women/sample-akram-zakeri/#top'>همین</a> و [این][z] و
[آن](../women/zahra-rasti/).

[z]: ../women/sample-akram-zakeri/ "او"
"""
    about, home = checkout / "content/about.md", checkout / "content/index.md"
    about.write_text(about.read_text("utf-8") + linked, "utf-8")
    home.write_text(home.read_text("utf-8").replace("---\n", f"---\nfeatured:\n  - {HIDDEN[1]}\n", 1), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WITHDRAWAL_KEY", KEY)
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        build_site(checkout, tmp_path / "out/site", DAY, [HIDDEN])
    site = tmp_path / "out/site"
    for path in (path for path in site.rglob("*") if path.is_file()):
        raw = path.read_bytes()
        raw = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
        held = [word for word in (HIDDEN[1], "sample-akram", "اکرم ذاکری") if word.encode() in raw or word in str(path)]
        assert not held, path
    assert (site / "women/zahra-rasti/index.html").is_file()
    assert "women/zahra-rasti" in (site / "about/index.html").read_text("utf-8")


def test_what_must_name_a_hidden_record_goes_with_it_and_the_rest_stays_without_the_name(tmp_path: Path) -> None:
    registry = assembly.load(package(tmp_path / "data"), DAY).registry
    assert registry is not None
    sector = registry.get("cooperatives", "shahpurjan")["sector"]
    gone = all_hidden(registry, [("sectors", sector), ("domains", "handicraft"), ("women", "nobody")])
    assert gone == {("sectors", sector), ("domains", "handicraft"), ("cooperatives", "shahpurjan")}
    left = without(registry, gone)
    assert left.get("cooperatives", "shahpurjan") is None and left.get("domains", "handicraft") is None
    assert "domains" not in left.get("women", "zahra-rasti")
    assert left.get("women", "simin-daneshvar") == registry.get("women", "simin-daneshvar")
    assert "domains" in registry.get("women", "zahra-rasti")
