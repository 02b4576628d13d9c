"""The page on which senders see what became of a hand-in, by its code, or by their session where they were invited.

A code comes in a form, never in an address. Errors: `Refusal`.
"""

from __future__ import annotations

from werkzeug.wrappers import Response

from generator.inbox.loan_bank import INTRODUCTION
from generator.inbox.store import codes, entries, hand_ins, sent_files
from generator.inbox.store.database import Line
from generator.inbox.store.entries import Stale
from generator.inbox.store.hand_ins import Conflict, Received
from generator.inbox.store.invitations import DECIDERS, EXPERT
from generator.inbox.web.doors import admission, sent_page
from generator.inbox.web.doors.state_words import hand_in_words
from generator.inbox.web.guard import DOWNLOAD_POLICY
from generator.inbox.web.page_templates import moment, page
from generator.inbox.web.visit import Refusal, Route, Visit, see
from generator.persian.digits import ascii_digits, fa

#: The kind of a workbook.
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MINE = "/inbox/mine/"
# Whose own list of hand-ins it is; reviewers look at one from the queue.
_SENDERS = (EXPERT, *DECIDERS)


def ask(visit: Visit) -> Response:
    """Show the page that asks for a code."""
    return page(visit, "follow_ask.html", typed="", fault="")


def follow(visit: Visit) -> Response:
    """Show what became of a hand-in."""
    typed = visit.text("code")
    # Who is invited asks by a number; anybody else who sends no code has left the box empty.
    if codes.read(typed) is None and not visit.text("number"):
        return page(visit, "follow_ask.html", status=422, typed=typed[:60], fault=_misread(typed))
    line, code = asked_for(visit)
    if line is None:
        fault = "فرستاده‌ای با این کد نیست. آن را با رسید خود مقایسه کنید؛ یا به دفتر زنگ بزنید و نام و روز را بگویید."
        return page(visit, "follow_ask.html", status=404, typed=typed[:60], fault=fault)
    return sent_page.shown(visit, line, code)


def _misread(typed: str) -> str:
    digits = sum(sign.isdecimal() for sign in ascii_digits(typed))
    if not digits:
        return f"کد را بنویسید؛ {fa(codes.DIGITS)} رقم است."
    if digits != codes.DIGITS:
        return f"کد {fa(codes.DIGITS)} رقم دارد و شما {fa(digits)} رقم نوشته‌اید."
    return "یک رقم نادرست است، یا دو رقم جابه‌جا شده. کد را از نو بخوانید."


def asked_for(visit: Visit) -> tuple[Line | None, str]:
    """Return the hand-in that a form asks for, by its code or by its number in a session, with the code; raise Refusal."""
    typed = visit.text("code")
    if not typed:
        return by_number(visit, visit.text("number")), ""
    code = codes.read(typed)
    if code is None:
        raise Refusal(422, "کد نادرست است", _misread(typed))
    admission.check_codes(visit)
    with visit.house.store.reading() as tx:
        line = hand_ins.by_code(tx, code, visit.house.secret)
    if line is None:
        admission.wrong_code(visit)
    return line, code


def by_number(visit: Visit, number: str) -> Line:
    """Return a hand-in that an invited person may see; raise Refusal."""
    person = visit.person
    digits = number.isascii() and number.isdecimal() and len(number) < 16
    with visit.house.store.reading() as tx:
        line = hand_ins.by_number(tx, int(number)) if digits else None
    own = line is not None and (line["person"] == person.id or (line["county"] and person.may_see(line["county"])))
    if line is None or not own or person.role not in _SENDERS:
        raise Refusal(403, "این فرستاده از شما نیست", "فقط فرستاده‌های شهرستان خود را می‌بینید؛ برای دیگران کد لازم است.")
    return line


def answered(visit: Visit, found: Received) -> Response:
    """Return what whoever sent something without scripts sees: the code, or for the invited their own page of it."""
    if visit.session is not None and visit.session.person.role in _SENDERS:
        return see(f"{MINE}{found.number}")
    with visit.house.store.reading() as tx:
        line = hand_ins.by_number(tx, found.number)
    assert line is not None
    return sent_page.shown(visit, line, found.code, is_new=True)


def conflict(error: Conflict) -> Refusal:
    """Return the refusal of a version that cannot be taken."""
    sentence = (
        "این فرستاده پس از باز شدن این صفحه عوض شده است: شاید آن را در زبانهٔ دیگری فرستاده‌اید، یا دفتر کارش را تمام"
        " کرده است. صفحهٔ پیگیری را از نو باز کنید و ببینید اکنون چه در آن است."
    )
    return Refusal(409, "نسخهٔ دیگری هست", sentence if error.number else "نسخهٔ نخست این فرم نرسیده است.")


def take_back(visit: Visit) -> Response:
    """Let the sender take back what nobody has decided yet: all of it, or one row."""
    line, code = _found(visit)
    if visit.text("entry"):
        return _take_row_back(visit, line, code)
    with visit.house.store.writing() as tx:
        now = hand_ins.by_number(tx, line["number"])
        is_gone = now is not None and now["state"] == "gone"
        if not is_gone and (now is None or not sent_page.may_take_back(now, entries.of_hand_in(tx, line["number"]))):
            raise Refusal(
                409,
                "پس گرفته نمی‌شود",
                "دفتر تصمیمش را گرفته، یا آن را پیش‌تر پس گرفته‌اید. صفحهٔ پیگیری را از نو باز کنید.",
            )
        if not is_gone:
            hand_ins.take_away(tx, line["number"], _who(visit), visit.at)
        now = hand_ins.by_number(tx, line["number"])
    assert now is not None
    if not code:
        return see(f"{MINE}{now['number']}")
    return sent_page.shown(visit, now, code, said="پس گرفته شد. دفتر دیگر آن را نمی‌بیند.")


def _take_row_back(visit: Visit, line: Line, code: str) -> Response:
    wanted = visit.text("entry")
    try:
        with visit.house.store.writing() as tx:
            own = {str(one["id"]): one["id"] for one in entries.of_hand_in(tx, line["number"])}
            if wanted not in own:
                raise Refusal(404, "چنین ردیفی نیست", "صفحهٔ پیگیری را از نو باز کنید.")
            entries.take_away(tx, own[wanted], _who(visit), visit.at)
            now = hand_ins.by_number(tx, line["number"])
    except Stale:
        sentence = "دفتر تصمیمش را گرفته، یا نسخهٔ تازه‌ای در صف بررسی است. صفحهٔ پیگیری را از نو باز کنید."
        raise Refusal(409, "این ردیف پس گرفته نمی‌شود", sentence) from None
    assert now is not None
    if not code:
        return see(f"{MINE}{now['number']}")
    return sent_page.shown(visit, now, code, said="آن ردیف پس گرفته شد. دفتر دیگر آن را نمی‌پذیرد.")


def _who(visit: Visit) -> int | None:
    return visit.session.person.id if visit.session is not None else None


def marked(visit: Visit) -> Response:
    """Send the copy of a workbook in which what is to be mended is marked."""
    line, _ = _found(visit)
    asked = visit.text("version")
    version = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else line["version"]
    with visit.house.store.reading() as tx:
        raw = sent_files.marked_of(tx, line["number"], version)
    if raw is None:
        raise Refusal(404, "فایل نشان‌دار نیست", "این فرستاده فایل اکسل نیست، یا هنوز بررسی نشده است.")
    return download(raw, f"marked-{line['number']}.xlsx", SHEET)


def receipt(visit: Visit) -> Response:
    """Send the code as a text that can be kept."""
    line, code = _found(visit)
    if not code:
        raise Refusal(422, "رسید با کد است", "شما همکارید و کد نمی‌خواهید: فرستاده‌ها در فهرست خودتان هست.")
    lines = (
        f"فرستادهٔ شمارهٔ {fa(line['number'])}",
        f"کد پیگیری: {fa(codes.spoken(code))}",
        f"رسیده در {moment(line['received'])}",
        f"صفحهٔ پیگیری: {visit.house.site.rstrip('/')}/inbox/follow",
        "این کد را نگه دارید. هر که آن را دارد این فرستاده را می‌بیند و می‌تواند درست کند یا پس بگیرد.",
    )
    return download(("\ufeff" + "\r\n".join(lines) + "\r\n").encode(), f"receipt-{line['number']}.txt", "text/plain")


def download(raw: bytes, name: str, kind: str) -> Response:
    """Return a file that a browser may only save; its name is ours."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Security-Policy": DOWNLOAD_POLICY}
    return Response(raw, content_type=kind, headers=headers)


def _found(visit: Visit) -> tuple[Line, str]:
    line, code = asked_for(visit)
    if line is None:
        raise Refusal(404, "چنین فرستاده‌ای نیست", "کد را با رسید خود مقایسه کنید.")
    return line, code


def mine(visit: Visit) -> Response:
    """Show an invited person the hand-ins of the county."""
    person = visit.person
    with visit.house.store.reading() as tx:
        lines = hand_ins.of_sender(tx, person.id, person.county)
    said = [hand_in_words(line["kind"], line["state"], (line["states"] or "").split(",")) for line in lines]
    return page(visit, "mine.html", lines=list(zip(lines, said, strict=True)))


def mine_one(visit: Visit, number: str) -> Response:
    """Show an invited person one of them."""
    line = by_number(visit, number)
    # Loans are mended where they are introduced.
    return see(f"/inbox/loans/introduce/{number}") if line["door"] == INTRODUCTION else sent_page.shown(visit, line, "")


ROUTES = (
    Route("/inbox/follow", ask),
    Route("/inbox/follow", follow, is_post=True, largest=4096),
    Route("/inbox/follow/take-back", take_back, is_post=True, largest=4096),
    Route("/inbox/follow/marked", marked, is_post=True, largest=4096),
    Route("/inbox/follow/receipt", receipt, is_post=True, largest=4096),
    Route(MINE, mine, roles=_SENDERS),
    Route(f"{MINE}<number>", mine_one, roles=_SENDERS),
)
