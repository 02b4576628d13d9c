"""A second version of what was sent: what waits keeps its place, what changed shows both, and nothing is lost unsaid."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.inbox.store import consents, entries, erasing, examinations, hand_ins, log_book, new_versions
from generator.inbox.store import rows_sent_back as back
from generator.inbox.store.database import Line, Store, faults, stamp
from generator.inbox.store.entries import Entry, Stale
from generator.persian.digits import fa
from tests.inbox.test_store import NOW, SECRET, examine, found, receive, sent, states

WORKBOOK = "women.xlsx"


def row(name: str, text: str = "نخست", place: int = 0, **more) -> Entry:
    """Return a row of a workbook, of which two are the same if name and text are."""
    card = {"row": fa(place + 4), "facts": [["نام", name], ["توانمندی", text]], "photo": "", **more.pop("card", {})}
    return found(place, **({"record": name, "label": name, "digest": f"{name} {text}", "card": card} | more))


def rows(*named: tuple[str, str] | str, **more) -> list[Entry]:
    pairs = [(one, "نخست") if isinstance(one, str) else one for one in named]
    return [row(name, text, place, **more) for place, (name, text) in enumerate(pairs)]


def version(store: Store, number: int, items: Sequence[Entry], n: int, **more) -> None:
    """Send the next version, and let the worker find rows in it."""
    receive(store, version=n, name=WORKBOOK, body=b"version %d" % n, **more)
    assert examine(store, number, *items, version=n)


def first(store: Store, *items: Entry, **more) -> int:
    number = receive(store, name=WORKBOOK, **more).number
    examine(store, number, *items)
    return number


def lines(store: Store, number: int = 1) -> dict[str, Line]:
    """Return the entries by name, as they would stand in the queue."""
    with store.reading() as tx:
        return {one["record"]: one for one in entries.of_hand_in(tx, number)}


def end(store: Store, line: Line, act: str = "return", reason: str = "سالش را بنویسید.") -> None:
    with store.writing() as tx:
        entries.end(tx, line["id"], line["digest"], act, reason, None, NOW)


def stands(line: Line) -> tuple[str, int, int]:
    return line["state"], line["version"], line["place"]


class TestRows:
    def test_the_same_row_again_is_queued_once_and_keeps_its_place(self, store):
        number = first(store, *rows("a", "b"))
        before = lines(store)
        version(store, number, rows("new", "b", "a"), 2)
        now = lines(store)
        assert [now[name]["id"] for name in "ab"] == [before[name]["id"] for name in "ab"]
        assert (stands(now["a"]), stands(now["b"])) == (("waiting", 2, 2), ("waiting", 2, 1))
        assert entries.card(now["a"])["row"] == "۶"
        assert now["a"]["before"] == "" and len(now) == 3
        with store.writing() as tx:
            entries.accept(tx, {before["a"]["id"]: before["a"]["digest"]}, None, NOW)

    def test_a_row_that_changed_replaces_the_waiting_one_which_stays_beside_it(self, store):
        number = first(store, *rows("a", "b"))
        (one, _) = before = [lines(store)[name] for name in "ab"]
        version(store, number, rows(("a", "دیگر"), "b"), 2)
        now = lines(store)["a"]
        assert (now["id"], stands(now)) == (one["id"], ("waiting", 2, 0))
        told = entries.before(now)
        assert told["facts"] == [["نام", "a"], ["توانمندی", "نخست"]]
        assert (told["at"], told["is_edited"], told["reason"]) == (stamp(NOW), False, "")
        with pytest.raises(Stale, match="changed"), store.writing() as tx:
            entries.accept(tx, {one["id"]: one["digest"]}, None, NOW)
        assert lines(store)["b"]["id"] == before[1]["id"]

    def test_what_is_shown_beside_it_is_what_waited_first_until_a_reviewer_has_had_it_in_hand(self, store):
        number = first(store, *rows("a"))
        version(store, number, rows(("a", "دوم"), state="mend"), 2)
        version(store, number, rows(("a", "سوم")), 3)
        assert entries.before(lines(store)["a"])["facts"][1] == ["توانمندی", "نخست"]
        version(store, number, rows("a"), 4)
        assert entries.before(lines(store)["a"]) == {}  # it says what it said at first
        version(store, number, rows(("a", "پنجم")), 5)
        end(store, lines(store)["a"])
        version(store, number, rows(("a", "ششم")), 6)
        told = entries.before(lines(store)["a"])
        assert (told["facts"][1], told["reason"]) == (["توانمندی", "پنجم"], "سالش را بنویسید.")

    def test_what_is_not_sent_again_waits_on_and_can_be_accepted(self, store):
        number = first(store, *rows("a", "b"))
        before = lines(store)
        version(store, number, rows("b"), 2)
        left = lines(store)["a"]
        assert stands(left) == ("waiting", 1, 0) and entries.is_left(left)
        assert not entries.is_left(lines(store)["b"])
        both = {one["id"]: one["digest"] for one in before.values()}
        with pytest.raises(Stale), store.writing() as tx:
            entries.accept(tx, both, None, NOW)  # a decision is about one file
        with store.writing() as tx:
            entries.accept(tx, {left["id"]: left["digest"]}, None, NOW)
        assert lines(store)["a"]["state"] == "accepting"

    def test_what_was_to_be_mended_goes_and_its_sender_is_told_unless_it_came(self, store):
        number = first(store, *rows("a", "b", "c", state="mend"), row("d", place=3))
        version(store, number, [row("a"), row("x", label="b", place=1)], 2)
        now = lines(store)
        assert (stands(now["a"]), stands(now["x"])) == (("waiting", 2, 0), ("waiting", 2, 1))
        assert "b" not in now  # its id was wrong: it is the one that is called x by now
        assert (now["c"]["state"], now["c"]["reason"]) == ("gone", "باید اصلاح می‌شد و در نسخهٔ ۲ نبود.")
        assert now["d"]["state"] == "waiting"
        version(store, number, [row("c")], 3)
        assert (lines(store)["c"]["id"], stands(lines(store)["c"])) == (now["c"]["id"], ("waiting", 3, 0))

    def test_what_a_reviewer_returned_stays_so_until_it_is_sent_otherwise(self, store):
        number = first(store, *rows("a", "b", "c"))
        for name in "ab":
            end(store, lines(store)[name])
        version(store, number, rows("c", "b"), 2)
        now = lines(store)
        assert [now[name]["state"] for name in "abc"] == ["returned", "returned", "waiting"]
        assert [now[name]["version"] for name in "ab"] == [1, 2]
        with store.reading() as tx:
            assert hand_ins.by_number(tx, number)["decided"] is None
            marked = back.first(tx)
            assert (marked.version, back.rows(tx, marked)) == (1, {4: "سالش را بنویسید."})
        version(store, number, rows(("b", "اصلاح")), 3)
        assert lines(store)["b"]["state"] == "waiting" and lines(store)["a"]["state"] == "returned"

    @pytest.mark.parametrize("act", ["reject", "accept"])
    def test_what_is_decided_is_not_asked_again_as_long_as_the_same_is_sent(self, store, act):
        number = first(store, *rows("a", "b"))
        one = lines(store)["a"]
        if act == "reject":
            end(store, one, "reject", "")
        else:
            with store.writing() as tx:
                entries.accept(tx, {one["id"]: one["digest"]}, None, NOW)
        version(store, number, rows("a", "b"), 2)
        assert sorted(states(store, number)) == sorted(["waiting", f"{act}ing" if act == "accept" else "rejected"])
        version(store, number, rows(("a", "دیگر"), "b"), 3)
        assert states(store, number).count("waiting") == 2

    def test_what_the_bank_has_by_now_is_not_queued_again(self, store):
        number = first(store, *rows("a"))
        with store.writing() as tx:
            tx.execute("UPDATE entries SET state = 'published'")
        version(store, number, [row("a", digest="as the bank has it", alters=False)], 2)
        assert states(store, number) == ["published"]
        version(store, number, [row("a", "دیگر", digest="another", alters=True)], 3)
        assert sorted(states(store, number)) == ["published", "waiting"]

    def test_where_only_the_bank_has_moved_nothing_is_said_of_a_new_version(self, store):
        values = {"values": {"name": "a"}, "target": ""}
        number = first(store, row("a", card=values))
        version(store, number, [row("a", digest="with a new doubt", card=values)], 2)
        now = lines(store)["a"]
        assert (now["digest"], now["before"], stands(now)) == ("with a new doubt", "", ("waiting", 2, 0))

    def test_another_photo_is_another_row(self, store):
        card = {"values": {"name": "a"}, "target": "", "photo": "a.png"}
        number = first(store, row("a", digest="one", card=card), files={"a.png": b"old"})
        version(store, number, [row("a", digest="two", card=card)], 2, files={"a.png": b"new"})
        told = entries.before(lines(store)["a"])
        assert (told["version"], told["photo"]) == (1, "a.png")

    def test_a_version_that_cannot_be_read_changes_nothing(self, store):
        number = first(store, *rows("a"), row("b", state="mend", place=1))
        receive(store, version=2, name=WORKBOOK, body=b"none")
        with store.writing() as tx:
            assert examinations.examined(tx, number, 2, [], [{"sentence": "x"}], NOW)
            assert hand_ins.by_number(tx, number)["state"] == "refused"
        assert states(store, number) == ["waiting", "mend"]


class TestOneRecord:
    def test_it_is_the_same_one_under_another_name_and_can_be_insisted_on(self, store):
        number = receive(store).number
        examine(store, number, found(card={"facts": [["نام", "نسترن"]]}))
        (one,) = lines(store).values()
        receive(store, version=2, body=b"2")
        other = found(record="nastaran-2", digest="e", card={"facts": [["نام", "نسترن دیگر"]]})
        examine(store, number, other, version=2)
        (now,) = lines(store).values()
        assert (now["id"], now["record"], entries.before(now)["record"]) == (one["id"], "nastaran-2", "nastaran")
        end(store, now)
        receive(store, version=3, body=b"3")
        examine(store, number, other, version=3)
        (again,) = lines(store).values()
        assert (again["state"], entries.before(again)["reason"]) == ("waiting", "سالش را بنویسید.")

    def test_who_is_removed_is_not_even_in_what_was_said_before(self, store):
        number = receive(store).number
        examine(store, number, found(card={"facts": [["نام", "نسترن"]]}))
        receive(store, version=2, body=b"another woman")
        examine(
            store, number, found(record="zari", label="زری", digest="e", card={"facts": [["نام", "زری"]]}), version=2
        )
        erasing.of_record(store, "women", "nastaran", NOW)
        kept = b"".join(path.read_bytes() for path in store.path.parent.glob("inbox.db*"))
        assert b"nastaran" not in kept and "نسترن".encode() not in kept
        assert states(store, number) == ["mend"]

    def test_what_a_reviewer_has_edited_is_told_and_what_undoes_it_too(self, store):
        number = receive(store).number
        examine(store, number, found(card={"facts": [["توانمندی", "الف"]]}))
        with store.writing() as tx:
            tx.execute(
                "INSERT INTO people (name, role, token, made, ends) VALUES ('بازبین', 'reviewer', x'00', '', '')"
            )
        receive(store, version=2, body=b"edited", edited_by=1)
        examine(store, number, found(digest="e", card={"facts": [["توانمندی", "ب"]]}), version=2)
        told = entries.before(lines(store)["nastaran"])
        assert (told["is_edited"], told["facts"]) == (True, [["توانمندی", "الف"]])
        receive(store, version=3, body=b"as before")
        examine(store, number, found(card={"facts": [["توانمندی", "الف"]]}), version=3)
        told = entries.before(lines(store)["nastaran"])
        assert (told["is_edited"], told["facts"]) == (False, [["توانمندی", "ب"]])


class TestConsent:
    @pytest.fixture
    def heard(self, store):
        """Two rows whose consent was heard, and that wait for a reviewer."""
        number = first(store, *rows("a", "b", state="asking"))
        with store.writing() as tx:
            for name in "ab":
                consents.given(tx, "women", name, "v1", NOW.date(), "phone", None, number, NOW)
        assert states(store, number) == ["waiting", "waiting"]
        return number

    def test_it_ends_with_the_words_that_it_was_given_to_and_the_reviewer_is_told(self, store, heard):
        receive(store, version=2, name=WORKBOOK, body=b"2")
        items = [row("a", "دیگر", state="asking"), row("b", place=1)]
        with store.writing() as tx:
            assert new_versions.end_words(tx, heard, 2, items, NOW)
            assert examinations.examined(tx, heard, 2, items, [], NOW)
            assert consents.of(tx, "women", "a", heard) is None
            assert consents.of(tx, "women", "b", heard) is not None
            assert "consent-ended" in [one["act"] for one in log_book.of_hand_in(tx, heard)]
        now = lines(store)
        assert (now["a"]["state"], entries.before(now["a"])["is_unheard"]) == ("asking", True)
        assert now["b"]["state"] == "waiting"

    def test_it_stays_with_what_is_not_sent_again_and_with_what_the_office_edits(self, store, heard):
        receive(store, version=2, name=WORKBOOK, body=b"2")
        with store.writing() as tx:
            assert not new_versions.end_words(tx, heard, 2, rows("c"), NOW)
            tx.execute(
                "INSERT INTO people (name, role, token, made, ends) VALUES ('بازبین', 'reviewer', x'00', '', '')"
            )
        receive(store, version=3, name=WORKBOOK, body=b"3", edited_by=1)
        with store.writing() as tx:
            assert not new_versions.end_words(tx, heard, 3, rows(("a", "دیگر")), NOW)


class TestMeanwhile:
    def test_nobody_decides_on_what_a_version_that_is_still_to_be_examined_may_change(self, store):
        number = first(store, *rows("a"))
        one = lines(store)["a"]
        receive(store, version=2, name=WORKBOOK, body=b"2")
        for act in ("return", "reject"):
            with pytest.raises(Stale, match="held"):
                end(store, one, act)
        with pytest.raises(Stale, match="held"), store.writing() as tx:
            entries.accept(tx, {one["id"]: one["digest"]}, None, NOW)
        examine(store, number, *rows("a"), version=2)
        end(store, one)

    def test_what_was_decided_long_ago_is_not_erased_while_a_new_version_waits(self, store):
        number = first(store, *rows("a"))
        end(store, lines(store)["a"])
        later = NOW + timedelta(days=29)
        with store.writing() as tx:
            again = sent(version=2, name=WORKBOOK, body=b"2")
            hand_ins.receive(tx, again, SECRET, later)
            examinations.examined(tx, number, 2, rows(("a", "دیگر")), [], later)
        assert erasing.due(store, NOW + timedelta(days=31)) == 0
        assert states(store, number) == ["waiting"]

    def test_a_second_look_at_the_same_file_keeps_what_a_reviewer_has_returned(self, store):
        number = first(store, *rows("a", "b", "c"))
        before = lines(store)
        end(store, before["a"])
        with store.writing() as tx:
            examinations.try_again(tx, number, None, NOW)
            examinations.examined(tx, number, 1, rows("a", ("b", "با بانک امروز")), [], NOW)
        now = lines(store)
        assert [(now[name]["id"], now[name]["state"]) for name in "ab"] == [
            (before["a"]["id"], "returned"),
            (before["b"]["id"], "waiting"),
        ]
        assert (now["b"]["digest"], now["b"]["before"]) == ("b با بانک امروز", "")
        assert now["c"]["state"] == "gone" and now["c"]["reason"]


# ---------- whatever is sent and decided in whatever order ----------

NAMES = "abcde"
VERSIONS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(NAMES), unique=True),
        st.dictionaries(st.sampled_from(NAMES), st.integers(0, 2), max_size=5),
        st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["return", "reject", "accept", "take"]), max_size=2),
    ),
    min_size=1,
    max_size=4,
)


@contextmanager
def opened() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "inbox.db")
        # What a disk has at the end is another test's matter.
        store._connection().execute("PRAGMA synchronous=OFF")
        yield store
        store.close()


def of(names: Iterable[str], texts: Mapping[str, int]) -> list[Entry]:
    """Return rows, of which those with the text 2 are to be mended."""
    made = [(name, texts.get(name, 0)) for name in names]
    return [
        row(name, str(text), place, state="mend" if text == 2 else "waiting") for place, (name, text) in enumerate(made)
    ]


def is_decided(line: Line) -> bool:
    """Whether somebody has decided on an entry, or its sender has taken it back."""
    return line["state"] in ("accepting", "rejected") or (line["state"] == "gone" and not line["reason"])


def check(before: Sequence[Line], now: Sequence[Line], items: Sequence[Entry], n: int) -> None:
    by_id = {one["id"]: one for one in now}
    items_of = {one.record: one for one in items}
    for old in before:
        new, item = by_id[old["id"]], items_of.get(old["record"])
        if is_decided(old) or not items:  # a version without rows is refused
            assert (new["state"], new["digest"], new["version"]) == (old["state"], old["digest"], old["version"])
        elif item is None:
            assert (
                new["state"] == ("gone" if old["state"] == "mend" else old["state"]) and new["digest"] == old["digest"]
            )
        elif item.digest == old["digest"]:
            same = "returned" if old["state"] == "returned" else item.state
            assert (new["state"], new["version"], new["before"]) == (same, n, old["before"])
        elif new["digest"] != old["digest"]:
            assert (new["state"], new["version"]) == (item.state, n)
            if old["state"] == "returned":
                assert entries.before(new)["facts"] == entries.card(old)["facts"] and entries.before(new)["reason"]
            elif old["state"] == "waiting" and not old["before"]:
                assert entries.before(new)["facts"] == entries.card(old)["facts"]
        else:
            # Just this had been decided in an earlier version: what stands of it beside that stays.
            assert item.digest in {one["digest"] for one in before if is_decided(one)}
            assert new["state"] == ("gone" if old["state"] == "mend" else old["state"])
    for item in items:
        same = [one for one in now if one["digest"] == item.digest and (one["state"] != "gone" or is_decided(one))]
        assert len(same) == 1, [dict(one) for one in now]
    open_ones = [one["record"] for one in now if one["state"] in entries.UNDECIDED]
    assert len(open_ones) == len(set(open_ones))


@given(VERSIONS)
@settings(max_examples=60, deadline=None)
def test_no_work_of_anybody_is_lost_and_no_row_is_queued_twice(steps):
    with opened() as store:
        number = 0
        for n, (names, texts, acts) in enumerate(steps, start=1):
            with store.reading() as tx:
                before = entries.of_hand_in(tx, number)
            items = of(names, texts)
            number = receive(store, version=n, name=WORKBOOK, body=b"version %d" % n).number
            with store.writing() as tx:
                assert examinations.examined(tx, number, n, items, [], NOW)
                now = entries.of_hand_in(tx, number)
            check(before, now, items, n)
            with store.writing() as tx:
                for one in now:
                    act = acts.get(one["record"]) if one["state"] == "waiting" else None
                    if act == "accept":
                        entries.accept(tx, {one["id"]: one["digest"]}, None, NOW)
                    elif act == "take":
                        entries.take_away(tx, one["id"], None, NOW)
                    elif act:
                        entries.end(tx, one["id"], one["digest"], act, "چرا", None, NOW)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a process")
def test_wherever_a_kill_falls_each_row_stands_once_and_the_version_that_was_told_is_there(tmp_path):
    program = (
        "import sys; from tests.inbox.test_new_versions import Path, Store, first, rows, version\n"
        "store = Store(Path(sys.argv[1]))\n"
        "number = first(store, *rows(*'abcdef'))\n"
        "for n in range(2, 400):\n"
        "    names = [name for place, name in enumerate('abcdef') if n >> place & 1]\n"
        "    version(store, number, rows(*((name, str(n % 3)) for name in names), 'new'), n)\n"
        "    print(n, flush=True)\n"
    )
    path = tmp_path / "inbox.db"
    with subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True) as process:
        told = [int(process.stdout.readline()) for _ in range(25)][-1]
        process.kill()
    store = Store(path)
    with store.reading() as tx:
        standing = [(one["record"], one["state"]) for one in entries.of_hand_in(tx, 1)]
        line = hand_ins.by_number(tx, 1)
    assert sorted(standing) == [(name, "waiting") for name in (*"abcdef", "new")]
    assert line["version"] >= told and (line["state"] == "examined" or line["version"] > told)
    store.close()
    assert faults(path) == []
