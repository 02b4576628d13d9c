"""The verbs for a whole bank: a new one, a made-up one, and what an upgrade asks of one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from generator.cli.boundary import Verb
from generator.cli.opening import fail, open_package, subject_of
from generator.cli.options import CONFIG, DATA
from generator.persian.digits import fa
from generator.subjects.women.sample.usual_counts import USUAL

_USUALLY = click.core.ParameterSource.DEFAULT
# What a bank is called where nobody says it otherwise.
_NAMES = {"women": "بانک زنان توانمند", "none": "بانک"}


@click.command(cls=Verb)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--province", default="", help="نام استان به فارسی؛ وگرنه پرسیده می‌شود.")
@click.option("--latin", default="", help="نام لاتین استان؛ وگرنه پرسیده می‌شود.")
@click.option("--office", default="", help="نام دفتری که سایت برای آن است؛ وگرنه پرسیده می‌شود.")
@click.option("--name", default="", help="نام سایت؛ وگرنه از نام استان ساخته می‌شود.")
@click.option(
    "--subject",
    type=click.Choice(["women", "none"]),
    default="women",
    show_default=True,
    help="موضوع بانک: زنان توانمند، یا هیچ موضوعی جز آنچه در توصیف داده‌ها بنویسید.",
)
@click.option("--repository", default="", help="نام مخزن، به شکل owner/name.")
@click.option(
    "--counties",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="جدول شهرستان‌ها (CSV با ستون‌های name و latin)؛ وگرنه دو نمونه نوشته می‌شود.",
)
def new(
    folder: Path,
    province: str,
    latin: str,
    office: str,
    name: str,
    subject: str,
    repository: str,
    counties: Path | None,
) -> None:
    """بانک استانی تازه را در پوشه‌ای خالی می‌چیند."""
    from generator.project.new import EXAMPLE, NewError, Province, lay_out

    try:
        province = province or click.prompt("نام استان، به فارسی")
        latin = latin or click.prompt("نام استان، به لاتین")
        office = office or click.prompt("نام دفتر", default="دفتر امور بانوان و خانواده")
    except click.Abort:
        if sys.stdin.isatty():
            raise
        fail(
            "اینجا کسی نیست که پاسخ دهد. پاسخ‌ها را با گزینه‌ها بنویسید، مانند"
            ' --province کرمان --latin Kerman --office "دفتر امور بانوان و خانواده". چیزی نوشته نشد.'
        )
    answers = province, latin, subject, name or f"{_NAMES[subject]} استان {province.strip()}", office, repository
    try:
        text = counties.read_text("utf-8") if counties else EXAMPLE
        names = lay_out(folder, Province(*(answer.strip() for answer in answers)), text)
    except UnicodeDecodeError:
        fail(f"«{counties}» متن UTF-8 نیست. آن را در اکسل با «CSV UTF-8» ذخیره کنید.")
    except NewError as error:
        fail(str(error))
    click.echo(f"{fa(len(names))} فایل در «{folder}» نوشته شد. README.fa.md می‌گوید چه کارهایی مانده است.")


@click.command(cls=Verb)
@DATA
@CONFIG
@click.option("--write", is_flag=True, help="فایل‌هایی را که کسی تغییر نداده است تازه کن.")
def doctor(data: Path, config: Path, write: bool) -> None:
    """می‌گوید نسخهٔ تازهٔ برنامه از این بانک چه می‌خواهد. کد پایان: ۰ کاری نمانده، ۱ کاری مانده است."""
    from generator.project.doctor import advise
    from generator.project.upgrading import Patient, bring_up_to_date

    if write:
        for name in bring_up_to_date(Patient(config, data)):
            click.echo(f"{name}: تازه شد")
    advice = list(advise(Patient(config, data)))
    for item in advice:
        click.echo(f"{'✗' if item.must else '•'} {item.place}: {item.text}")
    tasks = sum(item.must for item in advice)
    if tasks:
        fail(f"{fa(tasks)} کار مانده است.")
    click.echo("کاری نمانده است." if not advice else "کاری نمانده است؛ آنچه با • آمده پیشنهاد است.")


def _counted(command: Callable[..., None]) -> Callable[..., None]:
    for name, (usual, words) in reversed(USUAL.items()):
        option = click.option(f"--{name}", type=click.IntRange(0), default=usual, show_default=True, help=words)
        command = option(command)
    return command


@click.command(cls=Verb)
@click.argument("target", type=click.Path(path_type=Path, file_okay=False))
@DATA
@_counted
@click.option("--seed", type=int, default=1, show_default=True, help="دانهٔ تصادف؛ با همان دانه، همان داده.")
@click.pass_context
def sample(context: click.Context, /, target: Path, data: Path, seed: int, **counts: int) -> None:
    """بسته‌ای ساختگی به هر اندازه می‌سازد، برای آزمایش و نمایش."""
    from generator.site.model.subject import SampleError

    package = open_package(data)
    write = subject_of(package).sample
    if write is None:
        fail(
            f"بانکی با موضوع «{package.subject}» نمونه‌ساز ندارد: فقط موضوعی که داده‌هایش را می‌شناسد آن‌ها را از خود می‌سازد."
        )
    said = {name: count for name, count in counts.items() if context.get_parameter_source(name) is not _USUALLY}
    try:
        written = write(package, target, said, seed)
    except SampleError as error:
        fail(str(error))
    click.echo(f"{fa(written)} فایل در «{target}» نوشته شد. داده‌ها ساختگی‌اند.")
