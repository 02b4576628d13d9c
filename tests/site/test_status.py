"""A trial says so and keeps crawlers away; an official site is built only when somebody can reach its office."""

from __future__ import annotations

import re

import pytest
import yaml

from generator.site.exports import feeds, sitemap
from generator.site.model.status import SettingError, check_status, status
from generator.site.pages.parts import structured_data
from tests.site.sites import site_of
from tests.support import HOST, KEY, ROOT, build, files, made_official, project, run, small_content, text_of

PHONE = {"name": "دفتر نمونه", "phone": "۰۷۱-۳۲۳۴۵۶۷۸"}
EMAIL = {"name": "دفتر نمونه", "email": "office@example.org"}


def test_every_page_of_a_trial_says_so_and_asks_to_be_found_nowhere(bank_site, bank_pages):
    for page in bank_pages.values():
        assert not page.indexed, page
        said = text_of(page.body)
        assert "نسخهٔ آزمایشی" in said, page
        if not page.alone:
            assert "از منابع عمومی" in said and "در انتظار تأیید دفتر" in said, page
    assert sitemap.addresses((bank_site / "sitemap.xml").read_text("utf-8"), HOST) == []


def test_a_crawler_may_read_every_page_of_a_trial(bank_site, bank_pages):
    lines = (bank_site / "robots.txt").read_text("utf-8").splitlines()
    barred = [
        re.compile(re.escape(line.removeprefix("Disallow: ")).replace(r"\*", ".*"))
        for line in lines
        if line.startswith("Disallow: ")
    ]
    assert barred
    assert [page for page in bank_pages if any(rule.match("/" + page) for rule in barred)] == []


def test_an_official_site_says_nothing_of_a_trial(folder_pages):
    for page in folder_pages.values():
        assert "نسخهٔ آزمایشی" not in text_of(page.body), page
    assert folder_pages[""].indexed and folder_pages["counties/"].indexed and folder_pages["about/"].indexed


def test_a_trial_is_made_for_the_office_and_not_by_it(tmp_path):
    office, authority = PHONE, "استانداری نمونه"
    trial = site_of(tmp_path / "trial", status="trial", office=office, authority=authority)
    official = site_of(tmp_path / "official", status="official", office=office, authority=authority)
    for site, maker in ((trial, site_name := trial.name), (official, office["name"])):
        publisher = structured_data.website(site)["publisher"]
        assert publisher["name"] == maker
        assert ("telephone" in publisher) is (site is official)
        (feed, *_) = feeds.feeds(site)
        assert f"<author><name>{maker}</name></author>" in feeds.atom(site, feed).replace("\n", "")
        assert ("نسخهٔ آزمایشی" in feeds.atom(site, feed)) is (site is trial)
    assert site_name != office["name"]


def test_header_and_footer_of_a_trial_name_the_office_it_is_for(bank_pages, folder_pages):
    for pages, begins in ((bank_pages, "برای "), (folder_pages, "")):
        body = pages["about/"].body
        header = text_of(body.find(".//header[@class='top']//small"))
        footer = text_of(body.find(".//div[@class='foot-who']/p[2]"))
        assert header == f"{begins}استانداری نمونه، دفتر نمونه"
        assert footer == f"{begins}دفتر نمونه، استانداری نمونه"


def test_that_the_office_can_be_reached_makes_no_official_site():
    assert status({"office": PHONE}) == "trial"
    assert status({"office": {}, "status": "official"}) == "official"
    check_status({"office": {}}, "")


@pytest.mark.parametrize("office", [PHONE, EMAIL])
def test_an_official_site_asks_for_one_way_to_the_office(office):
    check_status({"status": "official", "office": office}, KEY)


@pytest.mark.parametrize(
    ("office", "key", "asked"),
    [
        ({}, KEY, ["extra.office.phone", "extra.office.email"]),
        (None, KEY, ["extra.office.phone"]),
        ("071-32345678", KEY, ["extra.office.phone"]),
        ({"phone": "به‌زودی", "email": "-"}, KEY, ["extra.office.phone"]),
        ({"address": "شیراز"}, KEY, ["extra.office.phone"]),
        (PHONE, "", ["WITHDRAWAL_KEY"]),
        (EMAIL, "  ", ["WITHDRAWAL_KEY"]),
        ({}, "", ["extra.office.phone", "WITHDRAWAL_KEY"]),
    ],
)
def test_an_official_site_is_refused_with_what_to_set(office, key, asked):
    with pytest.raises(SettingError) as refused:
        check_status({"status": "official", "office": office}, key)
    said = str(refused.value)
    assert [name for name in asked if name not in said] == []
    assert ("WITHDRAWAL_KEY" in said) is ("WITHDRAWAL_KEY" in asked)
    assert ("extra.office.phone" in said) is ("extra.office.phone" in asked)


@pytest.mark.parametrize("value", ["رسمی", "Official", "live", True, ["official"]])
def test_an_unknown_status_is_refused_in_a_sentence(value):
    with pytest.raises(SettingError, match=r"extra\.status.*trial.*official"):
        status({"status": value})


@pytest.mark.parametrize("verb", ["build", "publish"])
def test_what_is_refused_is_not_built(verb, tmp_path):
    config = project(tmp_path, content=small_content(tmp_path / "content"))
    trial = config.read_text("utf-8")
    config.write_text(trial.replace("status: trial", "status: official"), "utf-8")
    before = files(tmp_path)
    if verb == "build":
        result = build(config, key="")
    else:
        result = run("publish", "--config", config, "--data", tmp_path / "data", "--to", tmp_path / "site.zip", key="")
    assert result.exit_code == 1
    assert "extra.office.phone" in result.output and "WITHDRAWAL_KEY" in result.output
    assert "Traceback" not in result.output
    assert files(tmp_path) == before


def test_the_workflow_that_publishes_hands_the_build_the_key():
    steps = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text("utf-8"))["jobs"]["build"]["steps"]
    (step,) = [step for step in steps if "make build" in step.get("run", "")]
    assert step["env"]["WITHDRAWAL_KEY"] == "${{ secrets.WITHDRAWAL_KEY }}"
    assert not step.get("continue-on-error")


def test_the_settings_of_this_site_are_those_of_a_trial():
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert "status: trial" in text
    assert made_official(text) != text
