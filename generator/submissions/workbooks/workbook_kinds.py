"""What can be wrong with a workbook, and what stands in it and is not read."""

from __future__ import annotations

from generator.dataset.problems.kind import WARNING, Kind, Role

NOT = Kind(
    "workbook-not",
    "این یک فایل اکسل نیست؛ نامی که به .xlsx پایان می‌یابد کافی نیست. فایل اکسل خام را از سایت بگیرید، در اکسل پر کنید و همان را بفرستید.",
)
KIND = Kind(
    "workbook-kind",
    "این فایل از نوع {found} است و خوانده نمی‌شود. آن را در اکسل یا لیبره‌آفیس باز کنید و با «Save As» و نوع «Excel Workbook (.xlsx)» دوباره ذخیره کنید.",
)
BROKEN = Kind(
    "workbook-broken",
    "فایل اکسل ناقص یا خراب است و باز نمی‌شود. آن را در اکسل باز کنید و با «Save As» و نوع «Excel Workbook (.xlsx)» دوباره ذخیره کنید؛ اگر باز نشد، فایل اکسل خام را از نو پر کنید.",
)
LOCKED = Kind(
    "workbook-locked",
    "فایل اکسل رمز دارد و باز نمی‌شود. در اکسل از «File»، «Info»، «Protect Workbook» رمز را حذف کنید و دوباره ذخیره کنید.",
)
MACRO = Kind(
    "workbook-macro",
    "در فایل اکسل ماکرو هست و برای ایمنی خوانده نمی‌شود. آن را با «Save As» و نوع «Excel Workbook (.xlsx)» ذخیره کنید، نه «Macro-Enabled».",
)
LINKS = Kind(
    "workbook-links",
    "فایل اکسل به فایلی دیگر وصل است و برای ایمنی خوانده نمی‌شود. نوشته‌ها را در فایل اکسل خام کپی کنید (Paste Special، Values) و همان را بفرستید.",
)
LARGE = Kind(
    "workbook-large",
    "حجم فایل اکسل {found} است؛ بیشترین حجم پذیرفته {expected} است. اگر تصویری در آن چسبانده‌اید، بردارید و فایل تصویر را کنار فایل اکسل بگذارید؛ وگرنه ردیف‌ها را در چند فایل اکسل بخش کنید.",
)
BOMB = Kind(
    "workbook-bomb",
    "فایل اکسل هنگام باز شدن بیش از اندازه بزرگ می‌شود ({found}). فقط ردیف‌های پرشده را در فایل اکسل خام کپی کنید و همان را بفرستید.",
)
FAR = Kind(
    "workbook-far",
    "در برگهٔ «{expected}»، ردیف {found}، خانه‌ای دور از جدول پر شده است. ردیف‌ها و ستون‌های پس از جدول را انتخاب کنید، پاک کنید (Delete) و دوباره ذخیره کنید.",
)
ROWS = Kind(
    "workbook-rows",
    "فایل اکسل {found} ردیف پرشده دارد؛ بیشترین تعداد پذیرفته {expected} است. ردیف‌ها را در چند فایل اکسل بخش کنید.",
)
EMPTY = Kind("workbook-empty", "در برگهٔ «{found}» هیچ ردیفی پر نشده است. ردیف‌ها را زیر ردیف نمونه بنویسید.")
NO_SHEET = Kind(
    "workbook-no-sheet",
    "در این فایل اکسل برگه‌ای با سرستون‌های «{expected}» نیست (برگه‌هایی که هست: {found}). سرستون‌ها را از فایل اکسل خام برگردانید، یا ردیف‌ها را در آن کپی کنید.",
)
UNKNOWN = Kind(
    "workbook-unknown",
    "سرستون‌های این فایل اکسل از آنِ هیچ‌یک از فایل‌های اکسل سایت نیست (برگه‌هایی که هست: {found}). فایل اکسل خام را از سایت بگیرید و ردیف‌ها را در آن کپی کنید.",
)
OTHER_FORM = Kind(
    "workbook-other-form",
    "این فایل اکسل برای «{expected}» است، ولی سرستون‌های برگهٔ آن از آنِ «{found}» است. ردیف‌ها را در فایل اکسل «{found}» کپی کنید.",
)
TWO_SHEETS = Kind(
    "workbook-two-sheets", "ردیف‌ها در چند برگه پخش شده‌اند: {found}. همه را به یک برگه ببرید و برگه‌های دیگر را پاک کنید."
)
TWO_SHEETS_HIDDEN = Kind(
    "workbook-two-sheets-hidden",
    "ردیف‌ها در چند برگه پخش شده‌اند: {found}. {expected} پنهان است؛ روی نام یکی از برگه‌ها راست‌کلیک کنید و با «Unhide» آن را ببینید. همه را به یک برگه ببرید و برگه‌های دیگر را پاک کنید.",
)
SHEET_HIDDEN = Kind(
    "workbook-sheet-hidden",
    "برگهٔ «{found}» پنهان است، ولی خوانده شد. برای دیدن آن روی نام یکی از برگه‌ها راست‌کلیک کنید و «Unhide» را بزنید.",
    severity=WARNING,
)
SHEET_UNREAD = Kind(
    "workbook-sheet-unread",
    "در برگهٔ «{found}»، در ردیف {expected}، نوشته‌ای هست که خوانده نشد؛ فقط ردیف‌های برگهٔ «{where}» خوانده می‌شود. اگر کسی یا چیزی را معرفی می‌کند، آن را در آن برگه بنویسید.",
    severity=WARNING,
)
COMMENTS = Kind(
    "workbook-comments",
    "یادداشت‌های روی خانه‌ها (Comment) خوانده نشد؛ تعداد آن‌ها {found} است. اگر جزو پاسخ‌هاست، آن را در خود خانه‌ها بنویسید.",
    severity=WARNING,
)
ROWS_HIDDEN = Kind(
    "workbook-rows-hidden",
    "ردیف‌های پنهان هم خوانده شدند: {found}. اگر نباید فرستاده می‌شدند، آن‌ها را با «Unhide» آشکار و سپس پاک کنید.",
    severity=WARNING,
)
COLUMNS_HIDDEN = Kind(
    "workbook-columns-hidden",
    "ستون‌های پنهان هم خوانده شدند: {found}. اگر نباید فرستاده می‌شدند، آن‌ها را با «Unhide» آشکار و سپس پاک کنید.",
    severity=WARNING,
)
BLANK = Kind(
    "workbook-blank",
    "نشانه یا واژه‌ای مانند «-» یا «ندارد» را خالی خواندیم؛ تعداد این خانه‌ها {found} است، از جمله در ستون «{expected}».",
    severity=WARNING,
)
STRUCK = Kind(
    "workbook-struck",
    "{title}: روی نوشتهٔ این خانه خط کشیده شده است (Strikethrough)، ولی خوانده شد. اگر نادرست است، پاکش کنید؛ وگرنه خط را حذف کنید.",
    severity=WARNING,
    role=Role.CELL,
)
COLUMN = Kind(
    "workbook-column",
    "ستون «{found}» در این فایل اکسل شناخته نیست. سرستون را به همان نام فایل اکسل خام برگردانید، یا ستون را پاک کنید.",
)
COLUMN_MISSING = Kind(
    "workbook-column-missing", "ستون «{found}» در فایل اکسل نیست، ولی لازم است. آن را با همین نام برگردانید."
)
COLUMN_UNNAMED = Kind(
    "workbook-column-unnamed",
    "ستون {found} سرستون ندارد، ولی در ردیف {expected} آن چیزی نوشته شده است. نوشته را پاک کنید یا نام ستون را بنویسید.",
)
MERGED = Kind(
    "workbook-merged",
    "خانه‌های {found} در هم ادغام شده‌اند و روشن نیست نوشته از آنِ کدام ردیف است. ادغام را حذف کنید (Unmerge) و هر خانه را جدا پر کنید.",
)
FORMULA = Kind(
    "workbook-formula",
    "{title}: در این خانه فرمول هست و فرمول خوانده نمی‌شود. خود مقدار را بنویسید (کپی با Paste Special، Values).",
    role=Role.CELL,
)
ERROR = Kind("workbook-error", "{title}: در این خانه خطای اکسل هست. خانه را پاک کنید و مقدار را بنویسید.")
DATE = Kind(
    "workbook-date",
    "{title}: اکسل نوشتهٔ این خانه را تاریخ یا ساعت کرده است و روشن نیست چه نوشته بودید. نوع خانه را Text بگذارید و دوباره بنویسید.",
    role=Role.CELL,
)
DAY = Kind(
    "workbook-day",
    "{title}: در این خانه روز «{found}» است و آن را «{expected}» خواندیم. اکسل از سال دورقمی شمسی هم روز میلادی می‌سازد؛ اگر چنین شده است، نوع خانه را Text بگذارید و سال را با چهار رقم بنویسید.",
    severity=WARNING,
    role=Role.CELL,
)
LONG = Kind("workbook-long", "{title}: نوشته {found} حرف دارد و از گنجایش یک خانهٔ اکسل بیشتر است. آن را کوتاه کنید.")
HIDDEN = Kind(
    "workbook-hidden",
    "{title}: نشانه‌ای نادیدنی ({found}) در نوشته هست که آن را جور دیگری نشان می‌دهد. خانه را پاک کنید و نوشته را از نو بنویسید.",
    role=Role.CELL,
)
EXAMPLE = Kind(
    "workbook-example",
    "ردیف {found} با «نمونه:» آغاز می‌شود و خوانده نشد. اگر ردیف خود شماست، «نمونه:» را از آغاز آن پاک کنید.",
    severity=WARNING,
    role=Role.CELL,
)
PICTURES = Kind(
    "workbook-pictures",
    "تصویری در فایل اکسل چسبانده شده است و خوانده نمی‌شود. فایل تصویر را کنار فایل اکسل بگذارید و نامش را در ستون تصویر بنویسید.",
    severity=WARNING,
    role=Role.CELL,
)
