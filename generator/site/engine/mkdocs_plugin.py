"""The MkDocs plugin: hand-written pages are MkDocs's own, everything made from data is spliced into its frames.

This is the one module that knows MkDocs's events. Pages are written when MkDocs has rendered its own; a whole build
beside the old site, and the swap, are the work of ``build.py``.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import meta

from generator.dataset.descriptor import DescriptorError, Package
from generator.dataset.problems.kind import ERROR
from generator.dataset.problems.printing import render
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.files import is_left_behind
from generator.dataset.reading.kept import Kept
from generator.dataset.reading.load import KEY_VARIABLE, DayError, Loaded
from generator.dataset.registry import Registry
from generator.runtime import manifest
from generator.runtime.manifest import Manifest, TwiceError
from generator.runtime.output import Folder, Output
from generator.runtime.reuse import Reuse
from generator.runtime.streams import speak_utf8
from generator.runtime.system_errors import sentence
from generator.runtime.workers import Processes, Workers
from generator.site.cards import share_cards
from generator.site.drawing import frames, page_links
from generator.site.drawing.compiled_templates import CompiledTemplates
from generator.site.drawing.render import TEMPLATES, Head, View, add_filters, forget, renew
from generator.site.engine import draw_pages, theme_files
from generator.site.engine.configuration import ConfigurationError, check_extra
from generator.site.engine.handwritten import page_problems
from generator.site.engine.made_files import MadeFiles
from generator.site.engine.page_marks import filled
from generator.site.engine.placing import Placing
from generator.site.exports import sitemap
from generator.site.model.site import Site
from generator.site.model.status import SettingError, check_status
from generator.site.model.subject import Subject
from generator.site.pages.navigation import marks, navigation
from generator.site.pages.page_index import WRITTEN, Page, pages
from generator.site.pages.parts import sharing

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as PageOfMkDocs

log = logging.getLogger("mkdocs.plugins.capable-women")
_COMPILED = CompiledTemplates()

# Parts of Material that our pages never ask for.
_UNUSED = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")


class SiteConfig(Config):
    """The plugin's own settings in ``mkdocs.yml``."""

    folder = config_options.Type(str, default="data")


class SitePlugin(BasePlugin[SiteConfig]):
    """Read and check the data, lend MkDocs the templates, and write a page for every record."""

    # Which subject a package has, and how a folder of data is read with its checks: `generator.project` says both,
    # which stands above them all.
    subject_of: Callable[[Package], Subject]
    read: Callable[..., Loaded]
    loaded: Loaded | None = None
    workers: Workers = Processes()
    # Whether a build has asked before MkDocs did; it also says itself what the system refuses.
    checked = False
    faulty: Sequence[Problem] = ()
    # The addresses of the only pages of the data that may be asked for: a look at what is not published yet.
    only: frozenset[str] | None = None
    # Whether what is made from the data is made when somebody asks for it, and not written.
    lazy = False
    serving = False
    made: MadeFiles | None = None
    # What stays of the site that this one replaces.
    reuse: Reuse | None = None
    # Where the site is written to; else to MkDocs's own folder.
    output: Output | None = None

    def __init__(self) -> None:
        super().__init__()
        self._placing = Placing()
        # What was read before: of use while a site is served.
        self._kept = Kept()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        speak_utf8()
        self.serving = command == "serve"
        self.lazy = self.lazy or self.serving

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self.bad = ""
        if self.loaded is None or self.serving:
            self._load(config)
        if not self.checked:
            self.check(config)
        # MkDocs takes each file from the first folder that has it: what the province lays over ours comes first.
        laid_over = [config.theme.custom_dir] if config.theme.custom_dir else []
        self.overlays = (*map(Path, laid_over), *self.subject.templates)
        config.theme.dirs[: len(laid_over)] = [str(folder) for folder in self.template_folders]
        environment = partial(theme_files.env_of, config.theme.get_env)
        config.theme.get_env = environment  # type: ignore[method-assign] # MkDocs asks for it by no event
        return config

    def check(self, config: MkDocsConfig) -> None:
        """Refuse settings and pages that no site of the loaded data can be built with.

        A build asks before MkDocs does, whose log has no Persian.
        """
        if not config.use_directory_urls:
            raise PluginError("تنظیم use_directory_urls باید true بماند: نشانی هر پرونده به / پایان می‌یابد.")
        try:
            check_extra(dict(config.extra))
            self.subject.check_settings(config.extra)
            check_status(config.extra, os.environ.get(KEY_VARIABLE, ""))
        except (SettingError, ConfigurationError) as error:
            raise PluginError(str(error)) from None
        base = Path(config.config_file_path).parent
        self.faulty = page_problems(Path(config.docs_dir), base.absolute(), self.views)
        if self.faulty and not self.serving:
            raise PluginError(render(self.faulty))

    def _load(self, config: MkDocsConfig) -> None:
        folder = Path(config.config_file_path).parent / self.config.folder
        try:
            result = self.read(folder, kept=self._kept)
        except (DescriptorError, DayError) as error:
            self.bad = str(error)
        else:
            if result.registry is not None:
                self.loaded = result
                return
            self.bad = render([item for item in result.problems if item.severity == ERROR])
        # A failed rebuild under `serve` hangs every request: show the problems over the last good data instead.
        if not (self.serving and self.loaded):
            raise PluginError(self.bad)

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """The folders of templates, in the order that they are asked in."""
        return (*self.overlays, TEMPLATES)

    @property
    def subject(self) -> Subject:
        """The subject of the data."""
        return self.subject_of(self.registry.package)

    @property
    def views(self) -> Mapping[str, Callable[..., View]]:
        """The views that a hand-written page may be drawn by."""
        return {**WRITTEN, **self.subject.views()}

    @property
    def registry(self) -> Registry:
        """The last good data."""
        assert self.loaded is not None and self.loaded.registry is not None
        return self.loaded.registry

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        self._placing.begin()

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        assert self.loaded is not None
        self.site = Site(
            registry=self.registry,
            name=config.site_name,
            description=config.site_description or "",
            address=(config.site_url or "/").rstrip("/") + "/",
            extra=dict(config.extra),
            today=self.loaded.today,
            serving=self.serving,
            templates=self.overlays,
            changes=self.subject.sections(),
        )
        for file in list(files):
            own = file.src_dir == config.docs_dir
            is_unused = file.src_uri.startswith(_UNUSED) and not file.generated_by and not own
            # The overrides may lie among the hand-written pages, and are served as files of the theme.
            is_laid_over = own and any(Path(str(file.abs_src_path)).is_relative_to(folder) for folder in self.overlays)
            if is_unused or is_laid_over or any(is_left_behind(part) for part in Path(file.src_uri).parts):
                files.remove(file)
        self.assets = {
            file.src_uri: Path(str(file.abs_src_path)) for file in files if file.src_uri.startswith("assets/")
        }
        if self.only is not None:
            self._leave_out(files)
        self.pages: list[Page] = [page for page in pages(self.site) if self.only is None or page.url in self.only]
        self.frames: dict[frames.FrameKey, frames.Frame] = {}
        self.own: list[str] = []
        self.texts: dict[str, str] = {}
        self.viewed: dict[str, tuple[frames.Frame, Page]] = {}
        # What the pages of MkDocs lead to, the head and foot of all pages included.
        self.reached: set[str] = set()
        marked = marks(self.site)
        keys = {frames.key_of(page.url, marked) for page in self.pages if not page.alone}
        self.stubs = {key.source: key for key in keys}
        for source in self.stubs:
            stub = File.generated(config, source, content="# … {#main}\n", inclusion=InclusionLevel.NOT_IN_NAV)
            files.append(stub)
        return files

    def _leave_out(self, files: Files) -> None:
        """Take out the hand-written pages: a look at a few others needs to know no more than that they are there."""
        for file in files.documentation_pages():
            url = "" if file.url in (".", "./") else file.url
            self.site.articles[url] = meta.get_data(file.content_string)[1]
            files.remove(file)

    def on_page_markdown(self, markdown: str, *, page: PageOfMkDocs, config: MkDocsConfig, files: Files) -> str:
        if page.file.src_uri not in self.stubs:
            self.site.articles[page.url] = page.meta
            self.texts[page.url] = markdown
        return filled(markdown, self.site, page.url)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        if self.site.serving:
            forget()
        renew(self.overlays)
        add_filters(env, self.overlays)
        # Our own templates and what is laid over them: Material's expect MkDocs's unescaped environment.
        own = self.template_folders
        env.autoescape = lambda name: name is not None and any((folder / name).is_file() for folder in own)
        env.bytecode_cache = _COMPILED
        env.globals.update(site=self.site, problems=self.bad, FRAME_HEAD=frames.HEAD, FRAME_BODY=frames.BODY)
        self.env, self.menu = env, navigation(self.site)
        env.globals.update(menu=self.menu)
        return env

    def on_page_context(self, context: Any, *, page: PageOfMkDocs, config: MkDocsConfig, nav: Navigation) -> Any:
        context["framed"] = page.file.src_uri in self.stubs or bool(page.meta.get("view"))
        context["here"] = page.url.split("/")[0]
        stub = self.stubs.get(page.file.src_uri)
        context["at"] = stub.address if stub else page.url
        context["place"] = self.menu.place(context["at"])
        title = str(page.meta.get("title") or page.title or config.site_name)
        news = page.url.startswith("news/") and page.url != "news/"
        context["share"] = sharing.share(self.site, page.url, title) if news else None
        context["head"] = Head(
            title,
            str(page.meta.get("description") or self.site.description),
            page.url,
            kind="article",
            image=share_cards.url_of(self.site, page.url),
        )
        return context

    def on_post_page(self, output: str, *, page: PageOfMkDocs, config: MkDocsConfig) -> str:
        output = frames.without_unused(output)
        if page.file.src_uri in self.stubs:
            self.reached |= page_links.links(page.url, output)
            self.frames[self.stubs[page.file.src_uri]] = frames.cut(output)
            return ""
        view = page.meta.get("view")
        if view:
            one, frame = Page(page.url, self.views[view], (page.meta,)), frames.cut(output)
            if self.lazy:
                self.viewed[one.path] = frame, one
                return ""
            output = draw_pages.draw_page(self.site, frame, one).decode()
        self.reached |= page_links.links(page.url, output) - {page.url}
        return output

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        if template_name != "sitemap.xml":
            return frames.without_unused(output)
        stubs = {source.removesuffix("index.md") for source in self.stubs}
        self.own = [url for url in sitemap.addresses(output, self.site.address) if url not in stubs]
        return ""  # written with the pages of the data

    @event_priority(-100)  # the last to write: the manifest names what others have written
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        cache = Path(config.config_file_path).parent / share_cards.CACHE
        self.made = MadeFiles(
            self.site,
            self.frames,
            self.pages,
            self.texts,
            self.own,
            self.assets,
            cache,
            self.workers,
            self.viewed,
            None if self.lazy else self.reuse,
        )
        if self.lazy:
            self._placing.end(self.made)
            return
        try:
            self._write(config, self.made)
        except OSError as error:
            if self.checked:
                raise
            raise PluginError(f"نوشتن سایت ناتمام ماند. {sentence(error)}") from None
        except TwiceError as error:
            raise PluginError(
                f"دو فایل به یک نشانی در سایت می‌رسند: «{error.path}». یکی از آن‌ها را حذف کنید یا نام دیگری به آن بدهید."
            ) from None

    def _write(self, config: MkDocsConfig, made: MadeFiles) -> None:
        target, self.manifest = Path(config.site_dir), Manifest()
        output = self.output or Folder(target)
        # What MkDocs has written: it knows folders alone.
        is_there = output == Folder(target)
        own = (manifest.file_of(target, path) for path in manifest.below(target))
        self.manifest.add(manifest.entries(target) if is_there else output.write_all(own))
        for entries in made.write(output):
            self.manifest.add(entries)
        log.info("%d pages written from the data", len(self.pages))

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        server.watch(str(self.registry.package.folder))
        for folder in self.template_folders:
            server.watch(str(folder))
        served: Any = server.get_app()
        server.set_app(self._placing.around(served, server.mount_path, Path(config.site_dir)))
        return server
