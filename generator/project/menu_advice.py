"""What `generator doctor` says of a province's menu: one of a single row, and lists that stand in no hub."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.dataset.reading.load import now
from generator.dataset.registry import Registry
from generator.project.assembly import subject_of
from generator.site.model.site import Site
from generator.site.pages.navigation import left_out


def menu_advice(extra: Mapping[str, Any], registry: Registry) -> Iterator[str]:
    """Yield what to do in ``extra.navigation``, in Persian; nothing where the menu follows from the datasets."""
    header = (extra.get("navigation") or {}).get("header")
    if not header:
        return
    if not any(hub.get("links") for hub in header):
        yield (
            "extra.navigation.header فقط یک ردیف دارد. اگر زیر هر بخش links بنویسید، در همهٔ صفحه‌های آن بخش ردیف دوم"
            " می‌آید؛ پیوند submit/ را هم از آن حذف کنید و در call بنویسید."
        )
    site = Site(registry, "", "", "/", extra, now(), changes=subject_of(registry.package).sections())
    names = "، ".join(f"«{section.title}»" for section in left_out(site))
    if names:
        yield (
            f"این فهرست‌ها در هیچ بخشی از extra.navigation.header نیستند و صفحه‌هایشان جای خود را نشان نمی‌دهند: {names}."
        )
