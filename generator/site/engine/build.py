"""Build the site beside the old one and swap it in at the end: a failed build leaves the old site as it was."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from generator.dataset.reading.load import Loaded
from generator.runtime import manifest
from generator.runtime.manifest import Manifest
from generator.runtime.system_errors import sentence
from generator.runtime.transaction import Transaction
from generator.runtime.workers import Processes, Workers
from generator.site.engine import configuration

# Material's notice of its end of life is for whoever chooses versions, not for whoever builds the site.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


class Built(NamedTuple):
    """A built site: its folder, the number of its pages, and what its maintainers should know, in Persian."""

    target: Path
    pages: int
    doubts: list[str]


class BuildError(Exception):
    """The site could not be built or copied; the text says why, in Persian."""


def build(
    loaded: Loaded,
    config_file: Path,
    output: Path | None = None,
    progress: Callable[[int], None] | None = None,
    workers: Workers | None = None,
    only: frozenset[str] | None = None,
) -> Built:
    """Build the site from valid data into ``output`` (else ``site_dir``).

    ``workers`` draw the pages and cards; if not told, as many processes as there are processors. ``only`` are the
    addresses of the pages of the data that are wanted: the rest of them, and all that is exported, is left out.
    """
    # MkDocs and Material take half a second to import: only a build pays for it.
    from mkdocs.commands import build as mkdocs_build
    from mkdocs.exceptions import Abort, MkDocsException

    from generator.site.drawing.page_links import doubts as alone
    from generator.site.exports.sitemap import doubts
    from generator.site.model import section

    logger = logging.getLogger("mkdocs")
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(message)s"))
        logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    try:
        config = configuration.load(config_file, output)
        target = Path(config.site_dir)
        plugin = config.plugins[configuration.PLUGIN]
        plugin.loaded, plugin.progress, plugin.workers, plugin.only = loaded, progress, workers or Processes(), only
        plugin.check(config)
        plugin.checked = True
        with Transaction(target) as transaction:
            check_target(target)
            made = transaction.folder / "site"
            config.site_dir = str(made)
            config.plugins.on_startup(command="build", dirty=False)
            try:
                mkdocs_build.build(config)
            finally:
                config.plugins.on_shutdown()
            _check_whole(plugin.manifest, made)
            transaction.place(made)
            transaction.replace({manifest.beside(target): manifest.text(plugin.manifest.hashes).encode()})
        if only is not None:
            return Built(target, len(plugin.pages), [])
        derived = section.doubts(plugin.site.registry.package, plugin.site.changes)
        found = [*derived, *doubts(plugin.site), *alone(plugin.texts, plugin.reached, target)]
        return Built(target, len(plugin.pages), found)
    except Abort:
        raise BuildError("MkDocs صفحه‌ها را نپذیرفت. آنچه بالاتر آمده است درست کنید.") from None
    except (MkDocsException, configuration.ConfigurationError) as error:
        raise BuildError(str(error)) from None
    except OSError as error:
        raise BuildError(f"نوشتن سایت ناتمام ماند. {sentence(error)}") from None


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
        raise BuildError(f"پروندهٔ «{path}» سایت تازه آن نیست که نوشته شد. دیسک را بررسی کنید و دوباره بسازید.")
