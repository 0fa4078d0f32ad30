"""What a page is given: the desk, the person, the clock, and the shell round it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from uuid import UUID

from showroom.clock import Clock
from showroom.errors import Trouble
from showroom.ids import Ids

if TYPE_CHECKING:
    from ui.exchanging import Exchanging

C = TypeVar("C")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Outcome(Protocol[R_co]):
    """What a command gave, and the tables it touched."""

    @property
    def value(self) -> R_co:
        """What the command returned."""
        ...

    @property
    def tables(self) -> frozenset[str]:
        """The names of the tables it wrote to."""
        ...


class Desk(Protocol):
    """The open store with a person at it (`showroom.desk.Desk`); calls block, off the UI thread."""

    def write(
        self, function: Callable[[Any, C], R], command: C, once: UUID | None = None
    ) -> Outcome[R]:
        """Run a command in one transaction."""
        ...

    def read(self, function: Callable[[Any, C], R], query: C) -> R:
        """Run a query in one read transaction."""
        ...


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in, and where."""

    staff_id: UUID
    login: str
    name: str
    role: str
    outlet_name: str


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """A form half typed: field name to what was typed, and when (UTC)."""

    content: dict[str, str]
    saved_at: datetime


class DraftStore(Protocol):
    """Where half-typed forms are kept; calls block, off the UI thread."""

    def save(self, form: str, content: dict[str, str], command_id: UUID, /) -> None:
        """Keep what is typed, over what was kept before; offered until that command is done."""
        ...

    def load(self, form: str, /) -> SavedDraft | None:
        """What was kept, None if nothing."""
        ...

    def discard(self, form: str, /) -> None:
        """Keep nothing for that form."""
        ...


class Memory(Protocol):
    """How this desk's window was left; quick, in the UI thread."""

    def recall(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - JSON
        """The value kept under that key."""
        ...

    def keep(self, key: str, value: Any) -> None:  # noqa: ANN401 - JSON
        """Keep a JSON value."""
        ...


class Shell(Protocol):
    """What a page may ask of the window round it."""

    def open_page(self, key: str) -> None:
        """Show a page by its key in `ui.pages.PAGES`."""
        ...

    def open_record(self, kind: str, key: UUID, **more: Any) -> None:  # noqa: ANN401 - per page
        """Show a record on the page that holds such records, e.g. `("customer", id)`."""
        ...

    def toast(self, text: str, kind: str = "good", undo: Callable[[], None] | None = None) -> None:
        """Say something for a few seconds, kept in the history; `undo` offers Ctrl+Z."""
        ...

    def preview(self, pdf: bytes, name: str) -> None:
        """Show a paper with page, zoom, print and save; `name` is the file name offered."""
        ...


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the search popup: opens `kind`, `key` when chosen."""

    kind: str
    key: UUID
    title: str
    detail: str = ""


@dataclass(frozen=True)
class Context:
    """Everything a page works with. One per sign-in."""

    desk: Desk
    person: Person
    clock: Clock
    ids: Ids
    zone: tzinfo
    drafts: DraftStore
    memory: Memory
    shell: Shell
    search: Callable[[str], list[Hit]] = field(default=lambda _typed: [])
    standing: Callable[[], Any] = field(default=lambda: None)
    exchanging: "Exchanging | None" = None

    def now(self) -> datetime:
        """The present instant, UTC."""
        return self.clock.now()

    def today(self) -> date:
        """The outlet's business date now."""
        return self.clock.now().astimezone(self.zone).date()

    def day_start(self, on: date) -> datetime:
        """The instant (in the outlet's zone) a business date begins."""
        return datetime(on.year, on.month, on.day, tzinfo=self.zone)

    def in_minutes(self, minutes: int) -> datetime:
        """The instant so many minutes from now, for defaults; whole minutes."""
        return self.clock.now().replace(second=0, microsecond=0) + timedelta(minutes=minutes)


class NoDesk:
    """The desk before a store is open: every call is refused."""

    def write(self, *_call: Any, **_more: Any) -> Any:  # noqa: ANN401 - never returns
        """Raise Trouble."""
        raise Trouble("store.missing")

    def read(self, *_call: Any) -> Any:  # noqa: ANN401 - never returns
        """Raise Trouble."""
        raise Trouble("store.missing")


class NoDrafts:
    """Keeps nothing: for forms before a store is open."""

    def save(self, *_draft: object) -> None:
        """Keep nothing."""

    def load(self, _form: str) -> SavedDraft | None:
        """Nothing was kept."""
        return None

    def discard(self, _form: str) -> None:
        """Nothing to forget."""
