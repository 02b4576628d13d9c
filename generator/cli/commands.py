"""The verbs: one per job, nothing else."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from generator.cli.boundary import Door
from generator.dataset.problems.kind import ERROR
from generator.dataset.problems.printing import FORMATS, render, summary
from generator.dataset.problems.problem import Problem
from generator.persian.digits import fa
from generator.subjects.women.sample.usual_counts import USUAL

if TYPE_CHECKING:
    from generator.dataset.descriptor import Package
    from generator.runtime.workshop import Workshop
    from generator.site.model.subject import Subject

_USUALLY = click.core.ParameterSource.DEFAULT

# So many faults of one kind say enough.
_SHOWN = 20

_DATA = click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("data"),
    show_default=True,
    help="پوشهٔ داده‌ها، که datapackage.yaml در آن است.",
)
_CONFIG = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="پروندهٔ تنظیم‌های سایت.",
)


def _day(context: click.Context, parameter: click.Parameter, value: datetime | None) -> date | None:
    from generator.dataset.reading.load import FIRST_DAY, LAST_DAY, is_likely

    if value and not is_likely(value.date()):
        raise click.BadParameter(
            f"«{value.date()}» امروز نیست. روزی میان {FIRST_DAY} و {LAST_DAY} بنویسید.", context, parameter
        )
    return value.date() if value else None


_TODAY = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_day,
    help="روزی که «امروز» شمرده می‌شود، به میلادی؛ وگرنه SOURCE_DATE_EPOCH، وگرنه تاریخ آخرین کامیت.",
)
_REAL_DAY = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_day,
    help="روزی که «امروز» شمرده می‌شود، به میلادی؛ وگرنه همین امروز.",
)


def _version(context: click.Context, parameter: click.Parameter, asked: bool) -> None:
    if asked:
        from generator.runtime.version import version

        click.echo(f"generator {version()}")
        context.exit()


# What a bank is called where nobody says it otherwise.
_NAMES = {"women": "بانک زنان توانمند", "none": "بانک"}


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="نسخه را می‌گوید.")
def main() -> None:
    """داده‌های یک بانک را می‌سنجد و یکدست می‌کند، تازه‌ها را می‌پذیرد و سایت آن را می‌سازد."""
    # The data lives as long as the process: looking for garbage in it again and again cost a fifth of a build.
    gc.set_threshold(200_000, 50, 1000)


@main.command()
@_DATA
@_TODAY
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", show_default=True, help="شکل گزارش.")
def validate(data: Path, today: date | None, style: str) -> None:
    """همهٔ داده‌ها را می‌سنجد. کد پایان: ۰ درست، ۱ خطا، ۲ فرمان نادرست."""
    loaded = _load(data, today)
    report = render(loaded.problems, style)
    if report:
        click.echo(report)
    if style == "text":
        click.echo(f"{fa(loaded.files)} پرونده سنجیده شد: {summary(loaded.problems)}.", err=bool(report))
    sys.exit(1 if _errors(loaded.problems) else 0)


@main.command()
@_DATA
@click.option("--check", is_flag=True, help="تنها بگو کدام پرونده‌ها یکدست نیستند؛ چیزی ننویس.")
@click.option("--diff", is_flag=True, help="تفاوت‌ها را نشان بده؛ چیزی ننویس.")
def format(data: Path, check: bool, diff: bool) -> None:
    """پرونده‌های داده را به شکل یکدست بازنویسی می‌کند."""
    from generator.dataset.formatting import formatter
    from generator.dataset.private import discreet

    if check or diff:
        result = formatter.format_package(_package(data), None)
    else:
        with _writing(data) as workshop:
            result = formatter.format_package(_package(data), workshop)
    if diff:
        click.echo(discreet(formatter.differences(result)), nl=False)
    else:
        for change in result.changes:
            click.echo(discreet(f"{change.name}: {'یکدست نیست' if check else 'بازنویسی شد'}"))
    if result.problems:
        click.echo(render(result.problems), err=True)
    click.echo(f"{fa(result.files)} پرونده دیده شد، {fa(len(result.changes))} پرونده یکدست نبود.", err=True)
    sys.exit(1 if result.problems or (check and result.changes) else 0)


@main.command()
@_DATA
@_TODAY
@_CONFIG
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="پوشهٔ سایت؛ وگرنه site_dir.")
@click.option("--processes", type=click.IntRange(1), help="شمار پردازه‌ها؛ وگرنه به شمار هسته‌ها.")
def build(data: Path, today: date | None, config: Path, output: Path | None, processes: int | None) -> None:
    """داده‌ها را می‌سنجد و سایت را می‌سازد؛ اگر خطایی باشد سایت پیشین دست نمی‌خورد."""
    _build(data, today, config, output, processes)


@main.command()
@_DATA
@_TODAY
@_CONFIG
@click.option(
    "--to",
    "destination",
    required=True,
    help="پوشه، نشانی rsync (میزبان:مسیر)، نشانی انبار (s3://…) یا نام پروندهٔ zip.",
)
@click.option(
    "--delete", is_flag=True, help="از آنجا تنها آنچه سایت پیش‌تر داشت و دیگر ندارد برداشته شود؛ چیزهای دیگر بمانند."
)
def publish(data: Path, today: date | None, config: Path, destination: str, delete: bool) -> None:
    """داده‌ها را می‌سنجد، سایت را می‌سازد و به جایی که گفته‌اید می‌برد."""
    from generator.site.engine.build import BuildError
    from generator.site.engine.deploy import check_destination, deploy

    try:
        check_destination(destination)
        deployed = deploy(_build(data, today, config, None, None), destination, delete)
    except BuildError as error:
        _fail(str(error))
    for doubt in deployed.doubts:
        click.echo(doubt, err=True)
    click.echo(f"سایت در «{deployed.place}» است.")


@main.command("check-sources")
@_DATA
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="پرونده‌ای برای فهرست نشانی‌های مرده.")
@click.option("--timeout", type=click.FloatRange(0.1, 300), default=20, show_default=True, help="ثانیه‌های انتظار.")
@click.option(
    "--pause", type=click.FloatRange(0, 60), default=1, show_default=True, help="درنگ میان دو پرسش از یک سایت."
)
@click.option("--private", is_flag=True, help="از شبکهٔ خصوصی هم بپرس؛ تنها برای آزمودن همین فرمان.")
def check_sources(data: Path, report: Path | None, timeout: float, pause: float, private: bool) -> None:
    """از نشانی‌های وبِ منبع‌ها می‌پرسد که هنوز هستند یا نه. کد پایان: ۰ همه هستند، ۱ نشانی مرده‌ای هست."""
    from generator.dataset.reading import reader
    from generator.dataset.source_links import dead_links, source_links, why
    from generator.runtime.reachability import Answer, Manners, ask

    places = source_links(reader.read(_package(data)))
    answers = list(ask(places, Manners(timeout, pause, private=private)))
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


@main.command("check-site")
@click.argument("site", type=click.Path(path_type=Path, file_okay=False), required=False)
@_DATA
@_TODAY
@_CONFIG
def check_site(site: Path | None, data: Path, today: date | None, config: Path) -> None:
    """سایتِ ساخته‌شده را با داده‌هایش می‌سنجد: هر آنچه هر بانکی قول می‌دهد. SITE پوشهٔ سایت است، وگرنه site_dir."""
    from generator.site.engine.configuration import ConfigurationError, read
    from generator.site.published.built_site import HOME, BuiltSite
    from generator.site.published.site_check import broken

    loaded = _load(data, today)
    if loaded.registry is None:
        click.echo(render(loaded.problems), err=True)
        _fail("خود داده‌ها خطا دارند؛ سایت با آن‌ها سنجیده نشد.")
    try:
        settings = read(config)
    except ConfigurationError as error:
        _fail(str(error))
    folder = site or config.parent / str(settings.get("site_dir") or "site")
    if not (folder / HOME).is_file():
        _fail(f"در «{folder}» سایتی نیست. نخست generator build را اجرا کنید.")
    built = BuiltSite(folder, settings.get("extra") or {})
    faults = 0
    for promise, found in broken(built, loaded.registry):
        click.echo(f"{'✗' if found else '✓'} {promise.title}")
        for fault in found[:_SHOWN]:
            click.echo(f"  {fault}")
        if len(found) > _SHOWN:
            click.echo(f"  … و {fa(len(found) - _SHOWN)} جای دیگر")
        faults += len(found)
    if faults:
        _fail(f"سایت «{folder}»: {fa(faults)} جا قول خود را نگه نداشته است.")
    click.echo(f"سایت «{folder}»: {fa(len(built.pages))} صفحه سنجیده شد، بی‌خطا.")


@main.command()
@_CONFIG
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="پوشهٔ سایت؛ وگرنه site_dir.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="شمارهٔ درگاه؛ ۰: هر درگاه آزاد."
)
def serve(config: Path, output: Path | None, port: int) -> None:
    """سایت ساخته‌شده را روی همین رایانه نشان می‌دهد."""
    from generator.site.engine.build import BuildError
    from generator.site.engine.preview import serve as show

    try:
        show(config, output, port, lambda address: click.echo(f"سایت: {address} (پایان: Ctrl+C)"))
    except BuildError as error:
        _fail(str(error))


@main.command()
@_DATA
@_CONFIG
@click.option("--check", is_flag=True, help="تنها بگو کدام برگه‌ها کهنه‌اند؛ چیزی ننویس.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".github/ISSUE_TEMPLATE"),
    show_default=True,
    help="پوشهٔ برگه‌ها.",
)
def forms(data: Path, config: Path, check: bool, output: Path) -> None:
    """برگه‌های مخزن را از توصیف داده‌ها می‌سازد."""
    from generator.submissions.issues import issue_form

    intake_ = _intake(data, None)
    stale = issue_form.write(intake_.package, intake_.names(), _office(config), output, check)
    for name in stale:
        click.echo(f"{name}: {'کهنه است' if check else 'نوشته شد'}")
    sys.exit(1 if check and stale else 0)


@main.command()
@_DATA
@click.option("--check", is_flag=True, help="تنها بگو کدام پرونده‌ها کهنه‌اند؛ چیزی ننویس.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    show_default=True,
    help="پوشهٔ مخزن، که .schemas و .vscode در آن نوشته می‌شود.",
)
def schemas(data: Path, check: bool, output: Path) -> None:
    """برای ویرایشگر می‌نویسد که هر پروندهٔ داده چه می‌پذیرد، تا هنگام نوشتن کامل کند و زیر خطا خط بکشد."""
    from generator.dataset import editor_files

    try:
        stale = editor_files.write(_package(data), output.absolute(), check)
    except editor_files.SettingsError as error:
        _fail(str(error))
    for name in stale:
        click.echo(f"{name}: {'کهنه است' if check else 'نوشته شد'}")
    sys.exit(1 if check and stale else 0)


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--event", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="رویداد یک برگهٔ مخزن (JSON)."
)
@click.option("--partial", is_flag=True, help="ردیف‌های درست کاربرگ را بپذیر و کاربرگی از ردیف‌های نادرست پس بده.")
@click.option("--report", type=click.Path(path_type=Path, file_okay=False), help="پوشه‌ای برای گزارش‌ها.")
@click.option("--id", "wanted", default="", help="شناسهٔ پروندهٔ تازه، اگر آنچه از نام ساخته می‌شود درست نیست.")
@_DATA
@_REAL_DAY
def intake(
    files: tuple[Path, ...],
    event: Path | None,
    partial: bool,
    report: Path | None,
    wanted: str,
    data: Path,
    today: date | None,
) -> None:
    """برگه‌ها و کاربرگ‌ها را به پرونده‌های داده تبدیل می‌کند. کد پایان: ۰ نوشته شد، ۱ خطا، ۲ فرمان نادرست."""
    if bool(files) == bool(event):
        raise click.UsageError("یا چند پرونده بدهید یا یک رویداد (--event).")
    from generator.submissions.intake import batch

    with _writing(data) as workshop:
        result = batch.take(_intake(data, today), workshop, files, event, partial, report, wanted)
    click.echo(result.text)
    sys.exit(1 if result.failed else 0)


@main.command()
@click.argument("address")
@_DATA
@_REAL_DAY
def withdraw(address: str, data: Path, today: date | None) -> None:
    """پروندهٔ یک صفحه را به خواست صاحبش برمی‌دارد، تنها اثر انگشتی نگه می‌دارد و می‌گوید نامش دیگر کجا هست.

    ADDRESS نشانی صفحه است، مانند /women/shenase/. کد پایان: ۰ برداشته شد، ۱ خطا، ۲ فرمان نادرست.
    """
    from generator.submissions.intake import batch

    with _writing(data) as workshop:
        result = batch.withdraw(_intake(data, today), workshop, address)
    click.echo(result.text)
    sys.exit(1 if result.failed else 0)


@main.command("count-loans")
@click.argument("file", type=click.Path(path_type=Path))
@_DATA
@_REAL_DAY
def count_loans(file: Path, data: Path, today: date | None) -> None:
    """از فهرستی خصوصی از وام‌های تصویب‌نشده و ردشده تنها شمارها را، بی نام تعاونی، در داده‌ها می‌نویسد.

    FILE پروندهٔ CSV بیرون از مخزن است، با ستون‌های شهرستان، خط اعتباری، مرحله و تاریخ مرحله.
    """
    from generator.subjects.women import loan_list

    with _writing(data) as workshop:
        bank = _intake(data, today)
        if not loan_list.is_of(_subject(bank.package), bank.package):
            _fail("در این بانک شمار وام‌ها نگه داشته نمی‌شود: توصیف داده‌ها مجموعهٔ آن را ندارد. چیزی نوشته نشد.")
        result = loan_list.take(bank, workshop, file)
    click.echo(result.text, err=result.failed)
    sys.exit(1 if result.failed else 0)


def _counted(command: Callable[..., None]) -> Callable[..., None]:
    for name, (usual, words) in reversed(USUAL.items()):
        option = click.option(f"--{name}", type=click.IntRange(0), default=usual, show_default=True, help=words)
        command = option(command)
    return command


@main.command()
@click.argument("target", type=click.Path(path_type=Path, file_okay=False))
@_DATA
@_counted
@click.option("--seed", type=int, default=1, show_default=True, help="دانهٔ تصادف؛ با همان دانه، همان داده.")
@click.pass_context
def sample(context: click.Context, target: Path, data: Path, seed: int, **counts: int) -> None:
    """بسته‌ای ساختگی به هر اندازه می‌سازد، برای آزمایش و نمایش."""
    from generator.site.model.subject import SampleError

    package = _package(data)
    write = _subject(package).sample
    if write is None:
        _fail(
            f"بانکی با موضوع «{package.subject}» نمونه‌ساز ندارد: تنها موضوعی که داده‌هایش را می‌شناسد آن‌ها را از خود می‌سازد."
        )
    said = {name: count for name, count in counts.items() if context.get_parameter_source(name) is not _USUALLY}
    try:
        written = write(package, target, said, seed)
    except SampleError as error:
        _fail(str(error))
    click.echo(f"{fa(written)} پرونده در «{target}» نوشته شد. داده‌ها ساختگی‌اند.")


@main.command()
@click.argument("version")
@click.option("--note", required=True, help="آنچه در این نسخه تازه است، در یک یا دو جمله.")
@_DATA
@_REAL_DAY
def release(version: str, note: str, data: Path, today: date | None) -> None:
    """نسخهٔ تازه‌ای از داده‌ها را با شمار ردیف‌های هر جدول ثبت می‌کند."""
    from generator.dataset.reading.load import now
    from generator.site.exports.open_data.releasing import ReleaseError
    from generator.site.exports.open_data.releasing import release as record

    with _writing(data) as workshop:
        loaded = _load(data, today or now())
        if loaded.registry is None:
            click.echo(render(loaded.problems), err=True)
            _fail("داده‌ها خطا دارند و نسخه‌ای ثبت نشد.")
        try:
            made = record(loaded.registry, version, note, loaded.today, workshop)
        except ReleaseError as error:
            _fail(str(error))
    click.echo(f"نسخهٔ {fa(made.version)} با {fa(made.total)} ردیف در {fa(len(made.rows))} جدول ثبت شد.")


@main.command()
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

    province = province or click.prompt("نام استان، به فارسی")
    latin = latin or click.prompt("نام استان، به لاتین")
    office = office or click.prompt("نام دفتر", default="دفتر امور بانوان و خانواده")
    answers = province, latin, subject, name or f"{_NAMES[subject]} استان {province.strip()}", office, repository
    try:
        text = counties.read_text("utf-8") if counties else EXAMPLE
        names = lay_out(folder, Province(*(answer.strip() for answer in answers)), text)
    except UnicodeDecodeError:
        _fail(f"«{counties}» متن UTF-8 نیست. آن را در اکسل با «CSV UTF-8» ذخیره کنید.")
    except NewError as error:
        _fail(str(error))
    click.echo(f"{fa(len(names))} پرونده در «{folder}» نوشته شد. README.fa.md می‌گوید چه کارهایی مانده است.")


@main.command()
@_DATA
@_CONFIG
@click.option("--write", is_flag=True, help="پرونده‌هایی را که کسی تغییر نداده است تازه کن.")
def doctor(data: Path, config: Path, write: bool) -> None:
    """می‌گوید نسخهٔ تازهٔ برنامه از این بانک چه می‌خواهد. کد پایان: ۰ کاری نمانده، ۱ کاری مانده است."""
    from generator.project.doctor import Patient, advise, bring_up_to_date

    if write:
        for name in bring_up_to_date(Patient(config, data)):
            click.echo(f"{name}: تازه شد")
    advice = list(advise(Patient(config, data)))
    for item in advice:
        click.echo(f"{'✗' if item.must else '•'} {item.place}: {item.text}")
    tasks = sum(item.must for item in advice)
    if tasks:
        _fail(f"{fa(tasks)} کار مانده است.")
    click.echo("کاری نمانده است." if not advice else "کاری نمانده است؛ آنچه با • آمده پیشنهاد است.")


@contextmanager
def _writing(data: Path) -> Iterator[Workshop]:
    """Yield the workshop of the data: one run at a time reads and then writes, and what a killed one left is mended."""
    from generator.dataset.reading.load import DESCRIPTOR
    from generator.runtime.workshop import Workshop

    if not (data / DESCRIPTOR).is_file():
        _package(data)  # says what is missing
    with Workshop(data / DESCRIPTOR) as workshop:
        yield workshop


def _package(data: Path):
    from generator.dataset import descriptor
    from generator.dataset.reading.load import DESCRIPTOR

    try:
        return descriptor.load(data.absolute() / DESCRIPTOR)
    except descriptor.DescriptorError as error:
        _fail(str(error))


def _subject(package: Package) -> Subject:
    from generator.dataset.descriptor import DescriptorError
    from generator.project.assembly import subject_of

    try:
        return subject_of(package)
    except DescriptorError as error:
        _fail(str(error))


def _intake(data: Path, today: date | None):
    import os

    from generator.dataset.descriptor import DescriptorError
    from generator.dataset.reading.load import KEY_VARIABLE, now
    from generator.project.assembly import open_intake
    from generator.submissions.intake.importer import BankError

    try:
        return open_intake(_package(data), today or now(), os.environ.get(KEY_VARIABLE, ""))
    except DescriptorError as error:
        _fail(str(error))
    except BankError as error:
        click.echo(render(error.problems), err=True)
        _fail("خود داده‌ها خطا دارند و چیزی نوشته نشد. نخست این‌ها را درست کنید.")


def _mend(data: Path) -> None:
    """Mend what a killed run left in the data, before they are published; where there is nothing, write nothing."""
    from generator.dataset.reading.load import DESCRIPTOR
    from generator.runtime.workshop import State, state

    if state(data / DESCRIPTOR) is not State.CLEAN:
        with _writing(data):
            pass


def _office(config: Path) -> dict[str, str]:
    """Return the office's contact as the settings of the site have it."""
    from generator.site.engine.configuration import ConfigurationError, read
    from generator.site.model.status import office

    try:
        return dict(office(read(config).get("extra") or {}))
    except ConfigurationError as error:
        _fail(str(error))


def _load(data: Path, today: date | None):
    from generator.dataset.descriptor import DescriptorError
    from generator.dataset.reading.load import DayError
    from generator.project.assembly import load

    try:
        return load(data, today)
    except DescriptorError as error:
        _fail(str(error))
    except DayError as error:
        raise click.UsageError(str(error), click.get_current_context()) from None


def _fail(message: str) -> NoReturn:
    from generator.dataset.private import discreet

    click.echo(discreet(message), err=True)
    sys.exit(1)


def _errors(problems: list[Problem]) -> int:
    return sum(problem.severity == ERROR for problem in problems)


def _build(data: Path, today: date | None, config: Path, output: Path | None, processes: int | None) -> Path:
    from generator.runtime.workers import Processes
    from generator.site.engine.build import BuildError
    from generator.site.engine.build import build as make

    _mend(data)
    loaded = _load(data, today)
    if loaded.problems:
        click.echo(render(loaded.problems), err=True)
        click.echo(f"{summary(loaded.problems)}.", err=True)
    if loaded.registry is None:
        click.echo("سایت ساخته نشد و سایت پیشین دست نخورد.", err=True)
        sys.exit(1)
    try:
        with _progress() as progress:
            built = make(loaded, config, output, progress, Processes(processes))
    except BuildError as error:
        _fail(f"{error}\nسایت ساخته نشد و سایت پیشین دست نخورد.")
    for doubt in built.doubts:
        click.echo(doubt, err=True)
    click.echo(f"{fa(built.pages)} صفحه از داده‌ها ساخته شد: {built.target}")
    return built.target


@contextmanager
def _progress() -> Iterator[Callable[[int], None]]:
    """Yield what counts the written pages: a line that is redrawn on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        click.echo("ساختن صفحه‌ها…", err=True)
        yield lambda count: None
        return
    done = 0

    def show(count: int) -> None:
        nonlocal done
        done += count
        click.echo(f"\r{fa(done)} صفحه نوشته شد", nl=False, err=True)

    yield show
    click.echo(err=True)
