"""A booked slot is the customer's once it is granted, and says so everywhere before."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID

from pypdf import PdfReader

from showroom.claim.queries import Held, mine_refused
from showroom.claim.terms import ClaimKind, ClaimStanding
from showroom.desk import Desk
from showroom.testdrive.commands import Cancel, Reschedule, book, cancel, reschedule, sign
from showroom.testdrive.papers import agreement_paper
from showroom.testdrive.queries import Day, day
from tests.claim.wishes import grant, refuse, seen, tie
from tests.testdrive.bookings import TODAY, booked, car, guest, local, plan, refused, signing


def slot(desk: Desk, key: UUID) -> Held:
    return next(line.slot for line in desk.read(day, Day(TODAY)) if line.id == key)


def moved(desk: Desk, key: UUID, hour: int, route: str = "A线") -> None:
    starts = local(hour)
    assert desk.actor is not None
    escort = desk.actor.staff_id
    ends = starts + timedelta(minutes=30)
    desk.write(reschedule, Reschedule(key, car(desk).id, starts, ends, route, escort))


def words_of(desk: Desk, key: UUID) -> str:
    pages = PdfReader(BytesIO(bytes(desk.read(agreement_paper, key)))).pages
    return "".join(page.extract_text() for page in pages)


def test_a_desk_without_headquarters_confirms_its_own_slots(consultant: Desk) -> None:
    key = booked(consultant, guest(consultant), local(14))
    assert slot(consultant, key).standing is ClaimStanding.GRANTED
    (claim,) = consultant.read(seen, key)
    assert claim.resource == car(consultant).id.hex
    assert (claim.starts_at, claim.ends_at) == (local(14), local(14, 40))
    consultant.write(sign, signing(key))
    assert "待确认" not in words_of(consultant, key)


def test_a_slot_waits_for_headquarters_and_the_agreement_says_so(consultant: Desk) -> None:
    consultant.write(tie, None)
    key = booked(consultant, guest(consultant), local(14))
    assert slot(consultant, key).standing is ClaimStanding.TENTATIVE
    consultant.write(sign, signing(key))
    assert "待确认" in words_of(consultant, key)
    grant(consultant, key)
    assert slot(consultant, key).standing is ClaimStanding.GRANTED


def test_another_time_is_claimed_anew_and_another_route_is_not(consultant: Desk) -> None:
    key = booked(consultant, guest(consultant), local(14))
    moved(consultant, key, 14, "B线")
    assert len(consultant.read(seen, key)) == 1
    moved(consultant, key, 16)
    first, second = consultant.read(seen, key)
    assert (first.released, second.released) == (True, False)
    assert second.starts_at == local(16)


def test_a_cancelled_booking_lets_its_slot_go(consultant: Desk) -> None:
    key = booked(consultant, guest(consultant), local(14))
    consultant.write(cancel, Cancel(key))
    assert [each.released for each in consultant.read(seen, key)] == [True]
    assert slot(consultant, key).standing is ClaimStanding.RELEASED


def test_a_refused_slot_is_told_and_keeps_nobody_out(consultant: Desk) -> None:
    consultant.write(tie, None)
    customer = guest(consultant)
    key = booked(consultant, customer, local(14))
    refuse(consultant, key, "NJHX-D02", local(14, 40))
    assert slot(consultant, key) == Held(ClaimStanding.REFUSED, "NJHX-D02", local(14, 40))
    (told,) = consultant.read(mine_refused, None)
    assert (told.kind, told.for_id, told.subject) == (ClaimKind.SLOT, key, "王芳")
    assert refused(lambda: consultant.write(sign, signing(key))).code == "testdrive.slot_lost"
    other = consultant.write(book, plan(consultant, customer, local(14))).value
    assert slot(consultant, other).standing is ClaimStanding.TENTATIVE
    moved(consultant, key, 16)
    assert consultant.read(mine_refused, None) == []


def test_a_granted_slot_keeps_another_out(consultant: Desk) -> None:
    customer = guest(consultant)
    booked(consultant, customer, local(14))
    again = plan(consultant, customer, local(14, 20))
    assert refused(lambda: consultant.write(book, again)).code == "testdrive.taken"
