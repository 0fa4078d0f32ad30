"""docs/sync.md says what the code does: every example in it is made here, byte by byte."""

import re
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec
import pytest
from nacl.signing import SigningKey

from db.changes import chained
from showroom.sync import cells, clocks, parcel, signing, snapshot, wire
from showroom.sync.clocks import Clocks
from showroom.sync.joining import Invitation, JoinAnswer, JoinRequest
from showroom.sync.parcel import Header, Keys
from showroom.sync.signing import Call
from showroom.sync.wire import Answer, DigestAsk, DigestRows, Held, Op, Request, Tx, Verdict

DOC = Path(__file__).resolve().parent.parent.parent / "docs" / "sync.md"
DEVICE = bytes.fromhex("01990000000070008000000000000001")
LIFE = bytes.fromhex("01990000000070008000000000a1b2c3")
ROW = bytes.fromhex("019900000000700080000000000000ff")
ACTOR = bytes.fromhex("01990000000070008000000000000009")
TX = bytes.fromhex("01990000000070008000000000000010")
MILLIS = 1_795_312_800_000
DESK_SEED, HQ_SEED, HQ_BOX = b"D" * 32, b"S" * 32, b"B" * 32
CELLS: dict[str, int | float | str | None] = {
    "name": "王芳", "level": "H", "birthday": "1990-05-01", "budget_max_fen": 20_000_000,
    "outlet_id": "01990000000070008000000000000002", "note": None,
}  # fmt: skip
MESSAGES = (
    Request, Tx, Op, Answer, Verdict, Held, DigestAsk, DigestRows, snapshot.Told, snapshot.Frame,
    snapshot.Line, Header, parcel.Sent, parcel.Replied, Invitation, JoinRequest, JoinAnswer,
)  # fmt: skip


def fields(message: type[wire.Message]) -> str:
    """The fields of a message by their places, with their types and defaults."""
    lines = []
    for at, each in enumerate(msgspec.structs.fields(message)):
        kind = _type(each.type)
        default = "" if each.required else "  optional"
        lines.append(f"{at:>2}  {each.encode_name:<14}{kind}{default}")
    return "\n".join(lines)


def _type(kind: Any) -> str:
    """A type as the document writes it, without the bounds it is annotated with."""
    inner, origin = get_args(kind), get_origin(kind)
    if origin is Annotated:
        return _type(inner[0])
    if origin in {Union, UnionType}:
        return " | ".join(map(_type, inner))
    if inner:
        return f"{origin.__name__}[{', '.join(map(_type, inner))}]"
    return "None" if kind is type(None) else str(getattr(kind, "__name__", kind))


def hexed(raw: bytes) -> str:
    """Bytes in hex, 32 a line."""
    text = raw.hex()
    return "\n".join(text[start : start + 64] for start in range(0, len(text), 64))


def examples() -> dict[str, str]:
    """Every example by its name."""
    hlc = clocks.first_hlc(MILLIS) + 1
    mark = clocks.stamp(hlc, LIFE)
    told = Clocks(mark, {"note": clocks.stamp(hlc + 1, LIFE)})
    flat: list[Any] = ["customer", ROW]
    for name in sorted(CELLS):
        if CELLS[name] is not None:
            flat += (name, CELLS[name])
    body = '{"level":"H","note":null}'
    link = chained(b"", "customer", ROW, "U", hlc, body)
    op = Op("customer", ROW, "U", body, mark)
    tx = Tx(TX, 1, 1, hlc, ACTOR, link, [op])
    request = Request(
        1, "0001", "1", DEVICE, LIFE, MILLIS, b"", 0, b"", [tx], {"outlet:NJHX": 7}, 5_000
    )
    call = Call("POST", "/v1/sync", b"")
    headers = signing.sign(SigningKey(DESK_SEED), DEVICE, call, (MILLIS, TX))
    return {
        "stamp": hexed(mark),
        "clocks": hexed(told.pack()),
        "cells": hexed(wire.encode_cells(CELLS)),
        "digest input": hexed(msgspec.msgpack.encode(flat)),
        "digest": f"{cells.digest('customer', ROW, CELLS):010x}",
        "shard": str(cells.shard(ROW)),
        "chain": hexed(link),
        "request": hexed(wire.encode(request)),
        "signature": "\n".join(f"{name}: {value}" for name, value in headers.items()),
        "parcel": hexed(_parcel()),
    } | {f"message {each.__name__}": fields(each) for each in MESSAGES}


def _parcel() -> bytes:
    """A parcel that says nothing, of the desk and HQ of the examples."""
    from nacl.public import PrivateKey

    keys = Keys.of_desk(DESK_SEED, bytes(PrivateKey(HQ_BOX).public_key))
    header = Header(
        parcel.SYNC, b"H" * 16, DEVICE, "NJHX", "A", 7, MILLIS, 1, 1, 0, b""
    )  # fmt: skip
    return parcel.sealed(keys, header, msgspec.msgpack.encode(parcel.Sent([])))[0]


def shown() -> dict[str, str]:
    """Every example as the document has it: a block under its name in a comment."""
    text = DOC.read_text(encoding="utf-8")
    found = re.findall(r"<!-- example: ([\w ]+) -->\n+```\w*\n(.*?)\n```", text, re.DOTALL)
    return dict(found)


@pytest.mark.parametrize("name", examples())
def test_the_document_shows_what_the_code_does(name: str):
    assert shown().get(name) == examples()[name]


def test_the_document_shows_no_example_that_is_not_checked():
    assert shown().keys() == examples().keys()


def test_another_client_reads_what_the_example_says():
    raw = bytes.fromhex(examples()["request"].replace("\n", ""))
    said = msgspec.msgpack.decode(raw)
    assert said[3] == DEVICE
    assert said[9][0][6][0][3] == '{"level":"H","note":null}'
