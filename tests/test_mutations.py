"""Whatever befalls a file of any kind, no verb ends in a traceback; what is not taken is said, in Persian."""

from __future__ import annotations

import io
import json
import random
import re
import shutil
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import Result
from PIL import Image

from generator.dataset.problems.problem import say
from generator.site.engine import configuration
from generator.site.engine.handwritten import page_problems
from generator.site.pages.page_index import WRITTEN
from generator.subjects.women import sections
from tests import mutating
from tests.submissions import banks, issues, workbooks
from tests.support import ROOT, TODAY, package, run

PERSIAN = re.compile("[\u0621-\u06cc]{2,}")
ANSWERS = {
    "name": "مریم نمونه",
    "latin": "Maryam Nemuneh",
    "county": "فسا",
    "ability": "بافندهٔ گلیم",
    "life": "زنده",
    "basis": "رضایت خود او",
    "consented": "1405-09-01",
    "domains": "صنایع دستی",
    "achievements": "1400 | برگزیدهٔ نمایشگاه گلیم | 1",
    "sources": "گزارش نمایشگاه | ایسنا | 1400 | https://www.isna.ir/news/1",
}  # fmt: skip
Try = Callable[[random.Random], Result | None]

_VIEWS = {**WRITTEN, **sections.WRITTEN}


def ends_in_words(result: Result, told: str) -> None:
    """Assert that a run ended as it may, and that a failure says something."""
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        trace = "".join(traceback.format_exception(*result.exc_info))
        pytest.fail(f"{told}\n{trace}")
    assert result.exit_code in (0, 1), told
    assert result.exit_code == 0 or PERSIAN.search(result.output), told


@pytest.fixture
def data(tmp_path, seeds) -> Path:
    """The small package; at night with a record of every dataset, which costs each run twice the time."""
    return package(tmp_path / "data", *([banks.FULL] if len(seeds) > FIRST else []))


@pytest.fixture
def over(data: Path) -> Iterator[Callable[[Path, bytes, list], Result]]:
    """Return what runs a verb with other bytes in one file, and puts everything back."""
    kept = data.with_name("kept")
    shutil.copytree(data, kept)

    def tried(path: Path, content: bytes, arguments: list) -> Result:
        path.write_bytes(content)
        try:
            return run(*arguments)
        finally:
            shutil.rmtree(data)
            shutil.copytree(kept, data)

    yield tried


def _of_data(data: Path, over: Callable, pattern: str) -> Try:
    paths = sorted(data.glob(pattern))

    def one(chance: random.Random) -> Result:
        path = chance.choice(paths)
        verb = chance.choice((["validate", *TODAY], ["format"]))
        return over(path, mutating.of_bytes(path.read_bytes(), chance), [*verb, "--data", data])

    return one


def _descriptor(data: Path, over: Callable, folder: Path) -> Try:
    path = data / "datapackage.yaml"
    good = path.read_text("utf-8")
    values = yaml.load(good, yaml.CSafeLoader)

    def one(chance: random.Random) -> Result:
        if chance.randrange(4):
            text = yaml.dump(mutating.of_values(values, chance), Dumper=yaml.CSafeDumper, allow_unicode=True).encode()
        else:
            text = mutating.of_bytes(good.encode(), chance)
        return over(path, text, ["validate", *TODAY, "--data", data])

    return one


def _settings(data: Path, over: Callable, folder: Path) -> Try:
    good = (ROOT / "mkdocs.yml").read_text("utf-8")
    values = configuration.read(ROOT / "mkdocs.yml")
    (folder / "content").mkdir()
    path = folder / "mkdocs.yml"

    def one(chance: random.Random) -> None:
        if chance.randrange(2):
            text = yaml.dump(mutating.of_values(values, chance), Dumper=yaml.CSafeDumper, allow_unicode=True).encode()
        else:
            text = mutating.of_bytes(good.encode(), chance)
        path.write_bytes(text)
        try:
            configuration.load(path, None)
        except configuration.ConfigurationError as error:
            assert PERSIAN.search(str(error))

    return one


def _page(data: Path, over: Callable, folder: Path) -> Try:
    pages = sorted((ROOT / "content").rglob("*.md"))
    docs = folder / "content"
    docs.mkdir()

    def one(chance: random.Random) -> None:
        (docs / "page.md").write_bytes(mutating.of_bytes(chance.choice(pages).read_bytes(), chance))
        for problem in page_problems(docs, folder, _VIEWS):
            assert PERSIAN.search(say(problem))

    return one


def _event(data: Path, over: Callable, folder: Path) -> Try:
    bank = banks.over(data)
    good = issues.event("women", issues.render(issues.items(bank), ANSWERS))
    path = folder / "event.json"

    def one(chance: random.Random) -> Result:
        if chance.randrange(2):
            issue = good["issue"] | {
                "body": mutating.of_bytes(good["issue"]["body"].encode(), chance).decode("utf-8", "replace")
            }
            text = json.dumps(good | {"issue": issue}).encode()
        elif chance.randrange(2):
            text = json.dumps(mutating.of_values(good, chance)).encode()
        else:
            text = mutating.of_bytes(json.dumps(good).encode(), chance)
        return over(path, text, ["intake", "--event", path, "--data", data, *TODAY, "--report", folder / "report"])

    return one


def _workbook(data: Path, over: Callable, folder: Path) -> Try:
    good = workbooks.filled(banks.over(data), [ANSWERS])
    inside = workbooks.parts(good)
    path = folder / "book.xlsx"

    def one(chance: random.Random) -> Result:
        if chance.randrange(4):
            name = chance.choice(sorted(inside))
            book = workbooks.packed(inside | {name: mutating.of_bytes(inside[name], chance)})
        else:
            book = mutating.of_bytes(good, chance)
        return over(path, book, ["intake", path, "--data", data, *TODAY, "--report", folder / "report"])

    return one


def _photo(data: Path, over: Callable, folder: Path) -> Try:
    pictures = []
    for kind in ("JPEG", "PNG", "WEBP"):
        stream = io.BytesIO()
        Image.linear_gradient("L").resize((320, 320)).convert("RGB").save(stream, kind)
        pictures.append(stream.getvalue())
    from generator.submissions.forms.photo import PhotoError, prepare

    def one(chance: random.Random) -> None:
        try:
            assert prepare(mutating.of_bytes(chance.choice(pictures), chance)).large
        except PhotoError as error:
            assert error.kind.code

    return one


KINDS: dict[str, Callable[[Path, Callable, Path], Try]] = {
    "record": lambda data, over, folder: _of_data(data, over, "*/*/*.yml"),
    "table": lambda data, over, folder: _of_data(data, over, "**/*.csv"),
    "descriptor": _descriptor,
    "settings": _settings,
    "page": _page,
    "event": _event,
    "workbook": _workbook,
    "photo": _photo,
}  # fmt: skip
FIRST, MANY = 7, 250  # of each of eight kinds: some fifty with the tests, two thousand at night


@pytest.mark.parametrize(
    "seeds",
    [pytest.param(range(FIRST), id="few"), pytest.param(range(FIRST, MANY), id="many", marks=pytest.mark.nightly)],
)
@pytest.mark.parametrize("kind", KINDS)
def test_no_mutation_ends_in_a_traceback(kind, seeds, data, over, tmp_path):
    one = KINDS[kind](data, over, tmp_path)
    for seed in seeds:
        result = one(random.Random(f"{kind} {seed}"))
        if result is not None:
            ends_in_words(result, f"{kind} {seed}")
