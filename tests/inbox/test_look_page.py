"""The page of an entry as it would be, drawn apart and shown to nobody else."""

from __future__ import annotations

from generator.inbox.errands import Errand
from tests.inbox.desk import Errands, found, ids, put, text_of


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
