"""What a county's work came to, in a sentence for each part of it: resolutions, seats, head counts, loans, indicators."""

from __future__ import annotations

from collections import Counter

from generator.persian.digits import fa
from generator.persian.money import toman
from generator.persian.numbers import counted
from generator.site.model import addresses
from generator.site.model.site import Site
from generator.site.model.table import said
from generator.subjects.women import decision_chain, figures
from generator.subjects.women.checks.document_checks import ALL
from generator.subjects.women.reporting import judged_on
from generator.subjects.women.sections import headcounts, working_groups
from generator.subjects.women.sections.lending import loans
from generator.subjects.women.series import latest, time_words
from generator.subjects.women.spoken_of import has


def parts(site: Site, county_id: str) -> list[tuple[str, str, str, str]]:
    """Return what else is told of a county's work, each with its title, sentence, address and the words of its link.

    What the bank has nothing of yet has no sentence, and a dataset that it left out no part.
    """
    registry = site.registry
    seats = registry.by("working-groups", "county").get(county_id, [])
    counts = registry.by("headcounts", "county").get(county_id, [])
    told = {
        "meetings": (
            *("مصوبه‌ها", _resolutions(site, county_id)),
            *(addresses.listing("resolutions", "county", county_id), "پیگیری مصوبه‌ها"),
        ),
        "working-groups": (
            *("کارگروه شهرستان", working_groups.seats_words(seats) if seats else ""),
            *(addresses.record("working-groups", county_id), "سمت‌ها"),
        ),
        "headcounts": (
            *("آمار شناسایی", headcounts.words(counts)),
            *(addresses.record("headcounts", county_id), "ریز آمار"),
        ),
        "loans": (
            *("وام قرض‌الحسنه", _loans(site, county_id)),
            *(site.link("loans"), "همهٔ وام‌ها"),
        ),
    }
    # Loans before approval are told of without the dataset of those that were approved.
    return [part for name, part in told.items() if has(site, name) or part[1]]


def _loans(site: Site, county_id: str) -> str:
    """Return the county's loans in one or two sentences: sums only, whoever borrowed."""
    registry = site.registry
    found = registry.by("loans", "county").get(county_id, [])
    paid = figures.total(figures.paid(found))
    parts = []
    if found and paid.count:
        parts.append(
            f"{counted(len(found), 'وام')} تصویب و {counted(paid.count, 'وام')} پرداخت شده است؛ جمع پرداخت‌ها"
            f" {toman(paid.amount)}."
        )
    elif found:
        parts.append(f"{counted(len(found), 'وام')} تصویب شده است.")
    return " ".join(filter(None, [*parts, loans.pending_words(site, "county", county_id)]))


def _resolutions(site: Site, county_id: str) -> str:
    """Return what became of the resolutions of the county's meetings, in one sentence."""
    held = site.registry.by("meetings", "area").get(county_id, [])
    items = [item for meeting in held for item in meeting.get("resolutions", ())]
    if not items:
        return ""
    states = Counter(figures.state(item, judged_on(site)) for item in items)
    parts = [
        f"{fa(states[state])} {words}"
        for state, words in ((decision_chain.DONE, "انجام‌شده"), (figures.LATE, "مهلت‌گذشته"))
        if states[state]
    ]
    return f"{counted(len(items), 'مصوبه')}{': ' if parts else ''}{' و '.join(parts)}."


def indicators(site: Site, county_id: str) -> list[tuple[str, str, str, str]]:
    """Return the newest value of each indicator and group of the county: title, address, value and time."""
    registry = site.registry
    groups = registry.categories("indicator-values", "group")
    rows = registry.by("indicator-values", "area").get(county_id, [])
    found = []
    for name, group in dict.fromkeys((row["indicator"], row["group"]) for row in rows):
        value = latest(registry, name, county_id, group)
        assert value is not None  # the row that names them is one
        title = registry.label("indicators", name) + (f"، {groups[group]}" if group != ALL else "")
        words = said(value["value"], registry.one("indicators", name)["unit"], value.get("precision"))
        found.append((title, addresses.record("indicators", name), words, time_words(value)))
    return found
