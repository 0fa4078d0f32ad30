"""What is claimed and lent in the group: who has it, who waits for it, which lease runs."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from db.headquarters import claim_line, device, enrolment, lease_line
from showroom.claim.rules import FOREVER
from showroom.claim.terms import ClaimKind, ClaimVerdict
from showroom.hq.desks import ACTIVE
from showroom.hq.group import reading


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim in the line for a thing; `thing` is a VIN, a number or a demo car's plate.

    Times µs UTC, None for a thing that is not a time; `verdict` None: it waits.
    """

    kind: str
    thing: str
    outlet: str
    desk: str
    paper: str
    starts_at: int | None
    ends_at: int | None
    verdict: str | None
    decided_at: int | None
    lost_to: str


@dataclass(frozen=True, slots=True)
class LeaseLine:
    """A demo car's calendar lent to a desk, or asked for; times µs UTC.

    `may_end`: it ran out or its desk is shut out, so an operator may end it.
    """

    id: bytes
    thing: str
    outlet: str
    desk: str
    verdict: str | None
    granted_at: int | None
    until: int | None
    may_end: bool


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A one-time code given out, by its outlet and times (µs UTC); the code itself is not kept."""

    outlet: str
    made_at: int
    expires_at: int
    used_at: int | None
    desk: str


def claims(connection: Connection, now: int, *, granted: bool, most: int = 300) -> list[ClaimLine]:
    """The claims in force and to come, the newest first; or those that wait or were refused."""
    told = claim_line.c
    has = told.verdict == ClaimVerdict.GRANTED
    rest = or_(told.verdict.is_(None), told.verdict != ClaimVerdict.GRANTED)
    query = select(claim_line).where(has if granted else rest, told.ends_at > now)
    rows = connection.execute(query.order_by(told.arrived.desc()).limit(most)).all()
    plates = _plates(connection, ((row.kind, row.resource) for row in rows))
    return [
        ClaimLine(
            row.kind, plates.get(row.resource, row.resource), row.outlet, row.desk_code, row.paper,
            None if row.starts_at == FOREVER[0] else row.starts_at,
            None if row.ends_at == FOREVER[1] else row.ends_at,
            row.verdict, row.decided_at, row.lost_to or "",
        )
        for row in rows
    ]  # fmt: skip


def leases(connection: Connection, now: int) -> list[LeaseLine]:
    """The leases that run, ran out or wait."""
    told = lease_line.c
    alive = or_(told.verdict.is_(None), told.verdict == ClaimVerdict.GRANTED)
    query = select(lease_line).where(told.ended_at.is_(None), alive).order_by(told.arrived)
    rows = connection.execute(query).all()
    plates = _plates(connection, ((row.kind, row.resource) for row in rows))
    shut = _shut_out(connection)
    return [
        LeaseLine(
            bytes(row.lease_id), plates.get(row.resource, row.resource), row.outlet, row.desk_code,
            row.verdict, row.granted_at, row.until,
            row.verdict is not None
            and (row.until <= now or (row.outlet, row.desk_code) in shut),
        )
        for row in rows
    ]  # fmt: skip


def codes(connection: Connection, most: int = 20) -> list[CodeLine]:
    """The one-time codes given out, the newest first."""
    told, desk = enrolment.c, device.c
    query = (
        select(told.outlet, told.made_at, told.expires_at, told.used_at, desk.desk_code)
        .outerjoin(device, desk.device_id == told.device_id)
        .order_by(told.made_at.desc())
        .limit(most)
    )
    return [CodeLine(*row[:4], row[4] or "") for row in connection.execute(query)]


def _plates(connection: Connection, things: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The plates of the demo cars whose time is meant."""
    keys = {named for kind, named in things if kind == ClaimKind.SLOT}
    cars = reading.by_key(connection, "vehicle", _keys(keys))
    found = {key.hex(): str(car.cells.get("plate") or "") for key, car in cars.items()}
    return {named: found[named.lower()] for named in keys if found.get(named.lower())}


def _keys(named: Iterable[str]) -> list[bytes]:
    keys = []
    for each in named:
        try:
            keys.append(bytes.fromhex(each))
        except ValueError:
            continue
    return keys


def _shut_out(connection: Connection) -> set[tuple[str, str]]:
    """The desks (outlet, letter) none of whose devices is let in."""
    told = device.c
    rows = connection.execute(select(told.outlet, told.desk_code, told.status)).all()
    let_in = {(code, letter) for code, letter, status in rows if status == ACTIVE}
    return {(code, letter) for code, letter, _ in rows} - let_in
