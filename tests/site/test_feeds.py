"""Feeds, the sitemap's index and OpenSearch: valid, escaped, stable, and silent about who has not agreed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.site.exports import feeds, opensearch, sitemap
from generator.site.pages.articles import newest
from generator.site.pages.page_index import pages
from tests.site.sites import site_of, with_table, without
from tests.support import FOLDER, HOST, resolve

ATOM = "{http://www.w3.org/2005/Atom}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
CONSENT = {"basis": "consent", "consented": "1405-01-01"}
REVIEWED = {**CONSENT, "added": "1405-08-01", "reviewed": "1405-09-02"}
ZAHRA = "women/fasa/zahra-rasti"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT00:00:00\+03:30")
HOSTILE = """زهرا <b>&"'</b> ]]> <!-- &lt; <script>x</script>"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return site_of(tmp_path_factory.mktemp("site") / "data", {ZAHRA: REVIEWED})


def atom(site, feed):
    return ElementTree.fromstring(feeds.atom(site, feed))


def texts(tree, name):
    return [element.text for element in tree.iter(ATOM + name)]


def urls(site):
    return {feed.url: [entry.url for entry in feed.entries] for feed in feeds.feeds(site)}


def test_an_atom_feed_has_all_that_the_format_asks_for(site):
    for feed in feeds.feeds(site):
        tree = atom(site, feed)
        assert tree.tag == ATOM + "feed"
        assert tree.get("{http://www.w3.org/XML/1998/namespace}lang") == "fa"
        for name in ("id", "title", "updated", "author"):
            assert len(tree.findall(ATOM + name)) == 1
        assert tree.findtext(f"{ATOM}author/{ATOM}name")
        (own,) = [link.get("href") for link in tree.findall(ATOM + "link") if link.get("rel") == "self"]
        assert own == tree.findtext(ATOM + "id") == FOLDER + feed.url + "feed.xml"
        entries = tree.findall(ATOM + "entry")
        assert len(entries) == len(feed.entries) > 0
        for entry in entries:
            assert entry.findtext(ATOM + "title") and entry.findtext(ATOM + "summary")
            assert entry.find(ATOM + "link").get("href") == entry.findtext(ATOM + "id")
            assert entry.find(ATOM + "summary").get("type") == "text"
        ids, moments = texts(tree, "id")[1:], texts(tree, "updated")
        assert len(set(ids)) == len(ids) and all(name.startswith(FOLDER) for name in ids)
        assert all(MOMENT.fullmatch(moment) for moment in [*moments, *texts(tree, "published")])
        # The feed is as new as its newest entry, which is the first.
        assert moments[0] == moments[1] == max(moments[1:])
        assert moments[1:] == sorted(moments[1:], reverse=True)


def test_both_forms_tell_the_same(site):
    for feed in feeds.feeds(site):
        tree, value = atom(site, feed), json.loads(feeds.json_feed(site, feed))
        assert value["version"] == "https://jsonfeed.org/version/1.1"
        assert value["feed_url"] == FOLDER + feed.url + "feed.json"
        assert value["home_page_url"] == FOLDER + feed.url
        assert (value["language"], value["title"]) == ("fa", tree.findtext(ATOM + "title"))
        items = value["items"]
        assert [item["id"] for item in items] == [item["url"] for item in items] == texts(tree, "id")[1:]
        assert [item["title"] for item in items] == texts(tree, "title")[1:]
        assert [item["content_text"] for item in items] == texts(tree, "summary")
        assert [item["date_modified"] for item in items] == texts(tree, "updated")[1:]


def test_of_a_county_its_feed_tells_its_own_and_nothing_else(site):
    found = urls(site)
    assert set(found) == {"", "counties/shiraz/", "counties/fasa/"}  # beyza: nothing to tell
    assert found["counties/fasa/"] == ["women/zahra-rasti/"]
    assert set(found["counties/shiraz/"]) == {"women/simin-daneshvar/", "cooperatives/shahpurjan/"}
    assert set(found[""]) == {*found["counties/fasa/"], *found["counties/shiraz/"], "programs/bank/"}


def test_who_has_not_agreed_is_in_no_feed(tmp_path):
    asked, unasked = site_of(tmp_path / "a", {ZAHRA: CONSENT}), site_of(tmp_path / "b")
    told = {feed.url: feeds.atom(unasked, feed) + feeds.json_feed(unasked, feed) for feed in feeds.feeds(unasked)}
    assert "counties/fasa/" not in told
    assert not any("zahra-rasti" in text or "زهرا" in text for text in told.values())
    assert "women/zahra-rasti/" in urls(asked)[""]
    assert "women/zahra-rasti/" in urls(site_of(tmp_path / "c", noindex_public_record=False))[""]


def test_a_withdrawn_record_leaves_the_feeds(site):
    assert not any("zahra" in url for own in urls(without(site, "women", "zahra-rasti")).values() for url in own)


def test_an_entry_is_as_new_as_the_last_review(tmp_path):
    for day, expected in (("1405-09-03", "2026-11-24"), ("1405-08-20", "2026-11-11")):
        site = site_of(tmp_path / day, {ZAHRA: {**CONSENT, "added": "1405-08-01", "reviewed": day}})
        (feed,) = [feed for feed in feeds.feeds(site) if feed.url == "counties/fasa/"]
        assert texts(atom(site, feed), "published") == ["2026-10-23T00:00:00+03:30"]
        assert texts(atom(site, feed), "updated")[1] == f"{expected}T00:00:00+03:30"


def test_only_the_newest_are_told(site):
    women = {
        f"w{number}": record.__class__("women", f"w{number}", {**record.values, "id": f"w{number}"}, "", 0)
        for number in range(feeds.LIMIT + 9)
        for record in [site.registry.get("women", "simin-daneshvar")]
    }
    newest = women["w7"] = women["w7"].__class__(
        "women", "w7", {**women["w7"].values, "added": "1405-09-03", "reviewed": "1405-09-04"}, "", 0
    )
    (first, *_) = feeds.feeds(with_table(site, "women", women))
    assert len(first.entries) == feeds.LIMIT
    assert first.entries[0].url == f"women/{newest.id}/"


def test_a_text_can_not_leave_its_element(tmp_path):
    site = site_of(
        tmp_path / "data", {ZAHRA: {**CONSENT, "name": HOSTILE, "ability": HOSTILE}}, True, authority=HOSTILE
    )
    site.name = HOSTILE
    site.articles["news/x/"] = {"title": HOSTILE + "\x00\x1b\ufffe", "summary": HOSTILE, "date": "1405-09-01"}
    for feed in feeds.feeds(site):
        tree = atom(site, feed)
        assert HOSTILE in texts(tree, "title")[0]
        assert set(texts(tree, "name")) == {HOSTILE}
    (everything, *_) = feeds.feeds(site)
    assert texts(atom(site, everything), "title").count(HOSTILE) == 3
    ElementTree.fromstring(opensearch.render(site))


def test_news_are_told_and_a_year_alone_never_seems_new(site):
    site.articles.update(
        {
            "news/": {"title": "خبرها"},
            "news/a/": {"title": "خبر یک", "summary": "کوتاه", "date": "1405-09-01", "kind": "نشست"},
            "news/b/": {"title": "خبر دو", "description": "شرح", "date": 1399},
            "news/c/": {"title": "بی‌تاریخ"},
            "education/x/": {"title": "آموزش", "date": "1405-09-01"},
        }
    )
    (first, *_) = feeds.feeds(site)
    told = {entry.url: entry for entry in first.entries}
    assert told["news/a/"].updated.isoformat() == "2026-11-22" and told["news/a/"].kind == "نشست"
    assert (told["news/b/"].updated.isoformat(), told["news/b/"].summary) == ("2020-03-20", "شرح")
    assert not {"news/", "news/c/", "education/x/"} & set(told)
    site.articles.clear()


def test_the_first_page_tells_of_news_that_are_fresh_and_else_of_what_there_is_to_learn(site):
    site.articles.update(
        {
            "news/a/": {"title": "تازه", "date": "1405-09-01"},
            "news/b/": {"title": "کهنه", "date": "1405-01-01"},
            "news/c/": {"title": "فقط سال", "date": "1405"},
            "news/d/": {"title": "بی‌تاریخ"},
            "education/x/": {"title": "آموزش", "date": "1399"},
        }
    )
    assert [item.url for item in newest(site)] == ["news/a/", "education/x/"]
    del site.articles["news/a/"]
    assert [item.url for item in newest(site)] == ["education/x/"]
    site.articles.clear()


def test_the_same_data_gives_the_same_bytes(site, tmp_path):
    again = site_of(tmp_path / "data", {ZAHRA: REVIEWED})
    again.articles.update(
        reversed([("news/a/", {"title": "a", "date": "1400"}), ("news/b/", {"title": "b", "date": "1400"})])
    )
    site.articles.update({"news/a/": {"title": "a", "date": "1400"}, "news/b/": {"title": "b", "date": "1400"}})
    for one, other in zip(feeds.feeds(site), feeds.feeds(again), strict=True):
        assert feeds.atom(site, one) == feeds.atom(again, other)
        assert feeds.json_feed(site, one) == feeds.json_feed(again, other)
    site.articles.clear()


def test_an_empty_bank_has_an_empty_feed(site):
    for resource in ("women", "cooperatives", "programs"):
        site = with_table(site, resource, {})
    (only,) = feeds.feeds(site)
    tree = atom(site, only)
    assert tree.findtext(ATOM + "updated") == "2026-11-24T00:00:00+03:30"
    assert tree.findall(ATOM + "entry") == [] == json.loads(feeds.json_feed(site, only))["items"]


def test_made_up_data_says_so(tmp_path):
    site = site_of(tmp_path / "data")
    object.__setattr__(site.registry.package, "synthetic", True)
    for feed in feeds.feeds(site):
        assert "ساختگی" in atom(site, feed).findtext(ATOM + "subtitle")
        assert "ساختگی" in json.loads(feeds.json_feed(site, feed))["description"]


# ---------- on the built site ----------


def test_every_page_knows_the_feeds(small_site, small_pages):
    everywhere = {HOST + "feed.xml", HOST + "feed.json"}
    for page in small_pages.values():
        if page.name == "404.html" or page.alone:
            continue
        own = (
            {HOST + page.url + name for name in ("feed.xml", "feed.json")} if page.url == "counties/shiraz/" else set()
        )
        assert set(page.links("alternate")) == everywhere | own, page
    for name in ("feed.xml", "counties/shiraz/feed.xml"):
        assert ElementTree.fromstring((small_site / name).read_bytes()).tag == ATOM + "feed"
    assert not (small_site / "counties/fasa/feed.xml").exists()


def test_every_entry_leads_to_a_page_that_asks_to_be_found(small_site, small_pages):
    seen = 0
    for path in [small_site / "feed.json", *small_site.glob("counties/*/feed.json")]:
        for item in json.loads(path.read_text("utf-8"))["items"]:
            target, _ = resolve(small_site, HOST, "", item["url"])
            assert target.is_file() and small_pages[item["url"].removeprefix(HOST)].indexed
            assert resolve(small_site, HOST, "", item["image"])[0].is_file()
            seen += 1
    assert seen > 3


def test_the_description_of_the_search_is_valid_and_known(small_site, small_pages):
    tree = ElementTree.fromstring((small_site / "opensearch.xml").read_bytes())
    assert tree.tag == OPENSEARCH + "OpenSearchDescription"
    assert 0 < len(tree.findtext(OPENSEARCH + "ShortName")) <= 16
    assert 0 < len(tree.findtext(OPENSEARCH + "LongName")) <= 48
    assert tree.find(OPENSEARCH + "Url").get("template") == HOST + "search/?q={searchTerms}"
    assert resolve(small_site, HOST, "", tree.findtext(OPENSEARCH + "Image"))[0].is_file()
    assert small_pages["women/"].links("search") == [HOST + "opensearch.xml"]


# ---------- the sitemap ----------


def test_a_small_sitemap_is_one_file(site):
    found = sitemap.render(site, ["a/", "b/", "a/"])
    assert list(found) == ["sitemap.xml"]
    assert found["sitemap.xml"].count("<loc>") == 2


@pytest.mark.parametrize("limit", [1, 3, 7])
def test_a_large_sitemap_is_an_index_of_files_that_hold_every_address_once(site, limit):
    listed = [page.url for page in pages(site) if page.listed]
    found = sitemap.render(site, listed, limit)
    index = ElementTree.fromstring(found.pop("sitemap.xml"))
    assert index.tag == SITEMAP + "sitemapindex"
    assert [element.text for element in index.iter(SITEMAP + "loc")] == [FOLDER + name for name in found]
    parts = [sitemap.addresses(text, FOLDER) for text in found.values()]
    assert [url for part in parts for url in part] == sorted(set(listed))
    assert all(0 < len(part) <= limit for part in parts)
    assert all(ElementTree.fromstring(text).tag == SITEMAP + "urlset" for text in found.values())


def test_a_day_stands_only_where_a_record_tells_it(site):
    (text,) = sitemap.render(site, [page.url for page in pages(site) if page.listed]).values()
    days = {
        element.findtext(SITEMAP + "loc").removeprefix(FOLDER): element.findtext(SITEMAP + "lastmod")
        for element in ElementTree.fromstring(text)
    }
    assert days["women/zahra-rasti/"] == "2026-11-23"
    assert days["programs/bank/"] == "2026-11-24"
    for url in ("women/", "counties/shiraz/", "women/domain/literature/", "data/dictionary/"):
        assert days[url] is None, url


def test_the_site_holds_the_files_of_its_sitemap(tmp_path, monkeypatch):
    from tests.support import KEY, build, project, small_content

    monkeypatch.setattr(sitemap, "LIMIT", 10)
    config = project(tmp_path, content=small_content(tmp_path / "content"), official=True, site_url=HOST)
    config.write_text(config.read_text("utf-8").replace("share_cards: true", "share_cards: false"), "utf-8")
    assert build(config, key=KEY).exit_code == 0
    site = Path(tmp_path / "site")
    index = ElementTree.fromstring((site / "sitemap.xml").read_bytes())
    names = [element.text.removeprefix(HOST) for element in index.iter(SITEMAP + "loc")]
    assert len(names) > 1 and all((site / name).is_file() for name in names)
