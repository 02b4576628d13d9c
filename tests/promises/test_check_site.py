"""Every promise is one that a site can break, and the verb says where."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support import KEY, TODAY, copy_of, run


def check(project: Path, *more: str):
    settings = ["--config", project / "mkdocs.yml", "--data", project / "data", *TODAY]
    return run("check-site", project / "site", *settings, *more, key=KEY)


@pytest.fixture
def project(small_project, tmp_path) -> Path:
    return copy_of(small_project, tmp_path / "project")


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.unlink()  # it is linked
    path.write_text(text.replace(old, new), "utf-8")


def test_a_built_site_keeps_every_promise(small_project):
    result = check(small_project)
    assert result.exit_code == 0, result.output
    assert "بی‌خطا" in result.stdout and "✗" not in result.stdout


def test_lines_that_stand_below_each_other_are_not_read_as_one(project):
    below = "<p>برای کودکان خیابانی</p> <p>۱۳۰۴–۱۳۹۱</p></main>"
    replace(project / "site/about/index.html", "</main>", below)
    assert check(project).exit_code == 0
    replace(project / "site/about/index.html", below, "<p>خیابان <b>قدوسی</b>، پلاک ۱۲</p></main>")
    assert "about/: اطلاعات خصوصی" in check(project).stdout


WOMAN = "women/zahra-rasti/index.html"
SPOILT = {
    "no sitemap": (lambda site: (site / "sitemap.xml").unlink(), "sitemap.xml"),
    "a record without a page": (lambda site: (site / WOMAN).unlink(), "women/zahra-rasti/: این صفحه در سایت نیست"),
    "a page of nobody": (
        lambda site: shutil.copytree(site / "women/zahra-rasti", site / "women/nobody"),
        "women/nobody/: این صفحه از آن هیچ",
    ),
    "another name": (lambda site: replace(site / WOMAN, "راستی", "دیگری"), "women/zahra-rasti/: سرعنوان"),
    "a link to nowhere": (
        lambda site: replace(site / "about/index.html", "</main>", '<a href="../gone/">x</a></main>'),
        "پیوند «../gone/» به جایی نمی‌رسد",
    ),
    "an anchor to nowhere": (
        lambda site: replace(site / "about/index.html", "</main>", '<a href="#gone">x</a></main>'),
        "لنگر پیوند «#gone»",
    ),
    "somebody is found": (lambda site: replace(site / WOMAN, "noindex", "index"), "women/zahra-rasti/: صفحهٔ کسی"),
    "somebody is in the sitemap": (
        lambda site: replace(site / "sitemap.xml", "women/simin-daneshvar/<", "women/zahra-rasti/<"),
        "women/zahra-rasti/: نشانی کسی",
    ),
    "a telephone": (
        lambda site: replace(site / "about/index.html", "</main>", "<p>09171234567</p></main>"),
        "about/: اطلاعات خصوصی",
    ),
    "a table without a row": (
        lambda site: replace(site / "data/tables/women.csv", "zahra-rasti", "zahra"),
        "data/tables/women.csv: ",
    ),
    "a table that is missing": (
        lambda site: (site / "data/tables/women.csv").unlink(),
        "data/tables/women.csv: این جدول در سایت نیست",
    ),
    "a table that nobody may see": (
        lambda site: (site / "data/tables/withdrawn.csv").write_text("id\n"),
        "data/tables/withdrawn.csv: این جدول عمومی نیست",
    ),
    "a page that is too heavy": (
        lambda site: replace(site / "about/index.html", "</main>", " " * 2_000_000 + "</main>"),
        "about/index.html: ",
    ),
    "no index of search": (lambda site: shutil.rmtree(site / "search/index"), "search/index/table.json"),
}


# What is gone is not spoilt in another way too; a check takes most of a second.
GONE = {"no sitemap", "a record without a page", "a table that is missing", "no index of search"}


@pytest.mark.parametrize("names", [GONE, SPOILT.keys() - GONE], ids=["gone", "spoilt"])
def test_each_broken_promise_is_told_with_its_place(names, project):
    for name in sorted(names):
        SPOILT[name][0](project / "site")
    result = check(project)
    assert result.exit_code == 1
    assert [name for name in sorted(names) if SPOILT[name][1] not in result.stdout] == []
    assert "✗" in result.stdout and "قول خود را نگه نداشته" in result.stderr


def test_a_record_that_search_does_not_know_is_told(project):
    """A record that came after the build has no page, no row and no place in the index."""
    record = project / "data/women/fasa/zahra-rasti.yml"
    other = record.with_name("golandam-safari.yml")
    text = record.read_text("utf-8").replace("زهرا راستی", "گل‌اندام صفری").replace("zahra-rasti", "golandam-safari")
    other.write_text(text.replace("Zahra Rasti", "Golandam Safari"), "utf-8")
    result = check(project)
    assert result.exit_code == 1, result.output
    assert "women/golandam-safari/: جست‌وجوی «" in result.stdout
    assert "women/golandam-safari/: این صفحه در سایت نیست" in result.stdout


def test_a_trial_asks_search_engines_to_stay_away_on_every_page(project):
    replace(project / "mkdocs.yml", "status: official", "status: trial")
    result = check(project)
    assert result.exit_code == 1
    assert "about/: سایت آزمایشی است" in result.stdout


def test_where_there_is_no_site_it_says_what_to_do(project):
    shutil.rmtree(project / "site")
    result = check(project)
    assert result.exit_code == 1 and "generator build" in result.stderr


def test_bad_data_is_no_measure(project):
    replace(project / "data/women/fasa/zahra-rasti.yml", "county: fasa", "county: nowhere")
    result = check(project)
    assert result.exit_code == 1 and "zahra-rasti.yml:4" in result.stderr and "✓" not in result.stdout
