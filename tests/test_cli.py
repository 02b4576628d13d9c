"""The door: every verb explains itself in Persian, and wrong usage ends with 2."""

from __future__ import annotations

import re

import click
import pytest

from generator.cli import main
from generator.dataset.private import folded
from generator.runtime.version import version
from tests.support import generator, package, run

COMMANDS = sorted(main.commands)
PERSIAN = re.compile("[\u0621-\u06cc]{2,}")


def test_the_verbs():
    assert {"validate", "format", "build", "publish", "serve", "sample"} <= set(COMMANDS)


def test_the_door_says_what_each_verb_does():
    result = run("--help")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    for name in COMMANDS:
        (line,) = [line for line in lines if re.match(rf"\s+{name}\s", line)]
        assert PERSIAN.search(line), line


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("name", COMMANDS)
def test_every_verb_and_option_has_help_in_persian(name, flag):
    command = main.commands[name]
    assert PERSIAN.search(command.help or "")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert PERSIAN.search(parameter.help or ""), f"{name} {parameter.opts}"
    result = run(name, flag)
    assert result.exit_code == 0
    assert "همین راهنما" in result.stdout and "Show this" not in result.stdout
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert all(option in result.stdout for option in parameter.opts), parameter.opts


def test_the_version():
    result = run("--version")
    assert result.exit_code == 0 and result.stdout == f"generator {version()}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["unknown"],
        ["--unknown"],
        *[[name, "--unknown"] for name in COMMANDS],
        *[[name, "one", "two", "three"] for name in COMMANDS],
        ["validate", "--format", "pdf"],
        ["validate", "--today", "1405-09-03-01"],
        ["validate", "--today", "tomorrow"],
        ["build", "--config", "nowhere.yml"],
        ["build", "--processes", "0"],
        ["build", "--processes", "two"],
        ["publish"],
        ["serve", "--port", "70000"],
        ["serve", "--port", "-1"],
        ["sample"],
        ["sample", "target", "--women", "-1"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2(arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert PERSIAN.search(result.stderr) and not result.stdout
    assert not re.search(r"Error|Usage|Try |Invalid|Missing|No such|not a valid|does not|range", result.stderr), (
        result.stderr
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["valdate"], "فرمان «valdate» نیست. آیا منظورتان «validate» است؟"),
        (["validate", "--dat"], "گزینهٔ «--dat» در این فرمان نیست. آیا منظورتان «--data»"),
        (["validate", "--data"], "پس از «--data» چیزی نوشته نشده است."),
        (["validate", "one", "two"], "«one two» در این فرمان زیادی است"),
        (
            ["validate", "--format", "pdf"],
            "--format: «pdf» شناخته نیست. یکی از این‌ها را بنویسید: text، github، markdown، json.",
        ),
        (["validate", "--today", "tomorrow"], "--today: «tomorrow» روز نیست"),
        (["build", "--config", "nowhere.yml"], "--config: «nowhere.yml» پیدا نشد."),
        (["build", "--processes", "0"], "--processes: «0» پذیرفته نیست؛ عددی از 1 به بالا بنویسید."),
        (["build", "--processes", "two"], "--processes: «two» عدد نیست."),
        (["serve", "--port", "70000"], "عددی از 0 تا 65535 بنویسید."),
        (["serve", "--watch", "--output", "site"], "یا خود داده‌ها را (--watch)."),
        (["publish"], "«--to» نوشته نشده است"),
        (["publish"], " publish [OPTIONS]\nراهنما: "),
        (["sample"], "«TARGET» نوشته نشده است"),
        (["format", "--check=yes"], "«--check» مقدار نمی‌گیرد"),
    ],
)
def test_wrong_usage_is_said_in_persian(arguments, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mkdocs.yml").touch()
    result = run(*arguments)
    assert result.exit_code == 2 and words in result.stderr, result.stderr


def test_the_door_without_a_verb_shows_the_help():
    result = run()
    assert result.exit_code == 2
    assert "validate" in result.output


@pytest.mark.parametrize("name", ["validate", "format", "build"])
def test_a_folder_without_data_ends_in_a_sentence(name, tmp_path):
    result = run(name, "--data", tmp_path)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert PERSIAN.search(result.stderr) and "datapackage.yaml" in result.stderr


def test_the_door_is_a_program_of_its_own(tmp_path):
    data = package(tmp_path / "data")
    done = generator("validate", "--data", data, "--today", "2026-11-24")
    assert (done.returncode, done.stderr) == (0, "")
    assert "بی‌خطا" in done.stdout


def test_what_is_written_is_utf8_whatever_the_terminal_says(tmp_path):
    data = package(tmp_path / "data")
    done = generator(
        "validate", "--data", data, "--today", "2026-11-24", env={"LC_ALL": "C", "PATH": ""}, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert "بی‌خطا" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("validate", "--data", "09171234567"),
        ("build", "--config", "09171234567.yml"),
        ("count-loans", "09171234567.csv"),
        ("intake", "0917-123-4567.yml"),
        ("09171234567",),
        ("release", "09171234567", "--note", "x"),
        ("withdraw", "09171234567"),
        ("format", "--check"),
        ("format", "--diff"),
    ],
    ids=" ".join,
)
def test_no_refusal_and_no_difference_repeats_a_number(arguments, tmp_path):
    data = package(tmp_path / "data")
    name = next(data.glob("women/*/*.yml"))
    text = re.sub("(?m)^name:.*", "name:   '0917 123 4567'", name.read_text("utf-8"))
    name.with_name("09171234567.yml").write_text(text, "utf-8")
    own = () if "--data" in arguments or arguments[0].isdecimal() else ("--data", data)
    result = run(*arguments, *own)
    assert result.exit_code or "--diff" in arguments
    said = re.sub(r"\D", "", folded(result.output))
    assert "9171234567" not in said
