"""One thing has one name: words that our own sentences do not use, and what they say instead.

Ours are the program's sentences, the templates and scripts, the descriptor, the texts of the site, the issue forms and
the documentation. Names, titles of sources and the records themselves are not ours, and are not asked.
"""

from __future__ import annotations

import re
import subprocess
from typing import NamedTuple

from tests.support import ROOT


class Word(NamedTuple):
    """A word that is out.

    `out` is a regular expression for whole words; an ezafe, a plural or an article may follow it. `right` are phrases,
    and `places` beginnings of paths, in which the word is right.
    """

    out: str
    say: str
    right: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


WORDS = (
    Word("رایانامه", "ایمیل"),
    Word("وب‌گاه|وبگاه", "وب‌سایت"),
    # A sheet of a workbook has no other name.
    Word(
        "برگه",
        "فرم",
        right=("برگهٔ «راهنما»", "برگهٔ راهنما"),
        places=("generator/submissions/workbooks/", "generator/site/exports/open_data/sheets.py"),
    ),
    Word("کاربرگ", "فایل اکسل"),
    Word("گونه", "نوع"),
    Word("گستره", "سطح"),
    Word("یکا", "واحد"),
    Word("جای برگزاری", "محل برگزاری"),
    Word("رقم‌های?|رقم‌هایی", "ارقام"),
    Word("مقدارهای?|مقدارهایی", "مقادیر"),
    Word("حدها", "محدودیت‌ها"),
    Word("کرسی", "سمت"),
    Word("روی هم", "در مجموع"),
    Word("شمار|شمارهای", "تعداد"),
    Word("شمارش (?:بی‌نام|بدون نام)", "آمار شناسایی (بدون نام)"),
    Word("پایهٔ انتشار", "مبنای انتشار"),
    Word("همگانی", "عمومی", right=("ورزش همگانی",)),
    Word("پروانه", "مجوز", right=("پروانه/Parvaneh",)),
    Word("روزآمد|روزآمدسازی", "به‌روزرسانی"),
    Word("فرهنگ داده‌های?|فرهنگ داده", "واژه‌نامهٔ داده"),
    Word("خوراک تازه‌ها|خوراک‌خوان|خوراک چیست", "خبرخوان (RSS)"),
    Word("هم‌رسانی", "اشتراک‌گذاری"),
    Word("رونوشت", "کپی؛ نسخهٔ پشتیبان"),
    Word("برگزینید|برگزیند|برگزیدن|گزینش", "انتخاب کنید"),
    Word("نویسه", "حرف"),
    # «نامم را بردارید» is what she says herself.
    Word(
        "برداشتن|برداشته (?:می‌|ن?ش)|برداشته‌شده|را بردارید",
        "حذف",
        right=("نامم را بردارید", "برداشتن شماره", "برداشتن آن"),
    ),
    Word("راه وام", "مراحل وام"),
    Word("راه تا هدف", "پیشرفت تا هدف"),
    Word("جهت بهبود: کمتر بهتر است", "هرچه کمتر، بهتر"),
    Word("نزدیک به [۰-۹{]", "حدود، یا هیچ"),
    Word("پیش از دوران نو", "پیش از دورهٔ معاصر"),
    Word("دست‌نوشته", "نسخهٔ خطی"),
    Word("(?:به فارسی|به انگلیسی) برگردانده شد", "ترجمه شد"),
    Word("نویسندهٔ کودکان", "نویسندهٔ ادبیات کودک"),
    Word("یک‌سخن", "هم‌نظر"),
    Word("گفته نشده", "اعلام‌نشده"),
    Word("به شمار آیند|به شمار می‌آید", "به حساب می‌آید"),
    Word("پیش‌رویداد", "رویداد مقدماتی"),
    Word("این‌جا", "اینجا"),
    Word("الفبایی", "به ترتیب نام خانوادگی"),
    Word("بی(?= )", "بدون"),
    Word("سخن (?:می|ن?گ)", "صحبت"),
    Word("بهره (?:ببر|بگیر)ید|بکوشید", "استفاده کنید؛ امتحان کنید"),
    Word("رونویسی", "کپی"),
    # Who is alone, or works alone, is «تنها».
    Word("تنها", "فقط", right=("دور، اما نه تنها", "تنها یا گروهی", "متن تنها نیست")),
    # A file of a computer; what a woman or a program has in the bank is a «پرونده».
    Word(
        "پرونده‌های? (?:داده|ایستا|متنی|بارگیری|موقت)|پروندهٔ (?:داده|تصویر|تنظیم|مخزن|zip|CSV|SQLite|JSON)"
        "|(?:نام|حجم|پسوند) پرونده",
        "فایل",
        right=("نام پروندهٔ حذف‌شده",),
    ),
    Word("منبع‌ها|منبع‌های|منبع‌هایی", "منابع"),
    Word("مرکزها|مرکزهای|مرکزهایی", "مراکز"),
    Word("موردها|موردهای|موردهایی", "گزینه‌ها؛ موارد"),
    Word("شمارهٔ ملی", "کد ملی"),
    Word("خورشیدی", "شمسی", places=("generator/persian/",), right=("خشک‌کن خورشیدی", "نیروگاه‌های خورشیدی")),
    Word("اطلاع خصوصی|اطلاعی خصوصی", "اطلاعات خصوصی"),
    Word("مصوبات", "مصوبه‌ها"),
    Word("گزارش فصل‌ها", "گزارش هر فصل"),
    Word("ثبت شمارش", "ثبت آمار شناسایی"),
    Word("جستجو", "جست‌وجو"),
    Word("دست‌کم [۱{][^ ]* مورد", "دست‌کم یک …"),
    # The title of a field.
    Word("title: جا(?=[\n,])|label: جا(?=\n)", "محل"),
    Word("group: شناسه", "مشخصات"),
)
_END = "(?:\u0654|ی|\u200c?(?:ها|ای|اش)\\w*)?(?![\\w\u0654\u200c])"
OUT = {word: re.compile(rf"(?<![\w\u200c])(?:{word.out}){_END}") for word in WORDS}

# How people write, and what others wrote: dictionaries of spellings, search, what privacy rules look for.
NOT_OURS = re.compile(r"generator/persian/|generator/site/search/|generator/dataset/rules\.json")
OURS = (
    "generator",
    "content",
    "data/datapackage.yaml",
    "data/indicators.csv",
    ".github",
    "mkdocs.yml",
    "docs",
    "README.md",
    "README.fa.md",
    "CONTRIBUTING.md",
    "LICENSE-DATA",
)
# A decision tells what was said on its day.
HISTORY = "docs/decisions/"
# A source keeps the title that its author gave it.
SOURCE = re.compile(r"^ *(?:- )?(?:title|publisher): .*$", re.MULTILINE)
# Lines in which nothing is Persian are four of five, and say nothing that the table could find.
PERSIAN = re.compile(r"[\u0600-\u06ff]")
# A sentence of the program may go on in the next line.
GOES_ON = re.compile(r"[\"']\n\s*f?[\"']")


def ours() -> dict[str, str]:
    """Return the lines that we wrote ourselves and are in Persian, by the file that holds them."""
    listed = subprocess.run(["git", "ls-files", *OURS], cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, str] = {}
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if not NOT_OURS.match(name) and not name.startswith(HISTORY) and path.is_file():
            text = path.read_bytes().decode("utf-8", "replace")
            text = SOURCE.sub("", text) if name.startswith("content/") else text
            text = GOES_ON.sub("", text) if name.endswith(".py") else text
            found[name] = "".join(line for line in text.splitlines(keepends=True) if PERSIAN.search(line))
    return found


def test_one_thing_has_one_name() -> None:
    wrong = []
    for name, text in ours().items():
        for word, out in OUT.items():
            if name.startswith(word.places or ("\0",)):
                continue
            for phrase in word.right:
                text = text.replace(phrase, "")
            for found in out.finditer(text):
                near = text[max(0, found.start() - 30) : found.end() + 20].replace("\n", " ")
                wrong.append(f"{name}: {word.say}، نه {found[0]}: {near}")
    assert wrong == []


def test_a_word_is_found_whole() -> None:
    """The table finds a word with its endings, and no other word that holds it."""
    said = {word.say: OUT[word] for word in WORDS}
    assert all(said["نوع"].search(text) for text in ("گونهٔ دیگر", "از هر گونه", "گونه‌ای", "گونه‌های آن"))
    assert not any(said["نوع"].search(text) for text in ("همان‌گونه", "چگونه", "گونه‌گون", "نمونه"))
