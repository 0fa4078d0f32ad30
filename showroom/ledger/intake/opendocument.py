"""Formulas without a stored value in an ods, which the library hands over as empty cells."""

from xml.parsers.expat import XMLParserType

from showroom.ledger.intake.cells import Broken, Fault, Places
from showroom.ledger.intake.markup import SEPARATOR, parse, parser

_REPEATED_ROWS = "number-rows-repeated"
_REPEATED_COLUMNS = "number-columns-repeated"
_CELLS = ("table-cell", "covered-table-cell")


def scan(xml: bytes) -> dict[str, Places]:
    """The broken cells of every sheet, by name and 0-based place; raises Unreadable."""
    scanner = _Scanner(parser())
    parse(scanner.parser, xml)
    return scanner.found


class _Scanner:
    """Counts rows and columns as their repetitions say."""

    def __init__(self, reading: XMLParserType) -> None:
        self.parser = reading
        self.parser.StartElementHandler = self.start
        self.found: dict[str, Places] = {}
        self._sheet: Places = {}
        self._row = self._next_row = self._next_column = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(SEPARATOR)[2]
        told = {key.rpartition(SEPARATOR)[2]: value for key, value in attributes.items()}
        if name == "table":
            self._sheet = self.found.setdefault(told.get("name", ""), {})
            self._next_row = 0
        elif name == "table-row":
            self._row, self._next_column = self._next_row, 0
            self._next_row += _times(told.get(_REPEATED_ROWS))
        elif name in _CELLS:
            self._cell(told)

    def _cell(self, told: dict[str, str]) -> None:
        place = self._row, self._next_column
        self._next_column += _times(told.get(_REPEATED_COLUMNS))
        if "formula" in told and "value-type" not in told:
            formula = told["formula"].removeprefix("of:")
            self._sheet[place] = Broken(Fault.FORMULA, formula)


def _times(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 1
