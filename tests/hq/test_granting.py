"""What the arbiter says reaches the rows desks are sent."""

import pytest
from sqlalchemy import Connection, update

from db.headquarters import hq_state
from showroom.claim.rules import Span
from showroom.errors import Refusal
from showroom.hq import granting
from showroom.hq.arbiter import HOUR, ClaimAsk, Context, LeaseAsk
from showroom.hq.claims import decide
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import state
from showroom.hq.shelf import Shelf
from showroom.hq.writing import lay
from tests.hq.desks import add, enrol

CLAIM, LEASE = b"c" * 16, b"l" * 16


def asked(hq: Headquarters, connection: Connection, *, lent: bool) -> None:
    """A slot asked for by one desk, of a car that may be lent to another."""
    now = hq.micros()
    leases = [LeaseAsk(LEASE, "SLOT", "car", "NJHX", "D02")] if lent else []
    decide(connection, Context(now, lease_for=HOUR), [], leases)
    span = Span(now, now + HOUR)
    decide(connection, Context(now), [ClaimAsk(CLAIM, "SLOT", "car", "NJHX", "D01", span)])


def shelf_of(connection: Connection) -> Shelf:
    return Shelf(connection, state(connection).head)


def verdict(connection: Connection, row: tuple[str, bytes]) -> object:
    held = shelf_of(connection).get(row)
    return held.row.cells.get("verdict") if held else None


def test_an_outlets_waiting_claims_are_granted_once_its_desks_were_heard(hq, clock) -> None:
    add(hq)
    enrol(hq, 1)
    clock.advance(minutes=1)
    with hq.store.write() as connection:
        connection.execute(update(hq_state).values(restored_at=hq.micros(), granting_since=None))
        asked(hq, connection, lent=False)
        assert granting.resumed(hq, shelf_of(connection), "NJHX") == []
        connection.execute(update(hq_state).values(granting_since=hq.micros()))
        shelf = shelf_of(connection)
        lay(hq, shelf, granting.resumed(hq, shelf, "NJHX"))
        shelf.store()
        assert verdict(connection, ("claim", CLAIM)) == "GRANTED"


def test_an_operator_ends_a_lease_that_ran_out(hq, clock) -> None:
    with hq.store.write() as connection:
        asked(hq, connection, lent=True)
        with pytest.raises(Refusal, match=r"claim\.lease_runs"):
            granting.lease_ended(hq, connection, LEASE)
        clock.advance(hours=1)
        granting.lease_ended(hq, connection, LEASE)
        assert verdict(connection, ("lease", LEASE)) == "GRANTED"
        assert verdict(connection, ("claim", CLAIM)) == "GRANTED"
