"""How far one record has come on its way to HQ: an icon, a word, and the whole in its tip."""

from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget

from showroom.exchange.status import OfRecord, State, Whereabouts, of_record
from ui.context import Context
from ui.kit.labels import plain_label, tip
from ui.kit.signs import Sign
from ui.words import words
from ui.work import Lanes, Work

_PICTURES = {
    Whereabouts.ON_DESK: ("cloud-up", "muted"),
    Whereabouts.SENT: ("usb", "muted"),
    Whereabouts.ACCEPTED: ("cloud-ok", "good_ink"),
    Whereabouts.REJECTED: ("warning", "warn_ink"),
}


class RecordMark(QWidget):
    """Shows nothing while the outlet works alone; reads again after writes and exchanges.

    `brief` leaves the word to the tip, where there is no room.
    """

    def __init__(self, context: Context, *, brief: bool = False) -> None:
        super().__init__()
        self._context = context
        self._of: OfRecord | None = None
        self._sign = Sign("cloud-ok", "muted", 16)
        self.text = plain_label("", "small")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self._sign)
        line.addWidget(self.text)
        self.text.setVisible(not brief)
        self.hide()
        Lanes.current().changed.connect(self._written)
        if context.exchanging is not None:
            context.exchanging.stepped.connect(self.look)

    def show_record(self, table: str, key: UUID | None) -> None:
        """Mark that row; None for a record not saved yet."""
        wanted = OfRecord(table, key) if key is not None else None
        if wanted == self._of:
            return
        self._of = wanted
        self.hide()
        self._read()

    def look(self) -> None:
        """Read again where it is on screen."""
        over = self.parentWidget()
        if over is not None and over.isVisible():
            self._read()

    def _written(self, _tables: frozenset[str]) -> None:
        self.look()

    def _read(self) -> None:
        context, wanted = self._context, self._of
        if wanted is None:
            return

        def job() -> Whereabouts | None:
            standing = context.standing()
            if standing is None or standing.state in {State.ALONE, State.JOINING}:
                return None
            return context.desk.read(of_record, wanted)

        work = Work(job).quietly().failed(lambda _failure: self.hide())
        work.done(lambda found: self._show(wanted, found)).start(self)

    def _show(self, wanted: OfRecord, found: Whereabouts | None) -> None:
        if wanted != self._of:
            return
        self.setVisible(found is not None)
        if found is not None:
            text = words(found.word)
            self._sign.show_sign(*_PICTURES[found], text)
            self.text.setText(text)
            self.setToolTip(tip(words(f"exchange.record_{found.value.lower()}_tip")))
            self.setAccessibleName(text)
