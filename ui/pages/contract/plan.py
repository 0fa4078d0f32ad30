"""The payment plan as a field: rows one types in, and what they lack to the price, live."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from showroom.contract.commands import Instalment
from showroom.contract.form import missing_fen
from showroom.errors import Refusal
from showroom.money import to_yuan
from ui.formats import amount
from ui.icons import icon
from ui.kit.fields import Field
from ui.kit.fields.number import read_amount
from ui.kit.fields.when import read_day
from ui.kit.form import is_enter
from ui.kit.labels import Label, button, icon_button, plain_label, tame
from ui.pages.contract.shown import part_name
from ui.words import words

_HEADS = ("contract.part", "contract.amount", "contract.due_on")


@dataclass(frozen=True, slots=True)
class _Row:
    """The editors of one payment; `key` is the name it was proposed under."""

    key: str
    name: QLineEdit
    fen: QLineEdit
    due: QLineEdit
    drop: QToolButton

    @property
    def editors(self) -> tuple[QLineEdit, QLineEdit, QLineEdit]:
        """What one types into."""
        return self.name, self.fen, self.due

    @property
    def typed(self) -> list[str]:
        """What is typed, for the draft."""
        return [self.key, *(editor.text() for editor in self.editors)]


class PlanField(Field[tuple[Instalment, ...]]):
    """Payments with a name, an amount and a date; a payment without one is due on delivery."""

    def __init__(self, name: str, label: str, today: Callable[[], date]) -> None:
        super().__init__(name, label, required=True)
        self._today = today
        self._price_fen = 0
        self._proposed: tuple[Instalment, ...] = ()
        self.rows: list[_Row] = []
        self._panel = QWidget()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self.sum = Label("", "small")
        self.more = button(words("contract.add_part"), "link")
        self.more.clicked.connect(lambda _checked: self.add_part())
        self._lay_out()
        self.hold(self._panel)
        self._label.hide()
        self._mark.hide()

    def expects(self, price_fen: int) -> None:
        """Count against that price."""
        self._price_fen = price_fen
        self._count()

    def propose(self, parts: Sequence[Instalment]) -> None:
        """Show these payments, unless the user typed others."""
        if tuple(parts) == self._proposed:
            return
        untouched = not self.rows or self._is_as_proposed()
        self._proposed = tuple(parts)
        if untouched:
            self.set_value(self._proposed)

    def add_part(self) -> None:
        """One more payment over what is missing, the cursor in its name."""
        missing = max(0, self._lacking() or 0)
        self._add_row(["", "", _yuan(missing) if missing else "", ""])
        self.rows[-1].name.setFocus()
        self._edited()

    def drop_part(self, row: _Row) -> None:
        """Take a payment out."""
        self.rows.remove(row)
        self._show_rows([each.typed for each in self.rows])
        self._edited()
        (self.rows[-1].fen if self.rows else self.more).setFocus()

    @property
    def missing(self) -> str:
        """What is said of the sum."""
        return self.sum.text()

    @override
    def value(self) -> tuple[Instalment, ...] | None:
        return tuple(self._read(row) for row in self.rows) or None

    @override
    def set_value(self, value: tuple[Instalment, ...] | None) -> None:
        self._show_rows([_typed(part) for part in value or ()])

    @override
    def draft(self) -> str:
        typed = [row.typed for row in self.rows]
        return json.dumps(typed, ensure_ascii=False) if typed else ""

    @override
    def restore(self, draft: str) -> None:
        self._show_rows(json.loads(draft) if draft else [])

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        inside = watched is not self._panel and event.type() == QEvent.Type.KeyPress
        if inside and is_enter(event):
            self.focusNextPrevChild(True)
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for at, key in enumerate(_HEADS):
            self._grid.addWidget(plain_label(words(key), "small"), 0, at)
        for at, share in enumerate((4, 4, 4, 0)):
            self._grid.setColumnStretch(at, share)
        column.addLayout(self._grid)
        foot = QHBoxLayout()
        foot.addWidget(self.more)
        foot.addStretch(1)
        foot.addWidget(self.sum)
        column.addLayout(foot)

    def _show_rows(self, typed: Sequence[Sequence[str]]) -> None:
        for row in range(1, self._grid.rowCount()):
            for at in range(4):
                item = self._grid.itemAtPosition(row, at)
                if item is not None and (widget := item.widget()) is not None:
                    self._grid.removeWidget(widget)
                    widget.hide()
                    widget.deleteLater()
        self.rows = []
        for each in typed:
            self._add_row(each)
        self._panel.setFocusProxy(self.rows[0].fen if self.rows else self.more)
        self._count()

    def _add_row(self, typed: Sequence[str]) -> None:
        key, name, fen, due = typed
        made = _Row(key, QLineEdit(name), QLineEdit(fen), QLineEdit(due), _drop_button(name))
        made.fen.setAlignment(Qt.AlignmentFlag.AlignRight)
        made.due.setPlaceholderText(words("contract.on_delivery"))
        at = self._grid.rowCount()
        for column, (editor, head) in enumerate(zip(made.editors, _HEADS, strict=True)):
            editor.setAccessibleName(tame(f"{name} {words(head)}"))
            editor.textEdited.connect(lambda _text: self._edited())
            editor.installEventFilter(self)
            self._grid.addWidget(editor, at, column)
            editor.show()  # a layout shows it only later, and what is hidden takes no focus
        made.fen.editingFinished.connect(lambda: _tidy(made.fen))
        made.due.editingFinished.connect(lambda: self._tidy_day(made.due))
        made.drop.clicked.connect(lambda _checked: self.drop_part(made))
        self._grid.addWidget(made.drop, at, 3)
        self.rows.append(made)

    def _edited(self) -> None:
        self._count()
        self._touched()

    def _count(self) -> None:
        """Say what the payments lack to the price."""
        missing = self._lacking()
        if missing is None:
            self.sum.setText("")
            return
        key = "contract.plan_even" if not missing else "contract.plan_short"
        key = "contract.plan_over" if missing < 0 else key
        facts = {"price": amount(self._price_fen), "missing": amount(abs(missing))}
        self.sum.setText(words(key, **facts))
        self.sum.set_role("warn" if missing else "good")

    def _lacking(self) -> int | None:
        try:
            return missing_fen(self._price_fen, [self._fen(row) for row in self.rows])
        except Refusal:
            return None

    def _fen(self, row: _Row) -> int:
        if not row.fen.text().strip():
            return 0
        return read_amount(row.fen.text(), lambda code: Refusal(code, field=self.name))

    def _read(self, row: _Row) -> Instalment:
        name = " ".join(row.name.text().split())
        if not name:
            raise Refusal("contract.part_unnamed", field=self.name)
        due = row.due.text().strip()
        on = read_day(due, self._today()) if due else None
        if due and on is None:
            raise Refusal("kit.date_unreadable", field=self.name)
        kept = row.key if row.key and part_name(row.key) == name else name
        return Instalment(kept, self._fen(row), on)

    def _is_as_proposed(self) -> bool:
        return [row.typed for row in self.rows] == [_typed(part) for part in self._proposed]

    def _tidy_day(self, editor: QLineEdit) -> None:
        on = read_day(editor.text(), self._today()) if editor.text().strip() else None
        if on is not None:
            editor.setText(on.isoformat())


def _typed(part: Instalment) -> list[str]:
    due = part.due_on.isoformat() if part.due_on else ""
    return [part.name, part_name(part.name), _yuan(part.amount_fen), due]


def _yuan(fen: int) -> str:
    return f"{to_yuan(fen):,.2f}"


def _tidy(editor: QLineEdit) -> None:
    try:
        fen = read_amount(editor.text(), Refusal)
    except Refusal:
        return
    if editor.text().strip():
        editor.setText(_yuan(fen))


def _drop_button(name: str) -> QToolButton:
    made = icon_button(words("contract.drop_part", name=name))
    made.setIcon(icon("x", "muted"))
    return made
