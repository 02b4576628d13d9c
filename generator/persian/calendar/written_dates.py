"""Turn the dates that people write in forms into the canonical text of `historical`.

Shapes: «۱۲ مرداد ۱۳۹۹», «۱۳۹۹/۵/۱۲», «حدود ۱۳۲۰», «دههٔ ۴۰», «سدهٔ هشتم هجری», «۱۳۸۴ تا ۱۳۸۶»,
«از ۱۳۶۷», «۵۰۰ پیش از میلاد». Errors: `DateError`, also for what can be read in two ways.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.persian.calendar.historical import HistoricalDate, parse_historical
from generator.persian.calendar.months import GREGORIAN_MONTHS, JALALI_MONTHS, LUNAR_MONTHS, DateError
from generator.persian.calendar.points import ABOUT, COMMON, DOUBTFUL, JALALI, LUNAR, Point
from generator.persian.digits import ascii_digits
from generator.persian.numbers import ordinal, words
from generator.persian.spelling.normaliser import canonical

_BEFORE = "BC"
_HIJRI = "H"  # «هجری» alone, of which only an early year tells which it is

_MARKS = re.compile("[\u064b-\u0655\u0670\u200d]")
_DOTS = re.compile("(?<=[ء-ی])[.]+ ?")
_SLASH = re.compile(" ?/ ?")
_DASHES = re.compile("(?<=[0-9]) ?[-\u2010-\u2015\u2212] ?(?=[0-9])")
_SPACES = re.compile("[ \u200c]+")

ERAS = (
    (_BEFORE, re.compile("(.+?) ?(?:(?:پیش|قبل) از میلاد(?: مسیح)?|ق ?م|پ ?م)")),
    (COMMON, re.compile("(.+?) ?(?:(?:پس|بعد) از میلاد(?: مسیح)?|میلادی|(?<=[0-9] )م|(?<=[0-9])م)")),
    (LUNAR, re.compile("(.+?) ?(?:(?:هجری )?قمری|ه ?ق|(?<=[0-9] )ق|(?<=[0-9])ق)")),
    (JALALI, re.compile("(.+?) ?(?:(?:هجری )?(?:خورشیدی|شمسی)|ه ?ش|(?<=[0-9] )ش|(?<=[0-9])ش)")),
    (_HIJRI, re.compile("(.+?) ?هجری")),
)
_RANGE = re.compile("(?:(?:از|بین|میان) )?(.+?) (?:تا|الی) (.+)")
_DASHED = re.compile("([0-9]{4})-([0-9]{4}(?: .+)?)")
_SINCE = re.compile("(?:از )?(.+?) (?:تا ?(?:کنون|امروز|حال)|به بعد)|از (?!.* (?:تا|الی) )(.+)")
_UNTIL = re.compile("تا (.+)")
_ABOUT = re.compile("(?:در )?(?:حدودا?|تقریبا|نزدیک به) ")
_DOUBTFUL = re.compile("(?:احتمالا|شاید) ")
_QUESTION = re.compile(" ?[؟?]$")
_YEAR_WORD = re.compile("(?:در )?سال ")

_DECADE = re.compile("دهه (?:سال ?های )?(.+)")
_CENTURY = re.compile("(?:سده|قرن) (.+)")
_ORDINAL_DIGITS = re.compile("([0-9]{1,2}|100) ?(?:ا?م)?")
_NUMERIC = re.compile(r"([0-9]{1,4})(?:([/.-])([0-9]{1,2})(?:\2([0-9]{1,2}))?)?")
_NAMED = re.compile("(.+?)(?: ?ماه)? (?:سال )?([0-9]{1,4})")
_YEAR = re.compile("[0-9]{1,4}")
HIJRI_YEAR_END = 1200
HIJRI_CENTURY_END = 13

#: The expressions above by name, for a reader written in another language.
PATTERNS = {
    "marks": _MARKS,
    "dots": _DOTS,
    "slash": _SLASH,
    "dashes": _DASHES,
    "range": _RANGE,
    "dashed": _DASHED,
    "since": _SINCE,
    "until": _UNTIL,
    "about": _ABOUT,
    "doubtful": _DOUBTFUL,
    "question": _QUESTION,
    "year_word": _YEAR_WORD,
    "decade": _DECADE,
    "century": _CENTURY,
    "ordinal_digits": _ORDINAL_DIGITS,
    "numeric": _NUMERIC,
    "named": _NAMED,
    "year": _YEAR,
}


def _plain(text: str) -> str:
    """Return the text without marks, dots of abbreviations and ZWNJ, in ASCII digits, with one kind of dash."""
    text = _MARKS.sub("", ascii_digits(canonical(text)))
    text = _DASHES.sub("-", _SLASH.sub("/", _DOTS.sub(" ", text)))
    return _SPACES.sub(" ", text).strip()


_MORE_MONTHS = {
    COMMON: {
        "جنوری": 1, "فبروری": 2, "مارچ": 3, "آپریل": 4, "اپریل": 4, "می": 5, "جون": 6, "ژوین": 6,
        "جولای": 7, "ژوییه": 7, "آگوست": 8, "اگوست": 8, "آگست": 8, "سپتمبر": 9, "اکتوبر": 10,
    },
    JALALI: {"امرداد": 5},
    LUNAR: {
        "ربیع الاخر": 4, "ربیع الآخر": 4, "ربیع الاولی": 3, "جمادی الاولی": 5, "جمادی الاخر": 6,
        "جمادی الآخر": 6, "جمادی الاخره": 6, "جمادی الثانیه": 6, "رجب المرجب": 7, "محرم الحرام": 1,
        "شعبان المعظم": 8, "رمضان المبارک": 9, "شوال المکرم": 10, "ذیقعده": 11, "ذی قعده": 11,
        "ذوالقعده": 11, "ذی القعده الحرام": 11, "ذیحجه": 12, "ذی حجه": 12, "ذوالحجه": 12, "صفر المظفر": 2,
    },
}  # fmt: skip
MONTHS: dict[str, tuple[str, int]] = {
    _plain(name): (era, number)
    for era, names in ((JALALI, JALALI_MONTHS), (COMMON, GREGORIAN_MONTHS), (LUNAR, LUNAR_MONTHS))
    for name, number in [*zip(names, range(1, 13), strict=True), *_MORE_MONTHS[era].items()]
}
ORDINALS = {_plain(ordinal(number)): number for number in range(1, 32)}
ORDINALS |= {"اول": 1, "نخست": 1, "سیم": 30}
ORDINALS |= {words(number): number for number in range(1, 32)}
TENS = {words(number): number for number in range(10, 100, 10)}


@dataclass(frozen=True, slots=True)
class _Read:
    """Hold what one part says; `era` is None where it says none, `month_era` where it names no month."""

    era: str | None
    year: str
    month: int | None = None
    day: int | None = None
    unknown: int = 0
    qualifier: str = ""
    month_era: str | None = None


def from_words(text: str) -> str:
    """Return the canonical text of a date that people wrote, checked as `parse_historical` does.

    Raises DateError for what is no date, does not exist or is ambiguous («۹۹/۵/۱۲», «۷۴۵»,
    «۱۳۲۰ هجری»).
    """
    try:
        return parse_historical(ascii_digits(text.strip())).text
    except DateError as error:
        if error.code != "format":
            raise
    first, last, interval = _ends(_plain(text))
    start = _read(first, text) if first else None
    end = _read(last, text) if last else None
    points = [_point(part, _era(part, other), text) if part else None for part, other in ((start, end), (end, start))]
    return HistoricalDate(points[0], points[1] if interval else points[0], interval).text


def _era(part: _Read, other: _Read | None) -> str | None:
    """Return the era of a part; «۷۴۵ تا ۷۵۰ هجری قمری» names it once, for both."""
    if part.era is not None:
        return part.era
    given = other.era if other else None
    if part.month_era is None:
        return given if given is not None or other is None else other.month_era
    return given if given == _BEFORE and part.month_era == COMMON else part.month_era


def _ends(plain: str) -> tuple[str | None, str | None, bool]:
    """Split into start, end and whether it is an interval."""
    if match := _SINCE.fullmatch(plain):
        return match.group(1) or match.group(2), None, True
    if match := _UNTIL.fullmatch(plain):
        return None, match.group(1), True
    if match := _RANGE.fullmatch(plain) or _DASHED.fullmatch(plain):
        return match.group(1), match.group(2), True
    return plain, None, False


def _read(part: str, text: str) -> _Read:
    part, qualifier = _qualifier(part)
    era = None
    for sign, pattern in ERAS:
        if match := pattern.fullmatch(part):
            era, part = sign, match.group(1)
            break
    part = _YEAR_WORD.sub("", part, count=1) if _YEAR_WORD.match(part) else part
    if match := _DECADE.fullmatch(part):
        number = TENS.get(match.group(1)) or match.group(1)
        return _Read(era, str(number), unknown=1, qualifier=qualifier)
    if match := _CENTURY.fullmatch(part):
        return _Read(era, str(_ordinal(match.group(1), text)), unknown=2, qualifier=qualifier)
    if match := _NUMERIC.fullmatch(part):
        year, _, month, day = match.groups()
        return _Read(era, year, int(month) if month else None, int(day) if day else None, qualifier=qualifier)
    if match := _NAMED.fullmatch(part):
        day, (month_era, month) = _day_and_month(match.group(1), text)
        if era == _HIJRI:
            era = month_era
        if era is not None and month_era != (COMMON if era == _BEFORE else era):
            raise DateError("format", text)
        return _Read(era, match.group(2), month, day, qualifier=qualifier, month_era=month_era)
    raise DateError("format", text)


def _qualifier(part: str) -> tuple[str, str]:
    """Split off the word or sign that says how sure the part is."""
    if match := _ABOUT.match(part):
        return part[match.end() :], ABOUT
    if match := _DOUBTFUL.match(part):
        return part[match.end() :], DOUBTFUL
    if match := _QUESTION.search(part):
        return part[: match.start()], DOUBTFUL
    return part, ""


def _ordinal(said: str, text: str) -> int:
    match = _ORDINAL_DIGITS.fullmatch(said)
    number = int(match.group(1)) if match else ORDINALS.get(said, 0)
    if number == 0:
        raise DateError("format", text)
    return number


def _day_and_month(said: str, text: str) -> tuple[int | None, tuple[str, int]]:
    """Read «مرداد», «۱۲ مرداد» or «بیست و یکم مرداد»."""
    if said in MONTHS:
        return None, MONTHS[said]
    parts = said.split(" ")
    for cut in range(1, len(parts)):
        month = " ".join(parts[cut:])
        if month in MONTHS:
            return _ordinal(" ".join(parts[:cut]), text), MONTHS[month]
    raise DateError("format", text)


def _point(part: _Read, era: str | None, text: str) -> Point:
    if not _YEAR.fullmatch(part.year):
        raise DateError("format", text)
    year = int(part.year)
    if part.unknown == 2:
        if era == _HIJRI:
            era = LUNAR if year <= HIJRI_CENTURY_END else None
            if era is None:
                raise DateError("format", text)
        year = (year - 1) * 100
    else:
        if era == _HIJRI:
            if year >= HIJRI_YEAR_END:
                raise DateError("format", text)
            era = LUNAR
        if part.unknown == 1:
            year = _decade(year, era, text)
        elif era in (None, JALALI) and len(part.year) != 4:
            raise DateError("format", text)
    before = era == _BEFORE
    return Point(COMMON if before else era or JALALI, year, before, part.month, part.day, part.unknown, part.qualifier)


def _decade(year: int, era: str | None, text: str) -> int:
    """Return the first year of a decade; «دههٔ ۴۰» is of the 1300s and «دههٔ ۶۰ میلادی» of the 1900s."""
    if year % 10 or (year < 20 and era == COMMON):
        raise DateError("format", text)
    if 10 <= year < 100:
        if era in (None, JALALI):
            return 1300 + year
        if era == COMMON:
            return 1900 + year
    return year
