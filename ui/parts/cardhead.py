"""The head of a card: name, level, number, owner, what is due; and the three main deeds."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from showroom.customer import form
from showroom.customer.card import Card, Standing
from ui.context import Context
from ui.formats import DASH, day, moment
from ui.icons import icon
from ui.kit.labels import ElidedLabel, icon_button, mark, plain_label
from ui.kit.page import action_button
from ui.parts.chips import pill
from ui.parts.recordmark import RecordMark
from ui.words import enum_words, words


class CardHead(QWidget):
    """Who the card is about. `reveal` fires when the number is asked for in full."""

    reveal = Signal()

    def __init__(self, context: Context, follow: QAction, edit: QAction, more: QAction) -> None:
        super().__init__()
        self._context = context
        self._name = ElidedLabel("", "title")
        self._level = pill(tone="neutral")
        self._phone = plain_label("", "body")
        self._eye = icon_button(words("customer.reveal"))
        self._eye.setIcon(icon("eye", "muted"))
        self._eye.clicked.connect(self.reveal.emit)
        self._owner = ElidedLabel("", "muted")
        self._due = plain_label("", "body", wrap=True)
        self.mark = RecordMark(context, brief=True)
        self.first_button = action_button(follow, "primary")
        self._edit_button = action_button(edit)
        self.more_button = action_button(more)
        self._lay_out()

    def show_card(self, card: Card) -> None:
        """Show that card's head, the number masked again."""
        standing = card.standing
        self._name.setText(card.person.name or words("visit.unnamed"))
        level = standing.level
        self._level.setText(enum_words(level) if level else words("visit.no_level"))
        mark(self._level, pill=form.TONES[level] if level else "neutral")
        self.show_phone(card.person.phone or DASH)
        self._eye.setVisible(card.person.phone is not None)
        self._owner.setText(self._about(standing))
        self.mark.show_record("customer", card.customer_id)
        self._due.setText(self._next(standing))
        self._due.set_role("error" if self._late(standing) else "body")

    def show_phone(self, phone: str) -> None:
        """Show the number, masked or in full."""
        self._phone.setText(phone)

    @property
    def told(self) -> str:
        """The head read out."""
        labels = (self._name, self._level, self._phone, self._owner, self._due)
        return " ".join(label.text() for label in labels)

    def _about(self, standing: Standing) -> str:
        owner = standing.owner
        told = [words("visit.of_owner", owner=owner) if owner else words("visit.no_owner")]
        told.append(words("customer.first_contact_on", day=day(standing.first_contact_on)))
        if standing.first_visit_on is not None:
            told.append(words("customer.first_visit_on", day=day(standing.first_visit_on)))
        return " · ".join(told)

    def _next(self, standing: Standing) -> str:
        told = []
        if standing.next_follow_up_at is not None:
            at = moment(standing.next_follow_up_at, self._context.zone)
            key = "customer.overdue_since" if self._late(standing) else "customer.due_at"
            told.append(words(key, at=at))
        if standing.promise:
            told.append(words("visit.last_promise", promise=standing.promise))
        return " · ".join(told)

    def _late(self, standing: Standing) -> bool:
        due = standing.next_follow_up_at
        return due is not None and due < self._context.day_start(self._context.today())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._name, 1)
        top.addWidget(self.first_button)
        top.addWidget(self._edit_button)
        top.addWidget(self.more_button)
        column.addLayout(top)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._level)
        line.addWidget(self._phone)
        line.addWidget(self._eye)
        line.addWidget(self._owner, 1)
        line.addWidget(self.mark)
        column.addLayout(line)
        column.addWidget(self._due)
