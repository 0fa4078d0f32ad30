"""Fields one types into: a line, a phone number, notes, a password."""

import re
from typing import Generic, TypeVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from showroom.errors import Refusal
from ui.formats import plain, spaced
from ui.kit.fields.base import Field
from ui.kit.labels import Label, tame

V = TypeVar("V")
LINE_CAP = 50
TEXT_CAP = 500


class TypedField(Field[V], Generic[V]):
    """A field with a line edit; what is typed is kept as typed until the field is left."""

    def __init__(
        self, name: str, label: str, *, required: bool = False, hint: str = "", unit: str = ""
    ) -> None:
        super().__init__(name, label, required=required, hint=hint)
        self.line = QLineEdit()
        self.line.textEdited.connect(self._typed)
        self.hold(self.line, self._with_unit(unit) if unit else None)

    def read(self, typed: str) -> V:
        """The value of what was typed (never empty); raises Refusal if it cannot be read."""
        raise NotImplementedError

    def write(self, value: V) -> str:
        """The value as it is shown."""
        raise NotImplementedError

    @override
    def value(self) -> V | None:
        typed = self.line.text().strip()
        return self.read(typed) if typed else None

    @override
    def set_value(self, value: V | None) -> None:
        self.line.setText("" if value is None else self.write(value))
        self.line.setCursorPosition(0)

    @override
    def draft(self) -> str:
        return self.line.text()

    @override
    def restore(self, draft: str) -> None:
        self.line.setText(draft)

    @override
    def set_read_only(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)
        self.setEnabled(not read_only)

    @override
    def tidy(self) -> None:
        try:
            value = self.value()
        except Refusal:
            return
        if value is not None:
            self._retype(self.write(value))

    def placeholder(self, text: str) -> None:
        """Words shown while the field is empty."""
        self.line.setPlaceholderText(text)

    def _typed(self, _text: str) -> None:
        self._touched()

    def _retype(self, text: str) -> None:
        """Replace what is typed so that Ctrl+Z still takes it back."""
        if text == self.line.text():
            return
        cursor_at_end = self.line.cursorPosition() == len(self.line.text())
        place = self.line.cursorPosition()
        self.line.selectAll()
        self.line.insert(text)
        self.line.setCursorPosition(len(text) if cursor_at_end else min(place, len(text)))

    def _with_unit(self, unit: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.line, 1)
        line.addWidget(Label(unit, "muted"))
        return row


class LineField(TypedField[str]):
    """One line of text, trimmed, at most `cap` characters (domain.md section 3: 50)."""

    def __init__(
        self, name: str, label: str, *, required: bool = False, hint: str = "", cap: int = LINE_CAP
    ) -> None:
        super().__init__(name, label, required=required, hint=hint)
        self._cap = cap

    @override
    def read(self, typed: str) -> str:
        text = " ".join(tame(typed).split())
        if len(text) > self._cap:
            over = len(text) - self._cap
            raise Refusal("kit.too_long", field=self.name, cap=self._cap, over=over)
        return text

    @override
    def write(self, value: str) -> str:
        return value


class CodeField(LineField):
    """A VIN, plate, identity or other number: full-width forms made narrow, capitals, no spaces."""

    @override
    def read(self, typed: str) -> str:
        return super().read(re.sub(r"[\s-]", "", plain(typed)).upper())


class PhoneField(TypedField[str]):
    """A phone number; mobile numbers are shown 138 0013 8021 and given as digits alone.

    The rules, not the field, say which numbers are good: pass them by `checked_by`.
    """

    @override
    def read(self, typed: str) -> str:
        return re.sub(r"[\s\-()]|^\+?86(?=[\s\-]*1\d)", "", plain(typed))

    @override
    def write(self, value: str) -> str:
        return spaced(value)

    @override
    def _typed(self, text: str) -> None:
        at_end = self.line.cursorPosition() == len(text)
        digits = plain(text).replace(" ", "")
        if at_end and digits.isascii() and digits.isdigit():
            self._retype(spaced(digits))
        super()._typed(text)


class PasswordField(TypedField[str]):
    """A secret: dots on screen, never in a draft, taken exactly as typed."""

    def __init__(self, name: str, label: str, *, required: bool = False, hint: str = "") -> None:
        super().__init__(name, label, required=required, hint=hint)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)

    @override
    def value(self) -> str | None:
        return self.line.text() or None

    @override
    def read(self, typed: str) -> str:
        return typed

    @override
    def write(self, value: str) -> str:
        return value

    @override
    def draft(self) -> str:
        return ""

    @override
    def restore(self, draft: str) -> None:
        """A secret has no draft."""


class NotesField(Field[str]):
    """Several lines of text, at most 500 characters; Tab leaves, Enter breaks the line."""

    def __init__(
        self, name: str, label: str, *, required: bool = False, hint: str = "", lines: int = 3
    ) -> None:
        super().__init__(name, label, required=required, hint=hint)
        self.text = _Notes(lines)
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._touched)
        self.hold(self.text)

    @override
    def value(self) -> str | None:
        text = tame(self.text.toPlainText()).strip()
        if len(text) > TEXT_CAP:
            raise Refusal("kit.too_long", field=self.name, cap=TEXT_CAP, over=len(text) - TEXT_CAP)
        return text or None

    @override
    def set_value(self, value: str | None) -> None:
        self.text.blockSignals(True)
        self.text.setPlainText(value or "")
        self.text.blockSignals(False)

    @override
    def draft(self) -> str:
        return self.text.toPlainText()

    @override
    def restore(self, draft: str) -> None:
        self.set_value(draft)

    def placeholder(self, text: str) -> None:
        """Words shown while the field is empty."""
        self.text.setPlaceholderText(text)


class _Notes(QPlainTextEdit):
    """A text box of a given number of lines."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self.setMinimumHeight(self._height(min(lines, 2)))

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, self._height(self._lines))

    def _height(self, lines: int) -> int:
        return QFontMetrics(self.font()).lineSpacing() * lines + 20
