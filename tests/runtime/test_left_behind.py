"""What readers make of a run that was killed: they say what they find, and change nothing; who writes mends it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from generator.runtime.transaction import Transaction
from tests.submissions.banks import WOMAN
from tests.support import TODAY, files, package, run

RECORD = "women/fasa/zahra-rasti.yml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return package(tmp_path / "data")


def left(data: Path, journal: str = "journal") -> None:
    """Lay what a run leaves that was killed while it replaced a record: with ``journal.part`` before the commit."""
    folder = data / ".datapackage.yaml.unfinished"
    folder.mkdir()
    (folder / "lock").touch()
    beside = f"women/fasa/.{Path(RECORD).name}.0.unfinished"
    (data / beside).write_bytes((data / RECORD).read_bytes().replace("زهرا".encode(), "ثریا".encode()))
    (folder / journal).write_text(f'[["{RECORD}", "{beside}"]]')


def validated(data: Path) -> Iterator[str]:
    before = files(data)
    result = run("validate", "--data", data, *TODAY)
    assert files(data) == before
    yield from (str(result.exit_code), result.output)


def test_half_a_change_is_an_error_until_somebody_writes(data: Path) -> None:
    left(data)
    code, output = validated(data)
    assert code == "1" and "نیمه‌کاره مانده است" in output and "generator format" in output
    assert run("format", "--data", data).exit_code == 0
    assert "ثریا" in (data / RECORD).read_text("utf-8")
    assert not [name for name in files(data) if "unfinished" in name]
    assert next(validated(data)) == "0"


def test_what_was_never_committed_is_a_warning_until_somebody_writes(data: Path) -> None:
    before = files(data)
    left(data, "journal.part")
    code, output = validated(data)
    assert code == "0" and "فایل‌هایی موقت مانده است" in output
    assert run("format", "--data", data).exit_code == 0
    assert files(data) == before


def test_who_reads_while_another_writes_is_told_so(data: Path) -> None:
    with Transaction(data / "datapackage.yaml") as transaction:
        assert next(validated(data)) == "0", "the other has not begun to write"
        (transaction.folder / "journal").write_text("[]")
        code, output = validated(data)
        assert code == "1" and "همین حالا داده‌ها را می‌نویسد" in output


def test_who_writes_while_another_does_waits_and_then_says_so(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(data)
    monkeypatch.setattr("generator.runtime.transaction.PATIENCE", 0.0)
    with Transaction(data / "datapackage.yaml"):
        result = run("withdraw", "women/zahra-rasti/", "--data", data, *TODAY)
    assert result.exit_code == 1 and "اجرای دیگری همین حالا" in result.output
    assert files(data) == before


def test_a_hand_in_whose_report_cannot_be_written_writes_nothing(data: Path, tmp_path: Path) -> None:
    handed, report = tmp_path / "handed.yml", tmp_path / "report"
    values = {**WOMAN, "domains": ["صنایع دستی", "ادبی"]}
    handed.write_text(yaml.safe_dump({"form": "women", "version": 1, "values": values}, allow_unicode=True), "utf-8")
    report.write_text("a file where a folder should be")
    before = files(data)
    assert run("intake", handed, "--report", report / "deeper", "--data", data, *TODAY).exit_code == 1
    assert files(data) == before
    report.unlink()
    assert run("intake", handed, "--report", report / "deeper", "--data", data, *TODAY).exit_code == 0
    assert len(files(data)) == len(before) + 1
    assert files(report).keys() == {"deeper/pull-request.md", "deeper/title.txt"}
