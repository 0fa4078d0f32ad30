"""The way in by an invitation: ask for it, join, show the recovery key, fetch the outlet's data."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from showroom.clock import Clock
from ui.context import Context
from ui.pages.joining import FetchPage, InvitationPage
from ui.pages.setup import NewOutlet, RecoveryCard, SetupPage
from ui.window import Window
from ui.words import words
from ui.work import Lane, Token, Work

if TYPE_CHECKING:
    from showroom.desk import Desk
    from showroom.exchange.joining import Joined
    from ui.joinery import FirstJoin, Found


class Joining(QObject):
    """Leads from an empty folder to a store with the outlet's people; `opened` carries it.

    `holds` tells of the desk that is open meanwhile.
    """

    opened = Signal(object)
    holds = Signal(object)
    left = Signal()

    def __init__(self, window: Window, folder: Path, clock: Clock) -> None:
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._clock = clock
        self._first: FirstJoin | None = None
        self._work: Work[Found] | None = None

    def ask(self, context: Context) -> None:
        """Ask for the invitation."""
        page = InvitationPage(context)
        page.left.connect(self._leave)
        page.wanted.connect(lambda told, secret: self._join(page, told, secret))
        self._context = context
        self._window.show_front(page)
        page.begin()
        look = Work(_no_key_store).done(lambda none: page.ask_passphrase() if none else None)
        look.quietly().start(page, Lane.SLOW)

    def fetch(self, desk: "Desk", context: Context) -> None:
        """Fetch what the outlet has; where that was broken off, from where it stopped."""
        self._context = context
        self.holds.emit(desk)
        page = FetchPage()
        page.again.connect(lambda: self._go(page, desk))
        page.stopped.connect(lambda: self._stop(page))
        page.founding.connect(lambda: self._ask_outlet(desk))
        self._window.show_front(page)
        self._go(page, desk)

    def _join(self, page: InvitationPage, told: str, secret: str) -> None:
        folder, clock = self._folder, self._clock

        def job() -> "Joined":
            from ui import joinery

            if self._first is None:
                self._first = joinery.FirstJoin(folder, clock)
            return self._first.join(told, secret)

        work: Work[Joined] = Work(job).named(words("exchange.joining")).failed(page.refused)
        work.done(self._joined).start(page, Lane.WRITE)

    def _joined(self, joined: "Joined") -> None:
        """Show the recovery key once; then fetch."""
        page = RecoveryCard(self._first.recovery_key if self._first else "")
        page.kept.connect(lambda: self.fetch(joined.desk, self._context))
        self._window.show_front(page)
        page.begin()

    def _go(self, page: FetchPage, desk: "Desk") -> None:
        def job(token: Token) -> "Found":
            from ui import joinery

            return joinery.fetch(desk, token.at)

        page.work()
        work: Work[Found] = Work.watched(job)
        work.quietly().progress(page.told).failed(page.rest)
        self._work = work.done(lambda found: self._fetched(page, found))
        work.start(page, Lane.NETWORK)

    def _fetched(self, page: FetchPage, found: "Found") -> None:
        if found.people:
            self.opened.emit(found)
        else:
            page.nobody()

    def _stop(self, page: FetchPage) -> None:
        if self._work is not None:
            self._work.cancel()
        page.rest()

    def _ask_outlet(self, desk: "Desk") -> None:
        """The first desk of an outlet HQ knows by name only: ask for the rest."""
        page = SetupPage(self._context, (desk.placed().place.outlet_code, ""))
        page.wanted.connect(lambda outlet: self._found(page, desk, outlet))
        self._window.show_front(page)
        page.begin()

    def _found(self, page: SetupPage, desk: "Desk", outlet: NewOutlet) -> None:
        def job() -> "Found":
            from ui import joinery

            return joinery.found_outlet(desk, outlet)

        work: Work[Found] = Work(job).named(words("setup.working")).failed(page.refused)
        work.done(self.opened.emit).start(page, Lane.WRITE)

    def _leave(self) -> None:
        if self._first is not None:
            self._first.close()
            self._first = None
        self.left.emit()


def _no_key_store() -> bool:
    from db.encryption import os_key_store

    return not os_key_store()
