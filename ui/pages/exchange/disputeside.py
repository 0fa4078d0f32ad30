"""跨店撞单: what is known of both outlets, what this one says, what HQ decided."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from showroom.exchange.disputes import DisputeLine, GiveStatement, give_statement
from ui.formats import DASH, day, moment
from ui.kit.fields import NotesField
from ui.kit.labels import plain_label
from ui.kit.page import Page, action_button
from ui.kit.table import Column, Table
from ui.pages.exchange.side import Side
from ui.words import words


@dataclass(frozen=True, slots=True)
class _Said:
    statement: str


class DisputeSide(Side[DisputeLine]):
    """The disputes of the outlet."""

    def __init__(self, page: Page) -> None:
        zone = page.context.zone
        table: Table[DisputeLine] = Table(
            "exchange.disputes",
            [
                Column(words("exchange.customer"), lambda d: d.name or DASH, 0, "two",
                       second=lambda d: d.phone or DASH),
                Column(words("exchange.other_outlet"), lambda d: d.other_outlet, 110),
                Column(words("exchange.their_first"), lambda d: day(d.their_first_contact_on), 136),
                Column(words("exchange.opened_at"), lambda d: moment(d.opened_at, zone)[:10], 120,
                       "muted"),
                Column(words("exchange.state"), _state, 132, "pill", tone=_tone),
            ],
            page.context.memory,
        )  # fmt: skip
        table.named(words("exchange.disputes_title"))
        table.when_empty("check-circle", words("exchange.disputes_empty_long"))
        self.form = page.form("statement", self.say, columns=1)
        self.form.save_action.setText(words("exchange.give_statement"))
        self.statement = self.form.add(
            NotesField("statement", words("exchange.statement"), required=True)
        )
        super().__init__(page, table)
        self._of: object = None
        self._foot = action_button(self.form.save_action, "primary")
        self.below.addWidget(self.form)
        self.below.addWidget(self._foot, 0, Qt.AlignmentFlag.AlignRight)

    def tell(self, line: DisputeLine) -> None:
        """Both sides, the proposal, and the verdict once there is one."""
        add = self.panel.addWidget
        add(self._head(line))
        add(self._sides(line))
        add(plain_label(_course(line), "strong", wrap=True))
        if line.verdict_reason:
            add(plain_label(line.verdict_reason, "muted", wrap=True))
        if line.id != self._of:
            self._of = line.id
            self.form.clear()
            self.form.fill(statement=line.statement)
            self.form.settle()
        open_still = line.verdict is None
        self.form.setVisible(open_still)
        self._foot.setVisible(open_still)
        self.settle_key(shown=True)

    def settle_key(self, *, shown: bool) -> None:
        """Ctrl+S gives the statement while one can be given."""
        open_still = self.line is not None and self.line.verdict is None
        self.form.save_action.setEnabled(shown and open_still and not self.form.sending)

    def open(self, line: DisputeLine | None) -> None:
        """Open our card of the customer."""
        if line is not None:
            self.show_record([("customer", line.customer_id)])

    def say(self) -> None:
        """Give HQ what speaks for this outlet."""
        said = self.form.command(_Said)
        if said is not None and self.line is not None:
            command = GiveStatement(self.line.id, said.statement)
            self.form.send(give_statement, command, lambda _none: self._done())

    def _done(self) -> None:
        self.page.context.shell.toast(words("exchange.statement_done"))
        self._of = None
        self.line = None
        self.page.reread()

    def _head(self, line: DisputeLine) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(plain_label(f"{line.name or DASH} {line.phone}", "heading"), 1)
        row.addWidget(self.doing(words("exchange.open"), lambda: self.open(line), "link", "Enter"))
        return holder

    def _sides(self, line: DisputeLine) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        ours = words(
            "exchange.dispute_ours", day=day(line.ours.first_contact_on), visits=line.ours.visits,
            contacts=line.ours.contacts, drives=line.ours.drives,
        )  # fmt: skip
        theirs = words(
            "exchange.dispute_other", outlet=line.other_outlet,
            day=day(line.their_first_contact_on),
        )  # fmt: skip
        for at, (name, text) in enumerate((("ours", ours), ("theirs", theirs))):
            grid.addWidget(plain_label(words(f"exchange.side_{name}"), "label"), 0, at)
            grid.addWidget(plain_label(text, "body", wrap=True), 1, at, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(at, 1)
        return holder


def _course(line: DisputeLine) -> str:
    if line.verdict is not None:
        return words("exchange.dispute_verdict", outlet=line.verdict)
    waiting = words("exchange.dispute_waiting")
    if line.proposal:
        return f"{words('exchange.dispute_proposal', outlet=line.proposal)} · {waiting}"
    return waiting


def _state(line: DisputeLine) -> str:
    if line.is_ours is None:
        return words("exchange.dispute_stated" if line.statement else "exchange.dispute_open")
    return words("exchange.dispute_won" if line.is_ours else "exchange.dispute_lost")


def _tone(line: DisputeLine) -> str:
    if line.is_ours is None:
        return "accent" if line.statement else "warn"
    return "good" if line.is_ours else "neutral"
