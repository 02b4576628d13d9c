"""The files of a theme as MkDocs asks for them, without a walk through what it leaves out anyway."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader


class _Shown(FileSystemLoader):
    """Find every template, and list none of a hidden folder: Material's eleven thousand icons lie in one.

    ``asked`` are the names of the templates that were asked for.
    """

    def __init__(self, searchpath: list[str]) -> None:
        super().__init__(searchpath)
        self.asked: set[str] = set()

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        self.asked.add(template)
        return super().get_source(environment, template)

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for base in self.searchpath:
            for folder, folders, names in os.walk(base):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found.update(Path(folder, name).relative_to(base).as_posix() for name in names)
        return sorted(found)


def asked_of(env: Environment) -> frozenset[str]:
    """Return the names of the templates that an environment of ``env_of`` was asked for."""
    assert isinstance(env.loader, _Shown)
    return frozenset(env.loader.asked)


def env_of(get_env: Callable[[], Environment]) -> Environment:
    """Return a theme's environment, made by its own ``get_env``, that lists in each build what MkDocs takes."""
    env = get_env()
    assert isinstance(env.loader, FileSystemLoader)
    env.loader = _Shown(env.loader.searchpath)
    return env
