"""What is published: all of it or nothing, dated, to whom it is meant, with every problem told."""

import pytest
from sqlalchemy import select

from db.headquarters import publication
from showroom.clock import SetClock
from showroom.errors import Refusal
from showroom.hq.headquarters import Headquarters
from showroom.hq.publish.publishing import Published
from tests.conftest import DAY
from tests.hq.publish.conftest import Issue, codes, held
from tests.hq.publish.writing import BOOK, Rows, price


def published(issue: Issue, **more: Rows) -> Published:
    done = issue(BOOK | more)
    assert not done.preview.problems
    return done


def test_a_price_book_is_published_to_everybody(issue: Issue, outlets: Headquarters) -> None:
    done = published(issue)
    assert done.seq == 3
    (price_row,) = held(outlets, "price")["hq"]
    assert (price_row["guide_price_fen"], price_row["valid_from"]) == (39_990_000, "2026-12-01")
    assert price_row["outlet_id"] == "0" * 32


def test_what_was_published_is_written_down_with_who_did_it(
    issue: Issue, outlets: Headquarters
) -> None:
    published(issue)
    with outlets.store.read() as connection:
        (row,) = connection.execute(select(publication)).all()
    assert (row.kind, row.file_name, row.bucket) == ("models,prices,trims", "book.json", "hq")
    assert (row.rows, row.published_by, row.seq) == (3, "陈总", 3)


def test_the_same_file_again_publishes_nothing(issue: Issue, outlets: Headquarters) -> None:
    published(issue)
    again = issue(BOOK)
    assert (again.seq, again.preview.plan.changes) == (0, ())
    assert again.preview.plan.counts()["prices"]["same"] == 1


def test_a_later_price_ends_the_one_before(issue: Issue, outlets: Headquarters) -> None:
    published(issue)
    done = issue({"prices": [price("389900", "2027-01-01")]})
    assert done.preview.plan.counts() == {
        "prices": {"new": 1, "changed": 0, "closed": 1, "same": 0}
    }
    dates = [(row["valid_from"], row.get("valid_to")) for row in held(outlets, "price")["hq"]]
    assert dates == [("2026-12-01", "2026-12-31"), ("2027-01-01", None)]


def test_a_price_in_force_stands_and_one_to_come_may_be_corrected(
    issue: Issue, outlets: Headquarters, clock: SetClock
) -> None:
    published(issue)
    assert not codes(issue({"prices": [price("389900", "2026-12-01")]}))
    clock.put(DAY.replace(month=12, day=2))
    assert codes(issue({"prices": [price("379900", "2026-12-01")]})) == ["in_force"]
    assert held(outlets, "price")["hq"][0]["guide_price_fen"] == 38_990_000


def test_one_wrong_row_keeps_everything_back_and_every_problem_is_told(
    issue: Issue, outlets: Headquarters
) -> None:
    bad = [price("39.999", "2026-12-01"), price("1", "1.12.26"), {"trim": "X"}]
    done = issue(BOOK | {"prices": bad})
    assert codes(done) == ["amount_decimals", "day", "missing", "missing"]
    assert (done.seq, held(outlets, "trim")) == (0, {})


def test_floor_prices_never_reach_second_tier_outlets(issue: Issue, outlets: Headquarters) -> None:
    floor = {"trim": "EX90-BEV-SZ", "floor_price": "355000", "valid_from": "2026-12-01"}
    published(issue, floors=[floor])
    assert list(held(outlets, "floor_price")) == ["floor:east"]
    assert codes(issue({"floors": [floor]}, to="group:second")) == ["floor_no_s4"]
    assert codes(issue({"floors": [floor]}, to="outlet:NJHX")) == ["floor_to_outlet"]


def test_a_floor_above_the_guide_price_is_refused_whichever_comes_second(issue: Issue) -> None:
    floor = {"trim": "EX90-BEV-SZ", "floor_price": "390000", "valid_from": "2026-12-01"}
    assert codes(issue(BOOK | {"floors": [floor | {"floor_price": "400000"}]})) == ["floor_above"]
    published(issue, floors=[floor])
    assert codes(issue({"prices": [price("380000", "2027-01-01")]})) == ["floor_above"]


def test_a_group_has_promotions_of_its_own(issue: Issue, outlets: Headquarters) -> None:
    published(issue)
    offer = {
        "code": "CASH", "name": "现金优惠", "kind": "现金优惠", "model": "EX90", "amount": 5000,
        "on_invoice": "是", "valid_from": "2026-12-01", "valid_to": "2026-12-31",
    }  # fmt: skip
    assert not codes(issue({"promotions": [offer]}, to="group:east"))
    assert not codes(issue({"promotions": [offer | {"amount": 8000}]}, to="group:second"))
    amounts = {b: rows[0]["amount_fen"] for b, rows in held(outlets, "promotion").items()}
    assert amounts == {"group:east": 500_000, "group:second": 800_000}
    everybody = issue({"promotions": [offer]})
    assert codes(everybody) == ["overlap_elsewhere", "overlap_elsewhere"]


def test_a_trim_of_a_group_goes_to_everybody_only_when_told(issue: Issue) -> None:
    assert not codes(issue(BOOK, to="group:east"))
    assert codes(issue({"models": BOOK["models"]}, to="group:second")) == ["elsewhere"]
    assert issue({"models": BOOK["models"]}).seq > 0


def test_codes_that_nobody_knows_are_named(issue: Issue) -> None:
    rows = {
        "prices": [price("1000", "2026-12-01")],
        "trims": [BOOK["trims"][0] | {"trim": "T", "model": "Nope"}],
        "settings": [{"key": "no.key", "value": 1, "source": "x", "valid_from": "2026-12-01"}],
        "targets": [{"outlet": "NOPE", "month": "2026-12", "figure": "wishes", "value": 1}],
    }
    assert codes(issue(rows)) == [
        "unknown_trim", "unknown_model", "unknown_key", "unknown_outlet", "unknown_figure",
    ]  # fmt: skip


def test_two_rows_for_one_code_and_day_are_refused(issue: Issue) -> None:
    twice = [price("399900", "2026-12-01"), price("389900", "2026-12-01")]
    done = issue(BOOK | {"prices": twice})
    assert codes(done) == ["twice"]
    assert done.preview.problems[0].facts["other"] == "book.json · prices · 1"


def test_a_setting_needs_the_shape_its_readers_know(issue: Issue) -> None:
    row = {"key": "quote.validity", "source": "总部", "valid_from": "2026-12-01"}
    for value, code in (({"days": "7"}, "shape_type"), ({}, "shape_missing")):
        assert codes(issue({"settings": [row | {"value": value}]})) == [code]
    assert issue({"settings": [row | {"value": {"days": 5}}]}).seq == 1


def test_a_setting_that_is_a_number_is_published_as_desks_store_it(
    issue: Issue, outlets: Headquarters
) -> None:
    row = {"key": "exchange.every_seconds", "source": "总部", "valid_from": "2026-12-01"}
    assert codes(issue({"settings": [row | {"value": 90}]})) == []
    assert held(outlets, "setting")["hq"][0]["value"] == 90


def test_targets_go_to_their_outlet_alone(issue: Issue, outlets: Headquarters) -> None:
    target = {"outlet": "NJHX", "month": "2026-12", "figure": "orders", "value": 70}
    assert issue({"targets": [target]}).seq == 1
    assert list(held(outlets, "target")) == ["outlet:NJHX"]
    assert codes(issue({"targets": [target | {"login": "ghost"}]})) == ["unknown_login"]
    assert codes(issue({"targets": [target | {"month": "2026-10"}]})) == ["month_over"]
    assert codes(issue({"targets": [target]}, to="group:second")) == ["outlet_not_meant"]


def test_terms_are_proofread(issue: Issue) -> None:
    row = {"version": "2", "valid_from": "2026-12-01"}
    good = "== 价款\n价款为 {price}，**定金**按约定。"
    for body, code in (
        (good + "本店有最终解释权", "terms_wording"),
        (good + "{colour}", "terms_place"),
        (good + "**", "terms_mark"),
        ("只有一句", "terms_empty"),
    ):
        assert codes(issue({"terms": [row | {"body": body}]})) == [code]
    assert issue({"terms": [row | {"body": good}]}).seq == 1


@pytest.mark.parametrize("to", ["east", "group:west", "outlet:XX", "group:"])
def test_whom_nobody_knows_is_refused(issue: Issue, to: str) -> None:
    with pytest.raises(Refusal):
        issue(BOOK, to=to)
