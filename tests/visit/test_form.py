"""What the reception page decides."""

from datetime import date
from uuid import uuid4

from showroom.terms import Channel, Gender, IntentLevel, NonIntentReason, VisitKind
from showroom.visit import form
from showroom.visit.form import BUYING, RINGING, Coming, needs, registration
from showroom.visit.greeting import Greeting, Known, OpenQuote
from showroom.visit.stage import Stage


def known(**said: object) -> Known:
    usual: dict[str, object] = {
        "customer_id": uuid4(),
        "name": "王芳",
        "phone": "139****0000",
        "gender": None,
        "level": IntentLevel.H,
        "owner_id": None,
        "owner": "李倩",
        "model_id": None,
        "last_visit_at": None,
        "promise": None,
        "next_follow_up_at": None,
        "quote": None,
    }
    return Known(**{**usual, **said})  # type: ignore[arg-type]


def greeting(*people: Known, sure: bool = False, other_name: bool = False) -> Greeting:
    return Greeting(list(people), sure, other_name, VisitKind.FIRST, uuid4(), is_owner=False)


def test_a_name_and_a_level_are_asked_only_with_a_phone_and_a_wish_to_buy() -> None:
    assert needs(BUYING, "139").name
    assert not needs(BUYING, " ").name
    assert not needs(Coming(reason=NonIntentReason.PICKUP), "139").level


def test_ringing_up_is_a_buying_contact_by_phone() -> None:
    command = registration(coming=RINGING, name="王女士")
    assert (command.channel, command.kind) == (Channel.PHONE_IN, VisitKind.FIRST)
    assert command.gender is Gender.FEMALE


def test_another_reason_is_a_visit_not_to_buy() -> None:
    command = registration(coming=Coming(reason=NonIntentReason.SERVICE))
    assert command.kind is VisitKind.NON_INTENT
    assert command.non_intent_reason is NonIntentReason.SERVICE


def test_a_sex_that_was_chosen_wins_over_the_title() -> None:
    assert registration(coming=None, name="王女士", gender=Gender.MALE).gender is Gender.MALE


def test_only_a_sure_greeting_fills_the_customers_own_values() -> None:
    person = known()
    assert "name" not in form.proposed(greeting(person))
    assert form.proposed(greeting(person, sure=True))["name"] == "王芳"


def test_a_level_no_lead_has_stays_on_offer_for_who_has_it() -> None:
    assert form.offered_levels(IntentLevel.O)[0] is IntentLevel.O
    assert form.offered_levels(IntentLevel.A) == form.LEVELS


def test_the_hint_opens_a_card_only_when_it_is_one() -> None:
    one, two = known(), known()
    assert form.to_open(greeting(one, two)) is None
    assert form.to_open(greeting(one)) == one.customer_id
    assert form.to_open(greeting(one, two, other_name=True)) == one.customer_id
    assert form.to_open(greeting()) is None


def test_an_open_offer_is_told_with_its_price_and_end() -> None:
    quote = OpenQuote(uuid4(), "NJHX-A-BJ-20261122-001", "XC60", 41_156_947, date(2026, 11, 29))
    (said,) = form.sentences(known(quote=quote))
    assert (said.key, said.facts["fen"]) == ("visit.open_quote", 41_156_947)


def test_every_stage_has_a_tone_and_every_coming_a_draft_of_its_own() -> None:
    assert set(form.TONES) == set(Stage)
    assert len({str(way) for way in form.COMINGS}) == len(form.COMINGS)
