"""Build the site beside the old one and swap it in at the end: a failed build leaves the old site as it was."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.dataset.reading.load import Loaded
from generator.runtime import manifest, stages
from generator.runtime.cache import Cache
from generator.runtime.manifest import Manifest
from generator.runtime.reuse import Reuse
from generator.runtime.system_errors import sentence
from generator.runtime.transaction import Transaction
from generator.runtime.workers import Processes, Workers
from generator.site.engine import configuration, theme_files

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from generator.site.engine.made_files import MadeFiles

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
    cache: Cache | None = None,
) -> Built:
    """Build the site from valid data into ``output`` (else ``site_dir``).

    ``workers`` draw the pages and cards; if not told, as many processes as there are processors. ``cache`` knows what the
    site that this one replaces was made of: what follows from the same stays.
    """
    from generator.site.drawing.page_links import doubts as alone
    from generator.site.exports.sitemap import doubts
    from generator.site.model import section

    with _refusals():
        config, plugin = _opened(config_file, output, loaded, lazy=False)
        plugin.progress, plugin.workers, plugin.only = progress, workers or Processes(), None
        target = Path(config.site_dir)
        with Transaction(target) as transaction:
            check_target(target)
            # Named as no other: of a cluster that lost sight of this run somebody may still be writing the last one.
            made = transaction.folder / f"site-{secrets.token_hex(4)}"
            plugin.reuse = reuse = Reuse(cache, target) if cache else None
            _run(config, made)
            _check_whole(plugin.manifest, made)
            if reuse:
                reuse.keep(made)
            transaction.place(made)
            transaction.replace({manifest.beside(target): manifest.text(plugin.manifest.hashes).encode()})
        derived = section.doubts(plugin.site.registry.package, plugin.site.changes)
        found = [*derived, *doubts(plugin.site), *alone(plugin.texts, plugin.reached, target)]
        return Built(target, len(plugin.pages), found)


class Drawn(NamedTuple):
    """A site whose files are made when they are asked for: what MkDocs has written, and what makes the rest.

    ``texts`` are the settings and the folder of the hand-written pages, ``templates`` the folders of templates, of which
    MkDocs has ``asked`` for those of these names; ``said`` is what it does not accept.
    """

    folder: Path
    made: MadeFiles
    texts: tuple[Path, ...]
    templates: tuple[Path, ...]
    asked: frozenset[str]
    said: str = ""

    def is_ours(self, place: Path) -> bool:
        """Whether a file is a template that MkDocs has no part in."""
        folder = next((folder for folder in self.templates if place.is_relative_to(folder)), None)
        name = place.relative_to(folder).as_posix() if folder else ""
        return name.endswith(".html") and name not in self.asked


def draw(loaded: Loaded, config_file: Path, folder: Path, only: frozenset[str] | None = None) -> Drawn:
    """Let MkDocs write its pages into a folder, and nothing of the data; raise BuildError.

    ``only`` are the addresses of the pages of the data that are wanted: MkDocs then draws their frames and nothing else.
    """
    from mkdocs.exceptions import Abort

    warnings: list[str] = []
    listener = logging.Handler(logging.WARNING)
    listener.emit = lambda record: warnings.append(record.getMessage())  # type: ignore[method-assign]
    with _refusals():
        config, plugin = _opened(config_file, folder, loaded, lazy=True)
        plugin.only = only
        logging.getLogger("mkdocs").addHandler(listener)
        said = ""
        try:
            _run(config, folder)
        except Abort:
            # It has drawn them all when it counts what is wrong with them.
            if plugin.made is None:
                raise
            said = "\n".join(["MkDocs این‌ها را نمی‌پذیرد:", *warnings])
        finally:
            logging.getLogger("mkdocs").removeHandler(listener)
        texts, asked = (config_file, Path(config.docs_dir)), theme_files.asked_of(plugin.env)
        return Drawn(folder, plugin.made, texts, plugin.template_folders, asked, said)


def _opened(config_file: Path, output: Path | None, loaded: Loaded, *, lazy: bool) -> tuple[MkDocsConfig, Any]:
    """Return MkDocs's settings and our plugin, which has asked whether a site can be built of them and the data."""
    config = configuration.load(config_file, output)
    plugin = config.plugins[configuration.PLUGIN]  # one for the whole process: nothing of the run before may stay
    plugin.loaded, plugin.lazy, plugin.made = loaded, lazy, None
    plugin.check(config)
    plugin.checked = True
    return config, plugin


def _run(config: MkDocsConfig, folder: Path) -> None:
    """Let MkDocs build into a folder."""
    # MkDocs and Material take half a second to import: only a build pays for it.
    from mkdocs.commands import build as mkdocs_build

    logger = logging.getLogger("mkdocs")
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(message)s"))
        logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    config.site_dir = str(folder)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        with stages.stage("site"):
            mkdocs_build.build(config)
    finally:
        config.plugins.on_shutdown()


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what MkDocs, the settings or the system refuse into a BuildError."""
    from mkdocs.exceptions import Abort, MkDocsException

    try:
        yield
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
        raise BuildError(
            f"فایل «{path}» سایت تازه آن نیست که نوشته شد. دیسک را بررسی کنید و دوباره بسازید؛ اگر رایانه‌های دیگری هم می‌سازند، این پوشه باید برای همه یکی باشد."
        )
