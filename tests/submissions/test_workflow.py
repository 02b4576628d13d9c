"""The submission workflow's own steps, read from its file, run against a clone and a bare remote.

Only what stands at the edge is replaced: the forge's client by a recorder, the actions by what they do, and the
installation by the environment of the tests.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.submissions.intake import report
from tests import support
from tests.submissions import banks, issues
from tests.submissions.banks import WOMAN
from tests.submissions.issues import items, render
from tests.support import ROOT

WORKFLOW = ROOT / ".github" / "workflows" / "submission.yml"
RECORD = "data/women/fasa/maryam-keshavarz.yml"
BRANCH = "submission/12"

# The forge as its client sees it: what is asked of it is recorded, and what it would know is kept in one file.
CLIENT = """#!{python}
import json, os, shutil, sys
from pathlib import Path

place = Path(os.environ["FORGE"])
state = json.loads(place.read_text("utf-8"))
args = sys.argv[1:]
state["calls"].append(args)


def after(flag):
    return args[args.index(flag) + 1]


def fields():
    pairs = (args[at + 1].split("=", 1) for at, arg in enumerate(args) if arg == "--field")
    return {{name: Path(value[1:]).read_text("utf-8") if value.startswith("@") else value for name, value in pairs}}


if args[:2] == ["run", "download"]:
    shutil.copytree(Path(os.environ["ARTIFACTS"]) / after("--name"), after("--dir"))
elif args[:2] == ["pr", "list"]:
    print(1 if state["pull"] else "", end="")
elif args[:2] == ["pr", "create"]:
    state["pull"] = {{"title": after("--title"), "body": Path(after("--body-file")).read_text("utf-8")}}
elif args[:2] == ["issue", "edit"]:
    state["issue"]["body"] = Path(after("--body-file")).read_text("utf-8")
elif args[:2] == ["issue", "comment"]:
    state["comments"].append(Path(after("--body-file")).read_text("utf-8"))
elif args[0] == "api" and "PATCH" in args:
    path = next(arg for arg in args if arg.startswith("repos/"))
    if "/pulls/" in path:
        state["pull"].update(fields())
    elif "/comments/" in path:
        state["comments"][-1] = fields()["body"]
    else:
        state["issue"].update(fields())
elif args[0] == "api":
    own = [str(7 + at) for at, text in enumerate(state["comments"]) if text.startswith(os.environ["MARK"])]
    print("\\n".join(own))
place.write_text(json.dumps(state), "utf-8")
"""


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.ir", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


def workflow() -> dict[str, Any]:
    # BaseLoader: `on` stays a word.
    return yaml.load(WORKFLOW.read_text("utf-8"), Loader=yaml.CBaseLoader)


class Forge:
    """A repository with its bare remote, and a runner for the jobs of the workflow; a copy of its folder is one too."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.origin, self.project = folder / "origin.git", folder / "project"
        self.place = folder / "forge.json"
        self.bank = banks.over(folder / "questions" / "data")
        self.runs = 0

    @classmethod
    def begin(cls, folder: Path) -> Forge:
        """Write a repository without any submission."""
        banks.small(folder / "questions")
        one = cls(folder)
        content = support.small_content(folder / "content")
        support.project(one.project, content=Path("..", content.name), site_url=support.HOST)
        git(one.project, "init", "--quiet", "--initial-branch", "main")
        git(one.project, "add", "--all")
        git(one.project, "commit", "--quiet", "--message", "Begin")
        git(folder, "clone", "--quiet", "--bare", str(one.project), str(one.origin))
        git(one.project, "remote", "add", "origin", "../origin.git")
        one.place.write_text(json.dumps({"calls": [], "pull": None, "comments": [], "issue": {}}), "utf-8")
        client = folder / "bin" / "gh"
        client.parent.mkdir()
        client.write_text(CLIENT.format(python=sys.executable), "utf-8")
        client.chmod(0o755)
        return one

    @property
    def state(self) -> dict[str, Any]:
        return json.loads(self.place.read_text("utf-8"))

    def calls(self, *words: str) -> list[list[str]]:
        return [call for call in self.state["calls"] if call[: len(words)] == list(words)]

    def body(self, form: str = "women", **answers: str) -> str:
        return render(items(self.bank, form), {**(WOMAN if form == "women" else {}), **answers})

    def branches(self) -> set[str]:
        return set(git(self.origin, "for-each-ref", "--format", "%(refname:short)", "refs/heads").split())

    def show(self, name: str, branch: str = BRANCH) -> str:
        return git(self.origin, "show", f"{branch}:{name}")

    def changed(self, branch: str = BRANCH) -> list[str]:
        return git(self.origin, "diff", "--name-only", f"main...{branch}").split()

    def send(self, body: str | None, form: str = "women", event_name: str = "issues", **more: Any) -> dict[str, str]:
        """Let an issue's event run through the jobs; return what the first of them put out."""
        self.runs += 1
        run = self.folder / f"run-{self.runs}"
        run.mkdir()
        event = issues.event(form, body, **more)
        known: dict[str, Any] = {
            "github": {
                "event_name": event_name,
                "event": event if event_name == "issues" else {"repository": event["repository"]},
                "ref": "refs/heads/main",
                "token": "token",
                "repository": "office/bank",
            },
            "secrets": {"WITHDRAWAL_KEY": "key"},
            "needs": {},
        }
        (run / "event.json").write_text(json.dumps(known["github"]["event"]), "utf-8")
        for name, job in workflow()["jobs"].items():
            # A job runs where all that it needs have run.
            needed = job.get("needs", [])
            if not set([needed] if isinstance(needed, str) else needed) <= set(known["needs"]):
                continue
            if "if" in job and not value(job["if"], known):
                continue
            known["needs"][name] = {"outputs": self._job(run, name, job, known)}
        return known["needs"].get("read", {}).get("outputs", {})

    def _job(self, run: Path, name: str, job: Mapping[str, Any], known: dict[str, Any]) -> dict[str, str]:
        home = run / name
        workspace, temp = home / "workspace", home / "temp"
        workspace.mkdir(parents=True)
        temp.mkdir()
        known = {**known, "runner": {"temp": str(temp)}, "steps": {}}
        for number, step in enumerate(job["steps"]):
            if "if" in step and not value(step["if"], known):
                continue
            if step.get("uses", "").startswith("actions/checkout@"):
                git(home, "clone", "--quiet", "--branch", "main", str(self.origin), str(workspace))
                (workspace / ".venv").symlink_to(sys.prefix, target_is_directory=True)
            elif step.get("uses", "").startswith("actions/upload-artifact@"):
                shutil.copytree(filled(step["with"]["path"], known), run / "artifacts" / step["with"]["name"])
            elif "run" in step and step["run"] != "make setup":
                output = home / f"output-{number}"
                output.touch()
                own = {**job.get("env", {}), **step.get("env", {})}
                environment = {
                    "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
                    "HOME": str(home),
                    "LANG": "C.UTF-8",
                    "FORGE": str(self.place),
                    "ARTIFACTS": str(run / "artifacts"),
                    "GITHUB_EVENT_PATH": str(run / "event.json"),
                    "GITHUB_OUTPUT": str(output),
                    "GITHUB_REPOSITORY": "office/bank",
                    "GITHUB_RUN_ID": "99",
                    "RUNNER_TEMP": str(temp),
                    **{key: filled(text, known) for key, text in own.items()},
                }
                command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
                done = subprocess.run(command, cwd=workspace, env=environment, capture_output=True, text=True)
                assert done.returncode == 0, f"{step['name']}: {done.stdout}{done.stderr}"
                pairs = (line.split("=", 1) for line in output.read_text("utf-8").splitlines())
                known["steps"][step.get("id", str(number))] = {"outputs": dict(pairs)}
        return {key: filled(text, known) for key, text in job.get("outputs", {}).items()}


_TOKEN = re.compile(r"\s*(?:'([^']*)'|(&&|\|\||==|!=|[(),])|([A-Za-z_][\w.*-]*))")
_PYTHON = {"&&": " and ", "||": " or "}


def value(expression: str, known: Mapping[str, Any]) -> Any:
    """Return what an expression of the workflow comes to: the few forms that this one uses."""
    code, place, expression = "", 0, expression.strip()
    while place < len(expression):
        match = _TOKEN.match(expression, place)
        assert match, expression[place:]
        text, sign, name = match.groups()
        place = match.end()
        code += repr(text) if text is not None else _PYTHON.get(sign, sign) if sign else _named(name, expression, place)
    return eval(code, {"known": known, "look": look, "contains": lambda found, wanted: wanted in (found or [])})


def _named(name: str, expression: str, place: int) -> str:
    return name if expression[place : place + 1] == "(" else f"look(known, {name!r})"


def look(known: Any, name: str) -> Any:
    first, _, rest = name.partition(".")
    if first == "*":
        return [look(item, rest) for item in known]
    found = known.get(first) if isinstance(known, Mapping) else None
    return look(found, rest) if rest else found


def filled(text: str, known: Mapping[str, Any]) -> str:
    """Return a text of the workflow with its expressions filled in."""

    def fill(match: re.Match[str]) -> str:
        found = value(match[1], known)
        return "" if found is None else str(found)

    return re.sub(r"\$\{\{(.+?)\}\}", fill, text)


@pytest.fixture
def forge(once, tmp_path: Path) -> Forge:
    return Forge(shutil.copytree(once("forge", Forge.begin), tmp_path / "forge"))


@pytest.fixture
def taken(once, tmp_path: Path) -> Forge:
    """A forge that has taken an issue in."""

    def make(folder: Path) -> None:
        forge = Forge.begin(folder)
        outputs = forge.send(forge.body())
        assert outputs == {"outcome": "accepted", "private": "false"}
        shutil.rmtree(folder / "run-1")

    return Forge(shutil.copytree(once("forge-taken", make), tmp_path / "forge"))


# --- from an issue to a branch --------------------------------------------------------------------------------------


def test_an_issue_becomes_a_branch_with_a_valid_record_and_a_pull_request(taken):
    assert taken.branches() == {"main", BRANCH}
    assert taken.changed() == [RECORD]
    assert taken.show(RECORD).startswith("id: maryam-keshavarz\nname: مریم کشاورز\n")
    (create,) = taken.calls("pr", "create")
    assert create[create.index("--head") + 1] == BRANCH
    assert create[create.index("--base") + 1] == "main"
    assert taken.state["pull"]["title"] == "پروندهٔ تازه: زنان توانمند"
    body = taken.state["pull"]["body"]
    assert "| شهرستان | فسا |" in body
    assert body.endswith("\n\nCloses #12\n")
    # A pull request of the workflow's own token starts no checks.
    assert taken.calls("workflow", "run") == [["workflow", "run", "check.yml", "--ref", BRANCH]]
    assert taken.state["comments"] == []
    # The name of the person is in no commit message.
    assert git(taken.origin, "log", "-1", "--format=%B%an", BRANCH).split("\n")[0] == "Take in submission #12"


def test_an_edited_issue_updates_the_same_pull_request_on_top_of_main_and_a_bad_one_loses_its_branch(taken):
    first = git(taken.origin, "rev-parse", BRANCH)
    (taken.project / "NOTE.md").write_text("نو\n", "utf-8")
    git(taken.project, "add", "--all")
    git(taken.project, "commit", "--quiet", "--message", "Go on")
    git(taken.project, "push", "--quiet", "origin", "main")
    taken.send(taken.body(ability="بافندهٔ گلیم"))
    assert git(taken.origin, "rev-parse", BRANCH) != first
    assert git(taken.origin, "rev-list", "--count", f"main..{BRANCH}").strip() == "1"
    assert git(taken.origin, "merge-base", "main", BRANCH) == git(taken.origin, "rev-parse", "main")
    assert taken.changed() == [RECORD]
    assert "ability: بافندهٔ گلیم\n" in taken.show(RECORD)
    assert len(taken.calls("pr", "create")) == 1
    assert "بافندهٔ گلیم" in taken.state["pull"]["body"]
    assert taken.state["pull"]["body"].endswith("\n\nCloses #12\n")
    taken.send(taken.body(county="تهران"))
    assert taken.branches() == {"main"}
    assert len(taken.state["comments"]) == 1


def test_a_bank_that_cannot_be_read_stops_the_run_and_answers_nothing(forge):
    table = forge.project / "data" / "headcounts.csv"
    table.write_text(table.read_text("utf-8") + "f1,fasa,farmandari,literature,1404,چهل,17,\n", "utf-8")
    git(forge.project, "commit", "--quiet", "--all", "--message", "Spoil")
    git(forge.project, "push", "--quiet", "origin", "main")
    with pytest.raises(AssertionError, match=r"(?s)Take the submission in: .*data/headcounts.csv:2: خطا"):
        forge.send(forge.body())
    assert forge.state["comments"] == [] and forge.branches() == {"main"}


def test_merging_the_branch_makes_the_page_appear_and_the_same_once_more_adds_nothing(taken):
    git(taken.project, "pull", "--quiet", "--no-rebase", "origin", BRANCH)
    today = datetime.now(UTC).date().isoformat()
    config = taken.project / "mkdocs.yml"
    site = taken.folder / "site"
    data = taken.project / "data"
    assert support.run("validate", "--data", data, "--today", today).exit_code == 0
    done = support.run("build", "--config", config, "--data", data, "--output", site, "--today", today)
    assert done.exit_code == 0, done.output
    assert "مریم کشاورز" in (site / "women" / "maryam-keshavarz" / "index.html").read_text("utf-8")
    git(taken.project, "push", "--quiet", "origin", "main")
    assert taken.send(taken.body())["outcome"] == "nothing"
    assert "چیز تازه‌ای" in taken.state["comments"][0]
    assert taken.branches() == {"main"}


def test_a_removal_takes_the_record_away_and_leaves_a_fingerprint(forge):
    assert forge.send(forge.body("removal", address="/women/zahra-rasti/"), "removal")["outcome"] == "accepted"
    assert forge.changed() == ["data/withdrawn.csv", "data/women/fasa/zahra-rasti.yml"]
    with pytest.raises(subprocess.CalledProcessError):
        forge.show("data/women/fasa/zahra-rasti.yml")


def test_a_correction_changes_one_field(forge):
    body = forge.body(
        "correction", address="/women/zahra-rasti/", field="توانمندی ویژه", value="تیرانداز", source="خود او"
    )
    assert forge.send(body, "correction")["outcome"] == "accepted"
    assert forge.changed() == ["data/women/fasa/zahra-rasti.yml"]
    assert "ability: تیرانداز\n" in forge.show("data/women/fasa/zahra-rasti.yml")
    assert "تیرانداز" in forge.state["pull"]["body"]


# --- what is refused ------------------------------------------------------------------------------------------------


def test_a_bad_issue_gets_one_comment_that_follows_its_edits_and_no_branch(forge):
    assert forge.send(forge.body(county="", life="")) == {"outcome": "refused", "private": "false"}
    assert forge.branches() == {"main"}
    (comment,) = forge.state["comments"]
    assert comment.startswith(report.MARK)
    assert "شهرستان" in comment
    assert "وضعیت زندگی" in comment
    forge.send(forge.body(county="فسا", life=""))
    (comment,) = forge.state["comments"]
    assert "شهرستان (county)" not in comment
    assert forge.calls("pr", "create") == forge.calls("issue", "edit") == []
    # Mended, it is taken in, and the comment says so.
    assert forge.send(forge.body())["outcome"] == "accepted"
    (comment,) = forge.state["comments"]
    assert comment.startswith(report.MARK)
    assert "پذیرفته شد" in comment
    assert forge.branches() == {"main", BRANCH}


def test_an_issue_with_a_private_fact_is_emptied_and_told_why(forge):
    outputs = forge.send(forge.body(biography="شمارهٔ او ۰۹۱۷۱۲۳۴۵۶۷ است"), title="مریم کشاورز")
    assert outputs == {"outcome": "refused", "private": "true"}
    assert forge.branches() == {"main"}
    told = forge.state["issue"]
    assert "پاک شد" in told["body"]
    assert "مریم" not in told["body"] + told["title"]
    (comment,) = forge.state["comments"]
    assert "خصوصی" in comment
    # Nothing that leaves the first job repeats it.
    left = "".join(
        path.read_text("utf-8") for path in (forge.folder / "run-1" / "artifacts").rglob("*") if path.is_file()
    )
    for text in (left, json.dumps(forge.state, ensure_ascii=False)):
        assert "1234" not in text
        assert "۱۲۳۴" not in text


@pytest.mark.parametrize(
    "more",
    [
        {"labels": [{"name": "bug"}]},
        {"state": "closed"},
        {"labels": []},
    ],
)
def test_an_issue_that_is_no_open_submission_starts_nothing(forge, more):
    assert forge.send(forge.body(), **more) == {}
    assert forge.state["calls"] == []
    assert forge.branches() == {"main"}


def test_hostile_texts_reach_no_shell_and_no_file_name(forge, tmp_path):
    bait = tmp_path / "bait"
    answers = {
        "name": f"$(touch {bait})",
        "latin": "Maryam Keshavarz",
        "ability": f"`touch {bait}` \"; touch {bait}; '",
        "summary": f"${{IFS}}; touch {bait} #\n\n::set-output name=outcome::accepted\noutcome=accepted",
        "biography": "@everyone <script>alert(1)</script>",
    }
    outputs = forge.send(forge.body(**answers), title=f"$(touch {bait})")
    assert set(outputs) == {"outcome", "private"}
    assert not bait.exists()
    for name in forge.changed() if BRANCH in forge.branches() else []:
        assert re.fullmatch(r"data/[a-z/]+/[a-z0-9-]+\.yml", name)


# --- what the file itself promises ----------------------------------------------------------------------------------


def test_each_job_is_permitted_only_what_its_steps_use():
    permissions = {name: job["permissions"] for name, job in workflow()["jobs"].items()}
    assert permissions == {
        "read": {"contents": "read"},
        "branch": {"actions": "write", "contents": "write", "pull-requests": "write"},
        "answer": {"actions": "read", "issues": "write"},
        "labels": {"contents": "read", "issues": "write"},
    }


def test_the_job_that_reads_what_people_wrote_has_no_token_to_write_with():
    read = workflow()["jobs"]["read"]
    assert "github.token" not in str(read)
    for name in ("branch", "answer"):
        assert ".venv" not in str(workflow()["jobs"][name]["steps"])


def test_only_the_number_of_the_issue_is_named_and_only_as_digits():
    text = WORKFLOW.read_text("utf-8")
    named = set(re.findall(r"github\.event\.issue\.([\w.*]+)", text))
    assert named == {"number", "state", "labels.*.name"}
    for job in workflow()["jobs"].values():
        for script in (step.get("run", "") for step in job["steps"]):
            assert script.find("$NUMBER") in (-1, script.find('[[ "$NUMBER" =~ ^[0-9]+$ ]]') + len('[[ "'))


def test_the_comment_is_found_by_the_mark_of_the_report():
    (step,) = [step for step in workflow()["jobs"]["answer"]["steps"] if step["name"] == "Comment"]
    assert step["env"]["MARK"] == report.MARK


def test_every_label_of_the_forms_is_made(forge):
    """GitHub leaves a label that does not exist out of an issue, and with it the issue out of this workflow."""
    wanted = set()
    for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"):
        wanted |= set(yaml.safe_load(path.read_text("utf-8")).get("labels", []))
    shutil.copytree(ROOT / ".github" / "ISSUE_TEMPLATE", forge.project / ".github" / "ISSUE_TEMPLATE")
    git(forge.project, "add", "--all")
    git(forge.project, "commit", "--quiet", "--message", "Forms")
    git(forge.project, "push", "--quiet", "origin", "main")
    forge.send(None, event_name="push")
    assert {call[2] for call in forge.calls("label", "create")} == wanted
    assert {"submission", "form:women", "form:removal"} <= wanted
