"""Hold the documentation to the code: commands, options, settings and properties are explained, and links lead on."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
from pathlib import Path
from urllib.parse import unquote

import click
import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from generator.dataset.describing import descriptor_reader, descriptor_shape
from generator.project.assembly import load
from generator.site.model.facts import facts
from generator.site.model.site import Site

ROOT = Path(__file__).resolve().parents[1]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PAGES = [
    *(ROOT / name for name in ("README.md", "README.fa.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
MODULES = [path for room in ("generator", "tests") for path in (ROOT / room).rglob("*.py")]
COMMANDS = sorted(main.commands)
# What the Data Package standard names itself; everything else that the descriptor may hold is ours to explain.
STANDARD = {
    "Package": set(
        "name title description version licenses contributors sources homepage created keywords resources".split()
    ),
    "Resource": set("name title description path data schema sources licenses".split()),
    "Field": set("name title description type format example constraints categories".split()),
}
PROPERTIES = {
    "Package": frozenset(descriptor_shape.PACKAGE.keys),
    "Resource": frozenset(descriptor_shape.RESOURCE.keys),
    "Field": frozenset(descriptor_shape.FIELD.keys),
}
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    """Return the fenced blocks of a page that are in one language."""
    return [body for kind, body in FENCE.findall(page) if kind == language]


def rows(page: str) -> list[list[str]]:
    """Return the cells of every table row of a page."""
    return [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in page.splitlines()
        if line.startswith("| ") and not line.startswith("| ---")
    ]


def code(page: str) -> str:
    """Return all that a page shows as code, one piece a line."""
    spans = re.findall(r"`([^`\n]+)`", FENCE.sub("", page))
    return "\n".join([*spans, *(body for _, body in FENCE.findall(page))])


def invoke(*arguments: str):
    return CliRunner().invoke(main, arguments)


# ---------- commands and options ----------


def options(command: click.Command) -> set[str]:
    return {
        name for item in command.params if isinstance(item, click.Option) for name in item.opts if name.startswith("--")
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_gives_each_command_exactly_its_options(name):
    (row,) = [cells for cells in rows(text("README.md")) if re.match(rf"`generator {name}\b", cells[0])]
    assert len(row) == 3, f"{row[0]}: command, what it does, options"
    assert set(re.findall(r"--\w+", row[2])) == options(main.commands[name])
    arguments = [item.human_readable_name for item in main.commands[name].params if isinstance(item, click.Argument)]
    assert row[0].strip("`").split()[2:] == arguments


def test_the_readme_explains_each_option_and_no_other():
    explained = {name for cells in rows(text("README.md")) for name in re.findall(r"^`(--.*)`$", cells[0])}
    explained = {name for names in explained for name in re.findall(r"--\w+", names)}
    assert explained == set.union(*(options(command) for command in main.commands.values()))


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_and_option_has_help(name):
    command = main.commands[name]
    assert command.help
    assert [item.name for item in command.params if isinstance(item, click.Option) and not item.help] == []
    assert invoke(name, "--help").exit_code == 0


def test_the_readme_says_the_defaults():
    meanings = {cells[0]: cells[-1] for cells in rows(text("README.md"))}
    for command in main.commands.values():
        for item in command.params:
            if isinstance(item, click.Option) and item.show_default:
                (said,) = [last for first, last in meanings.items() if re.search(rf"{item.opts[0]}\b", first)]
                assert re.search(rf"(?<!\d){re.escape(str(item.default))}(?!\d)", said), (item.opts[0], said)


def test_the_commands_of_mkdocs_are_there():
    from mkdocs.__main__ import cli

    named = {cells[0].split()[1].strip("`") for cells in rows(text("README.md")) if cells[0].startswith("`mkdocs ")}
    assert named == {"build", "serve"}
    assert named <= set(cli.commands)


COMMAND_LINES = [
    (page.name, line.split())
    for page in PAGES
    for block in blocks(page.read_text(encoding="utf-8"), "sh")
    for line in block.splitlines()
    if line.startswith("generator ")
]


def test_the_readme_shows_commands():
    assert len([page for page, _ in COMMAND_LINES if page == "README.md"]) >= 5


@pytest.mark.parametrize(("page", "words"), COMMAND_LINES, ids=[" ".join(words) for _, words in COMMAND_LINES])
def test_a_command_that_a_page_shows_is_accepted(page, words, monkeypatch):
    monkeypatch.chdir(ROOT)
    with main.commands[words[1]].make_context(words[1], words[2:]):
        pass
    # These two change nothing, so they are run as they stand.
    if words[1] == "validate" or (words[1] == "format" and {"--check", "--diff"} & set(words)):
        result = invoke(*words[1:])
        assert result.exit_code == 0, f"{page}: {result.output}"


def test_the_exit_codes_are_those_that_the_readme_names(tmp_path):
    (said,) = [line for line in text("README.md").split("\n\n") if line.startswith("**Exit codes.**")]
    assert re.findall(r"\b(\d):", said) == ["0", "1", "2"]
    assert invoke("validate", "--data", str(ROOT / "data")).exit_code == 0
    assert invoke("validate", "--data", str(tmp_path)).exit_code == 1
    assert invoke("validate", "--nothing").exit_code == 2


# ---------- make, settings, variables ----------


def test_the_targets_of_make_exist():
    targets = set(re.search(r"^\.PHONY: (.+)$", text("Makefile"), re.MULTILINE).group(1).split())
    for page in PAGES:
        named = re.findall(r"\bmake ([a-z]+(?:-[a-z]+)*)\b", code(page.read_text(encoding="utf-8")))
        assert set(named) <= targets, page.name
    assert {"site", "test", "setup", "publish"} <= set(re.findall(r"\bmake ([a-z]+)\b", code(text("README.md"))))


def test_the_readme_explains_every_variable():
    sources = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "generator").rglob("*.py")))
    read = set(re.findall(r'environ(?:\.get\(|\[)"([A-Z_]+)"', sources)) | set(
        re.findall(r'^\w*_VARIABLE = "([A-Z_]+)"', sources, re.MULTILINE)
    )
    read |= set(re.findall(r"!ENV \[?([A-Z_]+)", text("mkdocs.yml")))
    assert {"SITE_URL", "SOURCE_DATE_EPOCH", "WITHDRAWAL_KEY"} <= read
    explained = {cells[0].strip("`") for cells in rows(text("README.md"))}
    assert read <= explained


def test_the_readme_explains_the_settings():
    class Loader(yaml.SafeLoader):
        """Read the one tag of MkDocs as nothing."""

    Loader.add_constructor("!ENV", lambda loader, node: None)
    settings = yaml.load(text("mkdocs.yml"), Loader=Loader)
    explained = " ".join(cells[0] for cells in rows(text("README.md")))
    office = next(cells[1] for cells in rows(text("README.md")) if cells[0] == "`extra.office`")
    assert [name for name in settings["extra"] if f"`extra.{name}`" not in explained] == []
    assert [name for name in settings["extra"]["office"] if f"`{name}`" not in office] == []
    for name in ("site_name", "site_description", "site_url"):
        assert name in settings
        assert f"`{name}`" in explained


# ---------- the descriptor ----------


def section(kind: str) -> str:
    """Return the part of docs/descriptor.md about the properties of a package, a resource or a field."""
    return re.search(rf"^## {kind} properties\n(.*?)(?=^## )", text("docs/descriptor.md"), re.M | re.S).group(1)


@pytest.mark.parametrize("kind", list(PROPERTIES))
def test_each_custom_property_is_explained_with_an_example(kind):
    table = {cells[0].strip("`"): cells for cells in rows(section(kind)) if cells[0].startswith("`")}
    assert set(table) == PROPERTIES[kind] - STANDARD[kind]
    for name, cells in table.items():
        assert len(cells) == 3, name
        assert len(cells[1]) > 15, name
        assert list(yaml.safe_load(cells[2].strip("`"))) == [name]


@pytest.mark.parametrize("kind", list(PROPERTIES))
def test_the_standard_properties_are_named(kind):
    assert STANDARD[kind] <= PROPERTIES[kind]
    assert STANDARD[kind] <= set(re.findall(r"`(\w+)`", section(kind)))


def test_the_small_package_of_the_documentation_is_valid_and_canonical(tmp_path):
    package, record = blocks(text("docs/descriptor.md"), "yaml")[-2:]
    (tmp_path / "workshops" / "shiraz").mkdir(parents=True)
    (tmp_path / "datapackage.yaml").write_text(package, encoding="utf-8")
    (tmp_path / "counties.csv").write_text("id,name\nshiraz,شیراز\n", encoding="utf-8")
    (tmp_path / "workshops" / "shiraz" / "gabbeh-house.yml").write_text(record, encoding="utf-8")
    result = invoke("validate", "--data", str(tmp_path), "--today", "2026-11-24")
    assert result.exit_code == 0, result.output
    result = invoke("format", "--data", str(tmp_path), "--check")
    assert result.exit_code == 0, result.output
    loaded = descriptor_reader.load(tmp_path / "datapackage.yaml")
    assert loaded.synthetic
    assert loaded.resources["workshops-products"].is_scalar


def test_a_new_field_needs_only_the_descriptor(tmp_path):
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data)
    path = data / "datapackage.yaml"
    place = "        - name: honorific\n"
    field = "        - {name: nickname, title: نام خودمانی, type: string, constraints: {maxLength: 30}}\n"
    assert place in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(place, field + place, 1), encoding="utf-8")
    result = invoke("format", "--data", str(data))
    assert result.exit_code == 0, result.output
    women = next(
        item
        for item in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)["resources"]
        if item["name"] == "women"
    )
    assert "nickname" in women["data"][0]
    record = sorted((data / "women").rglob("*.yml"))[0]
    record.write_text(record.read_text(encoding="utf-8") + "nickname: نمونه\n", encoding="utf-8")
    assert invoke("format", "--data", str(data)).exit_code == 0
    loaded = load(data)
    assert loaded.registry is not None, loaded.problems
    woman = loaded.registry.get("women", record.stem)
    site = Site(loaded.registry, "", "", "", {}, loaded.today)
    assert ("نام خودمانی", "نمونه") in [(fact.title, fact.words) for fact in facts(site, woman)]


# ---------- pages ----------


def anchors(page: str) -> set[str]:
    """Return the anchors that GitHub gives the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    shown = re.sub(r"`[^`\n]*`", "", FENCE.sub("", page.read_text(encoding="utf-8")))
    for link in re.findall(r"\]\(<?([^)\s>]+)>?\)", shown):
        if re.match(r"https?://|mailto:", link):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.is_relative_to(ROOT), link
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target.read_text(encoding="utf-8")), link


def test_paths_in_the_pages_exist():
    top = "content data docs generator tests requirements".split()
    # The change log tells of what was, and of folders of provinces.
    for page in (page for page in PAGES if page.name != "CHANGELOG.md"):
        for name in re.findall(rf"`((?:{'|'.join(top)})/[\w./-]+)`", page.read_text(encoding="utf-8")):
            assert (ROOT / name).exists(), f"{page.name}: {name}"
        for name in re.findall(r"`([\w/]+\.py)`", page.read_text(encoding="utf-8")):
            assert any(path.as_posix().endswith(f"/{name}") for path in MODULES), f"{page.name}: {name}"


def test_decisions_are_numbered_without_a_gap():
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    assert len(DECISIONS) >= 7


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.name)
def test_a_decision_is_short_and_has_its_parts(path):
    page = path.read_text(encoding="utf-8")
    assert page.startswith(f"# {int(path.name[:4])}. ")
    assert re.search(r"^Status: \w+", page, re.MULTILINE)
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert len(page.splitlines()) <= 60


def test_the_changelog_knows_every_version():
    tags = subprocess.run(["git", "tag", "--list", "v[0-9]*"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"Unreleased", *(tag.removeprefix("v") for tag in tags.stdout.split())} <= set(
        re.findall(r"^## \[(.+)\]", text("CHANGELOG.md"), re.MULTILINE)
    )


def test_the_screenshot_is_a_picture_of_fitting_size():
    data = (ROOT / "docs" / "screenshot.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    assert (width, 800 <= height <= 1000) == (1280, True)
    assert len(data) < 250_000
