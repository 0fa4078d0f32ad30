"""The card at the left: how the desk stands with HQ, in a sentence, and since when."""

from typing import Any

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from showroom.exchange.status import Standing, State
from ui.context import Context
from ui.formats import DASH, moment
from ui.kit.labels import ElidedLabel, Label, plain_label
from ui.kit.notices import Banner, card
from ui.kit.signs import Sign
from ui.parts.standing import kind_of, sign_of
from ui.words import has_words, words

_FACTS = ("synced_at", "pending", "url", "place")


class StandingCard(QFrame):
    """State, last receipt, what is unsent, where HQ is."""

    def __init__(self, context: Context, place: str) -> None:
        super().__init__()
        self._zone = context.zone
        self._place = place
        self._sign = Sign("cloud-ok", "muted", 32)
        self.state = Label("", "heading")
        self.state.setWordWrap(True)
        self.said = plain_label("", "muted", wrap=True)
        self.trouble = Banner()
        self.trouble.fixed()
        self.facts = {name: ElidedLabel(DASH) for name in _FACTS}
        frame, self.column = card()
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._sign)
        head.addWidget(self.state, 1)
        self.column.addLayout(head)
        self.column.addWidget(self.said)
        self.column.addWidget(self.trouble)
        self.column.addLayout(self._grid())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def show_standing(self, found: Standing, *, running: bool) -> None:
        """Show how the desk stands; `running` while an exchange is under way."""
        sign = sign_of(found)
        self._sign.show_sign(sign.picture, sign.role, sign.text)
        self.state.setText(words("exchange.running") if running else sign.text)
        self.said.setText(words(f"exchange.means_{kind_of(found)}"))
        self._show_trouble(found)
        self.facts["synced_at"].setText(moment(found.synced_at, self._zone))
        self.facts["pending"].setText(f"{found.pending:,}")
        self.facts["url"].setText(found.url or words("exchange.by_parcel"))
        self.facts["place"].setText(self._place)
        alone = found.state is State.ALONE
        for label in self.findChildren(Label, "fact"):
            label.setVisible(not alone)
        for fact in self.facts.values():
            fact.setVisible(not alone)

    def _show_trouble(self, found: Standing) -> None:
        """What keeps the exchange from happening; a line that is down is no more than a note."""
        if found.trouble is None or found.state is State.ALONE:
            self.trouble.dismiss()
            return
        key = found.trouble if has_words(found.trouble) else "exchange.trouble_unknown"
        since = words("exchange.since", at=moment(found.trouble_at, self._zone))
        kind = "info" if found.trouble == "sync.unreachable" else "warn"
        self.trouble.say(f"{_plain(key, found.trouble)}\n{since}", kind)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for row, (name, fact) in enumerate(self.facts.items()):
            label = plain_label(words(f"exchange.fact_{name}"), "muted")
            label.setObjectName("fact")
            grid.addWidget(label, row, 0)
            grid.addWidget(fact, row, 1)
        grid.setColumnStretch(1, 1)
        return grid


def _plain(key: str, code: str) -> str:
    """The sentence of a failure noted without its facts."""
    blank: dict[str, Any] = dict.fromkeys(("minutes", "seconds", "least", "url"), DASH)
    return words(key, code=code, **blank)
