"""The whole way through the doors with a worker behind them: what senders see after it has judged, and what they mend."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest

from generator.inbox.store import consents, entries, examinations, hand_ins
from generator.inbox.web.app import Pages
from generator.inbox.web.doors.state_words import ENTRY
from generator.inbox.web.known_bank import KnownBank
from generator.inbox.web.routes import ROUTES
from generator.inbox.web.visit import House
from generator.submissions.forms.questions import questions
from generator.submissions.workbooks import workbook_help, workbook_reader
from generator.submissions.workbooks.workbook_writer import FIRST_ROW, Filling, workbook_bytes
from tests.inbox.conftest import SITE, Guest, Inbox
from tests.inbox.offices import FILE, PAGE, SECRET, Office, named
from tests.inbox.test_plain_form import WOMAN as NOMINATED
from tests.inbox.test_plain_form import fields, press
from tests.submissions.banks import WOMAN as TYPED

FORM = "/inbox/form/women"
WOMAN = {**NOMINATED, "a.achievements.0.text": "برگزیدهٔ نمایشگاه استان", "a.sources.0.title": "گزارش نمایشگاه"}


@pytest.fixture
def town(office: Office) -> Inbox:
    """The pages over the office's store and bank."""
    house = House(office.settings, office.store, SECRET, SITE, lambda: office.clock[0], KnownBank(office.settings))
    return Inbox(house, Pages(house, ROUTES), office.clock)


def code_of(page) -> str:
    return re.search(r'name="code" value="(\d+)"', page.get_data(as_text=True))[1]


def seen(guest: Guest, code: str) -> str:
    return guest.post("/inbox/follow", {"code": code}).get_data(as_text=True)


def test_a_nomination_is_judged_mended_accepted_and_published(office: Office, town: Inbox) -> None:
    guest = town.guest()
    wrong = {**WOMAN, "a.county": "fasa", "a.basis": "public-record", "a.consented.year": "", "a.consented.month": ""}
    wrong |= {"a.consented.day": "", "a.latin": "Maryam Sakhtegi", "a.achievements.0.date": "۱۵۹۹"}
    code = code_of(press(guest, fields(guest.get(FORM)), **wrong))
    office.work()
    page = seen(guest, code)
    assert ENTRY["mend"] in page
    form = guest.post("/inbox/form/mend", {"code": code})
    found = fields(form)
    # The problem of the year stands beside the list that holds it.
    assert "۱۵۹۹" in found.errors["a-achievements-live"] or "1599" in found.errors["a-achievements-live"]
    press(guest, found, address="/inbox/form/mend", **{"a.achievements.0.date": "۱۳۹۹"})
    office.work()
    assert ENTRY["waiting"] in seen(guest, code), office.problems(1)
    office.accept(1)
    office.work()
    page = seen(guest, code)
    assert ENTRY["published"] in page
    assert "/women/maryam-sakhtegi/" in page
    assert office.shows("women/maryam-sakhtegi/")


def workbook(town: Inbox, rows: list[dict[str, str]]) -> bytes:
    bank = town.house.bank
    resource = bank.resource("women")
    items = questions(bank.package, resource, bank.names())
    headings = workbook_help.headings(items)
    filled = {FIRST_ROW + n: {headings[key]: text for key, text in row.items()} for n, row in enumerate(rows)}
    return workbook_bytes(bank.package, resource, items, Filling(filled))


def upload(guest: Guest, raw: bytes, **more: str):
    return guest.post("/inbox/workbook", {"workbook": (io.BytesIO(raw), "women.xlsx"), **more})


def mended_copy(town: Inbox, marked: bytes, rows: dict[int, dict[str, str]]) -> bytes:
    """Return a marked copy as its sender sends it back: with the rows at some places written anew."""
    bank = town.house.bank
    copy = workbook_reader.read(marked, "marked.xlsx", bank.package, bank.names())
    return workbook(town, [rows.get(place, row.texts) for place, row in enumerate(copy.rows)])


def test_the_mended_rows_come_alone_and_the_others_keep_their_place(office: Office, town: Inbox) -> None:
    expert, reviewer = town.person("expert", "fasa"), town.person("reviewer", "fasa")
    rows = [{**TYPED, **named(number)} for number in range(5)]
    rows[3] |= {"county": "فصا"}
    upload(expert, workbook(town, rows), key="ab" * 16)
    office.work()
    opened = {one["record"]: one for one in office.entries(1)}
    assert [one["state"] for one in office.entries(1)] == ["waiting", "waiting", "waiting", "mend", "waiting"]
    marked = expert.post("/inbox/follow/marked", {"number": "1", "version": "1"}).data
    upload(expert, mended_copy(town, marked, {0: {**TYPED, **named(3)}}), number="1", version="2")
    held = reviewer.get("/inbox/desk/1/").get_data(as_text=True)
    assert "نسخهٔ ۲ در صف بررسی خودکار است؛ پس از آن تصمیم بگیرید" in held and "پذیرفتن نشان‌دارها" not in held
    assert "هنوز بررسی نشده است" in expert.get("/inbox/mine/1").get_data(as_text=True)
    office.clock[0] += timedelta(minutes=1)
    office.work()
    now = {one["record"]: one for one in office.entries(1)}
    assert {name: one["id"] for name, one in now.items()} == {name: one["id"] for name, one in opened.items()}
    assert {one["state"] for one in now.values()} == {"waiting"}
    page = reviewer.get("/inbox/desk/1/").get_data(as_text=True)
    assert page.count("این ردیف در نسخهٔ ۲ نیامده است و همان که در نسخهٔ ۱ بود اینجا مانده") == 4
    assert expert.get("/inbox/mine/1").get_data(as_text=True).count("سر جای خود مانده است") == 4
    # What was seen before the new version came is accepted all the same, with what came in it.
    pressed = {f"seen-{one['id']}": opened[name]["digest"] for name, one in now.items()}
    new = next(one for one in now.values() if one["version"] == 2)
    pressed |= {f"seen-{new['id']}": new["digest"], "tick": [one["id"] for one in now.values()]}
    assert reviewer.post("/inbox/desk/1/accept", pressed).status_code == 303
    office.work()
    assert office.states(1) == ["published"] * 5, office.problems(1)
    assert len(office.commits()) == 2  # a decision is about one file


def test_a_row_that_is_sent_otherwise_shows_old_beside_new_and_the_whole_file_queues_nothing_twice(
    office: Office, town: Inbox
) -> None:
    expert, reviewer = town.person("expert", "fasa"), town.person("reviewer", "fasa")
    rows = [{**TYPED, **named(number)} for number in range(4)]
    upload(expert, workbook(town, rows), key="ab" * 16)
    office.work()
    office.accept(1, {0})
    office.work()
    before = office.entries(1)
    assert [one["state"] for one in before] == ["published", "waiting", "waiting", "waiting"]
    rejected = {"entry": str(before[3]["id"]), f"seen-{before[3]['id']}": before[3]["digest"]}
    assert reviewer.post("/inbox/desk/1/reject", rejected).status_code == 303
    rows[1] |= {"ability": "سفالگر"}
    office.clock[0] += timedelta(hours=1)
    assert upload(expert, workbook(town, rows), number="1", version="2").status_code == 303
    office.work()
    now = office.entries(1)
    assert [(one["id"], one["state"]) for one in now] == [
        (one["id"], "rejected" if place == 3 else one["state"]) for place, one in enumerate(before)
    ]
    page = reviewer.get("/inbox/desk/1/").get_data(as_text=True)
    assert page.count("فرستنده آن را دوباره فرستاد") == 1
    assert "۳ آذر ۱۴۰۵، ساعت ۱۳:۰۰، نسخهٔ تازه جای نسخهٔ پیش را گرفت. این پاسخ‌ها عوض شده است:" in page
    assert re.search(r'class="old">[^<]*</td><td class="new">سفالگر', page)
    assert "نیامده است" not in page
    late = {"tick": str(before[1]["id"]), f"seen-{before[1]['id']}": before[1]["digest"]}
    answer = reviewer.post("/inbox/desk/1/accept", late)
    assert answer.status_code == 409 and "از زمانی که دیدید عوض شده است" in answer.get_data(as_text=True)


def test_a_workbook_of_twelve_rows_comes_to_ten_pages_in_two_uploads(office: Office, town: Inbox) -> None:
    expert = town.person("expert", "fasa")
    rows = [{**TYPED, **named(number)} for number in range(12)]
    wrong = {
        "county": "فصا",
        "achievements": "۱۵۹۹ | چیزی | بله",
        "sources": "",
        "life": "شاید",
        "domains": "هیچ",
    }
    # Fifteen faults, three in each of five rows, and each kind three times.
    kinds = list(wrong)
    faults = [{kind: wrong[kind] for kind in (kinds * 2)[number : number + 3]} for number in range(5)]
    for number, fault in enumerate(faults):
        rows[number] |= fault
    assert upload(expert, workbook(town, rows), key="ab" * 16).status_code == 303
    office.work()
    page = expert.get("/inbox/mine/1").get_data(as_text=True)
    assert "workbook.xlsx" not in page
    assert page.count(ENTRY["mend"]) == len(faults)
    for one, fault in zip(office.entries(1), faults, strict=False):
        told = {problem["field"].partition(".")[0].partition("[")[0] for problem in entries.problems(one)}
        assert told >= fault.keys()
    assert page.count(ENTRY["waiting"]) == 12 - len(faults)
    marked = expert.post("/inbox/follow/marked", {"number": "1"}).data
    bank = town.house.bank
    copy = workbook_reader.read(marked, "marked.xlsx", bank.package, bank.names())
    # Only what is to be mended goes back.
    assert len(copy.rows) == len(faults)
    # Whatever is sent next, the others wait on, and their sender is told.
    assert "۷ ردیف درست منتظر تصمیم دفتر است" in page
    mended = [{**TYPED, **named(number)} for number in range(12)]
    assert upload(expert, workbook(town, mended), number="1", version="2").status_code == 303
    office.work()
    own = office.entries(1)
    assert [one["state"] for one in own] == ["waiting"] * 12, office.problems(1)
    with office.store.writing() as tx:
        for one in own[10:]:
            entries.end(tx, one["id"], one["digest"], "return", "منبع را روشن‌تر بنویسید.", None, office.clock[0])
    office.accept(1, range(10))
    office.work()
    page = expert.get("/inbox/mine/1").get_data(as_text=True)
    assert (page.count(ENTRY["published"]), page.count(ENTRY["returned"])) == (10, 2)
    assert page.count("منبع را روشن‌تر بنویسید.") == 2
    assert "منتظر تصمیم دفتر است" not in page
    assert len(office.commits()) == 1


def test_an_expert_who_names_another_county_is_told_so(office: Office, town: Inbox) -> None:
    expert = town.person("expert", "fasa")
    press(expert, fields(expert.get(FORM)), **{**WOMAN, "a.county": "shiraz", "a.latin": "Maryam Sakhtegi"})
    office.work()
    assert office.states(1) == ["mend"]
    assert "شما برای" in expert.get("/inbox/mine/1").get_data(as_text=True)


def test_the_consent_that_somebody_else_tells_of_is_none(office: Office, town: Inbox) -> None:
    guest = town.guest()
    living = {"a.life": "living", "a.basis": "consent", "a.latin": "Maryam Sakhtegi"}
    code = code_of(press(guest, fields(guest.get(FORM)), **{**WOMAN, **living}))
    office.work()
    assert office.states(1) == ["asking"], office.problems(1)
    assert ENTRY["asking"] in seen(guest, code)
    with pytest.raises(entries.Stale):
        office.accept(1)
    one = office.entries(1)[0]
    with office.store.writing() as tx:
        consents.given(tx, "women", one["record"], "w", office.clock[0].date(), "phone", None, 1, office.clock[0])
    assert office.states(1) == ["waiting"]


def test_a_request_to_remove_ends_in_a_page_that_is_gone_and_a_store_that_has_forgotten(
    office: Office, town: Inbox
) -> None:
    office.send()
    office.work()
    office.accept(1)
    office.work()
    assert office.shows(PAGE)
    guest = town.guest()
    name = "کشاورز"
    request = {"page": PAGE, "act": "remove", "key": "cd" * 16, "note": f"من {name} هستم"}
    code = code_of(guest.post("/inbox/about/", request))
    office.work()
    assert ENTRY["waiting"] in seen(guest, code), office.problems(2)
    office.accept(2)
    office.work()
    assert not office.shows(PAGE)
    assert "پاک شده است" in seen(guest, code)
    with office.store.reading() as tx:
        assert not hand_ins.contact_of(tx, 2)
    raw = b"".join(path.read_bytes() for path in office.settings.folder.glob("inbox.db*"))
    assert name.encode() not in raw
    assert b"keshavarz" not in raw


def test_to_confirm_asks_for_her_own_word_and_publishes_it_after_that(office: Office, town: Inbox) -> None:
    office.send()
    office.work()
    office.accept(1)
    office.work()
    guest = town.guest()
    code = code_of(guest.post("/inbox/about/", {"page": PAGE, "act": "confirm", "key": "cd" * 16, "phone": "071"}))
    office.work()
    assert office.states(2) == ["asking"], office.problems(2)
    page = seen(guest, code)
    assert ENTRY["asking"] in page
    assert "071" not in page
    # A reviewer has rung her up: her word is a row, and only then can it be accepted.
    one = office.entries(2)[0]
    with office.store.writing() as tx:
        consents.given(tx, "women", one["record"], "w", office.clock[0].date(), "phone", None, 2, office.clock[0])
    office.work()
    office.accept(2)
    office.work()
    assert ENTRY["published"] in seen(guest, code), office.problems(2)
    assert "basis: consent\nconsented: 1405-09-03" in office.read(FILE)


def test_she_agrees_herself_by_a_link_that_looking_does_not_spend(office: Office, town: Inbox) -> None:
    guest, reviewer = town.guest(), town.person("reviewer", "fasa")
    living = {"a.life": "living", "a.basis": "consent", "a.latin": "Maryam Sakhtegi"}
    press(guest, fields(guest.get(FORM)), **{**WOMAN, **living})
    office.work()
    page = reviewer.get("/inbox/desk/1/").get_data(as_text=True)
    token = re.search(r"https://inbox\.example/inbox/consent#(\d+\.[0-9a-f]{32})", page)[1]
    forged = f"{token[:-1]}{'0' if token[-1] != '0' else '1'}"
    for wrong in (forged, "", "1", "x.y", f"2.{token.partition('.')[2]}"):
        assert town.guest().post("/inbox/consent/agree", {"token": wrong}).status_code == 403
    for _ in range(50):
        assert guest.get("/inbox/consent").status_code == 200
        assert guest.post("/inbox/consent", {"token": token}).status_code == 200
    assert office.states(1) == ["asking"]
    shown = guest.post("/inbox/consent", {"token": token}).get_data(as_text=True)
    assert "برگزیدهٔ نمایشگاه استان" in shown
    assert (
        guest.post("/inbox/consent/agree", {"token": token}, headers={"Origin": "https://evil.example"}).status_code
        == 403
    )
    agreed = {"token": token, "seen": re.search(r'name="seen" value="([0-9a-f]+)"', shown)[1]}
    assert guest.post("/inbox/consent/agree", {"token": token, "seen": "of before"}).status_code == 409
    assert "ثبت شد" in guest.post("/inbox/consent/agree", agreed).get_data(as_text=True)
    assert office.states(1) == ["waiting"]
    with office.store.reading() as tx:
        one = tx.execute("SELECT channel, heard_by FROM consents").fetchall()
    assert [tuple(line) for line in one] == [("link", None)]
    assert guest.post("/inbox/consent/agree", {"token": token}).status_code == 410


PAYLOADS = [
    '"><script>alert(1)</script>',
    "<img src=x onerror=alert(1)>",
    "' onmouseover='x",
    "javascript:alert(1)",
    "</title><svg/onload=x>",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_came_in_runs_on_the_page_of_a_hand_in(inbox: Inbox, payload: str) -> None:
    guest = inbox.guest()
    code = code_of(upload(guest, b"PK\x03\x04", key="ab" * 16, note=payload, phone=payload[:40]))
    problem = {
        "severity": "error",
        "field": payload,
        "title": payload,
        "sentence": payload,
        "place": f"{payload}، ردیف ۱",
    }
    card = {"row": payload, "page": payload, "did": payload, "changed": [[payload, payload, payload, []]]}
    one = entries.Entry(0, "women", "x", "record", "returned", payload, "d", card=card, problems=[problem])
    with inbox.store.writing() as tx:
        examinations.examined(tx, 1, 1, [one], [problem], inbox.clock[0])
        tx.execute("UPDATE entries SET reason = ?", (payload,))
    page = seen(guest, code)
    assert not re.search(r"<script>alert|<img src=x|<svg/onload|\son\w+='x", page)
    assert 'href="javascript' not in page
    assert "script-src 'self'" in guest.get("/inbox/follow").headers["Content-Security-Policy"]
