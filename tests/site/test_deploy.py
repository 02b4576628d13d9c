"""A published site follows the built one: what is withdrawn goes, and what was never the site's own stays."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from generator.runtime import manifest
from generator.site.engine.build_error import BuildError
from generator.site.engine.deploy import check_destination, deploy
from tests.support import files

PAGES = {
    "index.html": "خانه",
    "sitemap.xml": "<urlset/>",
    "assets/a.css": "a{}",
    "women/one/index.html": "یک",
    "women/two/index.html": "دو",
}
FOREIGN = ".well-known/acme"


def built(folder: Path, pages: dict[str, str]) -> Path:
    """Write a site and the manifest beside it, as a build does."""
    site = folder / "site"
    shutil.rmtree(site, ignore_errors=True)
    for path, text in pages.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, "utf-8")
    hashes = {entry.path: entry.sha256 for entry in manifest.entries(site)}
    manifest.beside(site).write_text(manifest.text(hashes), "utf-8")
    return site


def to_folder(place: Path, patch: pytest.MonkeyPatch) -> str:
    return str(place)


def by_rsync(place: Path, patch: pytest.MonkeyPatch) -> str:
    """Return the address of a computer that is this one."""
    if not shutil.which("rsync"):
        pytest.skip("there is no rsync")
    shell = place.parent / "shell"
    shell.write_text('#!/bin/sh\nshift\nexec "$@"\n', "utf-8")
    shell.chmod(0o755)
    patch.setenv("RSYNC_RSH", str(shell))
    return f"here:{place}"


def to_store(place: Path, patch: pytest.MonkeyPatch) -> str:
    pytest.importorskip("fsspec")
    return place.as_uri()


Way = Callable[[Path, pytest.MonkeyPatch], str]


@pytest.fixture(params=[to_folder, by_rsync, to_store])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    """Where the site comes to, as a folder and as it is named."""
    (tmp_path / "www").mkdir()
    return tmp_path / "www" / "bank", request.param(tmp_path / "www" / "bank", monkeypatch)


def test_what_is_withdrawn_goes_and_nothing_else(place: tuple[Path, str], tmp_path: Path) -> None:
    folder, address = place
    site = built(tmp_path, PAGES)
    deploy(site, address, delete=True)
    assert files(folder) == files(site)
    (folder / FOREIGN).parent.mkdir()
    (folder / FOREIGN).write_text("not ours", "utf-8")

    later = {path: text for path, text in PAGES.items() if "two" not in path}
    site = built(tmp_path, {**later, "index.html": "خانه، با یک زن"})
    assert deploy(site, address, delete=True).doubts == []
    assert files(folder) == {**files(site), FOREIGN: b"not ours"}
    assert manifest.parsed(manifest.beside(folder).read_bytes()).keys() == later.keys()


def test_links_and_empty_folders_of_others_stay_as_they_are(tmp_path: Path) -> None:
    site, folder, uploads = built(tmp_path, PAGES), tmp_path / "www", tmp_path / "uploads"
    deploy(site, str(folder), delete=True)
    uploads.mkdir()
    (uploads / "letter").write_text("dear", "utf-8")
    for name, target in {"uploads": uploads, "letter": uploads / "letter", "lost": tmp_path / "nowhere"}.items():
        (folder / name).symlink_to(target)
    (folder / "spool").mkdir()
    deploy(built(tmp_path, {path: text for path, text in PAGES.items() if "two" not in path}), str(folder), delete=True)
    assert [(folder / name).readlink() for name in ("uploads", "letter", "lost")] == [
        uploads,
        uploads / "letter",
        tmp_path / "nowhere",
    ]
    assert (folder / "spool").is_dir() and not (folder / "women/two").exists()
    assert (uploads / "letter").read_text("utf-8") == "dear"


def test_its_manifest_is_what_sha256sum_reads(place: tuple[Path, str], tmp_path: Path) -> None:
    folder, address = place
    deploy(built(tmp_path, PAGES), address)
    done = subprocess.run(["sha256sum", "--check", "--strict", "../bank.sha256"], cwd=folder, capture_output=True)
    assert done.returncode == 0 and done.stdout.count(b": OK") == len(PAGES)


def test_without_a_manifest_nothing_is_removed_and_it_says_so(place: tuple[Path, str], tmp_path: Path) -> None:
    folder, address = place
    deploy(built(tmp_path, PAGES), address)
    manifest.beside(folder).unlink()
    doubts = deploy(built(tmp_path, {"index.html": "x", "sitemap.xml": "y"}), address, delete=True).doubts
    assert len(doubts) == 1 and "bank.sha256" in doubts[0]
    assert (folder / "women/two/index.html").exists()


def test_a_manifest_that_names_what_is_not_the_site_s_reaches_nothing(place: tuple[Path, str], tmp_path: Path) -> None:
    folder, address = place
    (tmp_path / "www" / "letter").write_text("dear", "utf-8")
    deploy(built(tmp_path, PAGES), address)
    with manifest.beside(folder).open("a", encoding="utf-8") as stream:
        stream.write(f"{'0' * 64}  ../letter\n{'0' * 64}  {tmp_path}/www/letter\n")
    deploy(built(tmp_path, PAGES), address, delete=True)
    assert (tmp_path / "www" / "letter").read_text("utf-8") == "dear"


def test_what_changed_after_the_build_is_not_published(place: tuple[Path, str], tmp_path: Path) -> None:
    if place[1].startswith("here:"):
        pytest.skip("rsync reads the files itself")
    site = built(tmp_path, PAGES)
    (site / "women/one/index.html").write_text("other", "utf-8")
    with pytest.raises(BuildError, match="women/one"):
        deploy(site, place[1])


def test_a_store_that_is_only_in_memory(tmp_path: Path) -> None:
    memory = pytest.importorskip("fsspec").filesystem("memory")
    site = built(tmp_path, PAGES)
    deploy(site, "memory://kept")
    assert {path.removeprefix("/kept/") for path in memory.find("/kept")} == set(PAGES)
    # Nothing goes that nobody asked to go; what stays is still known as the site's own.
    deploy(built(tmp_path, {"index.html": "x"}), "memory://kept")
    assert memory.exists("/kept/women/two/index.html")
    deploy(built(tmp_path, {"index.html": "x"}), "memory://kept", delete=True)
    assert memory.find("/kept") == ["/kept/index.html"]


def test_of_a_run_that_breaks_off_nothing_is_left_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that was sent by it and is then withdrawn goes all the same."""
    memory = pytest.importorskip("fsspec").filesystem("memory")
    from generator.runtime.remote.store import Store

    whole = Store.write

    def failing(store, file):
        if file.path == "sitemap.xml":
            raise OSError(5, "gone")
        return whole(store, file)

    monkeypatch.setattr(Store, "write", failing)
    with pytest.raises(OSError, match="gone"):
        deploy(built(tmp_path, PAGES), "memory://broken")
    assert memory.exists("/broken/women/two/index.html")
    monkeypatch.undo()
    site = built(tmp_path, {path: text for path, text in PAGES.items() if "two" not in path})
    deploy(site, "memory://broken", delete=True)
    assert {path.removeprefix("/broken/") for path in memory.find("/broken")} == files(site).keys()


@pytest.mark.parametrize("address", ["nosuch://bank/x", "gs://bucket/x"])
def test_a_store_that_is_not_known_is_refused_before_a_build(address: str) -> None:
    pytest.importorskip("fsspec")
    if address.startswith("gs") and find_spec("gcsfs"):
        pytest.skip("it is known here")
    with pytest.raises(BuildError, match="store"):
        check_destination(address)


def test_a_new_folder_on_a_drive_of_windows_is_no_other_computer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here the name is one of a folder with a colon in it; what matters is that no rsync is asked."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")
    deploy(built(tmp_path, PAGES), "D:site")
    assert (tmp_path / "D:site" / "index.html").read_text("utf-8") == "خانه"
    with pytest.raises(BuildError, match="rsync"):
        deploy(built(tmp_path, PAGES), "host:site")
