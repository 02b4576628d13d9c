"""A site is built from a store into a store: to the byte the one of a folder, and the old one stays until it is whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.runtime import manifest
from generator.runtime.remote.store import Store
from generator.site.engine import destinations
from tests import support
from tests.support import EPOCH, KEY, TODAY, copy_of, files, run

memory: Any = pytest.importorskip("fsspec").filesystem("memory")
WOMAN = "women/fasa/zahra-rasti.yml"


@pytest.fixture
def project(small_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own, whose data stand in a store too; the store is empty but for them."""
    monkeypatch.setenv("WITHDRAWAL_KEY", KEY)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    memory.store.clear()
    memory.pseudo_dirs[:] = [""]
    folder = copy_of(small_project, tmp_path / "project")
    for path, content in files(folder / "data").items():
        memory.pipe_file(f"/bank/data/{path}", content)
    return folder


@pytest.fixture(scope="module")
def without_her(small_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project without one of its women, and the site that a folder gets of it."""
    folder = copy_of(small_project, tmp_path_factory.mktemp("without") / "project")
    (folder / "data" / WOMAN).unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        assert support.build(folder / "mkdocs.yml", key=KEY).exit_code == 0
    return folder


def build(project: Path, *more: str) -> Any:
    config = project / "mkdocs.yml"
    return run(
        "build", "--config", config, "--data", "memory://bank/data", "--output", "memory://www/bank/", *TODAY, *more
    )


def there(folder: str = "/www") -> dict[str, bytes]:
    return {path.removeprefix(f"{folder}/"): memory.cat_file(path) for path in memory.find(folder)}


def site(project: Path) -> dict[str, bytes]:
    """What a store holds of a site: its files, and the manifest beside them."""
    own = {f"bank/{path}": content for path, content in files(project / "site").items()}
    return {**own, "bank.sha256": manifest.beside(project / "site").read_bytes()}


def published(project: Path) -> None:
    """Lay the project's site into the store, as a build did before."""
    for path, content in site(project).items():
        memory.pipe_file(f"/www/{path}", content)


def test_from_a_store_into_a_store(project: Path) -> None:
    done = build(project)
    assert done.exit_code == 0 and "memory://www/bank" in done.output, done.output
    assert there() == site(project)


def test_what_is_the_same_is_not_written_again_and_what_is_withdrawn_goes(project: Path, without_her: Path) -> None:
    published(project)
    memory.pipe_file("/www/bank/robots/of-somebody-else.txt", b"not ours")
    memory.rm_file(f"/bank/data/{WOMAN}")
    before = {path: memory.store[path].modified for path in memory.find("/www")}
    assert build(project).exit_code == 0
    after = there()
    assert after.pop("bank/robots/of-somebody-else.txt") == b"not ours"
    assert after == site(without_her) and not any("zahra-rasti" in path for path in after)
    kept = {path for path in before if memory.exists(path) and memory.store[path].modified == before[path]}
    assert "/www/bank/assets/css/tokens.css" in kept and "/www/bank/women/index.html" not in kept
    assert len(kept) > 100


def test_a_store_without_a_manifest_keeps_what_lies_there_and_it_is_said(project: Path) -> None:
    memory.pipe_file("/www/bank/women/old/index.html", b"old")
    done = build(project)
    assert (done.exit_code, "bank.sha256" in done.stderr) == (0, True), done.output
    assert there().pop("bank/women/old/index.html") == b"old"


@pytest.mark.parametrize("when", ["data", "drawing"])
def test_a_build_that_fails_touches_nothing_of_the_old_site(
    project: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    published(project)
    before = there()
    text = memory.cat_file(f"/bank/data/{WOMAN}").decode()
    change = ("county: fasa", "county: nowhere") if when == "data" else ("name: زهرا", "name: زهره")
    assert change[0] in text
    memory.pipe_file(f"/bank/data/{WOMAN}", text.replace(*change).encode())
    write = Store.write

    def failing(store: Store, file: Any) -> Any:
        if file.path == "women/zahra-rasti/index.html":
            raise PermissionError(13, "no", file.path)
        return write(store, file)

    monkeypatch.setattr(Store, "write", failing)
    done = build(project)
    assert (done.exit_code, "سایت پیشین دست نخورد" in done.output) == (1, True), done.output
    assert there() == before


def test_a_build_that_breaks_off_on_its_last_way_is_finished_by_the_next(
    project: Path, without_her: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(project)
    memory.rm_file(f"/bank/data/{WOMAN}")
    copy = Store.copy

    def failing(store: Store, path: str, other: Store) -> None:
        if path == "women/index.html":
            raise PermissionError(13, "no", path)
        copy(store, path, other)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "copy", failing)
        done = build(project)
    assert (done.exit_code, "بخشی" in done.output, "دست نخورد" in done.output) == (1, True, False), done.output
    assert b"0" * 64 in there()["bank.sha256"] and not any("unfinished" in path for path in there())
    assert build(project).exit_code == 0
    assert there() == site(without_her)


def test_what_a_killed_build_left_goes_with_a_later_one(project: Path) -> None:
    memory.pipe_file("/www/.bank.20260101-0123abcd.unfinished/index.html", b"left")
    memory.pipe_file("/www/.other.20260101-0123abcd.unfinished/index.html", b"not ours")
    memory.pipe_file("/www/.bank.99990101-0123abcd.unfinished/index.html", b"at work")
    with destinations.in_store(Store("memory://www/bank")):
        pass
    left = {".other.20260101-0123abcd.unfinished", ".bank.99990101-0123abcd.unfinished"}
    assert there().keys() == {f"{name}/index.html" for name in left}


def test_an_address_of_no_store_is_refused_before_anything_is_read(project: Path) -> None:
    for words in (["--data", "nosuch://bank"], ["--output", "nosuch://bank"]):
        done = build(project, *words)
        assert (done.exit_code, "«nosuch://bank»" in done.output) == (1, True), done.output
        assert "Traceback" not in done.output
