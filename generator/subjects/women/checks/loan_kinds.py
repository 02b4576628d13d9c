"""What can be wrong with loans, and with the counts of those that may not be named."""

from __future__ import annotations

from generator.dataset.problems.kind import WARNING, Kind, Role

LOAN_CEILING = Kind(
    "loan-ceiling", "{title}: {found} ریال از سقف هر وام در این خط اعتباری ({expected} ریال) بیشتر است."
)
PRIVATE_LOAN = Kind(
    "private-loan",
    "{title}: مرحلهٔ این وام «{found}» است. وامی که هنوز تصویب نشده یا رد شده است با نام تعاونی عمومی نمی‌شود. این ردیف را حذف کنید و فهرستش را بیرون از مخزن نگه دارید؛ فرمان generator count-loans از آن فقط تعدادها را می‌نویسد.",
    door="{title}: مرحلهٔ این وام «{found}» است. وامی که هنوز تصویب نشده یا رد شده است با نام تعاونی عمومی نمی‌شود. فقط وام‌های تصویب‌شده را بفرستید.",
    role=Role.PRIVATE,
)
LOAN_KIND = Kind("loan-kind", "«{found}» از نوع «{expected}» است. وام قرض‌الحسنه فقط به «تعاونی» می‌رسد.")
LOAN_INACTIVE = Kind(
    "loan-inactive", "«{found}» فعال نیست. وام قرض‌الحسنه فقط به تعاونی فعال می‌رسد؛ وامی که پیش‌تر پرداخت شده می‌ماند."
)
LOAN_UNKNOWN = Kind(
    "loan-unknown",
    "روشن نیست «{found}» فعال است یا نه. وام قرض‌الحسنه به تعاونی فعال می‌رسد؛ وضعیت آن را هم در پرونده‌اش درست کنید.",
    door="روشن نیست «{found}» فعال است یا نه. وام قرض‌الحسنه به تعاونی فعال می‌رسد؛ وضعیت آن را هم در صفحه‌اش با «پیشنهاد اصلاح» درست کنید.",
    severity=WARNING,
)
LOAN_COUNTY = Kind(
    "loan-county",
    "«{where}» از شهرستان «{expected}» است، نه «{found}». تعاونی یا شهرستان را درست کنید.",
    role=Role.ANSWERED,
)
LOAN_TOTAL = Kind(
    "loan-total",
    "{title}: با این وام، جمع وام‌های تصویب‌شدهٔ «{where}» {found} ریال می‌شود و از مبلغ کل آن ({expected} ریال) بیشتر است. مبلغ و خط اعتباری این وام و وام‌های پیش از آن را بازبینی کنید.",
)
COUNT_SMALL = Kind(
    "count-small",
    "{title}: تعداد کمتر از ۳ گفته نمی‌شود، زیرا شاید فقط یک تعاونی باشد. به جای آن «{expected}» بنویسید، یا جدول را با فرمان generator count-loans بسازید.",
)
COUNT_CELL = Kind(
    "count-cell", "{title}: «{found}» پذیرفته نیست. عددی از ۳ به بالا با ارقام 0 تا 9، «کمتر از ۳» یا «پنهان» بنویسید."
)
COUNT_TOLD = Kind(
    "count-told",
    "{title}: «{found}» از تفاوت با عددهای دیگر همین مرحله به دست می‌آید. جدول را با فرمان generator count-loans بسازید، که عدد دیگری را هم می‌پوشاند.",
)
COUNT_SUMS = Kind(
    "count-sums",
    "عددهای مرحلهٔ «{expected}» با هم نمی‌خوانند: جمع شهرستان‌ها، خط‌های اعتباری و فصل‌ها باید یکی باشد. جدول را با فرمان generator count-loans از نو بسازید.",
)
COUNT_KEY = Kind(
    "count-key", "{title} («{found}») نوشته شده است، ولی این ردیف به تفکیک «{expected}» است. آن را پاک کنید."
)
COUNT_KEY_MISSING = Kind("count-key-missing", "{title} نوشته نشده است، ولی این ردیف به تفکیک «{expected}» است.")
COUNT_COLUMN = Kind(
    "count-column", "ستون «{found}» در این فهرست نیست. آن را اضافه کنید؛ نام ستون‌ها همان نام‌های جدول وام‌هاست."
)
COUNT_UNKNOWN = Kind(
    "count-unknown", "{title} در این ردیف شناخته نیست. شناسه یا نام آن را، همان‌گونه که در سایت است، بنویسید."
)
COUNT_DAY = Kind(
    "count-day",
    "تاریخ این مرحله در این ردیف نیست یا درست نیست. در ستون {expected} دست‌کم سال آن را بنویسید، مانند 1405 یا 1405-05-12.",
)
