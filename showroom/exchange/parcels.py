"""Parcels at the desk: what is unsent goes into a file, HQ's answer comes back in one.

For outlets with no line. Making one changes nothing but its number; the same changes go into every
parcel until an answer came, so that a lost one loses nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, func, insert, select, true, update

from db.errors import StoreError
from db.files import write_whole
from db.models.parcel import Parcel
from db.models.sync import Link, Replica
from showroom.desk import Desk
from showroom.errors import Refusal, Trouble
from showroom.exchange import joining
from showroom.exchange.derived import Derived
from showroom.exchange.fitting import fitting
from showroom.sync import outgoing, parcel, wire
from showroom.sync.halves import TURNED, Exchanged, Halves, millis
from showroom.sync.parcel import Header, Keys, Piece, Replied, Sent
from showroom.sync.settling import Came
from showroom.sync.standing import standing
from showroom.sync.wire import Answer
from showroom.texts import Catalogue

MOST_MB = 95
"""What most chat apps and mail systems let through."""

_MIB = 1024 * 1024


class Outcome(StrEnum):
    """What taking a parcel in came to."""

    TAKEN = "taken"
    ALREADY = "already"
    AGAIN = "again"
    JOINED = "joined"

    @property
    def word(self) -> str:
        """The catalogue key of its sentence."""
        return f"parcel.was_{self.value}"


@dataclass(frozen=True, slots=True)
class Into:
    """Where files go: a folder, in which language they are named, how large each may be."""

    folder: Path
    words: Catalogue
    most_mb: int = MOST_MB


@dataclass(frozen=True, slots=True)
class Made:
    """A parcel that was made: its files in order, its number, how many changes it carries."""

    files: tuple[Path, ...]
    number: int
    changes: int


@dataclass(frozen=True, slots=True)
class Applied:
    """What a parcel came to at this desk; `told` as an exchange by line tells it."""

    outcome: Outcome
    number: int
    told: Exchanged | None = None
    joined: joining.Joined | None = None


def make(desk: Desk, into: Into) -> Made:
    """Put all that HQ has not judged yet into a new parcel.

    Raises:
        Refusal: `parcel.too_large`.
        Trouble: `sync.not_enrolled`, `parcel.not_saved`.
    """
    halves, now = _halves(desk), desk.ports.clock.now()
    with _applying(desk) as connection:
        link = _link(connection)
        requests = halves.requests(connection)
        count = sum(len(tx.ops) for request in requests for tx in request.txs)
        number = (connection.execute(select(func.max(Parcel.number))).scalar() or 0) + 1
        sent = msgspec.msgpack.encode(Sent([wire.pack(request) for request in requests]))
        header = _header(link, parcel.SYNC, number, millis(now))
        files = parcel.sealed(_keys(link), header, sent, into.most_mb * _MIB)
        connection.execute(insert(Parcel).values(number=number, made_at=now, changes=count))
        return Made(save(header, files, into), number, count)


def join(desk: Desk, invitation: str, into: Into) -> Made:
    """Ask to join HQ by a parcel; the same question again until the answer is taken in.

    Raises:
        Refusal: not permitted, or as `joining.request_of`.
        Trouble: `parcel.not_saved`.
    """
    return _asking(desk, joining.request_of(desk, invitation), into)


def join_new(begun: joining.Begun, invitation: str, into: Into) -> Made:
    """As `join`, with the empty store of a new desk; take the answer in at `begun.desk`."""
    return _asking(begun.desk, joining.ask(begun.desk, joining.read_invitation(invitation)), into)


def _asking(desk: Desk, letter: bytes, into: Into) -> Made:
    with desk.opened.store.read() as session:
        link = _link(session.connection())
    keys = _keys(link)
    told = _header(link, parcel.JOIN, 0, millis(desk.ports.clock.now()))
    header = wire.changed(told, key=bytes(keys.sign.verify_key))
    return Made(save(header, parcel.sealed(keys, header, letter), into), 0, 0)


def apply(desk: Desk, files: Sequence[Path]) -> Applied:
    """Take in what HQ answered: all the files of one parcel together.

    Raises:
        Refusal: `parcel.…`: what is wrong with the file, and what to do; nothing changed then.
        Trouble: `parcel.not_read`, `sync.upgrade`.
    """
    pieces = [parcel.read(raw(file)) for file in files]
    header = parcel.same(pieces)
    with desk.opened.store.read() as session:
        link = _link(session.connection(), header)
    plain = parcel.opened(_keys(link), link.hq_sign_key, pieces)
    if header.kind == parcel.JOINED:
        return _joined(desk, plain)
    return _taken(desk, header, wire.decode(plain, Replied))


def look(file: Path) -> Header:
    """What a file says of itself to anybody; raises as `apply`."""
    return parcel.read(raw(file)).header


def save(header: Header, files: Sequence[bytes], into: Into) -> tuple[Path, ...]:
    """Write the files of a parcel by their names; raises Trouble `parcel.not_saved`."""
    done = []
    for content in files:
        piece: Piece = parcel.read(content)
        told = wire.changed(header, part=piece.header.part, parts=piece.header.parts)
        path = into.folder / parcel.file_name(told, into.words)
        try:
            write_whole(path, content)
        except OSError as error:
            raise Trouble("parcel.not_saved", file=str(path)) from error
        done.append(path)
    return tuple(done)


def raw(file: Path) -> bytes:
    """A file's bytes; raises Refusal `parcel.too_large`, Trouble `parcel.not_read`."""
    try:
        if file.stat().st_size > parcel.MOST_BYTES + _MIB:
            raise Refusal("parcel.too_large", most=parcel.MOST_BYTES // _MIB)
        return file.read_bytes()
    except OSError as error:
        raise Trouble("parcel.not_read", file=str(file)) from error


def _joined(desk: Desk, letter: bytes) -> Applied:
    """Take HQ's letter; its time is as old as the way was long, so it tells no offset backwards."""
    done = joining.take(desk, letter)
    with _applying(desk) as connection:
        connection.execute(update(Link).values(offset_ms=0).where(Link.offset_ms < 0))
    return Applied(Outcome.JOINED, 0, joined=done)


def _taken(desk: Desk, header: Header, reply: Replied) -> Applied:
    """Lay the answers on, in one transaction with the note that they came."""
    turns = [[wire.unpack(page, Answer) for page in pages] for pages in reply.answers]
    if not turns or not all(turns):
        raise Refusal("parcel.damaged")
    halves, now = _halves(desk), desk.ports.clock.now()
    with _applying(desk) as connection:
        if not fitting(connection, header.number, reply, turns):
            return Applied(Outcome.ALREADY, header.number)
        cames = _cames(connection, reply, turns)
        told = halves.lay(connection, cames)
        last = turns[-1][0]
        if last.status in TURNED:
            halves.turn(connection, last, reply.asked_at)
        answered = update(Parcel).values(answered_at=now)
        earlier = Parcel.number <= header.number
        connection.execute(answered.where(earlier, Parcel.answered_at.is_(None)))
    outcome = Outcome.AGAIN if last.status in TURNED else Outcome.TAKEN
    return Applied(outcome, header.number, told)


def _cames(connection: Connection, reply: Replied, turns: list[list[Answer]]) -> list[Came]:
    """Each message's transactions, from the outbox as it stands, with their answers."""
    said = [answers for answers in turns if answers[0].status not in TURNED]
    if any(answers[0].status == "upgrade" for answers in said):
        raise Trouble("sync.upgrade", least=said[-1][0].least_version)
    desk = standing(connection)
    unsent = outgoing.all_unsent(connection, desk.life, desk.acked_n, {})
    txs = {tx.id: tx for part in unsent for tx in part}
    return [
        Came(
            [txs[verdict.tx] for verdict in answers[0].verdicts if verdict.tx in txs],
            answers, 0, reply.asked_at,
        )
        for answers in said
    ]  # fmt: skip


def _halves(desk: Desk) -> Halves:
    ports = desk.ports
    return Halves(desk.opened.store, ports.clock, ports.ids, Derived(ports.ids))


def _link(connection: Connection, header: Header | None = None) -> Any:  # noqa: ANN401 - a row of columns
    """The link and the desk; with a header, whether that parcel is for this desk at all."""
    query = select(
        Link.hq_id, Link.hq_sign_key, Link.hq_box_key, Link.device_key, Replica.device_id,
        Replica.outlet_code, Replica.desk_code,
    ).join_from(Link, Replica, true())  # fmt: skip
    link: Any = connection.execute(query).one_or_none()
    if link is None:
        raise Trouble("sync.not_enrolled")
    if header is not None:
        _check(link, header)
    return link


def _check(link: Any, header: Header) -> None:  # noqa: ANN401 - a row of columns
    if header.kind in parcel.FOR_HQ:
        raise Refusal("parcel.for_hq")
    if header.hq_id != link.hq_id:
        raise Refusal("parcel.other_hq")
    if header.device != link.device_id.bytes:
        raise Refusal("parcel.other_desk", outlet=header.outlet, desk=header.desk)


def _keys(link: Any) -> Keys:  # noqa: ANN401 - a row of columns
    return Keys.of_desk(link.device_key, link.hq_box_key)


def _header(link: Any, kind: str, number: int, at: int) -> Header:  # noqa: ANN401 - as above
    return Header(
        kind, link.hq_id, link.device_id.bytes, link.outlet_code, link.desk_code, number, at,
        1, 1, 0, b"",
    )  # fmt: skip


@contextmanager
def _applying(desk: Desk) -> Iterator[Connection]:
    try:
        with desk.opened.store.applying() as connection:
            yield connection
    except StoreError as error:
        raise Trouble(error.code, detail=str(error)) from error
