"""What happened with a customer, the newest first: a sign, a day, what it was, what was said."""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from showroom.customer import form
from showroom.customer.card import Changed
from showroom.customer.timeline import Event, EventKind
from ui.formats import DASH, amount
from ui.kit.labels import button, plain_label
from ui.kit.signs import Sign
from ui.words import enum_words, has_words, words

_MOST = 80


class Timeline(QWidget):
    """The events of a card; those with a page of their own open by a click or Enter."""

    def __init__(self, zone: tzinfo, open_event: Callable[[Event], None]) -> None:
        super().__init__()
        self._zone = zone
        self._open = open_event
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)

    def show_events(self, events: Sequence[Event]) -> None:
        """Show these events."""
        empty(self._column)
        for event in events[:_MOST]:
            self._column.addWidget(self._row(event))
        if not events:
            self._column.addWidget(plain_label(words("customer.no_events"), "muted"))

    def _row(self, event: Event) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        at = f"{event.at.astimezone(self._zone):%Y-%m-%d\n%H:%M}"
        when = plain_label(at, "small")
        when.setFixedWidth(when.fontMetrics().horizontalAdvance("0000-00-00") + 8)
        line.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        sign = Sign(form.ICONS[event.kind], "accent_ink", 18, kind_words(event.kind))
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._title(event))
        if event.text:
            texts.addWidget(plain_label(event.text, "body", wrap=True))
        rest = _rest(event)
        if rest:
            texts.addWidget(plain_label(rest, "small", wrap=True))
        line.addLayout(texts, 1)
        return row

    def _title(self, event: Event) -> QWidget:
        text = f"{kind_words(event.kind)} · {words(event.word)}"
        if event.kind not in form.OPENS or event.kind is EventKind.VISIT:
            return plain_label(text, "strong")
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        opens = button(text, "link")
        opens.clicked.connect(lambda _checked: self._open(event))
        line.addWidget(opens)
        line.addStretch(1)
        return holder


class History(QWidget):
    """Who changed which field from what to what, when and at which desk.

    `room` is the words file that names the fields.
    """

    def __init__(self, zone: tzinfo, room: str = "customer") -> None:
        super().__init__()
        self._room = room
        self._zone = zone
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_changes(self, changes: Sequence[Changed]) -> None:
        """Show the changes a person can read: keys of other rows are left out."""
        empty(self._column)
        told = [change for change in changes if has_words(f"{self._room}.field_{change.field}")]
        for change in told[:_MOST]:
            self._column.addWidget(plain_label(self._line(change), "small", wrap=True))
        if not told:
            self._column.addWidget(plain_label(words("customer.no_changes"), "muted"))

    def _line(self, change: Changed) -> str:
        return words(
            "customer.changed",
            at=f"{change.at.astimezone(self._zone):%Y-%m-%d %H:%M}",
            by=change.by,
            device=change.device,
            field=words(f"{self._room}.field_{change.field}"),
            old=self._value(change.field, change.old),
            new=self._value(change.field, change.new),
        )

    def _value(self, field: str, value: object) -> str:
        if field.endswith("_at") and isinstance(value, str):
            return f"{datetime.fromisoformat(value).astimezone(self._zone):%Y-%m-%d %H:%M}"
        return _value(field, value)


def kind_words(kind: EventKind) -> str:
    """The words of an event's kind."""
    return words(f"customer.event_{kind.lower()}")


def empty(column: QVBoxLayout) -> None:
    """Take everything out of a column."""
    while item := column.takeAt(0):
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _rest(event: Event) -> str:
    parts = [
        event.subject,
        amount(event.amount_fen) if event.amount_fen is not None else None,
        words("customer.level_after", level=enum_words(event.level)) if event.level else None,
        event.by,
    ]
    return " · ".join(part for part in parts if part)


_ENUMS = {
    "level": "IntentLevel", "gender": "Gender", "customer_type": "CustomerType", "use": "UseKind",
    "pay_mode": "PayMode", "purchase_kind": "PurchaseKind", "source": "Source",
    "kind": "VisitKind", "non_intent_reason": "NonIntentReason",
}  # fmt: skip


def _value(field: str, value: object) -> str:
    if value in (None, ""):
        return DASH
    if field in _ENUMS:
        return words(f"enum.{_ENUMS[field]}.{value}")
    if field.endswith("_fen") and isinstance(value, int):
        return amount(value)
    return str(value)
