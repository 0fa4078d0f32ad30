"""A slot that is not the booking's own yet, as the page says it."""

from uuid import UUID

import pytest

from showroom.desk import Desk
from tests.claim.wishes import grant, refuse, tie
from tests.testdrive.bookings import booked, guest, local
from tests.testdrive.test_page import shown
from tests.ui.conftest import chinese, context_of, home, lanes
from ui.pages.testdrive import TestDrivePage

__all__ = ["chinese", "home", "lanes"]


@pytest.fixture
def drive(consultant: Desk) -> UUID:
    """A drive booked at a desk tied to HQ."""
    consultant.write(tie, None)
    return booked(consultant, guest(consultant), local(14))


def opened(desk: Desk, drive: UUID, qtbot, home) -> TestDrivePage:
    page = shown(context_of(desk), qtbot, home)
    page.open_record("test_drive", drive)
    home()
    home()
    return page


def head(page: TestDrivePage):
    return page.panel._top  # noqa: SLF001 - what the panel shows of the drive


def may_sign(page: TestDrivePage) -> bool:
    form = page.panel.form
    assert form is not None
    return form.save_action.isEnabled()


def test_a_slot_is_to_be_confirmed_until_it_is_granted(consultant, drive, qtbot, home) -> None:
    page = opened(consultant, drive, qtbot, home)
    assert head(page)._pill.text() == "待确认"  # noqa: SLF001 - as above
    assert head(page).slot.text.startswith("时段待确认")
    assert may_sign(page)
    grant(consultant, drive)
    page.reread()
    home()
    home()
    assert head(page)._pill.text() == "预约"  # noqa: SLF001 - as above
    assert head(page).slot.isHidden()
    page.close()


def test_a_lost_slot_leaves_the_choice_to_move_or_cancel(consultant, drive, qtbot, home) -> None:
    refuse(consultant, drive, "NJHX-D02", local(14, 40))
    page = opened(consultant, drive, qtbot, home)
    assert head(page).slot.text == "时段被占用：NJHX-D02 用到 14:40。"
    assert [each.text() for each in head(page).slot.offers] == ["改期", "取消预约"]
    assert not may_sign(page)
    head(page).slot.offers[0].click()
    assert page.panel.plan is not None
    home()
    page.close()
