"""An expert introduces loans by form and by workbook; what is not accepted comes back with its reasons and is mended."""

from __future__ import annotations

import io
import re

from openpyxl import load_workbook

from generator.inbox.store import examinations, hand_ins
from generator.inbox.store.loans import kept_loans, private_loans
from generator.inbox.work import loan_work
from tests.inbox.conftest import NOW

FORM = {
    "a.cooperative": "shahpurjan",
    "a.facility": "credit",
    "a.amount": "2000000000",
    "a.introduced.day": "۱۲",
    "a.introduced.month": "5",
    "a.introduced.year": "۱۴۰۵",
}


def work(inbox) -> None:
    """Let the worker look at what came in."""
    while True:
        with inbox.store.reading() as tx:
            line = examinations.to_examine(tx)
        if line is None:
            return
        assert loan_work.examine(inbox.store, inbox.house.bank.package, line, NOW, NOW.date())


def loans(inbox):
    with inbox.store.reading() as tx:
        return kept_loans.listed(tx, ["introduced"])


def key_of(page: str) -> str:
    return re.search(r'name="key" value="([0-9a-f]{32})"', page)[1]


def test_a_loan_comes_in_by_the_form_and_is_mended_in_it(inbox):
    expert = inbox.person("expert", "shiraz")
    page = expert.get("/inbox/loans/introduce").get_data(as_text=True)
    assert "شاهپورجان" in page
    assert set(re.findall(r'name="a\.([a-z]+)', page)) == {
        *("cooperative", "facility", "amount", "fee", "instalments", "purpose", "jobs", "introduced", "source")
    }
    form = {"key": key_of(page), **FORM}
    missing = expert.post("/inbox/loans/introduce", form | {"a.amount": ""})
    assert missing.status_code == 422 and "مبلغ" in missing.get_data(as_text=True)
    partial = expert.post("/inbox/loans/introduce", form | {"a.introduced.day": ""})
    assert partial.status_code == 422 and "روز، ماه و سال معرفی را کامل" in partial.get_data(as_text=True)
    leap = form | {"a.introduced.day": "30", "a.introduced.month": "12", "a.introduced.year": "1404"}
    sent = expert.post("/inbox/loans/introduce", leap)
    assert sent.headers["Location"] == "/inbox/loans/?sent=1"
    assert expert.post("/inbox/loans/introduce", leap).headers == sent.headers
    assert "هنوز بررسی نشده" in expert.get("/inbox/loans/").get_data(as_text=True)
    work(inbox)
    assert loans(inbox) == []
    assert "وام پذیرفته نشد" in expert.get("/inbox/loans/").get_data(as_text=True)
    assert expert.get("/inbox/mine/1").headers["Location"] == "/inbox/loans/introduce/1"
    page = expert.get("/inbox/loans/introduce/1").get_data(as_text=True)
    assert 'value="2000000000"' in page and re.search(r'id="a-introduced-live">[^<]*تاریخ معرفی', page)
    assert inbox.person("expert", "fasa").get("/inbox/loans/introduce/1").status_code == 403
    assert inbox.person("bank", facilities=["credit"]).get("/inbox/loans/introduce/1").status_code == 403
    assert expert.post("/inbox/loans/introduce/1", form).status_code == 303
    work(inbox)
    (loan,) = loans(inbox)
    assert loan.cells["introduced"] == "1405-05-12"
    assert expert.get("/inbox/loans/introduce/1").headers["Location"] == "/inbox/loans/"
    assert "شاهپورجان" in expert.get("/inbox/loans/").get_data(as_text=True)


def test_many_come_in_by_the_workbook_and_the_bad_rows_come_back(inbox):
    expert = inbox.person("expert", "shiraz")
    book = load_workbook(io.BytesIO(expert.get("/inbox/loans/introduce.xlsx").get_data()))
    sheet = book.worksheets[0]
    columns = {str(cell.value).split(" (")[0].strip(" *"): cell.column for cell in sheet[2]}
    assert "مرحله" not in columns and "تاریخ تصویب" not in columns

    def fill(number: int, **more: str) -> None:
        row = {"تعاونی": "تعاونی زنان روستایی شاهپورجان", "شهرستان": "شیراز", "خط اعتباری": "خط اعتباری نمونه"}
        for title, text in (row | {"مبلغ": "2000000000", "تاریخ معرفی": "1405/05/12"} | more).items():
            sheet.cell(number, next(column for name, column in columns.items() if name.startswith(title)), text)

    fill(4)
    fill(5, **{"تاریخ معرفی": "1405"})
    fill(6, **{"تاریخ معرفی": "1405/06/01"})
    page = expert.get("/inbox/loans/introduce").get_data(as_text=True)

    def upload(address: str):
        raw = io.BytesIO()
        book.save(raw)
        raw.seek(0)
        return expert.post(address, {"key": key_of(page), "workbook": (raw, "وام‌ها.xlsx")})

    assert upload("/inbox/loans/introduce").status_code == 303
    work(inbox)
    assert len(loans(inbox)) == 2
    again = expert.get("/inbox/loans/introduce/1").get_data(as_text=True)
    assert "ردیف ۵" in again and "تاریخ معرفی" in again and "ردیف ۴" not in again
    marked = expert.post("/inbox/follow/marked", {"number": "1"})
    texts = [str(cell.value) for row in load_workbook(io.BytesIO(marked.get_data())).worksheets[0] for cell in row]
    assert "1405" in texts and "1405/06/01" not in texts
    # What the bank has taken on in the meantime stands in the workbook still, and is left as it is.
    with inbox.store.writing() as tx:
        private_loans.step(tx, 1, "introduced", "review", NOW.date(), None, NOW, NOW.date())
    fill(5, **{"تاریخ معرفی": "1405/06/20"})
    assert upload("/inbox/loans/introduce/1").status_code == 303
    work(inbox)
    assert [loan.cells["introduced"] for loan in loans(inbox)] == ["1405-06-01", "1405-06-20"]
    with inbox.store.reading() as tx:
        assert kept_loans.by_id(tx, 1).stage == "review" and hand_ins.by_number(tx, 1)["decided"]


def test_no_workbook_and_no_right_to_introduce(inbox):
    expert = inbox.person("expert", "shiraz")
    key = key_of(expert.get("/inbox/loans/introduce").get_data(as_text=True))
    answer = expert.post("/inbox/loans/introduce", {"key": key, "workbook": (io.BytesIO(b"%PDF"), "a.xlsx")})
    assert answer.status_code == 422 and "فایل اکسل نیست" in answer.get_data(as_text=True)
    for guest in (inbox.person("bank", facilities=["credit"]), inbox.person("director")):
        assert guest.get("/inbox/loans/introduce").status_code == 403
        assert guest.post("/inbox/loans/introduce", {"key": key, **FORM}).status_code == 403


def test_an_expert_cannot_introduce_for_another_county(inbox):
    expert = inbox.person("expert", "fasa")
    page = expert.get("/inbox/loans/introduce").get_data(as_text=True)
    assert "شاهپورجان" not in page
    assert expert.post("/inbox/loans/introduce", {"key": key_of(page), **FORM}).status_code == 303
    work(inbox)
    assert loans(inbox) == []
    assert "از شهرستان دیگری است" in expert.get("/inbox/loans/introduce/1").get_data(as_text=True)


def test_the_sign_in_the_header_is_there_on_forms_too(inbox):
    keeper = inbox.person("keeper")
    for address in ("/inbox/loans/introduce", "/inbox/form/women"):
        assert 'href="/inbox/assets/emblem.svg#emblem"' in keeper.get(address).get_data(as_text=True), address
