"""What a reviewer hands in for others."""

from __future__ import annotations

import io

import pytest

from generator.inbox.store import hand_ins, sent_files
from generator.inbox.store.hand_ins import Contact
from generator.inbox.web.desk.receiving import parted
from generator.inbox.web.visit import Refusal
from tests.inbox.desk import PNG, YML, text_of


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
