"""What is shown of sources while somebody edits them: the very bytes of a build, each change of them, and what is wrong."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from urllib.request import urlopen

import pytest

from generator.dataset.reading.kept import Kept
from generator.project import assembly
from generator.site.drawing.render import TEMPLATES
from generator.site.engine import watching
from generator.site.engine.build import draw
from generator.site.engine.watching import Watching
from tests.support import EPOCH, KEY, ROOT, TODAY, build, copy_of, files

DAY = date.fromisoformat(TODAY[1])
WOMEN = ROOT / "generator" / "subjects" / "women" / "templates"
WOMAN = "women/zahra-rasti/index.html"
SCRIPT = re.compile(rb'<script type="module" src="/_live/live\.js\?\d+"></script>')


def watched(config: Path, scratch: Path) -> Watching:
    """Return the site of a project as it is shown to whoever edits it."""
    scratch.mkdir()
    data = config.parent / "data"
    return Watching(config, data, partial(assembly.load, data, DAY, kept=Kept()), scratch)


def shown(site: Watching, name: str = WOMAN) -> str:
    return (site.get(name) or b"").decode()


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


@pytest.fixture
def config(small_project, tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("WITHDRAWAL_KEY", KEY)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    return copy_of(small_project, tmp_path / "project") / "mkdocs.yml"


def differing(site: Watching, built: Path) -> list[str]:
    """Return what a built site has otherwise than a shown one, whose pages bring a script of their own."""
    return [name for name, content in files(built).items() if SCRIPT.sub(b"", site.get(name) or b"") != content]


@pytest.mark.parametrize("name", ["small_site", pytest.param("bank_site", marks=pytest.mark.nightly)])
def test_what_is_shown_is_what_is_built(name, request, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.setenv("WITHDRAWAL_KEY", KEY)
    built = request.getfixturevalue(name)
    site = watched(built.parent / "mkdocs.yml", tmp_path / "scratch")
    assert differing(site, built) == []
    assert SCRIPT.search(site.get("index.html") or b"") and site.get("women/nobody/index.html") is None


def test_each_edit_is_shown_as_a_build_would_have_it(config, tmp_path, monkeypatch):
    """Of a record, a table, templates, a text and the settings; a record that is taken away, and one of another name.

    MkDocs is asked only where it has a part in what changed.
    """
    data, layer = config.parent / "data", config.parent / "content" / "overrides"
    edit(config, "\ntheme:\n", "\ntheme:\n  custom_dir: content/overrides\n")
    layer.mkdir()
    for folder, name in ((WOMEN, "woman.html"), (TEMPLATES, "partials/footer.html")):
        (layer / name).parent.mkdir(exist_ok=True)
        shutil.copy(folder / name, layer / name)
    runs: list[int] = []
    monkeypatch.setattr(watching, "draw", lambda *given: runs.append(1) or draw(*given))
    site = watched(config, tmp_path / "scratch")
    record, template = data / "women" / "fasa" / "zahra-rasti.yml", layer / "woman.html"
    edit(record, "بافندهٔ گلیم", "بافندهٔ گبه")
    site.refresh(record)
    template.write_text(template.read_text("utf-8") + "<p>قالب نو</p>", "utf-8")
    site.refresh(template)
    assert "بافندهٔ گبه" in shown(site) and "قالب نو" in shown(site) and len(runs) == 1
    edit(layer / "partials" / "footer.html", "</footer>", "<p>پانویس نو</p></footer>")
    site.refresh(layer / "partials" / "footer.html")
    assert "پانویس نو" in shown(site) and len(runs) == 2
    edit(data / "counties.csv", "beyza,بیضا,", "beyza,بیضای نو,")
    edit(config.parent / "content" / "about.md", "{#main}", "{#main}\n\nتازه.")
    edit(config, "site_name: ", "site_name: نو، ")
    site.refresh()
    assert "تازه." in shown(site, "about/index.html")
    edit(record, "id: zahra-rasti", "id: zahra-rasti-of-fasa")
    record.rename(record.with_name("zahra-rasti-of-fasa.yml"))
    site.refresh(record)
    assert site.get(WOMAN) is None and "گبه" in shown(site, "women/zahra-rasti-of-fasa/index.html")
    assert build(config, key=KEY).exit_code == 0
    assert differing(site, config.parent / "site") == []


def test_bad_data_is_told_over_the_last_good_site_until_it_is_mended(config, tmp_path):
    site, record = watched(config, tmp_path / "scratch"), config.parent / "data" / "women" / "fasa" / "zahra-rasti.yml"
    edit(record, "county: fasa", "county: nowhere")
    site.refresh()
    assert "zahra-rasti.yml:4" in shown(site) and "بافندهٔ گلیم" in shown(site)
    edit(config.parent / "content" / "about.md", "{#main}", "{#main}\n\n[نیست](nowhere.md)")
    edit(record, "county: nowhere", "county: fasa")
    site.refresh()
    assert "nowhere.md" in shown(site, "about/index.html")
    edit(config.parent / "content" / "about.md", "[نیست](nowhere.md)", "")
    site.refresh()
    assert 'class="problems"' not in shown(site)


@pytest.mark.parametrize(
    ("spoilt", "before", "after", "told"),
    [
        ("data/women/shiraz/simin-daneshvar.yml", "basis: ", "basis: un", "simin-daneshvar.yml"),
        ("mkdocs.yml", "site_name: ", "site_nom: ", "mkdocs.yml:"),
    ],
)
def test_who_was_taken_out_is_not_shown_by_the_last_good_site_either(spoilt, before, after, told, config, tmp_path):
    site = watched(config, tmp_path / "scratch")
    (config.parent / "data" / "women" / "fasa" / "zahra-rasti.yml").unlink()
    edit(config.parent / spoilt, before, after)
    site.refresh()
    for name in (WOMAN, "women/index.html"):
        assert "زهرا راستی" not in shown(site, name) and told in shown(site, name)


def test_a_browser_is_told_of_a_change(config):
    """The whole way, as a person goes it: the command over spoilt data, what mends them, the event that asks for the page.

    What only a site tells is heard of too once there is one: the texts.
    """
    command = [sys.executable, "-u", "-m", "generator", "serve", "--watch", "--config", str(config), "--port", "0"]
    command += ["--data", str(config.parent / "data"), *TODAY]
    record = config.parent / "data" / "women" / "fasa" / "zahra-rasti.yml"
    edit(record, "county: fasa", "county: nowhere")
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            address = re.search(r"http://localhost:\d+/", process.stdout.readline())[0]
            version: Callable[[str], str] = lambda page: re.search(r"live\.js(\?\d+)", page)[1]  # noqa: E731
            fetch: Callable[[str], str] = lambda path: urlopen(address + path, timeout=60).read().decode()  # noqa: E731
            page = fetch("women/zahra-rasti/")
            assert "zahra-rasti.yml" in page and "EventSource" in fetch("_live/live.js")
            edit(record, "county: nowhere", "county: fasa")
            assert "data:" in fetch(f"_live/changes{version(page)}")
            page = fetch("women/zahra-rasti/")
            assert "بافندهٔ گلیم" in page
            edit(config.parent / "content" / "about.md", "{#main}", "{#main}\n\nتازه.")
            assert "data:" in fetch(f"_live/changes{version(page)}")
            assert "تازه." in fetch("about/")
        finally:
            process.terminate()
