"""What every field has: a label, a mark if required, an editor, and a word beside it."""

from collections.abc import Callable
from typing import Generic, Self, TypeVar

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from showroom.errors import Failure, Refusal
from ui.kit.labels import Label, mark
from ui.messages import worded

V = TypeVar("V")


class Field(QWidget, Generic[V]):
    """One value of a form, with its label above and its error or help below.

    `changed` fires when the user changes the value; `left` when the field loses the focus.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, name: str, label: str, *, required: bool = False, hint: str = "") -> None:
        super().__init__()
        self.name = name
        self.title = label
        self.required = required
        self._hint = hint
        self._check: Callable[[V], object] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._label = Label(label, "field", self)
        self._mark = Label("*", "error", self)
        self._note = Label(hint, "small", self)
        self._note.setWordWrap(True)
        self._note.setVisible(bool(hint))
        self.editor: QWidget = self

    def hold(self, editor: QWidget, shown: QWidget | None = None) -> None:
        """Take `editor` as the widget that has the focus, laid out inside `shown` if given."""
        self.editor = editor
        self.setFocusProxy(editor)
        self._label.setBuddy(editor)
        self._label.setText(self.title)
        editor.setAccessibleName(self.title)
        editor.setAccessibleDescription(self._hint)
        editor.installEventFilter(self)
        head = QHBoxLayout()
        head.setSpacing(3)
        head.addWidget(self._label)
        head.addWidget(self._mark)
        head.addStretch(1)
        self._mark.setVisible(self.required)
        self._column.addLayout(head)
        self._column.addWidget(shown or editor)
        self._column.addWidget(self._note)

    def value(self) -> V | None:
        """The value typed, None if empty; raises Refusal if it cannot be read."""
        raise NotImplementedError

    def set_value(self, value: V | None) -> None:
        """Show that value; `changed` stays silent."""
        raise NotImplementedError

    def draft(self) -> str:
        """What is typed, readable or not, as it goes into a draft."""
        raise NotImplementedError

    def restore(self, draft: str) -> None:
        """Type what a draft kept."""
        raise NotImplementedError

    def checked_by(self, check: Callable[[V], object]) -> Self:
        """Let `check` raise a Refusal for a readable but wrong value; its result is not used."""
        self._check = check
        return self

    def problem(self) -> Failure | None:
        """What is wrong with the field as it stands, None if nothing is."""
        try:
            value = self.value()
            if value is None:
                return self._missing() if self.required else None
            if self._check:
                self._check(value)
        except Refusal as refusal:
            return refusal
        return None

    def set_required(self, required: bool) -> None:
        """Ask for the field, or no longer."""
        self.required = required
        self._mark.setVisible(required)

    def set_read_only(self, read_only: bool) -> None:
        """Show the value without letting it be changed; Tab and Enter pass over the field."""
        self.editor.setEnabled(not read_only)

    def show_error(self, failure: Failure | None) -> None:
        """Say beside the field what is wrong and what helps, or nothing for None."""
        self._say(worded(failure) if failure else self._hint, "error" if failure else "small")

    def show_hint(self, text: str, role: str = "small") -> None:
        """Say something beside the field that is no error; `role` is small, warn or good."""
        self._say(text or self._hint, role)

    @property
    def error(self) -> str:
        """The error shown beside the field, empty if none."""
        return self._note.text() if self._note.property("role") == "error" else ""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.editor and event.type() == QEvent.Type.FocusOut:
            self._leave()
        return super().eventFilter(watched, event)

    def tidy(self) -> None:
        """Rewrite what was typed in its standard form, when the field is left."""

    def relabel(self, label: str) -> None:
        """Take another label."""
        self.title = label
        self._label.setText(label)
        self.editor.setAccessibleName(label)

    def _missing(self) -> Refusal:
        return Refusal("kit.required", field=self.name, label=self.title)

    def _leave(self) -> None:
        self.tidy()
        if self.draft() and not self.error:
            self.show_error(self.problem())
        self.left.emit()

    def _touched(self) -> None:
        """The user changed the value: the old error no longer holds."""
        if self.error:
            self.show_error(None)
        self.changed.emit()

    def _say(self, text: str, role: str) -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text))
        mark(self._note, role=role)
        mark(self.editor, state=role if role in ("error", "warn") and text else "")
        self.editor.setAccessibleDescription(text)
