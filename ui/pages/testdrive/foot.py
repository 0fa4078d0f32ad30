"""The foot of the panel: what else may be done at the left, the next step at the right."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from ui.icons import icon
from ui.kit.labels import button
from ui.kit.page import action_button

_GAP = 8
_SIDE = 44


class Foot(QWidget):
    """Buttons of actions; where there is no room for their words they show their icons."""

    def __init__(self, actions: dict[QAction, str]) -> None:
        super().__init__()
        self._side = {action: _made(action, picture) for action, picture in actions.items()}
        self._primary: QWidget | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        for each in self._side.values():
            self._row.addWidget(each)
        self._row.addStretch(1)

    def show_only(self, shown: tuple[QAction, ...]) -> None:
        """Show the buttons of these actions."""
        for action, each in self._side.items():
            each.setVisible(action in shown)
        self._fit()
        self.updateGeometry()

    def lead(self, action: QAction | None) -> None:
        """Let that action be the next step, None for none."""
        if self._primary is not None:
            self._primary.hide()
            self._primary.deleteLater()
        self._primary = action_button(action, "primary") if action is not None else None
        if self._primary is not None:
            self._row.addWidget(self._primary)
        self._fit()
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._wide(words=True), super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._wide(words=False), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wordy = self._wide(words=True) <= self.width()
        for action, each in self._side.items():
            each.setText(action.text() if wordy else "")
            each.setMaximumWidth(16_777_215 if wordy else _SIDE)

    def _wide(self, *, words: bool) -> int:
        shown = [(a, each) for a, each in self._side.items() if not each.isHidden()]
        wide = sum(_width(action, each) if words else _SIDE for action, each in shown)
        lead = self._primary.sizeHint().width() if self._primary is not None else 0
        return wide + lead + _GAP * len(shown)


def _made(action: QAction, picture: str) -> QPushButton:
    """A button of an action with an icon; its key is in its tip, in F1 and in Ctrl+K."""
    made = button(action.text().replace("&&", "&"))
    made.setIcon(icon(picture, "ink"))
    made.setMinimumWidth(_SIDE)
    made.setToolTip(action.toolTip())
    made.clicked.connect(action.trigger)
    action.changed.connect(lambda: _follow(made, action))
    made.hide()
    return made


def _follow(made: QPushButton, action: QAction) -> None:
    made.setEnabled(action.isEnabled())
    made.setToolTip(action.toolTip())
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    made.setAccessibleDescription(key)


def _width(action: QAction, made: QPushButton) -> int:
    """How wide the button is with its words."""
    text = made.fontMetrics().horizontalAdvance(action.text())
    return text + made.iconSize().width() + 44
