"""Late entries: which day they count on, whatever comes late and however."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from db.base import Base
from showroom.dayclose.late import EVENTS, POSTED, Closed, counts_on, posted_date, postings

NANJING = ZoneInfo("Asia/Shanghai")
NOV_22, NOV_23, NOV_24 = (date(2026, 11, 22) + timedelta(days=each) for each in range(3))
CLOSED = Closed({NOV_22}, NOV_24, NANJING)
DATES = st.dates(date(2026, 11, 1), date(2026, 11, 20))


def test_what_comes_in_time_counts_on_its_own_day() -> None:
    assert posted_date(NOV_23, {NOV_22}, NOV_24) is None


def test_a_late_entry_counts_today() -> None:
    assert posted_date(NOV_22, {NOV_22}, NOV_24) == NOV_24


def test_a_late_entry_counts_tomorrow_when_today_was_closed_early() -> None:
    assert posted_date(NOV_22, {NOV_22, NOV_24}, NOV_24) == date(2026, 11, 25)


@given(DATES, st.frozensets(DATES), DATES)
def test_it_never_counts_on_a_closed_day_nor_before_its_own(
    day: date, closed: frozenset[date], today: date
) -> None:
    counted = posted_date(day, closed, today) or day
    assert counted not in closed
    assert counted >= day
    assert (counted == day) == (day not in closed)


def test_an_order_of_a_closed_day_is_posted_while_its_contract_stays_where_it_counted() -> None:
    before = {"business_date": "2026-11-22"}
    after = {"business_date": "2026-11-22", "ordered_on": "2026-11-22"}
    assert postings("contract", after, before, CLOSED) == {"ordered_posted_on": "2026-11-24"}


def test_a_quote_issued_in_the_small_hours_is_of_the_outlets_date() -> None:
    at = 1_795_363_200_000_000  # 2026-11-22 16:00 UTC: 00:00 of the 23rd in Nanjing
    cells = {"business_date": "2026-11-22", "issued_at": at}
    assert postings("quote", cells, None, CLOSED) == {"posted_date": "2026-11-24"}
    assert postings("quote", {"issued_at": at - 1}, None, CLOSED) == {
        "issued_posted_on": "2026-11-24"
    }


def test_what_was_posted_once_is_never_posted_again() -> None:
    cells = {"business_date": "2026-11-22", "posted_date": "2026-11-23"}
    assert postings("receipt", cells, None, CLOSED) == {}
    assert counts_on("receipt", cells) == NOV_23


def test_cards_out_of_an_old_ledger_are_no_leads_of_today() -> None:
    card = {"first_contact_on": "2026-11-22"}
    assert postings("customer", card, None, CLOSED) == {"recorded_posted_on": "2026-11-24"}
    assert postings("customer", {**card, "import_id": "AA"}, None, CLOSED) == {}


def test_every_table_with_a_business_date_can_be_posted() -> None:
    dated = {t.name for t in Base.metadata.tables.values() if "business_date" in t.columns}
    assert dated - {"day_close", "countersign"} == {
        name for name, events in EVENTS.items() if "business_date" in events
    }
    for table, events in EVENTS.items():
        assert {*events, *events.values()} <= set(Base.metadata.tables[table].columns.keys())
    assert "posted_date" in POSTED
