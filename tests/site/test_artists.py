"""Another subject: a directory of artists, of which all follows from the descriptor."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generator.dataset.registry import Record, Registry
from generator.project.assembly import load
from generator.site.cards import share_cards
from generator.site.drawing.render import draw
from generator.site.exports import feeds
from generator.site.model.record_card import card
from generator.site.model.site import Site
from generator.site.model.table import tables
from generator.site.pages import front_page, records
from generator.site.pages.navigation import navigation
from generator.site.pages.page_index import Page, pages
from generator.site.published.promises import nobody_is_found_who_did_not_agree
from generator.site.search import panel, search_documents
from tests import support

FOUNDER = "{fields: founder, reference: {resource: artists, fields: id}}"
# Pages that could name a founder: whether search engines may show them, and whether the sitemap has them.
WHO_NAME = {
    "galleries/asked/": (True, True),
    "galleries/unasked/": (False, False),
    "counties/bala/": (True, True),
    "submit/galleries/": (True, True),
}
LIST, PAGE = "artists/", "artists/bahar-khialpardaz/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    loaded = load(support.ARTISTS_SITE / "data")
    assert loaded.registry is not None, loaded.problems
    return Site(loaded.registry, "هنرمندان", "", support.HOST, {"status": "official"}, loaded.today)


@pytest.fixture(scope="module")
def drawn(site: Site) -> dict[str, str]:
    return {page.url: draw(page.view(site, page.url, *page.arguments), site)[1] for page in pages(site) if made(page)}


def figures(body: str) -> list[tuple[str, str]]:
    """Return what the figures at the head of a page count, and how many."""
    return re.findall(
        "<div><dt>(.*?)</dt><dd>(.*?)</dd>", body.partition('<dl class="counters')[2].partition("</dl>")[0]
    )


def made(page: Page) -> bool:
    """Whether a page needs nothing that only a whole build writes."""
    return page.url != "data/"


def test_the_site_builds_and_keeps_what_any_bank_promises(tmp_path: Path) -> None:
    config = shutil.copytree(support.ARTISTS_SITE, tmp_path / "artists") / "mkdocs.yml"
    assert support.build(config).exit_code == 0
    built = config.parent / "site"
    held = support.run("check-site", "--data", config.parent / "data", "--config", config, built)
    assert held.exit_code == 0, held.output
    menu = (built / "index.html").read_text("utf-8")
    assert all(f'href="{url}"' in menu for url in ("artists/", "galleries/", "counties/", "submit/"))
    assert "women" not in menu
    # What a phone shows of the notice fits one line; the rest is for wide pages.
    assert '<span>همهٔ نام‌ها و ارقام ساختگی است<span class="wide">: ' in menu


def test_a_dataset_has_lists_for_what_the_descriptor_flags(drawn: dict[str, str]) -> None:
    assert {LIST, "artists/page/2/", "artists/county/bala/", "artists/kind/maker/", "artists/art/wood/"} <= drawn.keys()
    assert not any(url.startswith("artists/date/") for url in drawn)
    for way in ("county/bala/", "kind/maker/", "art/wood/"):
        assert f'href="{way}"' in drawn[LIST]
    assert 'data-facet="decade"' in drawn[LIST]


def test_a_page_tells_facts_lists_sources_and_who_is_related(drawn: dict[str, str]) -> None:
    page = drawn[PAGE]
    for words in ("بهار خیال‌پرداز", "منبت‌کار در و صندوق", "پنجرهٔ خانهٔ نمونه", "۱۳۷۳", "رضایت خود او", "نشر نمونه"):
        assert words in page
    assert 'class="kin"' in page and 'rel="next"' not in page and 'href="../art/wood/"' in page


def test_a_page_says_the_way_to_it_and_parts_what_a_work_tells_besides(drawn: dict[str, str]) -> None:
    way = drawn[PAGE].partition("</nav>")[0]
    assert way.index('href="../">هنرمندان') < way.index('href="../art/wood/">منبت') < way.index(">بهار خیال‌پرداز")
    assert 'پنجرهٔ خانهٔ نمونه<span class="dot"></span><small>میان‌رود</small>' in drawn[PAGE]


def test_the_facts_of_what_has_no_texts_stand_in_their_column(
    site: Site, drawn: dict[str, str], tmp_path: Path
) -> None:
    data = shutil.copytree(support.ARTISTS_SITE / "data", tmp_path / "data")
    (data / "galleries").mkdir(exist_ok=True)
    (data / "galleries" / "namune.yml").write_text(
        "id: namune\ntitle: نگارخانهٔ نمونه\narea: bala\nadded: 1405-01-01\n", "utf-8"
    )
    loaded = load(data)
    assert loaded.registry is not None, loaded.problems
    of_things = replace(site, registry=loaded.registry, _kept={})
    rows = draw(records.listing("galleries", of_things, "galleries/"), of_things)[1]
    assert '<p class="program-fact">بالادشت</p>' in rows
    view = records.page("galleries", of_things, "galleries/namune/", "namune")
    main, _, side = draw(view, of_things)[1].partition('<aside class="who-side">')
    assert 'class="facts"' in main and 'class="facts' not in side
    assert 'href="../area/bala/">بالادشت' in main.partition("</nav>")[0]
    main, _, side = drawn[PAGE].partition('<aside class="who-side">')
    assert 'class="facts' not in main and 'class="facts bare"' in side


def test_a_card_says_in_the_colour_what_lends_it_and_the_kind_below(site: Site) -> None:
    shown = card(site, site.registry.one("artists", "bahar-khialpardaz"))
    assert (shown.over, shown.tone, shown.foot) == ("منبت", "saffron", ("آموزگار", "میان‌رود"))


def test_a_list_begins_with_how_many_there_are_and_says_what_can_be_sought(drawn: dict[str, str]) -> None:
    for url in (LIST, "artists/page/2/"):
        assert "۳۰ هنرمند از ۲ شهرستان." in drawn[url] and "با کارهایی که سند دارند" in drawn[url]
    assert 'placeholder="نام یا رشته"' in drawn[LIST]
    assert "از ۲ شهرستان" not in drawn["artists/county/bala/"]


def test_what_is_empty_says_so(drawn: dict[str, str]) -> None:
    assert "هنوز نگارخانه‌ای ثبت نشده است" in drawn["galleries/"]
    empty = drawn["counties/zir/"]
    assert "از زیرکوه هنوز چیزی ثبت نشده است" in empty and "counters" not in empty
    assert 'href="../../submit/artists/?county=zir">معرفی هنرمندی از زیرکوه' in empty
    assert 'href="../bala/">بالادشت<span>۱۵ هنرمند</span>' in empty and 'href="../mian/"' in empty


def test_a_place_begins_with_its_figures(drawn: dict[str, str]) -> None:
    assert figures(drawn["counties/mian/"]) == [("هنرمند", "۱۵"), ("رشته", "۳"), ("کار", "۲۰")]


def test_the_first_page_tells_each_thing_once_and_leads_on(site: Site) -> None:
    _, body = draw(front_page.page(site, "", {}), site)
    titles = re.findall("<h2>(.*?)</h2>", body)
    assert titles == [
        "هنرمندان",
        "هنرمندان به تفکیک رشته",
        "شهرستان به شهرستان",
        "هنرمندی را می‌شناسید که نامش باید اینجا باشد؟",
    ]
    assert figures(body) == [("هنرمند", "۳۰"), ("شهرستان", "۲"), ("رشته", "۳"), ("کار", "۳۰")]
    hints = body.partition('<p class="hints">')[2].partition("</p>")[0]
    assert re.findall('href="(.*?)"', hints) == ["./artists/art/glass/", "./artists/art/wood/", "./artists/art/paint/"]
    chosen = draw(front_page.page(site, "", {"shortcuts": [{"label": "نقشه", "url": "counties/"}]}), site)[1]
    assert re.findall('href="(.*?)"', chosen.partition('<p class="hints">')[2].partition("</p>")[0]) == ["./counties/"]


def test_a_county_tells_of_every_dataset_and_names_nobody_who_was_not_asked(site: Site, drawn: dict[str, str]) -> None:
    unasked = [record for record in site.registry["artists"] if not site.may_name(record)]
    assert unasked
    for record in unasked:
        assert record.label not in drawn[f"counties/{record['county']}/"]
    assert "هنرمند در" in drawn[f"counties/{unasked[0]['county']}/"]


def test_a_page_that_names_somebody_unasked_is_no_way_to_find_them(tmp_path: Path) -> None:
    """A gallery whose founder has not agreed is shown to visitors alone, and no form offers the founder's name."""
    data = shutil.copytree(support.ARTISTS_SITE / "data", tmp_path / "data")
    head, galleries, rest = (data / "datapackage.yaml").read_text("utf-8").partition("    folder: galleries\n")
    for before, after in {
        "title, area": "title, founder, area",
        "        - {name: area,": "        - {name: founder, title: بنیان‌گذار, type: string}\n        - {name: area,",
        "primaryKey: id\n": f"primaryKey: id\n      foreignKeys:\n        - {FOUNDER}\n",
    }.items():
        assert before in rest
        rest = rest.replace(before, after, 1)
    (data / "datapackage.yaml").write_text(f"{head}{galleries}    submit: true\n{rest}", "utf-8")
    (data / "galleries").mkdir(exist_ok=True)
    for name, founder in {"asked": "bahar-khialpardaz", "unasked": "darya-khialpardaz"}.items():
        (data / "galleries" / f"{name}.yml").write_text(
            f"id: {name}\ntitle: نگارخانهٔ {name}\nfounder: {founder}\narea: bala\nadded: 1405-01-01\n", "utf-8"
        )
    loaded = load(data)
    assert loaded.registry is not None, loaded.problems
    site = Site(loaded.registry, "هنرمندان", "", support.HOST, {"status": "official"}, loaded.today)
    found = {page.url: page for page in pages(site)}
    views = {url: page.view(site, url, *page.arguments) for url, page in found.items() if url in WHO_NAME}
    assert {url: (views[url].head.indexed, found[url].listed) for url in views} == WHO_NAME
    bodies = {url: draw(view, site)[1] for url, view in views.items()}
    assert "دریا خیال‌پرداز" in bodies["galleries/unasked/"] and "unasked" not in bodies["counties/bala/"]
    shown: Any = SimpleNamespace(files={}, trial=False, hides_unconfirmed=True)
    shown.pages = {f"galleries/{name}/": SimpleNamespace(robots="") for name in ("asked", "unasked")}
    (fault,) = nobody_is_found_who_did_not_agree(shown, site.registry)
    assert fault.startswith("galleries/unasked/: ")
    assert "دریا خیال‌پرداز" not in bodies["submit/galleries/"] and "بهار خیال‌پرداز" in bodies["submit/galleries/"]


def test_search_feeds_cards_and_statistics_know_it(site: Site) -> None:
    found = {document.url: document for document in search_documents.documents(site, {})}
    assert found[PAGE].facets == {
        "kind": ["artists"],
        "county": ["میان‌رود"],
        "art": ["منبت"],
        "form": ["آموزگار"],
        "decade": ["دههٔ ۱۳۷۰"],
    }
    asked = {record.id for record in site.registry["artists"] if site.may_name(record)}
    (everything, *own) = feeds.feeds(site)
    assert {entry.url for entry in everything.entries} == {f"artists/{name}/" for name in asked}
    assert {feed.url for feed in own} == {"counties/bala/", "counties/mian/"}
    assert f"{PAGE}card.png" in {card.url for card in share_cards.cards(site)}
    assert {"artists-by-county", "artists-by-kind", "artists-by-art"} <= {table.id for table in tables(site)}


def test_a_person_is_a_person_to_machines(site: Site) -> None:
    page = next(page for page in pages(site) if page.url == PAGE)
    person = page.view(site, page.url, *page.arguments).head.linked[0]
    assert (person["@type"], person["knowsAbout"]) == ("Person", ["منبت"])
    assert "gender" not in json.dumps(person)


def test_an_empty_bank_is_whole_too(site: Site) -> None:
    empty = {name: {} for name in site.registry.tables if name != "counties"}
    registry = Registry(site.registry.package, {**site.registry.tables, **empty})
    bare = replace(site, registry=registry, _kept={})
    bodies = {page.url: draw(page.view(bare, page.url, *page.arguments), bare)[1] for page in pages(bare) if made(page)}
    empty = bodies[LIST]
    assert "هنوز هنرمندی ثبت نشده است" in empty and "هر پرونده یک هنرمند است" in empty
    assert empty.count("submit/artists/") == 2 and "نامش باید اینجا باشد؟" in empty
    assert 'type="search"' not in empty
    hub = navigation(bare).place(LIST).hub
    assert hub is not None and hub.ways == (("همهٔ هنرمندان", LIST),)


def test_the_search_is_told_what_a_group_is_called(site: Site) -> None:
    found = panel.groups(site)
    assert [group["label"] for group in found] == [
        "هنرمندان",
        "شهرستان‌ها",
        "نگارخانه‌ها",
        "آموزش",
        "خبرها",
        "راهنما",
        "صفحه‌ها",
    ]
    assert found[0] == {"name": "artists", "label": "هنرمندان", "one": "هنرمند", "people": True}


@pytest.mark.parametrize("sources", [[], [{"id": "s1", "title": "کتاب نمونه"}]])
def test_only_what_has_a_source_is_called_gathered(site: Site, sources: list[dict[str, str]]) -> None:
    found = site.registry.one("artists", "bahar-khialpardaz")
    dead = {"life": "deceased", "added": "1405-01-01", "reviewed": "", "basis": ""}
    place = Record(
        "galleries", "place", {"title": "جا", "area": "bala", "added": "1405-01-01", "sources": sources}, "", 1
    )
    for changed in (Record(found.resource, found.id, {**found.values, **dead, "sources": sources}, "", 1), place):
        tables = {**site.registry.tables, changed.resource: {changed.id: changed}}
        other = replace(site, registry=Registry(site.registry.package, tables), _kept={}, _named={})
        (page,) = [one for one in pages(other) if one.url == f"{changed.resource}/{changed.id}/"]
        text = draw(page.view(other, page.url, *page.arguments), other)[1]
        assert ("گردآوری" in text) == bool(sources)
        assert ("ثبت در بانک" in text) != bool(sources)
