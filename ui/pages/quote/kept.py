"""Fields that keep what a draft held until it can be shown."""

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.kit.fields import Choice, ChoiceField, Field
from ui.kit.fields.text import V


class HeldField(Field[UUID]):
    """A key the form holds and nobody sees, so that a draft knows what it was a draft of."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "")
        self._key: UUID | None = None
        self.hold(QWidget())
        self.editor.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @override
    def value(self) -> UUID | None:
        return self._key

    @override
    def set_value(self, value: UUID | None) -> None:
        self._key = value

    @override
    def draft(self) -> str:
        return str(self._key or "")

    @override
    def restore(self, draft: str) -> None:
        self._key = UUID(draft) if draft else None


class LateField(ChoiceField[V]):
    """One of a list that is read after a draft is typed back: the draft waits for its choice."""

    _late = ""

    @override
    def offer(self, choices: Iterable[Choice[V]]) -> None:
        super().offer(choices)
        if self._late:
            self.restore(self._late)

    @override
    def set_value(self, value: V | None) -> None:
        self._late = ""
        super().set_value(value)

    @override
    def restore(self, draft: str) -> None:
        super().restore(draft)
        self._late = draft if self.value() is None else ""
