"""Names that mean something without being declared, and the form that each must have for what follows from it.

`docs/descriptor.md` tells what follows. What the site reads only where it has a fitting form, such as a `summary` that is a
text, is not here: in another form it is a fact like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from generator.dataset.descriptor import PLACES
from generator.dataset.people.consent import BIRTHS, DEATHS
from generator.dataset.problems import settings_kinds
from generator.dataset.shapes import Fault, Path

# What makes of a text something else than words for people.
_CODED = ("calendar", "categories", "area", "link", "image")
_Raw = Mapping[str, Any]


class _Form(NamedTuple):
    """How a field must be declared: whether it is so, given that it refers to another resource or not, and in words."""

    fits: Callable[[_Raw, bool], bool]
    words: str


def _is_text(field: _Raw, refers: bool) -> bool:
    return field.get("type", "string") == "string" and not refers and not any(map(field.get, _CODED))


_TEXT = _Form(_is_text, "type: string، بدون calendar، categories، area، link، image و کلید خارجی")
_NEEDED = _Form(
    lambda field, refers: _is_text(field, refers) and bool(field.get("constraints", {}).get("required")),
    f"{_TEXT.words}، با constraints: {{required: true}}",
)
_ADDRESS = _Form(lambda field, refers: _is_text({**field, "link": False}, refers), "type: string، با link: true")
_DAY = _Form(lambda field, refers: field.get("calendar") == "jalali", "type: string، با calendar: jalali")
_DATE = _Form(lambda field, refers: bool(field.get("calendar")), "type: string، با calendar: jalali یا historical")
_IMAGE = _Form(lambda field, refers: bool(field.get("image")), "type: string، با image: true")
_TONE = _Form(
    lambda field, refers: field.get("type", "string") == "string" and bool(field.get("categories")),
    "type: string، با categories از رنگ‌های سایت، مانند turquoise یا stone",
)
# What a table or a folder may hold under these names; of a folder alone, since only its records have pages; of people.
_OF_ALL = {
    **dict.fromkeys(("name", "title", "latin", "sort"), _TEXT),
    **dict.fromkeys(("added", "reviewed"), _DAY),
    "tone": _TONE,
}
_OF_RECORDS = {**dict.fromkeys(("honorific", "remark", "photo_credit", "photo_permission"), _TEXT), "photo": _IMAGE}
_OF_PEOPLE = {"name": _NEEDED, "period": _TEXT, "consented": _DAY, **dict.fromkeys((*BIRTHS, *DEATHS), _DATE)}
# Lists of a record: of words alone, and of sources with their parts.
_OF_WORDS = ("former_ids", "other_names")
_SOURCES = "sources"
_SOURCE = {"title": _NEEDED, "publisher": _TEXT, "url": _ADDRESS, "date": _DATE, "seen": _DAY}
_WORDS_OF_LISTS = "فهرستی با یک فیلد متنی: resource دیگری با parent و property"
_WORDS_OF_SOURCES = (
    "فهرستی با فیلد title و چند فیلد دیگر (publisher، url، date، seen): resource دیگری با parent و property"
)
_WORDS_OF_CITED = "فهرستی با یک فیلد، که شناسهٔ (id) منابع همان پرونده است"


def named_faults(item: _Raw, resources: Mapping[str, _Raw], path: Path) -> Iterator[Fault]:
    """Yield what has a name that means something, and not the form that what follows from it needs."""
    if item["name"] == PLACES and (item.get("private") or "parent" in item):
        yield Fault((*path, "private" if item.get("private") else "parent"), settings_kinds.SHAPE_COUNTIES)
    if "parent" in item:
        yield from _of_list(item, resources, path)
    else:
        yield from _of_root(item, path)


def _of_root(item: _Raw, path: Path) -> Iterator[Fault]:
    forms = _forms(item)
    for position, field in enumerate(item["schema"]["fields"]):
        name = field["name"]
        words = ""
        if name in forms and not forms[name].fits(field, _refers(item, name)):
            words = forms[name].words
        elif "folder" in item and name in _OF_WORDS:
            words = _WORDS_OF_LISTS
        elif "folder" in item and name == _SOURCES:
            words = _WORDS_OF_SOURCES
        if words:
            yield Fault((*path, "schema", "fields", position), settings_kinds.SHAPE_NAMED, name, words)


def _forms(item: _Raw) -> Mapping[str, _Form]:
    """Return the forms that the fields of a table, or of a folder of records, must have under their names."""
    forms = _OF_ALL | (_OF_RECORDS if "folder" in item else {}) | (_OF_PEOPLE if item.get("people") else {})
    return {**forms, "name": _NEEDED} if item["name"] == PLACES else forms


def _of_list(item: _Raw, resources: Mapping[str, _Raw], path: Path) -> Iterator[Fault]:
    name, above = str(item.get("property", "")), resources.get(item["parent"], {})
    own = [(place, field) for place, field in enumerate(item["schema"]["fields"]) if not _is_leading(field)]
    is_words = len(own) == 1 and _is_text(own[0][1], _refers(item, own[0][1]["name"]))
    expected = ""
    if "parent" in above:
        expected = _WORDS_OF_CITED if name == _SOURCES and len(own) != 1 else ""
    elif name in _OF_WORDS:
        expected = "" if is_words else _WORDS_OF_LISTS
    elif name == _SOURCES:
        has_title = any(field["name"] == "title" for _, field in own)
        expected = "" if has_title and len(own) > 1 else _WORDS_OF_SOURCES
        for place, field in own if not expected else ():
            form = _SOURCE.get(field["name"])
            if form and not form.fits(field, _refers(item, field["name"])):
                where: Path = (*path, "schema", "fields", place)
                yield Fault(where, settings_kinds.SHAPE_NAMED, field["name"], form.words)
    elif name in (forms := _forms(above)):
        expected = f"یک فیلد، نه یک فهرست: {forms[name].words}"
    if expected:
        yield Fault((*path, "property"), settings_kinds.SHAPE_NAMED, name, expected)


def _is_leading(field: _Raw) -> bool:
    """Whether the reader fills a field of a list: the key of its parent and its position."""
    return bool(field.get("derived")) and field["name"] != "id"


def _refers(item: _Raw, name: str) -> bool:
    return any(key["fields"] in (name, [name]) for key in item["schema"].get("foreignKeys", ()))
