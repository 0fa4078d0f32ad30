"""Two cards on one phone, side by side, for a manager to settle."""

from collections.abc import Callable
from datetime import tzinfo

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from showroom.customer.card import Card, Clash
from showroom.customer.commands import SettleClash
from showroom.terms import ClashStatus
from ui.formats import DASH, day
from ui.kit.labels import button, plain_label
from ui.parts.timeline import empty, kind_words
from ui.words import enum_words, words

_EVENTS = 3


class ClashView(QFrame):
    """What both cards know, and the three verdicts."""

    def __init__(self, zone: tzinfo, settle: Callable[[SettleClash], None]) -> None:
        super().__init__()
        self._zone = zone
        self._settle = settle
        self.setProperty("card", "sunken")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(10)
        self.hide()

    def compare(self, clash: Clash, one: Card, two: Card, *, may_settle: bool) -> None:
        """Show both cards of a clash; the verdicts only to who may give them."""
        empty(self._column)
        title = words("customer.clash_title", phone=clash.phone)
        self._column.addWidget(plain_label(title, "heading"))
        self._column.addWidget(self._table(one, two))
        if may_settle:
            self._column.addWidget(self._verdicts(clash, one, two))
        else:
            self._column.addWidget(plain_label(words("customer.clash_waits"), "muted", wrap=True))
        self.show()

    def _table(self, one: Card, two: Card) -> QFrame:
        frame = QFrame()
        grid = QGridLayout(frame)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        rows = zip(self._evidence(one), self._evidence(two), strict=True)
        for at, ((label, left), (_, right)) in enumerate(rows):
            role = "strong" if at == 0 else "body"
            grid.addWidget(plain_label(label, "label"), at, 0)
            grid.addWidget(plain_label(left, role, wrap=True), at, 1)
            marked = plain_label(right, role, wrap=True)
            grid.addWidget(marked, at, 2)
        return frame

    def _evidence(self, card: Card) -> list[tuple[str, str]]:
        person, standing = card.person, card.standing
        return [
            (words("customer.field_name"), person.name or words("visit.unnamed")),
            (words("customer.field_gender"), enum_words(person.gender) if person.gender else DASH),
            (words("customer.field_owner_id"), standing.owner or DASH),
            (words("customer.field_level"), enum_words(standing.level) if standing.level else DASH),
            (words("customer.field_model_id"), person.model or DASH),
            (words("customer.first_contact"), day(standing.first_contact_on)),
            (words("customer.events"), self._events(card)),
        ]

    def _events(self, card: Card) -> str:
        lines = [
            f"{event.at.astimezone(self._zone):%m-%d} {kind_words(event.kind)}"
            for event in card.events[:_EVENTS]
        ]
        return "\n".join(lines) or DASH

    def _verdicts(self, clash: Clash, one: Card, two: Card) -> QFrame:
        frame = QFrame()
        row = QVBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        different = button(words("customer.clash_different"), "normal")
        different.clicked.connect(
            lambda: self._settle(SettleClash(clash.id, ClashStatus.DIFFERENT_PEOPLE))
        )
        for card in (one, two):
            name = card.person.name or words("visit.unnamed")
            same = button(words("customer.clash_same", name=name), "primary")
            verdict = SettleClash(clash.id, ClashStatus.SAME_PERSON, card.customer_id)
            same.clicked.connect(lambda _checked, verdict=verdict: self._settle(verdict))
            row.addWidget(same)
        row.addWidget(different)
        return frame
