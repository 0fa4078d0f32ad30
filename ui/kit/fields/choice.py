"""Fields one chooses in: a list of choices, a tick."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QListView
from typing_extensions import override

from ui.kit.fields.base import Field
from ui.kit.labels import escaped, tame
from ui.models.initials import initials
from ui.words import enum_words

V = TypeVar("V")
E = TypeVar("E", bound=Enum)
_PAUSE_S = 1.0


@dataclass(frozen=True, slots=True)
class Choice(Generic[V]):
    """One value to choose, its words, and what else may be typed to reach it."""

    value: V
    label: str
    keys: str = ""

    def answers(self, typed: str) -> bool:
        """Whether typing that leads here: start of the words, their initials, or the keys."""
        starts = (self.label.lower(), initials(self.label), *self.keys.lower().split())
        return any(start.startswith(typed) for start in starts)


class ChoiceField(Field[V], Generic[V]):
    """One of a list; letters jump to words or pinyin initials, the wheel never changes it."""

    def __init__(
        self,
        name: str,
        label: str,
        choices: Iterable[Choice[V]] = (),
        *,
        required: bool = False,
        hint: str = "",
    ) -> None:
        super().__init__(name, label, required=required, hint=hint)
        self._choices: tuple[Choice[V] | None, ...] = ()
        self._awaited = ""
        self.combo = _Combo(self)
        self.combo.setProperty("field", "choice")
        self.offer(choices)
        self.combo.currentIndexChanged.connect(self._chosen)
        self.hold(self.combo)

    def offer(self, choices: Iterable[Choice[V]]) -> None:
        """Offer these choices; what was chosen stays if among them, a draft finds its own."""
        kept, awaited = self.value() if self._choices else None, self._awaited
        self._choices = (None, *choices)
        blocked = self.combo.blockSignals(True)
        self.combo.clear()
        self.combo.addItems([tame(choice.label) if choice else "" for choice in self._choices])
        self.set_value(kept)
        self.combo.blockSignals(blocked)
        self.restore(awaited)

    @property
    def choices(self) -> tuple[Choice[V], ...]:
        """What is on offer, without the empty first line."""
        return tuple(choice for choice in self._choices if choice)

    @override
    def value(self) -> V | None:
        row = self.combo.currentIndex()
        choice = self._choices[row] if 0 <= row < len(self._choices) else None
        return choice.value if choice else None

    @override
    def set_value(self, value: V | None) -> None:
        rows = (row for row, choice in enumerate(self._choices) if choice and choice.value == value)
        row = next(rows, 0)
        if row or value is None:
            self._awaited = ""
        blocked = self.combo.blockSignals(True)
        self.combo.setCurrentIndex(row)
        self.combo.blockSignals(blocked)

    @override
    def draft(self) -> str:
        value = self.value()
        return self._awaited if value is None else _as_draft(value)

    @override
    def restore(self, draft: str) -> None:
        for choice in self.choices:
            if draft == _as_draft(choice.value):
                self.set_value(choice.value)
                return
        self._awaited = draft

    def _chosen(self) -> None:
        self._awaited = ""
        self._touched()

    def jump(self, typed: str) -> bool:
        """Choose the next line that `typed` leads to; whether there is one."""
        count, here = len(self._choices), self.combo.currentIndex()
        first = here + 1 if len(typed) == 1 else here
        for step in range(count):
            row = (first + step) % count
            choice = self._choices[row]
            if choice and choice.answers(typed):
                self.combo.setCurrentIndex(row)
                return True
        return False


def _as_draft(value: object) -> str:
    return value.name if isinstance(value, Enum) else str(value)


class EnumField(ChoiceField[E]):
    """One member of an enum, in the words of the language in use."""

    def __init__(
        self, name: str, label: str, kind: type[E], *, required: bool = False, hint: str = ""
    ) -> None:
        super().__init__(name, label, enum_choices(kind), required=required, hint=hint)


class CheckField(Field[bool]):
    """A tick; the words stand beside the box."""

    def __init__(self, name: str, label: str, *, hint: str = "") -> None:
        super().__init__(name, label, hint=hint)
        self.box = QCheckBox(escaped(label))
        self.box.toggled.connect(self._touched)
        self.hold(self.box)
        self._label.hide()

    @override
    def value(self) -> bool:
        return self.box.isChecked()

    @override
    def set_value(self, value: bool | None) -> None:
        blocked = self.box.blockSignals(True)
        self.box.setChecked(bool(value))
        self.box.blockSignals(blocked)

    @override
    def draft(self) -> str:
        return "1" if self.box.isChecked() else ""

    @override
    def restore(self, draft: str) -> None:
        self.set_value(draft == "1")

    @override
    def relabel(self, label: str) -> None:
        super().relabel(label)
        self.box.setText(escaped(label))


def enum_choices(kind: type[E], *only: E) -> tuple[Choice[E], ...]:
    """The members of an enum as choices, all or only those named."""
    return tuple(Choice(member, enum_words(member)) for member in (only or kind))


class _Combo(QComboBox):
    """A combo box that types ahead by initials and leaves the wheel to the page."""

    def __init__(self, field: ChoiceField[Any]) -> None:
        super().__init__()
        self._field = field
        self._typed = ""
        self._typed_at = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setView(_Lines(self))
        self.setMaxVisibleItems(12)
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.setSizeAdjustPolicy(policy)
        self.setMinimumContentsLength(4)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not self._going_on(event):
            self.showPopup()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.setCurrentIndex(0)
        elif not self.type_ahead(event):
            super().keyPressEvent(event)

    def type_ahead(self, event: QKeyEvent) -> bool:
        """Jump by the letters typed within a second of each other; whether this was a letter."""
        letter = event.text()
        plainly = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if not letter or not letter.isprintable() or not plainly:
            return False
        self._typed = (self._typed if self._going_on(event) else "") + letter.lower()
        self._typed_at = time.monotonic()
        if not self._field.jump(self._typed) and len(set(self._typed)) == 1:
            self._field.jump(letter.lower())
        return True

    def _going_on(self, event: QKeyEvent) -> bool:
        del event
        return bool(self._typed) and time.monotonic() - self._typed_at < _PAUSE_S


class _Lines(QListView):
    """The open list of a combo box, which types ahead the same way."""

    def __init__(self, combo: _Combo) -> None:
        super().__init__(combo)
        self._combo = combo

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space and self._combo.type_ahead(event):
            index = self._combo.model().index(self._combo.currentIndex(), 0)
            self.setCurrentIndex(index)
        else:
            super().keyPressEvent(event)


def value_of(field: Field[V]) -> V:
    """The value of a field that a form has found complete."""
    return cast("V", field.value())
