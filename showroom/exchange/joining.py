"""Joining HQ by an invitation: what the desk asks, what it notes, a new desk's empty store.

An outlet that worked alone keeps all it has; its next exchange sends it. A new desk of an outlet is
made in a folder aside and put in its place once HQ took it, so that nothing half-joined is opened.
"""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace
from nacl.public import PublicKey, SealedBox
from nacl.signing import SigningKey
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.orm import Session

from db import life, migrations
from db.encryption import FILE as KEY_FILE
from db.encryption import Keeper
from db.models.outlet import Outlet
from db.models.sync import Link, Replica
from db.session import FILE as STORE_FILE
from db.session import new_key
from showroom.desk import Desk, Ports, create_store, open_desk
from showroom.errors import Refusal, Trouble
from showroom.exchange.link import UNKNOWN, Way, by_https, opened_way
from showroom.rights import ADMINS, allows
from showroom.sync import http, joining, wire
from showroom.sync.halves import APP
from showroom.sync.joining import Invitation, JoinAnswer, JoinRequest
from showroom.unit import Unit

ASIDE = "joining"
_KEY_BYTES = 32
_ID_BYTES = 16
_JITTER_MS = 2_000


@dataclass(frozen=True, slots=True)
class Joined:
    """What the desk is from now on; `is_first` where the outlet had no desk before."""

    desk: Desk
    outlet: str
    outlet_name: str
    desk_code: str
    is_first: bool


@dataclass(frozen=True, slots=True)
class Begun:
    """A new desk's empty store, aside until HQ takes it, and its recovery key, shown once."""

    folder: Path
    desk: Desk
    recovery_key: str = field(repr=False)
    passphrase: str | None = field(repr=False)


@allows(*ADMINS)
def may_join(unit: Unit, query: None) -> None:
    """Passes for those who may tie the outlet to a headquarters."""
    del unit, query


def read_invitation(told: str) -> Invitation:
    """The invitation in pasted text or a file's, its keys and authorities sound.

    Raises:
        Refusal: `sync.invitation_unreadable`.
        Trouble: `sync.untrusted_hq`.
    """
    invitation = joining.read_invitation(told)
    lengths = (len(invitation.hq_id), len(invitation.sign_key), len(invitation.box_key))
    if lengths != (_ID_BYTES, _KEY_BYTES, _KEY_BYTES):
        raise Refusal("sync.invitation_unreadable", field="invitation")
    if invitation.url:
        http.pinned(invitation.authority_pem)
    return invitation


def join(desk: Desk, told: str, way: Way = by_https) -> Joined:
    """Make a desk with records one of HQ's; a repeated call after a lost answer asks the same.

    Raises:
        Refusal: not permitted, `exchange.already_joined`, `exchange.another_hq`,
            `exchange.another_outlet`, or what HQ says (`showroom.hq.enrol.join`).
        Trouble: HQ out of reach or not the one of the invitation.
    """
    return take(desk, _sent(desk, way, request_of(desk, told)))


def request_of(desk: Desk, told: str) -> bytes:
    """The letter to HQ by itself, for where no connection leads there; raises as `join`."""
    desk.read(may_join, None)
    return ask(desk, read_invitation(told))


def begin(folder: Path, told: str, keeper: Keeper, ports: Ports) -> Begun:
    """An empty store for a new desk, aside in the folder; raises as `read_invitation` and Trouble.

    What an earlier try left there is put away: nothing was ever written in it.
    """
    invitation = read_invitation(told)
    shutil.rmtree(folder / ASIDE, ignore_errors=True)
    recovery = create_store(folder / ASIDE, invitation.outlet, keeper, ports)
    desk = open_desk(folder / ASIDE, ports, keeper.passphrase)
    return Begun(folder, desk, recovery, keeper.passphrase)


def join_new(begun: Begun, told: str, way: Way = by_https) -> Joined:
    """Join with an empty store and put it in its place; to be repeated after a lost answer.

    Raises as `join`; nothing is in place then.
    """
    letter = ask(begun.desk, read_invitation(told))
    joined = take(begun.desk, _sent(begun.desk, way, letter))
    return Joined(
        _in_place(begun), joined.outlet, joined.outlet_name, joined.desk_code, joined.is_first
    )


def ask(desk: Desk, invitation: Invitation) -> bytes:
    """The desk's letter to HQ; the same again while the code is the same and no answer came."""
    with desk.opened.store.read() as session:
        link, replica = session.scalar(select(Link)), session.scalars(select(Replica)).one()
        has_records = _has_records(session)
    _check(link, replica, invitation, has_records=has_records)
    if link and _same_question(link.asked, invitation):
        return link.asked or b""
    seed = link.device_key if link else new_key()
    escrow = SealedBox(PublicKey(invitation.box_key)).encrypt(desk.deposit().encode())
    request = _request(replica, invitation, (SigningKey(seed), bytes(escrow)))
    letter = joining.asked(SigningKey(seed), replace(request, has_records=has_records))
    with desk.opened.store.applying() as connection:
        _keep_question(connection, invitation, seed, letter)
    return letter


def take(desk: Desk, raw: bytes) -> Joined:
    """Note HQ's letter in answer; the desk from now on.

    Raises:
        Refusal: `sync.malformed`, `sync.bad_signature`.
        Trouble: `sync.untrusted_hq` for an answer that is not to this desk's question.
    """
    with desk.opened.store.read() as session:
        link, replica = session.scalar(select(Link)), session.scalars(select(Replica)).one()
        has_records = _has_records(session)
    if link is None:
        raise Trouble("sync.not_enrolled")
    answer = joining.read_answer(link.hq_sign_key, raw)
    ours = (link.hq_id, replica.device_id.bytes, bytes(SigningKey(link.device_key).verify_key))
    is_first = answer.outlet_id == replica.outlet_id.bytes
    if (answer.hq_id, answer.device, answer.sign_key) != ours or (has_records and not is_first):
        raise Trouble("sync.untrusted_hq")
    drift = answer.now - int(desk.ports.clock.now().timestamp() * 1000)
    code = life.with_letter(answer.desk_code, replica.desk_code, replica.life_id.bytes)
    with desk.opened.store.applying() as connection:
        connection.execute(update(Replica).values(desk_code=code))
        _keep_answer(connection, answer, raw, drift)
    return Joined(desk.placed(), answer.outlet, answer.outlet_name, code, is_first)


def rejoin(desk: Desk, way: Way = by_https) -> None:
    """Make a desk known again to an HQ that was put back from a backup without it; no code needed.

    Raises as `join`; Trouble `sync.unknown_device` where there is nothing to show.
    """
    with desk.opened.store.read() as session:
        link, replica = session.scalar(select(Link)), session.scalars(select(Replica)).one()
        has_records = _has_records(session)
    if link is None or link.joined_by is None:
        raise Trouble(UNKNOWN)
    before = joining.read_answer(link.hq_sign_key, link.joined_by)
    request = JoinRequest(
        version=wire.VERSION, device=replica.device_id.bytes, life=replica.life_id.bytes,
        sign_key=before.sign_key, outlet=before.outlet, outlet_id=before.outlet_id,
        has_records=has_records, code="", app=APP, schema=migrations.HEAD, earlier=link.joined_by,
    )  # fmt: skip
    letter = joining.asked(SigningKey(link.device_key), request)
    joining.read_answer(link.hq_sign_key, _sent(desk, way, letter))


def _sent(desk: Desk, way: Way, letter: bytes) -> bytes:
    with opened_way(desk, way) as transport:
        return transport.post("/v1/join", letter)


def _check(link: Link | None, replica: Replica, told: Invitation, *, has_records: bool) -> None:
    """Refuse what would tie the desk to another group or outlet."""
    if link is not None and link.enrolled:
        if link.hq_id != told.hq_id:
            raise Refusal("exchange.another_hq", field="invitation")
        if not link.revoked and link.trouble not in {UNKNOWN, "sync.revoked"}:
            raise Refusal("exchange.already_joined", field="invitation")
    if has_records and replica.outlet_code != told.outlet:
        facts = {"ours": replica.outlet_code, "theirs": told.outlet}
        raise Refusal("exchange.another_outlet", field="invitation", **facts)


def _same_question(asked: bytes | None, invitation: Invitation) -> bool:
    return bool(asked) and joining.read_request(asked or b"").code == invitation.code


def _request(
    replica: Replica, invitation: Invitation, signing: tuple[SigningKey, bytes]
) -> JoinRequest:
    key, escrow = signing
    return JoinRequest(
        version=wire.VERSION, device=replica.device_id.bytes, life=replica.life_id.bytes,
        sign_key=bytes(key.verify_key), outlet=invitation.outlet,
        outlet_id=replica.outlet_id.bytes, has_records=False, code=invitation.code, app=APP,
        schema=migrations.HEAD, escrow=escrow,
    )  # fmt: skip


def _keep_question(
    connection: Connection, invitation: Invitation, seed: bytes, letter: bytes
) -> None:
    """The link as the invitation tells it, not yet enrolled where it is new."""
    told = {
        "url": invitation.url or None, "authority_pem": invitation.authority_pem or None,
        "hq_id": invitation.hq_id, "hq_sign_key": invitation.sign_key,
        "hq_box_key": invitation.box_key, "device_key": seed, "asked": letter,
    }  # fmt: skip
    if not connection.execute(update(Link).values(told)).rowcount:
        blank = {
            "enrolled": False, "revoked": False, "acked_n": 0, "acked_h": b"", "durable_n": 0,
            "head": 0, "durable": 0, "offset_ms": 0, "seen_hlc": 0, "skipped": False,
        }  # fmt: skip
        connection.execute(insert(Link).values(id=1, **blank, **told))


def _keep_answer(connection: Connection, answer: JoinAnswer, raw: bytes, drift: int) -> None:
    """What the desk is from now on; how far it has exchanged with this HQ stays as it is."""
    connection.execute(update(Replica).values(outlet_code=answer.outlet))
    connection.exec_driver_sql("UPDATE replica SET outlet_id = ?", (answer.outlet_id,))
    offset = drift if abs(drift) > _JITTER_MS else 0
    connection.execute(
        update(Link).values(
            enrolled=True, revoked=False, joined_by=raw, asked=None, offset_ms=offset,
            trouble=None, trouble_at=None,
        )
    )  # fmt: skip


def _has_records(session: Session) -> bool:
    """Whether an outlet was set up in this store."""
    return session.scalar(select(Outlet.id).limit(1)) is not None


def _in_place(begun: Begun) -> Desk:
    """The store where the desk keeps it from now on; it is no copy, though it moves."""
    with begun.desk.opened.store.applying() as connection:
        connection.execute(update(Replica).values(fingerprint=None))
    begun.desk.close()
    for name in (KEY_FILE, STORE_FILE):
        (begun.folder / ASIDE / name).replace(begun.folder / name)
    shutil.rmtree(begun.folder / ASIDE, ignore_errors=True)
    return open_desk(begun.folder, begun.desk.ports, begun.passphrase)
