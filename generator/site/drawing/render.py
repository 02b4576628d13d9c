"""Draw pages: a view's context through its template, with a head for search engines and previews."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from contextlib import suppress
from functools import cache, lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import jinja2
from markupsafe import Markup

from generator.persian.calendar.jalali import in_words, parse_jalali
from generator.persian.digits import fa
from generator.persian.money import rial, toman
from generator.persian.numbers import counted, indefinite
from generator.runtime.cache import files
from generator.runtime.compact_json import compact
from generator.site.drawing.page_code import PageEnvironment
from generator.site.model import addresses
from generator.site.model.site import Site

_DATE = re.compile(r"(?<![\d-])1[34]\d\d-\d\d-\d\d(?![\d-])")
# The indentation of our templates: nothing that keeps its blanks holds a tag of ours. Begun with a blank, it would be
# tried at each space of a text, and takes four times as long.
_INDENT = re.compile(r"\n\s+(?=<)")
TEMPLATES = Path(__file__).parents[1] / "templates"


class Head(NamedTuple):
    """What ``<head>`` says of a page. ``url`` is from the site's root; ``linked`` are schema.org objects."""

    title: str
    description: str
    url: str
    kind: str = "website"
    indexed: bool = True
    image: str = ""
    linked: tuple[Mapping[str, Any], ...] = ()
    previous: str = ""
    next: str = ""
    refresh: str = ""
    # The address of the folder of the page's own feed, beside that of all.
    feed: str = ""
    # Files that this page alone needs, from the site's root; a script is a module.
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()


class View(NamedTuple):
    """A page ready to be drawn: its head, its template and what the template is given."""

    head: Head
    template: str
    context: Mapping[str, Any] = MappingProxyType({})


@cache
def environment(overlays: tuple[Path, ...]) -> jinja2.Environment:
    """Return the one environment of our templates: everything escaped, undefined names are errors.

    ``overlays`` are folders that are asked before the site's own, in their order; raise FileNotFoundError where one is
    not there, as on a computer that does not see the province's own templates.
    """
    for folder in overlays:
        folder.stat()
    env = PageEnvironment(
        loader=jinja2.FileSystemLoader([*overlays, TEMPLATES]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.globals["root"] = addresses.ROOT
    add_filters(env, overlays)
    return env


def add_filters(env: jinja2.Environment, overlays: tuple[Path, ...]) -> None:
    """Give an environment the filters and globals of our templates."""
    env.filters.update(
        fa=fa,
        at=lambda url: url if "://" in url else addresses.ROOT + url,
        rial=rial,
        toman=toman,
        counted=counted,
        indefinite=indefinite,
        dated=_dated,
        jalali=lambda text: parse_jalali(str(text)).words(),
        linked_data=_linked_data,
    )
    env.globals.update(icon=icon, urls=addresses, piece=partial(_piece, overlays))


def _dated(text: str) -> str:
    """Return a text whose dates are in words: figures with hyphens turn round between Persian letters."""
    return _DATE.sub(lambda match: in_words(match[0]), text)


@cache
def icon(name: str) -> Markup:
    """Return one of Material's icons as inline SVG."""
    import material

    folder = Path(material.__file__).parent / "templates" / ".icons" / "material"
    svg = (folder / f"{name}.svg").read_text("utf-8")
    # An SVG within HTML needs no namespace.
    plain = svg.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)
    return Markup(plain.replace("<svg ", '<svg aria-hidden="true" ', 1))


def _linked_data(items: tuple[Mapping[str, Any], ...]) -> Markup:
    text = compact({"@context": "https://schema.org", "@graph": list(items)})
    # The text stands inside <script>: nothing in it may end that element or open another.
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


# Cards follow each other in the alphabet: of a very large bank those are forgotten that nobody has asked for so long.
@lru_cache(1 << 15)
def _piece(overlays: tuple[Path, ...], macro: str, *arguments: Hashable) -> Markup:
    """Return what a macro of ``macros.html`` makes of its arguments; drawn once per process, for many pages share it."""
    drawn: Markup = getattr(_template(overlays, "macros.html").module, macro)(*arguments)
    return drawn


def draw(view: View, site: Site) -> tuple[str, str]:
    """Return the head and the body of a page as HTML."""
    root = addresses.root(view.head.url)
    head = _template(site.templates, "partials/head.html").render(head=view.head, site=site)
    body = _template(site.templates, view.template).render({"site": site, "head": view.head, **view.context})
    near = _near(_INDENT.sub("\n", body), view.head.url)
    return head.replace(addresses.ROOT, root), near.replace(addresses.ROOT, root)


def _near(body: str, url: str) -> str:
    """Return a body whose links to pages near its own go there straight: a list leads to a hundred of its own section."""
    steps = url.split("/")[:-1]
    for depth in range(len(steps), 0, -1):
        own, way = f'"{addresses.ROOT}{"/".join(steps[:depth])}/', "../" * (len(steps) - depth)
        # To the page itself the way is empty, and an empty address would be none.
        if not way and own in body:
            body = body.replace(f'{own}"', '"./"')
        body = body.replace(own, f'"{way}')
    return body


@cache
def _template(overlays: tuple[Path, ...], name: str) -> jinja2.Template:
    return environment(overlays).get_template(name)


def compile_all(overlays: tuple[Path, ...]) -> None:
    """Compile every template before processes are forked, each of which would compile its own.

    Those that only MkDocs draws ask for filters of its own, and are left to it.
    """
    env = environment(overlays)
    for name in env.list_templates(["html"]):
        with suppress(jinja2.TemplateError):
            env.get_template(name)


def renew(overlays: tuple[Path, ...]) -> None:
    """Forget every template that was read if one of these folders holds others than when it was last asked about."""
    now = b"".join(files(folder) for folder in overlays if folder.is_dir())
    if _held.setdefault(overlays, now) != now:
        _held[overlays] = now
        forget()


# What the folders of templates held, for a process that builds again and again.
_held: dict[tuple[Path, ...], bytes] = {}


def forget() -> None:
    """Forget every template that was read: of the next site, or while one is served, the overlays may be others."""
    for kept in (environment, _piece, _template):
        kept.cache_clear()
