"""How far a long run is stands on a terminal, in Persian; where nobody looks on, nothing is said of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.persian.numbers import counted
from tests.support import KEY, ROOT, generator, package

STAGES = ("خواندن داده‌ها", "بررسی داده‌ها", "دادهٔ باز، صفحه‌ها و ")


def on_a_terminal(*arguments: str | Path) -> tuple[int, list[str]]:
    """Run the command line with a terminal for what it says beside its answer; return the lines as they stand in the end."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "generator", *map(str, arguments)]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=theirs, cwd=ROOT, env={**os.environ, "WITHDRAWAL_KEY": KEY}
    ) as running:
        os.close(theirs)
        said = b""
        # The terminal of a process that has ended is no more.
        try:
            while part := os.read(ours, 1 << 16):
                said += part
        except OSError:
            pass
    os.close(ours)
    shown = re.sub(r"\x1b\[[?0-9;]*[a-zA-Z]", "", said.decode())
    return running.returncode, [line.strip().rpartition("\r")[2] for line in shown.split("\n") if line.strip()]


def test_each_long_stage_of_a_build_has_its_line(small_project, tmp_path):
    code, lines = on_a_terminal(
        "build",
        "--config",
        small_project / "mkdocs.yml",
        "--data",
        small_project / "data",
        "--today",
        "2026-11-24",
        "--output",
        tmp_path / "site",
    )
    assert code == 0
    found = {name: [line for line in lines if line.startswith(name)] for name in STAGES}
    assert [len(own) for own in found.values()] == [1, 1, 1], lines
    for (line,) in found.values():
        assert "█" in line and not re.search("[0-9A-Za-z]", line)
    read, checked, made = (own[0] for own in found.values())
    files = sum(path.suffix in (".yml", ".csv") for path in (small_project / "data").rglob("*"))
    assert read.endswith(f"  {counted(files, 'فایل')}")
    for line in (checked, made):
        done, expected = re.findall("[۰-۹٬]+", line)
        assert done == expected, line


def test_a_check_says_how_far_it_is_and_what_it_found(tmp_path):
    code, lines = on_a_terminal("validate", "--data", package(tmp_path / "data"), "--today", "2026-11-24")
    assert code == 0
    assert [line.split("  ")[0] for line in lines] == list(STAGES[:2])


def test_nothing_is_said_where_nobody_looks_on(tmp_path):
    done = generator("validate", "--data", package(tmp_path / "data"), "--today", "2026-11-24")
    assert (done.returncode, done.stderr) == (0, "")
