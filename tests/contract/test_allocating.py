"""A car allocated in the window: chosen by Enter, unsure until granted, a choice when lost."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from showroom.desk import Desk
from tests.claim.wishes import grant, refuse, tie
from tests.contract.test_allocation import VINS, signed
from tests.contract.test_commands import making
from tests.contract.test_page import detail_of, opened, opened_contract, run, shell_of
from tests.ui.conftest import chinese, home, lanes
from ui.kit.dialogs import Sheet
from ui.pages.contract import ContractPage
from ui.pages.contract.allocating import CarSheet
from ui.pages.contract.deeds import Deeds

__all__ = ["chinese", "home", "lanes", "making", "signed"]


@pytest.fixture
def page(consultant: Desk, home, qtbot) -> Iterator[ContractPage]:
    shown = opened(consultant, home, qtbot)
    yield shown
    home()
    shown.close()


def deeds_of(page: ContractPage) -> Deeds:
    assert page.deeds is not None
    return page.deeds


def chosen(page: ContractPage, home) -> CarSheet:
    run(page.acts.allocate, home)
    sheet = deeds_of(page).sheet
    assert sheet is not None
    return sheet


def take_first(page: ContractPage, home) -> None:
    sheet = chosen(page, home)
    QTest.keyClick(sheet.cars.view, Qt.Key.Key_Return)
    for _ in range(3):
        home()


def reread(page: ContractPage, home) -> None:
    page.reread()
    home()
    home()


def test_enter_allocates_the_first_car(page, signed: UUID, home) -> None:
    opened_contract(page, signed, home)
    take_first(page, home)
    detail = detail_of(page)
    assert detail.pill.text() == "已配车"
    assert detail.facts.told["contract.vin"] == f"{VINS[1]} · 已确认"
    assert shell_of(page).toasts == [f"已配车 {VINS[1]}。"]
    assert detail.car.isHidden()


def test_before_headquarters_word_the_car_is_told_as_unsure(
    page, consultant: Desk, signed: UUID, home
) -> None:
    consultant.write(tie, None)
    opened_contract(page, signed, home)
    take_first(page, home)
    detail = detail_of(page)
    assert detail.pill.text() == "配车待确认"
    assert detail.facts.told["contract.vin"] == f"{VINS[1]} · 待确认"
    assert "不要向客户承诺" in detail.car.text
    assert not detail.car.offers
    grant(consultant, signed)
    reread(page, home)
    assert detail_of(page).pill.text() == "已配车"


def test_a_lost_car_leaves_the_choice_of_another_or_none(
    page, consultant: Desk, signed: UUID, home
) -> None:
    consultant.write(tie, None)
    opened_contract(page, signed, home)
    take_first(page, home)
    refuse(consultant, signed, "NJJN-D01-HT-20261122-009")
    reread(page, home)
    detail = detail_of(page)
    assert detail.pill.text() == "配车被占用"
    assert "NJJN-D01-HT-20261122-009" in detail.car.text
    other, release = detail.car.offers
    other.click()
    home()
    sheet = deeds_of(page).sheet
    assert sheet is not None
    assert VINS[1] not in {each.vin for each in sheet.cars.model.lines}
    sheet.reject()
    release.click()
    (asked,) = [each for each in page.findChildren(Sheet) if each.isVisible()]
    next(each for each in asked.findChildren(QPushButton) if each.text() == "放开车辆").click()
    home()
    reread(page, home)
    assert detail_of(page).facts.told["contract.vin"] == "待配车"


def test_the_list_says_it_of_the_contract_too(page, consultant: Desk, signed: UUID, home) -> None:
    consultant.write(tie, None)
    opened_contract(page, signed, home)
    take_first(page, home)
    page.show_list()
    reread(page, home)
    assert [(each.word, each.tone) for each in page.table.model.lines if each.id == signed] == [
        ("contract.car_waits", "warn")
    ]


def test_a_car_is_for_those_who_sell(cashier: Desk, signed: UUID, home, qtbot) -> None:
    page = opened(cashier, home, qtbot)
    opened_contract(page, signed, home)
    assert not page.acts.allocate.isEnabled()
    assert "销售人员" in page.acts.allocate.toolTip()
    page.close()
