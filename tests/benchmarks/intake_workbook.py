"""Time a workbook of 1,000 women: reading it, and the whole way through the intake.

Run ``.venv/bin/python tests/benchmarks/intake_workbook.py [--rows N] [--runs N]``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from generator.dataset.problems.kind import ERROR
from generator.project.assembly import open_intake
from generator.submissions.intake.importer import Intake
from generator.submissions.intake.workbook_marks import marked
from generator.submissions.workbooks.workbook_reader import read_workbook
from tests.submissions import banks, workbooks

NAME = "fasa.xlsx"
FIRST = "زهرا فاطمه مریم زینب معصومه نرگس پروانه شیرین لاله مینا".split()
LAST = "کشاورز راستگو قشقایی نوروزی شیرازی رستگار بهارلو خلیلی دهقان کریمی".split()
LATIN_FIRST = "Zahra Fatemeh Maryam Zeynab Masumeh Narges Parvaneh Shirin Laleh Mina".split()
LATIN_LAST = "Keshavarz Rastgu Qashqayi Noruzi Shirazi Rastegar Baharlu Khalili Dehqan Karimi".split()
LETTERS = "الف ب پ ت ث ج چ ح خ د".split()
LATIN_LETTERS = "A B P T S J Ch H Kh D".split()


def row(number: int) -> dict[str, Any]:
    """Return a woman with every kind of answer; no two have one name."""
    first, last, letter = number % 10, number // 10 % 10, number // 100 % 10
    turn = "ا" * (number // 1000)
    return {
        **banks.WOMAN,
        "name": f"{FIRST[first]} {LAST[last]} {LETTERS[letter]}{turn}",
        "latin": f"{LATIN_FIRST[first]} {LATIN_LAST[last]} {LATIN_LETTERS[letter]}{'a' * len(turn)}",
        "county": ("فسا", "شيراز", "بیضا")[number % 3],
        "achievements": "\n".join(f"{1390 + year} | کار شمارهٔ {number} در سال {year} | | 1" for year in range(3)),
        "sources": f"گزارش {number} | ایسنا | https://www.isna.ir/news/{number}",
    }


def timed(name: str, work: Callable[[], Any]) -> Any:
    """Do the work and print how long it took."""
    start = time.perf_counter()
    result = work()
    print(f"  {name}: {time.perf_counter() - start:.2f} s")
    return result


def main() -> None:
    """Time each step as often as asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bank = banks.small(Path(folder))
        content = workbooks.filled(bank, map(row, range(arguments.rows)))
        for run in range(1, arguments.runs + 1):
            print(f"run {run}: {arguments.rows} rows, {len(content):,} bytes")
            _run(bank, content)


def _run(bank: Intake, content: bytes) -> None:
    submissions, problems = timed("read", lambda: read_workbook(content, NAME, bank.package, bank.names()))
    fresh = timed("open the bank", lambda: open_intake(bank.package, banks.TODAY))
    result = timed("take", lambda: fresh.take(submissions))
    faults = [*problems, *(problem for problem in result.all_problems if problem.severity == ERROR)]
    print(f"  {len(result.files)} files, {len(faults)} errors")
    timed("mark", lambda: marked(content, NAME, bank, result))


if __name__ == "__main__":
    main()
