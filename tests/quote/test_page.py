"""The quote page: priced while one types, each step one key away, nothing typed is lost."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFont, QFontMetrics, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from db.models.customer import Customer
from db.models.vehicle import Price
from showroom.clock import SetClock
from showroom.customer.keys import refresh
from showroom.desk import Desk
from showroom.quote.approvals import DecideApproval, decide_approval
from showroom.quote.build_up import RowLook
from showroom.quote.commands import SaveQuote, issue_quote, save_quote
from showroom.quote.queries import Quotes, quotes, whole_quote
from showroom.rights import EVERYONE, allows
from showroom.staff.commands import SignIn, sign_in
from showroom.terms import ApprovalStatus, QuoteStatus
from showroom.unit import Unit
from tests.conftest import PASSWORD
from tests.quote.test_commands import CASH, TODAY, file_customer
from tests.ui.conftest import HeldShell, chinese, context_of, home, lanes
from ui.formats import amount
from ui.kit.dialogs import Sheet
from ui.kit.export import save_table
from ui.pages.quote import QuotePage
from ui.words import use, words

__all__ = ["chinese", "home", "lanes"]
Wait = Callable[[], None]
Key = Qt.Key


@pytest.fixture
def customer_id(consultant: Desk) -> UUID:
    return consultant.write(file_customer, "王芳").value


def opened(desk: Desk, home: Wait, qtbot: QtBot) -> QuotePage:
    page = QuotePage(context_of(desk))
    qtbot.addWidget(page)
    page.resize(1180, 700)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.enter()
    home()
    return page


@pytest.fixture
def page(consultant: Desk, home: Wait, qtbot: QtBot) -> Iterator[QuotePage]:
    """The quote page in a window, its first reading done."""
    made = opened(consultant, home, qtbot)
    yield made
    made.close()


@pytest.fixture
def begun(page: QuotePage, customer_id: UUID, home: Wait) -> QuotePage:
    """A quote begun for 王芳, the EX90 of worked example 4 chosen."""
    page.open_record("quote_for", customer_id)
    home()
    choose_car(page, "EX90", home)
    return page


def choose_car(page: QuotePage, model: str, home: Wait) -> None:
    inputs = page.editor.inputs
    trim = next(each for each in inputs.trims.values() if each.model == model)
    inputs.trim.set_value(trim.id)
    inputs.trim.changed.emit()
    home()
    inputs.colour.set_value(trim.colours[0])
    inputs.colour.changed.emit()


def fill_example_4(page: QuotePage) -> None:
    inputs = page.editor.inputs
    for code in ("CASH-EX90", "TRADE-IN"):
        inputs.promotions.boxes[code].click()
    inputs.fees.boxes["PLATING"].click()
    QTest.keyClicks(inputs.premiums.amounts["INS-THIRD"].line, "8600")
    inputs.goods.counts["FILM"][0].setValue(1)


def press(page: QuotePage, key: Key, *more: Qt.KeyboardModifier) -> None:
    modifiers = Qt.KeyboardModifier.ControlModifier
    for each in more:
        modifiers |= each
    QTest.keyClick(QApplication.focusWidget() or page, key, modifiers)


def shell_of(page: QuotePage) -> HeldShell:
    shell = page.context.shell
    assert isinstance(shell, HeldShell)
    return shell


def buttons(page: QuotePage) -> list[str]:
    return [made.accessibleName() for _action, made in page.buttons if made.isVisible()]


def sheet_of(page: QuotePage) -> Sheet:
    return next(sheet for sheet in page.findChildren(Sheet) if sheet.isVisible())


def give_reason(page: QuotePage) -> None:
    (text,) = sheet_of(page).findChildren(QPlainTextEdit)
    QTest.keyClicks(text, "rival")


def answer(page: QuotePage, way: str) -> None:
    found = sheet_of(page).findChildren(QPushButton)
    next(each for each in found if each.accessibleName() == way).click()


def test_a_quote_begins_with_the_customer_and_the_car_they_wish_for(
    begun: QuotePage,
) -> None:
    held = begun.editor.inputs.customer.held
    assert held is not None
    assert (held.title, held.detail) == ("王芳", "139****0000")
    assert begun.editor.inputs.invoice_on.value() == TODAY
    assert begun.editor.inputs.with_ctp.value()


def test_the_price_follows_every_tick_and_key(begun: QuotePage) -> None:
    paper = begun.editor.paper
    before = paper.on_road.text()
    fill_example_4(begun)
    price = begun.editor.quote
    assert price is not None
    assert paper.on_road.text() == amount(price.on_road_price_fen) != before
    assert price.on_road_price_fen == 410_619_47 + ctp_of(begun)
    assert paper.upper.text().startswith("人民币肆拾壹万")
    names = paper.rows.accessibleDescription()
    assert "年末现金优惠 -¥20,000.00" in names
    assert "净成本" in names


def ctp_of(page: QuotePage) -> int:
    trim = page.editor.inputs.chosen()
    assert trim is not None
    return 950_00 if trim.seats < 6 else 1_100_00


def test_moving_the_invoice_date_prices_anew_and_warns(begun: QuotePage, home: Wait) -> None:
    fill_example_4(begun)
    field = begun.editor.inputs.invoice_on
    field.set_value(date(2028, 1, 3))
    field.changed.emit()
    home()
    rows = begun.editor.paper.rows.rows
    assert [row.look for row in rows if row.warns] == [RowLook.LINE]
    assert begun.editor.inputs.promotions.value() == frozenset()
    field.set_value(TODAY)
    field.changed.emit()
    home()
    assert begun.editor.inputs.promotions.value() == {"CASH-EX90", "TRADE-IN"}


def test_a_whole_quote_by_keyboard_from_save_to_the_contract(
    begun: QuotePage, consultant: Desk, home: Wait
) -> None:
    fill_example_4(begun)
    press(begun, Key.Key_S)
    home()
    (line,) = consultant.read(quotes, Quotes())
    assert (line.status, line.customer) == (QuoteStatus.DRAFT, "王芳")
    press(begun, Key.Key_Return)
    home()
    (line,) = consultant.read(quotes, Quotes())
    assert line.status is QuoteStatus.ISSUED
    assert shell_of(begun).papers == [f"{line.doc_no}.pdf"]
    assert begun.editor.paper.title.text() == line.doc_no
    assert not begun.editor.inputs.trim.isEnabled()
    press(begun, Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    home()
    assert buttons(begun) == ["预览", "去签合同"]
    press(begun, Key.Key_T)
    assert shell_of(begun).opened == [("contract_for", line.id)]


def test_issuing_saves_what_was_typed_since(begun: QuotePage, consultant: Desk, home: Wait) -> None:
    press(begun, Key.Key_S)
    home()
    QTest.keyClicks(begun.editor.inputs.trade_in.line, "50000")
    press(begun, Key.Key_Return)
    home()
    (line,) = consultant.read(quotes, Quotes())
    whole = consultant.read(whole_quote, line.id)
    assert (whole.typed.trade_in_value_fen, line.status) == (5_000_000, QuoteStatus.ISSUED)


def test_a_discount_above_ones_authority_is_asked_for_and_decided_at_a_desk(
    begun: QuotePage, consultant: Desk, home: Wait, qtbot: QtBot
) -> None:
    QTest.keyClicks(begun.editor.inputs.cash.line, "11000")
    assert "需展厅经理批准" in begun.editor.paper.warning.text()
    assert buttons(begun) == ["保存", "预览", "申请优惠审批"]
    press(begun, Key.Key_R)
    home()
    give_reason(begun)
    answer(begun, "提交")
    home()
    (line,) = consultant.read(quotes, Quotes())
    assert consultant.read(whole_quote, line.id).approval is ApprovalStatus.REQUESTED
    theirs = opened(sign_in(consultant, SignIn("wuhao", PASSWORD)), home, qtbot)
    theirs.open_record("quote", line.id)
    home()
    assert "审批优惠" in buttons(theirs)
    press(theirs, Key.Key_D)
    answer(theirs, "批准")
    home()
    begun.reread()
    home()
    assert begun.editor.paper.warning.text() == "优惠 2.76%，吴昊已批准"
    begun.issue_action.trigger()
    home()
    assert consultant.read(quotes, Quotes())[0].status is QuoteStatus.ISSUED
    theirs.close()


def test_below_the_floor_the_page_says_so_and_offers_no_way(begun: QuotePage) -> None:
    QTest.keyClicks(begun.editor.inputs.cash.line, "60000")
    assert begun.editor.paper.warning.text() == words("quote.below_floor")
    assert not begun.issue_action.isEnabled()
    assert not begun.ask_action.isEnabled()


def test_a_character_that_cannot_be_printed_is_said_and_nothing_is_issued(
    begun: QuotePage, consultant: Desk, home: Wait
) -> None:
    begun.editor.entry.fields["note"].set_value("\U0001f600")
    begun.editor.entry.edited.emit()
    press(begun, Key.Key_Return)
    home()
    note = begun.editor.entry.fields["note"]
    assert "\U0001f600" in note.error or "\U0001f600" in begun.editor.entry.banner.text
    assert consultant.read(quotes, Quotes())[0].status is QuoteStatus.DRAFT


def test_a_wrong_loan_is_said_on_the_paper_and_the_last_price_stays(
    begun: QuotePage, home: Wait
) -> None:
    before = begun.editor.paper.on_road.text()
    begun.editor.inputs.loan.set_value("LEVEL-36")
    begun.editor.inputs.loan.changed.emit()
    home()
    assert begun.editor.paper.error.isVisible()
    assert begun.editor.paper.on_road.text() == before
    QTest.keyClicks(begun.editor.inputs.down.line, "120000")
    assert not begun.editor.paper.error.isVisible()
    assert "贷款 36 期" in begun.editor.paper.rows.accessibleDescription()


def test_a_draft_typed_back_waits_for_what_it_chose(
    page: QuotePage, begun: QuotePage, home: Wait
) -> None:
    fill_example_4(begun)
    inputs = begun.editor.inputs
    inputs.loan.set_value("ZERO-24")
    inputs.loan.changed.emit()
    QTest.keyClicks(inputs.down.line, "200000")
    kept = begun.editor.entry.draft()
    price = begun.editor.quote
    begun.editor.begin(None)
    begun.editor.entry.restore(kept)
    home()
    again = begun.editor.quote
    assert price is not None
    assert again is not None
    assert again.on_road_price_fen == price.on_road_price_fen
    assert again.loan == price.loan


def test_a_new_quote_puts_what_was_typed_aside(begun: QuotePage, home: Wait) -> None:
    fill_example_4(begun)
    press(begun, Key.Key_N)
    home()
    assert shell_of(begun).toasts == [words("quote.put_aside")]
    assert begun.editor.inputs.customer.held is None


def test_a_second_version_opens_as_a_draft_of_the_first(
    begun: QuotePage, consultant: Desk, home: Wait
) -> None:
    fill_example_4(begun)
    press(begun, Key.Key_Return)
    home()
    price = begun.editor.paper.on_road.text()
    press(begun, Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    home()
    assert begun.editor.held.status is QuoteStatus.DRAFT
    assert "第 2 版" in begun.editor.paper.title.text()
    assert begun.editor.paper.on_road.text() == price
    assert begun.editor.inputs.goods.value()["FILM"].sold == 1


def test_voiding_asks_first_and_names_the_paper(
    begun: QuotePage, consultant: Desk, home: Wait
) -> None:
    press(begun, Key.Key_Return)
    home()
    press(begun, Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    number = consultant.read(quotes, Quotes())[0].doc_no
    assert str(number) in sheet_of(begun).windowTitle()
    answer(begun, "作废")
    home()
    assert consultant.read(quotes, Quotes())[0].status is QuoteStatus.VOID


@pytest.fixture
def three(consultant: Desk, page: QuotePage, customer_id: UUID, home: Wait) -> QuotePage:
    """Two drafts, one of which a manager is asked about, and one issued quote in the list."""
    trim = next(iter(page.editor.inputs.trims.values()))
    command = SaveQuote(customer_id, trim.id, trim.colours[0], TODAY, lines=(CASH,))
    consultant.write(save_quote, command)
    consultant.write(save_quote, command)
    plain = SaveQuote(customer_id, trim.id, trim.colours[0], TODAY)
    consultant.write(issue_quote, consultant.write(save_quote, plain).value)
    page.reread()
    home()
    return page


def test_chips_filter_the_list_and_enter_opens(three: QuotePage, home: Wait) -> None:
    page_list = three.list
    page_list.chips.choose(QuoteStatus.DRAFT)
    page_list.chips.chosen.emit(QuoteStatus.DRAFT)
    assert three.table.model.rowCount() == 2
    three.table.go_to(0)
    QTest.keyClick(three.table.view, Key.Key_Return)
    home()
    assert three.stack.currentIndex() == 1
    assert three.editor.held.status is QuoteStatus.DRAFT
    QTest.keyClick(three, Key.Key_Escape)
    assert three.stack.currentIndex() == 0


def test_ctrl_down_steps_through_the_quotes(three: QuotePage, home: Wait) -> None:
    three.table.go_to(0)
    three.open_record("quote", three.table.model.lines[0].id)
    home()
    three.step(1)
    home()
    assert three.editor.quote_id == three.table.model.lines[1].id


def test_the_wheel_changes_no_count(begun: QuotePage) -> None:
    spin = begun.editor.inputs.goods.counts["FILM"][0]
    spin.setFocus()
    event = QWheelEvent(
        spin.rect().center().toPointF(),
        spin.rect().center().toPointF(),
        spin.rect().center(),
        spin.rect().center(),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(spin, event)
    assert spin.value() == 0


def test_enter_walks_through_the_goods_and_submits_nothing(
    begun: QuotePage, consultant: Desk
) -> None:
    first, second = begun.editor.inputs.goods.counts["DASHCAM"]
    first.setFocus()
    QTest.keyClick(first, Key.Key_Return)
    assert QApplication.focusWidget() in (second, second.lineEdit())
    assert consultant.read(quotes, Quotes()) == []


def test_every_action_has_its_own_key(page: QuotePage) -> None:
    keys = [action.shortcut().toString() for action in page.page_actions]
    assert len(keys) == len(set(keys))
    assert all(keys)
    assert all(isinstance(action, QAction) for action in page.page_actions)


def test_every_field_one_can_reach_has_a_name(begun: QuotePage) -> None:
    nameless = [
        each
        for each in begun.editor.entry.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.isVisible()
        and not each.accessibleName()
        and not isinstance(each.parentWidget(), QSpinBox)
    ]
    assert nameless == []


def test_a_cashier_or_manager_sees_no_decision_that_is_not_theirs(
    three: QuotePage, home: Wait
) -> None:
    line = three.table.model.lines[1]
    three.open_record("quote", line.id)
    home()
    assert not three.decide_action.isEnabled()
    assert "审批优惠" not in buttons(three)


def test_the_page_speaks_english_too(
    consultant: Desk, home: Wait, qtbot: QtBot, customer_id: UUID
) -> None:
    use("en", strict=True)
    page = opened(consultant, home, qtbot)
    page.open_record("quote_for", customer_id)
    home()
    choose_car(page, "EX90", home)
    fill_example_4(page)
    assert page.title == "Quotes"
    assert "Maker's suggested price" in page.editor.paper.rows.accessibleDescription()
    page.close()
    use("zh_CN", strict=True)


def test_figures_are_never_wider_than_their_column(begun: QuotePage) -> None:
    fill_example_4(begun)
    face = QFont(begun.font())
    face.setBold(True)
    widest = QFontMetrics(face).horizontalAdvance("-¥8,888,888.88")
    assert widest < begun.editor.paper.rows.width() / 2


def test_another_managers_yes_reaches_the_open_page(
    begun: QuotePage, consultant: Desk, home: Wait
) -> None:
    QTest.keyClicks(begun.editor.inputs.cash.line, "6000")
    press(begun, Key.Key_R)
    home()
    give_reason(begun)
    answer(begun, "提交")
    home()
    key = begun.editor.quote_id
    assert key is not None
    manager = sign_in(consultant, SignIn("wuhao", PASSWORD))
    outcome = manager.write(decide_approval, DecideApproval(key, approved=True))
    begun.changed(outcome.tables)
    home()
    assert begun.issue_action.isEnabled()


def test_a_share_just_above_a_limit_never_reads_as_the_limit(begun: QuotePage) -> None:
    QTest.keyClicks(begun.editor.inputs.cash.line, "19995.01")
    assert "优惠 5.01%" in begun.editor.paper.warning.text()


@allows(*EVERYONE)
def take_off_the_market(unit: Unit, day: date) -> None:
    for price in unit.session.scalars(select(Price)):
        price.valid_to = day


def test_a_quote_of_a_car_no_longer_on_offer_is_still_shown(
    begun: QuotePage, consultant: Desk, home: Wait, clock: SetClock
) -> None:
    fill_example_4(begun)
    press(begun, Key.Key_Return)
    home()
    key, price = begun.editor.quote_id, begun.editor.paper.on_road.text()
    assert key is not None
    consultant.write(take_off_the_market, TODAY)
    clock.advance(days=2)
    begun.reread()
    home()
    begun.open_record("quote", key)
    home()
    assert begun.editor.paper.on_road.text() == price
    assert "EX90" in begun.editor.paper.who.text()


@allows(*EVERYONE)
def make_findable(unit: Unit, customer_id: UUID) -> None:
    refresh(unit, unit.get(Customer, customer_id))


def test_escape_closes_the_answers_before_it_leaves_the_quote(
    page: QuotePage, consultant: Desk, customer_id: UUID, home: Wait
) -> None:
    consultant.write(make_findable, customer_id)
    page.new_action.trigger()
    box = page.editor.inputs.customer.box
    QTest.keyClicks(box, "1390000")
    QTest.qWait(80)
    home()
    assert [find.title for find in box.finds()] == ["王芳"]
    QTest.keyClick(box, Key.Key_Escape)
    assert box.finds() == []
    assert page.stack.currentIndex() == 1
    QTest.keyClick(box, Key.Key_Escape)
    assert page.stack.currentIndex() == 0


def test_the_list_is_saved_as_it_is_filtered(three: QuotePage, home: Wait, tmp_path: Path) -> None:
    three.list.chips.choose(QuoteStatus.ISSUED)
    three.list.chips.chosen.emit(QuoteStatus.ISSUED)
    file = tmp_path / "quotes.xlsx"
    save_table(three, three.table, three.title, file)
    home()
    rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    cells = [cell for row in rows for cell in row]
    assert "NJHX-A-BJ-20261122-001" in cells
    assert cells.count("王芳") == 1
