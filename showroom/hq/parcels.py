"""Parcels at HQ: what a desk says in a file is heard as by line, and the answer is a file too."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import select, update

from db.headquarters import life
from showroom.errors import Refusal
from showroom.hq import exchange
from showroom.hq.accept import REFUSED
from showroom.hq.desks import Desk, known_desk, sign_key_of
from showroom.hq.enrol.join import join
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import state
from showroom.hq.shelf import Address
from showroom.sync import joining, parcel, wire
from showroom.sync.halves import following
from showroom.sync.parcel import Header, Keys, Piece, Replied, Sent
from showroom.sync.wire import Answer, Request, Tx


@dataclass(frozen=True, slots=True)
class Given:
    """The answer to a parcel: its files, each with its header, and what was heard.

    `status` is the last answer's: ok, reborn, rewind, clock, revoked; `joined` for a desk that is
    one of the group's now.
    """

    header: Header
    files: list[bytes]
    status: str
    heard: int = 0
    refused: int = 0
    rows: int = 0


def apply(hq: Headquarters, raws: Sequence[bytes], most_bytes: int = parcel.MOST_BYTES) -> Given:
    """Hear a desk's parcel, all its files together, and make the answer.

    The same parcel again is heard again without effect, and answered as things stand now.

    Raises:
        Refusal: `parcel.…` with what is wrong with the file, `sync.…` as by line.
    """
    pieces = [parcel.read(raw) for raw in raws]
    header = parcel.same(pieces)
    if header.kind not in parcel.FOR_HQ:
        raise Refusal("parcel.for_desk", outlet=header.outlet, desk=header.desk)
    with hq.store.read() as connection:
        if header.hq_id != state(connection).hq_id:
            raise Refusal("parcel.other_hq")
    heard = _joined if header.kind == parcel.JOIN else _heard
    return heard(hq, header, pieces, most_bytes)


def _joined(hq: Headquarters, header: Header, pieces: list[Piece], most_bytes: int) -> Given:
    """A desk that was never on the line becomes one of an outlet's."""
    keys = _keys(hq, header.key)
    letter = parcel.opened(keys, header.key, pieces)
    if joining.read_request(letter).sign_key != header.key:
        raise Refusal("parcel.damaged")
    raw = join(hq, letter)
    told = joining.read_answer(hq.keys.sign_key, raw)
    back = wire.changed(
        header, kind=parcel.JOINED, outlet=told.outlet, desk=told.desk_code, made_at=hq.millis(),
        key=b"",
    )  # fmt: skip
    return Given(back, parcel.sealed(keys, back, raw, most_bytes), "joined")


def _heard(hq: Headquarters, header: Header, pieces: list[Piece], most_bytes: int) -> Given:
    """SYNC, message by message, as far as HQ goes along."""
    with hq.store.read() as connection:
        key = sign_key_of(connection, header.device)
        if key is None:
            raise Refusal("parcel.unknown_desk", outlet=header.outlet, desk=header.desk)
        desk = known_desk(connection, header.device)
    keys = _keys(hq, key)
    sent = wire.decode(parcel.opened(keys, key, pieces), Sent)
    requests = [wire.unpack(raw, Request) for raw in sent.requests]
    if not requests:
        raise Refusal("parcel.damaged")
    turns = _turns(hq, header.device, _in_time(hq, header, requests))
    _note(hq, header, requests[0])
    back = _header(hq, header, desk)
    plain = msgspec.msgpack.encode(_reply(requests[0], turns))
    return _given(back, parcel.sealed(keys, back, plain, most_bytes), turns)


def _in_time(hq: Headquarters, header: Header, requests: list[Request]) -> list[Request]:
    """The requests of a parcel that a later one overtook say that the desk had more to say.

    Else a desk that ends before what was heard of it would be taken for one put back.
    """
    with hq.store.read() as connection:
        last = connection.execute(
            select(life.c.parcel).where(life.c.life_id == requests[0].life)
        ).scalar()
    if header.number >= (last or 0):
        return requests
    return [wire.changed(request, left=max(request.left, 1)) for request in requests]


def _note(hq: Headquarters, header: Header, request: Request) -> None:
    """Keep the number of the latest parcel heard of a life."""
    told = life.c
    with hq.store.write() as connection:
        later = (told.life_id == request.life) & (told.parcel < header.number)
        connection.execute(update(life).where(later).values(parcel=header.number))


def _turns(hq: Headquarters, device: bytes, requests: list[Request]) -> list[list[Answer]]:
    """Every request's answers; after one that makes the desk turn round, nothing more is heard."""
    turns: list[list[Answer]] = []
    refused: dict[Address, bytes] = {}
    for number, request in enumerate(requests, 1):
        asked = _waiting(request, refused)
        answers = [_ask(hq, device, asked)]
        while number == len(requests) and answers[-1].more:
            answers.append(_ask(hq, device, following(asked, answers[-1])))
        turns.append(answers)
        if answers[0].status not in {"ok", "revoked"}:
            break
        _note_refused(refused, request, answers[0])
    return turns


def _ask(hq: Headquarters, device: bytes, request: Request) -> Answer:
    return wire.unpack(exchange.sync(hq, device, wire.pack(request)), Answer)


def _waiting(request: Request, refused: dict[Address, bytes]) -> Request:
    """The request, its transactions waiting for those refused in an earlier message."""

    def told(tx: Tx) -> Tx:
        touched = {refused[op.table, op.id] for op in tx.ops if (op.table, op.id) in refused}
        return wire.changed(tx, after=sorted({*tx.after, *touched})) if touched else tx

    return wire.changed(request, txs=[told(tx) for tx in request.txs]) if refused else request


def _note_refused(refused: dict[Address, bytes], request: Request, answer: Answer) -> None:
    words = {verdict.tx: verdict.word for verdict in answer.verdicts}
    for tx in request.txs:
        if words.get(tx.id) in REFUSED:
            for op in tx.ops:
                refused.setdefault((op.table, op.id), tx.id)


def _reply(first: Request, turns: list[list[Answer]]) -> Replied:
    packed = [[wire.pack(answer) for answer in answers] for answers in turns]
    return Replied(first.life, first.epoch, first.cursors, first.now, packed)


def _given(back: Header, files: list[bytes], turns: list[list[Answer]]) -> Given:
    verdicts = [verdict for answers in turns for verdict in answers[0].verdicts]
    refused = sum(verdict.word in REFUSED for verdict in verdicts)
    rows = sum(len(answer.rows) for answers in turns for answer in answers)
    return Given(back, files, turns[-1][0].status, len(verdicts), refused, rows)


def _header(hq: Headquarters, header: Header, desk: Desk) -> Header:
    """The header of the answer, by the names HQ knows the desk by."""
    return wire.changed(
        header, kind=parcel.REPLY, outlet=desk.outlet, desk=desk.desk_code, made_at=hq.millis(),
    )  # fmt: skip


def _keys(hq: Headquarters, device_key: bytes) -> Keys:
    try:
        return Keys.of_hq(hq.keys.sign, hq.keys.box, device_key)
    except (ValueError, TypeError, RuntimeError) as error:
        raise Refusal("parcel.damaged") from error
