"""People of the web page: signing in, the wait after wrong passwords, sessions, what they did."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from db.headquarters import operator, operator_act, operator_session
from db.session import new_key
from showroom.errors import Refusal
from showroom.hq.headquarters import Headquarters
from showroom.staff.rules import LockRule, hashed, matches, still_waits, wait_after

OPERATOR: Final = "OPERATOR"
_MICROS: Final = 1_000_000
_IDLE: Final = 30 * 60 * _MICROS
_WHOLE: Final = 12 * 3600 * _MICROS
_NOTED: Final = 60 * _MICROS
_LOCK: Final = LockRule(free_failures=3, first_wait_seconds=5, longest_wait_seconds=900)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody signed in."""

    login: str
    name: str
    role: str

    @property
    def may_act(self) -> bool:
        """Whether the person may change anything; an auditor looks."""
        return self.role == OPERATOR


@dataclass(frozen=True, slots=True)
class Act:
    """One thing somebody did; `at` µs UTC, `about` an outlet, a desk or a pair."""

    at: int
    login: str
    act: str
    about: str


def sign_in(hq: Headquarters, login: str, password: str) -> str:
    """The token of a new session.

    A try is noted before the password is looked at, so that many at once are no more than one
    after another.

    Raises:
        Refusal: `hqpage.sign_in_wrong`, `hqpage.sign_in_wait` with the seconds left.
    """
    kept = _tried(hq, login)
    if not matches(kept or _nobody(), password) or kept is None:
        raise Refusal("hqpage.sign_in_wrong")
    token, now = new_key().hex(), hq.micros()
    with hq.store.aside() as connection:
        whose = operator.c.login == login
        connection.execute(update(operator).where(whose).values(failures=0, failed_at=None))
        old = operator_session.c.begun_at < now - _WHOLE
        connection.execute(delete(operator_session).where(old))
        connection.execute(
            insert(operator_session).values(
                token_hash=_hash(token), login=login, begun_at=now, seen_at=now
            )
        )
        note(hq, connection, login, "signed_in")
    return token


def person_of(hq: Headquarters, token: str) -> Person | None:
    """Whose session it is; None for one that ended, or of somebody shut out since."""
    told, whose = operator_session.c, operator.c
    query = (
        select(whose.login, whose.name, whose.role, told.begun_at, told.seen_at)
        .join(operator, whose.login == told.login)
        .where(told.token_hash == _hash(token), whose.is_active == 1)
    )
    with hq.store.read() as connection:
        row = connection.execute(query).one_or_none()
    now = hq.micros()
    if row is None or now - row.seen_at > _IDLE or now - row.begun_at > _WHOLE:
        return None
    if now - row.seen_at > _NOTED:
        with hq.store.aside() as connection:
            mine = told.token_hash == _hash(token)
            connection.execute(update(operator_session).where(mine).values(seen_at=now))
    return Person(row.login, row.name, row.role)


def sign_out(hq: Headquarters, token: str) -> None:
    """End a session."""
    with hq.store.aside() as connection:
        mine = operator_session.c.token_hash == _hash(token)
        connection.execute(delete(operator_session).where(mine))


def note(hq: Headquarters, connection: Connection, login: str, act: str, about: str = "") -> None:
    """Keep what somebody did."""
    row = {"id": hq.ids.new().bytes, "at": hq.micros(), "login": login}
    connection.execute(insert(operator_act).values(row | {"act": act, "about": about}))


def acts(connection: Connection, most: int = 50) -> list[Act]:
    """What was done, the newest first."""
    told = operator_act.c
    query = select(told.at, told.login, told.act, told.about).order_by(told.at.desc())
    return [Act(*row) for row in connection.execute(query.limit(most))]


def form_token(hq: Headquarters, cookie: str) -> str:
    """What a form must bring so that it is known to be of a page made for this cookie."""
    key = hq.keys.derived("page-form")
    return hashlib.blake2b(cookie.encode(), key=key, digest_size=16).hexdigest()


def is_of(hq: Headquarters, cookie: str, token: str) -> bool:
    """Whether a form's token is the cookie's."""
    return hmac.compare_digest(form_token(hq, cookie).encode(), token.encode())


def _tried(hq: Headquarters, login: str) -> str | None:
    """Note a try; the password's hash, None for nobody one knows.

    Raises:
        Refusal: `hqpage.sign_in_wait` while the wait after the last one is not over.
    """
    told, now = operator.c, hq.micros()
    with hq.store.aside() as connection:
        query = select(told.password_hash, told.failures, told.failed_at)
        mine = (told.login == login) & (told.is_active == 1)
        row = connection.execute(query.where(mine).with_for_update()).one_or_none()
        if row is None:
            return None
        _check_wait(hq.clock.now(), row.failures, row.failed_at)
        more = {"failures": row.failures + 1, "failed_at": now}
        connection.execute(update(operator).where(mine).values(**more))
        return str(row.password_hash)


def _check_wait(now: datetime, failures: int, failed_at: int | None) -> None:
    if failed_at is None:
        return
    last = _EPOCH + timedelta(microseconds=failed_at)
    left = still_waits(now, last, wait_after(failures, _LOCK))
    if left:
        raise Refusal("hqpage.sign_in_wait", seconds=left, count=left)


@cache
def _nobody() -> str:
    """A hash that takes as long to check as anybody's."""
    return hashed(new_key().hex())


def _hash(token: str) -> bytes:
    return hashlib.blake2b(token.encode(), digest_size=32).digest()
