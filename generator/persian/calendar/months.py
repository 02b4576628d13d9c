"""Hold what all calendars share: the error, the eras and the names of months.

Shapes: months are tuples of twelve names, January or its like first. Errors: `DateError`.
"""

from __future__ import annotations

from typing import Literal

Code = Literal["format", "month", "day", "leap", "range"]


class DateError(ValueError):
    """Say that a date does not exist or is not written as it should be.

    `code` is "format" (not the form asked for), "month" (no such month), "day" (no such day),
    "leap" (a day of leap years in another year) or "range" (a year that cannot be meant, or an
    interval that ends before it starts).
    """

    def __init__(self, code: Code, text: str) -> None:
        super().__init__(f"{code}: {text!r}")
        self.code: Code = code
        self.text = text


JALALI_MONTHS = tuple("فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split())
GREGORIAN_MONTHS = tuple("ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر".split())
LUNAR_MONTHS = (
    "محرم", "صفر", "ربیع‌الاول", "ربیع‌الثانی", "جمادی‌الاول", "جمادی‌الثانی",
    "رجب", "شعبان", "رمضان", "شوال", "ذی‌القعده", "ذی‌الحجه",
)  # fmt: skip
SEASONS = ("بهار", "تابستان", "پاییز", "زمستان")

JALALI_ERA = "شمسی"
LUNAR_ERA = "هجری قمری"
COMMON_ERA = "میلادی"
BEFORE_COMMON_ERA = "پیش از میلاد"
DECADE = "دههٔ"
CENTURY = "سدهٔ"
