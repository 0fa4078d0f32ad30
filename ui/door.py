"""The front door: open the store or set one up, sign a person in, show the workspace.

Nothing heavy is imported at the top: `showroom.desk` and all it needs come inside the work.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from showroom.clock import Clock
from showroom.errors import Failure
from showroom.ids import TimeOrderedIds
from ui.context import Context, NoDesk, NoDrafts, Person
from ui.exchanging import Exchanging, Rhythm
from ui.joiningdoor import Joining
from ui.kit.fields.when import SHANGHAI
from ui.memory import FileMemory
from ui.pages.recovery import RecoveryPage
from ui.pages.setup import NewOutlet, SetupPage
from ui.pages.signin import PassphrasePage, SignInPage, Somebody
from ui.window import Window
from ui.words import words
from ui.work import Lane, Work

if TYPE_CHECKING:
    from showroom.desk import Desk
    from ui.joinery import Found, Made
STORE_FILE = "showroom.db"
BY_RECOVERY_KEY = frozenset({"store.key_missing", "store.wrong_key"})
"""Failures that the recovery key noted at set-up helps out of."""


class Door:
    """Leads from the data folder to a signed-in workspace, and back to the door."""

    def __init__(self, window: Window, memory: FileMemory, folder: Path, clock: Clock) -> None:
        self._window = window
        self._memory = memory
        self._folder = folder
        self._clock = clock
        self.desk: Desk | None = None
        self.exchanging: Exchanging | None = None
        self._people: tuple[Somebody, ...] = ()
        self._outlet = ""
        window.switching = self.to_sign_in

    def open(self, passphrase: str | None = None) -> None:
        """Open the store, or show the first run where there is none."""
        if not (self._folder / STORE_FILE).exists():
            self._first_run()
            return
        folder, clock = self._folder, self._clock

        def job() -> "Found":
            from ui import joinery

            return joinery.open_store(folder, clock, passphrase)

        Work(job).done(self._opened).failed(self._not_opened).start(self._window, Lane.WRITE)

    def to_sign_in(self) -> None:
        """Let the person go, drafts kept, and ask who comes."""
        self._window.leave_person()
        page = self._ask_who()
        desk = self.desk
        if desk is not None:
            look = Work(lambda: _looked(desk)).done(lambda found: self._look_again(page, found))
            look.quietly().start(page, Lane.READ)

    def _look_again(self, page: SignInPage, found: "Found") -> None:
        """The people there are now: an exchange may have brought some."""
        if found.people and found.people != self._people:
            self._people, self._outlet = found.people, found.outlet
            page.offer(list(found.people), self._memory.recall("login", ""))

    def _opened(self, found: "Found") -> None:
        self.desk = found.desk
        if found.desk is None:
            page = PassphrasePage(self.open)
            self._window.show_front(page)
            page.begin()
            return
        if not found.people:
            self._fetch(found.desk)
            return
        self._people = found.people
        self._outlet = found.outlet
        self._exchange(found.desk, found.every)
        self._ask_who()

    def _exchange(self, desk: "Desk", every: float) -> None:
        """Exchange with HQ in the background, whoever is at the desk."""
        from ui import joinery

        self.stop()
        self.exchanging = Exchanging(joinery.exchange_of(desk), Rhythm(every), self._window)
        self.exchanging.begin()

    def stop(self) -> None:
        """Exchange no more: the store is about to close."""
        if self.exchanging is not None:
            self.exchanging.stop()
            self.exchanging.deleteLater()
            self.exchanging = None

    def _not_opened(self, failure: Failure) -> None:
        recover = self._ask_recovery if failure.code in BY_RECOVERY_KEY else None
        self._window.show_opening(failure, self.open, recover)

    def _ask_recovery(self) -> None:
        page = RecoveryPage(self._recover)
        self._window.show_front(page)
        page.begin()
        look = Work(_no_key_store).done(lambda none: page.ask_passphrase() if none else None)
        look.quietly().start(page, Lane.SLOW)

    def _recover(self, page: RecoveryPage, recovery_key: str, passphrase: str) -> None:
        folder, clock = self._folder, self._clock

        def job() -> "Found":
            from ui import joinery

            return joinery.recover(folder, clock, recovery_key, passphrase)

        Work(job).done(self._opened).failed(page.refused).start(page, Lane.WRITE)

    def _ask_who(self) -> SignInPage:
        page = SignInPage(self._sign_in, self._outlet)
        page.entered.connect(self._enter)
        self._window.show_front(page)
        page.offer(list(self._people), self._memory.recall("login", ""))
        return page

    def _sign_in(self, login: str, password: str) -> "Desk":
        """Runs in the write lane."""
        from showroom.staff.commands import SignIn, sign_in

        if self.desk is None:
            raise RuntimeError("no store is open")
        return sign_in(self.desk, SignIn(login, password))

    def _enter(self, desk: "Desk") -> None:
        from ui import joinery

        actor = desk.actor
        if actor is None:
            return
        self._memory.keep("login", actor.login)
        role = words(actor.role.word)
        person = Person(actor.staff_id, actor.login, actor.name, role, self._outlet)
        ground = joinery.Ground(self._memory, self._window, self._clock, self.exchanging)
        self._window.enter(joinery.context(desk, person, ground), self._sign_in)

    def _first_run(self) -> None:
        page = SetupPage(self._bare_context())
        self._window.show_front(page)
        page.wanted.connect(lambda outlet: self._set_up(page, outlet))
        page.invited.connect(self._ask_invitation)
        page.begin()
        look = Work(_no_key_store).done(lambda none: page.ask_passphrase() if none else None)
        look.quietly().start(page, Lane.SLOW)

    def _ask_invitation(self) -> None:
        self._joining = Joining(self._window, self._folder, self._clock)
        self._joining.left.connect(self._first_run)
        self._joining.opened.connect(self._opened)
        self._joining.holds.connect(self._hold)
        self._joining.ask(self._bare_context())

    def _hold(self, desk: "Desk") -> None:
        """This store is open from now on, and closed with the window."""
        self.desk = desk

    def _fetch(self, desk: "Desk") -> None:
        """This desk joined an outlet and has not fetched what that has."""
        self._joining = Joining(self._window, self._folder, self._clock)
        self._joining.opened.connect(self._opened)
        self._joining.fetch(desk, self._bare_context())

    def _set_up(self, page: SetupPage, outlet: NewOutlet | None) -> None:
        folder, clock = self._folder, self._clock

        def job() -> "Made":
            from ui import joinery

            return joinery.set_up(folder, clock, outlet)

        work: Work[Any] = Work(job).named(words("setup.working")).failed(page.refused)
        work.done(lambda made: self._made(page, made)).start(page, Lane.WRITE)

    def _made(self, page: SetupPage, made: "Made") -> None:
        page.finished.connect(lambda: self._opened(made.found))
        if made.is_demo:
            self._memory.keep("login", made.login)
            self._opened(made.found)
        else:
            page.show_recovery(made.recovery_key)

    def _bare_context(self) -> Context:
        return Context(
            desk=NoDesk(),
            person=Person(TimeOrderedIds(self._clock).new(), "", "", "", ""),
            clock=self._clock,
            ids=TimeOrderedIds(self._clock),
            zone=SHANGHAI,
            drafts=NoDrafts(),
            memory=self._memory,
            shell=self._window,
        )


def _looked(desk: "Desk") -> "Found":
    from ui import joinery

    return joinery.found_of(desk)


def _no_key_store() -> bool:
    from db.encryption import os_key_store

    return not os_key_store()
