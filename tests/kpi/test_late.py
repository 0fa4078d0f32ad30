"""What came late counts once, on the day it was posted to; the closed day keeps its figures."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import text

from db.session import uncaptured
from showroom.clock import SetClock
from showroom.dayclose.commands import CloseDay, close_day
from showroom.dayclose.queries import DayOf, LooseEnds, loose_ends, standing
from showroom.desk import Desk
from showroom.kpi.queries import BookOf, book
from showroom.kpi.records import Period
from showroom.kpi.rules import figures
from showroom.kpi.tally import tally
from showroom.rights import EVERYONE, allows
from showroom.terms import PayMethod
from showroom.unit import Unit
from showroom.visit.queries import VisitsOf, visits_of_day
from tests.board.days import (
    TODAY,
    Card,
    Come,
    Deal,
    Drive,
    Pay,
    at,
    put_card,
    put_deal,
    put_drive,
    put_money,
    put_visit,
)
from tests.visit.arrivals import staff_id

TOMORROW = TODAY + timedelta(days=1)
COUNTED = ("traffic", "drives", "quotes", "orders", "new_leads")


@allows(*EVERYONE)
def post(unit: Unit, row: tuple[str, UUID, dict[str, date]]) -> None:
    """Write what HQ writes on a late row."""
    table, key, dates = row
    with uncaptured(unit.session):
        for column, day in dates.items():
            unit.session.execute(
                text(f"UPDATE {table} SET {column} = :day WHERE id = :key"),  # noqa: S608 - our own names
                {"day": day.isoformat(), "key": key.bytes},
            )


def counts(desk: Desk, first: date, last: date) -> dict[str, int]:
    period = Period(first, last)
    made = figures(tally(desk.read(book, BookOf(period)), period))
    return {code: int(made[code].top) for code in COUNTED if code in made}


def test_a_late_day_counts_on_the_day_it_was_posted_to_and_once(
    manager: Desk, clock: SetClock
) -> None:
    ann = staff_id(manager, "liqian")
    card = manager.write(put_card, Card("王芳", owner=ann, visited=TODAY)).value
    visit = manager.write(put_visit, Come(at("09:00"), customer=card, owner=ann)).value
    drive = manager.write(put_drive, Drive(at("09:50"), card, ann)).value
    deal = manager.write(put_deal, Deal(card, ann)).value
    own_day = counts(manager, TODAY, TODAY)
    assert own_day["traffic"] == own_day["drives"] == own_day["orders"] == 1
    manager.write(post, ("visit", visit, {"posted_date": TOMORROW}))
    manager.write(post, ("test_drive", drive, {"posted_date": TOMORROW}))
    manager.write(post, ("customer", card, {"recorded_posted_on": TOMORROW}))
    manager.write(
        post, ("contract", deal, {"posted_date": TOMORROW, "ordered_posted_on": TOMORROW})
    )
    manager.write(post, ("quote", quote_of(manager, deal), {"issued_posted_on": TOMORROW}))
    clock.advance(days=1)
    assert set(counts(manager, TODAY, TODAY).values()) == {0}
    assert counts(manager, TOMORROW, TOMORROW) == own_day
    assert counts(manager, TODAY, TOMORROW) == own_day


def test_late_money_is_booked_on_the_day_it_was_posted_to(manager: Desk, clock: SetClock) -> None:
    money = manager.write(put_money, Pay(50_000)).value
    manager.write(post, ("receipt", money, {"posted_date": TOMORROW}))
    manager.write(close_day, CloseDay(TODAY, {PayMethod.CASH: 0}))
    clock.advance(days=1)
    assert manager.read(standing, DayOf(TODAY)).booked == {}
    assert manager.read(standing, DayOf(TOMORROW)).booked == {PayMethod.CASH: 50_000}


def test_a_date_is_looked_up_by_its_index(manager: Desk) -> None:
    assert "ix_visit" in manager.read(plan, "visit")
    assert "ix_receipt" in manager.read(plan, "receipt")


@allows(*EVERYONE)
def plan(unit: Unit, table: str) -> str:
    day = "coalesce(posted_date, business_date) = '2026-11-22'"
    asked = text(f"EXPLAIN QUERY PLAN SELECT id FROM {table} WHERE {day}")  # noqa: S608 - own names
    return " ".join(str(row) for row in unit.session.execute(asked))


@allows(*EVERYONE)
def quote_id(unit: Unit, contract_id: UUID) -> UUID:
    asked = text("SELECT quote_id FROM contract WHERE id = :key")
    return UUID(bytes=unit.session.execute(asked, {"key": contract_id.bytes}).scalar_one())


def quote_of(desk: Desk, contract_id: UUID) -> UUID:
    return desk.read(quote_id, contract_id)


def test_the_day_it_counts_on_lists_it_with_its_own_date(manager: Desk, clock: SetClock) -> None:
    visit = manager.write(put_visit, Come(at("09:00"))).value
    manager.write(post, ("visit", visit, {"posted_date": TOMORROW}))
    manager.write(put_visit, Come(at("09:00", TOMORROW)))
    clock.advance(days=1)
    checks = {check.code: check for check in manager.read(standing, DayOf(TOMORROW)).checks}
    assert checks["dayclose.late_entries"].count == 1
    [line] = manager.read(loose_ends, LooseEnds(TOMORROW, "dayclose.late_entries"))
    assert (line.id, line.day, line.posted_on) == (visit, TODAY, TOMORROW)
    todays = manager.read(standing, DayOf(TODAY)).checks
    assert "dayclose.late_entries" not in {check.code for check in todays}


def test_the_visit_log_shows_a_late_visit_as_late(manager: Desk, clock: SetClock) -> None:
    visit = manager.write(put_visit, Come(at("09:00"))).value
    manager.write(post, ("visit", visit, {"posted_date": TOMORROW}))
    clock.advance(days=1)
    [line] = manager.read(visits_of_day, VisitsOf(TOMORROW)).lines
    assert (line.id, line.late_of) == (visit, TODAY)
    assert manager.read(visits_of_day, VisitsOf(TODAY)).lines == []
