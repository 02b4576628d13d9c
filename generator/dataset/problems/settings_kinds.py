"""What can be wrong with settings: the descriptor of the data, and those of the site."""

from __future__ import annotations

from generator.dataset.problems.kind import WARNING, Kind

SETTING = Kind(
    "setting",
    "{title}: MkDocs این تنظیم را نپذیرفت: «{found}». آن را درست کنید یا حذف کنید؛ افزونهٔ capable-women باید در plugins باشد.",
)
PAGE_HEAD = Kind("page-head", "سر صفحه («{found}») درست بسته نشده است. بالای آن و زیر آن خطی با --- بگذارید.")
SHAPE_KIND = Kind("shape-kind", "{title}: «{found}» پذیرفته نیست. باید این باشد: {expected}.")
SHAPE_KEY = Kind("shape-key", "{title}: ویژگی «{found}» شناخته نیست. شناخته‌ها: {expected}.")
SHAPE_SUBJECT = Kind("shape-subject", "{title}: موضوع «{found}» شناخته نیست. شناخته‌ها: {expected}.")
SHAPE_MISSING = Kind("shape-missing", "{title}: ویژگی «{found}» نوشته نشده است. آن را بنویسید{expected}.")
SHAPE_TWICE = Kind("shape-twice", "{title}: نام «{found}» دو بار آمده است. یکی را حذف کنید یا نام دیگری بگذارید.")
SHAPE_PLACE = Kind("shape-place", "{title}: درست یکی از path، folder و parent لازم است.")
SHAPE_FORMAT = Kind("shape-format", "{title}: فقط در کنار folder می‌آید. آن را حذف کنید.")
SHAPE_PARENT = Kind(
    "shape-parent",
    "{title}: «{found}» نام resource دیگری نیست که این فهرست در آن باشد. نام درست را بنویسید؛ یا اگر «{found}» را حذف کرده‌اید، این فهرست را هم حذف کنید.",
)
SHAPE_LIST_KEYS = Kind(
    "shape-list-keys",
    "{title}: فیلدهای نخست یک فهرست، کلید resource مادر و سپس position است، همه با derived: true، و هیچ فیلد دیگری derived نیست.",
)
SHAPE_LIST_EMPTY = Kind("shape-list-empty", "{title}: این فهرست هیچ فیلدی از خود ندارد. دست‌کم یکی بنویسید.")
SHAPE_ASKED = Kind(
    "shape-asked",
    "{title}: آنچه فرم می‌پرسد منتشر می‌شود، و فرم «{found}» این را می‌پرسد. private را حذف کنید؛ یا اگر نباید پرسیده شود، این فهرست را derived کنید یا submit را از «{found}» بردارید.",
)
SHAPE_RULE = Kind("shape-rule", "{title}: این قاعده درست نیست: {expected}.")
SHAPE_FIELD = Kind("shape-field", "{title}: فیلد «{found}» نیست. نام یکی از فیلدها را بنویسید. {expected}")
SHAPE_RESOURCE = Kind(
    "shape-resource",
    "{title}: کلید خارجی به «{found}» مقصدی ندارد. نام یک resource را بنویسید؛ یا اگر «{found}» را حذف کرده‌اید، این فیلد یا همهٔ این resource را هم حذف کنید.",
)
SHAPE_CONSTRAINT = Kind(
    "shape-constraint", "{title}: «{found}» برای فیلدی از نوع {expected} معنا ندارد. آن را حذف کنید."
)
SHAPE_PAIRS = Kind("shape-pairs", "{title}: تعداد فیلدهای دو سوی کلید خارجی یکی نیست.")
SHAPE_FACET = Kind(
    "shape-facet",
    "{title}: مقادیر «{found}» متن یا عدد آزاد است و فهرستی از خود ندارد. facet: true را حذف کنید؛ یا آن را کلید خارجی، area، categories یا calendar کنید.",
    severity=WARNING,
)
SHAPE_NO_RECORD = Kind(
    "shape-no-record",
    "{title}: این resource نمی‌گوید یک ردیفش چه نام دارد و سایت به جای آن «{found}» می‌نویسد، مانند «معرفی {found}». زیر آن record را هم بنویسید، به مفرد، مانند record: کارگاه.",
    severity=WARNING,
)
SHAPE_COUNTIES = Kind(
    "shape-counties",
    "{title}: صفحه‌ها و نقشهٔ سایت از «counties» می‌آید؛ پس جدول یا پوشه‌ای است که همه می‌بینند. private یا parent را حذف کنید.",
)
SHAPE_NAMED = Kind(
    "shape-named",
    "{title}: نام «{found}» برای سایت معنایی دارد و فقط به این شکل شناخته است: {expected}. آن را به این شکل بنویسید، یا نام دیگری بگذارید.",
)
SHAPE_PEOPLE_UNSAID = Kind(
    "shape-people-unsaid",
    "{title}: این فیلد از تولد کسی می‌گوید، ولی resource آن «people: true» ندارد. آن را بنویسید تا قاعده‌های رضایت، نام‌های تکراری، حذف و پنهان‌ماندن از جست‌وجوگرها برقرار شود. اگر این فهرست یا جدول است، افراد را در folder جدایی بگذارید که people: true دارد.",
)
SHAPE_PEOPLE_PLACE = Kind(
    "shape-people-place",
    "{title}: هر کس پرونده‌ای از خود دارد که بتوان آن را حذف کرد. این resource باید folder داشته باشد، بدون format.",
)
SHAPE_PEOPLE_FIELD = Kind(
    "shape-people-field",
    "{title}: فیلد «{found}» ({expected}) نیست، و قاعده‌های «people: true» به آن نیاز دارند. آن را بنویسید.",
)
SHAPE_PEOPLE_VALUES = Kind(
    "shape-people-values",
    "{title}: قاعده‌های «people: true» فقط این مقادیر را می‌شناسند: {expected}. از همین‌ها در categories بنویسید، نه چیز دیگری.",
)
SHAPE_PEOPLE_PRIVATE = Kind(
    "shape-people-private",
    "{title}: بدون رضایت کسی که زنده است منتشر نمی‌شود. «consent: true» را به این فیلد اضافه کنید.",
)
SHAPE_PEOPLE_CONSENT = Kind(
    "shape-people-consent",
    "{title}: فقط در فیلدهای resourceی معنا دارد که «people: true» دارد. این را حذف کنید، یا آن را بنویسید.",
)
SHAPE_PEOPLE_FACET = Kind(
    "shape-people-facet",
    "{title}: مقادیر این فیلد افرادند، و نام کسی که خود رضایت نداده سرعنوان فهرست و سطر آمار نمی‌شود. «facet: true» را از این فیلد، یا از فهرست آن، حذف کنید.",
)
SHAPE_PEOPLE_WITHDRAWN = Kind(
    "shape-people-withdrawn",
    "{title}: برای حذف پرونده‌ها resource «{found}» با path و این فیلدها لازم است: {expected}. آن را اضافه کنید، با private: true.",
)
SHAPE_PEOPLE_KIND = Kind(
    "shape-people-kind",
    "{title}: «{found}» در categories فیلد kind از resource «{expected}» نیست. آن را اضافه کنید تا پرونده‌ها را بتوان حذف کرد.",
)
