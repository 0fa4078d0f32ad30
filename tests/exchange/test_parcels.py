"""An outlet without a line: everything gets to HQ and back by files, whatever befalls them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import text

from db import life
from showroom.clock import SetClock
from showroom.desk import Ports, open_desk
from showroom.errors import Failure, Refusal, Trouble
from showroom.exchange import parcels
from showroom.exchange.parcels import Into, Outcome
from showroom.hq import parcels as at_hq
from showroom.sync import parcel
from tests.exchange.post import WORDS, Outlet
from tests.sync.world import Group


@pytest.fixture
def group(tmp_path: Path, clock: SetClock) -> Iterator[Group]:
    made = Group(tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def outlet(group: Group, folder: Path, clock: SetClock, tmp_path: Path) -> Iterator[Outlet]:
    """The sample outlet, joined by parcel, with its first parcel not yet made."""
    desk = open_desk(folder, Ports.of(clock))
    group.outlet(desk.place.outlet_code, desk.place.outlet_id)
    (tmp_path / "bag").mkdir()
    made = Outlet(desk, group.hq, tmp_path / "bag")
    made.join()
    yield made
    desk.close()


def test_an_outlet_never_online_joins_by_invitation_file_and_two_parcels(outlet: Outlet):
    assert outlet.figure("SELECT enrolled FROM link") == 1
    assert outlet.figure("SELECT desk_code = 'A' FROM replica") == 1


def test_the_first_parcel_carries_all_the_outlet_has(outlet: Outlet):
    made = outlet.make()
    assert made.files[0].name == "展厅-NJHX-A-0001.parcel"
    assert made.changes == outlet.unsent() > 0
    told = outlet.take(outlet.answered(made))
    assert told.outcome is Outcome.TAKEN
    assert outlet.unsent() == 0


def test_a_write_made_while_the_parcel_travels_stays_and_goes_with_the_next(
    outlet: Outlet, clock: SetClock
):
    outlet.round()
    outlet.paint("红")
    made = outlet.make()
    outlet.paint("蓝")
    clock.advance(days=20)
    outlet.take(outlet.answered(made))
    assert outlet.value() == "蓝"
    assert outlet.unsent() == 1
    outlet.round()
    assert outlet.unsent() == 0


def test_the_weeks_a_parcel_travels_are_not_taken_for_a_difference_of_clocks(
    outlet: Outlet, clock: SetClock
):
    made = outlet.make()
    clock.advance(days=6)
    files = outlet.answered(made)
    clock.advance(days=9)
    outlet.take(files)
    assert outlet.figure("SELECT offset_ms FROM link") == 0


def test_a_lost_parcel_loses_nothing_for_the_next_carries_it_too(outlet: Outlet):
    outlet.make()
    outlet.paint("红")
    outlet.round()
    assert outlet.unsent() == 0


def test_the_same_parcel_twice_at_hq_is_judged_once_and_answered_twice(outlet: Outlet):
    made = outlet.make()
    first, second = outlet.heard(made), outlet.heard(made)
    assert first.heard == second.heard
    head = at_hq.apply(outlet.hq, [made.files[0].read_bytes()])
    assert head.refused == 0


def test_the_same_reply_twice_says_that_it_was_taken_in_already(outlet: Outlet):
    files = outlet.answered(outlet.make())
    assert outlet.take(files).outcome is Outcome.TAKEN
    before = outlet.content()
    assert outlet.take(files).outcome is Outcome.ALREADY
    assert outlet.content() == before


def test_replies_in_the_wrong_order_do_no_harm(outlet: Outlet):
    first = outlet.make()
    outlet.paint("红")
    second = outlet.make()
    late, early = outlet.answered(first), outlet.answered(second)
    assert outlet.take(early).outcome is Outcome.TAKEN
    assert outlet.take(late).outcome is Outcome.ALREADY
    assert outlet.value() == "红"
    assert outlet.unsent() == 0


def test_parcels_that_reach_hq_in_the_wrong_order_are_heard_once_each(outlet: Outlet):
    first = outlet.make()
    outlet.paint("红")
    second = outlet.make()
    early = outlet.answered(second)
    late = outlet.answered(first)
    outlet.take(late)
    outlet.take(early)
    outlet.round()
    assert (outlet.value(), outlet.unsent()) == ("红", 0)


def test_a_large_parcel_is_split_and_every_part_is_wanted(outlet: Outlet, tmp_path: Path):
    made = parcels.make(outlet.desk, Into(outlet.bag, WORDS, most_mb=0))
    assert len(made.files) >= 1
    pieces = [parcel.read(file.read_bytes()) for file in made.files]
    keys = pieces[0].header
    assert keys.parts == len(pieces)
    if len(pieces) > 1:
        with pytest.raises(Refusal) as caught:
            at_hq.apply(outlet.hq, [made.files[0].read_bytes()])
        assert caught.value.code == "parcel.part_missing"
    told = at_hq.apply(outlet.hq, [file.read_bytes() for file in reversed(made.files)])
    assert told.status == "ok"


def refused(outlet: Outlet, raw: bytes, place: Path) -> str:
    file = place / "x.parcel"
    file.write_bytes(raw)
    before = outlet.content()
    with pytest.raises(Failure) as caught:
        outlet.take([file])
    assert outlet.content() == before
    assert WORDS(caught.value.code, **caught.value.facts)
    return caught.value.code


def test_a_parcel_cut_short_is_told_as_such(outlet: Outlet, tmp_path: Path):
    raw = outlet.answered(outlet.make())[0].read_bytes()
    for length in (0, 8, 30, 200, len(raw) - 1):
        said = refused(outlet, raw[:length], tmp_path)
        assert said in {"parcel.cut_short", "parcel.not_parcel"}


def test_a_parcel_of_a_newer_version_asks_for_an_update(outlet: Outlet, tmp_path: Path):
    raw = outlet.answered(outlet.make())[0].read_bytes()
    at = len(parcel.MAGIC)
    assert refused(outlet, raw[:at] + b"\x00\x02" + raw[at + 2 :], tmp_path) == "parcel.newer"


def test_a_desks_own_parcel_is_not_for_itself(outlet: Outlet, tmp_path: Path):
    raw = outlet.make().files[0].read_bytes()
    assert refused(outlet, raw, tmp_path) == "parcel.for_hq"


def test_a_reply_is_not_for_hq(outlet: Outlet):
    raw = outlet.answered(outlet.make())[0].read_bytes()
    with pytest.raises(Refusal) as caught:
        at_hq.apply(outlet.hq, [raw])
    assert caught.value.code == "parcel.for_desk"


def test_nothing_personal_can_be_read_in_a_parcel_without_its_keys(outlet: Outlet):
    made = outlet.make()
    raw = made.files[0].read_bytes()
    header = parcel.read(raw).header
    assert (header.outlet, header.desk, header.number) == ("NJHX", "A", 1)
    for word in ("李雯", "liwen", "苏A6D128"):
        assert word.encode() not in raw


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(at=some.floats(0, 1, exclude_max=True), flip=some.integers(1, 255), cut=some.booleans())
def test_no_damaged_parcel_changes_anything(
    outlet: Outlet, at: float, flip: int, cut: bool, tmp_path: Path
):
    kept = tmp_path / "whole.bin"
    if not kept.exists():
        kept.write_bytes(outlet.answered(outlet.make())[0].read_bytes())
    raw = bytearray(kept.read_bytes())
    place = int(at * len(raw))
    raw[place] ^= flip
    assert refused(outlet, bytes(raw[:place] if cut else raw), tmp_path).startswith("parcel.")


def test_a_desk_that_works_alone_makes_no_parcel(folder: Path, clock: SetClock, tmp_path: Path):
    desk = open_desk(folder, Ports.of(clock))
    with pytest.raises(Trouble) as caught:
        parcels.make(desk, Into(tmp_path, WORDS))
    assert caught.value.code == "sync.not_enrolled"
    desk.close()


def test_a_clock_far_ahead_is_set_right_by_the_next_parcel(outlet: Outlet, clock: SetClock):
    outlet.round()
    now = clock.now()
    clock.advance(days=1)
    outlet.paint("红")
    made = outlet.make()
    clock.put(now)
    told = outlet.take(outlet.answered(made))
    assert told.outcome is Outcome.AGAIN
    assert outlet.round().outcome is Outcome.TAKEN
    assert outlet.unsent() == 0


def test_a_reply_made_before_the_desk_was_restored_is_left_alone(
    outlet: Outlet,
):
    files = outlet.answered(outlet.make())
    with outlet.desk.opened.store.applying() as connection:
        life.begin_life(connection, outlet.desk.ports.ids)
    with pytest.raises(Refusal) as caught:
        outlet.take(files)
    assert caught.value.code == "parcel.before_restore"
    outlet.round()
    assert outlet.unsent() == 0


def at_headquarters(outlet: Outlet, raw: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        at_hq.apply(outlet.hq, [raw])
    assert WORDS(caught.value.code, **caught.value.facts)
    return caught.value.code


def change_hq(outlet: Outlet, statement: str) -> None:
    with outlet.hq.store.write() as connection:
        connection.execute(text(statement))


def test_a_parcel_for_another_groups_headquarters_is_not_opened(outlet: Outlet, tmp_path: Path):
    reply = outlet.answered(outlet.make())[0].read_bytes()
    with outlet.desk.opened.store.applying() as connection:
        connection.execute(text("UPDATE link SET hq_id = x'00112233445566778899aabbccddeeff'"))
    assert refused(outlet, reply, tmp_path) == "parcel.other_hq"
    assert at_headquarters(outlet, outlet.make().files[0].read_bytes()) == "parcel.other_hq"


def test_a_parcel_of_a_desk_headquarters_does_not_know_is_told_apart(outlet: Outlet):
    made = outlet.make().files[0].read_bytes()
    change_hq(outlet, "DELETE FROM device")
    assert at_headquarters(outlet, made) == "parcel.unknown_desk"


def test_a_parcel_in_another_desks_name_is_not_believed(outlet: Outlet):
    piece = parcel.read(outlet.make().files[0].read_bytes())
    forged = parcel.Keys.of_desk(b"F" * 32, outlet.hq.keys.box_key)
    raw = parcel.sealed(forged, piece.header, b"\x91\x90")[0]
    assert at_headquarters(outlet, raw) == "parcel.damaged"


def test_a_revoked_desk_delivers_by_parcel_and_reads_nothing(outlet: Outlet):
    outlet.round()
    outlet.paint("红")
    change_hq(outlet, "UPDATE device SET status = 'REVOKED'")
    told = outlet.heard(outlet.make())
    assert (told.status, told.heard, told.rows) == ("revoked", 1, 0)


def test_a_headquarters_put_back_from_a_backup_gets_all_back_by_two_parcels(
    outlet: Outlet, group: Group
):
    backup = group.copy_hq()
    outlet.hq = group.hq
    outlet.round()
    outlet.paint("红")
    outlet.round()
    before = outlet.content()
    group.restore_hq(backup)
    outlet.hq = group.hq
    assert outlet.round().outcome is Outcome.AGAIN
    assert outlet.round().outcome is Outcome.TAKEN
    assert outlet.content() == before
    with outlet.hq.store.read() as connection:
        query = "SELECT count(*) FROM held_row WHERE row_table = 'vehicle' AND hash <> 0"
        assert connection.execute(text(query)).scalar_one() == len(before["vehicle"])
