"""One hand-in on the desk: all that was found of it, of whom it is shown, and what a new version looks like."""

from __future__ import annotations

import re
from html import unescape

import pytest

from generator.inbox.store import entries, examinations, hand_ins, sent_files
from generator.inbox.store.hand_ins import Contact, HandIn
from tests.inbox.desk import CARD, DOUBT, FAULT, PNG, YML, again, found, ids, put, states, text_of


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
