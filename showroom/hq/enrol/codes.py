"""One-time codes: made for one outlet, good once and not for long, never kept as they are."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from db.headquarters import enrolment, outlet
from db.session import new_key
from showroom.errors import Refusal
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import state
from showroom.sync.joining import Invitation, code_of, plain_code

MINUTES = 10
FILE_MINUTES = 14 * 24 * 60
_MOST_MINUTES = 31 * 24 * 60
_MICROS = 60 * 1_000_000


@dataclass(frozen=True, slots=True)
class Invite:
    """For which outlet, how long, and where HQ is found: its address and DER authorities."""

    outlet: str
    minutes: int = MINUTES
    url: str = ""
    authorities: tuple[bytes, ...] = ()


def invite(hq: Headquarters, asked: Invite) -> Invitation:
    """An invitation with a fresh code for one desk.

    Raises:
        Refusal: `hq.outlet_unknown`, `hq.code_minutes`.
    """
    if not 1 <= asked.minutes <= _MOST_MINUTES:
        raise Refusal("hq.code_minutes", most=_MOST_MINUTES)
    code, now = code_of(new_key()), hq.micros()
    expires_at = now + asked.minutes * _MICROS
    with hq.store.write() as connection:
        name = connection.scalar(select(outlet.c.name).where(outlet.c.code == asked.outlet))
        if name is None:
            raise Refusal("hq.outlet_unknown", outlet=asked.outlet)
        connection.execute(
            insert(enrolment).values(
                code_hash=_hash(hq, code), outlet=asked.outlet, expires_at=expires_at, made_at=now
            )
        )
        hq_id = state(connection).hq_id
    return Invitation(
        asked.url, hq_id, hq.keys.sign_key, hq.keys.box_key, list(asked.authorities),
        asked.outlet, name, code, expires_at // 1000,
    )  # fmt: skip


def use(hq: Headquarters, connection: Connection, code: str, wish: tuple[str, bytes]) -> bool:
    """Spend the code for a `wish`: an outlet's code and a device; False if it did so before.

    The same device may bring the same code again: its answer was lost on the way.

    Raises:
        Refusal: `sync.code_wrong`, `sync.code_used`, `sync.code_expired`.
    """
    told, (at_outlet, device) = enrolment.c, wish
    kept = connection.execute(
        select(enrolment).where(told.code_hash == _hash(hq, code), told.outlet == at_outlet)
    ).one_or_none()
    if kept is None:
        raise Refusal("sync.code_wrong", field="code")
    if kept.used_at is not None:
        if kept.device_id == device:
            return False
        raise Refusal("sync.code_used", field="code")
    if kept.expires_at < hq.micros():
        raise Refusal("sync.code_expired", field="code")
    connection.execute(
        update(enrolment)
        .where(told.code_hash == kept.code_hash)
        .values(used_at=hq.micros(), device_id=device)
    )
    return True


def _hash(hq: Headquarters, code: str) -> bytes:
    """Keyed by HQ's secret: who reads the store alone cannot try codes against it."""
    key = hq.keys.derived("enrolment codes")
    return hashlib.blake2b(plain_code(code).encode(), key=key, digest_size=32).digest()
