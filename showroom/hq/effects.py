"""What follows at HQ from pushed transactions: checks before, HQ's own words after."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection

from showroom.hq import conflicts, granting
from showroom.hq.accept import Bench, Change, Outcome, Sender
from showroom.hq.authority import Authority
from showroom.hq.closing import Closing
from showroom.hq.disputes import following
from showroom.hq.erasing import Erasing
from showroom.hq.headquarters import Headquarters
from showroom.hq.shelf import Address, Shelf
from showroom.hq.writing import lay
from showroom.sync.wire import Tx


@dataclass(slots=True)
class Effects:
    """The checks on, and consequences of, the transactions of one push."""

    hq: Headquarters
    connection: Connection
    shelf: Shelf
    sender: Sender
    accepted: list[tuple[Tx, Outcome]] = field(default_factory=list)
    authority: Authority = field(init=False)
    closing: Closing = field(init=False)
    erasing: Erasing = field(init=False)

    def __post_init__(self) -> None:
        self.authority = Authority(self.shelf, self.sender)
        self.closing = Closing(self.hq, self.shelf, self.sender)
        self.erasing = Erasing(self.hq, self.shelf, self.sender.outlet)

    def check(self, sender: Sender, tx: Tx, changes: list[Change], bench: Bench) -> None:
        """Raise Refusal when the rules say no to a transaction."""
        self.authority.check(tx, changes, bench)
        self.closing.check(changes, bench)
        granting.check_numbers(self.hq, self.shelf, sender, changes, bench)

    def follow(self, tx: Tx, outcome: Outcome) -> None:
        """Note an accepted transaction; what closed days and erasures call for is done at once."""
        self.accepted.append((tx, outcome))
        if signed := self.closing.follow(outcome):
            lay(self.hq, self.shelf, signed)
        self.erasing.follow(outcome)

    def handed_back(self, addresses: Iterable[Address]) -> None:
        """Let the arbiter hear of claims that came back after HQ was restored."""
        desk = (self.sender.outlet, self.sender.desk_code)
        lay(self.hq, self.shelf, granting.decided(self.hq, self.shelf, desk, addresses))

    def finish(self) -> None:
        """Write what HQ has to say to all that was accepted."""
        lay(self.hq, self.shelf, conflicts.found(self.connection, self.sender, self.accepted))
        outcomes = [outcome for _, outcome in self.accepted]
        lay(self.hq, self.shelf, granting.found(self.hq, self.shelf, self.sender, outcomes))
        following.follow(self.hq, self.shelf)
