"""The visit log of a day says what was registered, and no phone in full."""

from datetime import date

from showroom.clock import SetClock
from showroom.desk import Desk
from showroom.terms import NonIntentReason, VisitKind
from showroom.visit.commands import ComeBack, Leave, come_back, leave, register
from showroom.visit.printing import visit_log_pdf
from tests.documents.reading import HOSTILE, pypdf, squeezed
from tests.visit.arrivals import anonymous, come

DAY = date(2026, 11, 22)


def test_the_log_says_every_party_of_the_day_in_order(receptionist: Desk, clock: SetClock) -> None:
    come(receptionist, name="王彧喆", phone="13800138021", party_size=2, note="看 XC60")
    clock.advance(minutes=30)
    receptionist.write(
        register,
        anonymous(kind=VisitKind.NON_INTENT, non_intent_reason=NonIntentReason.PAPERWORK),
    )
    read = pypdf(receptionist.read(visit_log_pdf, DAY))
    assert "110:00" in read
    assert "210:30" in read
    assert "王彧喆138****8021" in read
    assert "13800138021" not in read
    assert "看XC60" in read
    assert "非意向客流（手续）" in read
    assert "2批3人" in read


def test_a_party_that_came_back_is_one_row_until_it_left(
    receptionist: Desk, clock: SetClock
) -> None:
    key = come(receptionist).visit_id
    clock.advance(minutes=10)
    receptionist.write(leave, Leave(key))
    clock.advance(minutes=5)
    receptionist.write(come_back, ComeBack(key))
    clock.advance(minutes=45)
    receptionist.write(leave, Leave(key))
    read = pypdf(receptionist.read(visit_log_pdf, DAY))
    assert "1批1人" in read
    assert "10:0011:00" in read


def test_whatever_was_typed_prints_as_it_is(receptionist: Desk) -> None:
    for number, text in enumerate(HOSTILE[:6]):
        come(receptionist, name="王芳", phone=f"1380013802{number}", note=text)
    read = pypdf(receptionist.read(visit_log_pdf, DAY))
    for text in HOSTILE[:6]:
        assert squeezed(text) in read


def test_the_log_of_a_day_keeps_its_number(receptionist: Desk, clock: SetClock) -> None:
    come(receptionist)
    first = receptionist.read(visit_log_pdf, DAY)
    clock.advance(minutes=1)
    assert receptionist.read(visit_log_pdf, DAY).number == first.number
