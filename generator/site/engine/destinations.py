"""Where a build or a publication puts a site: a folder that is swapped, or a store that is brought up to date.

A store knows no swap. What a build makes for one it writes aside, below an address that nobody else has, and nothing of
the old site is touched until the new one is whole; then what differs takes its place, and what is withdrawn goes. Of a run
that breaks off in that last step the manifest names what is not sent yet, and the next one finishes it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from generator.runtime import manifest
from generator.runtime.manifest import SUFFIX, Hashes, Manifest, changes
from generator.runtime.output import Entry, File, Folder, Output, copied
from generator.runtime.remote.store import Store, at_once
from generator.runtime.reuse import Reuse
from generator.runtime.system_errors import sentence
from generator.runtime.transaction import Transaction
from generator.site.engine.build_error import BuildError

# The hash of a file that was to be sent: that of none, so that it is sent again.
PENDING = "0" * 64
# The name of a manifest where there is nothing above the site to lay it in.
INSIDE = f"manifest{SUFFIX}"
UNKNOWN = (
    "هشدار: در «{place}» فهرستی از انتشار پیشین (‎{suffix}‎) نبود و چیزی از آنجا حذف نشد. اگر سایتی کهنه‌تر در آن است،"
    " فایل‌هایی را که دیگر نباید باشند خودتان حذف کنید."
)
# What a killed build has written aside goes with a later one; so long nobody builds.
_ASIDE = re.compile(r"\.(.+)\.(\d{8})-[0-9a-f]{8}\.unfinished")
_PATIENCE = timedelta(days=2)


class Place(NamedTuple):
    """Where a site is made: the folder for MkDocs, the output of all else, and what puts it in place once it is whole.

    ``settle`` is told what was written, and what keeps of it for the next build where something does; it returns what the
    maintainers should know, in Persian.
    """

    folder: Path
    output: Output
    settle: Callable[[Manifest, Reuse | None], list[str]]


@contextmanager
def in_folder(target: Path) -> Iterator[Place]:
    """Yield a place beside a folder that it is swapped for; raise BuildError and OSError."""
    with Transaction(target) as transaction:
        check_target(target)
        # Named as no other: of a cluster that lost sight of this run somebody may still be writing the last one.
        made = transaction.folder / f"site-{secrets.token_hex(4)}"

        def settle(written: Manifest, reuse: Reuse | None) -> list[str]:
            _check_whole(written, made)
            if reuse:
                reuse.keep(made)
            transaction.place(made)
            transaction.replace({manifest.beside(target): manifest.text(written.hashes).encode()})
            return []

        yield Place(made, Folder(made), settle)


def check_target(target: Path) -> None:
    """Refuse to replace a folder that is not a site: a slip in ``--output`` must not cost anybody their files."""
    if target.exists() and not target.is_dir():
        raise BuildError(f"«{target}» پوشه نیست. نشانی دیگری برای سایت بدهید.")
    if target.is_dir() and any(target.iterdir()) and not (target / "sitemap.xml").is_file():
        raise BuildError(f"پوشهٔ «{target}» خالی نیست و سایت هم در آن نیست. پوشهٔ دیگری بدهید یا آن را خالی کنید.")


def _check_whole(written: Manifest, made: Path) -> None:
    """Refuse to swap in a site that is not what was written: neither less nor more."""
    path = written.difference(made)
    if path:
        raise BuildError(
            f"فایل «{path}» سایت تازه همان نیست که نوشته شد. دیسک را بررسی کنید و دوباره بسازید؛ اگر رایانه‌های دیگری هم"
            " می‌سازند، این پوشه باید برای همه یکی باشد."
        )


# ---------- stores ----------


@dataclass(frozen=True)
class Aside:
    """An output for what a site in a store does not have as it is; the rest is there already, and not sent again."""

    site: Store
    place: Store
    hashes: Hashes

    def write(self, file: File) -> Entry:
        """Write a file aside where it differs; raise OSError."""
        found: list[bytes] = []
        entry = copied(file, found.append)
        if self.hashes.get(entry.path) != entry.sha256:
            self.place.write(File(entry.path, b"".join(found)))
        return entry

    def write_all(self, files: Iterable[File]) -> list[Entry]:
        """Write files, many at a time; raise OSError."""
        return list(at_once(self.write, files))

    @contextmanager
    def at_hand(self, path: str) -> Iterator[Path]:
        """Lend a file, whichever of the two has it; raise OSError."""
        with TemporaryDirectory() as folder:
            try:
                self.place.bring(path, Path(folder))
            except FileNotFoundError:
                self.site.bring(path, Path(folder))
            yield Path(folder, path)


@contextmanager
def in_store(site: Store) -> Iterator[Place]:
    """Yield a place beside a site in a store; raise BuildError and OSError."""
    above, name = _above(site)
    old = _listed(site)
    with suppress(OSError):  # a store may let nobody list
        _sweep(above, name)
    day = datetime.now(UTC).strftime("%Y%m%d")
    aside = Aside(site, Store(f"{above}/.{name}.{day}-{secrets.token_hex(4)}.unfinished"), old)

    def settle(written: Manifest, _: Reuse | None) -> list[str]:
        try:
            return replace(site, written.hashes, lambda path: aside.place.copy(path, site), delete=True)
        except OSError as error:
            raise BuildError(
                f"سایت تازه ساخته شد، ولی فرستادنش به «{site}» ناتمام ماند. {sentence(error)} اکنون بخشی از سایت آنجا تازه است"
                " و بخشی همان پیشین؛ دوباره بسازید تا یکدست شود.",
                half=True,
            ) from None

    with TemporaryDirectory() as folder:
        try:
            yield Place(Path(folder) / "site", aside, settle)
        finally:
            with suppress(OSError):  # the next build finds it
                aside.place.clear()


def replace(site: Store, new: Hashes, send: Callable[[str], object], delete: bool) -> list[str]:
    """Bring a site in a store up to date: what a page needs, the pages, what leads to them, then remove.

    ``send`` puts the file of a path in its place. Return what the maintainers should know, in Persian.
    """
    above, name = site.parted()
    listed = name + SUFFIX if name else INSIDE
    old = _listed(site)
    sent, removed = changes(old, new)
    above.write(File(listed, manifest.text({**old, **dict.fromkeys(sent, PENDING)}).encode()))
    for _, turn in groupby(sorted(sent, key=_turn), key=lambda path: _turn(path)[0]):
        for _ in at_once(send, turn):
            pass
    if delete:
        for _ in at_once(site.remove, removed):
            pass
    stays = {} if delete else {path: old[path] for path in removed}
    above.write(File(listed, manifest.text({**stays, **new}).encode()))
    return [UNKNOWN.format(place=site, suffix=listed)] if delete and not old else []


def _above(site: Store) -> tuple[Store, str]:
    """Return where to write beside a site, and how what is written there is named after it."""
    above, name = site.parted()
    return above, name or "site"


def _listed(site: Store) -> dict[str, str]:
    """Return what the manifest of a site says; nothing where there is none."""
    above, name = site.parted()
    try:
        return manifest.parsed(above.read(name + SUFFIX if name else INSIDE))
    except FileNotFoundError:
        return {}


def _sweep(above: Store, name: str) -> None:
    """Remove what killed builds of a site have left."""
    past = (datetime.now(UTC) - _PATIENCE).strftime("%Y%m%d")
    for found in map(_ASIDE.fullmatch, above.names()):
        if found and found[1] == name and found[2] < past:
            Store(f"{above}/{found[0]}").clear()


def _turn(path: str) -> tuple[int, str]:
    """Return when a file has its turn: no page comes before what it needs, nothing that names pages before them."""
    names = path.startswith("sitemap") or path.endswith(("feed.xml", "feed.json"))
    return (2 if names else 1 if path.endswith(".html") else 0), path


def place_of(output: Path | Store) -> AbstractContextManager[Place]:
    """Return where a site is made that comes to a folder or a store."""
    return in_store(output) if isinstance(output, Store) else in_folder(output)
