"""A form: fields bound by name to one frozen command, saved by Ctrl+S, kept as a draft."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from showroom.errors import Failure, Trouble
from ui.context import Context, Outcome
from ui.kit.drafts import DraftKeeper
from ui.kit.fields.base import Field
from ui.kit.labels import Label
from ui.kit.notices import Banner, Offer
from ui.kit.search import SearchBox
from ui.messages import field_of, worded
from ui.words import words
from ui.work import Lane, Work

C = TypeVar("C")
R = TypeVar("R")
F = TypeVar("F", bound=Field[Any])
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Form(QWidget):
    """Fields in a grid, a line for refusals, a draft. `name` is the draft's, e.g. `visit.register`.

    A form has one command id from its first key to its save, so that a second Ctrl+S, a double
    click or a retry after a crash gives the first result again instead of a second record.
    """

    edited = Signal()
    saved = Signal()

    def __init__(self, name: str, context: Context, columns: int = 2) -> None:
        super().__init__()
        self.name = name
        self.fields: dict[str, Field[Any]] = {}
        self.dirty = False
        self.sending = False
        self.command_id = context.ids.new()
        self._context = context
        self._columns = columns
        self._cell = 0
        self.save_action = QAction(words("kit.save"), self)
        self.save_action.setShortcut(QKeySequence("Ctrl+S"))
        self.banner = Banner()
        self.draft_note = Label("", "small")
        self._drafts = DraftKeeper(self, context, self)
        self._drafts.kept.connect(self.draft_note.setText)
        self.grid = QGridLayout()
        self._lay_out()

    def add(self, field: F, span: int = 1) -> F:
        """Put a field into the next cell; `span` is how many columns it is wide, if there are."""
        span = min(span, self._columns)
        if self._cell % self._columns + span > self._columns:
            self._cell += self._columns - self._cell % self._columns
        row, at = divmod(self._cell, self._columns)
        self.grid.addWidget(field, row, at, 1, span, Qt.AlignmentFlag.AlignTop)
        self._cell += span
        self.fields[field.name] = field
        field.changed.connect(self._on_edited)
        field.editor.installEventFilter(self)
        return field

    def add_row(self, widget: QWidget) -> None:
        """Put something that is no field into a row of its own."""
        self._cell += -self._cell % self._columns
        self.grid.addWidget(widget, self._cell // self._columns, 0, 1, self._columns)
        self._cell += self._columns

    def values(self) -> dict[str, Any]:
        """What the fields hold, by name; raises Refusal for one that cannot be read."""
        return {name: field.value() for name, field in self.fields.items()}

    def fill(self, **values: Any) -> None:  # noqa: ANN401 - one type for each field
        """Show these values, by name."""
        for name, value in values.items():
            self.fields[name].set_value(value)

    def command(self, kind: Callable[..., C], **more: Any) -> C | None:  # noqa: ANN401
        """The command made of the fields and `more`; None if one is wrong, and it is shown."""
        problems = {name: field.problem() for name, field in self.fields.items()}
        found = {name: problem for name, problem in problems.items() if problem}
        self.errors(found)
        return None if found else kind(**{**self.values(), **more})

    def errors(self, problems: dict[str, Failure]) -> None:
        """Show each problem beside its field and go to the first; an empty dict clears all."""
        for name, field in self.fields.items():
            field.show_error(problems.get(name))
        first = next((name for name in self.fields if name in problems), None)
        if first is not None:
            self.go_to(first)

    def refuse(self, failure: Failure) -> None:
        """Show a refusal by its field or as a line above the form; trouble with a retry."""
        field = self.fields.get(field_of(failure))
        if field is not None:
            self.errors({field.name: failure})
            return
        again = Offer(words("kit.try_again"), self.save_action.trigger)
        self.banner.say(worded(failure), "bad", *([again] if isinstance(failure, Trouble) else []))

    def send(
        self, function: Callable[[Any, C], R], command: C | None, then: Callable[[R], None]
    ) -> None:
        """Write the command once, then clear the draft and call `then` with its result.

        Does nothing for None (see `command`) and while the last send is still on its way.
        """
        if command is None or self.sending:
            return
        self._set_sending(True)
        desk, once = self._context.desk, self.command_id
        work: Work[Outcome[R]] = Work(lambda: desk.write(function, command, once))
        work.after(lambda: self._set_sending(False)).failed(self.refuse)
        work.announcing(lambda outcome: outcome.tables)
        work.done(lambda outcome: self._on_saved(then, outcome.value))
        work.named(self.save_action.text()).start(self, Lane.WRITE)

    def clear(self) -> None:
        """Empty every field, forget the draft, and begin a new command."""
        for field in self.fields.values():
            field.set_value(None)
            field.show_error(None)
        self.settle()

    def settle(self) -> None:
        """Take what is shown as saved: nothing to lose, nothing to keep, a new command id."""
        self.banner.dismiss()
        self.dirty = False
        self.command_id = self._context.ids.new()
        self.draft_note.setText("")
        self._drafts.forget()

    def bind_save_to_itself(self) -> None:
        """Let Ctrl+S mean this form only while the cursor is in it; for pages with several."""
        self.save_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def go_to(self, name: str) -> None:
        """Put the cursor into that field and scroll it into view."""
        self.fields[name].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def draft(self) -> dict[str, str]:
        """What is typed, by field name."""
        return {name: field.draft() for name, field in self.fields.items()}

    def restore(self, content: dict[str, str]) -> None:
        """Type what a draft kept; fields that no longer exist are passed over."""
        for name, typed in content.items():
            if name in self.fields:
                self.fields[name].restore(typed)
        self._on_edited()

    def keep_draft(self) -> None:
        """Keep the draft now, before the window closes or locks."""
        if self.dirty:
            self._drafts.keep_now()

    def offer_draft(self) -> None:
        """Offer what a crash or an earlier day left half typed, unless something is typed now."""
        self._drafts.offer()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress
        if pressed and is_enter(event) and not _keeps_enter(watched):
            self.next_field(watched)
            return True
        return super().eventFilter(watched, event)

    def next_field(self, editor: QObject) -> None:
        """Go to the field after that editor; at the last one stay, for Enter never submits."""
        editors = [field.editor for field in self.fields.values()]
        later = editors[editors.index(editor) + 1 :] if editor in editors else []
        for candidate in later:
            if candidate.isVisible() and candidate.isEnabled():
                candidate.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.banner)
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(12)
        for at in range(self._columns):
            self.grid.setColumnStretch(at, 1)
        column.addLayout(self.grid)
        column.addStretch(1)

    def _on_edited(self) -> None:
        self.dirty = True
        self._drafts.touch()
        self.edited.emit()

    def _on_saved(self, then: Callable[[R], None], value: R) -> None:
        self.settle()
        self.saved.emit()
        then(value)

    def _set_sending(self, sending: bool) -> None:
        self.sending = sending
        self.save_action.setEnabled(not sending)


def _keeps_enter(editor: QObject) -> bool:
    """Whether Enter means something in the editor: a new line, or the answer that is lit."""
    searching = isinstance(editor, SearchBox) and bool(editor.finds())
    return searching or isinstance(editor, QPlainTextEdit)


def is_enter(event: QEvent) -> bool:
    """Whether a key event is Enter, of either block."""
    return isinstance(event, QKeyEvent) and event.key() in _ENTER
