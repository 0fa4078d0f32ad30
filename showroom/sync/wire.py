"""The messages: typed msgpack in zstd, one struct each, with caps on size and depth.

Structs travel as arrays; a later version may only append fields with defaults, which an earlier one
skips. Keys are 16 raw bytes, stamps 14, times milliseconds since 1970 UTC.
"""

import sys
from typing import Any, TypeVar

import msgspec

from showroom.errors import Refusal
from showroom.sync.cells import Cell

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

VERSION = 1
"""The protocol spoken; HQ serves this and two earlier ones, and takes pushes of any."""

MOST_PACKED = 4 * 1024 * 1024
MOST_UNPACKED = 48 * 1024 * 1024
MOST_CHANGES = 5_000
_LEVEL = 3
_WORTH_PACKING = 2_048
_ZSTD = b"\x28\xb5\x2f\xfd"

M = TypeVar("M")


class Message(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A message or a part of one."""


class Op(Message, frozen=True):
    """One changed row: `kind` I, U or D, `body` the cells as JSON text.

    `seen` is the packed clocks of the touched groups as the writer knew them.
    """

    table: str
    id: bytes
    kind: str
    body: str
    seen: bytes = b""


class Tx(Message, frozen=True):
    """One transaction of a desk: outbox numbers `first` to `last`, its clock, author and chain.

    `after` names refused transactions of the same desk that touched the same rows.
    """

    id: bytes
    first: int
    last: int
    hlc: int
    actor: bytes
    h: bytes
    ops: list[Op]
    after: list[bytes] = []


class Held(Message, frozen=True):
    """A row as HQ holds it; `gone` is the stamp of its deletion, `cells` the msgpack of its cells.

    `evicted` rows leave the desk: HQ does not hold them for it. `proof` is HQ's mark on what HQ
    itself wrote, by which it knows its word again when a desk hands it back.
    """

    bucket: str
    table: str
    id: bytes
    seq: int
    clocks: bytes
    cells: msgspec.Raw
    gone: bytes = b""
    evicted: bool = False
    proof: bytes = b""


class Request(Message, frozen=True):
    """HELLO, PUSH and PULL in one.

    `prev_n`, `prev_h`: the last change HQ is known to have, and its chain hash. `left` is how many
    changes the desk still holds after these. `want` names rows to be sent whatever the cursor says;
    `back` are rows HQ gave before it was restored from a backup that lacks them; `skipped` says the
    changes HQ lacks before these are no longer kept as changes, but come back as such rows.
    """

    version: int
    schema: str
    app: str
    device: bytes
    life: bytes
    now: int
    epoch: bytes
    prev_n: int
    prev_h: bytes
    txs: list[Tx]
    cursors: dict[str, int]
    limit: int
    left: int = 0
    want: list[tuple[str, bytes]] = []
    back: list[Held] = []
    durable: int = 0
    digests: bool = False
    skipped: bool = False


class Verdict(Message, frozen=True):
    """HQ's word on one transaction: accepted, merged, rejected, held or forked.

    `code` and `facts` say why, in the word catalogue's terms.
    """

    tx: bytes
    last: int
    word: str
    code: str = ""
    facts: dict[str, Any] = {}


class Answer(Message, frozen=True):
    """What HQ says. `status` is ok, reborn, rewind, clock, upgrade or revoked.

    `acked` is the last change heard of this life, with its hash; `durable_n` the last one inside a
    verified backup. `cursors` are the buckets granted and where this answer leaves them; `more`
    says rows are left to pull. `digests` is per bucket and table the shard, count and sum of each
    shard. `epoch_head` is HQ's last number before the epoch.
    """

    status: str
    epoch: bytes
    now: int
    head: int
    durable: int
    least_version: int
    acked: int = 0
    acked_h: bytes = b""
    durable_n: int = 0
    verdicts: list[Verdict] = []
    rows: list[Held] = []
    cursors: dict[str, int] = {}
    more: bool = False
    digests: dict[str, dict[str, list[list[int]]]] | None = None
    epoch_head: int = 0


class DigestAsk(Message, frozen=True):
    """Which rows of these shards HQ holds: (bucket, table, shard) each."""

    device: bytes
    shards: list[tuple[str, str, int]]


class DigestRows(Message, frozen=True):
    """The key and hash of every row of the shards asked for, and HQ's head as they were read."""

    head: int
    rows: list[tuple[str, bytes, int]]


_encoder = msgspec.msgpack.Encoder()


def changed(message: M, **fields: object) -> M:
    """The message with these fields put otherwise."""
    return msgspec.structs.replace(message, **fields)  # type: ignore[type-var]


def encode(message: Message) -> bytes:
    """The msgpack of a message."""
    return _encoder.encode(message)


def encode_ops(ops: list[Op]) -> bytes:
    """Operations as they are kept: their msgpack, in zstd where that is worth its time."""
    raw = _encoder.encode(ops)
    return raw if len(raw) < _WORTH_PACKING else zstd.compress(raw, level=_LEVEL)


def decode_ops(raw: bytes) -> list[Op]:
    """Operations as they were kept."""
    return decode(inflated(raw) if raw.startswith(_ZSTD) else raw, list[Op])


def pack(message: Message) -> bytes:
    """The bytes of a message as they travel."""
    return zstd.compress(_encoder.encode(message), level=_LEVEL)


def packed(message: Message) -> bytes | None:
    """As `pack`; None where the other side would not take it for its size."""
    plain = _encoder.encode(message)
    body = zstd.compress(plain, level=_LEVEL)
    return body if len(plain) < MOST_UNPACKED and len(body) <= MOST_PACKED else None


def unpack(raw: bytes, kind: type[M]) -> M:
    """The message in some bytes from outside.

    Raises:
        Refusal: `sync.too_large` past the caps, `sync.malformed` for anything not a message.
    """
    if len(raw) > MOST_PACKED:
        raise Refusal("sync.too_large", most=MOST_PACKED)
    return decode(inflated(raw), kind)


def decode(raw: bytes, kind: type[M]) -> M:
    """A message from its msgpack; raises Refusal `sync.malformed`."""
    try:
        return msgspec.msgpack.decode(raw, type=kind)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError, OverflowError) as error:
        raise Refusal("sync.malformed", part=str(kind)) from error


def squeezed(raw: bytes) -> bytes:
    """The bytes in zstd."""
    return zstd.compress(raw, level=_LEVEL)


def inflated(raw: bytes) -> bytes:
    """The bytes unpacked, never more than the cap whatever the header promises."""
    try:
        unpacker = zstd.ZstdDecompressor()
        data = unpacker.decompress(raw, max_length=MOST_UNPACKED)
    except zstd.ZstdError as error:
        raise Refusal("sync.malformed", part="zstd") from error
    if not unpacker.eof:
        raise Refusal("sync.too_large" if len(data) >= MOST_UNPACKED else "sync.malformed")
    return data


def encode_cells(cells: dict[str, Cell]) -> bytes:
    """Cells as HQ keeps them and as they travel: msgpack without the empty ones."""
    return _encoder.encode({name: cell for name, cell in cells.items() if cell is not None})


def raw(cells: dict[str, Cell]) -> msgspec.Raw:
    """The cells of a row to be sent."""
    return msgspec.Raw(encode_cells(cells))


_cells_decoder = msgspec.msgpack.Decoder(dict[str, Cell])


def decode_cells(raw: bytes | msgspec.Raw) -> dict[str, Cell]:
    """The cells in their msgpack; raises Refusal `sync.malformed`."""
    try:
        return _cells_decoder.decode(raw)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise Refusal("sync.malformed", part="cells") from error


_body_decoder = msgspec.json.Decoder(dict[str, Cell])


def told(body: str) -> dict[str, Cell]:
    """The cells in one of this desk's own changes; none of one nobody can read."""
    try:
        return decode_body(body)
    except Refusal:
        return {}


def decode_body(body: str) -> dict[str, Cell]:
    """The cells in a captured change's JSON; raises Refusal `sync.malformed`."""
    try:
        return _body_decoder.decode(body)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Refusal("sync.malformed", part="body") from error
