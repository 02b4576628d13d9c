"""What the fields of one row can say against each other: the rules of the descriptor, and the words that one may name."""

from __future__ import annotations

from generator.dataset.problems.kind import WARNING, Kind, Role

DATE_ORDER = Kind("date-order", "{title} («{found}») پس از {expected} است. ترتیب تاریخ‌ها را درست کنید.")
BEFORE = Kind("before", "{title} («{found}») پیش از {expected} است. یکی از دو تاریخ را درست کنید.")
DATE_AFTER = Kind("date-after", "{title} («{found}») باید پس از {expected} باشد. یکی از دو تاریخ را درست کنید.")
PART = Kind("part", "{title} ({found}) از «{where}» ({expected}) بیشتر است. یکی از دو عدد را درست کنید.")
GOES_WITH = Kind(
    "goes-with",
    "{title} ({key}) نوشته نشده است، ولی «{expected}» ({found}) هست. آن را هم بنویسید، یا «{expected}» را حذف کنید.",
    door="{title} را هم بنویسید، چون «{expected}» ({found}) نوشته شده است؛ یا «{expected}» را حذف کنید.",
)
NOT_WITH = Kind("not-with", "{title} نوشته شده است، ولی «{where}» «{expected}» است. یکی از این دو را درست کنید.")
ONLY_WITH = Kind("only-with", "{title} «{found}» است، ولی «{where}» «{expected}» است. یکی از این دو را درست کنید.")
TARGET_INDICATOR = Kind(
    "target-indicator",
    "{title} ({key}) نوشته نشده است، ولی «{expected}» ({found}) هست. شناسهٔ شاخصی را بنویسید که این مقدار از آن است.",
    door="{title} را از فهرست انتخاب کنید، چون «{expected}» ({found}) نوشته شده است.",
)
TARGET_YEARS = Kind(
    "target-years", "{title} («{found}») باید پس از سال آغاز («{expected}») باشد. یکی از دو سال را درست کنید."
)
MEMBERS = Kind("members", "تعداد زنان عضو ({found}) از تعداد همهٔ اعضا ({expected}) بیشتر است.")
AGREED = Kind("agreed", "تعداد پذیرفته‌ها ({found}) از تعداد شناسایی‌شده‌ها ({expected}) بیشتر است.")
SEAT_ORDER = Kind(
    "seat-order", "«از تاریخ» («{found}») پس از «تا تاریخ» («{expected}») است. یکی از دو تاریخ را درست کنید."
)
LOAN_STAGE_DATE = Kind("loan-stage-date", "{title} خالی است، ولی مرحلهٔ وام «{found}» است. تاریخ آن را بنویسید.")
LOAN_STAGE_AHEAD = Kind(
    "loan-stage-ahead", "{title} («{found}») نوشته شده، ولی مرحلهٔ وام هنوز «{expected}» است. یکی را درست کنید."
)
CLOSED_OPEN = Kind(
    "closed-open",
    "{title} «{found}» است، ولی تاریخ پایان («{expected}») نوشته شده. وضعیت را درست کنید، یا تاریخ پایان را حذف کنید.",
)
CLOSED_UNSAID = Kind(
    "closed-unsaid",
    "{title} نوشته نشده است، ولی تاریخ پایان («{found}») هست. وضعیت را هم بنویسید، یا تاریخ پایان را حذف کنید.",
)
PRECISION_OF_NOTHING = Kind(
    "precision-of-nothing",
    "{title} نوشته شده است، ولی خود رقم («{where}») نه. رقم را هم بنویسید، یا «{title}» را حذف کنید.",
)
PERCENT = Kind("percent", "{title}: {found} درصد نمی‌شود؛ مقدار شاخص «{expected}» عددی از ۰ تا ۱۰۰ است.")
PERCENT_SMALL = Kind(
    "percent-small",
    "{title}: {found} درصد بسیار کم است. اگر {expected} درصد است، {expected} بنویسید.",
    severity=WARNING,
)
NEGATIVE = Kind(
    "negative", "{title}: {found} کمتر از صفر است، ولی مقدار شاخص «{expected}» منفی نمی‌شود. عدد را درست کنید."
)
NOT_WHOLE = Kind(
    "not-whole",
    "{title}: «{found}» اعشار دارد، ولی شاخص «{expected}» تعداد است (واحد: {where}). عدد را بدون اعشار بنویسید.",
)
NO_BASIS = Kind(
    "no-basis",
    "مبنای انتشار (basis) برای کسی که زنده است، یا زنده‌بودنش روشن نیست، لازم است: consent (رضایت خود او) یا public-record (سند عمومی).",
    door="مبنای انتشار برای کسی که زنده است، یا زنده‌بودنش روشن نیست، لازم است: «رضایت خود او» یا «سند عمومی».",
)
NO_CONSENT_DATE = Kind(
    "no-consent-date",
    "مبنای انتشار «رضایت خود او» است، ولی تاریخ رضایت (consented) نوشته نشده است.",
    door="مبنای انتشار «رضایت خود او» است، ولی تاریخ رضایت نوشته نشده است.",
)
CONSENT_WITHOUT_BASIS = Kind(
    "consent-without-basis",
    "تاریخ رضایت نوشته شده است، ولی مبنای انتشار «سند عمومی» است. اگر خود او رضایت داده است، مبنای انتشار را «رضایت خود او» کنید؛ وگرنه تاریخ را پاک کنید.",
)
NEEDS_CONSENT = Kind(
    "needs-consent",
    "{title} بدون رضایت خود او منتشر نمی‌شود و مبنای انتشار این پرونده «سند عمومی» است. آن را پاک کنید، یا رضایت او را بگیرید.",
)
PRIVATE_BIRTH_DAY = Kind(
    "private-birth-day",
    "روز تولدِ کسی که زنده است نوشته نمی‌شود ({found}). فقط سال را بنویسید.",
    role=Role.PRIVATE,
)
UNDER_AGE = Kind("under-age", "بر پایهٔ سال تولد، او هنوز {expected} ساله نشده است. نام افراد زیر این سن منتشر نمی‌شود.")
LIFE_DEATH = Kind("life-death", "وضعیت زندگی «{expected}» است، ولی تاریخ درگذشت نوشته شده. یکی را درست کنید.")
PHOTO_RIGHTS = Kind("photo-rights", "تصویر بدون «{title}» منتشر نمی‌شود. آن را بنویسید، یا تصویر را حذف کنید.")

# The kinds that a rule of the descriptor may name instead of its own, by their codes.
NAMED = {
    kind.code: kind
    for kind in (
        SEAT_ORDER,
        MEMBERS,
        AGREED,
        PRECISION_OF_NOTHING,
        TARGET_INDICATOR,
        TARGET_YEARS,
        LOAN_STAGE_DATE,
        LOAN_STAGE_AHEAD,
        CLOSED_OPEN,
        CLOSED_UNSAID,
        NO_BASIS,
        NO_CONSENT_DATE,
        CONSENT_WITHOUT_BASIS,
        NEEDS_CONSENT,
        PRIVATE_BIRTH_DAY,
        UNDER_AGE,
        LIFE_DEATH,
        PHOTO_RIGHTS,
    )
}
