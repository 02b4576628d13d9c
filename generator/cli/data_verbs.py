"""The verbs for the data: check them, write them in their one form, describe them to an editor, release them."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from generator.cli.boundary import Verb
from generator.cli.costs import told
from generator.cli.opening import fail, load_data, open_package, writing
from generator.cli.options import DATA, REAL_DAY, TODAY
from generator.dataset.problems.kind import ERROR
from generator.dataset.problems.printing import FORMATS, render, summary
from generator.dataset.problems.problem import Problem
from generator.persian.digits import fa


@click.command(cls=Verb)
@DATA
@TODAY
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", show_default=True, help="شکل گزارش.")
def validate(data: Path, today: date | None, style: str) -> None:
    """همهٔ داده‌ها را بررسی می‌کند. کد پایان: ۰ درست، ۱ خطا، ۲ فرمان نادرست."""
    with told():
        loaded = load_data(data, today)
    report = render(loaded.problems, style)
    if report:
        click.echo(report)
    if style == "text":
        click.echo(f"{fa(loaded.files)} فایل بررسی شد: {summary(loaded.problems)}.", err=bool(report))
    sys.exit(1 if _errors(loaded.problems) else 0)


def _errors(problems: list[Problem]) -> int:
    return sum(problem.severity == ERROR for problem in problems)


@click.command(cls=Verb)
@DATA
@click.option("--check", is_flag=True, help="فقط بگو کدام فایل‌ها یکدست نیستند؛ چیزی ننویس.")
@click.option("--diff", is_flag=True, help="تفاوت‌ها را نشان بده؛ چیزی ننویس.")
def format(data: Path, check: bool, diff: bool) -> None:
    """فایل‌های داده را به شکل یکدست بازنویسی می‌کند."""
    from generator.dataset.formatting import formatter
    from generator.dataset.private import discreet

    if check or diff:
        result = formatter.format_package(open_package(data), None)
    else:
        with writing(data) as transaction:
            result = formatter.format_package(open_package(data), transaction)
    if diff:
        click.echo(discreet(formatter.differences(result)), nl=False)
    else:
        for change in result.changes:
            click.echo(discreet(f"{change.name}: {'یکدست نیست' if check else 'بازنویسی شد'}"))
    if result.problems:
        click.echo(render(result.problems), err=True)
    click.echo(f"{fa(result.files)} فایل دیده شد، {fa(len(result.changes))} فایل یکدست نبود.", err=True)
    sys.exit(1 if result.problems or (check and result.changes) else 0)


@click.command(cls=Verb)
@DATA
@click.option("--check", is_flag=True, help="فقط بگو کدام فایل‌ها کهنه‌اند؛ چیزی ننویس.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    show_default=True,
    help="پوشهٔ مخزن، که .schemas و .vscode در آن نوشته می‌شود.",
)
def schemas(data: Path, check: bool, output: Path) -> None:
    """برای ویرایشگر می‌نویسد که هر فایل داده چه می‌پذیرد، تا هنگام نوشتن کامل کند و زیر خطا خط بکشد."""
    from generator.dataset import editor_files

    try:
        stale = editor_files.write(open_package(data), output.absolute(), check)
    except editor_files.SettingsError as error:
        fail(str(error))
    for name in stale:
        click.echo(f"{name}: {'کهنه است' if check else 'نوشته شد'}")
    sys.exit(1 if check and stale else 0)


@click.command("check-sources", cls=Verb)
@DATA
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="فایلی برای فهرست نشانی‌های مرده.")
@click.option("--timeout", type=click.FloatRange(0.1, 300), default=20, show_default=True, help="ثانیه‌های انتظار.")
@click.option(
    "--pause", type=click.FloatRange(0, 60), default=1, show_default=True, help="درنگ میان دو پرسش از یک سایت."
)
@click.option("--total", type=click.FloatRange(0), default=3600, show_default=True, help="ثانیه‌ها برای همهٔ پرسش‌ها.")
@click.option("--private", is_flag=True, help="از شبکهٔ خصوصی هم بپرس؛ فقط برای آزمودن همین فرمان.")
def check_sources(data: Path, report: Path | None, timeout: float, pause: float, total: float, private: bool) -> None:
    """از نشانی‌های وبِ منابع می‌پرسد که هنوز هستند یا نه. کد پایان: ۰ همه هستند، ۱ نشانی مرده‌ای هست."""
    from generator.dataset.reading import reader
    from generator.dataset.source_links import dead_links, source_links, why
    from generator.runtime.reachability import Answer, Manners, ask

    places = source_links(reader.read(open_package(data)))
    answers = list(ask(places, Manners(timeout, pause, private=private, total=total)))
    for found in answers:
        if found.answer is not Answer.THERE:
            sign = "✗" if found.answer is Answer.GONE else "?"
            click.echo(f"{sign} {found.url}: {why(found)} ({places[found.url][0]})")
    count = {answer: sum(found.answer is answer for found in answers) for answer in Answer}
    if report:
        report.write_text(dead_links(answers, places), "utf-8")
    click.echo(
        f"{fa(len(answers))} نشانی پرسیده شد: {fa(count[Answer.THERE])} هست، {fa(count[Answer.GONE])} دیگر نیست،"
        f" {fa(count[Answer.UNSURE])} از اینجا دانسته نشد."
    )
    sys.exit(1 if count[Answer.GONE] else 0)


@click.command(cls=Verb)
@click.argument("version")
@click.option("--note", required=True, help="آنچه در این نسخه تازه است، در یک یا دو جمله.")
@DATA
@REAL_DAY
def release(version: str, note: str, data: Path, today: date | None) -> None:
    """نسخهٔ تازه‌ای از داده‌ها را با تعداد ردیف‌های هر جدول ثبت می‌کند."""
    from generator.dataset.reading.load import now
    from generator.site.exports.open_data.releasing import ReleaseError
    from generator.site.exports.open_data.releasing import release as record

    with writing(data) as transaction:
        loaded = load_data(data, today or now())
        if loaded.registry is None:
            click.echo(render(loaded.problems), err=True)
            fail("داده‌ها خطا دارند و نسخه‌ای ثبت نشد.")
        try:
            made = record(loaded.registry, version, note, loaded.today, transaction)
        except ReleaseError as error:
            fail(str(error))
    click.echo(f"نسخهٔ {fa(made.version)} با {fa(made.total)} ردیف در {fa(len(made.rows))} جدول ثبت شد.")
