"""The cards of the day close while a date is open: checks, money, the day in figures, the foot."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from showroom.dayclose.form import CloseForm
from showroom.dayclose.queries import Standing
from ui.kit.form import Form
from ui.kit.labels import Label, button, tip
from ui.kit.notices import card
from ui.pages.dayclose.summary import Summary
from ui.pages.dayclose.till import Till
from ui.parts.figures.checklist import CheckList, Progress
from ui.words import words


class ChecksCard:
    """What is well and what is loose, each warning with a box: the manager knows."""

    def __init__(self) -> None:
        self.frame, self._column = card()
        self.checks = CheckList(ticks=True)
        self._passed = Label("", "muted")
        self._progress = Progress()
        head = QHBoxLayout()
        head.addWidget(Label(words("dayclose.checks"), "heading"))
        head.addStretch(1)
        head.addWidget(self._passed)
        self._column.addLayout(head)
        self._column.addWidget(self._progress)
        self._column.addWidget(self.checks)

    def end_with(self, see_all: QAction) -> None:
        """Put the way to tick all below the list."""
        see = button(see_all.text(), "ghost", key=see_all.shortcut().toString())
        see.clicked.connect(lambda _checked: see_all.trigger())
        self._column.addWidget(see)
        self._column.addStretch(1)

    def show_standing(self, found: Standing, ticked: frozenset[str]) -> None:
        """Show the checks of a date, those of `ticked` with their box ticked."""
        every = len(found.checks)
        self.checks.show_checks(found.checks, ticked)
        self._passed.setText(words("dayclose.checks_done", done=found.done, all=every))
        self._progress.show_part(found.done / every)


def till_card(entry: Form) -> QFrame:
    """The money counted against the books."""
    frame, column = card(title=words("dayclose.money"))
    column.addWidget(entry)
    return frame


class DayCard:
    """The date in figures, and below them the plan and the note of the till's form."""

    def __init__(self, till: Till) -> None:
        self.frame, column = card(title=words("dayclose.summary"))
        self.summary = Summary()
        self.notes = QWidget()
        notes = QVBoxLayout(self.notes)
        notes.setContentsMargins(0, 6, 0, 0)
        notes.setSpacing(12)
        till.give_notes(notes)
        column.addWidget(self.summary)
        column.addWidget(self.notes)
        column.addStretch(1)


class Foot(QFrame):
    """Why the date cannot close yet, and the button that closes it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.why = Label("", "muted")
        self.why.setWordWrap(True)
        self.close_button = button(words("dayclose.close"), "primary", key="Ctrl+S")
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 10, 14, 10)
        line.addWidget(self.why, 1)
        line.addWidget(self.close_button)

    def show_form(self, closing: CloseForm) -> None:
        """Say why not, or that it may."""
        code, count = closing.why_not
        said = words(code, count=count) if code else words("dayclose.ready")
        self.why.setText(said)
        self.why.set_role("warn" if code else "good")
        self.close_button.setEnabled(not code)
        self.close_button.setToolTip(tip(said))
