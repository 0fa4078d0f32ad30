"""The small mark on a record: on this desk, taken by headquarters, refused; none while alone."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from showroom.desk import Desk
from showroom.exchange.tray import Tray, waiting
from tests.customer.test_commands import filed
from tests.exchange.test_tray import refused
from tests.sync.world import Member
from tests.ui.conftest import chinese, context_of, home, lanes
from ui.parts.recordmark import RecordMark
from ui.work import Lanes

__all__ = ["chinese", "home", "lanes", "refused"]


def _mark(desk: Desk, qtbot: QtBot) -> RecordMark:
    over = QWidget()
    made = RecordMark(context_of(desk))
    made.over = over  # type: ignore[attr-defined]
    QVBoxLayout(over).addWidget(made)
    qtbot.addWidget(over)
    over.show()
    return made


def test_a_record_goes_from_this_desk_to_headquarters(
    first: Member, home: Callable[[], None], qtbot: QtBot
) -> None:
    desk = first.at("liwen")
    mark = _mark(desk, qtbot)
    mark.show_record("customer", filed(desk))
    home()
    assert (mark.isVisible(), mark.text.text()) == (True, "在本机")
    first.sync()
    Lanes.current().changed.emit(frozenset())
    home()
    assert mark.text.text() == "总部已收"
    assert mark.toolTip()
    mark.show_record("customer", None)
    assert not mark.isVisible()


def test_what_was_refused_is_marked(
    refused: Member, home: Callable[[], None], qtbot: QtBot
) -> None:
    desk = refused.at("liwen")
    [line] = desk.read(waiting, Tray())
    mark = _mark(desk, qtbot)
    mark.show_record("visit", next(row.id for row in line.rows if row.table == "visit"))
    home()
    assert mark.text.text() == "待处理"


def test_an_outlet_that_works_alone_sees_no_marks(
    manager: Desk, home: Callable[[], None], qtbot: QtBot
) -> None:
    mark = _mark(manager, qtbot)
    mark.show_record("customer", filed(manager))
    home()
    assert not mark.isVisible()
