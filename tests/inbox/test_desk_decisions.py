"""Every decision of a reviewer with what was seen, and whom it is told."""

from __future__ import annotations

import re
from datetime import timedelta

from generator.inbox.store import builds, consents, decisions, log_book
from tests.inbox.desk import DOUBT, FAULT, found, ids, put, states, text_of


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
