"""A desk's own troubles: a full disk, a wrong clock, a copy of itself, a key nobody knows."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from db.headquarters import device
from showroom.hq.enrol.devices import devices, revoke
from showroom.hq.keeping import tls
from tests.hq.processes.hand import CARS
from tests.hq.processes.world import DeskProcess, Failed, World
from tests.hq.service import serving


@pytest.fixture
def third(world: World, tmp_path: Path) -> Iterator[DeskProcess]:
    """A desk of this test's own."""
    made = world.desk(tmp_path / "third")
    yield made
    if made in world.desks:
        world.leave(made)


def _device(desk: DeskProcess) -> bytes:
    return bytes(desk.do("ask", "SELECT device_id FROM replica")[0][0])


def test_a_full_disk_keeps_what_stands_and_goes_on_when_there_is_room(
    world: World, first: DeskProcess, third: DeskProcess
):
    third.do("visit")
    for number in range(30):
        first.do("put", CARS[0], "colour", f"色{number}" * 200)
        first.do("visit")
    first.do("sync")
    before = third.do("ask", "SELECT acked_n, head FROM link")
    third.do("fill", 0)
    with pytest.raises(Failed, match=r"store\.full"):
        third.do("bulk", "满" * 9_000)
    with pytest.raises(Failed, match=r"store\.full"):
        third.do("sync")
    assert third.do("ask", "SELECT acked_n, head FROM link") == before
    third.do("fill", -1)
    world.settle()


@pytest.mark.parametrize("days", [1, -1])
def test_a_clock_a_day_off_neither_wins_nor_loses_anything(
    world: World, first: DeskProcess, third: DeskProcess, days: int
):
    third.end()
    third.days = days
    third.start()
    third.do("put", CARS[1], "odometer_km", "11")
    third.do("visit")
    third.do("sync")
    first.do("sync")
    first.do("put", CARS[1], "odometer_km", "22")
    first.do("sync")
    third.do("sync")
    third.do("visit")
    world.settle()
    asked = f"SELECT odometer_km FROM vehicle WHERE plate = '{CARS[1]}'"  # noqa: S608
    assert third.do("ask", asked) == first.do("ask", asked) == [(22,)]


def test_a_copied_folder_and_its_original_both_go_on_with_numbers_of_their_own(
    world: World, third: DeskProcess, tmp_path: Path
):
    third.do("visit")
    third.end()
    copy = Path(shutil.copytree(third.folder, tmp_path / "copy"))
    third.start()
    clone = world.beside(copy)
    for _ in range(3):
        third.do("visit")
        clone.do("visit")
    world.settle()
    world.settle()
    world.leave(clone)


def test_a_folder_put_back_from_an_old_copy_loses_and_doubles_nothing(
    world: World, third: DeskProcess, tmp_path: Path
):
    third.do("visit")
    third.end()
    old = Path(shutil.copytree(third.folder, tmp_path / "old"))
    third.start()
    third.do("visit")
    third.do("sync")
    third.do("visit")
    third.do("sync")
    third.kill()
    shutil.rmtree(third.folder)
    shutil.move(old, third.folder)
    third.start()
    third.do("visit")
    world.settle()


def test_a_whole_disk_put_back_is_told_from_the_desk_that_was(
    world: World, third: DeskProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """No witness is left: HQ alone can see that this desk is not where it was."""
    third.do("put", CARS[0], "colour", "灰")
    third.end()
    old = Path(shutil.copytree(third.folder, tmp_path / "old"))
    third.start()
    third.do("put", CARS[0], "colour", "黑")
    third.do("visit")
    third.do("sync")
    third.kill()
    shutil.rmtree(third.folder)
    shutil.move(old, third.folder)
    _forget_witnesses()
    third.start()
    third.do("put", CARS[1], "colour", "金")
    world.settle()
    asked = "SELECT colour FROM vehicle WHERE plate = '{}'"
    assert third.do("ask", asked.format(CARS[0])) == [("黑",)]
    assert third.do("ask", asked.format(CARS[1])) == [("金",)]
    assert third.do("ask", "SELECT incarnation FROM replica") != [(1,)]


def test_a_desk_hq_does_not_believe_keeps_everything_until_it_does(
    world: World, third: DeskProcess
):
    key = _device(third)
    with world.inside() as hq, hq.store.write() as connection:
        row = connection.execute(device.select().where(device.c.device_id == key)).one()
        connection.execute(
            update(device).where(device.c.device_id == key).values(sign_key=bytes(32))
        )
    third.do("visit")
    pending = third.do("pending")
    for _ in range(3):
        with pytest.raises(Failed, match=r"sync\.bad_signature"):
            third.do("sync")
    assert third.do("pending") == pending
    with world.inside() as hq, hq.store.write() as connection:
        connection.execute(
            update(device).where(device.c.device_id == key).values(sign_key=row.sign_key)
        )
    world.settle()


def test_a_desk_shut_out_while_away_delivers_and_reads_no_more(
    world: World, first: DeskProcess, third: DeskProcess
):
    number, _ = third.do("visit")
    with world.inside() as hq:
        revoke(hq, _device(third))
    first.do("visit")
    first.do("sync")
    told = third.do("sync")
    assert (told["status"], told["pending"]) == ("revoked", 0)
    assert third.do("ask", "SELECT count(*) FROM visit") == [(0,)]
    again = third.do("sync")
    assert (again["status"], again["laid"]) == ("revoked", 0)
    world.settle(*[desk for desk in world.desks if desk is not third])
    assert (number,) in first.do("ask", "SELECT note FROM visit")
    with world.inside() as hq, hq.store.read() as connection:
        (told,) = [line for line in devices(connection) if line.device_id == _device(third)]
    assert told.status == "REVOKED"


def test_an_hq_of_another_authority_is_never_spoken_to(
    world: World, first: DeskProcess, tmp_path: Path
):
    first.do("visit")
    pending = first.do("pending")
    other = serving.made(tmp_path / "other", names=["localhost", "127.0.0.1"])
    target = world.cable.target
    with serving.serving(other) as served:
        world.cable.target = served.port
        with pytest.raises(Failed, match=r"sync\.untrusted_hq"):
            first.do("sync")
    own = tls.load(world.folder, tls.AUTHORITY)
    serving.certify(other, own, ["elsewhere.example"], serving.ports().clock.now())
    with serving.serving(other) as served:
        world.cable.target = served.port
        with pytest.raises(Failed, match=r"sync\.hq_other_name"):
            first.do("sync")
    world.cable.target = target
    assert first.do("pending") == pending
    world.settle()


def _forget_witnesses() -> None:
    import os

    for witness in (Path(os.environ["XDG_STATE_HOME"])).rglob("*.life"):
        witness.unlink()
