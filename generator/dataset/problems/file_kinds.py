"""What can be wrong with a file or folder as such, before anybody reads what it says."""

from __future__ import annotations

from generator.dataset.problems.kind import WARNING, Kind, Role

MISSING_FILE = Kind("missing-file", "فایل «{found}» پیدا نشد. آن را بسازید یا نامش را در توصیف داده‌ها درست کنید.")
NOT_A_FILE = Kind("not-a-file", "اینجا باید یک فایل باشد، ولی پوشه یا چیز دیگری هست. آن را حذف کنید.")
NOT_A_FOLDER = Kind(
    "not-a-folder",
    "اینجا باید یک پوشه باشد، ولی فایل یا چیز دیگری هست. آن را حذف کنید.",
    role=Role.UNSEEN,
)
LINK = Kind(
    "link",
    "«{found}» پیوند (link) است، نه خود فایل یا پوشه. پیوند را حذف کنید و خود آن را اینجا بگذارید.",
    role=Role.UNSEEN,
)
UNREADABLE = Kind("unreadable", "فایل خوانده نشد: {found}. دسترسی به آن را بررسی کنید.")
UNREADABLE_FOLDER = Kind(
    "unreadable-folder",
    "پوشه خوانده نشد: {found}. هر چه در آن است دیده نشد؛ دسترسی به آن را بررسی کنید.",
    role=Role.UNSEEN,
)
TOO_LARGE = Kind("too-large", "حجم فایل {found} است؛ بیشترین حجم پذیرفته {expected} است. متن‌های بلند را کوتاه کنید.")
EMPTY_FILE = Kind("empty-file", "فایل خالی است. آن را پر کنید یا حذف کنید.")
NOT_TEXT = Kind(
    "not-text",
    "این فایل متن ساده نیست؛ سند ورد یا اکسل، تصویر یا فایل فشرده است. متنش را در نوت‌پد بنویسید و با رمزگذاری UTF-8 ذخیره کنید.",
)
NOT_UTF8 = Kind(
    "not-utf8",
    "رمزگذاری فایل UTF-8 نیست و حرف‌های فارسی آن خوانده نمی‌شود. در نوت‌پد هنگام «Save As» جلوی Encoding «UTF-8» را انتخاب کنید؛ در اکسل نوع «CSV UTF-8» را.",
)
BOM = Kind(
    "bom",
    "در آغاز فایل نشانه‌ای نادیدنی (BOM) هست. در نوت‌پد هنگام «Save As» جلوی Encoding «UTF-8» را انتخاب کنید، نه «UTF-8 with BOM»؛ فرمان generator format هم آن را برمی‌دارد.",
    severity=WARNING,
    role=Role.MENDED,
)
CRLF = Kind(
    "crlf",
    "پایان خط‌های فایل به شیوهٔ ویندوز است. چیزی از داده‌ها نادرست نیست؛ فرمان generator format آن را درست می‌کند.",
    severity=WARNING,
    role=Role.MENDED,
)
CONTROL_CHARACTER = Kind("control-character", "نشانهٔ کنترلی {found} در متن هست. آن را پاک کنید.")
CONFLICT = Kind(
    "conflict",
    "دو نسخه از این فایل هم‌زمان ویرایش شده و هر دو اینجا مانده‌اند. نسخهٔ درست را نگه دارید و خط‌های «<<<<<<<»، «=======» و «>>>>>>>» را پاک کنید.",
)
UNEXPECTED_FILE = Kind(
    "unexpected-file",
    "این فایل از داده‌ها نیست و خوانده نمی‌شود. آن را از این پوشه بردارید؛ هر فایل اینجا متنی ساده است که نامش به {expected} پایان می‌یابد.",
)
FILE_EXTENSION = Kind(
    "file-extension",
    "نام این فایل باید به {expected} پایان یابد، وگرنه خوانده نمی‌شود. نامش را «{suggestion}» بگذارید.",
)
IMAGE_KIND = Kind("image-kind", "تصویر «{found}» پذیرفته نیست. تصویر باید از نوع WebP باشد و نامش به .webp پایان یابد.")
PHOTO_UNUSED = Kind(
    "photo-unused",
    "این تصویر به هیچ پرونده‌ای وصل نیست. نامش را در پروندهٔ صاحب آن، در کلید photo، بنویسید، وگرنه تصویر را حذف کنید.",
)
STRAY_FILE = Kind(
    "stray-file", "این فایل در جای خود نیست و خوانده نمی‌شود. آن را به پوشهٔ درست ببرید، یا از پوشهٔ داده‌ها بردارید."
)
STRAY_FOLDER = Kind("stray-folder", "این پوشه از داده‌ها نیست و خوانده نمی‌شود. آن را حذف کنید.")
BEING_WRITTEN = Kind("being-written", "اجرای دیگری همین حالا داده‌ها را می‌نویسد. پس از پایان آن دوباره بررسی کنید.")
HALF_WRITTEN = Kind(
    "half-written",
    "نوشتن چند فایل با هم، نیمه‌کاره مانده است. چیزی گم نشده است: «generator format» را اجرا کنید تا آن را به پایان ببرد، سپس دوباره بررسی کنید.",
)
LEFT_OVER = Kind(
    "left-over",
    "از کاری که پیش از نوشتن قطع شد فایل‌هایی موقت مانده است. داده‌ها عوض نشده‌اند؛ «generator format» یا نوشتن بعدی آن‌ها را پاک می‌کند.",
    severity=WARNING,
)
UNWRITABLE = Kind("unwritable", "فایل نوشته نشد: {found}. دسترسی به آن و جای خالی دیسک را بررسی کنید.")
