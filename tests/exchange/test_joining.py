"""A desk joins headquarters by an invitation, keeps what it has, or begins with all there is."""

import shutil
from pathlib import Path

import pytest
from nacl.public import SealedBox
from sqlalchemy import text

from db.encryption import Keeper
from db.encryption import recover as recover_key
from db.life import begin_life
from showroom.clock import SetClock
from showroom.desk import Desk, Ports, exists, open_desk
from showroom.errors import Refusal, Trouble
from showroom.exchange import joining
from showroom.exchange.exchanging import sync_now
from showroom.hq.enrol.codes import Invite, invite
from showroom.hq.enrol.devices import revoke
from showroom.hq.keeping import tls
from showroom.recall.queries import Find, find
from showroom.staff.commands import SignIn, sign_in
from showroom.staff.queries import sign_in_names
from showroom.sync import joining as letters
from tests.conftest import PASSWORD
from tests.exchange.house import House
from tests.hq.service import serving


@pytest.fixture
def house(tmp_path: Path, clock: SetClock):
    made = House.of(tmp_path / "group", clock)
    yield made
    made.hq.store.close()


def _one(desk: Desk, query: str):
    with desk.opened.store.read() as session:
        return session.connection().exec_driver_sql(query).scalar()


def _keeper(place: Path) -> Keeper:
    return Keeper("file", place / "new.key")


def _new(place: Path, clock: SetClock, house: House) -> joining.Joined:
    told = house.invitation()
    begun = joining.begin(place / "new", told, _keeper(place), Ports.of(clock))
    return joining.join_new(begun, told, house.way)


def test_an_outlet_that_worked_alone_joins_with_all_it_has(manager: Desk, house: House):
    before = (_one(manager, "SELECT count(*) FROM outbox"), manager.place.outlet_id)
    told = joining.join(manager, house.invitation(), house.way)
    assert (told.outlet, told.desk_code, told.is_first) == ("NJHX", "A", True)
    assert told.desk.place.outlet_id == before[1]
    done = sync_now(told.desk, way=house.way)
    assert (done.status, done.refused) == ("ok", 0)
    assert told.desk.pending() == 0
    assert _one(manager, "SELECT acked_n FROM link") == before[0]


def test_a_new_desk_begins_with_everything_and_the_outlets_people_sign_in(
    manager: Desk, house: House, tmp_path: Path, clock: SetClock
):
    sync_now(joining.join(manager, house.invitation(), house.way).desk, way=house.way)
    joined = _new(tmp_path, clock, house)
    assert (joined.desk_code, joined.is_first) == ("B", False)
    seen: list[float] = []
    sync_now(joined.desk, way=house.way, tell=seen.append)
    assert seen[0] == 0
    assert seen[-1] == 1
    desk = joined.desk.placed()
    assert desk.place.outlet_id == manager.place.outlet_id
    assert {p.login for p in desk.read(sign_in_names, None)} >= {"liwen", "liqian"}
    assert sign_in(desk, SignIn("liwen", PASSWORD)).actor is not None
    assert _one(desk, "SELECT count(*) FROM outbox") == 0
    desk.close()


def test_what_came_from_headquarters_is_found_by_the_one_box(
    manager: Desk, house: House, tmp_path: Path, clock: SetClock
):
    with manager.opened.store.read() as session:
        name = session.connection().exec_driver_sql("SELECT name FROM customer").scalar()
    sync_now(joining.join(manager, house.invitation(), house.way).desk, way=house.way)
    joined = _new(tmp_path, clock, house)
    sync_now(joined.desk, way=house.way)
    if name:
        assert sign_in(joined.desk, SignIn("liwen", PASSWORD)).read(find, Find(name))
    joined.desk.close()


def test_a_lost_answer_is_asked_for_again_with_the_same_code(manager: Desk, house: House):
    told = house.invitation()
    house.deaf = True
    with pytest.raises(Trouble, match="unreachable"):
        joining.join(manager, told, house.way)
    house.deaf = False
    assert joining.join(manager, told, house.way).desk_code == "A"


def test_a_new_desk_whose_answer_was_lost_asks_again_and_nothing_stands_meanwhile(
    house: House, tmp_path: Path, clock: SetClock
):
    told, place = house.invitation(), tmp_path / "new"
    begun = joining.begin(place, told, _keeper(tmp_path), Ports.of(clock))
    house.deaf = True
    with pytest.raises(Trouble, match="unreachable"):
        joining.join_new(begun, told, house.way)
    assert not exists(place)
    house.deaf = False
    joined = joining.join_new(begun, told, house.way)
    assert exists(place)
    assert joined.is_first
    assert not (place / joining.ASIDE).exists()
    assert joined.desk.opened.is_new_life is False
    joined.desk.close()


def test_what_is_no_invitation_or_a_cut_one_is_told(manager: Desk, house: House):
    for told in (house.invitation()[:-3], "hello", ""):
        with pytest.raises(Refusal) as refused:
            joining.join(manager, told, house.way)
        assert refused.value.code == "sync.invitation_unreadable"
    assert _one(manager, "SELECT count(*) FROM link") == 0


def test_a_code_used_up_expired_or_of_another_outlet_is_refused(
    manager: Desk, house: House, tmp_path: Path, clock: SetClock
):
    late = house.invitation(minutes=1)
    clock.advance(minutes=2)
    with pytest.raises(Refusal) as refused:
        joining.join(manager, late, house.way)
    assert refused.value.code == "sync.code_expired"
    used = house.invitation()
    begun = joining.begin(tmp_path / "new", used, _keeper(tmp_path), Ports.of(clock))
    joining.join_new(begun, used, house.way).desk.close()
    with pytest.raises(Refusal) as refused:
        joining.join(manager, used, house.way)
    assert refused.value.code == "sync.code_used"
    house.add("SZ01")
    with pytest.raises(Refusal) as refused:
        joining.join(manager, house.invitation("SZ01"), house.way)
    assert refused.value.code == "exchange.another_outlet"
    assert manager.pending() > 0


def test_an_outlet_with_its_own_past_cannot_become_anothers_desk(
    manager: Desk, house: House, folder: Path, tmp_path: Path, clock: SetClock
):
    joined = _new(tmp_path, clock, house)
    with pytest.raises(Refusal) as refused:
        joining.join(manager, house.invitation(), house.way)
    assert refused.value.code == "sync.other_records"
    joined.desk.close()


def test_only_those_who_run_the_outlet_tie_it_to_a_headquarters(consultant: Desk, house: House):
    with pytest.raises(Refusal) as refused:
        joining.join(consultant, house.invitation(), house.way)
    assert refused.value.code == "staff.not_permitted"


def test_a_desk_that_joined_does_not_join_again_unless_it_was_shut_out(manager: Desk, house: House):
    desk = joining.join(manager, house.invitation(), house.way).desk
    with pytest.raises(Refusal) as refused:
        joining.join(desk, house.invitation(), house.way)
    assert refused.value.code == "exchange.already_joined"


def test_an_answer_to_another_desk_is_not_taken(
    manager: Desk, house: House, tmp_path: Path, clock: SetClock
):
    other = joining.begin(tmp_path / "new", house.invitation(), _keeper(tmp_path), Ports.of(clock))
    letter = joining.ask(other.desk, joining.read_invitation(house.invitation()))
    raw = house.way(other.desk).post("/v1/join", letter)
    joining.request_of(manager, house.invitation())
    with pytest.raises(Trouble) as refused:
        joining.take(manager, raw)
    assert refused.value.code == "sync.untrusted_hq"
    other.desk.close()


def test_headquarters_is_given_a_recovery_key_that_opens_the_store(
    manager: Desk, house: House, folder: Path
):
    joining.join(manager, house.invitation(), house.way)
    with house.hq.store.read() as connection:
        sealed = connection.execute(text("SELECT escrow FROM device")).scalar_one()
    recovery = SealedBox(house.hq.keys.box).decrypt(bytes(sealed)).decode()
    place = folder.parent / "rescued"
    shutil.copytree(folder, place)
    assert recover_key(place, recovery, Keeper("file", folder.parent / "rescued.key"))


def test_trouble_is_noted_until_an_exchange_succeeds(manager: Desk, house: House):
    desk = joining.join(manager, house.invitation(), house.way).desk
    house.down = True
    with pytest.raises(Trouble):
        sync_now(desk, way=house.way)
    assert _one(desk, "SELECT trouble FROM link") == "sync.unreachable"
    assert _one(desk, "SELECT trouble_at FROM link")
    house.down = False
    sync_now(desk, way=house.way)
    assert _one(desk, "SELECT trouble FROM link") is None


def test_a_desk_that_works_alone_has_no_one_to_exchange_with(manager: Desk):
    with pytest.raises(Trouble) as refused:
        sync_now(manager)
    assert refused.value.code == "sync.not_enrolled"


def test_a_desk_joins_and_exchanges_over_https_with_a_real_headquarters(
    folder: Path, tmp_path: Path
):
    place = serving.made(tmp_path / "hq")
    desk = sign_in(open_desk(folder, Ports.system()), SignIn("liwen", PASSWORD))
    with serving.serving(place) as served:
        with serving.at(place) as hq:
            asked = Invite("NJHX", 10, served.url, tls.authorities(place))
            told = letters.written(invite(hq, asked))
        joined = joining.join(desk, told)
        assert sync_now(joined.desk).status == "ok"
        assert joined.desk.pending() == 0
        with serving.at(place) as hq:
            revoke(hq, _one(desk, "SELECT device_id FROM replica"))
        assert sync_now(joined.desk).status == "revoked"
    with pytest.raises(Trouble) as refused:
        sync_now(joined.desk)
    assert refused.value.code == "sync.unreachable"
    desk.close()


def test_a_headquarters_with_another_authority_is_not_spoken_to(folder: Path, tmp_path: Path):
    place = serving.made(tmp_path / "hq")
    other = serving.made(tmp_path / "other")
    desk = sign_in(open_desk(folder, Ports.system()), SignIn("liwen", PASSWORD))
    with serving.serving(place) as served, serving.at(place) as hq:
        asked = Invite("NJHX", 10, served.url, tls.authorities(other))
        with pytest.raises(Trouble) as refused:
            joining.join(desk, letters.written(invite(hq, asked)))
    assert refused.value.code == "sync.untrusted_hq"
    desk.close()


def test_an_invitation_with_a_broken_authority_is_told(manager: Desk, house: House):
    made = letters.read_invitation(house.invitation())
    bad = letters.Invitation(
        "https://hq.example", made.hq_id, made.sign_key, made.box_key, [b"nothing"], made.outlet,
        made.outlet_name, made.code, made.expires_at,
    )  # fmt: skip
    with pytest.raises(Trouble) as refused:
        joining.join(manager, letters.written(bad))
    assert refused.value.code == "sync.untrusted_hq"


def test_a_store_in_a_later_life_that_joins_keeps_a_code_of_its_own(manager: Desk, house: House):
    with manager.opened.store.applying() as connection:
        code = begin_life(connection, manager.ports.ids)
    told = joining.join(manager.placed(), house.invitation(), house.way)
    assert len(code) > 1
    assert told.desk.place.desk_code == told.desk_code == code
