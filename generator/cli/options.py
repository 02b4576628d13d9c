"""The options that several verbs take."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click


class Place(click.Path):
    """A folder of this computer, or the address of one in a store."""

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Any:
        """Return a Path or a Store."""
        from generator.runtime.remote.store import Store

        if isinstance(value, str) and "://" in value:
            return Store(value.rstrip("/"))
        return super().convert(value, parameter, context)


DATA = click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("data"),
    show_default=True,
    help="پوشهٔ داده‌ها، که datapackage.yaml در آن است.",
)
SOURCE = click.option(
    "--data",
    type=Place(path_type=Path),
    default=Path("data"),
    show_default=True,
    help="پوشهٔ داده‌ها، که datapackage.yaml در آن است، یا نشانی آن در یک انبار (s3://…).",
)
CONFIG = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="فایل تنظیم‌های سایت.",
)


def _day(context: click.Context, parameter: click.Parameter, value: datetime | None) -> date | None:
    from generator.dataset.reading.load import FIRST_DAY, LAST_DAY, is_likely

    if value and not is_likely(value.date()):
        raise click.BadParameter(
            f"«{value.date()}» امروز نیست. روزی میان {FIRST_DAY} و {LAST_DAY} بنویسید.", context, parameter
        )
    return value.date() if value else None


TODAY = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_day,
    help="روزی که «امروز» شمرده می‌شود، به میلادی؛ وگرنه SOURCE_DATE_EPOCH، وگرنه تاریخ آخرین کامیت.",
)
REAL_DAY = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_day,
    help="روزی که «امروز» شمرده می‌شود، به میلادی؛ وگرنه همین امروز.",
)
