"""Examine a hand-in: read what was sent, judge it by the checks of the bank, and keep what people see of it.

Shapes: a line of the store in, its entries out; accepting judges in the same way again. Errors: those of the store; what
cannot be read is a problem of the hand-in and no error.
"""

from __future__ import annotations

from collections.abc import Container
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from generator.dataset.descriptor import PLACES
from generator.dataset.people.consent import CONSENT, is_alive
from generator.dataset.problems.kind import ERROR, Role
from generator.dataset.problems.problem import Problem
from generator.inbox.loan_bank import COUNTS, INTRODUCTION
from generator.inbox.store import consents, examinations, hand_ins, new_versions, rows_sent_back, sent_files
from generator.inbox.store.database import Line, Store, StoreError, Transaction
from generator.inbox.store.entries import Entry
from generator.inbox.store.sent_files import Body
from generator.inbox.work import cards, loan_work
from generator.persian.calendar.jalali import from_gregorian
from generator.submissions.forms import answer_kinds
from generator.submissions.forms.photo import Photo, PhotoError, of_large, prepare
from generator.submissions.forms.submission import CORRECTION, REMOVAL, Submission
from generator.submissions.intake import attachments, batch, report_data, workbook_marks
from generator.submissions.intake.importer import Intake
from generator.submissions.matching.outcomes import Outcome, Result, digest

#: What somebody asks who says that a page is about herself and right: nothing but the basis changes.
CONFIRM = "confirm"
_REFUSALS = {kind.code: kind for kind in vars(answer_kinds).values() if getattr(kind, "code", "").startswith("photo-")}


@dataclass(frozen=True)
class Sent:
    """A version of a hand-in out of the store; ``agreed`` is the day of the consent that a request rests on."""

    line: Line
    body: Body
    agreed: date | None = None


def sent(tx: Transaction, number: int, version: int = 0) -> Sent | None:
    """Return a version of a hand-in, else the newest; None where nothing of it is kept any more."""
    line = hand_ins.by_number(tx, number)
    body = sent_files.body_of(tx, number, version or line["version"]) if line else None
    if line is None or body is None:
        return None
    given = consents.of(tx, line["resource"], line["record"]) if line["kind"] == CONFIRM else None
    return Sent(line, body, date.fromisoformat(given["given"]) if given else None)


def examine(store: Store, number: int, intake: Intake, at: datetime) -> bool:
    """Judge the newest version of a hand-in and keep what was found; return whether it still is the newest."""
    redraw(store, number)
    with store.reading() as tx:
        found = sent(tx, number)
    if found is None:
        return False
    if found.line["door"] == INTRODUCTION:
        return loan_work.examine(store, intake.package, found.line, at, intake.today, intake.key)
    result = judge(found, intake)
    name = found.body.name
    marked = b""
    if result.failed and name.lower().endswith(report_data.WORKBOOKS):
        marked = workbook_marks.marked(found.body.body, name, intake, result, only_bad=True)
    with store.writing() as tx:
        version = found.line["version"]
        if not examinations.is_awaited(tx, number, version):
            return False
        own, problems = entries(tx, found, intake, result)
        sent_files.drop_raw(tx, number, version)
        if new_versions.end_words(tx, number, version, own, at):
            own, problems = entries(tx, found, intake, result)
        examinations.examined(tx, number, version, own, problems, at)
        if marked:
            sent_files.keep_marked(tx, number, version, marked)
            rows_sent_back.forget(tx, number, version)
    return True


def redraw(store: Store, number: int) -> None:
    """Keep each photo as the site will show it, and nothing of what a camera or a forger wrote into the file.

    Of one that cannot be taken only why is kept.
    """
    with store.reading() as tx:
        found = sent(tx, number)
    raw = {name: image for name, (image, is_ready) in found.body.files.items() if not is_ready} if found else {}
    for name, image in raw.items():
        try:
            ready = prepare(image).large
        except PhotoError as error:
            ready = f"{error.kind.code} {error.found}".encode()
        with store.writing() as tx:
            sent_files.redrawn(tx, number, found.line["version"] if found else 0, name, ready)
    if raw:
        with suppress(StoreError):  # somebody reads: it goes out of the log of writes with what comes next
            store.sweep()


def judge(found: Sent, intake: Intake, only: Container[int] | None = None) -> Result:
    """Return what a bank makes of a hand-in, entry by entry; with the files of the places ``only``."""
    if found.line["door"] == COUNTS:
        return loan_work.judge_counts(intake, found.body)
    submissions, problems = _read(found, intake)
    return batch.judge(intake, submissions, problems, partial=True, fetch=_fetch(found.body), only=only)


def _read(found: Sent, intake: Intake) -> tuple[list[Submission], list[Problem]]:
    line, body = found.line, found.body
    source = body.name or f"{line['resource']}.yml"
    if line["kind"] == REMOVAL:
        return [Submission(line["resource"], {}, REMOVAL, line["record"], source)], []
    if line["kind"] == CONFIRM:
        day = from_gregorian(found.agreed or intake.today).text
        agreed = {"basis": CONSENT, "consented": day}
        return [Submission(line["resource"], agreed, CORRECTION, line["record"], source)], []
    return batch.read(intake, body.name, body.body)


def _fetch(body: Body) -> attachments.Fetch:
    files: dict[str, Photo | PhotoError] = {}
    for name, (image, _) in body.files.items():
        code, _, told = image.partition(b" ")[0].decode("ascii", "replace"), b"", image.partition(b" ")[2]
        kind = _REFUSALS.get(code)
        files[name] = PhotoError(kind, told.decode("utf-8", "replace")) if kind else of_large(image)
    return attachments.from_files(files)


def entries(tx: Transaction, found: Sent, intake: Intake, result: Result) -> tuple[list[Entry], list[dict[str, Any]]]:
    """Return the entries of a judged hand-in as the store keeps them, and the problems of it as a whole.

    An entry with errors goes back to its sender; one that would show a living person by her consent, which nobody has
    heard, waits for it.
    """
    made = [_entry(tx, found, intake, result, place) for place in range(len(result.outcomes))]
    said_of_rows = {item for one in result.outcomes for item in cards.beside(one, result.problems)}
    return made, cards.problems(item for item in result.problems if item not in said_of_rows)


def _entry(tx: Transaction, found: Sent, intake: Intake, result: Result, place: int) -> Entry:
    line, one = found.line, result.outcomes[place]
    resource = intake.package.resources.get(one.submission.resource)
    beside = cards.beside(one, result.problems)
    county, wanted = _counties(line, intake, one)
    problems = cards.problems([*beside, *one.problems])
    if line["county"] and {county, wanted} != {line["county"]}:
        problems.append(cards.elsewhere(intake, resource, line["county"]))
    if any(item["severity"] == ERROR for item in problems) or one.failed:
        state = "mend"
    else:
        state = "asking" if _is_unheard(tx, line, intake, one) else "waiting"
    is_private = any(item.kind.role is Role.PRIVATE for item in (*beside, *one.problems))
    kind = CONFIRM if line["kind"] == CONFIRM else one.submission.kind
    card = cards.card(intake, one, kind, is_private, found.body.files)
    alters = one.is_new or bool(one.differences) or kind == REMOVAL
    return Entry(
        place,
        one.submission.resource,
        one.record,
        kind,
        state,
        card["title"],
        digest(one),
        county,
        card,
        problems,
        alters,
    )


def _counties(line: Line, intake: Intake, one: Outcome) -> tuple[str, str]:
    """Return the county that an entry belongs to, and the one that it would belong to: else that of who sent it.

    Whoever moves a record to another county asks the one in which it stands.
    """
    resource = intake.package.resources.get(one.submission.resource)
    known = intake.registry.get(one.submission.resource, one.record)
    place = resource.place if resource else ""
    now, wanted = (str(values.get(place) or "") for values in (known.values if known else {}, one.values))
    # A county that is misspelt is no other one.
    wanted = wanted if intake.registry.get(PLACES, wanted) else ""
    return now or wanted or line["county"], wanted or now or line["county"]


def _is_unheard(tx: Transaction, line: Line, intake: Intake, one: Outcome) -> bool:
    """Whether an entry brings a living person's consent that nobody of the office has heard from herself."""
    resource = intake.package.resources[one.submission.resource]
    if not resource.people or one.submission.kind == REMOVAL:
        return False
    if one.values.get("basis") != CONSENT or not is_alive(one.values.get("life")):
        return False
    known = intake.registry.get(resource.name, one.record)
    is_kept = known is not None and all(known.get(name) == one.values.get(name) for name in ("basis", "consented"))
    if is_kept and line["kind"] != CONFIRM:
        return False
    return consents.of(tx, resource.name, one.record, line["number"] if known is None else None) is None
