"""What happened with a customer, from every room's rows."""

from uuid import UUID

from showroom.clock import SetClock
from showroom.customer.card import CardOf, card
from showroom.customer.commands import SettleClash, settle_clash
from showroom.customer.timeline import EventKind
from showroom.desk import Desk
from showroom.terms import Channel, ClashStatus, FollowUpMethod, FollowUpResult
from showroom.visit.followup import RecordFollowUp, follow_up
from tests.visit.arrivals import come


def kinds(desk: Desk, customer: UUID | None) -> list[EventKind]:
    assert customer
    return [event.kind for event in desk.read(card, CardOf(customer)).events]


def test_calls_visits_and_contacts_stand_newest_first(manager: Desk, clock: SetClock) -> None:
    rang = come(manager, channel=Channel.PHONE_IN)
    clock.advance(hours=1)
    come(manager)
    clock.advance(hours=1)
    assert rang.customer_id
    manager.write(
        follow_up,
        RecordFollowUp(
            customer_id=rang.customer_id,
            method=FollowUpMethod.WECHAT,
            result=FollowUpResult.INVITED,
        ),
    )
    expected = [EventKind.FOLLOW_UP, EventKind.VISIT, EventKind.CALL_IN]
    assert kinds(manager, rang.customer_id) == expected


def test_a_folded_cards_events_stand_on_the_kept_card(manager: Desk, clock: SetClock) -> None:
    kept = come(manager)
    clock.advance(hours=1)
    folded = come(manager, name="李强")
    assert folded.clash_id
    verdict = SettleClash(folded.clash_id, ClashStatus.SAME_PERSON, kept.customer_id)
    manager.write(settle_clash, verdict)
    assert kinds(manager, kept.customer_id) == [EventKind.VISIT, EventKind.VISIT]
    assert kinds(manager, folded.customer_id) == [EventKind.VISIT, EventKind.VISIT]
