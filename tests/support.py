"""What several tests share: small packages, projects to build them in, and built pages as trees."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property, partial
from http.server import HTTPServer, SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from pathlib import Path
from textwrap import indent
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import yaml
from click.testing import CliRunner, Result

from generator.cli import main
from generator.dataset.problems.kind import Kind
from generator.runtime.output import Entry, File, Folder, copied
from tests import trees

ROOT = Path(__file__).resolve().parents[1]
# What every site serves of the program: its scripts, styles, fonts and signs.
ASSETS = ROOT / "generator" / "site" / "templates" / "assets"
BASE = Path(__file__).parent / "dataset" / "base"
# A directory of artists: two resources of people, and nothing of the bank of women.
ARTISTS = Path(__file__).parent / "dataset" / "artists"
# A bank with every kind of page, frozen: nothing that leaves the real data takes anything from it.
BANK = Path(__file__).parent / "fixtures" / "bank"
# Another subject than the bank's own: what no line of the program knows.
ARTISTS_SITE = Path(__file__).parent / "fixtures" / "artists"
NAME = "بانک زنان نمونه"
TODAY = ["--today", "2026-11-24"]
EPOCH = "1795500000"  # a moment of that day
# The key of withdrawals that an official site asks for.
KEY = "a key for the tests alone"
# The bank is built for these two addresses: a whole host, and a folder of one.
HOST = "https://example.org/"
FOLDER = "https://example.org/bank/"


@cache
def kinds() -> dict[Kind, tuple[str, str]]:
    """Return every kind of problem with its module and the name that it has there."""
    modules = [path.relative_to(ROOT).with_suffix("") for path in sorted((ROOT / "generator").rglob("*_kinds.py"))]
    named = ((".".join(module.parts), import_module(".".join(module.parts))) for module in modules)
    return {one: (name, key) for name, module in named for key, one in vars(module).items() if isinstance(one, Kind)}


def private_texts(name: str) -> list[dict[str, Any]]:
    """Return one of the sets of texts that the rules of private facts are measured by."""
    return json.loads((Path(__file__).parent / "dataset" / "private" / f"{name}.json").read_text("utf-8"))


def _descriptor() -> str:
    """Return the real descriptor with its floors lowered: they count what only the real data has."""
    lines = (ROOT / "data" / "datapackage.yaml").read_text("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.strip().startswith("floor:"))


def package(target: Path, *overlays: Path, base: Path = BASE) -> Path:
    """Write the small valid package, or another, with the real descriptor, and lay other files over it."""
    shutil.copytree(base, target)
    (target / "datapackage.yaml").write_text(_descriptor(), "utf-8")
    for overlay in overlays:
        shutil.copytree(overlay, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    return target


class _Editor(yaml.CSafeLoader):
    """Read YAML 1.2, as editors do: no dates, and no truth in «yes»."""


_Editor.yaml_implicit_resolvers = {}
for _kind, _shape, _first in (
    ("bool", "true|false", "tf"),
    ("int", "[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", "~|null|", ["~", "n", ""]),
):
    _Editor.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", re.compile(f"^(?:{_shape})$"), list(_first))


def as_editors_read(path: Path) -> Any:
    """Return the values of a record as an editor takes them: numbers and truth values are no texts."""
    return yaml.load(path.read_text("utf-8"), _Editor)


def allow_any_name(data: Path) -> None:
    """Take the patterns of names out of a package: what gets past them must still be harmless on a page."""
    path = data / "datapackage.yaml"
    path.write_text(re.sub(r", pattern: '[^']*ء-غ(?:[^']|'')*'", "", path.read_text("utf-8")), "utf-8")


def project(
    target: Path, *, content: Path | None = None, base: Path = BASE, official: bool = False, **settings: Any
) -> Path:
    """Write a package with settings beside it, the small one if no other is given; return the settings' file.

    The site comes to ``site`` beside it. How it is built is set as in the repository; what is a province's own (its
    name, office and words) is that of the bank of the tests. ``content`` holds the hand-written pages, else they are
    the repository's; ``settings`` replace those of the same name; an ``official`` site is no trial, and has an office
    with a telephone.
    """
    package(target / "data", base=base)
    text = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nextra:\n")[0]
    docs = (content or ROOT / "content").as_posix()
    text = re.sub(r"(?m)^docs_dir: .*$", f"docs_dir: {docs}", text)
    for name, value in {"site_name": NAME, "site_description": "بانکی برای آزمون‌ها.", **settings}.items():
        text = re.sub(rf"(?m)^{name}: .*\n", "", text) + "\n" + yaml.safe_dump({name: value}, allow_unicode=True)
    text += "\nextra:\n" + indent((BANK / "extra.yml").read_text("utf-8"), "  ")
    if official:
        text = made_official(text)
    config = target / "mkdocs.yml"
    config.write_text(text, "utf-8")
    return config


def made_official(settings: str) -> str:
    """Return settings that no longer call the site a trial; who builds with them gives the ``KEY``."""
    official = settings.replace("status: trial", "status: official").replace('phone: ""', 'phone: "071-32345678"')
    assert official.count("status: official") == 1 and "071-32345678" in official
    return official


def small_content(target: Path) -> Path:
    """Copy the hand-written pages of the tests without the names that the small package lacks."""
    bank_content(target)
    home = target / "index.md"
    text = home.read_text("utf-8")
    text = re.sub(r"(?m)^featured:\n(?:  - .*\n)+", "", text)
    home.write_text(re.sub(r"(?m)^shortcuts:\n(?:  .*\n)+", "shortcuts: []\n", text), "utf-8")
    return target


def bank_content(target: Path) -> Path:
    """Copy the hand-written pages of the tests."""
    shutil.copytree(BANK / "content", target)
    return target


def bank(target: Path, **settings: Any) -> Path:
    """Write the bank of the tests, whose names are made up or of history; return the settings' file."""
    bank_content(target / "content")
    return project(target, content=Path("content"), base=BANK / "data", **settings)


def copy_of(made: Path, target: Path) -> Path:
    """Copy a project that was built once for many; the files of its site are linked, so that none is changed in place."""
    site = made / "site"
    shutil.copytree(made, target, ignore=lambda folder, _: ["site"] if Path(folder) == made else [])
    shutil.copytree(site, target / "site", copy_function=os.link)
    return target


def run(*arguments: str | Path, key: str | None = None) -> Result:
    """Run the command line in this process; ``key`` is that of withdrawals."""
    environment = {} if key is None else {"WITHDRAWAL_KEY": key}
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env=environment)


def build(config: Path, *more: str | Path, key: str | None = None) -> Result:
    """Build the small package beside ``config``; ``key`` is that of withdrawals."""
    return run("build", "--config", config, "--data", config.parent / "data", *TODAY, *more, key=key)


def generator(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command line as a person does, in a process of its own; its folder is the repository's."""
    command = [sys.executable, "-m", "generator", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, **{"cwd": ROOT, **options})


def files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


class Quiet(SimpleHTTPRequestHandler):
    """Serve a folder's files, and say nothing of each request."""

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def running(server: HTTPServer) -> Iterator[str]:
    """Let a server of this machine answer in a thread of its own; give its address, which ends in a slash."""
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def serving(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """Serve a folder to browsers of this machine; give the address of its root, which ends in a slash."""
    with running(ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))) as address:
        yield address


def write(files: Iterable[File], folder: Path) -> list[Entry]:
    """Write what an exporter yields below a folder."""
    return [Folder(folder).write(file) for file in files]


def record(path: Path) -> dict[str, Any]:
    """Return a record's file as text values, as the generator reads it."""
    return yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)


def golden(path: Path, found: str) -> str:
    """Return what a file says must be found; with ``UPDATE_GOLDEN`` it is written anew, to be read before a commit."""
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(found, "utf-8")
    return path.read_text("utf-8")


def text_of(element: Element) -> str:
    """Return the text inside an element with its white space made single."""
    return " ".join("".join(element.itertext()).split())


class Document:
    """One built page: its address from the site's root, and its tree."""

    def __init__(self, folder: Path, path: Path) -> None:
        self.folder, self.path = folder, path
        self.name = path.relative_to(folder).as_posix()
        self.url = self.name.removesuffix("index.html")
        self.html = path.read_text("utf-8")

    def __repr__(self) -> str:
        return self.name

    @cached_property
    def tree(self) -> Element:
        return trees.quick(self.html)

    @cached_property
    def strict(self) -> tuple[Element, list[tuple]]:
        """The tree as the standard has it, and what a parser had to mend: places, codes and values."""
        return trees.strict(self.html)

    @cached_property
    def head(self) -> Element:
        return self.tree.find("head")

    @cached_property
    def body(self) -> Element:
        return self.tree.find("body")

    @cached_property
    def ids(self) -> list[str]:
        return [element.get("id") for element in self.tree.iter() if element.get("id") is not None]

    @cached_property
    def title(self) -> str:
        return text_of(self.head.find("title"))

    @cached_property
    def heading(self) -> str:
        return text_of(self.body.find(".//h1"))

    def meta(self, name: str) -> list[str]:
        """Return the contents of the head's ``meta`` elements of a name or property."""
        return [
            element.get("content", "")
            for element in self.head.iter("meta")
            if name in (element.get("name"), element.get("property"), element.get("http-equiv"))
        ]

    def links(self, relation: str) -> list[str]:
        """Return the addresses of the head's ``link`` elements of a relation."""
        return [
            element.get("href", "")
            for element in self.head.iter("link")
            if relation in (element.get("rel") or "").split()
        ]

    @property
    def indexed(self) -> bool:
        return not any("noindex" in content for content in self.meta("robots"))

    @property
    def alone(self) -> bool:
        """Whether the page is a small document of its own, which other sites embed."""
        return self.url.endswith("/card/")

    @property
    def leads_on(self) -> bool:
        """Whether the page only leads to another address."""
        return bool(self.meta("refresh"))

    def addresses(self) -> Iterator[tuple[Element, str, str]]:
        """Yield every address that the page holds: the element, the attribute and the address."""
        for element in self.tree.iter():
            for name, value in element.attrib.items():
                if name in (
                    "href",
                    "src",
                    "action",
                    "poster",
                    "data",
                    "formaction",
                    "{http://www.w3.org/1999/xlink}href",
                ):
                    yield element, name, value
                elif name in ("srcset", "imagesrcset"):
                    for part in value.split(","):
                        yield element, name, part.split()[0]

    def visible_texts(self) -> Iterator[tuple[Element, str]]:
        """Yield each text that a reader meets, by sight or by ear, with the element that holds it."""
        yield from _texts(self.body)
        yield self.head, self.title
        for name in ("description", "og:title", "og:description"):
            for content in self.meta(name):
                yield self.head, content
        for element in self.body.iter():
            for name in ("aria-label", "title", "alt", "placeholder", "data-label"):
                if element.get(name):
                    yield element, element.get(name)


# What stands in these is no prose: programs, notations, addresses.
_CODE = frozenset({"script", "style", "code", "kbd", "samp", "template", "textarea"})


def _texts(element: Element) -> Iterator[tuple[Element, str]]:
    if not isinstance(element.tag, str) or element.tag.split("}")[-1] in _CODE:
        return
    if element.text and element.text.strip():
        yield element, element.text
    for child in element:
        yield from _texts(child)
        if child.tail and child.tail.strip():
            yield element, child.tail


def documents(folder: Path) -> dict[str, Document]:
    """Return the built pages of a site by their addresses."""
    found = (Document(folder, path) for path in sorted(folder.rglob("*.html")))
    return {document.url: document for document in found}


def resolve(folder: Path, base: str, page: str, address: str) -> tuple[Path | None, str]:
    """Follow an address from a page of a site that stands at ``base``: the file, None where it is foreign, and anchor."""
    target = urlsplit(urljoin(base + page, address))
    home = urlsplit(base)
    if (target.scheme, target.netloc) != (home.scheme, home.netloc):
        return None, ""
    if not target.path.startswith(home.path):
        return folder / "outside the site's folder" / target.path.lstrip("/"), target.fragment
    path = target.path.removeprefix(home.path)
    return folder / (path + "index.html" if path.endswith("/") or not path else path), target.fragment


@dataclass
class Counted:
    """An output that keeps nothing but how much was written."""

    files: int = 0
    size: int = 0

    def write(self, file: File) -> Entry:
        entry = copied(file, len)
        self.files += 1
        self.size += entry.size
        return entry

    def write_all(self, files: Iterable[File]) -> list[Entry]:
        return [self.write(file) for file in files]
