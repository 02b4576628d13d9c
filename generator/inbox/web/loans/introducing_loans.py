"""The way in for loans before their approval: one by a form, many by a workbook, and again what was not accepted.

Nothing is judged here. The county is that of the cooperative, and the stage is not asked for: the day of each is.
Errors: `Refusal`.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from werkzeug.wrappers import Response

from generator.dataset.descriptor import Package, Resource
from generator.inbox import loan_bank
from generator.inbox.loan_bank import INTRODUCED, INTRODUCTION, LOANS, STAGE
from generator.inbox.store import entries, hand_ins, sent_files
from generator.inbox.store.database import Line
from generator.inbox.store.hand_ins import Conflict, HandIn
from generator.inbox.web.doors import admission, send, tracking
from generator.inbox.web.doors import plain_answers as plain
from generator.inbox.web.doors.workbook_door import WORKBOOK, workbook_of
from generator.inbox.web.listening import LARGEST_BODY
from generator.inbox.web.loans.loan_rows import HOME, INTRODUCERS, check_kept
from generator.inbox.web.page_templates import page
from generator.inbox.web.visit import Refusal, Route, Visit, see
from generator.persian.calendar.months import JALALI_MONTHS
from generator.subjects.women.checks.loan_checks import COOPERATIVE, STAGES
from generator.submissions.forms.answers_file import read_ready
from generator.submissions.forms.questions import questions
from generator.submissions.forms.web_form import Part, form_parts
from generator.submissions.workbooks.workbook_writer import workbook_bytes

_HERE = f"{HOME}introduce"
_FORM = "loan.json"
# What an introduction does not ask for: the county is the cooperative's, and the later days are yet to come.
_LATER = tuple(name for stage, name in STAGES.items() if stage != INTRODUCED)
_NOT_ASKED = ("county", STAGE, *_LATER)
_WHOLE_DAY = "روز، ماه و سال معرفی را کامل بنویسید؛ روزهای انتظار از آن شمرده می‌شود."


@dataclass(frozen=True)
class _Sheet:
    """The form with what is in it; ``mended`` is the hand-in whose next version it makes."""

    parts: tuple[Part, ...]
    answers: plain.Answers
    key: str
    mended: Line | None = None
    # What `plain_field.html` asks of every form: none of these has a photo.
    photo: str = ""
    whole_days: bool = True
    # Whether the worker has marked in the workbook what is to be mended.
    is_marked: bool = False
    faults: Mapping[str, list[str]] = field(default_factory=dict)
    rest: tuple[str, ...] = ()

    @property
    def version(self) -> int:
        """Which version of the hand-in is sent next."""
        return self.mended["version"] + 1 if self.mended else 1


def _narrowed(
    visit: Visit, county: str, left_out: tuple[str, ...]
) -> tuple[Package, Resource, dict[str, dict[str, str]]]:
    """Return the bank, its loans without some fields, and the names that may be chosen."""
    bank = visit.house.bank
    resource = bank.package.resources[LOANS]
    resource = replace(resource, fields=tuple(item for item in resource.fields if item.name not in left_out))
    names = bank.offered(resource)
    if county:
        own = {record.id for record in bank.records("cooperatives") if record.get("county") == county}
        names = {**names, "cooperatives": {key: label for key, label in names["cooperatives"].items() if key in own}}
        names["counties"] = {county: bank.county(county)}
    return bank.package, resource, names


def _parts(visit: Visit) -> tuple[Part, ...]:
    check_kept(visit)
    return form_parts(*_narrowed(visit, visit.person.county, _NOT_ASKED))


def ask(visit: Visit) -> Response:
    """Show the form of one loan, and the way with a workbook."""
    parts = _parts(visit)
    return _page(visit, _Sheet(parts, plain.shown(parts, {}), secrets.token_hex(16)))


def again(visit: Visit, number: int) -> Response:
    """Show what was not accepted of an introduction: its own answers with what is wrong beside them, or the rows."""
    sheet = _mended(visit, number)
    return _page(visit, sheet) if sheet else see(HOME)


def _mended(visit: Visit, number: int) -> _Sheet | None:
    """Return the form of the next version of an introduction; None where nothing of it is to be mended; raise Refusal."""
    parts, person = _parts(visit), visit.person
    with visit.house.store.reading() as tx:
        line = hand_ins.by_number(tx, number) if number < 2**63 else None
        if line is None or line["door"] != INTRODUCTION or person.county not in ("", line["county"]):
            raise Refusal(403, "این معرفی با شما نیست", "فقط معرفی‌های شهرستان خود را می‌بینید.")
        body = sent_files.body_of(tx, number, line["version"])
        found = entries.of_hand_in(tx, number)
        is_marked = sent_files.marked_of(tx, number, line["version"]) is not None
    if line["decided"] or body is None:
        return None
    if body.name != _FORM:
        rest = [one["sentence"] for one in entries.problems(line)]
        rest += [_of_row(entry) for entry in found if entry["state"] == "mend"]
        return _Sheet(parts, plain.shown(parts, {}), line["key"].hex(), line, is_marked=is_marked, rest=tuple(rest))
    sent = read_ready(body.body.decode("utf-8", "replace"), body.name)[0]
    problems = [one for entry in found for one in entries.problems(entry) if one["severity"] == "error"]
    faults, rest = plain.beside([*problems, *entries.problems(line)], parts)
    answers = plain.shown(parts, sent[0].values if sent else {})
    return _Sheet(parts, answers, line["key"].hex(), line, faults=faults, rest=tuple(rest))


def _of_row(entry: Line) -> str:
    row = entries.card(entry).get("row", "")
    said = " ".join(one["sentence"] for one in entries.problems(entry) if one["severity"] == "error")
    return f"{f'ردیف {row}، ' if row else ''}«{entry['label']}»: {said}"


def introduce(visit: Visit) -> Response:
    """Hand one loan in, or a workbook of many."""
    parts = _parts(visit)
    return _handed_in(visit, _Sheet(parts, {}, send.key_of(visit).hex()))


def introduce_again(visit: Visit, number: int) -> Response:
    """Hand the next version in of what was not accepted."""
    sheet = _mended(visit, number)
    return _handed_in(visit, sheet) if sheet else see(HOME)


def _handed_in(visit: Visit, sheet: _Sheet) -> Response:
    if visit.files("workbook"):
        body, name = workbook_of(visit), WORKBOOK
    else:
        answers = plain.Posted(visit.text, visit.texts).answers(sheet.parts)
        values = plain.filled(sheet.parts, answers)
        faults = plain.left_out(sheet.parts, values)
        if str(values.get(INTRODUCED, "")).count("-") < 2:
            faults[INTRODUCED] = [_WHOLE_DAY]
        if faults:
            return _page(visit, replace(sheet, answers=answers, faults=faults, rest=()), 422)
        borrower = visit.house.bank.record("cooperatives", values.get(COOPERATIVE, ""))
        county = str(borrower.get("county", "")) if borrower else visit.person.county
        body, name = loan_bank.ready({**values, "county": county}), _FORM
    admission.admit(visit)
    sent = HandIn(
        key=bytes.fromhex(sheet.key),
        version=sheet.version,
        door=INTRODUCTION,
        kind="record",
        name=name,
        body=body,
        resource=LOANS,
        **send.sender_of(visit),
    )
    try:
        found = send.received(visit, sent)
    except Conflict as error:
        raise tracking.conflict(error) from None
    return see(f"{HOME}?sent={found.number}")


def workbook(visit: Visit) -> Response:
    """Send the empty workbook of an introduction, with the cooperatives of the county to choose from."""
    check_kept(visit)
    package, resource, names = _narrowed(visit, visit.person.county, (STAGE, *_LATER))
    raw = workbook_bytes(package, resource, questions(package, resource, names))
    return tracking.download(raw, "loans-introduce.xlsx", tracking.SHEET)


def _page(visit: Visit, sheet: _Sheet, status: int = 200) -> Response:
    return page(
        visit,
        "loan_introduce.html",
        status=status,
        sheet=sheet,
        action=f"{_HERE}/{sheet.mended['number']}" if sheet.mended else _HERE,
        months=JALALI_MONTHS,
        stem=plain.ROOT,
        order={one.question.key: one.question.title for one in plain.fields(sheet.parts)},
    )


ROUTES = (
    Route(_HERE, ask, roles=INTRODUCERS),
    Route(_HERE, introduce, is_post=True, roles=INTRODUCERS, largest=LARGEST_BODY),
    Route(f"{_HERE}.xlsx", workbook, roles=INTRODUCERS),
    Route(f"{_HERE}/<int:number>", again, roles=INTRODUCERS),
    Route(f"{_HERE}/<int:number>", introduce_again, is_post=True, roles=INTRODUCERS, largest=LARGEST_BODY),
)
