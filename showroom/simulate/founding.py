"""The group as every seed finds it: headquarters, three outlets and their desks, all agreed.

Made once a process and cloned for each seed: the stores are real encrypted files, created and
migrated like any other.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from uuid import UUID

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from db import headquarters as tables
from db.base import Base
from db.encryption import Keeper
from db.models.outlet import Outlet, Setting
from db.models.staff import Staff
from db.models.sync import Link
from db.models.vehicle import Vehicle
from db.session import Author
from showroom import settings
from showroom.clock import SetClock
from showroom.desk import Desk, Ports, create_store, open_desk
from showroom.hq import exchange
from showroom.hq.headquarters import Headquarters
from showroom.hq.keys import HqKeys
from showroom.hq.store import Birth, new_store
from showroom.hq.writing import HqRow, write_rows
from showroom.ids import TimeOrderedIds, coded
from showroom.outlet.sample import SampleOutlet, put_pricebook
from showroom.quote.commands import SaveQuote, accept_quote, issue_quote, save_quote
from showroom.simulate.ports import START, Machine
from showroom.sync import rows
from showroom.sync.engine import Engine
from showroom.terms import (
    IntentLevel,
    OutletKind,
    Role,
    Source,
    VehicleStatus,
    VehicleUse,
    VisitKind,
)
from showroom.unit import Actor, Unit
from showroom.vehicle.queries import Trims, trims
from showroom.visit.commands import register
from showroom.visit.entry import Register

BIRTH = Birth(b"H" * 16, b"E" * 16, 1)
PUBLISHED = "00" * 16


@dataclass(frozen=True, slots=True)
class House:
    """An outlet of the group: its code, its kind, its policy group, the letters of its desks."""

    code: str
    kind: OutletKind
    group: str
    desks: str

    @property
    def id(self) -> UUID:
        """Its key."""
        return coded("outlet", self.code)


HOUSES = (
    House("NJHX", OutletKind.S4, "east", "ABC"),
    House("SZXQ", OutletKind.TIER2, "east", "AB"),
    House("WHGG", OutletKind.S4, "west", "AB"),
)


def keys() -> HqKeys:
    """HQ's keys, the same in every seed."""
    return HqKeys.of(b"S" * 32, b"B" * 32, b"P" * 32)


@dataclass(slots=True)
class Founding:
    """Where the first image of the group lies: `hq` and a folder a desk (`NJHX-A`)."""

    root: Path
    clock: SetClock = field(default_factory=lambda: SetClock(START))

    def found(self) -> None:
        """Make headquarters, then every outlet and desk, and let them agree."""
        store = new_store(self.root / "hq")
        store.create(BIRTH)
        hq = Headquarters(store, self.clock, TimeOrderedIds(self.clock, Random(0)), keys())
        try:
            self._publish(hq)
            for house in HOUSES:
                _admit(hq, house)
            for house in HOUSES:
                self._desks(hq, house)
        finally:
            store.close()

    def _publish(self, hq: Headquarters) -> None:
        """HQ's price book: what the sample dealership has, as HQ's own rows."""
        desk = self._desk(HOUSES[0], "pricebook")
        try:
            with desk.opened.store.write(_author(desk)) as session:
                place = desk.place
                unit = Unit(session, START, desk.ports.ids, place, None)
                put_pricebook(unit, SampleOutlet.read().pricebook)
            with hq.store.write() as connection:
                write_rows(hq, connection, _published(desk))
        finally:
            desk.close()

    def _desk(self, house: House, name: str, letter: str = "A") -> Desk:
        folder = self.root / name
        rng = Random(name)
        ports = Ports(self.clock, TimeOrderedIds(self.clock, rng), Machine(name).home)
        create_store(folder, house.code, Keeper("file", self.root / f"{name}.key"), ports)
        desk = open_desk(folder, ports)
        with desk.opened.store.applying() as connection:
            connection.execute(
                text("UPDATE replica SET outlet_id = :o, desk_code = :c"),
                {"o": house.id.bytes, "c": letter},
            )
        desk.close()
        return open_desk(folder, ports)

    def _desks(self, hq: Headquarters, house: House) -> None:
        """The outlet's desks; the first brings its people, cars and settings."""
        engines = []
        opened = []
        for letter in house.desks:
            desk = self._desk(house, f"{house.code}-{letter}", letter)
            opened.append(desk)
            if letter == house.desks[0]:
                _settle_in(desk, house)
            engines.append(_enrol(hq, desk, house, letter))
        for engine in [*engines, *engines]:
            engine.exchange(check=True)
        _first_business(opened[0])
        for engine in [*engines, *engines]:
            engine.exchange(check=True)
        for desk in opened:
            desk.close()


@dataclass(slots=True)
class InProcess:
    """The plain way to HQ: nothing lost, nothing late."""

    hq: Headquarters
    device: bytes

    def post(self, path: str, body: bytes) -> bytes:
        """HQ's answer."""
        from showroom.hq import digests

        answer = {"/v1/sync": exchange.sync, "/v1/rows": digests.rows}[path]
        return answer(self.hq, self.device, body)


def _author(desk: Desk) -> Author:
    return Author(UUID(int=0), desk.ports.ids.new(), int(START.timestamp() * 1000))


def _published(desk: Desk) -> list[HqRow]:
    """The price book as HQ's rows: floor prices in their own bucket, cars and targets left out."""
    found: list[HqRow] = []
    with desk.opened.store.read() as session:
        connection = session.connection()
        for table, bucket in _BUCKETS.items():
            ids = connection.exec_driver_sql(f"SELECT id FROM {table} ORDER BY id").scalars().all()
            for (_, key), cells in rows.read(connection, [(table, k) for k in ids]).items():
                found.append(HqRow(table, key, bucket, cells | {"outlet_id": PUBLISHED}))
    return found


_BUCKETS = {
    "car_model": "hq", "trim": "hq", "price": "hq", "floor_price": "floor:east", "fee_item": "hq",
    "accessory": "hq", "promotion": "group:east", "loan_product": "hq",
}  # fmt: skip


def _admit(hq: Headquarters, house: House) -> None:
    with hq.store.write() as connection:
        connection.execute(
            insert(tables.outlet).values(
                code=house.code, outlet_id=house.id.bytes, name=house.code, kind=house.kind.value,
                policy_group=house.group, status="OPEN", zone="Asia/Shanghai",
            )
        )  # fmt: skip


def _settle_in(desk: Desk, house: House) -> None:
    """The outlet's first rows: itself, its people, its settings, two demo cars and some stock."""
    sample = SampleOutlet.read()
    with desk.opened.store.write(_author(desk)) as session:
        session.add(_outlet(house))
        for person in sample.staff:
            session.add(
                Staff(
                    id=coded("staff", f"{house.code}:{person['login']}"), outlet_id=house.id,
                    login=person["login"], name=person["name"], role=person["role"],
                    password_hash="none",  # noqa: S106 - nobody signs in by password here
                )
            )  # fmt: skip
        for row in settings.shipped():
            session.add(
                Setting(
                    id=desk.ports.ids.new(), outlet_id=house.id, key=row.key,
                    valid_from=row.valid_from, valid_to=row.valid_to, value=row.value,
                    source=row.source,
                )
            )  # fmt: skip
        _stock(session, house, sample)


def _first_business(desk: Desk) -> None:
    """A few customers, a draft and two accepted quotes: what people go on with."""
    with desk.opened.store.read() as session:
        sql = text("SELECT id, login, name FROM staff WHERE role = 'CONSULTANT' ORDER BY id")
        key, login, name = session.execute(sql).first() or (b"", "", "")
    desk = desk.signed_in(Actor(UUID(bytes=key), login, name, Role.CONSULTANT))
    code = SampleOutlet.read().pricebook["trim"][0]["code"]
    trim = next(t for t in desk.read(trims, Trims(START.date())) if t.id == coded("trim", code))
    for number in range(4):
        said = Register(
            kind=VisitKind.FIRST, name=f"李{number}", phone=f"1380000000{number}",
            level=IntentLevel.H, source=Source.WEB,
        )  # fmt: skip
        customer_id = desk.write(register, said).value.customer_id
        if customer_id is None or not number:
            continue
        wish = SaveQuote(customer_id, trim.id, trim.colours[0], START.date())
        quote_id = desk.write(save_quote, wish).value
        if number > 1:
            desk.write(issue_quote, quote_id)
            desk.write(accept_quote, quote_id)


def _stock(session: Session, house: House, sample: SampleOutlet) -> None:
    """The sample's cars under keys and VINs of this outlet, and two more of each for sale."""
    for number, row in enumerate(sample.pricebook["vehicle"]):
        rest = {key: value for key, value in row.items() if key != "trim"}
        key = coded("vehicle", f"{house.code}:{number}")
        trim_id = coded("trim", row["trim"])
        session.add(Vehicle(id=key, outlet_id=house.id, trim_id=trim_id, **rest))
    first = coded("trim", sample.pricebook["trim"][0]["code"])
    for number, vin in enumerate(_VINS):
        session.add(
            Vehicle(
                id=coded("vehicle", f"{house.code}:stock{number}"), outlet_id=house.id, vin=vin,
                trim_id=first, colour="白", status=VehicleStatus.IN_STOCK, use=VehicleUse.SALE,
            )
        )  # fmt: skip


_VINS = ("LSVAB2BR5MN000001", "LSVAB2BR7MN000002")
"""The same in every outlet: two of them sell the same car, and one may have it."""


def _outlet(house: House) -> Base:
    return Outlet(
        id=house.id, outlet_id=house.id, code=house.code, name=house.code, kind=house.kind,
        company=house.code, uscc="91320105MA1X5K8R32", address="江苏", phone="025-86668888",
        province="江苏",
    )  # fmt: skip


def _enrol(hq: Headquarters, desk: Desk, house: House, letter: str) -> Engine:
    with desk.opened.store.applying() as connection:
        device = bytes(connection.exec_driver_sql("SELECT device_id FROM replica").scalar_one())
        with Session(connection) as session:
            session.add(
                Link(
                    hq_id=BIRTH.hq_id, hq_sign_key=hq.keys.sign_key, hq_box_key=b"",
                    device_key=b"", enrolled=True,
                )
            )  # fmt: skip
            session.flush()
    with hq.store.write() as connection:
        connection.execute(
            insert(tables.device).values(
                device_id=device, outlet=house.code, desk_code=letter, sign_key=b"",
                status="ACTIVE", lives=0, cloned=0, enrolled_at=0,
            )
        )  # fmt: skip
    return Engine(desk.opened.store, desk.ports.clock, desk.ports.ids, InProcess(hq, device))


def place_for_stores() -> Path:
    """A folder for stores that need not outlive the run: in memory where there is such a place."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    return Path(tempfile.mkdtemp(prefix="showroom-", dir=memory if memory.is_dir() else None))


@contextmanager
def founded() -> Iterator[Founding]:
    """The first image, gone afterwards."""
    root = place_for_stores()
    try:
        founding = Founding(root)
        founding.found()
        yield founding
    finally:
        shutil.rmtree(root, ignore_errors=True)
