"""How often a desk exchanges by itself: a setting, within bounds."""

import pytest
from sqlalchemy import update

from db.models.outlet import Setting
from showroom.desk import Desk
from showroom.exchange.pace import KEY, pace
from showroom.rights import EVERYONE, allows
from showroom.unit import Unit


@allows(*EVERYONE)
def put(unit: Unit, value: object) -> None:
    unit.session.execute(update(Setting).where(Setting.key == KEY).values(value=value))


def test_a_new_outlet_exchanges_once_a_minute(desk: Desk):
    assert desk.read(pace, None) == 60


@pytest.mark.parametrize(("wanted", "is_taken"), [(30, 30), (1, 15), (99_999, 3600), ("x", 60)])
def test_the_setting_holds_within_bounds(manager: Desk, wanted: object, is_taken: int):
    manager.write(put, wanted)
    assert manager.read(pace, None) == is_taken
