"""The hint below the reception form."""

from datetime import UTC, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from showroom.terms import IntentLevel, VisitKind
from showroom.visit.greeting import Greeting, Known
from ui.parts.greeting import GreetingPanel

ONE = UUID(int=1)


def known(name: str = "王芳", key: UUID = ONE) -> Known:
    return Known(
        customer_id=key,
        name=name,
        phone="139****0000",
        gender=None,
        level=IntentLevel.H,
        owner_id=None,
        owner="李倩",
        model_id=None,
        last_visit_at=datetime(2026, 10, 28, 2, 0, tzinfo=UTC),
        promise="留一台白色",
        next_follow_up_at=None,
        quote=None,
    )


def panel(qtbot: QtBot, opened: list[UUID]) -> tuple[GreetingPanel, QAction]:
    action = QAction("打开档案")
    made = GreetingPanel(ZoneInfo("Asia/Shanghai"), action, opened.append)
    qtbot.addWidget(made)
    return made, action


def said(*people: Known, sure: bool = False, other: bool = False) -> Greeting:
    return Greeting(list(people), sure, other, VisitKind.FIRST, None, is_owner=False)


def test_a_known_customer_is_told_with_owner_visit_and_promise(
    chinese: QApplication, qtbot: QtBot
) -> None:
    opened: list[UUID] = []
    hint, action = panel(qtbot, opened)
    hint.tell(said(known(), sure=True))
    for part in ("老客户 王芳 · 139****0000 · H 级", "归属 李倩", "10-28 到店", "承诺：留一台白色"):
        assert part in hint.told
    action.trigger()
    assert opened == [ONE]


def test_several_candidates_are_named_but_none_is_opened(
    chinese: QApplication, qtbot: QtBot
) -> None:
    hint, action = panel(qtbot, [])
    hint.tell(said(known(), known("刘芳", uuid4())))
    assert "等 2 位" in hint.told
    assert "刘芳" in hint.told
    assert not action.isEnabled()


def test_another_name_warns_that_both_cards_stay(chinese: QApplication, qtbot: QtBot) -> None:
    hint, _ = panel(qtbot, [])
    hint.tell(said(known(), other=True))
    assert "同号不同名" in hint.told
    assert "两张卡都保留" in hint.told
    assert hint.property("banner") == "warn"


def test_a_stranger_hides_it(chinese: QApplication, qtbot: QtBot) -> None:
    hint, action = panel(qtbot, [])
    hint.tell(said(known(), sure=True))
    hint.tell(said())
    assert hint.told == ""
    assert not action.isEnabled()
