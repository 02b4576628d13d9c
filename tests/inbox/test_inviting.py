"""Inviting from the command line: a bank sees the facilities that were named, and only those that there are."""

from __future__ import annotations

import pytest

from generator.inbox.store import invitations
from generator.inbox.store.database import Store
from tests.support import run


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--role", "bank"], "شناسهٔ آن‌ها را بدهید"),
        (["--role", "bank", "--facility", "credti"], "تسهیلات «credti» در بانک نیست. شناسه یکی از این‌هاست: credit"),
        (["--role", "expert"], "شناسهٔ آن را بدهید"),
        (["--role", "expert", "--county", "fsa"], "شهرستان «fsa» در بانک نیست"),
    ],
)
def test_who_cannot_be_invited_so(inbox, words, said):
    result = run("inbox", "invite", "همکار", *words, "--settings", settings(inbox))
    assert result.exit_code == 1 and said in result.output


def test_a_bank_sees_its_facilities(inbox):
    result = run("inbox", "invite", "بانک", "--role", "bank", "--facility", "credit", "--settings", settings(inbox))
    assert result.exit_code == 0, result.output
    store = Store(inbox.house.settings.store)
    with store.reading() as tx:
        person = invitations.person_of(invitations.listed(tx)[0])
    store.close()
    assert (person.role, person.facilities) == ("bank", ("credit",))


def settings(inbox):
    path = inbox.house.settings.folder / "inbox.toml"
    path.write_text(f'repository = "{inbox.house.settings.repository}"\naddress = "https://inbox.example/"\n', "utf-8")
    return path
