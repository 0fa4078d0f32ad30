"""Rows by where they end up."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from showroom.ledger.form import Group, Look, preview
from showroom.ledger.intake.cells import Book, Sheet
from showroom.ledger.intake.reading import Reading
from showroom.texts import load
from tests.ledger.books import AS_OF
from tests.ledger.laid import HEAD
from tests.ui.conftest import HeldMemory
from ui.parts.ledger_outcome import LedgerOutcome

ROWS = (
    HEAD,
    ("王芳", "13800138000", "XC60", "H", "2026-05-01", "网络", "第一行\n第二行"),
    ("王芳", "13800138000", "", "", "5月2日", "", ""),
    ("李雷", "138", "", "", "", "", ""),
)


@pytest.fixture
def outcome(chinese: QApplication, qtbot: QtBot) -> LedgerOutcome:
    del chinese
    made = LedgerOutcome(HeldMemory())
    qtbot.addWidget(made)
    book = Book((Sheet("一月", ROWS),))
    made.show_preview(preview(Reading("x.xlsx", "0" * 64, book), Look(AS_OF, load("zh_CN"))))
    return made


def test_people_are_shown_in_their_normal_form(outcome: LedgerOutcome) -> None:
    model = outcome.people.model
    assert [model.text(0, at) for at in range(model.columnCount())] == [
        "2", "王芳", "138 0013 8000", "H 级", "2026-05-01", "XC60", "网络", "第一行 第二行",
    ]  # fmt: skip


def test_each_group_shows_its_rows(outcome: LedgerOutcome) -> None:
    outcome.choose(Group.MERGED)
    assert [entry.row for entry in outcome.people.model.lines] == [2, 3]
    outcome.choose(Group.REJECTED)
    model = outcome.cells.model
    assert [model.text(0, at) for at in range(3)] == ["4", "手机", "138"]
    outcome.choose(Group.NOTICES)
    assert "2026-05-02" in outcome.cells.model.text(0, 3)
    outcome.choose(Group.CLASHES)
    assert outcome.people.model.lines == ()
