"""One page of each kind of the bank of the tests, by name; those of records are found in its data."""

from __future__ import annotations

from pathlib import Path

from tests.support import BANK, record

_DATA = BANK / "data"


def _size(path: Path) -> tuple[int, str]:
    return path.stat().st_size, path.stem


def _fullest(resource: str) -> str:
    """Return the address of the record with the longest file."""
    return f"{resource}/{max(_paths(resource), key=_size).stem}/"


def _living() -> list[Path]:
    return [path for path in _paths("women") if record(path)["life"] == "living"]


def _empty_county() -> str:
    """Return the address of a county of which nothing is recorded yet."""
    ids = [line.split(",")[0] for line in (_DATA / "counties.csv").read_text("utf-8").splitlines()[1:]]
    full = {path.name for resource in ("women", "cooperatives") for path in (_DATA / resource).iterdir()}
    return f"counties/{next(name for name in ids if name not in full)}/"


def _paths(resource: str) -> list[Path]:
    return sorted((_DATA / resource).rglob("*.yml"))


PROFILE = "women/simin-daneshvar/"
KINDS = {
    "home": "",
    "women": "women/",
    "women of a domain": "women/domain/literature/",
    "women, second page": "women/page/2/",
    "woman": PROFILE,
    "living woman": f"women/{max(_living(), key=_size).stem}/",
    "thin woman": f"women/{min(_living(), key=_size).stem}/",
    "cooperatives": "cooperatives/",
    "cooperative": _fullest("cooperatives"),
    "facilities": "facilities/",
    "facility": _fullest("facilities"),
    "programs": "programs/",
    "program": _fullest("programs"),
    "counties": "counties/",
    "county": "counties/shiraz/",
    "empty county": _empty_county(),
    "counties to compare": "compare/",
    "two counties": "compare/shiraz/fasa/",
    "domains": "women/domain/",
    "course of time": "timeline/",
    "search": "search/",
    "open data": "data/",
    "dictionary": "data/dictionary/",
    "dictionary table": "data/dictionary/women/",
    "news": "news/",
    "education": "education/",
    "article": "education/maharat-zendegi/",
    "about": "about/",
    "guide": "guide/",
    "submit": "submit/",
    "form": "submit/women/",
    "statistics": "statistics/",
    "loans": "loans/",
    "headcounts": "headcounts/",
    "indicators": "indicators/",
    "indicator": "indicators/literacy-rate-f/",
    "agencies": "agencies/",
    "agency": "agencies/ostandari/",
    "meetings": "meetings/",
    "meeting": _fullest("meetings"),
    "resolutions": "resolutions/",
    "working groups": "working-groups/",
    "working group": "working-groups/shiraz/",
    "reports": "reports/",
    "report": _fullest("reports"),
    "documents": "county-documents/",
    "document": _fullest("county-documents"),
    "seasons": "seasons/",
    "season": "seasons/1405-3/",
    "privacy": "privacy/",
    "missing": "404.html",
}
