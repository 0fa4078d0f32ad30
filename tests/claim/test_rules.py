"""Overlaps, how a wish stands, and who of a line is granted."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from showroom.claim.rules import FOREVER, Span, Waiting, Word, overlaps, settle, standing
from showroom.claim.terms import ClaimStanding, ClaimVerdict

GRANTED, REFUSED = ClaimVerdict.GRANTED, ClaimVerdict.REFUSED


def waiting(key: int, starts_at: int = FOREVER[0], ends_at: int = FOREVER[1]) -> Waiting:
    return Waiting(bytes([key]), Span(starts_at, ends_at))


def test_spans_that_touch_do_not_overlap() -> None:
    assert not overlaps(Span(0, 10), Span(10, 20))
    assert overlaps(Span(0, 11), Span(10, 20))
    at = [datetime(2026, 11, 22, hour, tzinfo=UTC) for hour in (1, 2, 3)]
    assert overlaps(Span(at[0], at[2]), Span(at[1], at[2]))


def test_nothing_is_confirmed_before_the_word_is_granted() -> None:
    assert standing(None, released=False) is ClaimStanding.TENTATIVE
    assert standing("GRANTED", released=False) is ClaimStanding.GRANTED
    assert standing("REFUSED", released=False) is ClaimStanding.REFUSED
    assert standing("GRANTED", released=True) is ClaimStanding.RELEASED


def test_who_comes_first_has_it() -> None:
    words = settle([], [waiting(1), waiting(2)])
    assert words == {b"\x01": Word(GRANTED), b"\x02": Word(REFUSED, b"\x01")}


def test_what_is_granted_stays_granted() -> None:
    assert settle([waiting(2)], [waiting(1)]) == {b"\x01": Word(REFUSED, b"\x02")}


def test_one_that_may_not_be_granted_waits_and_keeps_nobody_out() -> None:
    words = settle([], [waiting(1), waiting(2)], {b"\x01"})
    assert words == {b"\x01": Word(None), b"\x02": Word(GRANTED)}


spans = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda s: (s[0], s[0] + s[1]))


@given(st.lists(spans, max_size=20), st.sets(st.integers(0, 19)))
def test_no_two_granted_overlap_and_nobody_is_refused_without_cause(drawn, held) -> None:
    line = [waiting(key, *span) for key, span in enumerate(drawn)]
    words = settle([], line, {bytes([key]) for key in held})
    granted = [each for each in line if words[each.key].verdict is GRANTED]
    for each in line:
        others = [o for o in granted if o is not each and overlaps(o.span, each.span)]
        if each in granted:
            assert not others
        elif words[each.key].verdict is REFUSED:
            assert words[each.key].lost_to in {other.key for other in others}
        else:
            assert each.key[0] in held
