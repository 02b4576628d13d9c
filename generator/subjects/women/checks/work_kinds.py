"""What can be wrong with the work in the counties: meetings and reports, seats, documents and the values of indicators."""

from __future__ import annotations

from generator.dataset.problems.kind import WARNING, Kind, Role

REPORT_PROGRAM = Kind(
    "report-program",
    "{title} «{found}» است، ولی مصوبه‌ای که این گزارش از آن است به برنامهٔ «{expected}» پیوند دارد. یکی از دو پیوند را درست کنید.",
    severity=WARNING,
)
SEAT_TWICE = Kind(
    "seat-twice",
    "{expected} دو بار آمده است: اینجا «{found}» و در {others} «{where}». اگر یکی از آن دو رفته است، «تا تاریخ» آن را بنویسید.",
)
SEAT_HELD = Kind(
    "seat-held",
    "{expected} هم خالی نوشته شده و هم از «{found}» پر است ({others}). اگر کسی از آن رفته است، در همان ردیف «تا تاریخ» را بنویسید؛ وگرنه «از تاریخ» را اینجا هم بنویسید، یا این ردیف را حذف کنید.",
)
DOCUMENT_TWICE = Kind(
    "document-twice",
    "{title}: سند «{found}» در {others} هم هست. هر شهرستان یک سند دارد و استان هم یکی؛ دو پرونده را یکی کنید، یا سطح را درست کنید.",
    door="{title}: «{found}» پیش از این هم سند دارد ({others}). هر شهرستان یک سند دارد و استان هم یکی. اگر همان سند است، این را حذف کنید و آن را در صفحهٔ خودش با «پیشنهاد اصلاح» کامل کنید؛ وگرنه سطح را درست کنید.",
    role=Role.SAME_RECORD,
)
TARGET_UP = Kind(
    "target-up",
    "{title} ({found}) از مقدار آغاز ({expected}) کمتر است، ولی در شاخص «{where}» هرچه بیشتر، بهتر. دو مقدار را بازبینی کنید.",
    severity=WARNING,
)
TARGET_DOWN = Kind(
    "target-down",
    "{title} ({found}) از مقدار آغاز ({expected}) بیشتر است، ولی در شاخص «{where}» هرچه کمتر، بهتر. دو مقدار را بازبینی کنید.",
    severity=WARNING,
)
POPULATION_ZERO = Kind(
    "population-zero", "{title}: جمعیت صفر نمی‌شود. مقدار درست را بنویسید؛ اگر آن را نمی‌دانید، این ردیف را حذف کنید."
)

# Parts of these sentences: a seat.
SEAT = "{role} کنونی کارگروه شهرستان «{county}»"
SEAT_OF = "سمت «{role}» کارگروه شهرستان «{county}»"
