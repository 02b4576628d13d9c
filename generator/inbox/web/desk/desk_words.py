"""What the desk calls states, doors and acts, in Persian."""

from __future__ import annotations

#: Of an entry: what it is called, and the sign that it is drawn with.
STATES = {
    "waiting": ("منتظر بازبینی", "new"),
    "asking": ("در انتظار پاسخ خودش", "new"),
    "mend": ("باید اصلاح شود", "late"),
    "accepting": ("در حال پذیرفتن", "run"),
    "accepted": ("پذیرفته شد؛ در راه انتشار", "run"),
    "published": ("منتشر شد", "done"),
    "returned": ("برگردانده شد", "plain"),
    "rejected": ("رد شد", "plain"),
    "taken-back": ("پذیرش پس گرفته شد", "plain"),
    "gone": ("فرستنده آن را پس گرفت", "plain"),
}
#: Of a hand-in that has no entries to show.
WHOLE = {
    "received": "در صف بررسی خودکار",
    "examined": "بررسی شد",
    "refused": "خوانده نشد",
    "stuck": "بررسی خودکار به پایان نرسید",
    "gone": "فرستنده آن را پس گرفت",
    "erased": "پاک شده است",
}
DOORS = {
    "desk": "رسیده با ایمیل یا پیام‌رسان",
    "form": "فرم سایت",
    "plain": "فرم ساده",
    "workbook": "فایل اکسل",
    "about": "صفحهٔ «این صفحه دربارهٔ شماست؟»",
    "withdrawal": "درخواست حذف در دفتر",
    "introduction": "معرفی وام",
    "loan": "گام تازهٔ یک وام",
    "loan-counts": "شمارش وام‌ها در آغاز فصل",
}
#: What the inbox has made itself: nobody has to be asked who it is.
OWN_DOORS = ("loan-counts",)
CHANNELS = {"phone": "با تلفن", "in-person": "حضوری", "letter": "با نامه"}
ACTS = {
    "received": "رسید",
    "edited": "ویرایش شد",
    "examined": "بررسی شد",
    "refused": "پذیرفته نشد",
    "stuck": "بررسی به پایان نرسید",
    "again": "بررسی دوباره خواسته شد",
    "accept": "پذیرفتن",
    "return": "برگرداندن",
    "reject": "رد کردن",
    "take-back": "پس گرفتن پذیرش",
    "on-main": "در مخزن ثبت شد",
    "pushed": "به مخزن دور رسید",
    "released": "منتشر شد",
    "consent": "رضایت خودش ثبت شد",
    "consent-ended": "رضایت پایان یافت",
    "hidden": "صفحه پنهان شد",
    "shown": "صفحه دوباره نمایان شد",
    "build-done": "سایت ساخته شد",
    "build-failed": "ساختن سایت ناموفق بود",
    "erased": "پاک شد",
    "gone": "فرستنده پس گرفت",
    "left-out": "در نسخهٔ تازه نیامد",
    "entered": "ورود",
    "invited": "دعوت شد",
    "renewed": "پیوند تازه گرفت",
    "revoked": "دعوت باطل شد",
    "loan-introduced": "وامی معرفی شد",
    "loan-review": "بررسی وامی آغاز شد",
    "loan-approved": "وامی تصویب شد",
    "loan-paid": "وامی پرداخت شد",
    "loan-settled": "وامی تسویه شد",
    "loan-rejected": "وامی رد شد",
    "loan-mended": "معرفی وامی درست شد",
    "loan-back": "گام وامی برگردانده شد",
}


def act_of(name: str) -> str:
    """Return what an act is called; one that has no words of its own is said to be of the program."""
    return ACTS.get(name, "کار برنامه")


def door_of(name: str) -> str:
    """Return the words for a door."""
    return DOORS.get(name, "راه دیگر")
