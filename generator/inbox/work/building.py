"""Build the site of a commit: its data read and checked anew, without the pages that are hidden until somebody answers.

Errors: `BuildError`, whose text is a Persian sentence that names nobody.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.dataset.descriptor import DescriptorError
from generator.dataset.problems.printing import summary
from generator.inbox.work import hiding
from generator.inbox.work.releasing_site import Hidden
from generator.project import assembly
from generator.runtime.workers import Processes
from generator.site.engine import configuration
from generator.site.engine.build import build
from generator.site.engine.build_error import BuildError


def build_site(
    checkout: Path, site: Path, day: date, hidden: Collection[Hidden], config: str = "mkdocs.yml", data: str = "data"
) -> None:
    """Build the site of a checkout into ``site``; the checkout is the build's own and is written to."""
    try:
        loaded = assembly.load(checkout / data, day)
    except DescriptorError:
        raise BuildError("توصیف داده‌های مخزن خطا دارد؛ سایت ساخته نشد و سایت پیشین ماند.") from None
    if loaded.registry is None:
        raise BuildError(f"داده‌های مخزن درست نیست ({summary(loaded.problems)})؛ سایت ساخته نشد و سایت پیشین ماند.")
    if hidden:
        pages = hiding.all_hidden(loaded.registry, hidden)
        hiding.out_of_files(loaded.registry, pages, checkout, _content(checkout / config))
        loaded = replace(loaded, registry=hiding.without(loaded.registry, pages))
    build(loaded, checkout / config, site, workers=Processes())


def _content(config: Path) -> Path:
    try:
        settings = configuration.read(config)
    except configuration.ConfigurationError as error:
        raise BuildError(str(error)) from None
    return config.parent / str(settings.get("docs_dir") or "docs")
