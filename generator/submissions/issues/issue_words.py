"""The words of an issue form: its notices, and the help and placeholder of each question.

All of it is made from the questions. Shapes: a Question in, Persian text out. Errors: none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.persian.digits import fa
from generator.submissions.forms import questions as q
from generator.submissions.forms.limits import number_words, shape_words
from generator.submissions.forms.questions import LIST, NO, PART, YES, Question
from generator.submissions.issues.issue_questions import LONGEST_IN_LINE, option_labels

NOTATION = f"یک مورد در هر خط، بخش‌ها با «{PART}»"
PUBLIC = (
    "**این فرم و تاریخچهٔ آن برای همیشه عمومی است.** کد ملی، شمارهٔ همراه، تلفن و نشانی خانه، ایمیل شخصی، شمارهٔ"
    " کارت، روز تولد، و چیزی دربارهٔ ازدواج، بیماری، دین یا دریافت کمک ننویسید؛ در عنوان فرم هم."
)
BLANK = "آنچه را نمی‌دانید، خالی بگذارید. پس از فرستادن هم می‌توانید فرم را ویرایش کنید."
CONSENT = (
    "نام کسی که زنده است با رضایت خود او، یا بر پایهٔ سندی عمومی، منتشر می‌شود. پیش از فرستادن از خود او بپرسید. اینجا جایی برای"
    " امضای رضایت نیست: فقط مبنای انتشار و تاریخ رضایت را بنویسید."
)
_FEW = 8
_DATES = {
    "jalali": "سال (۱۳۹۹)، ماه (۱۳۹۹-۰۵) یا روز (۱۳۹۹-۰۵-۱۲) شمسی.",
    "historical": "سال (۱۳۹۹)، ماه (۱۳۹۹-۰۵) یا روز (۱۳۹۹-۰۵-۱۲) شمسی؛ «حدود ۱۳۲۰»، «دههٔ ۱۳۴۰»، «۷۴۵ هجری قمری» و"
    " «۲۰۱۲ میلادی» هم پذیرفته است.",
}


def office_notice(office: Mapping[str, str]) -> str:
    """Return how to reach the office without a public page; where it has no contact yet, that its page will have it."""
    name = office.get("name") or "دفتر"
    ways = [
        f"{label} {_isolated(fa(office[key]) if key == 'phone' else office[key])}"
        for key, label in (("phone", "تلفن"), ("email", "ایمیل"))
        if office.get(key)
    ]
    if not ways:
        return f"راه بهتر، تماس با {name} است که کسی آن را نمی‌بیند؛ راه تماس در صفحهٔ «حریم خصوصی» سایت می‌آید."
    return f"راه بهتر، تماس با {name} است که کسی آن را نمی‌بیند: {'، '.join(ways)}."


def description(item: Question, lists: Mapping[str, str]) -> str:
    """Return what stands above an answer: help, what it must be like, an example.

    ``lists`` names the lists of the form by key: a part of that key points at their items.
    """
    # A group says so much that each of its parts has a line of its own.
    between = "\n" if item.kind == q.ITEMS and not item.is_plain_list else " "
    parts = [fa(item.help).rstrip(".") + "." if item.help else "", *_limits(item, lists)]
    if item.example and item.kind != q.ITEMS and not shape_words(item):
        parts.append(f"نمونه: {_example(item)}")
    return between.join(filter(None, parts))


def placeholder(item: Question) -> str:
    """Return what stands grey in an empty answer: the example, or the notation of a repeating group."""
    if item.kind != q.ITEMS or item.is_plain_list:
        return _example(item)
    return f"{NOTATION}: {notation(item)}\n{_sample(item)}".rstrip()


def notation(item: Question) -> str:
    """Return the parts of a repeating group in their order."""
    return f" {PART} ".join(part.title for part in item.parts)


def _example(item: Question) -> str:
    """Return an example as people write it: of a choice its label, of a date or a number with Persian digits."""
    if item.options:
        return item.options.get(item.example, item.example)
    return fa(item.example) if item.kind in (q.DATE, q.NUMBER) else item.example


def _sample(item: Question) -> str:
    """Return one line as it is to be written; what the descriptor gives no example for is left blank."""
    # The first of a few options is an example; the first of many would be one at random.
    texts = [
        _example(part) or (option_labels(part.options)[0] if 0 < len(part.options) <= _FEW else "")
        for part in item.parts
    ]
    return f" {PART} ".join(texts) if any(texts) else ""


def _limits(item: Question, lists: Mapping[str, str]) -> Iterator[str]:
    if item.kind == q.CHOICES:
        yield "یک یا چند گزینه انتخاب کنید. به ترتیب همین فهرست نوشته می‌شوند؛ اگر ترتیب دیگری باید باشد، پس از"
        yield "فرستادن، فرم را ویرایش کنید."
    elif item.kind == q.DATE and not item.is_year:
        yield _DATES.get(item.calendar or "", "")
    elif item.kind == q.NUMBER:
        yield number_words(item)
    elif item.kind == q.LINK:
        yield "نشانی کامل صفحه، با https:// در آغاز آن."
    elif item.kind == q.IMAGE:
        yield "تصویر را اینجا بکشید و رها کنید. نام عکاس و مجوز انتشار هم لازم است."
    elif item.kind == q.ITEMS:
        yield from _items(item, lists)
    if item.kind in (q.TEXT, q.LINES, q.DATE):
        yield from _text(item)
    if item.consent:
        yield "فقط با رضایت خود او؛ اگر مبنای انتشار «سند عمومی» است، خالی بگذارید."
    if item.contact:
        yield "فقط برای تماس با دفتر؛ شماره و نشانی خود کسی را ننویسید."


def _text(item: Question) -> Iterator[str]:
    shape = shape_words(item)
    if shape:
        yield shape
    if item.kind == q.DATE:
        return
    if item.shortest > 1 and item.longest:
        yield f"از {fa(item.shortest)} تا {fa(item.longest)} حرف."
    elif item.shortest > 1:
        yield f"دست‌کم {fa(item.shortest)} حرف."
    elif item.longest:
        yield f"حداکثر {fa(item.longest)} حرف."


def _items(item: Question, lists: Mapping[str, str]) -> Iterator[str]:
    if item.is_plain_list:
        divided = f"، یا با «{LIST}» میان آن‌ها" if item.parts[0].longest <= LONGEST_IN_LINE else ""
        yield f"هر مورد در یک خط{divided}."
        yield from _text(item.parts[0])
        return
    yield f"{NOTATION}: {notation(item)}."
    yield "بخشی را که نمی‌دانید خالی بگذارید، ولی نشانهٔ آن را نه."
    needed = [part.title for part in item.parts if part.required]
    if needed:
        yield f"در هر مورد لازم است: {'، '.join(needed)}."
    for part in item.parts:
        if part.is_plain_list and part.key in lists:
            yield f"{part.title}: شمارهٔ آن در «{lists[part.key]}» (۱، ۲)؛ اگر آنجا یک مورد بیشتر نیست، خالی بگذارید."
        elif part.kind == q.BOOLEAN:
            yield (
                f"{part.title} («{YES}» یا «{NO}»): {fa(part.help).rstrip('.')}."
                if part.help
                else f"{part.title}: «{YES}» یا «{NO}»."
            )
        elif part.help:
            yield f"{part.title}: {fa(part.help).rstrip('.')}."
        elif part.is_year:
            yield f"{part.title}: {shape_words(part)}"
        elif part.kind == q.DATE:
            yield f"{part.title}: {_DATES.get(part.calendar or '', '')}"
        if part.options:
            yield f"{part.title} یکی از این‌هاست: {'؛ '.join(option_labels(part.options))}."


def _isolated(text: str) -> str:
    """Return a number or an address that keeps its direction inside a Persian sentence."""
    return f"\u2068{text}\u2069"
