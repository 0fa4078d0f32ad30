"""One customer in a field: found by typing, held, kept in a draft."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from showroom.errors import Refusal
from ui.context import Hit
from ui.kit.fields.customer import CustomerField

KEY = UUID(int=7)
WANG = Hit("customer", KEY, "王芳", "139****0000")
Wait = Callable[[], None]


@pytest.fixture
def field(qtbot: QtBot, home: Wait) -> CustomerField:
    del home
    made = CustomerField("customer", "客户", lambda _typed: [WANG], required=True)
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.show()
    return made


def test_typing_finds_and_enter_takes(field: CustomerField, qtbot: QtBot) -> None:
    QTest.keyClicks(field.box, "wf")
    qtbot.waitUntil(lambda: bool(field.box.finds()), timeout=5000)
    with qtbot.waitSignal(field.taken):
        QTest.keyClick(field.box, Qt.Key.Key_Return)
    assert field.value() == KEY
    assert field.box.text() == "王芳"


def test_what_is_typed_but_not_chosen_is_refused(field: CustomerField, home: Wait) -> None:
    QTest.keyClicks(field.box, "wf")
    home()
    with pytest.raises(Refusal, match="customer_unchosen"):
        field.value()


def test_typing_over_a_choice_lets_it_go(field: CustomerField, home: Wait) -> None:
    field.set_held(WANG)
    QTest.keyClicks(field.box, "x")
    home()
    assert field.held is None


def test_a_draft_brings_the_customer_back(field: CustomerField) -> None:
    field.set_held(WANG)
    draft = field.draft()
    field.set_value(None)
    assert field.value() is None
    field.restore(draft)
    assert field.held == WANG


def test_no_customer_is_asked_for(field: CustomerField) -> None:
    assert field.problem() is not None
