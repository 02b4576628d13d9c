"""Photos that come with a submission: a file beside the workbook, or an attachment on the forge's own host."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from unicodedata import normalize
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from generator.dataset.reading.files import is_left_behind
from generator.persian.spelling.normaliser import canonical
from generator.submissions.forms import answer_kinds
from generator.submissions.forms.photo import MOST_BYTES, Photo, PhotoError

# Where the forge keeps what is dropped into an issue, and where it sends those who ask for it.
_PAGES = re.compile(r"https://github\.com/user-attachments/assets/[0-9a-fA-F-]{36}")
_DOMAIN = ".githubusercontent.com"
_BUCKET = "github-production-user-asset-6210df.s3.amazonaws.com"
_SECONDS = 30

_IMAGES = (".jpg", ".jpeg", ".png", ".webp")

#: What an answer names, as it was given, or as the site needs it already.
Fetch = Callable[[str], bytes | Photo]


def from_folder(folder: Path) -> Fetch:
    """Return what reads the photo that stands beside a workbook, by its bare name."""

    def fetch(name: str) -> bytes:
        path = folder / _bare(name)
        if not path.exists():
            path = folder / named((one.name for one in folder.iterdir()), name)
        if not path.is_file() or path.is_symlink():
            raise PhotoError(answer_kinds.PHOTO_ABSENT, name)
        if path.stat().st_size > MOST_BYTES:
            raise PhotoError(answer_kinds.PHOTO_HEAVY, str(round(path.stat().st_size / 1e6, 1)))
        return path.read_bytes()

    return fetch


def from_files(files: Mapping[str, Photo | PhotoError]) -> Fetch:
    """Return what finds the photo that came along under a name, as it was prepared, or says why it could not be."""

    def fetch(name: str) -> Photo:
        found = files.get(named(files, _bare(name)))
        if isinstance(found, PhotoError):
            raise found
        if found is None:
            raise PhotoError(answer_kinds.PHOTO_ABSENT, name)
        return found

    return fetch


def _bare(name: str) -> str:
    if not name or "/" in name or "\\" in name or name.startswith("."):
        raise PhotoError(answer_kinds.PHOTO_SOURCE, name)
    return name


def named(names: Iterable[str], name: str) -> str:
    """Return the file that is called so (raise PhotoError where several are), however the system writes its name: composed or not, in small letters or not.

    Windows doesn't show what a name ends with: a name without it means the only image that is called so. Where several
    files may be meant, none is.
    """
    wanted = _alike(name)
    files = [one for one in names if not is_left_behind(one)]
    if name in files:
        return name
    found = [one for one in files if _alike(one) == wanted]
    found = found or [
        one for one in files if one.lower().endswith(_IMAGES) and _alike(one.rpartition(".")[0]) == wanted
    ]
    if len(found) > 1:
        raise PhotoError(answer_kinds.PHOTO_SEVERAL, name)
    return found[0] if found else name


def _alike(name: str) -> str:
    """Return a file's name without what differs from system to system and from keyboard to keyboard."""
    return canonical(normalize("NFC", name)).replace("\u200c", "").casefold()


def from_forge(answer: str) -> bytes:
    """Return the attachment that the answer of an issue form names; any other host is refused."""
    found = _PAGES.search(answer)
    addresses = re.findall(r"[a-z][a-z0-9+.-]*://[^\s)\"'>]+", answer, re.I)
    if found is None or any(not _PAGES.fullmatch(address) for address in addresses):
        raise PhotoError(answer_kinds.PHOTO_SOURCE, (addresses or [answer])[0])
    try:
        with build_opener(_OwnStores).open(Request(found[0]), timeout=_SECONDS) as reply:
            raw: bytes = reply.read(MOST_BYTES + 1)
    except OSError:
        raise PhotoError(answer_kinds.PHOTO_ABSENT, found[0]) from None
    return raw


class _OwnStores(HTTPRedirectHandler):
    """Follow the forge to its own stores, and nowhere else."""

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        host = urlsplit(newurl).hostname or ""
        if urlsplit(newurl).scheme != "https" or not (host.endswith(_DOMAIN) or host == _BUCKET):
            raise PhotoError(answer_kinds.PHOTO_SOURCE, host)
        return super().redirect_request(req, fp, code, msg, headers, newurl)
