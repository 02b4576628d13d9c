"""The programs of the office and what they rest on, and the announced loans: a list and pages of each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from generator.dataset.descriptor import AREAS, Field
from generator.dataset.registry import Record, Registry
from generator.persian.calendar.historical import parse_historical
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.digits import fa
from generator.persian.money import rial, toman
from generator.persian.numbers import counted
from generator.site.cards.press import Card as ShareCard
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.facets import decade
from generator.site.model.facts import fact, facts, reference
from generator.site.model.keys import but_people
from generator.site.model.paging import Crumb, shorten
from generator.site.model.section import Section
from generator.site.model.site import Site
from generator.site.pages.parts.facet_panels import SCRIPT as DIRECTORY
from generator.site.pages.parts.facet_panels import panels
from generator.site.pages.parts.record_parts import record_view
from generator.site.pages.parts.structured_data import breadcrumbs
from generator.subjects.women import figures, statistical_tables
from generator.subjects.women.decision_chain import chain
from generator.subjects.women.loan_words import UNKNOWN_LINE, facility_status
from generator.subjects.women.reporting import judged_on
from generator.subjects.women.sections import loans

TITLE = "برنامه‌ها"
FACILITIES = "تسهیلات و تفاهم‌نامه‌ها"
# The shapes of states: of programs, of their actions and of facilities. A state without a shape is said in words only.
_SHAPES = {
    "planned": "new",
    "started": "new",
    "announced": "new",
    "running": "run",
    "active": "run",
    "finished": "done",
    "done": "done",
    "ended": "done",
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
_FACILITY_PLACED = frozenset(
    "id title kind summary total total_precision status added remark parties plans sources".split()
)
# A value of «نامعلوم» says nothing, so it is not shown as a state.
_UNKNOWN = "unknown"
_PRECISION = "_precision"


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


def facility_section(own: Section) -> Section:
    """Give the announced loans and agreements a list by area, and a page with their plans."""
    return replace(
        own,
        requires=("kind", "area", "total", "plans"),
        short="تسهیلات",
        paged=False,
        feed=False,
        listing=facilities,
        list_shows=but_people,
        page=facility,
        page_shows=but_people,
    )


def share_card(site: Site, record: Record) -> ShareCard:
    """Return what stands on the picture of a program."""
    text = record.get("goal") or record.get("summary", "")
    kind = _category(site.registry, "programs", "kind", record["kind"])
    return ShareCard("", (kind,), fa(record["title"]), fa(text), "turquoise", "")


def _category(registry: Registry, resource: str, name: str, value: str) -> str:
    return registry.categories(resource, name).get(value, value)


def _state(registry: Registry, resource: str, status: str | None) -> tuple[str, str] | None:
    """The words and the shape of a status; nothing where no source tells."""
    if not status or status == _UNKNOWN:
        return None
    return _category(registry, resource, "status", status), _SHAPES.get(status, "")


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
        "over": "" if record["kind"] == _PLAIN else _category(site.registry, "programs", "kind", record["kind"]),
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
        "late": sum(
            figures.overdue(item, judged_on(site))
            for record in registry["programs"]
            for item in record.get("actions", ())
        ),
        "begun": judged_on(site) is not None,
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
    kind = _category(registry, "programs", "kind", record["kind"])
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


def actions_of(site: Site, agency: str) -> list[tuple[Record, dict[str, Any]]]:
    """Return the actions that an agency is responsible for with their programs: by deadline, those without one last."""
    found = [
        (item.get("deadline", ""), program, _action(site, program, item))
        for program in site.registry["programs"]
        for item in program.get("actions", ())
        if item.get("agency") == agency
    ]
    found.sort(key=lambda one: (not one[0], one[0]))
    return [(program, action) for _, program, action in found]


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


def facilities(site: Site, url: str) -> View:
    """Return the list of announced loans and agreements: the nearest area first, the newest first."""
    registry = site.registry
    records = registry["facilities"]
    groups = [
        ("در شهرستان‌ها", [record for record in records if record["area"] not in AREAS]),
        *((f"در {name}", [record for record in records if record["area"] == area]) for area, name in AREAS.items()),
    ]
    crumbs = [Crumb("خانه", ""), Crumb(FACILITIES)]
    context = {
        "crumbs": crumbs,
        "groups": [
            (title, [_facility_row(registry, record) for record in sorted(members, key=_newest)])
            for title, members in groups
            if members
        ],
    }
    description = (
        f"{FACILITIES} برای زنان و تعاونی‌هایشان: طرف‌ها، مبلغ، سقف، نرخ و بازپرداخت، همان‌گونه که منبع گفته است."
    )
    return View(Head(FACILITIES, description, url, linked=(breadcrumbs(site, crumbs),)), "facilities.html", context)


def _newest(record: Record) -> tuple[bool, float]:
    date = record.get("date")
    return not date, -parse_historical(date).order if date else 0.0


def _facility_state(registry: Registry, record: Record) -> tuple[str, str]:
    status = facility_status(registry, record)
    return status, "plain" if status == UNKNOWN_LINE else _SHAPES.get(record["status"], "plain")


def _facility_row(registry: Registry, record: Record) -> dict[str, Any]:
    plans = record.get("plans", ())
    amount: tuple[str, ...] = ()
    if "total" in record:
        amount = _money(record["total"], record.get("total_precision", ""))
    elif len(plans) == 1 and "ceiling" in plans[0]:
        ceiling = plans[0]["ceiling"]
        amount = (f"تا {rial(ceiling)}", f"{toman(ceiling)}، برای هر وام")
    state = _facility_state(registry, record)
    date = parse_historical(record["date"]).words() if record.get("date") else _NO_YEAR
    return {
        "url": addresses.record("facilities", record.id),
        "title": record["title"],
        "kind": _category(registry, "facilities", "kind", record["kind"]),
        "area": registry.area(record["area"]) if record["area"] not in AREAS else "",
        # What was announced carries its day already.
        "date": "" if date in state[0] else date,
        "parties": record.get("parties", []),
        "state": state,
        "amount": amount,
        "plans": counted(len(plans), "طرح") if plans and not amount else "",
    }


def _money(amount: int, precision: str) -> tuple[str, str]:
    """An amount in rial to the last one, and the same in toman."""
    return rial(amount, precision), toman(amount, precision)


def facility(site: Site, url: str, record_id: str) -> View:
    """Return the page of one line of credit or agreement."""
    registry = site.registry
    record = registry.one("facilities", record_id)
    kind = _category(registry, "facilities", "kind", record["kind"])
    columns, rows = _plans(site, record)
    lent = registry.by("loans", "facility").get(record_id, [])
    own = {
        "kind": kind,
        "lead": record.get("summary", ""),
        "state": _facility_state(registry, record),
        "total": _money(record["total"], record.get("total_precision", "")) if "total" in record else None,
        "total_title": registry.package.resources["facilities"].by_name["total"].title,
        "parties": record.get("parties", []),
        "columns": columns,
        "plans": rows,
        "facts": list(facts(site, record, _FACILITY_PLACED)),
        "loans": figures.total(lent) if lent else None,
        "pending": loans.pending_words(site, "facility", record_id),
        "loan_rows": loans.rows(site, lent),
    }
    text = record.get("summary") or f"{record['title']}، {kind}"
    return record_view(site, record, url, "facility.html", text, own)


def _plans(site: Site, record: Record) -> tuple[list[str], list[dict[str, Any]]]:
    """The plans as a table: a column for each field of the descriptor that some plan fills."""
    plans = record.get("plans", [])
    child = site.registry.package.resources["facilities-plans"]
    name, *others = child.own_fields
    shown = [
        field
        for field in others
        if field.name != "note" and not field.name.endswith(_PRECISION) and any(field.name in plan for plan in plans)
    ]
    rows = [
        {
            "kind": plan[name.name],
            "note": plan.get("note", ""),
            "cells": [(field.title, *_cell(site, field, plan)) for field in shown],
        }
        for plan in plans
    ]
    return [name.title, *(field.title for field in shown)], rows


def _cell(site: Site, field: Field, plan: dict[str, Any]) -> tuple[str, str]:
    """A cell's words, and smaller ones beneath: the toman of an amount, the years of many months."""
    value = plan.get(field.name)
    if value is None:
        return "", ""
    if field.unit == "ریال":
        return _money(value, plan.get(field.name + _PRECISION, ""))
    words = fact(site, field, value).words
    if field.unit == "ماه" and value >= 12 and value % 12 == 0:
        return words, f"({fa(value // 12)} سال)"
    if field.name == "rate":
        return words, "در سال"
    return words, ""
