"""The reviewer's pages: the queue, one hand-in, and every decision with what was seen; another county's is refused."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from html import unescape

import pytest

from generator.inbox.errands import Errand
from generator.inbox.store import builds, consents, decisions, entries, examinations, hand_ins, log_book, sent_files
from generator.inbox.store.entries import Entry
from generator.inbox.store.hand_ins import Contact, HandIn
from generator.inbox.web.desk.receiving import parted
from generator.inbox.web.visit import Refusal

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
YML = b"form: women\nversion: 1\nvalues: {}\n"
CARD = {
    "title": "نسترن آزمایشی",
    "page": "women/nastaran/",
    "did": "پروندهٔ تازه",
    "facts": [["توانمندی", "منبت‌کاری"], ["دستاوردها", ["نخست", "دوم"]]],
    "differences": [["سال تولد", "۱۳۴۰", "۱۳۴۲", False]],
    "changed": [["نام", "نسترن ازمايشي", "نسترن آزمایشی", ["املا"]]],
    "photo": True,
    "similar": [["نسترن آزمایشی", "women/other/"]],
    "row": "۵",
}
NOBODY = Contact()
DOUBT = {"severity": "warning", "field": "sources", "title": "منابع", "sentence": "فقط یک منبع دارد.", "place": ""}
FAULT = {"severity": "error", "field": "birth", "title": "تولد", "sentence": "در آینده است.", "place": ""}


def found(place=0, state="waiting", county="shiraz", **more) -> Entry:
    given = {
        "kind": "record",
        "record": f"nastaran-{place}",
        "label": f"نسترن {place}",
        "digest": f"d{place}",
        "card": CARD,
    }
    return Entry(place, "women", state=state, county=county, **(given | more))


def put(inbox, *items, number=1, contact=NOBODY, name="women.yml", **more) -> int:
    """Hand something in and let it be examined; return its number."""
    with inbox.store.writing() as tx:
        sent = HandIn(bytes([number]) * 16, 1, "desk", "record", name, YML, contact=contact, **more)
        made = hand_ins.receive(tx, sent, inbox.house.secret, inbox.clock[0]).number
        if items:
            examinations.examined(tx, made, 1, items, [], inbox.clock[0])
    return made


def again(inbox, version, *items, number=1, name="women.yml", body=YML + b"# again", **more) -> None:
    """Send another version of what was handed in, and let it be examined."""
    with inbox.store.writing() as tx:
        sent = HandIn(bytes([number]) * 16, version, "desk", "record", name, body, **more)
        hand_ins.receive(tx, sent, inbox.house.secret, inbox.clock[0])
        if items:
            examinations.examined(tx, number, version, items, [], inbox.clock[0])


def text_of(answer) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))))


def states(inbox, number=1) -> list[str]:
    with inbox.store.reading() as tx:
        return [one["state"] for one in entries.of_hand_in(tx, number)]


def ids(inbox, number=1) -> list[int]:
    with inbox.store.reading() as tx:
        return [one["id"] for one in entries.of_hand_in(tx, number)]


class TestQueue:
    def test_it_counts_by_state_and_tells_the_age_of_the_oldest(self, inbox):
        put(inbox, found(), found(1, state="asking"), found(2, state="mend"))
        page = text_of(inbox.person("keeper").get("/inbox/desk/"))
        assert "۲ مورد منتظر شماست" in page and "همین حالا" in page
        assert "نسترن 0" in page or "نسترن ۰" in page

    def test_a_county_is_asked_for_or_given_by_the_role(self, inbox):
        put(inbox, found(), number=1)
        put(inbox, found(label="گل‌افروز", county="fasa"), number=2)
        keeper, fasa = inbox.person("keeper"), inbox.person("reviewer", "fasa")
        assert "گل‌افروز" not in text_of(keeper.get("/inbox/desk/?county=shiraz"))
        for address in ("/inbox/desk/", "/inbox/desk/?county=shiraz"):
            page = text_of(fasa.get(address))
            assert "گل‌افروز" in page and "نسترن" not in page

    def test_nobody_else_sees_it(self, inbox):
        assert inbox.guest().get("/inbox/desk/").status_code == 401
        for role in ("expert", "bank"):
            assert inbox.person(role, "shiraz").get("/inbox/desk/").status_code == 403

    def test_what_the_worker_has_not_come_to_and_what_it_could_not_read_is_told(self, inbox):
        put(inbox, number=1)
        page = text_of(inbox.person("keeper").get("/inbox/desk/"))
        assert "در صف بررسی خودکار" in page

    def test_a_wish_to_be_removed_is_called_so_and_an_empty_heap_leads_to_the_one_that_is_not(self, inbox):
        keeper = inbox.person("keeper")
        put(inbox, found(state="asking"))
        page = keeper.get("/inbox/desk/").get_data(as_text=True)
        assert "صف خالی است" not in page and 'href="?heap=asking">۱ مورد در انتظار پاسخ خودش است' in page
        put(inbox, found(kind="removal"), number=2)
        assert "درخواست حذف" in text_of(keeper.get("/inbox/desk/"))


class TestCard:
    def test_what_still_names_her_is_told_with_its_place_and_a_long_list_is_folded(self, inbox):
        places = [DOUBT | {"title": "", "place": f"content/news/{number}.md:7"} for number in range(8)]
        put(inbox, found(kind="removal", problems=places))
        page = text_of(inbox.person("keeper").get("/inbox/desk/1/"))
        assert "content/news/0.md:7 فقط یک منبع دارد." in page and "بقیه ۲" in page
        assert "پذیرفتن حذف" in page and "ویرایش" not in page

    def test_nothing_can_be_done_with_what_is_left_of_her(self, inbox):
        put(inbox, found(kind="removal", state="published", record="", label=""))
        page = text_of(inbox.person("keeper").get("/inbox/desk/1/"))
        assert "حذف شد" in page and "پس گرفتن پذیرش" not in page and "پنهان تا پاسخ" not in page

    def test_whoever_forgot_something_is_led_back(self, inbox):
        put(inbox, found(state="asking"))
        keeper = inbox.person("keeper")
        answer = keeper.post("/inbox/desk/1/consent", {"entry": str(ids(inbox)[0])})
        assert answer.status_code == 400 and 'href="/inbox/desk/1/"' in answer.get_data(as_text=True)
        assert "بازگشت و اصلاح" not in text_of(keeper.get("/inbox/desk/9/"))

    def test_everything_that_was_found_stands_on_it(self, inbox):
        put(inbox, found(problems=[DOUBT]), contact=Contact("09170000000", "", "پس از ظهر"))
        with inbox.store.writing() as tx:
            again = HandIn(b"o" * 16, 1, "form", "record", "women.yml", YML)
            other = hand_ins.receive(tx, again, inbox.house.secret, inbox.clock[0]).number
            examinations.examined(tx, other, 1, [found()], [], inbox.clock[0])
        page = text_of(inbox.person("keeper").get("/inbox/desk/1/"))
        for words in (
            "پروندهٔ تازه",
            "منبت‌کاری",
            "۱۳۴۰",
            "گذاشته نمی‌شود",
            "«نسترن ازمايشي» شد «نسترن آزمایشی»",
            "فقط یک منبع دارد.",
            "پرونده‌های هم‌نام",
            "فرستادهٔ ۲",
            "تأییدنشده",
            "۰۹۱۷۰۰۰۰۰۰۰",
            "پس از ظهر",
            "ردیف ۵",
        ):
            assert words in page

    def test_an_invited_sender_is_named_and_not_called_unverified(self, inbox):
        inbox.person("expert", "shiraz")
        put(inbox, found(), person=1)
        page = text_of(inbox.person("keeper").get("/inbox/desk/1/"))
        assert "همکار expert ، با دعوت‌نامه" in page and "تأییدنشده" not in page

    def test_what_the_inbox_has_made_itself_is_not_called_unverified(self, inbox):
        with inbox.store.writing() as tx:
            sent = HandIn(b"c" * 16, 1, "loan-counts", "record", "loan-counts.csv", b"x")
            number = hand_ins.receive(tx, sent, inbox.house.secret, inbox.clock[0]).number
            examinations.examined(tx, number, 1, [found()], [], inbox.clock[0])
        keeper = inbox.person("keeper")
        for address in ("/inbox/desk/", f"/inbox/desk/{number}/"):
            page = text_of(keeper.get(address))
            assert "شمارش وام‌ها در آغاز فصل" in page and "تأییدنشده" not in page

    def test_the_answer_tells_what_to_mend_and_nothing_of_what_is_good(self, inbox):
        put(inbox, found(label="درست"), found(1, state="mend", label="نادرست", problems=[FAULT, DOUBT]))
        page = inbox.person("keeper").get("/inbox/desk/1/").get_data(as_text=True)
        answer = unescape(re.search(r'id="answer-text"[^>]*>(.*?)</textarea>', page, re.S)[1])
        assert "نادرست" in answer and "تولد: در آینده است." in answer
        assert "درست:" not in answer.replace("نادرست:", "") and "فقط یک منبع" not in answer

    def test_the_file_is_saved_under_a_plain_name_and_opens_nowhere(self, inbox):
        put(inbox, found(), name="<x>.yml")
        answer = inbox.person("keeper").get("/inbox/desk/1/original")
        assert answer.data == YML and "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Content-Disposition"] == 'attachment; filename="hand-in-1.yml"'

    def test_a_photo_is_shown_if_it_is_one(self, inbox):
        put(inbox, found(), files={"she.png": PNG, "page.png": b"<script>alert(1)</script>"})
        keeper = inbox.person("keeper")
        assert keeper.get("/inbox/desk/1/photo/1/she.png").content_type == "image/png"
        assert keeper.get("/inbox/desk/1/photo/1/page.png").status_code == 404


class TestDeciding:
    def test_all_rows_are_ticked_or_none_by_a_link_that_needs_no_script(self, inbox):
        put(inbox, found(), found(1, problems=[DOUBT]), found(2, state="mend"))
        keeper = inbox.person("keeper")

        def page(asked=""):
            html = keeper.get(f"/inbox/desk/1/{asked}").get_data(as_text=True)
            link = re.search(r'<a class="without-script" href="([^"]+)">([^<]+)</a>', html)
            return len(re.findall(r'name="tick"[^>]* checked>', html)), *link.groups()

        # What is in doubt is ticked by nobody but the reviewer, and what cannot be accepted has no box.
        assert page() == (1, "?tick=all#accept-all", "نشان گذاشتن کنار همه")
        assert page("?tick=all") == (2, "?tick=none#accept-all", "پاک کردن همهٔ نشان‌ها")
        assert page("?tick=none") == (0, "?tick=all#accept-all", "نشان گذاشتن کنار همه")
        put(inbox, found(3), number=2)
        assert "tick-all" not in keeper.get("/inbox/desk/2/").get_data(as_text=True)

    def test_ticked_rows_are_accepted_together_and_the_others_wait(self, inbox):
        put(inbox, *(found(place) for place in range(3)))
        keeper, (one, two, _) = inbox.person("keeper"), ids(inbox)
        sent = {"tick": [str(one), str(two)], f"seen-{one}": "d0", f"seen-{two}": "d1"}
        assert keeper.post("/inbox/desk/1/accept", sent).status_code == 303
        assert states(inbox) == ["accepting", "accepting", "waiting"]
        assert "در حال پذیرفتن" in text_of(keeper.get("/inbox/desk/1/"))

    def test_what_was_not_seen_is_not_accepted(self, inbox):
        put(inbox, found())
        keeper, (one,) = inbox.person("keeper"), ids(inbox)
        answer = keeper.post("/inbox/desk/1/accept", {"tick": str(one), f"seen-{one}": "other"})
        assert answer.status_code == 409 and "عوض شده است" in text_of(answer)
        assert states(inbox) == ["waiting"]

    def test_the_second_is_told_who_was_first(self, inbox):
        put(inbox, found())
        first, second, (one,) = inbox.person("reviewer"), inbox.person("keeper"), ids(inbox)
        sent = {"tick": str(one), "entry": str(one), f"seen-{one}": "d0", f"reason-{one}": "چرا"}
        assert first.post("/inbox/desk/1/accept", sent).status_code == 303
        for act in ("accept", "return", "reject"):
            answer = second.post(f"/inbox/desk/1/{act}", sent)
            assert answer.status_code == 409 and "همکار reviewer" in text_of(answer)
        assert states(inbox) == ["accepting"]

    def test_returning_asks_for_a_sentence_and_rejecting_does_not(self, inbox):
        put(inbox, found(), found(1))
        keeper, (one, two) = inbox.person("keeper"), ids(inbox)
        sent = {"entry": str(one), f"seen-{one}": "d0"}
        assert keeper.post("/inbox/desk/1/return", sent).status_code == 400
        assert keeper.post("/inbox/desk/1/return", {**sent, f"reason-{one}": "منبع ندارد."}).status_code == 303
        assert keeper.post("/inbox/desk/1/reject", {"entry": str(two), f"seen-{two}": "d1"}).status_code == 303
        assert states(inbox) == ["returned", "rejected"]
        page = inbox.person("keeper").get("/inbox/desk/1/").get_data(as_text=True)
        assert "- منبع ندارد." in page  # in the answer to the sender

    def test_asking_her_is_kept_with_day_and_way_and_lets_the_entry_wait(self, inbox):
        put(inbox, found(state="asking"))
        keeper, (one,) = inbox.person("keeper"), ids(inbox)
        sent = {"entry": str(one), f"seen-{one}": "d0", f"channel-{one}": "phone", f"day-{one}": "۱۴۰۵/۹/۲"}
        wrong = [
            {f"channel-{one}": "dream"},
            {f"day-{one}": "۱۴۰۵/۱۳/۱"},
            {f"day-{one}": "۱۴۰۶/۱/۱"},
            {f"day-{one}": ""},
        ]
        for other in wrong:
            assert keeper.post("/inbox/desk/1/consent", sent | other).status_code == 400
        assert keeper.post("/inbox/desk/1/accept", {"tick": str(one), f"seen-{one}": "d0"}).status_code == 409
        assert keeper.post("/inbox/desk/1/consent", sent).status_code == 303
        with inbox.store.reading() as tx:
            kept = consents.of(tx, "women", "nastaran-0")
        assert (kept["given"], kept["channel"], states(inbox)) == ("2026-11-23", "phone", ["waiting"])

    def test_who_decided_is_in_the_log_by_number_alone(self, inbox):
        put(inbox, found())
        keeper, (one,) = inbox.person("keeper"), ids(inbox)
        keeper.post("/inbox/desk/1/reject", {"entry": str(one), f"seen-{one}": "d0", f"reason-{one}": "نسترن"})
        with inbox.store.reading() as tx:
            acts = [(act["act"], act["detail"]) for act in log_book.of_hand_in(tx, 1)]
        assert ("reject", "") in acts and "نسترن" not in str(acts)


class TestNewVersion:
    """What a reviewer sees of a version that comes while she looks at the one before."""

    OTHER = CARD | {"facts": [["توانمندی", "قلم‌زنی"], ["دستاوردها", ["نخست", "سوم"]]]}

    def test_the_card_says_when_it_came_and_shows_old_beside_new(self, inbox):
        put(inbox, found())
        again(inbox, 2, found(digest="e0", card=self.OTHER))
        page = inbox.person("keeper").get("/inbox/desk/1/")
        assert "۳ آذر ۱۴۰۵، ساعت ۱۲:۰۰، نسخهٔ تازه جای نسخهٔ پیش را گرفت" in text_of(page)
        cells = re.findall(r'<td class="(?:old|new)">(.*?)</td>', page.get_data(as_text=True), re.S)
        assert [re.sub("<[^>]+>", " ", one).split() for one in cells[:4]] == [
            ["منبت‌کاری"],
            ["قلم‌زنی"],
            ["نخست", "دوم"],
            ["نخست", "سوم"],
        ]
        assert "نسخهٔ ۲" in text_of(inbox.person("reviewer").get("/inbox/desk/"))

    def test_she_is_told_of_it_by_the_button_that_she_presses_and_by_the_page_while_it_is_examined(self, inbox):
        put(inbox, found())
        keeper, (one,) = inbox.person("keeper"), ids(inbox)
        sent = {"tick": str(one), "entry": str(one), f"seen-{one}": "d0", f"reason-{one}": "چرا"}
        again(inbox, 2)
        page = keeper.get("/inbox/desk/1/")
        assert "این از نسخهٔ ۱ است. نسخهٔ ۲ در صف بررسی خودکار است" in text_of(page)
        assert not re.search(r'desk/1/re(turn|ject)"|href="edit/|پذیرفتن</button>', page.get_data(as_text=True))
        for act in ("accept", "return", "reject"):
            answer = keeper.post(f"/inbox/desk/1/{act}", sent)
            assert answer.status_code == 409 and "نسخهٔ تازه‌ای رسیده است" in text_of(answer)
        with inbox.store.writing() as tx:
            examinations.examined(tx, 1, 2, [found(digest="e0", card=self.OTHER)], [], inbox.clock[0])
        for act in ("accept", "return", "reject"):
            answer = keeper.post(f"/inbox/desk/1/{act}", sent)
            assert answer.status_code == 409 and "از زمانی که دیدید عوض شده است" in text_of(answer)
        assert states(inbox) == ["waiting"]

    def test_what_she_heard_by_telephone_was_said_of_the_words_that_she_read_out(self, inbox):
        put(inbox, found(state="asking"))
        keeper, (one,) = inbox.person("keeper"), ids(inbox)
        sent = {"entry": str(one), f"seen-{one}": "d0", f"channel-{one}": "phone", f"day-{one}": "۱۴۰۵/۹/۲"}
        again(inbox, 2, found(state="asking", digest="e0", card=self.OTHER))
        answer = keeper.post("/inbox/desk/1/consent", sent)
        assert answer.status_code == 409 and "از خودش بپرسید" in text_of(answer)
        assert states(inbox) == ["asking"]

    def test_a_row_that_did_not_come_again_is_told_to_wait_from_the_first_and_is_accepted_with_the_others(self, inbox):
        put(inbox, found(), found(1), name="women.xlsx")
        keeper, (one, two) = inbox.person("keeper"), ids(inbox)
        again(inbox, 2, found(1, digest="e1"), name="women.xlsx")
        page = text_of(keeper.get("/inbox/desk/1/"))
        assert page.count("این ردیف در نسخهٔ ۲ نیامده است و همان که در نسخهٔ ۱ بود اینجا مانده") == 1
        sent = {"tick": [str(one), str(two)], f"seen-{one}": "d0", f"seen-{two}": "e1"}
        assert keeper.post("/inbox/desk/1/accept", sent).status_code == 303
        assert states(inbox) == ["accepting", "accepting"]
        with inbox.store.reading() as tx:
            assert len({one["decision"] for one in entries.of_hand_in(tx, 1)}) == 2

    def test_of_two_versions_of_a_photo_each_is_shown_where_it_belongs(self, inbox):
        card = CARD | {"photo": "she.png"}
        put(inbox, found(card=card), files={"she.png": PNG})
        again(inbox, 2, found(digest="e0", card=card), files={"she.png": PNG + b"other"})
        keeper = inbox.person("keeper")
        page = keeper.get("/inbox/desk/1/").get_data(as_text=True)
        assert "عکس عوض شده است و پاسخ‌ها همان است" in page
        assert '<img src="photo/2/she.png"' in page and '<a href="photo/1/she.png">عکس نسخهٔ پیش</a>' in page
        assert keeper.get("/inbox/desk/1/photo/1/she.png").data == PNG
        assert keeper.get("/inbox/desk/1/photo/2/she.png").data == PNG + b"other"

    def test_of_a_file_that_nobody_has_examined_a_county_sees_only_what_it_sent_itself(self, inbox):
        put(inbox, found(county="fasa"), name="women.xlsx", files={"she.png": PNG})
        fasa = inbox.person("reviewer", "fasa")
        assert fasa.get("/inbox/desk/1/original").status_code == 200
        again(inbox, 2, name="women.xlsx", files={"another.png": PNG})
        assert fasa.get("/inbox/desk/1/original").status_code == 403
        assert fasa.get("/inbox/desk/1/photo/2/another.png").status_code == 404
        assert "another.png" not in text_of(fasa.get("/inbox/desk/1/"))
        assert inbox.person("keeper").get("/inbox/desk/1/original").status_code == 200

    def test_each_version_has_its_own_marked_copy_as_long_as_something_of_it_is_to_be_mended(self, inbox):
        put(inbox, found(), found(1, state="mend"), name="women.xlsx")
        keeper, (one, _) = inbox.person("keeper"), ids(inbox)
        again(inbox, 2, found(2, state="mend"), name="women.xlsx")
        with inbox.store.writing() as tx:
            for version in (1, 2):
                sent_files.keep_marked(tx, 1, version, b"PK%d" % version)
        page = keeper.get("/inbox/desk/1/").get_data(as_text=True)
        assert 'href="marked/2">' in page and 'href="marked/1"' not in page
        keeper.post("/inbox/desk/1/return", {"entry": str(one), f"seen-{one}": "d0", f"reason-{one}": "منبع ندارد."})
        page = text_of(keeper.get("/inbox/desk/1/"))
        assert "ردیف‌های نسخهٔ ۱" in page and "ردیف‌های نسخهٔ ۲" in page
        assert keeper.get("/inbox/desk/1/marked/1").data == b"PK1"


class TestNobodyIsLeftUntold:
    def test_of_two_who_hide_a_page_at_once_the_second_does_not_show_it_again(self, inbox):
        put(inbox, found(kind="removal", record="zahra-rasti"))
        first, second, (one,) = inbox.person("keeper"), inbox.person("reviewer"), ids(inbox)
        for guest in (first, second):
            assert guest.post("/inbox/desk/1/hide", {"entry": str(one)}).status_code == 303
        sent = {"resource": "women", "record": "zahra-rasti"}
        assert second.post("/inbox/desk/pages/hide", sent).status_code == 303
        page = text_of(second.get("/inbox/desk/pages/?page=women/zahra-rasti/"))
        assert "پنهان است؛ همکار keeper پنهانش کرد" in page and "۳ آذر ۱۴۰۵، همکار keeper" in page
        for address, data in (("1", {"entry": str(one)}), ("pages", sent)):
            for _ in range(2):
                assert first.post(f"/inbox/desk/{address}/show", data).status_code == 303
            with inbox.store.reading() as tx:
                assert builds.hidden(tx) == []

    def test_what_goes_with_an_acceptance_that_is_taken_back_is_said_before(self, inbox):
        put(inbox, found(), found(1), found(2), name="women.xlsx")
        keeper, own = inbox.person("keeper"), ids(inbox)
        sent = {"tick": [str(one) for one in own[:2]], f"seen-{own[0]}": "d0", f"seen-{own[1]}": "d1"}
        keeper.post("/inbox/desk/1/accept", sent)
        with inbox.store.writing() as tx:
            tx.execute("UPDATE entries SET state = 'published' WHERE state = 'accepting'")
        page = text_of(keeper.get("/inbox/desk/1/"))
        assert page.count("با ۱ مورد دیگر یک‌جا پذیرفته شد و همه با هم پس گرفته می‌شود.") == 2

    def test_what_is_about_to_be_erased_undecided_is_told_to_those_who_could_decide(self, inbox):
        put(inbox, found(county="fasa"))
        keeper_of = {"keeper": "", "fasa": "fasa", "shiraz": "shiraz"}
        inbox.clock[0] += timedelta(days=155)
        for name, county in keeper_of.items():
            page = text_of(inbox.person("keeper" if name == "keeper" else "reviewer", county).get("/inbox/desk/"))
            assert ("نخستینِ آن‌ها در ۲ خرداد ۱۴۰۶ پاک می‌شود: ۱." in page) == (name != "shiraz")

    def test_an_acceptance_that_the_bank_made_void_is_told_whatever_is_wanted_now(self, inbox):
        put(inbox, found())
        keeper, (one,) = inbox.person("keeper"), ids(inbox)
        keeper.post("/inbox/desk/1/accept", {"tick": str(one), f"seen-{one}": "d0"})
        with inbox.store.writing() as tx:
            decisions.changed(tx, 1, [found(state="mend", digest="e0", problems=[FAULT])], inbox.clock[0])
        assert states(inbox) == ["mend"]
        assert "از زمانی که دیدید عوض شده است" in text_of(keeper.get("/inbox/desk/1/"))

    def test_a_decision_that_was_refused_is_not_put_on_the_bank(self, inbox):
        put(inbox, found(), found(1))
        keeper, (one, two) = inbox.person("keeper"), ids(inbox)
        keeper.post("/inbox/desk/1/accept", {"tick": [str(one), str(two)], f"seen-{one}": "d0", f"seen-{two}": "d1"})
        with inbox.store.writing() as tx:
            decisions.refused(tx, 1, "به نگه‌دارنده خبر بدهید.", inbox.clock[0])
        page = text_of(keeper.get("/inbox/desk/1/"))
        assert "به نگه‌دارنده خبر بدهید." in page and "از زمانی که دیدید" not in page
        keeper.post("/inbox/desk/1/accept", {"tick": [str(one), str(two)], f"seen-{one}": "d0", f"seen-{two}": "d1"})
        with inbox.store.writing() as tx:  # the second is not in the file as it is read today
            decisions.changed(tx, 2, [found(digest="e0")], inbox.clock[0])
        assert "دیگر پیدا نمی‌شود؛ پذیرفته نشد" in text_of(keeper.get("/inbox/desk/1/"))


class TestScope:
    """A reviewer of one county, by page, post, download and photo."""

    @pytest.fixture
    def fasa(self, inbox):
        put(inbox, found(), files={"she.png": PNG})
        return inbox.person("reviewer", "fasa")

    @pytest.mark.parametrize("address", ["", "photo/1/she.png", "original"])
    def test_another_county_is_not_shown(self, fasa, address):
        answer = fasa.get(f"/inbox/desk/1/{address}")
        assert answer.status_code == 403 and "نسترن" not in text_of(answer)

    @pytest.mark.parametrize("act", ["accept", "return", "reject", "consent", "take-back", "again", "hide", "show"])
    def test_nor_decided_on(self, inbox, fasa, act):
        (one,) = ids(inbox)
        sent = {"tick": str(one), "entry": str(one), f"seen-{one}": "d0", f"reason-{one}": "x"}
        assert fasa.post(f"/inbox/desk/1/{act}", sent).status_code == 403
        assert states(inbox) == ["waiting"]

    def test_of_a_hand_in_of_several_counties_each_sees_and_accepts_its_own(self, inbox):
        put(inbox, found(label="شیرازی"), found(1, county="fasa", label="فسایی"))
        fasa, (one, two) = inbox.person("reviewer", "fasa"), ids(inbox)
        page = text_of(fasa.get("/inbox/desk/1/"))
        assert "فسایی" in page and "شیرازی" not in page
        assert fasa.get("/inbox/desk/1/original").status_code == 403
        both = {"tick": [str(one), str(two)], f"seen-{one}": "d0", f"seen-{two}": "d1"}
        assert fasa.post("/inbox/desk/1/accept", both).status_code == 403
        assert states(inbox) == ["waiting", "waiting"]
        assert fasa.post("/inbox/desk/1/accept", {"tick": str(two), f"seen-{two}": "d1"}).status_code == 303

    def test_a_director_looks_and_decides_nothing(self, inbox):
        put(inbox, found())
        director, (one,) = inbox.person("director"), ids(inbox)
        page = director.get("/inbox/desk/1/")
        assert page.status_code == 200 and "formaction" not in page.get_data(as_text=True)
        assert director.post("/inbox/desk/1/accept", {"tick": str(one), f"seen-{one}": "d0"}).status_code == 403

    def test_another_hand_in_s_entry_is_none_of_this_one(self, inbox):
        put(inbox, found())
        put(inbox, found(), number=2)
        keeper, (two,) = inbox.person("keeper"), ids(inbox, 2)
        assert keeper.post("/inbox/desk/1/accept", {"tick": str(two), f"seen-{two}": "d0"}).status_code == 404


class TestReceiving:
    def send(self, guest, *files, key="k", **more):
        sent = {"key": key * 32 if len(key) == 1 else key, **more}
        sent["files"] = [(io.BytesIO(raw), name) for name, raw in files]
        return guest.post("/inbox/desk/receive/", sent, content_type="multipart/form-data")

    def test_each_file_is_a_hand_in_with_the_contact_typed_beside(self, inbox):
        keeper = inbox.person("keeper")
        answer = self.send(keeper, ("a.yml", YML), ("b.xlsx", b"PK"), key="a", phone="۰۹۱۷۰۰۰۰۰۰۰", note="x")
        assert answer.status_code == 303 and answer.headers["Location"].endswith("/inbox/desk/")
        with inbox.store.reading() as tx:
            for number, name in ((1, "a.yml"), (2, "b.xlsx")):
                assert sent_files.body_of(tx, number, 1).name == name
                assert hand_ins.contact_of(tx, number) == Contact("09170000000", "", "x")

    def test_one_file_leads_to_its_page_and_a_second_press_makes_no_second_one(self, inbox):
        keeper = inbox.person("keeper")
        for _ in range(2):
            assert self.send(keeper, ("a.yml", YML), key="a").headers["Location"].endswith("/inbox/desk/1/")
        assert self.send(keeper, ("a.yml", YML + b"#"), key="a").status_code == 409

    @pytest.mark.parametrize(
        ("files", "sentence"),
        [
            ([], "یک یا چند فایل بدهید"),
            ([("a.exe", b"MZ")], "«a.exe»: میز این‌ها را می‌گیرد"),
            ([("she.png", PNG)], "همراه فایل فرم یا اکسلی"),
            ([("a.yml", b"x" * (11 << 20))], "«a.yml» از ۱۰ مگابایت بزرگ‌تر است"),
        ],
    )
    def test_what_is_none_of_ours_is_refused_in_a_sentence(self, inbox, files, sentence):
        answer = self.send(inbox.person("keeper"), *files, key="a")
        assert answer.status_code in (400, 413) and sentence in text_of(answer)

    def test_a_name_is_bare_whatever_a_browser_sends(self, inbox):
        self.send(inbox.person("keeper"), ("..\\..\\C:/x/../<b>a|\u202e.yml", YML), key="a")
        with inbox.store.reading() as tx:
            name = sent_files.body_of(tx, 1, 1).name
        assert not set(name) & set("/\\<>|:\u202e") and name.endswith(".yml")

    def test_photos_go_with_what_names_them(self):
        one, two = b"photo: she.png", b"photo: none"
        found = parted([("a.yml", one), ("b.yml", two), ("she.png", PNG)])
        assert [(name, sorted(photos)) for name, _, photos in found] == [("a.yml", ["she.png"]), ("b.yml", [])]
        assert parted([("a.yml", two), ("x.png", PNG)])[0][2] == {"x.png": PNG}
        assert parted([("a.yml", two), ("w.xlsx", b"PK"), ("x.png", PNG)])[1][2] == {"x.png": PNG}
        with pytest.raises(Refusal, match="این عکس از کیست"):
            parted([("a.yml", two), ("b.yml", two), ("x.png", PNG)])


class TestOtherPages:
    def test_the_history_has_acts_and_who_did_them_and_no_name_of_anybody_else(self, inbox):
        put(inbox, found())
        put(inbox, found(county="fasa"), number=2)
        keeper, (one,) = inbox.person("keeper"), ids(inbox)
        keeper.post("/inbox/desk/1/reject", {"entry": str(one), f"seen-{one}": "d0"})
        page = text_of(keeper.get("/inbox/desk/history/"))
        assert "رد کردن" in page and "همکار keeper" in page and "نسترن" not in page
        of_fasa = text_of(inbox.person("reviewer", "fasa").get("/inbox/desk/history/"))
        assert "فرستادهٔ ۲" in of_fasa and "فرستادهٔ ۱" not in of_fasa

    def test_only_the_keeper_publishes(self, inbox):
        reviewer, keeper = inbox.person("reviewer"), inbox.person("keeper")
        for act in ("build", "carry", "pack"):
            assert reviewer.post(f"/inbox/desk/publish/{act}").status_code == 403
        assert reviewer.get("/inbox/desk/publish/").status_code == 403
        assert keeper.post("/inbox/desk/publish/build").status_code == 303
        assert "سایت دارد ساخته می‌شود" in text_of(keeper.get("/inbox/desk/publish/"))

    def test_a_server_carries_its_site_nowhere(self, inbox):
        keeper = inbox.person("keeper")
        assert keeper.post("/inbox/desk/publish/carry", {"destination": "/tmp/x"}).status_code == 403
        assert keeper.get("/inbox/desk/publish/bank.bundle").status_code == 404
        assert "به کجا؟" not in text_of(keeper.get("/inbox/desk/publish/"))

    def test_a_page_is_found_by_its_address_hidden_and_asked_to_be_removed(self, inbox):
        keeper = inbox.person("keeper")
        record = next(iter(inbox.house.bank.names()["women"]))
        page = keeper.get("/inbox/desk/pages/", query_string={"page": f"https://example.org/women/{record}/"})
        assert "پنهان تا پاسخ" in text_of(page)
        sent = {"resource": "women", "record": record, "key": "x", "note": "تلفن زد"}
        assert keeper.post("/inbox/desk/pages/hide", sent).status_code == 303
        assert "همکار keeper پنهانش کرد" in text_of(keeper.get(f"/inbox/desk/pages/?page=women/{record}/"))
        for _ in range(2):
            assert keeper.post("/inbox/desk/pages/remove", sent).headers["Location"].endswith("/inbox/desk/1/")
        with inbox.store.reading() as tx:
            line = hand_ins.by_number(tx, 1)
            assert (line["kind"], line["resource"], line["record"]) == ("removal", "women", record)
            assert hand_ins.contact_of(tx, 1).note == "تلفن زد"
            assert hand_ins.by_number(tx, 2) is None

    def test_not_by_another_county_and_not_what_is_none(self, inbox):
        record = next(iter(inbox.house.bank.names()["women"]))
        other = inbox.person("reviewer", "nowhere")
        for act in ("hide", "remove"):
            assert other.post(f"/inbox/desk/pages/{act}", {"resource": "women", "record": record}).status_code == 403
            none = {"resource": "women", "record": "nobody"}
            assert inbox.person("keeper").post(f"/inbox/desk/pages/{act}", none).status_code == 404
        assert other.get(f"/inbox/desk/pages/?page=women/{record}/").status_code == 403


class Errands:
    """Stands for who runs errands: each is done as it is told."""

    def __init__(self, errand):
        self.errand, self.asked = errand, []

    def begin(self, name, label, verb, *more):
        self.asked.append((verb, *more))
        return self.errand

    def of(self, name):
        return self.errand


class TestLook:
    def look(self, inbox, guest):
        return guest.post("/inbox/desk/1/look", {"entry": str(ids(inbox)[0])})

    def with_errand(self, inbox, errand):
        object.__setattr__(inbox.house, "more", {"errands": Errands(errand)})
        return inbox.house.more["errands"]

    def test_the_page_is_drawn_by_an_errand_and_led_to_when_it_is_there(self, inbox):
        put(inbox, found())
        keeper, errand = inbox.person("keeper"), Errand("look", "")
        errands = self.with_errand(inbox, errand)
        waits = self.look(inbox, keeper).headers["Location"]
        assert errands.asked == [("look", "--entry=1", "--digest=d0")]
        assert "دارد ساخته می‌شود" in text_of(keeper.get(waits))
        errand.is_done = errand.is_good = True
        there = keeper.get(waits).headers["Location"]
        assert there.endswith("/inbox/desk/look/1-d0/women/nastaran/")
        folder = inbox.house.settings.previews / "1-d0" / "women" / "nastaran"
        folder.mkdir(parents=True)
        (folder / "index.html").write_text("<script>alert(1)</script>")
        page = keeper.get(there)
        assert page.status_code == 200 and "script-src" not in page.headers["Content-Security-Policy"]
        assert "sandbox" in page.headers["Content-Security-Policy"]
        assert keeper.get("/inbox/desk/look/1-d0/men/").headers["Location"].endswith("/men/")  # of the site itself

    def test_what_went_wrong_is_said(self, inbox):
        put(inbox, found())
        keeper = inbox.person("keeper")
        self.with_errand(inbox, Errand("look", "", is_done=True, said="صفحه‌ای از آن خود ندارد"))
        assert "از آن خود ندارد" in text_of(keeper.get(self.look(inbox, keeper).headers["Location"]))

    def test_another_county_s_is_not_drawn_and_not_shown(self, inbox):
        put(inbox, found())
        fasa = inbox.person("reviewer", "fasa")
        errands = self.with_errand(inbox, Errand("look", "", is_done=True, is_good=True))
        (inbox.house.settings.previews / "1-d0").mkdir(parents=True)
        assert self.look(inbox, fasa).status_code == 403 and errands.asked == []
        for address in ("/inbox/desk/1/look/1", "/inbox/desk/look/1-d0/index.html"):
            assert fasa.get(address).status_code == 403

    def test_nothing_beside_a_look_is_reached(self, inbox):
        put(inbox, found())
        keeper = inbox.person("keeper")
        (inbox.house.settings.previews / "1-d0").mkdir(parents=True)
        for rest in ("../../secret", "..%2f..%2fsecret", "%2e%2e/%2e%2e/secret", "/etc/passwd"):
            answer = keeper.get(f"/inbox/desk/look/1-d0/{rest}")
            assert answer.status_code in (303, 308, 404) and inbox.house.secret not in answer.data
        for name in ("..", "1-d0x/..", "99-d0", "x"):
            assert keeper.get(f"/inbox/desk/look/{name}/index.html").status_code == 404
