"""What templates are compiled to draws what jinja2's own code would draw, byte for byte.

Where one of these fails after another jinja2 or markupsafe was locked, read what changed in `jinja2.compiler.CodeGenerator` and
`jinja2.runtime.Macro`, mend `PageCode`, and raise the bound in `pyproject.toml`. Without the line in `render.environment` that
makes a `PageEnvironment`, with jinja2's own there, all pages are the same, and are drawn slower.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from generator.project.assembly import load, subject_of
from generator.site.drawing import render
from generator.site.engine.draw_pages import shown
from generator.site.model.site import Site
from generator.site.pages.page_index import WRITTEN, Page, pages
from tests.support import ARTISTS_SITE, BANK, FOLDER, package

# What MkDocs draws, in an environment of its own; and the page of what neither bank of the tests has.
LEFT = {"main.html", "404.html", "collection.html"} | {
    f"partials/{name}.html" for name in ("footer", "header", "trail", "javascripts/base", "javascripts/content")
}
TEXTS = st.text(st.sampled_from("&<>'\"12٪%.,aB زن\n​"), max_size=12)
VALUES = TEXTS | TEXTS.map(Markup) | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
# Each place that a value is shown at: alone, by its filters, out of a mapping or an object, through macros and loops.
SOURCE = """
{%- macro shown(value, mark="&", level=2) %}<h{{ level }} title="{{ value }}">{{ value | fa }}{{ mark }}</h{{ level }}>{% endmacro -%}
{%- macro within(value) %}{{ caller(value) }}{% endmacro -%}
{{ value }}{{ value | fa }}{{ root }}{{ icon("close") }}{{ icon(name="close") }}{{ "<" }}{{ "۱<1" | fa }}{{ (value ~ "<") | fa }}{{ value | string | trim }}
{{ held.value }}{{ held["value"] }}{{ held.get("value") | fa }}{{ url.count }}{{ url.scheme | fa }}{{ held.none is defined }}
{{ shown(value) }}{{ shown(value, level=3) }}{{ shown(value, value, 4) }}{{ shown(*(value, value)) }}{{ shown(shown(value)) }}
{%- call(inner) within(value) %}<i>{{ inner }}</i>{% endcall %}
{%- for one in (value, held.value) %}{{ one | fa if loop.last else one }}{{ loop.index | fa }}{% set seen = one %}{{ seen }}{% endfor %}
{%- set block %}<b>{{ value }}</b>{% endset %}{{ block }}{{ block | fa }}
{%- autoescape false %}{{ value }}{{ value | fa }}{% endautoescape %}
{%- with root = "<own>" %}{{ root }}{% endwith %}"""


def environments() -> tuple[jinja2.Environment, jinja2.Environment]:
    """Return our environment, and one that differs in nothing but that it is jinja2's own."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(render, "PageEnvironment", jinja2.Environment)
        stock = render.environment.__wrapped__(())
    return render.environment.__wrapped__(()), stock


OURS, STOCK = environments()
BOTH = [env.from_string(SOURCE) for env in (OURS, STOCK)]


@given(VALUES)
def test_every_value_is_shown_as_jinja2_shows_it(value):
    given = {"value": value, "held": {"value": value}, "url": render.Head("", "", "")}
    url = type("Url", (), {"count": value, "scheme": "http"})()
    ours, theirs = (template.render(given | {"url": url}) for template in BOTH)
    assert ours == theirs


@given(TEXTS)
def test_a_text_is_always_escaped(text):
    shown = OURS.from_string("{{ text }}{{ text | fa }}").render(text=text)
    assert not set(shown) & set("<>'\"")
    assert Markup(OURS.from_string("{{ text }}").render(text=text)).unescape() == text


@pytest.mark.parametrize(
    "source", ["nobody", "nobody.name", "nobody()", "root.nobody", "root.nobody()", "shown()", "shown(nobody)"]
)
def test_what_is_not_there_is_an_error_in_the_same_words(source):
    said = []
    for env in (OURS, STOCK):
        template = env.from_string(f"{{% macro shown(value) %}}{{{{ value }}}}{{% endmacro %}}{{{{ {source} }}}}")
        with pytest.raises(jinja2.UndefinedError) as error:
            template.render()
        said.append(str(error.value))
    assert said[0] == said[1]


def test_too_many_or_unknown_arguments_of_a_macro_are_errors():
    for call in ("shown(1, 2)", "shown(other=1)"):
        with pytest.raises(TypeError, match="macro 'shown' takes n"):
            OURS.from_string("{% macro shown(value) %}{{ value }}{% endmacro %}{{ " + call + " }}").render()


def site_of(data: Path) -> Site:
    """Return the site of a package."""
    loaded = load(data, date(2026, 11, 24))
    assert loaded.registry is not None, loaded.problems
    subject = subject_of(loaded.registry.package)
    extra = {"province": "نمونه", "office": {"phone": "071-32345678"}, "inbox": "/inbox/"}
    site = Site(loaded.registry, "بانک", "بانکی.", FOLDER, extra, loaded.today)
    return replace(site, templates=subject.templates, changes=subject.sections())


@pytest.fixture(scope="module")
def sites(tmp_path_factory) -> list[Site]:
    bank = package(tmp_path_factory.mktemp("bank") / "data", base=BANK / "data")
    return [site_of(bank), site_of(ARTISTS_SITE / "data")]


def drawn(site: Site, used: set[str], every: bool) -> dict[str, tuple[str, str]]:
    """Return the heads and bodies of pages by their addresses, and add the templates that they are drawn by.

    They are all pages, or the first and the last of each view.
    """
    render.forget()
    views = {**WRITTEN, **subject_of(site.registry.package).views()}
    listed = list(pages(site))
    if not every:
        listed = [
            *{page.view: page for page in reversed(listed)}.values(),
            *{page.view: page for page in listed}.values(),
        ]
    found = [*listed, *(Page(f"{name}/", view, ({},)) for name, view in views.items())]
    made = {page.url: render.draw(shown(site, page), site) for page in found}
    used |= {name for _, name in render.environment(site.templates).cache or ()}
    return made


@pytest.mark.parametrize(
    "every", [pytest.param(False, id="some"), pytest.param(True, id="all", marks=pytest.mark.nightly)]
)
def test_every_page_is_drawn_as_jinja2_draws_it(every, sites, monkeypatch):
    used: set[str] = set()
    ours = [drawn(site, used, every) for site in sites]
    templates = {name for site in sites for name in render.environment(site.templates).list_templates(["html"])}
    assert templates - used == LEFT
    monkeypatch.setattr(render, "PageEnvironment", jinja2.Environment)
    theirs = [drawn(site, used, every) for site in sites]
    monkeypatch.undo()
    render.forget()
    assert ours == theirs
