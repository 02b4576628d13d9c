"""The page of a county of which nothing is known yet: one box, with what serves the whole province and who lies next to it."""

from __future__ import annotations

from typing import Any

from generator.dataset.registry import Record
from generator.persian.numbers import counted
from generator.site.model import addresses
from generator.site.model.site import Site
from generator.site.pages.parts.nearby import nearest
from generator.subjects.women.loans.loan_words import facility_status

_PROVINCE = "province"
# How many of what serves the whole province stand in the box.
_FACILITIES = _PROGRAMS = 2
# What a page of a county tells beside its head: where all of it is empty there is nothing but the box.
_TOLD = (*("women_total", "others", "organisations", "programs", "facilities", "loan_rows", "indicators", "blocks"),)


def is_empty(context: dict[str, Any]) -> bool:
    """Whether the page of a county has nothing to tell."""
    work = (*(links for _, links in context["sections"]), *(sentence for _, sentence, *_ in context["parts"]))
    return not any(context[name] for name in _TOLD) and not any(work)


def box(site: Site, county: Record) -> dict[str, Any]:
    """Return what stands in the box: the form with the county chosen, what reaches it too, and its neighbours."""
    form = site.form("women")
    return {
        "form": f"{form}?county={county.id}" if form else "",
        "also": [*_facilities(site), *_programs(site)],
        "near": [(one["name"], addresses.record("counties", one.id), _has(site, one)) for one in nearest(site, county)],
    }


def _facilities(site: Site) -> list[tuple[str, str, str]]:
    found = [one for one in site.registry["facilities"] if one["area"] == _PROVINCE and one.get("status") != "ended"]
    found.sort(key=lambda one: one.get("date", ""), reverse=True)
    return [
        (one.label, addresses.record("facilities", one.id), facility_status(site.registry, one))
        for one in found[:_FACILITIES]
    ]


def _programs(site: Site) -> list[tuple[str, str, str]]:
    found = [one for one in site.registry["programs"] if one["area"] == _PROVINCE and one["owned"]]
    found.sort(key=lambda one: one.get("from", ""), reverse=True)
    return [(one.label, addresses.record("programs", one.id), "برنامه") for one in found[:_PROGRAMS]]


def _has(site: Site, county: Record) -> str:
    counts = ((len(site.registry.by(name, "county").get(county.id, ())), noun) for name, noun in _NOUNS)
    return "، ".join(counted(count, noun) for count, noun in counts if count) or "هنوز خالی"


_NOUNS = (("women", "زن"), ("cooperatives", "تعاونی و صندوق"))
