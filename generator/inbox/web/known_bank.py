"""What the pages know of the bank: the names of its counties and records, what its forms ask, how the site is called.

The data are read when a page first asks for a name and again when the worker has laid a newer commit out; nothing is
judged here. Errors: `BankUnknown` where there are no data to read yet.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.dataset.describing import descriptor_reader
from generator.dataset.descriptor import PLACES, DescriptorError, Package, Resource
from generator.dataset.reading import reader
from generator.dataset.reading.load import DESCRIPTOR
from generator.dataset.registry import Record, Registry, build
from generator.inbox.inbox_settings import Settings
from generator.site.engine import configuration
from generator.submissions.forms.web_form import Part, form_parts


class BankUnknown(Exception):
    """The data of the bank are not there, or cannot be read; the text says so, in Persian."""


class KnownBank:
    """The bank as the newest checkout has it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._read: _Read | None = None

    def _now(self) -> _Read:
        folder = newest(self._settings)
        with self._lock:
            if self._read is None or self._read.folder != folder:
                self._read = _Read(folder, self._settings)
            return self._read

    @property
    def name(self) -> str:
        """What the site is called in a header."""
        words = self._now().words
        extra: Mapping[str, Any] = words.get("extra") or {}
        return str(extra.get("short_name") or words.get("site_name") or "")

    @property
    def office(self) -> str:
        """Whose site it is."""
        extra: Mapping[str, Any] = self._now().words.get("extra") or {}
        return str(extra.get("authority") or "")

    @property
    def package(self) -> Package:
        """What the descriptor says."""
        return self._now().package

    @property
    def counties(self) -> dict[str, str]:
        """The names of the counties by id."""
        return self.names().get(PLACES, {})

    def county(self, name: str) -> str:
        """Return the name of a county; of what is none, that nothing is known."""
        return self.counties.get(name, "بدون شهرستان")

    def title_of(self, resource: str) -> str:
        """Return what a record of a resource is called."""
        found = self.package.resources.get(resource)
        return found.record or found.title if found else resource

    def resource(self, name: str) -> Resource | None:
        """Return a resource that people hand records of in."""
        found = self.package.resources.get(name)
        return found if found is not None and found.submit else None

    def names(self) -> dict[str, dict[str, str]]:
        """Return the names of all records that others refer to."""
        return self._now().registry.names

    def record(self, resource: str, record: str) -> Record | None:
        """Return a record that is there."""
        return self._now().registry.tables.get(resource, {}).get(record)

    @property
    def registry(self) -> Registry:
        """All records."""
        return self._now().registry

    def records(self, resource: str) -> list[Record]:
        """Return all records of a resource."""
        return self.registry[resource]

    def offered(self, resource: Resource, hidden: Collection[tuple[str, str]] = ()) -> dict[str, dict[str, str]]:
        """Return the names from which a form of a resource lets choose, without those of hidden pages."""
        return {
            name: {record: label for record, label in found.items() if (name, record) not in hidden}
            for name, found in self.registry.offered(resource).items()
        }

    def parts(self, resource: Resource, hidden: Collection[tuple[str, str]] = ()) -> tuple[Part, ...]:
        """Return what the form of a resource asks."""
        return form_parts(self.package, resource, self.offered(resource, hidden))


def newest(settings: Settings) -> Path:
    """Return the folder of the bank whose data are newest: the last commit that was laid out, else the reviewer's own."""
    found = []
    if settings.checkouts.is_dir():
        found = [path for path in settings.checkouts.iterdir() if (path / settings.data / DESCRIPTOR).is_file()]
    if found:
        return max(found, key=lambda path: path.stat().st_mtime)
    if settings.project is not None:
        return settings.project
    raise BankUnknown("داده‌های بانک هنوز خوانده نشده‌اند. یک دقیقهٔ دیگر دوباره بیایید.")


@dataclass
class _Read:
    folder: Path
    settings: Settings

    @cached_property
    def words(self) -> Mapping[str, Any]:
        try:
            return configuration.read(self.folder / self.settings.config)
        except (configuration.ConfigurationError, OSError) as error:
            raise BankUnknown(str(error)) from None

    @cached_property
    def package(self) -> Package:
        try:
            return descriptor_reader.load(self.folder / self.settings.data / DESCRIPTOR)
        except (DescriptorError, OSError) as error:
            raise BankUnknown(str(error)) from None

    @cached_property
    def registry(self) -> Registry:
        try:
            return build(reader.read(self.package))
        except ValueError:  # a number that is none
            raise BankUnknown("خود داده‌ها خطا دارند. نخست آن‌ها را درست کنید.") from None
