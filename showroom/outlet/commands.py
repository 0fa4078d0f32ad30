"""Setting up an outlet on a new desk."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from db.encryption import Keeper
from db.models.outlet import Outlet, Setting
from showroom import identity, settings
from showroom.desk import Desk, Ports, create_store, open_desk
from showroom.errors import Refusal
from showroom.ids import dated
from showroom.outlet.sample import SampleOutlet, put_pricebook
from showroom.rights import before_sign_in
from showroom.staff.commands import AddStaff, new_staff
from showroom.staff.rules import check_length
from showroom.terms import OutletKind, OutletStatus, Role
from showroom.unit import Unit


@dataclass(frozen=True, slots=True)
class SetUp:
    """What the first-run page asks: the outlet, and the person who runs it."""

    code: str
    name: str
    kind: OutletKind
    company: str
    uscc: str
    address: str
    phone: str
    province: str
    manager_login: str
    manager_name: str
    password: str
    tier: str | None = None


@dataclass(frozen=True, slots=True)
class NewDesk:
    """A desk just set up, nobody signed in, and the recovery key that is shown once."""

    desk: Desk
    recovery_key: str


def set_up(folder: Path, command: SetUp, keeper: Keeper, ports: Ports) -> NewDesk:
    """Make the store of an outlet in an empty folder; raises Refusal before anything is written."""
    check(command)
    recovery = create_store(folder, command.code, keeper, ports)
    desk = open_desk(folder, ports, keeper.passphrase)
    desk.write(found, command)
    return NewDesk(desk, recovery)


def set_up_sample(folder: Path, password: str, keeper: Keeper, ports: Ports) -> NewDesk:
    """The demo outlet of `resources/sample`; everybody's password is the one given."""
    sample = SampleOutlet.read()
    manager = next(p for p in sample.staff if p["role"] == Role.STORE_MANAGER)
    command = SetUp(
        **sample.outlet,
        manager_login=manager["login"],
        manager_name=manager["name"],
        password=password,
    )
    made = set_up(folder, command, keeper, ports)
    made.desk.write(fill_with_sample, password)
    return made


def check(command: SetUp) -> None:
    """Raise Refusal naming the first field that is wrong."""
    for field in ("code", "name", "company", "address", "manager_login", "manager_name"):
        if not str(getattr(command, field)).strip():
            raise Refusal("outlet.field_missing", field=field)
    if not (command.code.isascii() and command.code.isalnum() and len(command.code) <= _CODE_MOST):
        raise Refusal("outlet.code_form", field="code", most=_CODE_MOST)
    identity.as_uscc(command.uscc)
    check_length(command.password)


@before_sign_in
def found(unit: Unit, command: SetUp) -> None:
    """Write the outlet, its manager and the settings it starts with; once only."""
    if unit.session.scalar(select(func.count()).select_from(Outlet)):
        raise Refusal("outlet.already_set_up")
    unit.add(_outlet(unit, command))
    person = AddStaff(
        command.manager_login, command.manager_name, Role.STORE_MANAGER, command.password
    )
    unit.add(new_staff(unit, person))
    for row in settings.shipped():
        unit.add(_setting(unit, row))


@before_sign_in
def fill_with_sample(unit: Unit, password: str) -> None:
    """Give the demo outlet its people, cars and price book; refused in any other outlet."""
    sample = SampleOutlet.read()
    if unit.session.scalar(select(Outlet.code)) != sample.outlet["code"]:
        raise Refusal("outlet.not_the_sample")
    for person in sample.staff:
        if person["role"] != Role.STORE_MANAGER:
            role = Role(person["role"])
            unit.add(new_staff(unit, AddStaff(person["login"], person["name"], role, password)))
    put_pricebook(unit, sample.pricebook)


def _outlet(unit: Unit, command: SetUp) -> Outlet:
    return Outlet(
        id=unit.outlet_id,
        outlet_id=unit.outlet_id,
        code=command.code,
        name=command.name.strip(),
        kind=command.kind,
        tier=command.tier,
        company=command.company.strip(),
        uscc=identity.as_uscc(command.uscc),
        address=command.address.strip(),
        phone=command.phone.strip(),
        province=command.province.strip(),
        status=OutletStatus.OPEN,
    )


def _setting(unit: Unit, row: settings.ShippedSetting) -> Setting:
    return Setting(
        id=dated("setting", row.key, row.valid_from, f"outlet:{unit.place.outlet_code}"),
        outlet_id=unit.outlet_id,
        key=row.key,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        value=row.value,
        source=row.source,
    )


_CODE_MOST = 12
