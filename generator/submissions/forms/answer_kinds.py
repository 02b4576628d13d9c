"""What can be wrong with what is handed in, whichever way it came: answers, pages, photos."""

from __future__ import annotations

from generator.dataset.problems.kind import WARNING, Kind, Role

UNKNOWN_FORM = Kind("unknown-form", "این فرم («{found}») شناخته نیست. از فرم‌ها و فایل‌های اکسل همین سایت استفاده کنید.")
UNKNOWN_ANSWER = Kind("unknown-answer", "پرسش «{found}» در این فرم نیست. آن را حذف کنید.")
UNDIVIDED = Kind(
    "undivided",
    "{title}: در «{found}» نشانهٔ «|» نیست و روشن نیست کدام بخش است. این‌ها را به همین ترتیب، با «|» میان آن‌ها، بنویسید: {expected}. جای بخشی را که نمی‌دانید خالی بگذارید.",
)
PART_ENCLOSED = Kind(
    "part-enclosed",
    "{title}: در «{found}» نشانهٔ «|» میان گیومه یا پرانتز آمده است، ولی این نشانه بخش‌ها را از هم جدا می‌کند. به جای آن «،» یا «-» بگذارید.",
)
TOO_MANY_PARTS = Kind(
    "too-many-parts", "{title}: «{found}» بیش از اندازه بخش دارد. بخش‌ها را، به ترتیب راهنما، با «|» جدا کنید."
)
CHOICE_NEEDED = Kind("choice-needed", "یکی از پاسخ‌های «{title}» را انتخاب کنید.", role=Role.ABSENT)
PARTS_TURNED = Kind(
    "parts-turned",
    "{title}: بخش‌های «{found}» به ترتیب خود نیست. ترتیب این است: {expected}.",
)
TWO_ITEMS = Kind(
    "two-items",
    "{title}: در «{found}» گویا بیش از یک مورد در یک خط آمده است. هر مورد را در خطی جدا بنویسید (در اکسل: Alt+Enter).",
)
TOO_MANY_ITEMS = Kind("too-many-items", "{title} بیش از اندازه مورد دارد؛ بیشترین تعداد پذیرفته {expected} است.")
ANSWER_EMPTIED = Kind(
    "answer-emptied",
    "{title}: فرم نمی‌تواند این پاسخ را از صفحه پاک کند. مقدار درست را بنویسید، یا برای حذف آن به دفتر خبر دهید.",
)
REFERENCE_MISSING = Kind("reference-missing", "{title}: روشن نیست کدام منبع این را می‌گوید. منبع آن را انتخاب کنید.")
KNOWN_NAME = Kind(
    "known-name",
    "{title}: «{found}» در بانک هست، در صفحهٔ {expected}. اگر همان است، به جای این فرم همان صفحه را اصلاح کنید؛ اگر هم‌نام دیگری است، ادامه دهید.",
    severity=WARNING,
)
PHOTO_HEAVY = Kind("photo-heavy", "حجم تصویر {found} مگابایت است؛ بیشترین حجم پذیرفته ۱۰ مگابایت است.")
PHOTO_PIXELS = Kind("photo-pixels", "تصویر {found} میلیون پیکسل دارد؛ بیشترین اندازهٔ پذیرفته ۵۰ میلیون پیکسل است.")
PHOTO_SMALL = Kind("photo-small", "تصویر کوچک است ({found} پیکسل)؛ ضلع کوچک آن باید دست‌کم ۳۰۰ پیکسل باشد.")
PHOTO_KIND = Kind("photo-kind", "این فایل تصویر JPEG، PNG یا WebP نیست. پسوند نام مهم نیست؛ درون فایل باید تصویر باشد.")
PHOTO_BROKEN = Kind("photo-broken", "تصویر ناقص یا خراب است. دوباره از دوربین یا گوشی بردارید و بفرستید.")
PHOTO_CONSENT = Kind(
    "photo-consent", "تصویر فقط با رضایت خود او («مبنای انتشار: رضایت خود او» و تاریخ آن) پذیرفته می‌شود."
)
PHOTO_SOURCE = Kind(
    "photo-source", "تصویر از «{found}» پذیرفته نیست. آن را در همان فرم پیوست کنید یا کنار فایل اکسل بگذارید."
)
PHOTO_ABSENT = Kind(
    "photo-absent",
    "فایل تصویر «{found}» با آنچه فرستادید نیامده است. خود فایل را هم همراه آن بفرستید، و نامش را با پسوند آن بنویسید.",
)
PHOTO_SEVERAL = Kind(
    "photo-several",
    "چند تصویر با نامی مانند «{found}» آمده است و روشن نیست کدام از اوست. نام کامل یکی را، با پسوند آن، بنویسید.",
)
READY_SHAPE = Kind(
    "ready-shape",
    "این متن آن‌چنان که فرم سایت می‌نویسد نیست. فرم را در سایت پر کنید و فایل یا متنی را که می‌سازد بدون هیچ تغییری بفرستید.",
)
READY_KEY = Kind(
    "ready-key",
    "«{found}» از بخش‌های متنی که فرم سایت می‌نویسد نیست. آن خط را پاک کنید، یا متن را از نو در فرم بسازید.",
)
READY_TWICE = Kind("ready-twice", "«{found}» در این متن دو بار آمده است. یکی را حذف کنید.")
READY_VERSION = Kind(
    "ready-version",
    "این متن از نسخهٔ دیگری از فرم است («{found}»، نه {expected}). فرم را از نو در سایت باز کنید و دوباره بسازید.",
)
READY_LARGE = Kind(
    "ready-large",
    "این متن بیش از اندازه بلند است؛ بیشترین اندازهٔ پذیرفته {expected} کیلوبایت است. نوشته‌های بلند را کوتاه کنید.",
)
READY_HIDDEN = Kind(
    "ready-hidden",
    "نشانه‌ای نادیدنی ({found}) در متن هست که آن را جور دیگری نشان می‌دهد. متن را از نو در فرم سایت بسازید.",
)
ISSUE_ADDRESS = Kind(
    "issue-address",
    "{title}: «{found}» نشانی صفحه‌ای از این سایت نیست. نشانی را از نوار مرورگر کپی کنید؛ شکل آن یکی از این‌هاست: {expected}.",
)
ISSUE_FIELD = Kind(
    "issue-field", "«{found}» از بخش‌های پروندهٔ «{expected}» نیست. بخش دیگری انتخاب کنید، یا نشانی صفحه را درست کنید."
)
