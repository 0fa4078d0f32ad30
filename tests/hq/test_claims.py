"""The arbiter: one active grant per VIN and per car and instant, whatever comes in which order."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select, update

from db import headquarters as hq
from showroom.claim.rules import FOREVER, Span
from showroom.errors import Refusal
from showroom.hq.arbiter import ClaimAsk, Context, Decision, LeaseAsk, Said
from showroom.hq.claims import decide, end_lease, resume
from showroom.hq.numbers import numbers
from showroom.hq.store import HqStore

VIN = "LYVUZ10A7TB000123"
CAR = "0" * 32
NOW = Context(now=1_000_000)


def vin(key: int, desk: str = "D01", resource: str = VIN) -> ClaimAsk:
    paper = f"NJHX-{desk}-HT-20261122-{key:03d}"
    return ClaimAsk(bytes([key]) * 16, "VIN", resource, "NJHX", desk, paper=paper)


def slot(key: int, starts_at: int, ends_at: int, desk: str = "D01") -> ClaimAsk:
    return ClaimAsk(bytes([key]) * 16, "SLOT", CAR, "NJHX", desk, Span(starts_at, ends_at))


def lease(key: int, desk: str = "D01") -> LeaseAsk:
    return LeaseAsk(bytes([key]) * 16, "SLOT", CAR, "NJHX", desk)


def released(ask: ClaimAsk) -> ClaimAsk:
    return replace(ask, released=True)


def by_lease(ask: ClaimAsk, lent: LeaseAsk) -> ClaimAsk:
    return replace(ask, said=Said("GRANTED", 7, lease_id=lent.lease_id))


def heard(said: list[Decision]) -> dict[int, Any]:
    """The verdict said to each row, by the number of its key."""
    return {each.row_id[0]: each.cells["verdict"] for each in said}


@pytest.fixture
def connection(hq_store: HqStore) -> Iterator[Connection]:
    with hq_store.write() as found:
        yield found


def test_the_first_to_arrive_has_the_car_and_the_second_hears_who_has_it(connection) -> None:
    assert heard(decide(connection, NOW, [vin(1)])) == {1: "GRANTED"}
    (said,) = decide(connection, NOW, [vin(2, "D02")])
    assert said.cells == {
        "verdict": "REFUSED",
        "decided_at": NOW.now,
        "lost_to": "NJHX-D01-HT-20261122-001",
        "lost_until": None,
        "lease_id": None,
    }


def test_a_car_let_go_goes_to_the_next_in_line(connection) -> None:
    decide(connection, NOW, [vin(1), vin(2, "D02"), vin(3, "D03")])
    said = decide(connection, NOW, [released(vin(1))])
    assert heard(said) == {2: "GRANTED", 3: "REFUSED"}
    assert said[1].cells["lost_to"] == "NJHX-D02-HT-20261122-002"


def test_what_let_go_of_its_place_is_granted_nothing(connection) -> None:
    decide(connection, NOW, [vin(1), vin(2), vin(3)])
    decide(connection, NOW, [released(vin(2))])
    assert heard(decide(connection, NOW, [released(vin(1))])) == {3: "GRANTED"}


def test_a_push_repeated_says_nothing_new(connection) -> None:
    first = decide(connection, NOW, [vin(1)])
    again = replace(vin(1), said=Said("GRANTED", NOW.now))
    assert decide(connection, replace(NOW, now=9), [again]) == []
    assert decide(connection, replace(NOW, now=9), [vin(1)]) == first
    assert decide(connection, NOW, [released(vin(9))]) == []


def test_a_move_frees_the_old_time_for_another_desk(connection) -> None:
    decide(connection, NOW, [slot(1, 0, 40), slot(2, 30, 70, "D02")])
    said = decide(connection, NOW, [released(slot(1, 0, 40)), slot(3, 60, 90)])
    assert heard(said) == {2: "GRANTED", 3: "REFUSED"}
    assert said[1].cells["lost_until"] == 70


def test_times_that_touch_do_not_overlap(connection) -> None:
    assert heard(decide(connection, NOW, [slot(1, 0, 40), slot(2, 40, 80)])) == {
        1: "GRANTED",
        2: "GRANTED",
    }


def test_a_free_time_is_not_given_over_one_still_held_before_it(connection) -> None:
    decide(connection, NOW, [slot(1, 0, 20), slot(2, 50, 80), slot(3, 10, 60, "D02")])
    (said,) = decide(connection, NOW, [released(slot(2, 50, 80))])
    assert (said.cells["verdict"], said.cells["lost_until"]) == ("REFUSED", 20)


def test_a_leased_calendar_is_granted_from_by_its_holder_alone(connection) -> None:
    lent = lease(9)
    assert heard(decide(connection, NOW, [], [lent])) == {9: "GRANTED"}
    (waits,) = decide(connection, NOW, [replace(slot(1, 0, 40, "D02"), said=Said("GRANTED"))])
    assert waits.cells["verdict"] is None
    assert decide(connection, NOW, [by_lease(slot(2, 20, 60), lent)]) == [
        Decision("claim", slot(1, 0, 40).claim_id, "NJHX", Said(
            "REFUSED", NOW.now, "NJHX-D01", 60).cells)
    ]  # fmt: skip


def test_a_returned_lease_lets_those_who_waited_in(connection) -> None:
    lent = lease(9)
    decide(connection, NOW, [], [lent])
    decide(connection, NOW, [slot(1, 0, 40, "D02"), slot(2, 30, 50, "D03")])
    assert heard(decide(connection, NOW, [], [replace(lent, returned=True)])) == {
        1: "GRANTED",
        2: "REFUSED",
    }


def test_grants_and_the_return_of_their_lease_arrive_in_one_push(connection) -> None:
    lent = lease(9)
    decide(connection, NOW, [], [lent])
    decide(connection, NOW, [slot(1, 0, 40, "D02")])
    back = [replace(lent, returned=True)]
    assert heard(decide(connection, NOW, [by_lease(slot(2, 0, 40), lent)], back)) == {1: "REFUSED"}


def test_a_calendar_is_lent_to_one_desk_at_a_time(connection) -> None:
    assert heard(decide(connection, NOW, [], [lease(8), lease(9, "D02")])) == {
        8: "GRANTED",
        9: "REFUSED",
    }


def test_a_lease_that_ran_out_passes_on_by_an_operators_word_alone(connection) -> None:
    (said,) = decide(connection, NOW, [], [lease(9)])
    decide(connection, NOW, [slot(1, 0, 40, "D02")])
    with pytest.raises(Refusal, match=r"claim\.lease_runs"):
        end_lease(connection, NOW, lease(9).lease_id)
    later = Context(now=NOW.now + NOW.lease_for + 1)
    assert heard(decide(connection, later, [slot(2, 50, 60, "D02")])) == {}
    ended, *others = end_lease(connection, later, lease(9).lease_id)
    assert ended.cells["until"] == said.cells["until"]
    assert heard(others) == {1: "GRANTED", 2: "GRANTED"}
    with pytest.raises(Refusal, match=r"claim\.no_such_lease"):
        end_lease(connection, later, lease(9).lease_id)


def test_a_grant_by_a_lease_that_is_over_is_a_wish_like_any_other(connection) -> None:
    lent = lease(9)
    decide(connection, NOW, [], [lent])
    decide(connection, NOW, [slot(1, 0, 40, "D02")], [replace(lent, returned=True)])
    assert heard(decide(connection, NOW, [by_lease(slot(2, 0, 40), lent)])) == {2: "REFUSED"}


def test_nobody_grants_by_another_desks_lease(connection) -> None:
    lent = lease(9)
    decide(connection, NOW, [], [lent])
    (said,) = decide(connection, NOW, [by_lease(slot(1, 0, 40, "D02"), lent)])
    assert said.cells["verdict"] is None


def restored(connection: Connection, *seen_at: int) -> None:
    connection.execute(update(hq.hq_state).values(restored_at=100, granting_since=50))
    for place, seen in enumerate(seen_at, 1):
        connection.execute(
            insert(hq.device).values(
                device_id=bytes([place]) * 16, outlet="NJHX", desk_code=f"D{place:02d}",
                sign_key=b"", status="ACTIVE", lives=1, cloned=0, enrolled_at=1, seen_at=seen,
            )
        )  # fmt: skip


def test_after_a_restore_nothing_is_granted_before_every_desk_was_heard(connection) -> None:
    restored(connection, 120, 90)
    assert heard(decide(connection, NOW, [vin(1)])) == {}
    assert resume(connection, NOW, "NJHX") == []
    connection.execute(update(hq.device).values(seen_at=130))
    assert heard(resume(connection, NOW, "NJHX")) == {1: "GRANTED"}


def test_after_a_restore_an_operators_word_is_enough(connection) -> None:
    restored(connection, 120, 90)
    decide(connection, NOW, [vin(1)], [lease(9)])
    connection.execute(update(hq.hq_state).values(granting_since=110))
    assert heard(resume(connection, NOW, "NJHX")) == {1: "GRANTED", 9: "GRANTED"}


def test_a_grant_of_hqs_own_comes_back_after_a_restore(connection) -> None:
    restored(connection, 120, 90)
    decide(connection, NOW, [vin(2, "D02")])
    back = replace(vin(1), vouched=True, said=Said("GRANTED", 7))
    assert heard(decide(connection, NOW, [back])) == {2: "REFUSED"}


def test_what_a_desk_alone_granted_itself_waits_for_hqs_word_too(connection) -> None:
    alone = replace(vin(1), said=Said("GRANTED", 7))
    assert decide(connection, NOW, [alone]) == []
    (said,) = decide(connection, NOW, [replace(vin(2, "D02"), said=Said("GRANTED", 3))])
    assert said.cells["verdict"] == "REFUSED"


def test_an_ask_is_read_from_the_cells_of_its_row(connection) -> None:
    cells = {
        "kind": "SLOT", "resource": CAR, "starts_at": 5, "ends_at": 1, "for_table": "test_drive",
        "verdict": "GRANTED", "decided_at": 7, "lease_id": "09" * 16, "released_at": None,
    }  # fmt: skip
    ask = ClaimAsk.of(b"k" * 16, cells, ("NJHX", "D01"), "")
    assert ask.span == Span(5, 6)
    assert ask.said == Said("GRANTED", 7, lease_id=b"\x09" * 16)
    assert ClaimAsk.of(b"k" * 16, {"kind": "VIN", "resource": VIN}, ("A", "B"), "").span == Span(
        *FOREVER
    )
    assert LeaseAsk.of(b"k" * 16, {**cells, "returned_at": 3}, ("NJHX", "D01")).returned


def test_a_number_belongs_to_the_row_that_came_first_with_it(connection) -> None:
    first, second = ("contract", b"a" * 16, "NJHX-D01-HT-20261122-001"), b"b" * 16
    paper = ("paper", b"p" * 16, first[2])
    desk = ("NJHX", "D01")
    assert numbers(connection, NOW, desk, [first, paper]) == []
    assert numbers(connection, NOW, desk, [first, paper]) == []
    doubled = ("contract", second, first[2])
    assert numbers(connection, NOW, desk, [doubled]) == [doubled]
    changed = ("contract", b"a" * 16, "NJHX-D01-HT-20261122-002")
    assert numbers(connection, NOW, desk, [changed]) == [changed]


def test_a_number_doubled_within_one_push_is_found_too(connection) -> None:
    one, other = ("contract", b"a" * 16, "X-1"), ("contract", b"b" * 16, "X-1")
    assert numbers(connection, NOW, ("NJHX", "D01"), [one, other]) == [other]


# Any sequence of asks, releases, moves, leases and returns, of many desks

DESKS = ("D01", "D02", "D03")


@dataclass
class Desks:
    """What the desks wrote, and what they were told last."""

    connection: Connection
    asks: dict[int, ClaimAsk] = field(default_factory=dict)
    lent: dict[int, LeaseAsk] = field(default_factory=dict)
    told: dict[tuple[str, bytes], dict[str, Any]] = field(default_factory=dict)
    at: int = 1000

    def push(self, claims: list[ClaimAsk], asked: list[LeaseAsk]) -> None:
        self.at += 1
        said = decide(self.connection, Context(self.at, lease_for=3), claims, asked)
        self.told |= {(each.table, each.row_id): dict(each.cells) for each in said}

    def said(self, ask: ClaimAsk) -> Said:
        return Said(**self.told["claim", ask.claim_id])

    def holds(self, desk: str) -> LeaseAsk | None:
        """The lease a desk believes it holds."""
        for each in self.lent.values():
            told = self.told.get(("lease", each.lease_id), {})
            if each.desk_code == desk and not each.returned and told.get("verdict") == "GRANTED":
                return each
        return None

    def grants(self) -> list[Any]:
        return list(self.connection.execute(select(hq.grant).where(hq.grant.c.kind != "NUMBER")))


moves = st.lists(
    st.tuples(
        st.sampled_from(
            ["vin", "slot", "slot", "move", "release", "again", "lease", "back", "end"]
        ),
        st.integers(0, 2),
        st.integers(0, 11),
        st.integers(1, 4),
    ),
    max_size=24,
)


def wish(desks: Desks, kind: str, desk: str, starts_at: int, length: int) -> ClaimAsk:
    key = len(desks.asks) + 1
    if kind == "vin":
        ask = vin(key, desk, f"VIN{starts_at % 2}")
    else:
        ask = slot(key, starts_at, starts_at + length, desk)
    lent = desks.holds(desk)
    mine = [each for each in desks.asks.values() if each.desk_code == desk and not each.released]
    free = all(
        each.thing != ask.thing
        or each.span.ends_at <= starts_at
        or each.span.starts_at >= starts_at + length
        for each in desks.asks.values()
        if each in mine or desks.told.get(("claim", each.claim_id), {}).get("verdict") == "GRANTED"
    )
    if lent is not None and ask.kind == "SLOT" and free:
        ask = by_lease(ask, lent)
        desks.told["claim", ask.claim_id] = ask.said.cells | {"lease_id": lent.lease_id}
    return ask


def take(desks: Desks, move: tuple[str, int, int, int]) -> None:
    kind, who, where, length = move
    desk = DESKS[who]
    mine = [each for each in desks.asks.values() if each.desk_code == desk and not each.released]
    mine = mine[where % len(mine) :][:1] if mine else []
    claims: list[ClaimAsk] = []
    asked: list[LeaseAsk] = []
    if kind in {"release", "move"}:
        claims += map(released, mine)
    if kind in {"vin", "slot"} or (kind == "move" and mine):
        claims.append(wish(desks, kind, desk, where, length))
    if kind == "again":
        claims += mine
    if kind == "lease":
        asked.append(lease(100 + len(desks.lent), desk))
    lent = desks.holds(desk)
    if kind == "back" and lent is not None:
        asked.append(replace(lent, returned=True))
    if kind == "end" and lent is not None:
        operator_ends(desks, lent)
    desks.asks |= {each.claim_id[0]: each for each in claims}
    desks.lent |= {each.lease_id[0]: each for each in asked}
    desks.push(claims, asked)


def operator_ends(desks: Desks, lent: LeaseAsk) -> None:
    try:
        said = end_lease(desks.connection, Context(desks.at), lent.lease_id)
    except Refusal:
        return
    desks.told |= {(each.table, each.row_id): dict(each.cells) for each in said}
    desks.lent[lent.lease_id[0]] = replace(lent, returned=True)


def check(desks: Desks) -> None:
    grants = desks.grants()
    for one in grants:
        for other in grants:
            if one is not other and (one.kind, one.resource) == (other.kind, other.resource):
                assert one.kind == "SLOT"
                assert one.ends_at <= other.starts_at or other.ends_at <= one.starts_at
    granted = {bytes(each.claim_id) for each in grants}
    live = {each.claim_id for each in desks.asks.values() if not each.released}
    said = {key for (table, key), cells in desks.told.items() if cells["verdict"] == "GRANTED"
            and table == "claim"} & live  # fmt: skip
    assert granted <= live
    assert said == granted
    check_progress(desks, granted)


def check_progress(desks: Desks, granted: set[bytes]) -> None:
    """Nobody is refused what nobody has; nobody waits for what is not lent."""
    rows = desks.connection.execute(
        select(hq.lease_line.c.lease_id).where(
            hq.lease_line.c.verdict == "GRANTED", hq.lease_line.c.ended_at.is_(None)
        )
    )
    is_lent = rows.first() is not None
    for each in desks.asks.values():
        told = desks.told.get(("claim", each.claim_id), {"verdict": None})
        if each.released or told["verdict"] == "GRANTED":
            continue
        if told["verdict"] is None:
            assert is_lent
            continue
        assert any(
            other.claim_id in granted
            and other.thing == each.thing
            and other.span.starts_at < each.span.ends_at
            and each.span.starts_at < other.span.ends_at
            for other in desks.asks.values()
        )


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(moves)
def test_at_every_moment_one_active_grant_a_thing(connection: Connection, sequence) -> None:
    with connection.begin_nested() as example:
        desks = Desks(connection)
        for move in sequence:
            take(desks, move)
            check(desks)
        example.rollback()
