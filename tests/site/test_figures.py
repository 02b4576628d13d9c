"""Every aggregate of the statistics, beside an independent computation: SQL over the rows as they were read."""

from __future__ import annotations

import re
import sqlite3
from datetime import date
from itertools import pairwise

import pytest

from generator.dataset.describing import descriptor_reader
from generator.dataset.reading import reader
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.digits import ascii_digits
from generator.persian.order import sort_key
from generator.project.assembly import load
from generator.site.model.site import Site
from generator.site.model.table import Point, Row, Series, Table, answers, tables
from generator.site.pages.parts.charts import bars
from generator.site.pages.parts.small_multiples import multiples
from generator.site.pages.parts.time_charts import lines
from generator.site.pages.statistics import heat
from generator.subjects.women import figures
from generator.subjects.women.loans import loan_words
from generator.subjects.women.reporting import SettingError, asked_since
from generator.subjects.women.sample.package import write_sample
from generator.subjects.women.seasons import season_of
from generator.subjects.women.sections import SECTIONS, TEMPLATES
from generator.subjects.women.sections.working_groups import seats_words
from generator.subjects.women.series import latest
from tests.site.sites import drawn, made_up
from tests.support import ROOT

TODAY = date(2026, 11, 24)
PACKAGE = descriptor_reader.load(ROOT / "data" / "datapackage.yaml")
COUNTS = {"women": 400, "cooperatives": 150, "programs": 20, "loans": 150, "meetings": 60}
STAGES = ("introduced", "review", "approved", "paid", "settled")
FIELDS = ("introduced", "under_review", "approved", "paid", "settled")


@pytest.fixture(scope="module")
def bank(tmp_path_factory) -> tuple[Site, sqlite3.Connection]:
    data = tmp_path_factory.mktemp("bank") / "data"
    write_sample(PACKAGE, data, COUNTS, seed=5)
    loaded = load(data, TODAY)
    assert loaded.registry is not None, loaded.problems[:3]
    dataset = reader.read(descriptor_reader.load(data / "datapackage.yaml"))
    base = sqlite3.connect(":memory:")
    base.create_function("days", 2, lambda a, b: (parse_jalali(b).first() - parse_jalali(a).first()).days)
    base.create_function("past", 1, lambda text: parse_jalali(text).last() < TODAY)
    base.create_function("season", 1, lambda text: season.words if (season := season_of(text or "")) else None)
    for name, rows in dataset.rows.items():
        columns = [item.name for item in dataset.package.resources[name].fields]
        base.execute(f'create table "{name}" ({", ".join(f"[{column}]" for column in columns)})')
        marks = ", ".join("?" * len(columns))
        base.executemany(
            f'insert into "{name}" values ({marks})', [[row.cells.get(c) for c in columns] for row in rows]
        )
    base.execute("create table areas as select id, name from counties")
    base.execute("insert into areas values ('province', 'استان'), ('country', 'کشور')")
    for resource, field in (
        ("cooperatives", "kind"),
        ("programs", "kind"),
        ("meetings", "kind"),
        ("loans", "stage"),
        ("meetings-resolutions", "status"),
    ):
        labels = PACKAGE.resources[resource].by_name[field].categories
        base.execute(f'create table "{resource}.{field}" (value, label)')
        base.executemany(f'insert into "{resource}.{field}" values (?, ?)', labels.items())
    extra = {"province": "نمونه", "reporting_since": "1403-01"}
    return Site(
        loaded.registry, "بانک", "", "https://example.org/", extra, TODAY, templates=(TEMPLATES,), changes=SECTIONS
    ), base


def counted(resource: str, field: str, names: str, label: str = "name") -> str:
    return f'select n.{label}, count(*) from "{resource}" t join "{names}" n on n.id = t.{field} group by t.{field}'


def kinds(resource: str, field: str) -> str:
    return f'select n.label, count(*) from "{resource}" t join "{resource}.{field}" n on n.value = t.{field} group by 1'


LOANS = "count(*), sum(cast(amount as integer))"
HEADS = "sum(cast(identified as integer)), sum(cast(agreed as integer))"
OWNED = "sum(owned = 'true'), sum(owned <> 'true')"
STATES = """case when deadline is not null and past(deadline) and status = 'open' then 'مهلت گذشته'
  when status is null then 'وضعیت اعلام‌نشده' else (select label from "meetings-resolutions.status" where value = status) end"""
# The table's id → the query that gives its rows: the name, then the numbers.
QUERIES = {
    "women-by-county": counted("women", "county", "counties"),
    "women-by-domain": 'select n.name, count(*) from "women-domains" t join domains n on n.id = t.domain'
    " where cast(position as integer) = 1 group by 1",
    "women-by-agency": counted("women-nominations", "agency", "agencies"),
    "women-by-year": "select substr(added, 1, 4), count(*) from women group by 1",
    "women-by-population": """select c.name, count(w.id), p.value, round(count(w.id) * 100000.0 / p.value, 1)
  from (select area, cast(value as real) value, max(year) from "indicator-values"
        where indicator = 'population-f' and "group" = 'all' and season is null group by area) p
  join counties c on c.id = p.area left join women w on w.county = c.id group by c.id""",
    "organisations-by-county": counted("cooperatives", "county", "areas"),
    "organisations-by-kind": kinds("cooperatives", "kind"),
    "organisations-by-sector": counted("cooperatives", "sector", "sectors"),
    "loans-by-county": f"select n.name, {LOANS} from loans t join counties n on n.id = t.county group by n.id",
    "loans-by-facility": f"select n.title, {LOANS} from loans t join facilities n on n.id = t.facility group by n.id",
    "loans-by-year": f"select substr(introduced, 1, 4), {LOANS} from loans group by 1",
    "programs-by-year": f'select substr("from", 1, 4), {OWNED} from programs where "from" is not null group by 1',
    "programs-by-kind": f"select n.label, {OWNED} from programs t join [programs.kind] n on n.value = t.kind group by 1",
    "actions-by-program": """select p.title, sum(a.status = 'done'), count(*) from "programs-actions" a
  join programs p on p.id = a.program where a.status is not null group by p.id""",
    "meetings-by-kind": """select n.label, count(*), sum((select count(*) from "meetings-resolutions" r where r.meeting = t.id))
  from meetings t join [meetings.kind] n on n.value = t.kind group by 1""",
    "resolutions-by-status": f'select {STATES}, count(*) from "meetings-resolutions" group by 1',
    "headcounts-by-county": f"select n.name, {HEADS} from headcounts t join counties n on n.id = t.county group by n.id",
    "headcounts-by-agency": f"select n.name, {HEADS} from headcounts t join agencies n on n.id = t.agency group by n.id",
    "headcounts-by-domain": f"select n.name, {HEADS} from headcounts t join domains n on n.id = t.domain group by n.id",
    "headcounts-by-year": f"select year, {HEADS} from headcounts group by 1",
    "reports-by-season": "select season(date), count(*) from reports where season(date) is not null group by 1",
    "reports-by-agency": counted("reports", "agency", "agencies"),
}


def rows(base: sqlite3.Connection, query: str) -> list[tuple]:
    return sorted(tuple(row) for row in base.execute(query))


def shown(table: Table) -> list[tuple]:
    return sorted(
        (ascii_digits(row.label) if row.label[:1].isdecimal() else row.label, *row.numbers) for row in table.rows
    )


def test_every_table_is_computed_here_too(bank):
    site, _ = bank
    assert {table.id for table in tables(site)} == {*QUERIES, "loan-stages", "reporting"}


@pytest.mark.parametrize("name", QUERIES)
def test_table(bank, name):
    site, base = bank
    (table,) = (table for table in tables(site) if table.id == name)
    wanted = rows(base, QUERIES[name])
    assert shown(table) == wanted
    assert len({row.label for row in table.rows}) == len(table.rows) > 0


def test_the_table_of_counties_and_domains(bank):
    site, base = bank
    query = (
        'select w.county, d.domain, count(*) from women w join "women-domains" d on d.woman = w.id'
        " where d.position = '1' group by 1, 2"
    )
    label = site.registry.label
    wanted = {
        (label("counties", county), label("domains", domain)): count for county, domain, count in base.execute(query)
    }
    table = heat(site)
    found = {
        (county, domain): count
        for county, _, cells in table["rows"]
        for domain, (count, _) in zip(table["columns"], cells, strict=True)
        if count
    }
    assert found == wanted and sum(found.values()) == 400


def test_the_way_of_loans(bank):
    site, base = bank
    (table,) = (table for table in tables(site) if table.id == "loan-stages")
    numbers = {row.label: row.numbers for row in table.rows}
    words = loan_words.STEPS
    counts = {}
    query = "select stage, loans from \"loan-counts\" where margin = 'all'"
    for stage, cell in base.execute(query):
        counts[stage] = int(cell) if cell.isdecimal() else 1
    assert counts.keys() == {"introduced", "review", "rejected"}
    more = {"introduced": sum(counts.values()), "review": counts["review"]}
    for place, step in enumerate(figures.funnel(site.registry)):
        field = FIELDS[place]
        later = ", ".join(f"'{stage}'" for stage in STAGES[place:])
        query = f"select count(*) from loans where {field} is not null or stage in ({later})"
        (reached,) = base.execute(query).fetchone()
        assert step.reached == reached + more.get(step.stage, 0) > 0
        if place:
            before = FIELDS[place - 1]
            query = f"select days({before}, {field}) from loans where length({before}) = 10 and length({field}) = 10"
            days = sorted(row[0] for row in base.execute(query))
            middle = (days[(len(days) - 1) // 2] + days[len(days) // 2]) / 2
            assert step.days == middle
        assert numbers[words[step.stage]] == (step.reached, step.days)


def test_reporting_counts_each_season_since_it_was_asked_for(bank):
    site, base = bank
    (table,) = (table for table in tables(site) if table.id == "reporting")
    assert table.columns[0] == "بهار ۱۴۰۳" and table.columns[-1] == "پاییز ۱۴۰۵" and len(table.columns) == 11
    assert [row.label for row in table.rows] == [county["name"] for county in site.counties]
    for row in table.rows:
        query = "select season(r.date), count(*) from reports r join counties c on c.id = r.area where c.name = ? group by 1"
        counts = dict(base.execute(query, (row.label,)).fetchall())
        assert row.numbers == tuple(counts.get(season, 0) for season in table.columns)
    assert any(sum(row.numbers) for row in table.rows) and not all(sum(row.numbers) for row in table.rows)


def test_before_reporting_was_asked_for_nobody_is_named(bank):
    site, _ = bank
    silent = Site(
        site.registry,
        site.name,
        "",
        site.address,
        {"reporting_since": ""},
        TODAY,
        templates=(TEMPLATES,),
        changes=SECTIONS,
    )
    assert "reporting" not in {table.id for table in tables(silent)}


def test_the_statistics_begin_with_four_answers(bank):
    site, base = bank
    (women,), (first,) = (
        base.execute("select count(*) from women"),
        base.execute(
            "select max(n) from (select count(*) n from [women-domains] where position = '1' group by domain)"
        ),
    )
    (agreed,) = base.execute("select count(*) from women where life in ('living', 'unknown') and basis = 'consent'")
    (behind,) = base.execute(
        "select sum(coalesce(cast(represents as integer), 1)) from cooperatives c"
        " where coalesce([union], '') not in (select id from cooperatives)"
    )
    shares = [round(100 * first[0] / women[0])] if any("بزرگ‌ترین" in one.title for one in answers(site)) else []
    wanted = [women[0], *shares, agreed[0], behind[0]]
    found = answers(site)
    assert [int(ascii_digits(answer.number.replace("٬", ""))) for answer in found][: len(wanted)] == wanted
    assert len(found) == 4 and all(answer.sentence for answer in found)


def table_of(numbers: dict[str, float], **more) -> Table:
    return Table(
        "t", "عنوان", "", ("نفر",), tuple(Row(name, "", (number,)) for name, number in numbers.items()), **more
    )


def test_bars_start_at_zero_and_are_exact_to_a_hundredth():
    chart = bars(table_of({"الف": 1.0, "ب": 3.0, "پ": 54.0, "ت": 0.0}))
    assert [(bar.name, bar.width, bar.x) for bar in chart.bars] == [
        ("الف", 1.85, 98.15),
        ("ب", 5.56, 94.44),
        ("پ", 100.0, 0.0),
    ]
    assert chart.zeros == ("ت",)
    ranked = bars(table_of({"الف": 1.0, "ب": 3.0, "پ": 54.0}, ranked=True))
    assert [bar.name for bar in ranked.bars] == ["پ", "ب", "الف"]


def test_fewer_than_three_bars_are_a_sentence():
    assert bars(table_of({"الف": 1.0, "ب": 3.0})) == ((), "الف: ۱؛ ب: ۳.", ())
    assert bars(table_of({"الف": 0.0})) == ((), "", ("الف",))


def test_an_axis_of_time_is_whole():
    chart = bars(table_of({"۱۴۰۱": 2.0, "۱۴۰۴": 1.0}, axis=("۱۴۰۱", "۱۴۰۲", "۱۴۰۳", "۱۴۰۴")))
    assert [(bar.name, bar.width) for bar in chart.bars] == [("۱۴۰۱", 100), ("۱۴۰۲", 0), ("۱۴۰۳", 0), ("۱۴۰۴", 50)]


def test_every_row_stands_on_its_axis(bank):
    """A year that the axis writes in another way is drawn as nothing."""
    site, _ = bank
    found = [table for table in tables(site) if table.axis]
    assert found
    for table in found:
        assert {row.label for row in table.rows} <= set(table.axis), table.id


def test_counties_and_agencies_are_never_ranked(bank):
    site, _ = bank
    for table in tables(site):
        if table.id.endswith(("-by-county", "-by-agency", "-by-population")):
            assert not table.ranked
        if table.id.endswith("-by-agency"):
            assert [row.label for row in table.rows] == sorted((row.label for row in table.rows), key=sort_key)


def test_the_counties_stand_in_alphabetical_order_never_in_that_of_the_numbers(bank):
    site, _ = bank
    order = [county["name"] for county in site.counties]
    for table in tables(site):
        if table.id.endswith("-by-county"):
            names = [row.label for row in table.rows if row.label in order]
            assert names == [name for name in order if name in names]


COUNTIES = [
    {"id": name, "name": word, "column": place, "row": 1}
    for place, (name, word) in enumerate((("fasa", "فسا"), ("shiraz", "شیراز"), ("kavar", "کوار")))
]
SPRING, SUMMER, WINTER, YEAR = ("1404", "spring"), ("1404", "summer"), ("1404", "winter"), ("1404", "")


def measured(area: str, year: str, season: str, value: float, indicator: str = "population-f") -> dict:
    found = {"indicator": indicator, "area": area, "group": "all", "year": year, "value": value, "source": "منبع"}
    return {**found, "season": season} if season else found


@pytest.mark.parametrize(
    ("times", "newest", "beside_years"),
    [
        ([YEAR, SPRING], YEAR, YEAR),
        ([YEAR, WINTER], YEAR, YEAR),
        ([SPRING, WINTER, SUMMER], WINTER, WINTER),
        ([("1403", ""), SPRING], SPRING, ("1403", "")),
        ([("1403", ""), ("1402", "")], ("1403", ""), ("1403", "")),
    ],
)
def test_the_newest_value_does_not_hang_on_the_order_of_the_rows(times, newest, beside_years):
    """A whole year comes after its seasons; what stands beside whole years is one itself, where there is such a one."""
    rows = [measured("fasa", *time, float(place)) for place, time in enumerate(times)]
    for order in (rows, rows[::-1]):
        registry = made_up({"counties": COUNTIES, "indicator-values": order}).registry
        for whole, wanted in ((False, newest), (True, beside_years)):
            found = latest(registry, "population-f", "fasa", whole_years=whole)
            assert (found["year"], found.get("season", "")) == wanted
        assert latest(registry, "population-f", "shiraz") is None


def test_every_county_with_a_population_has_its_rate():
    """One without a name has none recorded; one whose source gives no woman at all is no base of a rate."""
    site = made_up(
        {
            "counties": COUNTIES,
            "domains": [{"id": "art", "name": "هنری"}],
            "women": [{"id": "w", "name": "زن", "county": "fasa", "domains": ["art"], "added": "1405-01-01"}],
            "indicators": [{"id": "population-f", "title": "جمعیت", "unit": "نفر", "definition": "ت", "axis": "م"}],
            "indicator-values": [
                measured(*row) for row in (("fasa", "1395", "", 50_000.0), ("shiraz", "1395", "", 8.0))
            ]
            + [measured("kavar", "1395", "", 0.0)],
        }
    )
    assert figures.rates(site.registry) == {"fasa": (1, 50_000.0), "shiraz": (0, 8.0)}
    (table,) = (table for table in tables(site) if table.id == "women-by-population")
    assert [(row.label, *row.numbers) for row in table.rows] == [("شیراز", 0, 8.0, 0.0), ("فسا", 1, 50_000.0, 2.0)]


def seat(role: str, since: str = "", until: str = "", place: str = "", agency: str = "ostandari") -> dict:
    values = {"role": role, "agency": agency, "place": place, "since": since, "until": until}
    return {key: value for key, value in values.items() if value}


NOW, BEFORE = {"since": "1404-02"}, {"since": "1402", "until": "1404-01"}


@pytest.mark.parametrize(
    ("rows", "seats", "empty", "words"),
    [
        ([seat("chair", **NOW)], 1, 0, "۱ سمت، دارای متصدی."),
        ([seat("chair")], 1, 1, "۱ سمت، بدون متصدی."),
        ([seat("chair", **NOW), seat("chair", **BEFORE)], 1, 0, "۱ سمت، دارای متصدی."),
        ([seat("chair", **BEFORE), seat("chair", "1400", "1401", agency="farmandari")], 1, 1, "۱ سمت، بدون متصدی."),
        ([seat("chair", **BEFORE), seat("chair")], 1, 1, "۱ سمت، بدون متصدی."),
        ([seat("liaison", **NOW), seat("liaison", **BEFORE, agency="farmandari")], 2, 1, "۲ سمت، ۱ سمت بدون متصدی."),
        ([seat("council", "1403"), seat("council", "1404")], 2, 0, "۲ سمت، همه دارای متصدی."),
        (
            [
                seat("chair", **NOW),
                seat("chair", **BEFORE, agency="farmandari"),
                seat("dehyar", **BEFORE, place="گل‌آباد"),
                seat("dehyar", **NOW, place="خوش‌آب"),
            ],
            3,
            1,
            "۳ سمت، ۱ سمت بدون متصدی.",
        ),
        ([seat("chair"), seat("secretary", **BEFORE)], 2, 2, "۲ سمت، همه بدون متصدی."),
    ],
)
def test_a_seat_is_counted_once_whoever_sat_on_it(rows, seats, empty, words):
    site = made_up({"working-groups": rows})
    assert figures.seats(site.registry["working-groups"]) == (seats, empty)
    assert seats_words(site.registry["working-groups"]) == words


ORGANISATIONS = [
    {"kind": "fund", "represents": 32},
    {"kind": "fund"},
    {"kind": "fund", "represents": 10},
    {"kind": "cooperative"},
    {"kind": "union", "represents": 5},
]


def test_what_stands_behind_records_is_counted_alike_everywhere():
    """A record that says nothing of others stands for itself alone: it is not among those that say so."""
    values = {"county": "fasa", "sector": "food", "status": "unknown", "added": "1405-01-01", "summary": "شرح"}
    rows = [{"id": f"o{place}", "name": f"نام {place}", **values, **own} for place, own in enumerate(ORGANISATIONS)]
    site = made_up({"counties": COUNTIES, "sectors": [{"id": "food", "name": "خوراک"}], "cooperatives": rows})
    assert figures.behind(site.registry["cooperatives"]) == {"fund": (2, 42), "union": (1, 5)}
    words = "۱\u00a0پرونده نمایندهٔ ۵\u00a0تعاونی و ۲\u00a0پرونده نمایندهٔ ۴۲\u00a0صندوق خرد است"
    for url in ("counties/fasa/", "cooperatives/", "cooperatives/county/fasa/"):
        body = drawn(site, url)[1]
        assert words in body, url
        # «تعاونی و صندوق» counts records of every kind: which, is said beside.
        assert "۵ پرونده: ۱\u00a0تعاونی، ۱\u00a0اتحادیهٔ تعاونی و ۳\u00a0صندوق خرد." in body, url


REPORTS = [{"id": "r", "title": "گزارش", "area": "fasa", "date": "1405-08-01", "added": "1405-08-02"}]


@pytest.mark.parametrize("since", ["1405", "1405-13", "پاییز ۱۴۰۵"])
def test_what_is_no_month_is_no_beginning_of_reporting(since):
    with pytest.raises(SettingError, match=since):
        asked_since({"reporting_since": since})


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("1405-10", "از زمستان ۱۴۰۵، گزارش‌های هر شهرستان"),
        ("1406-01-15", "از بهار ۱۴۰۶، گزارش‌های هر شهرستان"),
        ("1405-09", "از پاییز ۱۴۰۵ که گزارش فصلی خواسته شد"),
        ("", "از فصلی که دفتر آغاز گزارش‌دهی را اعلام کند"),
    ],
)
def test_reporting_may_be_announced_before_it_begins(since, said):
    site = made_up({"counties": COUNTIES, "reports": REPORTS}, TODAY, reporting_since=since)
    assert ("reporting" in {table.id for table in tables(site)}) is (since == "1405-09")
    assert said in drawn(site, "reports/")[1]


def indicator_page(rows: list[dict], **fields: str) -> str:
    indicator = {"id": "rate", "title": "نرخ", "unit": "درصد", "definition": "تعریف.", "axis": "آموزش", **fields}
    site = made_up({"counties": COUNTIES, "indicators": [indicator], "indicator-values": rows})
    return drawn(site, "indicators/rate/")[1]


@pytest.mark.parametrize(
    ("direction", "mark"),
    [({"direction": "up"}, "change good"), ({"direction": "down"}, "change worse"), ({}, "change")],
)
def test_an_indicator_opens_on_its_value_its_change_and_what_levels_lack(direction, mark):
    rows = [measured("country", year, "", value, "rate") for year, value in (("1390", 69.4), ("1395", 72.9))]
    body = indicator_page(rows, **direction)
    assert '<p class="value-n">۷۲٫۹<small>درصد</small></p>' in body and f'<p class="{mark}">' in body
    assert "۳٫۵ واحد درصد بیشتر از ۱۳۹۰" in body and 'class="plot"' in body
    # The province and the counties are named though nothing is known of them.
    assert body.count("هنوز رقمی در بانک نیست") == 2


def test_a_line_begins_at_zero_and_needs_four_values():
    rows = [measured("country", str(1390 + place), "", 70.0 + place, "rate") for place in range(4)]
    body = indicator_page(rows)
    assert 'class="lines"' in body and "محور از صفر آغاز می‌شود" in body and ">۰</text>" in body
    # Every value is written at its point: no other one is so near that their words would meet.
    assert re.findall(r'class="v"[^>]*>([^<]+)', body) == ["۷۰", "۷۱", "۷۲", "۷۳"]
    assert 'class="lines"' not in indicator_page(rows[1:])


def test_a_missing_year_leaves_no_segment():
    def runs(*years: int) -> list[int]:
        points = tuple(Point(year, str(year), 1.0 + year % 7) for year in years)
        (line,) = lines([Series("fasa", "فسا", points)], "").lines
        assert len(line.marks) == len(years)
        return [len(run.split()) for run in line.runs]

    assert runs(1398, 1399, 1400, 1402, 1403) == [3, 2]
    assert runs(1380, 1385, 1390, 1395) == [4]  # what comes every five years misses none
    assert runs(1380, 1385, 1390, 1400) == [3, 1]
    assert runs(1355, 1365, 1375, 1385, 1390, 1395) == [6]  # nor do censuses that came more often


def test_the_newest_number_of_each_line_stands_where_no_line_is():
    def kinds(*lasts: tuple[float, float]) -> list[str]:
        """Lay lines that come from one value and end at another."""
        series = [
            Series(
                str(place),
                str(place),
                tuple(Point(1400 + at, str(1400 + at), old + (new - old) * at / 4) for at in range(5)),
            )
            for place, (old, new) in enumerate(lasts)
        ]
        return [line.marks[-1].kind for line in lines(series, "").lines]

    # The lower one below, though it comes from above: there the other one is.
    assert kinds((20.4, 15.4), (19, 11)) == ["above", "below"]
    assert kinds((19, 11), (20.4, 15.4)) == ["below", "above"]
    assert kinds((10, 20), (18, 10)) == ["above", "below"]
    # What rises to its newest value from below takes the room under it.
    assert kinds((20, 20), (2, 12)) == ["above", "above"]
    # Between two others that are near it there is no room: the table has its number.
    assert kinds((20, 20), (19, 19), (18, 18)) == ["above", "", "below"]
    chart = lines(
        [Series("a", "a", tuple(Point(1400 + at, str(1400 + at), 10.0 - at) for at in range(5))) for _ in (1, 2)], ""
    )
    assert [mark.kind for line in chart.lines for mark in line.marks[:-1]] == [""] * 8


def test_names_of_seasons_on_the_axis_of_time_keep_apart():
    """As a phone shows them, such a name takes 28 per cent; at the sides it is written inwards."""
    points = tuple(Point(1402 + at / 4, "تابستان ۱۴۰۲", 1.0) for at in range(12))
    times = lines([Series("a", "a", points)], "").times
    middles = [mark.x + 14 if mark.x < 6 else mark.x - 14 if mark.x > 94 else mark.x for mark in times]
    assert len(times) >= 3 and all(other - one >= 28 for one, other in pairwise(middles))


def test_places_stand_side_by_side_on_one_scale_by_name(bank):
    site, _ = bank
    found = multiples(site, site.sections["women"])
    assert found is not None and 3 <= len(found.key) <= 8
    names = [place.name for place in found.places]
    assert names == sorted(names, key=sort_key) and not set(names) & set(found.small)
    bars = [(place.name, bar) for place in found.places for bar in place.bars if bar.words]
    # A number is as high wherever it stands, but in the place that is said to have a scale of its own.
    apart = found.beyond.partition(" که ")[0]
    heights = {(bar.words, bar.height) for name, bar in bars if name != apart}
    assert len(heights) == len({words for words, _ in heights})
    for place in found.places:
        assert place.total == sum(int(ascii_digits(bar.words)) for bar in place.bars if bar.words) > 1
