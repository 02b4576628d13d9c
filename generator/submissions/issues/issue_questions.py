"""What each issue form asks: the questions of a resource, and of the forms that stand beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.dataset.descriptor import Package, Resource
from generator.submissions.forms import questions as q
from generator.submissions.forms.address import pages
from generator.submissions.forms.questions import Names, Question, grouped, questions

CORRECT, REMOVE, READY = "correction", "removal", "record"
# The keys of the questions of these forms.
ADDRESS, FIELD, VALUE, SOURCE, TEXT = "address", "field", "value", "source", "record"
# What GitHub writes where nothing was answered, and its word for no choice.
NO_RESPONSE, NONE = "_No response_", "None"
# Texts of a list longer than this hold commas of their own: they stand one to a line only.
LONGEST_IN_LINE = 120


def form_names(package: Package) -> tuple[str, ...]:
    """Return the names of all issue forms: one for each resource that takes submissions, and the three beside them."""
    return (*(resource.name for resource in _open(package)), CORRECT, REMOVE, READY)


def form_questions(package: Package, names: Names, form: str) -> tuple[Question, ...]:
    """Return what an issue form asks, in its order; a form that does not exist is a KeyError."""
    if form == CORRECT:
        return _correction(package, names)
    if form == REMOVE:
        return (_address(),)
    if form == READY:
        return (Question(TEXT, "پروندهٔ آماده", kind=q.LINES, required=True),)
    resource = package.resources[form]
    return grouped(_asked(package, resource, item) for item in questions(package, resource, names))


def headings(items: Sequence[Question]) -> dict[str, str]:
    """Return the heading of each question by its key; no two are alike, and each is one line."""
    titles = {item.key: " ".join(item.title.split()) for item in items}
    count = Counter(titles.values())
    return {key: title if count[title] == 1 else f"{title} ({key})" for key, title in titles.items()}


def option_labels(options: Mapping[str, str]) -> list[str]:
    """Return the labels to choose from; one that is not alone, or that GitHub keeps for itself, carries its value."""
    count = Counter(options.values())
    return [
        f"{label} ({value})" if count[label] > 1 or label.casefold() == NONE.casefold() else label
        for value, label in options.items()
    ]


def _open(package: Package) -> tuple[Resource, ...]:
    return tuple(resource for resource in package.roots if resource.submit)


def _asked(package: Package, resource: Resource, item: Question) -> Question:
    """Return a question as an issue form asks it: no list of choices that grows with every submission.

    Such a list would make the committed forms stale whenever somebody's record is taken in.
    """
    field = resource.by_name.get(item.key)
    child = next((child for child in package.children[resource.name] if child.property == item.key), None)
    if child is not None and not item.is_plain_list:
        return replace(item, parts=tuple(_asked(package, child, part) for part in item.parts))
    target = package.resources.get(field.reference) if field is not None and field.reference else None
    if target is None or not target.submit:
        return item
    help_ = f"{item.help} نام را همان‌گونه که در سایت است بنویسید، یا بخش آخر نشانی صفحهٔ آن را.".strip()
    return replace(item, kind=q.TEXT, options={}, help=help_, limits={})


def _address() -> Question:
    return Question(ADDRESS, "نشانی صفحه", "نشانی را از نوار مرورگر کپی کنید.", required=True)


def _correction(package: Package, names: Names) -> tuple[Question, ...]:
    titles = [
        title
        for resource in pages(package)
        if resource.submit
        for title in headings(form_questions(package, names, resource.name)).values()
    ]
    return (
        _address(),
        Question(
            FIELD,
            "کدام بخش",
            "نام بخشی از پرونده که باید درست شود. برای هر بخش یک فرم بفرستید.",
            kind=q.CHOICE,
            required=True,
            options={title: title for title in dict.fromkeys(titles)},
        ),
        Question(
            VALUE,
            "درست آن",
            "فقط همان را بنویسید که باید در پرونده بیاید. اگر آن بخش فهرست است، همهٔ فهرست را بنویسید، هر مورد در یک خط.",
            kind=q.LINES,
            required=True,
        ),
        Question(
            SOURCE,
            "منبع این اصلاح",
            "سندی که همین را می‌گوید، با نشانی آن. اگر خود او گفته است، همین را بنویسید.",
            kind=q.LINES,
        ),
    )
