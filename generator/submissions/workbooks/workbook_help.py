"""The words of a workbook: what stands in its headings, comments, example row and guide.

All of it is made from the questions. Shapes: a Question in, Persian text out. Errors: none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.persian.digits import fa
from generator.submissions.forms import questions as q
from generator.submissions.forms.limits import number_words, shape_words
from generator.submissions.forms.questions import LIST, NO, PART, YES, Question

REQUIRED = "*"
GUIDE = "راهنما"
FAULTS = "ایرادها"
# Who wrote the comments that a workbook comes with.
AUTHOR = "فایل اکسل"
EXAMPLE = "نمونه:"
NOTICE = (
    "آنچه در این فایل اکسل بنویسید برای همه منتشر می‌شود. کد ملی، شمارهٔ همراه، نشانی خانه، شمارهٔ کارت و هیچ چیز"
    " خصوصی دیگری ننویسید."
)
# So many options are listed in a comment; longer lists stand in the guide.
_FEW = 8
_HYPHENS = re.compile(r"(?<!\S)[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?!\S)")
_ONE_OF = "از فهرست انتخاب کنید"
_SOME_OF = f"یک یا چند مورد از فهرست، با «{LIST}» میان آن‌ها"

_DATES = {
    "jalali": "تاریخ شمسی: سال (۱۳۹۹)، ماه (۱۳۹۹/۰۵) یا روز (۱۳۹۹/۰۵/۱۲).",
    "historical": "تاریخ شمسی: سال (۱۳۹۹)، ماه (۱۳۹۹/۰۵) یا روز (۱۳۹۹/۰۵/۱۲)؛ «حدود ۱۳۲۰»، «دههٔ ۴۰» و «سدهٔ هشتم هجری» هم پذیرفته است.",
}


def labels(item: Question) -> list[str]:
    """Return the labels to choose from; two that are alike carry their values too."""
    found = item.options
    count = Counter(found.values())
    return [fa(label) if count[label] == 1 else f"{fa(label)} ({value})" for value, label in found.items()]


def headings(items: Sequence[Question]) -> dict[str, str]:
    """Return the heading of each question by its key; no two are alike."""
    count = Counter(item.title for item in items)
    return {item.key: item.title if count[item.title] == 1 else f"{item.title} ({item.key})" for item in items}


def example(item: Question) -> str:
    """Return what the example row shows for a question: its example, or what is to be done there."""
    if item.kind == q.CHOICE:
        return item.options.get(item.example, item.example) or _ONE_OF
    if item.kind == q.CHOICES:
        return item.example or _SOME_OF
    if item.kind == q.BOOLEAN:
        return item.example or f"{YES} یا {NO}"
    if item.kind in (q.DATE, q.ITEMS):
        # Among Persian words a date with hyphens is shown from its end; with slashes it is not.
        return _HYPHENS.sub(lambda match: match[0].replace("-", "/"), item.example).rstrip(f" {PART}")
    return item.example


def example_row(items: Sequence[Question]) -> list[str]:
    """Return the example row; its first cell says that it is one."""
    texts = [example(item) for item in items]
    return [f"{EXAMPLE} {texts[0]}", *texts[1:]]


def comment(item: Question) -> str:
    """Return the comment on a heading: help, limits, example."""
    parts = [fa(item.help), *limits(item)]
    if item.example:
        parts.append(f"{EXAMPLE} {example(item)}")
    return "\n".join(filter(None, parts))


def limits(item: Question) -> list[str]:
    """Return what an answer must be like, one sentence each."""
    return list(_limits(item))


def _limits(item: Question) -> Iterator[str]:
    if item.required:
        yield "این ستون لازم است."
    if item.kind == q.CHOICE:
        yield f"{_ONE_OF}."
    elif item.kind == q.CHOICES:
        yield f"{_SOME_OF}."
    elif item.kind == q.DATE and not item.is_year:
        yield _DATES.get(item.calendar or "", "")
    elif item.kind == q.NUMBER:
        yield number_words(item)
    elif item.kind == q.BOOLEAN:
        yield f"«{YES}» یا «{NO}» بنویسید."
    elif item.kind == q.LINK:
        yield "نشانی کامل صفحه، با https:// در آغاز آن."
    elif item.kind == q.IMAGE:
        yield "فقط نام فایل تصویر (JPEG، PNG یا WebP) را بنویسید و خود فایل را کنار فایل اکسل بگذارید."
    elif item.kind == q.ITEMS:
        yield from _items(item)
    if item.kind in (q.TEXT, q.LINES, q.LINK, q.DATE):
        yield from _text(item)
    if item.limits.get("minItems", 0) > 1:
        yield f"دست‌کم {fa(item.limits['minItems'])} تا."
    if item.consent:
        yield "فقط با رضایت خود او؛ اگر مبنای انتشار «سند عمومی» است، خالی بگذارید."
    if item.contact:
        yield "فقط برای تماس با دفتر؛ شماره و نشانی کسی را ننویسید."


def _text(item: Question) -> Iterator[str]:
    shape = shape_words(item)
    if shape:
        yield shape
    if item.shortest > 1:
        yield f"دست‌کم {fa(item.shortest)} حرف."
    if item.longest and item.kind != q.DATE:
        yield f"حداکثر {fa(item.longest)} حرف."
    if item.kind == q.LINES:
        yield "برای خط تازه Alt+Enter بزنید."


def _items(item: Question) -> Iterator[str]:
    yield "هر مورد در یک خط خانه (Alt+Enter)."
    if not item.is_plain_list:
        yield f"بخش‌های هر مورد، به همین ترتیب و با «{PART}» میان آن‌ها: «{notation(item)}»."
        yield f"بخش میانی را که نمی‌دانید خالی بگذارید، ولی «{PART}» پس از آن را نگه دارید."
        for part in item.parts:
            if part.kind == q.BOOLEAN:
                yield f"{part.title}: «{YES}» یا «{NO}»."
            elif part.options:
                few = f"{LIST} ".join(f"«{label}»" for label in labels(part)) if len(part.options) <= _FEW else ""
                yield f"{part.title}: {few or f'یکی از فهرست آن در برگهٔ «{GUIDE}»'}."


def notation(item: Question) -> str:
    """Return the parts of a repeating group in their order, those that are needed with their sign."""
    return f" {PART} ".join(part.title + (REQUIRED if part.required else "") for part in item.parts)


def guide(title: str, items: Sequence[Question]) -> list[tuple[str, str]]:
    """Return the guide as (heading, text) pairs; what a workbook does not need is left out."""
    grouped = [item for item in items if item.kind == q.ITEMS and not item.is_plain_list]
    kinds = {item.kind for item in items}
    pairs = [
        ("همه می‌خوانند", NOTICE),
        (
            "هرگز ننویسید",
            "کد ملی و شمارهٔ شناسنامه، تلفن همراه، نشانی خانه، شمارهٔ کارت یا حساب، روز تولد کسی که زنده است، وضعیت تأهل،"
            " بیماری، مذهب، و اینکه کسی کمک یا حمایت می‌گیرد.",
        ),
        (
            "هر ردیف",
            f"هر ردیف یک مورد است. ردیف‌ها را در برگهٔ «{title}»، از زیر ردیف نمونه بنویسید. ردیف نمونه خوانده"
            " نمی‌شود و می‌ماند.",
        ),
        (
            "سرستون‌ها",
            f"ستونی که نشان «{REQUIRED}» دارد لازم است؛ هر ستون دیگر را که نمی‌دانید خالی بگذارید. برای راهنمای هر ستون، نشانگر را روی سرستون آن نگه دارید."
            " جای ستون‌ها را می‌توانید عوض کنید، نامشان را نه.",
        ),
        (
            "فهرست‌ها",
            f"خانه‌ای که فهرست دارد از همان فهرست پر می‌شود. آنجا که چند مورد پذیرفته است، «{LIST}» میان آن‌ها بگذارید.",
        ),
    ]
    if grouped:
        lines = [f"{item.title}: {notation(item)}" for item in grouped]
        pairs.append(
            (
                "چند مورد در یک خانه",
                f"یک مورد در هر خط خانه (Alt+Enter)، بخش‌ها با «{PART}» میان آن‌ها و به همین ترتیب:\n" + "\n".join(lines),
            )
        )
    if any(item.kind == q.DATE and not item.is_year for item in items):
        pairs.append(("تاریخ", _DATES["jalali"] + " به «امروز» و «سال جاری» تکیه نکنید؛ سال را بنویسید."))
    if q.NUMBER in kinds:
        pairs.append(("عدد", "عدد را بدون واحد بنویسید. رقم فارسی و لاتین، هر دو پذیرفته است."))
    if q.IMAGE in kinds:
        pairs.append(
            (
                "تصویر",
                "نام فایل تصویر را در ستون آن بنویسید و فایل را کنار فایل اکسل بفرستید؛ تصویر را در فایل اکسل نچسبانید.",
            )
        )
    pairs.append(("فرمول", "فرمول، ماکرو، ادغام خانه‌ها و پیوند به فایل‌های دیگر خوانده نمی‌شود."))
    for item in grouped:
        for part in item.parts:
            if len(part.options) > _FEW:
                pairs.append((f"{item.title}، {part.title}", " • ".join(labels(part))))
    return pairs
