"""The text of a cell: as it was typed, less what nobody can see."""

import re
from datetime import date, datetime, time
from unicodedata import category, normalize

from showroom.ledger.intake.cells import Broken, Cell, Fault
from showroom.ledger.typed.outcome import Bad

LONGEST_LINE = 50
LONGEST_TEXT = 500
_EXACT = 1e15
_JOINERS = "\u200c\u200d"
_MANGLED = "\ufffd"
_IDEOGRAPH = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SPACED_IDEOGRAPHS = re.compile(rf"(?<=[{_IDEOGRAPH}])\s+(?=[{_IDEOGRAPH}])")
_ERROR_VALUE = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)")
_BRACKETED = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")


def shown(cell: Cell) -> str:
    """The cell as a spreadsheet would show it: whole numbers without point, dates as ISO."""
    if isinstance(cell, Broken):
        return cell.text
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() and abs(cell) < _EXACT else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def cleaned(cell: Cell) -> str:
    """The text in NFC without control, zero-width and direction marks; line breaks stay.

    Raises Bad when bytes of the file could not be decoded, or the cell is broken.
    """
    if isinstance(cell, Broken):
        raise Bad(cell.fault.value, text=cell.text[:LONGEST_LINE])
    if isinstance(cell, str) and _ERROR_VALUE.fullmatch(cell.strip()):
        raise Bad(Fault.ERROR.value, text=cell.strip())
    text = normalize("NFC", shown(cell)).replace("\r\n", "\n").replace("\r", "\n")
    if _MANGLED in text:
        raise Bad("ledger.text_mangled")
    return "".join(mark for mark in text if _visible(mark)).strip(" \n\t\u3000\u00a0" + _JOINERS)


def _visible(mark: str) -> bool:
    return mark in "\n\t" or mark in _JOINERS or category(mark) not in ("Cc", "Cf", "Cs", "Co")


def line(cell: Cell) -> str:
    """One line of text: breaks and runs of spaces become one space, none between ideographs."""
    return _SPACED_IDEOGRAPHS.sub("", " ".join(cleaned(cell).split()))


def short_line(cell: Cell) -> str:
    """One line of at most 50 characters; raises Bad for more."""
    text = line(cell)
    if len(text) > LONGEST_LINE:
        raise Bad("ledger.text_long", length=len(text), most=LONGEST_LINE)
    return text


def long_text(cell: Cell) -> str:
    """Text of at most 500 characters; raises Bad for more."""
    text = cleaned(cell)
    if len(text) > LONGEST_TEXT:
        raise Bad("ledger.text_long", length=len(text), most=LONGEST_TEXT)
    return text


def folded(text: str) -> str:
    """For comparison only: NFKC, small letters, no spaces."""
    return "".join(normalize("NFKC", text).casefold().split())


def key(text: str) -> str:
    """For comparison only: letters, digits and ideographs of the folded text."""
    return "".join(mark for mark in folded(text) if mark.isalnum())


def unbracketed(text: str) -> str:
    """The text without what stands in brackets."""
    return _BRACKETED.sub("", text).strip()
