"""The form without scripts: what it asks, the rows of its lists, what stays on an error, and what it hands in."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

import pytest

from generator.inbox.store import examinations, hand_ins, sent_files
from generator.inbox.store.entries import Entry
from generator.inbox.web.doors import plain_answers as plain
from generator.inbox.web.doors import send
from generator.submissions.forms.answers_file import read_ready
from generator.submissions.forms.web_form import form_values

FORM = "/inbox/form/women"


class Fields(HTMLParser):
    """What a browser would send of the form of a page, and where its errors stand."""

    def __init__(self, html):
        super().__init__()
        self.found, self.errors, self.buttons = {}, {}, []
        self._select = self._area = self._error = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        own = dict(attrs)
        name = own.get("name")
        if tag == "input" and name and own.get("type") not in ("file", "radio", "checkbox"):
            self.found.setdefault(name, []).append(own.get("value", ""))
        elif tag == "input" and "checked" in own:
            self.found.setdefault(name, []).append(own["value"])
        elif tag == "textarea":
            self._area = name
            self.found[name] = [""]
        elif tag == "select":
            self._select = name
            self.found[name] = [""]
        elif tag == "option" and self._select and "selected" in own:
            self.found[self._select] = [own["value"]]
        elif tag == "button":
            self.buttons.append(own.get("value"))
        elif tag == "p" and own.get("class") == "live stop" and "hidden" not in own:
            self._error = own["id"]
            self.errors[self._error] = ""

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None
        elif tag == "p":
            self._error = None

    def handle_data(self, data):
        if self._area:
            self.found[self._area] = [data.removeprefix("\n")]
        if self._error:
            self.errors[self._error] += data


def fields(response):
    return Fields(response.get_data(as_text=True))


def press(guest, found, button="send", address=FORM, **change):
    sent = {name: values for name, values in found.found.items() if values} | {"do": button}
    return guest.post(address, {**sent, **change})


WOMAN = {
    "a.name": "مریم ساختگی",
    "a.county": "fasa",
    "a.domains": ["literature", "handicraft"],
    "a.domains.first": "handicraft",
    "a.life": "deceased",
    "a.consented.year": "۱۴۰۴",
    "a.consented.month": "7",
    "a.consented.day": "۹",
    "a.sources.0.title": "روزنامه",
    "a.achievements.0.text": "یکم",
    "a.achievements.0.sources": ["1"],
}


def submission(inbox, number, version=1):
    with inbox.store.reading() as tx:
        body = sent_files.body_of(tx, number, version)
    (found,), problems = read_ready(body.body.decode(), body.name)
    assert problems == []
    return found, body.files


def test_two_achievements_and_a_photo_go_the_whole_way(inbox):
    guest = inbox.guest()
    first = press(guest, fields(guest.get(FORM)), "add:achievements", **WOMAN)
    assert first.status_code == 200
    assert first.headers["Cache-Control"] == "no-store"
    again = fields(first)
    # What was written stands there again, beside the new row.
    assert again.found["a.name"] == ["مریم ساختگی"]
    assert again.found["a.achievements.rows"] == ["2"]
    more = {
        "a.achievements.1.text": "دوم\r\nبا خط دیگر",
        "a.achievements.1.sources": ["1"],
        "phone": "۰۷۱۱۲۳",
        "note": "سلام",
    }
    done = press(guest, again, photo=(io.BytesIO(b"\xff\xd8jpg"), "او.jpg"), **more)
    assert done.status_code == 200
    page = done.get_data(as_text=True)
    assert "رسید: فرستادهٔ ۱" in page
    found, files = submission(inbox, 1)
    assert found.values == {
        "name": "مریم ساختگی",
        "county": "fasa",
        "domains": ["handicraft", "literature"],
        "life": "deceased",
        "consented": "1404-07-09",
        "photo": "او.jpg",
        "sources": [{"title": "روزنامه"}],
        "achievements": [{"text": "یکم", "sources": ["1"]}, {"text": "دوم\nبا خط دیگر", "sources": ["1"]}],
    }
    assert files == {"او.jpg": (b"\xff\xd8jpg", False)}
    with inbox.store.reading() as tx:
        assert hand_ins.contact_of(tx, 1).note == "سلام"
        assert hand_ins.by_number(tx, 1)["door"] == "plain"


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("C:\\pics\\او.jpg", "او.jpg"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nb.jpg", "ab.jpg"),
        ("", "photo"),
        ("x/", "photo"),
    ],
)
def test_the_name_of_a_file_has_no_folder_and_no_hidden_sign(name, bare):
    assert send.bare_name(name) == bare


def test_a_form_that_is_sent_twice_is_one_hand_in(inbox):
    guest = inbox.guest()
    found = fields(guest.get(FORM))
    first, second = press(guest, found, **WOMAN), press(guest, found, **WOMAN)
    codes = {re.search(r"<bdi dir=\"ltr\">([^<]+)<", one.get_data(as_text=True))[1] for one in (first, second)}
    assert len(codes) == 1
    with inbox.store.reading() as tx:
        assert hand_ins.undecided(tx) == 1


def test_what_is_left_out_is_said_beside_its_field_and_nothing_is_lost(inbox):
    guest = inbox.guest()
    page = press(guest, fields(guest.get(FORM)), **{**WOMAN, "a.name": "", "a.county": ""})
    found = fields(page)
    assert page.status_code == 422
    assert set(found.errors) == {"a-name-live", "a-county-live"}
    assert "را وارد کنید" in found.errors["a-name-live"]
    assert found.found["a.achievements.0.text"] == ["یکم"]
    assert sorted(found.found["a.domains"]) == ["handicraft", "literature"]
    assert found.found["a.domains.first"] == ["handicraft"]
    assert found.found["a.consented.month"] == ["7"]
    with inbox.store.reading() as tx:
        assert hand_ins.undecided(tx) == 0


def test_a_row_goes_and_the_others_keep_what_they_say(inbox):
    guest = inbox.guest()
    two = fields(press(guest, fields(guest.get(FORM)), "add:sources", **WOMAN))
    two.found["a.sources.1.title"] = ["کتاب"]
    one = fields(press(guest, two, "remove:sources.0"))
    assert one.found["a.sources.rows"] == ["1"]
    assert one.found["a.sources.0.title"] == ["کتاب"]
    for wrong in ("remove:sources.9", "remove:sources.-1", "add:nothing", "remove:name.0", "add:name"):
        assert press(guest, one, wrong).status_code in (200, 422)


def test_rows_that_say_nothing_do_not_shift_the_sources(inbox):
    guest = inbox.guest()
    two = fields(press(guest, fields(guest.get(FORM)), "add:sources", **WOMAN))
    # The first of the two sources stays empty; the achievement names the second.
    press(guest, two, **{"a.sources.0.title": "", "a.sources.1.title": "کتاب", "a.achievements.0.sources": ["2"]})
    found, _ = submission(inbox, 1)
    assert found.values["sources"] == [{"title": "کتاب"}]
    assert found.values["achievements"][0]["sources"] == ["1"]


def test_every_record_of_the_bank_stands_in_its_form_and_nothing_of_it_changes(inbox):
    bank, guest = inbox.house.bank, inbox.guest()
    checked = 0
    for resource in (one for one in bank.package.roots if one.submit):
        for record in bank._now().registry[resource.name]:
            parts = bank.parts(resource)
            values = form_values(bank.package, resource, record)
            assert plain.filled(parts, plain.shown(parts, values)) == values
            checked += 1
        page = guest.get(f"/inbox/form/{resource.name}")
        assert page.status_code == 200
    assert checked > 3
    page = guest.get(f"{FORM}?record=simin-daneshvar")
    same = press(guest, fields(page))
    assert same.status_code == 422
    assert "هنوز چیزی عوض نشده است" in same.get_data(as_text=True)


def test_a_correction_sends_only_what_it_changes(inbox):
    guest = inbox.guest()
    found = fields(guest.get(f"{FORM}?record=simin-daneshvar"))
    assert press(guest, found, **{"a.ability": "داستان‌نویس"}).status_code == 200
    sent, _ = submission(inbox, 1)
    assert (sent.kind, sent.target, sent.values) == ("correction", "simin-daneshvar", {"ability": "داستان‌نویس"})
    emptied = press(guest, fields(guest.get(f"{FORM}?record=simin-daneshvar")), **{"a.ability": ""})
    assert "برای حذف آن به دفتر" in fields(emptied).errors["a-ability-live"]
    assert guest.get(f"{FORM}?record=nobody").status_code == 404


def test_a_new_source_of_a_correction_gets_an_id_that_is_free(inbox):
    guest = inbox.guest()
    found = fields(press(guest, fields(guest.get(f"{FORM}?record=simin-daneshvar")), "add:sources"))
    assert [found.found[f"a.sources.{n}.id"] for n in (0, 1)] == [["s1"], ["s2"]]
    press(guest, found, **{"a.sources.1.title": "کتاب", "a.achievements.1.sources": ["2"]})
    sent, _ = submission(inbox, 1)
    assert [row["id"] for row in sent.values["sources"]] == ["s1", "s2"]
    assert [row["sources"] for row in sent.values["achievements"]] == [["s1"], ["s2"]]


def told(inbox, problems, state="mend"):
    one = Entry(0, "women", "", "record", state, "مریم", "d", problems=problems)
    with inbox.store.writing() as tx:
        line = hand_ins.by_number(tx, 1)
        assert examinations.examined(tx, 1, line["version"], [one], [], inbox.clock[0])


def test_mending_shows_each_problem_beside_its_field_and_makes_the_second_version(inbox):
    guest = inbox.guest()
    photo = (io.BytesIO(b"\xff\xd8jpg"), "او.jpg")
    page = press(guest, fields(guest.get(FORM)), photo=photo, phone="071", **WOMAN).get_data(as_text=True)
    code = re.search(r'name="code" value="(\d+)"', page)[1]
    said = {"severity": "error", "title": "", "place": ""}
    told(inbox, [
        {**said, "field": "county", "sentence": "شهرستان چنین نیست."},
        {**said, "field": "achievements.text", "sentence": "دستاورد ۱: کوتاه است."},
        {**said, "field": "", "sentence": "چیزی دربارهٔ همه."},
        {**said, "severity": "warning", "field": "name", "sentence": "شاید."},
    ])  # fmt: skip
    form = guest.post("/inbox/form/mend", {"code": code})
    found = fields(form)
    assert found.errors == {"a-county-live": "شهرستان چنین نیست.", "a-achievements-live": "دستاورد ۱: کوتاه است."}
    assert "چیزی دربارهٔ همه." in form.get_data(as_text=True)
    assert (found.found["a.name"], found.found["phone"], found.found["version"]) == (["مریم ساختگی"], ["071"], ["2"])
    # Rows can be added while mending; the errors have been read.
    more = fields(press(guest, found, "add:sources", "/inbox/form/mend"))
    assert more.found["a.sources.rows"] == ["2"]
    done = press(guest, more, address="/inbox/form/mend", **{"a.county": "shiraz"})
    assert "نسخهٔ ۲" in done.get_data(as_text=True)
    sent, files = submission(inbox, 1, 2)
    assert sent.values["county"] == "shiraz"
    # The photo of before stays: nobody looks for it again.
    assert files == {"او.jpg": (b"\xff\xd8jpg", False)}
    again = press(guest, more, address="/inbox/form/mend", **{"a.county": "shiraz"})
    assert again.status_code == 200
    other = press(guest, more, address="/inbox/form/mend", **{"a.county": "fasa"})
    assert other.status_code == 409


def test_a_photo_that_was_refused_is_not_sent_again(inbox):
    guest = inbox.guest()
    page = press(guest, fields(guest.get(FORM)), photo=(io.BytesIO(b"gif"), "x.gif"), **WOMAN).get_data(as_text=True)
    code = re.search(r'name="code" value="(\d+)"', page)[1]
    told(inbox, [{"severity": "error", "field": "photo", "title": "", "place": "", "sentence": "تصویر نیست."}])
    found = fields(guest.post("/inbox/form/mend", {"code": code}))
    assert found.errors == {"a-photo-live": "تصویر نیست."}
    press(guest, found, address="/inbox/form/mend")
    assert submission(inbox, 1, 2)[1] == {}


def test_the_invited_mend_by_number_and_nobody_else(inbox):
    fasa, shiraz = inbox.person("expert", "fasa"), inbox.person("expert", "shiraz")
    done = press(fasa, fields(fasa.get(FORM)), **WOMAN)
    assert (done.status_code, done.headers["Location"]) == (303, "/inbox/mine/1")
    assert fields(fasa.post("/inbox/form/mend", {"number": "1"})).found["a.name"] == ["مریم ساختگی"]
    assert shiraz.post("/inbox/form/mend", {"number": "1"}).status_code == 403
    assert inbox.guest().post("/inbox/form/mend", {"number": "1"}).status_code == 403


def test_the_shut_door_tells_before_anybody_writes(inbox):
    object.__setattr__(inbox.house.settings, "public_door", False)
    assert inbox.guest().get(FORM).status_code == 403
    assert inbox.person("expert", "fasa").get(FORM).status_code == 200


@pytest.mark.parametrize(
    "payload", ['"><script>alert(1)</script>', "</textarea><img src=x onerror=alert(1)>", "{{7*7}}", "' onfocus='x"]
)
def test_nothing_that_was_written_becomes_a_part_of_the_page(inbox, payload):
    guest = inbox.guest()
    found = fields(guest.get(FORM))
    every = {name: payload for name in found.found if name.startswith("a.") and not name.endswith(".rows")}
    page = press(guest, found, "add:achievements", **every, phone=payload[:40], note=payload)
    html = page.get_data(as_text=True)
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert " onfocus='" not in html
    assert fields(page).found["a.name"] == [payload]
