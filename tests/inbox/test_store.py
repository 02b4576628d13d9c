"""The store: received once, decided once, erased whole, and put back from a copy."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.inbox.store import (
    backup,
    builds,
    codes,
    consents,
    decisions,
    entries,
    erasing,
    examinations,
    hand_ins,
    invitations,
    sent_files,
)
from generator.inbox.store.database import Store, StoreError, faults, stamp, time_of
from generator.inbox.store.entries import Entry, Stale
from generator.inbox.store.hand_ins import Conflict, Contact, HandIn
from tests.chance import tries

NOW = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
SECRET = b"s" * 32
KEY = b"k" * 16
NAME = "نسترن آزمایشی"


def sent(**more) -> HandIn:
    given = {"key": KEY, "version": 1, "door": "form", "kind": "record", "name": "women.yml", "body": NAME.encode()}
    return HandIn(**(given | more))


def receive(store: Store, **more):
    with store.writing() as tx:
        return hand_ins.receive(tx, sent(**more), SECRET, NOW)


def found(place: int = 0, **more) -> Entry:
    given = {
        "resource": "women",
        "record": "nastaran",
        "kind": "record",
        "state": "waiting",
        "label": NAME,
        "digest": "d",
    }
    return Entry(place, **(given | more))


def examine(store: Store, number: int, *items: Entry, version: int = 1) -> bool:
    with store.writing() as tx:
        return examinations.examined(tx, number, version, items or [found()], [], NOW)


def ids(store: Store, number: int) -> dict[int, int]:
    with store.reading() as tx:
        return {one["id"]: one["place"] for one in entries.of_hand_in(tx, number)}


def states(store: Store, number: int) -> list[str]:
    with store.reading() as tx:
        return [one["state"] for one in entries.of_hand_in(tx, number)]


class TestReceiving:
    def test_what_is_sent_again_has_the_same_code_and_is_kept_once(self, store):
        first, again = receive(store), receive(store)
        assert (first.number, first.code, first.is_new) == (again.number, again.code, True)
        assert not again.is_new
        with store.reading() as tx:
            assert tx.execute("SELECT count(*) FROM versions").fetchone()[0] == 1
            assert hand_ins.by_code(tx, first.code, SECRET)["number"] == first.number
            assert sent_files.body_of(tx, first.number, 1).body == NAME.encode()

    def test_other_bytes_under_the_same_version_are_a_conflict_and_nothing_is_kept_of_them(self, store):
        receive(store)
        with pytest.raises(Conflict):
            receive(store, body=b"other")
        with pytest.raises(Conflict):
            receive(store, version=3, body=b"other")
        with store.reading() as tx:
            assert [line["body"] for line in tx.execute("SELECT body FROM versions")] == [NAME.encode()]

    def test_a_new_version_is_judged_anew_and_leaves_what_was_decided(self, store):
        number = receive(store).number
        examine(store, number, found(0), found(1, record="two", digest="e"))
        first = min(ids(store, number))
        with store.writing() as tx:
            entries.accept(tx, {first: "d"}, None, NOW)
        receive(store, version=2, body=b"mended")
        assert states(store, number) == ["accepting", "waiting"]
        assert not examine(store, number)  # what the worker found in the old version comes too late
        assert examine(store, number, found(0), found(1, record="two", digest="f"), version=2)
        assert states(store, number) == ["accepting", "waiting"]

    def test_what_a_sender_took_back_gets_no_new_version(self, store):
        number = receive(store).number
        examine(store, number)
        with store.writing() as tx:
            hand_ins.take_away(tx, number, None, NOW)
        assert states(store, number) == ["gone"]
        with pytest.raises(Conflict):
            receive(store, version=2)

    def test_a_hand_in_that_fails_three_times_waits_for_somebody(self, store):
        number = receive(store).number
        with store.writing() as tx:
            assert [examinations.tried(tx, number, NOW) for _ in range(3)] == [True, True, False]
            assert examinations.to_examine(tx) is None
            examinations.try_again(tx, number, None, NOW)
            assert examinations.to_examine(tx)["number"] == number


class TestCodes:
    @given(st.binary(min_size=16, max_size=16))
    @tries(0.6)
    def test_a_code_is_read_as_people_say_it_and_a_slip_is_found(self, key):
        code = codes.code_of(SECRET, key)
        assert codes.read(codes.spoken(code)) == code
        assert codes.read(code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))) == code
        for place in range(len(code)):
            wrong = code[:place] + str((int(code[place]) + 1) % 10) + code[place + 1 :]
            assert codes.read(wrong) is None
            swapped = code[:place] + code[place : place + 2][::-1] + code[place + 2 :]
            assert swapped == code or codes.read(swapped) is None

    def test_the_store_does_not_hold_the_code(self, store):
        code = receive(store).code
        store.sweep()
        assert code.encode() not in store.path.read_bytes()


class TestDeciding:
    def test_of_two_buttons_the_second_is_told_who_was_first(self, store):
        number = receive(store).number
        examine(store, number)
        (entry,) = ids(store, number)
        with store.writing() as tx:
            person, _ = invitations.invite(tx, "بازبین فسا", "reviewer", NOW + timedelta(days=9), NOW)
            entries.accept(tx, {entry: "d"}, person, NOW)
        with pytest.raises(Stale) as told, store.writing() as tx:
            entries.accept(tx, {entry: "d"}, None, NOW)
        assert (told.value.state, told.value.by, told.value.at) == ("accepting", "بازبین فسا", stamp(NOW))
        with pytest.raises(Stale), store.writing() as tx:
            entries.end(tx, entry, "d", "reject", "", None, NOW)
        with store.reading() as tx:
            assert tx.execute("SELECT count(*) FROM decisions").fetchone()[0] == 1

    def test_a_card_that_has_changed_is_not_accepted_and_neither_is_what_waits_for_her_word(self, store):
        number = receive(store).number
        examine(store, number, found(0), found(1, state="asking", record="asked"))
        one, asked = ids(store, number)
        for entry, seen in ((one, "old"), (asked, "d")):
            with pytest.raises(Stale), store.writing() as tx:
                entries.accept(tx, {entry: seen}, None, NOW)
        with store.writing() as tx:
            consents.given(tx, "women", "asked", "v1", NOW.date(), "phone", None, number, NOW)
            entries.accept(tx, {one: "d", asked: "d"}, None, NOW)
        assert states(store, number) == ["accepting", "accepting"]

    def test_a_decision_goes_from_wanted_to_released_and_back_once_each(self, store):
        number = receive(store).number
        examine(store, number)
        (entry,) = ids(store, number)
        with store.writing() as tx:
            decision = entries.accept(tx, {entry: "d"}, None, NOW)
            assert decisions.next_one(tx)["id"] == decision
            decisions.committed(tx, decision, "base", "commit")
            decisions.on_main(tx, decision, NOW)
            decisions.on_main(tx, decision, NOW)
            assert [one["id"] for one in decisions.not_pushed(tx)] == [decision]
            decisions.pushed(tx, decision, NOW)
            decisions.released(tx, decision, "r1", NOW)
            assert hand_ins.by_number(tx, number)["decided"] == stamp(NOW)
        assert states(store, number) == ["published"]
        with store.writing() as tx:
            undone = entries.take_back(tx, entry, None, NOW)
        with pytest.raises(Stale), store.writing() as tx:
            entries.take_back(tx, entry, None, NOW)
        with store.writing() as tx:
            decisions.committed(tx, undone, "commit", "back")
            decisions.on_main(tx, undone, NOW)
        assert states(store, number) == ["taken-back"]

    def test_where_the_bank_moved_the_entry_waits_with_its_new_card_beside_the_seen_one(self, store):
        number = receive(store).number
        examine(store, number, found(card={"title": "old"}))
        (entry,) = ids(store, number)
        with store.writing() as tx:
            decision = entries.accept(tx, {entry: "d"}, None, NOW)
            decisions.changed(tx, decision, [found(card={"title": "new"}, digest="e")], NOW)
            line = entries.by_id(tx, entry)
            assert (line["state"], line["digest"], entries.card(line)["title"]) == ("waiting", "e", "new")
            assert "old" in line["seen"]
            assert hand_ins.by_number(tx, number)["decided"] is None

    def test_the_log_is_only_added_to(self, store):
        receive(store)
        for statement in ("DELETE FROM log", "UPDATE log SET act = 'x'"):
            with pytest.raises(sqlite3.IntegrityError), store.writing() as tx:
                tx.execute(statement)


class TestPeople:
    def test_a_link_opens_sessions_until_it_ends_or_is_revoked(self, store):
        with store.writing() as tx:
            person, token = invitations.invite(tx, "کارشناس", "expert", NOW + timedelta(days=1), NOW, county="fasa")
            cookie, session = invitations.enter(tx, token, NOW)
            assert invitations.enter(tx, token + "x", NOW) is None
            assert invitations.enter(tx, token, NOW + timedelta(days=2)) is None
            assert invitations.session_of(tx, cookie, NOW) == session
            assert invitations.session_of(tx, cookie, NOW + timedelta(hours=3)) is None
            assert session.person.may_see("fasa")
            assert not session.person.may_see("shiraz")
            assert not session.person.may_decide("fasa")
            invitations.revoke(tx, person, NOW)
            assert invitations.session_of(tx, cookie, NOW) is None
            assert invitations.enter(tx, token, NOW) is None


class TestErasing:
    def test_when_the_days_are_over_nothing_of_a_person_is_in_the_files(self, store):
        contact = Contact(phone="71۱۲۳۴۵", note="یادداشت محرمانه")
        number = receive(store, contact=contact, files={"a.jpg": b"pixels-of-her"}).number
        examine(store, number, found(card={"title": NAME}))
        (entry,) = ids(store, number)
        with store.writing() as tx:
            consents.given(tx, "women", "nastaran", "v1", NOW.date(), "phone", None, number, NOW)
            entries.end(tx, entry, "d", "reject", "دلیل", None, NOW)
        assert erasing.due(store, NOW + timedelta(days=29)) == 0
        assert erasing.due(store, NOW + timedelta(days=31)) == 1
        assert erasing.due(store, NOW + timedelta(days=31)) == 0
        kept = b"".join(path.read_bytes() for path in store.path.parent.glob("inbox.db*"))
        for word in (NAME, "71۱۲۳۴۵", "یادداشت محرمانه", "دلیل", "pixels-of-her", "nastaran"):
            assert word.encode() not in kept
        assert states(store, number) == ["rejected"]

    def test_a_removed_record_leaves_no_trace_but_numbers(self, store):
        number = receive(store).number
        examine(store, number)
        with store.writing() as tx:
            consents.given(tx, "women", "nastaran", "v1", NOW.date(), "phone", None, number, NOW)
            consents.end(tx, "women", "nastaran", None, NOW)
            builds.hide(tx, "women", "nastaran", None, NOW)
        erasing.of_record(store, "women", "nastaran", NOW)
        kept = b"".join(path.read_bytes() for path in store.path.parent.glob("inbox.db*"))
        assert b"nastaran" not in kept
        assert NAME.encode() not in kept
        with store.reading() as tx:
            assert tx.execute("SELECT ended FROM consents").fetchone()["ended"] == stamp(NOW)

    def test_the_other_rows_of_her_workbook_go_back_to_their_sender(self, store):
        number = receive(
            store, name="w.xlsx", body=b"rows of her and of others", contact=Contact(phone="71۱۲۳۴۵")
        ).number
        other = {
            "label": "زری آبی",
            "record": "zari-abi",
            "card": {"title": "زری آبی", "row": "۳", "similar": [[NAME, "x"]]},
        }
        examine(
            store,
            number,
            found(card={"title": NAME}),
            found(place=1, **other),
            found(place=2, label=f"نشان {NAME}", record="nastaran-2", resource="awards"),
        )
        erasing.of_record(store, "women", "nastaran", NOW)
        kept = b"".join(path.read_bytes() for path in store.path.parent.glob("inbox.db*"))
        for word in ("nastaran", NAME, "rows of her", "71۱۲۳۴۵"):
            assert word.encode() not in kept
        with store.reading() as tx:
            lines = entries.of_hand_in(tx, number)
            line = hand_ins.by_number(tx, number)
        assert [(one["state"], one["label"]) for one in lines] == [("gone", ""), ("mend", "زری آبی"), ("mend", "")]
        assert entries.card(lines[1])["row"] == "۳"
        assert "دوباره بفرستید" in entries.problems(lines[1])[0]["sentence"]
        assert (line["state"], line["decided"]) == ("examined", None)
        with store.writing() as tx:
            examinations.try_again(tx, number, None, NOW)
            assert examinations.to_examine(tx) is None
        assert receive(store, version=2, name="w.xlsx", body=b"the others alone").is_new
        assert examine(store, number, found(**other | {"card": {"row": "۴"}}), version=2)
        assert states(store, number) == ["gone", "waiting", "gone"]

    def test_of_a_workbook_in_which_nothing_is_left_to_do_no_name_stays(self, store):
        number = receive(store, name="w.xlsx").number
        examine(store, number, found(), found(place=1, label="زری آبی", record="zari-abi"))
        _, other = ids(store, number)
        with store.writing() as tx:
            entries.end(tx, other, "d", "reject", "", None, NOW)
        erasing.of_record(store, "women", "nastaran", NOW)
        kept = b"".join(path.read_bytes() for path in store.path.parent.glob("inbox.db*"))
        assert "زری آبی".encode() not in kept and b"zari-abi" not in kept

    def test_a_workbook_that_nobody_has_read_yet_is_sent_back_as_a_whole(self, store):
        number = receive(store, name="w.xlsx").number
        examine(store, number, found())
        (entry,) = ids(store, number)
        with store.writing() as tx:
            entries.end(tx, entry, "d", "reject", "", None, NOW)
        receive(store, version=2, name="w.xlsx", body=b"her and another")
        erasing.of_record(store, "women", "nastaran", NOW)
        with store.reading() as tx:
            line = hand_ins.by_number(tx, number)
        assert (line["state"], line["decided"]) == ("refused", None)
        assert "دوباره بفرستید" in entries.problems(line)[0]["sentence"]


class TestFile:
    def test_a_copy_is_put_back_where_the_store_is_gone(self, store, tmp_path):
        code = receive(store).code
        copy = backup.write(store, tmp_path / "copies", NOW, 20)
        backup.write(store, tmp_path / "copies", NOW + timedelta(days=15), 20)
        assert copy.exists()
        backup.write(store, tmp_path / "copies", NOW + timedelta(days=15), 14)
        assert backup.copies(tmp_path / "copies") == [tmp_path / "copies" / "inbox-20260316-083000.db"]
        assert not copy.exists()
        (copy,) = backup.copies(tmp_path / "copies")
        with pytest.raises(StoreError):
            backup.restore(copy, store.path)
        backup.restore(copy, tmp_path / "other" / "inbox.db")
        again = Store(tmp_path / "other" / "inbox.db")
        with again.reading() as tx:
            assert hand_ins.by_code(tx, code, SECRET)["state"] == "received"
        again.close()
        assert (copy.stat().st_mode & 0o777, faults(copy)) == (0o600, [])

    def test_a_file_that_is_no_store_is_refused_and_left_as_it_is(self, tmp_path):
        (tmp_path / "inbox.db").write_bytes(b"no store at all" * 99)
        with pytest.raises(StoreError):
            Store(tmp_path / "inbox.db")
        assert (tmp_path / "inbox.db").read_bytes() == b"no store at all" * 99

    def test_a_store_of_a_newer_program_is_refused(self, store):
        store._connection().execute("PRAGMA user_version=999")
        with pytest.raises(StoreError, match="تازه‌تر"):
            Store(store.path)

    def test_a_store_of_the_first_program_is_brought_to_today_s_shape_with_all_that_is_in_it(self, tmp_path):
        path = tmp_path / "inbox.db"
        first = sqlite3.connect(path)
        first.executescript((files("generator.inbox.store") / "schema.sql").read_text("utf-8"))
        first.execute("PRAGMA user_version=1")
        first.execute(
            "INSERT INTO hand_ins VALUES (1, x'01', x'02', 'form', 'record', 'examined', 1, NULL, '', '', '', '[]', '', '', NULL, 0)"
        )
        first.execute(
            "INSERT INTO entries (hand_in, version, place, resource, record, kind, state, label, digest, card, problems)"
            " VALUES (1, 1, 0, 'women', 'a', 'record', 'waiting', 'a', 'd', '{}', '[]')"
        )
        first.commit()
        first.close()
        store = Store(path)
        with store.reading() as tx:
            assert [(one["record"], entries.before(one)) for one in entries.of_hand_in(tx, 1)] == [("a", {})]
        store.close()

    def test_times_come_back_as_they_went_in(self):
        assert time_of(stamp(NOW)) == NOW

    def test_what_was_acknowledged_outlives_a_kill(self, tmp_path):
        program = (
            "import sys, os; from pathlib import Path; from tests.inbox.test_store import *\n"
            "store = Store(Path(sys.argv[1]))\n"
            "for n in range(99):\n"
            "    with store.writing() as tx: r = hand_ins.receive(tx, sent(key=n.to_bytes(16)), SECRET, NOW)\n"
            "    print(r.code, flush=True)\n"
        )
        path = tmp_path / "inbox.db"
        with subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True) as process:
            told = [process.stdout.readline().strip() for _ in range(12)]
            process.kill()
        store = Store(path)
        with store.reading() as tx:
            assert all(hand_ins.by_code(tx, code, SECRET) for code in told)
        store.close()
        assert faults(path) == []
