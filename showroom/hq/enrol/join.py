"""JOIN: a desk becomes one of an outlet's, once, whatever happens to the answer on its way."""

import string
from itertools import chain, product
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from db.headquarters import device, outlet
from showroom.errors import Refusal
from showroom.hq.desks import ACTIVE, known_desk
from showroom.hq.enrol import codes, shut_out
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import state
from showroom.sync import joining
from showroom.sync.joining import JoinAnswer, JoinRequest
from showroom.terms import OutletStatus

_LETTERS = [letter for letter in string.ascii_uppercase if letter not in "IO"]


def join(hq: Headquarters, raw: bytes) -> bytes:
    """HQ's letter in answer to a desk's; nothing is stored of a request that is refused.

    Raises:
        Refusal: `sync.malformed`, `sync.bad_signature`, `sync.code_wrong`, `code_used`,
            `code_expired`, `outlet_unknown`, `other_records` (the desk's store belongs to another
            outlet), `other_outlet` (the desk itself does), `outlet_taken`, `revoked`.
    """
    request = joining.read_request(raw)
    with hq.store.write() as connection:
        answer = _joined(hq, connection, request)
    return joining.answered(hq.keys.sign, answer)


def _joined(hq: Headquarters, connection: Connection, request: JoinRequest) -> JoinAnswer:
    earlier = _earlier(hq, connection, request)
    if earlier:
        _put_back(connection, earlier)
    elif not codes.use(hq, connection, request.code, (request.outlet, request.device)):
        _check_still(connection, request)
    house = _house(connection, request)
    _settle_key(connection, house, request)
    _enrol(hq, connection, request, earlier)
    shut_out.forget(hq.folder, request.device)
    return _answer(hq, connection, request)


def _earlier(hq: Headquarters, connection: Connection, request: JoinRequest) -> JoinAnswer | None:
    """What HQ answered this desk before it was itself put back from a backup, if it shows it."""
    if not request.earlier:
        return None
    said, now = joining.read_answer(hq.keys.sign_key, request.earlier), state(connection)
    ours = (now.hq_id, request.device, request.sign_key, request.outlet)
    if (said.hq_id, said.device, said.sign_key, said.outlet) != ours or said.epoch == now.epoch:
        raise Refusal("sync.code_wrong", field="code")
    if request.device in shut_out.noted(hq.folder):
        raise Refusal("sync.revoked")
    if _known(connection, request.device):
        _check_still(connection, request)
    return said


def _check_still(connection: Connection, request: JoinRequest) -> None:
    """A code that was used asks for the answer again, for a desk that is what it was."""
    known = _known(connection, request.device)
    if known is None or known.status != ACTIVE or known.sign_key != request.sign_key:
        raise Refusal("sync.revoked")


def _put_back(connection: Connection, earlier: JoinAnswer) -> None:
    """An outlet that was added after the backup is one again."""
    if _outlet(connection, earlier.outlet) is None:
        connection.execute(
            insert(outlet).values(
                code=earlier.outlet, name=earlier.outlet_name, kind=earlier.kind,
                policy_group=earlier.policy_group, zone=earlier.zone,
                status=OutletStatus.OPEN.value,
            )
        )  # fmt: skip


def _house(connection: Connection, request: JoinRequest) -> Row[Any]:
    house = _outlet(connection, request.outlet)
    if house is None or house.status != OutletStatus.OPEN:
        raise Refusal("sync.outlet_unknown", outlet=request.outlet)
    return house


def _settle_key(connection: Connection, house: Row[Any], request: JoinRequest) -> None:
    """The first desk's key is the outlet's; a later desk takes it, unless it has its own past."""
    if house.outlet_id is not None:
        if request.has_records and house.outlet_id != request.outlet_id:
            raise Refusal("sync.other_records", outlet=house.name)
        return
    told = outlet.c
    if connection.execute(select(told.code).where(told.outlet_id == request.outlet_id)).first():
        raise Refusal("sync.outlet_taken", outlet=house.name)
    connection.execute(
        update(outlet).where(told.code == house.code).values(outlet_id=request.outlet_id)
    )


def _enrol(
    hq: Headquarters, connection: Connection, request: JoinRequest, earlier: JoinAnswer | None
) -> None:
    """The desk's row: new with the next free letter, or as it was with its present key."""
    known = _known(connection, request.device)
    present = {
        "sign_key": request.sign_key, "status": ACTIVE, "app": request.app,
        "schema": request.schema, **({"escrow": request.escrow} if request.escrow else {}),
    }  # fmt: skip
    if known:
        if known.outlet != request.outlet:
            raise Refusal("sync.other_outlet", outlet=known.outlet)
        change = update(device).where(device.c.device_id == request.device)
        connection.execute(change.values(**present))
        return
    code = _free_code(connection, request.outlet, earlier.desk_code if earlier else "")
    connection.execute(
        insert(device).values(
            device_id=request.device, outlet=request.outlet, desk_code=code, lives=1, cloned=0,
            enrolled_at=hq.micros(), **present,
        )
    )  # fmt: skip


def _free_code(connection: Connection, house: str, wish: str) -> str:
    """The wish if nobody has it, else the first of A, B, … Z, AA, …; never one given before."""
    query = select(device.c.desk_code).where(device.c.outlet == house)
    taken = set(connection.scalars(query))
    if wish and wish not in taken:
        return wish
    pairs = map("".join, product(_LETTERS, _LETTERS))
    return next(code for code in chain(_LETTERS, pairs) if code not in taken)


def _answer(hq: Headquarters, connection: Connection, request: JoinRequest) -> JoinAnswer:
    desk, now = known_desk(connection, request.device), state(connection)
    house = _house(connection, request)
    return JoinAnswer(
        now.hq_id, now.epoch, hq.millis(), desk.device, request.sign_key, house.code,
        desk.outlet_id, house.name, house.kind, house.policy_group, house.zone, desk.desk_code,
        desk.buckets(),
    )  # fmt: skip


def _outlet(connection: Connection, code: str) -> Row[Any] | None:
    return connection.execute(select(outlet).where(outlet.c.code == code)).one_or_none()


def _known(connection: Connection, device_id: bytes) -> Row[Any] | None:
    return connection.execute(select(device).where(device.c.device_id == device_id)).one_or_none()
