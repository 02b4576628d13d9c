"""The data dictionary: the descriptor in words, a page for each dataset; a field added there stands here by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from generator.dataset.descriptor import AREAS, Field, Package, Resource
from generator.persian.calendar.historical import parse_historical
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.digits import fa
from generator.persian.names.personal_names import SLUG
from generator.persian.numbers import counted
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.paging import Crumb
from generator.site.model.site import Site
from generator.site.pages.parts.charts import STYLE
from generator.site.pages.parts.one_of_many import Choice, Option, choice
from generator.site.pages.parts.structured_data import breadcrumbs

TITLE = "واژه‌نامهٔ داده"
_TYPES = {"string": "متن", "integer": "عدد درست", "number": "عدد", "boolean": "بله یا خیر (true، false)"}
_CALENDARS = {"jalali": "تاریخ شمسی", "historical": "تاریخ، با تقریب و تقویم"}
_DIGITS = re.compile(r"\[0-9\]\{([0-9]+)(?:,([0-9]+))?\}")
_DATES_ANCHOR = f"{addresses.DICTIONARY}#dates"
_CRUMBS = (Crumb("دادهٔ باز", addresses.DATA),)
_DATES = ("1399", "1399-05", "1399-05-12")
_HISTORY = (
    "1320~",
    "1320?",
    "134X",
    "13XX",
    "1384/1386",
    "1367/..",
    "0745/0750 AH",
    "07XX AH",
    "2012 CE",
    "-0500~ CE",
)


class Limit(NamedTuple):
    """One limit: its words, and a notation that reads from the left where it has one."""

    words: str
    code: str = ""


def tables(site: Site) -> list[str]:
    """Return the datasets that have a page here: those that are not private."""
    return [resource.name for resource in site.registry.package.roots if not resource.private]


def listing(site: Site, url: str) -> View:
    """Return the datasets with the lists within them, how dates are written, and what may be done with all of it."""
    package = site.registry.package
    crumbs = [*_CRUMBS, Crumb(TITLE)]
    context = {
        "crumbs": crumbs,
        "title": TITLE,
        "choice": _choice(site),
        "inner": {name: list(_inner(package, package.resources[name])) for name in tables(site)},
        "dates": [(text, parse_jalali(text).words()) for text in _DATES],
        "history": [(text, parse_historical(text).words()) for text in _HISTORY],
        "licenses": package.raw.get("licenses", []),
        "version": package.version,
    }
    description = f"{counted(len(tables(site)), 'مجموعهٔ داده')} با نام، نوع، محدودیت‌ها و معنی هر فیلد؛ شیوهٔ نوشتن تاریخ‌ها، و مجوز استفاده."
    head = Head(TITLE, description, url, linked=(breadcrumbs(site, crumbs),), styles=(STYLE,))
    return View(head, "dictionary.html", context)


def page(site: Site, url: str, name: str) -> View:
    """Return what the dictionary says of one dataset, with its lists beneath it."""
    resource = site.registry.package.resources[name]
    crumbs = [*_CRUMBS, Crumb(TITLE, addresses.DICTIONARY), Crumb(resource.title)]
    context = {
        "crumbs": crumbs,
        "resource": _resource(site, resource),
        "choice": _choice(site, name),
        "areas": list(AREAS.items()),
    }
    description = f"{resource.title}: نام، نوع، محدودیت‌ها و معنی {counted(len(resource.fields), 'فیلد')}."
    title = f"{resource.title}، {TITLE}"
    head = Head(title, description, url, linked=(breadcrumbs(site, crumbs),), styles=(STYLE,))
    return View(head, "dictionary-table.html", context)


def _choice(site: Site, shown: str = "") -> Choice:
    resources = site.registry.package.resources
    options = (
        Option(name, resources[name].title, addresses.dictionary(name), _size(site, resources[name]))
        for name in tables(site)
    )
    return choice("جدول", options, shown)


def _size(site: Site, resource: Resource) -> str:
    rows = len(site.registry[resource.name])
    fields = counted(len(resource.fields), "فیلد")
    return f"{counted(rows, resource.record or 'ردیف')}، {fields}" if rows else f"هنوز خالی، {fields}"


def _inner(package: Package, resource: Resource) -> Iterator[tuple[str, str]]:
    """Yield id and title of every list within the records of a dataset, and within those lists."""
    for child in package.children[resource.name]:
        if not child.private:
            yield child.name, child.title
            yield from _inner(package, child)


def _resource(site: Site, resource: Resource) -> dict[str, Any]:
    package = site.registry.package
    place = package.folder.name + "/"
    if resource.gathered:  # from the packages that the records of these files name
        resource_of = package.resources[resource.gathered]
        place += resource_of.path or f"{resource_of.folder}/<id>.yml"
    elif resource.path:
        place += resource.path
    else:
        place += f"{resource.folder}/" + (f"<{resource.layout}>/" if resource.layout else "") + "<id>.yml"
    return {
        **_described(package, resource),
        "place": place,
        "size": _size(site, resource),
        "url": addresses.section(resource.name) if resource.folder or resource.name + "/" == addresses.COUNTIES else "",
        "children": list(_children(package, resource)),
    }


def _children(package: Package, resource: Resource) -> Iterator[dict[str, Any]]:
    for child in package.children[resource.name]:
        if not child.private:
            yield {
                **_described(package, child),
                "within": resource.title,
                "property": child.property,
                "least": child.minimum,
            }
            yield from _children(package, child)


def _described(package: Package, resource: Resource) -> dict[str, Any]:
    return {
        "id": resource.name,
        "title": resource.title,
        "description": resource.description,
        "key": resource.primary_key,
        "fields": [_field(package, resource, field) for field in resource.fields],
    }


def _field(package: Package, resource: Resource, field: Field) -> dict[str, Any]:
    target = package.resources[field.reference] if field.reference else None
    return {
        "name": field.name,
        "title": field.title,
        "type": _type(field, target),
        "target": _address(package, target) if target else _DATES_ANCHOR if field.calendar else "",
        "required": field.required,
        "derived": field.derived,
        "consent": field.consent,
        "limits": _limits(field),
        "allowed": list(field.categories.items()),
        "area": field.area,
        "example": field.example,
        "description": field.description,
    }


def _address(package: Package, resource: Resource) -> str:
    """Return where the dictionary tells of a dataset, or of a list within one; nothing of a private one."""
    root = resource
    while root.parent:
        root = package.resources[root.parent]
    return "" if root.private or resource.private else addresses.dictionary(root.name, resource.name)


def _type(field: Field, target: Resource | None) -> str:
    if target:
        return f"شناسه از «{target.title}»"
    if field.area:
        return "شناسهٔ شهرستان، یا سطحی بزرگ‌تر"
    if field.categories:
        return "یکی از مقادیر"
    if field.calendar:
        return _CALENDARS[field.calendar]
    if field.link:
        return "نشانی وب"
    if field.markdown:
        return "متن چندبندی؛ سطرهایی که با «- » آغاز شوند فهرست‌اند"
    return "متن چندخطی" if field.multiline else _TYPES[field.type]


def _limits(field: Field) -> list[Limit]:
    limits, found = field.constraints, []
    if limits.get("unique"):
        found.append(Limit("یکتا"))
    found += _range(limits.get("minLength"), limits.get("maxLength"), " حرف")
    found += _range(limits.get("minimum"), limits.get("maximum"), f" {field.unit}".rstrip())
    if field.unit and not {"minimum", "maximum"} & limits.keys():
        found.append(Limit(f"واحد: {field.unit}"))
    if "pattern" in limits:
        found.append(_pattern(limits["pattern"]))
    return found


def _pattern(pattern: str) -> Limit:
    """A pattern in words where it is a slug or a run of digits, else as it stands."""
    if pattern == SLUG:
        return Limit("حرف‌های کوچک لاتین و رقم، با خط تیره میان آن‌ها")
    match = _DIGITS.fullmatch(pattern)
    if match is None:
        return Limit("الگو:", pattern)
    least, most = match.groups()
    return Limit(f"{fa(int(least))} رقم" if most is None else f"از {fa(int(least))} تا {fa(int(most))} رقم")


def _range(least: Any, most: Any, unit: str) -> list[Limit]:
    if least is not None and most is not None:
        return [Limit(f"از {fa(least)} تا {fa(most)}{unit}")]
    if least is not None:
        return [Limit(f"دست‌کم {fa(least)}{unit}")]
    return [Limit(f"حداکثر {fa(most)}{unit}")] if most is not None else []
