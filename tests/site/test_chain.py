"""Target → program → action → resolution → agency → deadline → report → indicator: each link is walked from both ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import html5lib
import pytest

from generator.dataset import descriptor
from generator.dataset.load import load
from generator.dataset.sample import write_sample
from generator.site.context import Site
from generator.site.figures import overdue
from generator.site.pages import pages
from generator.site.render import draw
from generator.site.views import view
from generator.site.views.documents import progress
from tests.support import ROOT

TODAY = date(2026, 11, 24)


class Pages:
    """The links of each page of a synthetic bank, by the page's address; an item's by its anchor too."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._pages = {page.url: page for page in pages(site)}
        self._links: dict[str, set[str]] = {}

    def links(self, address: str) -> set[str]:
        """Return where the links of a page, or of the element of an anchor, lead to, from the site's root."""
        if address not in self._links:
            url, _, anchor = address.partition("#")
            page = self._pages[url]
            _, body = draw(view(self.site, page.view, page.url, page.arguments), self.site)
            tree = html5lib.parseFragment(body, namespaceHTMLElements=False)
            places = [element for element in tree.iter() if not anchor or element.get("id") == anchor]
            assert places, address
            up = "../" * url.count("/")
            found = (
                {element.get("href", "").removeprefix(up) for element in places[0].iter("a")}
                if anchor
                else {element.get("href", "").removeprefix(up) for element in tree.iter("a")}
            )
            self._links[address] = found
        return self._links[address]


@pytest.fixture(scope="module")
def bank(tmp_path_factory) -> Pages:
    data = tmp_path_factory.mktemp("bank") / "data"
    package = descriptor.load(ROOT / "data" / "datapackage.yaml")
    write_sample(package, data, {"women": 40, "cooperatives": 40, "programs": 12, "loans": 40, "meetings": 30}, 3)
    loaded = load(data, TODAY)
    assert loaded.registry is not None, loaded.problems[:3]
    return Pages(Site(loaded.registry, "بانک", "", "https://example.org/", {}, TODAY))


def pairs(site: Site) -> Iterator[tuple[str, str, str]]:
    """Yield every link of the data: its kind and the addresses of its two ends."""
    registry = site.registry
    for document in registry["county-documents"]:
        for target in document.get("targets", ()):
            here = f"county-documents/{document.id}/#{target['id']}"
            if "program" in target:
                yield "target → program", here, f"programs/{target['program']}/"
            if "indicator" in target:
                yield "target → indicator", here, f"indicators/{target['indicator']}/"
    for program in registry["programs"]:
        here = f"programs/{program.id}/"
        for action in program.get("actions", ()):
            if "agency" in action:
                yield "action → agency", f"{here}#{action['id']}", f"agencies/{action['agency']}/"
        if "agency" in program:
            yield "program → agency", here, f"agencies/{program['agency']}/"
        for indicator in program.get("indicators", ()):
            yield "program → indicator", here, f"indicators/{indicator}/"
    for meeting in registry["meetings"]:
        for item in meeting.get("resolutions", ()):
            here = f"meetings/{meeting.id}/#{item['id']}"
            if "program" in item:
                yield "resolution → program", here, f"programs/{item['program']}/"
            if "action" in item:
                yield "resolution → action", here, f"programs/{item['program']}/#{item['action']}"
            if "agency" in item:
                yield "resolution → agency", here, f"agencies/{item['agency']}/"
    for report in registry["reports"]:
        here = f"reports/{report.id}/"
        if "program" in report:
            yield "report → program", here, f"programs/{report['program']}/"
            for indicator in site.chain.indicators_of(report["program"]):
                yield "report → indicator", here, f"indicators/{indicator}/"
        if "action" in report:
            yield "report → action", here, f"programs/{report['program']}/#{report['action']}"
        if "meeting" in report:
            yield "report → meeting", here, f"meetings/{report['meeting']}/"
        if "resolution" in report:
            yield "report → resolution", here, f"meetings/{report['meeting']}/#{report['resolution']}"
        if "agency" in report:
            yield "report → agency", here, f"agencies/{report['agency']}/"
    for loan in registry["loans"]:
        if loan["stage"] in ("approved", "paid", "settled"):
            yield "loan", f"cooperatives/{loan['cooperative']}/", f"facilities/{loan['facility']}/"


def test_each_link_is_walked_from_both_ends(bank):
    kinds: dict[str, int] = {}
    missing = []
    for kind, here, there in pairs(bank.site):
        kinds[kind] = kinds.get(kind, 0) + 1
        for start, end in ((here, there), (there, here)):
            if end not in bank.links(start):
                missing.append(f"{kind}: {start} does not lead to {end}")
    assert missing == []
    assert len(kinds) == 15 and min(kinds.values()) > 0


def test_a_resolution_leads_from_the_follow_up_list_with_its_deadline(bank):
    found = bank.links("resolutions/")
    for meeting in bank.site.registry["meetings"]:
        for item in meeting.get("resolutions", ()):
            assert f"meetings/{meeting.id}/#{item['id']}" in found


TARGET = {"baseline": 10.0, "baseline_year": "1395", "value": 20.0, "year": "1405"}


@pytest.mark.parametrize(
    ("value", "year", "said"),
    [
        (16.0, "1400", "با این آهنگ به هدف می‌رسد: ۶۰ درصد راه در ۵۰ درصد زمان رفته است."),
        (13.0, "1400", "به سوی هدف می‌رود، ولی کندتر از آنچه باید: ۳۰ درصد راه در ۵۰ درصد زمان."),
        (11.0, "1400", "بسیار کندتر از آنچه باید پیش می‌رود: ۱۰ درصد راه در ۵۰ درصد زمان."),
        (9.0, "1400", "از مقدار آغاز هم به هدف دورتر است."),
        (10.0, "1400", "هنوز در مقدار آغاز است."),
        (20.0, "1400", "به هدف رسیده است."),
        (25.0, "1400", "به هدف رسیده است."),
        (10.0, "1394", "از مقدار آغاز به این سو مقدار تازه‌ای ثبت نشده است."),
        (15.0, "1406", "سال هدف گذشته و ۵۰ درصد راه رفته شده است."),
    ],
)
def test_progress_is_told_by_its_pace(value, year, said):
    assert progress(TARGET, {"value": value, "year": year}) == said
    falling = {**TARGET, "baseline": -10.0, "value": -20.0}
    assert progress(falling, {"value": -value, "year": year}) == said


def test_progress_is_not_told_where_it_is_not_known():
    assert progress(TARGET, None) == "هنوز مقدار تازه‌ای برای سنجش پیشرفت ثبت نشده است."
    silent = "مقدار آغاز و هدف آن‌قدر گفته نشده که پیشرفت سنجیده شود."
    for name in TARGET:
        assert (
            progress({key: item for key, item in TARGET.items() if key != name}, {"value": 1.0, "year": "1400"})
            == silent
        )


def test_what_is_overdue_depends_on_the_day_of_the_build(bank):
    def late(today: date) -> tuple[int, str]:
        site = Site(bank.site.registry, "بانک", "", "https://example.org/", {}, today)
        _, body = draw(view(site, "resolutions", "resolutions/", ()), site)
        items = [item for meeting in site.registry["meetings"] for item in meeting.get("resolutions", ())]
        return sum(overdue(item, today) for item in items), body

    early, then = late(date(2015, 3, 21))
    many, now = late(TODAY)
    assert early == 0 < many
    assert "تا تاریخِ ۱ فروردین ۱۳۹۴" in then and "مهلت گذشته" not in then
    assert "تا تاریخِ ۳ آذر ۱۴۰۵" in now and now.index('id="late"') < now.index('id="open"')


@pytest.mark.parametrize(
    ("deadline", "status", "late"),
    [
        ("1405-09-02", "open", True),
        ("1405-09-03", "open", False),
        ("1405-08", None, True),
        ("1405-09", "planned", False),
        ("1405", "running", False),
        ("1404", None, True),
        ("1404", "done", False),
        ("1404", "dropped", False),
        ("1404", "stopped", False),
        (None, "open", False),
    ],
)
def test_a_deadline_is_over_when_its_last_day_is(deadline, status, late):
    item = {"deadline": deadline, "status": status}
    assert overdue({key: value for key, value in item.items() if value}, TODAY) is late
