"""What a table shows as a workbook: its rows, in its order, under its titles.

A page gets the header's export by `can_export = True` and an `export` of one line:
`export_table(self, self.table, self.title)`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from showroom.errors import Trouble
from ui.formats import DASH, moment
from ui.kit.page import Page
from ui.kit.table import Column, Table
from ui.words import words
from ui.work import Lane, Work

if TYPE_CHECKING:
    from showroom.documents.sheet import Cell, Tab

_FOLDER = "papers_folder"
_WIDEST, _PIXELS = 40.0, 7.5
_NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a table as they were on screen, and what the sheet says about itself."""

    title: str
    columns: tuple[Column[Any], ...]
    lines: Sequence[Any]
    note: str
    author: str
    made_at: datetime


def export_table(page: Page, table: Table[Any], title: str) -> None:
    """Ask where, and write what the table shows, with the rows not yet scrolled to."""
    folder = Path(page.context.memory.recall(_FOLDER) or Path.home())
    offered = folder / file_name(title, page.context.person.outlet_name, page.context.today())
    file, _ = QFileDialog.getSaveFileName(page, words("kit.export"), str(offered), "Excel (*.xlsx)")
    if file:
        named = file if file.lower().endswith(".xlsx") else f"{file}.xlsx"
        save_table(page, table, title, Path(named))


def save_table(page: Page, table: Table[Any], title: str, file: Path) -> None:
    """Write what the table shows to that file, off the UI thread, and say so."""

    def begin() -> None:
        shown = sheet_of(page, table, title)
        work = Work(lambda: _written(workbook_of(shown), file))
        work.done(lambda _none: _told(page, file, len(shown.lines)))
        work.named(words("kit.export")).start(page, Lane.SLOW)

    table.rest.read_all(begin)


def sheet_of(page: Page, table: Table[Any], title: str) -> Sheet:
    """The table now: columns in the order they are dragged to, rows in the order shown."""
    head = table.view.horizontalHeader()
    order = [head.logicalIndex(at) for at in range(head.count())]
    context = page.context
    lines = table.model.lines
    made_at = context.now().astimezone(context.zone)
    at, by = moment(made_at, context.zone), context.person.name
    note = words("kit.export_note", count=len(lines), at=at, by=by)
    columns = tuple(table.model.columns[place] for place in order)
    return Sheet(f"{title} · {context.person.outlet_name}", columns, lines, note, by, made_at)


def workbook_of(shown: Sheet) -> bytes:
    """The sheet as an xlsx file; amounts and counts are numbers, text is never a formula."""
    from showroom.documents.sheet import Book, workbook

    return workbook(Book(shown.title, shown.author, shown.made_at), [_tab(shown)])


def file_name(title: str, outlet: str, on: date) -> str:
    """`客户档案-南京河西店-20261122.xlsx`, without what no file may be called."""
    return _NO_NAME.sub("", f"{title}-{outlet}-{on:%Y%m%d}") + ".xlsx"


def _tab(shown: Sheet) -> "Tab":
    from showroom.documents.sheet import Tab, Titled

    titles = [
        Titled(title, _width(column)) for column in shown.columns for title in _titles(column)
    ]
    rows = [[cell for c in shown.columns for cell in _cells(c, line)] for line in shown.lines]
    return Tab(shown.title, tuple(titles), rows, shown.title, (shown.note,))


def _titles(column: Column[Any]) -> list[str]:
    return [column.title, column.second_title] if column.second else [column.title]


def _cells(column: Column[Any], line: Any) -> list["Cell"]:  # noqa: ANN401 - a row of any kind
    first = _cell(column, line)
    return [first, _text(column.second(line))] if column.second else [first]


def _cell(column: Column[Any], line: Any) -> "Cell":  # noqa: ANN401 - a row of any kind
    if column.cell is not None:
        value: Cell = column.cell(line)
        return value
    text = column.text(line)
    return _number(text) if column.look == "amount" else _text(text)


def _text(text: str) -> str | None:
    return None if text in ("", DASH) else text


def _number(text: str) -> "Cell":
    """The amount or count a text shows; the text itself where it shows none."""
    bare = text.replace("¥", "").replace(",", "").replace("−", "-").strip()
    try:
        found = Decimal(bare)
    except InvalidOperation:
        return _text(text)
    if not found.is_finite():
        return _text(text)
    return int(found) if "." not in bare and "¥" not in text else found


def _width(column: Column[Any]) -> float:
    """Characters for the pixels a column has; those that share the room get much of it."""
    return max(12.0, min(_WIDEST, column.width / _PIXELS)) if column.width else 24.0


def _written(content: bytes, file: Path) -> None:
    """The whole file or none: written beside its place, then moved into it."""
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_bytes(content)
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Trouble("kit.not_saved", file=file.name) from error


def _told(page: Page, file: Path, count: int) -> None:
    page.context.memory.keep(_FOLDER, str(file.parent))
    page.context.shell.toast(words("kit.exported", count=count, file=str(file)))
