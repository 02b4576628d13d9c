"""Subject: what a bank of one kind knows of its own datasets, beside what the descriptor says of every dataset.

`generator.project` finds the subject of a package, and hands its parts to whoever reads, judges and shows the data; no
room below `generator.subjects` names one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.dataset.checks.runner import Check
from generator.dataset.descriptor import Package

if TYPE_CHECKING:
    from generator.site.model.section import Change


class SampleError(Exception):
    """The sample cannot be written; the text says why, in Persian."""


@dataclass(frozen=True)
class Subject:
    """A subject by its name in the descriptor: its checks, what makes a sample, and what its site shows better.

    What few verbs need comes as a function that imports it when it is called.
    """

    name: str
    checks: tuple[Check, ...] = ()
    # (package, empty folder, how many records of which datasets where somebody says, seed) → how many files the made-up
    # package has; raises SampleError.
    sample: Callable[[Package, Path, Mapping[str, int], int], int] | None = None
    # Folders of the templates of its pages.
    templates: tuple[Path, ...] = ()
    # () → what it says of its datasets better than their descriptor, by their names; and views of hand-written pages.
    sections: Callable[[], Mapping[str, Change]] = dict
    views: Callable[[], Mapping[str, Callable[..., Any]]] = dict
    # (``extra`` of the site's settings) → nothing; raises SettingError where a setting of its own is wrong.
    check_settings: Callable[[Mapping[str, Any]], None] = lambda extra: None


# A bank of whatever datasets its descriptor has, and of nothing else.
NONE = Subject("none")
