"""The README of the package: what it is, how to cite it, and its releases; in Persian, with a word in English."""

from __future__ import annotations

from collections.abc import Iterator

from generator.persian.calendar.jalali import parse_jalali
from generator.persian.digits import fa
from generator.site.exports.open_data.public import Public
from generator.site.exports.open_data.releases import changes, releases, sizes, version_of
from generator.site.model import addresses
from generator.site.model.site import Site

NAME = "README.md"


def text(site: Site, public: Public) -> str:
    """Return the README as Markdown."""
    return "\n".join(_lines(site, public)) + "\n"


def cite(site: Site) -> str:
    """Return how this data is named where it is used; its address follows."""
    version = version_of(site.registry)
    number = f"، نسخهٔ {fa(version)}" if version else ""
    return f"{site.name}{number}، دادهٔ {site.today_words}"


def _lines(site: Site, public: Public) -> Iterator[str]:
    package = public.package
    yield f"# {package.title}"
    yield ""
    if package.synthetic:
        yield "**همهٔ نام‌ها و ارقام این بسته ساختگی است.** All names and figures are made up."
        yield ""
    elif site.trial:
        yield f"**{site.notice}** A trial made from public sources; the office has not confirmed it yet."
        yield ""
    yield package.description
    yield ""
    yield (
        "A Data Package (https://datapackage.org/): `datapackage.json` describes the CSV tables in `tables/` (UTF-8)."
        " Check it with `frictionless validate datapackage.json`."
    )
    yield ""
    found = releases(site.registry)
    changed = bool(found) and bool(changes(found[0].rows, sizes(public)))
    yield "- نسخه: " + fa(version_of(site.registry)) + ("، با تغییرهای پس از آن" if changed else "")
    yield "- ساخته‌شده در: " + site.today_words
    yield "- نشانی: " + site.absolute(addresses.DATA)
    for licence in package.raw.get("licenses") or ():
        yield f"- مجوز: {licence.get('title') or licence['name']} ({licence.get('path', '')})؛ تصویرها زیر این مجوز نیستند."
    yield f"- ارجاع: {cite(site)}، {site.absolute(addresses.DATA)}"
    yield (
        "- تاریخ‌ها شمسی‌اند، مگر آنکه پس از آن‌ها CE (میلادی) یا AH (قمری) آمده باشد. ‎`~`‎ یعنی حدود، ‎`?`‎ یعنی نامطمئن،"
        " ‎`X`‎ رقمی که دانسته نیست، ‎`/`‎ میان آغاز و پایان یک بازه، و ‎`..`‎ سر باز آن."
    )
    yield (
        "- کسی که بخواهد، از بانک حذف می‌شود. اگر این داده را نگه می‌دارید، گاه‌به‌گاه با نسخهٔ تازه جایگزینش کنید:"
        " آنچه در نسخهٔ تازه نیست باید از نسخهٔ شما هم حذف شود."
    )
    yield ""
    yield "## جدول‌ها"
    yield ""
    for table in public.tables.values():
        yield f"- `tables/{table.name}.csv`: {table.title}، {fa(len(table.rows))} ردیف"
    if found:
        yield ""
        yield "## نسخه‌ها"
    for release in found:
        yield ""
        yield f"### {fa(release.version)}، {parse_jalali(release.date).words()}"
        yield ""
        yield f"{release.note} ({fa(release.total)} ردیف در {fa(len(release.rows))} جدول)"
