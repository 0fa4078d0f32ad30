"""The shapes a typed date comes in, and the readings each one allows."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

_CENTURY = 2000
_LAST_MONTH = 12
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "|".join(_MONTHS)
_PART_OF_DAY = r"(?:上午|下午|早上|早晨|晚上|中午|傍晚|凌晨|am|pm)"
_DASHES = dict.fromkeys(map(ord, "—–−‐‑〜~"), "-")
_HANZI = str.maketrans("〇零一二三四五六七八九", "00123456789")

_WEEKDAY = re.compile(
    r"(?<![上本下这每])\(?(?:周|星期|礼拜)[一二三四五六日天1-7]\)?"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b,?"
)
_TIME = re.compile(
    rf"(?:(?<=\d)t|(?<=[\s,日号)]))\s*{_PART_OF_DAY}?\s*"
    r"\d{1,2}\s*[:点时](?:\s*\d{1,2}|半|整)?分?(?:[:]?\d{1,2}(?:\.\d+)?秒?)?"
    rf"\s*(?:am|pm|z|[+-]\d\d:?\d\d)?$|(?<=[\s\d日号])\s*{_PART_OF_DAY}$"
)
_HANZI_NUMBER = re.compile(r"[〇零一二三四五六七八九十]+")
_RELATIVE = re.compile(
    r"今天|今日|昨天|昨日|前天|明天|[上本下这]个?(?:周|星期|礼拜)|上个?月|本月|today|yesterday|刚"
)
_NO_DAY = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*月?份?|\d{4}年?|\d{1,2}月份?")
_FULL = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|\d{1,2}月\d{1,2}[日号]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading: the order of its parts, the year if there is one, month and day number."""

    order: str
    year: int | None
    month: int
    number: int

    def day(self) -> date | None:
        """The day, if the calendar has it."""
        try:
            return date(self.year or 0, self.month, self.number)
        except ValueError:
            return None


def plain(text: str) -> str:
    """The text with ASCII digits and small letters, without weekday and time of day."""
    flat = normalize("NFKC", text).casefold().translate(_DASHES).strip(" '\"`’‘\t\n")
    flat = _HANZI_NUMBER.sub(_digits, flat) if "月" in flat else flat
    flat = _WEEKDAY.sub(" ", flat).strip()
    return _TIME.sub("", flat).strip(" ,;")


def _digits(found: re.Match[str]) -> str:
    """`二〇二六` as 2026, `二十一` as 21."""
    tens, mark, ones = found[0].partition("十")
    if not mark:
        return tens.translate(_HANZI)
    return f"{tens.translate(_HANZI) or '1'}{ones.translate(_HANZI) or '0'}"


def candidates(text: str) -> list[Candidate]:
    """Every reading of a plain text; none when it has no shape of a date."""
    for shape, read in _SHAPES:
        found = shape.fullmatch(text)
        if found:
            return read(*found.groups())
    return []


def order(text: str) -> bool | None:
    """Whether the day stands before the month in `31/12/2026`; None where it does not show."""
    found = _YEAR_LAST.fullmatch(text)
    if not found:
        return None
    first, second = int(found[1]), int(found[2])
    if first > _LAST_MONTH:
        return True
    return False if second > _LAST_MONTH else None


def fault(text: str) -> str:
    """Why a text has no reading, as a key of the word catalogue."""
    if _RELATIVE.search(text):
        return "ledger.date_relative"
    if _NO_DAY.fullmatch(text):
        return "ledger.date_no_day"
    return "ledger.date_several" if len(_FULL.findall(text)) > 1 else "ledger.date_unreadable"


def _year_first(year: str, month: str, number: str) -> list[Candidate]:
    return [Candidate("ymd", _full(year), int(month), int(number))]


def _year_last(first: str, second: str, year: str) -> list[Candidate]:
    return [
        Candidate("mdy", _full(year), int(first), int(second)),
        Candidate("dmy", _full(year), int(second), int(first)),
    ]


def _slashed(first: str, second: str, third: str) -> list[Candidate]:
    """`26/5/1` here, `5/1/26` from a spreadsheet set to another country."""
    return [*_year_first(first, second, third), *_year_last(first, second, third)]


def _no_year(month: str, number: str) -> list[Candidate]:
    return [Candidate("md", None, int(month), int(number))] if int(month) <= _LAST_MONTH else []


def _day_named(number: str, month: str, year: str) -> list[Candidate]:
    return [Candidate("ymd", _full(year), _MONTHS.index(month) + 1, int(number))]


def _name_first(month: str, number: str, year: str) -> list[Candidate]:
    return _day_named(number, month, year)


def _full(year: str) -> int:
    return int(year) if len(year) > 2 else _CENTURY + int(year)  # noqa: PLR2004 - two digits


_YEAR_LAST = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})")
_SEPARATED = r"\s*[-/.年\\_,\s]\s*(\d{1,2})\s*[-/.月\\_,\s]\s*(\d{1,2})\s*[日号.]?"
_SHORT = r"\s*[-.年\\_]\s*(\d{1,2})\s*[-.月\\_]\s*(\d{1,2})\s*[日号]?"
_TH = r"(?:st|nd|rd|th)?"
_YEAR = r"'?(\d{4}|\d\d)"
_SHAPES: tuple[tuple[re.Pattern[str], Callable[..., list[Candidate]]], ...] = (
    (re.compile(r"(\d{4})" + _SEPARATED), _year_first),
    (re.compile(r"(\d{4}|\d\d)(\d\d)(\d\d)(?:\.0+)?"), _year_first),
    (re.compile(r"(\d\d)" + _SHORT), _year_first),
    (re.compile(r"(\d\d)\s*/\s*(\d{1,2})\s*/\s*(\d\d?)"), _slashed),
    (_YEAR_LAST, _year_last),
    (re.compile(r"(\d)\s*/\s*(\d{1,2})\s*/\s*(\d\d)"), _year_last),
    (re.compile(rf"(\d{{1,2}}){_TH}[-\s./]*({_MONTH})[a-z]*[-\s.,/]*{_YEAR}"), _day_named),
    (re.compile(rf"({_MONTH})[a-z]*[-\s./]*(\d{{1,2}}){_TH}[-\s.,/]+{_YEAR}"), _name_first),
    (re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?"), _no_year),
)
