"""同步: binds the card at the left to the lists at the right."""

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from showroom.errors import Failure
from showroom.exchange.conflicts import Conflicts, conflicts
from showroom.exchange.disputes import Disputes, disputes
from showroom.exchange.receipts import Receipts, receipts
from showroom.exchange.status import Ask, Standing, State, standing
from showroom.exchange.tray import Tray, waiting
from ui.context import Context
from ui.kit.labels import plain_label
from ui.kit.notices import card
from ui.kit.page import Page, action_button, scrolled, side_by_side
from ui.kit.table import Table
from ui.messages import worded
from ui.pages.exchange.conflictside import ConflictSide
from ui.pages.exchange.disputeside import DisputeSide
from ui.pages.exchange.joincard import JoinCard
from ui.pages.exchange.parcels import SUFFIX, Parcels
from ui.pages.exchange.receipttable import receipts_table
from ui.pages.exchange.standing import StandingCard
from ui.pages.exchange.trayside import TraySide
from ui.parts.chips import Chips
from ui.words import words

_BAR = 14
_TABS = ("tray", "conflicts", "disputes", "receipts")
_COUNTED = _TABS[:-1]


class ExchangePage(Page):
    """How the desk stands with HQ, what waits for a person, and joining."""

    key = "exchange"
    reads = frozenset({"conflict", "dispute", "customer", "outlet"})
    takes_files: ClassVar[tuple[str, ...]] = (SUFFIX,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._standing: Standing | None = None
        self._counts: dict[str, int] = {}
        self._arriving = True
        self._comparing = False
        self.parcels = Parcels(self, self._parcelled)
        self.card = StandingCard(context, _place(context))
        self.join_card = JoinCard(self)
        self.tray = TraySide(self)
        self.conflicts = ConflictSide(self)
        self.disputes = DisputeSide(self)
        self.receipts = receipts_table(context)
        self.chips = Chips([(tab, words(f"exchange.tab_{tab}")) for tab in _TABS])
        self.chips.chosen.connect(self._show_tab)
        self._actions()
        self._lay_out()
        self._settle_keys()
        exchanging = context.exchanging
        if exchanging is not None:
            exchanging.stepped.connect(self._stepped)
            exchanging.failed.connect(self._failed)
            exchanging.exchanged.connect(self._exchanged)

    @override
    def reread(self) -> None:
        self.read(standing, Ask()).done(self._show_standing).quietly().start(self)
        self.read(waiting, Tray()).done(self._show_tray).start(self)
        doubled = self.read(conflicts, Conflicts()).done(self._show_conflicts)
        doubled.failed(lambda _not_for_this_role: self._show_conflicts([])).start(self)
        claimed = self.read(disputes, Disputes(decided=True)).done(self._show_disputes)
        claimed.failed(lambda _not_for_this_role: self._show_disputes([])).start(self)
        self.read(receipts, Receipts()).done(self.receipts.show_lines).start(self)

    @override
    def enter(self) -> None:
        self._stale = True
        self._arriving = True
        self._counts.clear()
        super().enter()

    @override
    def shown(self) -> None:
        """The focus goes where work waits once it is known: see `_arrive`."""

    @override
    def take_file(self, file: Path) -> None:
        self.parcels.apply([file])

    def exchange_now(self) -> None:
        """Exchange at once."""
        if self.context.exchanging is not None:
            self.context.exchanging.now()

    def compare(self) -> None:
        """Exchange, and compare both copies row by row."""
        self._comparing = True
        if self.context.exchanging is not None:
            self.context.exchanging.now(check=True)

    def joined(self) -> None:
        """The desk has joined: exchange for the first time."""
        self.reread()
        if self.context.exchanging is not None:
            self.context.exchanging.now()

    def ask_by_parcel(self, invitation: str) -> None:
        """Where no line leads to HQ, the question goes there by a file."""
        self.parcels.ask_and_join(invitation)

    def _actions(self) -> None:
        act = self.action
        self.check_action = act(words("exchange.compare"), "Shift+F5", self.compare)
        self.make_action = act(words("exchange.parcel_make"), "Ctrl+P", self.parcels.ask_and_make)
        self.apply_action = act(words("exchange.parcel_apply"), "Ctrl+O", self._open_file)
        for at, tab in enumerate(_TABS, 1):
            text = words("exchange.show_tab", tab=words(f"exchange.tab_{tab}"))
            act(text, f"Ctrl+{at}", self._going_to(tab))

    def _going_to(self, tab: str) -> Any:  # noqa: ANN401 - a slot
        return lambda: self._go_to(tab)

    def _go_to(self, tab: str) -> None:
        self.chips.choose(tab)
        self._show_tab(tab)
        table = self._table()
        if table.model.rowCount():
            table.setFocus()
        else:
            self.chips.begin()

    def _open_file(self) -> None:
        """The file of an invitation before the desk joined, of a parcel since."""
        if self._standing is not None and self._standing.state is State.ALONE:
            self.join_card.invitation.ask_file()
        else:
            self.parcels.ask_and_apply()

    def _lay_out(self) -> None:
        self.tabs = QStackedWidget()
        frame, inside = card()
        inside.addWidget(self.receipts)
        for side in (self.tray, self.conflicts, self.disputes, frame):
            self.tabs.addWidget(side)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self.chips)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)
        self.lists = QStackedWidget()
        self.lists.addWidget(whole)
        self.lists.addWidget(self.join_card)
        left = self._left()
        area = scrolled(left)
        area.setMinimumWidth(left.minimumSizeHint().width() + _BAR)
        self.body.addWidget(side_by_side(area, self.lists, (3, 8)), 1)

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        self.now_action = self.action(words("exchange.now_here"), "F5", self.exchange_now)
        buttons = [
            action_button(self.now_action, "primary"),
            action_button(self.check_action),
            action_button(self.make_action),
            action_button(self.apply_action),
        ]
        for made in buttons:
            self.card.column.addWidget(made)
        self._needs_hq = buttons
        self._parcel_text = plain_label(words("exchange.parcel_text"), "small", wrap=True)
        self.card.column.addWidget(self._parcel_text)
        column.addStretch(1)
        return left

    def _show_tab(self, tab: str) -> None:
        self.tabs.setCurrentIndex(_TABS.index(tab))
        self._settle_keys()

    def _settle_keys(self) -> None:
        """Ctrl+S means the one form that is shown, and Ctrl+Enter the conflict shown."""
        alone, shown = bool(self.lists.currentIndex()), self.chips.value
        self.join_card.form.save_action.setEnabled(alone and not self.join_card.asking)
        self.disputes.settle_key(shown=not alone and shown == "disputes")
        self.conflicts.settle_key(shown=not alone and shown == "conflicts")

    def _table(self) -> Table[Any]:
        sides = (self.tray.table, self.conflicts.table, self.disputes.table, self.receipts)
        return sides[self.tabs.currentIndex()]

    def _show_standing(self, found: Standing) -> None:
        before, self._standing = self._standing, found
        exchanging = self.context.exchanging
        self.card.show_standing(found, running=exchanging is not None and exchanging.running)
        alone = found.state in {State.ALONE, State.JOINING}
        self.lists.setCurrentIndex(int(alone))
        self._settle_keys()
        for made in self._needs_hq:
            made.setVisible(not alone)
        self._parcel_text.setVisible(not alone)
        self._needs_hq[-1].setVisible(found.state is not State.ALONE)
        if alone and (self._arriving or before is None):
            self._arriving = False
            QTimer.singleShot(0, self, self.join_card.begin)
        elif not alone:
            self._arrive()

    def _arrive(self) -> None:
        """Begin at the first list in which something waits."""
        if not self._arriving or self._standing is None or len(self._counts) < len(_COUNTED):
            return
        self._arriving = False
        waits = (tab for tab in _COUNTED if self._counts[tab])
        self._go_to(next(waits, self.chips.value))

    def _show_tray(self, lines: list[Any]) -> None:
        self.tray.show_lines(lines)
        self._count("tray", len(lines))

    def _show_conflicts(self, lines: list[Any]) -> None:
        self.conflicts.show_lines(lines)
        self._count("conflicts", len(lines))
        self._settle_keys()

    def _show_disputes(self, lines: list[Any]) -> None:
        self.disputes.show_lines(lines)
        self._settle_keys()
        self._count("disputes", sum(line.verdict is None for line in lines))

    def _count(self, tab: str, count: int) -> None:
        self._counts[tab] = count
        self.chips.count(tab, count)
        self._arrive()

    def _stepped(self) -> None:
        if self.isVisible():
            self.reread()

    def _exchanged(self, _done: object) -> None:
        """Say that the comparison asked for came to an end, and that both copies agree now."""
        if self._comparing:
            self._comparing = False
            self.context.shell.toast(words("exchange.compared"))

    def _failed(self, failure: Failure) -> None:
        """Said where it is asked for: a line that is down is told by the card alone."""
        self._comparing = False
        if self.isVisible() and failure.code not in {"sync.unreachable", "sync.not_enrolled"}:
            self.banner.say(worded(failure), "warn")

    def _parcelled(self, joined: bool) -> None:
        if joined and self.context.exchanging is not None:
            self.context.exchanging.begin()
        self.reread()


def _place(context: Context) -> str:
    place = getattr(context.desk, "place", None)
    return f"{place.outlet_code}-{place.desk_code}" if place is not None else ""
