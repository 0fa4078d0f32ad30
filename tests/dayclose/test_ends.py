"""What is loose on a date: told for the date it belongs to, and no longer once it is settled."""

from datetime import date, timedelta

from showroom.customer.losses import ApplyForLoss, DecideLoss, apply_for_loss, decide_loss
from showroom.dayclose.commands import CloseDay, close_day
from showroom.dayclose.ends import KINDS
from showroom.dayclose.queries import CheckState, DayOf, standing
from showroom.desk import Desk
from showroom.terms import DriveStatus, LostCategory, PayMethod
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
from tests.visit.arrivals import come, staff_id

YESTERDAY = TODAY - timedelta(days=1)


def loose(desk: Desk, day: date = TODAY) -> set[str]:
    checks = desk.read(standing, DayOf(day)).checks
    return {each.code for each in checks if each.state is CheckState.WARN}


def test_every_loose_end_but_the_open_dates_opens_records(manager: Desk) -> None:
    codes = {each.code for each in manager.read(standing, DayOf(TODAY)).checks}
    assert codes - {"dayclose.earlier_open"} == set(KINDS) - {"dayclose.late_entries"}


def test_a_car_still_out_is_loose_until_it_is_back_but_a_past_booking_is_not(
    manager: Desk,
) -> None:
    card, ann = manager.write(put_card, Card("王芳")).value, staff_id(manager, "liqian")
    manager.write(put_drive, Drive(at("10:00", YESTERDAY), card, ann, DriveStatus.BOOKED))
    assert loose(manager) == set()
    manager.write(put_drive, Drive(at("11:00", YESTERDAY), card, ann, DriveStatus.OUT))
    assert loose(manager) == {"dayclose.open_drives"}
    assert loose(manager, YESTERDAY) == {"dayclose.open_drives"}


def test_a_contract_signed_and_not_paid_is_loose(manager: Desk) -> None:
    card, ann = manager.write(put_card, Card("王芳")).value, staff_id(manager, "liqian")
    manager.write(put_deal, Deal(card, ann, ordered_on=None))
    assert loose(manager) == {"dayclose.unpaid"}
    assert loose(manager, YESTERDAY) == set()


def test_a_loss_waits_for_the_managers_word(manager: Desk) -> None:
    card = come(manager).customer_id
    assert card is not None
    asked = manager.write(apply_for_loss, ApplyForLoss(card, LostCategory.OTHER, "搬家"))
    assert "dayclose.approvals_waiting" in loose(manager)
    manager.write(decide_loss, DecideLoss(asked.value, approved=True))
    assert "dayclose.approvals_waiting" not in loose(manager)


def test_only_dates_with_visits_or_money_want_to_be_closed(manager: Desk) -> None:
    manager.write(put_visit, Come(at("10:00", YESTERDAY)))
    manager.write(put_money, Pay(100, day=TODAY - timedelta(days=3)))
    manager.write(put_visit, Come(at("10:00", TODAY - timedelta(days=61))))
    [told] = [
        each
        for each in manager.read(standing, DayOf(TODAY)).checks
        if each.code == "dayclose.earlier_open"
    ]
    assert told.days == (TODAY - timedelta(days=3), YESTERDAY)
    seen = frozenset({"dayclose.earlier_open"})
    manager.write(close_day, CloseDay(YESTERDAY, {PayMethod.CASH: 0}, acknowledged=seen))
    state = manager.read(standing, DayOf(TODAY)).state
    assert state.earlier_open == (TODAY - timedelta(days=3),)


def test_a_contact_is_due_on_its_day_and_stays_due(manager: Desk) -> None:
    manager.write(put_card, Card("王芳", next_at=at("10:00", YESTERDAY)))
    assert loose(manager) == loose(manager, YESTERDAY) == {"dayclose.contacts_due"}
    assert loose(manager, TODAY - timedelta(days=2)) == set()
