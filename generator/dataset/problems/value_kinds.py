"""What can be wrong with one value: missing, of another type, no such date, badly spelt."""

from __future__ import annotations

from generator.dataset.problems.kind import WARNING, Kind, Role

REQUIRED = Kind(
    "required",
    "{title} ({key}) نوشته نشده است. این مقدار لازم است.",
    door="{title} را وارد کنید.",
    role=Role.ABSENT,
)
TOO_FEW = Kind(
    "too-few",
    "{title} ({key}) نوشته نشده است. دست‌کم {expected} کنید.",
    door="دست‌کم {expected} کنید.",
    role=Role.ABSENT,
)
PLACEHOLDER = Kind(
    "placeholder",
    "{title}: «{found}» چیزی به خواننده نمی‌گوید. اگر مقدار را نمی‌دانید، آن را خالی بگذارید.",
    role=Role.EMPTY,
)
PLACEHOLDER_NEEDED = Kind(
    "placeholder-needed",
    "{title}: «{found}» چیزی به خواننده نمی‌گوید، و این مقدار لازم است. خود مقدار را بنویسید.",
    door="{title}: «{found}» پاسخ نیست، و این پاسخ لازم است. خود پاسخ را بنویسید.",
    role=Role.EMPTY,
)
TYPE_INTEGER = Kind(
    "type-integer",
    "{title}: «{found}» عدد درست نیست. فقط ارقام 0 تا 9 بنویسید، بدون ویرگول، واحد و نشانهٔ دیگر.",
    role=Role.WRONG,
)
TYPE_NUMBER = Kind(
    "type-number",
    "{title}: «{found}» عدد درست نیست. فقط ارقام 0 تا 9 و اگر لازم است یک نقطه بنویسید، مانند 12.5.",
    role=Role.WRONG,
)
TYPE_BOOLEAN = Kind(
    "type-boolean",
    "{title}: «{found}» پذیرفته نیست. true (آری) یا false (نه) بنویسید.",
    door="{title}: «{found}» پذیرفته نیست. «بله» یا «خیر» بنویسید.",
    role=Role.WRONG,
)
TYPE_OTHER = Kind("type-other", "{title}: «{found}» از نوع درست نیست.")
MINIMUM = Kind("minimum", "{title}: {found} کمتر از کمترین مقدار پذیرفته ({expected}) است.")
MINIMUM_RIALS = Kind(
    "minimum-rials",
    "{title}: {found} کمتر از کمترین مقدار پذیرفته ({expected}) است. مبلغ به ریال است؛ هر تومان ۱۰ ریال.",
)
MAXIMUM = Kind("maximum", "{title}: {found} بیشتر از بیشترین مقدار پذیرفته ({expected}) است.")
MIN_LENGTH = Kind(
    "min-length",
    "{title}: «{found}» کوتاه است؛ دست‌کم {expected} حرف بنویسید.",
    role=Role.BESIDE,
)
MAX_LENGTH = Kind(
    "max-length",
    "{title}: «{found}» {where} حرف دارد؛ بیشترین تعداد پذیرفته {expected} حرف است.",
    role=Role.BESIDE,
)
PATTERN = Kind(
    "pattern",
    "{title}: «{found}» به شکل درست نوشته نشده است. {expected}",
    role=Role.BESIDE,
    shows_example=True,
)
UNKNOWN_VALUE = Kind(
    "unknown-value",
    "{title}: «{found}» شناخته نیست. یکی از این‌ها را بنویسید: {choices}.",
    door="{title}: «{found}» شناخته نیست. یکی از این‌ها را انتخاب کنید: {choices}.",
    role=Role.WRONG,
)
SEVERAL_IN_ONE = Kind(
    "several-in-one",
    "{title}: در «{found}» چند مورد در یک خط آمده است. هر مورد را در خطی جدا، پس از «- »، بنویسید.",
    door="{title}: در «{found}» چند چیز با هم آمده است. میان آن‌ها «،» بگذارید.",
    role=Role.WRONG,
)
ONLY_ONE = Kind(
    "only-one",
    "{title}: در «{found}» چند چیز با هم آمده است، ولی اینجا فقط یکی را می‌توان انتخاب کرد: {choices}.",
    role=Role.WRONG,
)
SCHEMA = Kind("schema", "{title}: {found}")
DATE_FORMAT = Kind(
    "date-format",
    "{title}: «{found}» تاریخ درست نیست. {expected}",
    role=Role.WRONG,
)
DATE_MISSING = Kind(
    "date-missing",
    "{title}: «{found}» در تقویم نیست. {expected}",
    role=Role.WRONG,
)
DATE_FUTURE = Kind("date-future", "{title}: «{found}» هنوز نیامده است؛ امروز {expected} است.")
NOT_CANONICAL = Kind(
    "not-canonical",
    "{title}: نگارش «{found}» یکدست نیست ({expected}). بنویسید: «{suggestion}».",
    role=Role.BESIDE,
)
ENGLISH_QUOTES = Kind(
    "english-quotes",
    "{title}: در نوشتهٔ فارسی به جای گیومهٔ انگلیسی ({found}) گیومهٔ فارسی «…» بگذارید.",
    severity=WARNING,
)
LINE_BREAK = Kind(
    "line-break",
    "{title} باید در یک خط باشد، ولی در آن خط تازه‌ای (⏎) آغاز شده است: «{found}».",
    role=Role.WRONG,
)
BIDI_CONTROL = Kind(
    "bidi-control",
    "{title}: نشانه‌ای نادیدنی که جهت نوشته را برمی‌گرداند در متن هست ({found}). مقدار را پاک کنید و دوباره بنویسید.",
)
LINK_SCHEME = Kind(
    "link-scheme",
    "{title}: «{found}» نشانی کامل صفحهٔ وب نیست. نشانی با https:// یا http:// آغاز می‌شود و فاصله ندارد.",
    role=Role.WRONG,
)
LINK_AS_TEXT = Kind(
    "link-as-text",
    "{title}: «{found}» نشانی صفحهٔ وب است. آن را در «{where}» بنویسید و اینجا نام آن صفحه را.",
    role=Role.WRONG,
)
LINK_EMAIL = Kind(
    "link-email",
    "{title}: «{found}» نشانی ایمیل نیست. آن را مانند office@example.ir بنویسید.",
    role=Role.WRONG,
)
LINK_PRIVATE = Kind(
    "link-private",
    "{title}: «{found}» برای همه باز نمی‌شود: نشانی رایانه یا شبکه‌ای خصوصی است، یا نام کاربری یا درگاهی ویژه دارد. نشانی عمومی همان صفحه را بنویسید.",
    role=Role.WRONG,
)
MARKDOWN_HTML = Kind("markdown-html", "{title}: برچسب HTML «{found}» پذیرفته نیست. متن را ساده بنویسید.")
