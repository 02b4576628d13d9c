"""The promise that search finds each record by the words of its own label, as a browser reads the index."""

from __future__ import annotations

import gzip
import json
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate, chain
from typing import Any

from generator.dataset.registry import Registry
from generator.persian.folding import fold
from generator.site.published.built_site import BuiltSite
from generator.site.published.promises import record_pages

_INDEX = "search/index/"


def search_finds_each_record_by_its_label(site: BuiltSite, registry: Registry) -> Iterator[str]:
    """Yield records that search does not offer for the words of their own label."""
    if not site.searched:
        return
    if f"{_INDEX}table.json" not in site.files:
        yield f"{_INDEX}table.json: نمایهٔ جست‌وجو در سایت نیست"
        return
    table = json.loads(site.files[f"{_INDEX}table.json"].read_text("utf-8"))

    def packs(name: str) -> Iterator[Any]:
        folder = site.folder / _INDEX / table[name]
        for number in range(len(list(folder.glob("*.pack")))):
            yield json.loads(gzip.decompress((folder / f"{number}.pack").read_bytes()))

    # Each word of a document, and each beginning that has a list of its own, with the documents.
    held: dict[str, set[int]] = {}
    for word, *places in chain.from_iterable(packs("words")):
        held.setdefault(word, set()).update(*map(_numbers, places))
    for beginning, places in zip(table["listed"], packs("lists"), strict=True):
        held.setdefault(beginning, set()).update(*map(_numbers, places))
    numbers = {result["url"]: number for number, result in enumerate(chain.from_iterable(packs("results")))}
    words, own = sorted(held), dict[str, set[int]]()
    for resource in record_pages(registry):
        for record in registry[resource.name]:
            if resource.selective and f"{resource.name}/{record.id}/" not in site.pages:
                continue
            number = numbers.get(f"{resource.name}/{record.id}/")
            for asked in fold(record.label).split():
                if len(asked) == 1 and not asked.isdecimal():
                    continue  # the alphabet answers a letter
                if asked not in own:
                    first, last = bisect_left(words, asked), bisect_left(words, asked + chr(0x10FFFF))
                    own[asked] = set().union(*(held[word] for word in words[first:last]))
                if number not in own[asked]:
                    yield f"{resource.name}/{record.id}/: جست‌وجوی «{asked}» این صفحه را نمی‌یابد"


def _numbers(steps: list[int]) -> Iterator[int]:
    """Return the documents of a list in the index: a weight, then the step from each number to the next."""
    return accumulate(steps[1:])
