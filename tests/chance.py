"""How often a test that draws its cases by chance does so: by day seldom and the same each time, at night often and others."""

from __future__ import annotations

from hypothesis import settings

_BY_DAY, _AT_NIGHT = 30, 300


def begin(*, night: bool) -> None:
    """Say it for all tests, before the first of them is imported."""
    settings.register_profile("day", max_examples=_BY_DAY, deadline=None, derandomize=True, database=None)
    settings.register_profile("night", max_examples=_AT_NIGHT, deadline=None, derandomize=False, print_blob=True)
    settings.load_profile("night" if night else "day")


def tries(times: float) -> settings:
    """Return what lets a test try so many times as many cases as others do: its case costs less than most, or more."""
    return settings(max_examples=max(1, round(times * settings.default.max_examples)))
