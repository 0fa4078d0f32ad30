"""Fields for whole numbers and amounts of money; Up and Down step."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from showroom.errors import Refusal
from showroom.money import to_fen, to_yuan
from ui.formats import plain
from ui.kit.fields.text import TypedField, V

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}
_TEN_THOUSAND = Decimal(10_000)


class SteppedField(TypedField[V]):
    """A typed field whose value Up, Down, Page Up and Page Down change."""

    def step(self, by: int) -> None:
        """Move the value by that many steps."""
        raise NotImplementedError

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and self._steps(event):
            return True
        return super().eventFilter(watched, event)

    def _steps(self, event: QKeyEvent) -> bool:
        """Step if the event is one of the keys for it; such a key is taken either way."""
        by = _STEPS.get(Qt.Key(event.key()))
        plainly = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if by is None or not plainly or event.type() != QEvent.Type.KeyPress:
            return False
        if not self.line.isReadOnly():
            self.step(by)
            self._touched()
        return True


class IntField(SteppedField[int]):
    """A whole number between `low` and `high`."""

    def __init__(
        self,
        name: str,
        label: str,
        span: tuple[int, int] = (0, 999_999),
        *,
        required: bool = False,
        unit: str = "",
    ) -> None:
        super().__init__(name, label, required=required, unit=unit)
        self.low, self.high = span
        self.line.setAlignment(Qt.AlignmentFlag.AlignLeft)

    @override
    def read(self, typed: str) -> int:
        digits = re.sub(r"[\s,，]", "", plain(typed))
        if not re.fullmatch(r"[+-]?\d{1,12}", digits):
            raise Refusal("kit.number_unreadable", field=self.name)
        number = int(digits)
        if not self.low <= number <= self.high:
            raise Refusal("kit.number_range", field=self.name, low=self.low, high=self.high)
        return number

    @override
    def write(self, value: int) -> str:
        return str(value)

    @override
    def step(self, by: int) -> None:
        try:
            value = self.value()
        except Refusal:
            return
        self._retype(str(max(self.low, min(self.high, self.low if value is None else value + by))))


class MoneyField(SteppedField[int]):
    """An amount in yuan, kept in fen; `31.5万` and thousands separators are understood.

    `step_fen` is what Up and Down change it by, at first ¥1,000.
    """

    def __init__(
        self,
        name: str,
        label: str,
        *,
        required: bool = False,
        hint: str = "",
        unit: str = "",
    ) -> None:
        super().__init__(name, label, required=required, hint=hint, unit=unit)
        self.step_fen = 100_000

    @override
    def read(self, typed: str) -> int:
        return read_amount(typed, lambda code: Refusal(code, field=self.name))

    @override
    def write(self, value: int) -> str:
        return f"{to_yuan(value):,.2f}"

    @override
    def step(self, by: int) -> None:
        try:
            value = self.value() or 0
        except Refusal:
            return
        self._retype(self.write(max(0, value + by * self.step_fen)))


def read_amount(typed: str, refusal: Callable[[str], Refusal]) -> int:
    """Fen of a typed amount in yuan; `refusal` makes what is raised for one that cannot be read."""
    text = re.sub(r"[\s,¥￥元]", "", plain(typed))
    factor = _TEN_THOUSAND if text.lower().endswith(("万", "w")) else Decimal(1)
    text = text.rstrip("万wW")
    try:
        yuan = Decimal(text) * factor
    except InvalidOperation:
        raise refusal("kit.amount_unreadable") from None
    if not re.fullmatch(r"\d{0,10}(\.\d*)?", text) or yuan >= Decimal(10**10):
        raise refusal("kit.amount_unreadable")
    if yuan != yuan.quantize(Decimal("0.01")):
        raise refusal("kit.amount_too_fine")
    return to_fen(yuan)
