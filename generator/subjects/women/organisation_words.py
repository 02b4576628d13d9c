"""What is said of an organisation: its kind, its state, its members, and for how many others it stands."""

from __future__ import annotations

from generator.dataset.registry import Record, Registry
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.digits import fa
from generator.persian.enumeration import listed
from generator.persian.numbers import counted, qualified
from generator.site.model.facts import precision_note
from generator.subjects.women import figures

# What `represents` counts, where it is not more of the row's own kind.
_BEHIND = {"union": "تعاونی"}
_SHAPES = {"active": "done", "planned": "new", "inactive": ""}
_NBSP = "\u00a0"


def kinds(registry: Registry) -> dict[str, str]:
    """Return the kinds of organisations with their words."""
    return dict(registry.categories("cooperatives", "kind"))


def counts(registry: Registry, members: list[Record]) -> str:
    """Return what records are, kind by kind: «۱۲ پرونده: ۳ تعاونی، ۵ صندوق خرد و ۴ کارگاه»."""
    parts = []
    for kind, label in kinds(registry).items():
        count = sum(record["kind"] == kind for record in members)
        if count:
            parts.append(f"{fa(count)}{_NBSP}{label}")
    if len(parts) < 2:
        return parts[0] if parts else "هنوز هیچ پرونده‌ای نیست"
    return f"{fa(len(members))} پرونده: {listed(parts)}"


def behind(registry: Registry, members: list[Record]) -> str:
    """Return what stands behind records that show several at once: «۳ پرونده نمایندهٔ ۴۹ صندوق خرد است»."""
    found = figures.behind(members)
    parts = [
        f"{fa(found[kind][0])}{_NBSP}پرونده نمایندهٔ {fa(found[kind][1])}{_NBSP}{noun(registry, kind)}"
        for kind in kinds(registry)
        if kind in found
    ]
    return f"{listed(parts)} است" if parts else ""


def noun(registry: Registry, kind: str) -> str:
    """Return what is counted where one of a kind stands for several."""
    return _BEHIND.get(kind) or kinds(registry)[kind]


def stands_for(registry: Registry, record: Record) -> str:
    """Return for how many others an organisation stands; empty where it is one."""
    if "represents" not in record:
        return ""
    return f"نمایندهٔ {counted(record['represents'], noun(registry, record['kind']))}"


def state(registry: Registry, record: Record) -> tuple[str, str] | None:
    """Return the words of the state with the year they are from, and the shape; nothing where no source tells."""
    status = record["status"]
    if status == "unknown":
        return None
    words = registry.words_of("cooperatives", "status", status)
    if "status_date" in record:
        words = f"{words}، {fa(str(parse_jalali(record['status_date']).year))}"
    return words, _SHAPES.get(status, "")


def members(record: Record) -> str:
    """Return how many members there are, and how many of them are women; empty where no source tells."""
    total, women = record.get("members"), record.get("women_members")
    precision = record.get("members_precision")
    if total and women and women < total:
        return f"{fa(women)} زن از {qualified(f'{fa(total)} عضو', precision)}"
    if total:
        return qualified(f"{fa(total)} عضو", precision) + ("، همه زن" if women == total else "")
    return f"{fa(women)} عضو زن" if women else ""


def counters(registry: Registry, record: Record) -> list[tuple[str, str, str]]:
    """Return the numbers that a source gives: (numeral, label, note). A zero is not shown."""
    found = []
    total, women = record.get("members"), record.get("women_members")
    note = precision_note(registry, "cooperatives", "members", record)
    if total and women == total:
        found.append((fa(total), "عضو", "، ".join(filter(None, ("همه زن", note)))))
    elif women:
        of = f"از {qualified(f'{fa(total)} عضو', record.get('members_precision'))}" if total else ""
        found.append((fa(women), "عضو زن", of))
    elif total:
        found.append((fa(total), "عضو", note))
    if "represents" in record:
        what = noun(registry, record["kind"])
        found.append((fa(record["represents"]), what, "این پرونده نمایندهٔ آن‌هاست"))
    if "founded" in record:
        founded = parse_jalali(record["founded"])
        title = registry.package.resources["cooperatives"].by_name["founded"].title
        found.append((fa(str(founded.year)), title, founded.words() if founded.month else ""))
    return found
