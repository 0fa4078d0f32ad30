"""Keeps what is typed into a form: within a second of typing, and until it is saved."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from ui.context import DraftStore, SavedDraft
from ui.work import Lane, Work

PAUSE_MS = 700


class DraftKeeper(QObject):
    """Writes a form's draft at most 0.7 s after the first key that changed it."""

    kept = Signal()

    def __init__(
        self,
        form: str,
        store: DraftStore,
        content: Callable[[], dict[str, str]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._form = form
        self._store = store
        self._content = content
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.keep_now)

    def touch(self) -> None:
        """The form was changed: keep it soon. The pause is not drawn out by further typing."""
        if not self._timer.isActive():
            self._timer.start()

    def keep_now(self) -> None:
        """Keep what is typed now."""
        self._timer.stop()
        form, store, content = self._form, self._store, self._content()
        work = Work(lambda: store.save(form, content)).done(lambda _none: self.kept.emit())
        work.quietly().start(self, Lane.WRITE)

    def forget(self) -> None:
        """The form was saved or thrown away: keep nothing."""
        self._timer.stop()
        form, store = self._form, self._store
        Work(lambda: store.discard(form)).quietly().start(self, Lane.WRITE)

    def look(self, found: Callable[[SavedDraft], None]) -> None:
        """Call back with the draft of this form, if there is one."""
        form, store = self._form, self._store

        def offer(draft: SavedDraft | None) -> None:
            if draft is not None and any(draft.content.values()):
                found(draft)

        Work(lambda: store.load(form)).done(offer).quietly().start(self, Lane.READ)
