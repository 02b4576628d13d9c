"""Say how a build goes on and what its stages cost, for whoever asks why it takes as long as it does."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from generator.persian.digits import fa
from generator.runtime.stages import Cost, Costs, listening

_NAMES = {
    "read": "خواندن داده‌ها",
    "check": "بررسی داده‌ها",
    "join": "پیوند رکوردها",
    "site": "ساختن سایت، در مجموع",
    "made": "دادهٔ باز، صفحه‌ها و جست‌وجو با هم",
    "search": "جست‌وجو",
    "open data": "دادهٔ باز",
    "pages": "صفحه‌ها",
    "cards": "تصویرهای پیش‌نمایش",
    "sitemap": "نقشهٔ سایت",
    "feeds": "خبرخوان‌ها",
    "photos": "عکس‌ها",
    "tables": "جدول‌های آمار",
    "workbooks": "فایل‌های اکسل فرم‌ها",
}
# Those that take long enough that somebody waits for them.
_LONG = ("read", "check", "made", "cards")
_MEGABYTE = 1_000_000


@contextmanager
def told(whole: bool) -> Iterator[None]:
    """Say on a terminal which long stage has begun, and in the end, where the ``whole`` is asked for, what each cost."""
    costs = Costs(_begun if sys.stderr.isatty() else lambda name: None)
    with listening(costs):
        yield
    if whole:
        for name, cost in costs.stages.items():
            if name in _NAMES:
                click.echo(f"{_NAMES[name]}: {'، '.join(_words(cost))}", err=True)


def _begun(name: str) -> None:
    if name in _LONG:
        click.echo(f"{_NAMES[name]}…", err=True)


def _words(cost: Cost) -> Iterator[str]:
    """Yield the seconds of the clock and of processors, how much a second, and the most memory so far."""
    if cost.seconds is not None:
        yield f"{fa(round(cost.seconds, 2))} ثانیه"
    yield f"{fa(round(cost.processor, 2))} ثانیهٔ پردازنده"
    took = cost.seconds or cost.processor
    if cost.items and took:
        yield f"{fa(cost.items)} تا، {fa(round(cost.items / took))} در ثانیه"
    if cost.peak:
        yield f"حافظه تا {fa(cost.peak // _MEGABYTE)} مگابایت"
