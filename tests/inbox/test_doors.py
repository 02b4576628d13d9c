"""Workbooks through the browser, and the door of whoever a page is about."""

from __future__ import annotations

import io
import re

import pytest

from generator.inbox.store import examinations, hand_ins, sent_files
from generator.inbox.store.entries import Entry
from generator.submissions.workbooks import workbook_reader
from tests import support

ZIP = b"PK\x03\x04 a workbook"


def text_of(response):
    return response.get_data(as_text=True)


def key_of(page):
    return re.search(r'name="key" value="([0-9a-f]{32})"', text_of(page))[1]


def upload(guest, raw=ZIP, **more):
    return guest.post("/inbox/workbook", {"workbook": (io.BytesIO(raw), "زنان.xlsx"), **more})


def test_a_fresh_workbook_is_one_that_the_reader_knows(inbox):
    bank = inbox.house.bank
    page = inbox.guest().get("/inbox/workbook/women.xlsx")
    assert page.headers["Content-Disposition"] == 'attachment; filename="women.xlsx"'
    reading = workbook_reader.read(page.data, "women.xlsx", bank.package, bank.names())
    assert (reading.resource.name, [one.code for one in reading.problems]) == ("women", ["workbook-empty"])
    assert inbox.guest().get("/inbox/workbook/nothing.xlsx").status_code == 404


def test_a_workbook_is_kept_unread_and_its_next_version_has_the_same_number(inbox):
    expert = inbox.person("expert", "fasa")
    key = key_of(expert.get("/inbox/workbook"))
    photos = [(io.BytesIO(b"1"), "یک.jpg"), (io.BytesIO(b"2"), "دو.jpg")]
    assert upload(expert, key=key, photo=photos).headers["Location"] == "/inbox/mine/1"
    with inbox.store.writing() as tx:
        assert sent_files.body_of(tx, 1, 1).body == ZIP
        assert set(sent_files.body_of(tx, 1, 1).files) == {"یک.jpg", "دو.jpg"}
        bad = {
            "severity": "error",
            "field": "county",
            "title": "",
            "place": "ردیف ۵",
            "sentence": "شهرستان را بنویسید.",
        }
        found = [
            Entry(0, "women", "x-y", "record", "waiting", "ایکس", "d", card={"row": "4"}),
            Entry(1, "women", "", "record", "mend", "", "e", card={"row": "5"}, problems=[bad]),
        ]
        examinations.examined(tx, 1, 1, found, [], inbox.clock[0])
        sent_files.keep_marked(tx, 1, 1, b"PKmarked")
    page = text_of(expert.get("/inbox/mine/1"))
    for words in ("ردیف ۴", "ردیف ۵", "شهرستان را بنویسید.", "فایل اکسل نشان‌دار", "ایرادی ندارد", "فرستادن نسخهٔ ۲"):
        assert words in page
    listed = text_of(expert.get("/inbox/mine/"))
    assert "۱ پرونده: ایرادی ندارد و در صف بازبینی است. ۱ پرونده: چیزی در آن نادرست است" in listed.replace(
        "\u00a0", " "
    )
    assert expert.post("/inbox/follow/marked", {"number": "1"}).data == b"PKmarked"
    again = upload(expert, ZIP + b"2", number="1", version="2")
    assert again.headers["Location"] == "/inbox/mine/1"
    with inbox.store.reading() as tx:
        assert (hand_ins.by_number(tx, 1)["version"], hand_ins.by_number(tx, 1)["state"]) == (2, "received")
    assert upload(expert, ZIP + b"3", number="1", version="2").status_code == 409
    assert upload(inbox.person("expert", "shiraz"), ZIP, number="1", version="3").status_code == 403


def test_a_stranger_gets_a_code_for_a_workbook_and_mends_it_with_that(inbox):
    guest = inbox.guest()
    page = text_of(upload(guest, key="ab" * 16))
    code = re.search(r'name="code" value="(\d+)"', page)[1]
    assert "رسید: فرستادهٔ ۱" in page
    assert "نسخهٔ ۲" in text_of(upload(guest, ZIP + b"2", code=code, version="2"))


@pytest.mark.parametrize(
    ("raw", "words"),
    [(b"\xd0\xcf\x11\xe0 old", "گذرواژه را حذف کنید"), (b"name,county", "اکسل نیست"), (b"", "اکسل نیست")],
)
def test_what_is_no_workbook_is_told_at_once(inbox, raw, words):
    page = upload(inbox.guest(), raw, key="ab" * 16)
    assert (page.status_code, words in text_of(page)) == (422, True)
    assert "انتخاب نشده است" in text_of(inbox.guest().post("/inbox/workbook", {"key": "ab" * 16}))


# ---- about a page ----

PAGE = "women/zahra-rasti/"


def about(guest, act, **more):
    return guest.post("/inbox/about/", {"page": PAGE, "act": act, "key": "ab" * 16, **more})


@pytest.mark.parametrize("address", [PAGE, "/women/zahra-rasti/", "https://inbox.example/women/zahra-rasti/?x=1#y"])
def test_the_door_knows_the_page_that_it_is_opened_for(inbox, address):
    page = inbox.guest().get("/inbox/about/", query_string={"page": address})
    assert page.status_code == 200
    assert "زهرا راستی" in text_of(page)
    assert 'value="confirm"' in text_of(page)


def test_what_names_no_page_is_asked_for_again(inbox):
    page = inbox.guest().get("/inbox/about/", query_string={"page": "women/<script>"})
    assert page.status_code == 404
    assert "نشانی صفحه‌ای از این سایت نیست" in text_of(page)
    assert "<script>&" not in text_of(page)
    assert inbox.guest().get("/inbox/about/").status_code == 200


@pytest.mark.parametrize(("act", "kind"), [("remove", "removal"), ("confirm", "confirm")])
def test_a_request_is_kept_and_changes_nothing(inbox, act, kind):
    page = about(inbox.guest(), act, phone="۰۷۱۱", note="خصوصی", who="من خود او هستم")
    assert "رسید: فرستادهٔ ۱" in text_of(page)
    with inbox.store.reading() as tx:
        line = hand_ins.by_number(tx, 1)
        assert (line["kind"], line["resource"], line["record"], line["door"]) == (kind, "women", "zahra-rasti", "about")
        assert sent_files.body_of(tx, 1, 1).body == b""
        assert hand_ins.contact_of(tx, 1).note == "من خود او هستم\nخصوصی"  # no field of the record says it
        assert tx.execute("SELECT count(*) FROM consents").fetchone()[0] == 0
    assert ("هنوز رضایت نیست" in text_of(page)) or act == "remove" or "خودش رضایت نیست" in text_of(page)


def test_to_confirm_she_leaves_a_number_and_to_remove_nothing_is_asked(inbox):
    refused = about(inbox.guest(), "confirm", note="این را نگه دار")
    assert (refused.status_code, "این را نگه دار" in text_of(refused)) == (422, True)
    assert about(inbox.guest(), "remove").status_code == 200


def test_to_correct_leads_to_the_form_with_the_answers_of_today(inbox):
    assert about(inbox.guest(), "correct").headers["Location"] == "/inbox/form/women?record=zahra-rasti"
    assert about(inbox.guest(), "").status_code == 422
    assert about(inbox.guest(), "remove", page="women/nobody/").status_code == 404


def test_of_who_lives_no_more_nobody_is_asked_to_confirm(inbox):
    page = inbox.guest().get("/inbox/about/", query_string={"page": "women/simin-daneshvar/"})
    assert 'value="confirm"' not in text_of(page)
    assert 'value="remove"' in text_of(page)


# ---- a field that the descriptor gains ----


def test_a_new_field_of_the_descriptor_is_asked_by_every_door(inbox, tmp_path) -> None:
    support.project(tmp_path / "bank")
    descriptor = tmp_path / "bank" / "data" / "datapackage.yaml"
    text = descriptor.read_text("utf-8")
    field = re.search(r"( *)- name: ability\n", text)
    new = (
        f"{field[1]}- name: motto\n{field[1]}  type: string\n{field[1]}  title: شعار او\n{field[1]}  group: توانمندی\n"
    )
    descriptor.write_text(text.replace(field[0], new + field[0], 1), "utf-8")
    link = inbox.house.settings.checkouts / "0"
    link.unlink()
    link.symlink_to(tmp_path / "bank")
    guest = inbox.guest()
    assert 'name="a.motto"' in text_of(guest.get("/inbox/form/women"))
    bank = inbox.house.bank
    reading = workbook_reader.read(
        guest.get("/inbox/workbook/women.xlsx").data, "women.xlsx", bank.package, bank.names()
    )
    assert "شعار او" in [item.title for item in reading.items]
