"""Leases of a car's calendar: lent to one desk at a time, until it is returned or ended.

Time alone frees nothing: the holder may have granted while offline what has not arrived yet, so a
lease that ran out passes on by its holder's return or an operator's word.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from db import headquarters as hq
from showroom.claim.terms import ClaimVerdict
from showroom.errors import Refusal
from showroom.hq.arbiter import Context, Decision, LeaseAsk, Thing

_LEASE = hq.lease_line.c
_Key = tuple[str, str]


def may_grant(connection: Connection, outlet: str) -> bool:
    """Whether HQ may grant anything to an outlet.

    Always, unless HQ was put back from a backup: then only after every active desk of the outlet
    has delivered all it held (`device.seen_at` after the restore, `behind` none), or after an
    operator said so (`hq_state.granting_since` after the restore).
    """
    state = connection.execute(select(hq.hq_state.c.restored_at, hq.hq_state.c.granting_since))
    restored_at, granting_since = state.first() or (None, None)
    if restored_at is None or (granting_since or 0) >= restored_at:
        return True
    device = hq.device.c
    silent = select(device.device_id).where(
        device.outlet == outlet,
        device.status == "ACTIVE",
        (func.coalesce(device.seen_at, 0) < restored_at) | (func.coalesce(device.behind, 0) > 0),
    )
    return connection.execute(silent.limit(1)).first() is None


def holder(connection: Connection, thing: Thing) -> _Key | None:
    """The outlet and desk a thing is lent to, None for nobody."""
    row = connection.execute(
        select(_LEASE.outlet, _LEASE.desk_code).where(*_open(thing)).limit(1)
    ).first()
    return (row.outlet, row.desk_code) if row else None


def held_by(connection: Connection, lease_id: bytes) -> tuple[str, str, str, str] | None:
    """An open lease: the kind and the thing lent, to which outlet and desk; None if it is none."""
    found = select(_LEASE.kind, _LEASE.resource, _LEASE.outlet, _LEASE.desk_code)
    row = connection.execute(found.where(_LEASE.lease_id == lease_id, *_OPEN)).first()
    return (row[0], row[1], row[2], row[3]) if row else None


def end_returned(connection: Connection, context: Context, asked: Iterable[LeaseAsk]) -> set[Thing]:
    """Take back what these return; what is free again by it."""
    back = [each for each in asked if each.returned]
    return {each.thing for each in back if _end(connection, context, each.lease_id)}


def grant_asked(
    connection: Connection, context: Context, asked: Sequence[LeaseAsk]
) -> list[Decision]:
    """What is said to leases asked for: granted, refused while another desk has it, or to wait."""
    said: list[Decision] = []
    for each in asked:
        if not each.returned and _row(connection, each.lease_id) is None:
            _enter(connection, each)
            said += _say(connection, context, each)
    return said


def grant_waiting(connection: Connection, context: Context, outlet: str) -> list[Decision]:
    """What the waiting leases of an outlet hear once it may be granted to."""
    found = (
        select(_LEASE.lease_id, _LEASE.kind, _LEASE.resource, _LEASE.outlet, _LEASE.desk_code)
        .where(_LEASE.outlet == outlet, _LEASE.verdict.is_(None), _LEASE.ended_at.is_(None))
        .order_by(_LEASE.arrived)
    )
    waiting = [LeaseAsk(bytes(row[0]), *row[1:]) for row in connection.execute(found)]
    return [said for each in waiting for said in _say(connection, context, each)]


def end(connection: Connection, context: Context, lease_id: bytes) -> Decision:
    """End a lease by an operator's word: after it ran out, or when its desk is revoked.

    Raises:
        Refusal: `claim.no_such_lease`, `claim.lease_runs` while it still does.
    """
    row = _row(connection, lease_id)
    if row is None or row.verdict != ClaimVerdict.GRANTED or row.ended_at is not None:
        raise Refusal("claim.no_such_lease")
    if row.until > context.now and not _revoked(connection, (row.outlet, row.desk_code)):
        raise Refusal("claim.lease_runs", desk=row.desk_code)
    _end(connection, context, lease_id)
    return _told(row, row.granted_at, min(row.until, context.now))


_OPEN = (_LEASE.verdict == ClaimVerdict.GRANTED, _LEASE.ended_at.is_(None))


def _open(thing: Thing) -> tuple[Any, ...]:
    return (_LEASE.kind == thing[0], _LEASE.resource == thing[1], *_OPEN)


def _row(connection: Connection, lease_id: bytes) -> Row[Any] | None:
    return connection.execute(select(hq.lease_line).where(_LEASE.lease_id == lease_id)).first()


def _enter(connection: Connection, ask: LeaseAsk) -> None:
    last = connection.scalar(select(func.max(_LEASE.arrived))) or 0
    row = {
        "lease_id": ask.lease_id,
        "kind": ask.kind,
        "resource": ask.resource,
        "outlet": ask.outlet,
        "desk_code": ask.desk_code,
        "arrived": last + 1,
    }
    connection.execute(insert(hq.lease_line), row)


def _say(connection: Connection, context: Context, ask: LeaseAsk) -> list[Decision]:
    """Grant a lease, refuse it, or let it wait while the outlet may not be granted to."""
    has = holder(connection, ask.thing)
    if has is not None and has != (ask.outlet, ask.desk_code):
        return [_write(connection, ask, ClaimVerdict.REFUSED, (context.now, None))]
    if not may_grant(connection, ask.outlet):
        return []
    until = context.now + context.lease_for
    return [_write(connection, ask, ClaimVerdict.GRANTED, (context.now, until))]


def _write(
    connection: Connection, ask: LeaseAsk, verdict: ClaimVerdict, when: tuple[int, int | None]
) -> Decision:
    values = _cells(verdict.value, *when)
    connection.execute(
        update(hq.lease_line).where(_LEASE.lease_id == ask.lease_id).values(**values)
    )
    return Decision("lease", ask.lease_id, ask.outlet, values)


def _told(row: Row[Any], granted_at: int, until: int) -> Decision:
    cells = _cells(row.verdict, granted_at, until)
    return Decision("lease", bytes(row.lease_id), row.outlet, cells)


def _cells(verdict: str, granted_at: int, until: int | None) -> dict[str, int | str | None]:
    return {"verdict": verdict, "granted_at": granted_at, "until": until}


def _end(connection: Connection, context: Context, lease_id: bytes) -> bool:
    """Close a lease; whether it was open."""
    ended = connection.execute(
        update(hq.lease_line)
        .where(_LEASE.lease_id == lease_id, _LEASE.ended_at.is_(None))
        .values(ended_at=context.now)
    )
    return ended.rowcount > 0


def _revoked(connection: Connection, desk: _Key) -> bool:
    device = hq.device.c
    status = select(device.status).where(device.outlet == desk[0], device.desk_code == desk[1])
    found = set(connection.scalars(status))
    return bool(found) and "ACTIVE" not in found
