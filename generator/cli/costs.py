"""Say how a build goes on and what its stages cost, for whoever asks why it takes as long as it does."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from generator.persian.digits import fa
from generator.persian.numbers import counted
from generator.runtime.stages import Cost, Costs, Nobody, listening

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

_NAMES = {
    "read": "خواندن داده‌ها",
    "gather": "از آن، گردآوری از بسته‌های دادهٔ بانک‌های دیگر",
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
# Those that take long enough that somebody waits for them, each with what its steps are.
_LONG = {"read": "فایل", "check": "بررسی", "made": "بخش", "cards": "تصویر"}
_MEGABYTE = 1_000_000
# A line is drawn anew as often as an eye can follow; what remains is told where it is worth waiting for.
_PAUSE, _MINUTE = 0.1, 60


class Bars:
    """A line of a terminal for each long stage, in which it grows."""

    def __init__(self) -> None:
        self._bar: ProgressBar[str] | None = None
        self._at = 0, 0
        self._drawn = 0.0

    def went_on(self, name: str, done: int, expected: int) -> None:
        """Draw how far a long stage is."""
        if name in _LONG:
            self._at = done, expected
            if time.monotonic() - self._drawn > _PAUSE:
                self._draw(name)

    def ended(self, name: str) -> None:
        """Leave the line of a stage as it is."""
        if name in _LONG and any(self._at):
            bar = self._draw(name)
            # Of what has no known end a bar wanders to and fro; where it ends it is full.
            if not self._at[1]:
                bar.finished = True
                bar.render_progress()
            bar.render_finish()
            self._bar, self._at, self._drawn = None, (0, 0), 0.0

    def _draw(self, name: str) -> ProgressBar[str]:
        done, expected = self._at
        bar = self._bar or _bar(_NAMES[name])
        bar.length = expected or None
        bar.update(done - bar.pos, _how_far(_LONG[name], done, expected, bar.eta))
        self._bar, self._drawn = bar, time.monotonic()
        return bar


def _bar(label: str) -> ProgressBar[str]:
    return click.progressbar(
        length=1,
        label=label,
        file=sys.stderr,
        fill_char="█",
        empty_char="░",
        bar_template="%(label)s  %(bar)s  %(info)s",
        show_percent=False,
        show_eta=False,
        item_show_func=lambda said: said,
    )


def _how_far(one: str, done: int, expected: int, left: float) -> str:
    """Return how many steps are done, of how many where that is known, and for how many more seconds, in Persian."""
    if not expected:
        return counted(done, one)
    minutes = round(left / _MINUTE) if done < expected else 0
    return f"{fa(done)} از {counted(expected, one)}" + (f"، حدود {counted(minutes, 'دقیقه')} مانده" if minutes else "")


@contextmanager
def told(whole: bool = False) -> Iterator[None]:
    """Show on a terminal how long stages go on, and say in the end, where the ``whole`` is asked for, what each cost."""
    costs = Costs(Bars() if sys.stderr.isatty() else Nobody())
    with listening(costs):
        yield
    if whole:
        for name, cost in costs.stages.items():
            if name in _NAMES:
                click.echo(f"{_NAMES[name]}: {'، '.join(_words(cost))}", err=True)


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
