"""What stages of a run cost is kept for who listens, and measured for nobody else."""

from __future__ import annotations

import pytest

from generator.runtime.output import File, Parts, together, write
from generator.runtime.stages import Costs, did, listening, spent, stage
from tests.support import Counted


def made(part: str) -> list[File]:
    return [File(f"{part}/{number}", b"x") for number in range(3)]


class Heard:
    """Keeps what it hears of the stages."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, int, int]] = []
        self.over: list[str] = []

    def went_on(self, name: str, done: int, expected: int) -> None:
        self.steps.append((name, done, expected))

    def ended(self, name: str) -> None:
        self.over.append(name)


def test_it_is_kept_what_a_stage_cost():
    with listening(Costs()) as costs:
        with stage("read") as cost:
            cost.items = 7
        spent("pages", 1.5, 2)
        spent("pages", 0.5, 1)
    assert list(costs.stages) == ["read", "pages"]
    assert costs.stages["read"].items == 7 and costs.stages["read"].seconds is not None
    assert (costs.stages["pages"].processor, costs.stages["pages"].items, costs.stages["pages"].seconds) == (2, 3, None)
    spent("pages", 1, 1)
    with stage("read"):
        did()
    assert costs.stages["pages"].items == 3


def test_steps_are_told_of_the_stage_that_they_are_done_in():
    heard = Heard()
    with listening(Costs(heard)), stage("site"):
        with pytest.raises(OSError), stage("made"):
            list(write(together({"a": Parts(made, ["a"]), "b": Parts(made, ["b", "c"])}), Counted()))
            raise OSError
        did(2)
    assert heard.steps == [("made", 0, 3), ("made", 1, 3), ("made", 2, 3), ("made", 3, 3), ("site", 2, 0)]
    assert heard.over == ["made", "site"]


def test_parts_that_are_made_together_are_told_apart():
    with listening(Costs()) as costs:
        entries = list(write(together({"a": Parts(made, ["a"]), "b": Parts(made, ["b", "c"])}), Counted()))
    assert [some[0].path for some in entries] == ["a/0", "b/0", "c/0"]
    assert {name: cost.items for name, cost in costs.stages.items()} == {"a": 3, "b": 6}
