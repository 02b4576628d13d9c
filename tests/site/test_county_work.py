"""What the pages say of the counties' work, sentence by sentence, on banks made up for each case: none is built."""

from __future__ import annotations

import re
from typing import Any

import pytest

from generator.site.drawing.render import draw
from generator.site.pages.parts.list_parts import ruler
from generator.subjects.women import figures
from generator.subjects.women.seasons import Season, left_out, seasons
from generator.subjects.women.sections import counties, headcounts, home, season_pages
from tests.site.sites import COOPERATIVE, drawn, made_up, site_of

COUNTIES = [
    {"id": "fasa", "name": "فسا", "column": 1, "row": 1},
    {"id": "shiraz", "name": "شیراز", "column": 2, "row": 1},
]
AGENCIES = [{"id": "ostandari", "name": "استانداری"}, {"id": "jahad", "name": "جهاد کشاورزی"}]
DOMAINS = [{"id": "art", "name": "هنری"}, {"id": "sport", "name": "ورزشی"}, {"id": "health", "name": "سلامت"}]
MEETING = {"id": "m", "title": "نشست نمونه", "kind": "other", "date": "1402-02", "area": "fasa", "added": "1403-05-01"}
TAKEN = {"county": "fasa", "role": "secretary", "agency": "ostandari", "since": "1404"}


def loan(**own: Any) -> dict[str, Any]:
    return {"cooperative": "c", "county": "fasa", "facility": "f", "amount": 1_000_000_000, **own}


def bank(**tables: list[dict[str, Any]]) -> Any:
    """Return a site of the lists that every bank has, and of some tables."""
    lists = {"counties": COUNTIES, "agencies": AGENCIES, "domains": DOMAINS}
    sectors = [{"id": "food", "name": "خوراک"}]
    facilities = [{"id": "f", "title": "خط", "kind": "credit", "area": "province", "added": "1405-01-01"}]
    return made_up({**lists, "sectors": sectors, "facilities": facilities, **tables})


def woman(number: int, county: str = "fasa", domain: str = "art", added: str = "1404-01-01") -> dict[str, Any]:
    return {"id": f"w{number}", "name": f"زن {number}", "county": county, "domains": [domain], "added": added}


def text_of(body: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


# What a season brought


@pytest.mark.parametrize(
    ("loans", "said"),
    [
        (
            [loan(stage="paid", introduced="1402", paid="1403-03-02"), loan(stage="approved", approved="1403-01-01")],
            [("وام‌های تصویب‌شده", 1, ["تعاونی نمونه"]), ("وام‌های پرداخت‌شده", 1, ["تعاونی نمونه"])],
        ),
        ([loan(stage="settled", introduced="1402", paid="1403-03")], [("وام‌های پرداخت‌شده", 1, ["تعاونی نمونه"])]),
    ],
)
def test_the_loans_of_a_season(loans, said):
    site = bank(cooperatives=[{**COOPERATIVE, "added": "1400-01-01"}], loans=loans)
    found = season_pages.sections(site, seasons(site)[Season(1403, 1)])
    assert [(section.title, section.count, [item[0] for item in section.items]) for section in found] == said


SENTENCES = [
    ("وام‌های تصویب‌شده", "۲ وام تصویب شد، در مجموع ۲۰۰ میلیون تومان."),
    ("وام‌های پرداخت‌شده", "۱ وام پرداخت شد، در مجموع ۱۰۰ میلیون تومان."),
]


def test_the_sentences_of_a_season_hold_no_zero():
    loans = [
        loan(stage="approved", introduced="1402", approved="1403-01-02"),
        loan(stage="paid", introduced="1402", approved="1403-02", paid="1403-03"),
    ]
    site = bank(cooperatives=[{**COOPERATIVE, "added": "1400"}], loans=loans)
    head, body = drawn(site, "seasons/1403-1/")
    assert [(s.title, s.sentence) for s in season_pages.sections(site, seasons(site)[Season(1403, 1)])] == SENTENCES
    assert head.description == "گزارش بهار ۱۴۰۳: ۲ وام تصویب‌شده، ۱ وام پرداخت‌شده."
    assert all(sentence in body for _, sentence in SENTENCES)


def test_what_was_dropped_was_not_done():
    items = [
        {"id": "r1", "text": "انجام", "status": "done", "closed": "1403-02"},
        {"id": "r2", "text": "کنار", "status": "dropped", "closed": "1403-02"},
    ]
    site = bank(meetings=[{**MEETING, "resolutions": items}])
    (section,) = season_pages.sections(site, seasons(site)[Season(1403, 1)])
    assert (section.title, section.sentence) == ("مصوبه‌های انجام‌شده", "۱ مصوبه انجام شد.")
    assert [item[0] for item in section.items] == ["انجام"]


def test_what_stands_in_no_season_is_told():
    """Seasons and the rest together are all that there is: of a year alone, and without any day."""
    site = bank(
        women=[woman(1), woman(2, added="1404")],
        cooperatives=[COOPERATIVE],
        loans=[
            loan(stage="settled", introduced="1400", approved="1402"),
            loan(stage="settled", introduced="1400", approved="1402-01", paid="1403-09"),
        ],
        meetings=[{**MEETING, "resolutions": [{"id": "r1", "text": "متن", "status": "done"}]}],
        reports=[{"title": "گزارش", "area": "fasa", "added": "1405-01-01"}],
    )
    rest = {kind: len(things) for kind, things in left_out(site)._asdict().items() if things}
    assert rest == {"women": 1, "approved": 1, "paid": 1, "done": 1, "reports": 1}
    assert sum(len(things) for brought in seasons(site).values() for things in brought) == 5
    body = drawn(site, "seasons/")[1]
    assert "۱ نام، ۱ وام تصویب‌شده، ۱ وام پرداخت‌شده، ۱ مصوبهٔ انجام‌شده، ۱ گزارش" in body
    assert 'href="../#left-out"' in drawn(site, "seasons/1402-1/")[1] and 'id="left-out"' in body


# Head counts


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], ""),
        ([(0, 0)], "هنوز زنی شناسایی نشده است."),
        ([(1, 0)], "۱ زن شناسایی شده است؛ هنوز کسی نپذیرفته است که نامش در بانک بیاید."),
        ([(12, 0)], "۱۲ زن شناسایی شده‌اند؛ هنوز کسی نپذیرفته است که نامش در بانک بیاید."),
        ([(12, 1)], "۱۲ زن شناسایی شده‌اند و ۱ نفر پذیرفته است که نامش در بانک بیاید."),
        ([(1000, 200), (3, 1)], "۱٬۰۰۳ زن شناسایی شده‌اند و ۲۰۱ نفر پذیرفته‌اند که نامشان در بانک بیاید."),
    ],
)
def test_a_head_count_agrees_with_its_numbers(rows, said):
    """The same sentence stands on the pages of the county and of the agency."""
    values = {"county": "fasa", "agency": "jahad", "domain": "art", "year": "1404"}
    site = bank(headcounts=[{**values, "identified": many, "agreed": agreed} for many, agreed in rows])
    assert headcounts.words(site.registry["headcounts"]) == said
    if rows:
        assert said in drawn(site, "counties/fasa/")[1] and said in drawn(site, "agencies/jahad/")[1]


# Counties and agencies


@pytest.mark.parametrize(
    ("women", "organisations", "known"),
    [
        (1, 0, ": ۱ زن توانمند، برنامه‌ها و تسهیلات."),
        (0, 1, ": ۱ تعاونی و صندوق زنان، برنامه‌ها و تسهیلات."),
        (2, 1, ": ۲ زن توانمند، ۱ تعاونی و صندوق زنان، برنامه‌ها و تسهیلات."),
        (0, 0, "؛ هنوز نامی از آن ثبت نشده است."),
    ],
)
def test_a_county_is_described_by_what_it_has(women, organisations, known):
    site = bank(
        women=[woman(number) for number in range(women)],
        cooperatives=[{**COOPERATIVE, "id": f"c{number}"} for number in range(organisations)],
    )
    head = counties.page(site, "counties/fasa/", "fasa").head
    assert head.description == f"شهرستان فسا در بانک زنان توانمند نمونه{known}"


@pytest.mark.parametrize(
    ("loans", "said"),
    [
        (["approved"], "۱ وام تصویب شده است."),
        (["paid", "settled", "approved"], "۳ وام تصویب و ۲ وام پرداخت شده است؛ جمع پرداخت‌ها ۲۰۰ میلیون تومان."),
    ],
)
def test_the_loans_of_a_county_in_one_sentence(loans, said):
    rows = [loan(stage=stage, introduced="1403", paid="1404") for stage in loans]
    assert said in drawn(bank(cooperatives=[COOPERATIVE], loans=rows), "counties/fasa/")[1]


COUNTS = [
    {"id": "1", "margin": "all", "stage": "review", "loans": "9"},
    {"id": "2", "margin": "county", "county": "fasa", "stage": "review", "loans": "کمتر از 3"},
    {"id": "3", "margin": "all", "stage": "introduced", "loans": "پنهان"},
    {"id": "4", "margin": "season", "year": "1404", "season": "autumn", "stage": "review", "loans": "9"},
    {"id": "5", "margin": "facility", "facility": "f", "stage": "review", "loans": "9"},
]


def test_loans_that_may_not_be_named_are_counted_on_their_pages():
    site = bank(
        cooperatives=[COOPERATIVE], loans=[loan(stage="approved", introduced="1404")], **{"loan-counts": COUNTS}
    )
    assert "بدون نام تعاونی شمرده شده است: «در حال بررسی» کمتر از ۳ وام." in text_of(drawn(site, "counties/fasa/")[1])
    assert "بدون نام تعاونی شمرده شده است: «در حال بررسی» ۹ وام." in text_of(drawn(site, "facilities/f/")[1])
    said = text_of(drawn(site, "loans/")[1])
    assert "دست‌کم ۱۱ معرفی" in said and "۱۰ بررسی" in said and "پاییز ۱۴۰۴ ۹" in said and "فسا کمتر از ۳" in said


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ([None], "۱ مصوبه."),
        (["done", None], "۲ مصوبه: ۱ انجام‌شده."),
        (["done", "done", "open", "dropped"], "۴ مصوبه: ۲ انجام‌شده."),
    ],
)
def test_the_resolutions_of_a_county_in_one_sentence(states, said):
    items = [
        {"id": f"r{place}", "text": "متن", "status": state, "deadline": "1403"} if state else {"id": "r", "text": "متن"}
        for place, state in enumerate(states)
    ]
    assert said in drawn(bank(meetings=[{**MEETING, "resolutions": items}]), "counties/fasa/")[1]


@pytest.mark.parametrize("count", [8, 9, 30])
def test_a_long_list_of_a_county_is_folded(count):
    reports = [{"id": f"r{n}", "title": f"گزارش {n}", "area": "fasa", "added": "1405-01-01"} for n in range(count)]
    body = drawn(bank(reports=reports), "counties/fasa/")[1]
    shown, _, folded = body[body.index('<ul class="plain-list">') :].partition("<details>")
    assert shown.partition("</ul>")[0].count("<li>") == 8 and body.count('href="../../reports/r') == count
    assert ("مورد دیگر</summary>" in folded) is (count > 8)


def test_the_bars_of_a_county_lead_nowhere_for_no_list_is_of_their_women():
    own = [woman(1), woman(2, domain="sport"), woman(3, domain="health"), woman(4, "shiraz")]
    body = drawn(bank(women=own), "counties/fasa/")[1]
    names = body[body.index('class="ranked"') :].partition("</ol>")[0]
    assert "هنری" in names and "<a " not in names


def test_a_loan_says_the_same_phrase_in_list_cooperative_county_and_year():
    site = bank(cooperatives=[COOPERATIVE], loans=[loan(stage="approved", introduced="1404", approved="1404-02-01")])
    for url in ("loans/", "loans/1404/", "cooperatives/c/", "counties/fasa/", "facilities/f/", "submit/loans/"):
        assert "تصویب شد؛ در نوبت پرداخت" in drawn(site, url)[1], url


def test_two_counties_stand_side_by_side_and_nothing_is_set_off():
    site = bank(women=[{**woman(1), "basis": "consent"}, woman(2)], cooperatives=[COOPERATIVE])
    body = drawn(site, "compare/")[1]
    assert 'method="get"' in body and 'href="shiraz/fasa/"' in body and body.count("<template") == 2
    pair = drawn(site, "compare/shiraz/fasa/")[1]
    assert '<tr><th scope="row">زن توانمند</th><td>–</td><td>۲</td></tr>' in pair
    assert (
        '<tr><th scope="row">هنری</th><td>–</td><td>۲</td></tr>' in pair and "ورزشی" not in pair and "جمعیت" not in pair
    )
    county = drawn(site, "counties/fasa/")[1]
    assert "مقایسه با شهرستان‌های نزدیک" in county and 'href="../../compare/shiraz/fasa/"' in county
    assert "زن 1" in pair.replace("۱", "1") and "زن 2" not in pair.replace("۲", "2") and "<svg" not in pair


def test_two_counties_of_which_nothing_is_recorded_stand_beside_each_other_without_domains():
    pair = drawn(bank(), "compare/shiraz/fasa/")[1]
    assert "<td>–</td><td>–</td>" in pair and "rowgroup" not in pair


def test_the_ruler_falls_from_the_largest_share_and_its_widths_are_the_shares():
    site = bank(women=[woman(1), woman(2, domain="sport"), woman(3, domain="sport"), woman(4, domain="health")])
    shares = ruler(site, site.sections["women"])
    assert [(one.label, one.number, one.width) for one in shares] == [
        ("ورزشی", 2, 50.0),
        ("هنری", 1, 25.0),
        ("سلامت", 1, 25.0),
    ]
    assert [one.x for one in shares] == [50.0, 25.0, 0.0]


def test_an_empty_county_is_one_box_that_invites_with_the_county_chosen():
    body = drawn(bank(), "counties/fasa/")[1]
    assert body.count('class="one-box"') == 1 and 'class="empty"' not in body and 'class="counters' not in body
    assert "pass-on" not in body
    assert 'href="../../submit/women/?county=fasa"' in body
    assert "وضعیت نامعلوم؛ بپرسید" in body and ">شیراز<span>هنوز خالی</span>" in body
    assert 'class="one-box"' not in drawn(bank(women=[woman(1)]), "counties/fasa/")[1]


def test_an_agency_that_only_counted_or_sits_somewhere_is_told_of():
    site = bank(
        headcounts=[
            {"county": "fasa", "agency": "jahad", "domain": "art", "year": "1404", "identified": 3, "agreed": 1}
        ],
        **{
            "working-groups": [
                {"county": "fasa", "role": "chair", "agency": "ostandari", "since": "1404"},
                {"county": "fasa", "role": "council", "agency": "ostandari", "since": "1404"},
                {"county": "shiraz", "role": "chair", "agency": "ostandari"},
            ]
        },
    )
    said = text_of(drawn(site, "agencies/")[1])
    assert "استانداری ۲ کارگروه شهرستان" in said and "جهاد کشاورزی ۱ آمار شناسایی" in said


def test_the_page_of_a_cooperative_says_only_what_is_true_of_its_loans():
    """There may be loans that are only counted, so it is not said that there is none."""
    for named in (False, True):
        days = {"introduced": "1403-01-01", "under_review": "1403-02-01", "approved": "1403-03-01"}
        site = bank(cooperatives=[COOPERATIVE], loans=[loan(stage="approved", **days)] if named else [])
        body = drawn(site, "cooperatives/c/")[1]
        assert ("هنوز وام تصویب‌شده‌ای برای این تعاونی ثبت نشده است" in body) is not named
        assert ("گام به گام" in body) is named and "هنوز وامی" not in body


def test_a_county_card_stands_without_a_short_name(tmp_path):
    site = bank()
    assert "بانک" in drawn(site, "counties/fasa/card/")[1]
    assert "زنان نمونه" in drawn(site_of(tmp_path / "data"), "counties/fasa/card/")[1]


EMPTY = [
    "women/",
    "cooperatives/",
    "meetings/",
    "resolutions/",
    "reports/",
    "headcounts/",
    "indicators/",
    "agencies/",
    "loans/",
    "seasons/",
    "statistics/",
]


@pytest.mark.parametrize("url", EMPTY)
def test_an_empty_list_is_described_in_a_sentence(url):
    description = drawn(made_up({"counties": COUNTIES}), url)[0].description
    assert 20 <= len(description) <= 160
    assert "هنوز" in description and not re.search("(?<!هنوز )هیچ|۰ ", description)


def test_a_county_has_a_page_of_its_seats_and_of_its_counts_and_all_stand_in_one_table():
    seats = [{"county": "fasa", "role": "chair", "agency": "jahad"}, {**TAKEN, "until": "1405"}, TAKEN]
    count = {"county": "fasa", "agency": "jahad", "domain": "art", "year": "1404", "identified": 3, "agreed": 1}
    site = bank(headcounts=[count], **{"working-groups": [*seats, {**TAKEN, "county": "shiraz"}]})
    body = drawn(site, "working-groups/")[1]
    cells = [text_of(cell) for cell in re.findall(r"<td>(.*?)</td>", body)]
    rows = list(zip(cells[::2], cells[1::2], strict=True))
    assert {("–", "بدون متصدی"), ("۱۴۰۴ تا ۱۴۰۵", "پایان‌یافته"), ("از ۱۴۰۴", "دارای متصدی")} == set(rows)
    # An address that once named a county on the page of all still finds it there.
    assert '<li id="fasa"><a href="fasa/">' in body and "working-groups.csv" in body
    own = drawn(site, "working-groups/fasa/")[1]
    before, after = 'rel="prev"', 'rel="next"'
    assert "از ۱۴۰۴" in own and (before in own) != (after in own) and 'href="../shiraz/"' in own
    assert re.search(r'<a href="./" aria-current="page">', own)
    for page in (body, drawn(site, "headcounts/")[1], drawn(site, "headcounts/fasa/")[1]):
        assert '<table class="data narrow">' in page and "data-label" not in page
    assert '<th scope="row">جمع</th><td class="num">۳</td>' in drawn(site, "headcounts/fasa/")[1]


def test_a_row_of_a_table_says_what_is_missing_and_takes_no_line_of_its_own_for_it():
    paid = loan(stage="paid", introduced="1403-01-01", approved="1403-02-01", paid="1403-03-01")
    for own, shown in (({}, 'class="none">–<'), ({"purpose": "خرید چرخ"}, '"کاربرد">خرید چرخ<')):
        assert shown in drawn(bank(cooperatives=[COOPERATIVE], loans=[{**paid, **own}]), "loans/")[1]


def test_whose_and_where_the_overdue_resolutions_are_is_told():
    late = {"text": "متن", "status": "open", "deadline": "1403-01"}
    items = [
        {"id": "r1", **late, "agency": "jahad"},
        {"id": "r2", **late, "responsible": "دبیرخانه"},
        {"id": "r3", **late, "agency": "jahad"},
        {"id": "r4", **late, "status": "done"},
    ]
    site = bank(meetings=[{**MEETING, "resolutions": items}])
    agencies, areas = figures.late(site.registry, site.today)
    assert (agencies, areas) == ({"jahad": 2, "دبیرخانه": 1}, {MEETING["area"]: 3})
    body = drawn(site, "resolutions/")[1]  # nothing is late before reporting has begun
    assert "late-by" not in body and "گزارش‌دهی هنوز آغاز نشده است" in body
    site.extra["reporting_since"] = "1402-01"
    body = drawn(site, "resolutions/")[1]
    assert "دیرکرد هر دستگاه" in body and '<th scope="row"><a href="county/fasa/">' in body
    undated = [{key: value for key, value in items[0].items() if key != "deadline"}]
    body = drawn(bank(meetings=[{**MEETING, "resolutions": undated}]), "resolutions/")[1]
    assert "برای هیچ مصوبه‌ای مهلتی ثبت نشده است" in body and "گزارش‌دهی" not in body
    site = bank(meetings=[{**MEETING, "resolutions": items[3:]}])
    site.extra["reporting_since"] = "1402-01"
    body = drawn(site, "resolutions/")[1]
    assert "late-by" not in body and "مهلت هیچ مصوبه‌ای نگذشته است" in body


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({}, "وضعیت نامعلوم؛ بپرسید"),
        ({"status": "unknown", "date": "1401"}, "وضعیت نامعلوم؛ بپرسید"),
        ({"status": "announced", "date": "1404-06-04"}, "اعلام‌شده، ۴ شهریور ۱۴۰۴"),
        ({"status": "ended", "date": "1401"}, "پایان‌یافته"),  # the day is not that of its end
    ],
)
def test_a_line_of_credit_says_where_it_stands_in_the_same_words_everywhere(own, said):
    record = {"id": "f", "title": "خط", "kind": "credit", "area": "province", "added": "1405-01-01", **own}
    site = made_up({"counties": COUNTIES, "facilities": [record]})
    for url in ("facilities/", "facilities/f/"):
        found = re.findall(r'<p class="state [a-z]+">(.*?)</p>', drawn(site, url)[1])
        assert found == [said], url


def test_a_county_shows_one_box_whatever_else_is_missing():
    body = drawn(bank(women=[woman(1)]), "counties/fasa/")[1]
    assert body.count('class="empty"') == 1 and body.count("ثبت نشده است") > 2


def test_the_home_page_offers_the_tasks_that_lead_somewhere():
    tasks = [
        {"label": "وام", "note": "یادداشت", "url": "loans/"},
        {"label": "رفته", "note": "یادداشت", "url": "education/x/"},
    ]
    body = draw(home.home(bank(), "", {"tasks": tasks}), bank())[1]
    assert '<ul class="todo"><li><a href="./loans/"><b>وام</b>' in body and "رفته" not in body
