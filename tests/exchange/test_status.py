"""Where the desk stands, and where a record stands."""

from datetime import timedelta

from showroom.clock import SetClock
from showroom.desk import Desk
from showroom.exchange.status import Ask, OfRecord, State, Whereabouts, of_record, standing
from tests.board.days import Come, at, put_visit
from tests.sync.world import Member, run


def test_a_desk_that_never_joined_is_alone_and_keeps_what_it_writes(manager: Desk) -> None:
    visit = manager.write(put_visit, Come(at("09:30"))).value
    told = manager.read(standing, Ask())
    assert (told.state, told.pending > 0) == (State.ALONE, True)
    assert manager.read(of_record, OfRecord("visit", visit)) is Whereabouts.ON_DESK


def test_a_record_is_on_the_desk_until_hq_gives_its_receipt(first: Member) -> None:
    desk = first.at("liwen")
    visit = desk.write(put_visit, Come(at("09:30"))).value
    told = desk.read(standing, Ask())
    assert (told.state, told.pending) == (State.PENDING, 1)
    assert desk.read(of_record, OfRecord("visit", visit)) is Whereabouts.ON_DESK
    first.sync()
    told = desk.read(standing, Ask())
    assert (told.state, told.pending, told.synced_at) == (State.SYNCED, 0, first.engine.clock.now())
    assert desk.read(of_record, OfRecord("visit", visit)) is Whereabouts.ACCEPTED


def test_what_is_in_a_parcel_is_on_its_way(first: Member, clock: SetClock) -> None:
    desk = first.at("liwen")
    visit = desk.write(put_visit, Come(at("09:30"))).value
    made = int((clock.now() + timedelta(minutes=1)).timestamp() * 1_000_000)
    parcel = f"INSERT INTO parcel (number, made_at, changes) VALUES (1, {made}, 1)"  # noqa: S608 - a number
    run(first, parcel, write=True)
    assert desk.read(of_record, OfRecord("visit", visit)) is Whereabouts.SENT


def test_out_of_reach_is_a_state_and_no_error(first: Member) -> None:
    run(first, "UPDATE link SET trouble = 'sync.unreachable'", write=True)
    assert first.at("liwen").read(standing, Ask()).state is State.OFFLINE
    run(first, "UPDATE link SET trouble = NULL, revoked = 1", write=True)
    assert first.at("liwen").read(standing, Ask()).state is State.REVOKED
