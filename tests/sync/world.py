"""A group in one process: headquarters, desks with real stores, a transport that only carries."""

import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert, text, update

from db import headquarters as tables
from db.encryption import Keeper
from showroom.clock import SetClock
from showroom.desk import Desk, Ports, create_store, open_desk
from showroom.errors import Trouble
from showroom.hq import digests, exchange
from showroom.hq.headquarters import Headquarters
from showroom.hq.keys import HqKeys
from showroom.hq.store import Birth, new_store, open_store
from showroom.ids import TimeOrderedIds
from showroom.rights import EVERYONE, allows
from showroom.staff.commands import SignIn, sign_in
from showroom.sync import cells
from showroom.sync.engine import Engine
from showroom.sync.halves import Exchanged
from showroom.unit import Unit
from tests.conftest import PASSWORD

BIRTH = Birth(b"H" * 16, b"E" * 16, 1)


@dataclass
class Wire:
    """Carries a desk's messages to HQ; `down` breaks before, `deaf` after HQ has done its part."""

    hq: Headquarters
    device: bytes
    down: bool = False
    deaf: bool = False
    sent: list[bytes] = field(default_factory=list)

    def post(self, path: str, body: bytes) -> bytes:
        if self.down:
            raise Trouble("sync.unreachable")
        self.sent.append(body)
        answer = {"/v1/sync": exchange.sync, "/v1/rows": digests.rows}[path]
        said = answer(self.hq, self.device, body)
        if self.deaf:
            raise Trouble("sync.unreachable")
        return said


@dataclass
class Member:
    """A desk of the group, its wire and its engine."""

    desk: Desk
    wire: Wire
    engine: Engine

    def sync(self, *, check: bool = False) -> Exchanged:
        return self.engine.exchange(check=check)

    def at(self, login: str) -> Desk:
        return sign_in(self.desk, SignIn(login, PASSWORD))

    def use_clock(self, clock: SetClock) -> None:
        """Let this desk go by another clock."""
        self.desk = replace(self.desk, ports=Ports.of(clock))
        self.engine.clock = clock


class Group:
    """Headquarters and its desks."""

    def __init__(self, place: Path, clock: SetClock) -> None:
        self.place, self.clock = place, clock
        store = new_store(place / "hq")
        store.create(BIRTH)
        keys = HqKeys.of(b"S" * 32, b"B" * 32, b"P" * 32)
        self.hq = Headquarters(store, clock, TimeOrderedIds(clock), keys)
        self.members: list[Member] = []

    def outlet(self, code: str, outlet_id: UUID, kind: str = "S4") -> None:
        with self.hq.store.write() as connection:
            connection.execute(
                insert(tables.outlet).values(
                    code=code, outlet_id=outlet_id.bytes, name=code, kind=kind,
                    policy_group="east", status="OPEN", zone="Asia/Shanghai",
                )
            )  # fmt: skip

    def first(self, folder: Path, kind: str = "S4") -> Member:
        """The desk in a folder that worked alone, joining as its outlet's first."""
        desk = open_desk(folder, Ports.of(self.clock))
        self.outlet(desk.place.outlet_code, desk.place.outlet_id, kind)
        return self.join(desk, "A")

    def another(self, beside: Member, letter: str = "B") -> Member:
        """A further desk of an outlet, with an empty store."""
        folder = self.place / f"desk-{letter}-{len(self.members)}"
        keeper = Keeper("file", self.place / f"{folder.name}.key")
        create_store(folder, beside.desk.place.outlet_code, keeper, Ports.of(self.clock))
        desk = open_desk(folder, Ports.of(self.clock))
        outlet_id = beside.desk.place.outlet_id
        with desk.opened.store.applying() as connection:
            connection.execute(
                text("UPDATE replica SET outlet_id = :o, desk_code = :c"),
                {"o": outlet_id.bytes, "c": letter},
            )
        desk.close()
        return self.join(open_desk(folder, Ports.of(self.clock)), letter)

    def join(self, desk: Desk, letter: str) -> Member:
        """Enrol a desk as HQ and the desk note it."""
        with desk.opened.store.applying() as connection:
            device = connection.exec_driver_sql("SELECT device_id FROM replica").scalar_one()
            connection.execute(
                text(
                    "INSERT INTO link (id, hq_id, hq_sign_key, hq_box_key, device_key, enrolled, "
                    "revoked, acked_n, acked_h, durable_n, head, durable, offset_ms, seen_hlc, "
                    "skipped) "
                    "VALUES (1, :id, x'', x'', x'', 1, 0, 0, x'', 0, 0, 0, 0, 0, 0)"
                ),
                {"id": BIRTH.hq_id},
            )
        with self.hq.store.write() as connection:
            connection.execute(
                insert(tables.device).values(
                    device_id=device, outlet=desk.place.outlet_code, desk_code=letter,
                    sign_key=b"", status="ACTIVE", lives=0, cloned=0, enrolled_at=0,
                )
            )  # fmt: skip
        return self.member(desk, device)

    def member(self, desk: Desk, device: bytes) -> Member:
        wire = Wire(self.hq, bytes(device))
        engine = Engine(desk.opened.store, desk.ports.clock, desk.ports.ids, wire)
        made = Member(desk, wire, engine)
        self.members.append(made)
        return made

    def copy(self, member: Member, name: str) -> Path:
        """A copy of a desk's whole folder, made while nobody writes."""
        source = member.desk.opened.store.path.parent
        return Path(shutil.copytree(source, self.place / name))

    def copy_hq(self) -> Path:
        """A backup of headquarters."""
        self.hq.store.close()
        made = Path(shutil.copytree(self.place / "hq", self.place / "hq-backup"))
        self._open_hq(None)
        return made

    def restore_hq(self, backup: Path) -> None:
        """Put headquarters back from a backup: a new epoch begins."""
        self.hq.store.close()
        shutil.rmtree(self.place / "hq")
        shutil.copytree(backup, self.place / "hq")
        self._open_hq(b"F" * 16)

    def _open_hq(self, epoch: bytes | None) -> None:
        store = open_store(self.place / "hq")
        if epoch:
            with store.write() as connection:
                head = tables.hq_state.c.head
                connection.execute(update(tables.hq_state).values(epoch=epoch, epoch_head=head))
        self.hq = replace(self.hq, store=store)
        for member in self.members:
            member.wire.hq = self.hq

    def reopen(self, member: Member, folder: Path) -> Member:
        """The desk as an older copy of its folder has it, in its place."""
        member.desk.close()
        self.members.remove(member)
        return self.beside(member, folder)

    def beside(self, member: Member, folder: Path) -> Member:
        """A copy of a desk's folder, opened as another desk."""
        return self.member(open_desk(folder, Ports.of(self.clock)), member.wire.device)

    def close(self) -> None:
        for member in self.members:
            member.desk.close()
        self.hq.store.close()


def content(member: Member) -> dict[str, set[int]]:
    """The hash of every synced row of a desk, by table, from the rows themselves."""
    found = {}
    with member.desk.opened.store.read() as session:
        for table in cells.synced_tables():
            names = ", ".join(f'"{column.name}"' for column in cells.columns(table))
            query = f"SELECT id, {names} FROM {table}"  # noqa: S608 - our own names
            rows = session.connection().exec_driver_sql(query)
            found[table] = {cells.digest(table, k, cells.from_values(table, v)) for k, *v in rows}
    return found


def run(member: Member, query: str, *, write: bool = False) -> list[Any]:
    """Plain SQL on a desk's store; what is written is captured as the manager's."""
    if not write:
        with member.desk.opened.store.read() as session:
            return list(session.execute(text(query)).all())

    @allows(*EVERYONE)
    def command(unit: Unit, _: None) -> None:
        unit.session.execute(text(query))

    member.at("liwen").write(command, None)
    return []


def put(member: Member, plate: str, **values: object) -> None:
    """Change a car on one desk."""
    for name, new in values.items():
        run(member, f"UPDATE vehicle SET {name} = '{new}' WHERE plate = '{plate}'", write=True)  # noqa: S608


def value(member: Member, plate: str, column: str) -> object:
    """A column of a car on one desk."""
    query = f"SELECT {column} FROM vehicle WHERE plate = '{plate}'"  # noqa: S608 - a test's own
    return run(member, query)[0][0]


def unsent(member: Member) -> int:
    """How many changes HQ has not judged."""
    return int(run(member, "SELECT count(*) FROM outbox, link WHERE n > acked_n")[0][0])
