"""The budget field."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from showroom.customer.budget import Budget
from ui.parts.fields import BudgetField


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [("310000-350000", "31-35"), ("30万以内", "≤30"), ("31.5", "31.5"), ("40万起", "≥40")],
)
def test_a_budget_is_tidied_to_what_reads_back_the_same(
    chinese: QApplication, qtbot: QtBot, typed: str, tidied: str
) -> None:
    field = BudgetField("budget", "预算")
    qtbot.addWidget(field)
    field.line.setText(typed)
    value = field.value()
    field.tidy()
    assert field.line.text() == tidied
    assert field.value() == value


def test_an_empty_budget_is_none(chinese: QApplication, qtbot: QtBot) -> None:
    field = BudgetField("budget", "预算")
    qtbot.addWidget(field)
    assert field.value() is None
    field.set_value(Budget(None, 30_000_000))
    assert field.line.text() == "≤30"
