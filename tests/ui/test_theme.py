import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

import resources
from ui import theme
from ui.tokens import SCHEMES, SIZES, tokens_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def light(qapp):
    return theme.apply(qapp, "light")


def test_the_committed_stylesheets_are_what_the_tool_builds():
    checked = subprocess.run(
        [sys.executable, "-m", "tools.theme", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


def test_the_product_never_loads_qt_material():
    code = "import ui.theme, ui.charts.widget, sys; print('qt_material' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "False"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
def test_every_mark_of_a_stylesheet_is_filled_in(scheme, size):
    sheet = theme.stylesheet(tokens_of(scheme, size))
    assert "@" not in sheet
    assert "$" not in sheet
    assert all(Path(found).is_file() for found in re.findall(r'url\("?([^")]+)"?\)', sheet))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_nothing_shouts_and_no_text_has_a_fixed_size(scheme):
    sheet = resources.path("theme", f"{scheme}.qss").read_text("utf-8")
    assert "uppercase" not in sheet
    assert "Roboto" not in sheet
    assert not re.search(r"font-size:\s*\d", sheet)


def test_the_palette_writes_in_ink_and_hints_in_a_readable_grey(qapp):
    for scheme in SCHEMES:
        look = theme.apply(qapp, scheme)
        palette = qapp.palette()
        assert palette.color(QPalette.ColorRole.Text) == QColor(look.colour.ink)
        assert palette.color(QPalette.ColorRole.PlaceholderText) == QColor(look.colour.muted)


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_hints_in_fields_are_as_readable_as_other_muted_text(qtbot, kind):
    field = kind()
    qtbot.addWidget(field)
    field.show()
    hint = field.palette().color(QPalette.ColorRole.PlaceholderText)
    assert hint == QColor(tokens_of("light").colour.muted)


def test_the_shipped_face_is_used_with_a_real_bold(qapp):
    theme.apply(qapp, "light")
    assert QFontInfo(qapp.font()).family() == theme.family() == "Noto Sans SC"
    assert {"Regular", "Bold"} <= set(QFontDatabase.styles(theme.family()))


def test_a_change_of_scheme_and_size_reaches_windows_that_are_open(qtbot, qapp):
    field = QLineEdit("王小明")
    qtbot.addWidget(field)
    field.show()
    before = (field.sizeHint().height(), field.palette().color(QPalette.ColorRole.Text))
    theme.apply(qapp, "dark", "large")
    after = (field.sizeHint().height(), field.palette().color(QPalette.ColorRole.Text))
    assert before == (38, QColor(tokens_of("light").colour.ink))
    assert after == (44, QColor(tokens_of("dark").colour.ink))
    assert theme.tokens().scheme == "dark"


def test_system_means_light_where_the_system_does_not_say(qapp):
    assert theme.resolved(qapp, "system") in SCHEMES
    assert theme.resolved(qapp, "dark") == "dark"


def inputs():
    combo = QComboBox()
    combo.addItems(["首次到店"])
    day = QDateEdit()
    day.setCalendarPopup(True)
    spin = QSpinBox()
    theme.dress_spin(spin)
    primary = QPushButton("保存")
    primary.setProperty("kind", "primary")
    chip = QPushButton("全部")
    chip.setProperty("chip", "true")
    rail = QPushButton("看板")
    rail.setProperty("rail", "true")
    plain = (QLineEdit("138"), QPlainTextEdit("备注"), QCheckBox("微信"), QPushButton("清空"))
    return (*plain, combo, day, spin, primary, chip, rail)


def inner(widget):
    """The middle of the widget as painted, without the frame that shows the focus."""
    image = widget.grab().toImage()
    return image.copy(image.rect().adjusted(8, 5, -8, -5))


def frame(widget):
    image = widget.grab().toImage()
    return image.copy(QRect(QPoint(0, 0), image.size()))


@pytest.mark.parametrize("place", range(10))
def test_focus_shows_and_shifts_no_pixel(qtbot, place):
    box = QWidget()
    column = QVBoxLayout(box)
    first = QPushButton("elsewhere")
    widget = inputs()[place]
    column.addWidget(first)
    column.addWidget(widget)
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    first.setFocus()
    if hasattr(widget, "setCursorWidth"):
        widget.setCursorWidth(0)
    calm, calm_frame, size = inner(widget), frame(widget), widget.geometry()
    widget.setFocus()
    if isinstance(widget, QLineEdit | QSpinBox | QDateEdit):
        widget.clearFocus()
        widget.setFocus()
        deselect = widget if isinstance(widget, QLineEdit) else widget.lineEdit()
        deselect.deselect()
    assert widget.geometry() == size
    assert frame(widget) != calm_frame
    if not isinstance(widget, QLineEdit | QSpinBox | QDateEdit):  # these blink a caret
        assert inner(widget) == calm


def test_all_one_line_inputs_and_buttons_stand_equally_high(qtbot):
    day = QDateEdit()
    day.setCalendarPopup(True)
    row = (QLineEdit(), QComboBox(), day, QSpinBox(), QPushButton("保存"))
    box = QWidget()
    column = QVBoxLayout(box)
    for widget in row:
        column.addWidget(widget)
    qtbot.addWidget(box)
    box.show()
    assert [widget.height() for widget in row] == [38] * 5
