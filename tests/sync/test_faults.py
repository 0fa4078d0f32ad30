"""Restored, copied and refused: what must not be lost, doubled or hidden."""

from sqlalchemy import text

from showroom.sync import tray
from tests.sync.world import Group, Member, content, put, run, unsent, value

CAR = "苏A6D128"


def poison(member: Member) -> None:
    """A change HQ refuses: a fact's cells cannot be read."""
    with member.desk.opened.store.applying() as connection:
        connection.execute(
            text(
                "INSERT INTO outbox (tx, row_table, row_id, op, hlc, actor, body, h) "
                "SELECT :tx, 'vehicle', id, 'U', hlc, x'', '[not cells', x'' "
                "FROM vehicle, replica WHERE plate = :plate"
            ),
            {"tx": b"T" * 16, "plate": CAR},
        )


def test_a_refused_transaction_delays_no_other(first: Member, second: Member):
    poison(first)
    put(first, "苏AD66266", colour="红")
    told = first.sync()
    assert (told.refused, unsent(first)) == (1, 0)
    assert second.sync().laid > 0
    assert value(second, "苏AD66266", "colour") == "红"


def test_a_later_change_of_a_refused_row_waits_with_it(first: Member, second: Member):
    poison(first)
    put(first, CAR, colour="红")
    assert first.sync().refused == 2
    put(first, CAR, odometer_km=5)
    assert first.sync().refused == 1
    second.sync()
    assert value(second, CAR, "colour") != "红"


def test_a_withdrawn_change_puts_the_row_back_to_what_hq_holds(first: Member, second: Member):
    poison(first)
    put(first, CAR, colour="红")
    first.sync()
    with first.desk.opened.store.applying() as connection:
        (tx, *_) = tray.waiting(connection)
        tray.withdraw(connection, tx.id, first.desk.ports.clock.now())
    first.sync()
    assert content(first) == content(second)
    assert first.sync(check=True).laid == 0


def test_headquarters_put_back_from_an_old_backup_loses_nothing_a_desk_knows(
    group: Group, first: Member, second: Member
):
    backup = group.copy_hq()
    put(first, CAR, colour="红")
    first.sync()
    second.sync()
    group.restore_hq(backup)
    put(second, CAR, odometer_km=77)
    for member in (second, first, second):
        member.sync()
    assert value(first, CAR, "colour") == value(second, CAR, "colour") == "红"
    assert value(first, CAR, "odometer_km") == 77
    assert content(first) == content(second)
    newcomer = group.another(first, "C")
    newcomer.sync()
    assert content(newcomer) == content(first)


def test_what_only_a_lost_desk_had_sent_comes_back_from_the_desk_that_read_it(
    group: Group, first: Member, second: Member
):
    backup = group.copy_hq()
    put(first, CAR, colour="红")
    first.sync()
    second.sync()
    group.restore_hq(backup)
    second.sync()
    newcomer = group.another(second, "C")
    newcomer.sync()
    assert value(newcomer, CAR, "colour") == "红"


def test_a_desk_put_back_from_an_old_copy_loses_and_doubles_nothing(
    group: Group, first: Member, second: Member
):
    put(first, CAR, odometer_km=1)
    old = group.copy(first, "old")
    put(first, CAR, colour="红")
    first.sync()
    back = group.reopen(first, old)
    put(back, "苏AD66266", colour="蓝")
    back.sync()
    second.sync()
    assert content(back) == content(second)
    assert value(second, CAR, "colour") == "红"
    assert value(second, "苏AD66266", "colour") == "蓝"
    assert not run(second, "SELECT id FROM conflict")


def test_a_copied_folder_and_its_original_both_go_on(group: Group, first: Member, second: Member):
    put(first, CAR, odometer_km=1)
    clone = group.beside(first, group.copy(first, "clone"))
    put(first, CAR, colour="红")
    put(clone, "苏AD66266", colour="蓝")
    for member in (first, clone, second, first, clone, second):
        member.sync()
    assert content(first) == content(clone) == content(second)
    assert value(second, CAR, "colour") == "红"
    assert value(second, "苏AD66266", "colour") == "蓝"
