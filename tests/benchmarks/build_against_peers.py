"""Build as many pages with the generator, Hugo, Zola and MkDocs with Material, in turn, and print a table.

A peer writes one page a woman from a file of her own, with all that our profile shows of her. Hugo and Zola draw it in
our own markup and frame, her life by their own Markdown; Material draws the same facts as it comes. What they have no
notion of (dates in words, Persian digits, who is related to whom) stands in her front matter, found out before anybody's
time is taken: of our own pages that is a part. A peer checks nothing; it makes no list, no search and no open data.

The generator does all of that, and nothing that it made before serves it. So that pages are held against pages, peers
write some women again, until they have as many pages as our whole site with its lists; and a row of its own says what our
pages alone cost, without reading, checks, open data and search, as the build itself tells. Nobody draws share cards. A peer
that is not installed is said to be missing.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median

from generator.persian.digits import DECIMAL_POINT, FOREIGN_DIGITS, ascii_digits
from tests.benchmarks.peers.profiles import bank_of
from tests.benchmarks.peers.projects import hugo_site, mkdocs_site, zola_site

ROOT = Path(__file__).parents[2]
_GENERATOR = [sys.executable, "-m", "generator"]
# What a build says of its pages where it is asked to tell what each stage cost.
_DRAWING = re.compile(f"^صفحه‌ها: ([{FOREIGN_DIGITS}{DECIMAL_POINT}]+) ثانیهٔ پردازنده", re.M)


@dataclass
class Builder:
    """One way to build: its name, its version, the command, and where it writes; seconds and processor seconds of each run."""

    name: str
    version: str
    command: list[str]
    output: Path
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    # Of those the seconds of a processor that pages alone took, where the command tells them; and what it wrote.
    drawing: list[float] = field(default_factory=list)
    pages: int = 0
    megabytes: float = 0.0
    # Of them the page of a woman, on the average.
    profile: float = 0.0

    def run(self, least: int) -> None:
        """Build once into a folder that is not there, and hold it to the number of pages."""
        shutil.rmtree(self.output, ignore_errors=True)
        began, used = time.perf_counter(), _children()
        done = subprocess.run(self.command, cwd=ROOT, capture_output=True, text=True)
        self.seconds.append(time.perf_counter() - began)
        self.processor.append(_children() - used)
        if done.returncode:
            sys.exit(f"{self.name}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        if told := _DRAWING.search(done.stderr):
            self.drawing.append(float(ascii_digits(told[1]).replace(DECIMAL_POINT, ".")))
        sizes = [path.stat().st_size for path in self.output.rglob("*.html")]
        self.pages, self.megabytes = len(sizes), sum(sizes) / 1e6
        self.profile = mean(path.stat().st_size for path in self.output.glob("women/sample-*/index.html")) / 1e3
        assert self.pages >= least, f"{self.name} wrote {self.pages} pages"


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def settings(folder: Path, **switches: bool) -> Path:
    """Write the repository's settings without share cards and with other switches; return their file."""
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert "share_cards: true" in text
    said = "".join(f"\n  {name}: {str(value).lower()}" for name, value in switches.items())
    text = text.replace("share_cards: true", f"share_cards: false{said}")
    config = folder / f"ours-{len(switches)}.yml"
    config.write_text(text.replace("docs_dir: content", f"docs_dir: {(ROOT / 'content').as_posix()}"), "utf-8")
    return config


def version(command: list[str]) -> str:
    """Return the number that a program says of itself; empty where there is no such program, or it does not run."""
    try:
        done = subprocess.run([*command], capture_output=True, text=True)
    except OSError:
        return ""
    said = re.search(r"\d+(?:\.\d+)+", done.stdout)
    return said[0] if said and not done.returncode else ""


def builders(work: Path, women: int) -> list[Builder]:
    """Write the package and the projects of all peers; return the ways to build them."""
    data = work / "data"
    none = [word for name in ("cooperatives", "programs", "loans", "meetings") for word in (f"--{name}", "0")]
    subprocess.run([*_GENERATOR, "sample", str(data), "--women", str(women), *none], cwd=ROOT, check=True)
    found = []
    whole = settings(work)
    for name, config in {"generator": whole, "generator, no search": settings(work, search=False)}.items():
        build = [*_GENERATOR, "build", "--fresh", "--profile", "--config", str(config), "--data", str(data), "--output"]
        found.append(Builder(name, platform.python_version(), [*build, str(work / "ours")], work / "ours"))
    found[0].run(women)
    assert found[0].drawing, "the build does not tell what its pages cost"
    bank = bank_of(data, whole, work / "ours", found[0].pages)
    peers: dict[str, tuple[list[str], Callable[..., list[str]]]] = {
        "Hugo": ([os.environ.get("HUGO", "hugo"), "version"], hugo_site),
        "Zola": ([os.environ.get("ZOLA", "zola"), "--version"], zola_site),
        "MkDocs, Material": ([sys.executable, "-m", "mkdocs", "--version"], mkdocs_site),
    }
    for name, (asked, write) in peers.items():
        if not (said := version(asked)):
            print(f"{name} is not installed: {asked[0]}", file=sys.stderr)
            continue
        folder, output = work / name.split(",")[0].lower(), work / "theirs"
        found.append(Builder(name, said, write(asked[0], folder, output, bank), output))
    return found


def main() -> None:
    """Print the medians of all ways to build, and each against the first peer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--women", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    memory = Path("/dev/shm")
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(int(time.time())))
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        ways = builders(Path(name), options.women)
        for _ in range(options.runs):
            for way in ways:
                way.run(options.women)
                shutil.rmtree(way.output)
    print(f"\n{options.women} profiles, {os.cpu_count()} processors, median of {options.runs} in turn\n")
    print("| | seconds | processor seconds | against our pages | pages | megabytes | kilobytes a profile | version |")
    print("| --- | --: | --: | --: | --: | --: | --: | --- |")
    ours = ways[0]
    _row(f"{ours.name}, its pages alone", None, ours.drawing, ours.drawing, ours)
    for way in ways:
        _row(way.name, median(way.seconds[-options.runs :]), way.processor, ours.drawing, way)


def _row(name: str, seconds: float | None, processor: list[float], drawing: list[float], way: Builder) -> None:
    """Print one line of the table: the median of the seconds, and of the ratios of each turn to our pages of that turn."""
    turns = list(zip(reversed(processor), reversed(drawing), strict=False))
    ratio = median(one / ours for one, ours in turns)
    shown = "" if seconds is None else f"{seconds:.1f}"
    row = f"{shown} | {median(one for one, _ in turns):.1f} | {ratio:.2f} | {way.pages} | {way.megabytes:.0f} | {way.profile:.1f}"
    print(f"| {name} | {row} | {way.version} |")


if __name__ == "__main__":
    main()
