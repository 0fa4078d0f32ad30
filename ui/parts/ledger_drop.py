"""Before a ledger is chosen: where to drop it, and what was imported before."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from showroom.ledger.queries import ImportLine
from ui.context import Context
from ui.formats import DASH, moment
from ui.kit.labels import mark, plain_label
from ui.kit.notices import card
from ui.kit.page import action_button
from ui.kit.signs import Sign
from ui.kit.table import Column, Table
from ui.words import words

_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class LedgerDrop(QWidget):
    """A drop zone over the list of earlier imports."""

    def __init__(self, context: Context, choose: QAction, accepts: Callable[[object], bool]) -> None:
        super().__init__()
        self._accepts = accepts
        self.zone = self._zone(choose)
        self.table = _history(context)
        frame, column = card(title=words("ledger.history"))
        column.addWidget(self.table, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(16)
        whole.addWidget(self.zone, 2)
        whole.addWidget(frame, 3)
