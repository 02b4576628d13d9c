"""Target → program → action → resolution → agency → deadline → report → indicator: each link is walked from both ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element

import pytest

from generator.dataset.describing import descriptor_reader
from generator.dataset.registry import Record
from generator.project.assembly import load
from generator.site.drawing.render import draw
from generator.site.model.site import Site
from generator.site.pages.page_index import pages
from generator.subjects.women.decision_chain import chain
from generator.subjects.women.figures import overdue
from generator.subjects.women.sample.package import write_sample
from generator.subjects.women.sections import SECTIONS, TEMPLATES, county_documents, meetings
from generator.subjects.women.sections.county_documents import progress
from tests.site.sites import drawn, made_up
from tests.support import ROOT
from tests.trees import quick

TODAY = date(2026, 11, 24)


class Pages:
    """The links of each page of a synthetic bank, by the page's address; an item's by its anchor too."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._pages = {page.url: page for page in pages(site)}
        self._trees: dict[str, Element] = {}

    def links(self, address: str) -> set[str]:
        """Return where the links of a page, or of the element of an anchor, lead to, from the site's root."""
        url, _, anchor = address.partition("#")
        if url not in self._trees:
            page = self._pages[url]
            _, body = draw(page.view(self.site, page.url, *page.arguments), self.site)
            self._trees[url] = quick(f"<head></head><body>{body}</body>")
        tree = self._trees[url]
        place = next(element for element in tree.iter() if element.get("id") == anchor) if anchor else tree
        return {element.get("href", "").removeprefix("../" * url.count("/")) for element in place.iter("a")}


@pytest.fixture(scope="module")
def bank(tmp_path_factory) -> Pages:
    data = tmp_path_factory.mktemp("bank") / "data"
    package = descriptor_reader.load(ROOT / "data" / "datapackage.yaml")
    write_sample(package, data, {"women": 40, "cooperatives": 40, "programs": 12, "loans": 40, "meetings": 30}, 3)
    loaded = load(data, TODAY)
    assert loaded.registry is not None, loaded.problems[:3]
    return Pages(
        Site(loaded.registry, "بانک", "", "https://example.org/", {}, TODAY, templates=(TEMPLATES,), changes=SECTIONS)
    )


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
    told = {
        (meeting.id, item["id"]): item for meeting in registry["meetings"] for item in meeting.get("resolutions", ())
    }
    for report in registry["reports"]:
        here = f"reports/{report.id}/"
        # A report of a resolution tells of what that resolution serves, too.
        for whose, served in (("report", report), ("its resolution", told.get(_resolution(report), {}))):
            if "program" in served:
                yield f"{whose} → program", here, f"programs/{served['program']}/"
                for indicator in chain(site).indicators_of(served["program"]):
                    yield f"{whose} → indicator", here, f"indicators/{indicator}/"
            if "action" in served:
                yield f"{whose} → action", here, f"programs/{served['program']}/#{served['action']}"
        if "meeting" in report:
            yield "report → meeting", here, f"meetings/{report['meeting']}/"
        if "resolution" in report:
            yield "report → resolution", here, f"meetings/{report['meeting']}/#{report['resolution']}"
        if "agency" in report:
            yield "report → agency", here, f"agencies/{report['agency']}/"
    for loan in registry["loans"]:
        if loan["stage"] in ("approved", "paid", "settled"):
            yield "loan", f"cooperatives/{loan['cooperative']}/", f"facilities/{loan['facility']}/"


def _resolution(report: Record) -> tuple[str | None, str | None]:
    return report.get("meeting"), report.get("resolution")


def test_each_link_is_walked_from_both_ends(bank):
    kinds: dict[str, int] = {}
    missing = []
    for kind, here, there in pairs(bank.site):
        kinds[kind] = kinds.get(kind, 0) + 1
        for start, end in ((here, there), (there, here)):
            if end not in bank.links(start):
                missing.append(f"{kind}: {start} does not lead to {end}")
    assert missing == []
    assert len(kinds) == 18 and min(kinds.values()) > 0


def test_a_report_tells_of_what_its_resolution_serves():
    """Also where it names no program itself; one that both name is linked once."""
    program = {"id": "p", "title": "برنامه", "kind": "program", "owned": True, "added": "1405-01-01"}
    item = {"id": "r1", "text": "مصوبه", "program": "p", "action": "a1"}
    meeting = {"id": "m", "title": "نشست", "kind": "other", "date": "1404-01-01", "area": "province"}
    report = {"title": "گزارش", "area": "province", "meeting": "m", "resolution": "r1", "added": "1405-01-01"}
    site = made_up(
        {
            "programs": [{**program, "actions": [{"id": "a1", "title": "اقدام"}]}],
            "meetings": [{**meeting, "resolutions": [item]}],
            "reports": [{"id": "silent", **report}, {"id": "own", "program": "p", **report}],
        }
    )
    for report_id in ("silent", "own"):
        _, body = drawn(site, f"reports/{report_id}/")
        assert body.count('href="../../programs/p/"') == body.count('href="../../programs/p/#a1"') == 1
        links = [link for link in chain(site).programs["p"] if link.url == f"reports/{report_id}/"]
        assert links == [link for link in chain(site).actions["p", "a1"] if link.url == f"reports/{report_id}/"]
        assert len(links) == 1


def test_a_resolution_leads_from_the_follow_up_list_with_its_deadline(bank):
    found = bank.links("resolutions/")
    for page in pages(bank.site):
        if page.view is meetings.narrowed:
            found |= bank.links(page.url)
    for meeting in bank.site.registry["meetings"]:
        for item in meeting.get("resolutions", ()):
            assert f"meetings/{meeting.id}/#{item['id']}" in found


TARGET = {"baseline": 10.0, "baseline_year": "1395", "value": 20.0, "year": "1405"}


@pytest.mark.parametrize(
    ("value", "year", "today", "said"),
    [
        (16.0, "1400", 1401, "با این آهنگ به هدف می‌رسد: ۵۰ درصد زمان گذشته و ۶۰ درصد مسیر طی شده است."),
        (13.0, "1400", 1405, "کمی عقب‌تر از برنامه: ۵۰ درصد زمان گذشته و ۳۰ درصد مسیر طی شده است."),
        (11.0, "1400", 1401, "عقب‌تر از برنامه: ۵۰ درصد زمان گذشته و ۱۰ درصد مسیر طی شده است."),
        (10.01, "1400", 1401, "عقب‌تر از برنامه: ۵۰ درصد زمان گذشته و کمتر از ۱ درصد مسیر طی شده است."),
        (9.0, "1400", 1401, "نسبت به آغاز از هدف دورتر شده است."),
        (10.0, "1400", 1401, "هنوز در مقدار آغاز است."),
        (20.0, "1400", 1401, "به هدف رسیده است."),
        (25.0, "1400", 1401, "به هدف رسیده است."),
        (10.0, "1394", 1401, "از مقدار آغاز به این سو مقدار تازه‌ای ثبت نشده است."),
        # What is nearly reached is not reached; a share is cut off, and one that a computer writes as 28.999… is not.
        (19.97, "1404", 1404, "با این آهنگ به هدف می‌رسد: ۹۰ درصد زمان گذشته و ۹۹ درصد مسیر طی شده است."),
        (12.9, "1400", 1401, "کمی عقب‌تر از برنامه: ۵۰ درصد زمان گذشته و ۲۹ درصد مسیر طی شده است."),
        # In the year of the goal there is no pace any more.
        (19.6, "1405", 1405, "سال هدف رسیده است؛ ۹۶ درصد مسیر طی شده است."),
        (19.6, "1405", 1406, "سال هدف گذشته است؛ ۹۶ درصد مسیر طی شده است."),
        (15.0, "1406", 1406, "سال هدف گذشته است؛ ۵۰ درصد مسیر طی شده است."),
        (9.0, "1406", 1406, "سال هدف گذشته است؛ نسبت به آغاز از هدف دورتر شده است."),
        # The day of the build counts too, whatever was known last.
        (19.0, "1404", 1406, "سال هدف گذشته است؛ بنا بر مقدار ۱۴۰۴، ۹۰ درصد مسیر طی شده است."),
        (10.0, "1400", 1406, "سال هدف گذشته است؛ بنا بر مقدار ۱۴۰۰، هنوز در مقدار آغاز است."),
    ],
)
def test_progress_is_told_by_its_pace(value, year, today, said):
    assert progress(TARGET, {"value": value, "year": year}, today) == said
    falling = {**TARGET, "baseline": -10.0, "value": -20.0}
    assert progress(falling, {"value": -value, "year": year}, today) == said


def test_a_season_of_the_year_of_the_goal_is_not_beyond_it():
    value = {"value": 15.0, "year": "1405", "season": "summer"}
    assert progress(TARGET, value, 1405) == "سال هدف رسیده است؛ ۵۰ درصد مسیر طی شده است."


def test_progress_is_not_told_where_it_is_not_known():
    assert progress(TARGET, None, 1401) == "هنوز مقدار تازه‌ای برای سنجش پیشرفت ثبت نشده است."
    silent = "مقدار آغاز یا هدف اعلام نشده است و پیشرفت را نمی‌توان سنجید."
    value = {"value": 1.0, "year": "1400"}
    for name in TARGET:
        assert progress({key: item for key, item in TARGET.items() if key != name}, value, 1401) == silent


def test_a_target_that_holds_a_level_is_no_way():
    level = {**TARGET, "value": TARGET["baseline"]}
    start = "هدف نگه داشتن مقدار آغاز است؛ مقدار تازه با آن"
    assert progress(level, {"value": level["value"], "year": "1400"}, 1401) == f"{start} برابر است."
    assert progress(level, {"value": 12.0, "year": "1400"}, 1401) == f"{start} برابر نیست."


@pytest.mark.parametrize(
    ("rows", "newest", "sentence"),
    [
        (
            [("1404", "spring", 99.0), ("1404", "", 16.0), ("1405", "summer", 99.0)],
            "۱۶ درصد (۱۴۰۴)",
            "کمی عقب‌تر از برنامه: ۹۰ درصد زمان گذشته و ۶۰ درصد مسیر طی شده است.",
        ),
        # What is older than the baseline, or the baseline itself, hides no season after it.
        (
            [("1393", "", 9.0), ("1395", "", 10.0), ("1399", "autumn", 15.0)],
            "۱۵ درصد (پاییز ۱۳۹۹)",
            "با این آهنگ به هدف می‌رسد: ۴۰ درصد زمان گذشته و ۵۰ درصد مسیر طی شده است.",
        ),
    ],
)
def test_a_target_is_measured_by_whole_years(rows, newest, sentence):
    values = [
        {"indicator": "i", "area": "fasa", "group": "all", "year": year, "value": value, "source": "س"}
        | ({"season": season} if season else {})
        for year, season, value in rows
    ]
    indicator = {"id": "i", "title": "شاخص", "unit": "درصد", "definition": "تعریف", "axis": "محور"}
    goal = {"id": "t1", "title": "هدف", "indicator": "i", **TARGET}
    document = {"id": "d", "title": "سند", "area": "fasa", "stage": "running", "targets": [goal]}
    for order in (values, values[::-1]):
        site = made_up({"indicators": [indicator], "indicator-values": order, "county-documents": [document]})
        shown = county_documents.target(site, site.registry.get("county-documents", "d"), goal)
        assert ("latest", "تازه‌ترین", newest) in shown["values"]
        assert shown["sentence"] == sentence


def listed(site: Site, kind: str) -> dict[str, int]:
    """Return the pages of the resolutions of one kind, with how many stand on each."""
    start = f"resolutions/{kind}/"
    urls = [page.url for page in pages(site) if page.url.startswith(start)]
    return {url.removeprefix(start): drawn(site, url)[1].count('<li class="program ') for url in urls}


def test_resolutions_are_narrowed_by_state_by_agency_and_by_place():
    """Of each the first ones stand on the list, and all of them on numbered pages, which need no script."""
    items = [
        {
            "id": f"r{number}",
            "text": "متن",
            "status": "open" if number < 3 else "done",
            "agency": "jahad" if number else "",
        }
        for number in range(28)
    ]
    meeting = {"id": "m", "title": "نشست", "kind": "other", "date": "1404-01-01", "area": "province"}
    other = {**meeting, "id": "n", "area": "fasa", "resolutions": [{"id": "r", "text": "متن", "agency": "ostandari"}]}
    named = {"agencies": [{"id": "jahad", "name": "جهاد"}, {"id": "ostandari", "name": "استانداری"}]}
    named["counties"] = [{"id": "fasa", "name": "فسا"}]
    site = made_up({**named, "meetings": [{**meeting, "resolutions": items}, other]})
    _, body = drawn(site, "resolutions/")
    assert body.count('<li class="program ') == 3 + 1 + 8
    assert 'class="more" href="state/done/"' in body and 'state/open/">همهٔ' not in body
    assert listed(site, "state") == {"open/": 3, "silent/": 1, "done/": 24, "done/2/": 1}
    assert listed(site, "agency") == {"ostandari/": 1, "jahad/": 24, "jahad/2/": 3}
    assert listed(site, "county") == {"province/": 24, "province/2/": 4, "fasa/": 1}
    # By name, never by the number.
    options = re.findall(r'href="agency/([^/]+)/"', body)
    assert options == ["ostandari", "jahad"]
    own = drawn(site, "resolutions/agency/jahad/")[1]
    assert 'href="./" aria-current="true">' in own and 'class="chosen"><a href="../../"' in own


def test_whose_silence_it_is_stands_on_each_page_of_the_silent():
    items = [{"id": f"r{number}", "text": f"مصوبهٔ {number}"} for number in range(30)]
    meeting = {"id": "m", "title": "نشست", "kind": "other", "date": "1404-01-01", "area": "province"}
    site = made_up({"meetings": [{**meeting, "resolutions": items}]})
    own = [page.url for page in pages(site) if page.url.startswith("resolutions/state/")]
    assert len(own) == 2
    for url in ("resolutions/", *own):
        assert "منبع این مصوبه‌ها از انجام آن‌ها چیزی نگفته است" in drawn(site, url)[1], url


# From when on reporting was asked for: before it nothing is late.
SINCE = {"reporting_since": "1390-01"}


def test_what_is_overdue_depends_on_the_day_of_the_build(bank):
    def late(today: date) -> tuple[int, str]:
        site = Site(
            bank.site.registry,
            "بانک",
            "",
            "https://example.org/",
            SINCE,
            today,
            templates=(TEMPLATES,),
            changes=SECTIONS,
        )
        _, body = draw(meetings.follow_up(site, "resolutions/"), site)
        items = [item for meeting in site.registry["meetings"] for item in meeting.get("resolutions", ())]
        return sum(overdue(item, today) for item in items), body

    early, then = late(date(2015, 3, 21))
    many, now = late(TODAY)
    assert early == 0 < many
    assert "تا تاریخِ ۱ فروردین ۱۳۹۴" in then and "مهلت گذشته" not in then
    assert "تا تاریخِ ۳ آذر ۱۴۰۵" in now and now.index('id="late"') < now.index('id="open"')


def test_programs_say_what_is_late_once_reporting_has_begun():
    actions = [
        {"id": "a1", "title": "دوره", "deadline": "1404", "status": "running"},
        {"id": "a2", "title": "نمایشگاه", "deadline": "1404"},
    ]
    own = {"kind": "program", "owned": True, "from": "1403"}
    programs = [
        {**own, "id": "p", "title": "برنامهٔ نخست", "actions": actions},
        {**own, "id": "silent", "title": "برنامهٔ دوم", "actions": actions[1:]},
    ]
    early, now = made_up({"programs": programs}), made_up({"programs": programs}, TODAY, **SINCE)
    before, after = drawn(early, "programs/")[1], drawn(now, "programs/")[1]
    assert "هیچ اقدامی عقب‌افتاده شمرده نمی‌شود" in before and "گذشته است" not in before
    undated = {"id": "a1", "title": "دوره", "status": "running"}
    undated_page = drawn(made_up({"programs": [{**programs[0], "actions": [undated]}]}, TODAY, **SINCE), "programs/")[1]
    assert "برای هیچ اقدامی مهلتی ثبت نشده است" in undated_page and "گذشته است" not in undated_page
    above, at_the_program = 'مهلت <a href="#late">۱ اقدام</a> گذشته است', "مهلت ۱ اقدام گذشته است"
    assert after.count(above) == after.count(at_the_program) == 1
    late = after[after.index('id="late"') :]
    assert 'href="p/#a1"' in late and "a2" not in late and "مهلت: " in late and 'id="late"' not in before
    assert after.count("۱ اقدام؛ گزارشی ثبت نشده") == before.count("۱ اقدام؛ گزارشی ثبت نشده") == 1


@pytest.mark.parametrize(
    ("deadline", "status", "late"),
    [
        ("1405-09-02", "open", True),
        ("1405-09-03", "open", False),
        ("1405-08", None, False),
        ("1405-09", "planned", False),
        ("1405", "running", False),
        ("1404", None, False),
        ("1404", "done", False),
        ("1404", "dropped", False),
        ("1404", "stopped", False),
        (None, "open", False),
    ],
)
def test_a_deadline_is_over_when_its_last_day_is(deadline, status, late):
    item = {"deadline": deadline, "status": status}
    known = {key: value for key, value in item.items() if value}
    assert overdue(known, TODAY) is late and not overdue(known, None)
