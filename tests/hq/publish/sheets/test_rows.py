"""Rows are judged cell by cell, and against each other."""

from typing import Any

from showroom import texts
from showroom.hq.publish.sheets.files import Line, Table
from showroom.hq.publish.sheets.kinds import KINDS
from showroom.hq.publish.sheets.problems import Problem
from showroom.hq.publish.sheets.rows import Row, duplicates, rows_of
from tests.hq.publish.writing import price


def read(*lines: dict[str, Any]) -> tuple[list[Row], list[Problem]]:
    numbered = tuple(
        Line(n, {name: cell for name, cell in line.items() if cell is not None})
        for n, line in enumerate(lines, 2)
    )
    return rows_of(Table(KINDS["prices"], "p.xlsx", "指导价", {"valid_to": "D 失效日期"}, numbered))


def test_a_good_row_knows_its_code_and_its_first_day() -> None:
    ((row,), problems) = read(price("399900", "2026-12-01"))
    assert (row.code, str(row.since), problems) == ("EX90-BEV-SZ", "2026-12-01", [])


def test_every_empty_cell_that_is_needed_is_told() -> None:
    _, problems = read({"valid_to": "2026-12-01"})
    assert [(p.code, p.where.column) for p in problems] == [
        ("publish.missing", "trim"),
        ("publish.missing", "guide_price"),
        ("publish.missing", "valid_from"),
    ]


def test_a_row_that_ends_before_it_begins_is_told_where() -> None:
    _, (problem,) = read(price("399900", "2026-12-01", "2026-11-30"))
    assert problem.line(texts.load("en")) == (
        "p.xlsx · 指导价 · row 2 · D 失效日期: "
        "Valid to 2026-11-30 lies before valid from 2026-12-01: correct it"
    )


def test_a_version_given_twice_names_the_first() -> None:
    rows, _ = read(price("399900", "2026-12-01"), price("389900", "2026-12-01"))
    (problem,) = duplicates(rows)
    assert (problem.where.row, problem.facts["other"]) == (3, "p.xlsx · 指导价 · 2")
