"""The rows of a table as values, each cell judged by itself; and what no two rows may share."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from showroom.hq.publish.sheets.files import Line, Table
from showroom.hq.publish.sheets.kinds import Kind
from showroom.hq.publish.sheets.problems import Problem, Where, own_code
from showroom.ledger.intake.cells import Broken
from showroom.ledger.typed.outcome import Bad
from showroom.ledger.typed.text import cleaned


@dataclass(frozen=True, slots=True)
class Row:
    """One good row: its values by field name, and where it stands."""

    kind: Kind
    values: dict[str, Any]
    table: Table
    number: int

    @property
    def code(self) -> str:
        """What names the thing, whatever its version."""
        return self.kind.code_of(self.values)

    @property
    def since(self) -> date | None:
        """The day its version begins; None where there are no versions."""
        found: date | None = self.values.get("valid_from")
        return found

    def problem(self, field: str, code: str, /, **facts: object) -> Problem:
        """Something wrong with one of its cells."""
        return Problem(self.table.where(self.number, field), code, facts)


def rows_of(table: Table) -> tuple[list[Row], list[Problem]]:
    """The good rows of a table, and the problems of the others."""
    rows: list[Row] = []
    problems: list[Problem] = []
    for line in table.lines:
        values, wrong = _values(table, line)
        problems += wrong
        if not wrong:
            rows.append(Row(table.kind, values, table, line.number))
    return rows, [*problems, *_backward(rows)]


def duplicates(rows: Iterable[Row]) -> list[Problem]:
    """Rows that name the same version of the same thing as one before them."""
    seen: dict[tuple[str, str, date | None], Row] = {}
    problems = []
    for row in rows:
        first = seen.setdefault((row.kind.name, row.code, row.since), row)
        if first is not row:
            facts = {"other": place(first), "code": row.code}
            problems.append(row.problem(row.kind.code[0], "publish.twice", **facts))
    return problems


def place(row: Row) -> str:
    """`prices.xlsx · 指导价 · 3`: where another row stands, in any language."""
    where: Where = row.table.where(row.number)
    return " · ".join(part for part in (where.file, where.sheet, str(where.row)) if part)


def _values(table: Table, line: Line) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems = []
    for field in table.kind.fields:
        where = table.where(line.number, field.name)
        cell = line.cells.get(field.name)
        if cell is None:
            values[field.name] = field.default
            if field.required:
                problems.append(Problem(where, "publish.missing"))
            continue
        try:
            values[field.name] = field.read(_whole_cell(cell))
        except Bad as bad:
            problems.append(Problem(where, own_code(bad.code), bad.facts))
    return values, problems


def _whole_cell(cell: Any) -> Any:  # noqa: ANN401 - a cell
    """The cell, unless it is a formula without a value or an error value; raises Bad."""
    if isinstance(cell, Broken):
        cleaned(cell)
    return cell


def _backward(rows: Iterable[Row]) -> list[Problem]:
    """Versions that end before they begin."""
    return [
        row.problem("valid_to", "publish.span", first=row.since, last=row.values["valid_to"])
        for row in rows
        if row.since and row.values["valid_to"] and row.values["valid_to"] < row.since
    ]
