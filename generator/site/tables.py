"""The statistics as tables: what the page of figures shows, what stands under a chart and what is downloaded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.dataset.descriptor import AREAS
from generator.dataset.registry import Registry
from generator.persian.digits import fa
from generator.site import figures, urls
from generator.site.context import Site


@dataclass(frozen=True)
class Row:
    """One line: its name, the records behind it (an address from the root, or nothing) and its numbers."""

    label: str
    url: str
    numbers: tuple[float | None, ...]


@dataclass(frozen=True)
class Table:
    """One table of figures. ``columns`` are the titles of the numbers; ``gaps`` names what has no number yet."""

    id: str
    title: str
    measure: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    gaps: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        """The file name of the downloads, without an ending."""
        return f"statistics/{self.id}"


def tables(site: Site) -> list[Table]:
    """Return every table of the statistics that has a row, in the order of the page."""
    return site.once("tables", lambda: [table for table in _tables(site) if table.rows])


def _tables(site: Site) -> Iterator[Table]:
    registry = site.registry
    counties = sorted(registry["counties"], key=lambda record: site.alphabet(record["name"]))
    yield from _women(site, counties)
    yield from _organisations(site, counties)
    yield from _loans(site)
    yield from _headcounts(registry, counties)


def _women(site: Site, counties: list[Any]) -> Iterator[Table]:
    registry = site.registry
    counts = figures.women(registry, "county")
    yield Table(
        "women-by-county",
        "زنان به تفکیک شهرستان",
        "نام‌های ثبت‌شده",
        ("نفر",),
        tuple(
            Row(county["name"], urls.listing("women", "county", county.id), (counts[county.id],))
            for county in counties
            if county.id in counts
        ),
        gaps=tuple(county["name"] for county in counties if county.id not in counts),
    )
    yield _simple(
        registry, "women-by-domain", "زنان به تفکیک حوزه", "domains", "domain", "حوزهٔ نخست هر زن شمرده شده است."
    )
    yield _simple(
        registry, "women-by-agency", "زنان به تفکیک دستگاه معرف", "agencies", "agency", "هر معرفی یک بار شمرده شده است."
    )
    years = figures.women(registry, "year")
    rows = tuple(Row(fa(year), "", (years[year],)) for year in sorted(years))
    yield Table("women-by-year", "زنان به تفکیک سال افزودن", "نام‌های ثبت‌شده در هر سال", ("نفر",), rows)


def _simple(registry: Registry, name: str, title: str, resource: str, kind: str, note: str) -> Table:
    counts = figures.women(registry, kind)
    rows = tuple(
        Row(record.label, urls.listing("women", kind, record.id), (counts[record.id],))
        for record in registry[resource]
        if record.id in counts
    )
    return Table(name, title, "نام‌های ثبت‌شده", ("نفر",), rows, note)


def _organisations(site: Site, counties: list[Any]) -> Iterator[Table]:
    registry = site.registry
    by_area = figures.organisations(registry, "county")
    areas = [(county.id, county["name"]) for county in counties] + list(AREAS.items())
    yield Table(
        "organisations-by-county",
        "تعاونی‌ها و صندوق‌ها به تفکیک شهرستان",
        "پرونده‌های ثبت‌شده",
        ("پرونده",),
        tuple(
            Row(name, urls.listing("cooperatives", "county", key), (by_area[key],))
            for key, name in areas
            if key in by_area
        ),
        gaps=tuple(county["name"] for county in counties if county.id not in by_area),
    )
    kinds = registry.package.resources["cooperatives"].by_name["kind"].categories
    by_kind = figures.organisations(registry, "kind")
    yield Table(
        "organisations-by-kind",
        "تعاونی‌ها و صندوق‌ها به تفکیک گونه",
        "پرونده‌های ثبت‌شده",
        ("پرونده",),
        tuple(
            Row(label, urls.listing("cooperatives", "kind", key), (by_kind[key],))
            for key, label in kinds.items()
            if key in by_kind
        ),
        "هر پرونده یک بار شمرده شده است، هرچند نمایندهٔ چند صندوق باشد.",
    )
    by_sector = figures.organisations(registry, "sector")
    yield Table(
        "organisations-by-sector",
        "تعاونی‌ها و صندوق‌ها به تفکیک گرایش",
        "پرونده‌های ثبت‌شده",
        ("پرونده",),
        tuple(
            Row(record.label, urls.listing("cooperatives", "sector", record.id), (by_sector[record.id],))
            for record in registry["sectors"]
            if record.id in by_sector
        ),
    )


_LOAN_COLUMNS = ("فقره", "ریال")


def _loans(site: Site) -> Iterator[Table]:
    registry = site.registry
    note = "وام‌های همهٔ مرحله‌ها شمرده شده‌اند؛ نام تعاونی تنها پس از تصویب می‌آید."
    for by, title, resource in (
        ("county", "وام‌ها به تفکیک شهرستان", "counties"),
        ("facility", "وام‌ها به تفکیک خط اعتباری", "facilities"),
    ):
        sums = figures.loans(registry, by)
        rows = tuple(
            Row(record.label, urls.record(resource, record.id), tuple(sums[record.id]))
            for record in registry[resource]
            if record.id in sums
        )
        yield Table(f"loans-by-{by}", title, "شمار و مبلغ", _LOAN_COLUMNS, rows, note)
    sums = figures.loans(registry, "year")
    rows = tuple(Row(fa(year), "", tuple(sums[year])) for year in sorted(sums))
    yield Table("loans-by-year", "وام‌ها به تفکیک سال معرفی", "شمار و مبلغ", _LOAN_COLUMNS, rows, note)
    stages = registry.package.resources["loans"].by_name["stage"].categories
    steps = [step for step in figures.funnel(registry) if step.reached]
    rows = tuple(Row(stages[step.stage], "", (step.reached, step.days)) for step in steps)
    columns = ("رسیده به این مرحله", "میانهٔ روز از مرحلهٔ پیش")
    yield Table("loan-stages", "راه وام، از معرفی تا تسویه", "شمار وام‌های رسیده به هر مرحله", columns, rows)


def _headcounts(registry: Registry, counties: list[Any]) -> Iterator[Table]:
    sums = figures.headcounts(registry, "county")
    rows = tuple(
        Row(county["name"], urls.record("counties", county.id), tuple(sums[county.id]))
        for county in counties
        if county.id in sums
    )
    yield Table(
        "headcounts-by-county",
        "شمارش بی‌نام، به تفکیک شهرستان",
        "زنان شناسایی‌شده و زنانی که پذیرفته‌اند نامشان بیاید",
        ("شناسایی‌شده", "پذیرفته"),
        rows,
    )
