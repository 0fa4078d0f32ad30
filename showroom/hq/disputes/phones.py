"""The keyed hashes of phones: by them one person is found in two outlets, and nothing is told."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import Connection, delete

from db.headquarters import phone_key
from showroom import identity
from showroom.errors import Refusal
from showroom.hq.disputes.pairs import Side
from showroom.hq.rows import rows_of, upsert
from showroom.sync.cells import Cells

_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
_HASH_BYTES: Final = 16


def phone_hash(key: bytes, phone: str) -> bytes | None:
    """The keyed hash (16 bytes) of a phone in any usual form; None for what is none."""
    try:
        digits = phone if _MOBILE.fullmatch(phone) else identity.as_phone(phone)
    except Refusal:
        return None
    return hashlib.blake2b(digits.encode(), key=key, digest_size=_HASH_BYTES).digest()


def hashes(key: bytes, cells: Cells) -> frozenset[bytes]:
    """The hashes of a card's phones; none of one merged away or erased."""
    if cells.get("merged_into_id") or cells.get("anonymised_at"):
        return frozenset()
    phones = (cells.get(name) for name in ("phone", "phone_2"))
    found = (phone_hash(key, phone) for phone in phones if isinstance(phone, str))
    return frozenset(each for each in found if each is not None)


def keep(
    connection: Connection, told: Mapping[bytes, frozenset[bytes]], sides: Mapping[bytes, Side]
) -> frozenset[bytes]:
    """Let the table say of these cards what they say now; those that said otherwise before."""
    before = {
        (bytes(row.customer_id), bytes(row.phone_hash)): row.first_on
        for row in rows_of(connection, phone_key, {}, ("customer_id", list(told)))
    }
    now = {(key, each): sides[key].first_on for key, found in told.items() for each in found}
    gone = before.keys() - now.keys()
    for customer, hashed in gone:
        key = (phone_key.c.customer_id == customer) & (phone_key.c.phone_hash == hashed)
        connection.execute(delete(phone_key).where(key))
    news = [at for at, first_on in now.items() if at not in before or before[at] != first_on]
    upsert(connection, phone_key, [(*at, sides[at[0]].outlet, now[at]) for at in news])
    return frozenset(customer for customer, _ in (*gone, *news))


def alike(connection: Connection, hashes: Iterable[bytes]) -> Mapping[bytes, list[Side]]:
    """The cards behind each hash."""
    found: defaultdict[bytes, list[Side]] = defaultdict(list)
    for row in rows_of(connection, phone_key, {}, ("phone_hash", list(hashes))):
        side = Side(row.outlet, bytes(row.customer_id), row.first_on)
        found[bytes(row.phone_hash)].append(side)
    return found
