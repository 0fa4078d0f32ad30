"""The way back in: the recovery key noted at set-up, where the key of this machine is lost."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from showroom.errors import Failure, Refusal
from ui.kit.fields.text import LineField, PasswordField
from ui.kit.labels import button, plain_label
from ui.pages.signin import centred
from ui.words import words

Recover = Callable[["RecoveryPage", str, str], None]


class RecoveryPage(QWidget):
    """Asks for the recovery key and, where the system keeps no keys, for a new passphrase."""

    def __init__(self, go: Recover) -> None:
        super().__init__()
        self.key = LineField("recovery_key", words("signin.recovery_key"), required=True)
        self.passphrase = PasswordField(
            "passphrase", words("signin.new_passphrase"), hint=words("signin.new_passphrase_hint")
        )
        self.passphrase.hide()
        self.go = button(words("signin.open"), "primary", key="Enter")
        self.go.clicked.connect(lambda _checked: self._try(go))
        self.key.line.returnPressed.connect(lambda: self._try(go))
        self.passphrase.line.returnPressed.connect(lambda: self._try(go))
        column = centred(self, words("signin.recovery_heading"))
        column.addWidget(plain_label(words("signin.recovery_told"), "muted", wrap=True))
        for part in (self.key, self.passphrase, self.go):
            column.addWidget(part)

    def begin(self) -> None:
        """Put the cursor where it is wanted."""
        self.key.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_passphrase(self) -> None:
        """Ask for a passphrase too: this system keeps no keys."""
        self.passphrase.show()

    def refused(self, failure: Failure) -> None:
        """Say beside the key that it does not open this data, or what else went wrong."""
        if failure.code == "store.wrong_key":
            self.key.show_error(Refusal("signin.recovery_wrong"))
        else:
            self.key.show_error(Refusal(failure.code, **failure.facts))

    def _try(self, go: Recover) -> None:
        typed = self.key.value()
        if not typed:
            return
        passphrase = self.passphrase.value() or ""
        if not self.passphrase.isHidden() and not passphrase:
            self.passphrase.show_error(Refusal("signin.passphrase_missing"))
            return
        go(self, typed, passphrase)
