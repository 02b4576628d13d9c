"""What a site offers as open data: what its page tells of the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Group:
    """A dataset: its name, its title, and the tables with their titles and rows."""

    id: str
    title: str
    description: str
    tables: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class Offer:
    """The sizes of the files by path, the datasets, and the example questions with the rows of their answers."""

    sizes: Mapping[str, int]
    groups: tuple[Group, ...]
    answers: tuple[tuple[Any, tuple[tuple[Any, ...], ...]], ...]
