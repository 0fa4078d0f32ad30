"""What the window takes from the business: imported off the UI thread, after the first paint."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from db.encryption import Keeper, os_key_store
from showroom.clock import Clock
from showroom.desk import Desk, Ports, needs_passphrase, open_desk, recover_store
from showroom.exchange.pace import pace
from showroom.outlet.commands import SetUp, found, set_up_sample
from showroom.outlet.commands import set_up as set_up_outlet
from showroom.outlet.queries import outlet_name
from showroom.recall.queries import Find, find
from showroom.staff.drafts import (
    DropDraft,
    FindDraft,
    KeepDraft,
    drop_draft,
    find_draft,
    keep_draft,
)
from showroom.staff.queries import Person as StaffPerson
from showroom.staff.queries import sign_in_names
from ui.context import Context, Hit, Memory, Person, SavedDraft, Shell
from ui.exchanging import Exchange, Exchanged, Exchanging
from ui.pages.setup import DEMO_PASSWORD, NewOutlet
from ui.pages.signin import Somebody
from ui.words import words

if TYPE_CHECKING:
    from showroom.exchange.joining import Begun, Joined
    from showroom.exchange.status import Standing

KEY_FILE = "showroom.key"


@dataclass(frozen=True, slots=True)
class Found:
    """An open store: the desk (None: a passphrase is wanted first), its outlet and people.

    Nobody yet where it joined an outlet and has fetched nothing. It exchanges `every` so many
    seconds.
    """

    desk: Desk | None
    outlet: str = ""
    people: tuple[Somebody, ...] = ()
    every: float = 60.0


@dataclass(frozen=True, slots=True)
class Made:
    """A store just made: as found, its recovery key, and who signs in first."""

    found: Found
    recovery_key: str
    login: str
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """What a context needs beside desk and person."""

    memory: Memory
    shell: Shell
    clock: Clock
    exchanging: Exchanging | None = None


@dataclass(frozen=True, slots=True)
class DeskDrafts:
    """Drafts in the desk's encrypted store, each person's own."""

    desk: Desk

    def save(self, form: str, content: dict[str, str], command_id: UUID) -> None:
        """Keep what is typed until that command is done."""
        self.desk.write(keep_draft, KeepDraft(form, content, command_id))

    def load(self, form: str) -> SavedDraft | None:
        """What was kept, None if nothing."""
        kept = self.desk.read(find_draft, FindDraft(form))
        return SavedDraft(kept.body, kept.saved_at) if kept else None

    def discard(self, form: str) -> None:
        """Keep nothing for that form."""
        self.desk.write(drop_draft, DropDraft(form))


def open_store(folder: Path, clock: Clock, passphrase: str | None) -> Found:
    """Open the store of the folder. Raises Trouble."""
    if passphrase is None and needs_passphrase(folder):
        return Found(None)
    return found_of(open_desk(folder, Ports.of(clock), passphrase))


def recover(folder: Path, clock: Clock, recovery_key: str, passphrase: str) -> Found:
    """Open the store by its recovery key, its key kept anew. Raises Trouble."""
    keeper = Keeper("passphrase", passphrase=passphrase) if passphrase else Keeper("os")
    recover_store(folder, recovery_key, keeper)
    return open_store(folder, clock, passphrase or None)


def set_up(folder: Path, clock: Clock, outlet: NewOutlet | None) -> Made:
    """Make the store of that outlet, or of the demo outlet. Raises Refusal and Trouble."""
    ports = Ports.of(clock)
    if outlet is None:
        made = set_up_sample(folder, DEMO_PASSWORD, _file_keeper(folder), ports)
        return Made(found_of(made.desk), made.recovery_key, "", is_demo=True)
    made = set_up_outlet(folder, _command(outlet), _keeper(outlet), ports)
    return Made(found_of(made.desk), made.recovery_key, outlet.manager_login, is_demo=False)


def _command(outlet: NewOutlet) -> SetUp:
    return SetUp(
        code=outlet.code,
        name=outlet.name,
        kind=outlet.kind,
        company=outlet.company,
        uscc=outlet.uscc,
        address=outlet.address,
        phone=outlet.phone,
        province=outlet.province,
        manager_login=outlet.manager_login,
        manager_name=outlet.manager_name,
        password=outlet.password,
    )


@dataclass(slots=True)
class FirstJoin:
    """A new desk on its way to HQ: its empty store is kept between tries."""

    folder: Path
    clock: Clock
    _begun: "Begun | None" = None

    def join(self, invitation: str, passphrase: str) -> "Joined":
        """Join; to be tried again as it is after a lost answer. Raises Refusal and Trouble."""
        from showroom.exchange import joining

        if self._begun is None or (self._begun.passphrase or "") != passphrase:
            self.close()
            keeper = Keeper("passphrase", passphrase=passphrase) if passphrase else Keeper("os")
            self._begun = joining.begin(self.folder, invitation, keeper, Ports.of(self.clock))
        return joining.join_new(self._begun, invitation)

    @property
    def recovery_key(self) -> str:
        """The store's, shown once."""
        return self._begun.recovery_key if self._begun else ""

    def close(self) -> None:
        """Let the store go that never was put in its place."""
        if self._begun is not None:
            self._begun.desk.close()
            self._begun = None


def fetch(desk: Desk, tell: Callable[[float], None]) -> Found:
    """Fetch what HQ has for this desk; the people who may sign in then."""
    exchange_of(desk)(False, tell)
    return found_of(desk.placed())


def found_outlet(desk: Desk, outlet: NewOutlet) -> Found:
    """Set up the outlet a desk joined as the first of. Raises Refusal and Trouble."""
    desk.write(found, _command(outlet))
    return found_of(desk.placed())


def context(desk: Desk, person: Person, ground: Ground) -> Context:
    """What the pages of that person work with."""
    return Context(
        desk=desk,
        person=person,
        clock=ground.clock,
        ids=desk.ports.ids,
        zone=desk.place.zone,
        drafts=DeskDrafts(desk),
        memory=ground.memory,
        shell=ground.shell,
        search=lambda typed: _customers(desk, typed),
        standing=lambda: standing_of(desk),
        exchanging=ground.exchanging,
    )


def standing_of(desk: Desk) -> "Standing":
    """How the desk stands with HQ."""
    from showroom.exchange.status import Ask, standing

    return desk.read(standing, Ask())


def exchange_of(desk: Desk) -> Exchange:
    """Exchanges with the desk's HQ; blocks."""

    def exchange(check: bool, tell: Callable[[float], None]) -> Exchanged:
        from showroom.exchange.exchanging import sync_now

        return sync_now(desk, check=check, tell=tell)

    return exchange


def found_of(desk: Desk) -> Found:
    """What an open store holds for the front door."""
    people = tuple(_somebody(each) for each in desk.read(sign_in_names, None))
    name = desk.read(outlet_name, None) if people else ""
    return Found(desk, name, people, desk.read(pace, None))


def _somebody(person: StaffPerson) -> Somebody:
    return Somebody(person.login, person.name, words(person.role.word))


def _customers(desk: Desk, typed: str) -> list[Hit]:
    return [
        Hit("customer", each.customer_id, each.name, " · ".join(_facts(each.phone, each.model)))
        for each in desk.read(find, Find(typed, limit=8))
    ]


def _facts(*facts: str | None) -> list[str]:
    return [fact for fact in facts if fact]


def _keeper(outlet: NewOutlet) -> Keeper:
    if outlet.passphrase:
        return Keeper("passphrase", passphrase=outlet.passphrase)
    return Keeper("os")


def _file_keeper(folder: Path) -> Keeper:
    """The made-up outlet needs no secret: its key lies beside it where the system keeps none."""
    if os_key_store():
        return Keeper("os")
    return Keeper("file", path=folder / KEY_FILE)
