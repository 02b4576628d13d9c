"""Build the same synthetic profiles with the generator and with plain MkDocs and Material, in turn, and print both.

Two peers: ``plain`` is MkDocs with Material as it comes, each profile a Markdown page that holds the same body; ``lean``
is MkDocs with our own theme, each profile a MkDocs page drawn by our own templates. The generator also writes every
list page, and reads and checks the data; the peers do neither.
"""

from __future__ import annotations

import argparse
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from generator.project.assembly import load
from generator.site.drawing.render import TEMPLATES
from generator.site.model.site import Site
from generator.subjects.women.sections import SECTIONS
from generator.subjects.women.sections import TEMPLATES as OWN
from tests.support import ASSETS

ROOT = Path(__file__).parents[2]
PEERS = ("plain", "lean")
HOOK = '''"""Give each page of the peer the same body: drawn by the same templates, one MkDocs page each."""
import pickle
from pathlib import Path

from generator.site.drawing.render import Head, add_filters, draw
from generator.site.model import addresses
from generator.subjects.women.sections import women

site = pickle.loads((Path(__file__).parent / "site.pickle").read_bytes())


def on_config(config):
    config.theme.dirs[:0] = {templates!r}
    return config


def on_env(env, config, files):
    add_filters(env, site.templates)
    env.globals.update(site=site, problems="", FRAME_HEAD="", FRAME_BODY="")


def on_page_context(context, page, config, nav):
    parts = page.url.strip("/").split("/")
    context["here"], context["framed"] = parts[0], False
    context["head"] = Head(page.title, page.title, page.url)
    if len(parts) == 2:
        head, body = draw(women.profile(site, page.url, parts[1]), site)
        page.content = body
        context["framed_head"] = head
    return context
'''
MAIN = """{% extends "main.html" %}
{% block site_meta %}<meta charset="utf-8">{{ framed_head }}{% endblock %}
{% block container %}{{ page.content }}{% endblock %}
"""


def peer(folder: Path, data: Path) -> Path:
    """Write a plain MkDocs project with one page per woman of the package, and return its configuration."""
    loaded = load(data)
    assert loaded.registry is not None, "the synthetic package must be valid"
    site = Site(
        loaded.registry,
        "نمونه",
        "نمونه",
        "http://localhost:8000/",
        {"province": "نمونه"},
        loaded.today,
        templates=(OWN,),
        changes=SECTIONS,
    )
    (folder / "site.pickle").write_bytes(pickle.dumps(site))
    women = folder / "content" / "women"
    women.mkdir(parents=True)
    (folder / "content" / "index.md").write_text("# home\n", "utf-8")
    for woman in loaded.registry["women"]:
        (women / f"{woman.id}.md").write_text(
            f"---\ntitle: {woman['name']}\ntemplate: peer.html\n---\n\n# {woman['name']} {{#main}}\n", "utf-8"
        )
    shutil.copytree(ASSETS, folder / "content" / "assets")
    (folder / "overrides").mkdir()
    (folder / "overrides" / "peer.html").write_text(MAIN, "utf-8")
    (folder / "hook.py").write_text(HOOK.format(templates=[str(OWN), str(TEMPLATES)]), "utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(
        "site_name: peer\nsite_url: http://localhost:8000/\ndocs_dir: content\nsite_dir: site\n"
        "theme: {name: material, language: fa, font: false, favicon: assets/mark.svg, custom_dir: overrides}\n"
        "plugins: []\nhooks: [hook.py]\nnav: [index.md]\nnot_in_nav: /women/*\nextra: {office: {name: x}}\n"
        "extra_css: [assets/css/tokens.css, assets/css/site.css]\nmarkdown_extensions: [attr_list]\n",
        "utf-8",
    )
    return config


def plain(folder: Path, built: Path) -> Path:
    """Write a project for Material as it comes: each page holds the body of the generator's page as Markdown."""
    women = folder / "content" / "women"
    women.mkdir(parents=True)
    (folder / "content" / "index.md").write_text("# home\n", "utf-8")
    for path in sorted((built / "women").glob("*/index.html")):
        html = path.read_text("utf-8")
        if '<header class="bio' not in html:
            continue
        body = html[html.index("<article>") : html.rindex("</article>") + len("</article>")]
        title = path.parent.name
        (women / f"{title}.md").write_text(f"---\ntitle: {title}\ndescription: {title}\n---\n\n{body}\n", "utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(
        "site_name: peer\nsite_url: http://localhost:8000/\ndocs_dir: content\n"
        "theme: {name: material, language: fa, font: false}\nplugins: []\nnav: [index.md]\nnot_in_nav: /women/*\n",
        "utf-8",
    )
    return config


def without_cards(folder: Path) -> Path:
    """Write the real settings without share cards, which MkDocs does not draw either, and return their file."""
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert "share_cards: true" in text
    text = text.replace("share_cards: true", "share_cards: false\n  search: false")
    config = folder / "mkdocs.yml"
    config.write_text(text.replace("docs_dir: content", f"docs_dir: {(ROOT / 'content').as_posix()}"), "utf-8")
    return config


def timed(command: list[str]) -> float:
    """Run a command to its end and return its wall time in seconds."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stderr}")
    return time.perf_counter() - start


def main() -> None:
    """Print the seconds of each run and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--women", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    memory = Path("/dev/shm")
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(int(time.time())))
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        work = Path(name)
        generator = [sys.executable, "-m", "generator"]
        # Profiles alone: both sides draw the same pages.
        none = [word for name in ("cooperatives", "programs", "loans", "meetings") for word in (f"--{name}", "0")]
        sample = ["sample", str(work / "data"), "--women", str(options.women), *none]
        timed([*generator, *sample])
        for name in PEERS:
            (work / name).mkdir()
        config = without_cards(work)
        build = [*generator, "build", "--config", str(config), "--data", str(work / "data"), "--output"]
        timed([*build, str(work / "first")])
        configs = {"plain": plain(work / "plain", work / "first"), "lean": peer(work / "lean", work / "data")}
        shutil.rmtree(work / "first")
        ratios: dict[str, list[float]] = {name: [] for name in configs}
        for run in range(1, options.runs + 1):
            ours = timed([*build, str(work / "ours")])
            count = sum(1 for _ in (work / "ours" / "women").glob("*/index.html"))
            assert count >= options.women, "every profile must have been written"
            shutil.rmtree(work / "ours")
            line = f"run {run}: generator build {ours:6.2f} s"
            for name, settings in configs.items():
                theirs = timed(
                    [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(settings), "-d", str(work / "out")]
                )
                assert sum(1 for _ in (work / "out" / "women").glob("*/index.html")) >= options.women
                shutil.rmtree(work / "out")
                ratios[name].append(ours / theirs)
                line += f"   {name} {theirs:6.2f} s, ratio {ours / theirs:.3f}"
            print(line, flush=True)
        for name, found in ratios.items():
            print(f"{options.women} profiles against {name} MkDocs: median ratio {median(found):.3f}")


if __name__ == "__main__":
    main()
