"""What the intake says back: what was changed, what an update adds, what is to be mended; as Markdown and as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Any

from generator.dataset.capping import MORE, capped
from generator.dataset.private import hide
from generator.dataset.problems.kind import ERROR, WARNING, Role
from generator.dataset.problems.printing import in_order, kind_of, markdown_cell, summary
from generator.dataset.problems.problem import Audience, Problem, say
from generator.persian.digits import fa
from generator.submissions.forms.questions import BOOLEAN, NO, YES, Question
from generator.submissions.forms.submission import CORRECTION, REMOVAL
from generator.submissions.intake import changing, retelling
from generator.submissions.intake.importer import Intake
from generator.submissions.matching.outcomes import Outcome, Result

# Lets the workflow find its own comment again.
MARK = "<!-- submission-report -->"
_MOST_CHANGES = 12
WORKBOOKS = (".xlsx",)
_EMPTIED = (
    "در این برگه اطلاعی خصوصی بود. این صفحه برای همیشه همگانی است؛ پس متن آن را پاک کردیم. برگه را بی آن اطلاع دوباره"
    " بفرستید."
)
_LEFT = (
    "در این برگه چیزی مانند اطلاعی خصوصی است. این صفحه برای همیشه همگانی است؛ همین حالا برگه را ویرایش کنید و آن را پاک"
    " کنید."
)
_PRIVATE = "در این کاربرگ یا پرونده اطلاعی خصوصی بود. آن را پاک کنید و دوباره بدهید."
#: The title and the body that an issue gets in the place of what surely belongs to somebody.
EMPTIED_TITLE = "برگه‌ای که متنش پاک شد"
EMPTIED_BODY = (
    "متن این برگه پاک شد، چون اطلاعی خصوصی در آن بود و این صفحه برای همیشه همگانی است. آن را اینجا دوباره ننویسید؛ برگهٔ"
    " تازه‌ای بی آن اطلاع بفرستید.\n"
)
_ACCEPTED = "برگه پذیرفته شد و در انتظار بازبینی است. اگر آن را ویرایش کنید، همین پیشنهاد نو می‌شود."
_NOTHING_NEW = "آنچه در برگه است، پیش از این در بانک آمده است؛ چیز تازه‌ای برای افزودن نبود."
_MEND = "برگه هنوز پذیرفته نشده است. این‌ها را درست کنید و برگه را ویرایش کنید؛ همین پیام نو می‌شود."
_AGAIN = "این‌ها را درست کنید و دوباره بدهید."


def has_private_fact(result: Result) -> bool:
    """Whether anything that was handed in holds a private fact: nothing of it is said again."""
    return any(problem.kind.role is Role.PRIVATE for problem in result.all_problems)


def text(result: Result) -> str:
    """Return the report for a terminal: what was written, what is to be mended, and at the end the sum of both."""
    taken = [one for one in result.outcomes if not one.failed] if result.files else []
    lines = changing.as_text(result.outcomes)
    lines.extend(f"{one.file}: {_place(one)}{_did(one)}" for one in taken)
    beside = sorted(set(result.files) - {one.file for one in taken})
    lines.extend(f"{name}: {'برداشته شد' if result.files[name] is None else 'نوشته شد'}" for name in beside)
    changed = [(one, item) for one in taken for item in one.changed]
    if changed:
        lines.append("آنچه درست کردیم:")
    lines.extend(
        f"  {_place(one)}{item.title}: «{changing.short(hide(item.before))}» ← «{changing.short(hide(item.after))}»"
        for one, item in changed[:_MOST_CHANGES]
    )
    if len(changed) > _MOST_CHANGES:
        lines.append(f"  و {fa(len(changed) - _MOST_CHANGES)} جای دیگر")
    label = {ERROR: "خطا", WARNING: "هشدار"}
    for item, more in capped(in_order(result.all_problems), _kind):
        lines.append(f"{_shown_place(item)}: {label[item.severity]}: {say(item, Audience.DOOR)}")
        if more:
            lines.append(f"… {MORE.format(count=fa(more))}")
    return "\n".join([*lines, f"{_sum(result, len(taken))}."])


def _sum(result: Result, taken: int) -> str:
    """Return how many faults there are, and what was written."""
    if not result.files:
        written = "هیچ چیز نوشته نشد"
    elif taken < len(result.outcomes):
        written = f"{fa(taken)} مورد نوشته شد و {fa(len(result.outcomes) - taken)} مورد نه"
    else:
        written = f"{fa(taken)} مورد نوشته شد"
    return f"{summary(result.all_problems)}؛ {written}"


def _kind(item: Problem) -> Hashable:
    """Return what problems of one kind have in common; of the places that name a withdrawn record none is left out."""
    return item if item.kind.role is Role.MENTION else kind_of(item)


def _shown_place(item: Problem) -> str:
    """Return the place of a problem: the row of a workbook, or the name of what was handed in; its lines mean nothing.

    What still names a withdrawn record stands in the data and the texts: there the line is what one looks for.
    """
    if item.kind.role is Role.MENTION:
        return str(item.place)
    row = f"، ردیف {fa(item.line)}" if item.line and item.file.lower().endswith(WORKBOOKS) else ""
    return item.file + row


def _place(one: Outcome) -> str:
    row = retelling.row_of(one.submission)
    return f"ردیف {fa(row)}: " if row else ""


def comment(result: Result, is_public: bool = True) -> str:
    """Return what is said where a submission cannot be taken in yet: on the issue, or to who gave a file by hand."""
    parts = [MARK]
    if has_private_fact(result):
        parts.append(_EMPTIED if result.is_exposed else _LEFT if is_public else _PRIVATE)
    parts.append(_MEND if is_public else f"{_sum(result, sum(not one.failed for one in result.outcomes))}. {_AGAIN}")
    if not has_private_fact(result):  # else nothing of it is said again
        parts.append(changing.as_markdown(result.outcomes))
    parts.append(_problems(result.all_problems))
    parts.append(_changes([one for one in result.outcomes if not one.failed]))
    return "\n\n".join(filter(None, parts)).strip() + "\n"


def accepted(is_new: bool) -> str:
    """Return what is said on an issue that was taken in; ``is_new`` tells whether the bank changes by it."""
    return f"{MARK}\n\n{_ACCEPTED if is_new else _NOTHING_NEW}\n"


def _problems(items: Iterable[Problem]) -> str:
    """Return problems as a table for people who handed something in."""
    sign = {ERROR: "خطا", WARNING: "هشدار"}
    found = in_order(items)
    rows = []
    for item, more in capped(found, _kind):
        rows.append(
            f"| {sign[item.severity]} | {markdown_cell(_shown_place(item))} | {markdown_cell(say(item, Audience.DOOR))} |"
        )
        if more:
            rows.append(f"| | … | {MORE.format(count=fa(more))} |")
    head = [f"**{summary(found)}**", "", "| | کجا | چه باید کرد |", "| --- | --- | --- |"]
    return "\n".join(head + rows) if found else ""


def pull_request(intake: Intake, result: Result) -> str:
    """Return the body of a pull request: the pages that change, old and new; a card per record, warnings, what was changed.

    Of what was refused nothing stands in it: a pull request is public, and those rows go back to whoever sent them.
    """
    taken = [one for one in result.outcomes if not one.failed]
    told = [item for item in result.problems if item.severity != ERROR]
    problems = [*told, *(problem for one in taken for problem in one.problems)]
    # A page that is there already comes first: whoever merges must see whose it is.
    parts = [changing.as_markdown(taken)]
    for one in taken:
        parts.append(f"## {_did(one)}: {markdown_cell(_label(one))}")
        if one.submission.kind != REMOVAL:
            parts.append(_card(intake, one))
        parts.append(_changes([one]))
    parts.append(_problems(problems))
    parts.append(f"{summary(problems)}. پس از بازبینی و پذیرفتن، سایت خودبه‌خود نو می‌شود.")
    return "\n\n".join(filter(None, parts)).strip() + "\n"


def title(intake: Intake, result: Result) -> str:
    """Return the title of a pull request; one line that names nobody: titles can't be recalled."""
    taken = [one for one in result.outcomes if not one.failed]
    kinds = Counter(f"{_did(one)}: {_section(intake, one)}" for one in taken)
    (first, count), *others = kinds.most_common()
    rest = len(taken) - count
    more = f" و {fa(rest)} مورد دیگر" if others else ""
    return f"{fa(count)} {first}{more}" if count > 1 else first + more


def _section(intake: Intake, one: Outcome) -> str:
    return intake.package.resources[one.submission.resource].title


def _did(one: Outcome) -> str:
    if one.submission.kind == REMOVAL:
        return "برداشتن پرونده"
    if one.submission.kind == CORRECTION:
        return "اصلاح پرونده"
    if one.is_row:
        return "ردیف تازه" if one.is_new else "جایگزینی ردیف پیشین" if one.differences else "همان ردیف پیشین"
    return "پروندهٔ تازه" if one.is_new else "افزودن به پرونده"


def _label(one: Outcome) -> str:
    if one.submission.kind == REMOVAL:
        return one.record
    return hide(str(one.values.get("name") or one.values.get("title") or one.record))


def _card(intake: Intake, one: Outcome) -> str:
    rows = ["| | |", "| --- | --- |"]
    for item in intake.questions(one.submission.resource):
        if item.key in one.values:
            rows.append(f"| {markdown_cell(item.title)} | {_cell(_said(item, one.values[item.key]))} |")
    return f"`{one.file}`\n\n" + "\n".join(rows)


def _said(item: Question, value: Any) -> Any:
    """Return a value as people say it: labels for codes, yes and no, the parts of an item side by side."""
    if isinstance(value, list):
        return [_said(item, entry) for entry in value]
    if isinstance(value, dict):
        parts = {part.key: part for part in item.parts}
        return {key: _said(parts[key], entry) if key in parts else entry for key, entry in value.items()}
    if item.kind == BOOLEAN or isinstance(value, bool):
        return YES if value in (True, "true") else NO
    options = item.options or (item.parts[0].options if len(item.parts) == 1 else {})
    return hide(options.get(str(value), str(value)), item.contact)


def _changes(outcomes: Iterable[Outcome]) -> str:
    rows = [
        f"| {_place(one)}{markdown_cell(item.title)} | {_cell(hide(item.before))} | {_cell(hide(item.after))} | {markdown_cell('، '.join(item.kinds))} |"
        for one in outcomes
        for item in one.changed
    ]
    if not rows:
        return ""
    if len(rows) > _MOST_CHANGES:
        rows = [*rows[:_MOST_CHANGES], f"| و {fa(len(rows) - _MOST_CHANGES)} جای دیگر | | | |"]
    head = ["### آنچه برایتان درست کردیم", "", "| | نوشته بودید | شد | |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *rows])


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "<br>".join(_cell(item) for item in value)
    if isinstance(value, dict):
        return " • ".join(_cell(part) for key, part in value.items() if key != "id")
    return changing.cell(str(value))
