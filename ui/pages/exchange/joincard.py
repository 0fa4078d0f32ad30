"""Joining HQ from a desk that works alone: paste the invitation, or read it from its file."""

from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from showroom.exchange.joining import Joined, join, read_invitation
from ui.kit.labels import button, plain_label
from ui.kit.notices import card
from ui.kit.page import Page, action_button
from ui.parts.invitation import InvitationField
from ui.words import words
from ui.work import Lane, Work


@dataclass(frozen=True, slots=True)
class _Asked:
    invitation: str


class JoinCard(QFrame):
    """A form of its own, in the place of the lists, until the desk has joined."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.asking = False
        self.form = page.form("join", self._go, columns=1)
        self.form.save_action.setText(words("exchange.join_go"))
        self.invitation = self.form.add(InvitationField())
        self.reading = button(words("exchange.from_file"), key="Ctrl+O")
        self.reading.clicked.connect(lambda _checked: self.invitation.ask_file())
        frame, column = card(title=words("exchange.join_title"))
        column.addWidget(plain_label(words("exchange.join_text"), "muted", wrap=True))
        column.addWidget(self.form)
        line = QHBoxLayout()
        line.addWidget(self.reading)
        line.addStretch(1)
        line.addWidget(action_button(self.form.save_action, "primary"))
        column.addLayout(line)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        outer.addStretch(1)

    def begin(self) -> None:
        """Put the cursor where the invitation goes."""
        self.form.go_to("invitation")

    def _go(self) -> None:
        asked = self.form.command(_Asked)
        if asked is None or not self.form.save_action.isEnabled():
            return
        self._ask(asking=True)
        desk = self._page.context.desk
        work: Work[Joined | None] = Work(lambda: _joined(desk, asked.invitation))
        work.after(lambda: self._ask(asking=False))
        work.failed(self.form.refuse).done(lambda done: self._done(done, asked.invitation))
        work.named(words("exchange.joining")).start(self, Lane.NETWORK)

    def _ask(self, *, asking: bool) -> None:
        self.asking = asking
        self.form.save_action.setEnabled(not asking)

    def _done(self, joined: Joined | None, invitation: str) -> None:
        if joined is None:
            self._page.ask_by_parcel(invitation)  # type: ignore[attr-defined]
            return
        self.form.clear()
        said = words("exchange.joined", outlet=joined.outlet_name, desk=joined.desk_code)
        self._page.context.shell.toast(said)
        self._page.joined()  # type: ignore[attr-defined]


def _joined(desk: object, invitation: str) -> Joined | None:
    """Join; None where HQ is reached by parcels only."""
    if not read_invitation(invitation).url:
        return None
    return join(desk, invitation)  # type: ignore[arg-type]
