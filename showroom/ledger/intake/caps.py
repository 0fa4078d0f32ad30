"""The caps of an import (reliability.md 5.25) and the refusal when one is passed."""

from showroom.ledger.intake.cells import Refused

MEGABYTE = 1 << 20
FILE_BYTES = 10 * MEGABYTE
UNZIPPED_BYTES = 50 * MEGABYTE
RATIO = 100
ROWS = 20_000
COLUMNS = 60
CELL_CHARACTERS = 32_767
CHILD_MEMORY_BYTES = 1 << 30
CHILD_CPU_SECONDS = 20
CHILD_WALL_SECONDS = 30.0


class Unreadable(Exception):
    """Raised inside the child process: the file, or one sheet of it, is refused."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def about(self, sheet: str = "") -> Refused:
        """The same as a plain value, which can cross to the parent."""
        return Refused(self.code, self.facts, sheet)


def column_letters(index: int) -> str:
    """`A` for 0, `XFD` for 16383: the column as spreadsheets name it."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def check_extent(row: int, column: int) -> None:
    """Raise Unreadable when a value at that 0-based place lies outside the caps."""
    where = f"{column_letters(column)}{row + 1}"
    if row >= ROWS:
        raise Unreadable("ledger.file_rows", cell=where, most=ROWS)
    if column >= COLUMNS:
        raise Unreadable("ledger.file_columns", cell=where, most=COLUMNS)
