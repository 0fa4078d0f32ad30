"""Official numbers: each stands for one paper; who arrives second with one is found out."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, insert, or_, select

from db import headquarters as hq
from showroom.claim.terms import ClaimKind
from showroom.hq.arbiter import Context

Given = tuple[str, bytes, str]
"""A number as a row bears it: the table, the row's key, the number."""
_MANY: Final = 400
_GRANT = hq.grant.c


def numbers(
    connection: Connection, context: Context, desk: tuple[str, str], given: Sequence[Given]
) -> list[Given]:
    """Take these numbers of a desk (its outlet's code and its own); those that cannot be had.

    A number is had by the row that arrived first with it, one number a row; each table counts for
    itself, as a paper bears the number of what it is of. Repeating changes nothing. Where versions
    of a document share its number, give it with the version.
    """
    had_by, has = _held(connection, given)
    new: list[dict[str, Any]] = []
    for each in given:
        name, key = _name(each), each[1]
        if name not in had_by and key not in has:
            had_by[name], has[key] = key, name
            new.append(_row(context, desk, name, key))
    if new:
        connection.execute(insert(hq.grant), new)
    return [each for each in given if had_by.get(_name(each)) != each[1]]


def _name(given: Given) -> str:
    return f"{given[0]}:{given[2]}"


def _held(
    connection: Connection, given: Sequence[Given]
) -> tuple[dict[str, bytes], dict[bytes, str]]:
    """Of these numbers and rows: which row has a number, and which number a row has."""
    had_by: dict[str, bytes] = {}
    for start in range(0, len(given), _MANY):
        some = given[start : start + _MANY]
        found = select(_GRANT.resource, _GRANT.claim_id).where(
            _GRANT.kind == ClaimKind.NUMBER,
            or_(
                _GRANT.resource.in_([_name(each) for each in some]),
                _GRANT.claim_id.in_([each[1] for each in some]),
            ),
        )
        had_by |= {name: bytes(key) for name, key in connection.execute(found)}
    return had_by, {key: name for name, key in had_by.items()}


def _row(context: Context, desk: tuple[str, str], name: str, key: bytes) -> dict[str, Any]:
    return {
        "claim_id": key,
        "kind": ClaimKind.NUMBER.value,
        "resource": name,
        "slot": "",
        "outlet": desk[0],
        "desk_code": desk[1],
        "granted_at": context.now,
    }
