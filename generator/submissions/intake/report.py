"""What the intake says back: what was changed, what an update adds, what is to be mended; as Markdown and as text.

Shapes: what `report_data` makes of a result in, texts out. Errors: none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from generator.dataset.capping import MORE
from generator.dataset.problems.kind import ERROR, WARNING
from generator.dataset.problems.printing import markdown_cell, summary
from generator.dataset.problems.problem import Problem
from generator.persian.digits import fa
from generator.submissions.forms.submission import REMOVAL
from generator.submissions.intake import report_data
from generator.submissions.intake.importer import Intake
from generator.submissions.intake.report_data import Card, Corrected, Parts, Revised, Value
from generator.submissions.matching.outcomes import Outcome, Result

# Lets the workflow find its own comment again.
MARK = "<!-- submission-report -->"
_MOST_CHANGES = 12
_LONGEST = 160
_NOTHING = "–"
_TAKEN, _HELD = "به کار رفت", "به کار نرفت؛ بازبین تصمیم بگیرد"
_LEVEL = {ERROR: "خطا", WARNING: "هشدار"}
_EMPTIED = (
    "در این فرم اطلاعات خصوصی بود. این صفحه برای همیشه عمومی است؛ پس متن آن را پاک کردیم. فرم تازه‌ای بدون آن بفرستید."
)
_LEFT = (
    "در این فرم چیزی مانند اطلاعات خصوصی هست. این صفحه برای همیشه عمومی است؛ همین حالا فرم را ویرایش کنید و آن را پاک"
    " کنید."
)
_PRIVATE = "در این فایل اطلاعات خصوصی بود. آن را پاک کنید و دوباره بدهید."
#: The title and the body that an issue gets in the place of what surely belongs to somebody.
EMPTIED_TITLE = "فرمی که متنش پاک شد"
EMPTIED_BODY = (
    "متن این فرم پاک شد، چون اطلاعات خصوصی در آن بود و این صفحه برای همیشه عمومی است. آن را اینجا دوباره ننویسید؛ فرم"
    " تازه‌ای بدون آن بفرستید.\n"
)
_ACCEPTED = "فرم پذیرفته شد و در انتظار بازبینی است. اگر آن را ویرایش کنید، همین پیشنهاد به‌روز می‌شود."
_DOUBTS = "این‌ها جلو کار را نمی‌گیرد، ولی بهتر است ببینید؛ اگر درست می‌گویند، فرم را ویرایش کنید."
_NOTHING_NEW = "آنچه در فرم است، پیش از این در بانک آمده است؛ چیز تازه‌ای برای افزودن نبود."
_MEND = "فرم هنوز پذیرفته نشده است. این‌ها را درست کنید و فرم را ویرایش کنید؛ همین پیام به‌روز می‌شود."
_ANEW = "در فرم تازه این‌ها را درست کنید."
_AGAIN = "این‌ها را درست کنید و دوباره بدهید."


def text(result: Result) -> str:
    """Return the report for a terminal: what was written, what is to be mended, and at the end the sum of both."""
    taken = report_data.taken(result) if result.files else []
    lines = []
    for page in report_data.revised(result.outcomes):
        lines.append(f"{page.heading}:")
        for item in page.differences:
            held = "" if item.applied else f" ({_HELD})"
            lines.append(f"  {item.title}: «{_short(item.old)}» ← «{_short(item.new)}»{held}")
    lines.extend(f"{one.file}: {_row(report_data.row(one))}{report_data.did(one)}" for one in taken)
    beside = sorted(set(result.files) - {one.file for one in taken})
    lines.extend(f"{name}: {'حذف شد' if result.files[name] is None else 'نوشته شد'}" for name in beside)
    changed = report_data.corrected(taken)
    if changed:
        lines.append("آنچه درست کردیم:")
    lines.extend(
        f"  {_row(item.row)}{item.title}: «{_short(item.before)}» ← «{_short(item.after)}»"
        for item in changed[:_MOST_CHANGES]
    )
    if len(changed) > _MOST_CHANGES:
        lines.append(f"  و {fa(len(changed) - _MOST_CHANGES)} جای دیگر")
    for fault in report_data.problems(result.all_problems, is_capped=True):
        lines.append(f"{fault.place}: {_LEVEL[fault.severity]}: {fault.sentence}")
        if fault.more:
            lines.append(f"… {MORE.format(count=fa(fault.more))}")
    return "\n".join([*lines, f"{report_data.totals(result, len(taken))}."])


def comment(result: Result, is_public: bool = True) -> str:
    """Return what is said where a submission cannot be taken in yet: on the issue, or to who gave a file by hand."""
    parts, taken, is_private = [MARK], report_data.taken(result), report_data.has_private_fact(result)
    if is_private:
        parts.append(_EMPTIED if result.is_exposed else _LEFT if is_public else _PRIVATE)
    if result.is_exposed:
        parts.append(_ANEW)
    else:
        parts.append(_MEND if is_public else f"{report_data.totals(result, len(taken))}. {_AGAIN}")
    if not is_private:  # else nothing of it is said again
        # Nothing of it is taken over yet.
        parts.extend(_revised(page, is_taken=False) for page in report_data.revised(result.outcomes))
    parts.append(_problems(result.all_problems))
    parts.append(_corrected(report_data.corrected(taken)))
    return "\n\n".join(filter(None, parts)).strip() + "\n"


def accepted(is_new: bool, result: Result) -> str:
    """Return what is said on an issue that was taken in, with what is doubtful in it.

    ``is_new`` tells whether the bank changes by it.
    """
    doubts = _problems(report_data.told(result)) if is_new else ""
    parts = [MARK, _ACCEPTED if is_new else _NOTHING_NEW, *([_DOUBTS, doubts] if doubts else [])]
    return "\n\n".join(parts) + "\n"


def pull_request(intake: Intake, result: Result) -> str:
    """Return the body of a pull request: the pages that change, old and new; a card per record, warnings, what was changed.

    Of what was refused nothing stands in it: a pull request is public, and those rows go back to whoever sent them.
    """
    cards = [report_data.card(intake.package, intake.questions, one) for one in report_data.taken(result)]
    told = report_data.told(result)
    # A page that is there already comes first: whoever merges must see whose it is.
    parts = [_revised(card.revised) for card in cards if card.revised]
    for card in cards:
        parts.append(f"## {card.did}: {markdown_cell(card.label)}")
        if card.kind != REMOVAL:
            parts.append(_facts(card))
        parts.append(_corrected(card.corrected))
    parts.append(_problems(told))
    parts.append(f"{summary(told)}. پس از بازبینی و پذیرفتن، سایت خودبه‌خود به‌روز می‌شود.")
    return "\n\n".join(filter(None, parts)).strip() + "\n"


def title(intake: Intake, result: Result) -> str:
    """Return the title of a pull request; one line that names nobody: titles can't be recalled."""
    taken = report_data.taken(result)
    kinds = Counter(f"{report_data.did(one)}: {_section(intake, one)}" for one in taken)
    (first, count), *others = kinds.most_common()
    rest = len(taken) - count
    more = f" و {fa(rest)} مورد دیگر" if others else ""
    return f"{fa(count)} {first}{more}" if count > 1 else first + more


def _section(intake: Intake, one: Outcome) -> str:
    return intake.package.resources[one.submission.resource].title


def _row(row: str) -> str:
    return f"{report_data.row_words(row)}: " if row else ""


# ---------- as Markdown ----------


def _revised(page: Revised, is_taken: bool = True) -> str:
    """Return a page that changes as a table of old beside new; where it ``is_taken``, with what becomes of each."""
    head = ["", "پیش از این", "در این فرم", *([""] if is_taken else [])]
    rows = [f"### {markdown_cell(page.heading)}", "", f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    for item in page.differences:
        became = [_TAKEN if item.applied else _HELD] if is_taken else []
        cells = (item.title, item.old or _NOTHING, item.new or _NOTHING, *became)
        rows.append(f"| {' | '.join(map(_cell, cells))} |")
    return "\n".join(rows)


def _facts(card: Card) -> str:
    rows = [f"| {markdown_cell(fact.title)} | {_cell(fact.value)} |" for fact in card.facts]
    return "\n".join([f"`{card.file}`", "", "| | |", "| --- | --- |", *rows])


def _problems(items: Iterable[Problem]) -> str:
    """Return problems as a table for people who handed something in."""
    found = list(items)
    rows = []
    for item in report_data.problems(found, is_capped=True):
        rows.append(f"| {_LEVEL[item.severity]} | {markdown_cell(item.place)} | {markdown_cell(item.sentence)} |")
        if item.more:
            rows.append(f"| | … | {MORE.format(count=fa(item.more))} |")
    head = [f"**{summary(found)}**", "", "| | کجا | چه باید کرد |", "| --- | --- | --- |"]
    return "\n".join(head + rows) if found else ""


def _corrected(items: Sequence[Corrected]) -> str:
    rows = [
        f"| {_row(item.row)}{markdown_cell(item.title)} | {_cell(item.before)} | {_cell(item.after)} | {markdown_cell('، '.join(item.kinds))} |"
        for item in items[:_MOST_CHANGES]
    ]
    if not rows:
        return ""
    if len(items) > _MOST_CHANGES:
        rows.append(f"| و {fa(len(items) - _MOST_CHANGES)} جای دیگر | | | |")
    head = ["### آنچه برایتان درست کردیم", "", "| | نوشته بودید | شد | |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *rows])


def _cell(value: Value) -> str:
    """Return a value for a cell of a table: short, harmless, its lines one below the other, parts side by side."""
    if isinstance(value, list):
        return "<br>".join(map(_cell, value))
    if isinstance(value, Parts):
        return " • ".join(_cell(part.value) for part in value.facts)
    return "<br>".join(map(markdown_cell, _short(value).split("\n")))


def _short(text: str) -> str:
    """Return so much of a text that it is known again."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
