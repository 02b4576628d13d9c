"""The verbs for the site: build it, check it, show it, publish it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.boundary import Verb
from generator.cli.costs import told
from generator.cli.opening import at_hand, fail, load_data, load_to_build, mend
from generator.cli.options import CONFIG, DATA, REAL_DAY, SOURCE, TODAY, Place
from generator.dataset.problems.printing import render, summary
from generator.persian.digits import fa

if TYPE_CHECKING:
    from generator.dataset.reading.load import Loaded
    from generator.runtime.cache import Cache
    from generator.runtime.remote.store import Store
    from generator.runtime.workers import Workers

# So many faults of one kind say enough.
_SHOWN = 20


@click.command(cls=Verb)
@SOURCE
@TODAY
@CONFIG
@click.option(
    "--output",
    type=Place(path_type=Path, file_okay=False),
    help="پوشهٔ سایت یا نشانی آن در یک انبار (s3://…)؛ وگرنه site_dir.",
)
@click.option("--processes", type=click.IntRange(1), help="تعداد پردازه‌ها؛ وگرنه به تعداد هسته‌ها.")
@click.option(
    "--scheduler", metavar="ADDRESS", help="نشانی زمان‌بند خوشه‌ای از Dask که بسازد، مانند tcp://10.0.0.1:8786."
)
@click.option("--profile", is_flag=True, help="در پایان بگو هر مرحله چه اندازه زمان و حافظه برد.")
@click.option("--fresh", is_flag=True, help="همه‌چیز از نو ساخته شود؛ از ساخت پیشین فقط تصویرهای پیش‌نمایش به کار رود.")
def build(
    data: Path | Store,
    today: date | None,
    config: Path,
    output: Path | Store | None,
    processes: int | None,
    scheduler: str | None,
    profile: bool,
    fresh: bool,
) -> None:
    """داده‌ها را بررسی می‌کند و سایت را می‌سازد؛ اگر خطایی باشد سایت پیشین دست نمی‌خورد."""
    if processes and scheduler:
        raise click.UsageError("یا پردازه‌های همین رایانه بسازند (--processes) یا یک خوشه (--scheduler).")
    with told(profile), _workers(processes, scheduler) as workers:
        _build(data, today, config, output, workers, fresh)


@click.command(cls=Verb)
@SOURCE
@TODAY
@CONFIG
@click.option(
    "--to",
    "destination",
    required=True,
    help="پوشه، نشانی rsync (میزبان:مسیر)، نشانی انبار (s3://…) یا نام فایل zip.",
)
@click.option(
    "--delete", is_flag=True, help="از آنجا فقط آنچه سایت پیش‌تر داشت و دیگر ندارد حذف شود؛ چیزهای دیگر بمانند."
)
def publish(data: Path | Store, today: date | None, config: Path, destination: str, delete: bool) -> None:
    """داده‌ها را بررسی می‌کند، سایت را می‌سازد و به جایی که گفته‌اید می‌برد."""
    from generator.runtime.workers import Processes
    from generator.site.engine.build_error import BuildError
    from generator.site.engine.deploy import check_destination, deploy

    try:
        check_destination(destination)
        with told():
            site = _build(data, today, config, None, Processes())
        assert isinstance(site, Path)  # where nothing else is said it comes to a folder
        deployed = deploy(site, destination, delete)
    except BuildError as error:
        fail(str(error))
    for doubt in deployed.doubts:
        click.echo(doubt, err=True)
    click.echo(f"سایت در «{deployed.place}» است.")


@click.command("check-site", cls=Verb)
@click.argument("site", type=click.Path(path_type=Path, file_okay=False), required=False)
@DATA
@TODAY
@CONFIG
def check_site(site: Path | None, data: Path, today: date | None, config: Path) -> None:
    """سایتِ ساخته‌شده را با داده‌هایش بررسی می‌کند: هر آنچه هر بانکی قول می‌دهد. SITE پوشهٔ سایت است، وگرنه site_dir."""
    from generator.site.engine.configuration import ConfigurationError, read, site_folder
    from generator.site.published.built_site import HOME, BuiltSite
    from generator.site.published.site_check import broken

    loaded = load_data(data, today)
    if loaded.registry is None:
        click.echo(render(loaded.problems), err=True)
        fail("خود داده‌ها خطا دارند؛ سایت با آن‌ها بررسی نشد.")
    try:
        settings = read(config)
    except ConfigurationError as error:
        fail(str(error))
    folder = site or site_folder(config, settings)
    if not (folder / HOME).is_file():
        fail(f"در «{folder}» سایتی نیست. نخست generator build را اجرا کنید.")
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
        fail(f"سایت «{folder}»: {fa(faults)} جا قول خود را نگه نداشته است.")
    click.echo(f"سایت «{folder}»: {fa(len(built.pages))} صفحه بررسی شد، بی‌خطا.")


@click.command(cls=Verb)
@CONFIG
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="پوشهٔ سایت؛ وگرنه site_dir.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="شمارهٔ درگاه؛ ۰: هر درگاه آزاد."
)
@click.option("--watch", is_flag=True, help="بی‌آنکه سایتی ساخته شود، هر ویرایش داده، متن و قالب همان دم دیده شود.")
@DATA
@REAL_DAY
def serve(config: Path, output: Path | None, port: int, watch: bool, data: Path, today: date | None) -> None:
    """سایت ساخته‌شده را روی همین رایانه نشان می‌دهد؛ با --watch خود داده‌ها را، با هر ویرایش."""
    from generator.site.engine.build_error import BuildError
    from generator.site.engine.preview import serve as show

    if watch and output:
        raise click.UsageError("یا سایتی ساخته‌شده را نشان دهید (--output) یا خود داده‌ها را (--watch).")

    def started(address: str) -> None:
        click.echo(f"سایت: {address} (پایان: Ctrl+C)")

    try:
        if watch:
            _watch(config, data, today, port, started)
        else:
            show(config, output, port, started)
    except BuildError as error:
        fail(str(error))


def _watch(config: Path, data: Path, today: date | None, port: int, started: Callable[[str], None]) -> None:
    from generator.dataset.reading.kept import Kept
    from generator.dataset.reading.load import now
    from generator.project import assembly
    from generator.site.engine.watching import watch

    kept = Kept()
    # What somebody edits is not committed yet, and a build of it is of the real day.
    watch(config, data, lambda: assembly.load(data, today or now(), kept=kept), port, started)


@contextmanager
def _workers(processes: int | None, scheduler: str | None) -> Iterator[Workers]:
    """Yield who builds: a cluster where its scheduler is named, which is asked before anybody waits for the data."""
    from generator.runtime.remote.cluster import cluster
    from generator.runtime.workers import Processes

    if scheduler:
        with cluster(scheduler) as workers:
            yield workers
    else:
        yield Processes(processes)


def _build(
    data: Path | Store,
    today: date | None,
    config: Path,
    output: Path | Store | None,
    workers: Workers,
    fresh: bool = False,
) -> Path | Store:
    from generator.runtime.cache import Cache, beside
    from generator.runtime.remote.store import Store
    from generator.site.engine.build import build as make
    from generator.site.engine.build_error import BuildError
    from generator.site.engine.deploy import check_destination

    try:
        if isinstance(output, Store):
            check_destination(str(output))
        with at_hand(data) as folder:
            # Of what lies in a store nothing is kept here.
            cache = Cache(beside(data)) if isinstance(data, Path) and not fresh else None
            try:
                built = make(_valid(folder, today, cache), config, output, workers, cache)
            finally:
                if cache:
                    cache.close()
    except BuildError as error:
        fail(str(error) if error.half else f"{error}\nسایت ساخته نشد و سایت پیشین دست نخورد.")
    for doubt in built.doubts:
        click.echo(doubt, err=True)
    click.echo(f"{fa(built.pages)} صفحه از داده‌ها ساخته شد: {built.target}")
    return built.target


def _valid(data: Path, today: date | None, cache: Cache | None) -> Loaded:
    """Return the data, whose problems are told; end the run where a site cannot be built of them."""
    mend(data)
    loaded = load_to_build(data, today, cache)
    if loaded.problems:
        click.echo(render(loaded.problems), err=True)
        click.echo(f"{summary(loaded.problems)}.", err=True)
    if loaded.registry is None:
        click.echo("سایت ساخته نشد و سایت پیشین دست نخورد.", err=True)
        sys.exit(1)
    return loaded
