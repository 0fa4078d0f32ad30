"""What is wrong with a file to be published: where, what, and what to do. All of it at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from showroom.errors import Failure
from showroom.texts import Catalogue

_LEDGER = "ledger."


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file; rows from 1 as spreadsheets count, `column` its letters and heading."""

    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: a key of the word catalogue, and the facts of its sentence."""

    where: Where
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def told(self, words: Catalogue) -> str:
        """What is wrong and what to do, without the place."""
        said = {name: _said(fact, words) for name, fact in self.facts.items()}
        return words(self.code, **said)

    def line(self, words: Catalogue) -> str:
        """Place and sentence on one line."""
        return words("publish.problem", where=self.place(words), told=self.told(words))

    def place(self, words: Catalogue) -> str:
        """`prices.xlsx · 指导价 · row 3 · C 生效日期`, as far as it is known."""
        row = words("publish.row", row=self.where.row) if self.where.row else ""
        parts = (self.where.file, self.where.sheet, row, self.where.column)
        return " · ".join(part for part in parts if part)

    def as_json(self, words: Catalogue) -> dict[str, object]:
        """For programs: the place, the code, the sentence."""
        where = self.where
        return {
            "file": where.file, "sheet": where.sheet, "row": where.row, "column": where.column,
            "code": self.code, "message": self.told(words),
        }  # fmt: skip


def _said(fact: object, words: Catalogue) -> object:
    """A fact that is itself a key of ours is said in its words."""
    return words(fact) if isinstance(fact, str) and fact.startswith("publish.") else fact


def of_file(file: Path, failure: Failure) -> Problem:
    """A file, or a sheet of it, that cannot be read at all."""
    return Problem(Where(file.name), own_code(failure.code), failure.facts)


def own_code(code: str) -> str:
    """The reader of ledgers words its refusals for customer lists; ours are for published files."""
    return "publish." + code.removeprefix(_LEDGER) if code.startswith(_LEDGER) else code
