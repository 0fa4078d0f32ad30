"""The head of the panel: who, how the drive stands, what was agreed, and the steps."""

from collections.abc import Callable, Sequence
from datetime import tzinfo

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from showroom.claim.terms import ClaimStanding
from showroom.testdrive.form import STEPS, Step, step_of
from showroom.testdrive.queries import DriveLine
from showroom.testdrive.sitting import DriveCard
from ui.charts.steps import StepBar
from ui.formats import day
from ui.kit.labels import ElidedLabel, mark, plain_label
from ui.kit.notices import Banner, Offer
from ui.pages.testdrive.shown import slot_note, slot_text, state, tone
from ui.words import enum_words, words


class DriveHead(QWidget):
    """Shows a drive, or that a new one is being booked; `notes` takes the note of the draft.

    `choices` are what may be done about a booking whose time somebody else has.
    """

    def __init__(self, zone: tzinfo, choices: Callable[[], Sequence[Offer]]) -> None:
        super().__init__()
        self._choices = choices
        self._zone = zone
        self._title = ElidedLabel("", "heading")
        self._pill = plain_label("", "body")
        mark(self._pill, pill="neutral")
        self._facts = plain_label("", "muted", wrap=True)
        self.slot = Banner()
        self.slot.fixed()
        self._steps = StepBar(tuple(words(step.word) for step in STEPS))
        self.notes = QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._title, 1)
        line.addLayout(self.notes)
        line.addWidget(self._pill)
        column.addLayout(line)
        column.addWidget(self._facts)
        column.addWidget(self.slot)
        column.addWidget(self._steps)

    def show_drive(self, shown: DriveCard | None) -> None:
        """Show that drive; None is a new booking."""
        step = step_of(shown.line) if shown is not None else Step.BOOK
        self._title.setText(shown.line.customer if shown else words("testdrive.new"))
        if shown is not None:
            mark(self._pill, pill=tone(shown.line))
            self._pill.setText(state(shown.line))
            self._facts.setText(told(shown.line, self._zone))
        self._show_slot(shown.line if shown is not None else None)
        self._facts.setVisible(shown is not None)
        self._pill.setVisible(shown is not None)
        self._steps.setVisible(step is not Step.OFF)
        self._steps.show_done(STEPS.index(step) if step in STEPS else len(STEPS))

    def _show_slot(self, line: DriveLine | None) -> None:
        """Say what is not settled about the time; nothing when it is."""
        note = slot_note(line, self._zone) if line is not None else ""
        if line is None or not note:
            self.slot.dismiss()
        elif note != self.slot.text:
            self.slot.say(note, tone(line), *(self._choices() if self._is_lost(line) else ()))

    @staticmethod
    def _is_lost(line: DriveLine) -> bool:
        """Whether somebody else has the time, so that one must choose."""
        return line.slot.standing is ClaimStanding.REFUSED and not line.signed


def told(line: DriveLine, zone: tzinfo) -> str:
    """When, on what, where and with whom, on two lines."""
    where = words("testdrive.home_route", route=line.route) if line.at_home else line.route
    who = words("testdrive.with", name=line.escort)
    first = f"{day(line.business_date)} {slot_text(line, zone)} · {line.model} {line.plate}"
    return f"{first}\n{enum_words(line.mode)} · {where} · {who}"
