"""One cell of a published file, and the value it stands for; a cell that stands for none is Bad.

A cell comes from a sheet (text, float, date, truth) or from JSON (also lists and objects).
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import msgspec

from showroom import texts
from showroom.ledger.intake.cells import Broken
from showroom.ledger.typed import dayshapes
from showroom.ledger.typed.outcome import Bad
from showroom.ledger.typed.text import cleaned, folded, line
from showroom.terms import Term

Read = Callable[[Any], Any]
"""From a filled cell to its value; raises Bad."""

EARLIEST: Final = date(2000, 1, 1)
LATEST: Final = date(2100, 12, 31)
_MOST_YUAN: Final = 100_000_000
_QUOTED: Final = 20
_CODE_MOST: Final = 40
_SURELY_PERCENT: Final = Decimal("0.5")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_CODE = re.compile(r"[^\s@]+")
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
_ORNAMENT = str.maketrans("", "", "¥￥,，元 \u3000\u00a0")
_BETWEEN = re.compile(r"[、,，;；/|\n]+")
_LANGUAGES = tuple(texts.load(language) for language in texts.LANGUAGES)


def is_empty(cell: object) -> bool:
    """Whether nothing stands in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip("\u3000\u00a0 \t\r\n"))


def text(most: int = 50) -> Read:
    """One line of text."""

    def read(cell: Any) -> str:  # noqa: ANN401 - a cell
        return _short(line(_plain(cell)), most)

    return read


def long_text(most: int) -> Read:
    """Text of several lines."""

    def read(cell: Any) -> str:  # noqa: ANN401 - a cell
        return _short(cleaned(_plain(cell)), most)

    return read


def code(cell: Any) -> str:  # noqa: ANN401 - a cell
    """The code of a thing: no spaces, at most 40 characters; a number is its digits."""
    found = line(_plain(cell))
    if not _CODE.fullmatch(found) or len(found) > _CODE_MOST:
        raise Bad("publish.code_form", text=found[:_QUOTED], most=_CODE_MOST)
    return found


def amount(least_fen: int = 0) -> Read:
    """Fen of an amount typed in yuan with at most two decimals."""

    def read(cell: Any) -> int:  # noqa: ANN401 - a cell
        fen = _number(cell) * 100
        if fen != fen.to_integral_value():
            raise Bad("publish.amount_decimals", text=_quoted(cell))
        if not least_fen <= fen <= _MOST_YUAN * 100:
            raise Bad("publish.amount_range", text=_quoted(cell), most=f"{_MOST_YUAN:,}")
        return int(fen)

    return read


def whole(least: int, most: int) -> Read:
    """A whole number within bounds, both included."""

    def read(cell: Any) -> int:  # noqa: ANN401 - a cell
        number = _number(cell)
        if number != number.to_integral_value() or not least <= number <= most:
            raise Bad("publish.whole", text=_quoted(cell), least=least, most=most)
        return int(number)

    return read


def yearly_rate(cell: Any) -> int:  # noqa: ANN401 - a cell
    """Basis points of a yearly rate in per cent: `4.80` or `4.8%`.

    A cell formatted as per cent arrives as 0.048; so small a rate is asked for again.
    """
    marked = isinstance(cell, str) and cell.strip().endswith(("%", "％"))
    number = _number(cell.strip()[:-1] if marked else cell)
    if number and number < _SURELY_PERCENT and not marked:
        raise Bad("publish.rate_small", text=_quoted(cell), meant=f"{number * 100:.2f}")
    points = number * 100
    if points != points.to_integral_value() or not 0 <= number <= 100:  # noqa: PLR2004 - per cent
        raise Bad("publish.rate", text=_quoted(cell))
    return int(points)


def day(cell: Any) -> date:  # noqa: ANN401 - a cell
    """A date with its year first; a date cell of a spreadsheet."""
    found = cell.date() if isinstance(cell, datetime) else cell
    if not isinstance(found, date):
        found = _typed_day(cell)
    if not EARLIEST <= found <= LATEST:
        raise Bad("publish.day_range", text=found.isoformat(), first=EARLIEST, last=LATEST)
    return found


def month(cell: Any) -> str:  # noqa: ANN401 - a cell
    """`yyyy-mm` of a month, typed or as a date in it."""
    if isinstance(cell, date):
        return f"{cell:%Y-%m}"
    shape = _MONTH.fullmatch(line(_plain(cell)))
    if not shape or not 1 <= int(shape[2]) <= 12:  # noqa: PLR2004 - months
        raise Bad("publish.month", text=_quoted(cell))
    return f"{shape[1]}-{int(shape[2]):02d}"


def yes_no(cell: Any) -> bool:  # noqa: ANN401 - a cell
    """Yes or no, in either language."""
    found = _TRUTHS.get(folded(line(_plain(cell))))
    if found is None:
        raise Bad("publish.yes_no", text=_quoted(cell))
    return found


def term(among: Sequence[Term]) -> Read:
    """A member of a closed list: its code, or its word in either language."""
    known = {
        folded(said): member
        for member in among
        for said in (member.name, *(words(member.word) for words in _LANGUAGES))
    }

    def read(cell: Any) -> str:  # noqa: ANN401 - a cell
        found = known.get(folded(line(_plain(cell))))
        if found is None:
            raise Bad("publish.term", text=_quoted(cell), known=among_text(among))
        return found.name

    return read


def among_text(among: Sequence[Term]) -> str:
    """The members of a closed list as people may type them."""
    return "、".join(f"{_LANGUAGES[0](member.word)}({member.name})" for member in among)


def several(of: Read) -> Read:
    """A list: of JSON, or typed with 、 , ; / or line breaks between; none twice."""

    def read(cell: Any) -> list[Any]:  # noqa: ANN401 - a cell
        parts = cell if isinstance(cell, list) else _BETWEEN.split(cleaned(_plain(cell)))
        made = [of(part) for part in parts if not is_empty(part)]
        if not made:
            raise Bad("publish.missing")
        for value in made:
            if made.count(value) > 1:
                raise Bad("publish.twice_in_cell", text=str(value)[:_QUOTED])
        return made

    return read


def anything(cell: Any) -> Any:  # noqa: ANN401 - JSON
    """A value written as JSON."""
    if not isinstance(cell, str):
        return cell
    try:
        return msgspec.json.decode(cleaned(cell))
    except (msgspec.DecodeError, RecursionError) as error:
        raise Bad("publish.json_cell", text=str(error)[:60]) from error


def _plain(cell: Any) -> Any:  # noqa: ANN401 - a cell
    """A cell the readers of text take; JSON's whole numbers become as spreadsheets keep them."""
    if isinstance(cell, list | dict):
        raise Bad("publish.not_plain")
    return cell if isinstance(cell, bool | str | float | date | Broken) else str(cell)


def _short(found: str, most: int) -> str:
    if len(found) > most:
        raise Bad("publish.text_long", length=len(found), most=most)
    return found


def _number(cell: Any) -> Decimal:  # noqa: ANN401 - a cell
    """An exact number; what a spreadsheet computed is taken to the 15 digits it shows."""
    if isinstance(cell, float):
        return Decimal(f"{cell:.15g}")
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return Decimal(cell)
    typed = folded(line(_plain(cell))).translate(_ORNAMENT)
    if not _NUMBER.fullmatch(typed):
        raise Bad("publish.number", text=_quoted(cell))
    return Decimal(typed)


def _typed_day(cell: Any) -> date:  # noqa: ANN401 - a cell
    shape = dayshapes.plain(line(_plain(cell)))
    readings = [found for found in dayshapes.candidates(shape) if found.order == "ymd"]
    found = readings[0].day() if len(readings) == 1 and shape[:4].isdecimal() else None
    if found is None:
        raise Bad("publish.day", text=_quoted(cell))
    return found


def _quoted(cell: object) -> str:
    return line(_plain(cell))[:_QUOTED]


_TRUTHS = {
    **dict.fromkeys(("是", "有", "对", "y", "yes", "true", "1", "√", "✓"), True),
    **dict.fromkeys(("否", "无", "不", "n", "no", "false", "0", "×", "x"), False),
}
