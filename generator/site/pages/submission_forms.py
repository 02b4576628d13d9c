"""The forms on the site: one page for each resource that the public may propose records of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from generator.dataset.descriptor import Resource
from generator.persian.calendar.months import JALALI_MONTHS
from generator.persian.numbers import words
from generator.runtime.compact_json import compact
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.known_names import has_known
from generator.site.model.paging import Crumb
from generator.site.model.portrait import FORM, portrait
from generator.site.model.site import DEFAULT_TONE, Site
from generator.site.pages.parts.structured_data import breadcrumbs
from generator.submissions.forms.browser_rules import rules
from generator.submissions.forms.web_form import (
    CHECKS,
    RADIOS,
    FormField,
    Part,
    form_data,
    form_parts,
    plain_rules,
    referred,
    rule_kinds,
)

# A string of JSON, or a brace that another follows.
_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"|[{}](?=[{}])')

# What a card shows of a record, by the names that fields may have: the first that there is.
_NAME, _TEXT, _OVER, _FOOT = ("name", "title"), ("ability", "summary", "goal"), "kind", ("county", "area")


def form_url(resource: str, record_id: str = "") -> str:
    """Return the address of a form, or of the form with a record in it."""
    return f"{addresses.SUBMIT}{resource}/" + (f"?record={record_id}" if record_id else "")


def introduced(resource: Resource) -> bool:
    """Whether the records of a resource have a name to be known by: anybody may introduce them, staff record the rest."""
    return "latin" in resource.by_name


def heading(resource: Resource) -> str:
    """Return what the form of a resource is called."""
    return f"{'معرفی' if introduced(resource) else 'ثبت'} {resource.record or resource.title}"


def page(site: Site, url: str, name: str) -> View:
    """Return the form of a resource."""
    package = site.registry.package
    resource = package.resources[name]
    parts = form_parts(package, resource, site.registry.offered(resource))
    crumbs = [Crumb("خانه", ""), Crumb("معرفی کنید", addresses.SUBMIT), Crumb(heading(resource))]
    card = _card(site, name, parts)
    data = {
        "form": name,
        "record": resource.record or resource.title,
        "repository": str(site.extra.get("repository") or "").rstrip("/"),
        "questions": form_data(parts),
        "against": list(plain_rules(package, resource)),
        "label": resource.label,
        "people": resource.people,
        "known": resource.label if has_known(package, resource) else "",
        "referred": referred(site.registry, resource),
        "card": card,
        "rules": rules(rule_kinds(package, resource), resource.people),
    }
    if site.inbox:
        data["inbox"] = site.inbox
    context: dict[str, Any] = {
        "heading": heading(resource),
        "lead": lead(resource),
        "record": resource.record or resource.title,
        "resource": name,
        "parts": parts,
        "asked": asked(parts),
        "months": JALALI_MONTHS,
        "crumbs": crumbs,
        "face": portrait(FORM, DEFAULT_TONE, addresses.ROOT) if card.get("tone") else "",
        "has_card": bool(card),
        "workbook": f"workbooks/{name}.xlsx",
        "data": embedded(data),
        "is_person": resource.people,
        "inbox": site.inbox,
    }
    head = Head(
        heading(resource),
        f"{heading(resource)}: فرمی که همین‌جا پر می‌شود و تا خودتان نفرستید به جایی نمی‌رود.",
        url,
        linked=(breadcrumbs(site, crumbs),),
        styles=("assets/css/forms.css",),
        scripts=("assets/js/form.js",),
    )
    return View(head, "form.html", context)


def lead(resource: Resource) -> str:
    """Return what to expect of a form: how little it asks, or what its records are."""
    if not resource.questions:
        return resource.description
    return f"{words(len(resource.questions))} پرسش؛ کامل نبودن عیب نیست و بقیه اختیاری است."


def asked(parts: Iterable[Part]) -> list[tuple[str, str]]:
    """Return what a form asks first of all, to be answered without it: each question with its help and its choices."""
    leading = [part for part in parts if part.leads]
    if leading:
        return [(part.title, _told(part.help, _choices(part))) for part in leading]
    needed = [field for part in parts for field in part.fields if field.question.required]
    return [(field.question.title, _told(field.question.help, _open(field))) for field in needed]


def _choices(part: Part) -> list[str]:
    if part.choices:
        return [choice.label for choice in part.choices if not choice.inbox]
    return [label for field in part.fields for label in _open(field)]


def _open(field: FormField) -> Iterable[str]:
    """Return the choices that lie open in the form too: a long list is not for reading out."""
    return field.question.options.values() if field.control in (RADIOS, CHECKS) else ()


def _told(text: str, choices: Iterable[str]) -> str:
    named = "؛ ".join(choices)
    return " ".join(filter(None, (text, f"{named}." if named else "")))


def introductions(site: Site, url: str) -> Markup:
    """Return the forms by which anybody introduces somebody, as buttons for a hand-written page at ``url``."""
    root, style = addresses.root(url), "button"
    buttons = []
    for resource in filter(introduced, _submitted(site)):
        link = Markup('<a class="{}" href="{}">{}</a>')
        buttons.append(link.format(style, f"{root}{form_url(resource.name)}", heading(resource)))
        style = "button outline"
    return Markup('<p class="hero-actions">{}</p>').format(Markup(" ").join(buttons))


def table(site: Site, url: str) -> Markup:
    """Return all forms with their workbooks as a table for a hand-written page at ``url``."""
    root = addresses.root(url)
    row = Markup(
        '<tr><th scope="row"><a href="{}">{name}</a></th>'
        '<td><a href="{}" download aria-label="فایل اکسل: {name}">اکسل</a></td></tr>'
    )
    rows = [
        row.format(f"{root}{form_url(resource.name)}", f"{root}workbooks/{resource.name}.xlsx", name=heading(resource))
        for resource in _submitted(site)
    ]
    head = Markup('<thead><tr><th scope="col">فرم</th><th scope="col">فایل اکسل</th></tr></thead>')
    return Markup('<table class="data narrow">\n{}\n<tbody>\n{}\n</tbody>\n</table>').format(
        head, Markup("\n").join(rows)
    )


def _submitted(site: Site) -> list[Resource]:
    return [resource for resource in site.registry.package.roots if resource.submit]


def embedded(data: Any) -> Markup:
    """Return data as JSON that may stand inside ``<script>``: nothing in it can end that element or open another."""
    text = compact(data)
    # Halves of pairs and other characters that are no text stand in the rules by their numbers.
    odd = (char for char in set(text) if not (char.isprintable() or char in "\u200c\u00a0"))
    text = text.translate({ord(char): json.dumps(char)[1:-1] for char in odd})
    text = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    # Nor may anything in it look like a mark of a template.
    return Markup(_TOKENS.sub(lambda match: _apart(match[0]), text))


def _apart(token: str) -> str:
    if token[0] != '"':
        return f"{token} "
    return token.replace("{{", "{\\u007b").replace("}}", "}\\u007d").replace("{%", "{\\u0025")


def _card(site: Site, resource: str, parts: Iterable[Part]) -> dict[str, Any]:
    """Return which answers the preview of the card shows, and the tones of its face; nothing where there is no name."""
    keys = [field.question.key for part in parts for field in part.fields]

    def first(names: Iterable[str]) -> str:
        return next((name for name in names if name in keys), "")

    name = first(_NAME)
    if not name:
        return {}
    section = site.sections.get(resource)
    lender, others = section.tone if section and section.tone else ("", "")
    tone = first((lender,))
    card: dict[str, Any] = {"name": name, "text": first(_TEXT), "over": first((lender, _OVER)), "foot": first(_FOOT)}
    if tone:
        tones = {record.id: record.get("tone", DEFAULT_TONE) for record in site.registry[others]}
        card |= {"tone": tone, "tones": tones}
    return card
