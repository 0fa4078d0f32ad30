"""Facts in words."""

from datetime import date

from PySide6.QtWidgets import QApplication

from showroom.customer.budget import Budget
from showroom.terms import PayMode
from ui.parts.facts import budget_words, shown


def test_facts_read_as_people_say_them(chinese: QApplication) -> None:
    assert shown(PayMode.LOAN) == "贷款"
    assert shown(date(2026, 11, 28)) == "2026-11-28"
    assert shown("白") == "白"


def test_a_budget_reads_with_its_open_end(chinese: QApplication) -> None:
    assert budget_words(Budget(31_000_000, 35_000_000)) == "31 万 – 35 万"
    assert budget_words(Budget(None, 30_000_000)) == "30 万 以内"
    assert budget_words(Budget(31_500_000, 31_500_000)) == "31.5 万"
