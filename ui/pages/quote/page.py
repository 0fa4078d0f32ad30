"""The quote page: the list of quotes, and one quote to type on, issue and settle."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from showroom.documents.press import Printed
from showroom.quote.approvals import (
    AskApproval,
    DecideApproval,
    ask_approval,
    decide_approval,
    pending_approvals,
)
from showroom.quote.commands import accept_quote, issue_quote, new_version, void_quote
from showroom.quote.form import Open, open_for
from showroom.quote.printing import quote_pdf
from showroom.quote.queries import (
    QuoteFor,
    Quotes,
    WholeQuote,
    quote_for,
    quotes,
    whole_quote,
)
from showroom.terms import QuoteStatus
from ui.context import Context
from ui.formats import amount
from ui.kit.dialogs import Way, confirm
from ui.kit.export import export_table
from ui.kit.page import Page, action_button
from ui.pages.quote.asking import ask_reason, decide
from ui.pages.quote.editor import QuoteEditor
from ui.pages.quote.listing import QuoteList
from ui.words import words
from ui.work import Lane


class QuotePage(Page):
    """Quotes: the list, and one of them."""

    key = "quote"
    can_export = True
    reads = frozenset({"quote", "quote_line", "approval", "customer", "price", "promotion"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.stack = QStackedWidget()
        self._actions()
        self.list = QuoteList(context, self.new_action)
        self.table = self.list.table
        self.list.chosen.connect(self._open)
        self.list.wanted.connect(self._preview_of)
        self.editor = QuoteEditor(self)
        self.editor.priced.connect(self._settle_actions)
        self.stack.addWidget(self.list)
        self.stack.addWidget(self._editor())
        self.body.addWidget(self.stack)
        self._go(0)

    @override
    def reread(self) -> None:
        """Read the list, and the cars to quote."""
        self.read(quotes, Quotes()).done(self.list.show_quotes).start(self)
        self.read(pending_approvals, None).done(self.list.show_asked).start(self)
        self.editor.reread()
        if self.editor.quote_id is not None and not self.editor.entry.dirty:
            self._load(self.editor.quote_id)

    @override
    def shown(self) -> None:
        if self.stack.currentIndex() == 0:
            self.table.setFocus()

    @override
    def open_record(self, kind: str, key: UUID, **more: Any) -> None:
        """Open a quote, or begin one for a customer (`quote_for`)."""
        if kind == "quote_for":
            self.read(quote_for, key).done(self._begin).start(self)
        else:
            self._open(key)

    @override
    def export(self) -> None:
        """Save the quotes as they are filtered and ordered."""
        export_table(self, self.table, self.title)

    @override
    def step(self, by: int) -> None:
        line = self.table.step(by)
        if line is not None and self.stack.currentIndex() == 1:
            self._open(line.id)

    def _actions(self) -> None:
        """Everything one may do to a quote, each by a key."""
        self.new_action = self.action(words("quote.new"), "Ctrl+N", self._new)
        self.back_action = self.action(words("quote.back"), "Esc", lambda: self._go(0))
        self.preview_action = self.action(words("quote.preview"), "Ctrl+P", self._preview)
        self.issue_action = self.action(words("quote.issue"), "Ctrl+Return", self._issue)
        self.ask_action = self.action(words("quote.ask"), "Ctrl+R", self._ask)
        self.decide_action = self.action(words("quote.decide"), "Ctrl+D", self._decide)
        self.accept_action = self.action(words("quote.accept"), "Ctrl+Shift+A", self._accept)
        self.revise_action = self.action(words("quote.revise"), "Ctrl+Shift+N", self._revise)
        self.void_action = self.action(words("quote.void"), "Ctrl+Shift+D", self._void)
        self.contract_action = self.action(words("quote.contract"), "Ctrl+T", self._contract)
        self.buttons: list[tuple[QAction, QWidget]] = []

    def _editor(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.editor, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(action_button(self.back_action, "ghost"))
        row.addStretch(1)
        for action, kind in self._ways():
            made = action_button(action, kind)
            assert isinstance(made, QPushButton)  # noqa: S101 - told by the kit
            self.buttons.append((action, made))
            row.addWidget(made)
        column.addLayout(row)
        return holder

    def _ways(self) -> list[tuple[QAction, str]]:
        """The buttons in their order, the next step last."""
        return [
            (self.void_action, "ghost"),
            (self.revise_action, "normal"),
            (self.editor.entry.save_action, "normal"),
            (self.preview_action, "normal"),
            (self.ask_action, "primary"),
            (self.decide_action, "primary"),
            (self.issue_action, "primary"),
            (self.accept_action, "primary"),
            (self.contract_action, "primary"),
        ]

    def _settle_actions(self) -> None:
        """Offer what is open for the quote on the page; the other buttons are not there."""
        there = self.stack.currentIndex() == 1
        now = open_for(self.editor.held, self.editor.given) if there else Open()
        stored = self.editor.quote_id is not None or self.editor.quote is not None
        opens = {
            self.back_action: there,
            self.preview_action: there and stored,
            self.editor.entry.save_action: now.edit,
            self.issue_action: now.issue and self.editor.quote is not None,
            self.ask_action: now.ask,
            self.decide_action: now.decide,
            self.accept_action: now.accept,
            self.revise_action: now.revise,
            self.void_action: now.void,
            self.contract_action: now.contract,
        }
        for action, is_open in opens.items():
            action.setEnabled(is_open)
        for action, made in self.buttons:
            made.setVisible(action.isEnabled() or self._keeps(action, now))

    def _keeps(self, action: QAction, now: Open) -> bool:
        """A draft's next step keeps its place before there is a price."""
        return action is self.issue_action and now.edit and not now.ask

    def _go(self, to: int) -> None:
        self.stack.setCurrentIndex(to)
        self._settle_actions()
        if to == 0:
            self.table.setFocus()

    def _new(self) -> None:
        self._begin(None)

    def _begin(self, whom: QuoteFor | None) -> None:
        self._put_aside()
        self._go(1)
        self.editor.begin(whom)

    def _put_aside(self) -> None:
        """What was typed and not saved can be taken back."""
        entry = self.editor.entry
        if entry.dirty and self.editor.held.status is QuoteStatus.DRAFT:
            typed = entry.draft()
            self.context.shell.toast(
                words("quote.put_aside"), "info", lambda: self._take_back(typed)
            )

    def _take_back(self, typed: dict[str, str]) -> None:
        self.editor.begin(None)
        self._go(1)
        self.editor.entry.restore(typed)

    def _open(self, key: UUID) -> None:
        if key != self.editor.quote_id:
            self._put_aside()
        self._go(1)
        self._load(key)

    def _load(self, key: UUID) -> None:
        self.read(whole_quote, key).done(self._loaded).start(self)

    def _loaded(self, whole: WholeQuote) -> None:
        self.editor.load(whole)
        self._settle_actions()

    def _act(
        self, function: Callable[[Any, Any], Any], command: object, then: Callable[[Any], None]
    ) -> None:
        """Write a command about the quote on the page; a refusal is shown over its fields."""
        work = self.write(function, command, self.context.ids.new())
        work.failed(self.editor.entry.refuse).done(lambda outcome: then(outcome.value))
        work.start(self, Lane.WRITE)

    def _issue(self) -> None:
        self.editor.save_then(lambda key: self._act(issue_quote, key, self._issued))

    def _issued(self, key: UUID) -> None:
        self._told("quote.issued_told", key)
        self._preview_of(key)

    def _ask(self) -> None:
        self.editor.save_then(self._ask_about)

    def _ask_about(self, key: UUID) -> None:
        text = self.editor.paper.warning.text()
        ask_reason(
            self,
            text,
            lambda reason: self._act(
                ask_approval, AskApproval(key, reason), lambda _row: self._told("quote.asked", key)
            ),
        )

    def _decide(self) -> None:
        key = self.editor.quote_id
        if key is None:
            return
        given = self.editor.given
        facts = {"discount": amount(given.fen if given else 0)}
        text = words("quote.decide_text", **facts)
        decide(self, text, lambda yes, reason: self._answer(key, yes, reason))

    def _answer(self, key: UUID, yes: bool, reason: str) -> None:
        said = "quote.approved" if yes else "quote.rejected"
        command = DecideApproval(key, yes, reason)
        self._act(decide_approval, command, lambda _row: self._told(said, key))

    def _accept(self) -> None:
        self._step(accept_quote, "quote.accepted")

    def _revise(self) -> None:
        key = self.editor.quote_id
        if key is not None:
            self._act(new_version, key, self._load)

    def _void(self) -> None:
        line = self.editor.whole.line if self.editor.whole else None
        if line is None:
            return
        heading = words("quote.void_title", number=line.doc_no or "")
        way = Way(words("quote.void"), lambda: self._step(void_quote, "quote.voided"), "danger")
        confirm(self, heading, words("quote.void_text"), way)

    def _step(self, function: Callable[[Any, UUID], None], said: str) -> None:
        key = self.editor.quote_id
        if key is not None:
            self._act(function, key, lambda _none: self._told(said, key))

    def _contract(self) -> None:
        if self.editor.quote_id is not None:
            self.context.shell.open_record("contract_for", self.editor.quote_id)

    def _told(self, said: str, key: UUID) -> None:
        self.context.shell.toast(words(said))
        self._load(key)

    def _preview(self) -> None:
        if self.stack.currentIndex() == 0:
            return
        if self.editor.held.status is QuoteStatus.DRAFT:
            self.editor.save_then(self._preview_of)
        elif self.editor.quote_id is not None:
            self._preview_of(self.editor.quote_id)

    def _preview_of(self, key: UUID) -> None:
        work = self.read(quote_pdf, key).failed(self.editor.entry.refuse)
        work.done(self._show_paper).start(self, Lane.SLOW)

    def _show_paper(self, pdf: Printed) -> None:
        self.context.shell.preview(pdf, f"{pdf.number or words('quote.draft_paper')}.pdf")
