"""The dated rows of a ledger as visits."""

from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select

from db.models.dayclose import DayClose
from db.models.visit import Visit
from showroom.desk import Desk
from showroom.rights import EVERYONE, allows
from showroom.terms import Channel
from showroom.unit import Unit
from showroom.visit.commands import register
from showroom.visit.entry import Register
from tests.ledger.test_commands import one, small, taken_in, visits


def test_a_visit_starts_with_its_day_in_the_zone_of_the_outlet(
    manager: Desk, tmp_path: Path
) -> None:
    taken_in(
        manager, small(tmp_path, ["王芳", "13800138000", "XC60", "H", "2026-05-01", "网络", "x"])
    )
    with manager.opened.store.read() as session:
        visit = session.scalars(select(Visit).where(Visit.phone == "13800138000")).one()
    assert visit.arrived_at == datetime(2026, 4, 30, 16, tzinfo=UTC)
    assert (visit.business_date, visit.channel) == (date(2026, 5, 1), Channel.WALK_IN)
    assert (visit.model_text, visit.source, visit.note) == ("XC60", "WEB", "x")


def test_a_visit_of_today_is_over(manager: Desk, tmp_path: Path) -> None:
    taken_in(manager, small(tmp_path, ["王芳", "13800138000", "", "", "2026-11-22"]))
    with manager.opened.store.read() as session:
        visit = session.scalars(select(Visit).where(Visit.phone == "13800138000")).one()
    assert visit.left_at is not None


def test_a_visit_reception_logged_that_day_is_not_written_again(
    manager: Desk, tmp_path: Path
) -> None:
    manager.write(register, Register(name="王芳", phone="13800138000"))
    made = taken_in(manager, small(tmp_path, ["王芳", "13800138000", "", "", "2026-11-22"]))
    assert (made.attached, made.visits) == (1, 0)
    assert visits(manager, "13800138000") == [(date(2026, 11, 22), "FIRST")]


def test_rows_in_any_order_make_the_earliest_visit_the_first(manager: Desk, tmp_path: Path) -> None:
    later = ["王芳", "13800138000", "", "A", "2026-06-01", "", "第二次"]
    first = ["王芳", "13800138000", "", "H", "2026-05-01", "", "第一次"]
    taken_in(manager, small(tmp_path, later, first))
    assert visits(manager, "13800138000") == [
        (date(2026, 5, 1), "FIRST"),
        (date(2026, 6, 1), "REVISIT"),
    ]
    assert one(manager, "13800138000").level == "A"


def test_a_visit_on_a_closed_day_is_told_in_the_note_once(manager: Desk, tmp_path: Path) -> None:
    manager.write(close_day, date(2026, 5, 1))
    file = small(tmp_path, ["王芳", "13800138000", "", "", "2026-05-01", "", "看了XC60"])
    made = taken_in(manager, file)
    assert (made.visits, made.unwritten) == (0, (2,))
    taken_in(manager, file)
    assert one(manager, "13800138000").note == "看了XC60\n2026-05-01 来店（该日已日结） 看了XC60"


@allows(*EVERYONE)
def close_day(unit: Unit, day: date) -> None:
    unit.add(
        DayClose(
            id=unit.new_id(),
            outlet_id=unit.outlet_id,
            doc_no="x",
            business_date=day,
            status="CLOSED",
            figures={},
            booked_by_method={},
            counted_by_method={},
            leaves={},
            cash_booked_fen=0,
            cash_counted_fen=0,
            acknowledged=[],
            record_count=0,
            records_hash="",
            seal="",
            closed_by_id=unit.actor.staff_id,
            closed_at=unit.now,
        )
    )
