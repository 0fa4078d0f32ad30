"""What each outlet did with a customer in dispute: counts and dates, the name and phone masked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from db.headquarters import held_row
from showroom import identity
from showroom.hq.disputes.pairs import Pair, Side
from showroom.hq.group import reading
from showroom.hq.group.reading import Found
from showroom.hq.shelf import Shelf
from showroom.sync.cells import Cells
from showroom.terms import ContractStatus, DriveStatus

_DEAD: Final = {ContractStatus.CANCELLED, ContractStatus.DRAFT}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One side; dates ISO. `name` keeps the surname, `phone` is masked."""

    outlet: str
    name: str
    phone: str
    first_contact_on: str | None
    first_visit_on: str | None
    level: str | None
    visits: int
    contacts: int
    drives: int
    contracts: int
    last_on: str | None
    statement: str
    stated_at: int | None


def evidence(connection: Connection, pair: Pair) -> tuple[Evidence, Evidence]:
    """Both sides of a pair, the left one first; reads the outlets' visits and contacts."""
    return _side(connection, pair, pair.left), _side(connection, pair, pair.right)


def _side(connection: Connection, pair: Pair, side: Side) -> Evidence:
    card = _cells(connection, "customer", side.customer)
    row = _cells(connection, "dispute", pair.row_id(side))
    visits, contacts, drives, contracts = (
        list(_own(connection, table, side))
        for table in ("visit", "follow_up", "test_drive", "contract")
    )
    return Evidence(
        outlet=side.outlet,
        name=masked(str(card.get("name") or "")),
        phone=identity.mask_phone(str(card.get("phone") or "")),
        first_contact_on=_text(card.get("first_contact_on")),
        first_visit_on=_text(card.get("first_visit_on")),
        level=_text(card.get("level")),
        visits=len(visits),
        contacts=len(contacts),
        drives=sum(each.cells.get("status") == DriveStatus.DONE for each in drives),
        contracts=sum(each.cells.get("status") not in _DEAD for each in contracts),
        last_on=_last([*visits, *contacts, *drives, *contracts]),
        statement=str(row.get("statement") or ""),
        stated_at=_whole(row.get("stated_at")),
    )


def masked(name: str) -> str:
    """The first character of a name and a star for each other: `王*`."""
    return name[:1] + "*" * (len(name) - 1)


def _own(connection: Connection, table: str, side: Side) -> Iterable[Found]:
    """The rows of an outlet about the card."""
    whose = side.customer.hex().upper()
    found = reading.naming(connection, table, [side.customer], held_row.c.outlet == side.outlet)
    return (row for row in found if row.cells.get("customer_id") == whose)


def _last(rows: Iterable[Found]) -> str | None:
    return max((str(row.cells.get("business_date") or "") for row in rows), default="") or None


def _cells(connection: Connection, table: str, key: bytes) -> Cells:
    held = Shelf(connection, 0).get((table, key))
    return held.row.cells if held is not None and held.row.alive else {}


def _text(cell: object) -> str | None:
    return cell if isinstance(cell, str) else None


def _whole(cell: object) -> int | None:
    return cell if isinstance(cell, int) else None
