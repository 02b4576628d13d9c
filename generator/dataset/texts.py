"""The text of a file. Its size is limited and its bytes are decoded before any parser sees them."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from generator.dataset.problems import file_kinds
from generator.dataset.problems.problem import Problem
from generator.persian.digits import fa
from generator.runtime.system_errors import printable, reason

# How Word, Excel, archives, PDF and images begin.
_NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"{\\rtf")

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\x85\u2028\u2029\ufffe\uffff]")

# What git leaves where two people wrote at once. Seven equal signs alone underline a title in Markdown.
_CONFLICT = re.compile(r'^"?(?:<{7}|>{7}|\|{7}|(={7}))(?![<>|=])', re.M)
_SEVEN = tuple(sign * 7 for sign in "<>|=")
MARKDOWN = ".md"


def read_text(path: Path, limit: int, name: str, problems: list[Problem]) -> str | None:
    """Return the text of a file, or None where it cannot be used; BOM and CRLF are reported and removed."""
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode):
            kind = file_kinds.LINK if stat.S_ISLNK(found.st_mode) else file_kinds.NOT_A_FILE
            problems.append(Problem(name, 0, kind, found=printable(path.name)))
            return None
        size = found.st_size
        if size > limit:
            shown_size, shown_limit = (f"{fa(round(n / 1e6, 1))} مگابایت" for n in (size, limit))
            problems.append(Problem(name, 0, file_kinds.TOO_LARGE, found=shown_size, expected=shown_limit))
            return None
        raw = path.read_bytes()
    except FileNotFoundError:
        problems.append(Problem(name, 0, file_kinds.MISSING_FILE, found=printable(path.name)))
        return None
    except OSError as error:
        problems.append(unreadable(name, error))
        return None
    return decode(raw, name, problems)


def decode(raw: bytes, name: str, problems: list[Problem]) -> str | None:
    """Return the bytes as text, or None where they are not clean UTF-8."""
    if raw.startswith(_NOT_TEXT):
        problems.append(Problem(name, 0, file_kinds.NOT_TEXT))
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        problems.append(Problem(name, raw.count(b"\n", 0, error.start) + 1, file_kinds.NOT_UTF8))
        return None
    if text.startswith("\ufeff"):
        problems.append(Problem(name, 1, file_kinds.BOM))
        text = text[1:]
    if "\r" in text:
        problems.append(Problem(name, text.count("\n", 0, text.index("\r")) + 1, file_kinds.CRLF))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    bad = _FORBIDDEN.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        problems.append(Problem(name, line, file_kinds.CONTROL_CHARACTER, found=f"U+{ord(bad[0]):04X}"))
        return None
    if not text.strip():
        problems.append(Problem(name, 0, file_kinds.EMPTY_FILE))
        return None
    # A look for seven signs in a row is many times faster than that for a whole mark.
    marks = _CONFLICT.finditer(text) if any(sign in text for sign in _SEVEN) else ()
    mark = next((mark for mark in marks if not (mark[1] and name.endswith(MARKDOWN))), None)
    if mark:
        problems.append(Problem(name, text.count("\n", 0, mark.start()) + 1, file_kinds.CONFLICT))
        return None
    return text


def unreadable(name: str, error: OSError) -> Problem:
    """Return the problem of a file that the system does not let us read."""
    return Problem(name, 0, file_kinds.UNREADABLE, found=reason(error))


def as_it_is(path: Path) -> str | None:
    """Return the text of a file that is only compared, however it is written; None where there is none to read."""
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return None
