"""Keeps what is typed into a form: within a second of typing, and until it is saved."""

from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from ui.context import Context, SavedDraft
from ui.formats import clock_time
from ui.kit.notices import Banner, Offer
from ui.words import words
from ui.work import Lane, Work

PAUSE_MS = 700


class Drafted(Protocol):
    """A form as its draft sees it."""

    name: str
    dirty: bool
    command_id: UUID
    banner: Banner

    def draft(self) -> dict[str, str]:
        """What is typed, by field name."""
        ...

    def restore(self, content: dict[str, str]) -> None:
        """Type what a draft kept."""
        ...


class DraftKeeper(QObject):
    """Writes a form's draft at most 0.7 s after the first key that changed it, and offers it.

    `kept` carries the words for "kept at 14:32:07".
    """

    kept = Signal(str)

    def __init__(self, form: Drafted, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._form = form
        self._context = context
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.keep_now)
        self._touched = False

    def touch(self) -> None:
        """The form was changed: keep it soon. The pause is not drawn out by further typing."""
        self._touched = True
        if not self._timer.isActive():
            self._timer.start()

    def keep_now(self) -> None:
        """Keep what is typed now."""
        self._timer.stop()
        name, store, content = self._form.name, self._context.drafts, self._form.draft()
        command_id = self._form.command_id
        work = Work(lambda: store.save(name, content, command_id)).done(lambda _none: self._tell())
        work.quietly().start(self, Lane.WRITE)

    def forget(self) -> None:
        """What was typed here is saved or thrown away: keep nothing of it.

        What a crash left is kept while nothing was typed over it.
        """
        self._timer.stop()
        if self._touched:
            self._touched = False
            self._drop()

    def _drop(self) -> None:
        name, store = self._form.name, self._context.drafts
        Work(lambda: store.discard(name)).quietly().start(self, Lane.WRITE)

    def offer(self) -> None:
        """Offer on the form's banner what was kept, unless something is typed there by then."""
        name, store = self._form.name, self._context.drafts
        work = Work(lambda: store.load(name)).done(self._found)
        work.quietly().start(self, Lane.READ)

    def _found(self, draft: SavedDraft | None) -> None:
        if draft is None or self._form.dirty or not any(draft.content.values()):
            return
        content, at = draft.content, clock_time(draft.saved_at, self._context.zone)
        self._form.banner.say(
            words("kit.draft_found", time=at),
            "info",
            Offer(words("kit.draft_restore"), lambda: self._take(content)),
            Offer(words("kit.draft_discard"), self._throw),
        )

    def _take(self, content: dict[str, str]) -> None:
        self._form.banner.dismiss()
        self._form.restore(content)

    def _throw(self) -> None:
        self._form.banner.dismiss()
        self._drop()

    def _tell(self) -> None:
        at = clock_time(self._context.now(), self._context.zone, seconds=True)
        self.kept.emit(words("kit.draft_kept", time=at))
