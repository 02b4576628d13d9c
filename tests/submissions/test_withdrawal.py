"""Somebody asks to be removed: by telephone too, with every place that still names her, and under a key."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest

from generator.dataset.people.fingerprints import key_mark
from generator.runtime import cache
from tests import support
from tests.submissions import banks, issues
from tests.support import TODAY, package

FULL = Path(__file__).parents[1] / "dataset" / "full"
RECORD = "women/fasa/zahra-rasti.yml"
BESIDE = "هشدار: نام کامل یا شناسهٔ پروندهٔ حذف‌شده در این فایل مخزن"
SURE, PERHAPS = "هشدار: نام کامل یا شناسهٔ پروندهٔ حذف‌شده اینجا", "هشدار: اینجا فقط بخشی از نام"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WITHDRAWAL_KEY", "key")
    return package(tmp_path / "data")


def withdraw(data: Path, address: str = "/women/zahra-rasti/"):
    return support.run("withdraw", address, "--data", data, *TODAY)


def validate(data: Path):
    return support.run("validate", "--data", data, *TODAY)


def rows(data: Path) -> list[list[str]]:
    return [line.split(",") for line in (data / "withdrawn.csv").read_text("utf-8").splitlines()[1:]]


def places(output: str) -> dict[str, str]:
    """Return the places of the warnings, and whether each is sure."""
    codes = (SURE, PERHAPS, BESIDE)
    lines = [(line.split(": ")[0], code) for line in output.splitlines() for code in codes if code in line]
    return dict(lines)


# ---------- the command ----------


@pytest.mark.parametrize(
    "address",
    [
        "/women/zahra-rasti/",
        "women/zahra-rasti",
        "https://example.ir/bank/women/zahra-rasti/",
        "example.ir/Women/zahra-rasti/",
        "zahra-rasti",
    ],
)
def test_a_request_by_telephone_needs_the_address_alone(data, address):
    result = withdraw(data, address)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "data/women/fasa/zahra-rasti.yml: حذف پرونده",
        "data/withdrawn.csv: نوشته شد",
        "بی‌خطا؛ ۱ مورد نوشته شد.",
    ]
    assert not (data / RECORD).exists()
    ((mark, *rest),) = rows(data)
    assert len(mark) == 32 and rest == ["1405-09-03", "women", key_mark("key")]
    assert validate(data).exit_code == 0


def test_the_fingerprint_stands_before_anything_goes(data, monkeypatch):
    photos = [data / "women/fasa/zahra-rasti.webp", data / "women/fasa/zahra-rasti-480.webp"]
    record, calls = data / RECORD, []
    record.write_text(record.read_text("utf-8") + "photo: zahra-rasti.webp\n", "utf-8")
    for photo in photos:
        photo.write_bytes(b"RIFF")
    unlink = Path.unlink

    def noted(path: Path, missing_ok: bool = False) -> None:
        if path == record or path in photos:
            calls.append((path.name, len(rows(data))))
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", noted)
    assert withdraw(data).exit_code == 0
    assert calls[0] == ("zahra-rasti.yml", 1) and all(count == 1 for _, count in calls)
    assert not record.exists() and not any(photo.exists() for photo in photos)


def test_a_fingerprint_that_cannot_be_written_loses_nothing(data, monkeypatch):
    open_ = Path.open

    def full(path: Path, *mode: Any, **more: Any) -> Any:
        if "withdrawn" in path.name and mode == ("xb",):
            raise OSError(28, "No space left on device")
        return open_(path, *mode, **more)

    before = sorted(data.rglob("*"))
    monkeypatch.setattr(Path, "open", full)
    assert withdraw(data).exit_code == 1
    assert (data / RECORD).exists() and rows(data) == []
    assert sorted(data.rglob("*")) == before


def test_where_what_builds_keep_cannot_be_removed_it_is_said_where_that_is(data, monkeypatch):
    cache.beside(data).mkdir(parents=True)
    monkeypatch.setattr(cache, "shutil", SimpleNamespace(rmtree=lambda *_, **__: None))
    result = withdraw(data)
    assert result.exit_code == 0
    assert "پوشهٔ .cache/builds را خودتان حذف کنید" in result.output


def test_a_record_that_cannot_be_deleted_is_not_withdrawn(data, monkeypatch):
    unlink = Path.unlink

    def refused(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".yml":
            raise PermissionError(13, "Permission denied")
        unlink(path, missing_ok)

    before = support.files(data)
    with monkeypatch.context() as broken:
        broken.setattr(Path, "unlink", refused)
        assert withdraw(data).exit_code == 1
    assert support.files(data) == before
    assert withdraw(data).exit_code == 0
    assert not (data / RECORD).exists() and len(rows(data)) == 1


def test_a_record_that_came_back_is_withdrawn_again(data):
    text = (data / RECORD).read_text("utf-8")
    assert withdraw(data).exit_code == 0
    (data / RECORD).write_text(text, "utf-8")
    assert "به خواست خود او حذف شده" in validate(data).stdout
    assert withdraw(data).exit_code == 0
    assert not (data / RECORD).exists() and len(rows(data)) == 1


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/women/zahra-rasty/", "zahra-rasti"),
        ("/woman/zahra-rasti/", "/women/zahra-rasti/"),
        ("https://example.ir/womens/zahra-rasti", "/women/zahra-rasti/"),
        ("https://example.ir/notwomen/zahra-rasti/", "/women/zahra-rasti/"),
        ("زهرا راستی", "/women/zahra-rasti/"),
    ],
)
def test_an_address_that_is_none_is_told_with_the_nearest(data, address, meant):
    result = withdraw(data, address)
    assert result.exit_code == 1
    assert f"آیا منظورتان «{meant}» (زهرا راستی) است؟" in result.stdout
    assert "هیچ چیز نوشته نشد" in result.stdout
    assert (data / RECORD).exists() and rows(data) == []


def test_what_is_about_nobody_is_not_withdrawn(tmp_path):
    data = package(tmp_path / "data", FULL)
    result = withdraw(data, "/meetings/neshast-fasa-1405/")
    assert result.exit_code == 1
    assert "صفحهٔ نشست با درخواست حذف نمی‌شود؛ فقط پروندهٔ زن توانمند، تعاونی و برنامه" in result.stdout
    assert list((data / "meetings").rglob("*.yml")) != []


# ---------- where she is still named ----------


def test_every_line_that_still_names_her_is_shown(data):
    page = data.parent / "content" / "news.md"
    page.parent.mkdir()
    page.write_text(
        "---\ntitle: خبر\n---\n\nدیدار با زهرا\nراستی در فسا.\n\nخانم راستي برگزیده شد.\n\nاو راستین است.\n", "utf-8"
    )
    (page.parent / "zahra-rasti.jpg").write_bytes(b"")
    other = data / "women/shiraz/simin-daneshvar.yml"
    head = other.read_text("utf-8")
    other.write_text(
        head
        + "  - id: s2\n    title: نمایشگاه راسـتی و دیگران\n    publisher: رسانه\n"
        + f"    url: https://example.ir/{quote('گلیم-راستی')}\n"
        + "  - id: s3\n    title: Rasti’s kilims\n    publisher: رسانه\n    url: https://example.ir/?by=zahrarasti1\n",
        "utf-8",
    )
    first = head.count("\n") + 1
    assert places(withdraw(data).stdout) == {
        "content/news.md:5": SURE,
        "content/news.md:6": PERHAPS,
        "content/news.md:8": PERHAPS,
        "content/zahra-rasti.jpg": SURE,
        f"data/women/shiraz/simin-daneshvar.yml:{first + 1}": PERHAPS,
        f"data/women/shiraz/simin-daneshvar.yml:{first + 3}": PERHAPS,
        f"data/women/shiraz/simin-daneshvar.yml:{first + 5}": PERHAPS,
        f"data/women/shiraz/simin-daneshvar.yml:{first + 7}": SURE,
    }


def test_other_names_count_and_namesakes_are_told_by_their_whole_name(data):
    own = data / RECORD
    own.write_text(
        own.read_text("utf-8")
        .replace("latin:", "other_names:\n  - زهره گلیم‌باف\nsort: راستی فسایی، زهرا\nlatin:")
        .replace("زهرا راستی", "زهرا راستی فسایی"),
        "utf-8",
    )
    for name, words in {"maryam-rasti": "مریم راستی", "zahra-rasti-2": "زهرا راستی فسایی"}.items():
        text = own.read_text("utf-8").replace("id: zahra-rasti", f"id: {name}").replace("زهرا راستی فسایی", words)
        kept = [line for line in text.splitlines(True) if not line.startswith(("sort", "latin", "other", "  - زهره"))]
        (data / f"women/fasa/{name}.yml").write_text("".join(kept), "utf-8")
    text = "- مهندس زهره گلیم باف\n- کارگاه راستی‌فسایی\n- گلیم فسایی\n- گلیم‌باف\n- زهرا و دیگران\n"
    (data.parent / "content").mkdir()
    (data.parent / "content" / "page.md").write_text(text, "utf-8")
    assert places(withdraw(data).stdout) == {
        "content/page.md:1": SURE,
        "content/page.md:2": PERHAPS,
        "content/page.md:3": PERHAPS,
        "data/women/fasa/zahra-rasti-2.yml:1": SURE,
        "data/women/fasa/zahra-rasti-2.yml:2": SURE,
    }


@pytest.mark.parametrize("is_repository", [False, True])
def test_the_whole_repository_is_searched_but_not_what_is_made_anew(data, is_repository):
    root = data.parent
    texts = {
        "mkdocs.yml": "site_name: x\n",
        ".github/CODEOWNERS": "# zahra-rasti\n",
        "README.md": "سطر\nپروندهٔ زهرا\u200cراستي\n",
        "docs/guide.md": "خانم راستی\n",
        "tests/test_x.py": "NAME = 'Zahra_Rasti'\n",
        "tests/cases/zahra-rasti/x.txt": "x\n",
        "site/index.html": "زهرا راستی\n",
        ".venv/x.py": "زهرا راستی\n",
        "node_modules/x.js": "زهرا راستی\n",
        ".gitignore": "/site/\n.venv/\nnode_modules/\n",
    }
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (root / "picture.png").write_bytes(b"\x89PNG\0 zahra-rasti")
    if is_repository:
        subprocess.run(["git", "init", "-q", root], check=True)
    found = places(withdraw(data).stdout)
    wanted = [".github/CODEOWNERS:1", "README.md:2", "tests/test_x.py:1", "tests/cases/zahra-rasti/x.txt"]
    assert found == dict.fromkeys(wanted, BESIDE)


def test_the_text_is_shown_around_the_name(data):
    (data.parent / "content").mkdir()
    text = f"{'پیش از این ' * 12}گزارش خانم راستی از نمایشگاه{' و پس از این' * 12}\n"
    (data.parent / "content" / "page.md").write_text(text, "utf-8")
    shown = withdraw(data).stdout
    (quoted,) = [
        line.split("«")[1].split("»")[0] for line in shown.splitlines() if line.startswith("content/page.md:1")
    ]
    assert quoted.startswith("…") and quoted.endswith("…") and len(quoted) <= 80
    assert "گزارش خانم راستی از نمایشگاه" in quoted


def test_the_pull_request_of_an_issue_shows_the_lines_too(data, tmp_path):
    (data.parent / "content").mkdir()
    (data.parent / "content" / "page.md").write_text("# خبر\n\nخانم راستی\n", "utf-8")
    body = issues.render(issues.items(banks.small(tmp_path / "asked"), "removal"), {"address": "/women/zahra-rasti/"})
    (tmp_path / "event.json").write_text(json.dumps(issues.event("removal", body)), "utf-8")
    result = support.run(
        "intake", "--event", tmp_path / "event.json", "--report", tmp_path / "report", "--data", data, *TODAY
    )
    assert result.exit_code == 0, result.output
    shown = (tmp_path / "report" / "pull-request.md").read_text("utf-8")
    assert "| هشدار | content/page.md:3 | اینجا فقط بخشی از نام پروندهٔ حذف‌شده" in shown
    assert "«خانم راستی»" in shown


# ---------- the key ----------


def test_without_a_key_it_is_said(data, monkeypatch):
    monkeypatch.delenv("WITHDRAWAL_KEY")
    result = withdraw(data)
    assert result.exit_code == 0
    assert "هشدار: اثر انگشت بدون کلید ساخته شد" in result.stdout and "WITHDRAWAL_KEY" in result.stdout
    assert rows(data)[0][-1] == ""


def test_a_key_that_is_set_later_does_not_let_her_in_again(data, monkeypatch):
    record = (data / RECORD).read_text("utf-8")
    monkeypatch.delenv("WITHDRAWAL_KEY")
    withdraw(data)
    (data / RECORD).write_text(record, "utf-8")
    monkeypatch.setenv("WITHDRAWAL_KEY", "later")
    result = validate(data)
    assert result.exit_code == 1 and "به خواست خود او حذف شده" in result.stdout


@pytest.mark.parametrize("present", ["another", None])
def test_what_cannot_be_compared_is_said(data, monkeypatch, present):
    record = (data / RECORD).read_text("utf-8")
    withdraw(data)
    (data / RECORD).write_text(record, "utf-8")
    assert "به خواست خود او حذف شده" in validate(data).stdout
    monkeypatch.setenv("WITHDRAWAL_KEY", present) if present else monkeypatch.delenv("WITHDRAWAL_KEY")
    result = validate(data)
    assert result.exit_code == 0
    assert "data/withdrawn.csv:2: هشدار: ۱ اثر انگشت با کلیدی ساخته شده است که اکنون" in result.stdout
    assert "۱ اثر انگشت با کلیدی ساخته شده است" in withdraw(data, "/women/simin-daneshvar/").stdout


def test_the_mark_tells_keys_apart_and_is_no_part_of_a_fingerprint(data):
    assert key_mark("one") != key_mark("two") and key_mark("") == ""
    withdraw(data)
    ((fingerprint, *_, mark),) = rows(data)
    assert mark not in fingerprint and "key" not in mark
