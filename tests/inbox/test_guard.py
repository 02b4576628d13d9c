"""What stands before every page: host, origin, session, token and size, and what browsers are told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from werkzeug.wrappers import Response

from generator.inbox.store import invitations
from generator.inbox.web.app import Pages
from generator.inbox.web.visit import Route
from tests.inbox.conftest import SITE

OWN = {"Origin": SITE.rstrip("/")}


class TestHost:
    @pytest.mark.parametrize("host", ["evil.example", "inbox.example:81", "inbox.example.evil.example", ""])
    def test_another_name_for_this_computer_is_refused(self, inbox, host):
        answer = inbox.guest().client.get("/inbox/enter", base_url=SITE, headers={"Host": host})
        assert answer.status_code == 421

    def test_its_own_is_not(self, inbox):
        assert inbox.guest().get("/inbox/enter").status_code == 200


class TestOrigin:
    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"Origin": "null"},
            {"Origin": "https://evil.example"},
            {"Origin": "http://inbox.example"},
            {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "cross-site"},
        ],
    )
    def test_a_post_of_another_page_is_refused(self, inbox, headers):
        answer = inbox.guest().post("/inbox/enter", {"token": "x"}, headers=headers)
        assert answer.status_code == 403 and "از جای دیگری" in answer.get_data(as_text=True)

    def test_a_browser_that_sends_no_origin_says_that_it_is_the_same(self, inbox):
        answer = inbox.guest().post("/inbox/enter", {"token": "x"}, headers={"Sec-Fetch-Site": "same-origin"})
        assert "ورود انجام نشد" in answer.get_data(as_text=True)


class TestSession:
    def test_every_post_of_somebody_carries_the_token_of_the_session(self, inbox):
        keeper, other = inbox.person("keeper"), inbox.person("keeper")
        for csrf in ("", "wrong", other.csrf):
            assert keeper.post("/inbox/leave", {"csrf": csrf}).status_code == 403
        assert keeper.post("/inbox/leave").status_code == 303

    def test_it_ends_with_the_invitation_and_when_nobody_is_at_it(self, inbox):
        guest = inbox.person("keeper")
        inbox.clock[0] += timedelta(hours=1)
        assert guest.post("/inbox/leave", {"csrf": "x"}).status_code == 403
        inbox.clock[0] += timedelta(hours=1, minutes=30)  # the press an hour and a half ago was noted
        assert guest.post("/inbox/leave", {"csrf": "x"}).status_code == 403
        inbox.clock[0] += timedelta(hours=3)
        assert guest.post("/inbox/leave").status_code == 401

    def test_a_revoked_invitation_ends_it_with_the_next_click(self, inbox):
        guest = inbox.person("keeper")
        with inbox.store.writing() as tx:
            invitations.revoke(tx, invitations.listed(tx)[0]["id"], inbox.clock[0])
        assert guest.post("/inbox/leave").status_code == 403

    def test_its_cookie_is_for_this_host_over_tls_alone_and_no_script_sees_it(self, inbox):
        with inbox.store.writing() as tx:
            _, token = invitations.invite(tx, "نسترن", "keeper", inbox.clock[0] + timedelta(1), inbox.clock[0])
        cookie = inbox.guest().post("/inbox/enter", {"token": token}).headers["Set-Cookie"]
        assert cookie.startswith("__Host-inbox=")
        assert {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))

    def test_a_link_is_as_good_after_any_number_of_looks(self, inbox):
        with inbox.store.writing() as tx:
            _, token = invitations.invite(tx, "نسترن", "keeper", inbox.clock[0] + timedelta(1), inbox.clock[0])
        for _ in range(3):
            assert inbox.guest().get("/inbox/enter").status_code == 200
        assert inbox.guest().post("/inbox/enter", {"token": token}).status_code == 303


class TestSize:
    def test_what_is_too_large_is_refused_before_it_is_read(self, inbox):
        answer = inbox.guest().post("/inbox/enter", {"token": "x" * 200_000})
        assert answer.status_code == 413

    def test_fields_and_parts_have_their_limits(self, inbox):
        read = []

        def view(visit):
            read.append(visit.text("a"))
            return Response("")

        pages = Pages(inbox.house, [Route("/inbox/x", view, is_post=True, largest=12 << 20)])
        client = inbox.guest().client
        client.application = pages
        many = {f"f{number}": "x" for number in range(1001)}
        for data in ({"a": "x" * 70_000}, many):
            answer = client.post("/inbox/x", base_url=SITE, data=data, headers=OWN, content_type="multipart/form-data")
            assert answer.status_code == 413
        assert read == []


class TestHeaders:
    @pytest.mark.parametrize("address", ["/inbox/enter", "/inbox/nothing", "/inbox/assets/css/inbox.css"])
    def test_every_answer_has_them(self, inbox, address):
        headers = inbox.guest().get(address).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self';")
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"  # with no-referrer Chromium sends «Origin: null»
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "Server" not in headers

    def test_a_page_is_kept_nowhere(self, inbox):
        assert inbox.guest().get("/inbox/enter").headers["Cache-Control"] == "no-store"

    def test_pages_name_no_other_host_and_hold_no_script_or_style(self, inbox):
        page = inbox.guest().get("/inbox/enter").get_data(as_text=True)
        assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
        assert "<style" not in page and " style=" not in page and "<script>" not in page


def test_an_asset_is_one_of_ours(inbox):
    guest = inbox.guest()
    assert guest.get("/inbox/assets/css/tokens.css").content_type.startswith("text/css")
    assert guest.get("/inbox/assets/fonts/vazirmatn-fa.woff2").status_code == 200
    for name in ("../app.py", "css/../../app.py", "%2e%2e/app.py", "css/none.css", "/etc/passwd"):
        assert guest.get(f"/inbox/assets/{name}").status_code in (404, 308)


def test_what_breaks_is_said_in_persian_and_no_value_is_logged(inbox, caplog):
    def view(visit):
        raise ValueError("09171234567")

    client = inbox.guest().client
    client.application = Pages(inbox.house, [Route("/inbox/x", view)])
    with caplog.at_level("INFO"):
        answer = client.get("/inbox/x?name=09171234567", base_url=SITE)
    assert answer.status_code == 500 and "چیزی در برنامه خراب شد" in answer.get_data(as_text=True)
    assert "ValueError at" in caplog.text and "09171234567" not in caplog.text
