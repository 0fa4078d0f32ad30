"""The first run: try the demo outlet, or set up this outlet; then the recovery key, once."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from showroom.errors import Failure, Refusal
from showroom.identity import as_uscc
from showroom.terms import OutletKind
from ui.context import Context
from ui.kit.fields import CodeField, EnumField, LineField, PasswordField
from ui.kit.form import Form
from ui.kit.labels import button, escaped, plain_label
from ui.kit.notices import Banner, Offer, card
from ui.kit.page import action_button, scrolled
from ui.kit.preview import print_text
from ui.words import words

DEMO_PASSWORD = "zhanting2026"  # noqa: S105 - the made-up outlet, shown on the page
_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class NewOutlet:
    """What the page asks of a new outlet; `passphrase` only where the system keeps no keys."""

    name: str
    code: str
    kind: OutletKind
    company: str
    uscc: str
    address: str
    phone: str
    province: str
    manager_name: str
    manager_login: str
    password: str
    passphrase: str | None = None


class SetupPage(QWidget):
    """One page; `wanted` fires with a NewOutlet, or None for the demo outlet, `invited` for HQ's.

    `given` are code and name of an outlet that HQ knows already: only the rest is asked then.
    """

    wanted = Signal(object)
    invited = Signal()
    finished = Signal()

    def __init__(self, context: Context, given: tuple[str, str] | None = None) -> None:
        super().__init__()
        self._given = given
        self.form = Form("setup.outlet", context, columns=2)
        self.form.save_action.setText(words("setup.create"))
        self.form.save_action.triggered.connect(lambda _checked: self._create())
        self.addAction(self.form.save_action)
        self.demo = button(words("setup.demo_go"), "normal", key="Ctrl+D")
        self.demo.setShortcut("Ctrl+D")
        self.demo.clicked.connect(lambda _checked: self._ask(None))
        self.join = button(words("exchange.first_go"), "normal", key="Ctrl+J")
        self.join.setShortcut("Ctrl+J")
        self.join.clicked.connect(lambda _checked: self.invited.emit())
        self._add_fields()
        if given is not None:
            self._take_given(*given)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._first())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def ask_passphrase(self) -> None:
        """Ask for a passphrase as well: this system has no store for keys."""
        hint = words("setup.passphrase_hint")
        field = PasswordField("passphrase", words("setup.passphrase"), required=True, hint=hint)
        self.form.add(field.checked_by(_long_enough), span=2)

    def begin(self) -> None:
        """Put the cursor into the first field."""
        self.form.go_to("name")

    def busy(self, working: bool) -> None:
        """Let nothing be started twice while the store is being made."""
        self.form.save_action.setEnabled(not working)
        self.demo.setEnabled(not working)
        self.join.setEnabled(not working)

    def refused(self, failure: Failure) -> None:
        """Show why the outlet could not be set up."""
        self.busy(working=False)
        self.form.refuse(failure)

    def show_recovery(self, key: str) -> None:
        """Show the recovery key; `finished` fires once it is said to be kept."""
        page = RecoveryCard(key)
        page.kept.connect(self.finished.emit)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.begin()

    def _create(self) -> None:
        outlet = self.form.command(NewOutlet)
        if outlet is not None:
            self._ask(outlet)

    def _ask(self, outlet: NewOutlet | None) -> None:
        self.busy(working=True)
        self.wanted.emit(outlet)

    def _add_fields(self) -> None:
        add, named = self.form.add, _named
        add(LineField("name", named("name"), required=True))
        add(CodeField("code", named("code"), required=True, hint=named("code_hint"), cap=12))
        add(EnumField("kind", named("kind"), OutletKind, required=True)).set_value(OutletKind.S4)
        add(LineField("province", named("province"), required=True))
        add(LineField("company", named("company"), required=True))
        uscc = add(CodeField("uscc", named("uscc"), required=True))
        uscc.checked_by(as_uscc)
        add(LineField("address", named("address"), required=True, cap=100))
        add(LineField("phone", named("phone"), required=True))
        add(LineField("manager_name", named("manager_name"), required=True))
        add(CodeField("manager_login", named("manager_login"), required=True))
        password = PasswordField(
            "password", named("password"), required=True, hint=named("password_hint")
        )
        add(password.checked_by(_long_enough))

    def _first(self) -> QWidget:
        """The choices, scrolled, above a foot with the main button."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scrolled(self._choices()), 1)
        foot = QFrame()
        foot.setProperty("bar", "footer")
        line = QHBoxLayout(foot)
        line.setContentsMargins(24, 10, 24, 10)
        line.addStretch(1)
        line.addWidget(action_button(self.form.save_action, "primary"))
        column.addWidget(foot)
        return whole

    def _choices(self) -> QWidget:
        inside = QWidget()
        line = QHBoxLayout(inside)
        line.setContentsMargins(24, 24, 24, 24)
        line.addStretch(1)
        middle = QVBoxLayout()
        middle.setSpacing(16)
        line.addLayout(middle, 8)
        line.addStretch(1)
        middle.addWidget(plain_label(words("setup.title"), "title"))
        if self._given is None:
            middle.addWidget(self._choice("setup.demo", _demo_text(), self.demo))
            told = words("exchange.first_choice_text")
            middle.addWidget(self._choice("exchange.first_choice", told, self.join))
        own, column = card(title=words("setup.own"))
        told = "setup.own_text" if self._given is None else "exchange.founding_text"
        column.addWidget(plain_label(words(told), "muted", wrap=True))
        column.addWidget(self.form)
        middle.addWidget(own)
        middle.addStretch(1)
        return inside

    def _take_given(self, code: str, name: str) -> None:
        """Show what HQ told; the code is not for this desk to choose."""
        self.form.fill(code=code, name=name)
        self.form.fields["code"].set_read_only(read_only=True)
        self.form.settle()

    def _choice(self, title: str, text: str, way: QPushButton) -> QWidget:
        frame, column = card(title=words(title))
        line = QHBoxLayout()
        line.addWidget(plain_label(text, "muted", wrap=True), 1)
        line.addWidget(way, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(line)
        return frame


class RecoveryCard(QWidget):
    """The recovery key: copy it, print it, and say that it is kept."""

    kept = Signal()

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self.banner = Banner()
        self.tick = QCheckBox(escaped(words("setup.key_kept")))
        self.go = button(words("setup.key_go"), "primary", key="Ctrl+Enter")
        self.go.setShortcut("Ctrl+Return")
        self.go.setEnabled(False)
        self.go.setToolTip(words("setup.key_first"))
        self.tick.toggled.connect(self.go.setEnabled)
        self.go.clicked.connect(lambda _checked: self.kept.emit())
        frame, column = card(title=words("setup.key_title"))
        frame.setMaximumWidth(640)
        column.addWidget(plain_label(words("setup.key_text"), "body", wrap=True))
        self.shown = plain_label(key, "figure", wrap=True)
        self.shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.shown.setAccessibleName(key)
        column.addWidget(self.shown)
        column.addWidget(self.banner)
        line = QHBoxLayout()
        for made in self._ways():
            line.addWidget(made)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self.tick)
        column.addWidget(self.go, 0, Qt.AlignmentFlag.AlignRight)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(frame, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)

    def begin(self) -> None:
        """Put the focus where work begins."""
        self.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ways(self) -> list[QPushButton]:
        self.copy = button(words("setup.key_copy"), "normal")
        self.copy.clicked.connect(lambda _checked: self._copy())
        self.printing = button(words("setup.key_print"), "normal")
        self.printing.clicked.connect(lambda _checked: self._print())
        return [self.copy, self.printing]

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._key)
        self.banner.say(words("setup.key_copied"), "good")

    def _print(self) -> None:
        text = words("setup.key_sheet", key=self._key)
        if not print_text(self, text):
            again = Offer(words("setup.key_copy"), self._copy)
            self.banner.say(words("setup.no_printer"), "warn", again)


def _demo_text() -> str:
    return words("setup.demo_text", password=DEMO_PASSWORD)


def _named(key: str) -> str:
    return words(f"setup.{key}")


def _long_enough(password: str) -> None:
    if len(password) < _SHORTEST:
        raise Refusal("staff.password_short", least=_SHORTEST)
