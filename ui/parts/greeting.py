"""Who this is, said while the phone is typed, with the key to their card."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any
from uuid import UUID

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from showroom.visit import form
from showroom.visit.greeting import Greeting, Known
from ui.formats import DASH, amount
from ui.kit.labels import Label, mark
from ui.kit.page import action_button
from ui.kit.signs import Sign
from ui.words import enum_words, words


class GreetingPanel(QFrame):
    """The hint below the reception form; hidden while there is nobody to speak of."""

    def __init__(self, zone: tzinfo, opens: QAction, open_card: Callable[[UUID], None]) -> None:
        super().__init__()
        self._zone = zone
        self._card: UUID | None = None
        self._open_card = open_card
        self._opens = opens
        self._sign = Sign("info", "accent_ink")
        self._head = Label("", "strong")
        self._head.setWordWrap(True)
        self._rest = Label("", "small")
        self._rest.setWordWrap(True)
        self._button = action_button(opens, "link")
        opens.triggered.connect(self._open)
        self._lay_out()
        self.forget()

    def tell(self, greeting: Greeting) -> None:
        """Say who it is, or hide."""
        if not greeting.known:
            self.forget()
            return
        self._card = form.to_open(greeting)
        self._opens.setEnabled(self._card is not None)
        self._button.setVisible(self._card is not None)
        kind = "warn" if greeting.other_name else "info"
        self._sign.show_sign("warning" if greeting.other_name else "info", _INK[kind])
        mark(self, banner=kind)
        self._head.setText(_headline(greeting))
        self._rest.setText(self._about(greeting))
        self.setAccessibleDescription(f"{self._head.text()} {self._rest.text()}")
        self.show()

    def forget(self) -> None:
        """Say nothing."""
        self._card = None
        self._opens.setEnabled(False)
        self.hide()

    @property
    def told(self) -> str:
        """What the panel says, empty when hidden."""
        return "" if self.isHidden() else f"{self._head.text()}\n{self._rest.text()}"

    def _open(self) -> None:
        if self._card is not None:
            self._open_card(self._card)

    def _about(self, greeting: Greeting) -> str:
        if self._card is None:
            return _others(greeting)
        told = self._sentences(greeting.known[0])
        return f"{words('visit.both_stay')}\n{told}" if greeting.other_name else told

    def _sentences(self, known: Known) -> str:
        owner = words("visit.of_owner", owner=known.owner) if known.owner else ""
        told = [owner or words("visit.no_owner")]
        told += [words(said.key, **self._facts(said.facts)) for said in form.sentences(known)]
        return " · ".join(told)

    def _facts(self, facts: dict[str, Any]) -> dict[str, Any]:
        shown = dict(facts)
        if isinstance(shown.get("at"), datetime):
            shown["at"] = f"{shown['at'].astimezone(self._zone):%m-%d}"
        if "fen" in shown:
            shown["price"] = amount(shown["fen"])
        return shown

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._sign)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._head)
        texts.addWidget(self._rest)
        row.addLayout(texts, 1)
        row.addWidget(self._button)


_INK = {"info": "accent_ink", "warn": "warn_ink"}


def named(known: Known) -> str:
    """The customer's name, or that none was left."""
    return known.name or words("visit.unnamed")


def _headline(greeting: Greeting) -> str:
    known = greeting.known[0]
    level = enum_words(known.level) if known.level else words("visit.no_level")
    text = words(form.headline(greeting), name=named(known), phone=known.phone or DASH, level=level)
    several = len(greeting.known) > 1 and not greeting.is_sure and not greeting.other_name
    return f"{text} {words('visit.and_more', count=len(greeting.known))}" if several else text


def _others(greeting: Greeting) -> str:
    rest = greeting.known[1:]
    return " · ".join(f"{named(known)} {known.phone or ''}" for known in rest)
