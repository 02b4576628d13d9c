"""A loan from its introduction to the public row: before the approval not a byte of it is anywhere but in the store."""

from __future__ import annotations

import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from generator.inbox.store.loans import kept_loans
from generator.inbox.web.app import Pages
from generator.inbox.web.known_bank import KnownBank
from generator.inbox.web.routes import ROUTES
from generator.inbox.web.visit import House
from tests.inbox.conftest import SITE, Inbox
from tests.inbox.offices import SECRET, Office

# What stands nowhere else: of the loan itself, and so of whoever reads it somewhere.
AMOUNT, PURPOSE = "2718281000", "تجهیز کارگاه پنهان"
FORM = {
    "a.cooperative": "shahpurjan",
    "a.facility": "credit",
    "a.amount": AMOUNT,
    "a.purpose": PURPOSE,
    "a.introduced.day": "12",
    "a.introduced.month": "5",
    "a.introduced.year": "1405",
}
TABLE = "data/loans/shiraz.csv"


@pytest.fixture
def pages(office: Office) -> Inbox:
    """The pages over the store of an office."""
    house = House(office.settings, office.store, SECRET, SITE, lambda: office.clock[0], KnownBank(office.settings))
    return Inbox(house, Pages(house, ROUTES), office.clock)


def everything(office: Office) -> bytes:
    """Return every byte of what others may see: all objects of both repositories, what is laid out and built, the log."""
    found = b""
    for folder in (office.settings.clone, office.remote):
        words = ["git", "-C", str(folder), "cat-file", "--batch", "--batch-all-objects"]
        found += subprocess.run(words, capture_output=True, check=True).stdout
    own = [path for path in Path(office.settings.folder).rglob("*") if path.is_file() and ".git" not in str(path)]
    kept = [path for path in own if not path.name.startswith("inbox") and "backups" not in path.parts]
    return found + b"".join(path.read_bytes() for path in kept)


def introduced(office: Office, pages: Inbox) -> None:
    expert = pages.person("expert", "shiraz")
    page = expert.get("/inbox/loans/introduce").get_data(as_text=True)
    key = re.search(r'name="key" value="([0-9a-f]{32})"', page)[1]
    assert expert.post("/inbox/loans/introduce", {"key": key, **FORM}).status_code == 303
    office.work()


def press(bank, stage: str, seen: str, day: str, month: str) -> int:
    page = bank.get("/inbox/loans/1/").get_data(as_text=True)
    trace = re.search(r'name="trace" value="([0-9a-f]+)"', page)[1]
    typed = {"stage": stage, "seen": seen, "trace": trace, "day": day, "month": month, "year": "1405"}
    return bank.post("/inbox/loans/1/step", typed).status_code


def loan(office: Office):
    with office.store.reading() as tx:
        return kept_loans.by_id(tx, 1)


def test_only_the_approved_row_and_suppressed_counts_ever_leave_the_store(office, pages, caplog):
    caplog.set_level("DEBUG")
    introduced(office, pages)
    bank = pages.person("bank", facilities=["credit"])
    assert press(bank, "review", "introduced", "20", "6") == 303
    office.work()
    seen = everything(office) + caplog.text.encode()
    assert AMOUNT.encode() not in seen and PURPOSE.encode() not in seen and b"loans/shiraz" not in seen
    # The season was counted meanwhile, without a number that gives it away.
    counts = office.read("data/loan-counts.csv")
    assert "all-introduced,all,,,,,introduced,کمتر از 3,1405-09-03" in counts and "review" not in counts
    assert len(office.commits()) == 1

    assert press(bank, "approved", "review", "1", "8") == 303
    office.work()
    head, row = office.read(TABLE).splitlines()
    assert (
        dict(zip(head.split(","), row.split(","), strict=True)).items()
        >= {
            "cooperative": "shahpurjan",
            "amount": AMOUNT,
            "purpose": PURPOSE,
            "stage": "approved",
            "introduced": "1405-05-12",
            "under_review": "1405-06-20",
            "approved": "1405-08-01",
        }.items()
    )
    assert (loan(office).is_public, loan(office).carried) == (True, "published")
    # A row is called by what tells it from others, in words.
    label = office.entries(loan(office).carrier)[0]["label"]
    assert label == "تعاونی زنان روستایی شاهپورجان، خط اعتباری نمونه، ۱۲ مرداد ۱۴۰۵"

    # What somebody puts right in the public row stays when it is paid.
    office.by_hand(TABLE, office.read(TABLE).replace(AMOUNT, "3000000000"))
    office.clock[0] += timedelta(minutes=3)
    office.work()
    assert press(bank, "paid", "approved", "15", "8") == 303
    office.work()
    assert ",paid,1405-05-12,1405-06-20,1405-08-01,1405-08-15,," in office.read(TABLE)
    assert len(office.read(TABLE).splitlines()) == 2 and "3000000000" in office.read(TABLE)
    # Every commit names numbers alone.
    assert all(re.fullmatch(r"[A-Za-z0-9 :|]+", message) for message in office.commits())


def test_where_the_public_table_refuses_it_the_step_is_taken_back_and_said(office, pages):
    introduced(office, pages)
    path = "data/cooperatives/shiraz/shahpurjan.yml"
    office.by_hand(path, office.read(path).replace("status: active", "status: inactive"))
    office.clock[0] += timedelta(minutes=3)
    bank = pages.person("bank", facilities=["credit"])
    assert press(bank, "approved", "introduced", "1", "8") == 303
    office.work()
    page = bank.get("/inbox/loans/1/").get_data(as_text=True)
    assert "در جدول عمومی ثبت نشد" in page and "فعال نیست" in page
    assert bank.post("/inbox/loans/1/back", {"seen": "approved"}).status_code == 303
    office.work()
    assert loan(office).stage == "introduced"
    # A commit that a reviewer takes back takes the step back too.
    office.by_hand(path, office.read(path).replace("status: inactive", "status: active"))
    office.clock[0] += timedelta(minutes=3)
    assert press(bank, "approved", "introduced", "1", "8") == 303
    office.work()
    assert loan(office).is_public
    office.take_back(loan(office).carrier)
    office.work()
    assert (loan(office).stage, loan(office).is_public) == ("introduced", False)
