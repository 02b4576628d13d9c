"""A new province: what is laid out for it, from what, and what is refused."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from generator.dataset.describing.descriptor_reader import load
from generator.project import new
from generator.project.carried import CARRIED
from generator.project.new import NewError, Province, lay_out, settings, texts
from tests import support
from tests.support import HOST, ROOT

OFFICE = "دفتر امور بانوان و خانواده"
HERE = Province("فارس", "Fars", "women", "بانک زنان توانمند استان فارس", OFFICE)
KERMAN = Province("کرمان", "Kerman", "women", "بانک زنان توانمند استان کرمان", OFFICE)
CHECK = ".github/workflows/check.yml"
COUNTIES = "name,latin,seat\nبم,Bam,بم\nرفسنجان,Rafsanjan,\nشهربابک,Shahr-e Babak,\n"


@pytest.fixture(scope="module")
def province(once) -> Path:
    """A new province with its site."""

    def make(target: Path) -> None:
        lay_out(target, KERMAN, COUNTIES)
        result = support.generator("build", cwd=target, env={**os.environ, "SITE_URL": HOST})
        assert result.returncode == 0 and "هشدار" not in result.stderr, result.stderr

    return once("new-province", make)


# ---------- a fresh province ----------


def test_a_fresh_province_builds_and_keeps_what_any_bank_promises(province, monkeypatch):
    monkeypatch.chdir(province)
    result = support.run("check-site")
    assert result.exit_code == 0, result.output


def test_it_speaks_of_itself_alone(province):
    made = {"site", ".cache"}
    texts = [
        path
        for path in province.rglob("*")
        if path.suffix in (".md", ".yml", ".csv") and made.isdisjoint(path.relative_to(province).parts)
    ]
    assert len(texts) > 25
    assert [path.name for path in texts if re.search(r"فارس(?!ی)", path.read_text("utf-8"))] == []
    assert "کرمان" in (province / "site" / "index.html").read_text("utf-8")
    assert (province / "data" / "counties.csv").read_text("utf-8").splitlines()[1:] == [
        "bam,بم,Bam,بم,,,,0,0,,,,,,,",
        "rafsanjan,رفسنجان,Rafsanjan,,,,,1,0,,,,,,,",
        "shahr-e-babak,شهربابک,Shahr-e Babak,,,,,0,1,,,,,,,",
    ]


def test_everything_made_from_its_descriptor_is_fresh(province, monkeypatch):
    monkeypatch.chdir(province)
    for verb in ("format", "forms", "schemas"):
        result = support.run(verb, "--check")
        assert result.exit_code == 0, (verb, result.output)


def test_what_the_workflows_and_people_call_is_in_its_makefile(province):
    targets = set(re.findall(r"^([a-z-]+):", (province / "Makefile").read_text("utf-8"), re.M))
    for path in (province / ".github" / "workflows").iterdir():
        called = set(re.findall(r"\bmake ([a-z-]+)", re.sub("#.*", "", path.read_text("utf-8"))))
        assert called <= targets and "setup" in called, path.name
    assert set(re.findall(r"make ([a-z-]+)", (province / "README.fa.md").read_text("utf-8"))) <= targets


def test_the_desk_opens_in_it_by_the_same_double_click(province):
    own = (province / "desk.cmd").read_bytes()
    assert own == (ROOT / "desk.cmd").read_bytes()
    # Its interpreter on Windows reads its own line ends alone.
    assert own.count(b"\n") == own.count(b"\r\n") > 20
    asked = set(re.findall(rb"-r (\S+\.txt)", own))
    assert len(asked) == 2 and all((province / name.decode().replace("\\", "/")).is_file() for name in asked)
    assert "desk.cmd" in (province / "README.fa.md").read_text("utf-8")
    other = (province / "desk.sh").read_text("utf-8")
    assert {name.decode().replace("\\", "/") for name in asked} == set(re.findall(r"-r (\S+\.txt)", other))


def test_a_bank_of_no_subject_builds_and_keeps_what_any_bank_promises(tmp_path, monkeypatch):
    target = tmp_path / "p"
    lay_out(target, replace(KERMAN, subject="none", site_name="بانک هنرمندان کرمان", office="انجمن هنرمندان"))
    monkeypatch.chdir(target)
    monkeypatch.setenv("SITE_URL", HOST)
    for verb in ("build", "check-site"):
        result = support.run(verb)
        assert result.exit_code == 0, (verb, result.output)
    pages = "".join(path.read_text("utf-8") for path in (target / "site").rglob("*.html"))
    assert "بانک هنرمندان کرمان" in pages and "شهرستان نخست" in pages
    assert not re.search(r"بانوان|زنان|زن توانمند|فارس(?!ی)", pages)
    package = load(target / "data" / "datapackage.yaml")
    assert not package.resources["withdrawn"].by_name["kind"].categories, "any dataset of people may be added"


# ---------- what it is laid out from ----------


def test_the_template_is_this_repository_itself():
    assert settings(HERE) == (ROOT / "mkdocs.yml").read_text("utf-8")
    for name, text in texts(HERE).items():
        if name in CARRIED and name not in ("content/index.md", "data/datapackage.yaml", CHECK):
            ours = (ROOT / name).read_bytes().decode("utf-8")
            assert text == new._PICTURE.sub("", ours), name  # pictures show our own bank
    own = (ROOT / "data" / "datapackage.yaml").read_text("utf-8").splitlines()
    left = texts(HERE)["data/datapackage.yaml"].splitlines()
    assert [line for line in own if line not in left and "floor:" not in line] == ["name: capable-women"]


def test_its_check_is_our_job_for_data_and_site():
    own, ours = (yaml.load(text, yaml.BaseLoader) for text in (texts(HERE)[CHECK], (ROOT / CHECK).read_text("utf-8")))
    assert own == {**ours, "jobs": {"site": ours["jobs"]["site"]}}
    assert not {"if", "needs"} & own["jobs"]["site"].keys() and ".ci/" not in texts(HERE)[CHECK]


def test_the_wheel_is_told_to_carry_the_same_files():
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"] == {name: f"generator/project/carried/{name}" for name in CARRIED}


# ---------- the command, and what is refused ----------


def test_the_command_asks_for_what_it_was_not_told(tmp_path):
    target = tmp_path / "p"
    (target / ".git").mkdir(parents=True)
    result = CliRunner().invoke(main, ["new", str(target)], input="یزد\nYazd\n\n")
    assert result.exit_code == 0, result.output
    assert "site_name: بانک زنان توانمند استان یزد\n" in (target / "mkdocs.yml").read_text("utf-8")
    assert (target / "data" / "counties.csv").read_text("utf-8").count("\n") == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p"]


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path):
    (tmp_path / "note.txt").write_text("x", "utf-8")
    with pytest.raises(NewError, match="خالی نیست"):
        lay_out(tmp_path, KERMAN)
    assert support.files(tmp_path) == {"note.txt": b"x"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"province": "Kerman"},
        {"province": "کرمان\nx: y"},
        {"latin": "../up"},
        {"subject": "artists"},
        {"site_name": ""},
        {"site_name": "a\nb"},
        {"office": "<b>"},
        {"repository": "https://example.org/a/b"},
        {"repository": "a/b\n"},
    ],
)
def test_an_answer_that_is_none_is_refused(tmp_path, wrong):
    (field,) = wrong
    with pytest.raises(NewError, match=field):
        lay_out(tmp_path / "p", replace(KERMAN, **wrong))
    assert list(tmp_path.iterdir()) == []


def test_the_titles_of_columns_may_be_those_that_people_read(tmp_path):
    found = []
    for name, head in (("names", "name,latin"), ("titles", "\ufeffنام, نام لاتین")):
        lay_out(tmp_path / name, KERMAN, f"{head}\nبم,Bam\n")
        found.append((tmp_path / name / "data" / "counties.csv").read_text("utf-8"))
    assert found[0] == found[1] and "bam,بم,Bam" in found[0]


@pytest.mark.parametrize(
    ("counties", "said"),
    [
        ("", "name"),
        ("name\nبم\n", "latin"),
        ("name,latin,colum\nبم,Bam,1\n", "«column»"),
        ("نام,لاتین\nبم,Bam\n", "name و latin لازم است"),
        ("name,latin\nبم,Bam\nبم,Bam\n", "counties.csv"),
        ("name,latin\n,Bam\n", "counties.csv"),
        ("name,latin\nبم,بم\n", "counties.csv"),
        ("name,latin,column\nبم,Bam,99\n", "counties.csv"),
        ("name,latin\nبم,Bam,1,2\n", "شناخته نیست"),
        ("name,latin\n" + "بم,Bam\n" * 145, "۱۴۵"),
    ],
)
def test_counties_that_are_none_are_refused_and_nothing_is_left(tmp_path, counties, said):
    with pytest.raises(NewError, match=re.escape(said)):
        lay_out(tmp_path / "p", KERMAN, counties)
    assert list(tmp_path.iterdir()) == []


def test_signs_of_yaml_in_an_answer_stay_text(tmp_path):
    name = 'بانک: «#۱» "نو" {{ x }}'
    lay_out(tmp_path / "p", replace(KERMAN, site_name=name, office="دفتر: نو", repository="owner/name"))
    read = yaml.load((tmp_path / "p" / "mkdocs.yml").read_text("utf-8").replace("!ENV", ""), yaml.SafeLoader)
    assert (read["site_name"], read["extra"]["office"]["name"], read["extra"]["repository"]) == (
        name,
        "دفتر: نو",
        "owner/name",
    )


def test_a_command_without_a_terminal_says_what_to_write(tmp_path):
    result = CliRunner().invoke(main, ["new", str(tmp_path / "p")], input="")
    assert result.exit_code == 1 and list(tmp_path.iterdir()) == []
    assert all(option in result.output for option in ("--province", "--latin", "--office"))


@pytest.mark.parametrize("subject", ["women", "none"])
def test_what_its_texts_point_to_is_there(tmp_path, subject):
    lay_out(tmp_path / "p", replace(KERMAN, subject=subject))
    told = (tmp_path / "p" / "README.fa.md").read_text("utf-8") + (
        tmp_path / "p" / "data" / "datapackage.yaml"
    ).read_text("utf-8")
    named = set(re.findall(r"\b(?:docs|content|requirements)/[\w./-]+\.(?:md|txt|yaml)\b", told))
    assert "docs/descriptor.md" in named and all((tmp_path / "p" / name).is_file() for name in named)
    synonyms = yaml.load((tmp_path / "p" / "mkdocs.yml").read_text("utf-8"), yaml.BaseLoader)["extra"]["synonyms"]
    assert bool(synonyms) == (subject == "women")


# A Python whose environment takes everything but a generator from an index.
_STUB = """#!/bin/sh
mkdir -p .venv/bin && cat > .venv/bin/python <<'END'
#!/bin/sh
echo "$@" >> asked
case "$*" in *requirements/generator.txt) exit 1;; esac
END
chmod +x .venv/bin/python
"""


def test_setup_says_what_to_do_where_no_index_has_the_generator(tmp_path):
    lay_out(tmp_path / "p", KERMAN)
    (tmp_path / "p" / "stub").write_text(_STUB, "utf-8")
    (tmp_path / "p" / "stub").chmod(0o755)

    def setup(*more: str) -> subprocess.CompletedProcess[str]:
        command = ["make", "setup", "PYTHON=./stub", *more]
        return subprocess.run(command, cwd=tmp_path / "p", capture_output=True, text=True)

    failed = setup()
    assert failed.returncode and "make setup WHEEL=" in failed.stderr and "برنامه نصب نشد" in failed.stderr
    assert setup("WHEEL=../my files/one.whl").returncode == 0
    assert setup("WHEEL=../two.whl").returncode == 0, "another file is installed over the first"
    asked = (tmp_path / "p" / "asked").read_text("utf-8").splitlines()
    assert [line.rpartition("--no-deps ")[2] for line in asked if "--no-deps" in line] == [
        "-r requirements/generator.txt",
        "../my files/one.whl",
        "../two.whl",
    ]
