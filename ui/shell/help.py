"""The help sheet (F1): every action with its key, by page."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.kit.dialogs import Sheet, Way
from ui.kit.labels import plain_label
from ui.kit.page import scrolled
from ui.words import words

_COLUMNS = 2


def listed(actions: Iterable[QAction]) -> list[tuple[str, str]]:
    """Words and key of each action that has words."""
    return [
        (action.text().replace("&&", "&"), key_of(action))
        for action in actions
        if action.text() and not action.property("unlisted")
    ]


def key_of(action: QAction) -> str:
    """The action's key as it stands on the keyboard, empty if it has none."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def doubles(actions: Iterable[QAction]) -> set[str]:
    """The keys that more than one of these actions answers to."""
    seen: set[str] = set()
    twice: set[str] = set()
    for action in actions:
        for key in (each.toString() for each in action.shortcuts()):
            (twice if key in seen else seen).add(key)
    return twice


def show_help(parent: QWidget, sections: list[tuple[str, list[tuple[str, str]]]]) -> Sheet:
    """Show the sections, each a heading and its actions."""
    sheet = Sheet(parent, words("window.help"), width=680)
    inside = QWidget()
    grid = QGridLayout(inside)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    row = 0
    for heading, lines in sections:
        grid.addWidget(plain_label(heading, "strong"), row, 0, 1, 2 * _COLUMNS)
        row += 1
        for at, (text, key) in enumerate(lines):
            line, side = divmod(at, _COLUMNS)
            grid.addWidget(plain_label(text, "body"), row + line, 2 * side)
            if key:
                cap = plain_label(key, "small")
                cap.setProperty("kbd", "true")
                grid.addWidget(cap, row + line, 2 * side + 1, Qt.AlignmentFlag.AlignLeft)
        row += (len(lines) + 1) // _COLUMNS + 1
    area = scrolled(inside)
    area.setMinimumHeight(360)
    sheet.body.addWidget(area)
    sheet.add_way(Way(words("kit.close"), lambda: None, safe=True))
    sheet.open()
    return sheet
