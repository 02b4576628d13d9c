"""Inviting, from the command line and by the keeper's page: who may be invited as what, the link, and its end."""

from __future__ import annotations

import html
import logging
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from generator.inbox import inviting
from generator.inbox.inviting import InvitingError, Wish
from generator.inbox.store import invitations
from generator.inbox.store.database import Store
from tests.inbox.conftest import NOW
from tests.support import run

PEOPLE = "/inbox/people/"
NAMES = {
    "counties": {"fasa": "فسا", "shiraz": "شیراز"},
    "facilities": {"credit": "اعتبار خرد"},
    "agencies": {"edu": "آموزش"},
}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--role", "bank"], "آن‌ها را بدهید. (--facility)"),
        (["--role", "bank", "--facility", "credti"], "خط اعتباری «credti» در بانک نیست. شاید credit ("),
        (["--role", "expert"], "شهرستان او را بدهید. (--county)"),
        (["--role", "expert", "--county", "fsa"], "شهرستان «fsa» در بانک نیست. شاید fasa (فسا)؟"),
        (["--role", "reviwer"], "نقش «reviwer» شناخته نیست. شاید reviewer (بازبین)؟"),
        (["--role", "keeper", "--days", "800"], "«800 روز» روزی نیست"),
    ],
)
def test_who_cannot_be_invited_so(inbox, words, said):
    result = run("inbox", "invite", "همکار", *words, "--settings", settings(inbox))
    assert result.exit_code == 1 and said in result.output


def test_a_bank_sees_its_facilities(inbox):
    result = run("inbox", "invite", "بانک", "--role", "bank", "--facility", "credit", "--settings", settings(inbox))
    assert result.exit_code == 0, result.output
    store = Store(inbox.house.settings.store)
    with store.reading() as tx:
        person = invitations.person_of(invitations.listed(tx)[0])
    store.close()
    assert (person.role, person.facilities) == ("bank", ("credit",))


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (Wish("", "keeper"), "name"),
        (Wish("الف\u202eب", "keeper"), "name"),
        (Wish("همکار", ""), "role"),
        (Wish("همکار", "expert"), "county"),
        (Wish("همکار", "keeper", "fasa"), "county"),
        (Wish("همکار", "reviewer", agency="edy"), "agency"),
        (Wish("همکار", "reviewer", facilities=("credit",)), "facilities"),
        (Wish("همکار", "keeper", until="دیروز"), "until"),
        (Wish("همکار", "keeper", until="۱۴۰۵/۰۹/۰۳"), "until"),
        (Wish("همکار", "keeper", until="مهر ۱۴۰۶"), "until"),
        (Wish("همکار", "keeper", until="۲۵ ماه"), "until"),
        (Wish("همکار", "keeper", until="9999"), "until"),
    ],
)
def test_what_does_not_hold_is_said_at_its_field(wish, field):
    with pytest.raises(InvitingError) as error:
        inviting.judge(wish, NAMES, NOW)
    assert list(error.value.faults) == [field]


def test_places_are_known_by_their_names_too():
    guest = inviting.judge(Wish("  زری   آبی ", "expert", "فسا", "آموزش"), NAMES, NOW)
    assert (guest.name, guest.county, guest.agency) == ("زری آبی", "fasa", "edu")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("۱", "2026-12-24"),
        ("۱۲ ماه", "2027-11-24"),
        ("30 روز", "2026-12-24"),
        ("۱۴۰۶/۰۳/۳۱", "2027-06-21"),
        ("۳۱ خرداد ۱۴۰۶", "2027-06-21"),
    ],
)
def test_a_link_works_to_the_end_of_its_day_in_the_province(text, day):
    assert inviting.until(text, NOW).astimezone(UTC) == datetime.fromisoformat(f"{day}T20:29:59+00:00")


def test_months_end_with_the_month():
    assert inviting.until("۱", datetime(2027, 2, 19, 12, tzinfo=UTC)).date().isoformat() == "2027-03-20"  # ۳۰ بهمن


def invited(keeper, **more):
    sent = {"name": "همکار فسا", "role": "expert", "county": "fasa", "until": "۶", **more}
    return keeper.post(PEOPLE, sent)


def token_of(answer) -> str:
    return re.search(r'value="https://inbox\.example/inbox/enter#([0-9a-f]{32})"', answer.get_data(as_text=True))[1]


def test_the_keeper_invites_renews_and_revokes(inbox, caplog):
    caplog.set_level(logging.INFO)
    keeper, guest = inbox.person("keeper"), inbox.guest()
    answer = invited(keeper)
    token = token_of(answer)
    assert answer.status_code == 200 and "<svg" in answer.get_data(as_text=True)
    assert guest.post("/inbox/enter", {"token": token}).status_code == 303
    assert guest.get("/inbox/mine/").status_code == 200
    page = keeper.get(PEOPLE).get_data(as_text=True)
    assert "همکار فسا" in page and "آخرین بار همین حالا" in page and "تا ۳ خرداد ۱۴۰۶" in page and token not in page

    number = int(re.search(r'id="person-(\d+)">\s*<div class="guest">\s*<h3>همکار فسا', page)[1])
    again = token_of(keeper.post(f"{PEOPLE}{number}/renew", {"until": "۱۲ ماه"}))
    assert guest.get("/inbox/mine/").status_code == 401
    assert guest.post("/inbox/enter", {"token": token}).status_code == 403
    assert guest.post("/inbox/enter", {"token": again}).status_code == 303

    assert keeper.post(f"{PEOPLE}{number}/revoke").status_code == 303
    refused = guest.get("/inbox/mine/")
    assert refused.status_code == 403 and "دعوت شما باطل شده است" in refused.get_data(as_text=True)
    assert guest.post("/inbox/enter", {"token": again}).status_code == 403
    history = keeper.get("/inbox/desk/history/").get_data(as_text=True)
    for act in ("دعوت شد", "پیوند تازه گرفت", "دعوت باطل شد"):
        assert f"<b>{act}</b>: همکار فسا" in history
    with inbox.store.reading() as tx:
        told = "".join(str(tuple(line)) for line in tx.execute("SELECT * FROM log"))
    assert not [one for one in (token, again) if one in caplog.text + told]


def test_what_was_typed_stays_beside_what_is_said_of_it(inbox):
    keeper = inbox.person("keeper")
    answer = invited(keeper, county="fsa", until="۲۵")
    page = html.unescape(answer.get_data(as_text=True))
    assert (
        answer.status_code == 422
        and "شاید fasa (فسا)؟" in page
        and 'value="همکار فسا"' in page
        and 'value="۲۵"' in page
    )
    assert invited(keeper).status_code == 200
    assert "با همین نقش دعوت شده است" in invited(keeper).get_data(as_text=True)
    assert keeper.post(f"{PEOPLE}1/renew", {"until": "هرگز"}).status_code == 422
    assert keeper.post(f"{PEOPLE}99/renew", {"until": "۱"}).status_code == 404
    assert keeper.post(f"{PEOPLE}1/revoke").status_code == 409


@pytest.mark.parametrize("role", ["expert", "reviewer", "director", "bank"])
def test_nobody_else_sees_or_does_it(inbox, role):
    other = inbox.person(role, "fasa" if role == "expert" else "")
    assert PEOPLE not in other.get("/inbox/enter").get_data(as_text=True)
    answers = [other.get(PEOPLE), invited(other), *(other.post(f"{PEOPLE}1/{act}") for act in ("renew", "revoke"))]
    assert [one.status_code for one in answers] == [403] * 4


def test_a_post_without_the_token_of_the_session_does_nothing(inbox):
    keeper = inbox.person("keeper")
    assert PEOPLE in keeper.get("/inbox/enter").get_data(as_text=True)
    keeper.csrf = "another"
    assert [invited(keeper).status_code, keeper.post(f"{PEOPLE}1/renew").status_code] == [403, 403]
    assert inbox.guest().get(PEOPLE).status_code == 401


def test_the_desk_of_one_reviewer_has_nobody_to_invite(inbox):
    keeper = inbox.person("keeper")
    inbox.pages.house = replace(
        inbox.house, settings=replace(inbox.house.settings, project=inbox.house.settings.checkouts / "0")
    )
    assert PEOPLE not in keeper.get("/inbox/desk/").get_data(as_text=True)
    assert [keeper.get(PEOPLE).status_code, invited(keeper).status_code] == [404, 404]


def settings(inbox):
    path = inbox.house.settings.folder / "inbox.toml"
    path.write_text(f'repository = "{inbox.house.settings.repository}"\naddress = "https://inbox.example/"\n', "utf-8")
    return path
