"""The keys a card is found by, written whenever the card is; every customer command calls this."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.orm import Session

from db.models.contract import Contract
from db.models.customer import Customer
from db.models.recall import NAME_PARTS, RecallKey
from db.models.vehicle import Vehicle
from showroom import identity
from showroom.customer.naming import fold, readings
from showroom.ids import Ids
from showroom.unit import Unit

_STEP = len(NAME_PARTS)
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Keyed:
    """What of a customer can be searched for."""

    customer_id: UUID
    name: str
    phone: str | None
    phone_2: str | None
    plate: str | None


def refresh(unit: Unit, customer: Customer) -> None:
    """Write the keys of one card anew; a merged or erased card has none."""
    unit.session.flush()
    write_for(unit.session, unit.ids, [customer.id])


def rebuild(unit: Unit) -> int:
    """Write the keys of every card anew, from the rest of the store; returns how many cards."""
    unit.session.execute(delete(RecallKey))
    return write_for(unit.session, unit.ids, unit.session.scalars(select(Customer.id)).all())


def write_for(session: Session | Connection, ids: Ids, cards: Sequence[UUID]) -> int:
    """Write the keys of these cards anew; returns how many of them have keys."""
    written = 0
    for start in range(0, len(cards), _BATCH):
        batch = list(cards[start : start + _BATCH])
        session.execute(delete(RecallKey).where(RecallKey.customer_id.in_(batch)))
        alive = [Keyed(*row) for row in session.execute(_alive(batch))]
        rows = [row for keyed in alive for row in _rows(keyed)]
        _write(session, ids, [*rows, *_car_rows(session, [keyed.customer_id for keyed in alive])])
        written += len(alive)
    return written


def _alive(cards: list[UUID]) -> Any:  # noqa: ANN401 - a Select of five columns
    columns = (
        Customer.id, Customer.name, Customer.phone, Customer.phone_2, Customer.current_plate,
    )  # fmt: skip
    return select(*columns).where(
        Customer.id.in_(cards), Customer.merged_into_id.is_(None), Customer.anonymised_at.is_(None)
    )


def _rows(keyed: Keyed) -> Iterator[dict[str, object]]:
    """The main row, then rows for what does not fit into it."""
    name = fold(keyed.name)
    ways = readings(keyed.name)
    first = ways[0] if ways else None
    yield {
        "customer_id": keyed.customer_id,
        "name": name or None,
        "pinyin": first.pinyin if first else None,
        "given_pinyin": (first.given or None) if first else None,
        "initials": (first.initials or None) if first else None,
        "phone": keyed.phone,
        "plate": identity.plain(keyed.plate) if keyed.plate else None,
    }
    for way in ways[1:]:
        spoken = {"pinyin": way.pinyin, "given_pinyin": way.given or None, "initials": way.initials}
        yield {"customer_id": keyed.customer_id, **spoken}
    for start in range(_STEP, len(name), _STEP):
        yield {"customer_id": keyed.customer_id, "name": name[start:]}
    if keyed.phone_2:
        yield {"customer_id": keyed.customer_id, "phone": keyed.phone_2}


def _car_rows(store: Session | Connection, customers: list[UUID]) -> Iterator[dict[str, object]]:
    """A row for each car a customer has a contract on."""
    bought = (
        select(Contract.customer_id, Vehicle.vin, Vehicle.plate)
        .join(Vehicle, Vehicle.id == Contract.vehicle_id)
        .where(Contract.customer_id.in_(customers), Contract.cancelled_on.is_(None))
        .distinct()
    )
    for customer_id, vin, plate in store.execute(bought):
        yield {"customer_id": customer_id, "vin": vin, "vin_back": vin[::-1], "plate": plate}


def _write(store: Session | Connection, ids: Ids, rows: list[dict[str, object]]) -> None:
    blank = dict.fromkeys(column.key for column in RecallKey.__table__.columns)
    if rows:
        store.execute(insert(RecallKey), [{**blank, **row, "id": ids.new()} for row in rows])
