"""A date worth closing, its close, and a look at what a seal is over."""

from datetime import date

import pytest

from showroom.dayclose import seal
from showroom.dayclose.commands import CloseDay
from showroom.desk import Desk
from showroom.rights import EVERYONE, allows
from showroom.terms import DriveStatus, PayMethod
from showroom.unit import Unit
from tests.board.days import (
    TODAY,
    Card,
    Come,
    Deal,
    Drive,
    Pay,
    at,
    put_card,
    put_deal,
    put_drive,
    put_money,
    put_visit,
)
from tests.visit.arrivals import staff_id


@pytest.fixture
def day(manager: Desk) -> Desk:
    """Two visits (one party still here), a drive out, an order, money in cash and by WeChat."""
    ann = staff_id(manager, "liqian")
    card = manager.write(put_card, Card("王芳", owner=ann, visited=TODAY)).value
    manager.write(put_visit, Come(at("09:00"), customer=card, owner=ann, phone="13900000000"))
    manager.write(put_visit, Come(at("09:30"), owner=ann, stay=None))
    manager.write(put_drive, Drive(at("09:50"), card, ann, DriveStatus.OUT))
    manager.write(put_deal, Deal(card, ann))
    manager.write(put_money, Pay(2_000_000, PayMethod.WECHAT))
    manager.write(put_money, Pay(50_000))
    manager.write(put_money, Pay(-10_000))
    return manager


CLOSE = CloseDay(
    TODAY,
    {PayMethod.CASH: 39_900, PayMethod.WECHAT: 2_000_000},
    variance_reason="找零少一元",
    acknowledged=frozenset({"dayclose.still_here", "dayclose.open_drives"}),
    tomorrow_plan="上午交车一台",
    manager_note="试驾后当天报价",
)


@allows(*EVERYONE)
def leaves_of(unit: Unit, on: date) -> seal.Leaves:
    """The digests a seal of that date is over."""
    return seal.leaves(unit.session, on)
