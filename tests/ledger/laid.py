"""Rows of cells as a laid-out sheet, for tests of what comes after reading."""

from showroom.ledger.intake.cells import Book, Cell, Sheet
from showroom.ledger.layout.choice import AS_GUESSED, Choice, Layout, lay_out
from showroom.ledger.plan import Plan
from showroom.ledger.report import Report
from showroom.ledger.rules import plan
from showroom.texts import load
from tests.ledger.books import AS_OF

HEAD = ("姓名", "手机", "车型", "级别", "来店日期", "来源", "备注")
Row = tuple[Cell, ...]


def layout(*rows: Row, head: Row = HEAD, choice: Choice = AS_GUESSED) -> Layout:
    """The layout of rows below a header in row 1."""
    width = max(map(len, (head, *rows)))
    cells = tuple(row + ("",) * (width - len(row)) for row in (head, *rows))
    return lay_out(Book((Sheet("台账", cells),)), choice)


def planned(*rows: Row, head: Row = HEAD) -> Plan:
    """The plan of those rows on 2026-11-22."""
    return plan(layout(*rows, head=head), AS_OF)


def reported(*rows: Row, head: Row = HEAD, language: str = "zh_CN") -> Report:
    """Their plan in words."""
    made = layout(*rows, head=head)
    return Report("台账.xlsx", made, plan(made, AS_OF), load(language))
