"""Write the bank as a project of Hugo, of Zola and of MkDocs with Material, and say the command that builds it.

Each function takes the program, the project's folder, the folder that the site comes to and the bank.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jinja2

from tests.benchmarks.peers.profiles import Bank, Frame, front_matter

_TEMPLATES = Path(__file__).with_name("templates")
# Signs that mean something to Markdown inside a line.
_SIGNS = re.compile(r"[\\`*_\[\]|]")


def hugo_site(program: str, folder: Path, output: Path, bank: Bank) -> list[str]:
    """Write a project for Hugo, and return the command that builds it."""
    _write(folder / "layouts" / "_default" / "single.html", template("hugo.html", bank.frame))
    off = ["taxonomy", "term", "home", "section", "rss", "sitemap", "robotstxt", "404"]
    _write(folder / "hugo.toml", _toml({"baseURL": bank.address, "title": bank.name, "disableKinds": off}))
    for values in bank.profiles:
        text = f"+++\n{_toml(front_matter(values))}+++\n{values.get('biography', '')}\n"
        _write(folder / "content" / "women" / f"{values['id']}.md", text)
    return [program, "--quiet", "--source", str(folder), "--destination", str(output)]


def zola_site(program: str, folder: Path, output: Path, bank: Bank) -> list[str]:
    """Write a project for Zola, and return the command that builds it."""
    _write(folder / "templates" / "page.html", template("zola.html", bank.frame))
    _write(folder / "templates" / "index.html", "")
    _write(folder / "templates" / "section.html", "")
    address = bank.address.rstrip("/")
    _write(folder / "config.toml", _toml({"base_url": address, "title": bank.name, "generate_feeds": False}))
    _write(folder / "content" / "women" / "_index.md", "+++\n+++\n")
    for values in bank.profiles:
        # Zola takes no name of ours but below its own.
        extra = front_matter(values)
        own = {name: extra.pop(name) for name in ("title", "description")}
        text = f"+++\n{_toml(own)}[extra]\n{_toml(extra)}+++\n{values.get('biography', '')}\n"
        _write(folder / "content" / "women" / f"{values['id']}.md", text)
    return [program, "--root", str(folder), "build", "--force", "--output-dir", str(output)]


def mkdocs_site(program: str, folder: Path, output: Path, bank: Bank) -> list[str]:
    """Write a project for Material as it comes, its profiles out of the menu, and return the command that builds it."""
    env = jinja2.Environment(trim_blocks=True, lstrip_blocks=True)
    env.filters.update(plain=_plain, json=lambda text: json.dumps(text, ensure_ascii=False))
    page = env.from_string((_TEMPLATES / "material.md").read_text("utf-8"))
    _write(folder / "content" / "index.md", "# home\n")
    for values in bank.profiles:
        text = page.render(page=values, address=f"{bank.address}women/{values['id']}/")
        _write(folder / "content" / "women" / f"{values['id']}.md", text)
    # Lists, counties and portraits that the pages lead to are no files of this project.
    _write(
        folder / "mkdocs.yml",
        f"site_name: {json.dumps(bank.name, ensure_ascii=False)}\nsite_url: {bank.address}\ndocs_dir: content\n"
        "theme: {name: material, language: fa, font: false}\nplugins: []\nnav: [index.md]\nnot_in_nav: /women/*\n"
        "validation: {links: {unrecognized_links: ignore, not_found: ignore}}\n",
    )
    return [program, "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml"), "-d", str(output)]


def template(name: str, frame: Frame) -> str:
    """Return a peer's template with our frame at its three marks."""
    text = (_TEMPLATES / name).read_text("utf-8")
    for mark, html in frame._asdict().items():
        # Braces would be read as the peer's own.
        text = text.replace(f"<!-- {mark} -->", re.sub(r"\{(?=[{%#])", "{ ", html))
    return text


def _plain(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return _SIGNS.sub(r"\\\g<0>", text).replace("&", "&amp;").replace("<", "&lt;")


def _toml(values: dict[str, Any]) -> str:
    """Return the values as lines of TOML."""
    return "".join(f"{key} = {_toml_value(value)}\n" for key, value in values.items())


def _toml_value(value: Any) -> str:
    """Return a value as TOML has it, in a line: strings, numbers and flags are written as JSON's."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml_value(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
