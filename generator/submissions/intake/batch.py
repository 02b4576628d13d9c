"""A hand-in: the files of a person or the event of a forge, through the right door, into the intake, and the reports."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.dataset.private import discreet, hide
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.files import is_left_behind
from generator.dataset.texts import unreadable
from generator.persian.enumeration import listed
from generator.runtime import cache
from generator.runtime.transaction import Transaction
from generator.submissions.forms import answers_file
from generator.submissions.forms.address import no_page, page_of
from generator.submissions.forms.submission import REMOVAL, Submission
from generator.submissions.intake import attachments, exposure, intake_kinds, report, report_data, workbook_marks
from generator.submissions.intake.attachments import Fetch
from generator.submissions.intake.exposure import Exposed
from generator.submissions.intake.importer import Intake
from generator.submissions.issues import event
from generator.submissions.matching.outcomes import Result, problem_of
from generator.submissions.workbooks import workbook_reader

# What a removal that nobody wrote down is called in reports.
_BY_HAND = "درخواست حذف"
# How many of the files in a folder are named.
_MOST_NAMED = 3
_STILL_KEPT = (
    "آنچه ساخت پیشین نگه داشته است پاک نشد، چون جایی باز است. پوشهٔ {folder} را خودتان حذف کنید تا نام او در آن نماند.\n"
)
# Some phones share a text only under the name of a text.
_READY = (".yml", ".yaml", ".json", ".txt")


@dataclass
class Taken:
    """What a hand-in came to, and the words for whoever handed it in."""

    text: str
    failed: bool


def take(
    intake: Intake,
    transaction: Transaction,
    files: Sequence[Path],
    event_file: Path | None,
    partial: bool,
    folder: Path | None,
    wanted: str = "",
) -> Taken:
    """Take files or an event in; write what is accepted, and the reports into ``folder``, all of it or nothing.

    ``wanted`` is the id of the one new record, where a reviewer chose it.
    """
    submissions: list[Submission] = []
    problems: list[Problem] = []
    fetch: Fetch = attachments.from_forge
    # What a desktop leaves beside workbooks comes along with «*»; alone it is said to be no workbook.
    files = [path for path in files if not is_left_behind(path.name)] or files
    for path in files:
        found, wrong = _read(intake, path)
        submissions.extend(found)
        problems.extend(wrong)
        fetch = attachments.from_folder(path.parent)
    shown: list[Exposed] = []
    if event_file:
        issue = event.read_event(event_file, intake.package, intake.names())
        found, problems = event.submissions(issue, intake.package, intake.names())
        shown = exposure.exposed(issue)
        submissions.extend(found)
    if wanted and len(submissions) == 1:
        submissions = [replace(submissions[0], wanted=wanted)]
    elif wanted and submissions:
        problems.append(problem_of(submissions[0], intake_kinds.ID_FOR_ONE, found=wanted))
    result = judge(intake, submissions, problems, partial, fetch, shown)
    if folder is None:
        return _write(intake, transaction, result)
    return _write(intake, transaction, result, _reports(intake, result, files, partial), folder)


def withdraw(intake: Intake, transaction: Transaction, address: str) -> Taken:
    """Take the record of a page out of the bank, as somebody asked by telephone, by letter or at the desk."""
    package, names = intake.package, intake.names()
    named = page_of(package, names, address)
    if named is None:
        return _write(intake, transaction, judge(intake, [], [no_page(package, names, address, _BY_HAND)]))
    resource, target = named
    return _write(intake, transaction, judge(intake, [Submission(resource, {}, REMOVAL, target, _BY_HAND)], []))


def judge(
    intake: Intake,
    submissions: Sequence[Submission],
    problems: Sequence[Problem],
    partial: bool = False,
    fetch: Fetch | None = None,
    shown: Sequence[Exposed] = (),
    only: Container[int] | None = None,
) -> Result:
    """Judge what was read, and the problems of reading it with it; nothing is written.

    ``only`` are the places of the submissions whose files are made: all are judged, some are taken in.
    """
    # What can be read is judged even where the form has faults, so that one round shows everything.
    result = intake.take(submissions, partial, fetch, only)
    result.problems.extend(problems)
    # What the checks have said of an answer is not said again of the issue that it stands in.
    said = {(problem.code, problem.found) for problem in result.all_problems}
    result.problems.extend(one.problem for one in shown if (one.problem.code, one.problem.found) not in said)
    result.is_exposed = any(one.is_sure for one in shown)
    if result.failed and not partial:
        result.files = {}
    return result


def _write(
    intake: Intake,
    transaction: Transaction,
    result: Result,
    reports: Mapping[str, str | bytes] | None = None,
    folder: Path = Path(),
) -> Taken:
    """Write what was accepted and what is said of it, as one: of records that stand there somebody must hear."""
    root = intake.package.folder.parent
    files = {root / name: content for name, content in result.files.items()}
    files |= {folder / name: content for name, content in (reports or {}).items()}
    transaction.replace({path: text.encode() if isinstance(text, str) else text for path, text in files.items()})
    said = discreet(report.text(result))
    # Whoever is removed is removed from what builds keep too, whoever has not been built anew.
    if any(text is None for text in result.files.values()) and not cache.forget(intake.package.folder):
        said += _STILL_KEPT.format(folder=cache.FOLDER)
    return Taken(said, result.failed or not result.outcomes)


def read(intake: Intake, name: str, raw: bytes) -> tuple[list[Submission], list[Problem]]:
    """Return what the bytes of a file hand in, and what is wrong with them; what it is its ``name`` says."""
    if _is_ready(name):
        return answers_file.read_ready_file(raw, name)
    return workbook_reader.read_workbook(raw, name, intake.package, intake.names())


def _is_ready(name: str) -> bool:
    return name.lower().endswith(_READY)


def _read(intake: Intake, path: Path) -> tuple[list[Submission], list[Problem]]:
    if path.is_dir():
        inside = sorted(one.name for one in path.iterdir() if one.suffix.lower() in report_data.WORKBOOKS)
        names = [f"«{path.name}/{name}»" for name in inside if not is_left_behind(name)][:_MOST_NAMED]
        expected = listed(names) or f"«{path.name}/…{report_data.WORKBOOKS[0]}»"
        return [], [Problem(path.name, 0, intake_kinds.FOLDER_GIVEN, found=path.name, expected=expected)]
    try:
        with path.open("rb") as file:
            raw = file.read(answers_file.MOST_BYTES + 1 if _is_ready(path.name) else -1)
    except OSError as error:
        return [], [unreadable(path.name, error)]
    return read(intake, path.name, raw)


def _is_new(root: Path, result: Result) -> bool:
    """Whether a file becomes another one: what is handed in twice changes nothing."""

    def bytes_of(path: Path) -> bytes | None:
        return path.read_bytes() if path.is_file() else None

    written = {name: text.encode() if isinstance(text, str) else text for name, text in result.files.items()}
    return any(bytes_of(root / name) != content for name, content in written.items())


def _reports(intake: Intake, result: Result, files: Sequence[Path], partial: bool) -> dict[str, str | bytes]:
    """Return the reports on a hand-in by the names of their files."""
    found: dict[str, str | bytes] = {}
    if result.failed or not result.outcomes:
        found["comment.md"] = discreet(report.comment(result, is_public=not files))
    elif not files:
        found["comment.md"] = discreet(report.accepted(_is_new(intake.package.folder.parent, result), result))
    if result.files:
        found["pull-request.md"] = discreet(report.pull_request(intake, result))
        found["title.txt"] = discreet(report.title(intake, result)) + "\n"
    if result.is_exposed:
        found |= {"private": b"", "emptied-title.txt": report.EMPTIED_TITLE, "emptied.md": report.EMPTIED_BODY}
    for path in files:
        if path.is_file() and not _is_ready(path.name) and result.failed:
            marked = workbook_marks.marked(path.read_bytes(), path.name, intake, result, only_bad=partial)
            if marked:
                found[f"{hide(path.stem)}-marked.xlsx"] = marked
    return found
