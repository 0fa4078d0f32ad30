"""The arbiter: says who has what only one may have, in the order in which claims arrive.

Call it within the writer's transaction (`db.headquarters.lock`). What is granted stays granted
until it is released; a refused claim keeps its place in the line until its desk lets go of it, so
it is granted when the thing becomes free.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, or_, select, update

from db import headquarters as hq
from showroom.claim.rules import FOREVER, Span, Waiting, Word, settle
from showroom.claim.terms import ClaimVerdict
from showroom.hq import leases
from showroom.hq.arbiter import ClaimAsk, Context, Decision, LeaseAsk, Said, Thing

__all__ = ["ClaimAsk", "Context", "Decision", "LeaseAsk", "Said", "decide", "end_lease", "resume"]

_LINE = hq.claim_line.c
_SAY = (
    update(hq.claim_line)
    .where(_LINE.claim_id == bindparam("key"))
    .values({name: bindparam(name) for name in Said.__dataclass_fields__})
)
_MANY: Final = 500


@dataclass(frozen=True, slots=True)
class _InLine:
    """One claim of the line as HQ holds it."""

    claim_id: bytes
    span: Span[int]
    outlet: str
    desk_code: str
    paper: str
    said: Said

    @property
    def waiting(self) -> Waiting:
        return Waiting(self.claim_id, self.span)

    @property
    def name(self) -> str:
        """Who has it, in words fit to show: the paper, which names outlet and desk, or the desk."""
        return self.paper or f"{self.outlet}-{self.desk_code}"


@dataclass(frozen=True, slots=True)
class _Round:
    """One round of deciding: what was pushed, which of it holds by a lease or HQ's earlier word."""

    connection: Connection
    context: Context
    pushed: Mapping[bytes, Said]
    sure: Collection[bytes] = frozenset()


def decide(
    connection: Connection,
    context: Context,
    claims: Sequence[ClaimAsk],
    asked: Sequence[LeaseAsk] = (),
) -> list[Decision]:
    """What is said to these claims and leases, and to others that hear otherwise because of them.

    In the order to be written: a lease comes after all that was granted before it. What a row says
    already is not said again, so that a repeated push changes nothing.
    """
    claims = list({each.claim_id: each for each in claims}.values())
    pushed = {each.claim_id: each.said for each in claims}
    turn = _Round(connection, context, pushed, _sure(connection, claims))
    known = _known(connection, pushed)
    touched = _take_in(connection, claims, known)
    for thing in leases.end_returned(connection, context, asked):
        touched.setdefault(thing, FOREVER[1])
    said = _again(claims, known)
    for thing, since in touched.items():
        said |= {each.row_id: each for each in _settle(turn, thing, since)}
    return [*said.values(), *leases.grant_asked(connection, context, asked)]


def resume(connection: Connection, context: Context, outlet: str) -> list[Decision]:
    """What an outlet's waiting claims and leases hear, now that it may be granted to again.

    Cheap where nothing waits: to be called after each push of an outlet while HQ is coming back
    from a restore, and when an operator lets it grant.
    """
    if not leases.may_grant(connection, outlet):
        return []
    waiting = select(_LINE.kind, _LINE.resource).where(
        _LINE.verdict.is_(None), _LINE.outlet == outlet
    )
    things = sorted({(kind, resource) for kind, resource in connection.execute(waiting)})
    turn = _Round(connection, context, {})
    said = [each for thing in things for each in _settle(turn, thing, FOREVER[1])]
    return [*said, *leases.grant_waiting(connection, context, outlet)]


def end_lease(connection: Connection, context: Context, lease_id: bytes) -> list[Decision]:
    """End a lease by an operator's word, and what those who waited for it hear.

    Raises:
        Refusal: `claim.no_such_lease`, `claim.lease_runs`.
    """
    lent = leases.held_by(connection, lease_id)
    ended = leases.end(connection, context, lease_id)
    thing = (lent[0], lent[1]) if lent else ("", "")
    return [ended, *_settle(_Round(connection, context, {}), thing, FOREVER[1])]


def _sure(connection: Connection, claims: Iterable[ClaimAsk]) -> set[bytes]:
    """Those granted already: by a desk that holds the lease, or by HQ before a restore."""
    granted = [each for each in claims if each.said.verdict == ClaimVerdict.GRANTED]
    return {each.claim_id for each in granted if each.vouched or _by_lease(connection, each)}


def _by_lease(connection: Connection, ask: ClaimAsk) -> bool:
    lent = leases.held_by(connection, ask.said.lease_id) if ask.said.lease_id else None
    return lent is not None and lent == (*ask.thing, ask.outlet, ask.desk_code)


def _known(connection: Connection, keys: Iterable[bytes]) -> dict[bytes, Row[Any]]:
    """The claims among these that stand in a line, by key."""
    wanted = list(keys)
    found: dict[bytes, Row[Any]] = {}
    for start in range(0, len(wanted), _MANY):
        some = wanted[start : start + _MANY]
        rows = connection.execute(select(hq.claim_line).where(_LINE.claim_id.in_(some)))
        found |= {bytes(row.claim_id): row for row in rows}
    return found


def _take_in(
    connection: Connection, claims: Iterable[ClaimAsk], known: dict[bytes, Row[Any]]
) -> dict[Thing, int]:
    """Put new claims at the end of their lines, take released ones out.

    The things it touched, each with the earliest instant of it.
    """
    touched: dict[Thing, int] = {}
    new: list[dict[str, object]] = []
    last = connection.scalar(select(func.max(_LINE.arrived))) or 0
    for each in claims:
        row = known.get(each.claim_id)
        if row is not None and (each.released or _wish(row) != each.wish):
            _touch(touched, (row.kind, row.resource), row.starts_at)
            _take_out(connection, known.pop(each.claim_id))
            row = None
        if row is None and not each.released:
            _touch(touched, each.thing, each.span.starts_at)
            new.append(_entry(each, last + len(new) + 1))
    if new:
        connection.execute(insert(hq.claim_line), new)
    return touched


def _wish(row: Row[Any]) -> tuple[object, ...]:
    return row.kind, row.resource, Span(row.starts_at, row.ends_at), row.outlet


def _touch(touched: dict[Thing, int], thing: Thing, since: int) -> None:
    touched[thing] = min(since, touched.get(thing, since))


def _take_out(connection: Connection, row: Row[Any]) -> None:
    connection.execute(delete(hq.claim_line).where(_LINE.claim_id == row.claim_id))
    connection.execute(delete(hq.grant).where(hq.grant.c.claim_id == row.claim_id))


def _entry(ask: ClaimAsk, arrived: int) -> dict[str, object]:
    return {
        "claim_id": ask.claim_id,
        "kind": ask.kind,
        "resource": ask.resource,
        "starts_at": ask.span.starts_at,
        "ends_at": ask.span.ends_at,
        "outlet": ask.outlet,
        "desk_code": ask.desk_code,
        "paper": ask.paper,
        "arrived": arrived,
    }


def _again(claims: Iterable[ClaimAsk], known: Mapping[bytes, Row[Any]]) -> dict[bytes, Decision]:
    """What was said before to claims whose rows do not say it (any more)."""
    before = {key: _said(row) for key, row in known.items()}
    return {
        each.claim_id: _decision(each.claim_id, each.outlet, before[each.claim_id])
        for each in claims
        if each.claim_id in before and before[each.claim_id] != each.said
    }


def _settle(turn: _Round, thing: Thing, since: int) -> list[Decision]:
    """Decide the line for one thing from an instant on, write it down, say what is new."""
    line = _ungranted(turn.connection, thing, since)
    line.sort(key=lambda each: each.claim_id not in turn.sure)
    since = min([since, *(each.span.starts_at for each in line)])
    granted = _granted(turn.connection, thing, since) if line else []
    words = settle(
        [each.waiting for each in granted],
        [each.waiting for each in line],
        _held(turn, thing, line),
    )
    names = {each.claim_id: each for each in [*granted, *line]}
    heard = [(each, _worded(turn, each, words[each.claim_id], names)) for each in line]
    _write(turn, thing, heard)
    return [
        _decision(each.claim_id, each.outlet, said)
        for each, said in heard
        if said != turn.pushed.get(each.claim_id, each.said)
    ]


def _held(turn: _Round, thing: Thing, line: Iterable[_InLine]) -> set[bytes]:
    """Those that may not be granted now: another desk has the lease, or HQ was just restored."""
    open_line = [each for each in line if each.claim_id not in turn.sure]
    outlets = {each.outlet for each in open_line}
    shut = {outlet for outlet in outlets if not leases.may_grant(turn.connection, outlet)}
    lent = leases.holder(turn.connection, thing) if open_line else None
    return {
        each.claim_id
        for each in open_line
        if each.outlet in shut or (lent is not None and lent != (each.outlet, each.desk_code))
    }


def _worded(turn: _Round, each: _InLine, word: Word, names: Mapping[bytes, _InLine]) -> Said:
    """The verdict columns for a word; what holds already keeps its time."""
    before = turn.pushed.get(each.claim_id, each.said)
    if word.verdict is None:
        return Said()
    if word.lost_to is None:
        if before.verdict != ClaimVerdict.GRANTED or before.decided_at is None:
            return Said(ClaimVerdict.GRANTED.value, turn.context.now)
        lease = before.lease_id if each.claim_id in turn.sure else None
        return Said(ClaimVerdict.GRANTED.value, before.decided_at, lease_id=lease)
    has = names[word.lost_to]
    until = has.span.ends_at if has.span.ends_at != FOREVER[1] else None
    said = Said(ClaimVerdict.REFUSED.value, turn.context.now, has.name, until)
    same = replace(said, decided_at=before.decided_at) == before
    return before if same and before.decided_at is not None else said


def _ungranted(connection: Connection, thing: Thing, since: int) -> list[_InLine]:
    """Who waits for a thing or was refused it, in order of arrival."""
    waits = _LINE.verdict.is_(None)
    if since == FOREVER[1]:
        first = connection.scalar(select(func.min(_LINE.starts_at)).where(*_of(thing), waits))
        since = since if first is None else first
    refused = (_LINE.verdict == ClaimVerdict.REFUSED) & (_LINE.ends_at > since)
    found = select(hq.claim_line).where(*_of(thing), or_(waits, refused)).order_by(_LINE.arrived)
    return [_in_line(row) for row in connection.execute(found)]


def _granted(connection: Connection, thing: Thing, since: int) -> list[_InLine]:
    has = (_LINE.verdict == ClaimVerdict.GRANTED, _LINE.ends_at > since)
    return [
        _in_line(row) for row in connection.execute(select(hq.claim_line).where(*_of(thing), *has))
    ]


def _of(thing: Thing) -> tuple[Any, ...]:
    return _LINE.kind == thing[0], _LINE.resource == thing[1]


def _in_line(row: Row[Any]) -> _InLine:
    span = Span(row.starts_at, row.ends_at)
    return _InLine(bytes(row.claim_id), span, row.outlet, row.desk_code, row.paper, _said(row))


def _said(row: Row[Any]) -> Said:
    lease = bytes(row.lease_id) if row.lease_id is not None else None
    return Said(row.verdict, row.decided_at, row.lost_to, row.lost_until, lease)


def _write(turn: _Round, thing: Thing, heard: Sequence[tuple[_InLine, Said]]) -> None:
    """Write down what was said; a grant stands under its unique index as well."""
    news = [{"key": each.claim_id, **asdict(said)} for each, said in heard if said != each.said]
    if news:
        turn.connection.execute(_SAY, news)
    has = [each for each, said in heard if said.verdict == ClaimVerdict.GRANTED]
    if has:
        turn.connection.execute(insert(hq.grant), [_grant(turn, thing, each) for each in has])


def _grant(turn: _Round, thing: Thing, each: _InLine) -> dict[str, object]:
    whole = (each.span.starts_at, each.span.ends_at) == FOREVER
    return {
        "claim_id": each.claim_id,
        "kind": thing[0],
        "resource": thing[1],
        "slot": "" if whole else each.claim_id.hex(),
        "starts_at": None if whole else each.span.starts_at,
        "ends_at": None if whole else each.span.ends_at,
        "outlet": each.outlet,
        "desk_code": each.desk_code,
        "granted_at": turn.context.now,
    }


def _decision(claim_id: bytes, outlet: str, said: Said) -> Decision:
    return Decision("claim", claim_id, outlet, said.cells)
