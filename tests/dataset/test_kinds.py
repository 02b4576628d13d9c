"""The kinds of problems: each is used, each has one code, and its sentences are good Persian."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from string import Formatter

from generator.dataset.problems.kind import ERROR, WARNING, Kind
from generator.persian.digits import ascii_digits
from generator.persian.spelling.normaliser import canonical
from tests.support import ROOT, kinds

KINDS = kinds()
SOURCE = {path: path.read_text("utf-8") for path in (ROOT / "generator").rglob("*.py")}
# Who may make a problem; and the kinds by the names by which that is done: «value_kinds.REQUIRED».
USERS = [text for path, text in SOURCE.items() if not path.stem.endswith("_kinds") and "_kinds" in text]
NAMED = {f"{module.rpartition('.')[2]}.{name}": kind for kind, (module, name) in KINDS.items()}
# What makes a problem: the arguments that it takes after the kind, and what it says of its own of every problem.
MAKERS = {
    "Problem": ("resource record field title found expected suggestion meaning where", ""),
    "problem": ("field found expected suggestion where", "title key found record"),
    "problem_of": ("", "record"),
    "_problem": ("", ""),
    "refuse": ("line", ""),
    "Fault": ("found expected suggestion", "title key"),
    "Refused": ("found expected", "found expected"),
    "PhotoError": ("found", "title found"),
}
FIELDS = {"title", "key", "found", "expected", "record", "suggestion", "where", "others", "choices"}


def test_a_code_is_one_kind_and_a_kind_has_one_name() -> None:
    assert [code for code, times in Counter(kind.code for kind in KINDS).items() if times > 1] == []
    assert all(re.fullmatch("[a-z]+(-[a-z0-9]+)*", kind.code) for kind in KINDS)
    assert {kind.severity for kind in KINDS} == {ERROR, WARNING}


def test_every_kind_is_named_by_what_finds_it() -> None:
    used = {name for text in USERS for name in re.findall(r"\w+_kinds\.[A-Z_0-9]+", text)}
    for text in USERS:
        for module, names in re.findall(r"(\w+_kinds) import \(?([A-Z_0-9,\s]+)", text):
            used |= {f"{module}.{name}" for name in re.findall(r"\w+", names)}
    # Those that a rule of the descriptor or of private facts names by its code stand in a list of their own module.
    for path, text in SOURCE.items():
        for names in re.findall(r"for kind in \(([A-Z_0-9,\s]+)\)", text):
            used |= {f"{path.stem}.{name}" for name in re.findall(r"\w+", names)}
    assert [kind.code for name, kind in NAMED.items() if name not in used] == []


def test_sentences_are_good_persian_and_ask_for_what_problems_hold() -> None:
    for kind in KINDS:
        for text in filter(None, (kind.text, kind.door)):
            parts = list(Formatter().parse(text))
            assert {name for _, name, _, _ in parts if name is not None} <= FIELDS, kind
            # What is put in stands for any word; only data writes its digits in another way than people do.
            plain = "".join(words + ("نام" if name is not None else "") for words, name, _, _ in parts)
            # Signs as they are to be typed are no part of the sentence.
            plain = re.sub(r"«[^«»\w]+»|(?<=نشانهٔ )[^\w\s](?: یا [^\w\s])?", "نام", plain)
            assert canonical(plain) == ascii_digits(plain), kind
            assert re.search("[.؟]$", plain) or text.endswith("}"), kind


def test_who_finds_a_kind_gives_what_its_sentence_asks_for() -> None:
    found = [one for text in USERS for one in _made(text)]
    assert len({kind for kind, _, _ in found}) > len(KINDS) / 2
    assert [(kind.code, line, missing) for kind, line, given in found if (missing := _asked(kind) - given)] == []


def _asked(kind: Kind) -> set[str]:
    """Return what a sentence is empty without; a right value need not be known."""
    return {name for _, name, _, _ in Formatter().parse(kind.text) if name} - {"suggestion"}


def _made(text: str) -> Iterator[tuple[Kind, int, set[str]]]:
    """Yield each kind of which a problem is made in a module, with the line and all that is given to it."""
    functions = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef))
    for function in functions:
        # One of several kinds may be chosen just before: «kind = … if … else …».
        choices = sorted(
            (node for node in ast.walk(function) if isinstance(node, ast.Assign) and _is_of_kind(node)),
            key=lambda node: node.lineno,
        )
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            maker = getattr(call.func, "id", getattr(call.func, "attr", ""))
            if maker not in MAKERS or any(one.arg is None for one in call.keywords):
                continue
            places, own = (words.split() for words in MAKERS[maker])
            for place, argument in enumerate(call.args):
                if isinstance(argument, ast.Name) and argument.id == "kind":
                    argument = next((one.value for one in reversed(choices) if one.lineno <= call.lineno), argument)
                given = {*own, *places[: len(call.args) - place - 1], *(str(one.arg) for one in call.keywords)}
                if "field" in given:
                    given |= {"key", "title"}
                yield from ((kind, call.lineno, given) for kind in _named(argument))


def _is_of_kind(node: ast.Assign) -> bool:
    names = (one for target in node.targets for one in ast.walk(target) if isinstance(one, ast.Name))
    return any(one.id == "kind" for one in names)


def _named(node: ast.AST) -> list[Kind]:
    constants = (one for one in ast.walk(node) if isinstance(one, ast.Attribute) and one.attr.isupper())
    return [NAMED[name] for one in constants if (name := ast.unparse(one)) in NAMED]
