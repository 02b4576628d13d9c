"""The nearest right value to a wrong one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.persian.letters import canonical


def nearest(value: str, choices: Iterable[str] | Mapping[str, str], cutoff: float = 70) -> str:
    """Return the choice most like ``value``, or the empty string.

    Choices may be a mapping from the value to write to its label for people: both are compared, and the answer is
    «label (value)» where they differ.
    """
    # Imported where a value was wrong: a clean run never pays for it.
    from rapidfuzz import fuzz, process

    labels = dict(choices) if isinstance(choices, Mapping) else {choice: choice for choice in choices}
    if not labels or not value:
        return ""
    value = canonical(value).casefold()
    pool = {**{key: key.casefold() for key in labels}, **{(key,): canonical(label) for key, label in labels.items()}}
    found = process.extractOne(value, pool, scorer=fuzz.ratio, score_cutoff=cutoff)
    if found is None:
        return ""
    key = found[2][0] if isinstance(found[2], tuple) else found[2]
    return key if labels[key] == key else f"{labels[key]} ({key})"
