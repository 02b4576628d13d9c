"""The chain, read upward: what names a program. Links are stored once, at the lower end, and shown both ways."""

from __future__ import annotations

from typing import NamedTuple

from generator.dataset.registry import Registry
from generator.site import urls


class Link(NamedTuple):
    """A record that names another: its words, its address and what it is."""

    words: str
    url: str
    kind: str


def of_program(registry: Registry, program: str) -> list[Link]:
    """Return the targets, resolutions and reports that name a program."""
    found = [
        Link(target["title"], urls.record("county-documents", document.id) + f"#{target['id']}", "هدف سند")
        for document in registry["county-documents"]
        for target in document.get("targets", ())
        if target.get("program") == program
    ]
    found += [
        Link(item["text"], urls.record("meetings", meeting.id) + f"#{item['id']}", "مصوبه")
        for meeting in registry["meetings"]
        for item in meeting.get("resolutions", ())
        if item.get("program") == program
    ]
    found += [
        Link(report["title"], urls.record("reports", report.id), "گزارش")
        for report in registry.by("reports", "program").get(program, [])
    ]
    return found


def of_county(registry: Registry, county: str) -> list[tuple[str, list[Link]]]:
    """Return the meetings, reports and documents of a county, by section; empty sections too."""
    sections = (("meetings", "نشست‌ها"), ("reports", "گزارش‌ها"), ("county-documents", "سند شهرستان"))
    return [
        (
            title,
            [
                Link(record.label, urls.record(resource, record.id), str(record.get("date") or ""))
                for record in registry.by(resource, "area").get(county, [])
            ],
        )
        for resource, title in sections
    ]
