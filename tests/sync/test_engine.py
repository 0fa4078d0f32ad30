"""Two desks and headquarters: everything written anywhere is everywhere, once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from showroom.clock import SetClock
from showroom.sync import cells
from tests.conftest import PASSWORD
from tests.sync.world import Group, Member


@pytest.fixture
def group(tmp_path: Path, clock: SetClock) -> Iterator[Group]:
    made = Group(tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def first(group: Group, folder: Path) -> Member:
    return group.first(folder)


@pytest.fixture
def second(group: Group, first: Member) -> Member:
    first.sync()
    member = group.another(first)
    member.sync()
    return member


def content(member: Member) -> dict[str, set[int]]:
    """The hash of every synced row of a desk, by table."""
    found = {}
    with member.desk.opened.store.read() as session:
        for table in cells.synced_tables():
            names = ", ".join(f'"{c.name}"' for c in cells.columns(table))
            rows = session.connection().exec_driver_sql(f"SELECT id, {names} FROM {table}")
            found[table] = {cells.digest(table, k, cells.from_values(table, v)) for k, *v in rows}
    return found


def outbox(member: Member) -> int:
    with member.desk.opened.store.read() as session:
        query = "SELECT count(*) FROM outbox, link WHERE n > acked_n"
        return session.connection().exec_driver_sql(query).scalar_one()


def test_an_outlet_that_worked_alone_pushes_all_it_has(first: Member):
    told = first.sync()
    assert told.status == "ok"
    assert told.refused == 0
    assert outbox(first) == 0


def test_a_second_desk_gets_everything_the_first_has(first: Member, second: Member):
    assert content(second) == content(first)
    assert outbox(second) == 0


def test_nothing_travels_when_nothing_happened(first: Member, second: Member):
    first.sync()
    told = second.sync()
    assert (told.sent, told.laid, told.trips) == (0, 0, 1)


def edit(member: Member, column: str, value: str, where: str = "苏A6D128") -> None:
    member.at("liwen", PASSWORD)
    from showroom.rights import allows
    from showroom.rights import EVERYONE
    from showroom.unit import Unit

    @allows(*EVERYONE)
    def change(unit: Unit, _: None) -> None:
        unit.session.execute(
            text(f"UPDATE vehicle SET {column} = :v WHERE plate = '{where}'"), {"v": value}
        )

    member.at("liwen", PASSWORD).write(change, None)


def test_edits_of_two_fields_on_two_desks_both_survive(first: Member, second: Member):
    edit(first, "colour", "红")
    edit(second, "engine_no", "E12345")
    first.sync()
    second.sync()
    first.sync()
    assert content(first) == content(second)
    with first.desk.opened.store.read() as session:
        row = session.execute(
            text("SELECT colour, engine_no FROM vehicle WHERE plate = '苏A6D128'")
        ).one()
    assert tuple(row) == ("红", "E12345")
