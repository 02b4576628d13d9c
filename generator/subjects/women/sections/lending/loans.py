"""The loans: their way from introduction to settlement, their sums, and the counts of those before approval."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from generator.dataset.registry import Record
from generator.dataset.suppression import HIDDEN
from generator.persian.calendar.historical import parse_historical
from generator.persian.calendar.jalali import parse_jalali, season_words
from generator.persian.digits import fa
from generator.persian.money import rial, toman
from generator.persian.numbers import counted
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.keys import but_people
from generator.site.model.paging import Crumb
from generator.site.model.section import Section
from generator.site.model.site import Site
from generator.site.model.table import tables
from generator.site.pages.page_index import Page
from generator.site.pages.parts.charts import STYLE
from generator.site.pages.parts.structured_data import breadcrumbs
from generator.subjects.women import figures, statistical_tables
from generator.subjects.women.checks.loan_checks import STAGES
from generator.subjects.women.checks.loan_counts import SEASONS
from generator.subjects.women.loans.loan_words import STEPS, facility_status, phrases

TITLE = "وام قرض‌الحسنه"
# The newest on the first page; all of them stand by year.
_NEWEST = 12
# How many lines of credit an applicant is shown before the list of all.
_LINES = 6
_SHAPES = {"approved": "new", "paid": "run", "settled": "done"}


class Step(NamedTuple):
    """One step of a loan's way: its name, its date in words, done, now or next, and the date as machines read it."""

    name: str
    date: str
    state: str
    iso: str


def section(own: Section) -> Section:
    """Give the loans a page of their sums, and one for each year."""
    return replace(
        own,
        short="وام‌ها",
        paged=False,
        listing=listing,
        list_shows=but_people,
        tables=statistical_tables.loans,
        extra_pages=pages,
    )


def pages(site: Site) -> Iterator[Page]:
    """Yield the pages of the years."""
    for number in figures.loans(site.registry, "year"):
        yield Page(addresses.record("loans", number), year, (number,), shows=but_people)


def listing(site: Site, url: str) -> View:
    """Return the page of all loans: totals, the way with its times, counts of those before approval, and the newest."""
    registry = site.registry
    loans = registry["loans"]
    crumbs = [Crumb("خانه", ""), Crumb(TITLE)]
    context: dict[str, Any] = {
        "crumbs": crumbs,
        "counters": _counters(loans),
        "steps": _funnel(site),
        "way": [(name, phrases(registry.package).get(stage, "")) for stage, name in STEPS.items()],
        "lines": _lines(site),
        "pending": _pending(site),
        "tables": [table for table in tables(site) if table.id.startswith("loans-by-")],
        "rows": rows(site, loans)[:_NEWEST],
        "years": [
            (fa(year), addresses.record("loans", year))
            for year in sorted(figures.loans(registry, "year"), reverse=True)
        ],
    }
    description = (
        f"{fa(len(loans))} وام قرض‌الحسنه به تعاونی‌های زنان، از معرفی تا تسویه، به تفکیک شهرستان، خط اعتباری و سال."
        if loans
        else "وام‌های قرض‌الحسنهٔ تعاونی‌های زنان، از معرفی تا تسویه؛ هنوز وامی ثبت نشده است."
    )
    head = Head(TITLE, description, url, linked=(breadcrumbs(site, crumbs),), styles=(STYLE,))
    return View(head, "loans.html", context)


def year(site: Site, url: str, number: str) -> View:
    """Return the page of the loans that were introduced in a year."""
    loans = [loan for loan in site.registry["loans"] if loan["introduced"].startswith(number)]
    crumbs = [Crumb(TITLE, addresses.section("loans")), Crumb(fa(number))]
    context: dict[str, Any] = {
        "crumbs": crumbs,
        "year": fa(number),
        "counters": _counters(loans),
        "rows": rows(site, loans),
    }
    title = f"وام‌های سال {fa(number)}"
    description = f"{counted(len(loans), 'وام')} قرض‌الحسنه به تعاونی‌های زنان که در سال {fa(number)} معرفی شده‌اند."
    return View(Head(title, description, url, linked=(breadcrumbs(site, crumbs),)), "loans-of-year.html", context)


def rows(site: Site, loans: list[Record]) -> list[dict[str, Any]]:
    """Return loans as rows, those introduced last first."""
    return [row(site, loan) for loan in sorted(loans, key=lambda loan: loan["introduced"], reverse=True)]


def _counters(loans: list[Record]) -> list[tuple[str, str, str]]:
    found, paid = [], figures.paid(loans)
    if loans:
        found.append((fa(len(loans)), "وام تصویب‌شده", "پرداخت‌شده‌ها و تسویه‌شده‌ها هم"))
    if paid:
        total = figures.total(paid)
        found.append((fa(total.count), "وام پرداخت‌شده", f"{toman(total.amount)}"))
    jobs = sum(loan.get("jobs", 0) for loan in paid)
    if jobs:
        found.append((fa(jobs), "شغل تازه", "بر پایهٔ گزارش وام‌های پرداخت‌شده"))
    return found


def _lines(site: Site) -> list[tuple[str, str, str, str]]:
    """Return the lines of credit that are not over: title, address, for whom, and where it stands; the newest first."""
    registry = site.registry
    found = [one for one in registry["facilities"] if one.get("status") != "ended"]
    found.sort(key=lambda one: parse_historical(one["date"]).order if one.get("date") else 0.0, reverse=True)
    return [
        (
            one.label,
            addresses.record("facilities", one.id),
            one.get("beneficiaries", ""),
            facility_status(registry, one),
        )
        for one in found[:_LINES]
    ]


def _pending(site: Site) -> list[tuple[str, list[str], list[tuple[str, list[str]]]]]:
    """Return the tables of loans that are not named: by what, the stages, and rows of a label and a text for each."""
    registry = site.registry
    labels: dict[str, tuple[Callable[[str], str], str]] = {
        "county": (lambda key: registry.area(key), "شهرستان"),
        "facility": (lambda key: registry.label("facilities", key), "خط اعتباری"),
        "season": (_season, "فصل"),
    }
    found, said = [], phrases(registry.package)
    for margin, (label, title) in labels.items():
        counts = figures.pending(registry, margin)
        stages = [stage for stage in said if any(stage in cells for cells in counts.values())]
        keys = sorted(counts, key=_season_order, reverse=True) if margin == "season" else counts
        lines = [(label(key), [fa(counts[key].get(stage, "–")) for stage in stages]) for key in keys]
        if lines:
            found.append((title, [said[stage] for stage in stages], lines))
    return found


def pending_words(site: Site, margin: str, key: str) -> str:
    """Return how many loans of a county or facility are counted without names, in a sentence; empty where none is."""
    counts = figures.pending(site.registry, margin).get(key, {})
    said = phrases(site.registry.package)
    words = "، ".join(f"«{said[stage]}» {_number(count)}" for stage, count in counts.items())
    return f"بدون نام تعاونی شمرده شده است: {words}." if words else ""


def _number(count: str) -> str:
    """Return a count of loans that may be hidden."""
    return "تعدادی پنهان" if count == HIDDEN else f"{fa(count)} وام"


def _season_order(key: str) -> tuple[str, int]:
    year, _, season = key.partition("-")
    return year, SEASONS.index(season) if season else -1


def _season(key: str) -> str:
    year, _, season = key.partition("-")
    return season_words(int(year), SEASONS.index(season) + 1) if season else f"سال {fa(year)}"


def _funnel(site: Site) -> list[tuple[str, str, str, float]]:
    """The stages with the number that reached each, the median days in words and a width in per cent."""
    steps = figures.funnel(site.registry)
    top = steps[0].reached or 1
    return [
        (
            STEPS[step.stage],
            fa(step.reached) if step.exact else f"دست‌کم {fa(step.reached)}",
            f"معمولاً {fa(round(step.days))} روز پس از مرحلهٔ پیش" if step.days is not None else "",
            round(100 * step.reached / top, 1),
        )
        for step in steps
        if step.reached
    ]


def row(site: Site, loan: Record) -> dict[str, Any]:
    """Return a loan as a row of a table."""
    registry = site.registry
    return {
        "cooperative": (
            registry.label("cooperatives", loan["cooperative"]),
            addresses.record("cooperatives", loan["cooperative"]),
        ),
        "county": (registry.area(loan["county"]), addresses.record("counties", loan["county"])),
        "facility": (registry.label("facilities", loan["facility"]), addresses.record("facilities", loan["facility"])),
        "amount": rial(loan["amount"]),
        "toman": toman(loan["amount"]),
        "fee": f"{fa(loan['fee'])} درصد" if loan.get("fee") is not None else "",
        "instalments": f"{fa(loan['instalments'])} قسط" if loan.get("instalments") else "",
        "purpose": loan.get("purpose", ""),
        "stage": phrases(registry.package)[loan["stage"]],
        "shape": _SHAPES[loan["stage"]],
        "steps": steps(loan),
    }


def steps(loan: Record) -> list[Step]:
    """Return the way of a loan; a step without a date is still ahead."""
    reached = list(STAGES).index(loan["stage"])
    found = []
    for place, (name, field) in enumerate(STAGES.items()):
        day = parse_jalali(loan[field]) if loan.get(field) else None
        state = "done" if place <= reached else "now" if place == reached + 1 else "next"
        found.append(Step(STEPS[name], day.words() if day else "", state, (day.iso or "") if day else ""))
    return found


def of(site: Site, cooperative: str) -> list[dict[str, Any]]:
    """Return the loans of a cooperative."""
    return rows(site, site.registry.by("loans", "cooperative").get(cooperative, []))
