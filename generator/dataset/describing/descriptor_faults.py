"""Faults of a descriptor as problems, with the line and the place as people read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from generator.dataset.problems.problem import Problem
from generator.dataset.reading.settings import problem_of
from generator.dataset.shapes import Fault


def problems_of(found: Sequence[Fault], raw: Any, text: str, name: str) -> list[Problem]:
    """Return faults as problems of a file: ``raw`` is what its text holds."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    return [problem_of(fault, root, name, _place(raw, fault.path)) for fault in found]


def _place(raw: Any, path: tuple[str | int, ...]) -> str:
    """Return a path as people read it: «resource «women»، فیلد «name»، title»."""
    words: list[str] = []
    before: str | int = ""
    for step in path:
        if isinstance(raw, list) and isinstance(step, int):
            raw = raw[step]
        else:
            raw = raw[step] if isinstance(raw, dict) and step in raw else None
        if isinstance(step, int):
            kind = {"resources": "resource", "fields": "فیلد"}.get(str(before), str(before))
            own = raw.get("name") if isinstance(raw, dict) else None
            words[-1:] = [f"{kind} «{own if isinstance(own, str) else step + 1}»"]
        elif step != "schema":
            words.append(str(step))
        before = step
    return "، ".join(words) or "توصیف داده‌ها"
