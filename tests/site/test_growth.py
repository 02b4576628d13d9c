"""Twice as many women are twice the work, counted in calls, files and bytes: a clock would tell of the machine."""

from __future__ import annotations

from cProfile import Profile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from generator.dataset import registry
from generator.dataset.checks import runner
from generator.dataset.describing import descriptor_reader
from generator.dataset.reading import reader
from generator.project.assembly import subject_of
from generator.runtime.output import write
from generator.runtime.workers import HERE
from generator.site.drawing import frames
from generator.site.engine import draw_pages
from generator.site.exports.open_data import export
from generator.site.model.site import Site
from generator.site.pages.page_index import pages
from generator.site.search import search_documents
from generator.subjects.women.sample.package import write_sample
from tests.support import ROOT, Counted

DAY = date(2026, 11, 24)
FRAME = frames.cut(f"<head>{frames.HEAD}</head><body>{frames.BODY}</body>")
SIZES = (20, 40, 80)
# Of linear work the second step, from 40 to 80, costs twice the first; of quadratic work four times.
MOST = 2.6


@dataclass
class Work:
    """How many calls each step takes, and how much it reads or writes."""

    counts: dict[str, int] = field(default_factory=dict)

    def of(self, name, step):
        profile = Profile()
        made = profile.runcall(step)
        self.counts[f"{name}: calls"] = sum(entry.callcount for entry in profile.getstats())
        return made

    def written(self, name, files):
        output = Counted()
        self.of(name, lambda: list(write(files(), output)))
        self.counts |= {f"{name}: files": output.files, f"{name}: bytes": output.size}


def work(folder: Path, women: int) -> dict[str, int]:
    """Make a bank of so many women and return what each step of its build costs."""
    done = Work()
    none = dict.fromkeys(("cooperatives", "programs", "loans", "meetings"), 0)
    write_sample(descriptor_reader.load(ROOT / "data" / "datapackage.yaml"), folder, {"women": women, **none}, 3)
    package = descriptor_reader.load(folder / "datapackage.yaml")
    dataset = done.of("read", lambda: reader.read(package))
    done.counts["read: files"] = len({row.file for rows in dataset.rows.values() for row in rows})
    subject = subject_of(package)
    problems = done.of("check", lambda: runner.check(dataset, subject.checks, DAY, workers=HERE))
    assert not problems
    joined = done.of("join", lambda: registry.build(dataset))
    site = Site(
        joined,
        "نمونه",
        "",
        "https://example.org/",
        {},
        DAY,
        templates=tuple(subject.templates),
        changes=subject.sections(),
    )
    # The pages of the one dataset that grows: all others stay as many as they are.
    listed = [page for page in pages(site) if page.url.startswith("women/")]
    framed = {frames.key_of(page.url): FRAME for page in listed if not page.alone}
    done.written("open data", lambda: export.export(site))
    done.written("pages", lambda: draw_pages.export(site, framed, listed))
    done.written("search", lambda: search_documents.export(site, {}))
    return done.counts


@pytest.mark.slow
def test_work_grows_with_the_records_and_no_faster(tmp_path):
    work(tmp_path / "first", 20)  # what is compiled, imported and kept once
    small, middle, large = (work(tmp_path / str(women), women) for women in SIZES)
    grown = {name: (middle[name] - small[name], large[name] - middle[name]) for name in small}
    faster = {name: steps for name, steps in grown.items() if steps[1] > MOST * max(1, steps[0])}

    assert not faster, faster
    assert grown["read: files"] == (20, 40)
    assert all(first > 0 for first, _ in grown.values()), grown
