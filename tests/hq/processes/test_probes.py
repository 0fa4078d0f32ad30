"""The two probes peers fail: edits of two fields, and an HQ put back from an old backup."""

from tests.hq.processes.hand import CARS
from tests.hq.processes.world import DeskProcess, World

CAR = CARS[1]


def car(desk: DeskProcess) -> tuple[object, ...]:
    (found,) = desk.do("ask", f"SELECT colour, odometer_km FROM vehicle WHERE plate = '{CAR}'")  # noqa: S608
    return found


def test_two_fields_of_one_record_edited_on_two_desks_both_survive(
    world: World, first: DeskProcess, second: DeskProcess
):
    first.do("put", CAR, "colour", "红")
    second.do("put", CAR, "odometer_km", "4321")
    world.settle()
    assert car(first) == car(second) == ("红", 4321)


def test_an_hq_put_back_from_an_old_backup_loses_nothing_a_living_desk_knows(
    world: World, first: DeskProcess, second: DeskProcess
):
    backup = world.hq("backup", "--to", str(world.place / "backups"))["folder"]
    numbers = [first.do("visit")[0], second.do("visit")[0]]
    first.do("put", CAR, "colour", "蓝")
    first.do("sync")
    second.do("sync")
    world.stop_hq()
    told = world.hq("restore", backup, "--yes")
    assert told["restored"]
    assert told["transactions"] >= 2
    world.serve()
    second.do("put", CAR, "odometer_km", "5000")
    world.forget_transactions()
    world.settle(second, first)
    assert car(first) == car(second) == ("蓝", 5000)
    newcomer = world.desk(world.place / "newcomer")
    world.settle()
    notes = {note for (note,) in newcomer.do("ask", "SELECT note FROM visit")}
    assert notes >= set(numbers)
    world.leave(newcomer)
