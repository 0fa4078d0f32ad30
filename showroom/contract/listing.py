"""The list of the contract page: contracts, and the accepted quotes that wait for one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from uuid import UUID

from showroom.contract.form import OPEN, state_of
from showroom.contract.queries import ContractLine
from showroom.contract.sitting import Sitting, Waiting
from showroom.terms import ContractStatus


class Show(Enum):
    """Which lines of the list are shown."""

    ALL = auto()
    WAITING = auto()
    PENDING = auto()
    OWING = auto()
    ENDED = auto()

    @property
    def word(self) -> str:
        """The catalogue key of the chip."""
        return f"contract.show_{self.name.lower()}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the page's list: a contract, or an accepted quote that waits for one; fen."""

    id: UUID
    is_quote: bool
    number: str
    customer: str
    car: str
    word: str
    tone: str
    price_fen: int
    received_fen: int | None
    balance_fen: int | None
    delivery_due: date | None
    late: bool
    owner: str
    shows: frozenset[Show]


def entries(found: Sitting) -> list[Entry]:
    """The list: what waits for a contract first, then the contracts, the latest first."""
    made = (_entry(line, found.today) for line in found.contracts)
    return [*map(_waiting, found.waiting), *made]


def counts(lines: Sequence[Entry]) -> dict[Show, int]:
    """How many lines each chip shows."""
    return {show: sum(show in line.shows for line in lines) for show in Show}


def _waiting(waiting: Waiting) -> Entry:
    quote = waiting.quote
    return Entry(
        id=quote.id,
        is_quote=True,
        number=quote.doc_no or "",
        customer=quote.customer,
        car=quote.car,
        word="contract.waiting",
        tone="warn",
        price_fen=waiting.price_fen,
        received_fen=None,
        balance_fen=None,
        delivery_due=None,
        late=False,
        owner=quote.owner,
        shows=frozenset({Show.ALL, Show.WAITING}),
    )


def _entry(line: ContractLine, today: date) -> Entry:
    word, tone = state_of(line)
    return Entry(
        id=line.id,
        is_quote=False,
        number=line.doc_no or "",
        customer=line.customer,
        car=line.car,
        word=word,
        tone=tone,
        price_fen=line.price_fen,
        received_fen=line.received_fen,
        balance_fen=line.balance_fen if line.status is not ContractStatus.CANCELLED else None,
        delivery_due=line.delivery_due,
        late=line.status in OPEN and line.delivery_due < today,
        owner=line.owner,
        shows=_shows(line),
    )


def _shows(line: ContractLine) -> frozenset[Show]:
    found = {Show.ALL}
    if line.status is ContractStatus.PENDING:
        found.add(Show.PENDING)
    if line.status not in OPEN:
        found.add(Show.ENDED)
    elif line.balance_fen > 0:
        found.add(Show.OWING)
    return frozenset(found)
