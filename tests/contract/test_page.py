"""The contract page: made, signed, paid and paid back by keys; what it means is said beside it."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from showroom.contract.commands import MakeContract, sign_contract
from showroom.contract.listing import Show
from showroom.contract.queries import Contracts, contracts, whole_contract
from showroom.desk import Desk
from showroom.terms import ContractStatus, MoneyKind, PayMethod, ReceiptKind
from tests.contract.deals import made, paid
from tests.contract.test_commands import IDNO, accepted_quote, making
from tests.ui.conftest import HeldShell, chinese, context_of, home, lanes
from ui.kit.dialogs import Sheet
from ui.kit.fields import LineField
from ui.pages.contract import ContractPage
from ui.pages.contract.detail import Detail
from ui.pages.contract.making import Making
from ui.words import use, words
from ui.work import Lanes

__all__ = ["chinese", "home", "lanes", "making"]
Wait = Callable[[], None]
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def opened(desk: Desk, home: Wait, qtbot: QtBot) -> ContractPage:
    page = ContractPage(context_of(desk))
    qtbot.addWidget(page)
    page.resize(1180, 700)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    Lanes.current().changed.connect(page.changed)
    page.enter()
    home()
    return page


@pytest.fixture
def page(manager: Desk, home: Wait, qtbot: QtBot) -> Iterator[ContractPage]:
    """The page in a window with the store manager at it."""
    shown = opened(manager, home, qtbot)
    yield shown
    shown.close()


@pytest.fixture
def begun(page: ContractPage, making: MakeContract, home: Wait) -> Making:
    """The form of the contract of worked example 11."""
    page.open_record("contract_for", making.quote_id)
    home()
    assert page.making is not None
    return page.making


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(*keys: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(focus(), key, with_)


def write(page: ContractPage, name: str, text: str) -> None:
    form = page.making.entry if page.making is not None else money(page)
    form.go_to(name)
    field = form.fields[name]
    if isinstance(field, LineField) or hasattr(field, "line"):
        field.line.selectAll()
    QTest.keyClicks(focus(), text)


def money(page: ContractPage):
    assert page.detail is not None
    assert page.detail.money is not None
    return page.detail.money.entry


def shell_of(page: ContractPage) -> HeldShell:
    shell = page.context.shell
    assert isinstance(shell, HeldShell)
    return shell


def run(action: QAction, home: Wait) -> None:
    action.trigger()
    home()
    home()


def detail_of(page: ContractPage) -> Detail:
    assert page.detail is not None
    return page.detail


def opened_contract(page: ContractPage, key: UUID, home: Wait) -> Detail:
    page.open_record("contract", key)
    home()
    return detail_of(page)


def test_a_contract_is_made_by_keys_with_nothing_of_the_quote_typed(
    page: ContractPage, making: MakeContract, home: Wait, manager: Desk
) -> None:
    page.reread()
    home()
    press(Key.Key_N, with_=CTRL)  # one quote waits: its contract begins
    home()
    assert page.making is not None
    assert focus() is page.making.entry.fields["buyer_idno"].editor
    QTest.keyClicks(focus(), IDNO.lower())
    press(Key.Key_Return, Key.Key_Return)  # the phone is known
    assert focus() is page.making.entry.fields["address"].editor
    focus().insert("南京市建邺区 1 号")  # type: ignore[attr-defined]
    press(Key.Key_Return, Key.Key_Return)
    QTest.keyClicks(focus(), "20000")
    press(Key.Key_Return)
    QTest.keyClicks(focus(), "+18")
    write_ack(page)
    press(Key.Key_S, with_=CTRL)
    home()
    home()
    (line,) = manager.read(contracts, Contracts())
    whole = manager.read(whole_contract, line.id)
    assert (line.status, line.price_fen) == (ContractStatus.PENDING, 258_800_00)
    assert (whole.buyer_idno, whole.deposit_fen) == (IDNO, 20_000_00)
    assert str(line.delivery_due) == "2026-12-10"
    assert [part.amount_fen for part in whole.schedule] == [20_000_00, 238_800_00]
    assert detail_of(page).shown.whole.line.id == line.id
    assert page.making is None


def write_ack(page: ContractPage) -> None:
    assert page.making is not None
    page.making.entry.go_to("terms_ack")
    press(Key.Key_Space)


def test_the_law_follows_the_kind_and_the_amount(page: ContractPage, begun: Making) -> None:
    write(page, "deposit", "60000")
    assert "¥51,760.00" in begun.law_told
    assert "多了 ¥8,240.00" in begun.deposit._note.text()  # noqa: SLF001 - what is read beside it
    write(page, "deposit", "20000")
    assert "¥40,000.00" in begun.law_told
    begun.kind.combo.setCurrentIndex(2)
    assert begun.kind.value() is MoneyKind.ADVANCE
    assert "订金是预付款" in begun.law_told
    assert "双倍" not in begun.law_told


def test_a_deposit_above_the_cap_is_refused_beside_its_field(
    page: ContractPage, begun: Making, home: Wait, manager: Desk
) -> None:
    write(page, "buyer_idno", IDNO)
    write(page, "address", "Nanjing")
    write(page, "deposit", "51760.01")
    write(page, "delivery_due", "+18")
    write_ack(page)
    run(begun.entry.save_action, home)
    assert "51,760" in begun.deposit.error
    assert focus() is begun.deposit.editor
    assert manager.read(contracts, Contracts()) == []


def test_a_wrong_identity_number_is_said_on_leaving_it(page: ContractPage, begun: Making) -> None:
    write(page, "buyer_idno", "110105194912310021")
    begun.entry.go_to("address")
    assert begun.entry.fields["buyer_idno"].error


def test_terms_not_acknowledged_stop_the_contract_in_view(
    page: ContractPage, begun: Making, home: Wait
) -> None:
    write(page, "buyer_idno", IDNO)
    write(page, "address", "Nanjing")
    write(page, "deposit", "20000")
    write(page, "delivery_due", "+18")
    run(begun.entry.save_action, home)
    ack = begun.entry.fields["terms_ack"]
    assert ack.error
    QTest.qWait(10)
    assert not ack.editor.visibleRegion().isEmpty()


def test_the_plan_follows_the_deposit_until_it_is_typed(page: ContractPage, begun: Making) -> None:
    write(page, "deposit", "20000")
    assert [row.fen.text() for row in begun.plan.rows] == ["20,000.00", "238,800.00"]
    assert "一致" in begun.plan.missing
    begun.plan.rows[1].fen.setFocus()
    begun.plan.rows[1].fen.selectAll()
    QTest.keyClicks(focus(), "100000")
    assert "少 ¥138,800.00" in begun.plan.missing
    begun.plan.more.click()
    assert begun.plan.rows[2].fen.text() == "138,800.00"
    QTest.keyClicks(begun.plan.rows[2].name, "second")
    assert "一致" in begun.plan.missing
    write(page, "deposit", "30000")
    assert begun.plan.rows[0].fen.text() == "20,000.00"
    assert begun.plan.value() is not None


def test_a_payment_is_taken_out_by_its_button(page: ContractPage, begun: Making) -> None:
    write(page, "deposit", "20000")
    begun.plan.rows[0].drop.click()
    assert [row.fen.text() for row in begun.plan.rows] == ["238,800.00"]
    assert "少 ¥20,000.00" in begun.plan.missing


def test_a_payment_without_a_name_or_with_a_strange_date_is_refused(
    page: ContractPage, begun: Making
) -> None:
    write(page, "deposit", "20000")
    row = begun.plan.rows[1]
    row.due.setFocus()
    QTest.keyClicks(row.due, "some day")
    assert begun.plan.problem() is not None
    row.due.clear()
    row.name.clear()
    problem = begun.plan.problem()
    assert problem is not None
    assert problem.code == "contract.part_unnamed"


def test_what_was_typed_is_offered_when_the_contract_is_begun_again(
    page: ContractPage, begun: Making, making: MakeContract, home: Wait
) -> None:
    write(page, "address", "Nanjing")
    write(page, "deposit", "20000")
    begun.plan.rows[0].name.selectAll()
    QTest.keyClicks(begun.plan.rows[0].name, "first money")
    run(page.acts.back, home)
    assert page.making is None
    page.open_record("contract_for", making.quote_id)
    home()
    home()
    assert page.making is not None
    page.making.entry.banner.offers[0].click()
    assert page.making.entry.fields["address"].value() == "Nanjing"
    assert page.making.plan.rows[0].name.text() == "first money"


def test_the_list_keeps_what_waits_first_and_filters(
    page: ContractPage, making: MakeContract, manager: Desk, home: Wait
) -> None:
    made(manager, making)
    accepted_quote(manager, "EX30")
    page.reread()
    home()
    assert [line.is_quote for line in page.table.model.lines] == [True, False]
    page.list.choose(Show.PENDING)
    (line,) = page.table.model.lines
    assert line.word == ContractStatus.PENDING.word
    assert "13900000000" not in str(page.table.model.lines)


def test_enter_opens_a_contract_and_escape_goes_back(
    page: ContractPage, making: MakeContract, manager: Desk, home: Wait
) -> None:
    made(manager, making)
    page.reread()
    home()
    page.table.setFocus()
    press(Key.Key_Return)
    home()
    assert page.detail is not None
    press(Key.Key_Escape)
    assert page.detail is None
    assert focus() is page.table.view


def test_a_contract_is_signed_and_paid_by_keys_and_the_receipt_is_shown(
    page: ContractPage, making: MakeContract, manager: Desk, home: Wait
) -> None:
    key = made(manager, making)
    opened_contract(page, key, home)
    press(Key.Key_D, with_=CTRL)
    home()
    home()
    assert manager.read(whole_contract, key).line.status is ContractStatus.SIGNED
    press(Key.Key_R, with_=CTRL)
    assert money(page).fields["amount"].value() == 20_000_00
    assert focus() is money(page).fields["amount"].editor
    QTest.keyClicks(focus(), "60000")
    assert "¥8,240.00" in money(page).fields["amount"]._note.text()  # noqa: SLF001
    press(Key.Key_Return, Key.Key_Return)
    QTest.keyClicks(focus(), "POS-1")
    press(Key.Key_S, with_=CTRL)
    home()
    home()
    (receipt,) = manager.read(whole_contract, key).receipts
    assert (receipt.kind, receipt.earnest_fen) == (ReceiptKind.EARNEST, 51_760_00)
    assert shell_of(page).papers == [f"收据 {receipt.doc_no}.pdf"]
    assert detail_of(page).money is None
    assert detail_of(page).receipts.model.rowCount() == 1
    assert manager.read(whole_contract, key).ordered_on is not None


def test_a_card_payment_without_its_number_is_refused_at_the_field(
    page: ContractPage, making: MakeContract, manager: Desk, home: Wait
) -> None:
    opened_contract(page, made(manager, making), home)
    page.acts.take.trigger()
    run(money(page).save_action, home)
    assert money(page).fields["txn_no"].error


def test_the_amount_is_told_in_capitals_while_it_is_typed(
    page: ContractPage, making: MakeContract, manager: Desk, home: Wait
) -> None:
    opened_contract(page, made(manager, making), home)
    page.acts.take.trigger()
    write(page, "amount", "1680.32")
    note = money(page).fields["amount"]._note.text()  # noqa: SLF001 - what is read beside it
    assert note == "人民币壹仟陆佰捌拾元零叁角贰分"


def test_money_is_paid_back_from_the_receipt_under_the_cursor(
    page: ContractPage, making: MakeContract, manager: Desk, home: Wait
) -> None:
    key = made(manager, making)
    paid(manager, key, 20_000)
    opened_contract(page, key, home)
    page.acts.pay_back.trigger()
    write(page, "amount", "20000.01")
    write(page, "txn_no", "R1")
    run(money(page).save_action, home)
    assert "20,000" in money(page).fields["amount"].error
    write(page, "amount", "5000")
    money(page).fields["method"].combo.setCurrentIndex(1)
    assert money(page).fields["method"].value() is PayMethod.CASH
    run(money(page).save_action, home)
    assert manager.read(whole_contract, key).standing.received_fen == 15_000_00
    assert detail_of(page).receipts.model.rowCount() == 2


def test_escape_leaves_the_money_and_then_the_contract(
    page: ContractPage, making: MakeContract, manager: Desk, home: Wait
) -> None:
    opened_contract(page, made(manager, making), home)
    page.acts.take.trigger()
    press(Key.Key_Escape)
    assert detail_of(page).money is None
    press(Key.Key_Escape)
    assert page.detail is None


def test_ending_names_the_contract_its_cost_and_wants_a_reason(
    page: ContractPage, making: MakeContract, manager: Desk, home: Wait
) -> None:
    key = made(manager, making)
    paid(manager, key, 20_000)
    detail = opened_contract(page, key, home)
    page.acts.cancel.trigger()
    (sheet,) = page.findChildren(Sheet)
    number = detail.shown.whole.line.doc_no or ""
    assert number in sheet.windowTitle()
    sure = sheet.findChild(QPushButton, "sure")
    field = sheet.findChild(LineField)
    assert sure is not None
    assert field is not None
    sure.click()
    assert field.error
    QTest.keyClicks(field.line, "moved away")
    sure.click()
    home()
    home()
    whole = manager.read(whole_contract, key)
    assert whole.line.status is ContractStatus.CANCELLED
    assert not page.acts.take.isEnabled()
    assert page.acts.pay_back.isEnabled()
    assert detail_of(page).facts.told["contract.cancel_reason"] == "moved away"


def test_escape_keeps_the_contract(
    page: ContractPage, making: MakeContract, manager: Desk, home: Wait
) -> None:
    key = made(manager, making)
    opened_contract(page, key, home)
    page.acts.cancel.trigger()
    (sheet,) = page.findChildren(Sheet)
    QTest.keyClick(sheet, Key.Key_Escape)
    home()
    assert manager.read(whole_contract, key).line.status is ContractStatus.PENDING


def test_the_contract_is_shown_as_a_paper(
    page: ContractPage, making: MakeContract, manager: Desk, home: Wait
) -> None:
    detail = opened_contract(page, made(manager, making), home)
    run(page.acts.preview, home)
    number = detail.shown.whole.line.doc_no
    assert shell_of(page).papers == [f"购车合同 王芳 {number}.pdf"]


def test_identity_and_phone_are_masked(
    page: ContractPage, making: MakeContract, manager: Desk, home: Wait
) -> None:
    told = opened_contract(page, made(manager, making), home).facts.told
    assert told["contract.buyer_idno"] == "110105********002X"
    assert told["contract.phone"] == "139****0000"


def test_what_may_not_be_done_says_why(
    consultant: Desk, making: MakeContract, home: Wait, qtbot: QtBot
) -> None:
    page = opened(consultant, home, qtbot)
    opened_contract(page, made(consultant, making), home)
    assert page.acts.sign.isEnabled()
    assert not page.acts.take.isEnabled()
    assert words("contract.why_money") in page.acts.take.toolTip()
    assert words("contract.why_manager") in page.acts.cancel.toolTip()
    page.close()


def test_the_cashier_takes_money_and_makes_nothing(
    consultant: Desk, cashier: Desk, making: MakeContract, home: Wait, qtbot: QtBot
) -> None:
    key = made(consultant, making)
    consultant.write(sign_contract, key)
    page = opened(cashier, home, qtbot)
    opened_contract(page, key, home)
    assert page.acts.take.isEnabled()
    assert not page.acts.sign.isEnabled()
    page.new()
    assert words("contract.none_waiting") in page.banner.text
    page.close()


def test_the_contract_left_open_is_open_again(
    manager: Desk, making: MakeContract, home: Wait, qtbot: QtBot
) -> None:
    page = opened(manager, home, qtbot)
    key = made(manager, making)
    opened_contract(page, key, home)
    again = ContractPage(page.context)
    qtbot.addWidget(again)
    home()
    assert again.chosen == key


def test_stepping_goes_to_the_next_contract_with_the_filter_kept(
    page: ContractPage, making: MakeContract, manager: Desk, home: Wait
) -> None:
    key = made(manager, making)
    accepted_quote(manager, "EX30")
    page.reread()
    home()
    page.table.go_to(0)
    page.table.opened.emit(page.table.current)
    home()
    assert page.making is not None
    page.step(1)
    home()
    assert page.chosen == key


def test_quote_and_card_are_one_key_away(
    page: ContractPage, making: MakeContract, manager: Desk, home: Wait
) -> None:
    detail = opened_contract(page, made(manager, making), home)
    page.acts.quote.trigger()
    page.acts.customer.trigger()
    whole = detail.shown.whole
    assert shell_of(page).opened == [
        ("quote", whole.quote_id),
        ("customer", whole.line.customer_id),
    ]


def test_every_action_has_a_key_of_its_own_and_every_editor_a_name(
    page: ContractPage, begun: Making
) -> None:
    keys = [each.shortcut().toString() for each in page.page_actions]
    assert all(keys)
    assert len(keys) == len(set(keys))
    editors = [
        field.editor for field in begun.entry.fields.values() if field.name != "pay_schedule"
    ]
    editors += [each for row in begun.plan.rows for each in row.editors]
    assert all(editor.accessibleName() for editor in editors)


def test_the_page_speaks_english_too(
    manager: Desk, making: MakeContract, home: Wait, qtbot: QtBot
) -> None:
    use("en", strict=True)
    page = opened(manager, home, qtbot)
    opened_contract(page, made(manager, making), home)
    page.acts.take.trigger()
    page.open_record("contract_for", accepted_quote(manager, "EX90"))
    home()
    assert page.making is not None
    assert "Civil Code" in page.making.law_told
    page.close()
    use("zh_CN", strict=True)
