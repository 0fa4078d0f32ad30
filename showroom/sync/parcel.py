"""Parcels: sync messages in a file, for outlets with no line but a USB stick or a chat app.

A file is a mark, a version, a header anybody may read, a piece of what is sealed, and a signature
over all of it. What is sealed opens only between the one desk and HQ (X25519, XSalsa20-Poly1305).
The header says who and when, in codes: nothing about anybody. docs/sync.md has the bytes.
"""

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from nacl.exceptions import CryptoError
from nacl.public import Box, PrivateKey, PublicKey
from nacl.signing import SigningKey, VerifyKey

from showroom.errors import Refusal
from showroom.sync import wire
from showroom.sync.wire import Message
from showroom.texts import Catalogue

MAGIC = b"SHOWROOM PARCEL\n"
VERSION = 1
SYNC, REPLY, JOIN, JOINED = "sync", "reply", "join", "joined"
FOR_HQ = frozenset({SYNC, JOIN})
SUFFIX = ".parcel"

MOST_BYTES = 256 * 1024 * 1024
_MOST_HEADER = 4 * 1024
_MOST_PARTS = 999
_LEAST_PIECE = 64 * 1024
_LENGTHS = struct.Struct(">HI")
_SIGNATURE = 64
_NONCE = 24
_DIGEST = 32
_PURPOSE = b"showroom-parcel-1\n"


class Header(Message, frozen=True):
    """What may be read without a key: kind, HQ, desk, number, when made (ms), size and part.

    `whole` is the blake2b-256 of what is sealed, all parts together; `key` the public key of a desk
    that asks to join, which HQ does not know yet.
    """

    kind: str
    hq_id: bytes
    device: bytes
    outlet: str
    desk: str
    number: int
    made_at: int
    part: int
    parts: int
    size: int
    whole: bytes
    key: bytes = b""


class Sent(Message, frozen=True):
    """Inside a parcel to HQ: packed `wire.Request`s, in order."""

    requests: list[bytes]


class Replied(Message, frozen=True):
    """Inside HQ's: to each request its packed `wire.Answer`s, one a page.

    `life`, `epoch`, `cursors`, `asked_at` are the request's own, by which the desk knows whether
    the answer still fits where it stands.
    """

    life: bytes
    epoch: bytes
    cursors: dict[str, int]
    asked_at: int
    answers: list[list[bytes]]


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of a parcel, whole as far as can be told without keys, not yet believed."""

    header: Header
    body: bytes
    signed: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Keys:
    """The key a side signs by, and the box between it and the other."""

    sign: SigningKey
    box: Box

    @classmethod
    def of_desk(cls, seed: bytes, hq_box_key: bytes) -> "Keys":
        """A desk's, from the seed of its signing key and HQ's public box key."""
        sign = SigningKey(seed)
        return cls(sign, Box(sign.to_curve25519_private_key(), PublicKey(hq_box_key)))

    @classmethod
    def of_hq(cls, sign: SigningKey, box: PrivateKey, device_key: bytes) -> "Keys":
        """HQ's towards a desk, from the public signing key of the desk."""
        return cls(sign, Box(box, VerifyKey(device_key).to_curve25519_public_key()))


def sealed(keys: Keys, header: Header, plain: bytes, most_bytes: int = MOST_BYTES) -> list[bytes]:
    """The files of a parcel, each of at most about `most_bytes`; part and size are filled in.

    The nonce is made of key and content, so that it needs no chance and never repeats.

    Raises:
        Refusal: `parcel.too_large`.
    """
    told = msgspec.msgpack.encode(header) + plain
    nonce = hashlib.blake2b(told, key=bytes(keys.sign), digest_size=_NONCE).digest()
    closed = bytes(keys.box.encrypt(plain, nonce))
    step = max(most_bytes, _LEAST_PIECE)
    pieces = [closed[start : start + step] for start in range(0, len(closed), step)]
    if len(closed) > MOST_BYTES or len(pieces) > _MOST_PARTS:
        raise Refusal("parcel.too_large", most=MOST_BYTES // 1024 // 1024)
    whole = _digest(closed)
    return [
        _file(
            keys.sign,
            wire.changed(header, part=at, parts=len(pieces), size=len(piece), whole=whole),
            piece,
        )
        for at, piece in enumerate(pieces, 1)
    ]


def read(raw: bytes) -> Piece:
    """A file's header and body.

    Raises:
        Refusal: `parcel.not_parcel`, `newer`, `cut_short`, `damaged`.
    """
    if not raw.startswith(MAGIC):
        raise Refusal("parcel.not_parcel")
    start = len(MAGIC) + _LENGTHS.size
    if len(raw) < start:
        raise Refusal("parcel.cut_short")
    version, length = _LENGTHS.unpack(raw[len(MAGIC) : start])
    if version > VERSION:
        raise Refusal("parcel.newer")
    header = _header(raw[start : start + length], length)
    end = start + length + header.size
    if len(raw) < end + _SIGNATURE:
        raise Refusal("parcel.cut_short")
    if len(raw) > end + _SIGNATURE:
        raise Refusal("parcel.damaged")
    return Piece(header, raw[start + length : end], raw[:end], raw[end:])


def opened(keys: Keys, sender: bytes, pieces: Sequence[Piece]) -> bytes:
    """What is inside, once every part is there and `sender`'s signature holds under each.

    Raises:
        Refusal: `parcel.damaged`, `part_missing`, `parts_mixed`.
    """
    for piece in pieces:
        _check(sender, piece)
    closed = b"".join(piece.body for piece in _in_order(pieces))
    if _digest(closed) != pieces[0].header.whole:
        raise Refusal("parcel.damaged")
    try:
        return bytes(keys.box.decrypt(closed))
    except (CryptoError, ValueError) as error:
        raise Refusal("parcel.damaged") from error


def same(pieces: Sequence[Piece]) -> Header:
    """The header that all the files share; raises Refusal `parcel.parts_mixed`."""
    if not pieces:
        raise Refusal("parcel.not_parcel")
    shared = {wire.encode(wire.changed(piece.header, part=0, size=0)) for piece in pieces}
    if len(shared) > 1:
        raise Refusal("parcel.parts_mixed")
    return pieces[0].header


def file_name(header: Header, say: Catalogue) -> str:
    """What a file is called: codes and a number, nobody's name."""
    facts = {"outlet": header.outlet, "desk": header.desk, "number": f"{header.number:04}"}
    part = f"-{header.part}_{header.parts}" if header.parts > 1 else ""
    return say(f"parcel.file_{header.kind}", **facts) + part + SUFFIX


def _in_order(pieces: Sequence[Piece]) -> list[Piece]:
    header = same(pieces)
    by_part = {piece.header.part: piece for piece in pieces}
    missing = [part for part in range(1, header.parts + 1) if part not in by_part]
    if missing:
        raise Refusal("parcel.part_missing", part=missing[0], parts=header.parts)
    return [by_part[part] for part in sorted(by_part)]


def _header(raw: bytes, length: int) -> Header:
    if length > _MOST_HEADER:
        raise Refusal("parcel.damaged")
    if len(raw) < length:
        raise Refusal("parcel.cut_short")
    try:
        header = wire.decode(raw, Header)
    except Refusal as refusal:
        raise Refusal("parcel.damaged") from refusal
    if not 1 <= header.part <= header.parts <= _MOST_PARTS or not 0 <= header.size <= MOST_BYTES:
        raise Refusal("parcel.damaged")
    return header


def _file(sign: SigningKey, header: Header, piece: bytes) -> bytes:
    told = msgspec.msgpack.encode(header)
    whole = MAGIC + _LENGTHS.pack(VERSION, len(told)) + told + piece
    return whole + sign.sign(_PURPOSE + whole).signature


def _check(sender: bytes, piece: Piece) -> None:
    try:
        VerifyKey(sender).verify(_PURPOSE + piece.signed, piece.signature)
    except (CryptoError, ValueError, TypeError) as error:
        raise Refusal("parcel.damaged") from error


def _digest(raw: bytes) -> bytes:
    return hashlib.blake2b(raw, digest_size=_DIGEST).digest()
