"""The look in force: stylesheet, palette and font, by colour scheme and text size.

`apply(app, scheme, size)` puts a look on; `tokens()` is the look in force, read anew at each paint,
so that whatever paints from it follows a change by itself. Pages never name a colour: they set the
dynamic properties listed in `docs/interface.md`.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette, QTextCharFormat
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QCalendarWidget

import resources
from ui.tokens import Scheme, Size, Tokens, lengths_by_name, tokens_of

Choice = Literal["system", "light", "dark"]

_FACES = ("NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf")
_MARK = re.compile(r"@([a-z_]+)@")
_DRESSED = "showroom_style"

_in_force: list[Tokens] = [tokens_of("light")]


def apply(app: QApplication, scheme: Choice = "system", size: Size = "normal") -> Tokens:
    """Puts the look on the whole application and gives its tokens; callable at any time."""
    look = tokens_of(resolved(app, scheme), size)
    _in_force[0] = look
    if app.property(_DRESSED) is None:
        app.setStyle("Fusion")
        app.setProperty(_DRESSED, "yes")
    app.setFont(font(look))
    app.setPalette(palette(look))
    app.setStyleSheet(stylesheet(look))
    return look


def tokens(scheme: Scheme | None = None) -> Tokens:
    """The tokens in force, or those of the named scheme in the text size in force."""
    return _in_force[0] if scheme is None else tokens_of(scheme, _in_force[0].size)


def resolved(app: QApplication, choice: Choice) -> Scheme:
    """The scheme that choice means now; `system` is light where the system does not say."""
    if choice != "system":
        return choice
    dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def font(look: Tokens) -> QFont:
    """The shipped face in the body size of that look."""
    face = QFont(family())
    face.setPixelSize(look.text.body)
    return face


@cache
def family() -> str:
    """The family name of the shipped Chinese face, after registering its regular and bold."""
    names: list[str] = []
    for face in _FACES:
        known = QFontDatabase.addApplicationFont(str(resources.path("fonts", face)))
        names += QFontDatabase.applicationFontFamilies(known)
    return names[0]


def stylesheet(look: Tokens) -> str:
    """The committed stylesheet of the scheme with the lengths of the text size filled in."""
    marks = {name: str(value) for name, value in lengths_by_name(look.size).items()}
    marks["theme"] = resources.path("theme").as_posix()
    return _MARK.sub(lambda mark: marks[mark[1]], _committed(look.scheme))


@cache
def _committed(scheme: Scheme) -> str:
    return resources.path("theme", f"{scheme}.qss").read_text(encoding="utf-8")


@cache
def colour(code: str) -> QColor:
    """The colour of `#RRGGBB`, shared by all painters: never change it, copy it."""
    return QColor(code)


def palette(look: Tokens) -> QPalette:
    """The palette behind the stylesheet, for everything a stylesheet does not reach."""
    roles = QPalette.ColorRole
    c = look.colour
    said = {
        roles.Window: c.canvas,
        roles.WindowText: c.ink,
        roles.Base: c.surface,
        roles.AlternateBase: c.hover,
        roles.Text: c.ink,
        roles.PlaceholderText: c.muted,
        roles.Button: c.surface,
        roles.ButtonText: c.ink,
        roles.BrightText: c.on_accent,
        roles.Highlight: c.accent,
        roles.HighlightedText: c.on_accent,
        roles.Accent: c.accent,
        roles.Link: c.accent_ink,
        roles.LinkVisited: c.accent_ink,
        roles.ToolTipBase: c.tip,
        roles.ToolTipText: c.tip_ink,
        roles.Light: c.surface,
        roles.Midlight: c.hover,
        roles.Mid: c.line,
        roles.Dark: c.line_strong,
        roles.Shadow: c.line_strong,
    }
    made = QPalette()
    for role, code in said.items():
        made.setColor(role, colour(code))
    for role in (roles.Text, roles.WindowText, roles.ButtonText, roles.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, role, colour(c.disabled))
    made.setColor(QPalette.ColorGroup.Disabled, roles.Base, colour(c.sunken))
    return made


def dress_calendar(calendar: QCalendarWidget) -> None:
    """Takes the red weekends, the week numbers and the grid out of a calendar."""
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setGridVisible(False)
    ink = QTextCharFormat()
    ink.setForeground(colour(tokens().colour.ink))
    head = QTextCharFormat()
    head.setForeground(colour(tokens().colour.muted))
    calendar.setHeaderTextFormat(head)
    for weekday in Qt.DayOfWeek:
        calendar.setWeekdayTextFormat(weekday, ink)


def dress_spin(spin: QAbstractSpinBox) -> None:
    """Gives a spin box the inner margin that a stylesheet cannot (not for calendar pop-ups)."""
    spin.lineEdit().setTextMargins(10, 0, 0, 0)


def follow(app: QApplication, changed: Callable[[], None]) -> None:
    """Calls `changed` whenever the system turns light or dark; the caller decides and applies."""
    app.styleHints().colorSchemeChanged.connect(lambda _: changed())
