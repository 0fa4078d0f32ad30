"""A copy of a store is told from the store: no number is ever given twice."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from db import life, store
from db.life import Home
from db.models.sync import Outbox, Replica
from db.session import Author
from showroom.clock import SetClock
from showroom.desk import Desk, Ports, open_desk
from showroom.unit import Unit
from tests.conftest import DAY
from tests.factories import customer


def number(desk: Desk, *, keep: bool = True) -> str:
    """A contract number given on the desk, by a transaction with a captured row or without."""
    now = desk.ports.clock.now()
    author = Author(UUID(int=0), desk.ports.ids.new(), int(now.timestamp() * 1000))
    with desk.opened.store.write(author) as session:
        if keep:
            session.add(customer(desk.place.outlet_id))
        return Unit(session, now, desk.ports.ids, desk.place, None).number("HT")


def replica(desk: Desk) -> Replica:
    with desk.opened.store.read() as session:
        found = session.scalars(select(Replica)).one()
        session.expunge(found)
        return found


@pytest.fixture
def ports(clock: SetClock) -> Ports:
    return Ports.of(clock)


@pytest.fixture
def first(folder: Path, ports: Ports) -> Iterator[Desk]:
    """The desk in its own folder, open for the first time."""
    desk = open_desk(folder, ports)
    yield desk
    desk.close()


def test_a_store_opened_again_where_it_was_goes_on_living(folder: Path, ports: Ports) -> None:
    numbers = []
    for _ in range(3):
        desk = open_desk(folder, ports)
        numbers.append(number(desk))
        assert (desk.place.desk_code, replica(desk).incarnation) == ("A", 1)
        assert not desk.opened.is_new_life
        desk.close()
    assert [one[-3:] for one in numbers] == ["001", "002", "003"]


def test_a_copied_folder_has_a_life_of_its_own(
    first: Desk, folder: Path, ports: Ports, tmp_path: Path
) -> None:
    given_before = number(first)
    copied = open_desk(Path(shutil.copytree(folder, tmp_path / "copy")), ports)
    ours, theirs = replica(first), replica(copied)
    assert copied.opened.is_new_life
    assert theirs.device_id == ours.device_id
    assert (theirs.life_id != ours.life_id, theirs.incarnation) == (True, 2)
    assert copied.place.desk_code == theirs.desk_code != ours.desk_code == "A"
    assert theirs.desk_code.startswith("A")
    assert len({given_before, number(first), number(copied), number(copied)}) == 4
    copied.close()


def test_a_copy_keeps_its_unsent_changes_as_they_are(
    first: Desk, folder: Path, ports: Ports, tmp_path: Path
) -> None:
    number(first)
    with first.opened.store.read() as session:
        rows = session.execute(select(Outbox.n, Outbox.tx, Outbox.h)).all()
    copied = open_desk(Path(shutil.copytree(folder, tmp_path / "copy")), ports)
    with copied.opened.store.read() as session:
        assert session.execute(select(Outbox.n, Outbox.tx, Outbox.h)).all() == rows
    copied.close()


@pytest.mark.parametrize("keep", [True, False])
def test_an_older_copy_put_back_begins_a_new_life(
    folder: Path, ports: Ports, tmp_path: Path, keep: bool
) -> None:
    desk = open_desk(folder, ports)
    numbers = [number(desk, keep=keep)]
    desk.close()
    shutil.copy(folder / "showroom.db", tmp_path / "older.db")
    desk = open_desk(folder, ports)
    numbers.append(number(desk, keep=keep))
    desk.close()
    shutil.copy(tmp_path / "older.db", folder / "showroom.db")
    desk = open_desk(folder, ports)
    numbers.append(number(desk, keep=keep))
    assert replica(desk).incarnation == 2
    assert len(set(numbers)) == 3
    desk.close()


def test_a_whole_folder_put_back_begins_a_new_life(
    folder: Path, ports: Ports, tmp_path: Path
) -> None:
    open_desk(folder, ports).close()
    shutil.copytree(folder, tmp_path / "older")
    desk = open_desk(folder, ports)
    number(desk)
    desk.close()
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "older", folder)
    desk = open_desk(folder, ports)
    assert replica(desk).incarnation == 2
    desk.close()


@pytest.mark.parametrize("said", [None, b"", b"torn", b"\xff" * 91])
def test_a_witness_missing_or_torn_does_no_harm(
    folder: Path, clock: SetClock, tmp_path: Path, said: bytes | None
) -> None:
    witness = tmp_path / "witness"
    ports = Ports(clock, Ports.of(clock).ids, lambda _: Home("here", (witness,)))
    open_desk(folder, ports).close()
    witness.unlink() if said is None else witness.write_bytes(said)
    desk = open_desk(folder, ports)
    assert replica(desk).incarnation == 1
    number(desk)
    desk.close()
    with desk.opened.store.read() as session:
        assert life.mark(session.connection()) in Home("here", (witness,)).known()


def test_a_witness_that_cannot_be_written_does_not_stop_a_save(
    folder: Path, clock: SetClock, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    home = Home("here", (tmp_path / "file" / "witness", tmp_path))
    desk = open_desk(folder, Ports(clock, Ports.of(clock).ids, lambda _: home))
    assert number(desk).endswith("001")
    desk.close()


def test_another_machine_is_another_home(folder: Path) -> None:
    one, two = Home.of(folder, lambda: "one"), Home.of(folder, lambda: "two")
    assert one.fingerprint != two.fingerprint
    assert "one" not in one.fingerprint
    assert Home.of(folder) == Home.of(folder)


def test_a_life_begun_while_the_desk_is_open_numbers_at_once(first: Desk, ports: Ports) -> None:
    number(first)
    with first.opened.store.applying() as connection:
        code = life.begin_life(connection, ports.ids)
    assert number(first).split("-")[1] == code
    with first.opened.store.applying() as connection:
        later = life.begin_life(connection, ports.ids)
    assert (later[0], len(later), later != code) == ("A", 5, True)


def test_a_restore_by_command_begins_a_life(first: Desk, folder: Path, ports: Ports) -> None:
    store.restored(first.opened, store.Dwelling(Home.of(folder), ports.ids))
    assert replica(first).incarnation == 2


def test_letters_that_look_alike_are_not_in_a_desk_code(first: Desk, ports: Ports) -> None:
    with first.opened.store.applying() as connection:
        codes = {life.begin_life(connection, ports.ids)[1:] for _ in range(200)}
    assert len(codes) == 200
    assert not set("".join(codes)) & set("01ILOU-")


def test_a_backup_holds_no_witness(folder: Path, ports: Ports) -> None:
    open_desk(folder, ports).close()
    opened = store.open_store(folder)
    with opened.store.read() as session:
        names = session.execute(text("SELECT name FROM sqlite_master")).scalars().all()
    opened.close()
    assert "witness" not in names
    assert (folder / life.WITNESS).exists()


@dataclass
class Machines:
    """Folders that hold the outlet's store or copies of it, and every number ever given."""

    root: Path
    ports: Ports
    folders: list[Path]
    copies: list[Path] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)

    def write(self, at: int) -> None:
        desk = open_desk(self.folders[at % len(self.folders)], self.ports)
        self.numbers.append(number(desk, keep=at % 2 == 0))
        desk.close()

    def clone(self, at: int) -> None:
        target = self.root / f"clone{len(self.folders)}"
        shutil.copytree(self.folders[at % len(self.folders)], target)
        self.folders.append(target)

    def copy(self, at: int) -> None:
        target = self.root / f"copy{len(self.copies)}.db"
        shutil.copy(self.folders[at % len(self.folders)] / "showroom.db", target)
        self.copies.append(target)

    def put_back(self, at: int) -> None:
        if self.copies:
            folder = self.folders[at % len(self.folders)]
            shutil.copy(self.copies[at % len(self.copies)], folder / "showroom.db")


STEPS = st.lists(
    st.tuples(st.sampled_from(["write", "write", "clone", "copy", "put_back"]), st.integers(0, 20)),
    min_size=3,
    max_size=14,
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_no_number_is_given_twice_whatever_is_copied_and_put_back(
    template: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    root = tmp_path_factory.mktemp("machines")
    ports = Ports.of(SetClock(DAY))
    home = Path(shutil.copytree(template, root / "first"))
    open_desk(home, ports).close()
    machines = Machines(root, ports, [home])
    for name, at in steps:
        getattr(machines, name)(at)
    for at in range(len(machines.folders)):
        machines.write(at)
    assert len(set(machines.numbers)) == len(machines.numbers)
