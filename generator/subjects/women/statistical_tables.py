"""The statistics as tables: what the page of figures shows, what stands under a chart and what is downloaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from generator.dataset.descriptor import AREAS
from generator.persian.digits import fa
from generator.persian.order import sort_key
from generator.site.model import addresses
from generator.site.model.site import Site
from generator.site.model.table import Row, Table
from generator.subjects.women import figures
from generator.subjects.women.checks.document_checks import POPULATION
from generator.subjects.women.loans import loan_words
from generator.subjects.women.reporting import judged_on, reporting
from generator.subjects.women.seasons import seasons_between

# What a row may be of: the key of its number, its name and the address of the records behind it.
_Keys = Iterable[tuple[Any, str, str]]


def _rows(keys: _Keys, numbers: Mapping[Any, Any]) -> tuple[Row, ...]:
    """Return a row for each key that has a number, in the order of the keys."""
    return tuple(
        Row(label, url, tuple(found) if isinstance(found, tuple) else (found,))
        for key, label, url in keys
        if (found := numbers.get(key)) is not None
    )


def _counties(site: Site, link: Callable[[str], str]) -> _Keys:
    return ((county.id, county["name"], link(county.id)) for county in site.counties)


def _records(site: Site, resource: str, link: Callable[[str], str]) -> _Keys:
    return ((record.id, record.label, link(record.id)) for record in site.registry[resource])


def _categories(site: Site, resource: str, field: str, link: Callable[[str], str]) -> _Keys:
    categories = site.registry.categories(resource, field)
    return ((value, label, link(value)) for value, label in categories.items())


def _years(numbers: Mapping[str, Any], link: Callable[[str], str]) -> _Keys:
    return ((year, fa(year), link(year)) for year in sorted(filter(None, numbers)))


def _axis(numbers: Mapping[str, Any]) -> tuple[str, ...]:
    """Return every year from the first to the last that has a number."""
    known = [int(year) for year in filter(None, numbers)]
    return tuple(fa(str(year)) for year in range(min(known), max(known) + 1)) if known else ()


def _agencies(site: Site, link: Callable[[str], str]) -> _Keys:
    """Return the agencies in alphabetical order: never in that of a number."""
    found = sorted(site.registry["agencies"], key=lambda record: sort_key(record.label))
    return ((record.id, record.label, link(record.id)) for record in found)


def _listing(resource: str, kind: str) -> Callable[[str], str]:
    return lambda value: addresses.listing(resource, kind, value)


def _page(resource: str) -> Callable[[str], str]:
    return lambda value: addresses.record(resource, value)


def _place(address: str, prefix: str = "") -> Callable[[str], str]:
    return lambda value: f"{address}#{prefix}{value}"


def _gaps(site: Site, numbers: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(county["name"] for county in site.counties if county.id not in numbers)


def women(site: Site) -> Iterator[Table]:
    """Yield the tables of the women."""
    registry, unit, measure = site.registry, ("نفر",), "نام‌های ثبت‌شده"
    counts = figures.women(registry, "county")
    rows = _rows(_counties(site, _listing("women", "county")), counts)
    gaps = _gaps(site, counts)
    yield Table("women-by-county", "زنان به تفکیک شهرستان", measure, unit, rows, gaps=gaps)
    rows = _rows(_records(site, "domains", _listing("women", "domain")), figures.women(registry, "domain"))
    note = "حوزهٔ نخست هر زن شمرده شده است."
    yield Table("women-by-domain", "زنان به تفکیک حوزه", measure, unit, rows, note, ranked=True)
    rows = _rows(_agencies(site, _listing("women", "agency")), figures.women(registry, "agency"))
    note = "هر معرفی یک بار شمرده شده است."
    yield Table("women-by-agency", "زنان به تفکیک دستگاه معرف", measure, unit, rows, note)
    counts = figures.women(registry, "year")
    rows = _rows(_years(counts, _place(addresses.section("seasons"), "y")), counts)
    title, by_year = "زنان به تفکیک سال افزودن", "نام‌های ثبت‌شده در هر سال"
    yield Table("women-by-year", title, by_year, unit, rows, axis=_axis(counts))
    rates = {
        county: (count, population, round(count * 100_000 / population, 1))
        for county, (count, population) in figures.rates(registry).items()
    }
    columns = ("نام ثبت‌شده", "جمعیت زنان", "در هر ۱۰۰٬۰۰۰ زن")
    rows = _rows(_counties(site, _place(addresses.record("indicators", POPULATION), "")), rates)
    note = "فقط شهرستان‌هایی که منبعی جمعیت زنانشان را گفته است؛ جمعیت از جدول شاخص‌هاست."
    yield Table("women-by-population", "نام‌های ثبت‌شده در برابر جمعیت زنان", measure, columns, rows, note)


def organisations(site: Site) -> Iterator[Table]:
    """Yield the tables of the organisations."""
    registry, unit, measure = site.registry, ("پرونده",), "پرونده‌های ثبت‌شده"
    counts = figures.organisations(registry, "county")
    link = _listing("cooperatives", "county")
    keys = [*_counties(site, link), *((area, name, link(area)) for area, name in AREAS.items())]
    rows = _rows(keys, counts)
    title = "تعاونی‌ها و صندوق‌ها به تفکیک {}".format
    gaps = _gaps(site, counts)
    yield Table("organisations-by-county", title("شهرستان"), measure, unit, rows, gaps=gaps)
    kinds = _categories(site, "cooperatives", "kind", _listing("cooperatives", "kind"))
    note = "هر پرونده یک بار شمرده شده است، هرچند نمایندهٔ چند صندوق باشد."
    rows = _rows(kinds, figures.organisations(registry, "kind"))
    yield Table("organisations-by-kind", title("نوع"), measure, unit, rows, note, ranked=True)
    sectors = _records(site, "sectors", _listing("cooperatives", "sector"))
    rows = _rows(sectors, figures.organisations(registry, "sector"))
    yield Table("organisations-by-sector", title("گرایش"), measure, unit, rows, ranked=True)


def loans(site: Site) -> Iterator[Table]:
    """Yield the tables of the loans."""
    registry, columns = site.registry, ("فقره", "ریال")
    note = "وام‌های تصویب‌شده شمرده شده‌اند."
    title, measure = "وام‌ها به تفکیک {}".format, "تعداد و مبلغ"
    rows = _rows(
        _counties(site, lambda county: addresses.record("counties", county) + "#work"),
        figures.loans(registry, "county"),
    )
    yield Table("loans-by-county", title("شهرستان"), measure, columns, rows, note)
    rows = _rows(_records(site, "facilities", _page("facilities")), figures.loans(registry, "facility"))
    yield Table("loans-by-facility", title("خط اعتباری"), measure, columns, rows, note, ranked=True)
    sums = figures.loans(registry, "year")
    rows = _rows(_years(sums, _page("loans")), sums)
    yield Table("loans-by-year", title("سال معرفی"), measure, columns, rows, note, axis=_axis(sums))
    steps = {step.stage: (step.reached, step.days) for step in figures.funnel(registry) if step.reached}
    keys = [(stage, label, addresses.section("loans")) for stage, label in loan_words.STEPS.items()]
    rows = _rows(keys, steps)
    least = any(not step.exact for step in figures.funnel(registry))
    note = "تعداد مرحله‌های پیش از تصویب دست‌کم است: عددهای کوچک گفته نمی‌شوند." if least else ""
    columns = ("رسیده به این مرحله", "روز پس از مرحلهٔ پیش (میانه)")
    measure = "تعداد وام‌های رسیده به هر مرحله"
    yield Table("loan-stages", "مراحل وام، از معرفی تا تسویه", measure, columns, rows, note)


def programs(site: Site) -> Iterator[Table]:
    """Yield the tables of the programs."""
    registry, columns = site.registry, ("برنامهٔ دفتر", "دیگر")
    title, measure = "برنامه‌ها به تفکیک {}".format, "برنامه‌های دفتر و برنامه‌های دیگر"
    counts = figures.programs(registry, "year")
    rows = _rows(_years(counts, lambda year: addresses.section("programs")), counts)
    yield Table("programs-by-year", title("سال آغاز"), measure, columns, rows, axis=_axis(counts))
    keys = _categories(site, "programs", "kind", lambda kind: addresses.section("programs"))
    rows = _rows(keys, figures.programs(registry, "kind"))
    yield Table("programs-by-kind", title("نوع"), measure, columns, rows, ranked=True)
    done = {program.id: figures.actions([program]) for program in registry["programs"]}
    rows = _rows(_records(site, "programs", _page("programs")), {key: found for key, found in done.items() if found[1]})
    columns = ("انجام‌شده", "دارای وضعیت")
    words, measure = "اقدام‌های انجام‌شدهٔ برنامه‌ها", "اقدام‌هایی که وضعیتشان معلوم است"
    yield Table("actions-by-program", words, measure, columns, rows, ranked=True)


def meetings(site: Site) -> Iterator[Table]:
    """Yield the tables of the meetings and their resolutions."""
    registry = site.registry
    keys = _categories(site, "meetings", "kind", lambda kind: addresses.section("meetings"))
    rows = _rows(keys, figures.meetings(registry, "kind"))
    section = "نشست‌ها و مصوبه‌ها"
    title, measure, columns = "نشست‌ها به تفکیک نوع", "تعداد نشست‌ها و مصوبه‌هایشان", ("نشست", "مصوبه")
    yield Table("meetings-by-kind", title, measure, columns, rows, section=section, ranked=True)
    keys = ((state, words, f"{addresses.RESOLUTIONS}#{state}") for state, words in states(site).items())
    rows = _rows(keys, figures.resolutions(registry, judged_on(site)))
    note = f"تا تاریخِ {site.today_words}."
    title, measure = "مصوبه‌ها به تفکیک وضعیت", "مصوبه‌های همهٔ نشست‌ها"
    yield Table("resolutions-by-status", title, measure, ("مصوبه",), rows, note, section=section)


def states(site: Site) -> dict[str, str]:
    """Return the states of resolutions with their words, in the order in which they are followed up."""
    labels = site.registry.categories("meetings-resolutions", "status")
    return {figures.LATE: "مهلت گذشته", "open": labels["open"], figures.SILENT: "وضعیت اعلام‌نشده", **labels}


def headcounts(site: Site) -> Iterator[Table]:
    """Yield the tables of the head counts."""
    registry, columns = site.registry, ("شناسایی‌شده", "پذیرفته")
    title = "آمار شناسایی، به تفکیک {}".format
    measure = "زنان شناسایی‌شده و زنانی که پذیرفته‌اند نامشان بیاید"
    tables: tuple[tuple[str, str, _Keys], ...] = (
        ("county", "شهرستان", _counties(site, _page("headcounts"))),
        ("agency", "دستگاه", _agencies(site, _page("agencies"))),
        ("domain", "حوزه", _records(site, "domains", lambda domain: addresses.section("headcounts"))),
    )
    for by, word, keys in tables:
        rows = _rows(keys, figures.headcounts(registry, by))
        yield Table(f"headcounts-by-{by}", title(word), measure, columns, rows, ranked=by == "domain")
    sums = figures.headcounts(registry, "year")
    rows = _rows(_years(sums, lambda year: addresses.section("headcounts")), sums)
    yield Table("headcounts-by-year", title("سال"), measure, columns, rows, axis=_axis(sums))


def reports(site: Site) -> Iterator[Table]:
    """Yield the tables of the reports, and of reporting."""
    registry, unit = site.registry, ("گزارش",)
    counts = figures.reports(registry, "season")
    keys = ((season, season.words, addresses.record("seasons", season.id)) for season in sorted(counts))
    rows, note = _rows(keys, counts), "گزارش‌هایی که ماهشان معلوم است."
    axis = tuple(season.words for season in seasons_between(min(counts), max(counts))) if counts else ()
    title, measure = "گزارش‌ها به تفکیک فصل", "گزارش‌های ثبت‌شده"
    yield Table("reports-by-season", title, measure, unit, rows, note, axis=axis)
    rows = _rows(_agencies(site, _page("agencies")), figures.reports(registry, "agency"))
    yield Table("reports-by-agency", "گزارش‌ها به تفکیک دستگاه", measure, unit, rows)
    asked = reporting(site)
    if asked:
        columns = tuple(season.words for season in asked.seasons)
        rows = tuple(Row(name, url, counts) for name, url, counts in asked.rows)
        measure = "تعداد گزارش‌های هر شهرستان در هر فصل، از آغاز گزارش‌دهی"
        yield Table("reporting", "گزارش‌دهی فصلی شهرستان‌ها", measure, columns, rows)
