"""Build the site beside the old one and put it in place at the end: a failed build leaves the old site as it was."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.dataset.reading.load import Loaded
from generator.runtime import stages
from generator.runtime.cache import Cache
from generator.runtime.remote.store import Store
from generator.runtime.reuse import Reuse
from generator.runtime.system_errors import sentence
from generator.runtime.workers import Processes, Workers
from generator.site.engine import configuration, theme_files
from generator.site.engine.build_error import BuildError
from generator.site.engine.destinations import place_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from generator.site.engine.made_files import MadeFiles

# Material's notice of its end of life is for whoever chooses versions, not for whoever builds the site.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


class Built(NamedTuple):
    """A built site: its folder or store, the number of its pages, and what its maintainers should know, in Persian."""

    target: Path | Store
    pages: int
    doubts: list[str]


def build(
    loaded: Loaded,
    config_file: Path,
    output: Path | Store | None = None,
    workers: Workers | None = None,
    cache: Cache | None = None,
) -> Built:
    """Build the site from valid data into ``output``, a folder or a store (else into ``site_dir``).

    ``workers`` draw the pages and cards; if not told, as many processes as there are processors. ``cache`` knows what the
    site that this one replaces was made of: what follows from the same stays.
    """
    from generator.site.drawing.page_links import doubts as alone
    from generator.site.exports.sitemap import doubts
    from generator.site.model import section

    with _refusals():
        config, plugin = _opened(config_file, None if isinstance(output, Store) else output, loaded, lazy=False)
        plugin.workers, plugin.only = workers or Processes(), None
        target = output if isinstance(output, Store) else Path(config.site_dir)
        with place_of(target) as place:
            plugin.output = place.output
            plugin.reuse = reuse = Reuse(cache, target) if cache and isinstance(target, Path) else None
            _run(config, place.folder)
            unknown = place.settle(plugin.manifest, reuse)
        if cache:
            cache.end()
        derived = section.doubts(plugin.site.registry.package, plugin.site.changes)
        # What is in a store is not looked through again.
        unreached = alone(plugin.texts, plugin.reached, target) if isinstance(target, Path) else []
        return Built(target, len(plugin.pages), [*unknown, *derived, *doubts(plugin.site), *unreached])


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
    plugin.loaded, plugin.lazy, plugin.made, plugin.output = loaded, lazy, None, None
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
