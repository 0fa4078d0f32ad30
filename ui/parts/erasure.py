"""The dialog that asks before a person's data is erased: whose, what goes, what the law keeps."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from showroom.customer.erasure import Consequence
from ui.kit.dialogs import Sheet, Way
from ui.kit.fields.text import LineField
from ui.kit.labels import plain_label
from ui.words import words


class ErasureSheet(Sheet):
    """Names the person and the consequence; open only once the name is typed and a reason given.

    `then` gets the name and the reason. Esc and Enter change nothing.
    """

    def __init__(
        self, parent: QWidget, told: Consequence, then: Callable[[str, str], None]
    ) -> None:
        super().__init__(parent, words("customer.erase_title", name=told.name), width=560)
        self._told = told
        for text, role in _said(told):
            self.body.addWidget(plain_label(text, role, wrap=True))
        self.name = LineField("name", words("customer.erase_confirm", name=told.name))
        self.reason = LineField("reason", words("customer.erase_reason"), required=True)
        self.add_way(Way(words("kit.cancel"), lambda: None, safe=True))
        self.confirm: QPushButton | None = None
        if told.in_the_way is None:
            self._ask(then)

    def _ask(self, then: Callable[[str, str], None]) -> None:
        for each in (self.name, self.reason):
            self.body.addWidget(each)
            each.changed.connect(self._look)
        way = Way(words("customer.erase"), lambda: then(*self._typed()), "danger")
        self.confirm = self.add_way(way)
        self.confirm.setEnabled(False)

    def _look(self) -> None:
        name, reason = self._typed()
        if self.confirm is not None:
            self.confirm.setEnabled(name == self._told.name and bool(reason))

    def _typed(self) -> tuple[str, str]:
        return self.name.draft().strip(), self.reason.draft().strip()


def _said(told: Consequence) -> list[tuple[str, str]]:
    """What to know first, each with its look."""
    if told.in_the_way is not None:
        return [(words(told.in_the_way), "warn")]
    said = [(words("customer.erase_text"), "body")]
    if told.contracts:
        contracts = words("exchange.list_mark").join(told.contracts)
        said.append((words("customer.erase_keeps", contracts=contracts), "muted"))
    if told.agreements:
        agreements = words("exchange.list_mark").join(told.agreements)
        said.append((words("customer.erase_claims", agreements=agreements), "muted"))
    return said
