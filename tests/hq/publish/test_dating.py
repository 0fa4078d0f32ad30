"""Versions of one code: never two on a day, never a hole in a price, never an edited past."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom.hq.publish.dating import Laid, Mark, Terms, Version, lay

FIRST = date(2026, 1, 1)
TODAY = FIRST + timedelta(days=20)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def version(since: int, until: int | None, content: str) -> Version:
    return Version(day(since), None if until is None else day(until), content)


def price(standing: list[Version], *new: Version) -> Laid:
    return lay(standing, new, Terms(TODAY, unbroken=True))


def offer(standing: list[Version], *new: Version) -> Laid:
    return lay(standing, new, Terms(TODAY, unbroken=False))


def codes(laid: Laid) -> list[str]:
    return [clash.code for clash in laid.clashes]


def test_a_later_price_ends_the_one_before_on_the_day_before():
    laid = price([version(0, None, "old")], version(30, None, "new"))
    assert laid.versions == (version(0, 29, "old"), version(30, None, "new"))
    assert [mark for mark, _ in laid.written] == [Mark.CLOSED, Mark.NEW]


def test_the_same_file_twice_changes_nothing():
    standing = [version(0, 29, "old"), version(30, None, "new")]
    assert price(standing, *standing).written == ()


def test_a_row_already_published_and_ended_since_is_not_opened_again_by_the_old_file():
    standing = [version(0, 29, "old"), version(30, None, "new")]
    laid = price(standing, version(0, None, "old"))
    assert not laid.clashes
    assert laid.written == ()


def test_a_book_kept_with_all_its_versions_is_published_again_and_again():
    book = [version(0, None, "old"), version(10, None, "new")]
    standing = list(price([], *book).versions)
    laid = price(standing, *book, version(30, None, "newest"))
    assert not laid.clashes
    assert laid.versions[1:] == (version(10, 29, "new"), version(30, None, "newest"))


def test_a_price_slipped_in_before_one_still_to_come_ends_where_that_begins():
    laid = price([version(0, 39, "old"), version(40, None, "next")], version(30, None, "between"))
    assert laid.versions[1] == version(30, 39, "between")


def test_a_price_in_force_is_not_rewritten():
    assert codes(price([version(0, None, "old")], version(0, None, "new"))) == ["publish.in_force"]


def test_a_price_still_to_come_may_be_corrected():
    laid = price([version(0, 29, "old"), version(30, None, "wrong")], version(30, None, "right"))
    assert laid.written == ((Mark.CHANGED, version(30, None, "right")),)


def test_days_that_are_over_get_no_other_price():
    laid = price([version(0, None, "old")], version(10, None, "new"))
    assert codes(laid) == ["publish.backdated"]
    assert laid.clashes[0].other == version(0, None, "old")


def test_an_offer_may_end_earlier_but_not_before_today():
    standing = [version(0, None, "gift")]
    assert offer(standing, version(0, 25, "gift")).versions == (version(0, 25, "gift"),)
    assert codes(offer(standing, version(0, 10, "gift"))) == ["publish.ended"]


def test_an_offer_that_would_lie_inside_another_says_which():
    laid = offer([version(0, 60, "year")], version(30, 40, "week"))
    assert codes(laid) == ["publish.overlap"]
    assert laid.clashes[0].other == version(0, 60, "year")


def test_an_offer_that_runs_into_the_next_says_which():
    laid = offer([version(0, 25, "now"), version(40, 50, "next")], version(30, 45, "long"))
    assert codes(laid) == ["publish.overlap"]
    assert laid.clashes[0].other == version(40, 50, "next")


def test_a_price_may_not_end_with_nothing_after_it_while_one_stood_there():
    laid = price([version(0, None, "old")], version(30, 40, "week"))
    assert codes(laid) == ["publish.gap"]
    assert laid.clashes[0].day == day(41)
    assert not offer([version(0, None, "old")], version(30, 40, "week")).clashes


def test_two_prices_may_not_leave_days_between_them():
    laid = price([version(0, 29, "old")], version(35, None, "new"))
    assert (codes(laid), laid.clashes[0].day) == (["publish.gap"], day(30))


NEW = st.builds(
    lambda since, length, content: version(since, length and since + length, content),
    st.integers(0, 60),
    st.none() | st.integers(1, 20),
    st.sampled_from("abc"),
)
PUBLICATIONS = st.lists(st.tuples(st.integers(0, 5), st.lists(NEW, max_size=2)), max_size=6)


def held_on(versions: tuple[Version, ...], number: int) -> list[str]:
    return [each.content for each in versions if each.holds(day(number))]


@pytest.mark.parametrize("unbroken", [True, False])
@given(PUBLICATIONS)
def test_whatever_is_published_no_day_has_two_versions_and_no_past_day_another(
    unbroken: bool, publications: list[tuple[int, list[Version]]]
) -> None:
    standing: tuple[Version, ...] = ()
    today = 20
    for passed, rows in publications:
        today += passed
        new = list({row.since: row for row in rows}.values())
        laid = lay(standing, new, Terms(day(today), unbroken=unbroken))
        if laid.clashes:
            continue
        _check(standing, laid.versions, today)
        if unbroken:
            _check_unbroken(standing, laid.versions)
        assert lay(laid.versions, laid.versions, Terms(day(today), unbroken=unbroken)).written == ()
        standing = laid.versions


def _check(old: tuple[Version, ...], new: tuple[Version, ...], today: int) -> None:
    begun = any(each.since <= day(today) for each in old)
    for number in range(100):
        assert len(held_on(new, number)) <= 1
        if begun and number < today:
            assert held_on(new, number) == held_on(old, number)


def _check_unbroken(old: tuple[Version, ...], new: tuple[Version, ...]) -> None:
    covered = [number for number in range(100) if held_on(new, number)]
    assert covered == list(range(covered[0], covered[-1] + 1)) if covered else True
    assert all(held_on(new, number) for number in range(100) if held_on(old, number))
