"""What the worker does for loans: judges introductions beside all that stand in the store, and carries the granted on.

Shapes: the store and a bank's package in; nothing out but what the store then has. Errors: `BankError` where the bank
itself cannot be read.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from generator.dataset.checks import runner
from generator.dataset.descriptor import Package
from generator.dataset.problems.kind import ERROR
from generator.dataset.reading import reader
from generator.dataset.reading.files import shown
from generator.inbox import loan_bank
from generator.inbox.loan_bank import BEFORE, CARRIER, COUNTS, INTRODUCED, LOANS, STAGE
from generator.inbox.store import entries, examinations, hand_ins, sent_files
from generator.inbox.store.database import Line, Store, Transaction
from generator.inbox.store.entries import Entry
from generator.inbox.store.hand_ins import HandIn
from generator.inbox.store.loans import carried_loans, kept_loans, private_loans
from generator.inbox.store.sent_files import Body
from generator.inbox.work import cards
from generator.persian.calendar.jalali import from_gregorian, parse_jalali
from generator.persian.digits import fa
from generator.project import assembly
from generator.subjects.women.checks.loan_checks import COOPERATIVE, STAGES
from generator.subjects.women.checks.loan_counts import RESOURCE
from generator.subjects.women.loans import loan_counting
from generator.submissions.forms import answer_kinds
from generator.submissions.forms.submission import Submission
from generator.submissions.intake import batch, report_data, workbook_marks
from generator.submissions.intake.importer import Intake
from generator.submissions.matching.outcomes import Outcome, Result, digest, problem_of

_ELSEWHERE = "شما وام‌های شهرستان «{county}» را معرفی می‌کنید و این ردیف از شهرستان دیگری است. آن را حذف کنید."
_KNOWN = (
    "این وام پیش‌تر معرفی شده است و وضعیت آن «{stage}» است؛ گام‌های بعدی در فهرست وام‌ها ثبت می‌شود. این ردیف را حذف کنید."
)
_PUBLIC = (
    "این وام در جدول عمومی هست. اگر چیزی در آن نادرست است، با فرم «ثبت وام تصویب‌شده» اصلاحش کنید. این ردیف را حذف کنید."
)


class Split(NamedTuple):
    """What a judged introduction comes to: loans for the store alone, rows that anybody may see, and what is wrong."""

    private: list[Outcome]
    granted: list[Outcome]
    bad: list[Outcome]


def split(result: Result) -> Split:
    """Divide what was judged: only what is granted may ever reach git."""
    found = Split([], [], [])
    for one in result.outcomes:
        stage = one.values.get(STAGE)
        (found.bad if one.failed else found.private if stage in BEFORE else found.granted).append(one)
    return found


def examine(store: Store, package: Package, line: Line, at: datetime, today: date, key: str = "") -> bool:
    """Judge an introduction, keep its good loans and say what is wrong with the others; False where it is not the newest."""
    wider = loan_bank.with_private_stages(package)
    number, version = int(line["number"]), int(line["version"])
    with store.reading() as tx:
        body, rows = sent_files.body_of(tx, number, version), kept_loans.rows(tx)
    if body is None:
        return False
    intake = assembly.open_intake(wider, today, key, loan_bank.laid_over(wider, rows))
    submissions, problems = batch.read(intake, body.name, body.body)
    foreign = [one for one in submissions if one.resource != LOANS]
    problems += [problem_of(one, answer_kinds.UNKNOWN_FORM, found=one.resource) for one in foreign]
    submissions = [one for one in submissions if one.resource == LOANS]
    for sent in submissions:
        sent.values[STAGE] = sent.values.get(STAGE) or INTRODUCED
    result = batch.judge(intake, submissions, problems, partial=True)
    found = split(result)
    marked = None
    if result.failed and body.name.endswith(report_data.WORKBOOKS):
        marked = workbook_marks.marked(body.body, body.name, intake, result, only_bad=True)
    places = {id(one): place for place, one in enumerate(submissions)}
    names = intake.names()
    every = [one for group in found for one in group]
    with store.writing() as tx:
        done = _done(tx, wider, number, every)
        refused = {id(one): _refusal(tx, line["county"], one, wider, names) for one in every}
        taken = [one for one in (*found.private, *found.granted) if not refused[id(one)] and id(one) not in done]
        good = {id(one) for one in taken} | done
        bad = [one for one in every if id(one) not in good]
        kept = [_entry(places[id(one.submission)], one, names, str(line["county"]), refused[id(one)]) for one in bad]
        is_newest = examinations.examined(tx, number, version, kept, cards.problems(problems), at, elsewhere=len(good))
        if is_newest and marked:
            sent_files.keep_marked(tx, number, version, marked)
        for one in taken if is_newest else ():
            _take(tx, wider, one, line, at)
        if is_newest and (kept or good):
            entries.close(tx, number, at)
    return is_newest


def _done(tx: Transaction, package: Package, number: int, every: Iterable[Outcome]) -> set[int]:
    """Return the ids of the outcomes that this hand-in has introduced before and that have gone on since: they stay as they are."""
    names = package.resources[LOANS].identity
    own = kept_loans.of_hand_in(tx, number)
    gone_on = {tuple(loan.cells.get(name, "") for name in names) for loan in own if loan.stage != INTRODUCED}
    return {id(one) for one in every if tuple(str(one.values.get(name, "")) for name in names) in gone_on}


def _refusal(
    tx: Transaction, county: str, one: Outcome, package: Package, names: Mapping[str, Mapping[str, str]]
) -> str:
    """Return why a loan is not taken whatever else is said of it: another county's, or one that is on its way already."""
    if county and one.values.get("county", county) != county:
        return _ELSEWHERE.format(county=names["counties"].get(county, county))
    if one.is_new or not one.differences:
        return ""
    known = kept_loans.same_as(tx, one.record)
    if known is None:
        return _PUBLIC if one.values.get(STAGE) in BEFORE else ""
    if known.stage == one.values.get(STAGE) == INTRODUCED:
        return ""
    labels = package.resources[LOANS].by_name[STAGE].categories
    return _KNOWN.format(stage=labels[known.stage])


def _take(tx: Transaction, package: Package, one: Outcome, line: Line, at: datetime) -> None:
    cells = loan_bank.texts(package.resources[LOANS], one.values)
    if cells[STAGE] not in BEFORE:
        # A county's expert tells of it, and a reviewer decides, as of every other row.
        row = loan_bank.ready(cells)
        key = hashlib.sha256(bytes(line["key"]) + row).digest()[:16]
        sent = HandIn(key, 1, CARRIER, "record", "loan.json", row, person=line["person"], county=cells["county"])
        _send(tx, sent, at)
    elif one.is_new:
        way = BEFORE[: BEFORE.index(cells[STAGE]) + 1]
        days = {name: parse_jalali(cells[STAGES[name]]).first() for name in way}
        private_loans.introduce(tx, cells, days, line["number"], line["person"], at)
    elif one.differences:
        known = kept_loans.same_as(tx, one.record)
        assert known is not None
        private_loans.mend(tx, known.id, cells, line["person"], at)


def _entry(place: int, one: Outcome, names: Mapping[str, Mapping[str, str]], county: str, more: str) -> Entry:
    row = fa(one.submission.places.get("", ""))
    borrower = str(one.values.get(COOPERATIVE, ""))
    label = names.get("cooperatives", {}).get(borrower) or borrower or "وام"
    problems = cards.problems(one.problems)
    if more:
        problems = [{"severity": ERROR, "field": "", "title": "", "sentence": more, "place": ""}]
    card = {
        "title": label,
        "page": "",
        "did": "معرفی وام",
        "facts": [],
        "differences": [],
        "changed": [],
        "photo": "",
        "similar": [],
        "row": row,
    }
    own = str(one.values.get("county", ""))
    county = county or (own if own in names["counties"] else "")
    return Entry(place, LOANS, "", "record", "mend", label, digest(one), county, card, problems)


# ---------- what goes on from the store to the public table ----------


def tick(store: Store, package: Callable[[], Package], at: datetime, today: date) -> bool:
    """Do what nobody asks for: accept the rows whose step was decided, follow what became of them, and count each season.

    Return whether there was anything to accept or count.
    """
    with store.writing() as tx:
        did = False
        for one in carried_loans.to_accept(tx):
            entries.accept(tx, {one["id"]: one["digest"]}, one["person"], at)
            did = True
        carried_loans.follow(tx, at)
        return _count(tx, package, at, today) or did


def _count(tx: Transaction, package: Callable[[], Package], at: datetime, today: date) -> bool:
    """Hand the counts of a new season in: seldom, for two versions of them may differ by one loan."""
    day = from_gregorian(today)
    season = f"{day.year}-{day.season}"
    loans = None if carried_loans.is_counted(tx, season) else carried_loans.countable(tx)
    if loans is None:
        return False
    text = loan_counting.table(package(), map(loan_counting.dated, loans), today)
    key = secrets.token_bytes(16)  # whoever could reckon it could hand other counts in
    _send(tx, HandIn(key, 1, COUNTS, "record", f"{RESOURCE}.csv", text.encode(), resource=RESOURCE, record=season), at)
    return True


def _send(tx: Transaction, sent: HandIn, at: datetime) -> None:
    # Nobody is told a code of it, so any secret will do: the key itself is known to nobody else.
    hand_ins.receive(tx, sent, sent.key, at)


def judge_counts(intake: Intake, body: Body) -> Result:
    """Return what a bank makes of a hand-in of counts: the public table as it was counted, unless something is wrong with it."""
    package, text = intake.package, body.body.decode()
    resource = package.resources[RESOURCE]
    path = shown(package.folder / str(resource.path), package)
    found = runner.check(reader.read(package, overlay={path: text}), intake.checks, intake.today, intake.key)
    wrong = [one for one in found if one.file == path and one.severity == ERROR]
    sent = Submission(RESOURCE, {}, source=body.name)
    values = {"title": resource.title, "id": hashlib.sha256(body.body).hexdigest()}
    made = Outcome(sent, RESOURCE, path, is_row=True, values=values, problems=wrong)
    return Result([made], {} if wrong else {path: text})
