"""The wheel: it holds all that a province needs beside its own folders, and builds the same site."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from generator.runtime.version import UNKNOWN, of_source
from tests import support
from tests.support import ASSETS, ROOT


@pytest.fixture(scope="session")
def wheel(once) -> Path:
    """The wheel of this source tree, unpacked: what ``pip install`` would put beside the packages of this environment."""

    def make(target: Path) -> None:
        command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", target / "packed"]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        (packed,) = (target / "packed").iterdir()
        with ZipFile(packed) as archive:
            archive.extractall(target / "installed")

    return once("wheel", make) / "installed"


def run(wheel: Path, *arguments: str | Path, **options) -> subprocess.CompletedProcess[str]:
    """Run the command line of the wheel, not that of the source tree."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(wheel),
        "SOURCE_DATE_EPOCH": support.EPOCH,
        "WITHDRAWAL_KEY": support.KEY,
    }
    return support.generator(*arguments, env=environment, **options)


def test_it_holds_every_file_of_the_package(wheel):
    kept = {path.relative_to(wheel).as_posix() for path in (wheel / "generator").rglob("*") if path.is_file()}
    listing = subprocess.run(["git", "ls-files", "-z", "generator"], cwd=ROOT, capture_output=True, check=True)
    own = {name for name in listing.stdout.decode().split("\0") if name and (ROOT / name).is_file()}
    assert own <= kept
    assert (wheel / ASSETS.relative_to(ROOT) / "fonts" / "OFL.txt").is_file()


def test_the_wheel_alone_builds_the_same_site(wheel, small_project, tmp_path):
    for name in ("data", "content", "mkdocs.yml"):
        source = small_project / name
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, tmp_path / name)
    ask = "import generator, sys; sys.stdout.write(generator.__file__)"
    where = subprocess.run(
        [sys.executable, "-c", ask], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(wheel)}, capture_output=True
    )
    assert Path(where.stdout.decode()).is_relative_to(wheel)
    result = run(wheel, "build", *support.TODAY, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert support.files(tmp_path / "site") == support.files(small_project / "site")


# ---------- the version ----------


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_the_version_is_that_of_the_tag(tmp_path):
    assert of_source(tmp_path) == UNKNOWN
    _git(tmp_path, "init", "-q")
    assert of_source(tmp_path) == UNKNOWN  # no commit yet
    _git(tmp_path, "commit", "-q", "--allow-empty", "-m", "a")
    assert of_source(tmp_path) == f"0+g{_git(tmp_path, 'rev-parse', '--short', 'HEAD')}"
    _git(tmp_path, "tag", "v1.2.0")
    _git(tmp_path, "tag", "data-9")
    assert of_source(tmp_path) == "1.2.0"
    _git(tmp_path, "commit", "-q", "--allow-empty", "-m", "b")
    assert of_source(tmp_path) == f"1.2.0+1.g{_git(tmp_path, 'rev-parse', '--short', 'HEAD')}"
    # A copy of the sources inside the repository of a province has none of its own.
    (tmp_path / "vendor").mkdir()
    assert of_source(tmp_path / "vendor") == UNKNOWN


def test_the_wheel_tells_its_version(wheel):
    said = run(wheel, "--version", cwd=wheel).stdout.strip()
    (metadata,) = wheel.glob("*.dist-info/METADATA")
    assert said == f"generator {of_source()}"
    assert f"\nVersion: {of_source()}\n" in metadata.read_text("utf-8")


def test_no_part_that_writes_the_site_knows_the_version():
    asking = {
        path.relative_to(ROOT / "generator").parts[0]
        for path in (ROOT / "generator").rglob("*.py")
        if re.search(r"runtime\.version|importlib\.metadata|__version__", path.read_text("utf-8"))
    }
    assert asking - {"runtime"} <= {"cli", "project"}


def test_the_wheel_lays_out_the_same_province_as_the_source_tree(wheel, tmp_path):
    answers = ["--province", "یزد", "--latin", "Yazd", "--office", "دفتر", "--name", "بانک یزد"]
    result = run(wheel, "new", tmp_path / "theirs", *answers, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert support.run("new", tmp_path / "ours", *answers).exit_code == 0
    assert support.files(tmp_path / "theirs") == support.files(tmp_path / "ours")
    assert not (wheel / ".github").exists()  # nothing lands outside the package
