"""Bytes from outside: a message, or refused in words; never more memory than the caps."""

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from showroom.errors import Refusal
from showroom.sync import cells, wire
from showroom.sync.wire import Answer, DigestAsk, DigestRows, Held, Message, Request, Tx, Verdict

KINDS = (Answer, DigestAsk, DigestRows, Held, Request, Tx, Verdict)
kinds = st.sampled_from(KINDS)
trees = st.recursive(
    st.none() | st.booleans() | st.integers(-(1 << 63), (1 << 64) - 1) | st.floats() | st.text()
    | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=9,
)  # fmt: skip


def read(raw: bytes, kind: type[Message]) -> Message | None:
    try:
        return wire.unpack(raw, kind)
    except Refusal as refusal:
        assert refusal.code in {"sync.malformed", "sync.too_large"}  # noqa: PT017 - both are right
        return None


@given(st.binary(), kinds)
@settings(deadline=None, max_examples=300, derandomize=True)
@example(b"", Request)
@example(b"\x28\xb5\x2f\xfd", Request)
def test_any_bytes_are_a_message_or_refused(raw: bytes, kind: type[Message]):
    read(raw, kind)
    read(wire.squeezed(raw), kind)


@given(st.lists(trees, max_size=9), kinds)
@settings(deadline=None, max_examples=100, derandomize=True)
def test_any_tree_is_a_message_or_refused(tree: list[object], kind: type[Message]):
    found = read(wire.squeezed(msgspec.msgpack.encode(tree)), kind)
    assert found is None or isinstance(found, kind)


@given(st.binary() | st.text().map(str.encode))
@settings(deadline=None, max_examples=300, derandomize=True)
def test_any_bytes_are_cells_or_refused(raw: bytes):
    for reader in (lambda: wire.decode_cells(raw), lambda: wire.decode_ops(raw)):
        try:
            reader()
        except Refusal as refusal:
            assert refusal.code in {"sync.malformed", "sync.too_large"}  # noqa: PT017
    assert isinstance(wire.told(raw.decode(errors="replace")), dict)


@given(st.dictionaries(st.text(max_size=20), st.none() | st.integers(-(1 << 63), (1 << 63) - 1)
       | st.floats(allow_nan=False) | st.text()))  # fmt: skip
@settings(deadline=None, max_examples=200, derandomize=True)
def test_cells_come_back_as_they_went(row: cells.Cells):
    told = {name: cell for name, cell in row.items() if cell is not None}
    assert wire.decode_cells(wire.encode_cells(row)) == told


@pytest.mark.parametrize("kind", KINDS)
def test_a_bomb_is_not_unpacked(kind: type[Message]):
    for plain in (bytes(wire.MOST_UNPACKED + 1), b"\x91" * (wire.MOST_UNPACKED + 1)):
        raw = wire.squeezed(plain)
        assert len(raw) < wire.MOST_PACKED
        with pytest.raises(Refusal, match="too_large"):
            wire.unpack(raw, kind)
    with pytest.raises(Refusal, match="too_large"):
        wire.unpack(bytes(wire.MOST_PACKED + 1), kind)


@pytest.mark.parametrize("opening", [b"\x91", b"\x81\xa1a", b"\xdd\xff\xff\xff\xff"])
def test_depth_and_promised_length_have_their_end(opening: bytes):
    for kind in KINDS:
        assert read(wire.squeezed(opening * 100_000), kind) is None


def test_several_frames_or_a_tail_are_no_message():
    good = wire.pack(DigestAsk(bytes(16), []))
    for raw in (good[:-1], good[: len(good) // 2]):
        assert read(raw, DigestAsk) is None
    assert read(wire.squeezed(msgspec.msgpack.encode([bytes(16), []]) + b"\0"), DigestAsk) is None
