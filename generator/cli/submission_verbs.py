"""The verbs for what people hand in, and ask to be taken out."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from generator.cli.boundary import Verb
from generator.cli.opening import fail, open_intake, subject_of, writing
from generator.cli.options import CONFIG, DATA, REAL_DAY


@click.command(cls=Verb)
@DATA
@CONFIG
@click.option("--check", is_flag=True, help="فقط بگو کدام فرم‌ها کهنه‌اند؛ چیزی ننویس.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".github/ISSUE_TEMPLATE"),
    show_default=True,
    help="پوشهٔ فرم‌ها.",
)
def forms(data: Path, config: Path, check: bool, output: Path) -> None:
    """فرم‌های مخزن را از توصیف داده‌ها می‌سازد."""
    from generator.submissions.issues import issue_form

    intake_ = open_intake(data, None)
    stale = issue_form.write(intake_.package, intake_.registry.nameable, office_of(config), output, check)
    for name in stale:
        click.echo(f"{name}: {'کهنه است' if check else 'نوشته شد' if (output / name).exists() else 'حذف شد'}")
    sys.exit(1 if check and stale else 0)


def office_of(config: Path) -> dict[str, str]:
    """Return the office's contact as the settings of the site have it."""
    from generator.site.engine.configuration import ConfigurationError, read
    from generator.site.model.status import office

    try:
        return dict(office(read(config).get("extra") or {}))
    except ConfigurationError as error:
        fail(str(error))


@click.command(cls=Verb)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--event", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="رویداد یک فرم مخزن (JSON)."
)
@click.option("--partial", is_flag=True, help="ردیف‌های درست فایل اکسل را بپذیر و فایل اکسلی از ردیف‌های نادرست پس بده.")
@click.option("--report", type=click.Path(path_type=Path, file_okay=False), help="پوشه‌ای برای گزارش‌ها.")
@click.option("--id", "wanted", default="", help="شناسهٔ پروندهٔ تازه، اگر آنچه از نام ساخته می‌شود درست نیست.")
@DATA
@REAL_DAY
def intake(
    files: tuple[Path, ...],
    event: Path | None,
    partial: bool,
    report: Path | None,
    wanted: str,
    data: Path,
    today: date | None,
) -> None:
    """فرم‌ها و فایل‌های اکسل را به فایل‌های داده تبدیل می‌کند. کد پایان: ۰ نوشته شد، ۱ خطا، ۲ فرمان نادرست."""
    if bool(files) == bool(event):
        raise click.UsageError("یا چند فایل بدهید یا یک رویداد (--event).")
    from generator.submissions.intake import batch

    with writing(data) as transaction:
        result = batch.take(open_intake(data, today), transaction, files, event, partial, report, wanted)
    click.echo(result.text)
    sys.exit(1 if result.failed else 0)


@click.command(cls=Verb)
@click.argument("address")
@DATA
@REAL_DAY
def withdraw(address: str, data: Path, today: date | None) -> None:
    """پروندهٔ یک صفحه را به خواست صاحبش برمی‌دارد، فقط اثر انگشتی نگه می‌دارد و می‌گوید نامش دیگر کجا هست.

    ADDRESS نشانی صفحه است، مانند /women/shenase/. کد پایان: ۰ حذف شد، ۱ خطا، ۲ فرمان نادرست.
    """
    from generator.submissions.intake import batch

    with writing(data) as transaction:
        result = batch.withdraw(open_intake(data, today), transaction, address)
    click.echo(result.text)
    sys.exit(1 if result.failed else 0)


@click.command("count-loans", cls=Verb)
@click.argument("file", type=click.Path(path_type=Path))
@DATA
@REAL_DAY
def count_loans(file: Path, data: Path, today: date | None) -> None:
    """از فهرستی خصوصی از وام‌های تصویب‌نشده و ردشده فقط تعدادها را، بدون نام تعاونی، در داده‌ها می‌نویسد.

    FILE فایل CSV بیرون از مخزن است، با ستون‌های شهرستان، خط اعتباری، مرحله و تاریخ مرحله.
    """
    from generator.subjects.women.loans import private_list

    with writing(data) as transaction:
        bank = open_intake(data, today)
        if not private_list.is_of(subject_of(bank.package), bank.package):
            fail("در این بانک تعداد وام‌ها نگه داشته نمی‌شود: توصیف داده‌ها مجموعهٔ آن را ندارد. چیزی نوشته نشد.")
        result = private_list.take(bank, transaction, file)
    click.echo(result.text, err=result.failed)
    sys.exit(1 if result.failed else 0)
