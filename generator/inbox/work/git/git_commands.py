"""Run git so that nothing of anybody's settings is run along: no hook, no alias, no filter, no question on a terminal.

Errors: `GitError`, whose text is a Persian sentence. What git itself says is never shown or logged: it names files, and
files are named after people.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

# Seconds that a command on this computer, and one over a network, may take.
_LOCAL, _NETWORK = 120, 60
# Objects and references are on the disk before a command ends: git's own way leaves loose objects to the system.
_SETTINGS = (
    "core.fsync=committed,loose-object,reference",
    "core.fsyncMethod=fsync",
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.autocrlf=false",
    "core.eol=lf",
    # What a repository calls a link becomes a file that says where it leads: nobody is led out of the folder.
    "core.symlinks=false",
    "core.quotePath=false",
    "core.longpaths=true",
    "gc.auto=0",
    "maintenance.auto=false",
    "advice.detachedHead=false",
    "http.lowSpeedLimit=1000",
    "http.lowSpeedTime=20",
)


class GitError(Exception):
    """Git did not do what was asked; ``code`` is its exit code, -1 where it did not end or is not there."""

    def __init__(self, command: str, code: int, said: bytes = b"") -> None:
        self.command, self.code, self.said = command, code, said
        super().__init__(f"{_REASONS.get(code, _FAILED)} (git {command}، کد {code})")


_FAILED = "مخزن داده‌ها فرمان را نپذیرفت. جای آزاد دیسک و دسترسی پوشه‌ها را ببینید."
_REASONS = {
    -1: "مخزن داده‌ها پاسخ نداد. شبکه یا دیسک را ببینید.",
    -2: "برنامهٔ git روی این رایانه نیست. آن را نصب کنید.",
}


def git(
    folder: Path,
    *words: str,
    given: bytes = b"",
    environment: Mapping[str, str] | None = None,
    settings: tuple[str, ...] = (),
    is_network: bool = False,
    bearing: tuple[int, ...] = (),
) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder; raise GitError for every exit code but 0 and those that are borne."""
    options = [word for setting in (*_SETTINGS, *settings) for word in ("-c", setting)]
    try:
        done = subprocess.run(
            ["git", *options, "-C", str(folder), *words],
            input=given,
            capture_output=True,
            timeout=_NETWORK if is_network else _LOCAL,
            env={**_environment(), **(environment or {})},
            check=False,
            # A desk has no terminal, and Windows would open one for each command.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except FileNotFoundError:
        raise GitError(words[0], -2) from None
    except (OSError, subprocess.TimeoutExpired):
        raise GitError(words[0], -1) from None
    if done.returncode and done.returncode not in bearing:
        raise GitError(words[0], done.returncode, done.stderr)
    return done


def _environment() -> dict[str, str]:
    """Return the environment without what turns git to another repository, and with what keeps it from asking."""
    found = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    found |= {
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "true",
        "GIT_ALLOW_PROTOCOL": "file:https:ssh",
        "GIT_SSH_COMMAND": "ssh -o BatchMode=yes -o ConnectTimeout=15",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "LC_ALL": "C",
    }
    # On Windows the settings of the system say where the certificates are, and who keeps the passwords.
    if sys.platform != "win32":
        found["GIT_CONFIG_NOSYSTEM"] = "1"
    return found


def own_helpers() -> tuple[str, ...]:
    """Return the settings by which whoever runs us lets git find passwords: of a desk alone, on a computer of one's own."""
    if sys.platform == "win32":
        return ()  # there the system's settings say so, which are read anyhow
    try:
        words = ["git", "config", "--global", "--get-all", "credential.helper"]
        done = subprocess.run(words, capture_output=True, timeout=_LOCAL, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(f"credential.helper={line}" for line in done.stdout.decode("utf-8", "replace").splitlines())


def credentials(file: Path | None) -> tuple[str, ...]:
    """Return the settings by which git finds the password of a remote in a file of its own («git credential-store»).

    It reads that file and no more: a password that a remote refused once, as while it is mended, git would strike out.
    """
    if file is None:
        return ()
    reading = f"git credential-store --file={shlex.quote(file.as_posix())} get"
    return (f'credential.helper=!f() {{ test "$1" = get && {reading}; }}; f',)
