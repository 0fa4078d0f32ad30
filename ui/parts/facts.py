"""What is known of a customer as label and value, and what they agreed to."""

from collections.abc import Callable, Sequence
from datetime import date, tzinfo
from enum import Enum

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from showroom.customer import form
from showroom.customer.budget import Budget
from showroom.customer.card import Agreed, Person
from showroom.money import to_yuan
from showroom.terms import ConsentPurpose
from ui.formats import day
from ui.kit.labels import button, plain_label
from ui.parts.timeline import empty
from ui.words import enum_words, words

_COLUMNS = 3


class Facts(QWidget):
    """The wish and the background, three facts a row, blanks left out."""

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_person(self, person: Person) -> None:
        """Show what is known."""
        empty(self._column)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for at, (name, value) in enumerate(form.facts(person)):
            row, column = divmod(at, _COLUMNS)
            grid.addLayout(_fact(words(f"customer.field_{name}"), shown(value)), row, column)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        self._column.addWidget(holder)
        if person.note:
            self._column.addWidget(plain_label(person.note, "body", wrap=True))


class Consents(QWidget):
    """The latest answer to each purpose, with the other answer one key away."""

    def __init__(self, agree: Callable[[ConsentPurpose, bool], None]) -> None:
        super().__init__()
        self._agree = agree
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_answers(self, answers: Sequence[Agreed]) -> None:
        """Show the answers."""
        empty(self._column)
        latest = {answer.purpose: answer for answer in answers}
        for purpose in ConsentPurpose:
            self._column.addWidget(self._row(purpose, latest.get(purpose)))

    def _row(self, purpose: ConsentPurpose, answer: Agreed | None) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(plain_label(enum_words(purpose), "body"))
        line.addWidget(plain_label(_said(answer), "small"))
        line.addStretch(1)
        granted = answer is None or not answer.granted
        text = words("customer.agrees" if granted else "customer.withdraws")
        made = button(text, "link")
        made.setAccessibleName(f"{enum_words(purpose)} {text}")
        made.clicked.connect(lambda _checked: self._agree(purpose, granted))
        line.addWidget(made)
        return row


def shown(value: object) -> str:
    """A fact as one reads it."""
    if isinstance(value, Enum):
        return enum_words(value)
    if isinstance(value, Budget):
        return budget_words(value)
    return day(value) if isinstance(value, date) else str(value)


def budget_words(budget: Budget) -> str:
    """`31-35 万`, or one open end."""
    low, high = budget.min_fen, budget.max_fen
    if low is None or high is None:
        known = low if high is None else high
        key = "customer.budget_from" if high is None else "customer.budget_to"
        return words(key, amount=_round(known or 0))
    return _round(low) if low == high else f"{_round(low)} – {_round(high)}"


def _round(fen: int) -> str:
    """An amount as budgets are spoken of: `31.5 万`, `¥315,000`."""
    tens = f"{to_yuan(fen) / 10_000:f}".rstrip("0").rstrip(".")
    return words("customer.round_amount", wan=tens, yuan=f"{fen // 100:,}")


def _said(answer: Agreed | None) -> str:
    if answer is None:
        return words("customer.not_asked")
    key = "customer.agreed_on" if answer.granted else "customer.refused_on"
    return words(key, day=day(answer.given_at.date()), version=answer.notice_version)


def _fact(label: str, value: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(1)
    column.addWidget(plain_label(label, "label"))
    column.addWidget(plain_label(value, "body", wrap=True))
    return column
