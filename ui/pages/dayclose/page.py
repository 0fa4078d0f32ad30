"""The day close page: checks with links, money counted, the day in figures, the seal."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from showroom.dayclose.commands import Closed, ReopenDay, close_day, reopen_day
from showroom.dayclose.form import CloseForm
from showroom.dayclose.queries import DayOf, Standing, standing
from showroom.kpi.records import Period
from showroom.kpi.rules import Figure
from showroom.terms import DayStatus
from ui.context import Context
from ui.kit.labels import Label, mark
from ui.kit.page import Page, action_button, scrolled
from ui.pages.dayclose.cards import ChecksCard, DayCard, Foot, till_card
from ui.pages.dayclose.papers import DayPapers
from ui.pages.dayclose.sealed import Reopening, SealedDay, ask_to_reopen
from ui.pages.dayclose.till import Till
from ui.parts.figures.dayswitch import DaySwitch
from ui.parts.figures.opener import Opener
from ui.words import words

_ROOM_FOR_THREE = 960
_PILLS = {DayStatus.OPEN: "accent", DayStatus.CLOSED: "good", DayStatus.REOPENED: "warn"}


class DayClosePage(Page):
    """日结."""

    key = "dayclose"
    reads = frozenset(
        {
            "visit", "test_drive", "quote", "contract", "receipt", "customer", "follow_up",
            "lost_record", "approval", "lead_clash", "day_close", "countersign",
        }
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.switch = DaySwitch(self, context.today)
        self.pill = Label("", "small")
        self.pill.setProperty("pill", "accent")
        self.opener = Opener(self)
        self.papers = DayPapers(self)
        self.closing: CloseForm | None = None
        self.entry = self.form("close", self.close_date)
        self.entry.save_action.setText(words("dayclose.close"))
        self.till = Till(self.entry)
        self.checks_card = ChecksCard()
        self.checks = self.checks_card.checks
        self.day_card = DayCard(self.till)
        self.sealed = SealedDay(context.zone)
        self.foot = Foot()
        self.why, self.close_button = self.foot.why, self.foot.close_button
        self.reopening: Reopening | None = None
        self._across = 0
        self._make_actions()
        self._lay_out()
        self._connect()

    @override
    def shown(self) -> None:
        if self.foot.isVisible():
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

    def reopen(self) -> None:
        """Ask why, and open the date shown again."""
        day = self.switch.day
        self.reopening = ask_to_reopen(
            self, day.isoformat(), lambda reason: self._reopen(ReopenDay(day, reason))
        )

    def save_sheet_to(self, file: Path) -> None:
        """Write the daily report of the date shown as a workbook, and say so."""
        self.papers.save(self.switch.day, file)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(3 if self.width() >= _ROOM_FOR_THREE else 2)

    def _show(self, found: Standing) -> None:
        if found.state.day != self.switch.day:
            return
        kept = self.checks.acknowledged() if self._is_shown(found) else set()
        self.closing = CloseForm(found, acknowledged=kept)
        self.checks_card.show_standing(found, frozenset(kept))
        self.day_card.summary.show_figures(found.summary)
        self._show_status(found)
        self._refresh()

    def _is_shown(self, found: Standing) -> bool:
        return self.closing is not None and self.closing.standing.state.day == found.state.day

    def _show_status(self, found: Standing) -> None:
        closed, on_file = found.status is DayStatus.CLOSED, found.closed is not None
        self.pill.setText(words(f"dayclose.{found.status.lower()}_status"))
        mark(self.pill, pill=_PILLS[found.status])
        for part in self._of_open:
            part.setVisible(not closed)
        for action, shown in zip(self._on_file, self._papers, strict=True):
            action.setEnabled(on_file)
            shown.setVisible(on_file)
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
        self.foot.show_form(self.closing)

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
        else:
            self.opener.loose_end(self.switch.day, code)

    def _open_figure(self, figure: Figure) -> None:
        self.opener.figure(figure.code, Period(self.switch.day, self.switch.day))

    def _moved(self, _day: date) -> None:
        """Another date: what was counted for the one before is not counted for this one."""
        if self.entry.dirty:
            self.entry.clear()
        self.closing = None
        self.reread()

    def _make_actions(self) -> None:
        self.print_action = self.action(
            words("dayclose.print"), "Ctrl+P", lambda: self.papers.show(self.switch.day)
        )
        self.sheet_action = self.action(
            words("dayclose.sheet"),
            "Ctrl+Shift+P",
            lambda: self.papers.ask_and_save(self.switch.day),
        )
        self.reopen_action = self.action(words("dayclose.reopen"), "Ctrl+Shift+O", self.reopen)
        self.see_action = self.action(words("dayclose.see_all"), "F8", self.checks.tick_all)
        self._on_file = (self.print_action, self.sheet_action)
        for action in (*self._on_file, self.reopen_action):
            action.setEnabled(False)

    def _connect(self) -> None:
        self.switch.moved.connect(self._moved)
        self.checks.asked.connect(self._settle)
        self.checks.ticked.connect(self._refresh)
        self.entry.edited.connect(self._refresh)
        self.day_card.summary.opened.connect(self._open_figure)
        self.close_button.clicked.connect(lambda _checked: self.close_date())

    def _lay_out(self) -> None:
        self._reopen_button = action_button(self.reopen_action, "ghost")
        self._papers = tuple(action_button(action) for action in self._on_file)
        self.sealed.set_shown(False)
        self.checks_card.end_with(self.see_action)
        self._cards = (self.checks_card.frame, till_card(self.entry), self.day_card.frame)
        self._of_open = (*self._cards[:2], self.day_card.notes, self.foot)
        self._grid = QGridLayout()
        self._grid.setSpacing(14)
        self._arrange(3)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 4, 0)
        column.addLayout(self._grid, 1)
        self.body.addLayout(self._head())
        self.body.addWidget(scrolled(inner), 1)
        self.body.addWidget(self.foot)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(self.switch)
        line.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        for shown in (self._reopen_button, *self._papers):
            shown.hide()
            line.addWidget(shown)
        return line

    def _arrange(self, across: int) -> None:
        """Three cards beside each other; where there is no room the last goes below."""
        if across != self._across:
            self._across = across
            sealed = (self.sealed.seal_card, self.sealed.money_card)
            _place(self._grid, (*self._cards, *sealed), below=across < len(self._cards))


def _place(grid: QGridLayout, cards: tuple[QWidget, ...], *, below: bool) -> None:
    """Checks, money and the day beside each other; the seal stands where the first two stood."""
    checks, till, day, seal, money = cards
    for frame, column in ((checks, 0), (till, 1), (seal, 0), (money, 1)):
        grid.addWidget(frame, 0, column)
    grid.addWidget(day, 1 if below else 0, 0 if below else 2, 1, 2 if below else 1)
    for column, share in enumerate((5, 4, 0 if below else 4)):
        grid.setColumnStretch(column, share)
