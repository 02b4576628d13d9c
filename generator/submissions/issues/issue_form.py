"""Write the issue forms of a GitHub repository: one for each resource that takes submissions, and three beside them.

Shapes: the package, the names of its records and the office's contact in; file names and their texts out. Errors: none.
GitHub's own limits, some of them learnt from its refusals: https://docs.github.com/communities, «form schema».
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from generator.dataset.descriptor import Package, Resource
from generator.dataset.texts import as_it_is
from generator.runtime.transaction import Transaction
from generator.submissions.forms import questions as q
from generator.submissions.forms.questions import NO, YES, Names, Question, groups
from generator.submissions.issues import issue_questions as issue
from generator.submissions.issues import issue_words as words

# Every submission carries the first label, and the second says which form it is.
SUBMISSION, FORM = "submission", "form:"
CHOOSER = "config.yml"
# A template with a longer description is left out of the chooser without a word.
LONGEST_DESCRIPTION = 200
HEADER = "# Made from data/datapackage.yaml by `generator forms`; an edit here is lost.\n"

_TITLES = {issue.CORRECT: "اصلاح یک صفحه", issue.REMOVE: "حذف یک صفحه", issue.READY: "پروندهٔ آماده"}
_DESCRIPTIONS = {
    issue.CORRECT: "چیزی در یک صفحه نادرست است: کدام صفحه، کدام بخش، درست آن چیست و کدام منبع می‌گوید.",
    issue.REMOVE: "صفحه‌ای حذف شود. دلیل لازم نیست؛ راه بهتر، تماس با دفتر است.",
    issue.READY: "متنی که فرم خود سایت ساخته است، یا پرونده‌ای که خودتان نوشته‌اید.",
}


def forms(package: Package, names: Names, office: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of the forms by file name, and of the settings of the page on which one is chosen."""
    found = {f"{form}.yml": _text(_form(package, names, office, form)) for form in issue.form_names(package)}
    return {**found, CHOOSER: _text({"blank_issues_enabled": False})}


def write(package: Package, names: Names, office: Mapping[str, str], folder: Path, check: bool) -> list[str]:
    """Write the forms that are stale into a folder, or with ``check`` none; return the names of those that are.

    A form of ours whose resource takes no submissions any more is stale too, and removed.
    """
    wanted = forms(package, names, office)
    if check:
        return sorted(_stale(folder, wanted))
    with Transaction(folder) as transaction:
        stale = _stale(folder, wanted)
        transaction.replace({folder / name: text.encode() if text else None for name, text in stale.items()})
    return sorted(stale)


def _stale(folder: Path, wanted: Mapping[str, str]) -> dict[str, str | None]:
    """Return the texts that the forms in a folder should have and have not; None for those that should not be there."""
    stale: dict[str, str | None] = {name: text for name, text in wanted.items() if as_it_is(folder / name) != text}
    for path in sorted(folder.glob("*.yml")):
        if path.name not in wanted and (as_it_is(path) or "").startswith(HEADER):
            stale[path.name] = None
    return stale


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _block(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _block)


def _text(content: Mapping[str, Any]) -> str:
    return HEADER + yaml.dump(dict(content), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)


def _form(package: Package, names: Names, office: Mapping[str, str], form: str) -> dict[str, Any]:
    resource = package.resources.get(form)
    title = f"فرم {resource.record}" if resource else _TITLES[form]
    about = (resource.description or resource.title) if resource else _DESCRIPTIONS[form]
    items = issue.form_questions(package, names, form)
    body = [_markdown(_notice(package, office, form, resource, title))]
    headings = issue.headings(items)
    lists = {item.key: headings[item.key] for item in items if item.is_list}
    for group, members in groups(items).items():
        if group:
            body.append(_markdown(f"## {group}"))
        body.extend(_element(item, headings[item.key], lists, form) for item in members)
    return {
        "name": title,
        "description": about if len(about) <= LONGEST_DESCRIPTION else about[: LONGEST_DESCRIPTION - 1] + "…",
        "title": title,
        "labels": [SUBMISSION, f"{FORM}{form}"],
        "body": body,
    }


def _notice(package: Package, office: Mapping[str, str], form: str, resource: Resource | None, title: str) -> str:
    """Return what stands above the questions; its first line says which form this is."""
    parts = [f"**{title}** (`{form}`)", words.PUBLIC]
    if form == issue.REMOVE:
        parts.append(words.office_notice(office))
        parts.append("فقط نشانی صفحه را بنویسید، بدون نام و بدون دلیل.")
    elif form == issue.READY:
        parts.append("متنی را که فرم سایت داده است، همان‌گونه که هست، بچسبانید.")
    elif resource is not None:
        parts.append(words.BLANK)
        if resource.people:
            parts.append(words.CONSENT)
    return "\n\n".join(parts)


def _markdown(text: str) -> dict[str, Any]:
    return {"type": "markdown", "attributes": {"value": text}}


def _element(item: Question, heading: str, lists: Mapping[str, str], form: str) -> dict[str, Any]:
    attributes: dict[str, Any] = {"label": heading}
    described = words.description(item, lists)
    if described:
        attributes["description"] = described
    kind = "input"
    options = [YES, NO] if item.kind == q.BOOLEAN else issue.option_labels(item.options)
    if item.kind in (q.CHOICE, q.CHOICES, q.BOOLEAN) and options:
        kind = "dropdown"
        attributes |= {"multiple": True} if item.kind == q.CHOICES else {}
        attributes["options"] = options
    else:
        if item.kind in (q.LINES, q.ITEMS, q.IMAGE, q.CHOICES):
            kind = "textarea"
        shown = words.placeholder(item)
        if shown:
            attributes["placeholder"] = shown
        if form == issue.READY:
            attributes["render"] = "yaml"  # keeps the text as it is: no mention, no link, no list
    element = {"type": kind, "id": item.key, "attributes": attributes}
    return {**element, "validations": {"required": True}} if item.required else element


def labels(package: Package) -> Iterator[str]:
    """Yield the labels that the repository must have: GitHub leaves out of an issue those that do not exist."""
    yield SUBMISSION
    yield from (f"{FORM}{form}" for form in issue.form_names(package))
