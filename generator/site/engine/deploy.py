"""Bring a built site to where it is published: a folder, another computer, a store of objects, or a zip.

A manifest beside the published site says which files are the site's own, so that what is withdrawn can go from there and
nothing else has to. Where a site is brought file by file, the manifest names what is about to be sent before it is: of a
run that breaks off nothing is left that a later one does not know of.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence, Set
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from generator.runtime import manifest
from generator.runtime.archive import Archive
from generator.runtime.manifest import SUFFIX, changes
from generator.runtime.remote.store import Store
from generator.runtime.system_errors import sentence
from generator.runtime.transaction import Transaction
from generator.site.engine.build_error import BuildError
from generator.site.engine.destinations import INSIDE, PENDING, UNKNOWN, check_target, replace


class Deployed(NamedTuple):
    """Where the site stands now, and what its maintainers should know, in Persian."""

    place: str
    doubts: list[str]


def check_destination(destination: str) -> None:
    """Refuse a place that no site can be brought to, before anybody waits for a build."""
    if _is_store(destination):
        try:
            Store(destination).parted()[0].read(INSIDE)
        except FileNotFoundError:
            pass
        except (ImportError, ValueError) as error:
            raise BuildError(
                f"نشانی «{destination}» شناخته نیست یا بستهٔ آن نصب نیست ({error}). افزونهٔ store و بستهٔ همان انبار را نصب کنید."
            ) from None
        except OSError as error:
            raise BuildError(f"به «{destination}» راهی نیست. {sentence(error)}") from None
    elif _is_remote(destination):
        if not shutil.which("rsync"):
            raise BuildError("برنامهٔ rsync روی این رایانه نیست. آن را نصب کنید یا یک پوشه بدهید.")
    elif not destination.endswith(".zip"):
        check_target(Path(destination).absolute())


def _is_store(destination: str) -> bool:
    return "://" in destination and not destination.startswith("rsync://")


def _is_remote(destination: str) -> bool:
    # One letter before the colon is a drive of Windows, whose folders may be new.
    host, colon, _ = destination.partition(":")
    return not destination.endswith(".zip") and bool(colon) and len(host) > 1 and not Path(destination).exists()


def deploy(site: Path, destination: str, delete: bool = False) -> Deployed:
    """Bring a built site to a folder, an address of rsync (``host:path``) or of fsspec, or into a zip.

    A folder is replaced whole, and so is one that rsync writes to; in a store nothing is removed. With ``delete`` there
    goes, everywhere, what the site had there before and has no longer, and whatever else lies there stays.
    """
    check_destination(destination)
    built = manifest.beside(site)
    new = manifest.parsed(built.read_bytes()) if built.is_file() else _hashes(site)
    if _is_store(destination):
        return _to_store(site, new, Store(destination), delete)
    if _is_remote(destination):
        return _to_computer(site, new, destination, delete)
    if destination.endswith(".zip"):
        return _to_zip(site, new, Path(destination))
    return _to_folder(site, new, Path(destination).absolute(), delete)


def _hashes(site: Path) -> dict[str, str]:
    return {entry.path: entry.sha256 for entry in manifest.entries(site)}


def _check(site: Path, new: Mapping[str, str], found: Mapping[str, str]) -> None:
    """Refuse what is not the site as it was built."""
    unlike = changes(found, new)
    if unlike.sent or unlike.removed:
        path = (unlike.sent or unlike.removed)[0]
        raise BuildError(f"فایل «{path}» در «{site}» پس از ساختن سایت تغییر کرده است. سایت را دوباره بسازید.")


def _to_folder(site: Path, new: Mapping[str, str], target: Path, delete: bool) -> Deployed:
    doubts: list[str] = []
    with Transaction(target) as transaction:
        check_target(target)
        made, beside = transaction.folder / "site", manifest.beside(target)
        made.mkdir()
        copied = manifest.copy(site, sorted(manifest.below(site)), made)
        _check(site, new, {entry.path: entry.sha256 for entry in copied})
        old = manifest.parsed(beside.read_bytes()) if beside.is_file() else {}
        if delete:
            kept = _foreign(target, old.keys() | new.keys())
            for path in kept:
                _keep(target / path, made / path)
            if kept and not old:
                doubts.append(UNKNOWN.format(place=target, suffix=beside.name))
        transaction.replace({beside: manifest.text({**old, **new}).encode()})
        transaction.place(made)
        transaction.replace({beside: manifest.text(new).encode()})
    return Deployed(str(target), doubts)


def _foreign(folder: Path, own: Set[str]) -> list[str]:
    """Return the paths of what lies in a published folder and no site had made: files, links, folders without a file."""
    found = []
    for at, folders, names in os.walk(folder):
        here = [Path(at, name) for name in names]
        here += [path for path in (Path(at, name) for name in folders) if path.is_symlink() or not any(path.iterdir())]
        found += [path.relative_to(folder).as_posix() for path in here]
    return [path for path in found if path not in own]


def _keep(path: Path, copy: Path) -> None:
    """Copy a file, a link as it is, or an empty folder."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir() and not path.is_symlink():
        copy.mkdir(exist_ok=True)
    elif not copy.is_dir():
        shutil.copy2(path, copy, follow_symlinks=False)


def _to_zip(site: Path, new: Mapping[str, str], target: Path) -> Deployed:
    """Write the site as a zip whose bytes depend on its content alone."""
    target = target.absolute()
    with Transaction(target) as transaction:
        made = transaction.folder / "site.zip"
        with Archive(made) as archive:
            written = [archive.write(manifest.file_of(site, path)) for path in sorted(manifest.below(site), key=_parts)]
        _check(site, new, {entry.path: entry.sha256 for entry in written})
        transaction.place(made)
    return Deployed(str(target), [])


def _parts(path: str) -> list[str]:
    return path.split("/")


def _to_store(site: Path, new: Mapping[str, str], store: Store, delete: bool) -> Deployed:
    """Send what the store lacks or has otherwise."""

    def send(path: str) -> None:
        _check(site, {path: new[path]}, {path: store.write(manifest.file_of(site, path)).sha256})

    return Deployed(store.url, replace(store, new, send, delete))


def _to_computer(site: Path, new: Mapping[str, str], destination: str, delete: bool) -> Deployed:
    listed = _beside(destination)
    if not delete:
        _rsync("--archive", "--delete", "--checksum", "--", f"{site}/", destination)
        doubts = _lay(new, listed)
        return Deployed(destination, doubts)
    with TemporaryDirectory() as folder:
        there = Path(folder) / "there"
        # A computer without a manifest is no fault: code 23 says that a file is not there.
        _rsync("--checksum", "--", listed, str(there), bearing=(0, 23))
        old = manifest.parsed(there.read_bytes()) if there.is_file() else {}
        sent, removed = changes(old, new)
        _lay({**old, **dict.fromkeys(sent, PENDING)}, listed, must=True)
        _rsync_these(new, site, destination, "--archive", "--checksum")
        # What an empty folder lacks, and the other has, is removed there; its folders must stand in both.
        empty = Path(folder) / "empty"
        for path in removed:
            (empty / path).parent.mkdir(parents=True, exist_ok=True)
        if removed:
            _rsync_these(removed, empty, destination, "--delete-missing-args")
        _lay(new, listed, must=True)
    return Deployed(destination, [] if old else [UNKNOWN.format(place=destination, suffix=listed)])


def _beside(destination: str) -> str:
    """Return the address of the manifest; of what has nothing above it, such as a module, it lies inside."""
    place = destination.rstrip("/")
    module = (
        place.removeprefix("rsync://").partition("/")[2] if place.startswith("rsync://") else place.partition("::")[2]
    )
    whole = place.endswith(":") or (module and "/" not in module)
    return f"{place}{'' if place.endswith(':') else '/'}{INSIDE}" if whole else place + SUFFIX


def _lay(hashes: Mapping[str, str], address: str, must: bool = False) -> list[str]:
    """Lay a manifest at an address of rsync; where it need not be there, return a doubt instead of raising."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "manifest"
        file.write_text(manifest.text(hashes), "utf-8")
        try:
            _rsync("--checksum", "--", str(file), address)
        except BuildError:
            if must:
                raise
            return [f"هشدار: فهرست سایت را نمی‌توان در «{address}» گذاشت؛ تا آن روز --delete آنجا کار نمی‌کند."]
    return []


def _rsync_these(paths: Iterable[str], source: Path, destination: str, *options: str) -> None:
    """Run rsync for these paths alone."""
    with TemporaryDirectory() as folder:
        names = Path(folder) / "names"
        names.write_bytes(b"".join(path.encode() + b"\0" for path in sorted(paths)))
        _rsync(*options, "--from0", f"--files-from={names}", "--", f"{source}/", destination)


def _rsync(*words: str, bearing: Sequence[int] = (0,)) -> None:
    done = subprocess.run(["rsync", *words], check=False, stderr=subprocess.DEVNULL if 23 in bearing else None)
    if done.returncode not in bearing:
        raise BuildError(f"rsync ناتمام ماند (کد {done.returncode}). نشانی و دسترسی را بررسی کنید.")
