"""Whatever is done to quotes in whatever order: numbers never repeat, states never skip."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from db.models.documents import Paper
from db.models.quote import Approval, Quote, QuoteLine
from showroom.clock import SetClock
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.quote.commands import (
    SaveQuote,
    accept_quote,
    issue_quote,
    new_version,
    save_quote,
    void_quote,
)
from showroom.rights import EVERYONE, allows
from showroom.terms import QuoteStatus
from showroom.unit import Unit
from tests.quote.test_commands import example_4

__all__ = ["example_4"]
S = QuoteStatus
ALLOWED = {
    (S.DRAFT, S.ISSUED),
    (S.ISSUED, S.ACCEPTED),
    (S.ISSUED, S.VOID),
}
STEPS = st.lists(
    st.tuples(st.sampled_from(["issue", "accept", "void", "revise", "wait"]), st.integers(0, 3)),
    max_size=14,
)


@allows(*EVERYONE)
def standing(unit: Unit, _query: None) -> dict[UUID, tuple[QuoteStatus, str | None]]:
    rows = unit.session.execute(select(Quote.id, Quote.status, Quote.doc_no))
    return {key: (QuoteStatus(status), number) for key, status, number in rows}


@allows(*EVERYONE)
def counts(unit: Unit, _query: None) -> list[int]:
    tables = (Quote, QuoteLine, Paper, Approval)
    return [unit.session.scalar(select(func.count()).select_from(each)) or 0 for each in tables]


ACTS: dict[str, Callable[[Desk, UUID], object]] = {
    "issue": lambda desk, key: desk.write(issue_quote, key),
    "accept": lambda desk, key: desk.write(accept_quote, key),
    "void": lambda desk, key: desk.write(void_quote, key),
    "revise": lambda desk, key: desk.write(new_version, key),
}


def check(desk: Desk, act: Callable[[], object]) -> None:
    """Do it; a refusal changes nothing, a success only what the states allow."""
    before, rows = desk.read(standing, None), desk.read(counts, None)
    try:
        act()
    except Refusal:
        assert desk.read(standing, None) == before
        assert desk.read(counts, None) == rows
        return
    after = desk.read(standing, None)
    for key, (status, _number) in before.items():
        then = after[key][0]
        assert then == status or (status, then) in ALLOWED


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_numbers_never_repeat_and_states_never_skip(
    consultant: Desk, example_4: SaveQuote, clock: SetClock, steps: list[tuple[str, int]]
) -> None:
    keys = [consultant.write(save_quote, example_4).value for _ in range(3)]
    start = clock.now()
    for name, at in steps:
        if name == "wait":
            clock.advance(days=at * 3)
        else:
            key = keys[at % len(keys)]
            check(consultant, partial(ACTS[name], consultant, key))
    numbers = [number for _status, number in consultant.read(standing, None).values() if number]
    assert len(numbers) == len(set(numbers))
    clock.put(start)
