"""What the site's forms send: received once however often it comes, refused in words, and followed by its code."""

from __future__ import annotations

import dataclasses
import io
import re
from datetime import timedelta

import pytest

from generator.inbox.store import entries, examinations, hand_ins, sent_files
from generator.inbox.store.entries import Entry
from generator.inbox.web.doors import admission, send
from generator.inbox.web.rates import Limits, neighbourhood
from tests.submissions import banks

RECORD = b'form: women\nversion: 1\nvalues:\n  name: "X"\n'


def sent(version=1, key="ab" * 16, body=RECORD, photo=b"", **more):
    found = {"form": "women", "key": key, "version": str(version), "record": (io.BytesIO(body), "record.yml"), **more}
    return found | ({"photo": (io.BytesIO(photo), "../چهره.jpg")} if photo else {})


def judged(inbox, number, version=1, state="waiting", problems=(), **more):
    one = Entry(0, "women", "x-y", "record", state, "ایکس", "d1", problems=problems, **more)
    with inbox.store.writing() as tx:
        assert examinations.examined(tx, number, version, [one], [], inbox.clock[0])


def text(response):
    return response.get_data(as_text=True)


def test_one_row_can_be_taken_back_and_stays_away_with_the_whole_file_until_it_is_sent_otherwise(inbox):
    expert, other = inbox.person("expert", "fasa"), inbox.person("expert", "fasa")
    rows = [
        Entry(n, "women", name, "record", "waiting", name, name, "fasa", {"row": str(n)}) for n, name in enumerate("ab")
    ]
    made = expert.post("/inbox/workbook", {"workbook": (io.BytesIO(b"PK\x03\x04"), "x.xlsx"), "key": "ab" * 16})
    assert made.status_code == 303
    with inbox.store.writing() as tx:
        examinations.examined(tx, 1, 1, rows, [], inbox.clock[0])
        own = [one["id"] for one in entries.of_hand_in(tx, 1)]
    assert other.post("/inbox/follow/take-back", {"number": "1", "entry": "99"}).status_code == 404
    assert other.post("/inbox/follow/take-back", {"number": "1", "entry": str(own[0])}).status_code == 303
    again = other.post("/inbox/follow/take-back", {"number": "1", "entry": str(own[0])})
    assert (again.status_code, "این ردیف پس گرفته نمی‌شود" in text(again)) == (409, True)
    page = text(expert.get("/inbox/mine/1"))
    assert "پس گرفته شده است." in page
    assert "یک ردیف پس گرفته شد: ۳ آذر ۱۴۰۵، ساعت ۱۲:۰۰، همکار expert" in page  # by which of the two
    for version, digest in ((2, "a"), (3, "otherwise")):
        sent = {"workbook": (io.BytesIO(b"PK\x03\x04%d" % version), "x.xlsx"), "number": "1", "version": str(version)}
        assert expert.post("/inbox/workbook", sent).status_code == 303
        assert expert.post("/inbox/follow/take-back", {"number": "1", "entry": str(own[1])}).status_code == 409
        with inbox.store.writing() as tx:
            rows[0] = dataclasses.replace(rows[0], digest=digest)
            examinations.examined(tx, 1, version, rows, [], inbox.clock[0])
            found = [one["state"] for one in entries.of_hand_in(tx, 1)]
        assert found == (["gone", "waiting"] if version == 2 else ["gone", "waiting", "waiting"])


def test_whoever_has_a_code_alone_learns_no_name_of_a_reviewer(inbox):
    guest, keeper = inbox.guest(), inbox.person("keeper")
    made = guest.post("/inbox/send", sent()).json
    judged(inbox, made["number"])
    with inbox.store.writing() as tx:
        key = hand_ins.by_number(tx, made["number"])["key"]
        edit = hand_ins.HandIn(key, 2, "form", "record", "women.yml", b"{}", edited_by=1)
        hand_ins.receive(tx, edit, inbox.house.secret, inbox.clock[0])
    assert keeper.get(f"/inbox/desk/{made['number']}/").status_code == 200
    page = text(guest.post("/inbox/follow", {"code": made["code"]}))
    assert "دفتر ویرایش کرد: ۳ آذر ۱۴۰۵" in page and "همکار" not in page


def test_what_is_sent_again_is_the_same_hand_in(inbox):
    guest = inbox.guest()
    first = guest.post("/inbox/send", sent(photo=b"jpg"))
    again = inbox.guest().post("/inbox/send", sent(photo=b"jpg"))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    assert re.fullmatch(r"\d{4} \d{4} \d{4} \d{4}", first.json["code"])
    with inbox.store.reading() as tx:
        body = sent_files.body_of(tx, first.json["number"], 1)
    # The photo has the bare name that the record knows it by.
    assert body.body == RECORD
    assert body.files == {"چهره.jpg": (b"jpg", False)}


def test_a_new_version_keeps_the_number_and_another_content_does_not_pass_for_it(inbox):
    guest = inbox.guest()
    first = guest.post("/inbox/send", sent())
    other = guest.post("/inbox/send", sent(body=RECORD + b"  ability: y\n"))
    assert (other.status_code, other.json["number"]) == (409, first.json["number"])
    second = guest.post("/inbox/send", sent(version=2, body=RECORD + b"  ability: y\n"))
    assert second.json == first.json
    assert second.status_code == 201


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"key": "xyz"}, 422),
        ({"version": "0"}, 422),
        ({"version": "۱²"}, 422),
        ({"version": "100"}, 422),
        ({"form": "loans-of-nobody"}, 422),
        ({"record": (io.BytesIO(b""), "record.yml")}, 422),
        ({"record": (io.BytesIO(b"x" * 65_537), "record.yml")}, 413),
        ({"website": "http://example.org"}, 422),
        ({"note": "ن" * 2001}, 422),
        ({"version": "3"}, 409),
    ],
)
def test_what_is_no_hand_in_is_refused_in_a_sentence(inbox, change, status):
    found = inbox.guest().post("/inbox/send", {**sent(), **change})
    assert found.status_code == status
    assert re.search("[آ-ی]", found.json["sentence"])
    with inbox.store.reading() as tx:
        assert hand_ins.undecided(tx) == 0


def test_the_house_knows_the_county_of_whom_it_invited_whatever_the_form_says(inbox):
    expert = inbox.person("expert", "fasa")
    number = expert.post("/inbox/send", sent(county="shiraz")).json["number"]
    with inbox.store.reading() as tx:
        assert hand_ins.by_number(tx, number)["county"] == "fasa"


def test_a_code_opens_its_page_in_any_writing(inbox):
    guest = inbox.guest()
    code = guest.post("/inbox/send", sent()).json["code"]
    persian = code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")).replace(" ", " - ")
    for typed in (code, code.replace(" ", ""), persian):
        page = guest.post("/inbox/follow", {"code": typed})
        assert page.status_code == 200
        assert "فرستادهٔ ۱" in text(page)
    # A code stands in no address: only the form that asks for one can be had by GET.
    assert "۱ " not in text(guest.get(f"/inbox/follow?code={code}"))


def test_a_wrong_digit_is_told_and_not_counted_and_wrong_codes_are(inbox):
    guest = inbox.guest()
    code = guest.post("/inbox/send", sent()).json["code"].replace(" ", "")
    wrong = str((int(code[0]) + 1) % 10) + code[1:]
    for _ in range(admission.WRONG_CODES + 5):
        page = guest.post("/inbox/follow", {"code": wrong})
        assert (page.status_code, "یک رقم نادرست است" in text(page)) == (422, True)
    assert "۱۶ رقم دارد و شما ۵ رقم" in text(guest.post("/inbox/follow", {"code": "12345"}))
    empty = guest.post("/inbox/follow", {"code": ""})
    assert (empty.status_code, "کد را بنویسید؛ ۱۶ رقم است" in text(empty)) == (422, True)
    assert guest.post("/inbox/follow", {"code": code}).status_code == 200


def test_guessing_codes_opens_nothing_and_is_slowed(inbox):
    from generator.inbox.store import codes

    guest = inbox.guest()
    found = [
        guest.post("/inbox/follow", {"code": codes.code_of(b"another secret", n.to_bytes(16))}).status_code
        for n in range(1000)
    ]
    assert found == [404] * admission.WRONG_CODES + [429] * (1000 - admission.WRONG_CODES)
    # Somebody elsewhere still comes in.
    code = inbox.guest().post("/inbox/send", sent()).json["code"]
    far = inbox.guest().post("/inbox/follow", {"code": code}, environ_overrides={"REMOTE_ADDR": "203.0.113.9"})
    assert far.status_code == 200


def test_the_page_says_each_state_in_a_sentence_and_every_problem(inbox):
    from generator.inbox.web.doors.state_words import ENTRY

    guest = inbox.guest()
    made = guest.post("/inbox/send", sent(phone="071", note="یادداشت من")).json
    wrong = {
        "severity": "error",
        "field": "county",
        "title": "شهرستان",
        "sentence": "شهرستان «خخخ» شناخته نیست.",
        "place": "",
    }
    judged(inbox, made["number"], state="mend", problems=[wrong])
    page = text(guest.post("/inbox/follow", {"code": made["code"]}))
    assert ENTRY["mend"] in page
    assert wrong["sentence"] in page
    assert "باز کردن فرم" in page
    # What is private is not said again: whoever finds the code learns no telephone from it.
    assert "یادداشت من" not in page
    for state, words in ENTRY.items():
        with inbox.store.writing() as tx:
            tx.execute("UPDATE entries SET state = ?", (state,))
            tx.execute("UPDATE hand_ins SET state = ?", ("gone" if state == "gone" else "examined",))
        assert words in text(guest.post("/inbox/follow", {"code": made["code"]}))


def test_what_is_taken_back_is_gone(inbox):
    guest = inbox.guest()
    made = guest.post("/inbox/send", sent()).json
    judged(inbox, made["number"])
    page = guest.post("/inbox/follow/take-back", {"code": made["code"]})
    assert "پس گرفته شد" in text(page)
    with inbox.store.reading() as tx:
        assert [one["state"] for one in entries.of_hand_in(tx, made["number"])] == ["gone"]
    assert guest.post("/inbox/send", sent(version=2, body=b"y")).status_code == 409


def test_an_invited_person_sees_her_county_without_a_code_and_no_other(inbox):
    fasa, other, shiraz = (
        inbox.person("expert", "fasa"),
        inbox.person("expert", "fasa"),
        inbox.person("expert", "shiraz"),
    )
    number = fasa.post("/inbox/send", sent()).json["number"]
    public = inbox.guest().post("/inbox/send", sent(key="cd" * 16)).json["number"]
    for one in (fasa, other):
        assert f"/inbox/mine/{number}" in text(one.get("/inbox/mine/"))
        assert one.get(f"/inbox/mine/{number}").status_code == 200
    assert f"/inbox/mine/{number}" not in text(shiraz.get("/inbox/mine/"))
    for address in (
        f"/inbox/mine/{number}",
        f"/inbox/mine/{public}",
        "/inbox/mine/x",
        "/inbox/mine/99999999999999999999",
    ):
        assert shiraz.get(address).status_code == 403
    for address in ("take-back", "marked", "receipt"):
        assert shiraz.post(f"/inbox/follow/{address}", {"number": str(number)}).status_code == 403
        assert inbox.guest().post(f"/inbox/follow/{address}", {"number": str(number)}).status_code == 403
    assert inbox.guest().get("/inbox/mine/").status_code == 401


def test_the_receipt_is_a_file_that_runs_nothing(inbox):
    guest = inbox.guest()
    code = guest.post("/inbox/send", sent()).json["code"]
    page = guest.post("/inbox/follow/receipt", {"code": code})
    assert page.headers["Content-Disposition"] == 'attachment; filename="receipt-1.txt"'
    assert "sandbox" in page.headers["Content-Security-Policy"]
    assert "https://inbox.example/inbox/follow" in text(page)


def test_the_marked_workbook_is_handed_out_and_is_no_photo(inbox):
    guest = inbox.guest()
    made = guest.post("/inbox/send", sent(photo=b"jpg")).json
    assert guest.post("/inbox/follow/marked", {"code": made["code"]}).status_code == 404
    with inbox.store.writing() as tx:
        sent_files.keep_marked(tx, made["number"], 1, b"PK")
        assert list(sent_files.body_of(tx, made["number"], 1).files) == ["چهره.jpg"]
    found = guest.post("/inbox/follow/marked", {"code": made["code"]})
    assert (found.data, found.headers["Content-Disposition"]) == (b"PK", 'attachment; filename="marked-1.xlsx"')


# ---- limits ----


@pytest.fixture
def pauses(inbox):
    """The seconds that the door has made people wait; its clock stands still."""
    waited = []
    object.__setattr__(inbox.house, "limits", Limits(clock=lambda: 1000.0, pause=waited.append))
    return waited


def keys():
    return (f"{number:032x}" for number in range(10_000))


def test_a_neighbourhood_that_sends_much_is_slowed_and_not_refused(inbox, pauses):
    guest, names = inbox.guest(), keys()
    usual = inbox.house.settings.public_rate
    statuses = [guest.post("/inbox/send", sent(key=next(names))).status_code for _ in range(usual + 10)]
    assert statuses == [201] * (usual + 10)
    assert pauses == [1.0] * 10


def test_more_than_a_thousand_an_hour_are_told_when_to_come_again(inbox, pauses):
    object.__setattr__(inbox.house.settings, "all_rate", 40)
    guest, names = inbox.guest(), keys()
    found = [guest.post("/inbox/send", sent(key=next(names))) for _ in range(41)]
    assert found[-1].status_code == 429
    assert int(found[-1].headers["Retry-After"]) > 3500
    # Another neighbourhood, and whoever was invited, are as before.
    far = guest.post("/inbox/send", sent(key=next(names)), environ_overrides={"REMOTE_ADDR": "203.0.113.9"})
    assert far.status_code == 201
    assert inbox.person("expert", "fasa").post("/inbox/send", sent(key=next(names))).status_code == 201


def test_who_is_slowed_never_holds_all_threads(inbox):
    limits = Limits()
    waits = []
    limits.pause = lambda seconds: waits.append(limits.wait())
    assert limits.wait()
    # One waits within another: the third finds no seat, and nobody waits for one.
    assert waits == [False, True]
    assert limits.wait()


def test_the_public_door_can_be_shut_for_all_but_the_invited(inbox):
    object.__setattr__(inbox.house.settings, "public_door", False)
    refused = inbox.guest().post("/inbox/send", sent())
    assert refused.status_code == 403
    assert "در دستگاه خودتان می‌ماند" in refused.json["sentence"]
    assert inbox.person("expert", "fasa").post("/inbox/send", sent()).status_code == 201


def test_a_full_disk_and_a_full_queue_are_told(inbox, monkeypatch):
    inbox.house.limits.free = lambda folder: admission.LEAST_FREE - 1
    assert inbox.guest().post("/inbox/send", sent()).status_code == 507
    inbox.house.limits.free = lambda folder: admission.LEAST_FREE
    monkeypatch.setattr(admission, "MOST_UNDECIDED", 1)
    assert inbox.guest().post("/inbox/send", sent()).status_code == 201
    full = inbox.guest().post("/inbox/send", sent(key="cd" * 16))
    assert (full.status_code, full.headers["Retry-After"]) == (503, "3600")


def test_what_is_remembered_of_an_address_is_of_a_day_and_of_a_neighbourhood(inbox):
    limits, at = Limits(), inbox.clock[0]
    assert limits.trace("192.0.2.1", at) == limits.trace("192.0.2.200", at) == limits.trace("::ffff:192.0.2.7", at)
    assert limits.trace("192.0.2.1", at) != limits.trace("192.0.3.1", at)
    before = limits.trace("2001:db8:0:1::1", at)
    assert before == limits.trace("2001:db8:0:2::1", at)
    limits.came("sent", before)
    assert limits.trace("2001:db8:0:1::1", at + timedelta(days=1)) != before
    assert not limits.count("sent", before, 3600)
    assert neighbourhood("no address") == b""


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_no_foreign_page_sends_or_takes_back(inbox, headers):
    for address in ("/inbox/send", "/inbox/follow", "/inbox/follow/take-back"):
        assert inbox.guest().post(address, sent(), headers=headers).status_code == 403


def test_a_photo_and_a_body_have_a_largest_size(inbox):
    guest = inbox.guest()
    heavy = guest.post("/inbox/send", sent(photo=b"x" * (send.LARGEST_PHOTO + 1)))
    assert (heavy.status_code, "مگابایت" in heavy.json["sentence"]) == (413, True)
    assert guest.post("/inbox/send", sent(photo=b"x" * (13 * 1024 * 1024))).status_code == 413
    many = {f"f{number}": "x" for number in range(1001)}
    assert guest.post("/inbox/send", {**sent(), **many}).status_code == 413


@pytest.mark.parametrize("raw", banks.HUGE.values(), ids=banks.HUGE)
def test_a_photo_of_sixty_million_pixels_is_refused_at_every_door_by_what_it_says_itself(inbox, raw):
    guest, keeper = inbox.guest(), inbox.person("keeper")
    refused = guest.post("/inbox/send", sent(photo=raw))
    assert (refused.status_code, "«چهره.jpg»: تصویر ۶۰ میلیون پیکسل دارد" in refused.json["sentence"]) == (413, True)
    workbook = {
        "key": "ab" * 16,
        "workbook": (io.BytesIO(b"PK\x03\x04"), "x.xlsx"),
        "photo": (io.BytesIO(raw), "a.jpg"),
    }
    dropped = {"key": "ab" * 16, "files": [(io.BytesIO(RECORD), "a.yml"), (io.BytesIO(raw), "a.jpg")]}
    for who, address, form in ((guest, "/inbox/workbook", workbook), (keeper, "/inbox/desk/receive/", dropped)):
        answer = who.post(address, form, content_type="multipart/form-data")
        assert (answer.status_code, "۶۰ میلیون پیکسل" in text(answer)) == (413, True), address
    with inbox.store.reading() as tx:
        assert hand_ins.undecided(tx) == 0
