"""The day at the left of the page: its date, the diary of the cars, the same drives as a list."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from showroom.terms import DriveStatus
from showroom.testdrive.form import counts
from showroom.testdrive.queries import DriveLine
from showroom.testdrive.rules import Slot
from showroom.testdrive.sitting import Sitting
from ui.charts.diary import Spot
from ui.formats import long_day
from ui.icons import icon
from ui.kit.labels import ElidedLabel, icon_button, mark, plain_label, tip
from ui.kit.notices import EmptyState, card
from ui.kit.page import Page
from ui.kit.table import Table
from ui.pages.testdrive.diary import Diary
from ui.pages.testdrive.shown import TONES, columns, day_of, held
from ui.parts.chips import Chips
from ui.words import enum_words, words

_COUNTED = (DriveStatus.BOOKED, DriveStatus.OUT, DriveStatus.DONE)


class DaySide(QWidget):
    """The drives of one date. `opened` fires with a drive's id, `wanted` with car and instant."""

    opened = Signal(object)
    wanted = Signal(object, object)
    day_wanted = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._context = page.context
        self.sitting: Sitting | None = None
        self._day = ElidedLabel("", "heading")
        self._pills = {status: plain_label("", "body") for status in _COUNTED}
        self.views = Chips([(at, words(f"testdrive.view_{at}")) for at in ("diary", "list")])
        self.views.chosen.connect(self._look)
        self.diary = Diary(words("testdrive.diary"), words("testdrive.invite"))
        self.diary.view.opened.connect(self._on_spot)
        self.table: Table[DriveLine] = Table(
            "testdrive.day", columns(page.context.zone), page.context.memory
        )
        self.table.bare().named(words("testdrive.list"))
        self.table.opened.connect(self._on_line)
        self.table.when_empty("testdrive", words("testdrive.nothing_that_day"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.diary)
        self._stack.addWidget(self.table)
        self._stack.addWidget(EmptyState("vehicle", words("testdrive.no_cars")))
        self._lay_out()

    def show_sitting(self, sitting: Sitting, chosen: UUID | None) -> None:
        """Show that day, the chosen drive standing out."""
        self.sitting = sitting
        self._day.setText(long_day(sitting.on))
        self.table.show_lines([line for line in sitting.drives if line.business_date == sitting.on])
        seen = counts(sitting.drives)
        for status, pill in self._pills.items():
            pill.setText(f"{enum_words(status)} {seen.get(status, 0)}")
            pill.setVisible(bool(seen.get(status)))
        self._look(self.views.value)
        self.show_ghost(None, chosen)

    def show_ghost(self, ghost: tuple[UUID, Slot] | None, chosen: UUID | None) -> None:
        """Show the slot being typed as well."""
        if self.sitting is None:
            return
        day = day_of(self.sitting, self._context.zone, self._context.now(), ghost)
        keys = [line.id for line in held(self.sitting)]
        self.diary.show_day(day, keys.index(chosen) if chosen in keys else -1)

    def toggle(self) -> None:
        """Change between diary and list, and go there."""
        self.views.choose("list" if self.views.value == "diary" else "diary")
        self._look(self.views.value)
        self.begin()

    def begin(self) -> None:
        """Put the keys into the day."""
        shown = self._stack.currentWidget()
        if shown is not None:
            shown.setFocus()
        self.diary.reveal()

    def turn(self, days: int) -> None:
        """Ask for another date, so many days on; 0 is today."""
        if self.sitting is not None:
            on = self.sitting.on + timedelta(days=days) if days else self._context.today()
            self.day_wanted.emit(on)

    def step(self, by: int) -> None:
        """Open the drive before or after the one the list is on."""
        self._on_line(self.table.step(by))

    def _look(self, view: str) -> None:
        empty = self.sitting is not None and not self.sitting.cars
        self._stack.setCurrentIndex(1 if view == "list" else 2 if empty else 0)
        self._hint.setText(words(f"testdrive.keys_{view}"))

    def _on_spot(self, spot: Spot) -> None:
        sitting = self.sitting
        if sitting is None:
            return
        if spot.block >= 0:
            self.opened.emit(held(sitting)[spot.block].id)
            return
        self.wanted.emit(sitting.cars[spot.lane].id, self._instant(sitting.on, spot.begins))

    def _instant(self, on: date, minute: int) -> datetime:
        return self._context.day_start(on) + timedelta(minutes=minute)

    def _on_line(self, line: DriveLine | None) -> None:
        if line is not None:
            self.opened.emit(line.id)

    def _lay_out(self) -> None:
        frame, column = card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._turner("chevron-left", "day_before", lambda: self.turn(-1)))
        head.addWidget(self._turner("chevron-right", "day_after", lambda: self.turn(1)))
        head.addWidget(self._day, 1)
        head.addWidget(self.views)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self._hint = ElidedLabel("", "small")
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self._hint, 1)
        for status, pill in self._pills.items():
            foot.addWidget(_pill(pill, TONES[status]), 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(foot)

    def _turner(self, picture: str, name: str, act: Callable[[], None]) -> QToolButton:
        made = icon_button(words(f"testdrive.{name}"))
        made.setIcon(icon(picture, "ink_soft"))
        key = "Ctrl+PgUp" if name == "day_before" else "Ctrl+PgDown"
        made.setToolTip(tip(f"{words(f'testdrive.{name}')}  {key}"))
        made.clicked.connect(lambda _checked: act())
        return made


def _pill(label: QLabel, tone: str) -> QLabel:
    mark(label, pill=tone)
    label.hide()
    return label
