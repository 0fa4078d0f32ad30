"""An outlet is set up once, whole or not at all."""

from dataclasses import replace
from pathlib import Path

import pytest

from db.encryption import Keeper
from showroom.clock import SetClock
from showroom.desk import Ports, exists, open_desk
from showroom.errors import Failure, Refusal
from showroom.outlet.commands import SetUp, fill_with_sample, found, set_up
from showroom.outlet.queries import outlet_name
from showroom.staff.commands import SignIn, sign_in
from showroom.staff.queries import sign_in_names
from showroom.terms import OutletKind, Role

ASKED = SetUp(
    code="NJ01",
    name=" 南京江宁店 ",
    kind=OutletKind.TIER2,
    company="南京江宁汽车销售有限公司",
    uscc="91320105ma1x5k8r32",
    address="江宁区 1 号",
    phone="025-1",
    province="江苏",
    manager_login="wang",
    manager_name="王店长",
    password="Showroom-2026",
)


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper("file", tmp_path / "desk.key")


@pytest.fixture
def ports(clock: SetClock) -> Ports:
    return Ports.of(clock)


def test_a_new_outlet_has_its_name_and_one_person_who_runs_it(
    tmp_path: Path, keeper: Keeper, ports: Ports
) -> None:
    made = set_up(tmp_path / "data", ASKED, keeper, ports)
    assert made.desk.read(outlet_name, None) == "南京江宁店"
    (person,) = made.desk.read(sign_in_names, None)
    assert (person.name, person.role) == ("王店长", Role.STORE_MANAGER)
    assert sign_in(made.desk, SignIn("wang", "Showroom-2026")).actor is not None
    made.desk.close()
    reopened = open_desk(tmp_path / "data", ports)
    assert reopened.place.outlet_code == "NJ01"
    reopened.close()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": ""}, "code"),
        ({"code": "南京"}, "code"),
        ({"code": "NJ-01"}, "code"),
        ({"code": "N" * 13}, "code"),
        ({"name": "  "}, "name"),
        ({"company": ""}, "company"),
        ({"address": ""}, "address"),
        ({"manager_login": " "}, "manager_login"),
        ({"manager_name": ""}, "manager_name"),
        ({"uscc": "91320105MA1X5K8R33"}, "uscc"),
    ],
)
def test_what_is_wrong_is_named_before_anything_is_written(
    tmp_path: Path, keeper: Keeper, ports: Ports, change: dict[str, str], field: str
) -> None:
    with pytest.raises(Refusal) as caught:
        set_up(tmp_path / "data", replace(ASKED, **change), keeper, ports)  # type: ignore[arg-type]
    assert caught.value.facts["field"] == field
    assert not exists(tmp_path / "data")


def test_an_outlet_is_set_up_once(tmp_path: Path, keeper: Keeper, ports: Ports) -> None:
    made = set_up(tmp_path / "data", ASKED, keeper, ports)
    with pytest.raises(Refusal) as caught:
        made.desk.write(found, ASKED)
    assert caught.value.code == "outlet.already_set_up"
    made.desk.close()
    with pytest.raises(Failure) as taken:
        set_up(tmp_path / "data", ASKED, keeper, ports)
    assert taken.value.code == "store.exists"


def test_the_sample_is_poured_into_no_real_outlet(
    tmp_path: Path, keeper: Keeper, ports: Ports
) -> None:
    made = set_up(tmp_path / "data", ASKED, keeper, ports)
    with pytest.raises(Refusal) as caught:
        made.desk.write(fill_with_sample, "Showroom-2026")
    assert caught.value.code == "outlet.not_the_sample"
    assert len(made.desk.read(sign_in_names, None)) == 1
    made.desk.close()


def test_a_password_too_short_leaves_no_outlet_behind(
    tmp_path: Path, keeper: Keeper, ports: Ports
) -> None:
    with pytest.raises(Refusal) as caught:
        set_up(tmp_path / "data", replace(ASKED, password="short"), keeper, ports)
    assert caught.value.code == "staff.password_short"
    assert not exists(tmp_path / "data")
