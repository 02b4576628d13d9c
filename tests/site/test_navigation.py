"""The ways through a site: hubs with a second row, the button, and where a page stands, from settings or from datasets."""

from __future__ import annotations

import re
from typing import Any

import pytest

from generator.project.assembly import load
from generator.project.menu_advice import menu_advice
from generator.site.model.site import Site
from generator.site.model.status import contacts
from generator.site.pages.navigation import Navigation, left_out, marks, navigation
from tests import support

WOMEN = {"label": "زنان", "url": "women/"}


def site_of(data: Any, **extra: Any) -> Site:
    loaded = load(data)
    assert loaded.registry is not None, loaded.problems
    return Site(loaded.registry, "بانک", "", support.HOST, extra, loaded.today)


@pytest.fixture(scope="module")
def artists() -> Site:
    return site_of(support.ARTISTS_SITE / "data")


def marked(found: Navigation, url: str) -> tuple[str, str]:
    place = found.place(url)
    return (place.hub.label if place.hub else "", place.url)


def test_without_settings_the_hubs_are_those_of_the_datasets(artists: Site) -> None:
    found = navigation(artists)
    assert [hub.label for hub in found.hubs] == ["هنرمندان", "شهرستان‌ها", "نگارخانه‌ها", "آمار"]
    assert found.hubs[0].ways == (("همهٔ هنرمندان", "artists/"), ("رشته‌های هنری", "artists/art/"))
    assert found.hubs[1].ways == ()
    assert found.call == ("معرفی هنرمند", "submit/artists/")
    assert marked(found, "artists/art/wood/2/") == ("هنرمندان", "artists/art/")
    assert marked(found, "artists/bahar-khialpardaz/") == ("هنرمندان", "artists/")
    assert marked(found, "data/dictionary/") == ("آمار", "data/dictionary/")
    assert marked(found, "about/") == ("", "")
    assert marks(artists) == {"artists/art/", "data/dictionary/", "submit/artists/"} and not left_out(artists)


def test_the_settings_of_a_menu_of_one_row_still_hold(artists: Site) -> None:
    header = [{"label": "هنر", "url": "artists/"}, {"label": "بفرستید", "url": "submit/artists/"}]
    site = site_of(support.ARTISTS_SITE / "data", navigation={"header": header})
    found = navigation(site)
    assert [(hub.label, len(hub.ways)) for hub in found.hubs] == [("هنر", 2)]
    assert found.call == ("بفرستید", "submit/artists/")
    assert marked(found, "galleries/") == ("", "")
    one_row, unplaced = menu_advice(site.extra, site.registry)
    assert "call" in one_row and "«نگارخانه‌ها»" in unplaced and "«شهرستان‌ها»" in unplaced
    assert not list(menu_advice({}, site.registry))


def test_a_link_to_nothing_is_left_out_with_the_hub_that_has_no_other(artists: Site) -> None:
    void = {"label": "هیچ", "url": "nothing/"}
    header = [
        {**void, "links": [void, {"label": "نگارخانه‌ها", "url": "galleries/"}]},
        {**void, "links": [void]},
    ]
    site = site_of(support.ARTISTS_SITE / "data", navigation={"header": header, "call": void})
    found = navigation(site)
    assert [(hub.label, hub.url, len(hub.ways)) for hub in found.hubs] == [("هیچ", "galleries/", 1)]
    assert found.call == ("معرفی هنرمند", "submit/artists/")
    assert [section.name for section in left_out(site)] == ["counties", "artists"]


def test_the_ways_to_an_office_are_links_that_a_browser_can_open() -> None:
    office = {"phone": "۰۷۱-۳۲۳۴ ۵۶۷۸", "messenger": "https://ble.ir/daftar", "email": "office@example.org"}
    assert [(one.words, one.url) for one in contacts(office)] == [
        ("۰۷۱-۳۲۳۴ ۵۶۷۸", "tel:07132345678"),
        ("بله", "https://ble.ir/daftar"),
        ("office@example.org", "mailto:office@example.org"),
    ]
    unclear = {"phone": "داخلی ۱۲ و ۱۳", "messenger": "javascript:alert(1)", "email": "بپرسید"}
    assert [one.url for one in contacts(unclear)] == ["", "", ""] and not list(contacts({}))


def test_every_page_of_a_hub_marks_it_and_its_place_in_the_second_row(bank_pages: dict[str, support.Document]) -> None:
    for url, hub, way in (
        ("women/simin-daneshvar/", "زنان", "همهٔ زنان"),
        ("women/domain/literature/", "زنان", "حوزه‌ها"),
        ("resolutions/", "برنامه‌ها", "مصوبه‌ها"),
        ("data/dictionary/", "آمار", "واژه‌نامهٔ داده"),
        ("education/", "تعاونی و وام", "آموزش و راهنما"),
    ):
        head = bank_pages[url].body.find(".//header[@class='top']")
        current = [support.text_of(link) for link in head.iter("a") if link.get("aria-current")]
        assert current == [hub, way], url
    head = bank_pages["about/"].body.find(".//header[@class='top']")
    assert not [link for link in head.iter("a") if link.get("aria-current")]


def test_previous_and_next_follow_each_other_in_time_and_say_when(bank_pages: dict[str, support.Document]) -> None:
    steps = 0
    for url, page in bank_pages.items():
        if url.startswith("meetings/") and url != "meetings/":
            for link in page.body.iter("a"):
                if link.get("rel") in ("prev", "next"):
                    assert re.search("[۰-۹]{4}", support.text_of(link.find("span/small"))), url
                    steps += 1
    assert steps > 1
    assert not [link for link in bank_pages["women/simin-daneshvar/"].body.iter("a") if link.get("rel") == "next"]
