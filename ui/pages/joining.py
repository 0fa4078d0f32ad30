"""The first run with an invitation: join, note the recovery key, fetch what the outlet has."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from showroom.errors import Failure, Refusal
from ui.context import Context
from ui.kit.fields.text import PasswordField
from ui.kit.form import Form
from ui.kit.labels import Label, button, plain_label
from ui.kit.notices import Banner, card
from ui.kit.page import action_button, scrolled
from ui.messages import worded
from ui.pages.signin import centred
from ui.parts.invitation import InvitationField
from ui.words import words

_SHORTEST = 8
_SCALE = 1000


class InvitationPage(QWidget):
    """Asks for the invitation; `wanted` fires with it and the passphrase, `left` to go back."""

    wanted = Signal(str, str)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.form = Form("setup.join", context, columns=1)
        self.form.save_action.setText(words("exchange.join_go"))
        self.form.save_action.triggered.connect(lambda _checked: self._go())
        self.addAction(self.form.save_action)
        self.invitation = self.form.add(InvitationField(lines=7))
        self.reading = button(words("exchange.from_file"), key="Ctrl+O")
        self.reading.setShortcut("Ctrl+O")
        self.reading.clicked.connect(lambda _checked: self.invitation.ask_file())
        self.back = button(words("exchange.back"), key="Esc")
        self.back.setShortcut("Esc")
        self.back.clicked.connect(lambda _checked: self.left.emit())
        self._lay_out()

    def ask_passphrase(self) -> None:
        """Ask for a passphrase as well: this system has no store for keys."""
        hint = words("setup.passphrase_hint")
        field = PasswordField("passphrase", words("setup.passphrase"), required=True, hint=hint)
        self.form.add(field.checked_by(_long_enough))

    def begin(self) -> None:
        """Put the cursor where the invitation goes."""
        self.form.go_to("invitation")

    def busy(self, *, working: bool) -> None:
        """Let nothing be asked twice while HQ answers."""
        for made in (self.form.save_action, self.back, self.reading):
            made.setEnabled(not working)

    def refused(self, failure: Failure) -> None:
        """Say why it did not come about; what is typed stays."""
        self.busy(working=False)
        self.form.refuse(failure)

    def _go(self) -> None:
        asked: dict[str, str] | None = self.form.command(dict)
        if asked is not None:
            self.busy(working=True)
            self.wanted.emit(asked["invitation"], asked.get("passphrase") or "")

    def _lay_out(self) -> None:
        frame, column = card(title=words("exchange.first_title"))
        column.addWidget(plain_label(words("exchange.first_text"), "muted", wrap=True))
        column.addWidget(self.form)
        line = QHBoxLayout()
        line.addWidget(self.back)
        line.addWidget(self.reading)
        line.addStretch(1)
        line.addWidget(action_button(self.form.save_action, "primary"))
        column.addLayout(line)
        inside = QFrame()
        outer = QHBoxLayout(inside)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addStretch(1)
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(frame)
        middle.addStretch(2)
        outer.addLayout(middle, 6)
        outer.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inside))


class FetchPage(QWidget):
    """Fetches what the outlet has at HQ, with progress; can be stopped and gone on with.

    `again` fires to fetch, `stopped` to stop, `founding` to set the outlet up on this desk.
    """

    again = Signal()
    stopped = Signal()
    founding = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = centred(self, words("exchange.first_pull"))
        self.said = plain_label(words("exchange.fetch_text"), "muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(words("exchange.first_pull"))
        self.how_far = Label("", "small")
        self.banner = Banner()
        self.banner.fixed()
        self.stop = self._way("kit.cancel", self.stopped.emit, "normal")
        self.go = self._way("exchange.fetch_again", self.again.emit, "primary")
        self.found = self._way("setup.create", self.founding.emit, "normal")
        for part in (self.said, self.bar, self.how_far, self.banner):
            column.addWidget(part)
        line = QHBoxLayout()
        line.addStretch(1)
        for made in (self.found, self.stop, self.go):
            line.addWidget(made)
        column.addLayout(line)
        self.work()

    def work(self) -> None:
        """Fetching goes on."""
        self.banner.dismiss()
        self.bar.setRange(0, 0)
        self.how_far.setText("")
        self._show(working=True)
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def told(self, fraction: float, _note: str) -> None:
        """How far it is."""
        if fraction > 0:
            self.bar.setRange(0, _SCALE)
            self.bar.setValue(round(fraction * _SCALE))
            self.how_far.setText(f"{fraction:.0%}")

    def rest(self, failure: Failure | None = None) -> None:
        """It stopped, by itself or by hand; nothing is lost, it goes on where it is asked to."""
        text = worded(failure) if failure else words("exchange.fetch_stopped")
        self.banner.say(text, "warn" if failure else "info")
        self._show(working=False)
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def nobody(self) -> None:
        """HQ has nobody of this outlet yet: set it up here, or fetch once it has."""
        self.banner.say(words("exchange.fetch_nobody"), "info")
        self._show(working=False)
        self.said.hide()
        self.found.show()
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, *, working: bool) -> None:
        for part in (self.bar, self.how_far, self.stop):
            part.setVisible(working)
        self.said.show()
        self.go.setVisible(not working)
        self.found.hide()

    def _way(self, key: str, act: Callable[[], None], kind: str) -> QWidget:
        made = button(words(key), kind)
        made.clicked.connect(lambda _checked: act())
        return made


def _long_enough(password: str) -> None:
    if len(password) < _SHORTEST:
        raise Refusal("staff.password_short", least=_SHORTEST)
