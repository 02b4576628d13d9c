"""The same profiles as projects of other generators: a text file a woman, and one template that draws her page."""

from __future__ import annotations

import json
import sys
from itertools import count, islice
from pathlib import Path
from typing import Any

from generator.project.assembly import load

Records = tuple[list[dict[str, Any]], str, str]
_FACTS = ("county", "life", "education", "position", "period")


def records_of(data: Path, built: Path, pages: int) -> Records:
    """Return the women as plain values, and what stands before and after the body of a profile in the built site.

    Some come again, under another id, until there are as many as ``pages``.
    """
    loaded = load(data)
    assert loaded.registry is not None, "the synthetic package must be valid"
    women = [
        {
            "id": woman.id,
            "title": woman["name"],
            "ability": woman.get("ability") or "",
            "facts": [str(woman.get(key)) for key in _FACTS if woman.get(key)],
            "achievements": [row["text"] for row in woman.get("achievements") or ()],
            "sources": [row["title"] for row in woman.get("sources") or ()],
        }
        for woman in loaded.registry["women"]
    ]
    again = ({**woman, "id": f"{woman['id']}-{turn}"} for turn in count(2) for woman in list(women))
    women = [*women, *islice(again, pages - len(women))]
    html = (built / "women" / women[0]["id"] / "index.html").read_text("utf-8")
    before, _, rest = html.partition("<article")
    # Braces would be read as the peer's own.
    after = rest.rpartition("</article>")[2]
    return women, _plain(before), _plain(after)


def _plain(text: str) -> str:
    return text.replace("{{", "{ {").replace("{%", "{ %")


def hugo_site(program: str, folder: Path, output: Path, records: Records) -> list[str]:
    """Write a project for Hugo, and return the command that builds it."""
    women, before, after = records
    each = "<ul>{{{{ range .Params.{} }}}}<li>{{{{ . }}}}</li>{{{{ end }}}}</ul>".format
    lists = "".join(map(each, ("facts", "achievements", "sources")))
    body = f"<article><h1>{{{{ .Title }}}}</h1><p>{{{{ .Params.ability }}}}</p>{lists}</article>"
    _write(folder / "layouts" / "_default" / "single.html", before + body + after)
    off = json.dumps(["taxonomy", "term", "home", "section", "rss", "sitemap", "robotstxt", "404"])
    _write(folder / "hugo.toml", f'baseURL = "http://localhost/"\ndisableKinds = {off}\n')
    for woman in women:
        _write(folder / "content" / "women" / f"{woman['id']}.md", f"+++\n{_toml(woman)}+++\n")
    return [program, "--quiet", "--source", str(folder), "--destination", str(output)]


def zola_site(program: str, folder: Path, output: Path, records: Records) -> list[str]:
    """Write a project for Zola, and return the command that builds it."""
    women, before, after = records
    each = "<ul>{{% for item in page.extra.{} %}}<li>{{{{ item }}}}</li>{{% endfor %}}</ul>".format
    lists = "".join(map(each, ("facts", "achievements", "sources")))
    body = f"<article><h1>{{{{ page.title }}}}</h1><p>{{{{ page.extra.ability }}}}</p>{lists}</article>"
    _write(folder / "templates" / "page.html", before + body + after)
    _write(folder / "templates" / "index.html", "")
    _write(folder / "templates" / "section.html", "")
    _write(folder / "config.toml", 'base_url = "http://localhost/"\ngenerate_feeds = false\n')
    _write(folder / "content" / "women" / "_index.md", "+++\n+++\n")
    for woman in women:
        title, rest = json.dumps(woman["title"], ensure_ascii=False), {**woman}
        del rest["title"]
        text = f"+++\ntitle = {title}\n[extra]\n{_toml(rest)}+++\n"
        _write(folder / "content" / "women" / f"{woman['id']}.md", text)
    return [program, "--root", str(folder), "build", "--force", "--output-dir", str(output)]


def mkdocs_site(program: str, folder: Path, output: Path, records: Records) -> list[str]:
    """Write a project for Material as it comes, its profiles out of the menu, and return the command that builds it."""
    women = records[0]
    _write(folder / "content" / "index.md", "# home\n")
    for woman in women:
        lists = "\n\n".join(
            "\n".join(f"- {text}" for text in woman[key]) for key in ("facts", "achievements", "sources")
        )
        text = f"---\ntitle: {woman['id']}\n---\n\n# {woman['title']}\n\n{woman['ability']}\n\n{lists}\n"
        _write(folder / "content" / "women" / f"{woman['id']}.md", text)
    _write(
        folder / "mkdocs.yml",
        "site_name: peer\nsite_url: http://localhost/\ndocs_dir: content\n"
        "theme: {name: material, language: fa, font: false}\nplugins: []\nnav: [index.md]\nnot_in_nav: /women/*\n",
    )
    return [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml"), "-d", str(output)]


def _toml(values: dict[str, Any]) -> str:
    """Return the values as lines of TOML, whose strings and lists are written as JSON's."""
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
