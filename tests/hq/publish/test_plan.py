"""Publication after publication, as HQ holds the rows: one version a day, no hole in a price."""

import itertools
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from showroom.hq.publish.plan import Plan, plan
from showroom.hq.publish.scope import Scope
from showroom.hq.publish.sheets.files import Line, Table
from showroom.hq.publish.sheets.kinds import KINDS
from showroom.hq.publish.sheets.rows import Row, rows_of
from showroom.hq.publish.standing import HeldRow, HqOutlet, Standing
from showroom.terms import OutletKind
from tests.hq.publish.writing import BOOK, price

FIRST = date(2026, 11, 22)
HQ = Standing((HqOutlet("NJHX", "east", OutletKind.S4, "0" * 31 + "1"),))
EVERYBODY = Scope("hq")


def rows(**sheets: list[dict[str, Any]]) -> list[Row]:
    found: list[Row] = []
    for name, lines in sheets.items():
        numbered = tuple(
            Line(n, {key: cell for key, cell in cells.items() if cell is not None})
            for n, cells in enumerate(lines, 1)
        )
        found += rows_of(Table(KINDS[name], "f", name, {}, numbered))[0]
    return found


def after(standing: Standing, made: Plan) -> Standing:
    """HQ once a plan is written."""
    kept = dict(standing.by_key)
    for row in made.rows:
        filled = {name: cell for name, cell in row.cells.items() if cell is not None}
        kept[row.table, row.id] = HeldRow(row.table, row.id, row.bucket, filled)
    return Standing(standing.outlets, tuple(kept.values()))


def holding(standing: Standing, on: date) -> list[int]:
    """The guide prices that hold on a day."""
    return [
        row.cells["guide_price_fen"]
        for row in standing.published.get("price", ())
        if row.since <= on and (row.until is None or on <= row.until)
    ]


PRICE = st.builds(
    lambda since, length, yuan: price(
        str(yuan),
        str(FIRST + timedelta(since)),
        None if length is None else str(FIRST + timedelta(since + length)),
    ),
    st.integers(-20, 40),
    st.none() | st.integers(0, 15),
    st.sampled_from((399_900, 389_900, 379_900)),
)


@given(st.lists(st.tuples(st.lists(PRICE, max_size=3), st.integers(0, 6)), max_size=6))
def test_whatever_is_published_each_day_has_one_price(
    publications: list[tuple[list[dict[str, Any]], int]],
) -> None:
    tree = rows(models=BOOK["models"], trims=BOOK["trims"])
    standing, today = after(HQ, plan(tree, EVERYBODY, HQ, FIRST)), FIRST
    days = [FIRST + timedelta(n) for n in range(-30, 80)]
    for prices, passed in publications:
        today += timedelta(passed)
        made = plan(rows(prices=prices), EVERYBODY, standing, today)
        then = after(standing, made)
        begun = any(row.since <= today for row in standing.published.get("price", ()))
        for day in days:
            assert len(holding(then, day)) <= 1
            assert not holding(standing, day) or holding(then, day)
            assert not (begun and day < today) or holding(then, day) == holding(standing, day)
        covered = [day for day in days if holding(then, day)]
        assert all(b - a == timedelta(1) for a, b in itertools.pairwise(covered))
        standing = then


def test_a_row_has_every_cell_of_its_table_so_that_an_end_can_be_taken_back() -> None:
    made = plan(rows(**BOOK), EVERYBODY, HQ, FIRST)
    (change,) = [each for each in made.changes if each.row.table == "price"]
    assert change.row.cells["valid_to"] is None
    assert set(change.row.cells) == {
        "outlet_id", "trim_id", "guide_price_fen", "valid_from", "valid_to",
    }  # fmt: skip


def test_rows_meant_for_two_groups_have_keys_of_their_own() -> None:
    offer = {
        "code": "GIFT", "name": "送脚垫", "kind": "ACCESSORY", "amount": 0, "on_invoice": False,
        "valid_from": "2026-12-01",
    }  # fmt: skip
    keys = {
        plan(rows(promotions=[offer]), Scope(bucket), HQ, FIRST).rows[0].id
        for bucket in ("hq", "group:east", "group:west")
    }
    assert len(keys) == 3
