"""Who may be invited, as what and until when: judged and made in one way for the page of people and the command line.

Shapes: texts as somebody typed them in, a `Guest` out. Errors: `InvitingError`, which has a Persian sentence for each
field that does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from generator.dataset.descriptor import PLACES
from generator.dataset.problems.nearest import nearest
from generator.dataset.reading.load import IRAN
from generator.inbox.store import invitations
from generator.inbox.store.database import Transaction
from generator.inbox.store.invitations import BANK, DIRECTOR, EXPERT, KEEPER, REVIEWER
from generator.persian.calendar.jalali import days_in_month, from_gregorian, parse_jalali, to_gregorian
from generator.persian.calendar.months import DateError
from generator.persian.calendar.written_dates import from_words
from generator.persian.digits import ascii_digits, fa
from generator.persian.spelling.normaliser import canonical

ROLE_LABELS = {
    EXPERT: "کارشناس شهرستان",
    REVIEWER: "بازبین",
    BANK: "بانک عامل",
    DIRECTOR: "مدیر",
    KEEPER: "نگه‌دارنده",
}
AGENCIES, FACILITIES = "agencies", "facilities"
LONGEST_NAME, LONGEST_DAYS = 80, 731
#: How long a link works where nobody says otherwise.
USUALLY = "۱۲ ماه"
_SPAN = re.compile(r"([0-9]{1,4})\s*(روز|ماه)?")

Names = Mapping[str, Mapping[str, str]]


class InvitingError(Exception):
    """Somebody cannot be invited so; ``faults`` has a sentence by field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("\n".join(faults.values()))
        self.faults = dict(faults)


@dataclass(frozen=True)
class Wish:
    """What was typed of somebody to be invited; county, agency and facilities by id or by label."""

    name: str = ""
    role: str = ""
    county: str = ""
    agency: str = ""
    facilities: tuple[str, ...] = ()
    until: str = USUALLY


@dataclass(frozen=True)
class Guest:
    """Somebody who may be invited: ids instead of labels, and the moment at which the link ends."""

    name: str
    role: str
    county: str
    agency: str
    facilities: tuple[str, ...]
    ends: datetime


def judge(wish: Wish, names: Names | None, at: datetime) -> Guest:
    """Return who is to be invited; raise InvitingError.

    ``names`` are the labels of the bank's records by resource and id; without them, where the bank has not been read
    yet, ids are taken as they are.
    """
    faults: dict[str, str] = {}

    def known(field: str, what: str, resource: str, typed: str) -> str:
        labels = names.get(resource, {}) if names is not None else {typed: typed}
        try:
            return _id(what, labels, typed) if typed else ""
        except ValueError as error:
            faults[field] = str(error)
            return ""

    name, role = " ".join(wish.name.split()), wish.role
    if not name or len(name) > LONGEST_NAME or not name.replace("\u200c", "").isprintable():
        faults["name"] = f"نام را در یک خط بنویسید؛ حداکثر {fa(LONGEST_NAME)} حرف."
    if role not in ROLE_LABELS:
        close = nearest(role, ROLE_LABELS)
        hint = f" شاید {close.value} ({close.meaning})؟" if close.value else ""
        said = f"نقش «{role}» شناخته نیست." if role else "نقش را انتخاب کنید."
        faults["role"] = f"{said}{hint} نقش یکی از این‌هاست: {'، '.join(ROLE_LABELS)}."
    county = known("county", "شهرستان", PLACES, wish.county.strip())
    agency = known("agency", "دستگاه", AGENCIES, wish.agency.strip())
    facilities = tuple(
        dict.fromkeys(
            known("facilities", "خط اعتباری", FACILITIES, one.strip()) for one in wish.facilities if one.strip()
        )
    )
    faults = _unfit(role, wish.county.strip(), facilities) | faults
    ends = at
    try:
        ends = until(wish.until, at)
    except InvitingError as error:
        faults |= error.faults
    if faults:
        raise InvitingError(faults)
    return Guest(name, role, county, agency, facilities, ends)


def _unfit(role: str, county: str, facilities: tuple[str, ...]) -> dict[str, str]:
    """Return what does not go with a role, a sentence by field."""
    found = {}
    if role == EXPERT and not county:
        found["county"] = "کارشناس از یک شهرستان است. شهرستان او را بدهید."
    if role == KEEPER and county:
        found["county"] = "نگه‌دارنده از همهٔ استان است. شهرستان را خالی بگذارید."
    if role == BANK and not facilities:
        found["facilities"] = "بانک وام‌های خط‌های اعتباری خودش را می‌بیند. آن‌ها را بدهید."
    if role in ROLE_LABELS and role != BANK and facilities:
        found["facilities"] = "خط اعتباری فقط برای بانک عامل است. آن را خالی بگذارید یا نقش را بانک عامل بگذارید."
    return found


def invite(tx: Transaction, guest: Guest, at: datetime, by: int | None = None) -> tuple[int, str]:
    """Invite somebody; return the number and the token of the personal link; raise InvitingError where it was done before."""
    if invitations.is_invited(tx, guest.name, guest.role, guest.county, at):
        raise InvitingError(
            {
                "name": f"«{guest.name}» با همین نقش دعوت شده است. پیوند او را در صفحهٔ «همکاران» تازه کنید، یا نامی"
                " بنویسید که از او جدایش کند."
            }
        )
    return invitations.invite(
        tx, guest.name, guest.role, guest.ends, at, guest.county, guest.agency, guest.facilities, by
    )


def until(text: str, at: datetime) -> datetime:
    """Return the moment at which a link ends: a Jalali day, or so many months or days from now; raise InvitingError."""
    plain = ascii_digits(text).strip()
    today = at.astimezone(IRAN).date()
    span = _SPAN.fullmatch(plain)
    try:
        if span:
            count = int(span[1])
            day = today + timedelta(days=count) if span[2] == "روز" else _months_on(today, count)
        else:
            found = parse_jalali(from_words(plain))
            day = found.first() if found.day else today
    except (DateError, ValueError, OverflowError):
        day = today
    if not today < day <= today + timedelta(days=LONGEST_DAYS):
        last = from_gregorian(today + timedelta(days=LONGEST_DAYS)).words()
        raise InvitingError(
            {
                "until": f"«{text.strip()}» روزی نیست که پیوند تا آن کار کند. تعداد ماه‌ها را بنویسید، مانند «{USUALLY}»، یا"
                f" روزی از فردا تا {last}، مانند «{from_gregorian(_months_on(today, 12)).words()}»."
            }
        )
    return datetime.combine(day, time(23, 59, 59), IRAN)


def _months_on(day: date, count: int) -> date:
    """Return the same day of the Jalali month so many months on, or its last one."""
    here = from_gregorian(day)
    years, month = divmod((here.month or 1) - 1 + count, 12)
    year = here.year + years
    return to_gregorian(year, month + 1, min(here.day or 1, days_in_month(year, month + 1)))


def _id(what: str, labels: Mapping[str, str], typed: str) -> str:
    """Return the id that was typed, or whose label was; raise ValueError with a sentence."""
    if typed in labels:
        return typed
    same = [key for key, label in labels.items() if canonical(label) == canonical(typed)]
    if len(same) == 1:
        return same[0]
    close = nearest(typed, labels)
    if close.value:
        raise ValueError(f"{what} «{typed}» در بانک نیست. شاید {close.value} ({close.meaning or close.value})؟")
    choices = "، ".join(f"{key} ({label})" for key, label in labels.items())
    raise ValueError(f"{what} «{typed}» در بانک نیست." + (f" شناسه یکی از این‌هاست: {choices}." if choices else ""))
