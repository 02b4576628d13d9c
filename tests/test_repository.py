"""Hold the repository's own files to their promises: no address of a registry, locks with hashes, careful workflows."""

import json
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
LOCKS = [ROOT / "requirements" / name for name in ("runtime.txt", "dev.txt")]

# Each pattern has one letter in brackets, so that this file does not match itself.
HOSTS = re.compile(
    r"python[h]osted|\bpyp[i]\.org|npm[j]s\.(?:org|com)|yarn[p]kg|(?:deb|security|archive)\.(?:debia[n]|ubunt[u])\.(?:org|com)"
)
# A path is no part of a web address: nothing that could end a host stands before it.
PATHS = re.compile(
    r"(?<![\w.:/-])/(?:roo[t]/|hom[e]/\w|User[s]/\w|wor[k]/(?:main|shared|\.library)|tm[p]/bash_jobs|opt/(?:pyp[i]|wheel[s]))"
    r"|\.\./share[d]\b|[A-Z]:\\User[s]\\"
)


def committed() -> dict[str, str]:
    """Return the text of every file that git holds or would take in, by its path, without those that are no text."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    texts = {}
    for name in sorted(set(filter(None, listing.split("\0")))):
        path = ROOT / name
        if not path.is_file() or path.is_symlink():
            continue
        data = path.read_bytes()
        if b"\0" not in data:
            texts[name] = data.decode("utf-8", "replace")
    return texts


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return committed()


def matches(texts: dict[str, str], pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {match.group()}"
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        for match in [pattern.search(line)]
        if match
    ]


def test_no_file_names_a_registry(texts):
    assert "tests/test_repository.py" in texts
    assert matches(texts, HOSTS) == []


def test_no_file_names_a_path_of_one_machine(texts):
    assert matches(texts, PATHS) == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (HOSTS, "https://files.python{}.org/x.whl".format("hosted")),
        (HOSTS, "--index-url https://{}/simple".format("pypi" + ".org")),
        (HOSTS, '"resolved": "https://registry.{}/x"'.format("npmjs" + ".org")),
        (HOSTS, "deb http://deb.{}/debian stable".format("debian" + ".org")),
        (PATHS, 'open("/{}/x")'.format("root")),
        (PATHS, "cd /{}/somebody/site".format("home")),
        (PATHS, "see ../{}/facts".format("shared")),
    ],
)
def test_the_patterns_find_what_they_look_for(pattern, line):
    assert pattern.search(line)


def test_a_web_address_is_not_taken_for_a_path():
    assert not PATHS.search("https://example.ir/{}/women/".format("home"))


def test_text_files_have_unix_line_ends_and_end_with_one(texts):
    wrong = [
        name
        for name, text in texts.items()
        if text
        and "/cases/" not in name
        and (("\r" in text) != name.endswith(".cmd") or not text.endswith("\n") or text.endswith("\n\n\n"))
    ]
    assert wrong == []


def test_scripts_stop_at_the_first_failure():
    for name in ("run", "browser"):
        script = ROOT / ".ci" / name
        assert script.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n")
        assert "\nset -euo pipefail\n" in script.read_text(encoding="utf-8")
        assert os.access(script, os.X_OK)
        subprocess.run(["bash", "-n", script], check=True)


def pins(lock: Path) -> dict[str, list[str]]:
    """Return the pinned versions by package, several where the lock tells Python versions or systems apart."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE):
        found.setdefault(canonicalize_name(name), []).append(version)
    return found


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_package_has_a_version_and_hashes_and_nothing_else(lock):
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    logical = "\n".join(lines).replace("\\\n", " ").splitlines()
    assert len(logical) > 40
    shape = re.compile(r"[a-z0-9][a-z0-9._-]*==[^\s;]+(?: ; [^\\]+?)?(?:\s+--hash=sha256:[0-9a-f]{64})+\s*")
    assert [line for line in logical if not shape.fullmatch(line)] == []


@pytest.mark.parametrize(
    ("lock", "groups"), [("runtime.txt", ["build"]), ("dev.txt", ["build", "dev"])], ids=["runtime", "dev"]
)
def test_the_locks_hold_what_the_project_asks_for(lock, groups):
    asked = [*project()["project"]["dependencies"]]
    asked += [entry for group in groups for entry in project()["dependency-groups"][group]]
    locked = pins(ROOT / "requirements" / lock)
    for requirement in map(Requirement, asked):
        versions = locked.get(canonicalize_name(requirement.name), [])
        assert versions, f"{requirement.name} is not in {lock}: make lock"
        for version in versions:
            assert version in requirement.specifier, f"{requirement} is locked at {version}: make lock"


def test_the_build_backend_is_locked_with_the_rest():
    needed = {Requirement(entry).name for entry in project()["build-system"]["requires"]}
    assert needed <= {Requirement(entry).name for entry in project()["dependency-groups"]["build"]}


def test_the_tools_are_locked_beside_the_same_versions_as_the_generator():
    runtime, dev = map(pins, LOCKS)
    assert {name: dev.get(name) for name in runtime} == runtime


def test_the_node_lock_holds_checksums_and_no_address():
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if not entry.get("integrity", "").startswith("sha512-")] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in asked} == asked


def makefile() -> str:
    return (ROOT / "Makefile").read_text(encoding="utf-8")


def test_every_target_of_the_makefile_has_help():
    targets = re.search(r"^\.PHONY: (.+)$", makefile(), re.MULTILINE).group(1).split()
    assert {"help", "setup", "site", "build", "validate", "test", "lint", "publish", "lock", "clean"} <= set(targets)
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    described = dict(line.split(maxsplit=2)[1:] for line in shown.splitlines())
    assert list(described) == targets
    assert all(described.values())


def test_make_alone_shows_the_help():
    environment = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL")}
    plain = subprocess.run(["make"], cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    assert "make site" in plain


def test_the_makefile_never_pastes_what_a_person_typed_into_a_command():
    recipes = [line for line in makefile().splitlines() if line.startswith("\t") and not line.startswith("\t\t")]
    assert any('"$$DEST"' in line for line in recipes)
    pasted = re.compile(r"(?<!\$)\$[({](?:DEST|PORT|FORMAT)[)}]")
    # `$(if $(FORMAT),…)` only asks whether there is one.
    assert [line for line in recipes if pasted.search(line.replace("$(if $(FORMAT),", ""))] == []
    assert not re.search(r'(?<!")\$\$(?:DEST|PORT|FORMAT)(?!"|/)', makefile())


def test_publish_says_that_it_needs_a_destination(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "DEST")}
    # The recipe's check alone, read from a dry run: the real one would first install and then publish.
    planned = subprocess.run(
        ["make", "--dry-run", "publish"], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout
    check = next(line for line in planned.splitlines() if line.startswith('test -n "$DEST"'))
    refused = subprocess.run(["sh", "-c", check], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert refused.returncode == 2
    assert "make publish DEST=" in refused.stderr


def workflow(path: Path) -> dict:
    # BaseLoader: `on` stays a word.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


def steps(path: Path) -> list[dict]:
    return [step for job in workflow(path)["jobs"].values() for step in job.get("steps", [])]


def test_the_workflows_are_there():
    assert {"check.yml", "publish.yml"} <= {path.name for path in WORKFLOWS}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
class TestWorkflow:
    def test_actions_are_pinned_by_commit_with_the_version_beside(self, path):
        used = re.findall(r"^\s*(?:- )?uses: *(.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert len(used) == sum("uses" in step for step in steps(path)) > 0
        pinned = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
        assert [line for line in used if not pinned.fullmatch(line)] == []

    def test_nothing_is_permitted_but_what_a_job_asks_for(self, path):
        content = workflow(path)
        assert content["permissions"] in ({}, "")
        for name, job in content["jobs"].items():
            assert isinstance(job.get("permissions"), dict), f"{name} does not say what it needs"

    def test_every_job_ends_in_time_and_runs_on_a_named_system(self, path):
        for job in workflow(path)["jobs"].values():
            assert 0 < int(job["timeout-minutes"]) <= 60
            assert not job["runs-on"].endswith("-latest")

    def test_runs_do_not_pile_up(self, path):
        assert workflow(path)["concurrency"]["group"]

    def test_the_checkout_leaves_no_token_behind(self, path):
        for step in steps(path):
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] == "false"

    def test_no_expression_is_pasted_into_a_script(self, path):
        assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []

    def test_code_of_strangers_never_runs_with_secrets(self, path):
        assert not {"pull_request_target", "workflow_run"} & set(workflow(path)["on"])


def test_checking_needs_only_to_read():
    jobs = workflow(ROOT / ".github" / "workflows" / "check.yml")["jobs"]
    assert jobs.pop("gate")["permissions"] == {}
    assert [job["permissions"] for job in jobs.values()] == [{"contents": "read"}] * len(jobs)


def test_only_the_deployment_may_write_and_it_runs_no_code_of_ours():
    jobs = workflow(ROOT / ".github" / "workflows" / "publish.yml")["jobs"]
    writers = {name for name, job in jobs.items() if "write" in job["permissions"].values()}
    assert writers == {"deploy"}
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert jobs["deploy"]["environment"]["name"] == "github-pages"
    assert [step["uses"].split("@")[0] for step in jobs["deploy"]["steps"]] == ["actions/deploy-pages"]
    assert not any("run" in step for step in jobs["deploy"]["steps"])


def test_the_published_site_knows_its_address_and_the_day():
    build = next(
        step for step in steps(ROOT / ".github" / "workflows" / "publish.yml") if "make build" in step.get("run", "")
    )
    assert build["env"]["SITE_URL"] == "${{ steps.pages.outputs.base_url }}/"
    assert "SOURCE_DATE_EPOCH=" in build["run"]


@pytest.mark.parametrize(
    ("names", "program"),
    [
        (["data/women/fasa/a.yml", "data/loans/1404.csv", "content/news/x.md"], "false"),
        (["data/datapackage.yaml"], "true"),
        (["content/assets/mark.svg"], "true"),
        (["data/women/fasa/a.yml", "generator/cli/commands.py"], "true"),
        (["data\n/x.md"], "true"),
        ([], "true"),
    ],
)
def test_records_and_texts_alone_need_no_tests_of_the_program(names, program):
    given = b"".join(name.encode() + b"\0" for name in names)
    done = subprocess.run(["bash", ROOT / ".ci" / "touches-program"], input=given, capture_output=True, check=True)
    assert done.stdout.decode() == f"{program}\n"


def test_what_each_commit_is_asked_comes_from_the_locked_tools():
    """No hook fetches anything: each is a command of ``.venv``, and passes on the repository as it is."""
    (own,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert own["repo"] == "local"
    for hook in own["hooks"]:
        assert hook["language"] == "system"
        program = hook["entry"].split()[0]
        assert program.startswith(".venv/bin/") and (ROOT / program).is_file(), hook["id"]
