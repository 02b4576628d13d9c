"""What stages of a run cost is kept for who listens, and measured for nobody else."""

from __future__ import annotations

from generator.runtime.output import File, Parts, together, write
from generator.runtime.stages import Costs, listening, spent, stage
from tests.support import Counted


def made(part: str) -> list[File]:
    return [File(f"{part}/{number}", b"x") for number in range(3)]


def test_a_stage_is_told_of_when_it_begins_and_what_it_cost():
    begun: list[str] = []
    with listening(Costs(begun.append)) as costs:
        with stage("read") as cost:
            cost.items = 7
        spent("pages", 1.5, 2)
        spent("pages", 0.5, 1)
    assert begun == ["read"] and list(costs.stages) == ["read", "pages"]
    assert costs.stages["read"].items == 7 and costs.stages["read"].seconds is not None
    assert (costs.stages["pages"].processor, costs.stages["pages"].items, costs.stages["pages"].seconds) == (2, 3, None)
    spent("pages", 1, 1)
    with stage("read"):
        pass
    assert costs.stages["pages"].items == 3


def test_parts_that_are_made_together_are_told_apart():
    with listening(Costs()) as costs:
        entries = list(write(together({"a": Parts(made, ["a"]), "b": Parts(made, ["b", "c"])}), Counted()))
    assert [some[0].path for some in entries] == ["a/0", "b/0", "c/0"]
    assert {name: cost.items for name, cost in costs.stages.items()} == {"a": 3, "b": 6}
