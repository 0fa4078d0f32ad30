"""Stamps order edits; the clocks of a row are small and come back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom.errors import Refusal
from showroom.sync.clocks import Clocks, hlc_of, stamp, unpack

lives = st.binary(min_size=16, max_size=16)
marks = st.builds(stamp, st.integers(0, 2**63), lives)
groups = st.text(min_size=1, max_size=20)


@given(st.integers(0, 2**63), st.integers(0, 2**63), lives, lives)
def test_a_later_clock_is_a_later_stamp_whoever_wrote(
    one: int, two: int, here: bytes, there: bytes
):
    if one != two:
        assert (stamp(one, here) < stamp(two, there)) == (one < two)
    assert hlc_of(stamp(one, here)) == one


@given(marks, st.dictionaries(groups, marks))
def test_clocks_come_back_from_their_bytes(base: bytes, later: dict[str, bytes]):
    clocks = Clocks(base)
    for group, mark in later.items():
        clocks.put(group, mark)
    again = unpack(clocks.pack())
    assert again == clocks
    assert again.newest() == max([base, *clocks.later.values()])


@given(st.binary(max_size=60))
def test_any_bytes_are_clocks_or_refused(raw: bytes):
    try:
        length = len(unpack(raw).base)
    except Refusal:
        return
    assert length == 14


def test_a_row_written_at_once_needs_one_stamp():
    assert len(Clocks(stamp(7, b"l" * 16)).pack()) == 14


def test_half_a_stamp_is_refused():
    with pytest.raises(Refusal):
        unpack(stamp(7, b"l" * 16) + b"\x04note")
