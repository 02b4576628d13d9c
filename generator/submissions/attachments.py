"""Photos that come with a submission: a file beside the workbook, or an attachment on the forge's own host."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from generator.submissions.photo import MOST_BYTES, PhotoError

# Where the forge keeps what is dropped into an issue, and where it sends those who ask for it.
_PAGES = re.compile(r"https://github\.com/user-attachments/assets/[0-9a-fA-F-]{36}")
_DOMAIN = ".githubusercontent.com"
_BUCKET = "github-production-user-asset-6210df.s3.amazonaws.com"
_SECONDS = 30

Fetch = Callable[[str], bytes]


def from_folder(folder: Path) -> Fetch:
    """Return what reads the photo that stands beside a workbook, by its bare name."""

    def fetch(name: str) -> bytes:
        if not name or "/" in name or "\\" in name or name.startswith("."):
            raise PhotoError("photo-source", name[:60])
        path = folder / name
        if not path.is_file() or path.is_symlink():
            raise PhotoError("photo-absent", name[:60])
        if path.stat().st_size > MOST_BYTES:
            raise PhotoError("photo-heavy", str(round(path.stat().st_size / 1e6, 1)))
        return path.read_bytes()

    return fetch


def from_forge(answer: str) -> bytes:
    """Return the attachment that the answer of an issue form names; any other host is refused."""
    found = _PAGES.search(answer)
    addresses = re.findall(r"[a-z][a-z0-9+.-]*://[^\s)\"'>]+", answer, re.I)
    if found is None or any(not _PAGES.fullmatch(address) for address in addresses):
        raise PhotoError("photo-source", (addresses or [answer])[0][:60])
    try:
        with build_opener(_OwnStores).open(Request(found[0]), timeout=_SECONDS) as reply:
            raw = reply.read(MOST_BYTES + 1)
    except OSError:
        raise PhotoError("photo-absent", found[0][:60]) from None
    return raw


class _OwnStores(HTTPRedirectHandler):
    """Follow the forge to its own stores, and nowhere else."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        host = urlsplit(newurl).hostname or ""
        if urlsplit(newurl).scheme != "https" or not (host.endswith(_DOMAIN) or host == _BUCKET):
            raise PhotoError("photo-source", host[:60])
        return super().redirect_request(req, fp, code, msg, headers, newurl)
