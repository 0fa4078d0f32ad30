"""The counts of a date beside its close, each opening its records."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from showroom.kpi.rules import Figure, said
from ui.kit.labels import button, plain_label
from ui.words import words

_ACROSS = 2


class Summary(QWidget):
    """Counts in two columns; `opened` carries the Figure clicked or entered."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        for column in range(_ACROSS):
            self._grid.setColumnStretch(column * 2, 1)
        self._shown: list[QWidget] = []

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these counts."""
        for old in self._shown:
            self._grid.removeWidget(old)
            old.deleteLater()
        self._shown = []
        for place, figure in enumerate(figures):
            self._put(place, figure)

    def _put(self, place: int, figure: Figure) -> None:
        row, column = divmod(place, _ACROSS)
        name = words(f"kpi.{figure.code}")
        label = plain_label(name, "muted")
        value = button(said(figure, words), "link")
        value.setAccessibleName(f"{name} {said(figure, words)}")
        value.setCursor(Qt.CursorShape.PointingHandCursor)
        value.clicked.connect(self._opener(figure))
        self._grid.addWidget(label, row, column * 2)
        self._grid.addWidget(value, row, column * 2 + 1, Qt.AlignmentFlag.AlignRight)
        self._shown += [label, value]

    def _opener(self, figure: Figure) -> Callable[[], None]:
        return lambda: self.opened.emit(figure)
