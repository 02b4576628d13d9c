"""The sections of this subject: what it says of its datasets better than the descriptor does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from generator.site.drawing.render import View
from generator.site.model.section import Change
from generator.subjects.women.sections import (
    agencies,
    collections,
    cooperatives,
    counties,
    county_documents,
    headcounts,
    home,
    indicators,
    meetings,
    programs,
    reports,
    women,
    working_groups,
)
from generator.subjects.women.sections.lending import facilities, loans

# In the order in which the site tells of them.
SECTIONS: Mapping[str, Change] = {
    "women": women.section,
    "collections": collections.section,
    "cooperatives": cooperatives.section,
    "loans": loans.section,
    "counties": counties.section,
    "programs": programs.section,
    "facilities": facilities.section,
    "meetings": meetings.section,
    "headcounts": headcounts.section,
    "reports": reports.section,
    "county-documents": county_documents.section,
    "indicators": indicators.section,
    "agencies": agencies.section,
    "working-groups": working_groups.section,
}
TEMPLATES = Path(__file__).parents[1] / "templates"
# Views that a hand-written page may be drawn by.
WRITTEN: Mapping[str, Callable[..., View]] = {"home": home.home}
