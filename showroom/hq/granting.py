"""Claims, leases and official numbers of a push, taken to the arbiter in order of arrival."""

from collections.abc import Iterable

from sqlalchemy import Connection

from showroom.errors import Refusal
from showroom.hq import claims, handback
from showroom.hq.accept import Bench, Change, Outcome, Sender
from showroom.hq.arbiter import ClaimAsk, Context, Decision, LeaseAsk
from showroom.hq.headquarters import Headquarters
from showroom.hq.numbers import numbers
from showroom.hq.shelf import Address, Shelf
from showroom.hq.writing import HqRow, write_rows

_CLAIM, _LEASE = "claim", "lease"


def found(
    hq: Headquarters, shelf: Shelf, sender: Sender, outcomes: Iterable[Outcome]
) -> list[HqRow]:
    """What HQ says to the claims and leases these transactions left, and to those they move."""
    touched = dict.fromkeys(address for outcome in outcomes for address in outcome.rows)
    return decided(hq, shelf, (sender.outlet, sender.desk_code), touched)


def decided(
    hq: Headquarters, shelf: Shelf, desk: tuple[str, str], touched: Iterable[Address]
) -> list[HqRow]:
    """What HQ says to these claim and lease rows of a desk as the shelf has them."""
    asks = [_ask(hq, shelf, desk, each) for each in touched if each[0] == _CLAIM]
    leases = [_lease(shelf, desk, each) for each in touched if each[0] == _LEASE]
    if not asks and not leases:
        return []
    said = claims.decide(
        shelf.connection,
        Context(hq.micros()),
        [ask for ask in asks if ask],
        [lease for lease in leases if lease],
    )
    return [_row(each) for each in said]


def resumed(hq: Headquarters, shelf: Shelf, outlet: str) -> list[HqRow]:
    """What HQ says to an outlet's waiting claims, now that its desks were heard; often nothing."""
    said = claims.resume(shelf.connection, Context(hq.micros()), outlet)
    return [_row(each) for each in said]


def lease_ended(hq: Headquarters, connection: Connection, lease_id: bytes) -> None:
    """End a lease by an operator's word, in the caller's transaction.

    Raises:
        Refusal: `claim.no_such_lease`, `claim.lease_runs`.
    """
    said = claims.end_lease(connection, Context(hq.micros()), lease_id)
    write_rows(hq, connection, [_row(each) for each in said])


def check_numbers(
    hq: Headquarters, shelf: Shelf, sender: Sender, changes: Iterable[Change], bench: Bench
) -> None:
    """Pass changes whose official numbers no other paper bears.

    Raises:
        Refusal: `sync.number_taken` with the number.
    """
    given = []
    for change in changes:
        number = change.cells.get("doc_no")
        if isinstance(number, str):
            held = bench.get(change.address)
            cells = (held.row.cells if held else {}) | change.cells
            given.append((*change.address, f"{number}/{cells.get('version', 1)}"))
    if not given:
        return
    desk = (sender.outlet, sender.desk_code)
    for _, _, number in numbers(shelf.connection, Context(hq.micros()), desk, given):
        raise Refusal("sync.number_taken", number=number.rpartition("/")[0])


def _ask(
    hq: Headquarters, shelf: Shelf, desk: tuple[str, str], address: Address
) -> ClaimAsk | None:
    held = shelf.get(address)
    if held is None or not held.row.cells.get("kind"):
        return None
    cells = dict(held.row.cells)
    if not held.row.alive:
        cells["released_at"] = cells.get("released_at") or hq.micros()
    table, key = str(cells.get("for_table")), str(cells.get("for_id"))
    paper = shelf.get((table, bytes.fromhex(key)))
    number = str(paper.row.cells.get("doc_no") or "") if paper else ""
    ask = ClaimAsk.of(address[1], cells, desk, number)
    if held.proof and held.proof == handback.proof(hq, *address, held.row):
        return ClaimAsk(**{f: getattr(ask, f) for f in ask.__slots__} | {"vouched": True})
    return ask


def _lease(shelf: Shelf, desk: tuple[str, str], address: Address) -> LeaseAsk | None:
    held = shelf.get(address)
    if held is None or not held.row.cells.get("kind"):
        return None
    return LeaseAsk.of(address[1], held.row.cells, desk)


def _row(said: Decision) -> HqRow:
    return HqRow(said.table, said.row_id, f"outlet:{said.outlet}", dict(said.cells), said.outlet)
