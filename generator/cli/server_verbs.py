"""The verbs of an inbox behind a server: serve it, check how it is set up, invite people, copy it and put a copy back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from generator.cli.boundary import Verb
from generator.cli.inbox_verbs import _of as of_inbox
from generator.cli.inbox_verbs import _settings as settings_of
from generator.cli.inbox_verbs import _store_error as store_error
from generator.cli.opening import fail


@click.command(cls=Verb)
@click.option("--unproven", is_flag=True, help="بی‌آنکه nginx بررسی شود؛ فقط برای آزمودن.")
@of_inbox
def serve(project: Path | None, file: Path, unproven: bool) -> None:
    """صندوق را پشت nginx باز می‌کند و کارگر آن را می‌گشاید؛ تا بسته نشود می‌ماند."""
    from urllib.parse import urlsplit

    from generator.inbox import proxy_probe, serving
    from generator.inbox.inbox_settings import SettingsError
    from generator.inbox.web.listening import bound
    from generator.runtime.lock import Busy

    settings = settings_of(project, file)
    if settings.is_desk:
        fail("میز با «generator desk» باز می‌شود؛ serve برای سرور است.")
    try:
        listener = bound(settings.port)
        lock = serving.alone(settings)
    except Busy:
        fail("صندوق دیگری روی همین پوشه باز است.")
    except OSError as error:
        fail(f"درگاه {settings.port} در دسترس نیست ({error.strerror}). کلید port را عوض کنید یا برنامهٔ دیگر را ببندید.")
    host = urlsplit(settings.address).netloc
    if not unproven and (found := proxy_probe.faults(listener, host, proxy_probe.over_tls(host))):
        lock.release()
        fail("\n".join(found))
    serving.write_log(None)
    try:
        serving.run(
            settings,
            listener,
            settings.address,
            lambda: click.echo(f"صندوق در {settings.address}inbox/ باز است."),
            lock=lock,
        )
    except (SettingsError, store_error()) as error:
        fail(str(error))


@click.command(cls=Verb)
@of_inbox
def check(project: Path | None, file: Path) -> None:
    """می‌گوید در تنظیم سرور چه چیزی نادرست است. nginx فقط وقتی بررسی می‌شود که صندوق بسته باشد."""
    from urllib.parse import urlsplit

    from generator.inbox import proxy_probe, server_check
    from generator.inbox.web.listening import bound

    settings = settings_of(project, file)
    found = list(server_check.faults(settings, datetime.now(UTC)))
    if not settings.is_desk:
        host = urlsplit(settings.address).netloc
        try:
            with bound(settings.port) as listener:
                found += proxy_probe.faults(listener, host, proxy_probe.over_tls(host))
        except OSError:
            click.echo(
                f"درگاه {settings.port} در کار است، پس nginx بررسی نشد. صندوق هنگام باز شدن خودش آن را بررسی می‌کند."
            )
    if found:
        fail("\n".join(found))
    click.echo("همه چیز درست است.")


# By which word of the command line somebody says each field of an invitation.
_OPTIONS = {
    "name": "NAME",
    "role": "--role",
    "county": "--county",
    "agency": "--agency",
    "facilities": "--facility",
    "until": "--days",
}


@click.command(cls=Verb)
@click.argument("name")
@click.option("--role", required=True, help="expert، reviewer، bank، director یا keeper.")
@click.option("--county", default="", help="شناسه یا نام شهرستان؛ وگرنه همهٔ استان.")
@click.option("--agency", default="", help="شناسه یا نام دستگاهی که همکار از آن است.")
@click.option("--facility", "facilities", multiple=True, help="شناسه یا نام تسهیلاتی که بانک می‌بیند.")
@click.option("--days", type=int, default=365, show_default=True, help="پیوند تا چند روز کار کند.")
@of_inbox
def invite(
    project: Path | None,
    file: Path,
    name: str,
    role: str,
    county: str,
    agency: str,
    facilities: tuple[str, ...],
    days: int,
) -> None:
    """همکاری را دعوت می‌کند و پیوند شخصی او را، همین یک بار، می‌نویسد."""
    from generator.inbox import inviting
    from generator.inbox.store.database import Store
    from generator.inbox.web.known_bank import BankUnknown, KnownBank

    settings, now = settings_of(project, file), datetime.now(UTC)
    try:
        names = KnownBank(settings).names()
    except BankUnknown:
        names = None
    try:
        guest = inviting.judge(inviting.Wish(name, role, county, agency, facilities, f"{days} روز"), names, now)
        store = Store(settings.store)
        with store.writing() as tx:
            _, token = inviting.invite(tx, guest, now)
        store.close()
    except inviting.InvitingError as error:
        fail("\n".join(f"{said} ({_OPTIONS[field]})" for field, said in error.faults.items()))
    except store_error() as error:
        fail(str(error))
    if names is None and (county or agency or facilities):
        click.echo("داده‌های بانک هنوز خوانده نشده‌اند؛ شناسه‌ها بررسی نشد.", err=True)
    click.echo(f"{settings.address}inbox/enter#{token}")
    click.echo(
        f"این پیوند «{guest.name}» را به نام {inviting.ROLE_LABELS[role]} وارد می‌کند. آن را فقط به خود او بدهید.",
        err=True,
    )


@click.command(cls=Verb)
@of_inbox
def backup(project: Path | None, file: Path) -> None:
    """از صندوق نسخهٔ پشتیبان می‌گیرد، آن را بررسی می‌کند و نسخه‌های کهنه را پاک می‌کند."""
    from generator.inbox.store import backup as copies
    from generator.inbox.store.database import Store

    settings = settings_of(project, file)
    folder = settings.copies
    try:
        store = Store(settings.store)
        made = copies.write(store, folder, datetime.now(UTC), settings.backups)
        store.close()
    except store_error() as error:
        fail(str(error))
    except OSError as error:
        fail(f"در «{folder}» نوشته نشد: {error.strerror}.")
    click.echo(f"نسخهٔ پشتیبان در «{made}» است.")


@click.command(cls=Verb)
@click.argument("copy", required=False, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@of_inbox
def restore(project: Path | None, file: Path, copy: Path | None) -> None:
    """نسخهٔ پشتیبان را، وگرنه تازه‌ترین نسخهٔ درست را، به جای صندوقی که از دست رفته است می‌گذارد."""
    from generator.inbox.store import backup as copies

    settings = settings_of(project, file)
    try:
        if copy:
            copies.restore(copy, settings.store)
        else:
            copy = copies.restore_newest(settings.copies, settings.store)
    except store_error() as error:
        fail(str(error))
    except OSError as error:
        fail(f"«{settings.store}» نوشته نشد: {error.strerror}.")
    if copy is None:
        fail(f"در «{settings.copies}» نسخهٔ پشتیبان درستی نیست. نام یکی را بنویسید.")
    click.echo(f"صندوق از «{copy.name}» برگشت.")


VERBS = (serve, check, invite, backup, restore)
