"""The money of a date counted by method, each beside what was booked, the variance as one types."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from showroom.dayclose.form import CloseForm
from showroom.errors import Refusal
from showroom.terms import PayMethod
from ui.formats import amount
from ui.kit.fields.number import MoneyField
from ui.kit.fields.text import NotesField
from ui.kit.form import Form
from ui.kit.labels import Label
from ui.words import enum_words, words

_ACROSS = 2
_TOP = Qt.AlignmentFlag.AlignTop


class Till:
    """The counting fields, the reason, and tomorrow's plan and the manager's note, of one form."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._placed: tuple[PayMethod, ...] = ()
        self.fields = {method: form.add(_counting(method)) for method in PayMethod}
        self.nothing = Label(words("dayclose.no_money"), "muted")
        form.add_row(self.nothing)
        reason, hint = words("dayclose.reason"), words("dayclose.reason_hint")
        self.reason = form.add(NotesField("reason", reason, hint=hint, lines=2), span=2)
        self.plan = form.add(NotesField("plan", words("dayclose.plan"), lines=3))
        self.note = form.add(NotesField("note", words("dayclose.note"), lines=3))

    def give_notes(self, column: QVBoxLayout) -> None:
        """Let plan and note stand in another card; they stay fields of the form."""
        for field in (self.plan, self.note):
            self.form.grid.removeWidget(field)
            column.addWidget(field)

    def read_into(self, close: CloseForm) -> None:
        """Take what is typed; what cannot be read counts as not counted."""
        close.counted = {
            method: fen
            for method in close.methods
            if (fen := _typed(self.fields[method])) is not None
        }
        close.reason = self.text(self.reason)

    def show(self, close: CloseForm) -> None:
        """Show what was booked and what differs."""
        self._place(close.methods)
        for method, field in self.fields.items():
            field.setVisible(method in close.methods)
            field.set_required(method is PayMethod.CASH)
            if not field.error:
                field.show_hint(*_told(close, method))
        self.nothing.setVisible(not any(close.standing.booked.values()))
        self.reason.set_required(close.differs)

    def _place(self, methods: tuple[PayMethod, ...]) -> None:
        """Put the fields to count beside each other, without gaps for the others."""
        if methods == self._placed:
            return
        self._placed = methods
        grid = self.form.grid
        for field in self.fields.values():
            grid.removeWidget(field)
        for place, method in enumerate(methods):
            grid.addWidget(self.fields[method], *divmod(place, _ACROSS), _TOP)

    def go_to(self, code: str) -> None:
        """Put the cursor where that reason not to close is settled."""
        wanted: QWidget = self.fields[PayMethod.CASH].editor
        if code == "dayclose.variance_unexplained":
            wanted = self.reason.editor
        wanted.setFocus()

    @staticmethod
    def text(field: NotesField) -> str:
        """What is typed, as it is."""
        return field.draft().strip()


def _counting(method: PayMethod) -> MoneyField:
    return MoneyField(method.lower(), words("dayclose.count_of", method=enum_words(method)))


def _typed(field: MoneyField) -> int | None:
    try:
        return field.value()
    except Refusal:
        return None


def _told(close: CloseForm, method: PayMethod) -> tuple[str, str]:
    """What was booked, and the variance with its tone."""
    booked = f"{words('dayclose.booked')} {amount(close.standing.booked.get(method, 0))}"
    variance = close.variance(method)
    if variance is None:
        return f"{booked}\n{words('dayclose.not_counted')}", "small"
    if not variance:
        return f"{booked}\n{words('dayclose.variance_even')}", "good"
    sign = "+" if variance > 0 else ""
    return f"{booked}\n{words('dayclose.variance')} {sign}{amount(variance)}", "warn"
