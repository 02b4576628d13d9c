"""What YAML means by a sign is refused wherever it stands, and a text that only holds the sign is not."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.dataset.problems.problem import Problem, say
from generator.dataset.reading.yaml_records import compose
from generator.dataset.texts import decode

GOOD = "id: x\nname: زهرا راستی\nlife: living\n"


def codes(text: str, name: str = "data/x.yml") -> list[tuple[int, str, str]]:
    problems: list[Problem] = []
    assert compose(text, name, problems) is None
    assert all(say(problem) for problem in problems)
    return [(problem.line, problem.code, problem.found) for problem in problems]


@pytest.mark.parametrize(
    ("text", "line", "code", "found"),
    [
        ("id: x\nname: &a زهرا\n", 2, "yaml-alias", "&a"),
        ("id: x\nname: *a\n", 2, "yaml-alias", "*a"),
        ("id: x\n&a name: زهرا\n", 2, "yaml-alias", "&a"),
        ("&a\nid: x\n", 1, "yaml-alias", "&a"),
        ("--- &a\nid: x\n", 1, "yaml-alias", "&a"),
        ("id: x\nlist:\n  - &a b\n", 3, "yaml-alias", "&a"),
        ("id: x\nlist: [a, &a b]\n", 2, "yaml-alias", "&a"),
        ("id: x\nname: ! زهرا\n", 2, "yaml-tag", "!"),
        ("id: x\nname: !!str زهرا\n", 2, "yaml-tag", "!!str"),
        ("id: x\nname: !<tag:yaml.org,2002:str> زهرا\n", 2, "yaml-tag", "!<tag:yaml.org"),
        ("id: x\n! name: زهرا\n", 2, "yaml-tag", "!"),
        ("id: x\n!!str name: زهرا\n", 2, "yaml-tag", "!!str"),
        ("!!map\nid: x\n", 1, "yaml-tag", "!!map"),
        ("! {id: x}\n", 1, "yaml-tag", "!"),
        ("id: x\nname: !\n", 2, "yaml-tag", "!"),
        ("id: x\nname: !python/object/apply:os.system [ls]\n", 2, "yaml-tag", "!python/object/apply:os.system"),
        ("%YAML 1.2\n---\nid: x\n", 1, "yaml-directive", "%YAML 1.2"),
        ("# x\n\n%TAG ! tag:x,2000:\n---\nid: x\n", 3, "yaml-directive", "%TAG ! tag:x,2000:"),
        ("%NEW x\n---\nid: x\n", 1, "yaml-directive", "%NEW x"),
    ],
)
def test_a_sign_of_yaml_is_refused_at_its_line(text, line, code, found):
    assert codes(text) == [(line, code, found)]


@pytest.mark.parametrize(
    "text",
    [
        "url: https://example.org/?a=1&b=2\n",
        "name: a & b\n",
        "name: '&a'\n",
        'name: "! x"\n',
        "name: |\n  * یک\n  & دو\n  ! سه\n  %YAML\n",
        "name: آفرین!\n",
        "name: سه *مورد* و ۵۰% سود\n",
        "name: a, &b\n",
    ],
)
def test_a_text_that_holds_a_sign_is_no_sign(text):
    problems: list[Problem] = []
    assert compose(text, "x", problems) is not None, problems


@given(st.text("&*!%ab: -[],\n'\"|#", max_size=30))
def test_no_node_has_an_anchor_or_a_tag(text):
    problems: list[Problem] = []
    if compose(text, "x", problems) is None:
        assert problems
        return
    events = [event for event in yaml.parse(text, Loader=yaml.CBaseLoader) if isinstance(event, yaml.NodeEvent)]
    assert all(event.anchor is None and getattr(event, "tag", None) is None for event in events)


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", ">>>>>>> other", "||||||| base", "<<<<<<< HEAD,,,", '"<<<<<<< HEAD"'])
@pytest.mark.parametrize("name", ["x.yml", "x.csv", "x.md", "mkdocs.yml"])
def test_conflict_marks_are_one_sentence_in_every_file(name, mark):
    problems: list[Problem] = []
    assert decode(f"a: |\n  b\n{mark}\nc: d\n".encode(), name, problems) is None
    assert [(problem.line, problem.code) for problem in problems] == [(3, "conflict")]


def test_equal_signs_are_a_conflict_but_in_markdown():
    text = "عنوان\n=======\n".encode()
    problems: list[Problem] = []
    assert decode(text, "x.md", problems) and not problems
    assert decode(text, "x.csv", problems) is None and problems[0].code == "conflict"


@pytest.mark.parametrize("line", ["<<<<<<<<<<", "========", "a <<<<<<< b", "  <<<<<<<"])
def test_other_signs_are_no_conflict(line):
    problems: list[Problem] = []
    assert decode(f"a\n{line}\n".encode(), "x.csv", problems) and not problems
