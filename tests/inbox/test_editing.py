"""A reviewer edits: a record as a new version of its hand-in, a row of a workbook as a hand-in of its own, both judged anew."""

from __future__ import annotations

import pytest

from generator.inbox.store import examinations, hand_ins, log_book, sent_files
from generator.submissions.forms.answers_file import read_ready
from tests.inbox.desk import CARD, FAULT, again, found, ids, put, states, text_of
from tests.inbox.test_plain_form import fields, press

VALUES = {
    "name": "مریم ساختگی",
    "county": "fasa",
    "ability": "بافندهٔ گبه",
    "life": "deceased",
    "domains": ["handicraft"],
    "achievements": [{"date": "1399-07", "text": "برگزیدهٔ نمایشگاه", "sources": ["1"]}],
    "sources": [{"id": "1", "title": "گزارش", "publisher": "ایسنا", "url": "https://www.isna.ir/news/1"}],
}
SENT = CARD | {"values": VALUES, "target": "", "photo": False}


def body(inbox, number, version):
    with inbox.store.reading() as tx:
        raw = sent_files.body_of(tx, number, version).body.decode()
    (submission,), problems = read_ready(raw, "x")
    assert problems == []
    return submission.values


def test_the_form_holds_what_was_sent_with_what_is_wrong_beside_it(inbox):
    put(inbox, found(state="mend", county="fasa", card=SENT, problems=[FAULT | {"field": "birth"}]))
    page = inbox.person("keeper").get(f"/inbox/desk/1/edit/{ids(inbox)[0]}")
    held = fields(page).found
    assert held["a.name"] == ["مریم ساختگی"] and held["a.county"] == ["fasa"]
    assert held["a.achievements.0.text"] == ["برگزیدهٔ نمایشگاه"]
    assert "ویرایش بازبین" in text_of(page) and "در آینده است" in text_of(page)


def test_what_is_edited_is_a_new_version_by_the_reviewer_and_is_judged_anew(inbox):
    put(inbox, found(county="fasa", card=SENT))
    keeper, address = inbox.person("keeper"), f"/inbox/desk/1/edit/{ids(inbox)[0]}"
    answer = press(keeper, fields(keeper.get(address)), address=address, **{"a.ability": "بافندهٔ گلیم"})
    assert answer.headers["Location"].endswith("/inbox/desk/1/")
    assert body(inbox, 1, 2)["ability"] == "بافندهٔ گلیم" and body(inbox, 1, 2)["name"] == "مریم ساختگی"
    with inbox.store.reading() as tx:
        line = hand_ins.by_number(tx, 1)
        acts = [(act["act"], act["name"]) for act in log_book.of_hand_in(tx, 1)]
    assert (line["version"], line["state"], states(inbox)) == (2, "received", ["waiting"])
    assert acts[-1] == ("edited", "همکار keeper")


def test_the_sender_and_other_reviewers_are_told_what_was_edited(inbox):
    expert = inbox.person("expert", "fasa")
    put(inbox, found(county="fasa", card=SENT), county="fasa")
    keeper, address = inbox.person("keeper"), f"/inbox/desk/1/edit/{ids(inbox)[0]}"
    press(keeper, fields(keeper.get(address)), address=address, **{"a.ability": "بافندهٔ گلیم"})
    now = SENT | {"facts": [["توانمندی", "بافندهٔ گلیم"], *SENT["facts"][1:]]}
    now["values"] = VALUES | {"ability": "بافندهٔ گلیم"}
    with inbox.store.writing() as tx:
        examinations.examined(tx, 1, 2, [found(county="fasa", card=now, digest="e0")], [], inbox.clock[0])
    page = text_of(expert.get("/inbox/mine/1"))
    assert "دفتر آن را ویرایش کرد ۳ آذر ۱۴۰۵، ساعت ۱۲:۰۰ توانمندی: منبت‌کاری ← بافندهٔ گلیم" in page
    page = text_of(inbox.person("reviewer").get("/inbox/desk/1/"))
    assert "بازبین آن را ویرایش کرد" in page and "منبت‌کاری" in page and "فرستنده آن را دوباره فرستاد" not in page


@pytest.mark.parametrize("is_examined", [False, True])
def test_a_version_that_came_meanwhile_is_not_edited_over(inbox, is_examined):
    put(inbox, found(county="fasa", card=SENT), found(1, county="fasa", card=SENT), name="women.xlsx")
    keeper, (one, _) = inbox.person("keeper"), ids(inbox)
    address = f"/inbox/desk/1/edit/{one}"
    sheet = fields(keeper.get(address))
    rows = [found(county="fasa", card=SENT, digest="e0"), found(1, county="fasa", card=SENT)]
    again(inbox, 2, *(rows if is_examined else []), name="women.xlsx")
    assert press(keeper, sheet, address=address).status_code == 409
    assert states(inbox) == ["waiting", "waiting"]


def test_a_row_becomes_a_hand_in_of_its_own_once_and_the_others_stay(inbox):
    rows = [found(place, county="fasa", card=SENT) for place in (0, 1)]
    put(inbox, *rows, name="women.xlsx", county="fasa")
    keeper, (one, _) = inbox.person("keeper"), ids(inbox)
    address = f"/inbox/desk/1/edit/{one}"
    sheet = fields(keeper.get(address))
    assert press(keeper, sheet, address=address).headers["Location"].endswith("/inbox/desk/2/")
    assert press(keeper, sheet, address=address).status_code == 409
    assert states(inbox) == ["rejected", "waiting"]
    assert "در فرستادهٔ ۲ ویرایش کرد" in text_of(keeper.get("/inbox/desk/1/"))
    # Its sender sees what becomes of it there, and what was edited.
    expert = inbox.person("expert", "fasa")
    edited = SENT | {"row": "", "facts": [["توانمندی", "خاتم‌کاری"], *SENT["facts"][1:]]}
    with inbox.store.writing() as tx:
        examinations.examined(tx, 2, 1, [found(county="fasa", card=edited)], [], inbox.clock[0])
    page = text_of(expert.get("/inbox/mine/1"))
    assert page.count("ایرادی ندارد و در صف بازبینی است.") == 2 and "دفتر آن را نپذیرفت" not in page
    assert "توانمندی: منبت‌کاری ← خاتم‌کاری" in page
    assert body(inbox, 2, 1)["county"] == "fasa"


@pytest.mark.parametrize("act", ["get", "post"])
def test_nobody_else_may(inbox, act):
    put(inbox, found(county="fasa", card=SENT))
    address = f"/inbox/desk/1/edit/{ids(inbox)[0]}"
    for role, county in (("reviewer", "shiraz"), ("expert", "fasa"), ("director", "")):
        assert getattr(inbox.person(role, county), act)(address).status_code == 403


def test_what_is_decided_is_edited_no_more(inbox):
    put(inbox, found(county="fasa", card=SENT))
    keeper, (one,) = inbox.person("keeper"), ids(inbox)
    keeper.post("/inbox/desk/1/accept", {"tick": str(one), f"seen-{one}": "d0"})
    assert keeper.get(f"/inbox/desk/1/edit/{one}").status_code == 409
