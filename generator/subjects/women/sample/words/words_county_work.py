"""The words that invented documents, values, seats and head counts are made of. Keys are ids of lists and categories."""

from __future__ import annotations

DOCUMENT_SUMMARIES = (
    "سند {area} در پنج بخش نوشته می‌شود: آموزش، سلامت، اقتصاد، مشارکت و خانواده. هر هدف یک شاخص دارد.",
    "کارگروه با نظر زنان، دهیاران و دستگاه‌ها اولویت‌ها را انتخاب کرد و برای هر یک هدفی با سال نوشت.",
    "بررسی وضع موجود با آمار سرشماری و گزارش دستگاه‌ها انجام شد و پیش‌نویس برای نظرخواهی فرستاده شد.",
)
DOCUMENT_SOURCES = ("سند ارتقای وضعیت زنان و خانوادهٔ {area}", "گزارش پیشرفت سند {area}")
PRIORITIES = (
    "بازگرداندن دختران به مدرسه",
    "کار خانگی و فروش مستقیم فرآورده‌ها",
    "دسترسی زنان روستا به پزشک و ماما",
    "سهم بیشتر زنان در مدیریت دستگاه‌ها",
    "پشتیبانی از زنان سرپرست خانوار",
    "صندوق‌های خرد در همهٔ دهستان‌ها",
    "ورزش و نشاط بانوان",
    "سواد مالی و دیجیتال",
)
# Targets that no indicator measures.
TARGETS = (
    "ساخت خانهٔ ورزش بانوان در هر بخش",
    "راه‌اندازی بازارچهٔ دائمی فرآورده‌های زنان",
    "گشایش مرکز مشاورهٔ خانواده در مرکز شهرستان",
    "راه‌اندازی سرویس مدرسهٔ دختران در روستاهای دور",
    "آموزش سواد مالی در همهٔ صندوق‌های خرد",
    "ساماندهی بیمهٔ زنان قالی‌باف",
)
CENSUS_SOURCE = "مرکز آمار نمونه، سرشماری {year}"
VALUE_SOURCES = ("مرکز آمار نمونه، گزارش {year}", "سالنامهٔ نمونهٔ {year}", "گزارش ساختگی شاخص‌ها، {year}")
# Whose the seats are, by role.
SEATS = {
    "council": ("shora-shahr", "shora-rusta"),
    "liaison": (
        "behzisti",
        "komite-emdad",
        "jahad-keshavarzi",
        "amuzesh-parvaresh",
        "olum-pezeshki",
        "miras-farhangi",
        "varzesh-javanan",
        "samt",
    ),
    "dehyar": ("dehyari",),
    "training-centre": ("fanni-herfei",),
    "cooperative": ("otagh-taavon", "taavon"),
}
SEAT_SOURCES = ("حکم فرمانداری نمونه", "صورت‌جلسهٔ کارگروه", "گزارش دبیرخانهٔ نمونه")
# Who counts.
COUNTING = ("farmandari", "behzisti", "komite-emdad", "jahad-keshavarzi", "fanni-herfei", "samt", "varzesh-javanan")
COUNT_SOURCES = ("نامهٔ دستگاه به دبیرخانهٔ نمونه، {year}", "گزارش شناسایی {year}")
