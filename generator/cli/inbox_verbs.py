"""The verbs of the inbox and the desk; nothing of the extra is imported before one of them runs."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.boundary import Room, Verb
from generator.cli.opening import fail

if TYPE_CHECKING:
    from generator.inbox.inbox_settings import Settings

_PROJECT = click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="پوشهٔ بانک، برای میزی که روی همین رایانه است.",
)
_SETTINGS = click.option(
    "--settings",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("inbox.toml"),
    show_default=True,
    help="فایل تنظیم‌های صندوق.",
)


def _of(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the options that say which inbox is meant."""
    return _PROJECT(_SETTINGS(verb))


def _settings(project: Path | None, file: Path) -> Settings:
    from generator.inbox import inbox_settings

    try:
        settings = inbox_settings.of_desk(project) if project else inbox_settings.read(file)
    except inbox_settings.SettingsError as error:
        fail(str(error))
    if (owner := settings.owner_other_than_root()) and not project:
        mine = shlex.join(["runuser", "-u", owner, "--", *sys.argv])
        fail(f"صندوق از آنِ کاربر «{owner}» است و آنچه root در آن بنویسد برایش بسته می‌ماند. بنویسید: {mine}")
    return settings


@click.command(cls=Verb)
@click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="پوشهٔ بانک؛ وگرنه همین پوشه.",
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="شمارهٔ درگاه؛ وگرنه هر درگاه آزاد.")
@click.option("--headless", is_flag=True, help="مرورگر باز نشود؛ نشانی گفته شود.")
def desk(project: Path, port: int, headless: bool) -> None:
    """میز بازبینی را روی همین رایانه در مرورگر باز می‌کند."""
    from generator.inbox import desk as opening

    if not opening.run(project.absolute(), port, not headless, lambda text: click.echo(text)):
        sys.exit(1)


def _store_error() -> type[Exception]:
    from generator.inbox.store.database import StoreError

    return StoreError


@click.group(cls=Room)
def inbox() -> None:
    """صندوق دریافت: آنچه می‌رسد منتظر بازبین می‌ماند و پس از پذیرش منتشر می‌شود."""


@inbox.command()
@_of
def work(project: Path | None, file: Path) -> None:
    """بخش خودکار صندوق: بررسی می‌کند، ثبت می‌کند و سایت را می‌سازد. خودِ صندوق آن را می‌گشاید."""
    from generator.inbox import serving
    from generator.inbox.work import worker
    from generator.runtime.lock import Busy

    settings = _settings(project, file)
    serving.write_log(settings.folder / "worker.log" if settings.is_desk else None)
    serving.end_with_parent()
    try:
        worker.work(settings)
    except Busy:
        fail("کارگر دیگری روی همین صندوق کار می‌کند.")
    except _store_error() as error:
        fail(str(error))


@inbox.command()
@_of
@click.option("--to", "destination", required=True, help="پوشه، نشانی rsync یا نام فایلی با پایان zip.")
@click.option("--delete", is_flag=True, help="از آنجا فقط آنچه سایت پیش‌تر داشت و دیگر ندارد حذف شود.")
def carry(project: Path | None, file: Path, destination: str, delete: bool) -> None:
    """سایتی را که صندوق نشان می‌دهد، همان‌گونه که هست، به جای دیگری می‌برد."""
    from generator.inbox.work.releasing_site import shown
    from generator.site.engine.build_error import BuildError
    from generator.site.engine.deploy import deploy

    settings = _settings(project, file)
    site = shown(settings.releases)
    if site is None:
        fail("سایت هنوز ساخته نشده است.")
    try:
        deployed = deploy(site, destination, delete)
    except BuildError as error:
        fail(str(error))
    for doubt in deployed.doubts:
        click.echo(doubt)
    click.echo(f"سایت در «{deployed.place}» است.")


@inbox.command()
@_of
def bundle(project: Path | None, file: Path) -> None:
    """همهٔ مخزن را با تاریخچه‌اش در یک فایل می‌گذارد که با حافظهٔ همراه برده شود."""
    from generator.inbox.web.desk.publishing_page import BUNDLE
    from generator.inbox.work.git.git_commands import GitError
    from generator.inbox.work.worker import repository_of

    settings = _settings(project, file)
    try:
        repository_of(settings).bundle(settings.folder / BUNDLE)
    except GitError as error:
        fail(str(error))
    click.echo(f"مخزن در «{settings.folder / BUNDLE}» است.")


@inbox.command()
@_of
@click.option("--entry", type=int, required=True, help="شمارهٔ مورد در صندوق.")
@click.option("--digest", required=True, help="نشان آنچه بازبین دیده است.")
def look(project: Path | None, file: Path, entry: int, digest: str) -> None:
    """صفحهٔ یک مورد را، همان‌گونه که پس از پذیرش خواهد بود، می‌کشد. میز آن را می‌خواهد."""
    from datetime import UTC, datetime

    from generator.inbox.store.database import Store
    from generator.inbox.work import looking
    from generator.inbox.work.worker import repository_of

    settings = _settings(project, file)
    try:
        looking.look(settings, Store(settings.store), repository_of(settings), entry, digest, datetime.now(UTC))
    except (looking.LookError, _store_error()) as error:
        fail(str(error))
