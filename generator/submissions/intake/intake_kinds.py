"""What the intake says of a hand-in as a whole: of which record it is, and what it would break."""

from __future__ import annotations

from generator.dataset.problems.kind import WARNING, Kind

UNKNOWN_TARGET = Kind("unknown-target", "پرونده‌ای با شناسهٔ «{found}» نیست. نشانی صفحه را از خود سایت کپی کنید.")
UNKNOWN_RECORD = Kind("unknown-record", "{title}: «{found}» هنوز در سایت نیست. نخست خود آن را بفرستید، سپس این را.")
TRANSLITERATED = Kind(
    "transliterated",
    "نام لاتین نوشته نشده بود؛ شناسهٔ «{found}» از روی نام فارسی ساخته شد. شناسه نشانی همیشگی صفحه است؛ اگر املای دیگری دارد، پیش از پذیرفتن نام لاتین را بنویسید.",
    severity=WARNING,
)
ID_NOT_FREE = Kind(
    "id-not-free",
    "شناسهٔ «{found}» را نمی‌توان انتخاب کرد: یا پروندهٔ دیگری آن را دارد یا داشته است، یا درست نوشته نشده است. شناسه از حرف‌های کوچک لاتین، رقم و خط تیره است و کوتاه.",
)
ID_KNOWN = Kind(
    "id-known", "این پاسخ‌ها دربارهٔ صفحه‌ای است که از پیش هست («{found}») و شناسهٔ آن عوض نمی‌شود. --id را حذف کنید."
)
ID_FOR_ONE = Kind(
    "id-for-one", "شناسهٔ «{found}» را فقط برای یک پروندهٔ تازه می‌توان گفت، ولی اینجا چند مورد هست. هر یک را جدا بدهید."
)
TWICE = Kind("twice", "«{found}» دو بار آمده است. یکی را حذف کنید.")
TWICE_ROW = Kind("twice-row", "{found} همان {others} است: همان {expected}. یکی را پاک کنید.")
TWICE_ROW_BUT = Kind(
    "twice-row-but",
    "{found} همان {others} است: همان {expected}. یکی را پاک کنید؛ اگر یکی نیستند، «{title}» را هم بنویسید.",
)
BARE_ROW = Kind(
    "bare-row",
    "در این ردیف فقط «{title}» نوشته شده است. اگر جمع، امضا یا یادداشت است، ردیف را پاک کنید؛ وگرنه این ستون‌ها را هم پر کنید: {expected}.",
)
SAME_ANSWERS = Kind("same-answers", "{found} همان {others} است: همهٔ پاسخ‌ها یکی است. یکی را پاک کنید.")
ELSEWHERE = Kind(
    "elsewhere", "با این پاسخ، {others} نادرست می‌شود؛ پاسخ را درست کنید، یا نخست آنجا را. خطای آنجا: {expected}"
)
FOLDER_GIVEN = Kind(
    "folder-given", "«{found}» پوشه است، نه فایل. فایل‌های درون آن را یکی‌یکی نام ببرید، مانند {expected}."
)

# A value as it was typed, before what became of it; both stand between quotation marks.
DOOR_TYPED = "{typed}»، یعنی «{found}"
# How a place is called there: a row of a workbook, alone or with the workbook's name, a page, and what has no page.
DOOR_ROW, DOOR_ROW_OF, DOOR_PAGE, DOOR_SITE = "ردیف {row}", "ردیف {row} «{file}»", "صفحهٔ {address}", "سایت"
# The same in a copy of some of its rows.
DOOR_THIS_ROW, DOOR_ROW_SENT = "این ردیف", "{row} فایل پیشین"
DOOR_TABLE, DOOR_TABLE_ROW = "جدول «{title}»", "ردیف «{row}» در {table}"
