"""No private fact that was sent stands in what is kept to be shown, in the log, in a commit or in the name of a branch."""

from __future__ import annotations

import logging
import re

from generator.dataset.private import facts as known
from generator.inbox.store import hand_ins
from generator.persian.digits import ascii_digits
from tests.inbox.offices import Office, git, named
from tests.submissions import banks, workbooks
from tests.support import private_texts


def bare(text: str) -> str:
    """Return a text as somebody reads a number in it, whatever stands between the digits."""
    return re.sub(r"[\W_]", "", ascii_digits(text)).lower()


def test_three_hundred_private_facts_are_refused_and_said_nowhere_again(office: Office, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    # Of a very few the rules know nothing yet; they are measured elsewhere.
    facts = [one for one in private_texts("facts") if known(one["text"])]
    assert len(facts) > 300
    bank = office.worker.bank.at(office.worker.repository.main())
    rows = [{**banks.WOMAN, **named(place), "summary": one["text"]} for place, one in enumerate(facts)]
    number = office.send(body=workbooks.filled(bank, rows), name="fasa.xlsx")
    office.work()
    found = office.entries(number)
    assert len(found) == len(facts)
    with office.store.reading() as tx:
        line = hand_ins.by_number(tx, number)
        log = "\n".join(str(tuple(one)) for one in tx.execute("SELECT * FROM log"))
    assert {one["state"] for one in found} == {"mend"}
    for one, fact in zip(found, facts, strict=True):
        secret = bare(fact["secret"])
        for place in ("card", "problems", "label", "seen", "before", "record"):
            assert secret not in bare(one[place]), (fact, place)
        for text in (line["problems"], log, caplog.text):
            assert secret not in bare(text), fact
    for folder in (office.settings.clone, office.remote):
        assert "Take in" not in git(folder, "log", "--all", "--format=%B")


def test_one_that_hides_among_good_rows_stays_out_of_their_commit(office: Office) -> None:
    secret = "09121234567"
    rows = [
        {**banks.WOMAN, "name": "زری سرفراز", "latin": "Zari Sarfaraz"},
        {**banks.WOMAN, "name": "گلی نیک", "latin": "Goli Nik", "ability": f"شمارهٔ من {secret}"},
    ]
    bank = office.worker.bank.at(office.worker.repository.main())
    number = office.send(body=workbooks.filled(bank, rows), name=f"{secret}.xlsx")
    office.work()
    assert office.states(number) == ["waiting", "mend"]
    office.accept(number, {0})
    office.work()
    for folder in (office.settings.clone, office.remote):
        assert git(folder, "log", "-1", "--format=%s", "main") == f"Take in submission {number}"
        assert secret not in git(folder, "log", "-p", "--all") and "Sarfaraz" not in git(
            folder, "log", "--format=%an%cn%B"
        )
        assert "zari" not in git(folder, "for-each-ref")
