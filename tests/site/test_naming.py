"""Who is named where: pages that may be found name nobody who has not agreed, and no page promises what is not done."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest

from generator.project.assembly import load
from generator.site.drawing.render import draw
from generator.site.model import addresses, kinship
from generator.site.model.site import Site
from generator.site.pages import standing
from generator.site.pages.front_page import leading
from generator.site.pages.page_index import pages
from generator.subjects.women.belonging import reasons
from generator.subjects.women.membership import collections
from generator.subjects.women.sections import women
from generator.subjects.women.sections.home import home
from tests.site.sites import TODAY, drawn, made_up
from tests.support import ARTISTS, FOLDER, ROOT

COUNTIES = [
    {"id": "fasa", "name": "فسا", "column": 1, "row": 1},
    {"id": "shiraz", "name": "شیراز", "column": 2, "row": 1},
]
DOMAINS = [{"id": "art", "name": "هنر"}, {"id": "sport", "name": "ورزش"}]
UNASKED = {"basis": "public-record", "life": "living"}


def woman(record_id: str, name: str, county: str = "fasa", **own: Any) -> dict[str, Any]:
    values = {"id": record_id, "name": name, "county": county, "domains": ["art"], "added": "1404-01-01"}
    return {**values, "basis": "consent", "life": "living", **own}


AGREED = woman("agreed", "گلنار پذیرنده")
HIDDEN = woman("hidden", "مهناز نپرسیده", **UNASKED)
OTHER = woman("other", "شهناز نپرسیده", other_counties=["shiraz"], **UNASKED)
UNKNOWN = woman("unknown", "پریناز نامعلوم", basis="public-record", life="unknown")
PAST = woman("past", "ایردابامه", "shiraz", basis="public-record", life="historical")
NOT_NAMED = [entry["name"] for entry in (HIDDEN, OTHER, UNKNOWN)]


def bank(*women: dict[str, Any], **extra: Any) -> Any:
    """Return a site of these women, an official one unless said otherwise."""
    return made_up({"counties": COUNTIES, "domains": DOMAINS, "women": women}, **{"status": "official", **extra})


@pytest.mark.parametrize("extra", [{}, {"status": "trial"}, {"noindex_public_record": False}])
def test_the_pages_of_home_county_and_season_name_only_who_may_be_named(extra):
    told = {"summary": "دو جمله دربارهٔ او."}
    site = bank(
        {**AGREED, **told}, {**HIDDEN, **told}, OTHER, {**UNKNOWN, **told}, PAST | {"domains": ["sport"]}, **extra
    )
    first = draw(home(site, "", {"featured": ["hidden", "agreed", "unknown", "past"]}), site)[1]
    assert first.index(AGREED["name"]) < first.index(
        PAST["name"]
    )  # the story, then whoever is of another county and domain
    county = drawn(site, "counties/fasa/")[1]
    assert AGREED["name"] in county and "نام ۳ زن از فسا در" in county and "همهٔ ۴ نفر" in county
    season = drawn(site, "seasons/1404-1/")[1]
    assert "۵ نام به بانک افزوده شد" in season and "۴ نام" in season and "۱ نام" in season
    map_of_all = drawn(site, "counties/")[1]
    assert AGREED["name"] in first and AGREED["name"] in map_of_all
    for body in (first, map_of_all, county, drawn(site, "counties/shiraz/")[1], season):
        assert [name for name in NOT_NAMED if name in body] == []


def test_without_a_choice_of_its_own_the_home_page_shows_only_who_may_be_named():
    site = bank(HIDDEN, UNKNOWN)
    body = draw(home(site, "", {}), site)[1]
    assert [name for name in NOT_NAMED if name in body] == [] and 'class="story' not in body
    county = drawn(site, "counties/fasa/")[1]
    assert "۲ زن از فسا" in county and "هنوز نامی از فسا" not in county


def test_a_list_that_names_a_woman_who_was_not_asked_is_not_to_be_found():
    site = bank(AGREED, HIDDEN, PAST)
    listed = {page.url: page.listed for page in pages(site) if page.view is women.listing}
    assert listed == {
        "women/": False,
        "women/county/fasa/": False,
        "women/county/shiraz/": True,
        "women/domain/art/": False,
    }
    for url, found in listed.items():
        assert drawn(site, url)[0].indexed is found, url


def test_each_numbered_page_is_judged_by_whom_it_names(monkeypatch):
    monkeypatch.setattr(addresses, "PER_PAGE", 2)
    site = bank(AGREED, HIDDEN, OTHER, UNKNOWN, PAST)
    numbered = [page for page in pages(site) if re.fullmatch(r"women/(page/\d+/)?", page.url)]
    names = [woman.id for woman in site.registry["women"]]
    expected = [not set(names[start : start + 2]) & {"hidden", "other", "unknown"} for start in (0, 2, 4)]
    assert [drawn(site, page.url)[0].indexed for page in numbered] == expected
    assert True in expected and False in expected


def test_a_page_that_may_be_found_leads_to_none_that_may_not():
    site = bank(AGREED, HIDDEN, OTHER, UNKNOWN, PAST)
    for url in ("women/agreed/", "women/past/"):
        head, body = drawn(site, url)
        assert head.indexed and [name for name in NOT_NAMED if name in body] == []
    assert AGREED["name"] in drawn(site, "women/past/")[1]
    assert PAST["name"] in drawn(site, "women/hidden/")[1]


@pytest.mark.parametrize(
    ("women", "consents", "reviews"),
    [
        ((), "هنوز نام کسی که زنده باشد", "هنوز پروندهٔ کسی"),
        ((PAST,), "هنوز نام کسی که زنده باشد", "از ۱ پروندهٔ افراد در این بانک، بازبینی هیچ‌کدام ثبت نشده است"),
        (
            (HIDDEN, UNKNOWN),
            "از ۲ نفرِ زندهٔ این بانک، رضایت هیچ‌کدام ثبت نشده است",
            "از ۲ پروندهٔ افراد در این بانک، بازبینی هیچ‌کدام ثبت نشده است",
        ),
        (
            ({**AGREED, "reviewed": "1404-02-01"}, HIDDEN, PAST),
            "از ۲ نفرِ زندهٔ این بانک، رضایت ۱ نفر",
            "از ۳ پروندهٔ افراد در این بانک، بازبینی ۱ پرونده",
        ),
    ],
)
def test_consents_and_reviews_are_counted(women, consents, reviews):
    site = bank(*women)
    assert consents in standing.consents(site)
    assert reviews in standing.reviews(site)


def test_the_bank_is_the_work_of_the_office_when_the_office_says_so():
    words = {"office": {"name": "دفتر نمونه"}, "authority": "استانداری نمونه"}
    assert standing.maker(bank(**words)) == "این بانک کار دفتر نمونه، استانداری نمونه است."
    trial = standing.maker(bank(status="trial", **words))
    assert "برای دفتر نمونه" in trial and "هنوز به تأیید دفتر نرسیده است" in trial and "کار دفتر" not in trial


def test_the_end_of_a_form_promises_only_the_ways_that_there_are():
    own = standing.sending(bank())
    assert "به دفتر می‌رسانید" in own and "ایمیل" not in own and "ارسال" not in own
    assert "با ایمیل یا پیام‌رسان به دفتر می‌رسانید" in standing.sending(bank(office={"email": "a@example.org"}))
    inbox = standing.sending(bank(inbox="/inbox/"))
    assert "«ارسال»" in inbox and '<a href="/inbox/">فرم ساده</a>' in inbox


# What was promised and not done: consent asked for, reviews by the office, counties that send.
PROMISES = re.compile(
    r"رضایت می‌پرسیم|از رضایت مطمئن می‌شود|پرونده را بازبینی می‌کند|بی‌بازبینی دفتر|بازبینی دفتر استان"
    r"|(?:شهرستان‌ها|دستگاه‌ها تعداد|کارشناس)[^.؛]{0,80}(?:می‌فرستند|می‌فرستد)|تدوین می‌کند|این بانک کار دفتر"
)


def test_no_page_promises_what_is_not_done():
    texts = [
        *(ROOT / "content").rglob("*.md"),
        *(ROOT / "generator").rglob("*.html"),
        ROOT / "README.fa.md",
    ]
    found = [(path.name, match[0]) for path in texts for match in PROMISES.finditer(path.read_text("utf-8"))]
    assert found == []


@pytest.mark.parametrize("noindex", [True, False])
def test_a_living_person_of_any_resource_is_named_elsewhere_only_after_agreeing(noindex):
    registry = load(ARTISTS, TODAY).registry
    site = Site(registry, "هنرمندان", "", FOLDER, {"noindex_public_record": noindex}, TODAY)
    on_record, agreed = registry.get("artists", "golnar-nemuneh"), registry.get("artists", "mahbanu-azmun")
    assert [site.may_name(one) for one in (on_record, agreed, registry.get("counties", "fasa"))] == [False, True, True]
    assert [site.is_unconfirmed(one) for one in (on_record, agreed)] == [noindex, False]
    head, body = drawn(site, "artists/golnar-nemuneh/")
    assert head.indexed is not noindex
    assert "هنوز به تأیید خود او نرسیده است" in body and "سند عمومی" in body and "t.me/share" not in body
    head, body = drawn(site, "artists/mahbanu-azmun/")
    assert head.indexed and "هنوز به تأیید خود او" not in body and "۱۳۵۰" in body and "t.me/share" in body
    # They share nothing that would be a reason to lead from one to the other.
    assert "artists/golnar-nemuneh/" not in body


def test_the_first_page_has_no_shortcut_that_leads_nowhere():
    given = ["women/", "women/#list", "domain/sport/", "https://example.org/", "nowhere/"]
    found = leading(bank(AGREED), [{"label": "x", "url": url} for url in given])
    assert [item["url"] for item in found] == ["women/", "women/#list", "https://example.org/"]


def test_people_are_related_by_reasons_and_never_by_the_alphabet():
    def past(record_id: str, county: str, **own: Any) -> dict[str, Any]:
        return woman(record_id, f"بانو {record_id}", county, basis="public-record", life="historical", **own)

    asks_not = woman("asks-not", "مهناز نپرسیده", period="قاجار", **UNASKED)
    contemporaries = [past(f"qajar-{number}", "fasa", period="قاجار") for number in range(5)]
    elsewhere = [past(f"elsewhere-{number}", "shiraz") for number in range(5)]
    site = bank(past("hers", "fasa", period="قاجار و پهلوی"), *contemporaries, *elsewhere, asks_not)
    hers = site.registry.one("women", "hers")
    found = kinship.related(site, hers, reasons(site, hers))
    assert [kin.why for kin in found] == ["هم‌دوره: قاجار", "هم‌دوره: قاجار", "هم‌حوزه: هنر", "هم‌حوزه: هنر"]
    assert [kin.more for kin in found] == ["فسا", "فسا", "شیراز", "شیراز"]
    assert len({kin.card.url for kin in found}) == 4 and not any("asks-not" in kin.card.url for kin in found)
    assert 'rel="next"' not in drawn(site, "women/hers/")[1]


def collection(record_id: str, *conditions: tuple[str, str, list[str]]) -> dict[str, Any]:
    found = [{"field": field, "test": test, "values": values} for field, test, values in conditions]
    values = {"id": record_id, "title": f"مجموعهٔ {record_id}", "rule": "قاعدهٔ نمونه", "added": "1404-01-01"}
    return {**values, "conditions": found}


def test_a_collection_is_who_its_conditions_hold_for_and_may_be_named():
    def medalist(record_id: str, text: str, **own: Any) -> dict[str, Any]:
        return woman(record_id, f"بانو {record_id}", domains=["sport"], achievements=[{"text": text}], **own)

    medals = ("domains", "is", ["sport"]), ("achievements", "contains", ["مدال طلا", "مدال نقره"])
    site = made_up(
        {
            "counties": COUNTIES,
            "domains": DOMAINS,
            "women": [
                *(medalist(f"gold-{number}", "مدال طلا در مسابقهٔ نمونه") for number in range(3)),
                medalist("fourth", "مقام چهارم در مسابقهٔ نمونه"),
                medalist("unasked", "مدال طلا در مسابقهٔ نمونه", **UNASKED),
                AGREED,
            ],
            "collections": [collection("medals", *medals), collection("few", ("county", "is", ["shiraz"]))],
        }
    )
    assert {name: [one.id for one in found] for name, found in collections(site).items()} == {
        "medals": ["gold-0", "gold-1", "gold-2"]
    }
    urls = {page.url for page in pages(site)}
    assert "collections/medals/" in urls and "collections/few/" not in urls
    body = drawn(site, "collections/medals/")[1]
    assert "قاعدهٔ نمونه" in body and "بانو gold-0" in body and "بانو unasked" not in body
    assert (
        "مجموعهٔ medals" in drawn(site, "collections/")[1] and "collections/medals/" in drawn(site, "women/gold-0/")[1]
    )


def past(record_id: str, period: str, date: str) -> dict[str, Any]:
    done = [{"text": "کاری نمونه", "date": date}]
    own = {"basis": "public-record", "life": "historical", "period": period, "achievements": done}
    return woman(record_id, f"بانو {record_id}", **own)


def test_the_course_of_time_names_only_the_past_and_draws_its_gaps():
    site = bank(past("early", "هخامنشی", "-0500~ CE"), past("late", "قاجار", "12XX AH"), AGREED, HIDDEN)
    body = drawn(site, "timeline/")[1]
    assert body.index("بانو early") < body.index('class="era-gap"') < body.index("بانو late")
    assert "حدود بیست و سه سده، از هخامنشی تا قاجار" in body and "سدهٔ ۵ پیش از میلاد" in body
    assert AGREED["name"] not in body and HIDDEN["name"] not in body and "۲ زن از ۱ شهرستان" in body


def test_no_dot_of_time_covers_another_and_no_tick_stands_before_the_first():
    """As a narrow phone shows them: a dot takes 3.6 per cent of its line."""
    years = (954, 1301, 1309, 1315, 1322, 1705, 1706, 1760)
    body = drawn(bank(*(past(f"of-{year}", "نمونه", f"{year:04d} CE") for year in years)), "timeline/")[1]
    dots = [(float(x), int(y)) for x, y in re.findall(r'cx="([\d.]+)%" cy="(\d+)"', body)]
    assert len(dots) == len(years)
    rows = {y: sorted(x for x, row in dots if row == y) for _, y in dots}
    assert len(rows) > 2 and all(other - one >= 3.6 for row in rows.values() for one, other in pairwise(row))
    ticks = [float(x) for x in re.findall(r'class="tick" x1="([\d.-]+)%"', body)]
    assert len(ticks) == 2 and all(0 <= x <= 100 for x in ticks) and "میلاد<" not in body


def test_the_sources_of_an_achievement_stand_in_the_order_of_the_page():
    sources = [{"id": name, "title": name, "publisher": "ناشر"} for name in ("one", "two", "three")]
    done = [{"text": "کاری نمونه", "sources": ["three", "one"]}]
    body = drawn(bank(woman("told", "بانو نمونه", sources=sources, achievements=done)), "women/told/")[1]
    assert re.findall(r'class="ref" href="#source-(\d)"', body) == ["1", "3"]
