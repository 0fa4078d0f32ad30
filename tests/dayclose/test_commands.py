"""A date is closed, locked, sealed, reopened."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text

from db.models.dayclose import DayClose
from showroom.clock import SetClock
from showroom.dayclose.commands import CloseDay, ReopenDay, close_day, reopen_day
from showroom.dayclose.queries import DayOf, standing
from showroom.dayclose.seal import leaves, seal_of
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.rights import EVERYONE, allows
from showroom.terms import DayStatus, DriveStatus, PayMethod
from showroom.unit import Unit
from showroom.visit.commands import Leave, leave
from tests.board.days import TODAY, Come, Drive, Pay, at, put_drive, put_money, put_visit
from tests.dayclose.conftest import leaves_of
from tests.visit.arrivals import come, staff_id

CLOSE = CloseDay(TODAY, {PayMethod.CASH: 0})
TOMORROW = TODAY + timedelta(days=1)


@allows(*EVERYONE)
def rows(unit: Unit, _query: None) -> list[tuple[str, int, str, str, str | None]]:
    found = unit.session.scalars(select(DayClose).order_by(DayClose.closed_at, DayClose.version))
    return [(row.status, row.version, row.seal, seal_of(row), row.previous_hash) for row in found]


@allows(*EVERYONE)
def bring_back(unit: Unit, key: UUID) -> None:
    unit.session.execute(
        text("UPDATE test_drive SET status = 'DONE' WHERE id = :key"), {"key": key.bytes}
    )


def refused(action: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        action()
    return caught.value.code


def test_a_day_closes_and_its_figures_stay(manager: Desk) -> None:
    manager.write(put_visit, Come(at("09:30")))
    closed = manager.write(close_day, CLOSE).value
    assert (closed.doc_no, closed.record_count) == ("NJHX-A-RJ-20261122-001", 1)
    day = manager.read(standing, DayOf(TODAY))
    assert day.status is DayStatus.CLOSED
    assert day.closed is not None
    assert (day.closed.seal, day.closed.closed_by) == (closed.seal, "李雯")


def test_a_closed_date_takes_no_new_record_and_no_change(manager: Desk) -> None:
    visit = come(manager)
    manager.write(close_day, replace(CLOSE, acknowledged=frozenset({"dayclose.still_here"})))
    assert refused(lambda: come(manager)) == "dayclose.date_closed"
    gone = Leave(visit.visit_id)
    assert refused(lambda: manager.write(leave, gone)) == "dayclose.date_closed"
    money = Pay(100)
    assert refused(lambda: manager.write(put_money, money)) == "dayclose.date_closed"


def test_the_next_day_goes_on(manager: Desk, clock: SetClock) -> None:
    manager.write(close_day, CLOSE)
    clock.advance(days=1)
    assert come(manager).customer_id is not None


def test_closing_after_midnight_warns_of_the_drive_still_out(
    manager: Desk, clock: SetClock
) -> None:
    """Example 14."""
    last = date(2026, 11, 30)
    card = come(manager).customer_id
    assert card is not None
    drive = manager.write(
        put_drive, Drive(at("23:40", last), card, staff_id(manager, "liqian"), DriveStatus.OUT)
    ).value
    clock.put(at("00:05", date(2026, 12, 1)).astimezone(UTC))
    november = CloseDay(
        last,
        {PayMethod.CASH: 0},
        acknowledged=frozenset({"dayclose.earlier_open", "dayclose.contacts_due"}),
    )
    assert refused(lambda: manager.write(close_day, november)) == "dayclose.open_drives"
    seen = replace(november, acknowledged=november.acknowledged | {"dayclose.open_drives"})
    manager.write(close_day, seen)
    before = manager.read(leaves_of, last)
    manager.write(bring_back, drive)
    assert manager.read(leaves_of, last) == before, "a drive brought back later is no change"


def test_tomorrow_cannot_be_closed_and_a_day_not_twice(manager: Desk) -> None:
    tomorrow = replace(CLOSE, day=TOMORROW)
    assert refused(lambda: manager.write(close_day, tomorrow)) == "dayclose.future"
    manager.write(close_day, CLOSE)
    assert refused(lambda: manager.write(close_day, CLOSE)) == "dayclose.closed_already"


def test_cash_is_counted_and_a_difference_explained(manager: Desk) -> None:
    manager.write(put_money, Pay(200_000))
    manager.write(put_money, Pay(50_000, PayMethod.WECHAT))
    uncounted = replace(CLOSE, counted={PayMethod.WECHAT: 50_000})
    assert refused(lambda: manager.write(close_day, uncounted)) == "dayclose.cash_uncounted"
    short = replace(CLOSE, counted={PayMethod.CASH: 199_900})
    assert refused(lambda: manager.write(close_day, short)) == "dayclose.variance_unexplained"
    manager.write(close_day, replace(short, variance_reason="找零少一元"))


def test_money_of_two_kinds_mixed_up_is_explained_though_the_sum_is_right(manager: Desk) -> None:
    manager.write(put_money, Pay(200_000))
    manager.write(put_money, Pay(50_000, PayMethod.WECHAT))
    counted = {PayMethod.CASH: 210_000, PayMethod.WECHAT: 40_000}
    mixed = replace(CLOSE, counted=counted)
    assert refused(lambda: manager.write(close_day, mixed)) == "dayclose.variance_unexplained"


def test_an_earlier_day_left_open_is_told(manager: Desk) -> None:
    manager.write(put_visit, Come(at("10:00", TODAY - timedelta(days=2))))
    assert refused(lambda: manager.write(close_day, CLOSE)) == "dayclose.earlier_open"
    manager.write(close_day, replace(CLOSE, acknowledged=frozenset({"dayclose.earlier_open"})))


def test_only_a_manager_closes(consultant: Desk, cashier: Desk) -> None:
    assert refused(lambda: consultant.write(close_day, CLOSE)) == "staff.not_permitted"
    assert refused(lambda: cashier.write(close_day, CLOSE)) == "staff.not_permitted"


def test_a_reopened_day_takes_records_and_closes_again(manager: Desk, clock: SetClock) -> None:
    manager.write(close_day, CLOSE)
    assert refused(lambda: manager.write(reopen_day, ReopenDay(TODAY, " "))) == (
        "dayclose.reason_missing"
    )
    clock.advance(minutes=5)
    manager.write(reopen_day, ReopenDay(TODAY, "补录一批客户"))
    manager.write(put_visit, Come(at("09:30")))
    clock.advance(minutes=5)
    manager.write(close_day, CLOSE)
    kept = manager.read(rows, None)
    assert [(status, version) for status, version, *_ in kept] == [
        ("CLOSED", 1),
        ("REOPENED", 2),
        ("CLOSED", 3),
    ]
    assert kept[1][4] == kept[0][2]
    assert kept[2][4] == kept[1][2]
    closed = manager.read(standing, DayOf(TODAY)).closed
    assert closed is not None
    assert closed.reason == "补录一批客户"


def test_a_second_submit_closes_once(manager: Desk) -> None:
    once = UUID(int=7)
    first = manager.write(close_day, CLOSE, once).value
    assert manager.write(close_day, CLOSE, once).value == first
    assert len(manager.read(rows, None)) == 1


def test_the_report_is_issued_with_the_close_and_not_counted_among_its_records(
    manager: Desk,
) -> None:
    manager.write(put_visit, Come(at("09:30")))
    assert "paper" in manager.write(close_day, CLOSE).tables
    with manager.opened.store.read() as session:
        assert leaves(session, TODAY).keys() == {"visit"}


def test_a_note_that_cannot_be_printed_stops_the_close(manager: Desk) -> None:
    strange = replace(CLOSE, manager_note="\U0001f600")
    assert refused(lambda: manager.write(close_day, strange)) == "documents.no_glyph"
    assert manager.read(standing, DayOf(TODAY)).status is DayStatus.OPEN
