"""A closed date: its seal, its money, what was written, and the ways to print and reopen it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from showroom.dayclose.queries import ClosedDay
from showroom.terms import PayMethod
from ui.formats import DASH, amount, moment
from ui.kit.dialogs import Sheet, Way
from ui.kit.fields.text import NotesField
from ui.kit.labels import plain_label
from ui.kit.notices import card
from ui.words import enum_words, words

_GROUP = 8


class SealedDay:
    """What stands on file of a close: a card for the seal, a card for money and notes."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self.seal_card, self._seal = card(title=words("dayclose.closed_status"))
        self.money_card, self._money = card(title=words("dayclose.money"))
        self._seal.addStretch(1)
        self._money.addStretch(1)
        self._shown: list[QWidget] = []

    def set_shown(self, shown: bool) -> None:
        """Show the cards, or hide them."""
        self.seal_card.setVisible(shown)
        self.money_card.setVisible(shown)

    def show_closed(self, closed: ClosedDay) -> None:
        """Show that close."""
        for old in self._shown:
            old.deleteLater()
        self._shown = [self._told(closed), _money(closed), _written(closed)]
        self._seal.insertWidget(1, self._shown[0])
        self._money.insertWidget(1, self._shown[1])
        self._money.insertWidget(2, self._shown[2])

    def _told(self, closed: ClosedDay) -> QWidget:
        holder, column = _column()
        at = moment(closed.closed_at, self._zone)
        column.addWidget(plain_label(closed.doc_no, "strong"))
        by = words("dayclose.sealed_by", name=closed.closed_by, at=at)
        column.addWidget(plain_label(by, "body", wrap=True))
        records = words("dayclose.seal_records", count=closed.record_count)
        column.addWidget(plain_label(records, "body"))
        if closed.signed_at is not None or closed.is_awaited:
            column.addWidget(_signed(closed, self._zone))
        if closed.reason:
            again = words("dayclose.adjusted", version=closed.version, reason=closed.reason)
            column.addWidget(plain_label(again, "warn", wrap=True))
        column.addWidget(_digest(words("dayclose.seal"), closed.seal))
        before = closed.previous_hash or words("dayclose.first_close")
        column.addWidget(_digest(words("dayclose.seal_previous"), before))
        column.addWidget(plain_label(words("dayclose.seal_says"), "muted", wrap=True))
        return holder


def _signed(closed: ClosedDay, zone: tzinfo) -> QLabel:
    """Whether HQ has signed for the day, and what it held otherwise."""
    if closed.signed_at is None:
        return plain_label(words("dayclose.signed_waiting"), "muted", wrap=True)
    told = words("dayclose.signed", at=moment(closed.signed_at, zone))
    if not closed.differs:
        return plain_label(told, "good", wrap=True)
    counts = {how: closed.differs.get(how, 0) for how in ("missing", "extra", "changed")}
    return plain_label(f"{told}\n{words('dayclose.signed_differs', **counts)}", "warn", wrap=True)


@dataclass(frozen=True, slots=True)
class Reopening:
    """The dialog that asks why a date is opened again."""

    sheet: Sheet
    reason: NotesField


def ask_to_reopen(parent: QWidget, day: str, then: Callable[[str], None]) -> Reopening:
    """Ask for the reason; Esc and Enter change nothing."""
    sheet = Sheet(parent, words("dayclose.reopen_title", date=day))
    sheet.body.addWidget(plain_label(words("dayclose.reopen_text"), "body", wrap=True))
    reason = NotesField("reason", words("dayclose.reopen_reason"), required=True)
    sheet.body.addWidget(reason)
    sheet.add_way(Way(words("kit.cancel"), lambda: None, safe=True))
    way = Way(words("dayclose.reopen"), lambda: then(reason.draft().strip()), "danger")
    confirm = sheet.add_way(way)
    confirm.setEnabled(False)
    reason.changed.connect(lambda: confirm.setEnabled(bool(reason.draft().strip())))
    sheet.open()
    reason.editor.setFocus()
    return Reopening(sheet, reason)


def _column() -> tuple[QWidget, QVBoxLayout]:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    return holder, column


def _digest(label: str, digest: str) -> QLabel:
    """A digest in groups, so that it wraps and can be compared by eye."""
    groups = [digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP)]
    grouped = " ".join(groups) if len(digest) > _GROUP * 4 else digest
    made = plain_label(f"{label}\n{grouped}", "small", wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _money(closed: ClosedDay) -> QWidget:
    """Booked, counted and the difference by method."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    for place, key in enumerate(("method", "booked", "counted", "variance")):
        grid.addWidget(_cell(words(f"dayclose.{key}"), "small", place), 0, place)
    for row, method in enumerate(_methods(closed), 1):
        for place, text in enumerate(_line(closed, method)):
            grid.addWidget(_cell(text, "body", place), row, place)
    return holder


def _cell(text: str, role: str, place: int) -> QLabel:
    made = plain_label(text, role)
    if place:
        made.setAlignment(Qt.AlignmentFlag.AlignRight)
    return made


def _methods(closed: ClosedDay) -> list[PayMethod]:
    return [each for each in PayMethod if each in closed.booked or each in closed.counted]


def _line(closed: ClosedDay, method: PayMethod) -> tuple[str, str, str, str]:
    booked, counted = closed.booked.get(method, 0), closed.counted.get(method)
    if counted is None:
        return enum_words(method), amount(booked), DASH, DASH
    return enum_words(method), amount(booked), amount(counted), amount(counted - booked)


def _written(closed: ClosedDay) -> QWidget:
    holder, column = _column()
    said = (
        ("dayclose.reason", closed.variance_reason),
        ("dayclose.plan", closed.tomorrow_plan),
        ("dayclose.note", closed.manager_note),
    )
    for key, text in said:
        if text:
            column.addWidget(plain_label(words(key), "small"))
            column.addWidget(plain_label(text, "body", wrap=True))
    return holder
