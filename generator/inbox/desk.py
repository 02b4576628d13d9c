"""The desk: the pages of a reviewer on her own computer, opened in her browser by a double click.

Only this computer reaches it, and only who can write into its folder gets in: a start leaves a token there, and the
browser brings it back once. Errors: none that a person would see as one: what is missing is said on a first page.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
import shutil
import time
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from generator.dataset.reading.load import DESCRIPTOR
from generator.inbox import inbox_settings, serving
from generator.inbox.inbox_settings import Settings, SettingsError
from generator.inbox.store import backup
from generator.inbox.store.database import StoreError, faults
from generator.runtime.lock import Busy
from generator.site.engine import configuration

_TOKEN, _ADDRESS, _FIRST_PAGE = "token", "address.json", "start.html"
# Seconds in which another desk that has just been started tells where it is.
_PATIENCE, _PAUSE = 10.0, 0.1
_BROKEN = (
    "در پوشهٔ «.inbox»، که در پوشهٔ بانک است، نام فایل inbox.db را عوض کنید و میز را دوباره باز کنید:"
    " خودش تازه‌ترین نسخهٔ پشتیبان را برمی‌گرداند."
)
_LEAD = "نخست این‌ها را انجام دهید، سپس میز را دوباره باز کنید:"


def missing(project: Path, data: str = "data") -> list[str]:
    """Return what has to be there before the desk opens, a Persian sentence each."""
    found = []
    if not configuration.is_known() or not all(find_spec(name) for name in ("werkzeug", "waitress", "segno")):
        found.append("بسته‌های میز نصب نیستند. آن را با desk.cmd، یا در لینوکس و مک با «sh desk.sh»، باز کنید.")
    if not shutil.which("git"):
        found.append(
            "برنامهٔ Git روی این رایانه نیست. آن را از git-scm.com بگیرید و نصب کنید، سپس میز را دوباره باز کنید."
        )
    if not (project / data / DESCRIPTOR).is_file():
        found.append(f"در «{project}» داده‌های بانک نیست. میز را در پوشهٔ بانک باز کنید.")
    elif not (project / ".git").exists():
        found.append(f"پوشهٔ «{project}» مخزن Git نیست. پوشه را با git clone بگیرید، نه با کپی پوشه.")
    return found


def run(project: Path, port: int, is_opened: bool, say: Callable[[str], None]) -> bool:
    """Open the desk of a bank's folder and serve it until the process is stopped; return whether it could be.

    What hinders it is said on a page too: a desk that was double-clicked has no terminal.
    """
    lacks = missing(project)
    if not lacks:
        try:
            _serve(inbox_settings.of_desk(project), port, is_opened, say)
            return True
        except SettingsError as error:
            lacks = [str(error)]
        except StoreError as error:
            is_broken = bool(faults(inbox_settings.of_desk(project).store))
            lacks = [str(error), *([_BROKEN] if is_broken else [])]
    _say_what_is_missing(project, lacks, is_opened, say)
    return False


def _serve(settings: Settings, port: int, is_opened: bool, say: Callable[[str], None]) -> None:
    """Serve the desk, or open the one that runs already; raise SettingsError and StoreError."""
    from generator.inbox.web.listening import LOOPBACK, bound

    inbox_settings.keep_out_of_git(settings.folder)
    try:
        lock = serving.alone(settings)
    except Busy:
        _open(settings, _address(settings), is_opened, say)
        return
    try:
        listener = bound(port)
    except OSError as error:
        lock.release()
        raise SettingsError(f"درگاه {port} در دسترس نیست ({error.strerror}). درگاه دیگری بدهید: --port.") from None
    site = f"http://{LOOPBACK}:{listener.getsockname()[1]}/"
    serving.write_log(settings.folder / "inbox.log")
    if not settings.store.exists() and (copy := backup.restore_newest(settings.copies, settings.store)):
        say(f"صندوق از «{copy.name}» برگشت.")

    def started() -> None:
        _keep(settings, _ADDRESS, json.dumps({"site": site}))
        _open(settings, site, is_opened, say)

    try:
        serving.run(settings, listener, site, started, {"knock": _Knock(settings)}, lock)
    finally:
        with suppress(OSError):
            _file(settings, _ADDRESS).unlink(missing_ok=True)


class _Knock:
    """Who brings the token that a start has left in the folder comes in, once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self, token: str) -> bool:
        path = _file(self._settings, _TOKEN)
        try:
            left = path.read_text("ascii")
        except (OSError, UnicodeDecodeError):
            return False
        if not token or not hmac.compare_digest(left.encode(), token.encode()):
            return False
        path.unlink(missing_ok=True)
        return True


def _open(settings: Settings, site: str, is_opened: bool, say: Callable[[str], None]) -> None:
    """Leave a token, and lead the browser to the door with it behind the «#», where nobody logs it."""
    token = secrets.token_hex(16)
    _keep(settings, _TOKEN, token)
    address = f"{site}inbox/enter#{token}"
    if not (is_opened and webbrowser.open(address)):
        say(f"میز باز است. این نشانی را یک بار در مرورگر باز کنید: {address}")


def _address(settings: Settings) -> str:
    """Return where the desk that runs already is."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        with suppress(OSError, ValueError, KeyError):
            return str(json.loads(_file(settings, _ADDRESS).read_text("utf-8"))["site"])
        time.sleep(_PAUSE)
    raise SettingsError("میز دیگری روی همین پوشه باز است و پاسخ نمی‌دهد. رایانه را از نو روشن کنید.")


def _file(settings: Settings, name: str) -> Path:
    return settings.lock.with_name(name)


def _keep(settings: Settings, name: str, text: str) -> None:
    """Write a file that its owner alone may read."""
    path = _file(settings, name)
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)


def _say_what_is_missing(project: Path, lacks: list[str], is_opened: bool, say: Callable[[str], None]) -> None:
    for sentence in lacks:
        say(sentence)
    if not is_opened:
        return
    from jinja2 import Environment, FileSystemLoader

    folder = project / inbox_settings.DESK_FOLDER
    with suppress(OSError):
        inbox_settings.keep_out_of_git(folder)
        env = Environment(loader=FileSystemLoader(Path(__file__).parent / "web" / "templates"), autoescape=True)
        page = folder / _FIRST_PAGE
        page.write_text(env.get_template("missing.html").render(lead=_LEAD, lacks=lacks), "utf-8")
        webbrowser.open(page.as_uri())
