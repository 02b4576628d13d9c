"""The bank that tests hand things in to, on its day, and the woman that every door brings to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from generator.dataset.describing import descriptor_reader
from generator.dataset.descriptor import Package
from generator.project.assembly import open_intake
from generator.runtime.transaction import Transaction
from generator.submissions.forms.submission import Submission
from generator.submissions.intake.importer import Intake
from tests.support import package

TODAY = date(2026, 11, 24)
# A day after all that the repository's own data records.
AFTER_ALL = date(2099, 1, 1)
FULL = Path(__file__).parents[1] / "dataset" / "full"
# A woman as somebody types her in: labels of the lists, Arabic letters, Persian digits, stray spaces, the notation of
# the groups.
WOMAN = {
    "name": "  مريم  كشاورز ",
    "latin": "Maryam Keshavarz",
    "county": "فسا",
    "domains": "صنایع دستی, ادبی",
    "ability": "بافندهٔ گبه",
    "life": "زنده",
    "basis": "سند عمومی",
    "achievements": "مهر ۱۳۹۹ | برگزیدهٔ نمایشگاه استان | بله",
    "sources": "گزارش نمایشگاه | ایسنا | https://www.isna.ir/news/1",
    "nominations": "فرمانداری شهرستان | ۱۴۰۱",
}
# Beginnings of images that say that they are 10,000 pixels wide and 6,000 high; nothing follows.
_WIDE, _HIGH = 10_000, 6_000
_SIDES = (_WIDE - 1).to_bytes(3, "little") + (_HIGH - 1).to_bytes(3, "little")
HUGE = {
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + _WIDE.to_bytes(4) + _HIGH.to_bytes(4) + b"\x08\x02\0\0\0",
    "jpeg": b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc2\0\x11\x08"
    + _HIGH.to_bytes(2)
    + _WIDE.to_bytes(2)
    + b"\x03"
    + bytes(9),
    "webp": b"RIFF\x30\0\0\0WEBPVP8X\x0a\0\0\0" + bytes(4) + _SIDES + bytes(20),
    "webp-lossy": b"RIFF\x30\0\0\0WEBPVP8 \x20\0\0\0"
    + bytes(3)
    + b"\x9d\x01\x2a"
    + _WIDE.to_bytes(2, "little")
    + _HIGH.to_bytes(2, "little")
    + bytes(20),
    "webp-lossless": b"RIFF\x30\0\0\0WEBPVP8L\x20\0\0\0\x2f"
    + (_WIDE - 1 | _HIGH - 1 << 14).to_bytes(4, "little")
    + bytes(20),
}


@cache
def bank() -> Intake:
    """Return the small bank that no test changes, one for all."""
    return small(Path(mkdtemp()))


def small(folder: Path, *overlays: Path) -> Intake:
    """Return an intake over the small package, written below a folder."""
    return over(package(folder / "data", *overlays))


def over(data: Path, today: date = TODAY) -> Intake:
    """Return an intake over a data folder."""
    return open_intake(descriptor_reader.load(data / "datapackage.yaml"), today)


def write(package: Package, files: Mapping[str, str | bytes | None]) -> None:
    """Write the files of a result, as handing in does."""
    root = package.folder.parent
    with Transaction(package.path) as transaction:
        transaction.replace(
            {root / name: text.encode() if isinstance(text, str) else text for name, text in files.items()}
        )


FILE = "data/women/fasa/maryam-keshavarz.yml"
WANTED = """\
id: maryam-keshavarz
name: مریم کشاورز
latin: Maryam Keshavarz
county: fasa
ability: بافندهٔ گبه
life: living
basis: public-record
added: 1405-09-03
domains:
  - handicraft
  - literature
achievements:
  - date: '1399-07'
    text: برگزیدهٔ نمایشگاه استان
    peak: true
    sources:
      - s1
nominations:
  - agency: farmandari
    date: '1401'
sources:
  - id: s1
    title: گزارش نمایشگاه
    publisher: ایسنا
    url: https://www.isna.ir/news/1
"""
MEETING = {
    "title": "نشست كارگروه شهرستان فسا",
    "kind": "کارگروه شهرستان",
    "date": "1405-06-12",
    "area": "فسا",
    "sources": "صورت‌جلسه",
}
LOAN = {
    "cooperative": "تعاونی زنان روستایی شاهپورجان",
    "county": "شیراز",
    "facility": "خط اعتباری نمونه",
    "amount": "50000000000",
    "stage": "تصویب",
    "introduced": "1405-04-12",
    "approved": "1405-05-01",
}


def woman(**answers: object) -> Submission:
    """Return the submission of a woman with other answers than the usual."""
    return Submission("women", {**WOMAN, **answers}, source="فرم")


def codes(result) -> set[str]:
    """Return the codes of all problems of a result."""
    return {problem.code for problem in result.all_problems}


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
