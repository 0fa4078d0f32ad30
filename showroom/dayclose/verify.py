"""Whether a closed day is still what was sealed, and whether HQ's signature is under it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from db import cells
from db.base import Base
from db.models.customer import Customer
from db.models.dayclose import DayClose
from db.models.exchange import Countersign
from db.models.sync import Link
from showroom.customer.erasing import owner_of
from showroom.dayclose import countersign, seal
from showroom.dayclose.countersign import Statement, differences
from showroom.dayclose.queries import DayOf, last_close, signature_of
from showroom.errors import Refusal
from showroom.rights import DESK, MONEY, allows
from showroom.unit import Unit

Found = tuple[str, UUID]
"""A record: its table and key."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check of a closed day found; every list is empty when all is well.

    `erased` are records that differ because a person's data was erased since: what else may have
    changed about them cannot be told any more. `wrong` are codes of what is wrong with the seal or
    the signature itself. `signed_at` (UTC) is None while HQ has not signed.
    """

    signed_at: datetime | None
    wrong: tuple[str, ...]
    changed: tuple[Found, ...]
    missing: tuple[Found, ...]
    extra: tuple[Found, ...]
    erased: tuple[Found, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was changed, taken away or put in since the day was sealed."""
        return not (self.wrong or self.changed or self.missing or self.extra)


@allows(*DESK, *MONEY)
def verify(unit: Unit, query: DayOf) -> Verified:
    """The last close of a date held against the records as they are now, and HQ's signature.

    Raises:
        Refusal: `dayclose.not_closed` for a date that was never closed.
    """
    row = last_close(unit, query.day)
    if row is None:
        raise Refusal("dayclose.not_closed", date=query.day)
    told = differences(row.leaves, seal.leaves(unit.session, query.day)) or {}
    changed = _records(told.get("changed", {}))
    erased = tuple(each for each in changed if _is_erased(unit, *each))
    signed = signature_of(unit, row.id)
    return Verified(
        signed_at=signed.received_at if signed else None,
        wrong=(*_wrong_seal(unit, row), *_wrong_signature(unit, row, signed)),
        changed=tuple(each for each in changed if each not in erased),
        missing=_records(told.get("missing", {})),
        extra=_records(told.get("extra", {})),
        erased=erased,
    )


def _wrong_seal(unit: Unit, row: DayClose) -> list[str]:
    wrong = []
    if seal.seal_of(row) != row.seal or seal.digest(row.leaves) != row.records_hash:
        wrong.append("dayclose.verify_seal")
    if row.previous_hash and not _is_known(unit, row.previous_hash):
        wrong.append("dayclose.verify_chain")
    return wrong


def _wrong_signature(unit: Unit, row: DayClose, signed: Countersign | None) -> list[str]:
    link = unit.session.get(Link, 1)
    if signed is None or link is None:
        return []
    table = Base.metadata.tables["day_close"]
    [(key, close)] = cells.stored(unit.session, table, table.c.id == row.id)
    said = Statement.of(
        key,
        close,
        hq_seq=signed.hq_seq,
        received_at=_micros(signed),
        differs=signed.differs,
    )
    holds = countersign.holds(link.hq_sign_key, said, signed.signature)
    return [] if holds else ["dayclose.verify_signature"]


def _micros(signed: Countersign) -> int:
    at = signed.received_at
    return int(at.timestamp()) * 1_000_000 + at.microsecond


def _is_known(unit: Unit, digest: str) -> bool:
    return unit.session.scalar(select(DayClose.id).where(DayClose.seal == digest)) is not None


def _records(named: Mapping[str, list[str]]) -> tuple[Found, ...]:
    return tuple((table, UUID(key)) for table, keys in named.items() for key in keys)


def _is_erased(unit: Unit, table: str, key: UUID) -> bool:
    def get(name: str, raw: bytes) -> Mapping[str, Any] | None:
        kind = Base.metadata.tables[name]
        found = list(cells.stored(unit.session, kind, kind.c.id == UUID(bytes=raw)))
        return found[0][1] if found else None

    owner = owner_of(table, get(table, key.bytes) or {}, get)
    if owner is None:
        return False
    erased = select(Customer.anonymised_at).where(Customer.id == UUID(owner))
    return unit.session.scalar(erased) is not None
