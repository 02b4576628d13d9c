"""What is wrong with the settings, the day or a hand-written page is said in Persian, at its line, before anything is built."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import commands
from generator.dataset.problems.problem import say
from generator.dataset.reading.load import DayError, day_of
from generator.site.engine.configuration import ConfigurationError, load, read
from generator.site.engine.handwritten import page_problems
from generator.site.pages.page_index import WRITTEN
from generator.subjects.women import sections
from tests.support import ROOT, build, package, project, run

GOOD = (ROOT / "mkdocs.yml").read_text("utf-8")

_VIEWS = {**WRITTEN, **sections.WRITTEN}


def refused(text: str | bytes, folder: Path) -> list[tuple[int, str, str]]:
    """Return line, code and field of what is wrong with settings."""
    (folder / "content").mkdir(exist_ok=True)
    path = folder / "mkdocs.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfigurationError) as caught:
        load(path, None)
    assert all(say(problem) for problem in caught.value.problems) and str(caught.value)
    return [(problem.line, problem.code, problem.field) for problem in caught.value.problems]


def line(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("site_dir: site", "site_dir: [", "yaml-broken"),
        ("site_dir: site", "<<<<<<< HEAD", "conflict"),
        ("  name: material", "  name: nothing", "setting"),
        ("  - capable-women:\n      folder: data", "  - nothing", "setting"),
        ("  - capable-women:\n      folder: data", "  - search", "setting"),
        ("      folder: data", "      folder: [5]", "setting"),
        ("  - capable-women:\n      folder: data", "  - {}", "shape-kind"),
        ("  - attr_list", "  - [attr_list]", "shape-kind"),
        ("docs_dir: content", "docs_dir: nowhere", "setting"),
        ("site_name: ", "site_nam: ", "shape-missing"),
        ("site_url: !ENV", "site_url: 5 #", "shape-kind"),
        ("extra:\n", "extra: 5\nextra_:\n", "shape-kind"),
        ("  office:\n", "  office: 5\n  x:\n", "shape-kind"),
        ('    phone: ""', "    phone: 2132345", "shape-kind"),
        ('    email: ""', "    email: [a]", "shape-kind"),
        ("  share_cards: true", "  share_cards: 'no'", "shape-kind"),
        ("  province: فارس", "  province: {}", "shape-kind"),
    ],
)
def test_what_is_wrong_with_the_settings_is_said(before, after, code, tmp_path):
    assert before in GOOD
    assert code in [said for _, said, _ in refused(GOOD.replace(before, after, 1), tmp_path)]


def test_a_wrong_value_is_said_at_its_line(tmp_path):
    text = GOOD.replace('    phone: ""', "    phone: 2132345")
    assert refused(text, tmp_path) == [(line(text, "phone: 213"), "shape-kind", "extra.office.phone")]


def test_a_key_that_stands_twice_is_said_and_neither_is_taken(tmp_path):
    """YAML itself would take the last without a word: a telephone above the empty one of the template."""
    text = GOOD.replace("  office:\n", '  office:\n    phone: "07132000000"\n')
    assert refused(text, tmp_path) == [(line(text, '    phone: ""'), "duplicate-key", "")]
    shared = GOOD.replace("  office:\n", "  office: &office\n") + "  other: [*office, *office]\n  inner: {a: 1, a: 2}\n"
    assert [(said, place) for place, said, _ in refused(shared, tmp_path)] == [("duplicate-key", line(shared, "{a: 1"))]


@pytest.mark.parametrize("text", [b"", b"5", b"[]", "نام".encode("cp1256"), b"\x00", b"a: " + b"[" * 2000])
def test_what_are_no_settings_is_said(text, tmp_path):
    assert refused(text, tmp_path)


def test_the_real_settings_are_right():
    assert read(ROOT / "mkdocs.yml")["extra"]["office"]["name"]


def test_the_verbs_end_in_the_sentence(tmp_path):
    config = project(tmp_path)
    config.write_text(config.read_text("utf-8").replace("  office:\n", "  office: 5\n  x:\n"), "utf-8")
    for result in (
        build(config),
        run("serve", "--config", config),
        run("forms", "--config", config, "--data", tmp_path / "data", "--output", tmp_path / "forms"),
    ):
        assert result.exit_code == 1 and isinstance(result.exception, SystemExit), result.output
        assert "extra.office: «5» پذیرفته نیست" in result.stderr
    assert not (tmp_path / "site").exists() and not (tmp_path / "forms").exists()


# ---------- the day ----------


@pytest.mark.parametrize("value", ["abc", "-5", "1.5", "99999999999", "1" * 5000, "۱۷۹۵", "-99999999999999"])
def test_an_epoch_that_is_no_day_is_said(value, monkeypatch, tmp_path):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    with pytest.raises(DayError, match="SOURCE_DATE_EPOCH"):
        day_of(tmp_path)
    result = run("validate", "--data", package(tmp_path / "data"))
    assert result.exit_code == 2 and "SOURCE_DATE_EPOCH" in result.stderr


@pytest.mark.parametrize("value", ["0", "1795551600"])
def test_an_epoch_that_is_a_day_is_taken(value, monkeypatch, tmp_path):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    assert day_of(tmp_path).year in (1970, 2026)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1500-01-01"])
def test_a_day_that_is_not_today_is_refused(day, tmp_path):
    result = run("validate", "--data", tmp_path, "--today", day)
    assert result.exit_code == 2 and f"«{day}» امروز نیست" in result.stderr


@pytest.mark.parametrize(
    "words", ["exit 1", "echo abc", "printf '\\377\\376'", "echo 99999999999999999999", "kill -9 $$"]
)
def test_a_git_that_is_broken_gives_the_real_day(words, monkeypatch, tmp_path):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    program = tmp_path / "git"
    program.write_text(f"#!/bin/sh\ncase $4 in log) {words};; esac\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert commands.main and day_of(tmp_path)


# ---------- hand-written pages ----------


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("# عنوان\n".encode("cp1256"), 1, "not-utf8"),
        ("# عنوان\n<<<<<<< HEAD\n", 2, "conflict"),
        ("---\ntitle: [\n---\n", 2, "yaml-broken"),
        ("---\ntitle: x\ntitle: y\n---\n", 3, "duplicate-key"),
        ("---\ntitle: x\nview: nothing\n---\n", 3, "shape-kind"),
        ("---\nfeatured: 5\n---\n", 2, "shape-kind"),
        ("---\nshortcuts: [a]\n---\n", 2, "shape-kind"),
        ("---\nsources:\n  - url: 5\n---\n", 3, "shape-kind"),
        ("---\ndate: 1405-13-01\n---\n", 2, "yaml-broken"),
        ("---\ndate: '1405-13-01'\n---\n", 2, "shape-kind"),
        ("---\n- a\n---\n", 2, "shape-kind"),
        ("---\ntitle: x\n\nمتن\n", 1, "page-head"),
        ("view: home\n\nمتن\n", 1, "page-head"),
        ("---\ntitle: !!python/name:os.system x\n---\n", 2, "yaml-tag"),
    ],
)
def test_what_is_wrong_with_a_page_is_said(text, line, code, tmp_path):
    docs = tmp_path / "content"
    docs.mkdir()
    (docs / "a.md").write_bytes(text if isinstance(text, bytes) else text.encode())
    found = page_problems(docs, tmp_path, _VIEWS)
    assert (("content/a.md", line, code)) in [(item.file, item.line, item.code) for item in found]
    assert all(say(item) for item in found)


@pytest.mark.parametrize(
    "text", ["", "متن\n", "---\ntitle: x\n---\nمتن\n", "\ufeff# x\r\n", "a:b\n", "عنوان\n=======\n"]
)
def test_a_page_that_is_right_is_none_of_them(text, tmp_path):
    (tmp_path / "a.md").write_text(text, "utf-8", newline="")
    assert page_problems(tmp_path, tmp_path, _VIEWS) == []


def test_the_real_pages_are_right():
    assert page_problems(ROOT / "content", ROOT, _VIEWS) == []


def test_a_page_that_is_a_link_is_named(tmp_path):
    (tmp_path / "a.md").symlink_to("/etc/hostname")
    (tmp_path / "folder").symlink_to("/etc")
    assert [(item.file, item.code) for item in page_problems(tmp_path, tmp_path, _VIEWS)] == [
        ("a.md", "link"),
        ("folder", "link"),
    ]
