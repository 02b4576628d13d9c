"""Which day counts as today: the one that is asked for, else SOURCE_DATE_EPOCH, else that of the last commit."""

from __future__ import annotations

import subprocess
from datetime import date

from generator.dataset.reading.load import day_of, now
from generator.project.assembly import load
from tests.support import package

EPOCH = "1796083200"  # 2026-12-01


def commit(folder, day: str) -> None:
    signed = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q"], ["add", "."], [*signed, "commit", "-q", "-m", "x"]):
        environment = {"GIT_COMMITTER_DATE": f"{day}T12:00:00Z", "PATH": "/usr/bin:/bin", "HOME": str(folder)}
        subprocess.run(["git", "-C", folder, *words], check=True, env=environment)


def test_today_is_asked_for_or_the_epoch_or_the_last_commit_or_the_clock(tmp_path, monkeypatch):
    data = package(tmp_path / "data")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert day_of(data) == now()
    commit(data, "2026-11-30")
    assert day_of(data) == date(2026, 11, 30)
    (data / "women" / "fasa" / "new.yml").write_text("id: new\n", "utf-8")
    assert day_of(data) == now()  # what was taken in today is not of the future
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    assert day_of(data) == date(2026, 12, 1) == load(data).today
    assert load(data, date(2027, 1, 2)).today == date(2027, 1, 2)
