"""The day close page: checks with links, money counted, the day in figures, the seal."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from showroom.board.records import Records, RecordsOf, records_of
from showroom.dayclose.commands import Closed, ReopenDay, close_day, reopen_day
from showroom.dayclose.document import daily_report, workbook
from showroom.dayclose.form import CloseForm
from showroom.dayclose.queries import DayOf, LooseEnds, Standing, loose_ends, report, standing
from showroom.kpi.line import RecordLine
from showroom.kpi.records import Period
from showroom.kpi.rules import Figure
from showroom.terms import DayStatus
from ui.context import Context
from ui.kit.labels import Label, button, mark, tip
from ui.kit.notices import card
from ui.kit.page import Page, action_button, scrolled
from ui.pages.dayclose.sealed import Reopening, SealedDay, ask_to_reopen
from ui.pages.dayclose.summary import Summary
from ui.pages.dayclose.till import Till
from ui.parts.figures.checklist import CheckList, Progress
from ui.parts.figures.dayswitch import DaySwitch
from ui.parts.figures.records import LinesSheet, RecordsSheet
from ui.words import words
from ui.work import Lane, Work

_ROOM_FOR_THREE = 960
_PILLS = {DayStatus.OPEN: "accent", DayStatus.CLOSED: "good", DayStatus.REOPENED: "warn"}


class DayClosePage(Page):
    """日结."""

    key = "dayclose"
    reads = frozenset(
        {
            "visit", "test_drive", "quote", "contract", "receipt", "customer", "follow_up",
            "lost_record", "approval", "lead_clash", "day_close",
        }
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.switch = DaySwitch(self, context.today)
        self.pill = Label("", "small")
        self.pill.setProperty("pill", "accent")
        self.closing: CloseForm | None = None
        self.entry = self.form("close", self.close_date)
        self.entry.save_action.setText(words("dayclose.close"))
        self.till = Till(self.entry)
        self.checks = CheckList(ticks=True)
        self.passed = Label("", "muted")
        self.progress = Progress()
        self.summary = Summary()
        self.sealed = SealedDay(context.zone)
        self.why = Label("", "muted")
        self.why.setWordWrap(True)
        self.close_button = button(words("dayclose.close"), "primary", key="Ctrl+S")
        self.sheet: LinesSheet | RecordsSheet | None = None
        self.reopening: Reopening | None = None
        self._across = 0
        self._make_actions()
        self._lay_out()
        self._connect()

    @override
    def shown(self) -> None:
        if self.close_button.isVisible():
            self.till.go_to("")

    @override
    def reread(self) -> None:
        self.switch.refresh()
        self.read(standing, DayOf(self.switch.day)).done(self._show).start(self)

    @override
    def open_record(self, kind: str, key: UUID, **more: Any) -> None:
        day = more.get("day")
        if isinstance(day, date):
            self.switch.go(day)

    def close_date(self) -> None:
        """Close the date shown; while something stands in the way, go there instead."""
        if self.closing is None or self.closing.is_closed:
            return
        self._refresh()
        code, _ = self.closing.why_not
        if code:
            self.till.go_to(code)
            return
        plan, note = self.till.text(self.till.plan), self.till.text(self.till.note)
        self.entry.send(close_day, self.closing.command(plan, note), self._closed)

    def print_report(self) -> None:
        """Show the daily report; it is made anew from what was stored, byte for byte the same."""
        desk, day = self.context.desk, self.switch.day
        work = Work(lambda: daily_report(desk.read(report, DayOf(day))))
        name = f"{words('dayclose.print')} {day.isoformat()}.pdf"
        work.done(lambda pdf: self.context.shell.preview(pdf, name))
        work.named(words("dayclose.print")).start(self, Lane.SLOW)

    def save_sheet(self) -> None:
        """Ask where, and write the daily report as a workbook."""
        day = self.switch.day.isoformat()
        folder = Path(self.context.memory.recall("papers_folder") or Path.home())
        suggested = folder / f"{words('dayclose.title')}-{day}.xlsx"
        name, _ = QFileDialog.getSaveFileName(
            self, words("dayclose.save_sheet"), str(suggested), "Excel (*.xlsx)"
        )
        if name:
            self.save_sheet_to(Path(name))

    def save_sheet_to(self, file: Path) -> None:
        """Write the workbook to that file, and say so."""
        desk, day = self.context.desk, self.switch.day
        work = Work(lambda: _written(workbook(desk.read(report, DayOf(day))), file))
        work.done(self._sheet_written).start(self, Lane.SLOW)

    def reopen(self) -> None:
        """Ask why, and open the date shown again."""
        day = self.switch.day
        self.reopening = ask_to_reopen(
            self, day.isoformat(), lambda reason: self._reopen(ReopenDay(day, reason))
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(3 if self.width() >= _ROOM_FOR_THREE else 2)

    def _show(self, found: Standing) -> None:
        if found.state.day != self.switch.day:
            return
        kept = self.checks.acknowledged() if self._is_shown(found) else set()
        self.closing = CloseForm(found, acknowledged=kept)
        self.checks.show_checks(found.checks, frozenset(kept))
        self.passed.setText(words("dayclose.checks_done", done=found.done, all=len(found.checks)))
        self.progress.show_part(found.done / len(found.checks))
        self.summary.show_figures(found.summary)
        self._show_status(found)
        self._refresh()

    def _is_shown(self, found: Standing) -> bool:
        return self.closing is not None and self.closing.standing.state.day == found.state.day

    def _show_status(self, found: Standing) -> None:
        closed = found.status is DayStatus.CLOSED
        self.pill.setText(words(f"dayclose.{found.status.lower()}_status"))
        mark(self.pill, pill=_PILLS[found.status])
        for part in self._of_open:
            part.setVisible(not closed)
        for action in (self.print_action, self.sheet_action):
            action.setEnabled(found.closed is not None)
        for shown in self._papers:
            shown.setVisible(found.closed is not None)
        self.reopen_action.setEnabled(closed and found.may_close)
        self._reopen_button.setVisible(closed and found.may_close)
        self.sealed.set_shown(closed)
        if found.closed is not None:
            self.sealed.show_closed(found.closed)

    def _refresh(self) -> None:
        """What is typed and ticked decides variances, the reason, and whether it may close."""
        if self.closing is None or self.closing.is_closed:
            return
        self.closing.acknowledged = self.checks.acknowledged()
        self.till.read_into(self.closing)
        self.till.show(self.closing)
        code, count = self.closing.why_not
        said = words(code, count=count) if code else words("dayclose.ready")
        self.why.setText(said)
        self.why.set_role("warn" if code else "good")
        self.close_button.setEnabled(not code)
        self.close_button.setToolTip(tip(said))

    def _closed(self, closed: Closed) -> None:
        self.entry.clear()
        day = self.switch.day.isoformat()
        done = words("dayclose.closed_done", date=day, number=closed.doc_no)
        self.context.shell.toast(done, "good")
        self.reread()

    def _reopen(self, command: ReopenDay) -> None:
        done = words("dayclose.reopened_done", date=command.day.isoformat())
        self.do(reopen_day, command, lambda _key: self.context.shell.toast(done, "good"))

    def _settle(self, code: str) -> None:
        if self.closing is not None and code == "dayclose.earlier_open":
            self.switch.go(self.closing.standing.state.earlier_open[0])
            return
        work = self.read(loose_ends, LooseEnds(self.switch.day, code))
        work.done(lambda lines: self._show_ends(code, lines)).start(self)

    def _show_ends(self, code: str, lines: list[RecordLine]) -> None:
        if len(lines) == 1:
            self.context.shell.open_record(lines[0].page, lines[0].opens)
            return
        heading = words(code, count=len(lines))
        self.sheet = LinesSheet(self, heading, lines, self.context)
        self.sheet.open()

    def _open_figure(self, figure: Figure) -> None:
        day = self.switch.day
        work = self.read(records_of, RecordsOf(figure.code, Period(day, day)))
        work.done(self._show_records).start(self)

    def _show_records(self, found: Records) -> None:
        name = words(f"kpi.{found.figure.code}")
        heading = f"{name} · {self.switch.day.isoformat()}"
        self.sheet = RecordsSheet(self, heading, found, self.context)
        self.sheet.open()

    def _sheet_written(self, file: Path | None) -> None:
        if file is None:
            self.banner.say(words("kit.not_saved", file=words("dayclose.sheet")), "bad")
            return
        self.context.memory.keep("papers_folder", str(file.parent))
        self.context.shell.toast(words("dayclose.saved_sheet", file=str(file)), "good")

    def _make_actions(self) -> None:
        self.print_action = self.action(words("dayclose.print"), "Ctrl+P", self.print_report)
        self.sheet_action = self.action(words("dayclose.sheet"), "Ctrl+Shift+P", self.save_sheet)
        self.reopen_action = self.action(words("dayclose.reopen"), "Ctrl+Shift+O", self.reopen)
        self.see_action = self.action(words("dayclose.see_all"), "F8", self.checks.tick_all)
        for action in (self.print_action, self.sheet_action, self.reopen_action):
            action.setEnabled(False)

    def _connect(self) -> None:
        self.switch.moved.connect(self._moved)
        self.checks.asked.connect(self._settle)
        self.checks.ticked.connect(self._refresh)
        self.entry.edited.connect(self._refresh)
        self.summary.opened.connect(self._open_figure)
        self.close_button.clicked.connect(lambda _checked: self.close_date())

    def _moved(self, _day: date) -> None:
        """Another date: what was counted for the one before is not counted for this one."""
        if self.entry.dirty:
            self.entry.keep_draft()
            for field in self.entry.fields.values():
                field.set_value(None)
        self.closing = None
        self.reread()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.switch)
        line.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        self._papers = [action_button(self.print_action), action_button(self.sheet_action)]
        self._reopen_button = action_button(self.reopen_action, "ghost")
        for shown in (self._reopen_button, *self._papers):
            shown.hide()
            line.addWidget(shown)
        self.sealed.set_shown(False)
        self._cards = (self._checks_card(), self._till_card(), self._day_card())
        self._of_open: tuple[QWidget, ...] = (*self._cards[:2], self._notes, self._foot())
        self._grid = QGridLayout()
        self._grid.setSpacing(14)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(14)
        column.addLayout(self._grid, 1)
        self._arrange(3)
        self.body.addLayout(line)
        self.body.addWidget(scrolled(inner), 1)
        self.body.addWidget(self._of_open[-1])

    def _checks_card(self) -> QFrame:
        frame, column = card()
        head = QHBoxLayout()
        head.addWidget(Label(words("dayclose.checks"), "heading"))
        head.addStretch(1)
        head.addWidget(self.passed)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addWidget(self.checks)
        see: QPushButton = button(words("dayclose.see_all"), "ghost", key="F8")
        see.clicked.connect(lambda _checked: self.see_action.trigger())
        column.addWidget(see)
        column.addStretch(1)
        return frame

    def _till_card(self) -> QFrame:
        frame, column = card(title=words("dayclose.money"))
        column.addWidget(self.entry)
        return frame

    def _day_card(self) -> QFrame:
        frame, column = card(title=words("dayclose.summary"))
        column.addWidget(self.summary)
        self._notes = QWidget()
        notes = QVBoxLayout(self._notes)
        notes.setContentsMargins(0, 6, 0, 0)
        notes.setSpacing(12)
        self.till.give_notes(notes)
        column.addWidget(self._notes)
        column.addStretch(1)
        return frame

    def _foot(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("card", "true")
        line = QHBoxLayout(frame)
        line.setContentsMargins(20, 10, 14, 10)
        line.addWidget(self.why, 1)
        line.addWidget(self.close_button)
        return frame

    def _arrange(self, across: int) -> None:
        """Three cards beside each other; where there is no room the last goes below.

        The seal stands where checks and money stood.
        """
        if across == self._across:
            return
        self._across = across
        checks, till, day = self._cards
        below = across < len(self._cards)
        self._grid.addWidget(checks, 0, 0)
        self._grid.addWidget(till, 0, 1)
        self._grid.addWidget(self.sealed.seal_card, 0, 0)
        self._grid.addWidget(self.sealed.money_card, 0, 1)
        self._grid.addWidget(day, 1 if below else 0, 0 if below else 2, 1, 2 if below else 1)
        for column, share in enumerate((5, 4, 0 if below else 4)):
            self._grid.setColumnStretch(column, share)


def _written(content: bytes, file: Path) -> Path | None:
    """The file once the bytes are in it; None where the disk refused."""
    try:
        file.write_bytes(content)
    except OSError:
        return None
    return file
