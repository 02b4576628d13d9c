"""What can be wrong between records: ids, files and folders, references, and the same thing written twice."""

from __future__ import annotations

from generator.dataset.problems.kind import Kind, Role

ID_FILE = Kind(
    "id-file",
    "شناسهٔ «{found}» با نام فایل یکی نیست. اگر این فایل کپی فایلی دیگر است، شناسه‌اش را «{expected}» بگذارید؛ وگرنه نام فایل را «{found}.yml».",
)
FILE_COPY = Kind(
    "file-copy",
    "نام فایل («{found}») درست نیست و شناسهٔ درون آن از آنِ فایلی دیگر است. اگر کپی است، پاکش کنید؛ وگرنه نام و شناسه‌ای تازه به آن بدهید، مانند «{expected}».",
    role=Role.WRONG,
)
ID_WRONG = Kind(
    "id-wrong",
    "شناسهٔ «{found}» درست نیست. شناسه همان نام فایل است؛ آن را «{expected}» بگذارید.",
    role=Role.WRONG,
)
FILE_NAME = Kind(
    "file-name",
    "نام فایل («{found}») درست نیست. در آن فقط حرف‌های کوچک لاتین، رقم و خط تیره می‌آید، مانند «{expected}.yml».",
    role=Role.WRONG,
)
ID_RESERVED = Kind("id-reserved", "شناسهٔ «{found}» برای صفحه‌های خود سایت کنار گذاشته شده است. شناسهٔ دیگری بگذارید.")
ID_FORMER = Kind("id-former", "شناسهٔ «{found}» شناسهٔ پیشین «{expected}» است و نباید دوباره به کار رود.")
COUNTY_TABLE = Kind("county-table", "{title}: این ردیف از «{found}» است. آن را به فایل {expected} ببرید.")
COUNTY_FOLDER = Kind(
    "county-folder",
    "فایل در پوشهٔ «{found}» است، ولی {title} آن {expected}. فایل را جابه‌جا کنید، یا {title} را درست کنید.",
)
REPEATED_COUNTY = Kind("repeated-county", "{title}: «{found}» همان شهرستان اصلی است. آن را از شهرستان‌های دیگر بردارید.")
DUPLICATE_VALUE = Kind(
    "duplicate-value", "{title}: «{found}» پیش از این هم آمده است ({others}). هر مقدار باید یکتا باشد."
)
RECORD_TWICE = Kind(
    "record-twice",
    "{title}: «{found}» پیش از این هم هست ({others})، با همین {expected}. اگر یکی‌اند، یکی را حذف کنید و آن دیگری را درست کنید؛ اگر نه، عنوان‌ها را از هم جدا کنید.",
    door="{title}: «{found}» پیش از این هم هست ({others})، با همین {expected}. اگر همان است، این را حذف کنید و آن را در صفحهٔ خودش با «پیشنهاد اصلاح» درست کنید؛ اگر نه، عنوان را روشن‌تر بنویسید.",
    role=Role.SAME_RECORD,
)
ROW_TWICE = Kind(
    "row-twice",
    "این ردیف پیش از این هم هست ({others})، با همین {expected}. فقط یکی را نگه دارید.",
    role=Role.SAME_ROW,
)
ROW_TWICE_BUT = Kind(
    "row-twice-but",
    "این ردیف پیش از این هم هست ({others})، با همین {expected}. فقط یکی را نگه دارید؛ اگر یکی نیستند، «{title}» را در هر دو روشن‌تر بنویسید.",
    role=Role.SAME_ROW,
)
UNKNOWN_REFERENCE = Kind(
    "unknown-reference",
    "{title}: «{found}» در فهرست «{expected}» نیست.",
    role=Role.WRONG,
)
UNKNOWN_REFERENCE_LISTED = Kind(
    "unknown-reference-listed",
    "{title}: «{found}» در فهرست «{expected}» نیست. شناسهٔ درست را از ستون id فایل {others} بردارید.",
    door="{title}: «{found}» در فهرست «{expected}» نیست. یکی از گزینه‌های فهرست همان خانه را انتخاب کنید.",
    role=Role.WRONG,
)
UNKNOWN_LISTED = Kind(
    "unknown-listed",
    "{title}: «{found}» در «{expected}» این پرونده نیست. شناسه‌هایی که آنجا هستند: {choices}.",
    door="{title}: «{found}» در «{expected}» نیست. شمارهٔ یکی از این‌ها را بنویسید: {choices}.",
    role=Role.WRONG,
)
ITEM_UNKNOWN = Kind(
    "item-unknown",
    "{title}: «{found}» در {expected} نیست. شناسه‌هایی که آنجا هستند: {choices}.",
    door="{title}: «{found}» در {expected} نیست. یکی از این‌ها را بنویسید: {choices}.",
    role=Role.WRONG,
)
ITEM_OF_EMPTY = Kind(
    "item-of-empty",
    "{title}: «{found}» پیدا نشد، زیرا در {expected} چیزی نوشته نشده است. شناسه را حذف کنید، یا نخست آن را در فایل {others} بنویسید.",
    door="{title}: «{found}» پیدا نشد، زیرا در {expected} چیزی نیست. «{where}» درست را انتخاب کنید، یا این خانه را خالی بگذارید.",
    role=Role.WRONG,
)
ITEM_OF_NOTHING = Kind(
    "item-of-nothing",
    "{title}: «{found}» نوشته شده، ولی «{expected}» خالی است و روشن نیست این شناسه از کدام پرونده است. «{expected}» را هم بنویسید، یا شناسه را حذف کنید.",
    door="{title}: «{found}» نوشته شده، ولی «{expected}» خالی است. «{expected}» را هم بنویسید، یا این خانه را خالی بگذارید.",
    role=Role.WRONG,
)
UNKNOWN_AREA = Kind(
    "unknown-area",
    "{title}: «{found}» شهرستان نیست. شناسهٔ یک شهرستان، province (استان) یا country (کشور) را بنویسید.",
    door="{title}: «{found}» شهرستان نیست. نام یک شهرستان، «استان» یا «کشور» را انتخاب کنید.",
    role=Role.WRONG,
)
UNKNOWN_AREA_LOCAL = Kind(
    "unknown-area-local",
    "{title}: «{found}» شهرستان نیست. شناسهٔ یک شهرستان یا province (استان) را بنویسید.",
    door="{title}: «{found}» شهرستان نیست. نام یک شهرستان یا «استان» را انتخاب کنید.",
    role=Role.WRONG,
)
AREA_LOCAL = Kind(
    "area-local",
    "{title}: «{found}» اینجا جایی ندارد. شناسهٔ یک شهرستان یا province (استان) را بنویسید.",
    door="{title}: «{found}» اینجا جایی ندارد. نام یک شهرستان یا «استان» را انتخاب کنید.",
)

# Parts of these sentences: a list of another record, and where a record belongs.
LIST_OF = "«{list}»ی «{record}»"
PLACE = "«{name}» است و جایش پوشهٔ «{folder}»"
