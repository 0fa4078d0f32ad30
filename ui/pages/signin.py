"""Signing in, and unlocking: name and password by keyboard alone."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from showroom.errors import Failure
from ui.kit.fields import Choice, ChoiceField, PasswordField
from ui.kit.form import is_enter
from ui.kit.labels import button, plain_label
from ui.kit.notices import Banner
from ui.kit.signs import Sign
from ui.messages import worded
from ui.words import words
from ui.work import Lane, Work


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person who may sign in: login, name, role in words."""

    login: str
    name: str
    role: str


class SignInPage(QWidget):
    """A card in the middle of the window; Enter signs in. `entered` carries what `sign_in` gave.

    `sign_in(login, password)` blocks, raises Refusal for a wrong password, and runs in the write
    lane.
    """

    entered = Signal(object)

    def __init__(self, sign_in: Callable[[str, str], object], heading: str) -> None:
        super().__init__()
        self._sign_in = sign_in
        self.banner = Banner()
        self.person: ChoiceField[str] = ChoiceField("login", words("signin.person"), required=True)
        self.password = PasswordField("password", words("signin.password"), required=True)
        self.go = button(words("signin.go"), "primary", key="Enter")
        self.go.clicked.connect(lambda _checked: self.try_it())
        self.password.line.returnPressed.connect(self.try_it)
        self.person.changed.connect(lambda: self.password.show_error(None))
        self.person.combo.installEventFilter(self)
        self._lay_out(heading)

    def offer(self, people: list[Somebody], last: str = "") -> None:
        """Offer these people, the one who was here last chosen."""
        choices = [Choice(each.login, f"{each.name} · {each.role}", each.login) for each in people]
        self.person.offer(choices)
        self.person.set_value(last or (people[0].login if len(people) == 1 else None))
        self.begin()

    def begin(self) -> None:
        """Empty the password and put the cursor where it is wanted."""
        self.password.set_value(None)
        first = self.password if self.person.value() else self.person
        first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def try_it(self) -> None:
        """Sign in with what is typed, unless something is missing or already under way."""
        for field in (self.person, self.password):
            problem = field.problem()
            field.show_error(problem)
            if problem:
                field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if not self.go.isEnabled():
            return
        self.go.setEnabled(False)
        login, password = self.person.value() or "", self.password.value() or ""
        work = Work(lambda: self._sign_in(login, password))
        work.after(lambda: self.go.setEnabled(True))
        work.done(self.entered.emit).failed(self._refused).start(self, Lane.WRITE)

    def _refused(self, failure: Failure) -> None:
        if failure.facts.get("field") != "password":
            self.banner.say(worded(failure), "bad")
            return
        self.password.show_error(failure)
        self.password.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.password.line.selectAll()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and is_enter(event):
            self.password.editor.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self, heading: str) -> None:
        column = centred(self, heading)
        column.addWidget(self.banner)
        column.addWidget(self.person)
        column.addWidget(self.password)
        column.addSpacing(4)
        column.addWidget(self.go)


class PassphrasePage(QWidget):
    """Asks for the passphrase that unlocks the store, where the system keeps no keys."""

    def __init__(self, go: Callable[[str], None]) -> None:
        super().__init__()
        self.passphrase = PasswordField(
            "passphrase",
            words("signin.passphrase"),
            required=True,
            hint=words("signin.passphrase_hint"),
        )
        self.go = button(words("signin.open"), "primary", key="Enter")
        self.go.clicked.connect(lambda _checked: self._try(go))
        self.passphrase.line.returnPressed.connect(lambda: self._try(go))
        column = centred(self, words("signin.passphrase_heading"))
        column.addWidget(self.passphrase)
        column.addWidget(self.go)

    def begin(self) -> None:
        """Put the cursor where it is wanted."""
        self.passphrase.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self, go: Callable[[str], None]) -> None:
        typed = self.passphrase.value()
        if typed:
            go(typed)


class OpeningPage(QWidget):
    """What stands in the window until the store is open, or says why it is not."""

    def __init__(
        self,
        failure: Failure | None,
        again: Callable[[], None] | None,
        recover: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        heading = words("window.open_failed") if failure else words("window.brand")
        column = centred(self, heading)
        text = worded(failure) if failure else words("window.opening")
        column.addWidget(plain_label(text, "body" if failure else "muted", wrap=True))
        if again is not None:
            self.again = button(words("window.open_again"), "primary")
            self.again.clicked.connect(lambda _checked: again())
            column.addWidget(self.again)
        if recover is not None:
            self.recover = button(words("signin.recover"))
            self.recover.clicked.connect(lambda _checked: recover())
            column.addWidget(self.recover)


def centred(page: QWidget, heading: str) -> QVBoxLayout:
    """A card in the middle of the page, with logo and heading; gives its column."""
    outer = QVBoxLayout(page)
    outer.addStretch(2)
    frame = QFrame()
    frame.setProperty("card", "true")
    frame.setFixedWidth(400)
    row = QHBoxLayout()  # an alignment instead would keep long words at two lines
    row.addStretch(1)
    row.addWidget(frame)
    row.addStretch(1)
    outer.addLayout(row)
    outer.addStretch(3)
    column = QVBoxLayout(frame)
    column.setContentsMargins(32, 28, 32, 28)
    column.setSpacing(14)
    column.addWidget(Sign("vehicle", "accent", 36, words("window.brand")))
    column.addWidget(plain_label(heading, "title", wrap=True))
    return column
