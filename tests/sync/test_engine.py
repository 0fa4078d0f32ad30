"""Two desks and headquarters: everything written anywhere is everywhere, once."""

import pytest

from showroom.clock import SetClock
from showroom.errors import Trouble
from tests.sync.world import Group, Member, content, put, run, unsent, value

CAR = "苏A6D128"


def test_an_outlet_that_worked_alone_pushes_all_it_has(first: Member):
    told = first.sync()
    assert (told.status, told.refused) == ("ok", 0)
    assert unsent(first) == 0


def test_a_second_desk_gets_everything_the_first_has(first: Member, second: Member):
    assert content(second) == content(first)
    assert unsent(second) == 0


def test_nothing_travels_when_nothing_happened(first: Member, second: Member):
    first.sync()
    told = second.sync()
    assert (told.sent, told.laid, told.trips) == (0, 0, 1)


def test_an_edit_is_on_the_other_desk_after_one_exchange_each(first: Member, second: Member):
    put(first, CAR, colour="红")
    assert first.sync().trips == 1
    assert second.sync().trips == 1
    assert value(second, CAR, "colour") == "红"


def test_edits_of_two_fields_on_two_desks_both_survive(first: Member, second: Member):
    put(first, CAR, colour="红")
    put(second, CAR, odometer_km=4321)
    for member in (first, second, first):
        member.sync()
    assert content(first) == content(second)
    assert value(first, CAR, "colour") == "红"
    assert value(first, CAR, "odometer_km") == 4321


def test_of_two_edits_of_one_field_the_later_stands_and_the_other_is_shown(
    clock: SetClock, first: Member, second: Member
):
    put(first, CAR, odometer_km=100)
    clock.advance(minutes=1)
    put(second, CAR, odometer_km=200)
    for member in (second, first, second):
        member.sync()
    assert value(first, CAR, "odometer_km") == value(second, CAR, "odometer_km") == 200
    (told,) = run(first, "SELECT column_group, kept, lost, kept_desk, lost_desk FROM conflict")
    assert tuple(told) == ("odometer_km", '{"odometer_km":200}', '{"odometer_km":100}', "B", "A")
    assert content(first) == content(second)


def test_an_edit_made_after_seeing_another_beats_it_whatever_the_clocks_say(
    clock: SetClock, first: Member, second: Member
):
    fast, slow = SetClock(clock.now()), SetClock(clock.now())
    fast.advance(minutes=4)
    slow.advance(days=-1)
    first.use_clock(fast)
    second.use_clock(slow)
    put(first, CAR, odometer_km=100)
    first.sync()
    second.sync()
    put(second, CAR, odometer_km=200)
    second.sync()
    first.sync()
    assert value(first, CAR, "odometer_km") == 200
    assert not run(first, "SELECT id FROM conflict")


def test_a_reply_that_never_came_doubles_nothing(first: Member, second: Member):
    put(first, CAR, colour="红")
    first.wire.deaf = True
    with pytest.raises(Trouble):
        first.sync()
    first.wire.deaf = False
    put(first, CAR, odometer_km=7)
    told = first.sync()
    assert (told.status, told.refused, unsent(first)) == ("ok", 0, 0)
    second.sync()
    assert content(first) == content(second)
    assert not run(first, "SELECT id FROM conflict")


def test_a_row_deleted_here_is_gone_there(first: Member, second: Member):
    run(first, "DELETE FROM promotion WHERE id = (SELECT min(id) FROM promotion)", write=True)
    before = len(run(second, "SELECT id FROM promotion"))
    first.sync()
    second.sync()
    assert len(run(second, "SELECT id FROM promotion")) == before - 1
    assert content(first) == content(second)
    assert first.sync(check=True).laid == 0


def test_an_edit_after_a_deletion_elsewhere_revives_the_row(
    clock: SetClock, first: Member, second: Member
):
    run(first, "DELETE FROM vehicle WHERE plate = '苏A6D128'", write=True)
    clock.advance(minutes=1)
    put(second, CAR, colour="红")
    for member in (first, second, first):
        member.sync()
    assert value(first, CAR, "colour") == "红"
    assert content(first) == content(second)


def test_a_clock_a_day_ahead_is_put_right_and_loses_nothing(
    clock: SetClock, group: Group, first: Member, second: Member
):
    ahead = SetClock(clock.now())
    ahead.advance(days=1)
    first.use_clock(ahead)
    put(first, CAR, colour="红")
    put(first, CAR, odometer_km=9)
    told = first.sync()
    assert (told.status, unsent(first)) == ("ok", 0)
    put(first, CAR, colour="蓝")
    first.sync()
    second.sync()
    assert value(second, CAR, "colour") == "蓝"
    put(second, CAR, colour="绿")
    second.sync()
    first.sync()
    assert value(first, CAR, "colour") == "绿"


def test_headquarters_whose_clock_falls_back_goes_on(
    clock: SetClock, first: Member, second: Member
):
    clock.advance(hours=5)
    put(first, CAR, colour="红")
    first.sync()
    second.sync()
    clock.advance(hours=-5)
    put(second, CAR, colour="绿")
    second.sync()
    first.sync()
    assert value(first, CAR, "colour") == "绿"


def test_a_flipped_cell_is_found_by_the_check_and_healed(first: Member, second: Member):
    with second.desk.opened.store.applying() as connection:
        connection.exec_driver_sql("UPDATE vehicle SET odometer_km = 666 WHERE plate = ?", (CAR,))
    second.sync()
    assert content(first) != content(second)
    second.sync(check=True)
    assert content(first) == content(second)


def test_a_forgotten_mark_is_found_by_digest_and_healed(first: Member, second: Member):
    with second.desk.opened.store.applying() as connection:
        connection.exec_driver_sql("UPDATE row_mark SET hash = 5 WHERE row_table = 'vehicle'")
        connection.exec_driver_sql("DELETE FROM vehicle")
    second.sync(check=True)
    assert content(first) == content(second)
