"""Text is text: hostile names in every widget that shows them."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.dialogs import Way, confirm
from ui.kit.fields import Choice, ChoiceField, LineField
from ui.kit.labels import ElidedLabel, button, icon_button, plain_label, tame, tip
from ui.kit.notices import Banner, EmptyState, Offer
from ui.models.initials import initials

pytestmark = pytest.mark.usefixtures("chinese")

HOSTILE = [
    "<b style='color:#ff0000;background:#ff0000'>红</b>",
    "<img src='file:///etc/passwd'>",
    "<img src='http://example.com/x.png'>",
    "<a href='x'>y</a>",
    "王&小&明",
    "&nbsp;&#65;",
    "\u202e反过来",
    "a\x00b\x1bc",
    "{name}%s%n",
    "=HYPERLINK(1)",
    "'; DROP TABLE customer; --",
    "🚗" * 40,
    "䶮㛃堃喆",
    "长" * 500,
    "line\nbreak",
]


def _banner(text: str) -> QWidget:
    made = Banner()
    made.say(text, "warn", Offer(text, lambda: None))
    return made


def _choice(text: str) -> QWidget:
    return ChoiceField("f", text, [Choice(1, text)])


MAKERS: list[Callable[[str], QWidget]] = [
    lambda text: plain_label(text, wrap=True),
    ElidedLabel,
    button,
    icon_button,
    _banner,
    lambda text: EmptyState("visit", text),
    lambda text: LineField("f", text, hint=text),
    _choice,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("make", MAKERS, ids=range(len(MAKERS)))
def test_a_hostile_name_is_shown_as_text_alone(
    make: Callable[[str], QWidget], text: str, qtbot: QtBot
) -> None:
    widget = make(text)
    qtbot.addWidget(widget)
    widget.resize(400, 200)
    image = widget.grab().toImage()
    assert not _red(image)
    for label in (each for each in _all(widget) if isinstance(each, QLabel)):
        assert label.textFormat() == Qt.TextFormat.PlainText
        assert not set(label.text()) & set("\u202e\x00\x1b")
    for each in _all(widget):
        assert "<" not in each.toolTip().removeprefix("<span>").removesuffix("</span>")


def test_an_ampersand_is_shown_and_is_no_shortcut(qtbot: QtBot) -> None:
    made = button("A&B")
    field = LineField("f", "A&B")
    qtbot.addWidget(made)
    qtbot.addWidget(field)
    assert made.text() == "A&&B"
    assert isinstance(made, QAbstractButton)
    assert made.shortcut().isEmpty()
    labels = [label.text() for label in field.findChildren(QLabel)]
    assert "A&&B" in labels
    assert field.editor.accessibleName() == "A&B"


def test_a_tip_is_never_markup() -> None:
    assert tip("<b>x</b>") == "<span>&lt;b&gt;x&lt;/b&gt;</span>"
    assert tip("") == ""


def test_a_long_label_is_elided_and_tells_all_in_its_tip(qtbot: QtBot) -> None:
    label = ElidedLabel("很长的名字" * 20)
    qtbot.addWidget(label)
    label.resize(80, 24)
    label.show()
    label.grab()
    assert label.text() == "很长的名字" * 20
    assert "很长的名字" in label.toolTip()


def test_asking_names_object_and_consequence_and_enter_cancels(qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.show()
    done: list[str] = []
    void = Way("作废", lambda: done.append("x"), "danger")
    sheet = confirm(over, "作废合同 <b>003</b>？", "客户签过的合同将作废。", void)
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert done == []
    sheet = confirm(over, "作废合同？", "将作废。", void)
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert done == []
    sheet = confirm(over, "作废合同？", "将作废。", void)
    next(each for each in sheet.findChildren(QAbstractButton) if each.text() == "作废").click()
    assert done == ["x"]


def test_initials_of_common_characters() -> None:
    assert initials("销售顾问") == "xsgw"
    assert initials("XC60 智远版") == "xc60 zyb"
    assert initials("李雯䶮㛃") == "lwy㛃"


def test_taming_keeps_line_breaks() -> None:
    assert tame("a\nb\u202e\x07") == "a\nb"


def _all(widget: QWidget) -> list[QWidget]:
    return [widget, *widget.findChildren(QWidget)]


def _red(image: QImage) -> bool:
    """Whether any pixel is the red of the hostile markup."""
    raw = image.convertToFormat(QImage.Format.Format_RGB888)
    data = bytes(raw.constBits())
    stride, width = raw.bytesPerLine(), raw.width() * 3
    rows = (data[at * stride : at * stride + width] for at in range(raw.height()))
    return any(b"\xff\x00\x00" in row for row in rows)
