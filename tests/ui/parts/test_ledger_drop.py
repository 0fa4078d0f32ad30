"""The drop zone and the imports below it."""

from datetime import UTC, datetime
from uuid import uuid4

from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from showroom.ledger.queries import ImportLine
from ui.context import Context
from ui.parts.ledger_drop import LedgerDrop


def test_earlier_imports_are_listed(context: Context, qtbot: QtBot) -> None:
    drop = LedgerDrop(context, QAction("选择文件"))
    qtbot.addWidget(drop)
    at = datetime(2026, 11, 22, 2, tzinfo=UTC)
    counts = {"rows": 1066, "accepted": 60, "rejected": 3}
    drop.show_history([ImportLine(uuid4(), "a.xlsx", "一月", counts, None, at)])
    model = drop._table.model  # noqa: SLF001 - what it shows
    assert [model.text(0, column) for column in range(model.columnCount())] == [
        "2026-11-22 10:00", "a.xlsx · 一月", "1,066", "60", "3", "—",
    ]  # fmt: skip


def test_a_file_over_the_page_is_answered(context: Context, qtbot: QtBot) -> None:
    drop = LedgerDrop(context, QAction("选择文件"))
    qtbot.addWidget(drop)
    zone = drop._zone  # noqa: SLF001 - what changes its look
    drop.hover(over=True)
    assert zone.property("over") == "true"
    drop.hover(over=False)
    assert zone.property("over") == "false"
