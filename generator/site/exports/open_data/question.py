"""Example questions for the SQLite file: each stands on the page of the open data, in Datasette's menu and in a test."""

from __future__ import annotations

from typing import NamedTuple

from generator.site.model.site import Site


class Question(NamedTuple):
    """A question in Persian, the SQL that asks it, the Persian names of its answer's columns, and the datasets it reads."""

    id: str
    title: str
    sql: str
    columns: tuple[str, ...]
    reads: tuple[str, ...]


def questions(site: Site) -> tuple[Question, ...]:
    """Return the questions of all sections that the site has the data for."""
    resources = site.registry.package.resources
    return tuple(
        question
        for section in site.sections.values()
        for question in section.queries
        if all(name in resources for name in question.reads)
    )
