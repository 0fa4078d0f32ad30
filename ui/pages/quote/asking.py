"""Sheets of the quote page: a reason to ask a discount with, a manager's answer."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.kit.dialogs import Sheet, Way
from ui.kit.fields import NotesField
from ui.kit.labels import plain_label
from ui.words import words


def ask_reason(parent: QWidget, text: str, then: Callable[[str], None]) -> Sheet:
    """Ask why the discount is deserved, and send it."""
    sheet, reason = _sheet(parent, words("quote.ask_title"), text)
    sheet.add_way(Way(words("kit.cancel"), _nothing))
    sheet.add_way(Way(words("quote.ask_send"), lambda: then(reason.value() or ""), "primary"))
    reason.text.setFocus()
    return sheet


def decide(parent: QWidget, text: str, then: Callable[[bool, str], None]) -> Sheet:
    """A manager's yes or no, with a reason."""
    sheet, reason = _sheet(parent, words("quote.decide_title"), text)
    sheet.add_way(Way(words("kit.cancel"), _nothing))
    no = Way(words("quote.reject"), lambda: then(False, reason.value() or ""), "danger")
    yes = Way(words("quote.approve"), lambda: then(True, reason.value() or ""), "primary")
    sheet.add_way(no)
    sheet.add_way(yes)
    reason.text.setFocus()
    return sheet


def _sheet(parent: QWidget, heading: str, text: str) -> tuple[Sheet, NotesField]:
    sheet = Sheet(parent, heading)
    sheet.body.addWidget(plain_label(text, "muted", wrap=True))
    reason = NotesField("reason", words("quote.reason"), lines=3)
    sheet.body.addWidget(reason)
    sheet.open()
    return sheet, reason


def _nothing() -> None:
    """Leave it as it is."""
