"""What a reviewer decides by a button: each carries what she saw, and one that comes too late is told who was first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from werkzeug.wrappers import Response

from generator.inbox.store import builds, consents, decisions, entries, examinations
from generator.inbox.store.database import Line, Transaction
from generator.inbox.store.entries import Stale
from generator.inbox.store.invitations import DECIDERS
from generator.inbox.web.desk import desk_words, scope
from generator.inbox.web.page_templates import moment
from generator.inbox.web.visit import Refusal, Route, Visit, see
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.calendar.months import DateError
from generator.persian.digits import ascii_digits, fa

#: Which text she was read when she was asked; a new text gets a new name.
WORDING = "1405-09"
_OTHER_WORDS = (
    "آنچه برایش خوانده‌اید دیگر همان نیست که در این مورد نوشته شده؛ رضایتی ثبت نشد. صفحهٔ فرستاده را دوباره باز کنید و"
    " آنچه را که عوض شده هم از خودش بپرسید."
)
_LONGEST = 500


def accept(visit: Visit, number: int) -> Response:
    """Ask for the ticked entries of a hand-in to be taken in; the worker does it."""
    with visit.house.store.writing() as tx:
        wanted = {one: visit.text(f"seen-{one}") for one in _numbers(visit.texts("tick"))}
        if not wanted:
            raise Refusal(400, "چیزی انتخاب نشده است", "کنار هر موردی که می‌پذیرید نشان بگذارید.")
        for one in wanted:
            scope.to_decide(visit, tx, number, one)
        for some in _by_version(tx, wanted):
            _or_tell(partial(entries.accept, tx, some, visit.person.id, visit.at), number)
    return see(_page(number))


def _by_version(tx: Transaction, wanted: Mapping[int, str]) -> list[dict[int, str]]:
    """Return what is accepted at once, each version by itself: a decision is about what stands in one file."""
    found: dict[int, dict[int, str]] = {}
    for one, seen in wanted.items():
        line = entries.by_id(tx, one)
        found.setdefault(line["version"] if line else 0, {})[one] = seen
    return [found[version] for version in sorted(found)]


def send_back(visit: Visit, number: int) -> Response:
    """Return an entry with a sentence to its sender."""
    return _end(visit, number, "return")


def reject(visit: Visit, number: int) -> Response:
    """Turn an entry down."""
    return _end(visit, number, "reject")


def _end(visit: Visit, number: int, act: str) -> Response:
    with visit.house.store.writing() as tx:
        line = _one(visit, tx, number)
        reason = visit.text(f"reason-{line['id']}")
        if act == "return" and not reason:
            raise Refusal(400, "دلیلی ننوشته‌اید", "در یک جمله بنویسید فرستنده چه چیزی را درست کند.")
        if len(reason) > _LONGEST:
            raise Refusal(400, "دلیل بلند است", "آن را در یکی دو جمله بنویسید.")
        seen = visit.text(f"seen-{line['id']}")
        _or_tell(lambda: entries.end(tx, line["id"], seen, act, reason, visit.person.id, visit.at), number)
    return see(_page(number, line))


def take_back(visit: Visit, number: int) -> Response:
    """Ask for an acceptance to be undone by a commit that restores the earlier files."""
    with visit.house.store.writing() as tx:
        line = _one(visit, tx, number)
        for one in decisions.entries_of(tx, line["decision"] or 0):  # what came with it goes with it
            scope.check(visit.person, one["county"])
        _or_tell(lambda: entries.take_back(tx, line["id"], visit.person.id, visit.at), number)
    return see(_page(number, line))


def consent(visit: Visit, number: int) -> Response:
    """Keep that the reviewer has asked a person herself."""
    with visit.house.store.writing() as tx:
        line = _one(visit, tx, number)
        channel = visit.text(f"channel-{line['id']}")
        if channel not in desk_words.CHANNELS:
            raise Refusal(400, "راه پرسیدن انتخاب نشده است", "بگویید با تلفن، حضوری یا با نامه پرسیدید.")
        day = _day(visit, f"day-{line['id']}")
        if line["digest"] != visit.text(f"seen-{line['id']}"):
            raise Refusal(409, "از زمانی که دیدید عوض شده است", _OTHER_WORDS)
        resource, record = line["resource"], line["record"]
        consents.given(tx, resource, record, WORDING, day, channel, visit.person.id, number, visit.at)
    return see(_page(number, line))


def again(visit: Visit, number: int) -> Response:
    """Have the worker examine a hand-in once more."""
    with visit.house.store.writing() as tx:
        shown = scope.hand_in(visit, tx, number)
        for one in shown.entries:
            scope.check(visit.person, one["county"])
        examinations.try_again(tx, number, visit.person.id, visit.at)
    return see(_page(number))


def hide(visit: Visit, number: int) -> Response:
    """Keep the page of an entry out of the site until somebody has answered."""
    return _turn(visit, number, builds.hide)


def show(visit: Visit, number: int) -> Response:
    """Let the page of an entry come back."""
    return _turn(visit, number, builds.show)


def _turn(visit: Visit, number: int, act: Callable[..., None]) -> Response:
    with visit.house.store.writing() as tx:
        line = _one(visit, tx, number)
        act(tx, line["resource"], line["record"], visit.person.id, visit.at)
    return see(_page(number, line))


def _one(visit: Visit, tx: Transaction, number: int) -> Line:
    wanted = _numbers([visit.text("entry")])
    if not wanted:
        raise Refusal(400, "درخواست خوانده نشد", "صفحهٔ فرستاده را از نو باز کنید.")
    return scope.to_decide(visit, tx, number, wanted[0])


def _numbers(texts: list[str]) -> list[int]:
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 16]


def _day(visit: Visit, name: str) -> date:
    text = ascii_digits(visit.text(name)).replace("/", "-")
    try:
        year, month, day = (int(part) for part in text.split("-"))
        found = parse_jalali(f"{year:04}-{month:02}-{day:02}").first()
    except (ValueError, DateError):
        raise Refusal(400, "روز پرسیدن خوانده نشد", "روز را مانند ۱۴۰۵/۰۹/۰۷ بنویسید.") from None
    if found > visit.today:
        raise Refusal(400, "روز پرسیدن در آینده است", "روزی را بنویسید که با او صحبت کردید.")
    return found


def _or_tell(act: Callable[[], object], number: int) -> None:
    """Do what a button asks for, or tell why it cannot be done any more."""
    try:
        act()
    except Stale as error:
        back = f"صفحهٔ فرستادهٔ {fa(number)} را دوباره باز کنید."
        if error.state == "held":
            raise Refusal(409, "نسخهٔ تازه‌ای رسیده است", f"برنامه دارد آن را بررسی می‌کند. {back}") from None
        if error.state == "changed":
            raise Refusal(
                409, "از زمانی که دیدید عوض شده است", f"این مورد دیگر همان نیست که دیدید؛ چیزی پذیرفته نشد. {back}"
            ) from None
        state = desk_words.STATES.get(error.state, ("دیگر در صف نیست", ""))[0]
        who = f" «{error.by}» آن را {moment(error.at)} تصمیم گرفت." if error.by and error.at else ""
        raise Refusal(409, "پیش از شما تصمیم گرفته شد", f"وضعیت کنونی: {state}.{who} {back}") from None


def _page(number: int, line: Line | None = None) -> str:
    return f"/inbox/desk/{number}/" + (f"#entry-{line['id']}" if line is not None else "")


ROUTES = tuple(
    Route(f"/inbox/desk/<int:number>/{name}", view, is_post=True, roles=DECIDERS)
    for name, view in {
        "accept": accept,
        "return": send_back,
        "reject": reject,
        "take-back": take_back,
        "consent": consent,
        "again": again,
        "hide": hide,
        "show": show,
    }.items()
)
