"""What the fields of one row say against each other: the ``rules`` of a resource in the descriptor, as objects.

The checks of the data, the intake and the forms of the site read the same list; ``docs/descriptor.md`` explains it.
Shapes: a mapping of the descriptor in, ``Rule`` out. Errors: ValueError with what is wrong, in Persian.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.dataset.problems.kind import Kind
from generator.dataset.problems.rule_kinds import NAMED

BEFORE, AFTER, PART, TOGETHER, REQUIRED, EMPTY, ONLY, YEAR, ADULT, MEASURE = (
    "before after part together required empty only year adult measure".split()
)
# Each kind with the least and the most fields that it is about.
_KINDS = {
    BEFORE: (2, 99),
    AFTER: (2, 2),
    PART: (2, 2),
    TOGETHER: (2, 2),
    REQUIRED: (1, 99),
    EMPTY: (1, 99),
    ONLY: (1, 1),
    YEAR: (1, 99),
    ADULT: (1, 1),
    MEASURE: (2, 2),
}
# Instead of the names of fields: all that need her consent. Instead of a value: whatever is written.
CONSENT, ANYTHING = "consent", "*"


@dataclass(frozen=True)
class Rule:
    """One rule: its kind, the fields that it is about, when it holds, and what kind of problem it is if it names one.

    The first field of BEFORE may be one of another record, ``meeting.date``: that which the reference ``meeting`` names, or
    the record in which a list's row stands. ``values`` are what ONLY allows.
    """

    kind: str
    fields: tuple[str, ...]
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problem: Kind | None = None
    values: tuple[str, ...] = ()

    def holds(self, cells: Mapping[str, Any]) -> bool:
        """Whether the rule is asked of a row with these values; an empty one is ``''``."""
        return all(_meets(cells.get(name) or "", values) for name, values in self.when.items())

    def plain(self) -> dict[str, Any]:
        """Return the rule as plain data, for the forms of the site."""
        found: dict[str, Any] = {"kind": self.kind, "fields": list(self.fields)}
        if self.problem:
            found["problem"] = self.problem.code
        if self.values:
            found["values"] = list(self.values)
        if self.when:
            found["when"] = {name: list(values) for name, values in self.when.items()}
        return found


def _meets(value: str, values: Collection[str]) -> bool:
    return value in values or (bool(value) and ANYTHING in values)


def rule_of(item: Any, fields: Collection[str], consent: Iterable[str]) -> Rule:
    """Return a rule of a resource with these fields; raise ValueError for what is none."""
    if not isinstance(item, Mapping):
        raise ValueError("هر قاعده باید «کلید: مقدار» باشد")
    kinds = [key for key in item if key in _KINDS]
    if len(kinds) != 1 or item.keys() - {*kinds, "when", "problem"}:
        raise ValueError(f"هر قاعده درست یکی از این‌ها را دارد: {'، '.join(_KINDS)}؛ و شاید when و problem")
    (kind,) = kinds
    asked: Any = item[kind]
    values: tuple[str, ...] = ()
    if kind == ONLY:
        if not isinstance(asked, Mapping) or len(asked) != 1:
            raise ValueError("only باید «فیلد: مقادیر» باشد")
        ((asked, allowed),) = asked.items()
        values = _texts(allowed)
    names = tuple(consent) if asked == CONSENT and kind == EMPTY else _texts(asked)
    when = item.get("when", {})
    if not isinstance(when, Mapping):
        raise ValueError("when باید «فیلد: مقادیر» باشد")
    least, most = _KINDS[kind]
    if not least <= len(names) <= most:
        raise ValueError(f"{kind} {least} فیلد یا بیشتر می‌خواهد")
    own = [name.partition(".")[0] if (place, kind) == (0, BEFORE) else name for place, name in enumerate(names)]
    unknown = [name for name in (*own, *when) if name not in fields]
    if unknown:
        raise ValueError(f"فیلد «{unknown[0]}» نیست")
    problem = item.get("problem", "")
    if not isinstance(problem, str) or (problem and problem not in NAMED):
        raise ValueError(f"problem باید یکی از این‌ها باشد: {'، '.join(NAMED)}")
    return Rule(kind, names, {name: _texts(given) for name, given in when.items()}, NAMED.get(problem), values)


def _texts(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(one, str) for one in values):
        raise ValueError("فیلدها و مقادیر باید متن باشند")
    return tuple(values)
