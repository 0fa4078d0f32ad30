"""A ledger that was read: its sheet, header and columns to correct, over what it would bring."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from showroom.ledger import form
from showroom.ledger.form import Group, Preview
from showroom.ledger.layout.headings import Field
from ui.context import Memory
from ui.kit.fields import Choice, ChoiceField
from ui.kit.labels import ElidedLabel
from ui.kit.notices import card
from ui.parts.ledger_columns import LedgerColumns
from ui.parts.ledger_outcome import LedgerOutcome
from ui.words import words

_CHOICE_WIDTH = 220


class LedgerSheet(QWidget):
    """Shows a preview; `corrected` fires with the choice a person made instead of the guess."""

    corrected = Signal(object)

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._preview: Preview | None = None
        self.file = ElidedLabel("", "heading")
        self.sheets: ChoiceField[str] = ChoiceField("sheet", words("ledger.sheet"))
        self.headers: ChoiceField[int] = ChoiceField("header", words("ledger.header"))
        self.columns = LedgerColumns()
        self.outcome = LedgerOutcome(memory)
        self.sheets.changed.connect(self._on_sheet)
        self.headers.changed.connect(self._on_header)
        self.columns.corrected.connect(self._on_column)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._head())
        column.addWidget(self.outcome, 1)

    def begin(self, shown: Preview) -> None:
        """Show a file that was just read, from its accepted rows and first column."""
        sheets = shown.reading.book.sheets
        self.sheets.offer(Choice(sheet.name, sheet.name) for sheet in sheets)
        self.sheets.setVisible(len(sheets) > 1)
        self.show_preview(shown)
        self.outcome.choose(Group.ACCEPTED)
        self.columns.begin()

    def show_preview(self, shown: Preview) -> None:
        """Show a preview of the file, guessed or corrected."""
        self._preview = shown
        layout = shown.layout
        self.file.setText(shown.reading.file_name)
        self.sheets.set_value(layout.sheet.name)
        self.headers.offer(_headers(shown))
        self.headers.set_value(layout.header.row)
        self.columns.show_columns(form.columns(shown))
        self.outcome.show_preview(shown)

    def _head(self) -> QWidget:
        frame, column = card()
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self.file, 1)
        for field in (self.sheets, self.headers):
            field.setMinimumWidth(_CHOICE_WIDTH)
            line.addWidget(field)
        column.addLayout(line)
        column.addWidget(self.columns)
        return frame

    def _on_sheet(self) -> None:
        name = self.sheets.value()
        if name is not None and self._preview is not None:
            self.corrected.emit(form.with_sheet(self._preview.choice, name))

    def _on_header(self) -> None:
        row = self.headers.value()
        if row is not None and self._preview is not None:
            self.corrected.emit(form.with_header(self._preview.choice, row))

    def _on_column(self, place: int, field: Field | None) -> None:
        if self._preview is not None:
            self.corrected.emit(form.with_column(self._preview, place, field))


def _headers(shown: Preview) -> list[Choice[int]]:
    rows = form.headers(shown)
    none = Choice(0, words("ledger.header_none"))
    return [
        none,
        *(Choice(row, words("ledger.header_row", row=row, text=text)) for row, text in rows),
    ]
