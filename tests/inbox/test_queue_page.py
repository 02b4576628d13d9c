"""The queue of a reviewer, and the other lists of the desk: the history, pages that are published, the site."""

from __future__ import annotations

from generator.inbox.store import hand_ins
from tests.inbox.desk import found, ids, put, text_of


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
