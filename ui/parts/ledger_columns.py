"""What each column of a ledger is: a choice per column over its first cells."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from showroom.ledger.form import ColumnShown
from showroom.ledger.layout.headings import Field
from ui.kit.fields import Choice, ChoiceField
from ui.kit.labels import ElidedLabel
from ui.words import words

_WIDTH = 172


class LedgerColumns(QScrollArea):
    """A strip of columns that scrolls sideways and follows the focus.

    `corrected` fires with the 0-based place of a column and the field it was given, or None.
    """

    corrected = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.choices: dict[int, ChoiceField[Field]] = {}
        self._headings: tuple[tuple[int, str, tuple[str, ...]], ...] = ()

    def show_columns(self, columns: list[ColumnShown]) -> None:
        """Show these columns; the same columns keep their widgets, and so the focus."""
        headings = tuple((each.place, each.heading, each.samples) for each in columns)
        if headings != self._headings:
            self._headings = headings
            self._build(columns)
        for each in columns:
            self.choices[each.place].set_value(each.field)

    def begin(self) -> None:
        """Put the focus on the first column."""
        first = next(iter(self.choices.values()), None)
        if first is not None:
            first.setFocus()

    def _build(self, columns: list[ColumnShown]) -> None:
        self.choices = {}
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(12)
        for each in columns:
            row.addWidget(self._column(each))
        row.addStretch(1)
        self.setWidget(strip)
        self.setFixedHeight(strip.sizeHint().height() + self.horizontalScrollBar().height() // 2)

    def _column(self, shown: ColumnShown) -> QWidget:
        whole = QWidget()
        whole.setFixedWidth(_WIDTH)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        title = words("ledger.column", letters=shown.letters, heading=shown.heading).strip()
        choice = ChoiceField(str(shown.place), title, _meanings())
        choice.changed.connect(lambda: self.corrected.emit(shown.place, choice.value()))
        choice.combo.setItemText(0, words("ledger.column_nothing"))
        self.choices[shown.place] = choice
        column.addWidget(choice)
        for sample in shown.samples or ("",):
            column.addWidget(ElidedLabel(sample, "small"))
        column.addStretch(1)
        return whole


def _meanings() -> list[Choice[Field]]:
    return [Choice(field, words(f"ledger.field.{field.value}"), field.value) for field in Field]
