"""Loans that may not be named are counted so that no small count is printed or follows from the others."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dataset.suppression import FEW, HIDDEN, LEAST, disclosed, suppress
from generator.subjects.women.loans import loan_counting
from tests.chance import tries
from tests.support import TODAY, package, run

DAY = date(2026, 11, 24)
FIELDS = {"county": ("county",), "facility": ("facility",), "season": ("year", "season")}
LOAN = st.fixed_dictionaries(
    {
        "county": st.sampled_from(["fasa", "shiraz", "kavar", "lar"]),
        "facility": st.sampled_from(["credit", "fund", "bank"]),
        "year": st.sampled_from(["1404", "1405"]),
        "season": st.sampled_from(["", "spring", "autumn"]),
        "stage": st.sampled_from(["introduced", "review", "rejected"]),
    }
)


def key(loan, fields) -> str:
    return "-".join(filter(None, (loan.get(name, "") for name in fields)))


def feasible(cells: dict[tuple[str, str], int | str], least: int) -> dict[tuple[str, str], set[int]]:
    """Find by trying what may be behind every cell: all counts whose margins have one sum; another way than the program's."""
    most = sum(cell for cell in cells.values() if isinstance(cell, int)) + 12
    choices = {
        place: {cell} if isinstance(cell, int) else {1, 2} if cell == FEW else set(range(least, most + 1))
        for place, cell in cells.items()
    }
    margins: dict[str, list[tuple[str, str]]] = {}
    for place in cells:
        margins.setdefault(place[0], []).append(place)

    def sums(places: list[tuple[str, str]]) -> set[int]:
        found = {0}
        for place in places:
            found = {total + one for total in found for one in choices[place] if total + one <= most}
        return found

    common = set.intersection(*(sums(places) for places in margins.values()))
    return {
        (margin, name): {
            one
            for one in choices[margin, name]
            if any(total - one in sums([place for place in places if place != (margin, name)]) for total in common)
        }
        for margin, places in margins.items()
        for _, name in places
    }


@tries(1.5)
@given(st.lists(LOAN, max_size=40))
def test_no_small_count_is_printed_or_follows_from_the_others(loans):
    tell_nothing(loan_counting.rows(loans, DAY), loans)


def tell_nothing(rows, loans) -> None:
    """Check the rows of the table of counts against the loans that they count: by trying, no small count can be told."""
    for stage in ("introduced", "review", "rejected"):
        own = [loan for loan in loans if loan["stage"] == stage]
        cells: dict[tuple[str, str], int | str] = {}
        for row in (row for row in rows if row["stage"] == stage):
            fields = FIELDS.get(row["margin"], ())
            text = row["loans"]
            cells[row["margin"], key(row, fields)] = int(text) if text.isascii() else text
        truth = {("all", ""): len(own)} if own else {}
        for margin, fields in FIELDS.items():
            truth |= {(margin, name): count for name, count in Counter(key(loan, fields) for loan in own).items()}
        assert cells.keys() == truth.keys()
        for place, cell in cells.items():
            assert cell in ((truth[place],) if isinstance(cell, int) else (FEW, HIDDEN))
            assert not isinstance(cell, int) or cell >= LEAST
            assert cell != FEW or truth[place] < LEAST
        for least in (1, LEAST) if cells else ():
            for place, values in feasible(cells, least).items():
                # With none at all the reader has wrong notions of how cells are chosen, and so learns nothing.
                assert len(values) != 1 or min(values) >= LEAST, (place, values, cells)


@pytest.mark.parametrize(
    ("margins", "cells"),
    [
        ({"county": {"a": 5, "b": 4}}, {("county", "a"): 5, ("county", "b"): 4, ("all", "all"): 9}),
        # One small cell beside a sum would be the difference: the smallest other goes too.
        (
            {"county": {"a": 9, "b": 2, "c": 5}},
            {("county", "a"): 9, ("county", "b"): FEW, ("county", "c"): HIDDEN, ("all", "all"): 16},
        ),
        # There is no second cell: the sum goes.
        ({"county": {"a": 2}}, {("county", "a"): FEW, ("all", "all"): FEW}),
        # Of two small ones and a sum each may be one or two.
        ({"county": {"a": 1, "b": 2}}, {("county", "a"): FEW, ("county", "b"): FEW, ("all", "all"): 3}),
        # Their sum of two would tell that each is one.
        ({"county": {"a": 1, "b": 1}}, None),
        # The other margin tells the sum.
        ({"county": {"a": 1, "b": 8}, "facility": {"x": 9}}, None),
        ({"county": {}}, {}),
    ],
)
def test_cells(margins, cells):
    found = suppress(margins)
    assert not disclosed(found) if found else True
    assert cells is None or found == cells


# ---------- the list and the table ----------

LIST = """\
تعاونی,شهرستان,خط اعتباری,مرحله,تاریخ معرفی,تاریخ آغاز بررسی,تاریخ رد
تعاونی پنهان,فسا,خط اعتباری نمونه,معرفی,1405-05-12,,
تعاونی پنهان,فسا,credit,introduced,1405/06/12,,
تعاونی پنهان,شیراز,خط اعتباری نمونه,بررسی,۱۴۰۵-۰۵-۱۲,,
تعاونی دیگر,شیراز,خط اعتباری نمونه,رد,1405,,1405-07
تعاونی دیگر,شیراز,خط اعتباری نمونه,paid,1405,,
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return package(tmp_path / "bank" / "data")


def count(data: Path, text: str | None, place: str = "outside"):
    path = {"outside": data.parent.parent, "inside": data.parent}[place] / "list.csv"
    if text is not None:
        path.write_text(text, "utf-8")
    return run("count-loans", path, "--data", data, *TODAY)


def test_a_private_list_becomes_counts_without_a_name(data):
    result = count(data, LIST)
    assert result.exit_code == 0, result.output
    assert "۴ وام شمرده شد" in result.output and "۱ وام تصویب‌شده شمرده نشد" in result.output
    text = (data / "loan-counts.csv").read_text("utf-8")
    assert "پنهان،" not in text and "تعاونی" not in text
    lines = text.splitlines()
    assert "county-fasa-introduced,county,fasa,,,,introduced,کمتر از 3,1405-09-03" in lines
    assert "season-1405-autumn-rejected,season,,,1405,autumn,rejected,کمتر از 3,1405-09-03" in lines
    assert run("validate", "--data", data, *TODAY).exit_code == 0


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        (LIST, "inside", "درون مخزن است"),
        (LIST.replace("مرحله", "گام"), "outside", "ستون «stage (مرحله)»"),
        (LIST.replace("فسا", "فساا", 1), "outside", "شهرستان در این ردیف شناخته نیست"),
        (LIST.replace("1405-05-12", "", 1), "outside", "در ستون introduced (تاریخ معرفی) دست‌کم سال"),
        (None, "outside", "پیدا نشد. نشانی آن را درست بنویسید"),
    ],
)
def test_a_list_that_cannot_be_counted_writes_nothing_and_names_nobody(text, place, said, data):
    before = (data / "loan-counts.csv").read_bytes()
    result = count(data, text, place)
    assert result.exit_code == 1 and said in result.output
    assert (data / "loan-counts.csv").read_bytes() == before and "تعاونی پنهان" not in result.output


HEAD = "id,margin,county,facility,year,season,stage,loans,counted\n"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("a,county,fasa,,,,review,2,1405-09-03", "تعداد کمتر از ۳ گفته نمی‌شود"),
        ("a,county,fasa,,,,review,0,1405-09-03", "تعداد کمتر از ۳ گفته نمی‌شود"),
        ("a,county,,,,,review,4,1405-09-03", "شهرستان نوشته نشده است، ولی این ردیف به تفکیک «شهرستان»"),
        ("a,all,fasa,,,,review,4,1405-09-03", "شهرستان («fasa») نوشته شده است، ولی این ردیف به تفکیک «همه»"),
        ("a,all,,,,,review,کم,1405-09-03", "«کم» پذیرفته نیست"),
        ("a,all,,,,,review,9,1405-09-03\nb,county,fasa,,,,review,8,1405-09-03", "با هم نمی‌خوانند"),
        (
            "a,all,,,,,review,9,1405-09-03\nb,county,fasa,,,,review,8,1405-09-03\nc,county,shiraz,,,,review,کمتر از 3,1405-09-03",
            "از تفاوت با عددهای دیگر همین مرحله به دست می‌آید",
        ),
    ],
)
def test_counts_that_give_a_loan_away_are_refused(rows, said, data):
    (data / "loan-counts.csv").write_text(f"{HEAD}{rows}\n", "utf-8")
    result = run("validate", "--data", data, *TODAY)
    assert result.exit_code == 1 and said in result.output


@pytest.mark.parametrize("stage", ["review", "بررسی", "rejected", "introduced"])
def test_a_named_loan_before_its_approval_is_refused(stage, data):
    (data / "loans").mkdir(exist_ok=True)
    head = "id,cooperative,county,facility,amount,fee,instalments,purpose,jobs,stage,introduced,under_review,approved,paid,settled,source\n"
    row = f"l1,shahpurjan,shiraz,credit,2000000000,,,,,{stage},1405-05-12,,,,,\n"
    (data / "loans" / "shiraz.csv").write_text(head + row, "utf-8")
    result = run("validate", "--data", data, *TODAY)
    (line,) = result.output.splitlines()[:-1]
    assert result.exit_code == 1 and "عمومی نمی‌شود" in line and "شاهپورجان" not in line
