"""The settings of an inbox: one TOML file, read once, and the secret beside it, made at the first start.

Shapes: `inbox.toml` in, a `Settings` out; folders are absolute. Errors: `SettingsError`, whose text is a Persian sentence
that names the key, what was found and what is expected.
"""

from __future__ import annotations

import os
import secrets
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generator.dataset.problems.nearest import nearest
from generator.persian.digits import fa

FILE = "inbox.toml"
#: The folder that the desk keeps beside the data; git is told to leave it alone.
DESK_FOLDER = ".inbox"
_SECRET, _SECRET_BYTES = "secret", 32
_PUSHES = ("plain", "branch", "none")


class SettingsError(Exception):
    """The settings do not hold; the text says why, in Persian."""


@dataclass(frozen=True)
class Settings:
    """Where the inbox keeps what it has, what it takes in, and for how long.

    ``repository`` is the address or folder of the bank's repository; ``config`` and ``data`` stand in it. ``project`` is
    the reviewer's own folder, of a desk alone. Days and hours are whole numbers.
    """

    folder: Path
    repository: str
    branch: str = "main"
    push: str = "plain"
    password_file: Path | None = None
    config: str = "mkdocs.yml"
    data: str = "data"
    project: Path | None = None
    address: str = ""
    port: int = 8710
    public_door: bool = True
    after_decision: int = 30
    unfinished: int = 180
    backups: int = 14
    backup_folder: Path | None = None
    expert_rate: int = 60
    public_rate: int = 30
    all_rate: int = 1000

    @property
    def is_desk(self) -> bool:
        """Whether this is the desk of one reviewer on her own computer."""
        return self.project is not None

    @property
    def store(self) -> Path:
        """The file of the store."""
        return self.folder / "inbox.db"

    @property
    def clone(self) -> Path:
        """The inbox's own bare clone."""
        return self.folder / "clone.git"

    @property
    def releases(self) -> Path:
        """The folder of the built sites; ``current`` in it is the one that is shown."""
        return self.folder / "releases"

    @property
    def checkouts(self) -> Path:
        """The folder of the data of each commit that hand-ins are judged against."""
        return self.folder / "checkouts"

    @property
    def previews(self) -> Path:
        """The folder of pages as they would look, of the last few entries that somebody looked at."""
        return self.folder / "previews"

    @property
    def copies(self) -> Path:
        """The folder of the store's backups."""
        return self.backup_folder or self.folder / "backups"

    @property
    def lock(self) -> Path:
        """The file that one running inbox holds."""
        return self.folder / "running" / "lock"

    def owner_other_than_root(self) -> str:
        """Return whose the folder is where root runs us and it is somebody else's; nothing otherwise."""
        if os.name != "posix" or os.geteuid() != 0 or not self.folder.is_dir() or not self.folder.stat().st_uid:
            return ""
        try:
            return self.folder.owner()
        except KeyError:  # a user of another system, as of a container
            return ""

    def secret(self) -> bytes:
        """Return the secret that codes are made with, made if need be, for its owner alone; raise SettingsError."""
        path = self.folder / _SECRET
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                _write_secret(path)
            if sys.platform != "win32" and path.stat().st_mode & 0o077:
                raise SettingsError(f"دیگران هم «{path}» را می‌خوانند. بنویسید: chmod 600 {path}")
            found = path.read_bytes()
        except OSError as error:
            raise SettingsError(f"«{path}» خوانده یا ساخته نشد: {error.strerror}.") from None
        if len(found) != _SECRET_BYTES:
            raise SettingsError(f"«{path}» آسیب دیده است. آن را از نسخهٔ پشتیبان برگردانید.")
        return found


def _write_secret(path: Path) -> None:
    """Write a new secret whole or not at all: a killed start leaves none that is cut short."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(_SECRET_BYTES))
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def of_desk(project: Path) -> Settings:
    """Return the settings of a desk for the folder of a bank: its own file tells what is to be otherwise, if there is one."""
    project = project.absolute()
    folder = project / DESK_FOLDER
    settings = Settings(folder, str(project), project=project)
    return _changed(settings, _table(folder / FILE)) if (folder / FILE).is_file() else settings


def keep_out_of_git(folder: Path) -> None:
    """Make the folder of a desk, which no git looks into."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    ignored = folder / ".gitignore"
    if not ignored.exists():
        ignored.write_text("*\n", "utf-8")


def read(path: Path) -> Settings:
    """Return the settings of a file; raise SettingsError."""
    table = _table(path)
    for name in ("repository", "address"):
        if not table.get(name):
            raise SettingsError(f"در «{path.name}» کلید {name} نیست. آن را بنویسید.")
    folder = path.absolute().parent
    return _changed(Settings(folder, ""), table)


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(f"فایل تنظیم‌های صندوق «{path}» نیست.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"«{path.name}» خوانده نشد: {error}.") from None
    except OSError as error:
        raise SettingsError(f"«{path}» خوانده نشد: {error.strerror}.") from None


#: What each key holds: a text, a number between two bounds, yes or no, or one of some words.
_KEYS: Mapping[str, Any] = {
    "repository": str,
    "branch": str,
    "push": _PUSHES,
    "password_file": Path,
    "config": str,
    "data": str,
    "address": str,
    "port": (1, 65535),
    "public_door": bool,
    "after_decision": (1, 365),
    "unfinished": (7, 730),
    "backups": (1, 365),
    "backup_folder": Path,
    "expert_rate": (1, 100_000),
    "public_rate": (1, 100_000),
    "all_rate": (1, 1_000_000),
}


def _changed(settings: Settings, table: Mapping[str, Any]) -> Settings:
    found: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _KEYS:
            close = nearest(key, {name: name for name in _KEYS}).value
            hint = f" شاید «{close}»؟" if close else ""
            raise SettingsError(f"کلید «{key}» در {FILE} شناخته نیست.{hint}")
        found[key] = _value(key, value, settings.folder)
    made = replace(settings, **found)
    if made.address:
        _check_address(made.address)
        made = replace(made, address=made.address.rstrip("/") + "/")
    return made


def _value(key: str, value: Any, folder: Path) -> Any:
    kind = _KEYS[key]
    if kind is bool and isinstance(value, bool):
        return value
    if kind in (str, Path) and isinstance(value, str) and value.strip():
        return value.strip() if kind is str else (folder / value.strip()).absolute()
    if kind is _PUSHES and value in _PUSHES:
        return value
    if isinstance(kind, tuple) and kind is not _PUSHES and isinstance(value, int) and not isinstance(value, bool):
        least, most = kind
        if least <= value <= most:
            return value
    raise SettingsError(f"مقدار «{key}» در {FILE} «{value}» است، ولی {_expected(kind)} می‌خواهد.")


def _expected(kind: Any) -> str:
    if kind is bool:
        return "true یا false"
    if kind is _PUSHES:
        return " یا ".join(_PUSHES)
    if isinstance(kind, tuple):
        return f"عددی از {fa(kind[0])} تا {fa(kind[1])}"
    return "نوشته‌ای میان دو گیومهٔ انگلیسی"


def _check_address(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment or parts.path not in ("", "/"):
        raise SettingsError(
            f"نشانی صندوق «{address}» است، ولی باید https و ریشهٔ یک دامنه باشد، مانند https://example.ir/."
        )
