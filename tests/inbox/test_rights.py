"""Who may not, cannot: by another's link or number, by a key that can be reckoned, through a door that was made for others."""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from werkzeug.test import Client

from generator.inbox.loan_bank import CARRIER, COUNTS
from generator.inbox.store import builds, hand_ins, sent_files
from generator.inbox.store.hand_ins import Conflict, Contact, HandIn
from generator.inbox.web.app import Pages
from generator.inbox.web.desk import built_pages
from generator.inbox.work import looking
from tests.inbox.conftest import Guest
from tests.inbox.desk import CARD, PNG, found, ids, put, states
from tests.inbox.test_editing import SENT
from tests.inbox.test_plain_form import fields, press

LABEL = "زهرا راستی"


def sent(inbox, key: bytes, version: int = 1, door: str = "form", **more):
    one = HandIn(key, version, door, "record", "women.yml", b"form: women", **more)
    with inbox.store.writing() as tx:
        return hand_ins.receive(tx, one, inbox.house.secret, inbox.clock[0])


def test_a_photo_is_seen_by_whose_county_the_row_is_of_that_names_it(inbox):
    files = {"یک.png": PNG, "دو.png": PNG}
    put(
        inbox,
        found(0, county="fasa", card=CARD | {"photo": "یک.png"}),
        found(1, card=CARD | {"photo": "دو.png"}),
        name="women.xlsx",
        files=files,
    )
    fasa, keeper = inbox.person("reviewer", "fasa"), inbox.person("keeper")
    page = fasa.get("/inbox/desk/1/").get_data(as_text=True)
    assert "photo/1/%DB%8C%DA%A9.png" in page and "%D8%AF%D9%88.png" not in page and "دو.png" not in page
    for guest, name, status in ((fasa, "یک.png", 200), (fasa, "دو.png", 404), (keeper, "دو.png", 200)):
        assert guest.get(f"/inbox/desk/1/photo/1/{name}").status_code == status


def test_a_row_that_is_edited_takes_its_own_photo_along(inbox):
    files = {"آ.png": PNG, "ی.png": PNG + b"hers"}
    own = SENT | {"photo": "ی.png"}
    put(inbox, found(county="fasa", card=own), found(1, county="fasa", card=SENT), name="women.xlsx", files=files)
    keeper, address = inbox.person("keeper"), f"/inbox/desk/1/edit/{ids(inbox)[0]}"
    assert press(keeper, fields(keeper.get(address)), address=address).status_code == 303
    with inbox.store.reading() as tx:
        kept = sent_files.body_of(tx, 2, 1)
    assert list(kept.files) == ["ی.png"] and "ی.png" in kept.body.decode()


@pytest.mark.parametrize("act", ["take-back", "marked", "mend"])
def test_a_director_reads_and_takes_nothing_back(inbox, act):
    put(inbox, found(), county="shiraz")
    address = "/inbox/form/mend" if act == "mend" else f"/inbox/follow/{act}"
    assert inbox.person("director").post(address, {"number": "1"}).status_code == 403
    assert states(inbox) == ["waiting"]


def test_the_row_of_a_granted_loan_has_no_other_version_by_a_form(inbox):
    bank = inbox.person("bank", facilities=["credit"])
    sent(inbox, b"c" * 16, door=CARRIER, person=1)
    for address in ("/inbox/follow/take-back", "/inbox/form/mend"):
        assert bank.post(address, {"number": "1"}).status_code == 403
    with pytest.raises(Conflict):
        sent(inbox, b"c" * 16, 2)


@pytest.mark.parametrize("door", [COUNTS, CARRIER, "introduction", "desk", "workbook"])
def test_what_came_by_one_door_has_no_next_version_by_the_public_one(inbox, door):
    sent(inbox, b"c" * 16, door=door)
    answer = inbox.guest().post(
        "/inbox/send",
        {"form": "women", "key": (b"c" * 16).hex(), "version": "2", "record": (io.BytesIO(b"form: loans"), "x.yml")},
    )
    assert answer.status_code == 409
    with inbox.store.reading() as tx:
        assert hand_ins.by_number(tx, 1)["version"] == 1


def test_nobody_reckons_the_key_of_a_row_that_a_reviewer_edits(inbox):
    put(inbox, found(county="fasa", card=SENT), found(1, county="fasa", card=SENT), name="women.xlsx")
    one = ids(inbox)[0]
    sent(inbox, hashlib.sha256(f"edited {one}".encode()).digest()[:16])
    keeper, address = inbox.person("keeper"), f"/inbox/desk/1/edit/{one}"
    assert press(keeper, fields(keeper.get(address)), address=address).headers["Location"].endswith("/inbox/desk/3/")


def test_nobody_takes_back_what_is_decided_or_erased(inbox):
    put(inbox, found(), county="fasa")
    keeper, (one,) = inbox.person("keeper"), ids(inbox)
    expert = inbox.person("expert", "fasa")
    keeper.post("/inbox/desk/1/accept", {"tick": str(one), f"seen-{one}": "d0"})
    assert expert.post("/inbox/follow/take-back", {"number": "1"}).status_code == 409
    with inbox.store.writing() as tx:
        assert hand_ins.by_number(tx, 1)["state"] == "examined"
        tx.execute("UPDATE hand_ins SET state = 'erased'")
    assert expert.post("/inbox/follow/take-back", {"number": "1"}).status_code == 409


@pytest.mark.parametrize("address", ["form/women?record=zahra-rasti", "about/?page=women/zahra-rasti/"])
def test_a_hidden_page_is_hidden_in_the_doors_too(inbox, address):
    assert LABEL in inbox.guest().get(f"/inbox/{address}").get_data(as_text=True)
    with inbox.store.writing() as tx:
        builds.hide(tx, "women", "zahra-rasti", None, inbox.clock[0])
    assert LABEL not in inbox.guest().get(f"/inbox/{address}").get_data(as_text=True)


@pytest.mark.parametrize("address", ["a%00b", "a" * 300, "a/" * 3000, "%2e%2e/%2e%2e/etc/passwd"])
def test_an_address_that_no_disk_has_is_no_page(inbox, address):
    site = inbox.house.settings.folder / "site"
    site.mkdir()
    house = replace(inbox.house, more={"shown": lambda: site})
    assert Guest(Client(Pages(house, built_pages.ROUTES)), house.site).get(f"/{address}").status_code == 404
    put(inbox, found())
    keeper, look = inbox.person("keeper"), f"{ids(inbox)[0]}-d0"
    (inbox.house.settings.previews / look).mkdir(parents=True)
    assert keeper.get(f"/inbox/desk/look/{look}/{address}").status_code in (303, 404)


def test_a_removal_that_is_pressed_again_with_another_note_is_the_same_one(inbox):
    keeper = inbox.person("keeper")
    asked = {"resource": "women", "record": "zahra-rasti", "key": "k"}
    answers = [keeper.post("/inbox/desk/pages/remove", {**asked, "note": note}) for note in ("یک", "دو")]
    assert [one.headers["Location"] for one in answers] == ["/inbox/desk/1/"] * 2


def test_what_was_looked_at_before_it_was_accepted_is_gone_the_day_after(tmp_path):
    for name in ("1-abc", ".killed", "2-new"):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (0, 0 if name != "2-new" else 2e9))
    looking.forget(tmp_path, datetime(2026, 1, 1, tzinfo=UTC))
    assert [path.name for path in tmp_path.iterdir()] == ["2-new"]
    looking.forget(tmp_path / "none", datetime(2026, 1, 1, tzinfo=UTC))


def test_a_number_that_the_store_does_not_count_to_is_none(inbox):
    keeper = inbox.person("keeper")
    for address in (f"{2**63}/", f"1/edit/{2**64}", f"{10**30}/look/1"):
        assert keeper.get(f"/inbox/desk/{address}").status_code == 404


def test_how_to_reach_the_sender_is_for_who_answers(inbox):
    put(inbox, found(), contact=Contact("0711234567", "", "یادداشت خصوصی او"))
    pages = {role: inbox.person(role).get("/inbox/desk/1/").get_data(as_text=True) for role in ("keeper", "director")}
    assert "یادداشت خصوصی او" in pages["keeper"]
    assert "یادداشت خصوصی او" not in pages["director"] and "راه تماسی" not in pages["director"]
