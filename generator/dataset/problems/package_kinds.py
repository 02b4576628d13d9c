"""What can be wrong with a Data Package that another bank has published, and with a resource that is gathered from such."""

from __future__ import annotations

from generator.dataset.problems.kind import Kind, Role

PACKAGE_UNREACHABLE = Kind(
    "package-unreachable",
    "بستهٔ دادهٔ «{record}» خوانده نشد: {found}. نشانی package را بررسی کنید و دوباره بسازید؛ اگر آن بانک دیگر نیست، پرونده‌اش را حذف کنید.",
    role=Role.UNSEEN,
)
# What was found is not said: it is a secret, and messages stand in logs.
PACKAGE_SECRET = Kind(
    "package-secret",
    "نشانی package «{record}» نام کاربری، رمز یا کلید در خود دارد. آن را از نشانی بردارید و خود رمز را هم عوض کنید؛ بسته‌ای که منتشر شده است رمز نمی‌خواهد.",
    role=Role.UNSEEN,
)
PACKAGE_TOO_LARGE = Kind(
    "package-too-large",
    "این فایل از بستهٔ دادهٔ «{record}» بیش از {expected} است و خوانده نشد. از آن بانک بپرسید.",
    role=Role.UNSEEN,
)
PACKAGE_BROKEN = Kind(
    "package-broken",
    "توصیف بستهٔ دادهٔ «{record}» درست نیست ({found}). آن بانک باید سایتش را دوباره بسازد و منتشر کند.",
    role=Role.UNSEEN,
)
PACKAGE_CHANGED = Kind(
    "package-changed",
    "این جدول همان نیست که بستهٔ دادهٔ «{record}» می‌گوید؛ شاید همین حالا منتشر می‌شود. کمی بعد دوباره بسازید.",
    role=Role.UNSEEN,
)
PACKAGE_HEADER = Kind(
    "package-header",
    "ستون‌های این جدول ({found}) همان نیست که بستهٔ دادهٔ «{record}» می‌گوید ({expected}). آن بانک باید سایتش را دوباره بسازد.",
    role=Role.UNSEEN,
)
PACKAGE_ID = Kind(
    "package-id", "شناسهٔ «{found}» درست نیست: فقط حرف‌های کوچک لاتین، رقم و خط تیره. آن بانک باید درستش کند."
)
PACKAGE_ORPHAN = Kind(
    "package-orphan",
    "این ردیف از رکورد «{found}» است که در جدول «{title}» همان بسته نیست. آن بانک باید سایتش را دوباره بسازد.",
)
PACKAGE_NO_PAGES = Kind(
    "package-no-pages",
    "بستهٔ دادهٔ «{record}» نمی‌گوید صفحه‌های «{title}» کجاست (page). آن بانک باید سایتش را با site_url و با نسخهٔ تازهٔ generator بسازد.",
    role=Role.UNSEEN,
)
PACKAGE_MADE_UP = Kind(
    "package-made-up",
    "دادهٔ «{record}» ساختگی است (synthetic) و این بانک نمی‌گوید که چنین است. آن را حذف کنید، یا «synthetic: true» را در datapackage.yaml بنویسید.",
    role=Role.UNSEEN,
)
SHAPE_GATHERED = Kind(
    "shape-gathered",
    "{title}: آنچه از بسته‌های دادهٔ بانک‌های دیگر می‌آید به {expected} نیاز دارد.",
)
