"""The XML of a workbook's sheets, read ahead of the library for what it would not tell.

The library lays a sheet out as one full rectangle, so a lone value in the last corner costs it all
memory; and it hands over a formula without a stored value, or an error, as an empty cell.
"""

import re
from dataclasses import dataclass
from posixpath import join, normpath

from showroom.ledger.intake.caps import check_extent
from showroom.ledger.intake.cells import Broken, Fault, Places
from showroom.ledger.intake.markup import SEPARATOR, elements, parse, parser

_NAMES = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(slots=True)
class Outline:
    """The sheets of a workbook: name to member, and the date system."""

    members: dict[str, str]
    since_1904: bool


def outline(members: dict[str, bytes]) -> Outline:
    """Name and member of every sheet; raises Unreadable for XML that is none."""
    targets = {
        found["Id"]: normpath(join("xl", found["Target"].lstrip("/").removeprefix("xl/")))
        for name, found in elements(members.get("xl/_rels/workbook.xml.rels", b"<x/>"))
        if name == "Relationship"
    }
    book = list(elements(members["xl/workbook.xml"]))
    sheets = {
        found["name"]: targets.get(found.get("id", ""), "")
        for name, found in book
        if name == "sheet"
    }
    flags = [found.get("date1904", "0") for name, found in book if name == "workbookPr"]
    return Outline(sheets, any(flag in ("1", "true") for flag in flags))


def scan(xml: bytes) -> Places:
    """The broken cells of one sheet; raises Unreadable when a value lies outside the caps."""
    scanner = _Scanner()
    parse(scanner.parser, xml)
    scanner.finish_cell()
    return scanner.found


class _Scanner:
    """Follows cells in reading order; the text of a cell is looked at only where it may be bad."""

    def __init__(self) -> None:
        self.parser = parser()
        self.parser.StartElementHandler = self.start
        self.found: Places = {}
        self._place = (-1, -1)
        self._kind = ""
        self._formula: list[str] | None = None
        self._value: list[str] | None = None
        self._has_value = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        handler = _HANDLERS.get(tag.rpartition(SEPARATOR)[2])
        if handler:
            handler(self, attributes)

    def row(self, attributes: dict[str, str]) -> None:
        self.finish_cell()
        number = attributes.get("r", "")
        self._place = (int(number) - 1 if number.isdigit() else self._place[0] + 1, -1)

    def cell(self, attributes: dict[str, str]) -> None:
        self.finish_cell()
        place = _NAMES.fullmatch(attributes.get("r", ""))
        row, column = self._place
        self._place = _place(place) if place else (row, column + 1)
        self._kind = attributes.get("t", "n")

    def formula(self, _attributes: dict[str, str]) -> None:
        self._formula = []
        self._listen(self._formula)

    def value(self, _attributes: dict[str, str]) -> None:
        self._has_value = True
        if self._formula is not None or self._kind == "e":
            self._value = []
            self._listen(self._value)

    def finish_cell(self) -> None:
        """Judge the cell that ended, and start afresh."""
        if self._has_value or self._formula is not None:
            check_extent(*self._place)
            self._judge("".join(self._value or ()))
        self._formula = self._value = None
        self._has_value = False
        self.parser.CharacterDataHandler = None

    def _judge(self, value: str) -> None:
        if self._kind == "e":
            self.found[self._place] = Broken(Fault.ERROR, value)
        elif self._formula is not None and not value and not self._stored_empty_text():
            self.found[self._place] = Broken(Fault.FORMULA, "=" + "".join(self._formula))

    def _stored_empty_text(self) -> bool:
        """A formula whose result is the empty text keeps `t="str"` and an empty value."""
        return self._kind == "str" and self._has_value

    def _listen(self, text: list[str]) -> None:
        self.parser.CharacterDataHandler = text.append


_HANDLERS = {
    "row": _Scanner.row,
    "c": _Scanner.cell,
    "f": _Scanner.formula,
    "v": _Scanner.value,
    "is": _Scanner.value,
}


def _place(found: re.Match[str]) -> tuple[int, int]:
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1
