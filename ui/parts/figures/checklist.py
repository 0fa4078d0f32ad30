"""The list gone through before closing: what is well, what is loose, a link to settle it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from showroom.dayclose.queries import Check, CheckState
from ui import theme
from ui.charts.small import paint_progress
from ui.kit.labels import button, escaped, plain_label
from ui.kit.signs import Sign
from ui.words import words

_SIGNS = {
    CheckState.GOOD: ("check-circle", "good_ink", "kit.kind_good"),
    CheckState.WARN: ("alert", "warn_ink", "kit.kind_warn"),
    CheckState.BLOCK: ("x-circle", "bad_ink", "kit.kind_bad"),
}


class Progress(QWidget):
    """A thin bar that fills up."""

    def __init__(self) -> None:
        super().__init__()
        self._part = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_part(self, part: float) -> None:
        """Fill so much of it, 0 to 1."""
        self._part = part
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, 6)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_progress(painter, QRectF(self.rect()), self._part, theme.tokens())
        painter.end()


class CheckList(QWidget):
    """Checks in lines. `asked` carries the code of the check to settle, `seen` that of a warning.

    With `ticks` every warning has a box to tick: the manager knows.
    """

    asked = Signal(str)
    ticked = Signal()

    def __init__(self, *, ticks: bool = False) -> None:
        super().__init__()
        self._ticks = ticks
        self.boxes: dict[str, QCheckBox] = {}
        self.links: dict[str, QWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._rows: list[QWidget] = []

    def show_checks(self, checks: Sequence[Check], ticked: frozenset[str] = frozenset()) -> None:
        """Show these checks, those of `ticked` with their box ticked."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self.boxes, self.links = {}, {}
        self._rows = [self._row(check, ticked) for check in checks]
        for row in self._rows:
            self._column.addWidget(row)

    def acknowledged(self) -> set[str]:
        """The codes of the warnings ticked."""
        return {code for code, box in self.boxes.items() if box.isChecked()}

    def tick_all(self) -> None:
        """Tick every warning."""
        for box in self.boxes.values():
            box.setChecked(True)

    def _row(self, check: Check, ticked: frozenset[str]) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 3, 0, 3)
        line.setSpacing(10)
        name, role, told = _SIGNS[check.state]
        line.addWidget(Sign(name, role, 18, words(told)))
        line.addWidget(plain_label(check_words(check), wrap=True), 1)
        if check.state is not CheckState.GOOD:
            self._settle(line, check, ticked)
        return row

    def _settle(self, line: QHBoxLayout, check: Check, ticked: frozenset[str]) -> None:
        what = check_words(check)
        if self._ticks:
            box = QCheckBox(escaped(words("dayclose.seen")))
            box.setAccessibleName(f"{words('dayclose.seen')} {what}")
            box.setChecked(check.code in ticked)
            box.toggled.connect(lambda _checked: self.ticked.emit())
            self.boxes[check.code] = box
            line.addWidget(box)
        go = button(f"{words('dayclose.go')} ›", "link")
        go.setAccessibleName(f"{words('dayclose.go')} {what}")
        go.setCursor(Qt.CursorShape.PointingHandCursor)
        go.clicked.connect(self._asker(check.code))
        self.links[check.code] = go
        line.addWidget(go)

    def _asker(self, code: str) -> Callable[[], None]:
        return lambda: self.asked.emit(code)


def check_words(check: Check) -> str:
    """What a check found, or that it found nothing."""
    if check.state is CheckState.GOOD:
        return words(check.code.replace("dayclose.", "dayclose.good_"))
    return words(check.code, count=check.count)
