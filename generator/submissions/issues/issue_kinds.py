"""What can be wrong with an issue: its event, and the structure of its body."""

from __future__ import annotations

from generator.dataset.problems.kind import WARNING, Kind

EVENT = Kind("issue-event", "این فایل رویداد یک فرم مخزن نیست ({found}). فایل رویداد را همان‌گونه که مخزن می‌دهد بدهید.")
NO_FORM = Kind(
    "issue-no-form",
    "این نوشته از هیچ‌یک از فرم‌ها نیست. در مخزن «New issue» را بزنید، یکی از فرم‌ها را انتخاب کنید و پر کنید.",
)
TWO_FORMS = Kind(
    "issue-two-forms",
    "برچسب چند فرم بر این نوشته است ({found}) و روشن نیست کدام پر شده است. فقط برچسب یک فرم را نگه دارید.",
)
EMPTY = Kind("issue-empty", "متن فرم خالی است. فرم تازه‌ای باز کنید و پر کنید.")
NO_HEADINGS = Kind(
    "issue-no-headings", "هیچ‌یک از پرسش‌های فرم در متن آن نیست. سرخط‌های «###» را برگردانید، یا فرم تازه‌ای پر کنید."
)
OUTSIDE = Kind(
    "issue-outside", "پیش از نخستین پرسش فرم نوشته‌ای هست: «{found}». آن را پاک کنید، یا زیر پرسش خودش ببرید."
)
TWO_PEOPLE = Kind("issue-two-people", "گویا دو نفر، یا دو مورد، در یک فرم معرفی شده‌اند. برای هر یک فرمی جدا بسازید.")
OTHER_FORM = Kind(
    "issue-other-form",
    "پرسش‌های این نوشته از فرم دیگری است، نه از فرمی که برچسبش را دارد. فرم درست را از نو پر کنید، یا برچسب را درست کنید.",
)
HEADING_TWICE = Kind(
    "issue-heading-twice",
    "سرخط «### {found}» دو بار در فرم آمده است و روشن نیست پاسخ کدام است. یکی را پاک کنید؛ اگر جزو پاسخ است، ### را از آغازش حذف کنید.",
)
HEADING_ORDER = Kind(
    "issue-heading-order",
    "سرخط «### {found}» در جای خود نیست. سرخط‌ها را به ترتیب خود فرم برگردانید؛ اگر جزو پاسخ است، ### را از آغازش حذف کنید.",
)
BLANK_LINES = Kind(
    "issue-blank-lines",
    "خط‌های خالی فرم از میان رفته‌اند و روشن نیست هر پاسخ کجا تمام می‌شود. پیش از هر سرخط «###» یک خط خالی بگذارید، یا فرم تازه‌ای پر کنید.",
)
HEADING_SHAPE = Kind(
    "issue-heading-shape",
    "خط «{found}» به سرخط فرم می‌ماند، ولی همان نیست. آن را به شکل «{expected}» برگردانید؛ اگر جزو پاسخ است، # را از آغازش حذف کنید.",
)
HEADING_BARE = Kind(
    "issue-heading-bare",
    "خط «{found}» سرخط فرم است، ولی نشانه‌اش افتاده است. آن را به شکل «{expected}» برگردانید.",
)
HEADING_LOST = Kind(
    "issue-heading-lost",
    "سرخط «### {title}» در فرم نیست. آن را در خطی جدا، میان دو خط خالی، برگردانید و پاسخ را زیرش بنویسید.",
)
HEADING_INSIDE = Kind(
    "issue-heading-inside",
    "{title}: خط «{found}» جزو این پاسخ نیست. شاید سرخطی پاک یا عوض شده باشد؛ سرخط را برگردانید، یا این خط را پاک کنید.",
)
COMMENT = Kind(
    "issue-comment",
    "{title}: یادداشتی پنهان (<!-- … -->) در پاسخ بود و خوانده نشد. اگر جزو پاسخ است، آن را بیرون از این نشانه‌ها بنویسید.",
    severity=WARNING,
)
HIDDEN = Kind(
    "issue-hidden",
    "{title}: نشانه‌ای نادیدنی ({found}) در پاسخ هست که آن را جور دیگری نشان می‌دهد. پاسخ را پاک کنید و از نو بنویسید.",
)
MISSING = Kind("issue-missing", "«{title}» نوشته نشده است. پاسخ را زیر سرخط «### {title}» بنویسید.")
