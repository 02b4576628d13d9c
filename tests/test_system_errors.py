"""What the system refuses ends in a Persian sentence that names the place: nothing unreadable passes unsaid."""

from __future__ import annotations

import errno
import os
import resource as limits
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import Result

from generator.runtime.system_errors import sentence
from tests.support import ROOT, TODAY, package, run

NOBODY = 65534
as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may become another user"
)


@contextmanager
def nobody() -> Iterator[None]:
    """Be a user who may read only what everybody may."""
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


def as_nobody(*arguments: str | Path) -> Result:
    """Run the command line as a user who may read only what everybody may; what it imports is read before."""
    run(*arguments)
    with nobody():
        return run(*arguments)


@pytest.fixture
def open_data():
    """The small package in a folder that everybody may enter: pytest's own is root's alone."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        data = package(Path(folder) / "data")
        for path in (data, *data.rglob("*")):
            path.chmod(0o777 if path.is_dir() else 0o666)
        yield data


@as_root
@pytest.mark.parametrize("verb", ["validate", "format"])
@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("women/fasa", 0),
        ("women/fasa", 0o111),
        ("women/fasa", 0o444),
        ("women", 0),
        ("women/fasa/zahra-rasti.yml", 0),
        ("domains.csv", 0),
        ("datapackage.yaml", 0),
        (".", 0),
    ],
)
def test_what_cannot_be_read_is_named(verb, name, mode, open_data):
    path = open_data / name
    path.chmod(mode)
    done = as_nobody(verb, "--data", open_data, *(TODAY if verb == "validate" else ()))
    path.chmod(0o755)
    assert done.exit_code == 1 and isinstance(done.exception, SystemExit), done.output
    lines = (done.stdout + done.stderr).splitlines()
    named = f"data/{name}" if name != "." else "data"
    assert any(named in line and "دسترسی به آن نیست" in line for line in lines), lines


@as_root
def test_a_folder_that_cannot_be_read_is_said_once(open_data):
    (open_data / "women" / "fasa").chmod(0)
    done = as_nobody("validate", "--data", open_data, *TODAY)
    (open_data / "women" / "fasa").chmod(0o755)
    assert len([line for line in done.stdout.splitlines() if ": خطا: " in line]) == 1, done.stdout


@pytest.mark.parametrize("verb", ["validate", "format"])
@pytest.mark.parametrize(
    "name",
    ["women", "women/fasa", "women/fasa/zahra-rasti.yml", "domains.csv", "datapackage.yaml"],
)
def test_a_link_is_named(verb, name, tmp_path):
    data = package(tmp_path / "data")
    shutil.move(data / name, tmp_path / "elsewhere")
    (data / name).symlink_to(tmp_path / "elsewhere")
    result = run(verb, "--data", data, *(TODAY if verb == "validate" else ()))
    assert result.exit_code == 1
    assert any(f"data/{name}" in line and "پیوند" in line for line in result.output.splitlines()), result.output


def test_a_link_that_is_no_file_of_the_data_is_named(tmp_path):
    data = package(tmp_path / "data")
    (data / "women" / "fasa" / "x.webp").symlink_to("/etc/hostname")
    result = run("validate", "--data", data, *TODAY)
    assert result.exit_code == 1
    assert "data/women/fasa/x.webp: خطا: «x.webp» پیوند" in result.output


def test_a_file_where_a_folder_belongs_is_named(tmp_path):
    data = package(tmp_path / "data")
    (data / "loans").write_text("x", "utf-8")
    result = run("validate", "--data", data, *TODAY)
    assert result.exit_code == 1
    assert "data/loans: خطا: " in result.output


def test_a_pipe_among_the_records_is_not_waited_for(tmp_path):
    data = package(tmp_path / "data")
    os.mkfifo(data / "women" / "fasa" / "pipe.yml")
    result = run("validate", "--data", data, *TODAY)
    assert "data/women/fasa/pipe.yml: خطا: " in result.output


def test_a_name_that_is_no_text_is_shown_by_its_bytes(tmp_path):
    data = package(tmp_path / "data")
    (Path(os.fsdecode(os.fsencode(data / "women" / "fasa") + b"/zahra-\xff.yml"))).write_text("x: y\n", "utf-8")
    for style in ("text", "json", "markdown", "github"):
        result = run("validate", "--data", data, *TODAY, "--format", style)
        assert result.exit_code == 1
        assert "udcff" in result.stdout


# ---------- what is written ----------


def _limited() -> None:
    limits.setrlimit(limits.RLIMIT_FSIZE, (100, 100))


@pytest.mark.parametrize("verb", ["format", "sample", "forms"])
def test_a_disk_that_takes_no_more_ends_in_a_sentence(verb, tmp_path):
    data = package(tmp_path / "data")
    (data / "domains.csv").write_text((data / "domains.csv").read_text("utf-8").replace("\n", "\r\n"), "utf-8")
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    arguments = {
        "format": ["format", "--data", data],
        "sample": ["sample", tmp_path / "out", "--data", data, "--women", "3"],
        "forms": ["forms", "--data", data, "--output", tmp_path / "forms"],
    }[verb]
    # With -B, or Python would leave the first bytes of each module that it compiles there, for all that come after it.
    command = [sys.executable, "-B", "-m", "generator", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, preexec_fn=_limited)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "بزرگ‌تر می‌شود" in done.stderr
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_output_that_takes_no_more_ends_in_a_sentence(tmp_path):
    data = package(tmp_path / "data")
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "generator", "validate", "--data", str(data), *TODAY]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, cwd=ROOT)
        assert done.returncode == 1
        assert "جای خالی" in done.stderr and "Error" not in done.stderr
        assert subprocess.run(command, stdout=full, stderr=full, cwd=ROOT).returncode == 1


def test_a_pipe_that_nobody_reads_any_more_is_no_complaint(tmp_path):
    data = package(tmp_path / "data")
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "generator", "validate", "--data", str(data), *TODAY]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    os.close(write)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp1256", "utf-16"])
def test_output_is_utf8_whatever_encoding_is_asked_for(encoding, tmp_path):
    data = package(tmp_path / "data")
    command = [sys.executable, "-m", "generator", "validate", "--data", str(data), *TODAY]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env={**os.environ, "PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (0, b"")
    assert "بی‌خطا" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EFBIG, errno.ENOENT, 9999])
def test_every_refusal_names_its_file(number):
    assert "«data/x.yml»: " in sentence(OSError(number, os.strerror(number), "data/x.yml"))


def test_the_first_of_many_refusals_is_named():
    error = shutil.Error([("a", "b", "[Errno 13] Permission denied: 'a'"), ("c", "d", "x")])
    assert sentence(error).startswith("«a»: ")
