"""Models whose texts are made once."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.models.lines import LINE_ROLE, Column, LineModel


def test_painting_makes_no_text_anew(qtbot: QtBot) -> None:
    del qtbot
    made: list[int] = []

    def text(number: int) -> str:
        made.append(number)
        return str(number)

    model = LineModel([Column("n", text)])
    model.show([3, 1, 2])
    for _ in range(10):
        for row in range(3):
            model.data(model.index(row, 0))
    assert len(made) == 3
    assert model.data(model.index(0, 0), LINE_ROLE) == 3


def test_empty_values_go_last_in_either_order() -> None:
    column: Column[int | None] = Column("n", lambda n: str(n or ""), sort=lambda n: n)
    model = LineModel([column])
    model.show([3, None, 1])
    model.sort(0, Qt.SortOrder.AscendingOrder)
    assert model.lines == (1, 3, None)
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert model.lines == (3, 1, None)


def test_rows_shown_later_keep_the_order_sorted_by() -> None:
    model: LineModel[int] = LineModel([Column("n", str, sort=lambda n: n)])
    model.show([3, 1])
    model.sort(0)
    model.show([9, 2, 5])
    assert model.lines == (2, 5, 9)
