"""The programs of the office and what they rest on: a list by years, and a page for each with its actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

from generator.dataset.registry import Record, Registry
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.digits import fa
from generator.persian.numbers import counted
from generator.site.cards.press import ShareCard
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.facets import decade
from generator.site.model.facts import facts, reference
from generator.site.model.keys import but_people
from generator.site.model.paging import Crumb, shorten
from generator.site.model.section import Section
from generator.site.model.site import Site
from generator.site.pages.parts.facet_panels import SCRIPT as DIRECTORY
from generator.site.pages.parts.facet_panels import panels
from generator.site.pages.parts.record_parts import record_view
from generator.site.pages.parts.structured_data import breadcrumbs
from generator.subjects.women import figures, statistical_tables
from generator.subjects.women.decision_chain import chain, item_url, url_of
from generator.subjects.women.reporting import judged_on

TITLE = "برنامه‌ها"
# The shapes of states, of programs and of their actions. A state without a shape is said in words only.
_SHAPES = {
    "planned": "new",
    "started": "new",
    "running": "run",
    "finished": "done",
    "done": "done",
    "stopped": "late",
}
# The kind that a row need not name: most programs are of it.
_PLAIN = "program"
_BESIDE = (_PLAIN, "event")
_OVERDUE = ("مهلت گذشته", "late")
# What no source tells of an action is silence, and never lateness.
_SILENT = "گزارشی ثبت نشده"
_NO_YEAR = "بی‌تاریخ"
_PLACED = frozenset(
    "id title kind owned from to goal summary lead status added reviewed remark actions figures sources"
    " indicators former_ids".split()
)
# A value of «نامعلوم» says nothing, so it is not shown as a state.
_UNKNOWN = "unknown"


class Progress(NamedTuple):
    """Finished actions of those with a status; ``x`` and ``width`` are per cent: the bar grows from the right."""

    done: int
    counted: int
    x: float
    width: float


def section(own: Section) -> Section:
    """Give the programs a list by years and a page with their actions; they are parted by the decades they began in."""
    return replace(
        own,
        requires=("kind", "owned"),
        facets=(*own.facets, decade("from", "from")),
        paged=False,
        shared=True,
        listing=listing,
        list_shows=but_people,
        page=page,
        page_shows=but_people,
        row=directory_row,
        share_card=share_card,
        tables=statistical_tables.programs,
    )


def share_card(site: Site, record: Record) -> ShareCard:
    """Return what stands on the picture of a program."""
    text = record.get("goal") or record.get("summary", "")
    kind = site.registry.words_of("programs", "kind", record["kind"])
    return ShareCard("", (kind,), fa(record["title"]), fa(text), "turquoise", "")


def _state(registry: Registry, resource: str, status: str | None) -> tuple[str, str] | None:
    """The words and the shape of a status; nothing where no source tells."""
    if not status or status == _UNKNOWN:
        return None
    return registry.words_of(resource, "status", status), _SHAPES.get(status, "")


def progress(record: Record) -> Progress | None:
    """Return the progress of a program; nothing where no action has a status."""
    done, known = figures.actions([record])
    if not known:
        return None
    width = round(100 * done / known, 1)
    return Progress(done, known, round(100 - width, 1), width)


def row(site: Site, record: Record) -> dict[str, Any]:
    """Return the row of a program in a list."""
    actions = record.get("actions", ())
    done = progress(record)
    return {
        "url": addresses.record("programs", record.id),
        "title": record["title"],
        "over": "" if record["kind"] == _PLAIN else site.registry.words_of("programs", "kind", record["kind"]),
        "lead": record.get("lead", ""),
        "text": record.get("goal") or shorten(record.get("summary", "")) or record.get("lead", ""),
        "years": _years(record),
        "until": f"تا {parse_jalali(record['to']).words()}" if record.get("to", "") > record.get("from", "") else "",
        "state": _state(site.registry, "programs", record.get("status")),
        "progress": done,
        "late": sum(figures.overdue(item, judged_on(site)) for item in actions),
        "fact": f"{counted(len(actions), 'اقدام')}{'' if done else f'؛ {_SILENT}'}" if actions else "",
    }


def directory_row(site: Site, record: Record) -> tuple[tuple[str, str] | None, tuple[str, ...]]:
    """Return what a row of the search tells besides: the state with its shape, and facts."""
    shown = row(site, record)
    done = shown["progress"]
    progress = f"{fa(done.done)} از {fa(done.counted)} اقدام" if done else shown["fact"]
    return shown["state"], (shown["until"] if record["owned"] else shown["years"], progress)


def _years(record: Record) -> str:
    """The span of a program: «۱۳۹۷ تا ۱۳۹۹», «از ۱۳۹۹»; a law, a document or an event has its year alone."""
    start, end = (parse_jalali(record[key]).words() if record.get(key) else "" for key in ("from", "to"))
    if start and end and start != end:
        return f"{start} تا {end}"
    if start and not end and record["kind"] == _PLAIN:
        return f"از {start}"
    return start or (f"تا {end}" if end else "")


def listing(site: Site, url: str) -> View:
    """Return the list: what the office owns by the year it began, the newest first; all else apart, by kind."""
    registry = site.registry
    owned = [record for record in registry["programs"] if record["owned"]]
    others = [record for record in registry["programs"] if not record["owned"]]
    years = sorted({record.get("from", "")[:4] for record in owned}, reverse=True)
    kinds = registry.categories("programs", "kind")
    # What the office's work rests on comes first, what others do beside it last.
    ordered = sorted(kinds, key=lambda kind: kind in _BESIDE)
    crumbs = [Crumb("خانه", ""), Crumb(TITLE)]
    context = {
        "crumbs": crumbs,
        "actions": sum(len(record.get("actions", ())) for record in registry["programs"]),
        "late": _rows_of_actions(site, lambda item: figures.overdue(item, judged_on(site))),
        "begun": judged_on(site) is not None,
        "deadlines": any(item.get("deadline") for record in registry["programs"] for item in record.get("actions", ())),
        "counts": " و ".join(
            counted(len(members), noun)
            for members, noun in ((owned, "برنامهٔ دفتر"), (others, "سند و برنامهٔ دیگر"))
            if members
        ),
        "owned": [
            (fa(year) or _NO_YEAR, [row(site, record) for record in owned if record.get("from", "")[:4] == year])
            for year in years
        ],
        "others": [
            (kinds[kind], [row(site, record) for record in others if record["kind"] == kind])
            for kind in ordered
            if any(record["kind"] == kind for record in others)
        ],
        "facilities": len(registry["facilities"]),
        "total": len(registry["programs"]),
        "facets": panels(site, site.sections["programs"]),
        "directory": "programs" if site.searched else "",
    }
    counts = counted(len(owned), "برنامهٔ راهبردی") if owned else "برنامه‌های راهبردی"
    description = (
        f"{counts} دفتر با اقدام‌ها و پیشرفت هر یک، و جدا از آن‌ها قانون‌ها، سندها، تفاهم‌نامه‌های ملی و پژوهش‌ها؛"
        " هر یک با منبع."
    )
    scripts = (DIRECTORY,) if site.searched else ()
    head = Head(TITLE, description, url, linked=(breadcrumbs(site, crumbs),), scripts=scripts)
    return View(head, "programs.html", context)


def page(site: Site, url: str, record_id: str) -> View:
    """Return the page of one program."""
    registry = site.registry
    record = registry.one("programs", record_id)
    kind = registry.words_of("programs", "kind", record["kind"])
    actions = [_action(site, record, item) for item in record.get("actions", ())]
    own = {
        "kind": kind,
        "over": "برنامهٔ راهبردی دفتر" if record["owned"] else "",
        "owner": record.get("lead", ""),
        "years": _years(record),
        "state": _state(registry, "programs", record.get("status")),
        "goal": record.get("goal", ""),
        "summary": record.get("summary", ""),
        "actions": actions,
        "deadlines": any(action["deadline"] for action in actions),
        "progress": progress(record),
        "silent": sum(not item.get("status") for item in record.get("actions", ())),
        "figures": record.get("figures", []),
        "indicators": [reference(site, "indicators", item) for item in chain(site).indicators_of(record_id)],
        "chain": chain(site).programs.get(record_id, []),
        "facts": list(facts(site, record, _PLACED)),
    }
    text = record.get("summary") or record.get("goal") or f"{record['title']}، {kind}"
    return record_view(site, record, url, "program.html", text, own)


def actions_of(site: Site, agency: str) -> list[dict[str, Any]]:
    """Return the actions that an agency is responsible for."""
    return _rows_of_actions(site, lambda item: item.get("agency") == agency)


def _rows_of_actions(site: Site, wanted: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
    """Return the rows of actions beyond their programs: by deadline, those without one last."""
    found = [
        (item.get("deadline", ""), program, item)
        for program in site.registry["programs"]
        for item in program.get("actions", ())
        if wanted(item)
    ]
    found.sort(key=lambda one: (not one[0], one[0]))
    return [
        {
            **_action(site, program, item),
            "url": item_url(program, item),
            "program": (program.label, url_of(program)),
            "area": site.registry.area(program["area"]) if program.get("area") else "",
        }
        for _, program, item in found
    ]


def _action(site: Site, program: Record, item: dict[str, Any]) -> dict[str, Any]:
    """One action with what tells of it; one whose day has passed and that is not known to have ended is overdue."""
    status, deadline = item.get("status"), parse_jalali(item["deadline"]) if item.get("deadline") else None
    state = _state(site.registry, "programs-actions", status)
    if figures.overdue(item, judged_on(site)):
        state = _OVERDUE
    return {
        "id": item["id"],
        "title": item["title"],
        "agency": reference(site, "agencies", item.get("agency")),
        "links": chain(site).actions.get((program.id, item["id"]), []),
        "deadline": deadline.words() if deadline else "",
        "iso": (deadline.iso or "") if deadline else "",
        "state": state,
    }
